"""The engine finds what Python's `re` finds, refuses what it cannot do, and never takes long over a line."""

from __future__ import annotations

import gc
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beritaclean.rules import regex
from beritaclean.rules.regex import STRETCH_LIMIT, Pattern, _Automaton, _State
from beritaclean.rules.syntax import DEPTH_LIMIT, REPEAT_LIMIT, RegexError

FOUND = [
    ("iklan", "ini iklan"),
    ("^iklan", "iklan ini"),
    ("iklan$", "ini iklan"),
    ("^iklan$", "iklan"),
    ("^(baca|simak) juga$", "simak juga"),
    ("a|b|cd", "xcdx"),
    ("^(a|)b$", "b"),
    ("ab?c", "ac"),
    ("ab*c", "abbbc"),
    ("a+", "xaax"),
    ("^a{3}$", "aaa"),
    ("^a{2,}$", "aaaa"),
    ("^a{,2}b$", "ab"),
    ("^a{0}b$", "b"),
    ("^a{002}$", "aa"),
    (r"^\d+ dari \d+$", "1 dari 12"),
    (r"\w\s\w", "a b"),
    (r"\D\W\S", "a-b"),
    (r"^\w+$", "é漢9_"),
    ("[a-c]x", "cx"),
    ("[^)]x", "(x"),
    ("[]a]x", "]x"),
    ("[^]a]x", "bx"),
    ("[a-]x", "-x"),
    ("[-a]x", "-x"),
    (r"[\d-]x", "-x"),
    (r"[\w-]x", "-x"),
    (r"[\w-z]x", "-x"),
    (r"[\]\\]x", "\\x"),
    (r"[\s,]x", "\tx"),
    (r"\t", "\t"),
    (r"a\.b", "a.b"),
    (r"\$5", "$5"),
    (r"5\$", "5$"),
    (r"\^a", "^a"),
    (r"\\$", "a\\"),
    ("a.c", "aéc"),
    ("(?:ab)+", "xabab"),
    ("((a|b)c)*d", "acbcd"),
    ("^()a$", "a"),
    ("(((((a)))))", "a"),
    ("–", "a – b"),
]
LEFT = [
    ("iklan", "ikln"),
    ("^iklan", "ini iklan"),
    ("iklan$", "iklan ini"),
    ("^iklan$", "iklan iklan"),
    ("^a{3}$", "aaaa"),
    ("^a{2,}$", "a"),
    ("^a{,2}b$", "aaab"),
    (r"\d", "a"),
    (r"\w", "…–•“” ÷×"),
    (r"\s", "a"),
    (r"\D", "5"),
    (r"[^a]", "aaa"),
    ("a.c", "ac"),
    (r"a\.b", "axb"),
    (r"5\$", "5"),
    ("IKLAN", "iklan"),
    ("a", ""),
]
REFUSED = [
    ("", 1, "the pattern is found in an empty text", "ask for at least one character"),
    ("^", 1, "the pattern is found in an empty text", "ask for at least one character"),
    ("$", 1, "the pattern is found in an empty text", "ask for at least one character"),
    ("^$", 1, "the pattern is found in an empty text", "ask for at least one character"),
    ("a*", 1, "the pattern is found in an empty text", "ask for at least one character"),
    ("a|", 1, "the pattern is found in an empty text", "ask for at least one character"),
    ("^a|b", 1, "an anchor before or after |", "put the alternatives in a group: ^(a|b)$"),
    ("a|b$", 4, "an anchor before or after |", "put the alternatives in a group: ^(a|b)$"),
    (
        "(^a|b)",
        2,
        "^ inside the pattern",
        "anchor only its beginning (^) and its end ($), or escape it as \\^",
    ),
    (
        "a(b$)",
        4,
        "$ inside the pattern",
        "anchor only its beginning (^) and its end ($), or escape it as \\$",
    ),
    ("^^a", 2, "^ inside the pattern", "anchor only its beginning (^) and its end ($), or escape it as \\^"),
    ("ab)", 3, "unbalanced )", "escape it as \\)"),
    ("a(b", 2, "missing )", "close the group, or escape ( as \\("),
    ("^a((b)c", 3, "missing )", "close the group, or escape ( as \\("),
    ("a[bc", 2, "missing ]", "close the class, or escape [ as \\["),
    ("a[]", 2, "missing ]", "close the class, or escape [ as \\["),
    ("a[$", 2, "missing ]", "close the class, or escape [ as \\["),
    ("a\\", 2, "pattern ends in a backslash", "write \\\\ for a backslash"),
    ("a[b\\", 4, "pattern ends in a backslash", "write \\\\ for a backslash"),
    ("^*a", 2, "nothing to repeat before *", "escape it as \\*"),
    ("(+a)", 2, "nothing to repeat before +", "escape it as \\+"),
    ("a|?b", 3, "nothing to repeat before ?", "escape it as \\?"),
    ("{2}a", 1, "nothing to repeat before {", "escape it as \\{"),
    ("a{b}", 2, "a repeat that is no {m}, {m,} or {m,n}", "escape { as \\{"),
    ("a{", 2, "a repeat that is no {m}, {m,} or {m,n}", "escape { as \\{"),
    ("a{,}", 2, "a repeat that is no {m}, {m,} or {m,n}", "escape { as \\{"),
    ("a{1,2,3}", 2, "a repeat that is no {m}, {m,} or {m,n}", "escape { as \\{"),
    ("a{²}", 2, "a repeat that is no {m}, {m,} or {m,n}", "escape { as \\{"),
    ("a{-1}", 2, "a repeat that is no {m}, {m,} or {m,n}", "escape { as \\{"),
    ("a{3,2}", 2, "repeat out of bounds", "use {m,n} with m <= n <= 200"),
    ("a{201}", 2, "repeat out of bounds", "use {m,n} with m <= n <= 200"),
    ("a{1," + "9" * 9000 + "}", 2, "repeat out of bounds", "use {m,n} with m <= n <= 200"),
    (
        "a+?b",
        3,
        "lazy, possessive or doubled repeats are not supported",
        "drop it: matching is always longest",
    ),
    (
        "a*+b",
        3,
        "lazy, possessive or doubled repeats are not supported",
        "drop it: matching is always longest",
    ),
    (
        "a{2}{3}",
        5,
        "lazy, possessive or doubled repeats are not supported",
        "drop it: matching is always longest",
    ),
    ("^b(?=a)", 3, "look-around, named groups and flags are not supported", "use a plain group ( )"),
    ("(?<!b)a", 1, "look-around, named groups and flags are not supported", "use a plain group ( )"),
    ("(?P<n>a)", 1, "look-around, named groups and flags are not supported", "use a plain group ( )"),
    ("(?i)a", 1, "look-around, named groups and flags are not supported", "use a plain group ( )"),
    (r"(a)\1", 4, "back-references are not supported", "repeat the words themselves"),
    (r"\bbaca", 1, r"\b is not supported", "use ^, $, a space or a class such as [^a-z]"),
    (r"baca\Z", 5, r"\Z is not supported", "use ^, $, a space or a class such as [^a-z]"),
    (r"a[\D]", 3, "a negated shorthand inside a class", "write the class out"),
    ("a[c-a]", 3, "range c-a runs backwards", "put the lower end first"),
    (r"a[a-\d]", 3, r"range a-\d runs backwards", "put the lower end first"),
    ("(" * 51 + "a" + ")" * 51, 51, "groups nested too deeply", "use at most 50 levels"),
    ("((a{200}){200}){200}", 1, "the pattern is too large", "split it into several patterns"),
    # Found by reading: an empty group makes no state, but 200 * 200 * 200 * 200 of them take an hour.
    ("(((((){200}){200}){200}){200})a", 1, "the pattern is too large", "split it into several patterns"),
    ("((((a{0}){200}){200}){200})b", 1, "the pattern is too large", "split it into several patterns"),
]


@pytest.mark.parametrize(("pattern", "line"), LEFT)
def test_leaves(pattern: str, line: str) -> None:
    assert not Pattern(pattern).matches(line)
    assert not list(Pattern(pattern).spans(line))


@pytest.mark.parametrize(("pattern", "line"), FOUND)
def test_finds(pattern: str, line: str) -> None:
    assert Pattern(pattern).matches(line)
    assert list(Pattern(pattern).spans(line))


@pytest.mark.parametrize(
    ("pattern", "place", "problem", "remedy"), REFUSED, ids=[row[0][:20] for row in REFUSED]
)
def test_refuses(pattern: str, place: int, problem: str, remedy: str) -> None:
    """`place` counts characters of the pattern from 1, as the message of a pack does."""
    with pytest.raises(RegexError) as caught:
        Pattern(pattern)

    assert (caught.value.place + 1, caught.value.problem, caught.value.remedy) == (place, problem, remedy)


@pytest.mark.parametrize(
    ("pattern", "line", "spans"),
    [
        ("a+", "aabaa", [(0, 2), (3, 5)]),
        ("ab|abcd|bc", "abcdbc", [(0, 4), (4, 6)]),  # longest, where re takes the first branch
        ("^a", "aaa", [(0, 1)]),
        ("a+$", "aabaa", [(3, 5)]),
        ("^a+$", "aaa", [(0, 3)]),
        ("a(.*b)?", "acaab", [(0, 5)]),
        ("x", "aaa", []),
        (" *iklan", "a  iklan iklan", [(1, 8), (8, 14)]),
    ],
)
def test_spans(pattern: str, line: str, spans: list[tuple[int, int]]) -> None:
    assert list(Pattern(pattern).spans(line)) == spans


def test_stretch_is_bounded() -> None:
    """A stretch ends after so many characters; whether a line matches knows no such bound."""
    pattern, long = Pattern("a.*b"), "a" + "x" * STRETCH_LIMIT + "b"

    assert pattern.matches(long)
    assert list(pattern.spans(long)) == []
    assert list(pattern.spans(long + "axb")) == [(len(long), len(long) + 3)]


# --- against re

CHARS = "ab1 -é"
ATOMS = st.sampled_from(
    [
        "a",
        "b",
        "1",
        " ",
        "-",
        "é",
        ".",
        r"\d",
        r"\w",
        r"\s",
        r"\D",
        r"\W",
        r"\S",
        r"\-",
        "[ab]",
        "[^a]",
        "[a-b1]",
        "[^ -]",
        r"[\d-]",
        r"[\wé]",
        "[]a]",
    ]
)


def patterns(anchors: bool = True) -> st.SearchStrategy[str]:
    """Patterns of the supported subset."""
    repeats = st.sampled_from(["", "", "", "*", "+", "?", "{2}", "{1,}", "{,2}", "{1,3}", "{0}"])
    inner = st.recursive(
        ATOMS,
        lambda part: st.one_of(
            st.tuples(part, repeats).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
            st.lists(part, min_size=1, max_size=3).map("".join),
            st.lists(part, min_size=1, max_size=3).map(lambda branches: f"({'|'.join(branches)})"),
        ),
        max_leaves=8,
    )
    if not anchors:
        return inner
    return st.tuples(st.sampled_from(["", "^"]), inner, st.sampled_from(["", "$"])).map("".join)


def compile_or_none(pattern: str) -> Pattern | None:
    """The pattern, unless it is refused because it is found in an empty text."""
    try:
        return Pattern(pattern)
    except RegexError as error:
        if error.problem != "the pattern is found in an empty text":
            raise
        return None


@settings(deadline=None, derandomize=True, max_examples=400)
@given(patterns(), st.lists(st.text(CHARS, max_size=12), min_size=1, max_size=8))
def test_matches_as_re_searches(pattern: str, lines: list[str]) -> None:
    if (ours := compile_or_none(pattern)) is not None:
        theirs = re.compile(pattern.replace("$", r"\Z"))
        for line in lines:
            assert ours.matches(line) == bool(theirs.search(line)), (pattern, line)


@settings(deadline=None, derandomize=True, max_examples=400)
@given(patterns(), st.lists(st.text(CHARS, max_size=9), min_size=1, max_size=5))
def test_spans_are_leftmost_longest(pattern: str, lines: list[str]) -> None:
    if (ours := compile_or_none(pattern)) is not None:
        theirs = re.compile(pattern.removeprefix("^").removesuffix("$"))
        for line in lines:
            assert list(ours.spans(line)) == longest(ours, theirs, line), (pattern, line)


def longest(ours: Pattern, theirs: re.Pattern[str], line: str) -> list[tuple[int, int]]:
    """Leftmost-longest matches by trying every stretch of the line."""
    found, at = [], 0
    while at < len(line):
        ends = [len(line)] if ours.at_end else range(len(line), at, -1)
        end = next((end for end in ends if end > at and theirs.fullmatch(line, at, end)), -1)
        if end > at:
            found.append((at, end))
        if ours.at_start:
            break
        at = max(end, at + 1)
    return found


@settings(deadline=None, derandomize=True, max_examples=400)
@given(patterns(), st.lists(st.text(CHARS, max_size=12), min_size=1, max_size=8))
def test_clue_misses_no_match(pattern: str, lines: list[str]) -> None:
    """Where a pattern is found, what announces it stands."""
    if (ours := compile_or_none(pattern)) is not None:
        place, words = ours.clue
        for line in lines:
            if re.search(pattern.replace("$", r"\Z"), line):
                announced = {
                    "": True,
                    "head": line.startswith(words),
                    "tail": line.endswith(words),
                    "word": any(word in line for word in words),
                }
                assert announced[place], (pattern, line, ours.clue)


# --- work, counted and not timed


class Counted(str):
    """A line that counts how often one of its characters is read."""

    reads = 0

    def __getitem__(self, key: object) -> str:
        Counted.reads += 1
        return str.__getitem__(self, key)  # type: ignore[index]


def work(pattern: Pattern, line: str, spans: bool) -> int:
    Counted.reads = 0
    if spans:
        list(pattern.spans(Counted(line)))
    else:
        pattern.matches(Counted(line))
    return Counted.reads


ADVERSARIES = [
    ("(a+a+)+b", "a", ""),
    ("(a|a)*(a|aa)*b", "a", ""),
    ("(.*)(.*)(.*)(.*)x", "a", ""),
    ("^(a?){50}a{50}$", "a", ""),
    ("a(.*b)?", "a", ""),
    (".*a.*b.*c$", "ab", ""),
    ("a.{0,200}b", "a", ""),
    ("a+$", "a", "x"),
    (" *x", " ", ""),
    ("(a|b)*a(a|b){12}c", "aab", ""),
]


@pytest.mark.parametrize("spans", [False, True], ids=["matches", "spans"])
@pytest.mark.parametrize(("source", "piece", "end"), ADVERSARIES, ids=[row[0] for row in ADVERSARIES])
def test_work_grows_with_the_line(source: str, piece: str, end: str, spans: bool) -> None:
    """Twice the line is at most twice the work, whatever the pattern."""
    pattern = Pattern(source)
    size = 2 * STRETCH_LIMIT
    small, large = (work(pattern, piece * n + end, spans) for n in (size, 2 * size))

    assert small <= (STRETCH_LIMIT + 2) * (size * len(piece) + 1)
    # The last STRETCH_LIMIT starts have less before them: they cost less, so the bound is not exact.
    assert large <= 2 * small + (STRETCH_LIMIT + 2) ** 2


def test_states_are_built_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A character costs one look-up where its state has been met: the second line builds nothing."""
    built = []
    step = _Automaton.step
    monkeypatch.setattr(_Automaton, "step", lambda *args: built.append(1) or step(*args))
    pattern = Pattern("(a+a+)+b")

    pattern.matches("a" * 1000)
    first = len(built)
    pattern.matches("a" * 100_000)

    assert 0 < first < 10
    assert len(built) == first


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """States beyond a limit are forgotten, with all that leads to them, and the answer is the same."""
    monkeypatch.setattr(regex, "BUILT_LIMIT", 20)
    pattern = Pattern("(a|b)*a(a|b){6}c")
    line = "".join("ab"[bin(n).count("1") % 2] for n in range(2000))

    assert not pattern.matches(line)
    assert pattern.matches(line + "aaaaaaac")
    todo, met = [pattern._searching.first], set()
    while todo:
        state = todo.pop()
        if id(state) not in met:
            met.add(id(state))
            todo.extend(following for following in state.values() if following is not None)
    assert len(met) <= 2 * 20


def test_what_is_forgotten_is_freed(monkeypatch: pytest.MonkeyPatch) -> None:
    """States that lead to each other do not wait for the collector of cycles, which comes round late."""
    monkeypatch.setattr(regex, "BUILT_LIMIT", 20)
    pattern = Pattern("(a|b)*a(a|b){6}c")
    line = "".join("ab"[bin(n).count("1") % 2] for n in range(200))
    gc.collect()
    gc.disable()
    try:
        before = _count_states()
        pattern.matches(line)
        list(pattern.spans(line + "aaaaaaac"))

        assert _count_states() - before <= 2 * 20
        assert gc.collect() == 0
    finally:
        gc.enable()


def _count_states() -> int:
    return sum(isinstance(each, _State) for each in gc.get_objects())


def test_limits_are_usable() -> None:
    assert Pattern(f"^.{{{REPEAT_LIMIT}}}a$").matches("x" * REPEAT_LIMIT + "a")
    assert Pattern("(" * DEPTH_LIMIT + "a" + ")" * DEPTH_LIMIT).matches("a")
