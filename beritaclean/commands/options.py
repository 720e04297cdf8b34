"""The options that several commands have, each declared once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from beritaclean.config import CHOICES

_INPUT, _OUTPUT, _RULES, _CONFIG, _MESSAGES = "Input", "Output", "What goes", "Configuration", "Messages"


def new_app(text: str | None = None) -> typer.Typer:
    """Return an application that leaves errors and exit codes to `cli.main`."""
    return typer.Typer(
        help=text,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def _words(key: str) -> str:
    return ", ".join(CHOICES[key])


Paths = Annotated[
    list[str] | None, typer.Argument(metavar="[PATH|-]...", help="Pages; - or nothing is stdin.")
]
From = Annotated[
    str | None,
    typer.Option(
        "-f",
        "--from",
        metavar="FORMAT",
        rich_help_panel=_INPUT,
        help=f"What the input is: {_words('from')}. Default: auto.",
    ),
]
Separator = Annotated[
    str | None,
    typer.Option(
        "--separator",
        metavar="TEXT",
        rich_help_panel=_INPUT,
        help="A line of this text parts pages; a form feed always does.",
    ),
]
Null = Annotated[bool, typer.Option("-0", "--null", rich_help_panel=_INPUT, help="NUL parts pages.")]
Field = Annotated[
    str | None,
    typer.Option(
        "--field",
        metavar="NAME",
        rich_help_panel=_INPUT,
        help="The field of JSONL that holds the text; others pass through. Default: text.",
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "-E",
        "--encoding",
        metavar="NAME",
        rich_help_panel=_INPUT,
        help="How the input is encoded. Default: UTF-8, else what it looks like.",
    ),
]
Mojibake = Annotated[
    bool | None,
    typer.Option(
        "--fix-mojibake/--no-fix-mojibake",
        rich_help_panel=_INPUT,
        help="Repair text that was UTF-8 and read as something else. Default: no.",
    ),
]
To = Annotated[
    str | None,
    typer.Option(
        "-t",
        "--to",
        metavar="FORMAT",
        rich_help_panel=_OUTPUT,
        help=f"What is written: {_words('to')}. Default: text; for JSONL input, jsonl.",
    ),
]
ToExplain = Annotated[
    str,
    typer.Option(
        "-t", "--to", metavar="FORMAT", rich_help_panel=_OUTPUT, help="text or json. Default: text."
    ),
]
OutputFile = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        rich_help_panel=_OUTPUT,
        help="Write to this file, whole or not at all. Default: stdout.",
    ),
]
Eol = Annotated[
    str | None,
    typer.Option(
        "--eol", metavar="EOL", rich_help_panel=_OUTPUT, help=f"Line ends: {_words('eol')}. Default: lf."
    ),
]
Check = Annotated[
    bool,
    typer.Option("--check", rich_help_panel=_OUTPUT, help="Write nothing; exit 1 if anything would go."),
]
Diff = Annotated[
    bool, typer.Option("--diff", rich_help_panel=_OUTPUT, help="Write what would change, as a diff.")
]
Color = Annotated[
    str | None,
    typer.Option(
        "--color",
        metavar="WHEN",
        rich_help_panel=_OUTPUT,
        help="Colour for people: auto, always or never. Default: auto, and never with NO_COLOR.",
    ),
]
Publisher = Annotated[
    str | None,
    typer.Option(
        "--publisher",
        metavar="NAME",
        rich_help_panel=_RULES,
        help="Whose pages these are, such as detik.com, or none. Default: the page tells.",
    ),
]
Rules = Annotated[
    list[str] | None,
    typer.Option("--rules", metavar="FILE", rich_help_panel=_RULES, help="A pack of your own (repeatable)."),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULE-OR-KIND",
        rich_help_panel=_RULES,
        help="Leave out only what these take (repeatable, or with commas).",
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="RULE-OR-KIND",
        rich_help_panel=_RULES,
        help="Switch off a rule, pack, stage or kind (repeatable, or with commas).",
    ),
]
Keep = Annotated[
    list[str] | None,
    typer.Option(
        "--keep", metavar="KIND", rich_help_panel=_RULES, help="Write this kind too, such as byline."
    ),
]
Drop = Annotated[
    list[str] | None,
    typer.Option(
        "--drop", metavar="KIND", rich_help_panel=_RULES, help="Leave out this kind too, such as caption."
    ),
]
Strict = Annotated[
    bool,
    typer.Option("--strict", rich_help_panel=_MESSAGES, help="Exit 1 for a page without an article."),
]
Quiet = Annotated[
    bool, typer.Option("-q", "--quiet", rich_help_panel=_MESSAGES, help="Say nothing but errors.")
]
Verbose = Annotated[
    bool, typer.Option("-v", "--verbose", rich_help_panel=_MESSAGES, help="Say what was decided.")
]
Log = Annotated[
    str | None,
    typer.Option(
        "--log",
        metavar="FILE",
        rich_help_panel=_MESSAGES,
        help="Add everything said, -v included, to this file as JSON lines.",
    ),
]
Config = Annotated[
    str | None,
    typer.Option(
        "--config",
        metavar="FILE",
        rich_help_panel=_CONFIG,
        help="The configuration. Default: the nearest beritaclean.toml upward, else yours.",
    ),
]
Isolated = Annotated[
    bool, typer.Option("--isolated", rich_help_panel=_CONFIG, help="Use no configuration file.")
]
ShowConfig = Annotated[
    bool,
    typer.Option("--show-config", rich_help_panel=_CONFIG, help="Print what is in force and from where."),
]


def pick_separator(separator: str | None, null: bool) -> str | None:
    """The separator that --separator and --null ask for."""
    return "\0" if null else separator


def pick_verbosity(quiet: bool, verbose: bool) -> int:
    """The verbosity that -q and -v ask for: -1, 0 or 1; both together are neither."""
    return int(verbose) - int(quiet)


def one_of(word: str, option: str, known: Sequence[str]) -> str:
    """Return a word that is known, or raise `OptionError`."""
    from beritaclean.config import unknown

    if word not in known:
        raise unknown(word, option, known)
    return word
