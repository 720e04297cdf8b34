"""What is packed comes out whole, in pieces, or says what is wrong with it."""

from __future__ import annotations

import gzip
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
