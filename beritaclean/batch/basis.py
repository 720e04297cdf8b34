"""What decides a result besides the input: the options, the rules and this program."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from beritaclean.config import Settings
from beritaclean.errors import PackError
from beritaclean.rules import SHIPPED
from beritaclean.version import __version__


class Basis(NamedTuple):
    """Options as JSON, a digest of packs and filter lists, and the version."""

    options: str
    rules: str
    version: str


def find_basis(settings: Settings) -> Basis:
    """Return what is in force; `PackError` for a pack that cannot be read."""
    options = {
        name.rstrip("_"): value
        for name, value in settings._asdict().items()
        if name not in ("rules", "filter_list", "origins")
    }
    return Basis(
        json.dumps(options, sort_keys=True), _digest((*settings.rules, *settings.filter_list)), __version__
    )


def tell_change(old: Basis, new: Basis) -> str:
    """Return what is different now, "" for nothing.

    >>> tell_change(Basis('{"to": "text"}', "a", "1"), Basis('{"to": "json"}', "b", "1"))
    'option to changed, rules changed'
    """
    if old == new:
        return ""
    changes = []
    if old.options != new.options:
        before, now = json.loads(old.options), json.loads(new.options)
        names = [name for name in now if before.get(name) != now[name]]
        changes.append(f"option {' and '.join(names)} changed")
    if old.rules != new.rules:
        changes.append("rules changed")
    if old.version != new.version:
        changes.append(f"version {old.version} did it")
    return ", ".join(changes)


def _digest(packs: Sequence[str]) -> str:
    digest = blake2b(digest_size=16)
    for path in (*map(Path, packs), *sorted(Path(SHIPPED).glob("*.toml"))):
        try:
            data = path.read_bytes()
        except OSError as error:
            problem = f"cannot be read: {error.strerror}"
            raise PackError(str(path), problem, remedy="give the path of a file") from None
        digest.update(b"%d " % len(data) + data)
    return digest.hexdigest()
