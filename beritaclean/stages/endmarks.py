"""Cuts what an editor signs the article with: initials in brackets, an end mark."""

from __future__ import annotations

from beritaclean.lines import find_end_mark, is_end_mark
from beritaclean.sheet import Sheet

#: How many lines from the end are looked at.
REACH = 3


def cut_end_marks(sheet: Sheet) -> None:
    """Mark initials and end marks: alone on their line after a paragraph, or ending the last one."""
    if sheet.first < 0:
        line = sheet.before(len(sheet.lines))
        if line >= 0 and line not in sheet.kinds:
            _cut(sheet, line)
        return
    line = sheet.last
    for _ in range(REACH):
        if line < sheet.first:
            return
        if line not in sheet.kinds and _cut(sheet, line):
            return
        if line not in sheet.kinds and len(sheet.lines[line]) > 60:
            return
        line = sheet.before(line)


def _cut(sheet: Sheet, line: int) -> bool:
    raw = sheet.raw[line].rstrip()
    if is_end_mark(raw.lstrip()):
        return sheet.mark(line, "other", "endmarks/initials")
    start = find_end_mark(raw)
    if start < 0:
        return False
    if raw[:start].strip():
        sheet.stretch(line, start, len(raw), "other", "endmarks/initials")
    return True
