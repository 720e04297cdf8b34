"""What announces a pattern: text at the start, at the end or anywhere in every line it is found in.

An engine that is asked only about lines that hold the announced text is hardly ever asked. A clue may
let through a line without a match; it never misses one (after Cox, Regular Expression Matching with a
Trigram Index, 2012).
"""

from __future__ import annotations

from typing import NamedTuple

from beritaclean.rules.syntax import CharSet, Either, Node, One, Parsed, Repeat, Run

#: Lines are looked up by this many characters of their start: the long key tells more, and where a
#: pattern is shorter, or its starts too many, the short one (see `load.SHORTEST_AFFIX`). Ends: the short.
LONG_KEY = 8
KEY = 3
#: So many starts or ends of a pattern are worth listing; so many words.
KEYS_LIMIT = 64
WORDS_LIMIT = 24
SHORTEST_WORD = 2
#: Signs that are hardly ever in prose: one of them tells as much as a word.
_RARE_SIGNS = frozenset("{}[]<>|=\\^~")
#: A word so long is rare, and a longer one hardly rarer.
RARE = 6
_LONGEST = 40

#: A text that a match may begin with, and whether it is the match's whole text so far.
_Text = tuple[str, bool]


class Clue(NamedTuple):
    """A line with a match starts with ("head"), ends with ("tail") or holds ("word") one of `words`.

    `place` is "" when nothing announces the pattern.
    """

    place: str
    words: tuple[str, ...] = ()


class _TooManyError(Exception):
    """More texts than are worth listing."""


def find_clue(parsed: Parsed) -> Clue:
    """Return what announces a pattern: what tells most first, and of equals the cheaper to look for.

    >>> from beritaclean.rules.syntax import parse
    >>> find_clue(parse(r"^(satu|dua) .*$")), find_clue(parse(r"^\\d+ (menit|jam) lalu"))
    (Clue(place='head', words=('dua', 'sat')), Clue(place='word', words=(' jam lalu', ' menit lalu')))
    """
    tree, at_start, at_end = parsed
    words = find_words(tree)
    if at_start and (heads := _edges(tree, LONG_KEY)):
        return Clue("head", heads)
    if min(map(len, words), default=0) >= RARE:
        return Clue("word", words)
    if at_start and (heads := _edges(tree, KEY)):
        return Clue("head", heads)
    if at_end and (tails := _edges(_reverse(tree), KEY)):
        return Clue("tail", tuple(sorted(tail[::-1] for tail in tails)))
    return Clue("word", words) if words else Clue("")


def find_words(tree: Node) -> tuple[str, ...]:
    """Return words of which every match of a tree holds at least one; () when there are none.

    >>> from beritaclean.rules.syntax import parse
    >>> find_words(parse(r"[0-9]+ days? ago").tree), find_words(parse(r"[a-z]+").tree)
    ((' day ago', ' days ago'), ())
    """
    words = _words(tree)
    return tuple(sorted(words)) if _tell(words) else ()


def find_all_words(tree: Node) -> list[tuple[str, ...]]:
    """Return sets of words, of each of which every match of a tree holds one: the rarest, then others.

    >>> from beritaclean.rules.syntax import parse
    >>> find_all_words(parse(r"^.*privacy policy.*(terms|iklan)").tree)
    [('privacy policy',), ('iklan', 'terms')]
    """
    parts = tree.parts if isinstance(tree, Run) else ()
    found = [find_words(tree), *(find_words(part) for part in parts)]
    return [words for words in dict.fromkeys(found) if words]


def _tell(words: frozenset[str]) -> bool:
    """Whether words tell anything: one letter or stop, or spaces alone, stand on every page."""
    return all(word in _RARE_SIGNS or (len(word) >= SHORTEST_WORD and word.strip()) for word in words)


def _edges(tree: Node, length: int) -> tuple[str, ...]:
    """The first `length` characters of all matches; () when there are too many, or some are shorter."""
    try:
        texts = _openings(tree, length, KEYS_LIMIT)
    except _TooManyError:
        return ()
    return () if any(whole for _, whole in texts) else tuple(sorted(text for text, _ in texts))


def _reverse(tree: Node) -> Node:
    """The tree that matches the same texts read backwards."""
    match tree:
        case Run(parts):
            return Run(tuple(_reverse(part) for part in reversed(parts)))
        case Either(branches):
            return Either(tuple(_reverse(branch) for branch in branches))
        case Repeat(part, low, high):
            return Repeat(_reverse(part), low, high)
    return tree


def _openings(tree: Node, length: int, limit: int) -> frozenset[_Text]:
    """The first `length` characters of all matches; raise `_TooManyError` beyond `limit`."""
    match tree:
        case One(chars):
            return frozenset((char, length > 1) for char in _listed(chars, limit))
        case Run(parts):
            texts = frozenset({("", True)})
            for part in parts:
                if any(whole for _, whole in texts):
                    texts = _join(texts, _openings(part, length, limit), length, limit)
            return texts
        case Either(branches):
            texts = frozenset[_Text]().union(*(_openings(branch, length, limit) for branch in branches))
            return _within(texts, limit)
        case Repeat(part, low, high):
            return _repeated(_openings(part, length, limit), low, high, length, limit)


def _repeated(once: frozenset[_Text], low: int, high: int, length: int, limit: int) -> frozenset[_Text]:
    """The openings of a repeat. Beyond `length` copies nothing new begins."""
    texts = frozenset({("", True)})
    found: frozenset[_Text] = frozenset()
    for count in range(length + 1):
        if count >= min(low, length):
            found |= texts
        if count == high:
            break
        texts = _join(texts, once, length, limit)
    return _within(found, limit)


def _join(left: frozenset[_Text], right: frozenset[_Text], length: int, limit: int) -> frozenset[_Text]:
    """Every text of `left` that is whole with every text of `right` after it, cut at `length`."""
    joined = {pair for pair in left if not pair[1]}
    for start, whole in left:
        if whole:
            for text, open_ended in right:
                longer = start + text
                joined.add((longer[:length], open_ended and len(longer) < length))
    return _within(frozenset(joined), limit)


def _within(texts: frozenset[_Text], limit: int) -> frozenset[_Text]:
    if len(texts) > limit:
        raise _TooManyError
    return texts


def _listed(chars: CharSet, limit: int) -> list[str]:
    """The characters of a set, when they are few."""
    span = sum(ord(high) - ord(low) + 1 for low, high in chars.ranges)
    if chars.negated or chars.words or span + len(chars.single) > limit:
        raise _TooManyError
    codes = (code for low, high in chars.ranges for code in range(ord(low), ord(high) + 1))
    return [*chars.single, *map(chr, codes)]


def _words(tree: Node) -> frozenset[str]:
    """Words of which every match holds one, the rarest that are found; empty when there are none."""
    match tree:
        case Either(branches):
            exact = _exact(tree)
            sets = [_words(branch) for branch in branches]
            union = frozenset[str]().union(*sets) if all(sets) else frozenset[str]()
            return _shortened(max(exact, union if len(union) <= WORDS_LIMIT else frozenset(), key=_rarity))
        case Repeat(part, low, _):
            return max(_exact(tree), _words(part) if low else frozenset(), key=_rarity)
        case Run(parts):
            return _words_of_run(parts)
    return _exact(tree)


def _words_of_run(parts: tuple[Node, ...]) -> frozenset[str]:
    """The rarest words among stretches of parts whose texts can be listed, and those of single parts."""
    best: frozenset[str] = frozenset()
    stretch = frozenset({""})
    for part in parts:
        texts = _exact(part)
        if texts and len(texts) * len(stretch) <= WORDS_LIMIT:
            stretch = frozenset(start + text for start in stretch for text in texts)
            continue
        best = max(best, stretch, _words(part), key=_rarity)
        stretch = texts or frozenset({""})
    return _shortened(max(best, stretch, key=_rarity))


def _exact(tree: Node) -> frozenset[str]:
    """All texts that a tree matches, when they are few and short; else none."""
    try:
        texts = _openings(tree, _LONGEST, WORDS_LIMIT)
    except _TooManyError:
        return frozenset()
    return frozenset(text for text, _ in texts) if all(whole for _, whole in texts) else frozenset()


def _rarity(words: frozenset[str]) -> tuple[int, int, int]:
    """How much a set of words tells: by its shortest word, then by how few they are."""
    shortest = min(map(len, words), default=0)
    return min(shortest, RARE), -len(words), shortest


def _shortened(words: frozenset[str]) -> frozenset[str]:
    """The set without words that hold another of its words."""
    return frozenset(word for word in words if not any(other in word and other != word for other in words))
