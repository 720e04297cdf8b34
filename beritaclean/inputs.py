"""Opens inputs, finds out what each is, and hands it to its reader.

What is no page at all (a folder, a picture, an archive) is refused here, with one message; the inputs
after it go on.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from itertools import chain
from typing import BinaryIO

from beritaclean.config import Settings
from beritaclean.errors import InputError
from beritaclean.readers import HEAD, READERS, Item, ReadOptions, RulesOf, sniff
from beritaclean.report import Report

#: How much is read from an input at once, in bytes.
CHUNK = 256 * 1024
#: How many of an input's first bytes are looked at for signs that it is binary.
SAMPLE = 8000
#: The first bytes of what a batch unpacks: zip, gzip, Zstandard.
_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"\x28\xb5\x2f\xfd")
#: The first bytes of files that are often given by mistake: pictures, archives, programs.
_MAGIC = (*_PACKED, b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"%PDF-", b"\x7fELF", b"BZh")
#: Control characters that stand in no text; tab, line ends, form feed and ESC do.
_CONTROLS = bytes(sorted({*range(32), 127} - set(b"\t\n\r\f\v\x1b")))


def read_input(name: str, settings: Settings, report: Report, rules: RulesOf | None = None) -> Iterator[Item]:
    """Yield the pages of a file, or ("-") of stdin; raise `InputError` for one that cannot be read.

    `rules` are a cleaner's for the elements of saved pages.
    """
    with open_input(name) as (stream, source):
        yield from read_stream(stream, source, settings, report, rules)


def name_input(name: str) -> str:
    """Return what an input is called where people read it."""
    return "<stdin>" if name == "-" else name


@contextmanager
def open_input(name: str) -> Iterator[tuple[BinaryIO, str]]:
    """Open a file, or ("-") stdin, and say what it is called; what fails in there is an `InputError`."""
    source = name_input(name)
    if name == "-" and sys.stdin is None:
        raise InputError(source, "is closed", remedy="name a file")
    try:
        with nullcontext(sys.stdin.buffer) if name == "-" else open(name, "rb") as stream:
            yield stream, source
    except IsADirectoryError:
        raise InputError(source, "is a folder", remedy="name the files in it") from None
    except OSError as error:
        raise InputError(source, f"cannot be read: {error.strerror or error}") from None


def read_chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield what a stream holds as it comes.

    What is not there yet is waited for, also where whoever opened the stream made it non-blocking: it would
    look like the end.
    """
    if sys.platform != "win32" and not _blocks(stream):
        yield from _read_patiently(stream.fileno())
        return
    read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
    while chunk := read(CHUNK):
        yield chunk


def _blocks(stream: BinaryIO) -> bool:
    try:
        return os.get_blocking(stream.fileno())
    except OSError:  # no file of the system
        return True


def _read_patiently(number: int) -> Iterator[bytes]:
    """Yield what comes from a non-blocking descriptor, which is left as it is."""
    from select import select

    while True:
        select([number], [], [])
        with suppress(BlockingIOError):  # somebody else was faster
            if not (chunk := os.read(number, CHUNK)):
                return
            yield chunk


def read_stream(
    stream: BinaryIO, source: str, settings: Settings, report: Report, rules: RulesOf | None = None
) -> Iterator[Item]:
    """Yield the pages of an open input named `source`; raise `InputError` for one that is no page."""
    form, chunks = find_form(stream, source, settings, report)
    yield from READERS[form](chunks, source, read_options(settings, rules))


def read_whole(
    data: bytes, source: str, form: str, settings: Settings, options: ReadOptions
) -> Iterator[Item]:
    """Return the pages of an input named `source`, all of which is there; `InputError` if it is no page."""
    _refuse_binary(data[:SAMPLE], source, form, settings)
    return READERS[form]((data,), source, options)


def find_form(
    stream: BinaryIO, source: str, settings: Settings, report: Report
) -> tuple[str, Iterator[bytes]]:
    """Return what an open input is, and all of it in chunks; raise `InputError` for one that is no page."""
    chunks = read_chunks(stream)
    form = settings.from_
    wanted = {"auto": HEAD, "jsonl": 0, "warc": 0}.get(form, SAMPLE)  # enough to judge by, however it arrives
    held: list[bytes] = []
    size = 0
    while size < wanted and (chunk := next(chunks, None)) is not None:
        held.append(chunk)
        size += len(chunk)
    head = b"".join(held)
    if form == "auto":
        form = sniff(head[:HEAD], source)
    if report.wants_notes:
        report.note(f"{source}: read as {form}")
    _refuse_binary(head[:SAMPLE], source, form, settings)
    return form, chain((head,), chunks) if head else chunks


def _refuse_binary(head: bytes, source: str, form: str, settings: Settings) -> None:
    """Raise `InputError` for an input that begins with `head` and is no page."""
    if form in ("jsonl", "warc") or settings.encoding or not is_binary(head, "\0" in settings.separator):
        return
    if head.startswith(_PACKED):
        remedy = "beritaclean batch unpacks what is named .gz, .zst or .zip"
        raise InputError(source, "is packed, not a page", remedy=remedy)
    remedy = "give text or HTML; --encoding NAME reads it anyway"
    raise InputError(source, "is binary, not a page", remedy=remedy)


def read_options(settings: Settings, rules: RulesOf | None = None) -> ReadOptions:
    """Return what a reader is told; `rules` are a cleaner's for the elements of saved pages."""
    return ReadOptions(
        settings.encoding,
        settings.separator.encode("utf-8", "surrogateescape"),
        settings.field,
        settings.fix_mojibake,
        rules,
        formats=settings.to == "markdown",
        links=settings.links == "keep",
    )


def is_binary(head: bytes, nul: bool = False) -> bool:
    """Tell whether an input that begins with `head` is no text: by a known mark, or its control characters.

    A NUL here and there, or ANSI sequences, are data. Where NUL separates pages (`nul`) it counts for
    nothing.

    >>> is_binary(b"\\x89PNG\\r\\n\\x1a\\n\\0\\0"), is_binary(bytes(range(256)))
    (True, True)
    >>> is_binary("héllo".encode("utf-16-le")), is_binary(b"Harga\\0 \\x1b[31mberas\\x1b[0m \\x07naik")
    (False, False)
    """
    if head.startswith(_MAGIC):
        return True
    if len(head.translate(None, _CONTROLS)) == len(head):
        with suppress(UnicodeDecodeError):  # nearly all are UTF-8, and this takes a third of what follows
            head.decode()
            return False
    from beritaclean.decode import decode

    text, _, how, replaced, *_ = decode(head)
    data = text.encode("utf-8", "surrogateescape" if how == "utf-8" else "replace")
    odd = len(data) - len(data.translate(None, _CONTROLS)) + replaced
    if nul:
        odd -= text.count("\0")
    # Valid UTF-8 is hardly ever anything but text; text in an old encoding has no control characters.
    return odd > len(text) * (0.05 if how in ("detected", "fallback") else 0.3)
