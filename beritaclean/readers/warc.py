"""Reads web archives (WARC): the saved pages among what a crawler kept.

An archive is records one after the other, packed each by itself or not at all. What is damaged costs its
own record: the next one is sought. warcio parses a record, undoes the server's chunks and packing, and is
pure Python; fastwarc is faster, but cleaning a page takes forty times as long as parsing its record.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from io import BytesIO
from itertools import chain
from typing import Any, NamedTuple

from beritaclean.errors import InputError
from beritaclean.packing import find_packing, unpack
from beritaclean.page import Page
from beritaclean.readers.html import read_html
from beritaclean.readers.items import Item, ReadOptions

#: The largest record, and the largest page in one, in bytes, unless asked for another.
LARGEST = 64_000_000
_LONGEST_HEAD = 64 * 1024
_BLANK = re.compile(rb"[\r\n]+")
_LENGTH = re.compile(rb"(?im)^content-length:[ \t]*(\d{1,18})[ \t]*\r?$")
_TYPE = re.compile(rb"(?im)^warc-type:[ \t]*(\w+)")
#: Where a record begins: no longer than `_MARK`, so that it is found however the stream is cut.
_BEGIN = re.compile(rb"WARC/1\.\d\r?\n(?=[\w-]{1,50}:)")
_MARK = 64
#: What ends a head; or the next record, which damage put into it. Of 8,000 records without an end each was
#: searched for it up to `_LONGEST_HEAD`.
_HEAD_END = re.compile(rb"(\r?\n\r?\n)|" + _BEGIN.pattern)
_END = b"\r\n\r\n"
_HTML = frozenset({"text/html", "application/xhtml+xml"})


class Raw(NamedTuple):
    """A record as it stands in an archive, or the `problem` with it."""

    data: bytes
    problem: str = ""


def read_warc(chunks: Iterable[bytes], source: str, options: ReadOptions) -> Iterator[Item]:
    """Yield the pages of an archive, also a packed one; what is no page is passed over.

    A damaged record yields an item with an `error`. `page.source` is the page's address, and
    `page.facts["retrieved"]` when it was fetched.
    """
    for number, raw in enumerate(split_warc(chunks, source), 1):
        name = f"{source}:{number}"
        item = read_record(raw, name, options)
        if isinstance(item, Item):
            yield item


def split_warc(
    chunks: Iterable[bytes], source: str = "", largest: int = LARGEST, total: int = sys.maxsize
) -> Iterator[Raw]:
    """Yield what servers answered (records of type response and resource), and what is damaged.

    `largest` and `total` limit one record, and all that is unpacked, in bytes.
    """
    chunks = iter(chunks)
    head = b""
    while len(head) < 4 and (chunk := next(chunks, None)) is not None:
        head += chunk
    packing = find_packing(head)
    stream = _Buffer(unpack(chain((head,), chunks), packing, source, total, b"WARC/", "--max-total"))
    while stream.skip_blank():
        found = stream.search(_HEAD_END, _LONGEST_HEAD) if stream.data.startswith(b"WARC/") else None
        length = _LENGTH.search(stream.data, 0, found.start() + 1) if found and found[1] else None
        if found is None or length is None:
            yield Raw(b"", "is damaged")
            stream.seek(_BEGIN, 1)
            continue
        size = found.end() + int(length[1])
        kind = _TYPE.search(stream.data, 0, found.start())
        if int(length[1]) > largest:
            yield Raw(b"", f"is larger than {largest:,} bytes")
            stream.drop(size)
            continue
        whole = stream.fill(size + 9) >= size
        after = bytes(stream.data[size : size + 9])
        if not whole or not (_END.startswith(after[:4]) or after.lstrip().startswith(b"WARC/")):
            yield Raw(b"", "is damaged" if whole else "is damaged or cut off")
            stream.seek(_BEGIN, found.end())
            continue
        if kind is not None and kind[1].lower() in (b"response", b"resource"):
            yield Raw(bytes(stream.data[:size]))
        stream.drop(size)


def read_record(raw: Raw, name: str, options: ReadOptions, largest: int = LARGEST) -> Item | str:
    """Return the page in a record, which is called `name`; for one that holds none, why not."""
    if raw.problem:
        return Item(Page("", name), error=f"{name}: {raw.problem}")
    try:
        open_archive = _load_warcio()
    except ImportError:
        raise InputError(name, "is a web archive, which needs warcio", remedy="pip install warcio") from None
    try:
        record = next(open_archive(BytesIO(raw.data)))
        kind, charset, status = _describe(record)
        if status not in ("", "200"):
            return f"is an answer {status}"
        if kind not in _HTML:
            return f"is {kind or 'of no type'}, not HTML"
        data = record.content_stream().read(largest + 1)
    except Exception as error:  # warcio has a dozen kinds of them, zlib's and ValueError among them
        return Item(Page("", name), error=f"{name}: is damaged: {error}")
    if len(data) > largest:
        return Item(Page("", name), error=f"{name}: is larger than {largest:,} bytes")
    headers = record.rec_headers
    address = headers.get_header("WARC-Target-URI", "").strip("<>")
    page = read_html(
        data,
        address or name,
        options.encoding or None,
        declared=charset,
        rules=options.rules,
        formats=options.formats,
        links=options.links,
    )
    date = headers.get_header("WARC-Date", "")
    return Item(page._replace(facts={**page.facts, "retrieved": date}) if date else page)


@cache
def _load_warcio() -> Callable[[BytesIO], Iterator[Any]]:
    """Return what opens an archive; what warcio logs of it would reach a terminal as it is."""
    import logging

    from warcio.archiveiterator import ArchiveIterator

    logging.getLogger("warcio").addHandler(logging.NullHandler())
    opening: Callable[[BytesIO], Iterator[Any]] = ArchiveIterator
    return opening


def _describe(record: Any) -> tuple[str, str, str]:
    """Return the media type of a record's content, the label of its charset ("" for none) and status."""
    headers = record.http_headers or record.rec_headers
    kind, _, rest = headers.get_header("Content-Type", "").partition(";")
    found = re.search(r"charset=[\"']?([\w.:-]{2,40})", rest, re.I)
    status = record.http_headers.get_statuscode() if record.http_headers else ""
    return kind.strip().lower(), found[1] if found else "", status


class _Buffer:
    """What was read of a stream and is not done with; never more than was asked for, and a chunk."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.data = bytearray()
        self._chunks = iter(chunks)

    def fill(self, size: int) -> int:
        """Have `size` bytes at hand, fewer at the end; return how many there are."""
        while len(self.data) < size and self._more():
            pass
        return len(self.data)

    def skip_blank(self) -> bool:
        """Pass over line ends; tell whether anything follows."""
        while self.fill(1):
            blank = _BLANK.match(self.data)
            del self.data[: blank.end() if blank else 0]
            if self.data:
                self.fill(5)
                return True
        return False

    def search(self, pattern: re.Pattern[bytes], within: int) -> re.Match[bytes] | None:
        """Find a pattern (up to `_MARK` bytes long) in the next bytes behind the first."""
        at = 1
        while (found := pattern.search(self.data, at, within)) is None and len(self.data) < within:
            at = max(1, len(self.data) - _MARK)
            if not self._more():
                return None
        return found

    def seek(self, mark: re.Pattern[bytes], start: int) -> None:
        """Drop all before the next `mark` (up to `_MARK` bytes long), or all if there is none."""
        found = mark.search(self.data, start)
        while found is None:
            del self.data[: max(start, len(self.data) - _MARK)]
            start = 0
            if not self._more():
                self.data.clear()
                return
            found = mark.search(self.data)
        del self.data[: found.start()]

    def drop(self, size: int) -> None:
        """Pass over so many bytes."""
        while size > len(self.data):
            size -= len(self.data)
            self.data.clear()
            if not self._more():
                return
        del self.data[:size]

    def _more(self) -> bool:
        chunk = next(self._chunks, None)
        if chunk is not None:
            self.data += chunk
        return chunk is not None
