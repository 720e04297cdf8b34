"""Seeks many words in a page at once, and tells on which lines they stand.

An Aho-Corasick automaton (ahocorasick_rs, linear time) does it. Where that has no wheel each word is
sought by itself: the same answer, fifty times slower.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

#: (number of the word, its first byte, the byte after it)
Match = tuple[int, int, int]
Search = Callable[[bytes], Iterable[Match]]

#: From so many bytes on, an automaton that is fast is worth the 5 ms that building it takes more than
#: the first one (1 ms, a third of the speed): one page is done by then, a thousand are not begun.
PATIENCE = 1_000_000


class Words:
    """Words to seek; the search is built when first needed, and again when many pages are read.

    >>> list(Words(["baca", "juga"]).find("satu\\nbaca juga", "\\n"))
    [(1, 'baca'), (1, 'juga')]
    """

    def __init__(self, words: list[str]) -> None:
        self._words = words
        self._bytes = [word.encode("utf-8", "surrogatepass") for word in words]
        self._search: Search | None = None
        self._read = 0  # bytes, until the fast search is built; then -1

    def find(self, text: str, newline: str) -> Iterator[tuple[int, str]]:
        """Yield each word found in `text` with the number of its line, in the order of their ends."""
        data = text.encode("utf-8", "surrogatepass")
        feed = newline.encode()
        line = at = 0
        for number, start, _ in self._prepared(len(data))(data):
            if start > at:
                line += data.count(feed, at, start)
                at = start
            yield line, self._words[number]

    def _prepared(self, size: int) -> Search:
        """The search, as fast as the amount of text so far deserves."""
        if self._read >= 0:
            self._read += size
            fast = self._read > PATIENCE
            if self._search is None or fast:
                self._search = _build(self._bytes, fast)
                self._read = -1 if fast else self._read
        assert self._search is not None
        return self._search


def _build(words: list[bytes], fast: bool) -> Search:
    if not words:
        return lambda data: ()
    try:
        from ahocorasick_rs import BytesAhoCorasick, Implementation
    except ImportError:
        return lambda data: _find_plainly(words, data)
    implementation = Implementation.DFA if fast else Implementation.ContiguousNFA
    automaton = BytesAhoCorasick(words, implementation=implementation)

    def search(data: bytes) -> Iterable[Match]:
        matches: list[Match] = automaton.find_matches_as_indexes(data, overlapping=True)
        return matches

    return search


def _find_plainly(words: list[bytes], data: bytes) -> list[Match]:
    found = []
    for number, word in enumerate(words):
        at = data.find(word)
        while at >= 0:
            found.append((number, at, at + len(word)))
            at = data.find(word, at + 1)
    return sorted(found, key=lambda match: (match[2], match[1]))
