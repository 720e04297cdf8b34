"""Says what the lines above the first paragraph are: menu, headline, date, author, lead, caption.

Above the headline is the site's furniture, below it what belongs to the article.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from beritaclean.lines import DASHES, is_address, is_paragraph
from beritaclean.metadata.bylines import is_byline, is_label, is_person_name
from beritaclean.metadata.credits import find_credit, is_credit_line
from beritaclean.metadata.dates import is_date_line
from beritaclean.normalize import is_sentence
from beritaclean.sheet import Sheet
from beritaclean.stages.blocks import mark_block
from beritaclean.stages.datelines import is_dateline_only
from beritaclean.stages.headline import CLOCK, NEAR, REACH, ends_dated, find_headline

#: What stands twice right below each other above the first paragraph, and is so long, is a picture's caption.
COPY = 40
#: What stands beside the author in an element for such things is shorter, in characters.
META = 80
#: The author behind a date is named in so many characters at most.
AUTHOR = 40
#: At most so many unexplained lines above the headline stay: a kicker, a page's own title.
KICKER = 2
#: What follows the number of an article's first part.
_SECOND = {"i": "ii", "1": "2", "pertama": "kedua", "satu": "dua", "a": "b"}
#: What lines above the headline are that may still be something else: not marked, or the article's.
_UNDECIDED = frozenset({None, "date", "byline", "caption"})


def mark_head(sheet: Sheet) -> None:
    """Set `sheet.title`, and mark the lines above the first paragraph."""
    if sheet.first < 0:
        return
    above = _lines_above(sheet)
    for line in above:
        if line not in sheet.kinds:
            _mark_date_or_byline(sheet, line)
    sheet.title = find_headline(sheet, above)
    if sheet.title < 0:
        _mark_untitled(sheet, above)
        return
    sheet.kinds.pop(sheet.title, None)
    sheet.mark(sheet.title, "title", "heads/title")
    higher = [line for line in above if line < sheet.title]
    for distance, line in enumerate(higher, 1):
        if sheet.kinds.get(line) in _UNDECIDED:
            _mark_above(sheet, line, distance)
    if sheet.first < sheet.opening <= sheet.last:
        sheet.first = sheet.opening  # what stands before the dateline is lead and captions
    _mark_between(sheet)


def _lines_above(sheet: Sheet) -> list[int]:
    """The lines above the first paragraph, nearest first."""
    return sheet.filled[: bisect_left(sheet.filled, sheet.first)][::-1]


def _mark_date_or_byline(sheet: Sheet, line: int) -> None:
    text = sheet.raw[line].strip()
    if len(text) > 200:
        return
    if is_date_line(text):
        sheet.mark(line, "date", "heads/date")
    elif (
        is_byline(text)
        or _is_date_by(text)
        or (":" in text[-CLOCK:] and len(text) < META and ends_dated(text.lower()))
    ):
        sheet.mark(line, "byline", "heads/byline")


def _is_date_by(text: str) -> bool:
    """Tell whether a line is the date, and who wrote: "6 Mei 2024 oleh Rina Wati"."""
    date, by, author = text.partition(" oleh " if " oleh " in text else " by ")
    return bool(by) and len(author) <= AUTHOR and is_date_line(date)


def _mark_above(sheet: Sheet, line: int, distance: int) -> None:
    """Mark a line above the headline, `distance` lines that are not blank away: furniture.

    Unless it is the date or the author beside the headline, or the caption of a picture above it.
    """
    kind = sheet.kinds.get(line)
    if kind in ("date", "byline"):
        if distance > NEAR:
            sheet.kinds[line], sheet.rules[line] = "nav", "heads/site-clock"
        return
    raw = sheet.raw[line].strip()
    if distance <= NEAR and len(raw) > 50 and (kind == "caption" or find_credit(raw)[0] > 0):
        sheet.mark(line, "caption", "heads/caption")
        return
    if kind == "caption":
        del sheet.kinds[line]
    sheet.mark(line, "nav", "heads/above-title")


def _mark_between(sheet: Sheet) -> None:
    """Mark the lines between the headline and the first paragraph."""
    _mark_blocks_between(sheet, sheet.title, sheet.first - 1)
    lone = _lone_line(sheet)
    previous = sheet.title
    for line in _between(sheet, sheet.title, sheet.first):
        if line not in sheet.kinds:
            kind, rule = _name_line(sheet, line, previous, line == lone)
            if kind:
                sheet.mark(line, kind, rule)
        previous = line


def _between(sheet: Sheet, upper: int, lower: int) -> Iterator[int]:
    line = sheet.after(upper)
    while line < lower:
        yield line
        line = sheet.after(line)


def _mark_blocks_between(sheet: Sheet, upper: int, lower: int) -> None:
    """Mark the blocks of links whose headings stand below one line and not below another."""
    for hit in sheet.hits:
        if hit.does == "block" and upper < hit.line <= lower:
            sheet.mark(hit.line, hit.kind, hit.rule)
            mark_block(sheet, hit.line, lower, hit.kind, hit.rule, REACH)


def _name_line(sheet: Sheet, line: int, previous: int, lone: bool) -> tuple[str, str]:
    """What a line between the headline and the first paragraph is; ("", "") is body."""
    raw, text = sheet.raw[line].strip(), sheet.lines[line]
    words = text.count(" ") + 1
    if text in DASHES:
        return "other", "datelines/dash"
    if _is_dateline_alone(text) or is_dateline_only(sheet, line):
        return "", ""
    if words <= 2 and _opens_parts(sheet, line, text):
        return "", ""
    if is_credit_line(raw):
        return "byline", "heads/credit"
    if text == sheet.lines[sheet.title]:
        return "duplicate", "copies/title"
    if len(text) >= COPY and text.rstrip(" .") == sheet.lines[previous].rstrip(" ."):
        return "duplicate", "captions/copy"
    credited = sheet.rules.get(previous) == "heads/credit"
    if find_credit(raw)[0] > 0 or sheet.is_zoom(previous) or credited:
        return "caption", "heads/caption"
    if is_person_name(raw) and _is_authors(sheet, line, previous):
        return "byline", "heads/name"
    if words <= 2 and (is_sentence(text) or text.endswith(":")) and any(map(str.isalpha, text)):
        return "", ""  # an answer, or what opens a list
    hints = sheet.page.hints
    if hints and "-meta" in hints[line].words and len(text) < META and not is_sentence(text):
        return "nav", "heads/short"  # author, mail and date without a space between
    if not any(map(str.isalpha, text)) or _is_short(text, words, lone) or is_address(text):
        return "nav", "heads/short"
    if hints and not hints[line].heading and _is_beside(hints[line].words, hints[sheet.first].words):
        return "", ""  # it stands among the paragraphs: the first of them
    captioned = any(sheet.kinds.get(other) == "caption" for other in range(sheet.title, line))
    if sheet.after(line) == sheet.first and words <= 12 and not is_sentence(text) and not captioned:
        return "caption", "heads/caption"
    return "lead", "heads/lead"


def _is_authors(sheet: Sheet, line: int, previous: int) -> bool:
    """Tell whether what may be a name is the author's: below it stands a label, beside the headline a date.

    A name of which the headline holds two words is of the picture. A first subhead looks like a name, too;
    a saved page tells its headings.
    """
    if len(set(sheet.lines[line].split()) & set(sheet.lines[sheet.title].split())) >= 2:
        return False
    if is_label(sheet.raw[sheet.after(line)].strip()):
        return True
    head = range(max(sheet.title - NEAR, 0), sheet.first)
    dated = sheet.page.hints or any(sheet.kinds.get(near) in ("date", "byline") for near in head)
    return bool(dated) and sheet.kinds.get(previous) in ("title", "date", "byline", "lead")


def _is_beside(words: str, home: str) -> bool:
    """Tell whether two lines stand in elements of the same names, or of names alike but for the last."""
    return words == home or words.rpartition(" ")[0] == home.rpartition(" ")[0] != ""


def _opens_parts(sheet: Sheet, line: int, text: str) -> bool:
    """Tell whether a line right above the first paragraph heads the first of several parts: "Khutbah I"."""
    stem, _, number = text.rpartition(" ")
    if number not in _SECOND or not stem or sheet.after(line) != sheet.first:
        return False
    return f"{stem} {_SECOND[number]}" in sheet.lines[sheet.first : sheet.last]


def _is_short(text: str, words: int, lone: bool) -> bool:
    """Tell whether a line is too short to be said by an article: a control, a section's name."""
    return (words <= 2 and not lone) or max(map(len, text.split())) <= 2


def _lone_line(sheet: Sheet) -> int:
    """The only unmarked line between the headline and the first paragraph, when it has a capital; or -1."""
    free = [line for line in _between(sheet, sheet.title, sheet.first) if line not in sheet.kinds]
    return free[0] if len(free) == 1 and sheet.raw[free[0]].strip()[0].isupper() else -1


def _is_dateline_alone(text: str) -> bool:
    """Tell whether a folded line is a dateline on its own: "jakarta -"."""
    return text.endswith(("-", "–", "—")) and len(text) <= 60 and text.count(" ") <= 6


def _mark_untitled(sheet: Sheet, above: list[int]) -> None:
    """Mark what stands above the first paragraph of a page that shows no headline.

    A paragraph there is the article's all the same: headlines between it and the others parted them.
    """
    paragraphs = [line for line in above if line not in sheet.kinds and is_paragraph(sheet.lines[line])]
    if paragraphs:
        sheet.first = min(paragraphs)
        _mark_blocks_between(sheet, sheet.first, max(above))
        above = [line for line in above if line < sheet.first]
    unmarked = [line for line in above if line not in sheet.kinds]
    for line in above:
        if line in sheet.kinds:
            continue
        raw = sheet.raw[line].strip()
        if is_credit_line(raw):
            sheet.mark(line, "byline", "heads/credit")
        elif sheet.lines[line] in DASHES:
            sheet.mark(line, "other", "datelines/dash")
        elif line == above[0] and (_is_dateline_alone(sheet.lines[line]) or is_dateline_only(sheet, line)):
            continue
        elif len(unmarked) > KICKER or sheet.lines[line] in sheet.mastheads or " " not in raw:
            sheet.mark(line, "nav", "heads/before-article")
        elif find_credit(raw)[0] > 0:
            sheet.mark(line, "caption", "heads/caption")
