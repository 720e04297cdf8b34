"""A report, a log and the one file of all inputs may stand among the inputs, and harm none."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from beritaclean.batch.ledger import is_report
from beritaclean.batch.outcomes import Totals
from beritaclean.cli import main
from beritaclean.report import is_log
from tests.batch.conftest import PAGE, PROSE, plant, tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="paths are written with slashes")
HTML = f"<p>{PROSE}</p>"
TOTALS = json.dumps(Totals().to_dict(0))
LIST = "##.iklan\n"
#: How each option is given with a file in the folder of inputs.
OPTIONS = {
    "--report": ("-o", "out", "--report"),
    "--log": ("-o", "out", "--filter-list", "list.txt", "--log"),  # of which the log tells, before all else
    "--one-file": ("--one-file",),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    plant({"in/a.txt": PAGE, "list.txt": LIST})
    monkeypatch.chdir("in")
    plant({"list.txt": LIST})


def run(option: str, name: str, *more: str) -> int:
    """Clean the folder we stand in into a folder inside it, or into one file."""
    return main(["batch", "--isolated", ".", "--exclude", "list.txt", *more, *OPTIONS[option], name])


@pytest.mark.parametrize("name", ["w.jsonl", "w.txt", "w", "b/w.jsonl"])
@pytest.mark.parametrize("option", OPTIONS)
def test_same_command_may_be_given_again(option: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("b").mkdir()
    assert run(option, name) == 0
    before = Path(name).read_bytes()
    capsys.readouterr()
    for _ in range(2):
        assert run(option, name) == 0
        assert "beritaclean: skipped            2  " in capsys.readouterr().err
    after = Path(name).read_bytes()

    if option == "--one-file":
        assert after == before
    elif option == "--log":
        assert after.startswith(before)
    else:
        reasons = {line["why"] for line in map(json.loads, after.splitlines()) if "why" in line}
        assert reasons == {"is what is written", "done before"}


@pytest.mark.parametrize("option", OPTIONS)
def test_same_command_may_be_given_again_although_an_input_failed(option: str) -> None:
    plant({"b.txt": b"\x89PNG\0"})

    assert [run(option, "w.jsonl") for _ in range(3)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("name", "page"),
    [("w.jsonl", '{"text": "Hujan."}\n'), ("w.html", HTML), ("w", HTML), ("w.txt", ""), ("b/w.txt", PAGE)],
)
@pytest.mark.parametrize("option", ["--report", "--one-file"])
def test_input_is_not_written_over(
    option: str, name: str, page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plant({name: page})
    before = tree(".")

    assert run(option, name) == 2
    problem = f"{option}: is an input, too: ./{name} (give a file of its own)"
    assert capsys.readouterr().err == f"beritaclean: error: {problem}\n"
    assert tree(".") == before


def test_input_gets_no_messages(capsys: pytest.CaptureFixture[str]) -> None:
    plant({"w.html": HTML, "a.txt": b"\x89PNG\0"})
    before = tree(".")

    assert run("--log", "w.html", "-v") == 2
    problem = "--log: is an input, too: ./w.html (give a file of its own)"
    assert capsys.readouterr().err == f"beritaclean: error: {problem}\n"
    assert tree(".") == before


@pytest.mark.parametrize("option", OPTIONS)
def test_named_input_is_refused_although_we_wrote_it(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(option, "w.jsonl") == 0
    before = Path("w.jsonl").read_bytes()
    capsys.readouterr()

    assert run(option, "../in/w.jsonl", "w.jsonl") == 2
    problem = f"{option}: is an input, too: w.jsonl (give a file of its own)"
    assert capsys.readouterr().err == f"beritaclean: error: {problem}\n"
    assert Path("w.jsonl").read_bytes() == before


@pytest.mark.parametrize("choice", [("--glob", "a.*"), ("--exclude", "w.*")])
@pytest.mark.parametrize("option", OPTIONS)
def test_what_is_no_input_may_be_written_over(option: str, choice: tuple[str, str]) -> None:
    plant({"w.html": HTML})

    assert run(option, "w.html", *choice) == 0
    assert Path("w.html").read_text() != HTML


@pytest.mark.parametrize(
    ("text", "report", "log"),
    [
        (f"{TOTALS}\n", True, False),
        (f'{{"source": "a.txt"}}\n{TOTALS}\n', True, False),
        (f"{'x' * 9000}\n{TOTALS}", True, False),
        (f'{TOTALS}\n{{"source": "a.txt"}}\n', False, False),
        ('{"level": "note", "text": "a.txt"}\n{"lev', False, True),
        ('{"level": "A2", "text": "Hujan turun."}\n', False, False),
        ('{"level": "note", "text": "a.txt", "id": 1}\n', False, False),
        ("", False, True),
        ("[1]\n", False, False),
        ("[" * 4000, False, False),
        ("Hujan\udcff", False, False),
    ],
)
def test_reports_and_logs_are_known(text: str, report: bool, log: bool) -> None:
    Path("w").write_bytes(text.encode("utf-8", "surrogateescape"))

    assert (is_report("w"), is_log("w")) == (report, log)
    assert not is_report("gone")
    assert not is_log("gone")
