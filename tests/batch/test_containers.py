"""Inputs that hold many pages, or are packed, through a whole batch."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zipfile
from pathlib import Path

import pytest

from beritaclean.cli import main
from tests.batch.conftest import PAGE, PROSE, Batch, plant, tree
from tests.readers.test_warc_reader import record
from tests.test_packing import pack_zstd

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="paths are written with slashes")
LINES = [
    {"id": 1, "text": PAGE, "skor": 1.5},
    {"id": 2, "text": PROSE},
    {"id": 3, "teks": PROSE},
    {"id": 4, "text": " "},
]
JSONL = "".join(json.dumps(line) + "\n" for line in LINES) + "bukan JSON\n"


def zipped(pages: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, page in pages.items():
            archive.writestr(name, page)
    return data.getvalue()


@pytest.mark.parametrize("ending", ["", ".gz", ".zst"])
def test_lines_of_json(batch: Batch, ending: str) -> None:
    pack = {"": bytes, ".gz": gzip.compress, ".zst": pack_zstd}[ending]
    plant({f"in/a/b.jsonl{ending}": pack(JSONL.encode())})
    ran = batch("in")
    name = f"in/a/b.jsonl{ending}"

    assert ran.code == 1
    assert list(ran.results.values()) == ["cleaned", "unchanged", "failed", "empty", "failed"]
    assert ran.whys == {
        f"{name}:3": 'field "text" is missing (name the field with --field)',
        f"{name}:5": "not JSON: Expecting value (column 1)",
    }
    [(target, written)] = tree().items()
    assert target == "a/b.jsonl"
    assert [json.loads(line) for line in written.splitlines()] == [
        {**LINES[0], "text": PROSE},
        *LINES[1:3],
        {**LINES[3], "text": ""},
    ]


def test_lines_are_those_of_the_filter(batch: Batch, capsys: pytest.CaptureFixture[str]) -> None:
    plant({"a.jsonl": JSONL})
    for to in ((), ("-t", "jsonl"), ("-t", "text"), ("-t", "markdown")):
        batch("a.jsonl", *to, to="-".join(("out", *to)))
        main(["--isolated", "-q", "--from", "jsonl", *to, "a.jsonl"])
        [written] = tree("-".join(("out", *to))).values()

        assert written.decode() == capsys.readouterr().out


@pytest.mark.parametrize("packed", [False, True])
def test_web_archive(batch: Batch, packed: bool) -> None:
    name = f"in/web.warc{'.gz' if packed else ''}"
    records = [
        record(0, packed=packed),
        record(1, kind="request", packed=packed),
        record(2, headers=(("Content-Type", "image/png"),), packed=packed),
        record(3, packed=packed)[:90] + b"\xff" * 40,
        record(4, packed=packed),
    ]
    plant({name: b"".join(records)})
    ran = batch("in")

    assert ran.code == 1
    assert list(ran.results.values()) == ["unchanged", "skipped", "failed", "unchanged"]
    assert [each.get("address") for each in ran.report][::3] == [
        "https://news.detik.com/0",
        "https://news.detik.com/4",
    ]
    documents = [json.loads(line) for line in tree()["web.jsonl"].splitlines()]
    assert [each["source"] for each in documents] == ["https://news.detik.com/0", "https://news.detik.com/4"]
    assert {each["retrieved"] for each in documents} == {"2024-05-06T07:08:09Z"}
    assert {each["publisher"] for each in documents} == {"detik.com"}


def test_packed_pages(batch: Batch) -> None:
    plant(
        {"in/a.html.gz": gzip.compress(f"<p>{PROSE}</p>".encode()), "in/b.txt.zst": pack_zstd(PAGE.encode())}
    )
    plant({"in/c.txt.gz": gzip.compress(PAGE.encode())[:-9], "in/d.gz": gzip.compress(PAGE.encode())})
    plant({"in/e.txt.gz": gzip.compress(PROSE.encode() * 20_000)})
    ran = batch("in", "--max-page", "1")

    assert tree() == {"a.txt": PROSE.encode(), "b.txt": PROSE.encode()}
    assert ran.whys == {
        "in/c.txt.gz": "is cut off",
        "in/d.gz": "is no page by its name",
        "in/e.txt.gz": "holds more than 1,000,000 bytes (--max-page allows more)",
    }


def test_zip_of_pages(batch: Batch) -> None:
    pages = {"a.txt": PAGE, "sub/b.html": f"<p>{PROSE}</p>", "gambar.png": b"\x89PNG\0", ".rahasia.txt": PAGE}
    plant({"in/koran.zip": zipped({**pages, "dalam.zip": zipped(pages), "sub/": ""}), "in/x.txt": PAGE})
    ran = batch("in")

    assert ran.code == 0
    assert tree() == dict.fromkeys(("koran.zip/a.txt", "koran.zip/sub/b.txt", "x.txt"), PROSE.encode())
    assert ran.whys == {
        "in/koran.zip/gambar.png": "is no page by its name",
        "in/koran.zip/dalam.zip": "is an archive in an archive",
    }
    some = batch("in", "--glob", "koran.zip", "--glob", "b.*", to="some")
    assert set(some.results) == {"in/koran.zip/sub/b.html"}
    assert set(batch("in").results.values()) == {"skipped"}


HOSTILE = [
    "../keluar.txt",
    "/keluar.txt",
    "a/../../keluar.txt",
    "C:/keluar.txt",
    "..\\keluar.txt",
    "a//b.txt",
]
#: Names that Windows has for devices, or cannot have.
UNNAMEABLE = [
    *("con.html", "a/NUL.txt", "com1/b.txt", "lpt¹.txt", "aux .txt"),
    *("q?.html", "a<b>.txt", 'a"b.txt', "a|b.txt", "*.txt", "a./b.txt", "a /b.txt", "a\tb.txt"),
]


def test_names_never_leave_the_folder(batch: Batch) -> None:
    names = (*HOSTILE, "a:b\n.txt")
    plant({"in/jahat.zip": zipped({**dict.fromkeys(names, PAGE), "baik.txt": PAGE})})
    before = set(Path().rglob("*"))
    ran = batch("in", to="in/dalam/out")

    assert ran.whys == {f"in/jahat.zip/{name}": "its name leaves the folder" for name in names}
    assert tree("in/dalam/out") == {
        "jahat.zip/baik.txt": PROSE.encode(),
    }
    assert {path.name for path in set(Path().rglob("*")) - before if path.is_file()} == {
        "baik.txt",
        "manifest.sqlite3",
        "report.jsonl",
    }


def test_names_that_windows_cannot_have(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    """There they are refused; elsewhere a headline may be a name."""
    plant({"in/kabar.zip": zipped({**dict.fromkeys(UNNAMEABLE, PAGE), "konsol.txt": PAGE})})
    assert batch("in").whys == {}
    monkeypatch.setattr("beritaclean.batch.archives._ON_WINDOWS", True)

    assert batch("in", to="lain").whys == {
        f"in/kabar.zip/{name}": "its name is none on Windows (unpack it yourself and rename it)"
        for name in UNNAMEABLE
    }


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_zips_that_are_not_what_they_should_be(batch: Batch) -> None:
    twice = io.BytesIO()
    with zipfile.ZipFile(twice, "w") as archive:
        archive.writestr("a.txt", PAGE)
        archive.writestr("a.txt", PROSE)
    good = zipped({"a.txt": PAGE, "b.txt": PAGE}, zipfile.ZIP_STORED)
    at = good.index(b"Harga")
    locked = bytearray(zipped({"a.txt": PAGE}))
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + flag] |= 1
    plant(
        {
            "in/bomb.zip": zipped({"a.txt": bytes(40_000_000)}),
            "in/crc.zip": good[:at] + b"harga" + good[at + 5 :],
            "in/locked.zip": bytes(locked),
            "in/not.zip": b"bukan zip",
            "in/twice.zip": twice.getvalue(),
        }
    )
    ran = batch("in")

    assert ran.whys == {
        "in/bomb.zip/a.txt": "unpacks to more than 200 times its size (unpack it yourself if you trust it)",
        "in/crc.zip/a.txt": "is damaged: Bad CRC-32 for file 'a.txt'",
        "in/locked.zip/a.txt": "is locked with a password",
        "in/not.zip": "cannot be read: File is not a zip file",
        "in/twice.zip/a.txt": "is in the archive twice",
    }
    assert set(tree()) == {"crc.zip/b.txt", "twice.zip/a.txt"}
    small = batch("in/bomb.zip", "--max-page", "1", to="small")
    assert small.whys == {"in/bomb.zip/a.txt": "is larger than 1,000,000 bytes (--max-page allows more)"}
    total = batch("in/bomb.zip", "--max-total", "1", to="total")
    assert total.whys == {
        "in/bomb.zip": "unpacks to 40,000,000 bytes, more than 1,000,000 (--max-total allows more)"
    }


def test_bombs_in_streams(batch: Batch) -> None:
    line = json.dumps({"text": PROSE}) + "\n"
    plant({"in/bomb.jsonl.gz": gzip.compress(line.encode() * 3 + bytes(40_000_000))})
    plant({"in/big.jsonl.gz": gzip.compress(line.encode() * 20_000)})
    ran = batch("in", "--max-total", "1")

    too_much = "holds more than 1,000,000 bytes (--max-total allows more)"
    whys = {name: why.partition(" (read up to")[0] for name, why in ran.whys.items()}
    assert whys == {"in/big.jsonl.gz": too_much, "in/bomb.jsonl.gz": too_much}
    ran = batch("in/bomb.jsonl.gz", to="other")
    assert "unpacks to more than 200 times its size" in ran.whys["in/bomb.jsonl.gz"]


def test_what_is_not_packed_may_be_larger_than_an_archive_unpacks_to(batch: Batch) -> None:
    line = json.dumps({"text": " " * 400_000}) + "\n"
    plant({"in/a.jsonl": line * 3, "in/b.warc": record(0) + b"\r\n" * 1_000_000 + record(1)})

    ran = batch("in", "--max-total", "1")
    assert (ran.code, len(ran.report)) == (0, 5)


def test_what_is_read_of_a_damaged_stream_is_kept(batch: Batch) -> None:
    lines = [json.dumps({"id": number, "text": PAGE}) + "\n" for number in range(4000)]
    packed = gzip.compress("".join(lines).encode())
    plant({"a.jsonl.gz": packed[: len(packed) // 2]})
    ran = batch("a.jsonl.gz")

    assert ran.code == 1
    assert ran.totals["failed"] == 1
    assert ran.whys["a.jsonl.gz"].startswith("is cut off (read up to record ")
    written = tree()["a.jsonl"].splitlines()
    assert len(written) == ran.totals["cleaned"] > 100 or ran.totals["cleaned"] == len(written) - 1
    again = batch("a.jsonl.gz")
    assert again.results == ran.results


@pytest.mark.parametrize("jobs", ["2", "5"])
def test_streams_are_the_same_for_any_number_of_workers(batch: Batch, jobs: str) -> None:
    lines = "".join(json.dumps({"id": n, "text": PAGE * (n % 4)}) + "\n" for n in range(600))
    plant({"in/a.jsonl": lines, "in/b.warc": b"".join(map(record, range(40))), "in/c.txt": PAGE})
    one, many = batch("in", "-j", "1", to="one"), batch("in", "-j", jobs, to="many")

    assert tree("one") == tree("many")
    assert one.report == many.report
    assert one.totals["inputs"] == 641


def test_streams_that_are_done_are_left(batch: Batch) -> None:
    plant({"in/a.jsonl": json.dumps(LINES[0]) + "\n", "in/b.jsonl": "", "in/c.jsonl": JSONL})
    assert list(batch("in").results.values())[:2] == ["cleaned", "empty"]
    ran = batch("in", "--dry-run")
    assert ran.whys["in/a.jsonl"] == ran.whys["in/b.jsonl"] == "done before"
    assert ran.whys["in/c.jsonl"] == "would be cleaned: is new"  # some of it failed
    plant({"in/a.jsonl": json.dumps(LINES[1]) + "\n"})
    ran = batch("in")
    assert ran.report[0]["again"] == "input changed"
    assert ran.results["in/b.jsonl"] == "skipped"


def test_names_are_overruled(batch: Batch) -> None:
    plant({"in/a.data": json.dumps(LINES[0]) + "\n"})

    assert batch("in", "--from", "jsonl").results == {"in/a.data:1": "cleaned"}
    assert set(tree()) == {"a.data.jsonl"}


def test_page_with_the_content_of_a_stream(batch: Batch) -> None:
    plant({"in/a.txt": JSONL, "in/b.html": record(0)})

    assert batch("in").whys == {
        "in/a.txt": "holds JSONL (name it .jsonl if it does)",
        "in/b.html": "holds WARC (name it .warc if it does)",
    }


def test_line_that_is_too_large_costs_itself(batch: Batch) -> None:
    lines = [json.dumps({"text": PROSE * size}) + "\n" for size in (1, 40_000, 1)]
    plant({"a.jsonl": "".join(lines)})
    ran = batch("a.jsonl", "--max-page", "1")

    assert list(ran.results.values()) == ["unchanged", "failed", "unchanged"]
    assert ran.whys == {"a.jsonl:2": "is larger than 1,000,000 bytes"}
    assert tree()["a.jsonl"].decode() == lines[0] + lines[2]
