"""Keeps compiled packs on disk, so that a page does not wait for TOML to be parsed.

The cache is data (JSON), never code, and never trusted: it is named by the content of the packs and of
this program, carries the digest of its own text, must be ours alone, and is checked for shape. Whatever
is amiss, the packs are compiled anew. It is written whole or not at all, so two processes at once do no
harm, and where it cannot be written everything works without it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from beritaclean.errors import PackError
from beritaclean.rules.compile import Tables, compile_tables
from beritaclean.rules.load import SHIPPED, load_pack

#: Part of the cache's name: raise it when the meaning of `Tables` changes.
FORMAT = 1
#: What each field of `Tables` must be.
_SHAPE: tuple[type, ...] = (list, dict, dict, dict, dict, dict, list, list)


def cache_folder() -> Path | None:
    """The folder for caches ($BERITACLEAN_CACHE, else the platform's), or None when there is none.

    An empty $BERITACLEAN_CACHE switches the cache off.
    """
    named = os.environ.get("BERITACLEAN_CACHE")
    if named is not None:
        return Path(named) if named else None
    base = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    if base:
        return Path(base) / "beritaclean"
    home = os.path.expanduser("~")
    return Path(home) / ".cache" / "beritaclean" if os.path.isabs(home) else None


def load_tables(user_packs: Sequence[Path] = (), shipped: bool = True) -> Tables:
    """Return the compiled tables of the shipped packs and the user's, from the cache where it holds them.

    Raises `PackError` for a pack that cannot be used.
    """
    paths = sorted(SHIPPED.glob("*.toml")) if shipped else []
    sources = []
    for path in (*user_packs, *paths):
        try:
            sources.append((path, path.read_bytes()))
        except OSError as error:
            raise PackError(str(path), f"cannot be read: {error.strerror}", remedy="give the path of a TOML file") from None
    digest = blake2b(f"{FORMAT} {sys.version_info[:2]}".encode(), digest_size=20)
    for path, data in sources:
        digest.update(f"{path}\0{path in user_packs}\0{len(data)}\0".encode(errors="surrogatepass"))
        digest.update(data)
    folder = cache_folder()
    place = folder / f"rules-{digest.hexdigest()}.json" if folder else None
    tables = _read(place) if place else None
    if tables is None:
        packs = [load_pack(path, user=path in user_packs) for path, _ in sources]
        tables = compile_tables(packs)
        if place:
            _write(place, tables)
    return tables


def _read(place: Path) -> Tables | None:
    """The tables in a cache file, or None when it is absent, damaged, foreign or not what it should be."""
    try:
        with open(place, "rb") as handle:
            status = os.fstat(handle.fileno())
            if hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & 0o022):
                return None
            seal, _, payload = handle.read().partition(b"\n")
    except OSError:
        return None
    if seal != blake2b(payload, digest_size=20).hexdigest().encode():
        return None
    try:
        fields: Any = json.loads(payload)
    except ValueError:
        return None
    if not isinstance(fields, list) or len(fields) != len(_SHAPE):
        return None
    if not all(isinstance(field, shape) for field, shape in zip(fields, _SHAPE, strict=True)):
        return None
    return Tables(*fields)


def _write(place: Path, tables: Tables) -> None:
    """Write a cache file whole, or leave no trace."""
    payload = json.dumps(tables, ensure_ascii=True, separators=(",", ":")).encode()
    seal = blake2b(payload, digest_size=20).hexdigest().encode()
    draft = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with open(handle, "wb") as out:
                out.write(seal + b"\n" + payload)
            os.replace(draft, place)
        except OSError:
            os.unlink(draft)
    except OSError:
        pass
