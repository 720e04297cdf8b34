"""Records of JSON Lines and web archives: parted by one process, read by any.

Whoever parts an input looks at no more than where its records end, and sends them on as they stand in it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from beritaclean.output import encode_text
from beritaclean.page import Page
from beritaclean.readers import Item, ReadOptions, Record
from beritaclean.readers.jsonl import Lines, cut_lines, number_lines, read_line
from beritaclean.sequence import Pages

if TYPE_CHECKING:
    from beritaclean.config import Settings
    from beritaclean.readers.warc import Raw


class Parcel(NamedTuple):
    """A record as it stands in its input, and which of its lines or records it is."""

    source: str
    number: int
    data: str | Raw

    @property
    def name(self) -> str:
        """What it is called."""
        return f"{self.source}:{self.number}"

    @property
    def size(self) -> int:
        """About how much work it is, in bytes."""
        return len(self.data if isinstance(self.data, str) else self.data.data)


class Block:
    """The records on some lines, which are parted when somebody goes through them."""

    def __init__(self, source: str, lines: Lines) -> None:
        self._source = source
        self._lines = lines

    def __iter__(self) -> Iterator[Parcel]:
        for number, line in number_lines(self._lines):
            yield Parcel(self._source, number, line)


def part_lines(chunks: Iterable[bytes], source: str, encoding: str = "", longest: int = 0) -> Iterator[Block]:
    """Yield the records of JSON Lines, many together; of those too long see `jsonl.cut_lines`."""
    for lines in cut_lines(chunks, encoding, longest):
        yield Block(source, lines)


def part_archive(
    chunks: Iterable[bytes], source: str, largest: int = 0, total: int = sys.maxsize
) -> Iterator[Parcel]:
    """Yield the records of a web archive; `largest` (0: its reader's) and `total` limit them, in bytes."""
    from beritaclean.readers.warc import LARGEST, split_warc

    for number, raw in enumerate(split_warc(chunks, source, largest or LARGEST, total), 1):
        yield Parcel(source, number, raw)


def read_parcel(parcel: Parcel, options: ReadOptions, largest: int = 0) -> Item | str:
    """Return the page in a record; for one that holds none, why not.

    One of more than `largest` bytes is an item with an `error`; 0 is what its reader says.
    """
    if not isinstance(parcel.data, str):
        from beritaclean.readers.warc import LARGEST, read_record

        return read_record(parcel.data, parcel.name, options, largest or LARGEST)
    if largest and _is_larger(parcel.data, largest):
        return Item(Page("", parcel.name), error=f"{parcel.name}: is larger than {largest:,} bytes")
    return read_line(parcel.data, parcel.name, options)


def keep_parcel(parcel: Parcel, settings: Settings) -> str:
    """Return what is written for a record that could not be cleaned: itself, where records stay records."""
    written: list[str] = []
    if isinstance(parcel.data, str):
        Pages(settings, written.append).record(Record(parcel.data))
    return "".join(written)


def _is_larger(line: str, size: int) -> bool:
    return len(line) * 4 > size and len(encode_text(line)) > size
