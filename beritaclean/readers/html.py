"""Reads a saved page: lays its text out as a browser would, a line for each block.

Lexbor builds the tree; one walk over it gives the lines, and for each line what the markup says of it.
The page's own data (JSON-LD, Open Graph, `<meta>`) become `Page.facts`. No style sheet is read and no
script is run: an element is hidden only where its own attributes say so. Nothing is judged here: menus
and advertisements are lines like any other.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from beritaclean.decode import Decoded, check_encoding, decode
from beritaclean.errors import InputError
from beritaclean.page import Hint, Page

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: What a page may hold before its nesting is looked at: the worst such page takes a second.
_FEW_TAGS, _SOME_TAGS, _FEW_BYTES = 3_000, 15_000, 512 * 1024
#: What the parser may have to look at: the depth at each tag, summed. 10 MB of news come to 10 million.
_WORK = 400_000_000
#: How often the parser may have to open formatting elements anew that were left open (450 bytes each).
_CLONES = 2_000_000
#: The deepest that templates may be nested: Lexbor overflows the stack in 100,000.
_TEMPLATES = 1_000
#: The most attributes of one tag: Lexbor compares each with all before it.
_ATTRIBUTES = 10_000
#: A line's words are the last of its elements' class and id words, in at most so many characters.
_WORDS = 400

# What an element does to the lines. Ends and gaps also do it where the element ends.
_INLINE, _LINK, _END, _GAP, _SKIP, _BREAK, _ROW, _CELL, _SPACE, _ITEM = range(10)
#: Lexbor's number of a text node.
_TEXT = 2

_SKIPPED = """
    script style noscript template svg iframe select option optgroup datalist button input textarea title
    object embed applet video audio canvas meter progress noembed noframes rp param area img link meta
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

#: All that is wanted besides the text, in one selection.
_WANTED = (
    'meta,title,link[rel],html[lang],script[type*="ld+json" i],'
    '[hidden],[aria-hidden="true" i],[style*="display" i],[style*="visibility" i],dialog:not([open]),h1,main'
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
_LONE = re.compile("[\ud800-\udfff]")

_DECLARED_WITHIN = 4096  # bytes; the standard looks at 1,024, and pages declare it later
_CHARSET = re.compile(rb"""(?i)<meta\s[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""")
#: Labels that mean another encoding than they say, as in the Encoding Standard.
_LABELS = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "ascii", "us-ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
    **dict.fromkeys(("tis-620", "iso-8859-11"), "cp874"),
    "iso-8859-9": "cp1254",
}
_SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d{4}\)(https?://[^\s>]{1,400}) -->")

_DOMAIN = re.compile(r"(?:https?://)?(?:[\w-]{1,40}\.){1,5}[a-z]{2,8}/?")

#: `<meta>` names and where they go; of two for one fact, the first in this table wins.
_META = (
    ("og:site_name", "site"),
    ("application-name", "site"),
    ("og:title", "title"),
    ("twitter:title", "title"),
    ("headline", "title"),
    ("author", "author"),
    ("article:author", "author"),
    ("dable:author", "author"),
    ("sailthru.author", "author"),
    ("parsely-author", "author"),
    ("dc.creator", "author"),
    ("article:published_time", "published"),
    ("datepublished", "published"),
    ("pubdate", "published"),
    ("publishdate", "published"),
    ("sailthru.date", "published"),
    ("parsely-pub-date", "published"),
    ("dc.date.issued", "published"),
    ("dcterms.created", "published"),
    ("datecreated", "published"),
    ("article:modified_time", "modified"),
    ("datemodified", "modified"),
    ("og:updated_time", "modified"),
    ("og:description", "description"),
    ("description", "description"),
    ("twitter:description", "description"),
    ("article:section", "section"),
    ("articlesection", "section"),
    ("parsely-section", "section"),
    ("og:type", "type"),
    ("og:locale", "language"),
    ("content-language", "language"),
    ("language", "language"),
    ("og:url", "canonical"),
    ("twitter:url", "canonical"),
)
_RANKS = {name: (key, rank) for rank, (name, key) in enumerate(_META, start=10)}
#: Keys of a JSON-LD article.
_LD_KEYS = (
    ("headline", "title"),
    ("datePublished", "published"),
    ("dateModified", "modified"),
    ("articleSection", "section"),
    ("inLanguage", "language"),
    ("description", "description"),
    ("articleBody", "body"),
    ("author", "author"),
)
#: Facts in which JSON-LD is believed last: it may speak of a part of the page.
_DOUBTED = frozenset({"site", "canonical", "language", "description"})
#: Elements that hold facts.
_SOURCES = frozenset({"meta", "title", "html", "link", "script"})
_LD_TYPE = re.compile(r"(?:Article|BlogPosting|Report)$")
#: In broken JSON: an article is there; what stands between a key and its text, or its name; what ends it.
_LD_NAMED = re.compile(r'"\w{0,30}(?:Article|BlogPosting)"')
_LD_OPENING = (
    r"\s{0,99}:\s{0,99}(?:\[\s{0,99})?"
    r'(?:\{[^{}"]{0,99}(?:"@type"[^{}"]{0,99}"\w{1,40}"[\s,]{1,99})?"name"\s{0,99}:\s{0,99})?"'
)
_LD_CLOSING = re.compile(r'(?<!\\)"\s{0,99}(?:,\s{0,99}(?:"[@\w]{1,40}"\s{0,9}:|\})|[}\]]|\Z)')
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "", "f": ""}

#: For the check of the nesting: any tag, and one of formatting with an attribute.
_TAG = re.compile(rb"<(/?)([a-zA-Z][^\s/>]*)([^>]*)")
_STYLED = re.compile(rb"(?i)<(?:b|i|u|s|em|font|big|code|small|strike|strong|tt|nobr)\s[^>]*=[^>]*")
_STYLES = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())
#: Elements that hold nothing, or that the next of their kind closes.
_SHALLOW = frozenset(
    b"""area base basefont bgsound br col embed hr img input keygen link meta param source track wbr frame
    p li dd dt option optgroup tr td th tbody thead tfoot colgroup rb rp rt rtc html head body""".split()
)
#: Elements beyond which the end tags of others do not reach, and `_SCOPES` beyond which none does.
_SPECIAL = frozenset(
    b"""address applet article aside blockquote button caption center details dir div dl fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup iframe listing main marquee menu nav noembed noframes
    noscript object ol plaintext pre script search section select style summary table template textarea title
    ul xmp""".split()
)
_SCOPES = frozenset(b"table template button object marquee applet select svg math".split())
_LONG_TAG = re.compile(rb"""<[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*'){20000,}""")


def read_html(data: bytes, source: str = "", encoding: str | None = None) -> Page:
    """Read a page of HTML; `InputError` for one that is nested beyond any browser's limit.

    A charset that the page declares counts unless its bytes are UTF-8; `encoding` wins over both, and a
    byte order mark over all. Bytes that stand for no character become U+FFFD.

    >>> page = read_html(b"<title>Kabar</title><h1>Banjir surut</h1>Warga pulang.<br>Jalan <b>dibuka</b>.")
    >>> page.text
    'Banjir surut\\n\\nWarga pulang.\\nJalan dibuka.'
    >>> page.hints[0].heading, page.facts["title"]
    (1, 'Kabar')
    """
    from selectolax.lexbor import LexborHTMLParser

    decoded = decode_html(data, encoding)
    markup = _encode(decoded, data)
    check_nesting(markup, source)
    tree = LexborHTMLParser(markup)
    styled, facts = _read_data(tree.css(_WANTED))
    facts["encoding"] = decoded.encoding
    if decoded.how != "utf-8" or decoded.replaced:
        facts["decoded"], facts["replaced"] = decoded.how, str(decoded.replaced)
    _complete_address(facts, data, source)
    lines, hints = _lay_out(tree.body, styled) if tree.body is not None else ([], [])
    return Page("\n".join(lines), source, tuple(hints) or (Hint(),), facts)


def decode_html(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode a page of HTML: as `decode` does, but trying the declared charset before detection.

    >>> decode_html(b'<meta charset=windows-1251><p>\\xcf\\xf0').encoding
    'cp1251'
    >>> decode_html('<meta charset=windows-1251><p>“'.encode()).encoding
    'utf-8'
    """
    if encoding is None:
        declared = _find_charset(data[:_DECLARED_WITHIN])
        if declared and not _is_utf8(data):
            encoding = declared
    return decode(data, encoding)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _encode(decoded: Decoded, data: bytes) -> bytes:
    """Return a page as UTF-8, which is what the parser reads."""
    if decoded.encoding == "utf-8" and not decoded.replaced and not decoded.bom:
        return data
    return _LONE.sub("\ufffd", decoded.text).encode()


def _find_charset(head: bytes) -> str:
    """Return the encoding that a page declares, "" for none, an unknown one, or UTF-8 itself."""
    found = _CHARSET.search(head)
    if found is None:
        return ""
    label = found[1].decode("ascii", "replace").lower()
    try:
        name = check_encoding(_LABELS.get(label, label))
    except InputError:
        return ""
    return "" if name.startswith("utf") else name


def check_nesting(markup: bytes, source: str) -> None:
    """Refuse a page on which the parser would take quadratic time or memory.

    Those are elements within elements, formatting left open in each paragraph, and tags with very many
    attributes. A browser cuts these short; Lexbor does not.

    >>> check_nesting(b"<div>" * 100_000, "deep.html")
    Traceback (most recent call last):
    beritaclean.errors.InputError: deep.html: nested too deeply (browsers show 512 levels)
    """
    tags = markup.count(b"<")
    if tags > _SOME_TAGS or (tags > _FEW_TAGS and len(set(_STYLED.findall(markup))) > 100):
        _follow_tags(markup, source)
    if len(markup) > _FEW_BYTES:
        for tag in _LONG_TAG.finditer(markup):
            if len(tag[0].split()) > _ATTRIBUTES:
                raise InputError(source, "a tag with too many attributes", remedy="is it HTML?")


def _follow_tags(markup: bytes, source: str) -> None:
    """Follow the tags of a page about as the parser will, and refuse one that costs it too much."""
    stack: list[bytes] = []
    styles: dict[bytes, list[bytes]] = {name: [] for name in _STYLES}  # those that are open
    alike: Counter[bytes] = Counter()
    work = clones = templates = open_styles = 0
    for slash, name, rest in _TAG.findall(markup):
        name = name.lower()
        work += len(stack)
        if slash:
            work += 8 * _close_tag(stack, name) if name not in _SHALLOW else 0
            if styles.get(name):
                alike[styles[name].pop()] -= 1
                open_styles -= 1
        elif name in styles:
            stack.append(name)
            if alike[name + rest] < 3:  # of more alike, the parser keeps three
                alike[name + rest] += 1
                styles[name].append(name + rest)
                open_styles += 1
        else:
            clones += open_styles if open_styles > 20 else 0
            if name not in _SHALLOW:
                stack.append(name)
        templates += (name == b"template") * (-1 if slash else 1)
        if work > _WORK or clones > _CLONES or templates > _TEMPLATES:
            raise InputError(source, "nested too deeply", remedy="browsers show 512 levels")


def _close_tag(stack: list[bytes], name: bytes) -> int:
    """Close the innermost element of a name where the parser would; return how many were looked at."""
    for depth in range(1, len(stack) + 1):
        top = stack[-depth]
        if top == name:
            del stack[-depth : len(stack) - depth + 1 if name in _STYLES else None]
            return depth
        if top in _SCOPES or (top in _SPECIAL and name not in _SPECIAL and name not in _STYLES):
            return depth
    return len(stack)


# ---------------------------------------------------------------- the layout


class _Step(NamedTuple):
    """What an element does in a context: to the lines, and to what is said of the text inside it."""

    does: int
    inside: _Context


class _Context(dict[int, _Step]):
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
def _make_context(base: Hint, link: bool, verbatim: bool) -> _Context:
    """Make the context of a kind, once; there are some hundred of them at most."""
    return _Context(base, link, verbatim)


def _open_context(context: _Context) -> _Context:
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
        **dict.fromkeys(_SKIPPED.split(), _SKIP),
        **dict.fromkeys(_BLOCKS.split(), _END),
        **dict.fromkeys(_SPACED.split(), _GAP),
        **dict.fromkeys(("li", "dt", "dd"), _ITEM),
        **dict.fromkeys(("td", "th"), _END),
        "tr": _ROW,
        "br": _BREAK,
        "a": _LINK,
    }
    markup = "".join(f"<{tag}></{tag}>" for tag in deeds if tag != "plaintext")
    markup += "<table><caption></caption><thead></thead><tbody><tr><td><th></table>"
    markup += "<table><tfoot></table><plaintext>"
    root = LexborHTMLParser(markup).root
    numbers = {node.tag: node.tag_id for node in root.traverse()} if root is not None else {}
    return [(numbers[tag], tag, does) for tag, does in deeds.items()]


def _make_step(context: _Context, tag: str, does: int) -> _Step:
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


class _Lines:
    """The lines laid out so far, and the one being written.

    `gap` is what stands before the next line: 0 at the top, 1 a line end, 2 a blank line.
    """

    __slots__ = (
        "context",
        "gap",
        "hints",
        "item",
        "known",
        "linked",
        "low",
        "parts",
        "stack",
        "texts",
        "total",
        "words",
    )

    def __init__(self, context: _Context) -> None:
        self.texts: list[str] = []
        self.hints: list[Hint] = []
        self.parts: list[str] = []
        self.gap = 0
        self.item = -1  # how many lines there were where the list item began
        self.stack: list[_Open] = []
        self.known: list[str] = []  # class and id words of the elements in `stack`, as far as wanted
        self.words = ""
        self.low = self.linked = self.total = 0
        self.context = context

    def add(self, text: str, context: _Context) -> None:
        """Add text to the line; what is least deep in it tells the line's class and id words."""
        depth = len(self.stack)
        if not self.parts:
            self.context = context
            self.linked = self.total = 0
            self._find_words(depth)
        elif depth < self.low:
            self._find_words(depth)
        self.parts.append(text)
        size = len(text.strip())
        self.total += size
        if context.link:
            self.linked += size

    def _find_words(self, depth: int) -> None:
        """Set `words` to those of the open elements; each element is asked once, and few without text."""
        self.low = depth
        known = self.known
        for node, _, _ in self.stack[len(known) :]:
            known.append(_add_words(known[-1] if known else "", node))
        self.words = known[-1] if known else ""

    def add_verbatim(self, text: str, context: _Context) -> None:
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
        hint = _NEW(Hint, (*context.said, links, self.words))
        if "caption" in self.words and _CAPTION.search(self.words):
            hint = hint._replace(caption=True)
        self.hints.append(hint)


_BLANK = Hint()
_NEW = tuple.__new__  # half the time of Hint(): 0.25 against 0.5 microseconds
_Open = tuple["LexborNode", _Context, int]


def _lay_out(body: LexborNode, styled: dict[int, int]) -> tuple[list[str], list[Hint]]:
    """Lay out what stands in an element: its lines, and what the markup says of each.

    This loop is where the time goes, a step for each node, so it does the commonest things itself.
    """
    context = _open_context(_make_context(Hint(), False, False))
    lines = _Lines(context)
    parts, known, stack = lines.parts, lines.known, lines.stack
    node = body.first_child
    while True:
        if node is None:
            if not stack:
                break
            node, context, does = stack.pop()
            if len(known) > len(stack):
                known.pop()
            if does > _LINK and (parts or does != _END or not lines.gap):
                _leave(lines, does)
            node = node.next
            continue
        tag = node.tag_id
        if tag == _TEXT:
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
        style = styled.get(node.mem_id) if styled else None
        if style and (style == _SKIP or does <= _LINK):
            does = _SPACE if style == _END and context.base.row else style
        if does:
            if does == _SKIP:
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
        stack.append((node, context, does))
        context = inside or _open_context(inside)
        node = child
    lines.end(1)
    return lines.texts, lines.hints


def _enter(lines: _Lines, node: LexborNode, does: int) -> None:
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


def _leave(lines: _Lines, does: int) -> None:
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


def _add_words(words: str, node: LexborNode) -> str:
    """Add an element's class and id words to those of the elements around it."""
    attributes = node.attributes
    own, name = attributes.get("class"), attributes.get("id")
    if name:
        own = f"{own} {name}" if own else name
    if not own:
        return words
    words = f"{words} {own.lower()}" if words else own.lower()
    return words if len(words) <= _WORDS else words[-_WORDS:].partition(" ")[2]


# ---------------------------------------------------------------- the page's own data


class _Facts:
    """What the page says of itself: of each fact, the best that was found."""

    def __init__(self) -> None:
        self.facts: dict[str, str] = {}
        self._ranks: dict[str, int] = {}

    def put(self, key: str, value: str, rank: int) -> None:
        """Take a fact, unless one of a better (lower) or the same rank was taken before."""
        if value and rank < self._ranks.get(key, 99):
            self.facts[key] = value
            self._ranks[key] = rank

    def read(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> None:
        """Take the facts of an element that may hold any."""
        if tag == "meta":
            self._read_meta(attributes)
        elif tag == "title":
            self.put("title", _clean_value("title", node.text()), 90)
        elif tag == "html":
            self.put("language", (attributes.get("lang") or "").strip(), 1)
        elif tag == "link":
            if (attributes.get("rel") or "").strip().lower() == "canonical":
                self.put("canonical", _clean_value("canonical", attributes.get("href") or ""), 1)
        elif tag == "script":
            for key, value in read_json_ld(node.text()).items():
                self.put(key, value, 50 if key in _DOUBTED else 2)

    def _read_meta(self, attributes: dict[str, str | None]) -> None:
        content = attributes.get("content")
        if not content:
            return
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = attributes.get(attribute)
            if name and (found := _RANKS.get(name.lower())):
                self.put(found[0], _clean_value(found[0], content), found[1])


def _read_data(nodes: Iterable[LexborNode]) -> tuple[dict[int, int], dict[str, str]]:
    """Return what elements are by their own style, by id, and the facts that the page gives of itself."""
    styled: dict[int, int] = {}
    shown: list[LexborNode] = []
    facts = _Facts()
    for node in nodes:
        tag = node.tag or ""
        attributes = node.attributes
        if tag in _SOURCES:
            facts.read(node, tag, attributes)
            continue
        if tag in ("h1", "main"):
            shown.append(node)
        if does := _read_style(tag, attributes):
            styled[node.mem_id] = does
    if _SKIP in styled.values():
        _show_page(styled, shown)
    return styled, facts.facts


def _read_style(tag: str, attributes: dict[str, str | None]) -> int:
    """Tell what an element's own attributes make of it: hidden, a block, or neither."""
    if "hidden" in attributes or (attributes.get("aria-hidden") or "").lower() == "true":
        return _SKIP
    if tag == "dialog" and "open" not in attributes:
        return _SKIP
    found = _STYLE.search(attributes.get("style") or "")
    if found is None:
        return 0
    return _END if found["none"] is None else _SKIP


def _show_page(styled: dict[int, int], nodes: list[LexborNode]) -> None:
    """Show what is hidden around a main heading: a script of the site would do that, or end a dialogue."""
    seen: set[int] = set()
    for start in nodes:
        node: LexborNode | None = start
        while node is not None and node.mem_id not in seen:
            seen.add(node.mem_id)
            if styled.get(node.mem_id) == _SKIP:
                del styled[node.mem_id]
            node = node.parent


def _clean_value(key: str, value: str) -> str:
    """Return a fact's value on one line; entities that were escaped twice are undone, except in addresses."""
    value = _LONE.sub("\ufffd", value)
    if key == "author" and value.strip().startswith(("http:", "https:")):
        return ""
    if key != "canonical" and "&" in value:
        value = unescape(value)
    return " ".join(value.split())


def _complete_address(facts: dict[str, str], data: bytes, source: str) -> None:
    """Add the host, from the address the page gives, or it was saved from."""
    if not facts.get("canonical", "").startswith(("http://", "https://")):
        facts.pop("canonical", None)
        saved = _SAVED_FROM.search(data[:2048])
        if saved is not None:
            facts["canonical"] = saved[1].decode("ascii", "replace")
        elif source.startswith(("http://", "https://")):
            facts["canonical"] = source
    address = facts.get("canonical", "")
    if not address and _DOMAIN.fullmatch(site := facts.get("site", "").lower()):
        address = site if "//" in site else f"//{site}"
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:  # "http://[x": not an address
        host = ""
    if host:
        facts["host"] = host.removeprefix("www.")


def read_json_ld(text: str) -> dict[str, str]:
    """Read what a block of JSON-LD says of the article; broken JSON gives what can be made out.

    >>> read_json_ld('{"@graph": [{"@type": "NewsArticle", "headline": "Surut", "author": {"name": "Ani"}}]}')
    {'title': 'Surut', 'author': 'Ani'}
    >>> read_json_ld('{"@type": "NewsArticle", "headline": "Kata "siaga" dicabut", "inLanguage": "id",}')
    {'title': 'Kata "siaga" dicabut', 'language': 'id'}
    """
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    try:
        loaded = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return _salvage_json(text)
    articles = [item for item in _list_objects(loaded) if _is_article(item)]
    if not articles:
        return {}
    article = next((item for item in articles if item.get("articleBody")), articles[0])
    facts = {}
    for name, key in _LD_KEYS:
        value = _name_of(article.get(name))
        value = _clean_body(value) if key == "body" else _clean_value(key, value)
        if value:
            facts[key] = value
    site = _clean_value("site", _name_of(article.get("publisher")))
    if site:
        facts["site"] = site
    address = article.get("url") or article.get("mainEntityOfPage")
    address = address.get("@id") if isinstance(address, dict) else address
    if isinstance(address, str) and address.startswith("http"):
        facts["canonical"] = address.strip()
    return facts


def _list_objects(loaded: Any) -> Iterator[dict[str, Any]]:
    """Give the objects of a block of JSON-LD that may describe the page: not what those contain."""
    waiting = [loaded]
    for item in waiting:  # which grows meanwhile
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            yield item
            waiting.extend(item[key] for key in ("@graph", "mainEntity") if key in item)


def _is_article(item: dict[str, Any]) -> bool:
    types = item.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and _LD_TYPE.search(name) for name in names)


def _name_of(value: Any) -> str:
    """Return a value as text: of an object its name, of a list all of them."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name_of, value[:50])))
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else ""


def _clean_body(value: str) -> str:
    """Return an article's body as text: some pages give it as markup."""
    value = _LONE.sub("\ufffd", unescape(value) if "&" in value else value)
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    if "</" not in value and "<br" not in value and "<p" not in value:
        return value.strip()
    from selectolax.lexbor import LexborHTMLParser

    try:
        check_nesting(value.encode(), "articleBody")
    except InputError:
        return ""
    body = LexborHTMLParser(value).body
    return "\n".join(_lay_out(body, {})[0]) if body is not None else ""


def _salvage_json(text: str) -> dict[str, str]:
    """Take the facts of an article out of broken JSON, value by value."""
    if '"@type"' not in text or _LD_NAMED.search(text) is None:
        return {}
    facts = {}
    for name, key in _LD_KEYS:
        found = re.search(rf'"{name}"{_LD_OPENING}', text)
        end = _LD_CLOSING.search(text, found.end()) if found is not None else None
        if found is None or end is None:
            continue
        value = _undo_escapes(text[found.end() : end.start()])
        value = _clean_body(value) if key == "body" else _clean_value(key, value)
        if value:
            facts[key] = value
    return facts


def _undo_escapes(value: str) -> str:
    """Undo the escapes of a JSON string that may hold bare quotes and line ends.

    >>> _undo_escapes('Kata \\\\"siaga\\\\" \\\\u2013')
    'Kata "siaga" –'
    """

    def undo(found: re.Match[str]) -> str:
        return chr(int(found[1], 16)) if found[1] else _PLAIN.get(found[2], found[2])

    text = _ESCAPE.sub(undo, value)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
