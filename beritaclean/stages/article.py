"""Finds where the article's paragraphs begin and end, on a page whose menus and lists no rule names.

Paragraphs are long and end like sentences; menus and lists of headlines are short and do not. Each line
counts for or against, and the article is the stretch of the page with the greatest sum (Bentley's
maximum subarray: one pass). A teaser here and there cannot outweigh the headlines around it; a subhead
or a list in the article cannot outweigh its paragraphs.
"""

from __future__ import annotations

from beritaclean.lines import (
    DASHES,
    LONG,
    PARAGRAPH,
    ends_sentence,
    is_end_mark,
    is_headline,
    is_paragraph,
    looks_like_headline,
    weigh,
)
from beritaclean.page import Hint
from beritaclean.sheet import Sheet, is_listed
from beritaclean.stages.blocks import LONGEST, block_lines
from beritaclean.stages.opening import INSIDE, find_opening
from beritaclean.stages.teasers import find_closers

#: What a marked line counts, by kind: an advertisement stands anywhere, a footer never inside.
_MARKED = {
    "ad": 0.0,
    "embed": 0.0,
    "caption": 0.0,
    "follow": -0.5,
    "share": -0.5,
    "promo": -0.6,
    "duplicate": 0.0,
    "byline": -1.0,
    "date": -2.0,
    "nav": -0.5,
    "tags": -4.0,
    "other": -1.5,
    "footer": -8.0,
}
#: What lines count besides that a saved page's markup names: links by themselves, widgets, regions.
_MARKUP = {"markup/link": -1.0, "markup/widget": -2.0, "markup/region": -3.0}
#: What an item of a list or a row of a table counts at least, where most paragraphs stand.
_ITEM = -0.05
#: An element without class or id names: nothing tells it from others.
_NAMELESS = "-"
#: What it counts that a line stands in the same element as most paragraphs do.
_AT_HOME = 0.8
#: A sum that a menu does not reach: an article was met.
_ENOUGH = 4.0
#: Kinds that stand at an article's end: after them a paragraph under a headline is a teaser.
_ENDS = frozenset({"tags", "footer", "byline", "other"})
#: What the heading of a block of headlines counts ("Berita Terkait"), and each headline in it.
_HEADING, _LISTED = -1.5, -0.4
#: What a paragraph right under a headline counts at most: it is that headline's teaser.
_TEASER = 1.0
#: What a line of an editor's initials or an end mark counts: little of an article follows one.
_END = -4.0


def find_article(sheet: Sheet) -> None:
    """Set `sheet.first` and `sheet.last` to the article's first and last paragraph; mark nothing.

    Both stay -1 on a page without any paragraph.
    """
    lines, kinds = sheet.lines, sheet.kinds
    hints = sheet.page.hints
    if not hints and _is_bare_article(sheet):
        return
    home = _home(sheet) if hints else ""
    extra = _evidence(sheet, home)
    between = _sum_closed(sheet, home) if len(sheet.open) < len(sheet.filled) else {}
    closers = find_closers(sheet)
    best = total = 0.0
    start = first = last = -1
    under_headline = ended = False
    for number in sheet.open:
        if number in between:
            count, ends, link = between[number]
            total += count
            ended = ended or (ends and best >= _ENOUGH)
            under_headline = looks_like_headline(link) if link else under_headline
        line = lines[number]
        if number in kinds:
            kind = kinds[number]
            score = _MARKED.get(kind, 0.0)
            ended = ended or (best >= _ENOUGH and (kind in _ENDS or number in closers))
            if sheet.rules[number] == "markup/link":
                under_headline = looks_like_headline(line)
        else:
            score = weigh(line)
            if under_headline and ended and score > _TEASER:
                score = _TEASER
            under_headline = score < 0 and looks_like_headline(line)
            closed = line[0] == "#" or number in closers or (number in extra and extra[number] == _END)
            ended = ended or (best >= _ENOUGH and closed)
        if number in extra:
            score += extra[number]
        if hints and (number in sheet.elsewhere or hints[number].region in ("nav", "aside", "footer")):
            score = min(score, 0.0) - 3.0
        if total <= 0.0:
            total, start = 0.0, number
        total += score
        if total > best:
            best, first, last = total, start, number
    if first < 0:
        return
    while first < last and (first in kinds or not ends_sentence(lines[first])):
        if is_paragraph(lines[first]) and first not in kinds:
            break
        first = sheet.after(first)
    if first < last and len(lines[first]) < LONG and _may_be_headline(sheet, first):
        following = sheet.after(first)  # a headline may ask: a paragraph hardly begins an article so
        if following < last and lines[following] in DASHES:
            following = sheet.after(following)
        if following <= last and following not in kinds and is_paragraph(lines[following]):
            first = following
    if first not in kinds and weigh(lines[first]) > 0 and best >= 1.0:
        sheet.first, sheet.last = find_opening(sheet, first), last


def _may_be_headline(sheet: Sheet, line: int) -> bool:
    """Tell whether a line that ends like a sentence may be a headline: it asks, or its end is quoted."""
    return sheet.lines[line][-1] in "?!" or (
        sheet.lines[line][-1] == '"' and is_headline(sheet.raw[line].strip().rstrip('"”'))
    )


def _is_bare_article(sheet: Sheet) -> bool:
    """Tell whether a page is paragraphs and nothing else, below a headline perhaps, and set their ends.

    Half of what scrapers leave is so: nothing need be weighed.
    """
    lines, kinds = sheet.lines, sheet.kinds
    if any(hit.does in ("block", "footer") or hit.where != "anywhere" for hit in sheet.hits):
        return False
    rest = [line for line in sheet.filled if line not in kinds]
    if len(rest) < 3:
        return False
    for line in rest[1:]:
        if len(lines[line]) < PARAGRAPH or lines[line][-1] not in '."':
            return False
    if not INSIDE.issuperset(kinds.values()):
        return False
    top = lines[rest[0]]
    sheet.first = rest[0] if is_paragraph(top) and top[-1] in '."' else rest[1]
    sheet.last = rest[-1]
    return len(top) < LONG or sheet.first == rest[0]


def _home(sheet: Sheet) -> str:
    """The class and id names of the element that holds most of the page's paragraphs, teasers not counted."""
    size: dict[str, int] = {_NAMELESS: 0}
    for line in sheet.paragraphs():
        if sheet.rules.get(sheet.before(line)) != "markup/link":
            words = sheet.page.hints[line].words
            size[words] = size.get(words, 0) + len(sheet.lines[line])
    return max(size, key=lambda words: size[words]) or _NAMELESS


def _evidence(sheet: Sheet, home: str) -> dict[int, float]:
    """What open lines count besides their looks: headings and their lists, footers, end marks."""
    lines = sheet.lines
    extra: dict[int, float] = {}
    for hit in sheet.hits:
        if hit.does == "block":
            extra[hit.line] = _HEADING
            for listed in block_lines(sheet, hit.line, len(lines) - 1)[:LONGEST]:
                extra.setdefault(listed, _LISTED - weigh(lines[listed]))
        elif hit.does == "footer":
            extra[hit.line] = _MARKED["footer"]
        elif hit.where == "tail":
            extra.setdefault(hit.line, -1.0)
    if sheet.page.hints:
        names = "" if home == _NAMELESS else home
        for line in sheet.open:
            hint = sheet.page.hints[line]
            rule = sheet.rules.get(line)
            if rule in _MARKUP and line not in extra:
                extra[line] = _count_markup(rule, hint, home)
            if hint.words == home:
                extra[line] = extra.get(line, 0.0) + _AT_HOME
            if is_listed(hint, names):
                extra[line] = max(extra.get(line, 0.0), _ITEM - weigh(lines[line]))
    for line in sheet.open:
        if lines[line][0] in "([" and is_end_mark(lines[line]):
            extra[line] = _END
    return extra


def _sum_closed(sheet: Sheet, home: str) -> dict[int, tuple[float, bool, str]]:
    """What closed lines count together, by the open line below them.

    Besides, whether one of them may stand at an article's end, and the last that is a link.
    """
    sums: dict[int, tuple[float, bool, str]] = {}
    lines, hints, kinds, rules = sheet.lines, sheet.page.hints, sheet.kinds, sheet.rules
    below = iter(sheet.open)
    following = next(below, -1)
    count, ends, link = 0.0, False, ""
    for line in sheet.filled:
        if line == following:
            if count:
                sums[line] = count, ends, link
                count, ends, link = 0.0, False, ""
            following = next(below, -1)
        elif rules[line] == "markup/link":
            link = lines[line]
            count += _MARKED["promo"] + _count_markup("markup/link", hints[line], home)
        else:
            kind = kinds[line]
            count += _MARKED[kind] + _count_markup(rules[line], hints[line], home)
            ends = ends or kind in _ENDS
    return sums


def _count_markup(rule: str, hint: Hint, home: str) -> float:
    """What it counts that the markup names a line: little where most paragraphs stand, as a box of links."""
    return 0.2 if rule != "markup/region" and hint.words.startswith(home) else _MARKUP[rule]
