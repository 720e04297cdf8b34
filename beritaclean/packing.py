"""Undoes gzip and Zstandard, in pieces, and never more of it than was allowed.

A few kilobytes may unpack to gigabytes: what exceeds a size, or is out of all proportion to what was
packed, is given up with an `InputError`.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain
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
#: Members found in it are unpacked as far as they go, until so many times its size was unpacked: of 16,000
#: damaged members inside a damaged one each was copied with all behind it, 1.4 s for 384 KB.
_AGAIN = 8
#: How much goes into an unpacker at once, in bytes: at first, and at most.
_FIRST, _PART = 512, 64 * 1024
#: In so many bytes of a member its first ones show.
_HEAD = 4096
_GZIP = b"\x1f\x8b\x08"
_NO_ZERO = re.compile(rb"[^\0]")


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
    its place, and the next that does is sought, also in what was taken for the damaged one. Else it is an
    `InputError`.
    """
    raw = bytearray()  # what is not unpacked yet, and up to `kept` bytes of the member in hand before it
    kept = _KEPT if start else 0
    at = read = again = 0  # of `raw`: unpacked by this unpacker, by any; and how much of it more than once
    unpacker: Any = None
    seeking = False

    def drop(size: int) -> None:
        nonlocal at, read
        del raw[:size]
        at, read = max(0, at - size), max(0, read - size)

    for chunk in chain(chunks, (None,)):
        raw += chunk or b""
        ended = chunk is None
        full = False  # whether more may come out without more going in
        while True:
            if unpacker is None:
                drop(_seek_member(raw, start, ended) if seeking else _count_zeros(raw))
                if not raw or (seeking and not _begins(raw, 0, start, ended)):
                    break
                again = again if read else 0
                unpacker, seeking, full, at, part_size = zlib.decompressobj(31), False, False, 0, _FIRST
            if at == len(raw) and not full and not ended:
                break
            # In small parts at first: what is left of one is copied for each member that ends in it.
            part = bytes(raw[at : at + part_size])
            part_size = min(2 * part_size, _PART)
            problem, size, before = "is cut off", 0, unpacker.copy()
            try:
                piece = unpacker.decompress(part, PIECE) if part or full else None
            except zlib.error as error:
                problem, piece = f"is damaged: {error}", None
                size = yield from _unpack_bytewise(before, part)
            if piece is None:
                if not start:
                    raise InputError(source, problem)
                yield DAMAGE
                again += min(at + size, read)
                read = max(at + size, read)
                drop(max(1, read) if again > _AGAIN * read else 1)
                unpacker, seeking = None, True
                continue
            at += len(part) - len(unpacker.unconsumed_tail) - len(unpacker.unused_data)
            full = len(piece) == PIECE
            if piece:
                yield piece
            if unpacker.eof:
                unpacker = None
                drop(at)
            elif at > kept:
                drop(at - kept)


def _unpack_bytewise(unpacker: Any, part: bytes) -> Generator[bytes, None, int]:
    """Yield what comes before damage, and return where that is, however much of it there was at once."""
    for at in range(len(part)):
        try:
            piece = unpacker.decompress(part[at : at + 1])
        except zlib.error:
            return at + 1
        if piece:
            yield piece
    return len(part)


def _count_zeros(raw: bytearray) -> int:
    """Return how many zeros `raw` begins with: members are padded with them."""
    found = _NO_ZERO.search(raw)
    return found.start() if found else len(raw)


def _seek_member(raw: bytearray, start: bytes, ended: bool) -> int:
    """Return where in `raw` the next member begins, or (unless it has ended) may when more of it is there."""
    at = raw.find(_GZIP)
    while at >= 0 and _begins(raw, at, start, ended) is False:
        at = raw.find(_GZIP, at + 1)
    return at if at >= 0 else max(0, len(raw) - len(_GZIP) + 1)


def _begins(raw: bytearray, at: int, start: bytes, ended: bool) -> bool | None:
    """Tell whether a member begins here that holds `start` first; None if too little is there to tell."""
    head = raw[at : at + _HEAD]
    if len(head) < _HEAD and not ended:
        return None  # what little tells may be another answer, where there is damage
    try:
        return zlib.decompressobj(31).decompress(head, len(start)) == start
    except zlib.error:
        return False


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
