"""The command that scores, as people run it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from beritaclean.cli import main

SAMPLES = Path(__file__).parents[2] / "samples"
RIGHT = "body\tHarga beras di Pasar Induk naik, kata pedagang, Senin (6/5/2024).\nx-ad\tADVERTISEMENT\n"
EXACT = "pages 1  words P 1.0000  R 1.0000  F1 1.0000  lost 0/1  noise 0/0  exact 1/1  failed 0\n"


@pytest.fixture
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with a folder of tagged pages."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "kabar-001.tagged").write_text(RIGHT)
    return folder


def test_figures(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "cases"]) == 0
    assert main(["score", "cases/kabar-001.tagged", "--explain-errors"]) == 0

    assert capsys.readouterr().out == EXACT * 2


def test_errors_are_explained_and_shown_as_they_are(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "x-other\tSalam \x1b[31mredaksi [b] kami semua di sini.\n"
    (cases / "kabar-001.tagged").write_text(RIGHT.replace("x-ad", text + "body"))

    assert main(["score", "cases", "--explain-errors"]) == 0

    assert capsys.readouterr().out.splitlines()[:-1] == [
        "kabar-001:2\tnoise\tx-other\tstructure/body\tSalam \\x1b[31mredaksi [b] kami semua di sini.",
        "kabar-001:3\twords\tbody\tgeneral/advertisement\tADVERTISEMENT",
    ]


def test_json(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (cases / "kabar-002.tagged").write_text(RIGHT.replace("x-ad", "body"))

    assert main(["score", "cases", "--to", "json", "--explain-errors"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert {key: told[key] for key in ("pages", "p", "lost", "n_keep", "noise", "exact", "failed")} == {
        "pages": 2, "p": 1, "lost": 0, "n_keep": 2, "noise": 0, "exact": 1, "failed": 0,
    }  # fmt: skip
    assert [(case["case"], case["exact"], case["lost"]) for case in told["cases"]] == [
        ("kabar-001", True, 0),
        ("kabar-002", False, 0),
    ]
    assert [case["mistakes"] for case in told["cases"]] == [
        [],
        [
            {
                "what": "words",
                "line": 2,
                "tag": "body",
                "decided": ["general/advertisement"],
                "text": "ADVERTISEMENT",
            }
        ],
    ]


def test_rules_are_those_asked_for(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "cases", "--ignore", "general/advertisement"]) == 0

    assert "exact 0/1" in capsys.readouterr().out


def test_saved_pages_instead(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = "<p>Harga beras di Pasar Induk naik, kata pedagang, Senin (6/5/2024).</p><p>Surplus lagi.</p>"
    (cases / "kabar-001.html").write_text(f"<html><body><h1>Harga Naik</h1>{body}</body></html>")
    (cases / "kabar-002.tagged").write_text(RIGHT)  # there is no saved page of this one

    assert main(["score", "cases", "--html", "cases"]) == 0

    assert capsys.readouterr().out.startswith("pages 1  words P 0.")


def test_output_file(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "cases", "-o", "figures.txt"]) == 0

    assert Path("figures.txt").read_text() == EXACT
    assert capsys.readouterr().out == ""


def test_one_bad_file_does_not_stop_the_others(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (cases / "kabar-000.tagged").write_text("bodi\tHarga naik.\n")

    assert main(["score", "cases", "absent.tagged"]) == 1

    out, err = capsys.readouterr()
    assert out == EXACT
    assert err.splitlines() == [
        f'beritaclean: error: {Path("cases/kabar-000.tagged")}:1: unknown tag "bodi" (did you mean "body"?)',
        "beritaclean: error: absent.tagged: cannot be read: No such file or directory",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (["empty"], 1, "error: empty: holds no *.tagged file (beritaclean tag PAGE begins one)"),
        (
            ["cases", "--html", "absent"],
            2,
            "error: --html: absent is no folder (name the folder of the saved pages)",
        ),
        (
            ["cases", "--html", "empty"],
            1,
            "error: empty: holds no saved page of these (their names are those of the tagged pages)",
        ),
        ([], 2, "error: CASES: none is named (name tagged pages, or a folder of them)"),
        (["cases", "--to", "html"], 2, 'error: --to: "html" is unknown (use one of text, json)'),
    ],
)
def test_what_cannot_be_scored(
    cases: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, error: str
) -> None:
    Path("empty").mkdir()

    assert main(["score", *arguments]) == code

    assert capsys.readouterr() == ("", f"beritaclean: {error}\n")


def test_page_that_cannot_be_read_counts_as_failed(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (cases / "kabar-001.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))

    assert main(["score", "cases", "--html", "cases"]) == 1

    out, err = capsys.readouterr()
    assert out.endswith("lost 1/1  noise 0/0  exact 0/1  failed 1\n")
    assert "is binary, not a page" in err


def test_page_whose_record_is_bad_counts_as_failed(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (cases / "kabar-001.html").write_text('{"text": oops\n')

    assert main(["score", "cases", "--html", "cases"]) == 1

    out, err = capsys.readouterr()
    assert out.endswith("lost 1/1  noise 0/0  exact 0/1  failed 1\n")
    assert err.startswith(f"beritaclean: error: {Path('cases/kabar-001.html')}:1: ")


def test_tagged_page_is_text_whatever_it_looks_like(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quoted = 'body\t{"Harga naik," kata pedagang di Pasar Induk, Senin (6/5/2024).}\n'
    (cases / "kabar-001.tagged").write_text(quoted + RIGHT)

    assert main(["score", "cases"]) == 0

    assert "lost 0/2  noise 0/0  exact 1/1  failed 0" in capsys.readouterr().out
