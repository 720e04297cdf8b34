"""Refuses pages that would cost the HTML parser quadratic time or memory."""

from __future__ import annotations

import re
from collections import Counter

from beritaclean.errors import InputError

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
