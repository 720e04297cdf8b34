"""Cuts the outlet's name from the dateline of the first paragraph; the city stays."""

from __future__ import annotations

from beritaclean.metadata.datelines import find_dateline
from beritaclean.sheet import Sheet

#: A lead and a caption may stand before the paragraph with the dateline.
REACH = 4


def cut_masthead(sheet: Sheet) -> None:
    """Mark the masthead in the first of the article's first paragraphs that has one."""
    line = sheet.first
    if line < 0:
        line = sheet.after(-1)
        if line >= len(sheet.lines):
            return
    else:
        # A dateline alone on its line stands just above the first paragraph.
        above = sheet.before(line)
        if above >= 0 and above not in sheet.kinds:
            line = above
    looked = 0
    while looked < REACH and line < len(sheet.lines):
        if line not in sheet.kinds:
            looked += 1
            raw = sheet.raw[line]
            text = raw.lstrip()
            found = find_dateline(text[:400], sheet.mastheads)
            if found is not None and found.start < found.end:
                lead = len(raw) - len(text)
                sheet.stretch(line, lead + found.start, lead + found.end, "other", "datelines/masthead")
                return
        line = sheet.after(line)
