"""What a saved page's markup means for the blocks of its document: what they stand in, what is bold in them.

The formats of a page count its characters; a block is what cleaning left of one of its lines.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from beritaclean.normalize import find_ink
from beritaclean.page import HOLDERS, TABLES, Format

if TYPE_CHECKING:
    from beritaclean.document import Document, Span


class Place(NamedTuple):
    """Where a block stands: in which items and quotations, the outermost first, and in which table.

    Of an item that also holds a heading or a caption, the paragraphs are no items. `empty` are the cells
    of a row before the first with text.
    """

    holders: tuple[Format, ...] = ()
    table: Format | None = None
    header: bool = False
    empty: int = 0


def find_places(document: Document) -> list[Place]:
    """Return the place of each block of a document."""
    formats = document.page.formats
    if not formats:
        return [Place()] * len(document.blocks)
    starts = document.page.starts()
    waiting = [each for each in reversed(formats) if each.kind in HOLDERS | TABLES]
    around: list[Format] = []
    headed: set[Format] = set()
    places: list[Place] = []
    for block in document.blocks:
        at = starts[block.line]
        while waiting and waiting[-1].start <= at:
            around.append(waiting.pop())
        around = [each for each in around if each.end > at]
        if block.kind != "body":
            headed.update(around)
            places.append(Place())
            continue
        holders = tuple(each for each in around if each.kind in HOLDERS and each not in headed)
        tables = [each for each in around if each.kind == "table"]
        header = any(each.kind == "header" for each in around)
        empty = next((int(each.value) for each in around if each.kind == "cell"), 0)
        places.append(Place(holders, tables[-1] if tables else None, header, empty))
    return places


def find_marks(document: Document) -> dict[int, list[Format]]:
    """Return the emphasis and links of each line that has any; they count characters of the block's text."""
    starts = document.page.starts() if document.page.formats else []
    marks: dict[int, list[Format]] = defaultdict(list)
    for each in document.page.formats:
        if each.start < each.end and each.kind not in HOLDERS | TABLES:
            marks[bisect_right(starts, each.start) - 1].append(each)
    kept: dict[int, list[Span]] = defaultdict(list)
    for span in document.spans if marks else ():
        if span.kind in document.keep and span.line in marks:
            kept[span.line].append(span)
    texts = {block.line: block.text for block in document.blocks}
    return {line: _move(found, kept[line], texts[line]) for line, found in marks.items() if line in texts}


def _move(marks: list[Format], spans: list[Span], text: str) -> list[Format]:
    """Return the marks of a line as they stand in its block, which differs from `spans` by white space."""
    on_page = [span.start + at for span in spans for at in find_ink(span.text)]
    ink = find_ink(text)
    moved = []
    for each in marks:
        first, last = bisect_left(on_page, each.start), bisect_left(on_page, each.end)
        if first < last:
            moved.append(each._replace(start=ink[first], end=ink[last - 1] + 1))
    return moved


def find_images(document: Document) -> dict[int, Format]:
    """Return the image of each caption that has one, by its line: the last above it, else the first below."""
    images = [each for each in document.page.formats if each.kind == "image"]
    if not images:
        return {}
    anchors = [each.start for each in images]
    starts = document.page.starts()
    blocks = document.blocks
    found: dict[int, Format] = {}
    used = -1
    for place, block in enumerate(blocks):
        if block.kind != "caption":
            continue
        here = bisect_right(anchors, starts[block.line])
        above = bisect_right(anchors, starts[blocks[place - 1].line]) if place else 0
        below = here
        if place + 1 == len(blocks):
            below = len(images)
        elif blocks[place + 1].kind != "caption":
            below = bisect_right(anchors, starts[blocks[place + 1].line])
        chosen = here - 1 if max(above, used + 1) < here else here
        if used < chosen < below or used < chosen == here - 1:
            found[block.line] = images[chosen]
            used = chosen
    return found
