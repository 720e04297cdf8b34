"""What is in force: the configuration file, and over it the command line.

Settings are values and where each came from. What they do is not known here, but what they may be is:
whatever nobody could obey is refused with the option or key, the word, and what may be meant.
"""

# Every run looks for the file: os.path is loaded anyway, pathlib takes 3 ms.
# ruff: noqa: PTH100, PTH109, PTH111, PTH113, PTH118, PTH120

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from beritaclean.errors import BeritacleanError, InputError, PackError, suggest
from beritaclean.page import KEPT, KINDS

NAME = "beritaclean.toml"


class OptionError(BeritacleanError):
    """A value of an option that cannot be used."""

    def __init__(self, option: str, problem: str, *, remedy: str = "") -> None:
        super().__init__(option, problem)
        self.option = option
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{self.option}: {self.problem}{remedy}"


class Settings(NamedTuple):
    """Everything that decides what comes out of a page, and where each value came from.

    The names are those of the long options, and the keys of the configuration file.
    """

    to: str = "text"
    from_: str = "auto"
    publisher: str = ""
    rules: tuple[str, ...] = ()
    filter_list: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    separator: str = ""
    field: str = "text"
    encoding: str = ""
    fix_mojibake: bool = False
    eol: str = "lf"
    links: str = "drop"
    origins: tuple[tuple[str, str], ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that are written: the default, with `keep` added and `drop` taken away."""
        return (KEPT | frozenset(self.keep)) - frozenset(self.drop)

    def override(self, values: Mapping[str, Any], origin: str) -> Settings:
        """Return these settings with `values` over them: lists add up, anything else is replaced.

        What is given wins: a word now kept is no longer dropped, one now selected no longer ignored, and
        the other way round. None is not given.

        >>> Settings(drop=("caption",)).override({"keep": ("caption", "byline")}, "command line")[7:9]
        (('caption', 'byline'), ())
        """
        given = {name: value for name, value in values.items() if value is not None}
        fields = dict(given)
        for name, rival in _LISTS.items():
            against = given.get(rival, ())
            held = [word for word in getattr(self, name) if word not in against]
            fields[name] = tuple(dict.fromkeys((*held, *given.get(name, ()))))
        origins = dict(self.origins)
        for name in given:
            origins[name] = f"{origins[name]}, {origin}" if name in _LISTS and name in origins else origin
        return self._replace(**fields, origins=tuple(origins.items()))

    def origin(self, name: str) -> str:
        """Where a value came from: "default", a file, "command line", or a list of such."""
        return dict(self.origins).get(name, "default")


#: The settings that are lists, and for each the one in which the same word cannot stand.
_LISTS = {
    **dict.fromkeys(("rules", "filter_list"), ""),
    **{"select": "ignore", "ignore": "select", "keep": "drop", "drop": "keep"},
}
#: The settings that are paths.
_PATHS = frozenset({"rules", "filter_list"})
#: The keys of the configuration file, with the type each must have.
KEYS: dict[str, type] = {
    name.rstrip("_"): list if isinstance(value, tuple) else type(value)
    for name, value in Settings()._asdict().items()
    if name != "origins"
}
#: What the values of some keys may be.
CHOICES: dict[str, tuple[str, ...]] = {
    "to": ("text", "markdown", "json", "jsonl"),
    "from": ("auto", "text", "html", "mhtml", "jsonl", "warc"),
    "eol": ("lf", "native"),
    "links": ("keep", "drop"),
    "keep": tuple(sorted(KINDS)),
    "drop": tuple(sorted(KINDS)),
}


def combine(given: Mapping[str, Any], config: str | None = None, isolated: bool = False) -> Settings:
    """Return the settings in force: the configuration file's, and those `given` on the command line.

    `config` names the file; without it the one of the folder counts, unless `isolated`. Of `given`, None
    is not given, and lists may hold several words in one, parted by commas. Raises `PackError` for the
    file, `OptionError` for what is given.
    """
    settings = Settings()
    if config is not None:
        settings = load_config(config)
    elif not isolated and (found := find_config()) is not None:
        settings = load_config(found)
    values: dict[str, Any] = {}
    for name, value in given.items():
        if isinstance(value, (list, tuple)):
            words = value if name in _PATHS else [word.strip() for item in value for word in item.split(",")]
            value = tuple(word for word in words if word) or None
        values[name] = value
        key = name.rstrip("_")
        if key in CHOICES and value is not None:
            for word in (value,) if isinstance(value, str) else value:
                if word not in CHOICES[key]:
                    raise unknown(word, f"--{key}", CHOICES[key])
    settings = settings.override(values, "command line")
    _check(settings)
    return settings


def unknown(word: str, option: str, known: Iterable[str], otherwise: str = "") -> OptionError:
    """Return the error for a word that is none of those known, with the one that may be meant."""
    return OptionError(option, f'"{word}" is unknown', remedy=suggest(word, known, otherwise))


def find_config(folder: str | None = None) -> str | None:
    """Return the configuration in force in a folder: the nearest upward, else the user's, else None."""
    try:
        place = os.path.abspath(folder or os.getcwd())
    except OSError:  # the folder we stand in is gone
        place = os.sep
    while True:
        candidate = os.path.join(place, NAME)
        if os.path.isfile(candidate):
            return candidate
        place, below = os.path.dirname(place), place
        if place == below:
            break
    base = os.environ.get("APPDATA" if sys.platform == "win32" else "XDG_CONFIG_HOME")
    home = base or os.path.join(os.path.expanduser("~"), ".config")
    candidate = os.path.join(home, "beritaclean", NAME)
    return candidate if os.path.isfile(candidate) else None


def load_config(path: str) -> Settings:
    """Return the settings in a configuration file; paths in it are relative to its folder.

    Raises `PackError`, which names the file, the key and the remedy.
    """
    import tomllib

    try:
        with open(path, "rb") as stream:
            data = tomllib.load(stream)
    except OSError as error:
        problem = f"cannot be read: {error.strerror}"
        raise PackError(path, problem, remedy="give the path of a TOML file") from None
    except UnicodeDecodeError:
        raise PackError(path, "is not UTF-8", remedy="save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise PackError(path, f"is not valid TOML: {error}", remedy="correct it there") from None
    values: dict[str, Any] = {}
    for key, value in data.items():
        _check_key(path, key, value)
        if key in _PATHS:
            value = [os.path.join(os.path.dirname(path), os.path.expanduser(item)) for item in value]
        values["from_" if key == "from" else key] = tuple(value) if isinstance(value, list) else value
    return Settings().override(values, path)


def _check_key(path: str, key: str, value: Any) -> None:
    """Raise `PackError` unless a key of a configuration file is known and its value what it may be."""
    if key not in KEYS:
        raise PackError(path, f'unknown key "{key}"', remedy=suggest(key, KEYS))
    kind = KEYS[key]
    right = isinstance(value, kind)
    if right and kind is list:
        right = all(isinstance(item, str) for item in value)
    if not right:
        wanted = {list: "a list of strings", bool: "true or false"}.get(kind, "a string")
        raise PackError(path, f'"{key}" is not {wanted}', remedy=f"make it {wanted}")
    for word in value if isinstance(value, list) else [value]:
        if key in CHOICES and word not in CHOICES[key]:
            raise PackError(path, f'"{key}" is "{word}"', remedy=suggest(word, CHOICES[key]))


def _check(settings: Settings) -> None:
    """Raise `OptionError` for an encoding or a separator that cannot be used, wherever it came from."""
    if settings.encoding:
        from beritaclean.decode import check_encoding

        try:
            check_encoding(settings.encoding)
        except InputError as error:
            raise OptionError("--encoding", error.problem, remedy=error.remedy) from None
    if "\n" in settings.separator or "\r" in settings.separator:
        raise OptionError("--separator", "holds a line end", remedy="give one line, such as -----")
