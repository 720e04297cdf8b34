"""Finds the paragraph that opens an article, above short lines that outweighed it."""

from __future__ import annotations

from bisect import bisect_left

from beritaclean.lines import is_paragraph
from beritaclean.metadata.bylines import is_byline
from beritaclean.metadata.datelines import find_dateline
from beritaclean.metadata.dates import is_date_line
from beritaclean.sheet import Sheet

#: How far above the first paragraph another is looked for, in lines that are not blank.
ABOVE = 16
#: The date or the author beside a headline is no longer, in characters.
BESIDE = 100
#: Kinds that stand between paragraphs.
INSIDE = frozenset({"ad", "embed", "promo"})


def find_opening(sheet: Sheet, first: int) -> int:
    """The paragraph that opens the article above `first`, when short lines between outweighed it; or `first`.

    A table of contents stands there, or a box of links. The paragraph has a dateline, or the date or the
    author stands right above it; above those is nothing of the article's. Or it opens the page.
    """
    at = bisect_left(sheet.filled, first)
    above = sheet.filled[max(at - ABOVE, 0) : at]
    if not any(_may_open(sheet, line) for line in above) or _has_dateline(sheet, first):
        return first
    for line in reversed(above):
        if _may_open(sheet, line) and _has_dateline(sheet, line):
            return line
        if _is_dated(sheet.raw[line].strip()):
            below = sheet.after(line)
            return below if below < first and _may_open(sheet, below) else first
    return above[0] if at <= ABOVE and _opens_page(sheet, above) else first


def _opens_page(sheet: Sheet, above: list[int]) -> bool:
    """Tell whether a text begins with a paragraph and goes on without the site's furniture."""
    return (
        not sheet.page.hints
        and _may_open(sheet, above[0])
        and all(sheet.kinds.get(line, "ad") in INSIDE for line in above)
    )


def _may_open(sheet: Sheet, line: int) -> bool:
    return line not in sheet.kinds and is_paragraph(sheet.lines[line])


def _has_dateline(sheet: Sheet, line: int) -> bool:
    return find_dateline(sheet.raw[line].strip(), sheet.mastheads) is not None


def _is_dated(raw: str) -> bool:
    """Tell whether a line is the date or the author beside a headline."""
    return len(raw) <= BESIDE and (is_date_line(raw) or is_byline(raw))
