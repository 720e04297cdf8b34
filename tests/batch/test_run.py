"""Batches as people run them: what is written where, what is said of it, and that nothing is passed over."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from beritaclean import clean
from beritaclean.batch.ledger import Ledger
from beritaclean.batch.outcomes import Outcome
from beritaclean.errors import OutputError
from beritaclean.output import Output
from beritaclean.report import Report
from tests.batch.conftest import PAGE, PROSE, Batch, plant, tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="paths are written with slashes")
HTML = f"<html><title>Beras</title><p>{PROSE}</p><p>Baca juga: Harga Cabai</p></html>"


def test_tree_and_names_are_kept(batch: Batch) -> None:
    plant({"in/a.txt": PAGE, "in/2024/05/b.html": HTML, "in/2024/c.5.txt": PROSE, "d.txt": PAGE})
    ran = batch("in", "d.txt")

    assert ran.code == 0
    assert tree() == {
        "a.txt": clean(PAGE).encode(),
        "2024/05/b.txt": PROSE.encode(),
        "2024/c.5.txt": PROSE.encode(),
        "d.txt": PROSE.encode(),
    }
    assert ran.report[0] == {
        "source": "in/2024/05/b.html",
        "result": "cleaned",
        "target": "2024/05/b.txt",
        "pages": 1,
        "left_out": 1,
        "size": len(HTML),
    }
    assert ran.totals["pages"] == 4
    assert ran.totals["bytes"] == len(HTML) + 2 * len(PAGE) + len(PROSE)


@pytest.mark.parametrize(
    ("to", "name", "start"),
    [
        ("text", "a.txt", "Harga"),
        ("markdown", "a.md", "---"),
        ("json", "a.json", "{\n"),
        ("jsonl", "a.jsonl", '{"'),
    ],
)
def test_ending_is_that_of_the_format(batch: Batch, to: str, name: str, start: str) -> None:
    plant({"a.html": HTML})
    batch("a.html", "-t", to)
    [(written, data)] = tree().items()

    assert (written, data.decode()[: len(start)]) == (name, start)


def test_every_input_ends_as_something(batch: Batch) -> None:
    plant(
        {
            "in/cleaned.txt": PAGE,
            "in/unchanged.txt": PROSE,
            "in/empty.txt": " \n",
            "in/zero.txt": "",
            "in/noarticle.txt": "Beranda\nIkuti kami\nHubungi kami\n",
            "in/picture.png": b"\x89PNG\r\n\x1a\n\0",
            "in/style.css": "body { color: red }\n",
            "in/data.json": '{"text": "Harga"}',
            "in/nosuffix": HTML,
            "in/broken.html": b"\x89PNG\r\n\x1a\n\0",
            "in/pages.txt": f"{PROSE}\f{PAGE}",
        }
    )
    ran = batch("in", "gone.txt")

    assert ran.code == 1
    assert ran.results == {
        f"in/{name}": result
        for name, result in {
            "cleaned.txt": "cleaned",
            "unchanged.txt": "unchanged",
            "empty.txt": "empty",
            "zero.txt": "empty",
            "noarticle.txt": "no article",
            "picture.png": "skipped",
            "style.css": "skipped",
            "data.json": "skipped",
            "nosuffix": "cleaned",
            "broken.html": "failed",
            "pages.txt": "cleaned",
        }.items()
    } | {"gone.txt": "failed"}
    assert ran.whys == {
        "in/picture.png": "is no page by its name",
        "in/style.css": "is no page by its name",
        "in/data.json": "holds JSONL (name it .jsonl if it does)",
        "in/broken.html": "is binary, not a page (give text or HTML; --encoding NAME reads it anyway)",
        "gone.txt": "cannot be read: No such file or directory",
    }
    assert set(tree()) == {
        *(
            "cleaned.txt",
            "unchanged.txt",
            "empty.txt",
            "zero.txt",
            "noarticle.txt",
            "nosuffix.txt",
            "pages.txt",
        )
    }
    assert tree()["pages.txt"] == f"{PROSE}\f\n{PROSE}".encode()


def test_table_and_errors_go_to_stderr(batch: Batch) -> None:
    plant({"in/a.txt": PAGE, "in/b.txt": b"\x89PNG\0", "in/c.png": b"\x89PNG\0"})
    ran = batch("in")
    lines = ran.err.splitlines()

    assert lines[0].startswith("beritaclean: error: in/b.txt: is binary, not a page")
    assert [line.split()[:3] for line in lines[1:-1]] == [
        ["beritaclean:", "cleaned", "1"],
        ["beritaclean:", "skipped", "1"],
        ["beritaclean:", "failed", "1"],
    ]
    assert lines[-1].split()[:5] == ["beritaclean:", "inputs", "3", "1", "pages,"]
    quiet = batch("in", "-q", to="quiet")
    assert quiet.err == lines[0] + "\n"
    plant({"good/a.txt": PAGE})
    assert batch("good", "-q", to="good-out").err == ""
    assert "in/a.txt: cleaned" in batch("in", "-v", to="loud").err


def test_of_many_failures_the_first_are_said(batch: Batch) -> None:
    plant({f"in/{number:03}.txt": b"\x89PNG\0" for number in range(50)})
    ran = batch("in")

    assert ran.err.count("is binary") == 20
    assert "beritaclean: 30 more failed (--report FILE lists all)\n" in ran.err
    assert ran.totals["failed"] == 50


def test_two_that_would_be_one_file_are_refused_before_anything_is_written(batch: Batch) -> None:
    plant({"in/a.txt": PAGE, "in/a.html": HTML, "in/b.txt": PAGE, "b.txt": PROSE, "in/c.txt": PAGE})
    ran = batch("in", "b.txt")
    a_text, a_html, b_text = (f"in/{name}" for name in ("a.txt", "a.html", "b.txt"))

    assert ran.code == 1
    assert ran.whys == {
        here: f"would be written where {there} is (rename one, or give it another -o)"
        for here, there in ((a_text, a_html), (a_html, a_text), (b_text, "b.txt"), ("b.txt", b_text))
    }
    assert tree() == {"c.txt": PROSE.encode()}
    assert [each["result"] for each in ran.report] == ["failed"] * 4 + ["cleaned"]


@pytest.mark.parametrize("jobs", ["2", "5"])
def test_number_of_workers_makes_no_difference(batch: Batch, jobs: str) -> None:
    plant({f"in/{number % 7}/{number}.txt": PAGE * (number % 5) for number in range(400)})
    plant({"in/x.txt": b"\x89PNG\0"})
    one = batch("in", "-j", "1", to="one")
    many = batch("in", "-j", jobs, to="many")

    assert tree("many") == tree("one")
    assert many.report == one.report
    assert {**many.totals, "seconds": 0} == {**one.totals, "seconds": 0}


def test_sources_are_not_touched(batch: Batch) -> None:
    plant({"in/a.txt": PAGE, "in/b.html": HTML})
    before = {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in Path("in").rglob("*") if path.is_file()
    }
    batch("in")

    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before} == before


def test_folder_of_its_own_is_asked_for(batch: Batch) -> None:
    plant({"in/a.txt": PAGE})
    ran = batch("in", to="in")

    assert ran.code == 2
    assert ran.err == "beritaclean: error: --output: is an input, too: in (give a folder of its own)\n"
    assert tree("in") == {"a.txt": PAGE.encode()}


def test_output_inside_an_input_is_not_eaten(batch: Batch) -> None:
    plant({"in/a.txt": PAGE})
    first = batch("in", to="in/out")
    second = batch("in", to="in/out")

    assert set(first.results) == set(second.results) == {"in/a.txt"}
    assert tree("in/out") == {"a.txt": PROSE.encode()}


def test_input_is_never_written_over(batch: Batch) -> None:
    plant({"out/in/a.txt": PAGE, "out/a.html": HTML, "out/a.txt": PAGE})
    ran = batch("out/a.html", "out/a.txt")

    assert ran.code == 1
    assert {each["result"] for each in ran.report} == {"failed"}
    ran = batch("out/a.txt")
    assert ran.whys == {"out/a.txt": "would be written over an input, out/a.txt"}
    assert tree() == {"in/a.txt": PAGE.encode(), "a.html": HTML.encode(), "a.txt": PAGE.encode()}


def test_what_is_no_file_is_not_written_over(batch: Batch) -> None:
    plant({"in/a.txt": PAGE, "in/b.txt": PAGE, "in/c.txt": PAGE, "in/d.txt": PAGE, "e.txt": "Hujan.\n"})
    Path("out").mkdir()
    os.mkfifo("out/a.txt")
    Path("out/b.txt").symlink_to("../e.txt")
    Path("out/c.txt").symlink_to("gone.txt")
    ran = batch("in")

    assert ran.code == 1
    assert ran.whys == {
        f"in/{name}.txt": f"would be written over out/{name}.txt, which is {what} (give another -o)"
        for name, what in (("a", "no regular file"), ("b", "a link"), ("c", "a link"))
    }
    assert Path("out/a.txt").is_fifo()
    assert [str(Path(f"out/{name}.txt").readlink()) for name in "bc"] == ["../e.txt", "gone.txt"]
    assert Path("out/d.txt").read_text() == PROSE


def test_folder_of_the_batchs_own_is_no_place_for_a_target(batch: Batch) -> None:
    plant(
        {"in/.beritaclean/drafts/1-0.txt": PAGE, "in/.beritaclean.txt": PAGE, "in/b/.beritaclean/a.txt": PAGE}
    )
    ran = batch("in", "--hidden")

    target = "out/.beritaclean/drafts/1-0.txt"
    why = f"would be written to {target}, where a batch keeps files of its own"
    assert ran.whys == {"in/.beritaclean/drafts/1-0.txt": why}
    assert not Path(target).exists()
    assert Path("out/.beritaclean.txt").read_text() == PROSE
    assert Path("out/b/.beritaclean/a.txt").read_text() == PROSE


def test_report_without_totals_is_no_report(
    batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(output: Output, text: str) -> None:
        raise OutputError("r.jsonl", "cannot be written: No space left on device")

    plant({"r.jsonl": "lama\n"})
    ledger = Ledger(Report(-1), "r.jsonl", strict=False).__enter__()
    ledger.add(Outcome("a.txt", "cleaned"))
    monkeypatch.setattr(Output, "write", fail)
    with pytest.raises(OutputError):
        ledger.__exit__(None, None, None)

    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"r.jsonl": "lama\n"}


def test_draft_that_cannot_be_removed_keeps_no_other(batch: Batch) -> None:
    drafts = Path("out/.beritaclean/drafts")
    plant({str(drafts / f"{number}-0"): "Hujan" for number in range(1, 9)})
    for number in range(1, 9):
        (drafts / f"{number}-1").mkdir()
    plant({"a.txt": PAGE})

    assert batch("a.txt").code == 0
    assert [path.name for path in drafts.iterdir() if path.is_file()] == []


def test_nothing_found_is_a_finding(batch: Batch) -> None:
    Path("in").mkdir()
    ran = batch("in")

    assert ran.code == 1
    assert ran.err.startswith("beritaclean: error: in: no pages found\n")


def test_strict_finds_pages_without_an_article(batch: Batch) -> None:
    plant({"in/a.txt": "Beranda\nIkuti kami\n", "in/b.txt": PROSE})

    assert batch("in").code == 0
    ran = batch("in", "--strict")
    assert ran.code == 1
    assert "beritaclean: in/a.txt: no article\n" in ran.err


def test_page_beyond_the_limit_has_failed(batch: Batch) -> None:
    plant({"a.txt": PROSE * 12_000, "b.txt": PROSE})
    ran = batch("a.txt", "b.txt", "--max-page", "1")

    assert ran.whys == {"a.txt": "is larger than 1,000,000 bytes (--max-page allows more)"}
    assert set(tree()) == {"b.txt"}


def test_output_that_is_a_file(batch: Batch) -> None:
    plant({"a.txt": PAGE, "out": "Hujan.\n"})

    assert (batch("a.txt").code, Path("out").read_text()) == (1, "Hujan.\n")
    plant({"file": ""})
    assert batch("a.txt", to="file").err == "beritaclean: error: file: is no folder (give a folder with -o)\n"
    deeper = batch("a.txt", to="file/out")
    assert deeper.err == "beritaclean: error: file/out: cannot be written: Not a directory\n"


@pytest.mark.parametrize("name", ["", "drafts", "manifest.sqlite3", "manifest.sqlite3-wal"])
def test_what_is_the_batchs_own_is_no_link(batch: Batch, name: str) -> None:
    plant({"a.txt": PAGE, "precious/1-0": "Hujan.\n", "precious/drafts/1-0": "Hujan.\n"})
    own = Path("out/.beritaclean") / name
    own.parent.mkdir(parents=True)
    own.symlink_to(Path("precious").absolute())
    ran = batch("a.txt")

    problem = "is a link; a batch keeps files of its own there (remove it, or give another folder with -o)"
    assert (ran.code, ran.err) == (1, f"beritaclean: error: {own}: {problem}\n")
    assert tree("precious") == {"1-0": b"Hujan.\n", "drafts/1-0": b"Hujan.\n"}
    assert tree() == {}


def test_of_the_drafts_only_those_of_a_batch_are_swept(batch: Batch) -> None:
    drafts = Path("out/.beritaclean/drafts")
    plant({"a.txt": PAGE, f"{drafts}/12-3": "", f"{drafts}/stream-12": "", f"{drafts}/12-3.txt": ""})

    assert batch("a.txt").code == 0
    assert [path.name for path in drafts.iterdir()] == ["12-3.txt"]


def test_folder_in_the_way_of_a_target(batch: Batch) -> None:
    plant({"a.txt": PAGE, "b.txt": PAGE, "out/a.txt/x": ""})
    ran = batch("a.txt", "b.txt")

    assert ran.whys == {"a.txt": "out/a.txt: cannot be written: Is a directory"}
    assert set(tree()) == {"a.txt/x", "b.txt"}
    assert not list(Path("out/.beritaclean/drafts").iterdir())


def test_names_of_all_kinds(batch: Batch) -> None:
    names = [
        "baris\nbaru.txt",
        os.fsdecode(b"bukan-utf8-\xff.txt"),
        "[bold]x[/].txt",
        "\x1b[31m.txt",
        "é" * 125 + ".txt",
    ]
    plant({f"in/{name}": PAGE for name in names})
    ran = batch("in", "-v")

    assert ran.code == 0
    assert set(tree()) == set(names)
    assert {os.fsencode(name) for name in ran.results} == {os.fsencode(f"in/{name}") for name in names}
    assert "\x1b" not in ran.err
    assert "in/baris\\x0abaru.txt: cleaned" in ran.err


def test_name_too_long_for_its_ending(batch: Batch) -> None:
    plant({f"in/{'a' * 251}.htm": HTML, f"in/{'b' * 251}.txt": PAGE})
    ran = batch("in", "-t", "json")

    assert list(ran.whys.values()) == [
        f"out/{'a' * 251}.json: cannot be written: File name too long",
        f"out/{'b' * 251}.json: cannot be written: File name too long",
    ]
    assert batch("in", to="text").code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--to", "pdf"], '--to: "pdf" is unknown'),
        (["--publisher", "tiada.com"], '--publisher: "tiada.com" is unknown'),
        (["-j", "-1"], '--jobs: "-1" is no number from 1 on (give such a number)'),
        (["-j", "2.9"], '--jobs: "2.9" is no whole number (give such a number)'),
        (["--one-file", "satu/"], "--one-file: is a folder (name a file)"),
        (["--one-file", "satu/.."], "--one-file: is a folder (name a file)"),
        (
            ["--one-file", "/satu/x.jsonl"],
            "--one-file: is not in the folder of -o: /satu/x.jsonl (name the file within it, or leave -o)",
        ),
        (["-j", "dua"], '--jobs: "dua" is no number from 1 on'),
        (["--timeout", "nan"], '--timeout: "nan" is no number from 0 on'),
        (["--resume", "--force"], "--force: does what --resume leaves (give one of them)"),
        (["--force", "--resume"], "--force: does what --resume leaves (give one of them)"),
        (["--max-page", "0"], '--max-page: "0" is no number from 1 on'),
    ],
)
def test_wrong_use(batch: Batch, arguments: list[str], message: str) -> None:
    plant({"a.txt": PAGE})
    ran = batch("a.txt", *arguments)

    assert ran.code == 2
    assert message in ran.err
    assert not Path("out").exists()
