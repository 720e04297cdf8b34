r"""Writes what stands inside a block of Markdown: text, emphasis, links and images.

Text stays text: every character that Markdown would interpret is escaped. Emphasis is written only where
CommonMark reads it as such: `kata**"Halo"**nya` would show its asterisks, so the quotation marks are left
out of it, and emphasis right beside other emphasis is left away.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from beritaclean.page import Format

_FENCES = {"strong": "**", "emphasis": "*"}
#: White space and punctuation: a fence beside it may have punctuation on its other side. Of symbols versions
#: of CommonMark differ, so they count as punctuation inside, and outside not.
_APART = frozenset({"Zs", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps"})
#: What an address may hold inside round brackets; of others the bytes are written.
_UNSAFE = re.compile(r"[^\w.~:/?#@!$&'*+,;=%-]", re.ASCII)


def escape(text: str) -> str:
    r"""Return `text` with a backslash before every character that means something inside a line.

    >>> print(escape("*bintang* <b> A&W &amp; nama_akun _miring_ [1]"))
    \*bintang\* \<b> A&W \&amp; nama_akun \_miring\_ \[1]
    """
    return _meaningful().sub(r"\\\g<0>", text)


def escape_opening(text: str) -> str:
    r"""Return escaped text such that its opening is none of a heading, a list or another block.

    >>> for line in ("# Hot", "1. satu", "-5 derajat", "---", "10.30 WIB"):
    ...     print(escape_opening(line))
    \# Hot
    1\. satu
    -5 derajat
    \---
    10.30 WIB
    """
    if _opening().match(text):
        return f"\\{text}"
    if counted := _counted().match(text):
        return f"{counted[1]}\\{text[counted.end(1) :]}"
    return text


def render(text: str, formats: Iterable[Format], kinds: frozenset[str], cell: bool = False) -> str:
    r"""Return a text with what the markup makes of it, those of the given kinds; offsets are the text's.

    In a `cell` of a table, bars are escaped too.

    >>> formats = [Format(0, 10, "strong"), Format(11, 15, "link", "https://contoh.id/a b")]
    >>> render("*Sari* Ani di sini.", formats, frozenset({"strong", "link"}))
    '**\\*Sari\\* Ani** [di s](https://contoh.id/a%20b)ini.'
    """
    meaningful = _meaningful()
    escaped = {found.start() for found in meaningful.finditer(text)}
    if cell:
        escaped |= {place for place, char in enumerate(text) if char == "|"}
    wanted = [each for each in formats if each.kind in kinds and each.start < each.end]
    if not wanted:
        return _escape_at(text, 0, len(text), escaped)
    for each in wanted:  # an underscore at a border loses the letter that made it one inside a word
        borders = (each.start - 1, each.start, each.end - 1, each.end)
        escaped |= {place for place in borders if text[place : place + 1] == "_"}
        if each.kind == "link":
            escaped |= {place for place in range(each.start, each.end) if text[place] == "]"}
            if text[each.start - 1 : each.start] == "!":
                escaped.add(each.start - 1)  # else it would be an image
    return _nest(text, 0, len(text), _choose(text, wanted), escaped)


def _choose(text: str, formats: Iterable[Format]) -> list[Format]:
    """Return the formats that can be written, outer before inner.

    Emphasis within emphasis needs white space around it, or the same ends; right beside other emphasis
    there is no telling whose fence is whose.
    """
    wanted = sorted(formats, key=_order)
    opening = {each.start for each in wanted if each.kind == "link"}
    closing = {each.end for each in wanted if each.kind == "link"}
    chosen: list[Format] = []
    around: list[Format] = []  # those that are open
    shut = -1  # where the last emphasis ended
    for each in wanted:
        if each.kind != "link":
            start, end = _fit(text, each.start, each.end, opening, closing)
            each = each._replace(start=start, end=end)
        while around and around[-1].end <= each.start:
            shut = max(shut, around[-1].end if around[-1].kind != "link" else -1)
            around.pop()
        if each.start >= each.end or (around and each.end > around[-1].end):
            continue
        if each.kind != "link":
            outer = next((other for other in reversed(around) if other.kind != "link"), None)
            if shut == each.start or not (outer is None or _goes_inside(text, each, outer)):
                continue
        chosen.append(each)
        around.append(each)
    return sorted(chosen, key=_order)


def _order(each: Format) -> tuple[int, int, bool]:
    return each.start, -each.end, each.kind == "link"


def _fit(text: str, start: int, end: int, opening: set[int], closing: set[int]) -> tuple[int, int]:
    """Return a stretch without the punctuation at its ends where its fences could not stand beside it.

    A fence opens if what follows is no punctuation, or what precedes is no letter; and so it closes. Links
    open and close with a bracket, at the places given.
    """
    while start < end and not _can_fence(text[start - 1 : start], text[start], start in opening):
        if start in opening:
            return start, start
        start += 1
    while start < end and not _can_fence(text[end : end + 1], text[end - 1], end in closing):
        if end in closing:
            return start, start
        end -= 1
    return start, end


def _goes_inside(text: str, inner: Format, outer: Format) -> bool:
    """Tell whether emphasis can be written inside other emphasis."""
    if inner[:2] == outer[:2]:
        return True
    beside = text[inner.start - 1 : inner.start] + text[inner.end : inner.end + 1]
    return outer.start < inner.start and inner.end < outer.end and beside.isspace()


def _can_fence(outer: str, inner: str, link: bool) -> bool:
    """Tell whether a fence can stand between two characters; "" is the border of the text."""
    if inner.isspace():
        return False
    apart = not outer or outer in "\t\n\r\f $+<=>^`|~" or unicodedata.category(outer) in _APART
    return apart or not (link or unicodedata.category(inner)[0] in "PS")


def _goes_with(text: str, one: Format, other: Format) -> bool:
    """Tell whether emphasis can be written beside, around or inside what is written already."""
    if other.kind == "link":
        inside = other.start <= one.start and one.end <= other.end
        around = one.start <= other.start and other.end <= one.end
        return inside or around or one.end <= other.start or other.end <= one.start
    if one.end < other.start or other.end < one.start or one[:2] == other[:2]:
        return True
    inner, outer = (one, other) if other.start < one.start else (other, one)
    beside = text[inner.start - 1 : inner.start] + text[inner.end : inner.end + 1]
    return outer.start < inner.start and inner.end < outer.end and beside.isspace()


def _nest(text: str, start: int, end: int, formats: Sequence[Format], escaped: set[int]) -> str:
    """Return a stretch of a text, with the formats that stand in it, outer before inner."""
    written: list[str] = []
    place = 0
    while place < len(formats):
        outer = formats[place]
        after = place + 1
        while after < len(formats) and formats[after].start < outer.end:
            after += 1
        written.append(_escape_at(text, start, outer.start, escaped))
        inside = _nest(text, outer.start, outer.end, formats[place + 1 : after], escaped)
        if outer.kind == "link":
            written.append(f"[{inside}]({_write_address(outer.value)})")
        else:
            fence = _FENCES[outer.kind]
            written += (fence, inside, fence)
        start, place = outer.end, after
    written.append(_escape_at(text, start, end, escaped))
    return "".join(written)


def _escape_at(text: str, start: int, end: int, escaped: set[int]) -> str:
    """Return a stretch of a text with a backslash before the characters at some places."""
    if not escaped:
        return text[start:end]
    return "".join(f"\\{text[at]}" if at in escaped else text[at] for at in range(start, end))


def write_image(image: Format, *known: str) -> str:
    r"""Return an image; words that its caption, or what else is `known`, says as well are left away.

    >>> print(write_image(Format(0, 0, "image", "https://contoh.id/1.jpg?a=(1)", "Pasar [1]"), "Ani"))
    ![Pasar \[1]](https://contoh.id/1.jpg?a=%281%29)
    """
    words = image.words.lower()
    told = any(words in each or (each and each in words) for each in map(str.lower, known))
    return f"![{'' if told else escape(image.words)}]({_write_address(image.value)})"


def _write_address(address: str) -> str:
    """Return an address such that nothing in it ends it, and no entity is read in it."""
    quoted = _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), address)
    return _entity().sub(r"\\&", quoted)


@cache
def _meaningful() -> re.Pattern[str]:
    """Match what means something anywhere in a line; an underscore inside a word does not."""
    return re.compile(r"[\\`*\[<~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?[0-9A-Za-z]+;)")


@cache
def _entity() -> re.Pattern[str]:
    return re.compile(r"&(?=#?[0-9A-Za-z]+;)")


@cache
def _opening() -> re.Pattern[str]:
    """Match the openings of headings, quotations, lists, rules, underlines and tables, once escaped."""
    return re.compile(r"[#>|]|[-+](?=\s|$)|=+\s*$|:?-[-:|\s]*$")


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(r"([0-9]{1,9})[.)](?=\s|$)")
