"""The quick reading of arguments: what it reads, typer reads alike; what it leaves alone is typer's."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritaclean.commands import explain, score, tag
from beritaclean.commands import filter as filter_command
from beritaclean.commands.options import Command
from beritaclean.commands.quick import read_plain
from beritaclean.commands.typed import make_app

COMMANDS = {
    "filter": filter_command.COMMAND,
    "explain": explain.COMMAND,
    "score": score.COMMAND,
    "tag": tag.COMMAND,
}
FLAGS = sorted({flag for command in COMMANDS.values() for o in command.options for flag in (*o.flags, o.off)})
#: Words of a command line: flags whole, cut, glued to a value and to each other, and what is no flag.
WORDS = st.one_of(
    st.sampled_from(FLAGS),
    st.sampled_from(FLAGS).map(lambda flag: f"{flag}=x"),
    st.sampled_from(FLAGS).map(lambda flag: f"{flag}x"),
    st.sampled_from(
        ["--", "-", "", "page.txt", "explain", "-qv", "-vt", "--keep=", "--keep=a=b", "-t=", "--he"]
    ),
)


def read_by_typer(command: Command, arguments: list[str]) -> dict[str, Any] | None:
    """What typer makes of arguments, by name, with () for a list that is not given; None for an error."""
    from typer import BadParameter
    from typer.main import get_command

    usage_error: Any = BadParameter.__mro__[2]
    try:
        context: Any = get_command(make_app(command)).make_context("beritaclean", [*arguments])
    except usage_error:
        return None
    return normalize(command, context.params)


def normalize(command: Command, values: dict[str, Any]) -> dict[str, Any]:
    repeating = {option.name for option in command.options if option.repeats}
    return {name: tuple(value or ()) if name in repeating else value for name, value in values.items()}


@pytest.mark.parametrize("name", COMMANDS)
@given(arguments=st.lists(WORDS, max_size=5))
def test_what_is_read_is_what_typer_reads(name: str, arguments: list[str]) -> None:
    command = COMMANDS[name]
    values = read_plain(arguments, command.options)

    assert values is None or normalize(command, values) == read_by_typer(command, arguments)


@pytest.mark.parametrize(
    ("arguments", "given_values"),
    [
        ([], {}),
        (["a.txt", "-", "b.txt"], {"paths": ["a.txt", "-", "b.txt"]}),
        (["--to", "json", "a.txt"], {"to": "json", "paths": ["a.txt"]}),
        (["-t", "json"], {"to": "json"}),
        (["--to=json"], {"to": "json"}),
        (["--to=json", "-t", "text"], {"to": "text"}),
        (["--separator", "-----"], {"separator": "-----"}),
        (["--separator="], {"separator": ""}),
        (["--keep", "byline", "--keep=date,ad"], {"keep": ["byline", "date,ad"]}),
        (["-q", "-v", "-0"], {"quiet": True, "verbose": True, "null": True}),
        (["--fix-mojibake"], {"fix_mojibake": True}),
        (["--fix-mojibake", "--no-fix-mojibake"], {"fix_mojibake": False}),
        (["--", "-q"], {"paths": ["-q"]}),
    ],
    ids=" ".join,
)
def test_plain_arguments_need_no_typer(arguments: list[str], given_values: dict[str, Any]) -> None:
    options = filter_command.COMMAND.options
    defaults = read_plain([], options)
    assert defaults is not None

    assert read_plain(arguments, options) == defaults | given_values


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["-h"], ["--bogus"], ["--to"], ["-qv"], ["-tjson"], ["-t=json"], ["--quiet=1"], ["--qui"]],
    ids=" ".join,
)
def test_what_is_not_plain_is_left_to_typer(arguments: list[str]) -> None:
    assert read_plain(arguments, filter_command.COMMAND.options) is None


def test_names_are_told_apart() -> None:
    for command in COMMANDS.values():
        names = [option.name for option in command.options]
        flags = [flag for option in command.options for flag in (*option.flags, option.off) if flag]

        assert len(set(names)) == len(names)
        assert len(set(flags)) == len(flags)
