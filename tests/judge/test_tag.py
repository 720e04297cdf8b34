"""The command that tags: what it writes is exact when it is scored."""

from __future__ import annotations

from pathlib import Path

import pytest

from beritaclean.cli import main

SAMPLES = Path(__file__).parents[2] / "samples"
PAGES = sorted(path for path in SAMPLES.glob("*.txt") if not path.name.endswith(".clean.txt"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_tagged_page_scores_as_exact(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["tag", "--isolated", str(page), "-o", "page.tagged"]) == 0
    assert main(["score", "--isolated", "page.tagged", "--explain-errors"]) == 0

    [figures] = capsys.readouterr().out.splitlines()
    assert "F1 1.0000" in figures
    assert "exact 1/1" in figures


def test_saved_page_scores_as_exact_when_it_is_cleaned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["tag", "--isolated", str(SAMPLES / "saved-detik.html"), "-o", "saved-detik.tagged"]) == 0
    assert main(["score", "--isolated", "saved-detik.tagged", "--html", str(SAMPLES)]) == 0

    assert "exact 1/1" in capsys.readouterr().out


def test_sample_is_tagged_as_recorded(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tag", "--isolated", str(SAMPLES / "saved-br.html")]) == 0

    assert capsys.readouterr().out == (SAMPLES / "cases" / "saved-br.tagged").read_text(encoding="utf-8")


@pytest.mark.parametrize(("text", "held"), [("Satu.\n\f\nDua.\n", "several pages"), ("", "no page")])
def test_one_page_at_a_time(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, held: str) -> None:
    page = tmp_path / "page.txt"
    page.write_text(text)

    assert main(["tag", str(page)]) == 1

    assert capsys.readouterr() == (
        "",
        f"beritaclean: error: {page}: holds {held} (a tagged file is of one)\n",
    )


def test_line_that_holds_no_page_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bad.jsonl").write_text("{oops\n")
    Path("page.tagged").write_text("body\tHarga beras naik.\n")

    assert main(["tag", "bad.jsonl", "-o", "page.tagged"]) == 1

    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("beritaclean: error: bad.jsonl:1: ")
    assert Path("page.tagged").read_text() == "body\tHarga beras naik.\n"


def test_several_pages_are_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tag", "a.txt", "b.txt"]) == 2

    error = "beritaclean: error: PAGE: more than one is named (a tagged file is of one)\n"
    assert capsys.readouterr() == ("", error)
