"""Cuts what an editor signs the article with: initials in brackets, an end mark, a ruled line."""

from __future__ import annotations

from beritaclean.lines import find_end_mark, is_end_mark
from beritaclean.sheet import Sheet

#: How many lines from the end are looked at.
REACH = 3
#: Above a line so long nothing is looked for.
LONG = 60
#: What a line is made of that rules the page off.
_RULED = "-–—_=*~.·• "


def cut_end_marks(sheet: Sheet) -> None:
    """Mark initials, end marks and ruled lines: alone after a paragraph, or ending the last one."""
    line = sheet.last if sheet.first >= 0 else sheet.before(len(sheet.lines))
    looked = 0
    while looked < REACH and line >= max(sheet.first, 0):
        if line not in sheet.kinds:
            if is_end_mark(sheet.raw[line].strip()):
                sheet.mark(line, "other", "endmarks/initials")
            elif not sheet.lines[line].strip(_RULED):
                sheet.mark(line, "other", "endmarks/rule")
            else:
                looked += 1
                if _cut(sheet, line) or len(sheet.lines[line]) > LONG:
                    return
        line = sheet.before(line)


def _cut(sheet: Sheet, line: int) -> bool:
    """Mark all the end marks that end a line, one behind the other; tell whether there was one."""
    raw = sheet.raw[line].rstrip()
    start, end = len(raw), len(raw)
    while (found := find_end_mark(raw[:start].rstrip())) > 0:
        start = found
    sheet.stretch(line, start, end, "other", "endmarks/initials")
    return start < end
