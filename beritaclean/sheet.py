"""A page while it is being marked: the state of one call for one page, and of nothing else.

Stages read the lines and what earlier stages decided, and mark more. A line is marked once: the first
decision stands, so the order of the stages is the order of precedence. What the sheet holds is sparse:
a line that nobody marks is body text.
"""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections import Counter
from itertools import accumulate, count
from operator import add

from beritaclean.lines import PARAGRAPH, is_paragraph
from beritaclean.normalize import fold, unfold_span
from beritaclean.page import KEPT, Hint, Hit, Mark, Page

#: A line with a greater share of link text is one for going elsewhere.
_LINKED = 0.5


class Sheet:
    """The lines of a page, and the marks on them so far.

    `raw` are the lines as they stand on the page, `lines` the same folded and stripped ("" is blank),
    `filled` the numbers of those that are not blank, `open` those of them that the markup
    alone does not decide.
    `kinds` and `rules` say, by line number, what a marked line is and what decided. `first` and
    `last` are the lines between which the article's paragraphs stand (-1: none was found), `opening`
    is the line with the dateline, `title` the headline's. `vouched` are the lines that no stage may leave
    out any more, `disputed` those of them that one would have, `elsewhere` those on which no paragraph of
    the article stands, says the rule given there, `warnings` what a person should know. `repeated` are the
    texts of several lines, once `is_repeated` has been asked.
    """

    __slots__ = (
        "contested",
        "disputed",
        "elsewhere",
        "filled",
        "first",
        "folded",
        "hits",
        "kinds",
        "last",
        "later",
        "lines",
        "mastheads",
        "open",
        "opening",
        "page",
        "publisher",
        "raw",
        "repeated",
        "rules",
        "stretches",
        "title",
        "vouched",
        "warnings",
    )

    def __init__(self, page: Page) -> None:
        newline = page.newline
        self.page = page
        self.raw = page.text.split(newline)
        self.folded = fold(page.text)
        self.lines = [line.strip() for line in self.folded.split(newline)]
        self.filled = [number for number, line in enumerate(self.lines) if line]
        self.open = self.filled
        self.repeated: set[str] | None = None
        self.kinds: dict[int, str] = {}
        self.rules: dict[int, str] = {}
        self.stretches: dict[int, list[tuple[int, int, str, str]]] = {}
        self.hits: list[Hit] = []
        self.later: list[Hit] = []
        self.publisher = ""
        self.contested = False
        self.mastheads: frozenset[str] = frozenset()
        self.first = self.last = self.title = self.opening = -1
        self.vouched: frozenset[int] = frozenset()
        self.disputed: set[int] = set()
        self.elsewhere: dict[int, str] = {}
        self.warnings: list[str] = []

    def mark(self, line: int, kind: str, rule: str) -> bool:
        """Mark a whole line, unless it is blank or marked already; tell whether it was marked.

        A line that is vouched for is not left out.
        """
        if line in self.kinds or not self.lines[line]:
            return False
        if line in self.vouched and kind not in KEPT:
            self.disputed.add(line)
            return False
        self.kinds[line] = kind
        self.rules[line] = rule
        return True

    def stretch(self, line: int, start: int, end: int, kind: str, rule: str) -> None:
        """Mark characters `start` to `end` of a raw line, where no stretch is marked yet."""
        if start >= end:
            return
        held = self.stretches.setdefault(line, [])
        at = bisect(held, (start, end))
        if (not at or held[at - 1][1] <= start) and (at == len(held) or end <= held[at][0]):
            held.insert(at, (start, end, kind, rule))

    def stretch_folded(self, line: int, start: int, end: int, kind: str, rule: str) -> None:
        """Mark characters `start` to `end` of a folded line."""
        low, high = unfold_span(self.raw[line], start, end)
        self.stretch(line, low, high, kind, rule)

    def open_lines(self) -> list[str]:
        """The folded lines, with "" for those that are not open."""
        if len(self.open) == len(self.filled):
            return self.lines
        lines = [""] * len(self.lines)
        for line in self.open:
            lines[line] = self.lines[line]
        return lines

    def paragraphs(self) -> list[int]:
        """The open lines that read like paragraphs and are not marked."""
        lines, kinds = self.lines, self.kinds
        return [
            line
            for line in self.open
            if len(lines[line]) >= PARAGRAPH and line not in kinds and is_paragraph(lines[line])
        ]

    def before(self, line: int) -> int:
        """The nearest line above that is not blank, or -1."""
        at = bisect_left(self.filled, line)
        return self.filled[at - 1] if at else -1

    def after(self, line: int) -> int:
        """The nearest line below that is not blank, or the number of lines."""
        at = bisect(self.filled, line)
        return self.filled[at] if at < len(self.filled) else len(self.lines)

    def gap(self, upper: int, lower: int) -> bool:
        """Tell whether a blank line stands between two lines that are not blank."""
        return bisect_left(self.filled, lower) - bisect(self.filled, upper) < lower - upper - 1

    def is_repeated(self, line: int) -> bool:
        """Tell whether a line that is not blank stands on the page again.

        All are counted when first asked: a count for each block would be as many passes over the page.
        """
        if self.repeated is None:
            counts = Counter(self.lines)
            self.repeated = {text for text, times in counts.items() if times > 1}
        return self.lines[line] in self.repeated

    def is_zoom(self, line: int) -> bool:
        """Tell whether a rule took a line for the control beside a picture; a line may be none (-1)."""
        rule = self.rules.get(line, "")
        return "zoom" in rule or "foto" in rule

    def marks(self) -> tuple[Mark, ...]:
        """Return the marks as spans of the page, in page order, none overlapping another."""
        if not self.kinds and not self.stretches:
            return ()
        raw, rules, stretches = self.raw, self.rules, self.stretches
        starts = list(map(add, accumulate(map(len, raw), initial=0), count()))  # a line end each
        marks = [
            Mark(start := starts[line], start + len(raw[line]), kind, rules[line])
            for line, kind in self.kinds.items()
            if line not in stretches
        ]
        for line in self.stretches:
            marks += self._marks_in(line, starts[line])
        return tuple(sorted(marks))

    def _marks_in(self, line: int, at: int) -> list[Mark]:
        """The marks of a line with stretches, whose first character is the page's character `at`."""
        stretches = [
            Mark(at + start, at + end, kind, rule) for start, end, kind, rule in self.stretches[line]
        ]
        if line not in self.kinds:
            return stretches
        whole = Mark(at, at + len(self.raw[line]), self.kinds[line], self.rules[line])
        return stretches + split_mark(whole, stretches) if whole.kind in KEPT else [whole]


def split_mark(mark: Mark, holes: list[Mark]) -> list[Mark]:
    """Return what is left of a mark around others that stand inside it (sorted, apart from each other).

    >>> split_mark(Mark(0, 9, "lead", "a/b"), [Mark(3, 5, "ad", "c/d")])
    [Mark(start=0, end=3, kind='lead', rule='a/b'), Mark(start=5, end=9, kind='lead', rule='a/b')]
    """
    pieces: list[Mark] = []
    at, last, kind, rule = mark
    for start, end in [*((hole.start, hole.end) for hole in holes), (last, last)]:
        if at < start:
            pieces.append(Mark(at, start, kind, rule))  # each `_replace` has Python keep a tuple, up to 2,000
        at = max(at, end)
    return pieces


def is_listed(hint: Hint, home: str) -> bool:
    """Tell whether a line is an item of a list or a row of a table in an element with the words `home`.

    A row's own element may have more words, unless `home` has none. What is mostly a link is neither.
    """
    if hint.links > _LINKED or not (hint.item or hint.row):
        return False
    return hint.words == home or (bool(home) and hint.row and hint.words.startswith(home))
