"""Finds the lines below which the page lists other articles, a headline and its teaser each."""

from __future__ import annotations

from beritaclean.lines import is_paragraph, is_stamp, looks_like_headline
from beritaclean.sheet import Sheet

#: So many headlines with a teaser below each show a list of them.
PAIRS = 3
#: A teaser is so long at most, in characters.
LONGEST = 220
#: So many spaces at least are in a line of more than a word or two.
WORDY = 2


def find_closers(sheet: Sheet) -> set[int]:
    """The lines below which a paragraph under a headline is a teaser: headings of lists, forms of the site.

    They are what rules for the page's end take; of other rules' lines one or two words may be a subhead. A
    heading that may stand inside an article, too, counts if three headlines with their teasers follow.
    """
    inside = {hit.line for hit in sheet.hits if hit.does == "block" and hit.where != "tail"}
    return {
        hit.line
        for hit in sheet.hits
        if hit.where == "tail"
        and (hit.does == "block" or sheet.lines[hit.line].count(" ") >= WORDY)
        and (hit.line not in inside or _heads_teasers(sheet, hit.line))
    }


def _heads_teasers(sheet: Sheet, heading: int) -> bool:
    """Tell whether below a line stand headlines in a row, a short paragraph under each."""
    line = heading
    for _ in range(PAIRS):
        line = _find_text(sheet, line)
        if line >= len(sheet.lines) or not looks_like_headline(sheet.lines[line]):
            return False
        line = _find_text(sheet, line)
        if line >= len(sheet.lines) or not is_paragraph(text := sheet.lines[line]) or len(text) > LONGEST:
            return False
    return True


def _find_text(sheet: Sheet, line: int) -> int:
    """The next line below that no rule took and that is no date or count, or the number of lines."""
    line = sheet.after(line)
    while line < len(sheet.lines) and (line in sheet.kinds or is_stamp(sheet.lines[line])):
        line = sheet.after(line)
    return line
