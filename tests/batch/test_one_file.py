"""All inputs into one file, in order."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from tests.batch.conftest import PAGE, PROSE, Batch, plant, tree
from tests.readers.test_warc_reader import record

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="paths are written with slashes")
LINES = "".join(json.dumps({"id": number, "text": PAGE}) + "\n" for number in range(3))


@pytest.fixture(autouse=True)
def inputs(batch: Batch) -> None:
    plant({"in/a.txt": PAGE, "in/b.jsonl": LINES, "in/c.warc": record(0), "in/d/e.html": f"<p>{PROSE}</p>"})
    plant({"in/f.txt": " ", "in/a.html": f"<p>{PROSE}</p>"})


def read(name: str = "out/semua.jsonl") -> list[str]:
    """The source of each document, or the id of a record."""
    lines = map(json.loads, Path(name).read_text().splitlines())
    return [line["source"] if "source" in line else f"id {line['id']}" for line in lines]


EXPECTED = [
    "in/a.html",
    "in/a.txt",
    *("id 0", "id 1", "id 2"),
    "https://news.detik.com/0",
    "in/d/e.html",
    "in/f.txt",
]


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_everything_comes_in_order(batch: Batch, jobs: str) -> None:
    ran = batch("in", "--one-file", "semua.jsonl", "-j", jobs)

    assert ran.code == 0
    assert read() == EXPECTED
    assert set(tree()) == {"semua.jsonl"}
    assert ran.totals["inputs"] == 8


def test_text_is_parted_by_form_feeds(batch: Batch) -> None:
    batch("in/a.txt", "in/d", "--one-file", "semua.txt", "-t", "text")

    assert tree() == {"semua.txt": f"{PROSE}\f\n{PROSE}".encode()}


@pytest.mark.skipif(sys.platform != "linux", reason="forked processes have the line ends")
def test_text_is_parted_by_form_feeds_with_line_ends_of_the_system(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "linesep", "\r\n")
    batch("in/a.txt", "in/d", "--one-file", "semua.txt", "-t", "text", "--eol", "native")

    assert tree() == {"semua.txt": f"{PROSE}\f\n{PROSE}".replace("\n", "\r\n").encode()}


def test_folder_of_the_file_may_hold_inputs(batch: Batch) -> None:
    arguments = ("in", "--hidden", "--one-file", "semua.jsonl")

    assert batch(*arguments, to="in/d").code == 0
    assert read("in/d/semua.jsonl") == EXPECTED
    ran = batch(*arguments, to="in/d")
    assert ran.whys.pop("in/d/semua.jsonl") == "is what is written"
    assert ran.whys["in/d/e.html"] == "done before"
    assert read("in/d/semua.jsonl") == EXPECTED


def test_done_again_only_when_something_changed(batch: Batch) -> None:
    batch("in", "--one-file", "semua.jsonl")
    ran = batch("in", "--one-file", "semua.jsonl")
    assert (set(ran.results.values()), set(ran.whys.values())) == ({"skipped"}, {"done before"})
    assert read() == EXPECTED
    plant({"in/a.txt": PROSE})
    assert {each["again"] for each in batch("in", "--one-file", "semua.jsonl").report} == {"input changed"}
    plant({"in/z.txt": PROSE})
    assert batch("in", "--one-file", "semua.jsonl").results["in/z.txt"] == "unchanged"
    assert read() == [*EXPECTED, "in/z.txt"]
    ran = batch("in", "--one-file", "semua.jsonl", "--force", "--dry-run")
    assert set(ran.whys.values()) == {"would be cleaned: forced"}


def test_file_that_failed_is_done_again(batch: Batch) -> None:
    plant({"in/x.txt": b"\x89PNG\0"})

    assert batch("in", "--one-file", "semua.jsonl").code == 1
    assert read() == EXPECTED
    ran = batch("in", "--one-file", "semua.jsonl")
    assert "skipped" not in ran.results.values()
    assert {each["again"] for each in ran.report if each["result"] != "failed"} == {"an input failed"}


def test_input_is_not_written_over(batch: Batch) -> None:
    ran = batch("in/b.jsonl", "--one-file", "b.jsonl", to="in")

    problem = "--one-file: is an input, too: in/b.jsonl (give a file of its own)"
    assert (ran.code, ran.err) == (2, f"beritaclean: error: {problem}\n")
    assert Path("in/b.jsonl").read_text() == LINES


def test_what_is_no_file_is_not_written_over(batch: Batch) -> None:
    Path("out").mkdir()
    os.mkfifo("out/pipe")
    Path("out/link").symlink_to("../in/f.txt")
    pipe, link = (batch("in/a.txt", "--one-file", name) for name in ("pipe", "link"))

    assert pipe.err.startswith(
        "beritaclean: error: in/a.txt: would be written over out/pipe, which is no regular file ("
    )
    assert link.err.startswith("beritaclean: error: in/a.txt: would be written over ")
    assert (pipe.code, link.code) == (1, 1)
    assert Path("out/pipe").is_fifo()
    assert Path("out/link").is_symlink()
    assert Path("in/f.txt").read_text() == " "


def test_stdout_is_for_the_filter(batch: Batch) -> None:
    ran = batch("in/a.txt", "--one-file", "-")

    problem = '"-" is no file (to stdout: beritaclean -j N FILE...)'
    assert (ran.code, ran.err) == (2, f"beritaclean: error: --one-file: {problem}\n")
    assert not Path("-").exists()
    assert not Path("out").exists()
