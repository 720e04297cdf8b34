"""Finds the paragraph with the dateline, and cuts the outlet's name from it; the city stays."""

from __future__ import annotations

from beritaclean.metadata.datelines import find_dateline
from beritaclean.sheet import Sheet

#: A lead and captions may stand before the paragraph with the dateline: so many lines are asked.
REACH = 8


def cut_masthead(sheet: Sheet) -> None:
    """Set `sheet.opening` to the line with the dateline, and mark the masthead in it.

    Without a dateline `opening` stays -1. A dateline alone on its line may stand just above the first
    paragraph. A page without paragraphs is asked from its first line on.
    """
    line = sheet.first if sheet.first >= 0 else sheet.after(-1)
    above = sheet.before(line)
    if sheet.first >= 0 and above >= 0 and above not in sheet.kinds and len(sheet.lines[above]) <= 80:
        line = above
    looked = 0
    while looked < REACH and line < len(sheet.lines):
        if line not in sheet.kinds:
            looked += 1
            raw = sheet.raw[line]
            begin = max((end for start, end, _, _ in sheet.stretches.get(line, ()) if not raw[:start].strip()), default=0)
            text = raw[begin:].lstrip()
            found = find_dateline(text[:400], sheet.mastheads)
            if found is not None:
                if found.start < found.end:
                    lead = len(raw) - len(text)
                    sheet.stretch(line, lead + found.start, lead + found.end, "other", "datelines/masthead")
                if found.start < found.end or line == above:
                    sheet.opening = line
                    return
                if sheet.opening < 0:
                    sheet.opening = line
        line = sheet.after(line)
