"""The errors a user can meet: fields first, the text made from them.

Each says what is wrong, where, and what to do about it. The command line prints `str(error)` and
nothing else; a library user reads the fields.
"""

from __future__ import annotations

from collections.abc import Iterable

#: So much of a word is compared, in characters: time grows as its square, and no word we know is as long.
_COMPARED = 80


class BeritacleanError(Exception):
    """The base of all errors this package raises on purpose."""


class PackError(BeritacleanError):
    """A rule pack or configuration file that cannot be used."""

    def __init__(self, path: str, problem: str, *, line: int = 0, rule: str = "", remedy: str = "") -> None:
        super().__init__(path, problem)
        self.path = path
        self.problem = problem
        self.line = line
        self.rule = rule
        self.remedy = remedy

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        rule = f'rule "{self.rule}": ' if self.rule else ""
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{where}: {rule}{self.problem}{remedy}"


class InputError(BeritacleanError):
    """An input that cannot be read or is not what it should be; other inputs go on."""

    def __init__(self, source: str, problem: str, *, remedy: str = "") -> None:
        super().__init__(source, problem)
        self.source = source
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{self.source}: {self.problem}{remedy}"


class OutputError(BeritacleanError):
    """An output that cannot be written; what was there before is untouched."""

    def __init__(self, target: str, problem: str, *, remedy: str = "") -> None:
        super().__init__(target, problem)
        self.target = target
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{self.target}: {self.problem}{remedy}"


def suggest(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return the remedy for a word that is none of those known: the one that may be meant, else all.

    `otherwise` is said instead of all, where they are many.

    >>> suggest("captoin", ("byline", "caption")), suggest("x", ("lf", "native"))
    ('did you mean "caption"?', 'use one of lf, native')
    """
    from difflib import get_close_matches

    known = list(known)
    close = get_close_matches(word[:_COMPARED], known, 1)
    return f'did you mean "{close[0]}"?' if close else otherwise or f"use one of {', '.join(known)}"
