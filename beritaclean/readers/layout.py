"""Lays the text of an HTML tree out as a browser would: a line for each block, and a hint for each line.

No style sheet is read and no script is run: an element is hidden only where its own attributes say so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from beritaclean.page import ElementRule, Hint

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: A line's words are the last of its elements' class and id words, in at most so many characters.
_WORDS = 400

# What an element does to the lines. Ends and gaps also do it where the element ends.
_INLINE, _LINK, _END, _GAP, _BREAK, _ROW, _CELL, _SPACE, _ITEM, SKIP, _IMAGE = range(11)
#: Lexbor's numbers of a text node and of a comment.
_TEXT, _COMMENT = 2, 4

_SKIPPED = """
    script style noscript template svg iframe select option optgroup datalist button input textarea title
    object embed applet video audio canvas meter progress noembed noframes rp param area link meta
"""
_BLOCKS = """
    div section article main header footer nav aside address form fieldset legend details summary figcaption
    caption thead tbody tfoot center dialog hgroup search marquee
"""
_SPACED = "p h1 h2 h3 h4 h5 h6 ul ol dl menu dir blockquote figure pre table hr listing xmp plaintext"
_LISTS = frozenset({"ul", "ol", "dl", "menu", "dir"})
_VERBATIM = frozenset({"pre", "listing", "xmp", "plaintext"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
#: Regions that stay whatever stands inside; the others give way to an inner region.
_FURNITURE = frozenset({"nav", "aside", "footer"})
_REGIONS = _FURNITURE | {"header", "figure"}
#: A table's row that holds any of these is there for the layout, and its cells are blocks of their own.
_LAYOUT = frozenset(
    {"table", "ul", "ol", "dl", "br", "figure", "hr", "pre", "article", "section", *_HEADINGS}
)
#: The innermost class is one of captions (photo__caption, wp-caption-text), not adv-caption-lead.
_CAPTION = re.compile(r"(?:^|[ _-])caption(?:[_-](?:text|foto|photo|img|image|news|body)[\w-]*)?(?: \S*\d)?$")
_STYLE = re.compile(
    r"(?i)(?:^|[;\s])(?:(?P<none>display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))"
    r"|display\s*:\s*(?:block|flex|grid|table|list-item)(?=\s*(?:[;!]|$)))"
)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_EDGES = " \t\n\r\f"
_CELL_MARK = "\x1f"


class _Step(NamedTuple):
    """What an element does in a context: to the lines, and to what is said of the text inside it."""

    does: int
    inside: Context


class Context(dict[int, _Step]):
    """What the elements around a text say of it; as a mapping, the step that each known tag makes."""

    __slots__ = ("base", "link", "plain", "said", "verbatim")

    def __init__(self, base: Hint, link: bool, verbatim: bool) -> None:
        super().__init__()
        self.base = base
        self.said = tuple(base)[:5]  # a line's hint, without its links and words
        self.link = link
        self.verbatim = verbatim
        self.plain = not (verbatim or base.row)


@cache
def _make_context(base: Hint, link: bool, verbatim: bool) -> Context:
    """Make the context of a kind, once; there are some hundred of them at most."""
    return Context(base, link, verbatim)


def _open_context(context: Context) -> Context:
    """Fill a context with the steps of all known tags, if it is new."""
    if not context:
        steps = {number: _make_step(context, tag, does) for number, tag, does in _list_tags()}
        context.update(steps)  # at once: another thread may be looking
    return context


@cache
def _list_tags() -> list[tuple[int, str, int]]:
    """Return Lexbor's number of each known tag, its name, and what it does outside of rows of tables."""
    from selectolax.lexbor import LexborHTMLParser

    deeds = {
        **dict.fromkeys(_SKIPPED.split(), SKIP),
        **dict.fromkeys(_BLOCKS.split(), _END),
        **dict.fromkeys(_SPACED.split(), _GAP),
        **dict.fromkeys(("li", "dt", "dd"), _ITEM),
        **dict.fromkeys(("td", "th"), _END),
        "tr": _ROW,
        "br": _BREAK,
        "a": _LINK,
        "img": _IMAGE,
    }
    markup = "".join(f"<{tag}></{tag}>" for tag in deeds if tag != "plaintext")
    markup += "<table><caption></caption><thead></thead><tbody><tr><td><th></table>"
    markup += "<table><tfoot></table><plaintext>"
    root = LexborHTMLParser(markup).root
    numbers = {node.tag: node.tag_id for node in root.traverse()} if root is not None else {}
    return [(_COMMENT, "", SKIP), *((numbers[tag], tag, does) for tag, does in deeds.items())]


def _make_step(context: Context, tag: str, does: int) -> _Step:
    """Say what a tag does where a context surrounds it."""
    base, link, verbatim = context.base, context.link, context.verbatim
    if base.row and does in (_END, _GAP, _ITEM, _BREAK, _ROW):
        does = _CELL if tag in ("td", "th") else _SPACE
    elif tag in _LISTS and base.item:
        does = _END
    if tag in _HEADINGS:
        base = base._replace(heading=_HEADINGS[tag])
    elif tag in _REGIONS and base.region not in _FURNITURE:
        base = base._replace(region=tag)
    elif tag == "figcaption":
        base = base._replace(caption=True)
    elif does == _ITEM:
        base = base._replace(item=True)
    elif tag == "tr":
        base = base._replace(row=True)
    return _Step(does, _make_context(base, link or tag == "a", verbatim or tag in _VERBATIM))


class Lines:
    """The lines laid out so far, and the one being written.

    `stack` holds the open elements; `gap` is what stands before the next line: 0 at the top, 1 a line end,
    2 a blank line. `article` is the id of the rule that names the article's element, if there is one.
    """

    __slots__ = (
        "article",
        "context",
        "drop",
        "dropped",
        "gap",
        "hints",
        "homes",
        "inside",
        "item",
        "known",
        "linked",
        "low",
        "opened",
        "parts",
        "stack",
        "texts",
        "total",
        "words",
    )

    def __init__(self, article: str = "") -> None:
        self.texts: list[str] = []
        self.hints: list[Hint] = []
        self.parts: list[str] = []
        self.gap = 0
        self.item = -1  # how many lines there were where the list item began
        self.stack: list[_Open] = []
        self.known: list[str] = []  # class and id words of the elements in `stack`, as far as wanted
        self.words = ""
        self.low = self.linked = self.total = 0
        self.article = article
        self.homes = self.opened = 0  # open elements with the article, and open ones that go
        self.drop: ElementRule | None = None  # the rule of the outermost that goes, now or last
        self.inside = False  # whether any of the line stands in the article's element
        self.dropped = 0  # how many of its characters stand in one that goes
        self.context = _open_context(_make_context(Hint(), False, False))

    def add(self, text: str, context: Context) -> None:
        """Add text to the line; what is least deep in it tells the line's class and id words."""
        depth = len(self.stack)
        if not self.parts:
            self.context = context
            self.linked = self.total = self.dropped = 0
            self.inside = False
            self._find_words(depth)
        elif depth < self.low:
            self._find_words(depth)
        self.parts.append(text)
        size = len(text.strip())
        self.total += size
        if context.link:
            self.linked += size
        if self.opened:
            self.dropped += size
        if self.homes:
            self.inside = True

    def enter(self, rule: ElementRule) -> None:
        """Begin an element that a rule speaks of."""
        if rule.kind:
            if not self.opened:
                self.drop = rule
            self.opened += 1
        else:
            self.homes += 1

    def leave(self, rule: ElementRule) -> None:
        """End an element that a rule speaks of."""
        if rule.kind:
            self.opened -= 1
        else:
            self.homes -= 1

    def _find_words(self, depth: int) -> None:
        """Set `words` to those of the open elements; each element is asked once, and few without text."""
        self.low = depth
        known = self.known
        words = known[-1] if known else ""
        for node, _, _, _ in self.stack[len(known) :]:
            attributes = node.attributes
            own, name = attributes.get("class"), attributes.get("id")
            if name:
                own = f"{own} {name}" if own else name
            if own:
                words = f"{words} {own.lower()}" if words else own.lower()
                if len(words) > _WORDS:
                    words = words[-_WORDS:].partition(" ")[2]
            known.append(words)
        self.words = words

    def pass_over(self, node: LexborNode) -> None:
        """Take note of an element that has no text of its own to show, such as an image."""

    def add_verbatim(self, text: str, context: Context) -> None:
        """Add text in which line ends count."""
        for number, piece in enumerate(text.replace("\r", "\n").split("\n")):
            if number:
                self.break_line()
            if self.parts or piece.strip():
                self.add(piece, context)

    def end(self, gap: int) -> None:
        """End the line, if there is one, and leave at least a gap after it."""
        if self.parts:
            self.finish()
            self.gap = gap
        elif gap > self.gap:
            self.gap = gap

    def break_line(self) -> None:
        """End the line at a `<br>`; where there is none, leave a blank line."""
        self.end(1 if self.parts else 2)

    def finish(self) -> None:
        """Write down the line that is in `parts`."""
        context = self.context
        parts = self.parts
        text = parts[0] if len(parts) == 1 else "".join(parts)
        parts.clear()
        if context.plain:
            text = " ".join(text.split()) if text.isascii() else _collapse(text)
        elif context.verbatim:
            text = text.rstrip()
        else:
            text = "\t".join(map(_collapse, text.split(_CELL_MARK))).rstrip()
        if not text:
            return
        if self.gap == 2 and self.texts:
            self.texts.append("")
            self.hints.append(_BLANK)
        self.texts.append(text)
        links = self.linked / self.total if self.linked else 0.0
        rule = "" if self.inside else self.article
        kind = ""
        if self.dropped and self.dropped == self.total and self.drop is not None:
            _, kind, rule = self.drop
        hint = _NEW(Hint, (*context.said, links, self.words, rule, kind))
        if "caption" in self.words and _CAPTION.search(self.words):
            hint = hint._replace(caption=True)
        self.hints.append(hint)


_BLANK = Hint()
_NEW = tuple.__new__  # half the time of Hint(): 0.25 against 0.5 microseconds
_Open = tuple["LexborNode", Context, int, ElementRule | None]
_NONE: Mapping[int, ElementRule] = {}


def lay_out(
    lines: Lines, body: LexborNode, styled: Mapping[int, int], chosen: Mapping[int, ElementRule] = _NONE
) -> None:
    """Lay out what stands in an element: add its lines, and what the markup says of each.

    `styled` says what elements do by their own style, `chosen` which rules speak of them, both by Lexbor's
    id. This loop is where the time goes, a step for each node, so it does the commonest things itself.
    """
    context = lines.context
    outer: LexborNode | None = body if chosen else None
    while outer is not None:
        if (rule := chosen.get(outer.mem_id)) is not None:
            lines.enter(rule)
        outer = outer.parent
    special = styled.keys() | chosen.keys()
    parts, known, stack = lines.parts, lines.known, lines.stack
    node = body.first_child
    while True:
        if node is None:
            if not stack:
                break
            node, context, does, rule = stack.pop()
            if len(known) > len(stack):
                known.pop()
            if does > _LINK and (parts or does != _END or not lines.gap):
                _leave(lines, does)
            if rule is not None:
                lines.leave(rule)
            node = node.next
            continue
        tag = node.tag_id
        if tag == _TEXT:
            # Two texts in three are the space between blocks: not even fetched, they take half the time.
            if parts or context.verbatim or not node.is_empty_text_node:
                text = node.text_content or ""
                if context.verbatim:
                    lines.add_verbatim(text, context)
                elif text.isspace():
                    if parts:
                        parts.append(" ")
                elif text:
                    lines.add(text, context)
            node = node.next
            continue
        step = context.get(tag)
        if step is None:
            does, inside = _INLINE, context
        else:
            does, inside = step
        rule = None
        if special and (name := node.mem_id) in special:
            style, rule = styled.get(name), chosen.get(name)
            if style == SKIP and does != _IMAGE:
                does = SKIP
            elif style and does <= _LINK:
                does = _SPACE if context.base.row else style
        if does:
            if does >= SKIP:
                if does == _IMAGE:
                    lines.pass_over(node)
                node = node.next
                continue
            if does == _ROW and _is_layout(node):
                does, inside = _END, context
            if parts or does > _END or not lines.gap:
                _enter(lines, node, does)
        child = node.first_child
        if child is None:
            node = node.next
            continue
        stack.append((node, context, does, rule))
        if rule is not None:
            lines.enter(rule)
        context = inside or _open_context(inside)
        node = child
    lines.end(1)


def _enter(lines: Lines, node: LexborNode, does: int) -> None:
    """Do to the lines what the start of an element does."""
    if does in (_END, _ROW):
        lines.end(1)
    elif does == _GAP:
        lines.end(1 if lines.item == len(lines.texts) and not lines.parts else 2)
    elif does == _ITEM:
        lines.end(1)
        lines.item = len(lines.texts)
    elif does == _BREAK:
        lines.break_line()
    elif lines.parts:
        if does == _CELL:
            lines.parts.append(_CELL_MARK)
        elif does == _SPACE or (does == _LINK and node.prev is not None and node.prev.tag == "a"):
            lines.parts.append(" ")


def _is_layout(row: LexborNode) -> bool:
    """Tell whether a row's cells hold more than a line each: then it is no row of a table of data."""
    cells = blocks = 0
    for node in row.traverse():  # ends at a table inside, so that no element is looked at twice
        tag = node.tag
        if tag in _LAYOUT:
            return True
        cells += tag in ("td", "th")
        blocks += tag in ("p", "div")
    return blocks > cells


def _leave(lines: Lines, does: int) -> None:
    """Do to the lines what the end of an element does."""
    if does in (_END, _ROW):
        lines.end(1)
    elif does == _GAP:
        lines.end(2)
    elif does == _ITEM:
        lines.end(1)
        lines.gap = min(lines.gap, 1)
    elif does == _SPACE and lines.parts:
        lines.parts.append(" ")


def _collapse(text: str) -> str:
    """Collapse white space as a browser does: no-break spaces stay, except at the ends.

    >>> _collapse("  satu\\n  dua\\xa0 tiga\\xa0")
    'satu dua\\xa0 tiga'
    """
    if text.isascii():
        return " ".join(text.split())
    text = text.strip()
    return _SPACES.sub(" ", text) if "  " in text or not text.isprintable() else text


def read_style(tag: str, attributes: dict[str, str | None]) -> int:
    """Tell what an element's own attributes make of it: hidden, a block, or neither."""
    if "hidden" in attributes or (attributes.get("aria-hidden") or "").lower() == "true":
        return SKIP
    if tag == "dialog" and "open" not in attributes:
        return SKIP
    found = _STYLE.search(attributes.get("style") or "")
    if found is None:
        return 0
    return _END if found["none"] is None else SKIP


def show_page(styled: dict[int, int], nodes: list[LexborNode]) -> None:
    """Show what is hidden around a main heading: a script of the site would do that, or end a dialogue."""
    seen: set[int] = set()
    for start in nodes:
        node: LexborNode | None = start
        while node is not None and node.mem_id not in seen:
            seen.add(node.mem_id)
            if styled.get(node.mem_id) == SKIP:
                del styled[node.mem_id]
            node = node.parent
