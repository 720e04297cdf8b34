"""Says which CSS selectors element rules may be written in: those that cost a page linear time.

Plain are tags, `.classes`, `#ids`, `[attributes]`, `:not()` of these, `:first-child`, `:last-child`,
`:only-child`, `:empty`, and the combinators of descendant, child (`>`) and next sibling (`+`). The others,
`~`, `:nth-child()` and `:has()`, cost Lexbor time quadratic in the page (80,000 siblings: 11 s), and
procedural ones are no CSS. Nothing is matched here: `readers.elements` does that.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

#: What a person may write, in words.
PLAIN = "tags, .classes, #ids, [attributes], :not() of these, spaces, > and +"
#: A longer list of selectors is nobody's, in characters.
LONGEST = 2_000

#: What parts two names in CSS: `\s` is more, and Lexbor refuses that.
_S = r"[ \t\r\n\f]"
_NAME = r"(?!-?\d|-(?![\w-]))[\w-]+"
_TAG = r"(?:[a-zA-Z][\w-]*|\*)"
_QUOTED = r"""(?:"[^"\\\x00-\x1f\ud800-\udfff]*"|'[^'\\\x00-\x1f\ud800-\udfff]*')"""
_ATTRIBUTE = rf"\[{_S}*{_NAME}{_S}*(?:[~|^$*]?={_S}*(?:{_NAME}|{_QUOTED}){_S}*(?:[iI]{_S}*)?)?\]"
_SIMPLE = rf"(?:[.#]{_NAME}|{_ATTRIBUTE})"
_INNER = rf"(?=[^\s,)]){_TAG}?{_SIMPLE}*"
_NOT = rf":not\({_S}*{_INNER}(?:{_S}*,{_S}*{_INNER})*{_S}*\)"
_EDGE = r":(?:first-child|last-child|only-child|empty)(?![\w-])"
_COMPOUND = rf"(?=[^\s,>+]){_TAG}?(?:{_SIMPLE}|{_NOT}|{_EDGE})*"

_SELECTOR = re.compile(rf"{_COMPOUND}(?:(?:{_S}*[>+]{_S}*|{_S}+){_COMPOUND})*")
_STEP = re.compile(rf"({_S}*[>+]{_S}*|{_S}+)?({_COMPOUND})")
_COMMA = re.compile(rf"{_S}*,{_S}*")
_ALONE = re.compile(rf"[.#]{_NAME}")
_NAMED = re.compile(rf"[.#]({_NAME})")
_BESIDE = re.compile(rf"{_NOT}|{_ATTRIBUTE}")


class Chain(NamedTuple):
    """A part of a selector without descendant combinators: its text, and how many `>` are in it."""

    text: str
    levels: int


def split_selectors(text: str) -> tuple[str, ...]:
    """Return the selectors of a list with commas; none when one of them is not plain.

    >>> split_selectors(".iklan, div > p.baca-juga"), split_selectors("p:has(a)")
    (('.iklan', 'div > p.baca-juga'), ())
    """
    text = text.strip()
    if _ALONE.fullmatch(text):  # nine in ten of a filter list's
        return (text,)
    selectors: list[str] = []
    at = 0
    while len(text) <= LONGEST and (found := _SELECTOR.match(text, at)) is not None:
        selectors.append(found.group())
        if found.end() == len(text):
            return tuple(selectors)
        comma = _COMMA.match(text, found.end())
        if comma is None:
            break
        at = comma.end()
    return ()


def needed_name(selector: str) -> str:
    """Return a class or id name, in lower case, without which a plain selector matches nothing; "" if none.

    >>> needed_name("div > .Box p[class='x.y']:not(.z)"), needed_name("a[href^='//ads.']")
    ('box', '')
    """
    names = _NAMED.findall(selector if _ALONE.fullmatch(selector) else _BESIDE.sub("", selector))
    return names[-1].lower() if names else ""


@lru_cache(maxsize=4096)
def split_chains(selector: str) -> tuple[Chain, ...]:
    """Split a plain selector at its descendant combinators.

    Lexbor tries every element above for every step, which on deep pages takes time to the power of the
    steps (`.a .b .b .b` in 400 levels: 8 s); chain by chain it is linear.

    >>> split_chains(".isi div > p + p a")
    (Chain(text='.isi', levels=0), Chain(text='div > p + p', levels=1), Chain(text='a', levels=0))
    """
    chains: list[Chain] = []
    for joint, compound in _STEP.findall(selector):
        sign = joint.strip()
        if sign:
            text, levels = chains[-1]
            chains[-1] = Chain(f"{text} {sign} {compound}", levels + (sign == ">"))
        else:
            chains.append(Chain(compound, 0))
    return tuple(chains)
