"""Regular expressions with linear time, in plain Python: nobody's rule can hang a page.

A pattern becomes a non-deterministic automaton (Thompson, 1968), which is run as a deterministic one
built while it runs: each character costs one look-up once its state has been met. There is no
backtracking, so there is no pattern, however unlucky, whose time grows faster than the line.

What it understands: literals, `.`, classes such as `[a-z0-9 ]` and `[^)]`, `\\d \\w \\s \\D \\W \\S`,
groups, `|`, `* + ? {m,n}`, and `^` and `$` at the ends of the pattern. What it refuses, with the
place and a remedy: look-around, back-references, `\\b`, lazy and possessive repeats, flags. Matching
is leftmost-longest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

#: A match that marks a stretch inside a line is at most this long, in characters; the bound is what
#: keeps many overlapping starts linear.
STRETCH_LIMIT = 400
#: A repeat may ask for at most this many copies, and a pattern compile to at most this many states.
REPEAT_LIMIT = 200
STATE_LIMIT = 5_000
#: Built states are thrown away beyond this number: memory stays bounded whatever the text.
_CACHE_LIMIT = 2_000


class RegexError(ValueError):
    """A pattern outside what the engine supports: `problem`, its `place` in the pattern, `remedy`."""

    def __init__(self, problem: str, place: int, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.place = place
        self.remedy = remedy


class CharSet(NamedTuple):
    """A set of characters: single ones, ranges, and whether all others are meant."""

    single: frozenset[str]
    ranges: tuple[tuple[str, str], ...] = ()
    negated: bool = False

    def holds(self, char: str) -> bool:
        """Tell whether `char` is in the set."""
        inside = char in self.single or any(low <= char <= high for low, high in self.ranges)
        return inside is not self.negated


_DIGITS = (("0", "9"),)
_WORDS = (("0", "9"), ("a", "z"), ("A", "Z"), ("\u00c0", "\U0010ffff"))
_SPACES = frozenset(" \t")
_SHORTHANDS = {
    "d": CharSet(frozenset(), _DIGITS),
    "D": CharSet(frozenset(), _DIGITS, True),
    "w": CharSet(frozenset("_"), _WORDS),
    "W": CharSet(frozenset("_"), _WORDS, True),
    "s": CharSet(_SPACES),
    "S": CharSet(_SPACES, (), True),
}
_ANY = CharSet(frozenset(), (), True)

# A parsed pattern: ("set", CharSet) | ("cat", [..]) | ("alt", [..]) | ("rep", node, low, high or -1)
_Node = tuple  # type: ignore[type-arg]


class _Parser:
    """Recursive descent over one pattern."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    def refuse(self, problem: str, remedy: str) -> RegexError:
        return RegexError(problem, self.at, remedy)

    def peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def parse(self) -> _Node:
        node = self.alternatives(0)
        if self.at < len(self.source):
            raise self.refuse("unbalanced )", "escape it as \\)")
        return node

    def alternatives(self, depth: int) -> _Node:
        if depth > 50:
            raise self.refuse("groups nested too deeply", "use at most 50 levels")
        branches = [self.sequence(depth)]
        while self.peek() == "|":
            self.at += 1
            branches.append(self.sequence(depth))
        return branches[0] if len(branches) == 1 else ("alt", branches)

    def sequence(self, depth: int) -> _Node:
        parts: list[_Node] = []
        while (char := self.peek()) and char not in "|)":
            parts.append(self.repeat(self.atom(depth)))
        return ("cat", parts)

    def atom(self, depth: int) -> _Node:
        char = self.peek()
        self.at += 1
        if char == "(":
            if self.source.startswith("?", self.at):
                if not self.source.startswith("?:", self.at):
                    raise self.refuse(
                        "look-around, named groups and flags are not supported", "use a plain group ( )"
                    )
                self.at += 2
            node = self.alternatives(depth + 1)
            if self.peek() != ")":
                raise self.refuse("missing )", "close the group, or escape ( as \\(")
            self.at += 1
            return node
        if char == "[":
            return ("set", self.char_class())
        if char == ".":
            return ("set", _ANY)
        if char == "\\":
            return ("set", self.escape())
        if char in "*+?{":
            raise self.refuse(f"nothing to repeat before {char}", f"escape it as \\{char}")
        if char in "^$":
            raise self.refuse(f"{char} inside the pattern", "anchor only its beginning (^) and its end ($)")
        return ("set", CharSet(frozenset(char)))

    def escape(self) -> CharSet:
        char = self.peek()
        self.at += 1
        if not char:
            raise self.refuse("pattern ends in a backslash", "write \\\\ for a backslash")
        if char in _SHORTHANDS:
            return _SHORTHANDS[char]
        if char == "t":
            return CharSet(frozenset("\t"))
        if char.isdigit():
            raise self.refuse("back-references are not supported", "repeat the words themselves")
        if char.isalpha():
            raise self.refuse(f"\\{char} is not supported", "use ^, $, a space or a class such as [^a-z]")
        return CharSet(frozenset(char))

    def char_class(self) -> CharSet:
        negated = self.peek() == "^"
        self.at += negated
        single: set[str] = set()
        ranges: list[tuple[str, str]] = []
        first = True
        while True:
            char = self.peek()
            if not char:
                raise self.refuse("missing ]", "close the class, or escape [ as \\[")
            self.at += 1
            if char == "]" and not first:
                return CharSet(frozenset(single), tuple(ranges), negated)
            first = False
            if char == "\\":
                inner = self.escape()
                if inner.negated:
                    raise self.refuse("a negated shorthand inside a class", "write the class out")
                single |= inner.single
                ranges.extend(inner.ranges)
                if len(inner.single) != 1:
                    continue
                char = next(iter(inner.single))
            if self.peek() == "-" and self.source[self.at + 1 : self.at + 2] not in ("]", ""):
                self.at += 1
                high = self.peek()
                self.at += 1
                if high == "\\":
                    high = next(iter(self.escape().single), "")
                if high < char:
                    raise self.refuse(f"range {char}-{high} runs backwards", "put the lower end first")
                ranges.append((char, high))
            else:
                single.add(char)

    def repeat(self, node: _Node) -> _Node:
        char = self.peek()
        if char == "{":
            close = self.source.find("}", self.at)
            low_text, comma, high_text = self.source[self.at + 1 : close].partition(",")
            if close < 0 or not (low_text or high_text) or not (low_text + high_text).isdigit():
                raise self.refuse("a repeat that is no {m}, {m,} or {m,n}", "escape { as \\{")
            low = int(low_text or 0)
            high = int(high_text) if high_text else (-1 if comma else low)
            if max(low, high) > REPEAT_LIMIT or 0 <= high < low:
                raise self.refuse("repeat out of bounds", f"use {{m,n}} with m <= n <= {REPEAT_LIMIT}")
            self.at = close + 1
        elif char and char in "*+?":
            low, high = {"*": (0, -1), "+": (1, -1), "?": (0, 1)}[char]
            self.at += 1
        else:
            return node
        if self.peek() and self.peek() in "?+*":
            raise self.refuse("lazy, possessive or doubled repeats are not supported", "matching is longest")
        return ("rep", node, low, high)


class _State:
    """One state of the deterministic automaton: what follows each character met so far."""

    __slots__ = ("accepts", "items", "next")

    def __init__(self, items: frozenset[int], accepts: bool) -> None:
        self.items = items
        self.accepts = accepts
        self.next: dict[str, _State | None] = {}


class _Automaton:
    """A non-deterministic automaton, run as a deterministic one that is built while it runs.

    Node n reads a character of `sets[n]` (None: it reads nothing) and goes on to `jumps[n]`. A
    searching automaton also begins anew at every character.
    """

    def __init__(
        self, sets: list[CharSet | None], jumps: list[tuple[int, ...]], entry: int, accept: int, searching: bool
    ) -> None:
        self.sets, self.jumps, self.entry, self.accept = sets, jumps, entry, accept
        self.searching = searching
        self.states: dict[frozenset[int], _State] = {}
        self.first = self.state(self.close([entry]))

    def close(self, nodes: list[int]) -> frozenset[int]:
        """The nodes that read a character, or accept, reached from `nodes` without reading."""
        seen: set[int] = set()
        todo = list(nodes)
        while todo:
            node = todo.pop()
            if node not in seen:
                seen.add(node)
                if self.sets[node] is None:
                    todo.extend(self.jumps[node])
        return frozenset(n for n in seen if self.sets[n] is not None or n == self.accept)

    def state(self, items: frozenset[int]) -> _State:
        """The state for a set of nodes; old ones are forgotten when there are too many."""
        state = self.states.get(items)
        if state is None:
            if len(self.states) >= _CACHE_LIMIT:
                self.states.clear()
            state = self.states[items] = _State(items, self.accept in items)
        return state

    def step(self, state: _State, char: str) -> _State | None:
        """What follows `state` at a character not met there before; None where nothing can match."""
        targets: list[int] = [self.entry] if self.searching else []
        for node in state.items:
            chars = self.sets[node]
            if chars is not None and chars.holds(char):
                targets.extend(self.jumps[node])
        following = self.state(self.close(targets)) if targets else None
        if len(state.next) < _CACHE_LIMIT:
            state.next[char] = following
        return following


class Pattern:
    """A compiled pattern. `literal` is text that every match holds ("" when there is none)."""

    def __init__(self, source: str) -> None:
        """Compile `source`; raise `RegexError` where it is outside what the engine supports."""
        self.source = source
        inner = source
        self.at_start = inner.startswith("^")
        inner = inner[1:] if self.at_start else inner
        escapes = len(inner) - len(inner[:-1].rstrip("\\")) - 1 if inner.endswith("$") else 0
        self.at_end = inner.endswith("$") and escapes % 2 == 0
        inner = inner[:-1] if self.at_end else inner
        tree = _Parser(inner).parse()
        if tree[0] == "alt" and (self.at_start or self.at_end) and len(tree[1]) > 1:
            raise RegexError("an anchor before or after |", 0, "put the alternatives in a group: ^(a|b)$")
        self.literal = _required(tree)
        self._sets: list[CharSet | None] = []
        self._jumps: list[tuple[int, ...]] = []
        accept = self._node()
        entry = self._build(tree, accept)
        self._anchored = _Automaton(self._sets, self._jumps, entry, accept, searching=False)
        self._searching = _Automaton(self._sets, self._jumps, entry, accept, searching=True)
        if self._anchored.first.accepts:
            raise RegexError("the pattern matches nothing at all", 0, "ask for at least one character")

    def _node(self, chars: CharSet | None = None, jumps: tuple[int, ...] = ()) -> int:
        if len(self._sets) >= STATE_LIMIT:
            raise RegexError("the pattern is too large", 0, "split it into several patterns")
        self._sets.append(chars)
        self._jumps.append(jumps)
        return len(self._sets) - 1

    def _build(self, tree: _Node, after: int) -> int:
        kind = tree[0]
        if kind == "set":
            return self._node(tree[1], (after,))
        if kind == "cat":
            for part in reversed(tree[1]):
                after = self._build(part, after)
            return after
        if kind == "alt":
            return self._node(None, tuple(self._build(branch, after) for branch in tree[1]))
        _, inner, low, high = tree
        if high < 0:
            loop = self._node()
            self._jumps[loop] = (self._build(inner, loop), after)
            after = loop
        else:
            for _ in range(high - low):
                after = self._node(None, (self._build(inner, after), after))
        for _ in range(low):
            after = self._build(inner, after)
        return after

    def matches(self, line: str) -> bool:
        """Tell whether the pattern is found in `line`; the cost is one look-up a character."""
        automaton = self._anchored if self.at_start else self._searching
        state = automaton.first
        for char in line:
            if state.accepts and not self.at_end:
                return True
            following = state.next[char] if char in state.next else automaton.step(state, char)
            if following is None:
                return False
            state = following
        return state.accepts

    def spans(self, line: str) -> Iterator[tuple[int, int]]:
        """Yield the matches in `line`, leftmost and longest first, without overlap.

        A match is at most `STRETCH_LIMIT` characters long.
        """
        at = 0
        while at <= len(line):
            end = self._longest(line, at)
            if end > at:
                yield at, end
                at = end
            else:
                at += 1
            if self.at_start:
                return

    def _longest(self, line: str, start: int) -> int:
        automaton = self._anchored
        state, best = automaton.first, -1
        for at in range(start, min(len(line), start + STRETCH_LIMIT)):
            char = line[at]
            following = state.next[char] if char in state.next else automaton.step(state, char)
            if following is None:
                return best
            state = following
            if state.accepts and (not self.at_end or at + 1 == len(line)):
                best = at + 1
        return best


def _required(tree: _Node) -> str:
    """The longest text that every match of the tree must hold."""
    best = run = ""
    for part in tree[1] if tree[0] == "cat" else [tree]:
        if part[0] == "set" and not part[1].negated and not part[1].ranges and len(part[1].single) == 1:
            run += next(iter(part[1].single))
            continue
        inner = ""
        if part[0] == "cat" or (part[0] == "rep" and part[2] > 0):
            inner = _required(part[1] if part[0] == "rep" else part)
        best = max(best, run, inner, key=len)
        run = ""
    return max(best, run, key=len)
