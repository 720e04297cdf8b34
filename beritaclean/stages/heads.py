"""Finds the headline, and says what the lines around it are: menu, date, author, lead, caption.

The headline stands above the first paragraph, near the date and the author, and says in other words
what the paragraphs say; on many pages a copy of it stands elsewhere. Above it is the site's furniture,
below it what belongs to the article.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from beritaclean.lines import is_headline, is_paragraph
from beritaclean.metadata.bylines import is_byline, is_label, is_person_name
from beritaclean.metadata.credits import find_credit, is_credit_line
from beritaclean.metadata.dates import is_date_line
from beritaclean.normalize import is_sentence
from beritaclean.sheet import Sheet, is_zoom
from beritaclean.stages.blocks import LONGEST, block_lines, mark_block

#: How far above the first paragraph a headline is looked for, in lines that are not blank.
REACH = 40
#: A headline's words: fewer is a section's name, more is a paragraph.
FEWEST, MOST = 3, 28
#: The score below which no line is called the headline.
ENOUGH = 1.5
#: At most so many unexplained lines above the headline stay: a kicker, a page's own title.
KICKER = 2
#: What stands at most so many lines above the headline may belong to it.
NEAR = 5
#: What is this long and stands word for word in the first paragraph is its standfirst, not the headline.
STANDFIRST = 60
#: How much of the article is asked for the headline's words, in characters.
TOLD = 4_000


def mark_head(sheet: Sheet) -> None:
    """Set `sheet.title`, and mark the lines above the first paragraph."""
    if sheet.first < 0:
        return
    above = _lines_above(sheet)
    for line in above:
        _mark_date_or_byline(sheet, line)
    sheet.title = _find_title(sheet, above)
    if sheet.title < 0:
        _mark_untitled(sheet, above)
        return
    sheet.kinds.pop(sheet.title, None)
    sheet.mark(sheet.title, "title", "heads/title")
    higher = [line for line in above if line < sheet.title]
    for distance, line in enumerate(higher, 1):
        _mark_above(sheet, line, distance)
    if sheet.first < sheet.opening <= sheet.last:
        sheet.first = sheet.opening  # what stands before the dateline is lead and captions
    _mark_between(sheet)


def _lines_above(sheet: Sheet) -> list[int]:
    """The lines above the first paragraph, nearest first."""
    return sheet.filled[: bisect_left(sheet.filled, sheet.first)][::-1]


def _mark_date_or_byline(sheet: Sheet, line: int) -> None:
    if line in sheet.kinds:
        return
    text = sheet.raw[line].strip()
    if len(text) > 200:
        return
    if is_date_line(text):
        sheet.mark(line, "date", "heads/date")
    elif is_byline(text):
        sheet.mark(line, "byline", "heads/byline")


def _find_title(sheet: Sheet, above: list[int]) -> int:
    """The line above the first paragraph that is the headline, or -1."""
    candidates = [line for line in above[:REACH] if _is_free(sheet, line) and _may_be_title(sheet, line)]
    if not candidates:
        return -1
    if len(above) == 1 and not sheet.lines[above[0]].endswith((".", ",", '"')):
        return -1 if find_credit(sheet.raw[above[0]].strip())[0] >= 0 else above[0]
    article = " ".join(sheet.lines[sheet.first : sheet.last + 1])[:TOLD]
    opening = sheet.lines[sheet.first]
    linked = _linked_lines(sheet)
    best, title = ENOUGH, -1
    for line in candidates:
        text, raw = sheet.lines[line], sheet.raw[line].strip()
        words = [word for word in text.split() if len(word) >= 4]
        score = 4.0 * sum(word in article for word in words) / max(len(words), 5)
        score += _nearness(sheet, line)
        score += 1.0 if is_headline(raw) and text.count(" ") >= 4 else 0.0
        score += 0.5 if sheet.lines.count(text) > 1 else 0.0
        score += 2.0 if sheet.before(line) < 0 else 0.0
        score -= 0.08 * above.index(line)
        score -= 2.0 if line in linked else 0.0
        score += 0.12 * min(text.count(" "), 9)  # a kicker is shorter than the headline under it
        score -= 3.0 if text.endswith((".", ",")) or (text[0] == '"' and text[-1] in '",') else 0.0
        score -= 2.0 if raw[0].islower() or raw.startswith("...") else 0.0
        score -= 4.0 if len(text) >= STANDFIRST and text in opening else 0.0
        score -= 2.5 if find_credit(raw)[0] >= 0 or is_zoom(sheet.rules.get(sheet.before(line), "")) else 0.0
        if sheet.page.hints and sheet.page.hints[line].heading == 1:
            score += 2.0
        if score > best:
            best, title = score, line
    return _first_copy(sheet, title) if title >= 0 else title


def _first_copy(sheet: Sheet, title: int) -> int:
    """The copy of the headline above it, if nothing but the author and the date stand between them."""
    line = title
    for _ in range(NEAR):
        line = sheet.before(line)
        if line < 0:
            break
        if sheet.lines[line] == sheet.lines[title] and _is_free(sheet, line):
            return line
        if sheet.kinds.get(line) not in ("date", "byline") and not is_person_name(sheet.raw[line].strip()):
            break
    return title


def _is_free(sheet: Sheet, line: int) -> bool:
    """Tell whether nothing is known of a line, or only that it is a heading that links to itself."""
    if line not in sheet.kinds:
        return True
    return sheet.rules[line] == "markup/link" and sheet.page.hints[line].heading > 0


def _may_be_title(sheet: Sheet, line: int) -> bool:
    text = sheet.lines[line]
    if (
        not 12 <= len(text) <= 250
        or not FEWEST - 1 <= text.count(" ") < MOST
        or text.endswith(("-", "–", "—"))
    ):
        return False
    if is_credit_line(sheet.raw[line].strip()):
        return False
    words = text.split()
    return sum(word.isdigit() for word in words) * 3 < len(words)


def _linked_lines(sheet: Sheet) -> set[int]:
    """The lines under the headings of blocks above the first paragraph."""
    linked: set[int] = set()
    for hit in sheet.hits:
        if hit.does == "block" and hit.line < sheet.first:
            block = block_lines(sheet, hit.line, sheet.first - 1)
            if len(block) <= LONGEST:
                linked.update(block)
    return linked


def _nearness(sheet: Sheet, line: int) -> float:
    """What it counts that a date or a byline stands near a line: more, the nearer."""
    best = 0.0
    for step in (sheet.before, sheet.after):
        near = line
        for worth in (2.0, 1.5, 1.0):
            near = step(near)
            if not 0 <= near < sheet.first:
                break
            if sheet.kinds.get(near) in ("date", "byline"):
                best = max(best, worth)
                break
    return best


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
    if _is_dateline_alone(text):
        return "", ""
    if is_credit_line(raw):
        return "byline", "heads/credit"
    if text == sheet.lines[sheet.title]:
        return "duplicate", "copies/title"
    above = sheet.rules.get(previous, "")
    if find_credit(raw)[0] > 0 or is_zoom(above) or above == "heads/credit":
        return "caption", "heads/caption"
    if is_person_name(raw) and _is_authors(sheet, line, previous):
        return "byline", "heads/name"
    if words <= 2 and (is_sentence(text) or text.endswith(":")) and any(map(str.isalpha, text)):
        return "", ""  # an answer, or what opens a list
    if not any(map(str.isalpha, text)) or _is_short(text, words, lone):
        return "nav", "heads/short"
    hints = sheet.page.hints
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
        elif _is_dateline_alone(sheet.lines[line]) and line == above[0]:
            continue
        elif len(unmarked) > KICKER or sheet.lines[line] in sheet.mastheads or " " not in raw:
            sheet.mark(line, "nav", "heads/before-article")
        elif find_credit(raw)[0] > 0:
            sheet.mark(line, "caption", "heads/caption")
