"""Writes a document as Markdown (CommonMark, and tables), its metadata as YAML front matter.

The title is a heading, the lead a bold paragraph, subheads are headings of the second level, captions
paragraphs in italics with their image above; lists, rows of tables and quotations of the body are that.
Whatever was text stays text: what Markdown would interpret is escaped. Not kept are the width of white
space, which Markdown does not know, and the character that a list had for a bullet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from beritaclean.decode import make_well_formed
from beritaclean.writers.frontmatter import write_front_matter
from beritaclean.writers.inlines import escape_opening, render, write_image
from beritaclean.writers.markup import Place, find_images, find_marks, find_places

if TYPE_CHECKING:
    from beritaclean.document import Document
    from beritaclean.page import Format

#: What of the markup is shown in a part of the document; what is bold by itself needs no emphasis.
_SHOWN = {
    "title": frozenset({"emphasis", "link"}),
    "subhead": frozenset({"emphasis", "link"}),
    "lead": frozenset({"link"}),
    "caption": frozenset({"link"}),
    "body": frozenset({"strong", "emphasis", "link"}),
}


class _Holder(NamedTuple):
    """What a part stands in: an item of a list, with its number or "", or a quotation."""

    kind: str
    id: int
    number: str = ""


class _Part(NamedTuple):
    """A block of Markdown, what it stands in, the outermost first, and whether a blank line is above it."""

    text: str
    holders: tuple[_Holder, ...]
    gap: bool


class _Row(NamedTuple):
    """A row of a table: its text, with tabs between the cells, what is in it, and where it stands."""

    text: str
    marks: list[Format]
    place: Place
    part: _Part


def write_markdown(document: Document) -> str:
    """Return the document as Markdown; "" when it holds no text."""
    if not document.blocks:
        return ""
    front = write_front_matter(document)
    body = _join(_make_parts(document))
    return f"{front}\n\n{body}\n" if front else f"{body}\n"


def _make_parts(document: Document) -> Iterator[_Part]:
    """Yield the parts of a document: one for a block, but one for all rows that belong together."""
    hints = document.page.hints
    marks, images = find_marks(document), find_images(document)
    rows: list[_Row] = []
    for block, place in zip(document.blocks, find_places(document), strict=True):
        text = make_well_formed(block.text).replace("\r", " ").replace("\0", "\ufffd")
        inside = marks.get(block.line, [])
        holders = tuple(_Holder(each.kind, each.start, each.value) for each in place.holders)
        hint = hints[block.line] if block.line < len(hints) else None
        if block.kind == "body":
            number, begin = None, 0
            if all(holder.kind != "item" for holder in holders):
                number, begin = _find_item(text)
                if number is None and hint is not None and hint.item and not document.page.formats:
                    number = ""
            if number is not None:
                holders = (*holders, _Holder("item", -1 - block.line, number))
                text, inside = text[begin:], _shift(inside, begin)
            elif "\t" in text or (hint is not None and hint.row):
                if rows and (block.gap or place[:2] != rows[0].place[:2]):
                    yield _write_rows(rows)
                    rows = []
                rows.append(_Row(text, inside, place, _Part("", holders, block.gap)))
                continue
        if rows:
            yield _write_rows(rows)
            rows = []
        shown = _write_block(block.kind, text, inside)
        if image := images.get(block.line):
            shown = f"{write_image(image, text, document.title)}\\\n{shown}"
        yield _Part(shown, holders, block.gap)
    if rows:
        yield _write_rows(rows)


def _write_block(kind: str, text: str, marks: Sequence[Format]) -> str:
    """Return the text of a block as Markdown."""
    shown = render(text, marks, _SHOWN.get(kind, frozenset()))
    if kind in ("title", "subhead"):
        # A heading may close with number signs of its own, which are not shown.
        shown = re.sub(r"(?<!\S)#+$", r"\\\g<0>", shown)
        return f"# {shown}" if kind == "title" else f"## {shown}"
    if kind == "lead":
        return f"**{shown}**"
    if kind == "caption":
        return f"*{shown}*"
    return escape_opening(shown)


def _write_rows(rows: Sequence[_Row]) -> _Part:
    """Return rows as one part: a table, or lines where nothing says that they are one."""
    first = rows[0]
    table = [_write_cells(row) for row in rows] if first.place.table is not None else []
    width = max(map(len, table), default=0)
    if width < 2:
        lines = [_write_block("body", row.text, row.marks) for row in rows]
        return first.part._replace(text="\\\n".join(lines))
    if not first.place.header:
        table.insert(0, [])
    table.insert(1, ["---"] * width)
    lines = [f"| {' | '.join(cells + [''] * (width - len(cells)))} |" for cells in table]
    return first.part._replace(text="\n".join(lines))


def _write_cells(row: _Row) -> list[str]:
    """Return the cells of a row as Markdown."""
    cells = [""] * row.place.empty
    waiting = row.marks[::-1]
    begin = 0
    for cell in row.text.split("\t"):
        end = begin + len(cell)
        inside: list[Format] = []
        while waiting and waiting[-1].start < end:
            mark = waiting.pop()
            if mark.end <= end:
                inside.append(mark)
        cells.append(render(cell, _shift(inside, begin), _SHOWN["body"], cell=True))
        begin = end + 1
    return cells


def _shift(marks: Sequence[Format], by: int) -> list[Format]:
    """Return marks of a text from which so many characters were taken at its start."""
    return [
        each._replace(start=max(each.start - by, 0), end=each.end - by) for each in marks if each.end > by
    ]


def _join(parts: Iterator[_Part]) -> str:
    """Return parts as one text: with the marks of what they stand in, and parted by blank lines.

    Items of one list follow each other without a blank line, unless the page has one there. Markdown
    counts by itself: a number out of order begins a list of its own, which it does by another point.
    """
    written: list[str] = []
    before: tuple[_Holder, ...] = ()
    openings: list[_Opening] = []  # of each of those
    for part in parts:
        shared = 0
        while before[shared : shared + 1] == part.holders[shared : shared + 1] != ():
            shared += 1
        around = "".join(opening.rest for opening in openings[:shared])
        sibling = openings[shared] if shared < len(openings) else None
        opened = [_open(part.holders[shared], sibling)] if shared < len(part.holders) else []
        opened += [_open(holder, None) for holder in part.holders[shared + 1 :]]
        nested = sibling is None and shared > 0 and before[-1].kind == "item"
        tight = bool(opened) and not part.gap and (opened[0].follows or (nested and opened[0].interrupts))
        if written:
            written.append("\n" if tight else f"\n{around.rstrip()}\n")
        openings = openings[:shared] + opened
        before = part.holders
        rest = "".join(opening.rest for opening in openings)
        text = part.text.replace("\n", f"\n{rest}")
        written.append(around + "".join(opening.marker for opening in opened) + text)
    return "".join(written)


class _Opening(NamedTuple):
    """How an item or a quotation opens: its marker, and what stands before its other lines.

    An item has a `number`, or -1; it `follows` the item before it in the same list, or `interrupts` a
    paragraph as the first of a list.
    """

    marker: str
    rest: str
    number: int = -1
    follows: bool = False
    interrupts: bool = False


def _open(holder: _Holder, sibling: _Opening | None) -> _Opening:
    """Return how a holder opens, after the one before it in the same place, if there is one."""
    if holder.kind == "quote":
        return _Opening("> ", "> ")
    before = sibling.marker.strip() if sibling is not None else ""
    if not holder.number:
        return _Opening("- ", "  ", -1, before == "-", True)
    number = int(holder.number)
    follows = sibling is not None and sibling.number == number - 1 >= 0
    point = before[-1:] if follows else ")" if before.endswith(".") else "."
    marker = f"{number}{point} "
    return _Opening(marker, " " * len(marker), number, follows, number == 1)


def _find_item(text: str) -> tuple[str | None, int]:
    """Return the number of a list item ("" for a bullet) and where its text begins; None for other lines.

    >>> _find_item("• Beras"), _find_item("2) Gula"), _find_item("-5 derajat")
    (('', 2), ('2', 3), (None, 0))
    """
    found = _item().match(text)
    if found is None or not re.search(r"\w", text[found.end() :]):
        return None, 0
    return found[1] or "", found.end()


@cache
def _item() -> re.Pattern[str]:
    """Match the marker of a list item. With a leading zero a number is text: Markdown would drop it."""
    return re.compile(r"(?:[-*•●▪◦‣·]|(0|[1-9][0-9]{0,2})[.)])\s+")
