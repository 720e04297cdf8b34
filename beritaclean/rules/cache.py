"""Keeps compiled packs on disk, so that a page does not wait for TOML to be parsed.

The cache is data (JSON), never code, and never trusted: it is named by the content of the packs and of
this program, carries the digest of its own text, must be ours alone, and is checked for shape. Whatever
is amiss, the packs are compiled anew. It is written whole or not at all, so two processes at once do no
harm, and where it cannot be written everything works without it.
"""

# Every run looks for the file: os.path is loaded anyway, pathlib takes 4 ms.
# ruff: noqa: PTH111, PTH117, PTH118, PTH120, PTH208

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterable, Sequence
from itertools import chain
from types import NoneType
from typing import TYPE_CHECKING, Any

from beritaclean.rules import SHIPPED
from beritaclean.rules.compile import Tables, compile_tables
from beritaclean.rules.model import FORMS

if TYPE_CHECKING:
    from pathlib import Path

try:
    from _blake2 import blake2b  # hashlib loads OpenSSL first: 2.8 ms of start-up instead of 0.2
except ImportError:  # another Python than CPython
    from hashlib import blake2b

#: A cache has the newest so many files, one for each set of packs in use; none is larger than this.
KEPT_FILES = 8
SIZE_LIMIT = 64_000_000

#: What each field of `Tables` must be.
_SHAPE: tuple[type, ...] = (list, list, dict, dict, dict, dict, dict, list, dict, list, dict)
_DIGEST = 20  # bytes
#: What decides the tables besides the packs.
_PROGRAM = (
    "../normalize.py",
    "../selectors.py",
    "clues.py",
    "compile.py",
    "load.py",
    "match.py",
    "model.py",
    "syntax.py",
)


def cache_folder() -> str | None:
    """The folder for caches ($BERITACLEAN_CACHE, else the platform's), or None when there is none.

    An empty $BERITACLEAN_CACHE switches the cache off.
    """
    named = os.environ.get("BERITACLEAN_CACHE")
    if named is not None:
        return named or None
    base = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    if base:
        return os.path.join(base, "beritaclean")
    home = os.path.expanduser("~")  # itself, where there is none
    return os.path.join(home, ".cache", "beritaclean") if os.path.isabs(home) else None


def load_tables(user_packs: Sequence[os.PathLike[str] | str] = (), shipped: bool = True) -> Tables:
    """Return the compiled tables of the shipped packs and the user's, from the cache where it holds them.

    Raises `PackError` for a pack that cannot be used.
    """
    names = sorted(name for name in os.listdir(SHIPPED) if name.endswith(".toml")) if shipped else []
    paths = [*[os.fspath(path) for path in user_packs], *(os.path.join(SHIPPED, name) for name in names)]
    folder = cache_folder()
    place = os.path.join(folder, f"rules-{_key(paths, len(user_packs))}.json") if folder else None
    tables = _read(place) if place else None
    if tables is None:
        from pathlib import Path

        from beritaclean.rules.load import load_pack  # tomllib costs 14 ms of start-up

        packs = [load_pack(Path(path), user=number < len(user_packs)) for number, path in enumerate(paths)]
        tables = compile_tables(packs)
        if place:
            _write(Path(place), tables)
            _prune(Path(place))
    return tables


def _key(paths: Sequence[str], users: int) -> str:
    """A name for what these packs compile to; the first `users` of them are the user's."""
    digest = blake2b(f"{sys.version_info[:2]} {users}".encode(), digest_size=_DIGEST)
    program = [os.path.join(os.path.dirname(__file__), name) for name in _PROGRAM]
    for path in (*program, *paths):
        data = _content(path)
        digest.update(f"\0{path}\0{len(data)}\0".encode(errors="surrogateescape"))
        digest.update(data)
    return digest.hexdigest()


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except OSError as error:
        from pathlib import Path

        from beritaclean.rules.load import unreadable

        raise unreadable(Path(path), error) from None


def _read(place: str) -> Tables | None:
    """The tables in a cache file, or None when it is absent, damaged, foreign or not what it should be."""
    # No symbolic link is followed, and a pipe is not waited for.
    try:
        with open(os.open(place, _flags("O_RDONLY", "O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")), "rb") as handle:
            if not _is_ours(os.fstat(handle.fileno())):
                return None
            seal, _, payload = handle.read(SIZE_LIMIT).partition(b"\n")
    except OSError:
        return None
    return _unpack(payload) if seal == _seal(payload) else None


def _flags(*names: str) -> int:
    """The flags of those names, as far as the system has them."""
    return sum(getattr(os, name, 0) for name in names)


def _is_ours(status: os.stat_result) -> bool:
    """Tell whether a file is a plain one that nobody else could have written."""
    if not stat.S_ISREG(status.st_mode) or status.st_size > SIZE_LIMIT:
        return False
    return not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o022)


def _seal(payload: bytes) -> bytes:
    return blake2b(payload, digest_size=_DIGEST).hexdigest().encode()


def _unpack(payload: bytes) -> Tables | None:
    """The tables in JSON, or None when it is something else."""
    try:
        fields: Any = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, list) or [type(field) for field in fields] != list(_SHAPE):
        return None
    tables = Tables(*fields)
    shelves = (tables.exact, tables.heads, tables.tails, tables.words)
    if not all(_are_lists(shelf.values()) for shelf in (*shelves, tables.names, tables.elements)):
        return None
    texts: set[type] = {str}
    right = (
        _have_columns(tables.rules, (texts, texts, texts, texts, {int}, {bool, NoneType}, texts))
        and _have_columns(tables.patterns, (texts, texts, {int}, {list}))
        and _have_columns([*chain.from_iterable(tables.names.values())], (texts, {bool}))
        and _have_columns([*chain.from_iterable(tables.elements.values())], (texts, texts, texts))
        and _are_numbers([number for _, _, number, _ in tables.patterns], len(tables.rules))
        and all(
            _are_numbers([*chain.from_iterable(shelf.values())], len(tables.patterns)) for shelf in shelves
        )
        and _are_numbers(tables.always, len(tables.patterns))
        and {form for form, _, _, _ in tables.patterns} <= {*FORMS}
        and _are_lists(sets := [*chain.from_iterable(words for _, _, _, words in tables.patterns)])
        and {*map(type, chain.from_iterable(sets))} <= texts
        and {*map(type, tables.hosts.values()), *map(type, tables.mastheads)} <= texts
    )
    return tables if right else None


def _are_lists(rows: Iterable[Any]) -> bool:
    """Tell whether all rows are lists."""
    return {*map(type, rows)} <= {list}


def _have_columns(rows: Sequence[Any], columns: Sequence[set[type]]) -> bool:
    """Tell whether all rows are lists with a value in each column, of one of the types the column has."""
    if not _are_lists(rows) or not {*map(len, rows)} <= {len(columns)}:
        return False
    return all(
        {*map(type, column)} <= types for column, types in zip(zip(*rows, strict=True), columns, strict=False)
    )


def _are_numbers(numbers: Sequence[Any], below: int) -> bool:
    """Tell whether all are whole numbers from 0 to less than `below`."""
    return (
        {*map(type, numbers)} <= {int} and min(numbers, default=0) >= 0 and max(numbers, default=-1) < below
    )


def _write(place: Path, tables: Tables) -> None:
    """Write a cache file whole, or leave no trace."""
    payload = json.dumps(tables, ensure_ascii=True, separators=(",", ":")).encode()
    draft = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(draft, _flags("O_WRONLY", "O_CREAT", "O_EXCL", "O_BINARY"), 0o600)
    except OSError:
        return
    try:
        with open(handle, "wb") as out:
            out.write(_seal(payload) + b"\n" + payload)
        draft.replace(place)
    except OSError:
        draft.unlink(missing_ok=True)


def _prune(place: Path) -> None:
    """Delete the oldest of our files beside `place`, but for the newest `KEPT_FILES`."""
    try:
        with os.scandir(place.parent) as found:
            files = [
                (entry.stat(follow_symlinks=False).st_mtime_ns, entry.name)
                for entry in found
                if _is_cache_name(entry.name) and entry.is_file(follow_symlinks=False)
            ]
        for _, name in sorted(files)[:-KEPT_FILES]:
            if name != place.name:
                place.with_name(name).unlink(missing_ok=True)
    except OSError:
        pass  # another process is tidying up, or the folder is not ours to change


def _is_cache_name(name: str) -> bool:
    key = name.removeprefix("rules-").removesuffix(".json")
    return name == f"rules-{key}.json" and len(key) == 2 * _DIGEST and key.isalnum()
