"""Finds the lines below which the page lists other articles, a headline and its teaser each."""

from __future__ import annotations

from bisect import bisect

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
    found = {
        hit.line
        for hit in sheet.hits
        if hit.where == "tail" and (hit.does == "block" or sheet.lines[hit.line].count(" ") >= WORDY)
    }
    if doubtful := found & inside:
        texts = [line for line in sheet.filled if line not in sheet.kinds and not is_stamp(sheet.lines[line])]
        found -= {line for line in doubtful if not _heads_teasers(sheet, line, texts)}
    return found


def _heads_teasers(sheet: Sheet, heading: int, texts: list[int]) -> bool:
    """Tell whether below a line stand headlines in a row, a short paragraph under each.

    `texts` are the lines that no rule took and that are no date or count.
    """
    at = bisect(texts, heading)
    below = [sheet.lines[line] for line in texts[at : at + 2 * PAIRS]]
    return (
        len(below) == 2 * PAIRS
        and all(map(looks_like_headline, below[::2]))
        and all(is_paragraph(text) and len(text) <= LONGEST for text in below[1::2])
    )
