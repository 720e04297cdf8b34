"""Marks a page again until nothing more goes, so that cleaning clean text changes nothing.

What is left out can uncover something else: initials before a promotion that stood glued behind them, a
dateline behind an address. So the clean text of a page is marked in its turn, and what goes there is
marked on the page itself, until a round finds nothing. Most pages need no second round: lines that a
rule takes by their words alone change nothing about the others.
"""

from __future__ import annotations

from array import array
from bisect import bisect
from collections.abc import Callable, Sequence
from itertools import chain, takewhile

from beritaclean.document import Document
from beritaclean.page import Mark
from beritaclean.sheet import Sheet, split_mark

#: More rounds than any page has needed; each leaves less, so the rounds end in any case.
ROUNDS = 5
#: Decisions of stages that do not change what other lines are worth.
_QUIET = frozenset({"datelines/masthead"})
_STAGES = ("heads/", "tails/", "captions/", "copies/", "endmarks/")


def needs_round(document: Document, sheet: Sheet) -> bool:
    """Tell whether what is marked on a page could uncover something else."""
    if not document.gone:
        return False
    if (
        sheet.first < 0
        or sheet.contested
        or sheet.elsewhere
        or not all(hit.line in sheet.kinds for hit in sheet.later)
    ):
        return True
    page = document.page.text
    for mark in document.gone:
        if mark.rule in _QUIET:
            continue
        if mark.rule.startswith(_STAGES):
            return True
        if page[mark.end : mark.end + 1] not in ("\n", "\r", "") or (
            mark.start and page[mark.start - 1] not in "\n\r"
        ):
            return True  # a stretch inside a line
    return False


def settle(document: Document, again: Callable[[str], Document]) -> Document:
    """Return the document with all marks that further rounds find; `again` marks a text anew."""
    for _ in range(ROUNDS):
        second = again(document.text)
        if not second.gone:
            break
        page, _, publisher, keep, warnings, found = document
        marks = _merge(document, second)
        document = Document(page, marks, publisher, keep, warnings, found)  # no `_replace`: see `split_mark`
    return document


def _merge(document: Document, second: Document) -> tuple[Mark, ...]:
    """The marks of a page with those of its clean text added, where they stand on the page."""
    dropped = document.gone
    ends = [mark.end for mark in dropped]  # sorted, for the marks do not overlap
    kept = [mark for mark in document.marks if mark.kind in document.keep]
    starts = document.page.starts()
    lines = document.page.lines()
    places = [block.line for block in document.blocks]  # the page's line of each line of clean text
    added: list[Mark] = []
    at = number = 0  # in the clean text: characters, lines that are not blank
    todo = iter(second.gone)
    mark = next(todo, None)
    for text in second.page.text.split("\n"):
        end = at + len(text)
        if text:
            low = starts[places[number]]
            high = low + len(lines[places[number]])
            number += 1
            offsets = array("q")
            while mark is not None and mark.start < end:
                if not offsets:
                    offsets = _align(text, document.page.text, low, high, dropped[bisect(ends, low) :])
                added.extend(_pieces(offsets[mark.start - at : mark.end - at], mark, document.page.text))
                mark = next(todo, None)
        at = end + 1
    whole = [piece for mark in kept for piece in split_mark(mark, _inside(mark, added))]
    return tuple(sorted([*dropped, *added, *whole]))


def _inside(mark: Mark, others: list[Mark]) -> list[Mark]:
    """Those of sorted, separate marks that stand in a mark."""
    low = bisect(others, mark.start, key=lambda other: other.end)
    return list(takewhile(lambda other: other.start < mark.end, others[low:]))


def _align(text: str, page: str, low: int, high: int, dropped: tuple[Mark, ...]) -> array[int]:
    """Where on the page each character of a line of clean text stands.

    The line is what is left of `page[low:high]` after what is dropped (sorted, from the line on), less
    some white space. (An array: a page may be all one line, and a list takes five times as much.)
    """
    offsets = array("q")
    gaps = iter(dropped)
    gap = next(gaps, None)
    at = low
    for char in text:
        while at < high:
            if gap is not None and gap.start <= at:
                at = max(at, gap.end)
                gap = next(gaps, None)
                continue
            if page[at] == char or (char == "\ufffd" and "\ud800" <= page[at] <= "\udfff"):
                break
            at += 1
        offsets.append(at)
        at += 1
    return offsets


def _pieces(offsets: Sequence[int], mark: Mark, page: str) -> list[Mark]:
    """Marks for runs of offsets: one mark for each that is not broken by what is marked already."""
    pieces: list[Mark] = []
    start = previous = -2
    for offset in chain(offsets, (-1,)):
        if offset != previous + 1:
            if start >= 0 and page[start : previous + 1].strip():
                pieces.append(Mark(start, previous + 1, mark.kind, mark.rule))
            start = offset
        previous = offset
    return pieces
