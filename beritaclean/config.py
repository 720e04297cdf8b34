"""What is in force: the configuration file, and over it the command line."""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from beritaclean.errors import PackError
from beritaclean.page import KEPT, KINDS

NAME = "beritaclean.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that decides what comes out of a page, and where each value came from.

    The names are those of the long options, and the keys of the configuration file.
    """

    to: str = "text"
    from_: str = "auto"
    publisher: str = ""
    rules: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    separator: str = ""
    field: str = "text"
    encoding: str = ""
    fix_mojibake: bool = False
    eol: str = "lf"
    origins: tuple[tuple[str, str], ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that are written: the default, with `keep` added and `drop` taken away."""
        return (KEPT | frozenset(self.keep)) - frozenset(self.drop)

    def override(self, values: Mapping[str, Any], origin: str) -> Settings:
        """Return these settings with `values` (those that are not None) over them."""
        given = {name: value for name, value in values.items() if value is not None}
        origins = dict(self.origins) | dict.fromkeys(given, origin)
        return replace(self, **given, origins=tuple(origins.items()))

    def origin(self, name: str) -> str:
        """Where a value came from: "default", a file, or "command line"."""
        return dict(self.origins).get(name, "default")


#: The keys of the configuration file, with the type each must have.
KEYS: dict[str, type] = {
    field.name.rstrip("_"): {"str": str, "bool": bool}.get(str(field.type), list)
    for field in fields(Settings)
    if field.name != "origins"
}
#: What the values of some keys may be.
CHOICES: dict[str, tuple[str, ...]] = {
    "to": ("text", "markdown", "json", "jsonl"),
    "from": ("auto", "text", "html", "mhtml", "jsonl"),
    "eol": ("lf", "native"),
    "keep": tuple(sorted(KINDS)),
    "drop": tuple(sorted(KINDS)),
}


def find_config(folder: Path) -> Path | None:
    """Return the configuration in force in a folder: the nearest upward, else the user's, else None."""
    for place in (folder, *folder.parents):
        if (candidate := place / NAME).is_file():
            return candidate
    base = os.environ.get("APPDATA" if sys.platform == "win32" else "XDG_CONFIG_HOME")
    home = Path(base) if base else Path(os.path.expanduser("~")) / ".config"
    candidate = home / "beritaclean" / NAME
    return candidate if candidate.is_file() else None


def load_config(path: Path) -> Settings:
    """Return the settings in a configuration file; paths in it are relative to its folder.

    Raises `PackError`, which names the file, the key and the remedy.
    """
    name = str(path)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PackError(name, f"cannot be read: {error.strerror}", remedy="give the path of a TOML file") from None
    except UnicodeDecodeError:
        raise PackError(name, "is not UTF-8", remedy="save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise PackError(name, f"is not valid TOML: {error}", remedy="correct it there") from None
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key not in KEYS:
            close = get_close_matches(key, KEYS, 1)
            hint = f'did you mean "{close[0]}"?' if close else f"known are {', '.join(KEYS)}"
            raise PackError(name, f'unknown key "{key}"', remedy=hint)
        if KEYS[key] is list and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            raise PackError(name, f'"{key}" is not a list of strings', remedy="make it one")
        if KEYS[key] is not list and not isinstance(value, KEYS[key]):
            wanted = "true or false" if KEYS[key] is bool else "a string"
            raise PackError(name, f'"{key}" is not {wanted}', remedy=f"make it {wanted}")
        for word in value if isinstance(value, list) else [value]:
            if key in CHOICES and word not in CHOICES[key]:
                close = get_close_matches(str(word), CHOICES[key], 1)
                hint = f'did you mean "{close[0]}"?' if close else f"use one of {', '.join(CHOICES[key])}"
                raise PackError(name, f'"{key}" is "{word}"', remedy=hint)
        if key == "rules":
            value = [str(path.parent / item) for item in value]
        values["from_" if key == "from" else key] = tuple(value) if isinstance(value, list) else value
    return Settings().override(values, name)
