"""Reads plain arguments by a table of options, without typer, whose loading takes longer than a page.

It reads what people and scripts write and refuses to judge: whatever is not plain (help, a typing
mistake, a missing value, several letters behind one dash) is typer's, which knows what to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from beritaclean.commands.options import Option


def read_plain(arguments: Sequence[str], options: Sequence[Option]) -> dict[str, Any] | None:
    """Return what each option is worth, by name; None when the arguments are not plain.

    Plain are `--option VALUE`, `--option=VALUE`, `-o VALUE`, switches, and paths, anywhere among them or
    behind `--`.

    >>> from beritaclean.commands.options import KEEP, PATHS, QUIET
    >>> read_plain(["-q", "page.txt", "--keep=byline"], (PATHS, QUIET, KEEP))
    {'paths': ['page.txt'], 'quiet': True, 'keep': ['byline']}
    >>> read_plain(["--keep"], (PATHS, QUIET, KEEP)) is None
    True
    """
    flags = {flag: option for option in options for flag in (*option.flags, option.off) if flag}
    values: dict[str, Any] = {option.name: [] if option.repeats else option.default for option in options}
    words = iter(arguments)
    for word in words:
        if word == "--":
            values["paths"] += words
            break
        if word == "-" or not word.startswith("-"):
            values["paths"].append(word)
            continue
        flag, equals, value = word.partition("=")
        option = flags.get(flag)
        if option is None or (equals and not (option.metavar and flag.startswith("--"))):
            return None
        if not option.metavar:
            values[option.name] = flag != option.off
            continue
        given = value if equals else next(words, None)
        if given is None:
            return None
        if option.repeats:
            values[option.name].append(given)
        else:
            values[option.name] = given
    return values
