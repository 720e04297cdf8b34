"""Drops copies of the headline, and headlines inside the article that the page lists again below it."""

from __future__ import annotations

import re

from beritaclean.lines import is_headline, is_item
from beritaclean.sheet import Sheet

#: A line with fewer characters is too common to be a copy of anything.
SHORTEST = 20
#: A sentence that stands right below itself once, and is so long, is a picture's caption and its copy; a
#: verse has no full stop.
ADJACENT = 60
#: What a scraper leaves that took a page's text from a script: markup and characters, both escaped.
_RESIDUE = re.compile(r"<\\?/?[a-z]+>|\\u[0-9a-f]{4}|\\[nrt\"]")
#: A paragraph of at least so many characters is not printed twice on purpose; a refrain is shorter.
PARAGRAPH = 100


def mark_copies(sheet: Sheet) -> None:
    """Mark copies of the title as duplicates, and linked headlines in the body as promotion."""
    if sheet.first < 0:
        return
    if sheet.title >= 0:
        title = sheet.lines[sheet.title]
        if len(title) >= SHORTEST and sheet.is_repeated(sheet.title):
            for line in range(sheet.title + 1, sheet.last + 1):
                if sheet.lines[line] == title and line not in sheet.kinds:
                    sheet.mark(line, "duplicate", "copies/title")
    _mark_repeated(sheet)
    below = {text for text in sheet.lines[sheet.last + 1 :] if len(text) > 30}
    if not below:
        return
    for line in range(sheet.first + 1, sheet.last + 1):
        if line not in sheet.kinds and sheet.lines[line] in below and is_headline(sheet.raw[line].strip()):
            sheet.mark(line, "promo", "copies/listed-below")


def _mark_repeated(sheet: Sheet) -> None:
    """Mark the second and further copies of long paragraphs, and of captions right below each other.

    The first paragraph may say again what the caption above it says: those two stay.
    """
    lines = sheet.lines
    texts = [text for text in lines[sheet.first : sheet.last + 1] if len(text) >= ADJACENT]
    escaped = "\\" in sheet.folded
    if not escaped and len(set(texts)) == len(texts):
        return  # nearly every page
    for line in range(sheet.first + 2, sheet.last + 1):
        if len(lines[line]) >= ADJACENT and _is_below_itself(sheet, line):
            sheet.mark(line, "duplicate", "copies/paragraph")
    long = [line for line in range(sheet.first, sheet.last + 1) if len(lines[line]) >= PARAGRAPH]
    if escaped:
        _mark_escaped(sheet, long)
    second = sheet.after(sheet.first)
    seen: set[str] = set()
    for line in long:
        if line in sheet.kinds:
            continue
        text = lines[line]
        if text in seen and not (line == second and text == lines[sheet.first]):
            sheet.mark(line, "duplicate", "copies/paragraph")
        seen.add(text)


def _is_below_itself(sheet: Sheet, line: int) -> bool:
    """Tell whether a line is a sentence that stands right above it too, and not a third time."""
    text = sheet.lines[line]
    if text != sheet.lines[line - 1] or text[-1] != "." or is_item(text):
        return False
    return text not in sheet.lines[line - 2 : line - 1] + sheet.lines[line + 1 : line + 2]


def _mark_escaped(sheet: Sheet, long: list[int]) -> None:
    """Mark paragraphs with escaped markup in them that begin as one without: a copy from a script."""
    escaped = {line for line in long if "\\" in sheet.lines[line] and _RESIDUE.search(sheet.lines[line])}
    if not escaped:
        return
    shown = {_stem(sheet.lines[line]) for line in long if line not in escaped}
    for line in sorted(escaped):
        if _stem(_RESIDUE.sub("", sheet.lines[line])) in shown:
            sheet.mark(line, "duplicate", "copies/paragraph")


def _stem(text: str) -> str:
    """The letters and figures that a paragraph begins with."""
    return "".join(char for char in text if char.isalnum())[: PARAGRAPH * 3 // 4]
