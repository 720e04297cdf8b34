"""Finds, for each line that went wrong, the rule or stage that decided."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from beritaclean.document import BLANK, Document, Span
from beritaclean.judge.figures import Figures, split_words
from beritaclean.judge.tagged import NEUTRAL, Case, Line
from beritaclean.page import KEPT

#: What is said of a line that a saved page does not show.
ABSENT = "not on the page"


class Mistake(NamedTuple):
    """A line that went wrong: lost, left in (noise), or else wrong in some words; and what decided.

    A line that is wrong in some words alone counts in no figure but that of the words.
    """

    what: str
    line: Line
    decided: tuple[str, ...]


def find_mistakes(case: Case, documents: Sequence[Document], figures: Figures) -> list[Mistake]:
    """Return what went wrong with a page, in page order.

    `documents` are what the page was read as: one, or several where something in it parts pages. Lines
    are found again by their words, the first of several alike as the first, for a saved page has others.
    """
    shown: defaultdict[str, deque[_Shown]] = defaultdict(deque)
    for document in documents:
        for _, spans in groupby(document.spans, key=lambda span: span.line):
            line = _Shown(tuple(spans), document.keep)
            shown[_key(line.text)].append(line)
    lost, noise = set(figures.lost), set(figures.noise)
    mistakes = []
    for tagged in case.lines:
        places = shown[_key(tagged.raw)]
        found = places.popleft() if places else _Shown((), frozenset())
        if tagged in lost or tagged in noise:
            what = "lost" if tagged in lost else "noise"
            mistakes.append(Mistake(what, tagged, found.decisions(written=tagged in noise)))
        elif found.spans and tagged.tag not in NEUTRAL:
            wanted = Counter(split_words(tagged.gold)) if tagged.tag in KEPT else Counter()
            left = Counter(split_words(found.written))
            if wanted != left:
                mistakes.append(Mistake("words", tagged, found.decisions(written=not wanted - left)))
    return mistakes


class _Shown(NamedTuple):
    """A line of a document: its spans, and the kinds that are written."""

    spans: tuple[Span, ...]
    keep: frozenset[str]

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    @property
    def written(self) -> str:
        return "".join(span.text for span in self.spans if span.kind in self.keep or span.kind == BLANK)

    def decisions(self, written: bool) -> tuple[str, ...]:
        """What decided about the parts that are written, or about those that are not; if none is so, all."""
        seen = [span for span in self.spans if span.kind != BLANK]
        told = [span for span in seen if (span.kind in self.keep) == written] or seen
        return tuple(dict.fromkeys(span.rule for span in told)) or (ABSENT,)


def _key(text: str) -> str:
    return " ".join(split_words(text))
