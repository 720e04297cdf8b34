"""Reads a user's AdBlock filter lists: their rules that hide elements, for saved pages of given hosts.

Read are `##selector`, `host,~host##selector`, and exceptions (`host#@#selector`), with plain selectors.
Everything else, network rules, scriptlets, procedural and extended selectors, is counted and skipped. The
lists are the user's own: none is shipped, for their licences do not allow it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple

from beritaclean.errors import PackError
from beritaclean.page import ElementRule
from beritaclean.selectors import needed_name, split_selectors

#: What the ids of these rules begin with, and what the lines they hide are.
PREFIX, KIND = "filter-list", "ad"

_HIDING = re.compile(r"([\w.,~*-]*)(#@?#)(.+)")
_HOST = re.compile(r"~?[\w-]+(?:\.[\w-]+)*")


class _Entry(NamedTuple):
    """A rule as it is kept: the number of its list, its line, one selector, and the hosts it spares."""

    number: int
    line: int
    selector: str
    spared: tuple[str, ...]


class Count(NamedTuple):
    """How many selectors of a list hide something, and how many of its lines are of other kinds."""

    name: str
    hiding: int
    skipped: int


class FilterLists:
    """The rules of several lists as one, ready to be asked which may speak of a page.

    Rules for all hosts lie under a class or id name without which they match nothing: of 50,000 only
    those are tried whose name is on the page.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self._everywhere: dict[str, list[_Entry]] = {}
        self._hosts: dict[str, list[_Entry]] = {}
        self._allowed: dict[str, set[str]] = {}  # selectors that are left alone, by host or "" for all
        self._names: list[str] = []
        self.counts: tuple[Count, ...] = tuple(self._read(path) for path in paths)

    def pick(self, host: str, names: Callable[[], AbstractSet[str]]) -> Sequence[ElementRule]:
        """Return the rules that may hide elements of a host's page, given the names on it.

        Those for the host come first, then the others, each in the order of their lists.
        """
        domains = _list_domains(host)
        allowed = set().union(*(self._allowed.get(domain, ()) for domain in ("", *domains)))
        own = [entry for domain in domains for entry in self._hosts.get(domain, ())]
        shared: list[_Entry] = []
        if self._everywhere:
            for name in sorted(self._everywhere.keys() & (names() | {""})):
                shared += self._everywhere[name]
            shared.sort()
        return [
            ElementRule(entry.selector, KIND, self._id(entry))
            for entry in (*own, *shared)
            if entry.selector not in allowed and not any(domain in entry.spared for domain in domains)
        ]

    def rule_ids(self) -> Iterator[str]:
        """Give the ids of all rules."""
        for shelf in (self._everywhere, self._hosts):
            for entries in shelf.values():
                yield from map(self._id, entries)

    def _id(self, entry: _Entry) -> str:
        return f"{PREFIX}/{self._names[entry.number]}:{entry.line}"

    def _read(self, path: Path) -> Count:
        """Add the rules of one list; `PackError` for a file that is none, or whose name another has."""
        if path.name in self._names:
            problem = "another list has this name, and ids are made of it"
            raise PackError(str(path), problem, remedy="rename one")
        self._names.append(path.name)
        hiding = skipped = nested = 0
        for number, line in enumerate(_read_lines(path), 1):
            line = line.strip()
            if line.startswith("!#"):  # a block for other programs
                nested += line.startswith("!#if")
                nested -= line.startswith("!#endif") and nested > 0
            elif not line or line[0] in "![" or line.startswith("# "):
                continue  # a comment, or the list's head
            elif not nested and (added := self._add(line, number)):
                hiding += added
            else:
                skipped += 1
        return Count(path.name, hiding, skipped)

    def _add(self, line: str, number: int) -> int:
        """Add the rule that a line holds; return how many selectors it has, 0 if it is of another kind."""
        found = _HIDING.fullmatch(line)
        selectors = split_selectors(found[3]) if found else ()
        if found is None or not selectors:
            return 0
        hosts = found[1].lower().split(",") if found[1] else []
        if not all(_HOST.fullmatch(host) for host in hosts):
            return 0
        named = [host for host in hosts if host[0] != "~"]
        if found[2] == "#@#":
            for host in named or [""]:
                self._allowed.setdefault(host, set()).update(selectors)
            return len(selectors)
        spared = tuple(host[1:] for host in hosts if host[0] == "~")
        for selector in selectors:
            entry = _Entry(len(self._names) - 1, number, selector, spared)
            for host in named:
                self._hosts.setdefault(host, []).append(entry)
            if not named:
                self._everywhere.setdefault(needed_name(selector), []).append(entry)
        return len(selectors)


def _read_lines(path: Path) -> list[str]:
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = f"cannot be read: {error.strerror}"
        raise PackError(str(path), problem, remedy="give the path of a filter list") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = data.count(b"\n", 0, error.start) + 1
        raise PackError(str(path), "is not UTF-8", line=place, remedy="save it as UTF-8") from None
    if text.lstrip().startswith("<"):
        place = text[: len(text) - len(text.lstrip())].count("\n") + 1
        raise PackError(str(path), "is HTML, not a filter list", line=place, remedy="save the list itself")
    return text.split("\n")


def _list_domains(host: str) -> list[str]:
    """Return a host and the domains it belongs to.

    >>> _list_domains("news.detik.com")
    ['news.detik.com', 'detik.com', 'com']
    """
    labels = host.lower().split(".")
    return [".".join(labels[at:]) for at in range(len(labels))] if host else []
