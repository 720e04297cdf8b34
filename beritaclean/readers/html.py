"""Reads a saved page: lays its text out as a browser would, a line for each block.

Lexbor builds the tree; one walk over it gives the lines, and for each line what the markup says of it.
The page's own data (JSON-LD, Open Graph, `<meta>`) become `Page.facts`. No style sheet is read and no
script is run: an element is hidden only where its own attributes say so. Nothing is judged here: menus
and advertisements are lines like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from beritaclean.decode import Decoded, check_encoding, decode, make_well_formed
from beritaclean.errors import InputError
from beritaclean.page import ElementRule, Format, Hint, Page
from beritaclean.readers.elements import choose_elements, find_names
from beritaclean.readers.formats import NotedLines, complete, find_formats
from beritaclean.readers.items import RulesOf
from beritaclean.readers.layout import SKIP, Lines, lay_out, read_style, show_page
from beritaclean.readers.nesting import check_nesting
from beritaclean.readers.pagedata import SOURCES, PageData, complete_address

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: All that is wanted besides the text, in one selection.
_WANTED = (
    'meta,title,link[rel],html[lang],script[type*="ld+json" i],'
    '[hidden],[aria-hidden="true" i],[style*="display" i],[style*="visibility" i],dialog:not([open]),h1,main'
)

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


def read_html(
    data: bytes,
    source: str = "",
    encoding: str | None = None,
    *,
    declared: str = "",
    address: str = "",
    rules: RulesOf | None = None,
    formats: bool = False,
    links: bool = False,
) -> Page:
    """Read a page of HTML; `InputError` for one that is nested beyond any browser's limit.

    A charset that the page declares counts unless its bytes are UTF-8, and where it declares none, the label
    that came with it, `declared`; `encoding` wins over these, and a byte order mark over all. Bytes that
    stand for no character become U+FFFD. `address` is where it was saved from, where the page does not
    tell. `rules` are a cleaner's for the elements of saved pages (`Cleaner.element_rules`): what they say
    stands in the lines' hints. With `formats` the page tells what the markup makes of the text, and with
    `links` also where links lead.

    >>> page = read_html(b"<title>Kabar</title><h1>Banjir surut</h1>Warga pulang.<br>Jalan <b>dibuka</b>.")
    >>> page.text
    'Banjir surut\\n\\nWarga pulang.\\nJalan dibuka.'
    >>> page.hints[0].heading, page.facts["title"]
    (1, 'Kabar')
    """
    from selectolax.lexbor import LexborHTMLParser

    decoded = decode_html(data, encoding, declared)
    markup = _encode(decoded, data)
    check_nesting(markup, source)
    tree = LexborHTMLParser(markup)
    styled, facts = _read_data(tree.css(_WANTED))
    facts["encoding"] = decoded.encoding
    if decoded.how != "utf-8" or decoded.replaced:
        facts["decoded"], facts["replaced"] = decoded.how, str(decoded.replaced)
    complete_address(facts, data, address or source)
    if tree.body is None:
        return Page("", source, (Hint(),), facts)
    chosen: dict[int, ElementRule] = {}
    article = ""
    if rules is not None and (found := rules(facts.get("host", ""), lambda: find_names(tree))):
        chosen = choose_elements(tree, found)
        article = next((rule.rule for rule in found if not rule.kind), "")
    lines = NotedLines(article) if formats else Lines(article)
    lay_out(lines, tree.body, styled, chosen)
    told: tuple[Format, ...] = ()
    if isinstance(lines, NotedLines):
        stated = tree.css_first("base[href]")
        base = stated.attributes.get("href") if stated is not None else None
        canonical = facts.get("canonical", "")
        told = find_formats(lines, complete(base or "", canonical) or canonical, links)
    return Page("\n".join(lines.texts), source, tuple(lines.hints) or (Hint(),), facts, told)


def decode_html(data: bytes, encoding: str | None = None, declared: str = "") -> Decoded:
    """Decode a page of HTML: as `decode` does, but trying the declared charset before detection.

    The page's own declaration goes before the label that a server or an e-mail gave it, `declared`: servers
    give one label to all they have.

    >>> decode_html(b'<meta charset=windows-1251><p>\\xcf\\xf0').encoding
    'cp1251'
    >>> decode_html('<meta charset=windows-1251><p>“'.encode()).encoding
    'utf-8'
    """
    if encoding is None:
        found = _CHARSET.search(data[:_DECLARED_WITHIN])
        label = found[1].decode("ascii", "replace") if found else ""
        name = _find_encoding(label) or _find_encoding(declared)
        if name and name != "utf-8" and not _is_utf8(data):
            encoding = name
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
    return make_well_formed(decoded.text).encode()


def _find_encoding(label: str) -> str:
    """Return the encoding that a label means, "" for none; where it can be read as ASCII, UTF-16 is UTF-8.

    >>> _find_encoding("ISO-8859-1"), _find_encoding("utf-16le"), _find_encoding("zzz")
    ('cp1252', 'utf-8', '')
    """
    label = label.strip().lower()
    try:
        name = check_encoding(_LABELS.get(label, label)) if label else ""
    except InputError:
        return ""
    return "utf-8" if name.startswith("utf") else name


def _read_data(nodes: Iterable[LexborNode]) -> tuple[dict[int, int], dict[str, str]]:
    """Return what elements are by their own style, by id, and the facts that the page gives of itself."""
    styled: dict[int, int] = {}
    shown: list[LexborNode] = []
    facts = PageData()
    for node in nodes:
        tag = node.tag or ""
        attributes = node.attributes
        if tag in SOURCES:
            facts.read(node, tag, attributes)
            continue
        if tag in ("h1", "main"):
            shown.append(node)
        if does := read_style(tag, attributes):
            styled[node.mem_id] = does
    if SKIP in styled.values():
        show_page(styled, shown)
    return styled, facts.facts
