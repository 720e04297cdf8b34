"""The grammar of patterns: text becomes a tree, or a `RegexError` with the place and a remedy.

What it understands: literals, `.`, classes such as `[a-z0-9 ]` and `[^)]`, `\\d \\w \\s \\D \\W \\S`,
groups, `|`, `* + ? {m,n}`, and `^` and `$` at the ends of the pattern. What it refuses: look-around,
back-references, `\\b`, lazy and possessive repeats, flags. It knows nothing of how a tree is run.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

#: A repeat may ask for at most this many copies, and groups may stand in each other this deep.
REPEAT_LIMIT = 200
DEPTH_LIMIT = 50


class RegexError(ValueError):
    """A pattern outside what the engine supports: `problem`, its `place` in the pattern, `remedy`."""

    def __init__(self, problem: str, place: int, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.place = place
        self.remedy = remedy


class CharSet(NamedTuple):
    """A set of characters: single ones, ranges, letters and digits of any script; or all but those."""

    single: frozenset[str]
    ranges: tuple[tuple[str, str], ...] = ()
    words: bool = False
    negated: bool = False

    def holds(self, char: str) -> bool:
        """Tell whether `char` is in the set."""
        inside = char in self.single or (self.words and char.isalnum())
        for low, high in self.ranges if not inside else ():
            if low <= char <= high:
                inside = True
        return inside is not self.negated


class One(NamedTuple):
    """One character of a set."""

    chars: CharSet


class Run(NamedTuple):
    """Parts that follow each other."""

    parts: tuple[Node, ...]


class Either(NamedTuple):
    """Branches of which one stands."""

    branches: tuple[Node, ...]


class Repeat(NamedTuple):
    """A part that stands `low` to `high` times (-1: without bound)."""

    part: Node
    low: int
    high: int


Node = One | Run | Either | Repeat


class Parsed(NamedTuple):
    """A pattern: its tree, and whether it must begin and end where the line does."""

    tree: Node
    at_start: bool
    at_end: bool


_SHORTHANDS = {
    "d": CharSet(frozenset(), (("0", "9"),)),
    "w": CharSet(frozenset("_"), words=True),
    "s": CharSet(frozenset(" \t")),
}
_SHORTHANDS |= {name.upper(): chars._replace(negated=True) for name, chars in _SHORTHANDS.items()}
_ANY = CharSet(frozenset(), negated=True)


def parse(source: str) -> Parsed:
    """Return the tree of a pattern; raise `RegexError` where it is outside the grammar.

    >>> parse("^a|b").at_start
    Traceback (most recent call last):
    ...
    beritaclean.rules.syntax.RegexError: an anchor before or after |
    """
    at_start = source.startswith("^")
    escapes = len(source[:-1]) - len(source[:-1].rstrip("\\"))
    at_end = len(source) > at_start and source.endswith("$") and escapes % 2 == 0
    tree = _Parser(source, int(at_start), len(source) - at_end).parse()
    if isinstance(tree, Either) and (at_start or at_end):
        place = 0 if at_start else len(source) - 1
        raise RegexError("an anchor before or after |", place, "put the alternatives in a group: ^(a|b)$")
    return Parsed(tree, at_start, at_end)


@lru_cache(maxsize=256)  # most of a pattern are letters: 9 KB a pattern in place of 24
def _literal(char: str) -> One:
    return One(CharSet(frozenset(char)))


class _Parser:
    """Recursive descent over the characters `at` to `end` of one pattern."""

    def __init__(self, source: str, at: int, end: int) -> None:
        self.source = source[:end]
        self.at = at

    def peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def take(self) -> str:
        char = self.peek()
        self.at += 1
        return char

    def parse(self) -> Node:
        tree = self.alternatives(0)
        if self.peek():
            raise RegexError("unbalanced )", self.at, "escape it as \\)")
        return tree

    def alternatives(self, depth: int) -> Node:
        if depth > DEPTH_LIMIT:
            raise RegexError("groups nested too deeply", self.at - 1, f"use at most {DEPTH_LIMIT} levels")
        branches = [self.sequence(depth)]
        while self.peek() == "|":
            self.at += 1
            branches.append(self.sequence(depth))
        return branches[0] if len(branches) == 1 else Either(tuple(branches))

    def sequence(self, depth: int) -> Node:
        parts: list[Node] = []
        while (char := self.peek()) and char not in "|)":
            parts.append(self.repeated(self.atom(depth)))
        return Run(tuple(parts))

    def atom(self, depth: int) -> Node:
        place, char = self.at, self.take()
        if char == "(":
            return self.group(depth, place)
        if char == "[":
            return One(self.char_class(place))
        if char == ".":
            return One(_ANY)
        if char == "\\":
            return One(self.escape(place))
        if char in "*+?{":
            raise RegexError(f"nothing to repeat before {char}", place, f"escape it as \\{char}")
        if char in "^$":
            remedy = f"anchor only its beginning (^) and its end ($), or escape it as \\{char}"
            raise RegexError(f"{char} inside the pattern", place, remedy)
        return _literal(char)

    def group(self, depth: int, place: int) -> Node:
        if self.peek() == "?":
            if not self.source.startswith("?:", self.at):
                problem = "look-around, named groups and flags are not supported"
                raise RegexError(problem, place, "use a plain group ( )")
            self.at += 2
        tree = self.alternatives(depth + 1)
        if self.take() != ")":
            raise RegexError("missing )", place, "close the group, or escape ( as \\(")
        return tree

    def escape(self, place: int) -> CharSet:
        char = self.take()
        if not char:
            raise RegexError("pattern ends in a backslash", place, "write \\\\ for a backslash")
        if char in _SHORTHANDS:
            return _SHORTHANDS[char]
        if char == "t":
            return CharSet(frozenset("\t"))
        if char.isdigit():
            raise RegexError("back-references are not supported", place, "repeat the words themselves")
        if char.isalpha():
            remedy = "use ^, $, a space or a class such as [^a-z]"
            raise RegexError(f"\\{char} is not supported", place, remedy)
        return CharSet(frozenset(char))

    def char_class(self, place: int) -> CharSet:
        negated = self.peek() == "^"
        self.at += negated
        members: list[CharSet] = []
        while self.peek() != "]" or not members:
            if not self.peek():
                raise RegexError("missing ]", place, "close the class, or escape [ as \\[")
            members.append(self.member())
        self.at += 1
        single = frozenset[str]().union(*(chars.single for chars in members))
        ranges = tuple(pair for chars in members for pair in chars.ranges)
        return CharSet(single, ranges, any(chars.words for chars in members), negated)

    def member(self) -> CharSet:
        """One character of a class, a range of them, or a shorthand."""
        place = self.at
        low = self.class_char()
        if self.peek() != "-" or self.source[self.at + 1 : self.at + 2] in ("]", ""):
            return low
        if low.ranges or len(low.single) != 1 or low.words:
            return low  # the - that follows a shorthand is itself
        self.at += 1
        high = self.class_char()
        first, last = min(low.single), min(high.single, default="")
        if high.ranges or high.words or len(high.single) != 1 or last < first:
            text = self.source[place : self.at]
            raise RegexError(f"range {text} runs backwards", place, "put the lower end first")
        return CharSet(frozenset(), ((first, last),))

    def class_char(self) -> CharSet:
        place, char = self.at, self.take()
        if char != "\\":
            return CharSet(frozenset(char))
        chars = self.escape(place)
        if chars.negated:
            raise RegexError("a negated shorthand inside a class", place, "write the class out")
        return chars

    def repeated(self, part: Node) -> Node:
        """The part with the repeat that follows it, if any."""
        place, char = self.at, self.peek()
        if not char or char not in "*+?{":
            return part
        self.at += 1
        low, high = self.bounds(place) if char == "{" else {"*": (0, -1), "+": (1, -1), "?": (0, 1)}[char]
        if self.peek() and self.peek() in "*+?{":
            problem = "lazy, possessive or doubled repeats are not supported"
            raise RegexError(problem, self.at, "drop it: matching is always longest")
        return Repeat(part, low, high)

    def bounds(self, place: int) -> tuple[int, int]:
        close = self.source.find("}", place)
        low_text, comma, high_text = self.source[self.at : max(close, 0)].partition(",")
        digits = low_text + high_text
        if close < 0 or not (digits.isascii() and digits.isdigit()):
            raise RegexError("a repeat that is no {m}, {m,} or {m,n}", place, "escape { as \\{")
        self.at = close + 1
        # Of a very long number the first digits tell enough, and int() refuses the whole.
        low = int(low_text.lstrip("0")[:9] or 0)
        high = int(high_text.lstrip("0")[:9] or 0) if high_text else (-1 if comma else low)
        if max(low, high) > REPEAT_LIMIT or 0 <= high < low:
            raise RegexError("repeat out of bounds", place, f"use {{m,n}} with m <= n <= {REPEAT_LIMIT}")
        return low, high
