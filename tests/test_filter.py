"""The filter from inside: what is binary, where output goes, and that work grows with the page alone."""

from __future__ import annotations

import errno
import gc
import io
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from beritaclean import Cleaner
from beritaclean.config import Settings, combine
from beritaclean.errors import InputError, OutputError
from beritaclean.filter import run_filter
from beritaclean.inputs import CHUNK, is_binary, read_input
from beritaclean.output import Output
from beritaclean.report import Report
from beritaclean.rules import regex
from tests.growth.counting import check_growth

PROSE = "Harga beras di Pasar Induk naik, kata pedagang bernama Rahmat, Senin (6/5/2024) siang.\n"

unix = pytest.mark.skipif(sys.platform == "win32", reason="modes and devices are those of Unix")


# --- inputs -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\0",
        PROSE.encode(),
        PROSE.encode("utf-16"),
        "Слово дня".encode("koi8-r"),
        "“Café”".encode("cp1252"),
        b"\x1b[31mHarga\x1b[0m\x1b[K\t5%\f\v",
        PROSE.encode() + b"\0\x01\x02\x03",
        "日本語のニュース".encode("shift-jis"),
        PROSE.encode() * 100 + "é".encode()[:1],
    ],
)
def test_is_binary_noop(head: bytes) -> None:
    assert not is_binary(head) or head == b"\0"


@pytest.mark.parametrize(
    "head",
    [b"\x89PNG", b"GIF89a", b"\xff\xd8\xff\xe0", b"\0\xff\xfe\x80\x81" * 9, bytes(range(256)), b"\1\2\3\4"],
)
def test_is_binary(head: bytes) -> None:
    assert is_binary(head)


def test_nul_between_pages_is_no_sign_of_anything() -> None:
    assert is_binary(b"a\0" * 4 + b"\0\0\0\0\0")
    assert not is_binary(b"satu\0\0\0\0\0", nul=True)


def test_names_that_cannot_be_opened(tmp_path: Path) -> None:
    for name, problem in (
        (str(tmp_path), "is a folder"),
        (str(tmp_path / "no"), "cannot be read: No such file"),
    ):
        with pytest.raises(InputError, match=problem):
            list(read_input(name, Settings(), Report(-1)))


@pytest.mark.parametrize("form", ["auto", "text"])
def test_sniffing_does_not_depend_on_chunks(
    form: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data = (PROSE * 900).encode() + b"<html></p></p></p></p></p>\0"
    texts = []
    for size in (CHUNK, 1000):
        monkeypatch.setattr("beritaclean.inputs.CHUNK", size)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        texts.append([item.page.text for item in read_input("-", Settings(from_=form), Report(-1))])

    assert texts[0] == texts[1] == [data.decode()]


# --- output -----------------------------------------------------------------------------------------------


def test_file_appears_when_all_is_written(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    with Output(str(target)) as output:
        output.write("satu \udcff\n")
        assert not target.exists()
        assert len(list(tmp_path.iterdir())) == 1

    assert target.read_bytes() == b"satu \xff\n"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, OSError])
def test_file_stays_when_something_fails(tmp_path: Path, error: type[BaseException]) -> None:
    target = tmp_path / "out.txt"
    target.write_text("as before")
    output = Output(str(target)).__enter__()
    output.write("half")
    output.__exit__(error, error(), None)

    assert target.read_text() == "as before"
    assert len(list(tmp_path.iterdir())) == 1


@unix
def test_mode_that_cannot_be_set_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.txt"
    target.write_text("as before")
    before = signal.getsignal(signal.SIGTERM), len([*Path("/dev/fd").iterdir()])

    def refuse(path: Path, mode: int) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "chmod", refuse)
        with (
            pytest.raises(OutputError, match="cannot be written: Operation not permitted"),
            Output(str(target)),
        ):
            pass

    assert target.read_text() == "as before"
    assert len(list(tmp_path.iterdir())) == 1
    assert (signal.getsignal(signal.SIGTERM), len([*Path("/dev/fd").iterdir()])) == before


@unix
def test_device_is_closed_when_something_fails() -> None:
    before = len([*Path("/dev/fd").iterdir()])
    output = Output("/dev/null").__enter__()
    output.write("half")
    output.__exit__(ValueError, ValueError(), None)

    assert len([*Path("/dev/fd").iterdir()]) == before


def test_discarded_file_is_as_before(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    with Output(str(target)) as output:
        output.write("half")
        output.discard()

    assert list(tmp_path.iterdir()) == []


def test_draft_left_by_another_is_not_in_the_way(tmp_path: Path) -> None:
    stale = tmp_path / f".beritaclean-{os.getpid()}-0"
    stale.touch()
    with Output(str(tmp_path / "out.txt")) as output:
        output.write("x")

    assert (tmp_path / "out.txt").read_text() == "x"
    assert stale.exists()


def test_new_file_obeys_the_mask(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        with Output(str(tmp_path / "out.txt")):
            pass
    finally:
        os.umask(mask)

    assert (tmp_path / "out.txt").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("target", "problem"),
    [("", ": is a folder"), (".", ": is a folder"), ("no/out", "cannot be written: No such")],
)
def test_targets_that_cannot_be(
    target: str, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError, match=problem), Output(target):
        pass


# --- the filter -------------------------------------------------------------------------------------------


def test_run(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text(f"ADVERTISEMENT\n{PROSE}")
    code = run_filter([str(tmp_path / "in.txt")], Settings(to="json"), Report(), output=str(tmp_path / "out"))

    assert code == 0
    assert json.loads((tmp_path / "out").read_text())["text"] == PROSE


def read_sample(name: str) -> bytes:
    return (Path(__file__).parent.parent / "samples" / name).read_bytes()


def archive(data: bytes) -> bytes:
    """A web archive of a page."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + data
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nContent-Length: %d"
    return head % len(block) + b"\r\n\r\n" + block + b"\r\n\r\n"


LINE = json.dumps({"id": 1, "text": read_sample("antaranews.txt").decode()}).encode() + b"\n"
#: Pages of a format, and how often they are repeated.
STREAMS = [
    pytest.param(read_sample("antaranews.txt") + b"\f\n", 20, "text", "text", id="text"),
    pytest.param(LINE, 20, "jsonl", "text", id="jsonl"),
    pytest.param(LINE, 20, "jsonl", "json", id="to JSON"),
    pytest.param(read_sample("saved-detik.html"), 1, "html", "text", id="html"),
    pytest.param(read_sample("saved-formats.html"), 1, "html", "markdown", id="to Markdown"),
    pytest.param(read_sample("saved-blink.mhtml"), 1, "mhtml", "text", id="mhtml"),
    pytest.param(archive(read_sample("saved-detik.html")), 20, "warc", "text", id="warc"),
]


@pytest.mark.parametrize(("page", "times", "form", "to"), STREAMS)
def test_pages_leave_nothing_for_the_collector_of_cycles(
    page: bytes, times: int, form: str, to: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would wait for it counts as memory until then; the engine forgets states on every page here."""
    monkeypatch.setattr(regex, "BUILT_LIMIT", 20)
    (tmp_path / "in").write_bytes(page * times)
    settings = combine({"from_": form, "to": to}, isolated=True)
    for counted in (False, True):
        gc.collect()
        gc.disable()
        try:
            code = run_filter([str(tmp_path / "in")], settings, Report(), output=str(tmp_path / "out"))
            left = gc.collect()
        finally:
            gc.enable()

        assert code == 0
        assert (tmp_path / "out").stat().st_size > times * 200
        assert not counted or left == 0  # the first run also imports and compiles


# --- work grows with the page, whatever the page ----------------------------------------------------------

HEAD = "Harga Beras Naik Lagi di Pasar Induk\n\n" + PROSE * 3
PAGES: dict[str, Callable[[int], str]] = {
    "one line": lambda n: "harga beras naik " * (n * 20),
    "one line of prose": lambda n: "Harga beras naik, kata dia. " * (n * 10),
    "blank lines": lambda n: PROSE + "\n" * (n * 20) + PROSE,
    "footers": lambda n: HEAD + "Copyright 2024 Kabar Baru. All rights reserved\n" * n,
    "baca juga": lambda n: HEAD + "Baca juga:\n" * n + PROSE * 3,
    "baca juga with headlines": lambda n: (PROSE + "Baca juga:\nHarga Cabai Turun Lagi di Pasar\n") * n,
    "identical captions": lambda n: "Judul\n" + "Foto: Warga mengantre beras (Rina/Kabar)\n" * n + PROSE * 3,
    "captions": lambda n: "".join(f"{PROSE}Foto: Warga {i} mengantre (Rina/Kabar)\n" for i in range(n)),
    "headlines": lambda n: "Harga Beras di Pasar Induk Naik Lagi\n" * n + PROSE * 3,
    "advertisements in one line": lambda n: PROSE.strip() + " SCROLL TO CONTINUE WITH CONTENT " * n,
    "quotation marks": lambda n: '"' * (n * 50),
    "NULs": lambda n: "\0" * (n * 50) + "\n" + PROSE,
}


@pytest.mark.parametrize("name", PAGES)
def test_work_grows_with_the_page(name: str) -> None:
    cleaner = Cleaner()
    cleaner.clean(PROSE)

    check_growth(lambda size: cleaner.clean(PAGES[name](size)), 300)
