"""What is packed comes out whole, in pieces, or says what is wrong with it."""

from __future__ import annotations

import gzip
import struct
import sys
import zlib
from collections.abc import Callable

import pytest

from beritaclean.errors import InputError
from beritaclean.packing import DAMAGE, PIECE, RATIO, SMALL, find_packing, unpack, unpack_gzip

TEXT = "".join(f"Baris {number} tentang harga beras.\n" for number in range(9000)).encode()


def pack_zstd(data: bytes) -> bytes:
    zstd = pytest.importorskip("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    packed: bytes = zstd.compress(data)
    return packed


def cut(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


PACKERS = [pytest.param("gz", gzip.compress, id="gz"), pytest.param("zst", pack_zstd, id="zst")]


@pytest.mark.parametrize(("packing", "pack"), PACKERS)
@pytest.mark.parametrize("size", [1, 1000, 10**9])
@pytest.mark.parametrize("text", [b"", b"Hujan", TEXT])
def test_what_was_packed_comes_out(
    packing: str, pack: Callable[[bytes], bytes], size: int, text: bytes
) -> None:
    packed = pack(text)

    assert find_packing(packed) == packing
    assert b"".join(unpack(cut(packed, size), packing, "a", 10**9)) == text
    assert b"".join(unpack(cut(packed + packed, size), packing, "a", 10**9)) == text * 2


def test_what_is_not_packed_passes() -> None:
    assert list(unpack([b"a", b"b"], "", "a", 1)) == [b"a", b"b"]
    assert find_packing(b"") == find_packing(b"Hujan") == ""


@pytest.mark.parametrize(("packing", "pack"), PACKERS)
@pytest.mark.parametrize("size", [100, 10**9])
def test_what_is_cut_off_or_damaged(packing: str, pack: Callable[[bytes], bytes], size: int) -> None:
    packed = pack(TEXT)
    with pytest.raises(InputError, match=r"^a: is cut off$"):
        list(unpack(cut(packed[:-5], size), packing, "a", 10**9))
    damaged = packed[:4] + b"\xff\0\xff\0" * 9 + packed[40:]
    with pytest.raises(InputError, match=r"^a: is damaged: "):
        list(unpack(cut(damaged, size), packing, "a", 10**9))


@pytest.mark.parametrize(("packing", "pack"), PACKERS)
def test_limits(packing: str, pack: Callable[[bytes], bytes]) -> None:
    assert len(b"".join(unpack([pack(TEXT)], packing, "a", len(TEXT)))) == len(TEXT)
    with pytest.raises(InputError) as caught:
        list(unpack([pack(TEXT)], packing, "a", len(TEXT) - 1, option="--max-total"))
    assert str(caught.value) == f"a: holds more than {len(TEXT) - 1:,} bytes (--max-total allows more)"
    pieces = unpack([pack(bytes(SMALL + 2 * PIECE))], packing, "a", 10**9)
    held = [len(next(pieces)) for _ in range(SMALL // PIECE)]
    assert max(held) <= PIECE
    with pytest.raises(InputError, match=f"unpacks to more than {RATIO} times its size"):
        list(pieces)


def test_zeros_after_gzip_are_padding() -> None:
    assert b"".join(unpack_gzip([gzip.compress(b"Hujan") + bytes(600)], "a")) == b"Hujan"


@pytest.mark.parametrize("size", [1, 50, 10**9])
@pytest.mark.parametrize("bad", [0, 1, 2])
def test_damaged_member_is_passed_over_where_members_are_known(size: int, bad: int) -> None:
    members = [gzip.compress(f"WARC/1.0 {number} ".encode() + TEXT[:3000]) for number in range(3)]
    whole = [zlib.decompress(member, 31) for member in members]
    members[bad] = members[bad][:60] + b"\xff" * 40 + members[bad][100:]
    got = b"".join(unpack_gzip(cut(b"".join(members), size), "a", b"WARC/"))

    assert got.count(DAMAGE) == 1
    for number in {0, 1, 2} - {bad}:
        assert whole[number] in got


@pytest.mark.parametrize("size", [7, 5000, 10**9])
@pytest.mark.parametrize("length", [30_000, 59_500])
def test_what_follows_a_damaged_member_comes_out_though_it_was_taken_for_that(length: int, size: int) -> None:
    """A block that is shorter than it says takes in what follows, here all there is, or up to a new block."""
    after = [b"WARC/1.0 " + bytes([65 + number]) * 100 for number in range(20)]
    damaged = GZIP + store(b"WARC/1.0") + store(b"x" * 60_000)[:length]
    data = damaged + b"".join(map(gzip.compress, after))
    got = b"".join(unpack_gzip(cut(data, size), "a", b"WARC/"))

    assert got.count(DAMAGE) == 1
    assert all(each in got for each in after)


GZIP = b"\x1f\x8b\x08\0\0\0\0\0\0\x03"


def store(data: bytes) -> bytes:
    """A block of deflate that is not packed."""
    return b"\0" + struct.pack("<HH", len(data), len(data) ^ 0xFFFF) + data


_DAMAGED = GZIP + store(b"WARC/1.0") + b"\x07"
#: Gzip that makes somebody read it again and again.
AGAIN: dict[str, Callable[[int], bytes]] = {
    "members": lambda n: gzip.compress(b"") * n,
    "members known by their start": lambda n: gzip.compress(b"WARC/") * n,
    "damaged members": lambda n: _DAMAGED * n,
    "damaged members in a damaged one": lambda n: (
        GZIP + store(b"WARC/") + b"".join(store(_DAMAGED * 100) for _ in range(n // 100)) + b"\x07"
    ),
    "each goes on to the end": lambda n: (
        GZIP + store(b"WARC/") + (store(GZIP) + store(b"WARC/")) * n + b"\x07"
    ),
    "what begins like a member": lambda n: _DAMAGED + GZIP[:3] * n,
}


@pytest.mark.parametrize("name", AGAIN)
def test_work_grows_with_what_is_packed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted is what goes into unpackers, and what they give back: both are copied."""
    make = zlib.decompressobj

    class Counting:
        def __init__(self, bits: int) -> None:
            self.unpacker = make(bits)

        def decompress(self, data: bytes, most: int) -> bytes:
            nonlocal work
            piece = self.unpacker.decompress(data, most)
            work += len(data) + len(piece)
            return piece

        def __getattr__(self, name: str) -> object:
            return getattr(self.unpacker, name)

    monkeypatch.setattr(zlib, "decompressobj", Counting)
    counts = []
    for size in (4000, 16_000):
        work = 0
        packed = AGAIN[name](size)
        for _ in unpack_gzip([packed], "a", b"" if name == "members" else b"WARC/"):
            pass
        counts.append(work / len(packed))

    assert counts[1] <= 1.5 * counts[0]
