"""Reads what the markup makes of the text: emphasis, links, lists, quotations, tables and images.

`NotedLines` remembers, while the page is laid out, which element each text stood in; afterwards
`find_formats` turns that into stretches of the page's text. It is for writers that show them, and costs
about as much again as laying out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from beritaclean.normalize import find_ink
from beritaclean.page import HOLDERS, TABLES, Format
from beritaclean.readers.layout import Context, Lines

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MARKS = {"b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis"}
_ITEMS = frozenset({"li", "dt", "dd"})
_MARKED = frozenset({"strong", "emphasis", "link"})
#: Of elements within elements, so many count; browsers stop at 512 levels.
_LEVELS = 16
_BOLD = re.compile(r"(?i)(?:^|[;\s])font-weight\s*:\s*(?:(?P<set>bold(?:er)?|[6-9]00)|\w)")
_ITALIC = re.compile(r"(?i)(?:^|[;\s])font-style\s*:\s*(?:(?P<set>italic|oblique)|\w)")
#: Where lazily loaded images have their address, and then where others have it.
_ADDRESSES = ("data-src", "data-lazy-src", "data-original", "src")
#: Images that are narrower or lower, in pixels, are icons.
_ICON = 60
_NUMBER = re.compile(r"[0-9]{1,8}")
#: In the folder that a browser saves beside a page.
_SAVED = re.compile(r"(?:\./)?[^/:?#]+_files/")


class _Around(NamedTuple):
    """An element around a text that makes something of it; `id` tells it from others."""

    kind: str
    id: int
    value: str = ""


class NotedLines(Lines):
    """The lines of a page, and of each the texts it was made of with the elements they stood in."""

    __slots__ = ("images", "runs", "shown")

    def __init__(self, article: str = "") -> None:
        super().__init__(article)
        self.runs: list[tuple[str, LexborNode | None]] = []  # of the line being written
        self.shown: dict[int, list[tuple[str, LexborNode | None]]] = {}  # of those that are written
        self.images: list[tuple[int, LexborNode]] = []  # after how many lines, and which

    def add(self, text: str, context: Context) -> None:
        """Add text to the line."""
        super().add(text, context)
        self.runs.append((text, self.stack[-1][0] if self.stack else None))

    def pass_over(self, node: LexborNode) -> None:
        """Remember an image."""
        if node.tag == "img":
            self.images.append((len(self.shown) + bool(self.parts), node))

    def finish(self) -> None:
        """Write down the line, if it has any text."""
        before = len(self.texts)
        super().finish()
        if len(self.texts) > before:
            self.shown[len(self.texts) - 1] = self.runs
        self.runs = []


def find_formats(lines: NotedLines, base: str, links: bool) -> tuple[Format, ...]:
    """Return what the markup makes of the text of a page, which is `lines.texts` joined by line feeds.

    Addresses are completed by the page's, `base`; links are told only if `links` is true.
    """
    starts, at = [], 0
    for text in lines.texts:
        starts.append(at)
        at += len(text) + 1
    around = _Elements(base, links)
    held: dict[_Around, tuple[int, int]] = {}
    marks: list[Format] = []
    for number, runs in lines.shown.items():
        start, text = starts[number], lines.texts[number]
        for holder in _find_holders(around.of(runs[0][1]), lines.hints[number].row):
            held[holder] = (held.get(holder, (start,))[0], start + len(text))
        marks += _find_marks(
            text, start, [(len("".join(run.split())), around.of(node)) for run, node in runs]
        )
    formats = [Format(start, end, each.kind, each.value) for each, (start, end) in held.items()] + marks
    places = [starts[number] for number in lines.shown]
    for after, node in lines.images:
        if address := _find_image(node, base):
            place = places[after] if after < len(places) else max(at - 1, 0)
            words = " ".join((node.attributes.get("alt") or "").split())
            formats.append(Format(place, place, "image", address, words))
    return tuple(sorted(formats, key=lambda each: (each.start, -each.end)))


def _find_holders(around: tuple[_Around, ...], row: bool) -> list[_Around]:
    """Return what holds a line: in a row of a table of data nothing that stands inside it, else no table."""
    tables = [place for place, each in enumerate(around) if each.kind == "table"] if row else []
    last = tables[-1] if tables else len(around)
    outer = [each for each in around[:last] if each.kind in HOLDERS]
    return outer + [each for each in around[last:] if each.kind in TABLES]


def _find_marks(text: str, start: int, runs: list[tuple[int, tuple[_Around, ...]]]) -> Iterator[Format]:
    """Yield the emphasis and links of a line, given as how many visible characters stand in what."""
    if not any(each.kind in _MARKED for _, around in runs for each in around):
        return
    ink = find_ink(text)
    found: dict[_Around, tuple[int, int]] = {}
    seen = 0
    for size, around in runs:
        for each in around:
            if size and each.kind in _MARKED:
                found[each] = (found.get(each, (ink[seen],))[0], ink[seen + size - 1] + 1)
        seen += size
    for each, (first, last) in found.items():
        yield Format(start + first, start + last, each.kind, each.value)


class _Elements:
    """What the elements around a text make of it; each element is asked once."""

    def __init__(self, base: str, links: bool) -> None:
        self.base = base
        self.links = links
        self.known: dict[int, tuple[_Around, ...]] = {}
        self.counts: dict[int, int] = {}  # items of ordered lists so far
        self.rows: set[int] = set()  # those that have shown text

    def of(self, node: LexborNode | None) -> tuple[_Around, ...]:
        """Return what the element of a text, and those around it, make of it, the outermost first."""
        path: list[LexborNode] = []
        while node is not None and node.mem_id not in self.known:
            path.append(node)
            node = node.parent
        around = () if node is None else self.known[node.mem_id]
        for node in reversed(path):
            around = self._enter(node, around)
            self.known[node.mem_id] = around
        return around

    def _enter(self, node: LexborNode, around: tuple[_Around, ...]) -> tuple[_Around, ...]:
        tag = node.tag or ""
        if tag in _ITEMS:
            found = [_Around("item", node.mem_id, self._count(node.parent))]
        elif tag == "blockquote":
            found = [_Around("quote", node.mem_id)]
        elif tag == "table":
            found = [_Around("table", node.mem_id)]
        elif tag == "tr":
            cells = [cell.tag for cell in node.iter()]
            found = [_Around("header", node.mem_id)] if cells and set(cells) == {"th"} else []
        elif tag in ("td", "th"):
            before = self._count_empty(node)
            found = [_Around("cell", node.mem_id, str(before))] if before else []
        elif tag == "a" and self.links:
            address = complete(node.attributes.get("href") or "", self.base)
            found = [_Around("link", node.mem_id, address)] if address else []
        else:
            found = []
            around = self._set_type(node, tag, around)
        return around if len(around) >= _LEVELS else (*around, *found)

    def _set_type(self, node: LexborNode, tag: str, around: tuple[_Around, ...]) -> tuple[_Around, ...]:
        """Return `around` with what an element makes of the type: bolder, slanted, or upright again."""
        kinds = {_MARKS[tag]: True} if tag in _MARKS else {}
        if style := node.attributes.get("style"):
            for kind, pattern in (("strong", _BOLD), ("emphasis", _ITALIC)):
                if stated := pattern.search(style):
                    kinds[kind] = stated["set"] is not None
        for kind, wanted in kinds.items():
            has = any(each.kind == kind for each in around)
            if wanted and not has:
                around = (*around, _Around(kind, node.mem_id))
            elif has and not wanted:
                around = tuple(each for each in around if each.kind != kind)
        return around

    def _count_empty(self, cell: LexborNode) -> int:
        """Return how many cells stand before the first of a row that shows text, and 0 for the others."""
        row = cell.parent
        if row is None or row.mem_id in self.rows:
            return 0
        self.rows.add(row.mem_id)
        count, before = 0, cell.prev
        while before is not None:
            count += before.tag in ("td", "th")
            before = before.prev
        return count

    def _count(self, node: LexborNode | None) -> str:
        """Return the number of the next item that shows text in a list, "" where it counts none."""
        if node is None or node.tag != "ol":
            return ""
        if node.mem_id not in self.counts:
            first = (node.attributes.get("start") or "1").strip()
            self.counts[node.mem_id] = int(first) - 1 if _NUMBER.fullmatch(first) else 0
        self.counts[node.mem_id] += 1
        return str(self.counts[node.mem_id])


def complete(address: str, base: str) -> str:
    """Return an address of the web in full, "" for any other; what was saved beside the page stays there.

    >>> complete("/foto/1.jpg", "https://contoh.id/a/b"), complete("javascript:alert(1)", "https://contoh.id/")
    ('https://contoh.id/foto/1.jpg', '')
    >>> complete("./Banjir_files/1.jpg", "https://contoh.id/a/b")
    './Banjir_files/1.jpg'
    """
    address = "".join(char for char in address.strip() if char.isprintable())
    if _SAVED.match(address):
        return address
    try:
        full = urljoin(base, address)
        return full if urlsplit(full).scheme in ("http", "https") else ""
    except ValueError:  # [ opens an address of IPv6 and nothing else
        return ""


def _find_image(node: LexborNode, base: str) -> str:
    """Return the address of an image, "" for none that shows anything: an icon, a placeholder."""
    attributes = node.attributes
    for side in ("width", "height"):
        size = (attributes.get(side) or "").strip().removesuffix("px")
        if _NUMBER.fullmatch(size) and int(size) < _ICON:
            return ""
    for name in _ADDRESSES:
        value = (attributes.get(name) or "").strip()
        if (
            value
            and not value.lower().partition("?")[0].endswith(".svg")
            and (found := complete(value, base))
        ):
            return found
    return ""
