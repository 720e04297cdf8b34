"""Reads tagged pages, and writes the first one of a page for a person to correct.

A line of a tagged page is `tag<TAB>text`, an empty line is one of the page. `⟦ ⟧` stand around a stretch
that goes. Without the tags and these marks it is the page; a page that holds such a mark has no tagged one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from beritaclean.decode import make_well_formed
from beritaclean.document import BLANK, Document, Span
from beritaclean.errors import InputError, suggest
from beritaclean.page import DROPPED, KEPT, METADATA

#: Tags of lines that count neither for nor against: metadata, and a photo credit that stands alone.
NEUTRAL = METADATA | {"credit"}
#: The tag of each kind that is left out.
_TAGS = {kind: f"x-{kind}" for kind in DROPPED} | {"duplicate": "x-dup"}
#: All tags.
TAGS = KEPT | NEUTRAL | frozenset(_TAGS.values())
#: What a tagged page's name ends with.
SUFFIX = ".tagged"

_OPEN, _CLOSE = "⟦", "⟧"
_CUT = re.compile(f"{_OPEN}[^{_OPEN}{_CLOSE}]*{_CLOSE}")
_MARK = re.compile(f"[{_OPEN}{_CLOSE}]")
_MARKS = dict.fromkeys(map(ord, _OPEN + _CLOSE))


class Line(NamedTuple):
    """A tagged line: its number on the page (from 0), its tag, its text on the page, and what of it stays."""

    number: int
    tag: str
    raw: str
    gold: str


class Case(NamedTuple):
    """A tagged page: its name, its text as it was, and its lines that are not blank."""

    name: str
    page: str
    lines: tuple[Line, ...]


def find_cases(place: Path) -> list[Path]:
    """Return the tagged pages of a folder and those below it, in order; of a file, itself.

    Raises `InputError` where there are none.
    """
    found = sorted(place.rglob(f"*{SUFFIX}")) if place.is_dir() else [place]
    if not found:
        raise InputError(str(place), f"holds no *{SUFFIX} file", remedy="beritaclean tag PAGE begins one")
    return found


def read_case(path: Path) -> Case:
    """Read a tagged page.

    Raises `InputError` for one that cannot be read or holds nothing, and for a line without a tag, or with
    one of two marks.
    """
    try:
        rows = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise InputError(str(path), "is not UTF-8", remedy="tagged pages are") from None
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror or error}") from None
    page: list[str] = []
    lines: list[Line] = []
    for number, row in enumerate(rows):
        tag, tab, text = row.partition("\t")
        page.append(text.translate(_MARKS))
        if not tab and tag.strip():
            raise InputError(f"{path}:{number + 1}", "no tab between tag and text")
        if tag == "blank" or not page[-1].strip():
            continue
        if tag not in TAGS:
            raise _unknown_tag(path, number, tag)
        gold = _CUT.sub("", text)
        if _MARK.search(gold):
            raise InputError(f"{path}:{number + 1}", f"{_OPEN} and {_CLOSE} stand not in pairs")
        lines.append(Line(number, tag, page[-1], gold))
    if not lines:
        raise InputError(str(path), "holds no tagged line", remedy="beritaclean tag PAGE begins one")
    while page and not page[-1]:
        page.pop()
    return Case(path.stem, "\n".join(page) + "\n", tuple(lines))


def write_case(document: Document) -> str:
    """Return a page tagged as it was marked: what a person corrects to say how it should have been.

    Raises `InputError` for a page that holds a mark of the format, which would be lost.
    """
    for number, line in enumerate(document.page.lines(), 1):
        if found := _MARK.search(line):
            problem = f"line {number} of the page holds {found[0]}, which marks what goes in a tagged page"
            raise InputError(document.page.source, problem, remedy="put another character in its place")
    rows: list[str] = []
    for number, row in _rows(document):
        rows.extend([""] * (number - len(rows)))
        rows.append(row)
    return "".join(f"{row}\n" for row in rows)


def _rows(document: Document) -> Iterator[tuple[int, str]]:
    """Yield number and tagged text of the lines that are not empty."""
    lines = document.page.lines()
    shown = (span for span in document.spans if span.kind != BLANK)
    tagged = {number: _tag_line(lines[number], list(spans)) for number, spans in _by_line(document, shown)}
    for number, line in enumerate(lines):
        if number in tagged:
            yield number, tagged[number]
        elif blank := _plain(line):
            yield number, f"blank\t{blank}"


def _by_line(document: Document, spans: Iterator[Span]) -> Iterator[tuple[int, list[tuple[int, int, Span]]]]:
    """Yield the spans of each line, with where in the line they begin and end."""
    starts = document.page.starts()
    for number, group in groupby(spans, key=lambda span: span.line):
        at = starts[number]
        yield number, [(span.start - at, span.end - at, span) for span in group]


def _tag_line(line: str, spans: list[tuple[int, int, Span]]) -> str:
    """Return a line with its tag, and marks around what goes of a line that stays."""
    kept = [span for _, _, span in spans if span.kind in KEPT]
    if not kept:
        longest = max((span for _, _, span in spans), key=lambda span: span.end - span.start)
        return f"{_tag_of(longest)}\t{_plain(line)}"
    pieces: list[str] = []
    at = 0
    for start, end, span in spans:
        if span.kind not in KEPT:
            pieces += [_plain(line[at:start]), _OPEN, _plain(line[start:end]), _CLOSE]
            at = end
    tag = next((span.kind for span in kept if span.kind != "body"), "body")
    return f"{tag}\t{''.join(pieces)}{_plain(line[at:])}"


def _tag_of(span: Span) -> str:
    if span.rule == "heads/credit":
        return "credit"
    return _TAGS.get(span.kind, span.kind)


def _plain(text: str) -> str:
    """Return text without what this format gives a meaning: ends of lines."""
    return make_well_formed(text).rstrip("\r").replace("\r", " ")


def _unknown_tag(path: Path, number: int, tag: str) -> InputError:
    remedy = suggest(tag, sorted(TAGS))
    return InputError(f"{path}:{number + 1}", f'unknown tag "{tag}"', remedy=remedy)
