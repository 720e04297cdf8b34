"""The options that several commands have, each declared once: a table, which loads nothing.

`commands.quick` reads plain arguments by it, `commands.typed` declares it to typer, so the two cannot
drift apart. What the values do is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from beritaclean.config import CHOICES, OptionError, Settings, combine, unknown

if TYPE_CHECKING:
    from beritaclean.report import Report

#: What the arguments of a command are worth, by the names of its options.
Values = Mapping[str, Any]

_INPUT, _OUTPUT, _RULES, _CONFIG, _MESSAGES = "Input", "Output", "What goes", "Configuration", "Messages"


class Option(NamedTuple):
    """An option of the command line; one without flags is what stands there without any: the paths.

    `metavar` names the value it takes; without it the option is a switch, False or True, or, where it has
    a flag that switches it `off`, None, False or True. One that `repeats` is a list. `name` is that of the
    setting it sets, or of what a command is told; `panel` its place in the help.
    """

    name: str
    flags: tuple[str, ...]
    help: str
    panel: str = ""
    metavar: str = ""
    repeats: bool = False
    off: str = ""

    @property
    def default(self) -> bool | None:
        """What the option is worth when it is not given."""
        return None if self.metavar or self.off else False


class Command(NamedTuple):
    """A command that is a table of options and a function of their values, which returns the exit code."""

    help: str
    options: tuple[Option, ...]
    run: Callable[[Values], int]


def _words(key: str) -> str:
    return ", ".join(CHOICES[key])


PATHS = Option("paths", (), "Pages; - or nothing is stdin.", metavar="[PATH|-]...", repeats=True)

FROM = Option(
    "from_", ("-f", "--from"), f"What the input is: {_words('from')}. Default: auto.", _INPUT, "FORMAT"
)
SEPARATOR = Option(
    "separator",
    ("--separator",),
    "A line of this text parts pages; a form feed always does.",
    _INPUT,
    "TEXT",
)
NULL = Option("null", ("-0", "--null"), "NUL parts pages.", _INPUT)
FIELD = Option(
    "field",
    ("--field",),
    "The field of JSONL that holds the text; others pass through. Default: text.",
    _INPUT,
    "NAME",
)
ENCODING = Option(
    "encoding",
    ("-E", "--encoding"),
    "How the input is encoded. Default: UTF-8, else what it looks like.",
    _INPUT,
    "NAME",
)
MOJIBAKE = Option(
    "fix_mojibake",
    ("--fix-mojibake",),
    "Repair text that was UTF-8 and read as something else. Default: no.",
    _INPUT,
    off="--no-fix-mojibake",
)
#: What a reader is told.
INPUT = (FROM, SEPARATOR, NULL, FIELD, ENCODING, MOJIBAKE)

TO = Option(
    "to",
    ("-t", "--to"),
    f"What is written: {_words('to')}. Default: text; for JSONL and WARC, jsonl.",
    _OUTPUT,
    "FORMAT",
)
FORM = TO._replace(name="form", help="text or json. Default: text.")
OUTPUT_FILE = Option(
    "output",
    ("-o", "--output"),
    "Write to this file, whole or not at all. Default: stdout.",
    _OUTPUT,
    "FILE",
)
EOL = Option("eol", ("--eol",), f"Line ends: {_words('eol')}. Default: lf.", _OUTPUT, "EOL")
LINKS = Option(
    "links",
    ("--links",),
    f"Whether Markdown of a saved page says where links lead: {_words('links')}. Default: drop.",
    _OUTPUT,
    "WHAT",
)
CHECK = Option("check", ("--check",), "Write nothing; exit 1 if anything would go.", _OUTPUT)
DIFF = Option("diff", ("--diff",), "Write what would change, as a diff.", _OUTPUT)
COLOR = Option(
    "color",
    ("--color",),
    "Colour for people: auto, always or never. Default: auto, and never with NO_COLOR.",
    _OUTPUT,
    "WHEN",
)

PUBLISHER = Option(
    "publisher",
    ("--publisher",),
    "Whose pages these are, such as detik.com, or none. Default: the page tells.",
    _RULES,
    "NAME",
)
RULES = Option("rules", ("--rules",), "A pack of your own (repeatable).", _RULES, "FILE", repeats=True)
FILTER_LIST = Option(
    "filter_list",
    ("--filter-list",),
    "An AdBlock list of yours: what it hides in saved pages goes (repeatable).",
    _RULES,
    "FILE",
    repeats=True,
)
SELECT = Option(
    "select",
    ("--select",),
    "Leave out only what these take (repeatable, or with commas).",
    _RULES,
    "RULE-OR-KIND",
    repeats=True,
)
IGNORE = Option(
    "ignore",
    ("--ignore",),
    "Switch off a rule, pack, stage or kind (repeatable, or with commas).",
    _RULES,
    "RULE-OR-KIND",
    repeats=True,
)
KEEP = Option("keep", ("--keep",), "Write this kind too, such as byline.", _RULES, "KIND", repeats=True)
DROP = Option("drop", ("--drop",), "Leave out this kind too, such as caption.", _RULES, "KIND", repeats=True)
#: What decides which rules and stages run, and, with the kinds, which lines go.
WHAT_RUNS = (PUBLISHER, RULES, FILTER_LIST, SELECT, IGNORE)
WHAT_GOES = (*WHAT_RUNS, KEEP, DROP)

STRICT = Option("strict", ("--strict",), "Exit 1 for a page without an article.", _MESSAGES)
QUIET = Option("quiet", ("-q", "--quiet"), "Say nothing but errors.", _MESSAGES)
VERBOSE = Option("verbose", ("-v", "--verbose"), "Say what was decided.", _MESSAGES)
LOG = Option(
    "log", ("--log",), "Add everything said, -v included, to this file as JSON lines.", _MESSAGES, "FILE"
)
JOBS = Option("jobs", ("-j", "--jobs"), "How many worker processes. Default: one a core.", "Work", "N")
#: What is said on the side.
MESSAGES = (QUIET, VERBOSE, LOG)

CONFIG = Option(
    "config",
    ("--config",),
    "The configuration. Default: the nearest beritaclean.toml upward, else yours.",
    _CONFIG,
    "FILE",
)
ISOLATED = Option("isolated", ("--isolated",), "Use no configuration file.", _CONFIG)
SHOW_CONFIG = Option("show_config", ("--show-config",), "Print what is in force and from where.", _CONFIG)


def pick_settings(values: Values) -> Settings:
    """Return the settings in force: the configuration's, and over them the options that are settings."""
    given = {name: value for name, value in values.items() if name in Settings._fields}
    if values.get("null"):
        given["separator"] = "\0"
    return combine(given, values["config"], values["isolated"])


def pick_report(values: Values) -> Report:
    """Return the report that -q, -v and --log ask for; -q and -v together are neither."""
    from beritaclean.report import Report

    return Report(int(values["verbose"]) - int(values["quiet"]), values["log"])


def pick_number(word: str | None, option: str, default: float, least: float) -> float:
    """Return the number that an option gives, or its default; `OptionError` for what is none, or too small.

    >>> pick_number("2.5", "--timeout", 60, 0), pick_number(None, "--timeout", 60, 0)
    (2.5, 60)
    """
    if word is None:
        return default
    try:
        number = float(word)
    except ValueError:
        number = float("nan")
    if not least <= number < float("inf"):
        raise OptionError(option, f'"{word}" is no number from {least:g} on', remedy="give such a number")
    return number


def pick_count(word: str | None, option: str, default: int, least: int) -> int:
    """Return what `pick_number` does, of numbers without a fraction.

    >>> pick_count("2", "--jobs", 1, 1), pick_count(None, "--jobs", 1, 1)
    (2, 1)
    """
    number = pick_number(word, option, default, least)
    if number != int(number):
        raise OptionError(option, f'"{word}" is no whole number', remedy="give such a number")
    return int(number)


def one_of(word: str, option: str, known: Sequence[str]) -> str:
    """Return a word that is known, or raise `OptionError`."""
    if word not in known:
        raise unknown(word, option, known)
    return word
