"""Files, read whole and written whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import blake2b

from beritaclean.errors import InputError, OutputError
from beritaclean.inputs import CHUNK

_BINARY = getattr(os, "O_BINARY", 0)


def read_file(path: str, limit: int) -> bytes:
    """Return what is in a file; `InputError` for one that cannot be read, or is larger than `limit` bytes."""
    try:
        handle = os.open(path, os.O_RDONLY | _BINARY)  # half the calls of the system that a stream makes
        try:
            size = os.fstat(handle).st_size
            data = os.read(handle, size + 1) if size <= limit else b""
            if len(data) != size <= limit:  # it grows, or comes in parts
                with open(handle, "rb", closefd=False) as stream:
                    data += stream.read()
        finally:
            os.close(handle)
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror or error}") from None
    if max(size, len(data)) > limit:
        raise InputError(path, f"is larger than {limit:,} bytes", remedy="--max-page allows more")
    return data


def write_file(data: bytes, folder: str, target: str, made: set[str], draft: str) -> str:
    """Write a target by way of a draft, so that it is never there in part; return its state.

    `made` holds the folders that are known to be there. Nothing is synced to disk: a target survives
    that we are killed, not that the machine loses power (on ext4 a sync would double the time).
    """
    place = os.path.join(folder, target)
    parent = os.path.dirname(place)
    try:
        if parent not in made:
            make_parent(place, folder)
            made.add(parent)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o666)
        try:
            try:
                view = memoryview(data)
                while view:
                    view = view[os.write(handle, view) :]
                state = tell_state(os.fstat(handle))
            finally:
                os.close(handle)
            os.replace(draft, place)
        except BaseException:
            with suppress(OSError):
                os.unlink(draft)
            raise
    except OSError as error:
        raise OutputError(place, f"cannot be written: {error.strerror or error}") from None
    return state


def make_parent(place: str, folder: str) -> None:
    """Make the folder that a target is put into; `OutputError` where a link would lead it out of `folder`."""
    parent = os.path.dirname(place)
    within = os.path.join(os.path.realpath(folder), "")
    if not os.path.join(os.path.realpath(parent), "").startswith(within):
        raise OutputError(place, "a link leads out of the output folder", remedy="remove the link")
    os.makedirs(parent, exist_ok=True)


def tell_state(status: os.stat_result) -> str:
    """Return what shows that a target is as it was written: its size and time."""
    return f"{status.st_size} {status.st_mtime_ns}"


def digest_file(path: str) -> bytes:
    """Return the digest of a file's content, b"" for one that cannot be read."""
    digest = blake2b(digest_size=16)
    try:
        with open(path, "rb") as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
    except OSError:
        return b""
    return digest.digest()
