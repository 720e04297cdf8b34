"""Marks the headings inside an article, so that writers can tell them from its paragraphs."""

from __future__ import annotations

from bisect import bisect, bisect_left

from beritaclean.lines import is_item, is_paragraph
from beritaclean.sheet import Sheet

#: A heading inside an article is at most so long, in characters and in words.
LONGEST, MOST = 80, 10


def mark_subheads(sheet: Sheet) -> None:
    """Mark short lines without a sentence's end that stand between paragraphs as subheads.

    On a saved page what the markup calls a heading is one.
    """
    if sheet.first < 0:
        return
    lines, hints = sheet.lines, sheet.page.hints
    inner = sheet.filled[bisect(sheet.filled, sheet.first) : bisect_left(sheet.filled, sheet.last)]
    for line in [line for line in inner if len(lines[line]) <= LONGEST]:
        if line in sheet.kinds or line in sheet.stretches:
            continue
        if hints and hints[line].heading:
            sheet.mark(line, "subhead", "subheads/heading")
        elif _is_heading(sheet, line):
            sheet.mark(line, "subhead", "subheads/between-paragraphs")


def _is_heading(sheet: Sheet, line: int) -> bool:
    text, raw = sheet.lines[line], sheet.raw[line].strip()
    if text[-1] in ".!,;:\"')-" or is_item(text) or text.count(" ") >= MOST or not raw[0].isupper():
        return False
    upper, lower = sheet.before(line), sheet.after(line)
    return (
        (is_paragraph(sheet.lines[upper]) or upper in sheet.kinds)
        and lower < len(sheet.lines)
        and lower not in sheet.kinds
        and (is_paragraph(sheet.lines[lower]) or is_item(sheet.lines[lower]))
    )
