"""Drops what follows the article: the lines after its last paragraph, from the first that is foreign.

What directly follows the last paragraph may still be the article's: the end of a list, a source, a
table. It stays until a line that a rule took, a headline, or a second blank line says that the article
is over; from there to the end of the page nothing stays.
"""

from __future__ import annotations

from bisect import bisect

from beritaclean.lines import (
    ends_sentence,
    is_address,
    is_end_mark,
    is_headline,
    is_item,
    is_paragraph,
    is_stamp,
)
from beritaclean.metadata.bylines import is_byline, is_label, is_person_name
from beritaclean.metadata.credits import find_credit
from beritaclean.metadata.dates import is_date_line
from beritaclean.normalize import fold
from beritaclean.sheet import Sheet, is_listed

#: How many lines below a line a list may begin that belongs to it.
LIST_REACH = 3
#: A marked line of at most so many characters says nothing: a bullet alone, a line end written out.
TOKEN = 4
#: At most so many lines after the last paragraph stay, the items of lists not counted.
LONGEST = 60
#: The article's last picture, an infographic most often, stands at most so many lines below it.
NEAR = 6
#: Kinds of what ends an article's own text: who wrote it, a disclaimer.
_SIGNING = frozenset({"byline", "other"})
#: Kinds of marked lines that stand inside articles as well: no sign that the article is over.
_INSIDE = frozenset({"", "ad", "promo", "embed", "share", "caption", "duplicate"})


def mark_tail(sheet: Sheet) -> None:
    """Mark the lines after the article; set `sheet.last` to its last line."""
    if sheet.first < 0:
        return
    _keep_contacts(sheet)
    _mark_signatures(sheet)
    line, kept = sheet.after(sheet.last), 0
    if line >= len(sheet.lines):
        return
    previous = sheet.last
    while line < len(sheet.lines) and kept < LONGEST:
        if _belongs(sheet, line, previous):
            kept += not is_item(sheet.lines[line])
            previous = line
        elif not _interrupts(sheet, line):
            break
        line = sheet.after(line)
    sheet.last = _last_above_signature(sheet, previous)
    rest = sheet.filled[bisect(sheet.filled, sheet.last) :]
    if not _is_furniture(sheet, rest) and not _is_signed(sheet, rest):
        sheet.last = max(rest, default=sheet.last)
        return
    last_picture = [line for line in rest[:NEAR] if _is_captioned(sheet, line)]
    undecided = sheet.open[bisect(sheet.open, sheet.last) :]
    for line in undecided:
        if sheet.kinds.get(line) == "caption" and not (sheet.elsewhere and line not in sheet.elsewhere):
            del sheet.kinds[line]  # of another article's picture
    for line in last_picture:
        sheet.mark(line, "caption", "tails/caption")
    for line in undecided:
        if line not in sheet.kinds:
            _mark_after(sheet, line)


def _last_above_signature(sheet: Sheet, last: int) -> int:
    """The line above who wrote it, on a page without a menu; or `last`.

    A scraper took the article alone then, and the list or the lyrics at its end are part of it.
    """
    if _has_menu(sheet):
        return last
    end = last
    for line in sheet.filled[bisect(sheet.filled, last) :]:
        kind = sheet.kinds.get(line, "")
        if kind in _SIGNING or (not kind and is_byline(sheet.raw[line].strip())):
            return end
        if kind not in _INSIDE or line in sheet.elsewhere:
            break
        if not kind and any(map(str.isalnum, sheet.lines[line])):
            end = line
    return last


def _has_menu(sheet: Sheet) -> bool:
    """Tell whether a menu stands above the article."""
    top = sheet.first if sheet.title < 0 else sheet.title
    return any(sheet.kinds.get(line) == "nav" for line in range(top))


def _mark_signatures(sheet: Sheet) -> None:
    """Mark the bylines that end the article in the element of its paragraphs, on a saved page."""
    line = sheet.last
    while line > sheet.first and line not in sheet.kinds and _is_signature(sheet, line):
        line = sheet.before(line)
    text = sheet.lines[line]
    if line < sheet.last and (is_paragraph(text) or is_address(text)):
        for signature in range(line + 1, sheet.last + 1):
            sheet.mark(signature, "byline", "tails/byline")
        sheet.last = line


def _is_signed(sheet: Sheet, rest: list[int]) -> bool:
    """Tell whether all that follows the article's last paragraph is who wrote it."""
    free = [sheet.raw[line].strip() for line in rest if line not in sheet.kinds]
    return bool(free) and is_paragraph(sheet.lines[sheet.last]) and all(map(_signs, free))


def _signs(raw: str) -> bool:
    """Tell whether a line below an article is a byline: a bare name only in capitals."""
    return is_byline(raw) or (raw.isupper() and is_person_name(raw))


def _is_signature(sheet: Sheet, line: int) -> bool:
    """Tell whether a line of the article is a byline, which none of 86,000 paragraphs is."""
    return not is_paragraph(sheet.lines[line]) and _signs(sheet.raw[line].strip())


def _is_furniture(sheet: Sheet, rest: list[int]) -> bool:
    """Tell whether lines after the article show that they are the site's, not the article's.

    A rule took one of them, or they stand outside of the article's element, or one heads a list of other
    articles; or, on a page with a menu above the article, one is a byline or an end mark, or they hold
    headlines or dates. Without such a sign they may be a table or a list that a scraper flattened: they stay.
    """
    for line in rest:  # which the first few decide on a saved page
        if sheet.kinds.get(line, "") not in _INSIDE or sheet.rules.get(line) == "markup/link":
            return True
    if sum(sheet.lines[line][0] == "#" for line in rest) >= 2 or not sheet.elsewhere.keys().isdisjoint(rest):
        return True
    signed = bool(rest) and is_end_mark(sheet.raw[rest[0]].strip())
    if any(sheet.lines[line][0] == "#" and " #" in sheet.lines[line] for line in rest[signed:][:1]):
        return True
    if any(_heads_others(sheet, line) for line in rest):
        return True
    if not _has_menu(sheet):
        return False  # no menu above: a scraper took the article alone
    free = [sheet.raw[line].strip() for line in rest if line not in sheet.kinds]
    signs = sum(is_headline(raw) or is_stamp(fold(raw)) for raw in free[:LONGEST])
    if signs >= 2 or (signs and len(free) == 1):
        return True
    return any(
        is_end_mark(raw) or is_byline(raw) or is_person_name(raw) or is_date_line(raw) for raw in free[:6]
    )


def _heads_others(sheet: Sheet, line: int) -> bool:
    """Tell whether a line heads the list of other articles: headlines stand below it, or nothing free.

    One word alone may head a table ("Foto").
    """
    if not sheet.rules.get(line, "").endswith("/related-end") or " " not in sheet.lines[line]:
        return False
    below = sheet.after(line)
    return below >= len(sheet.lines) or below in sheet.kinds or is_headline(sheet.raw[below].strip())


def _belongs(sheet: Sheet, line: int, previous: int) -> bool:
    """Tell whether a line after the last paragraph is still the article's."""
    if _is_taken(sheet, line):
        return False
    text, raw = sheet.lines[line], sheet.raw[line].strip()
    if is_item(text) or _heads_list(sheet, line):
        return True
    hints = sheet.page.hints
    if hints and is_listed(hints[line], hints[sheet.last].words):
        return True
    if text[0] == "#":
        return False
    if text.endswith(":"):
        return _announces(sheet, line)
    if is_headline(raw) or is_date_line(raw) or is_byline(raw) or is_person_name(raw) or is_end_mark(raw):
        return False
    item = text[0].isdigit() or text[0] in "-•*[(\"'"
    if item or ends_sentence(text):
        return len(text) > 3
    return not sheet.gap(previous, line) and text.count(" ") >= 2 and text[-1] not in "{};"


def _is_captioned(sheet: Sheet, line: int) -> bool:
    """Tell whether a line below the article is a caption: a zoom control above it, a credit at its end."""
    beside = sheet.is_zoom(sheet.before(line))
    return beside and line not in sheet.kinds and find_credit(sheet.raw[line].strip())[0] > 0


def _keep_contacts(sheet: Sheet) -> None:
    """Take the addresses into the article that stand between its last paragraph and the byline below.

    A press release ends so: whom to ask, where to enter. The site's own addresses stand below the byline.
    """
    line = sheet.last
    while line > sheet.first and (is_address(sheet.lines[line]) or _is_signature(sheet, line)):
        line = sheet.before(line)
    line, found = sheet.after(line), []
    while line < len(sheet.lines) and is_address(sheet.lines[line]):
        if sheet.rules.get(line, "markup/link") != "markup/link":
            return
        found.append(line)
        line = sheet.after(line)
    if found and line < len(sheet.lines) and is_byline(sheet.raw[line].strip()):
        for address in found:
            sheet.kinds.pop(address, None)
        sheet.last = max(sheet.last, found[-1])


def _is_taken(sheet: Sheet, line: int) -> bool:
    """Tell whether a line is marked, or stands outside of the article's element."""
    return line in sheet.kinds or line in sheet.elsewhere


def _is_text(sheet: Sheet, line: int) -> bool:
    """Tell whether a line is a sentence with words in it."""
    text = sheet.lines[line]
    return ends_sentence(text) and (" " in text or text[-1] == "?") and not is_byline(sheet.raw[line].strip())


def _interrupts(sheet: Sheet, line: int) -> bool:
    """Tell whether a line is one that sites put inside articles, with a list going on below it."""
    kind = sheet.kinds.get(line, "")
    if kind not in ("ad", "promo", "embed", "share") and not (kind and len(sheet.lines[line]) <= TOKEN):
        return False
    following = sheet.after(line)
    if following >= len(sheet.lines) or _is_taken(sheet, following):
        return False
    return _heads_list(sheet, line) or (
        not is_headline(sheet.raw[following].strip()) and _is_text(sheet, following)
    )


def _announces(sheet: Sheet, line: int) -> bool:
    """Tell whether a line that ends in a colon is followed by what it announces: text or a list."""
    for _ in range(LIST_REACH):
        line = sheet.after(line)
        if line >= len(sheet.lines) or _is_taken(sheet, line):
            return False
        text, raw = sheet.lines[line], sheet.raw[line].strip()
        if not text.endswith(":"):
            return is_item(text) or not (is_headline(raw) or is_byline(raw) or is_date_line(raw))
    return False


def _heads_list(sheet: Sheet, line: int) -> bool:
    """Tell whether the next line is an item of a list, or two of the next three are."""
    items = 0
    for step in range(LIST_REACH):
        line = sheet.after(line)
        if line >= len(sheet.lines) or _is_taken(sheet, line):
            break
        items += is_item(sheet.lines[line])
        if items > step:
            return True
    return items >= 2


def _mark_after(sheet: Sheet, line: int) -> None:
    raw = sheet.raw[line].strip()
    signed = line == sheet.after(sheet.last) and _signs(raw)
    if signed or _is_labelled(sheet, line, raw) or (len(raw) < 200 and is_byline(raw)):
        sheet.mark(line, "byline", "tails/byline")
    else:
        rule = sheet.elsewhere.get(line, "tails/after-article")
        sheet.mark(line, "promo" if is_headline(raw) else "other", rule)


def _is_labelled(sheet: Sheet, line: int, raw: str) -> bool:
    """Tell whether a line is a name above or below a label ("Editor"), or below another such name."""
    if not is_person_name(raw):
        return False
    upper, lower = sheet.before(line), sheet.after(line)
    above = sheet.raw[upper].strip()
    if sheet.rules.get(upper) == "tails/byline" and (is_label(above) or is_person_name(above)):
        return True
    return lower < len(sheet.lines) and is_label(sheet.raw[lower].strip())
