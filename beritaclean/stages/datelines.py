"""Finds the paragraph with the dateline, and cuts the outlet's name from it; the city stays."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import islice

from beritaclean.lines import DASHES, PARAGRAPH, is_paragraph
from beritaclean.metadata.datelines import find_dateline, guess_outlet, is_outlet_alone
from beritaclean.metadata.places import is_place, squeeze_place
from beritaclean.normalize import holds_any
from beritaclean.sheet import Sheet

#: A lead and captions may stand before the paragraph with the dateline: so many lines are asked,
#: and of them so many paragraphs.
REACH, PARAGRAPHS = 16, 4
#: An outlet's name as a domain is so long at least, in characters, and goes on so.
_SHORTEST, _TLD = 5, r"\.(?:com|co|id|net|org|my|news|tv)(?![a-z0-9])"
#: A city alone on its line is no longer, in characters; cities that sections are called as, too.
_CITY = 24
_SECTIONS = frozenset({"metro", "nusantara", "papua", "bali", "aceh"})
#: In how many characters of a line a dateline stands, in how many of its first words its signs, and these.
_HEAD, _WORDS = 90, 6
_SIGNS = ("-", "(", "|", ":", "–", "—", ".co", ".id")


def cut_masthead(sheet: Sheet) -> None:
    """Set `sheet.opening` to the line with the dateline, and mark the masthead in it, or what is left of one.

    Without a dateline `opening` stays -1. A dateline alone on its line may stand just above the first
    paragraph. A page without paragraphs is asked from its first line on.
    """
    top = sheet.first if sheet.first >= 0 else sheet.after(-1)
    above = sheet.before(top)
    if sheet.first >= 0 and above >= 0 and sheet.lines[above] in DASHES:
        sheet.mark(above, "other", "datelines/dash")
    if sheet.first >= 0 and above >= 0 and above not in sheet.kinds and len(sheet.lines[above]) <= 80:
        top = above
    looked = paragraphs = 0
    for line in islice(sheet.filled, bisect_left(sheet.filled, top), None):
        if looked == REACH or paragraphs == PARAGRAPHS:
            return
        if line in sheet.kinds:
            continue
        folded = sheet.lines[line]
        looked += 1
        if len(folded) >= PARAGRAPH and folded[-1] != ")" and folded != sheet.lines[line - 1]:
            paragraphs += 1
        if line < sheet.first and _is_city(folded):
            sheet.opening = line  # unless the paragraph has a dateline of its own
        if _may_be_dateline(folded, sheet.mastheads) or _may_stand_alone(sheet, line, folded):
            raw = sheet.raw[line]
            begin = max(
                (end for start, end, _, _ in sheet.stretches.get(line, ()) if not raw[:start].strip()),
                default=0,
            )
            text = raw[begin:].lstrip()
            found = find_dateline(text[:400], sheet.mastheads)
            if found is None or (found.start == found.end and "," in text[:_HEAD]):
                name = guess_outlet(text)
                if name and _is_own_name(sheet, name):
                    found = find_dateline(text[:400], sheet.mastheads | {name.lower()}) or found
            if found is not None:
                sheet.opening = line
                if found.start < found.end:
                    lead = len(raw) - len(text)
                    sheet.stretch(line, lead + found.start, lead + found.end, "other", "datelines/masthead")
                return
            if _is_above_paragraph(sheet, line) and is_outlet_alone(raw):
                sheet.mark(line, "other", "datelines/masthead")
                return


def is_dateline_only(sheet: Sheet, line: int) -> bool:
    """Tell whether a line is the dateline and nothing else: "TABANAN, KabarBali", "TABANAN"."""
    if line != sheet.opening:
        return False
    if line not in sheet.stretches:
        return _is_city(sheet.lines[line])
    return sheet.stretches[line][-1][1] >= len(sheet.raw[line].rstrip())


def _is_city(folded: str) -> bool:
    """Tell whether a line is a known city, and no section's name as well."""
    return len(folded) <= _CITY and folded[0].isalpha() and is_place(folded) and folded not in _SECTIONS


def _is_above_paragraph(sheet: Sheet, line: int) -> bool:
    below = sheet.after(line)
    return below < len(sheet.lines) and below not in sheet.kinds and is_paragraph(sheet.lines[below])


def _may_be_dateline(folded: str, mastheads: frozenset[str]) -> bool:
    """Cheap signs that a line begins with a dateline: few words before the first of its signs."""
    words = folded[:_HEAD].split(" ", _WORDS)
    return holds_any(" ".join(words[:_WORDS]), _SIGNS) or words[0].rstrip(",") in _first_words(mastheads)


def _is_own_name(sheet: Sheet, name: str) -> bool:
    """Tell whether a name is the site's: its host's, or that of a domain on the page ("kabardesa.com")."""
    stem = squeeze_place(name)
    if len(stem) < _SHORTEST or is_place(name):
        return False
    host = sheet.page.facts.get("host", "")
    if host:
        return stem in host.replace("-", "").split(".")
    return re.search(rf"(?<![a-z0-9]){stem}{_TLD}", sheet.folded) is not None


def _may_stand_alone(sheet: Sheet, line: int, folded: str) -> bool:
    """Cheap signs that a line above a paragraph is a city and an outlet: a comma, few words."""
    few = "," in folded and len(folded) <= 40 and folded[-1].isalpha() and folded.count(" ") <= _WORDS
    return few and (line < sheet.first or _is_above_paragraph(sheet, line))


@lru_cache(maxsize=8)
def _first_words(mastheads: frozenset[str]) -> frozenset[str]:
    return frozenset(name.partition(" ")[0] for name in mastheads)
