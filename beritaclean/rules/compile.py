"""Compiles packs to tables, and scans pages with them.

Why not one regular expression per rule: a loop that tries rules line by line runs at 1 to 2 MB/s.
Why not everything in one native database: hyperscan runs at 100 MB/s, but takes 1.6 s to compile 400
mixed rules, its cached form is bound to the processor, and its loading alone costs as much as cleaning
a hundred pages. Nine rules in ten say how a line *is*, *starts* or *ends*, and that is a look-up in a
hash table: no engine is faster, 10,000 rules cost what 100 do, and nothing needs compiling. What is
left (words anywhere in a line, and those that announce a regex: see `rules.clues`) is sought in the
whole page at once by `rules.words`, which names the lines worth a second look.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from beritaclean.normalize import BULLETS, holds_any
from beritaclean.page import KEPT, ElementRule, Hit
from beritaclean.rules.clues import KEY, LONG_KEY
from beritaclean.rules.match import FINDERS, admits, compiled
from beritaclean.rules.model import FORMS, Pack, Rule
from beritaclean.rules.words import Words

#: A masthead counts as the page's own in the first so many characters of a paragraph this long.
MASTHEAD_REACH = 60
PARAGRAPH = 80
#: "JAKARTA - ": a city between a masthead at the beginning and the dash is at most so long.
CITY_REACH = 40
_DASHES = ("-", "–", "—")

#: What the name of an outlet counts in a dateline, and what a phrase of its own wherever it stands.
MASTHEAD_VOTES = 3
PHRASE_VOTES = 2

#: Lines by number, each with the numbers of patterns worth trying on it.
Candidates = list[tuple[int, list[int]]]
#: A line, the rank of the form that took it, the rule's number, and the stretch.
Found = tuple[int, int, int, int, int]

_RANKS = {form: rank for rank, form in enumerate(FORMS)}


class Scan(NamedTuple):
    """What a scan found: the hits, in page order, and the publisher recognised ("" if none).

    `contested`: another publisher's name would count on the page, so that it may show another's when what
    shows this one's is gone.
    """

    hits: list[Hit]
    publisher: str
    contested: bool = False


class Tables(NamedTuple):
    """Compiled packs as plain data: lists, dicts, strings and numbers, fit for a JSON cache.

    `rules` holds (id, kind, where, does, max_words, sentence, publisher), best first, and `patterns`
    (form, pattern, number of its rule, sets of words, of each of which every line it takes holds one);
    the other tables name patterns by number. `elements` holds a publisher's element rules, (selector,
    kind, rule) each.
    """

    rules: list[list[Any]]
    patterns: list[list[Any]]
    exact: dict[str, list[int]]
    heads: dict[str, list[int]]
    tails: dict[str, list[int]]
    words: dict[str, list[int]]  # what is sought in the whole page
    names: dict[str, list[list[Any]]]  # mastheads and phrases -> (publisher, is a masthead)
    mastheads: list[str]
    hosts: dict[str, str]  # of saved pages -> publisher
    always: list[int]  # regexes without any text that could announce them
    elements: dict[str, list[list[str]]]


def compile_tables(packs: Sequence[Pack]) -> Tables:
    """Return the tables for `packs`: the user's rules first, then publishers', then the shared ones."""
    tables = Tables([], [], {}, {}, {}, {}, {}, [], {}, [], {})
    for pack in sorted(packs, key=lambda pack: 0 if pack.user else 1 if pack.publisher else 2):
        _add_names(tables, pack)
        for rule in pack.rules:
            _add_rule(tables, rule, "" if pack.shared else pack.publisher)
    return tables


def _add_names(tables: Tables, pack: Pack) -> None:
    tables.mastheads.extend(pack.mastheads)
    if pack.publisher:
        tables.hosts[pack.publisher] = pack.publisher
        for host in pack.hosts:
            tables.hosts.setdefault(host.removeprefix("www."), pack.publisher)
        if pack.elements:
            tables.elements.setdefault(pack.publisher, []).extend(map(list, pack.elements))
        for masthead in pack.mastheads:
            tables.names.setdefault(masthead, []).append([pack.publisher, True])
        for phrase in pack.recognise:
            tables.names.setdefault(phrase, []).append([pack.publisher, False])


def _add_rule(tables: Tables, rule: Rule, owner: str) -> None:
    number = len(tables.rules)
    tables.rules.append([rule.id, rule.kind, rule.where, rule.does, rule.max_words, rule.sentence, owner])
    for form in FORMS:
        for pattern in getattr(rule, form):
            table, keys = _shelf(tables, form, pattern)
            for key in keys:
                table.setdefault(key, []).append(len(tables.patterns))
            if not keys:
                tables.always.append(len(tables.patterns))
            words = list(map(list, compiled(pattern).words)) if form == "regex" else []
            tables.patterns.append([form, pattern, number, words])


def _shelf(tables: Tables, form: str, pattern: str) -> tuple[dict[str, list[int]], Sequence[str]]:
    """The table in which a pattern is looked up, and the keys under which it stands there."""
    match form:
        case "exact":
            return tables.exact, [pattern]
        case "prefix":
            return tables.heads, [pattern[: LONG_KEY if len(pattern) >= LONG_KEY else KEY]]
        case "suffix":
            return tables.tails, [pattern[-KEY:]]
        case "contains":
            return tables.words, [pattern]
    clue = compiled(pattern).clue
    return {"head": tables.heads, "tail": tables.tails}.get(clue.place, tables.words), clue.words


class RuleSet:
    """Compiled rules, ready to scan pages. Holds nothing of any page."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._mastheads = frozenset(tables.mastheads)
        self._words = Words([*dict.fromkeys([*tables.words, *tables.names])])
        self._longest = max(map(len, tables.exact), default=0)
        self._openings = frozenset(head[:KEY] for head in tables.heads)
        self._always: dict[str, list[int]] = {}  # by whose pages their rules run on
        for number in tables.always:
            self._always.setdefault(tables.rules[tables.patterns[number][2]][6], []).append(number)

    @property
    def mastheads(self) -> frozenset[str]:
        """The outlets' names, folded, as datelines print them."""
        return self._mastheads

    @property
    def publishers(self) -> frozenset[str]:
        """The publishers there are packs for."""
        return frozenset(self._tables.hosts.values())

    @property
    def hosts(self) -> Mapping[str, str]:
        """The hosts that publishers' packs name, and whose each is; a publisher is its own host."""
        return self._tables.hosts

    @property
    def rule_ids(self) -> frozenset[str]:
        """The ids of all rules."""
        elements = frozenset(rule for rows in self._tables.elements.values() for _, _, rule in rows)
        return elements.union(rule[0] for rule in self._tables.rules)

    def elements(self, publisher: str) -> list[ElementRule]:
        """Return the rules for the elements of a publisher's saved pages, the deciding one first."""
        return [ElementRule(*row) for row in self._tables.elements.get(publisher, ())]

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
        exact form decides, then the order of the packs. Stretches for which the place does not
        matter are not looked for in a line that is left out as a whole.
        """
        candidates, names = self._search(folded, newline)
        contested = False
        if names and not publisher:
            publisher, contested = self._recognise(names, lines)
        candidates += self._look_up(lines)
        for owner in {"", publisher} & self._always.keys():
            candidates += [(line, self._always[owner]) for line in range(len(lines))]
        found: list[Found] = []
        stretches: Candidates = []
        for line, patterns in candidates:
            self._try(line, lines[line], patterns, publisher, found, stretches)
        if stretches:
            gone = {line for line, _, number, _, _ in found if self._leaves_out(number, runs)}
            for line, patterns in stretches:
                if line not in gone:
                    self._try(line, lines[line], patterns, publisher, found)
        hits = self._hits(found, runs) if found else []
        return Scan(hits, "" if publisher == "none" else publisher, contested)

    def _hits(self, found: list[Found], runs: Callable[[str], bool] | None) -> list[Hit]:
        """The hits in order; what several patterns of a rule take alike counts once, as the most exact."""
        hits: list[Hit] = []
        seen: set[tuple[int, int, int, int]] = set()
        for line, _, number, start, end in sorted(found):
            name, kind, where, does, *_ = self._tables.rules[number]
            if (line, number, start, end) not in seen and (runs is None or runs(name)):
                seen.add((line, number, start, end))
                hits.append(Hit(line, start, end, kind, name, where, does))
        return hits

    def _look_up(self, lines: list[str]) -> Candidates:
        """Look for whole lines, starts and ends: at most four look-ups, whatever the number of rules."""
        exact, heads, tails = self._tables.exact, self._tables.heads, self._tables.tails
        openings, longest = self._openings, self._longest
        candidates: Candidates = []
        for number, line in enumerate(lines):
            if not line:
                continue
            if line[-KEY:] in tails:
                candidates.append((number, tails[line[-KEY:]]))
            key = line.lstrip(BULLETS)
            for text in (key,) if key == line else (key, line):  # a pattern may itself begin with a bullet
                if len(text) <= longest and text in exact:
                    candidates.append((number, exact[text]))
                if (opening := text[:KEY]) in openings:
                    if text[:LONG_KEY] in heads:
                        candidates.append((number, heads[text[:LONG_KEY]]))
                    if opening in heads:
                        candidates.append((number, heads[opening]))
        return candidates

    def _search(self, folded: str, newline: str) -> tuple[Candidates, list[tuple[int, str]]]:
        """Find the lines that hold words of rules, and those that hold names of publishers."""
        words, names = self._tables.words, self._tables.names
        candidates: Candidates = []
        shown: list[tuple[int, str]] = []
        for line, word in dict.fromkeys(self._words.find(folded, newline)):
            if word in words:
                candidates.append((line, words[word]))
            if word in names:
                shown.append((line, word))
        return candidates, shown

    def _recognise(self, shown: list[tuple[int, str]], lines: list[str]) -> tuple[str, bool]:
        """The publisher with the most votes, of equals the one whose name stands first; and is it contested?

        Of mastheads only those in the first paragraph with one tell whose page this is: further below
        other outlets are quoted. They would count if that paragraph, or its masthead, were gone; most names
        never would: "antara" is a word of two pages in three.
        """
        votes: dict[str, int] = {}
        rivals: set[str] = set()
        own = -1
        for line, word in shown:
            for publisher, is_masthead in self._tables.names[word]:
                heads = is_masthead and _heads_dateline(lines[line], word)
                if not is_masthead:
                    votes[publisher] = votes.get(publisher, 0) + PHRASE_VOTES
                elif heads and own in (-1, line):
                    own = line
                    votes[publisher] = votes.get(publisher, 0) + MASTHEAD_VOTES
                elif heads or line == own:
                    rivals.add(publisher)
        first = max(votes, key=lambda name: votes[name], default="")
        return first, not rivals.union(votes) <= {first}

    def _leaves_out(self, number: int, runs: Callable[[str], bool] | None) -> bool:
        """Tell whether what a rule takes is a whole line, and left out wherever it stands."""
        name, kind, where, does, *_ = self._tables.rules[number]
        return does == "line" and where == "anywhere" and kind not in KEPT and (runs is None or runs(name))

    def _try(
        self,
        line: int,
        text: str,
        patterns: list[int],
        publisher: str,
        found: list[Found],
        stretches: Candidates | None = None,
    ) -> None:
        """Try patterns on a line, and add what they take to `found`.

        Those that mark stretches anywhere are put off when there are `stretches` to add them to.
        """
        if not text:
            return
        key = text.lstrip(BULLETS)
        for at in patterns:
            form, pattern, number, words = self._tables.patterns[at]
            _, _, where, does, max_words, sentence, owner = self._tables.rules[number]
            if owner and owner != publisher:
                continue
            if stretches is not None and does == "stretch" and where == "anywhere":
                stretches.append((line, [at]))
                continue
            # Before the pattern is compiled, in a new process.
            if words and not _holds_each(text, words):
                continue
            # The guards come second: most patterns fail here, and cheaper.
            for start, end in FINDERS[form](key, text, pattern, does == "stretch"):
                if admits(text, max_words, sentence):
                    found.append((line, _RANKS[form], number, start, end))


def _holds_each(text: str, sets: list[list[str]]) -> bool:
    for words in sets:  # noqa: SIM110 (as in `holds_any`)
        if not holds_any(text, words):
            return False
    return True


def _heads_dateline(line: str, name: str) -> bool:
    """Tell whether a folded paragraph names an outlet as a dateline does.

    A domain is enough. Other names are also words ("antara" is between, "bernama" named): after them a
    dash must follow, or, where they begin the line, a comma (or ".co.", cut off) and a city first.

    >>> _heads_dateline("jakarta (antara) - menteri " + "x" * 80, "antara")
    True
    >>> _heads_dateline("pertemuan antara kedua menteri " + "x" * 80, "antara")
    False
    """
    at = line.find(name, 0, MASTHEAD_REACH + len(name)) if len(line) >= PARAGRAPH else -1
    while at >= 0:
        rest = line[at + len(name) : at + len(name) + CITY_REACH]
        if (
            not line[at - 1 : at].isalnum()
            and not rest[:1].isalnum()
            and (
                "." in name
                or rest.lstrip(" )]").startswith(_DASHES)
                or (at == 0 and rest.startswith((",", ".")) and any(dash in rest for dash in _DASHES))
            )
        ):
            return True
        at = line.find(name, at + 1, MASTHEAD_REACH + len(name))
    return False
