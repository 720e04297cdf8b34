"""Cleans what an input holds, and says what became of it."""

from __future__ import annotations

from collections.abc import Iterable

from beritaclean.batch.outcomes import CLEANED, EMPTY, FAILED, NO_ARTICLE, UNCHANGED, Outcome
from beritaclean.cleaner import Cleaner
from beritaclean.config import Settings
from beritaclean.document import Document
from beritaclean.readers import Item
from beritaclean.sequence import Pages

#: Of several pages in one input, the result of the earliest here is that of the input.
_FIRST = (FAILED, NO_ARTICLE, CLEANED, UNCHANGED, EMPTY)


def clean_items(
    items: Iterable[Item], cleaner: Cleaner, settings: Settings, source: str
) -> tuple[str, Outcome]:
    """Return the pages of an input cleaned, in the format of `settings`, and what became of it.

    An item that holds no page fails the input; its record is kept as it is where records are.
    """
    written: list[str] = []
    pages = Pages(settings, written.append)
    found: set[str] = set()
    cleaned = left_out = 0
    publisher = address = why = ""
    warnings: list[str] = []
    for item in items:
        if item.error:
            found.add(FAILED)
            why = item.error.removeprefix(f"{source}: ")
            if item.record is not None:
                pages.record(item.record)
            continue
        document = cleaner.document(item.page)
        pages.page(document, item)
        found.add(judge(document))
        cleaned += 1
        left_out += len(document.gone)
        publisher = publisher or document.publisher
        address = item.page.source if item.page.source != source else ""
        warnings += document.warnings
        if (replaced := document.page.facts.get("replaced", "0")) != "0":
            warnings.append(f"bytes that could not be decoded: {replaced}")
    pages.close()
    outcome = Outcome(
        source,
        min(found, key=_FIRST.index, default=EMPTY),
        why,
        pages=cleaned,
        left_out=left_out,
        publisher=publisher,
        warnings=tuple(warnings),
        address=address,
    )
    return "".join(written), outcome


def judge(document: Document) -> str:
    """Return what became of one page.

    >>> prose = "Harga beras di Pasar Induk naik, kata pedagang bernama Rahmat, Senin (6/5/2024) siang.\\n"
    >>> [judge(Cleaner().document(page)) for page in (prose, f"Iklan\\n{prose}", " \\n", "Beranda\\n")]
    ['unchanged', 'cleaned', 'empty', 'no article']
    """
    if not document.page.text.strip():
        return EMPTY
    if not document.text or not document.has_article:
        return NO_ARTICLE
    return CLEANED if document.gone else UNCHANGED
