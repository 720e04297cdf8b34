"""Folds a page for matching: what a reader does not see makes no difference to a rule.

Case (of ASCII letters), odd spaces, runs of space, zero-width and direction marks and the shape of
quotation marks are folded; line ends stay, so that line N of the folded text is line N of the page.
It refuses to change the page itself: what is written comes from the page, never from the fold.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable
from functools import lru_cache

#: Characters that stand for a space. Tab first: the only one met on pages that are all ASCII.
SPACES = "\t\u00a0\u2002\u2003\u2009\u202f\u2000\u2001\u2004\u2005\u2006\u2007\u2008\u200a\u205f\u3000"
#: Characters that no reader sees: zero width, soft hyphen, byte order and direction marks.
UNSEEN = (
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
#: What a line may open with before its first word: list and link bullets.
BULLETS = " •·*-–—»›>|#■●▪◆▶►→☆★+"
#: What a sentence ends with.
SENTENCE_ENDS = (".", "!", "?", '"', ".)", "…", "”", ".'", "!)", "?)", '",', "'.")

#: What stands for each odd character.
_FOLDS: dict[str, str] = {
    **dict.fromkeys(SPACES, " "),
    **dict.fromkeys(UNSEEN, ""),
    **dict.fromkeys("“”„‟", '"'),
    **dict.fromkeys("‘’‚‛`´", "'"),
    "：": ":",
}
#: Those that most pages with any odd character hold: two pages in three are ASCII without them.
_COMMON = "“”‘’\u00a0"
#: What folding takes out of a line: of a run of spaces all but the first, and what is not seen.
_TAKEN_OUT = re.compile(f"[ {SPACES}]([ {SPACES}{UNSEEN}]+)|([{UNSEEN}]+)")
_ODD = frozenset(odd for odd in _FOLDS if not odd.isascii())
_ASCII = bytes(range(128))
#: Longer texts are folded in stretches of whole lines, so that what is copied stays in the processor's cache:
#: a byte of 10 MB then costs what one of 10 KB does, and not six times as much.
_STRETCH = 65_536


def fold(text: str) -> str:
    """Return `text` in the form that rules are matched against, with the same line feeds.

    >>> fold("BACA\\u00a0  JUGA:\\u200b “Satu”")
    'baca juga: "satu"'
    """
    if len(text) <= _STRETCH:
        return _fold_stretch(text)
    pieces: list[str] = []
    at = 0
    while at < len(text):
        end = text.find("\n", at + _STRETCH) + 1 or len(text)
        pieces.append(_fold_stretch(text[at:end]))
        at = end
    return "".join(pieces)


def _fold_stretch(text: str) -> str:
    if not text.isascii():
        for odd in _COMMON:
            text = text.replace(odd, _FOLDS[odd])
    text = text.replace("\t", " ").replace("`", "'")
    text = text.lower() if text.isascii() else _fold_rest(text)
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def _fold_rest(text: str) -> str:
    """Fold the rarer odd characters of a text, and the case of its ASCII letters.

    bytes.lower() knows ASCII only: ten times faster than str.lower(), and it keeps lengths.
    """
    data = text.encode("utf-8", "surrogatepass")
    # What is left when ASCII goes is short: looking there for all at once costs 2 µs a page, forty
    # searches of the page 20.
    rest = data.translate(None, _ASCII).decode("utf-8", "surrogatepass")
    for odd in _ODD.intersection(rest):
        data = data.replace(odd.encode(), _FOLDS[odd].encode())
    return data.lower().decode("utf-8", "surrogatepass")


def unfold_span(line: str, start: int, end: int) -> tuple[int, int]:
    """Return where characters `start` to `end` of the folded, stripped line stand in `line`.

    The span in `line` begins and ends at a character that is seen, and takes the unseen ones between
    them along.

    >>> unfold_span("  Baca\\u00a0 juga: x", 5, 9)
    (8, 12)
    """
    lead, size, (places, shifts) = _unfolding(line)
    if start >= end or not size:
        return 0, 0
    first, last = lead + min(start, size - 1), lead + min(end, size) - 1
    return first + shifts[bisect(places, first)], last + shifts[bisect(places, last)] + 1


@lru_cache(maxsize=1)  # a line with many stretches is asked for each in turn
def _unfolding(line: str) -> tuple[int, int, tuple[list[int], list[int]]]:
    """The space before a folded line, its size without outer space, and how its characters have moved."""
    folded = fold(line)
    moves = ([], [0]) if len(folded) == len(line) else _find_moves(line)
    return len(folded) - len(folded.lstrip()), len(folded.strip()), moves


def _find_moves(line: str) -> tuple[list[int], list[int]]:
    """The places in the folded line before which characters of the line were taken out, and how many up to
    there, with 0 for the start.

    A number for each character would take a megabyte for a page that is all one line.
    """
    places: list[int] = []
    shifts = [0]
    for found in _TAKEN_OUT.finditer(line):
        start, end = found.span(found.lastindex or 0)
        places.append(start - shifts[-1])
        shifts.append(shifts[-1] + end - start)
    return places, shifts


def is_sentence(line: str) -> bool:
    """Tell whether a line ends as a sentence does: with a stop, or a quotation mark after it.

    >>> is_sentence("Ia pergi."), is_sentence("Harga Beras Naik")
    (True, False)
    """
    return line.rstrip().endswith(SENTENCE_ENDS)


def holds_any(text: str, words: Iterable[str]) -> bool:
    """Tell whether any of some words stands in `text`."""
    for word in words:  # noqa: SIM110 (any() of a generator costs six times as much)
        if word in text:
            return True
    return False


def find_ink(text: str) -> list[int]:
    """Return where the characters stand that are not white space.

    They are the same, in order, in a text and in one of which only the white space is another.

    >>> find_ink(" a b")
    [1, 3]
    """
    return [place for place, char in enumerate(text) if not char.isspace()]
