"""Finds the headline among the lines above the first paragraph.

It stands near the date and the author, and says in other words what the paragraphs say; on many pages a
copy of it stands elsewhere. What else stands there is scored alike, and scores less.
"""

from __future__ import annotations

import re

from beritaclean.lines import is_headline
from beritaclean.metadata.bylines import is_person_name
from beritaclean.metadata.credits import find_credit, is_credit_line
from beritaclean.normalize import BULLETS, is_sentence
from beritaclean.sheet import Sheet
from beritaclean.stages.blocks import LONGEST, block_lines
from beritaclean.stages.datelines import is_dateline_only

#: How far above the first paragraph a headline is looked for, in lines that are not blank.
REACH = 40
#: A headline's words: fewer is a section's name, more is a paragraph.
FEWEST, MOST = 3, 28
#: The score below which no line is called the headline.
ENOUGH = 1.5
#: What stands at most so many lines above the headline may belong to it.
NEAR = 5
#: What is this long and stands word for word in the first paragraph is its standfirst, not the headline.
STANDFIRST = 60
#: A headline is so long at least, in characters, to be known again; what stands before the site's name.
LEAST, _PARTS = 20, frozenset("-–—|»:")
#: A clock at the end of a line stands in so many characters.
CLOCK = 10
#: What the path to an article begins with.
HOME = ("home", "beranda")
#: A year and a clock end no headline: who wrote stands before them, run together.
_DATED = re.compile(r"20\d\d,? \d\d?:\d\d(?: wi\w{1,2})?$")
#: How much of the article is asked for the headline's words, in characters.
TOLD = 4_000


def find_headline(sheet: Sheet, above: list[int]) -> int:
    """Return the line above the first paragraph that is the headline, or -1 (`above`: all, nearest first)."""
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
        score += 0.5 if sheet.is_repeated(line) else 0.0
        score += 2.0 if sheet.before(line) < 0 else 0.0
        score -= 0.08 * above.index(line)
        score -= 2.0 if line in linked else 0.0
        score += 0.12 * min(text.count(" "), 9)  # a kicker is shorter than the headline under it
        score -= 3.0 if text[-1] in '.,"' and _ends_prose(text) else 0.0
        score -= 2.0 if raw[0].islower() or raw[0] in BULLETS or raw.startswith("...") else 0.0
        score -= 4.0 if len(text) >= STANDFIRST and text in opening else 0.0
        score -= 2.5 if find_credit(raw)[0] >= 0 or sheet.is_zoom(sheet.before(line)) else 0.0
        if sheet.page.hints and sheet.page.hints[line].heading == 1:
            score += 2.0
        if score > best:
            best, title = score, line
    return _first_copy(sheet, _without_site(sheet, title)) if title >= 0 else title


def _ends_prose(text: str) -> bool:
    """Tell whether a line ends like a sentence or a quotation; a headline may break off in an ellipsis."""
    return (text.endswith((".", ",")) and not text.endswith("...")) or (text[0] == '"' and text[-1] in '",')


def _without_site(sheet: Sheet, title: int) -> int:
    """The headline below a line that is the headline and the site's name: the page's title in its head.

    Or below the path to it, "Home Nasional" and the headline behind.
    """
    line, whole = title, sheet.lines[title]
    path = whole.startswith(HOME)
    for _ in range(NEAR):
        line = sheet.after(line)
        if line >= sheet.first:
            break
        text = sheet.lines[line]
        if len(text) >= LEAST and whole.startswith(text) and whole[len(text) :].lstrip()[:1] in _PARTS:
            return line if whole != text else title
        if path and len(text) >= LEAST and whole.endswith(text) and whole != text:
            return line
    return title


def _first_copy(sheet: Sheet, title: int) -> int:
    """The copy of the headline above it, if the author, the date and a standfirst at most stand between.

    With the author or the date there, the standfirst may be a second headline.
    """
    line, sentences, signed = title, 0, False
    for _ in range(NEAR):
        line = sheet.before(line)
        if line < 0:
            break
        if sheet.lines[line] == sheet.lines[title] and _is_free(sheet, line):
            return line
        if sheet.kinds.get(line) in ("date", "byline"):
            signed = True
        elif not is_person_name(sheet.raw[line].strip()):
            sentences += 1 if signed or is_sentence(sheet.lines[line]) else NEAR
            if sentences > 1:
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
        or text.endswith(("-", "–", "—", ":"))
    ):
        return False
    if is_credit_line(sheet.raw[line].strip()) or (":" in text[-CLOCK:] and ends_dated(text)):
        return False
    if line == sheet.opening and is_dateline_only(sheet, line):
        return False
    words = text.split()
    return sum(word.isdigit() for word in words) * 3 < len(words)


def ends_dated(text: str) -> bool:
    """Tell whether a folded line ends in a year and a clock: "redaksi, ekonomi6 mei, 2024 11:51 wib"."""
    return _DATED.search(text) is not None


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
