"""Compiles packs to one scan of a page.

Why not one regular expression per rule: a loop that tries rules line by line runs at 1 to 2 MB/s.
Why not everything in one native database: hyperscan runs at 100 MB/s, but takes 1.6 s to compile 400
mixed rules, its cached form is bound to the processor, and its loading alone costs as much as cleaning
a hundred pages. Nine rules in ten say how a line *is*, *starts* or *ends*, and that is a look-up in a
hash table: no engine is faster, 10,000 rules cost what 100 do, and nothing needs compiling. What is
left (words anywhere in a line, and the text that every match of a regex must hold) goes into one
Aho-Corasick automaton (ahocorasick_rs, linear time), which scans the whole page once and names the
lines worth a second look. Where that has no wheel, the same words are sought with `in`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from beritaclean.normalize import BULLETS
from beritaclean.page import Hit
from beritaclean.rules.match import FINDERS, admits
from beritaclean.rules.model import Pack, Rule

#: Prefixes and suffixes are found by this many characters (see `load.SHORTEST_AFFIX`).
KEY = 3
#: A masthead counts as the page's own in the first so many characters of a paragraph this long.
MASTHEAD_REACH = 60
PARAGRAPH = 80

#: (form, pattern, index of the rule)
Entry = tuple[str, str, int]


class Scan(NamedTuple):
    """What a scan found: the hits, in page order, and the publisher recognised ("" if none)."""

    hits: list[Hit]
    publisher: str


class Tables(NamedTuple):
    """Compiled packs as plain data: lists, dicts, strings and numbers, fit for a JSON cache.

    `rules` holds (id, kind, where, does, max_words, sentence, publisher), best first.
    """

    rules: list[list[Any]]
    exact: dict[str, list[int]]
    heads: dict[str, list[list[Any]]]
    tails: dict[str, list[list[Any]]]
    words: dict[str, list[list[Any]]]  # what the automaton looks for -> (form, pattern, rule)
    names: dict[str, list[list[Any]]]  # mastheads and phrases -> (publisher, is a masthead)
    mastheads: list[str]
    always: list[list[Any]]  # regexes without any text that could announce them


def compile_tables(packs: Sequence[Pack]) -> Tables:
    """Return the tables for `packs`: the user's rules first, then publishers', then the shared ones."""
    tables = Tables([], {}, {}, {}, {}, {}, [], [])
    rank = {True: 0, False: 1}
    ordered = sorted(packs, key=lambda pack: (rank[pack.user], rank[bool(pack.publisher)]))
    for pack in ordered:
        for masthead in pack.mastheads:
            tables.names.setdefault(masthead, []).append([pack.publisher, True])
            tables.mastheads.append(masthead)
        for phrase in pack.recognise:
            tables.names.setdefault(phrase, []).append([pack.publisher, False])
        for rule in pack.rules:
            owner = "" if pack.shared else pack.publisher
            _add_rule(tables, rule, owner)
    return tables


def _add_rule(tables: Tables, rule: Rule, owner: str) -> None:
    number = len(tables.rules)
    tables.rules.append([rule.id, rule.kind, rule.where, rule.does, rule.max_words, rule.sentence, owner])
    for pattern in rule.exact:
        tables.exact.setdefault(pattern, []).append(number)
    for pattern in rule.prefix:
        tables.heads.setdefault(pattern[:KEY], []).append(["prefix", pattern, number])
    for pattern in rule.suffix:
        tables.tails.setdefault(pattern[-KEY:], []).append(["suffix", pattern, number])
    for pattern in rule.contains:
        tables.words.setdefault(pattern, []).append(["contains", pattern, number])
    for pattern in rule.regex:
        from beritaclean.rules.match import compiled

        word = compiled(pattern).literal.strip()
        if len(word) >= 2:
            tables.words.setdefault(word, []).append(["regex", pattern, number])
        else:
            tables.always.append(["regex", pattern, number])


class RuleSet:
    """Compiled rules, ready to scan pages. Holds nothing of any page."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._mastheads = frozenset(tables.mastheads)
        self._exact = tables.exact.keys()
        self._heads = tables.heads.keys()
        self._tails = tables.tails.keys()
        self._words = [word.encode() for word in {**tables.words, **tables.names}]
        self._word_names = list({**tables.words, **tables.names})
        self._find_words: Callable[[bytes], Iterable[tuple[int, int, int]]] = self._finder()

    @property
    def mastheads(self) -> frozenset[str]:
        """The outlets' names, folded, as datelines print them."""
        return self._mastheads

    @property
    def publishers(self) -> frozenset[str]:
        """The publishers there are packs for, by their hosts."""
        return frozenset(owner for *_, owner in self._tables.rules if owner) | frozenset(
            name for entries in self._tables.names.values() for name, _ in entries if name
        )

    @property
    def rule_ids(self) -> frozenset[str]:
        """The ids of all rules."""
        return frozenset(rule[0] for rule in self._tables.rules)

    def _finder(self) -> Callable[[bytes], Iterable[tuple[int, int, int]]]:
        if not self._words:
            return lambda data: ()
        try:
            from ahocorasick_rs import BytesAhoCorasick
        except ImportError:
            return self._find_plainly
        automaton = BytesAhoCorasick(self._words)

        def find(data: bytes) -> Iterable[tuple[int, int, int]]:
            matches: list[tuple[int, int, int]] = automaton.find_matches_as_indexes(data, overlapping=True)
            return matches

        return find

    def _find_plainly(self, data: bytes) -> Iterable[tuple[int, int, int]]:
        found = []
        for number, word in enumerate(self._words):
            at = data.find(word)
            while at >= 0:
                found.append((number, at, at + len(word)))
                at = data.find(word, at + 1)
        return sorted(found, key=lambda match: (match[2], match[1]))

    def scan(
        self,
        folded: str,
        lines: list[str],
        newline: str,
        publisher: str = "",
        runs: Callable[[str], bool] | None = None,
    ) -> Scan:
        """Return what the rules take of a page.

        `folded` is the folded page, `lines` its lines without outer space. Rules of a publisher run
        only on its pages: on `publisher`, or ("") on the one that the page itself shows; "none" is
        nobody. Only rules for whose id `runs` is true count. Of several rules that take a line the most
        exact form decides, then the order of the packs.
        """
        found: list[tuple[int, int, int, int, int]] = []  # line, rank of form, rule, start, end
        keys = [line.lstrip(BULLETS) for line in lines]
        self._look_up(lines, keys, found)
        candidates, shown = self._search(folded, lines, newline)
        for line, entries in candidates:
            self._try(lines, keys, line, entries, found)
        if self._tables.always:
            for line in range(len(lines)):
                self._try(lines, keys, line, self._tables.always, found)
        publisher = publisher or shown
        rules = self._tables.rules
        hits: list[Hit] = []
        for line, _, number, start, end in sorted(set(found)):
            name, kind, where, does, _, _, owner = rules[number]
            if owner and owner != publisher:
                continue
            if runs is not None and not runs(name):
                continue
            hits.append(Hit(line, start, end, kind, name, where, does))
        return Scan(hits, "" if publisher == "none" else publisher)

    def _look_up(self, lines: list[str], keys: list[str], found: list[tuple[int, int, int, int, int]]) -> None:
        """Look for whole lines, starts and ends; on a page without any, at the cost of hashing."""
        tables = self._tables
        if not self._exact.isdisjoint(keys) or not self._exact.isdisjoint(lines):
            for line, key in enumerate(keys):
                numbers = tables.exact.get(key) or tables.exact.get(lines[line])
                for number in numbers or ():
                    _, _, _, _, max_words, sentence, _ = tables.rules[number]
                    if admits(lines[line], max_words, sentence):
                        found.append((line, 0, number, 0, len(lines[line])))
        for texts in (keys, lines):
            starts = [text[:KEY] for text in texts]
            if not self._heads.isdisjoint(starts):
                for line, start in enumerate(starts):
                    if start in tables.heads:
                        self._try(lines, keys, line, tables.heads[start], found)
        ends = [line[-KEY:] for line in lines]
        if not self._tails.isdisjoint(ends):
            for line, end in enumerate(ends):
                if end in tables.tails:
                    self._try(lines, keys, line, tables.tails[end], found)

    def _search(
        self, folded: str, lines: list[str], newline: str
    ) -> tuple[list[tuple[int, list[list[Any]]]], str]:
        """Find the lines that hold words of rules, and the publisher whose names the page shows."""
        tables = self._tables
        candidates: list[tuple[int, list[list[Any]]]] = []
        votes: dict[str, int] = {}
        data = folded.encode("utf-8", "surrogatepass")
        feed = newline.encode()
        line = at = 0
        own = -1  # the first paragraph with a masthead: only it tells whose page this is
        for number, start, _ in self._find_words(data):
            if start > at:
                line += data.count(feed, at, start)
                at = start
            word = self._word_names[number]
            if word in tables.words:
                candidates.append((line, tables.words[word]))
            for publisher, is_masthead in tables.names.get(word, ()):
                if not is_masthead:
                    votes[publisher] = votes.get(publisher, 0) + 2
                elif own in (-1, line) and len(lines[line]) >= PARAGRAPH:
                    if 0 <= lines[line].find(word) < MASTHEAD_REACH:
                        own = line
                        votes[publisher] = votes.get(publisher, 0) + 3
        best = max(votes, key=lambda name: votes[name], default="")
        return candidates, best

    def _try(
        self,
        lines: list[str],
        keys: list[str],
        line: int,
        entries: list[list[Any]],
        found: list[tuple[int, int, int, int, int]],
    ) -> None:
        text = lines[line]
        if not text:
            return
        for form, pattern, number in entries:
            _, _, _, does, max_words, sentence, _ = self._tables.rules[number]
            if not admits(text, max_words, sentence):
                continue
            for start, end in FINDERS[form](keys[line], text, pattern, does == "stretch"):
                found.append((line, _RANKS[form], number, start, end))


_RANKS = {form: rank for rank, form in enumerate(FINDERS)}
