"""Regular expressions with linear time, in plain Python: nobody's rule can hang a page.

A pattern becomes a non-deterministic automaton (Thompson, 1968), which is run as a deterministic one
built while it runs: each character costs one look-up once its state has been met. There is no
backtracking, so there is no pattern, however unlucky, whose time grows faster than the line. Matching
is leftmost-longest. `rules.syntax` says what a pattern may hold.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import cached_property

from beritaclean.rules.clues import Clue, find_all_words, find_clue
from beritaclean.rules.syntax import CharSet, Either, Node, One, RegexError, Repeat, Run, parse

#: A match that marks a stretch inside a line is at most this long, in characters; the bound is what
#: keeps many overlapping starts linear.
STRETCH_LIMIT = 400
#: A pattern may compile to at most this many states (each is written in two bytes).
STATE_LIMIT = 5_000
#: Built states are thrown away beyond this number, and a state remembers what follows so many
#: characters: memory stays bounded whatever the text. Few patterns come to 300; with 2,000 the memory still
#: grew after 10,000 pages, and no page was faster for it.
BUILT_LIMIT = 300
CHARS_LIMIT = 500


class _Builder:
    """Makes the nodes of a non-deterministic automaton.

    Node n reads a character of `sets[n]` (None: it reads nothing) and goes on to `jumps[n]`.
    """

    def __init__(self, tree: Node) -> None:
        self.sets: list[CharSet | None] = []
        self.jumps: list[tuple[int, ...]] = []
        self.built = 0
        self.accept = self.node()
        self.entry = self.build(tree, self.accept)

    def node(self, chars: CharSet | None = None, jumps: tuple[int, ...] = ()) -> int:
        self.sets.append(chars)
        self.jumps.append(jumps)
        return len(self.sets) - 1

    def build(self, tree: Node, after: int) -> int:
        """Return the node where `tree`, followed by the node `after`, begins."""
        # Counted by calls: an empty group repeated again and again makes no node, but takes time.
        self.built += 1
        if self.built > STATE_LIMIT:
            raise RegexError("the pattern is too large", 0, "split it into several patterns")
        match tree:
            case One(chars):
                return self.node(chars, (after,))
            case Run(parts):
                for part in reversed(parts):
                    after = self.build(part, after)
                return after
            case Either(branches):
                return self.node(None, tuple(self.build(branch, after) for branch in branches))
            case Repeat():
                return self.repeat(tree, after)

    def repeat(self, tree: Repeat, after: int) -> int:
        if tree.high < 0:
            loop = self.node()
            self.jumps[loop] = (self.build(tree.part, loop), after)
            after = loop
        end = after
        for _ in range(tree.high - tree.low):
            after = self.node(None, (self.build(tree.part, after), end))
        for _ in range(tree.low):
            after = self.build(tree.part, after)
        return after


class _State(dict[str, "_State | None"]):
    """One state of the deterministic automaton; as a mapping, what follows each character.

    None follows where nothing can match. What has not been met yet is worked out by the automaton.
    """

    __slots__ = ("accepts", "automaton", "nodes")

    def __init__(self, automaton: _Automaton, nodes: bytes, accepts: bool) -> None:
        super().__init__()
        self.automaton = automaton
        self.nodes = nodes
        self.accepts = accepts

    def __missing__(self, char: str) -> _State | None:
        return self.automaton.step(self, char)


class _Automaton:
    """A non-deterministic automaton, run as a deterministic one that is built while it runs.

    A searching automaton also begins anew at every character.
    """

    def __init__(self, nodes: _Builder, searching: bool) -> None:
        self.sets, self.jumps, self.entry, self.accept = nodes.sets, nodes.jumps, nodes.entry, nodes.accept
        self.searching = searching
        self.states: dict[bytes, _State] = {}
        self.first = self.state(self.close([self.entry]))

    def close(self, nodes: list[int]) -> array[int]:
        """The nodes that read a character, or accept, reached from `nodes` without reading, sorted."""
        seen: set[int] = set()
        todo = list(nodes)
        while todo:
            node = todo.pop()
            if node not in seen:
                seen.add(node)
                if self.sets[node] is None:
                    todo.extend(self.jumps[node])
        return array("H", sorted([n for n in seen if self.sets[n] is not None or n == self.accept]))

    def state(self, nodes: array[int]) -> _State:
        """The state for a set of nodes; when there are too many, all but the first are forgotten."""
        # There are thousands, of two nodes mostly. A tuple takes twice the memory, and Python keeps those
        # that are forgotten, 2,000 of each size.
        packed = nodes.tobytes()
        state = self.states.get(packed)
        if state is None:
            if len(self.states) >= BUILT_LIMIT:
                forgotten, self.states = self.states, {self.first.nodes: self.first}
                # States lead to each other. Left to the collector of cycles, which comes round every 40,000
                # pages, those of a million pages took 10 MB. (A list: another thread may be adding one.)
                for built in list(forgotten.values()):
                    built.clear()
            state = self.states[packed] = _State(self, packed, self.accept in nodes)
        return state

    def step(self, state: _State, char: str) -> _State | None:
        """What follows `state` at a character not met there before; None where nothing can match."""
        targets: list[int] = [self.entry] if self.searching else []
        for node in array("H", state.nodes):
            chars = self.sets[node]
            if chars is not None and chars.holds(char):
                targets.extend(self.jumps[node])
        following = self.state(self.close(targets)) if targets else None
        if len(state) < CHARS_LIMIT:
            state[char] = following
        return following


class Pattern:
    """A compiled pattern."""

    def __init__(self, source: str) -> None:
        """Compile `source`; raise `RegexError` where it is outside what the engine supports."""
        self.source = source
        tree, self.at_start, self.at_end = parse(source)
        self._nodes = _Builder(tree)
        self._anchored = _Automaton(self._nodes, searching=False)
        if self._anchored.first.accepts:
            raise RegexError("the pattern is found in an empty text", 0, "ask for at least one character")

    @property
    def clue(self) -> Clue:
        """The text that announces a match: worked out when packs are compiled, and not needed later."""
        return find_clue(parse(self.source))

    @property
    def words(self) -> list[tuple[str, ...]]:
        """Sets of words, of each of which every match holds at least one; as `clue`, for compiling packs."""
        return find_all_words(parse(self.source).tree)

    @cached_property
    def _searching(self) -> _Automaton:
        return _Automaton(self._nodes, searching=True)

    def matches(self, line: str) -> bool:
        """Tell whether the pattern is found in `line`; the cost is one look-up a character."""
        return self._found(line, 0)

    def _found(self, line: str, start: int) -> bool:
        """Tell whether a match begins at `start` or after it; look no further than its end."""
        state = (self._anchored if self.at_start else self._searching).first
        until_end = self.at_end
        for char in line[start:]:
            following = state[char]
            if following is None:
                return False
            if following.accepts and not until_end:
                return True
            state = following
        return state.accepts

    def spans(self, line: str) -> Iterator[tuple[int, int]]:
        """Yield the matches in `line`, leftmost and longest first, without overlap.

        A match is at most `STRETCH_LIMIT` characters long.
        """
        at = max(0, len(line) - STRETCH_LIMIT) if self.at_end and not self.at_start else 0
        while self._found(line, at):
            start, end = self._first(line, at)
            if end < 0:
                return
            yield start, end
            if self.at_start:
                return
            at = end

    def _first(self, line: str, at: int) -> tuple[int, int]:
        """Where the first match that begins at `at` or after it begins and ends; the end is -1 for none."""
        begins = self._anchored.first
        for start in range(at, at + 1 if self.at_start else len(line)):
            if begins[line[start]] is not None and (end := self._longest(line, start)) >= 0:
                return start, end
        return at, -1

    def _longest(self, line: str, start: int) -> int:
        """The end of the longest match that begins at `start`, or -1."""
        state, best = self._anchored.first, -1
        for end, char in enumerate(line[start : start + STRETCH_LIMIT], start + 1):
            following = state[char]
            if following is None:
                return best
            state = following
            if state.accepts and (not self.at_end or end == len(line)):
                best = end
        return best
