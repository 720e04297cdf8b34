"""Undoes gzip and Zstandard, in pieces, and never more of it than was allowed.

A few kilobytes may unpack to gigabytes: what exceeds a size, or is out of all proportion to what was
packed, is given up with an `InputError`.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from beritaclean.errors import InputError

#: How much is unpacked at once, in bytes.
PIECE = 1024 * 1024
#: Text packs to a fifth, lists of the like to a fiftieth; deflate reaches a thousandth on zeros.
RATIO = 200
#: Up to so many bytes proportions do not matter.
SMALL = 16 * 1024 * 1024
#: What stands in for a damaged member.
DAMAGE = b"\r\n[damaged]\r\n"
#: How much of a member is kept to seek the next one in, when it proves to be damaged.
_KEPT = 4 * 1024 * 1024
_GZIP = b"\x1f\x8b\x08"


def unpack(
    chunks: Iterable[bytes],
    packing: str,
    source: str,
    limit: int,
    start: bytes = b"",
    option: str = "--max-page",
) -> Iterator[bytes]:
    """Yield what packed chunks hold; `packing` is "gz", "zst" or "" for none, `start` as for `unpack_gzip`,
    `option` the one that allows more.

    Raises `InputError` where it is damaged or cut off, unpacks to more than `limit` bytes, or more than
    `RATIO` times of what was packed. What is not packed is as large as it looks, and passes.

    >>> import gzip
    >>> b"".join(unpack([gzip.compress(b"Hujan"), gzip.compress(b" reda")], "gz", "a.gz", 100))
    b'Hujan reda'
    """
    if not packing:
        return iter(chunks)
    packed = 0

    def count(chunks: Iterable[bytes]) -> Iterator[bytes]:
        nonlocal packed
        for chunk in chunks:
            packed += len(chunk)
            yield chunk

    chunks = count(chunks)
    pieces = unpack_zstd(chunks, source) if packing == "zst" else unpack_gzip(chunks, source, start)
    return _measure(pieces, lambda: max(SMALL, packed * RATIO), source, limit, option)


def _measure(
    pieces: Iterable[bytes], proportion: Callable[[], int], source: str, limit: int, option: str
) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise InputError(source, f"holds more than {limit:,} bytes", remedy=f"{option} allows more")
        if size > proportion():
            remedy = "unpack it yourself if you trust it"
            raise InputError(source, f"unpacks to more than {RATIO} times its size", remedy=remedy)
        yield piece


def unpack_gzip(chunks: Iterable[bytes], source: str, start: bytes = b"") -> Iterator[bytes]:
    """Yield what gzip holds, all of its members.

    Where each member is known to `start` with something, a damaged one is passed over, with `DAMAGE` in
    its place, and the next that does is sought. Else it is an `InputError`.
    """
    unpacker: Any = None
    raw = bytearray()  # the member in hand from its first byte on; or what is searched for the next
    seeking = False
    for chunk in chunks:
        rest = chunk
        if start and (seeking or unpacker is not None):
            raw += chunk
            del raw[:-_KEPT]
        while rest or (unpacker is not None and not seeking):
            if seeking:
                del raw[: _seek_member(raw, start)]
                rest = bytes(raw) if _begins(raw, start) else b""
                seeking = not rest
                continue
            if unpacker is None:
                rest = rest.lstrip(b"\0")
                if not rest:
                    break
                unpacker = zlib.decompressobj(31)
                raw[:] = rest if start else b""
            try:
                piece = unpacker.decompress(rest, PIECE)
            except zlib.error as error:
                if not start:
                    raise InputError(source, f"is damaged: {error}") from None
                yield DAMAGE
                del raw[:1]
                unpacker, seeking, rest = None, True, bytes(raw)
                continue
            if piece:
                yield piece
            if unpacker.eof:
                rest, unpacker = unpacker.unused_data, None
            else:
                rest = unpacker.unconsumed_tail
                if not rest and len(piece) < PIECE:
                    break
    if unpacker is not None:
        if not start:
            raise InputError(source, "is cut off")
        yield DAMAGE


def _seek_member(raw: bytes | bytearray, start: bytes) -> int:
    """Return where in `raw` the next member begins, or may when more of it is there."""
    at = raw.find(_GZIP)
    while at >= 0 and _begins(raw[at : at + 4096], start) is False:
        at = raw.find(_GZIP, at + 1)
    return at if at >= 0 else max(0, len(raw) - len(_GZIP) + 1)


def _begins(raw: bytes | bytearray, start: bytes) -> bool | None:
    """Tell whether a member begins here that holds `start` first; None if too little is there to tell."""
    try:
        held = zlib.decompressobj(31).decompress(raw, len(start))
    except zlib.error:
        return False
    return True if held == start else None if start.startswith(held) else False


def unpack_zstd(chunks: Iterable[bytes], source: str) -> Iterator[bytes]:
    """Yield what Zstandard holds, all of its frames; `InputError` also where nothing can undo it."""
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError:
        problem, remedy = "is packed with Zstandard", "pip install 'beritaclean[zstd]' lets it be read"
        raise InputError(source, problem, remedy=remedy) from None
    unpacker: Any = None
    for chunk in chunks:
        rest = chunk
        while rest or (unpacker is not None and not unpacker.needs_input):
            unpacker = unpacker or zstd.ZstdDecompressor()
            try:
                piece = unpacker.decompress(rest, PIECE)
            except zstd.ZstdError as error:
                raise InputError(source, f"is damaged: {error}") from None
            rest = b""
            if piece:
                yield piece
            if unpacker.eof:
                rest, unpacker = unpacker.unused_data, None
    if unpacker is not None:
        raise InputError(source, "is cut off")


def find_packing(head: bytes) -> str:
    """Return how something is packed that begins with `head`.

    >>> find_packing(b"\\x1f\\x8b\\x08\\0"), find_packing(b"Hujan")
    ('gz', '')
    """
    if head.startswith(_GZIP):
        return "gz"
    return "zst" if head.startswith(b"\x28\xb5\x2f\xfd") else ""
