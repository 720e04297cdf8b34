"""Reads plain text: pages pasted, scraped, or one after the other on a stream."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator

from beritaclean.decode import check_encoding, decode
from beritaclean.page import Page
from beritaclean.pieces import open_named, split_pages
from beritaclean.readers.items import Item, ReadOptions

#: The longest line that is kept in one piece, in bytes: a longer one is cut between two characters.
LONGEST = 256 * 1024 * 1024


def read_text(chunks: Iterable[bytes], source: str, options: ReadOptions) -> Iterator[Item]:
    """Yield the pages of a text, which a form feed or `options.separator` parts.

    A page beyond `decode.PAGE_LIMIT` comes in several items, each ending with a line. `page.facts` says
    how it was decoded: `encoding`, `decoded` (how it was found), `replaced` (bytes that stand for no
    character).
    """
    encoding = check_encoding(options.encoding) if options.encoding else ""
    wide = ""
    if encoding.startswith(("utf-16", "utf-32")):  # a byte that looks like a line end is none
        chunks, encoding = open_named(chunks, encoding)
        if encoding != "utf-8":  # as a byte order mark may say
            chunks, wide, encoding = _transcode(chunks, encoding), encoding, "utf-8"
    held: list[bytes] = []  # the beginning of a line longer than a piece
    size = 0
    for piece in split_pages(chunks, options.separator):
        data = piece.data
        if not piece.ends_page and not data.endswith(b"\n") and size < LONGEST:
            held.append(data)
            size += len(data)
            continue
        if held:
            data = b"".join((*held, data))
            held, size = [], 0
        transcoded = wide or piece.transcoded  # it is UTF-8 by now, whatever the user calls it
        decoded = decode(data, "utf-8" if transcoded else encoding or None, options.fix_mojibake)
        facts = {"encoding": transcoded or decoded.encoding}
        if transcoded or decoded.how != "utf-8" or decoded.replaced or decoded.mojibake:
            facts["decoded"] = "transcoded" if transcoded else decoded.how
            facts["replaced"] = str(decoded.replaced)
            if decoded.mojibake:
                facts["mojibake"] = "repaired"
        yield Item(Page(decoded.text, source, facts=facts), ends_page=piece.ends_page)


def _transcode(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Turn a stream of UTF-16 or UTF-32 into UTF-8."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode()
    yield decoder.decode(b"", final=True).encode()
