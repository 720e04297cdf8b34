"""Drops copies of the headline, and headlines inside the article that the page lists again below it."""

from __future__ import annotations

from beritaclean.lines import is_headline
from beritaclean.sheet import Sheet

#: A line with fewer words is too common to be a copy of anything.
FEWEST = 4


def mark_copies(sheet: Sheet) -> None:
    """Mark copies of the title as duplicates, and linked headlines in the body as promotion."""
    if sheet.first < 0:
        return
    if sheet.title >= 0:
        title = sheet.lines[sheet.title]
        if title.count(" ") + 1 >= FEWEST:
            for line in range(sheet.title + 1, sheet.last + 1):
                if sheet.lines[line] == title and line not in sheet.kinds:
                    sheet.mark(line, "duplicate", "copies/title")
    below = {text for text in sheet.lines[sheet.last + 1 :] if len(text) > 30}
    if not below:
        return
    for line in range(sheet.first + 1, sheet.last + 1):
        if line not in sheet.kinds and sheet.lines[line] in below and is_headline(sheet.raw[line].strip()):
            sheet.mark(line, "promo", "copies/listed-below")
