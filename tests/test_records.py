"""Records are the same whoever parts them, and whoever reads them."""

from __future__ import annotations

import pickle

import pytest

from beritaclean.config import combine
from beritaclean.readers import Item, ReadOptions
from beritaclean.readers.warc import Raw
from beritaclean.records import Parcel, keep_parcel, part_archive, part_lines, read_parcel
from tests.readers.test_warc_reader import record

LINE = '{"text": "Harga beras"}'


@pytest.mark.parametrize(
    ("chunks", "encoding", "expected"),
    [
        pytest.param([], "", [], id="nothing"),
        pytest.param([b"\n \r\n"], "", [], id="blank lines"),
        pytest.param([b"a\n\nb\n"], "", [(1, "a"), (3, "b")], id="blank lines count"),
        pytest.param([b"a\nb", b"c\nd"], "", [(1, "a"), (2, "bc"), (3, "d")], id="a line in pieces"),
        pytest.param([b"a", b"b", b"", b"c"], "", [(1, "abc")], id="a line without an end"),
        pytest.param([b"a\r", b"\nb\r\n"], "", [(1, "a"), (2, "b")], id="a line end in pieces"),
        pytest.param([b"\xc3", b"\xa9\n\xe2\x82\n"], "", [(1, "é"), (2, "\udce2\udc82")], id="a character"),
        pytest.param(["é\nà".encode("utf-16")], "", [(1, "é"), (2, "à")], id="a byte order mark"),
        pytest.param(["\u0a0a\n".encode("utf-16-le")], "utf-16-le", [(1, "\u0a0a")], id="no line ends"),
        pytest.param(["本\n問".encode("cp932")], "cp932", [(1, "本"), (2, "問")], id="another encoding"),
    ],
)
def test_lines(chunks: list[bytes], encoding: str, expected: list[tuple[int, str]]) -> None:
    blocks = list(part_lines(chunks, "a", encoding))
    sent = [pickle.loads(pickle.dumps(block)) for block in blocks]

    for each in (blocks, sent):
        found = [parcel for block in each for parcel in block]
        assert found == [Parcel("a", number, line) for number, line in expected]


@pytest.mark.parametrize("largest", [40, 400])
def test_line_too_long_is_cut_but_counts_as_too_long(largest: int) -> None:
    chunks = [b'{"text": "', "é".encode() * 300, *[b"x" * 100] * 1000, b'"}\n' + LINE.encode()]
    parcels = [parcel for block in part_lines(chunks, "a", "", largest) for parcel in block]
    long, short = (read_parcel(parcel, ReadOptions(), largest) for parcel in parcels)

    assert parcels[0].size < 1000
    assert isinstance(long, Item)
    assert long.error == f"a:1: is larger than {largest} bytes"
    assert isinstance(short, Item)
    assert (short.page.source, short.page.text) == ("a:2", "Harga beras")


@pytest.mark.parametrize(("largest", "fits"), [(0, True), (16, True), (15, False), (14, False)])
def test_line_is_measured_in_bytes(largest: int, fits: bool) -> None:
    parcel = Parcel("a", 1, '{"text": "éé"}')  # 14 characters
    item = read_parcel(parcel, ReadOptions(), largest)

    assert isinstance(item, Item)
    assert item.error == ("" if fits else f"a:1: is larger than {largest} bytes")


def test_archive() -> None:
    parcels = list(part_archive([record(0), record(1)], "a.warc"))
    items = [read_parcel(parcel, ReadOptions()) for parcel in parcels]

    assert [parcel.name for parcel in parcels] == ["a.warc:1", "a.warc:2"]
    assert all(isinstance(item, Item) and item.page.text and not item.error for item in items)


@pytest.mark.parametrize(
    ("data", "given", "kept"),
    [
        pytest.param(LINE, {}, f"{LINE}\n", id="a record stays a record"),
        pytest.param(LINE, {"to": "jsonl"}, f"{LINE}\n", id="a record to a record"),
        pytest.param(LINE, {"to": "text"}, "", id="no record among text"),
        pytest.param(Raw(b"WARC/1.0"), {}, "", id="of an archive nothing"),
    ],
)
def test_what_is_kept_of_a_failed_record(data: str | Raw, given: dict[str, str], kept: str) -> None:
    assert keep_parcel(Parcel("a", 1, data), combine(given, isolated=True)) == kept
