"""Reads plain text: pages pasted, scraped, or one after the other on a stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from beritaclean.decode import decode, split_pages
from beritaclean.page import Page
from beritaclean.readers.items import Item, ReadOptions


def read_text(chunks: Iterable[bytes], source: str, options: ReadOptions) -> Iterator[Item]:
    """Yield the pages of a text, which a form feed or `options.separator` parts.

    A page beyond `decode.PAGE_LIMIT` comes in several items. `page.facts` says how it was decoded:
    `encoding`, `decoded` (how it was found), `replaced` (bytes that stand for no character).
    """
    for piece in split_pages(chunks, options.separator):
        decoded = decode(piece.data, options.encoding or None, options.fix_mojibake)
        facts = {"encoding": piece.transcoded or decoded.encoding}
        if piece.transcoded or decoded.how != "utf-8" or decoded.replaced or decoded.mojibake:
            facts["decoded"] = "transcoded" if piece.transcoded else decoded.how
            facts["replaced"] = str(decoded.replaced)
            if decoded.mojibake:
                facts["mojibake"] = "repaired"
        yield Item(Page(decoded.text, source, facts=facts), ends_page=piece.ends_page)
