"""pieces: a stream of pages is cut into them, however it arrives. All pages are invented."""

from __future__ import annotations

import codecs
import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritaclean.errors import InputError
from beritaclean.pieces import Piece, split_pages
from tests.test_decode import PLAIN, QUOTED

LINE, NUL, NONE = b"-----", b"\0", b""


@pytest.mark.parametrize(
    ("data", "separator", "pages"),
    [
        pytest.param(b"", NONE, [], id="an empty stream has no page"),
        pytest.param(b"a\nb\n", NONE, [b"a\nb\n"], id="one page"),
        pytest.param(b"a\0b-----c\n", NONE, [b"a\0b-----c\n"], id="no separator asked for"),
        pytest.param(b"a ----- b\n------\n -----\n----- \n", LINE, None, id="not alone on its line"),
        pytest.param(b"a\n\f\nb\n", NONE, [b"a\n", b"b\n"], id="a form feed line"),
        pytest.param(b"a\fb\f", LINE, [b"a", b"b"], id="form feeds inside lines"),
        pytest.param(b"a\r\n\f\r\nb", NONE, [b"a\r\n", b"b"], id="a form feed line, CRLF"),
        pytest.param(b"a\f\rb", NONE, [b"a", b"\rb"], id="a carriage return alone is text"),
        pytest.param(b"\f\fa\f\n\f\n", NONE, [b"", b"", b"a", b""], id="empty pages, none after the last"),
        pytest.param(b"a\n-----\nb\n", LINE, [b"a\n", b"b\n"], id="a line"),
        pytest.param(b"a\r\n-----\r\nb\r\n", LINE, [b"a\r\n", b"b\r\n"], id="a line, CRLF"),
        pytest.param(b"-----\na\n-----", LINE, [b"", b"a\n"], id="at the very start and end"),
        pytest.param(b"a\n-----\r", LINE, [b"a\n"], id="at the end with half a line end"),
        pytest.param(b"-----\n-----\n", LINE, [b"", b""], id="nothing but separators"),
        pytest.param(b"a\f-----\nb", LINE, [b"a", b"", b"b"], id="a line right after a form feed"),
        pytest.param(b"a\0b\0\0c\0", NUL, [b"a", b"b", b"", b"c"], id="NUL"),
        pytest.param(b"a\n\0\nb", NUL, [b"a\n", b"\nb"], id="NUL takes no line end along"),
        pytest.param(b"".join(b"%d\0" % n for n in range(9)), NUL, [b"%d" % n for n in range(9)], id="short"),
        pytest.param(b"a\n.*\nb\n..\n", b".*", [b"a\n", b"b\n..\n"], id="the separator is no pattern"),
    ],
)
def test_a_stream_is_split(data: bytes, separator: bytes, pages: list[bytes] | None) -> None:
    expected = [Piece(page) for page in ([data] if pages is None else pages)]
    assert list(split_pages([data], separator)) == expected
    assert list(split_pages((bytes([byte]) for byte in data), separator)) == expected


@pytest.mark.parametrize(
    ("data", "limit", "pieces"),
    [
        pytest.param(b"abc\nd\n", 6, [(b"abc\nd\n", True)], id="exactly the limit"),
        pytest.param(b"abc\nde\n", 6, [(b"abc\n", False), (b"de\n", True)], id="after the last line end"),
        pytest.param(b"abcdefgh", 5, [(b"abcde", False), (b"fgh", True)], id="no line end"),
        pytest.param("abcé“”".encode(), 4, [(b"abc", False), ("é".encode(), False),
            ("“".encode(), False), ("”".encode(), True)], id="not inside a character"),
        pytest.param(b"\x80" * 9, 4, [(b"\x80" * 4, False)] * 2 + [(b"\x80", True)], id="not UTF-8"),
        pytest.param(b"abcd\r\nef", 5, [(b"abcd", False), (b"\r\nef", True)], id="not inside a line end"),
        pytest.param(b"abcd\f\n", 4, [(b"abcd", True)], id="a page of the limit ends as a page"),
        pytest.param(b"aaaa-----\nb", 4, [(b"aaaa", False), (b"----", False), (b"-\nb", True)], id="no line"),
        pytest.param(b"aaaa\n-----\nb", 4, [(b"aaaa", False), (b"\n", True), (b"b", True)], id="a line"),
    ],
)  # fmt: skip
def test_a_long_page_comes_in_stretches(data: bytes, limit: int, pieces: list[tuple[bytes, bool]]) -> None:
    assert [piece[:2] for piece in split_pages([data], LINE, limit)] == pieces


def test_a_separator_that_is_still_arriving_is_no_text() -> None:
    """The page is within the limit, its separator not wholly there: it must not be cut."""
    data = b"halaman satu\nabcd\n-----\nx"
    for cut in range(16, len(data)):
        pieces = split_pages([data[:cut], data[cut:]], LINE, 18)
        assert list(pieces) == [Piece(b"halaman satu\nabcd\n"), Piece(b"x")]


OPENING = b"halaman satu, --\n"  # past the bytes that are gathered to tell the encoding
streams = st.lists(
    st.sampled_from([b"a", b"-----", b"\n", b"\r\n", b"\r", b"\f", b"\0", b"--", b"\xe2\x80\x9c", b"\x80"])
).map(b"".join)
wide_streams = st.builds(
    lambda text, code: text.encode(code),
    st.text("\ufeffab\n\f\0“😀-").map("Halo".__add__),
    st.sampled_from(["utf-16", "utf-16-le", "utf-16-be", "utf-32"]),
)


@given(
    st.one_of(streams, streams.map(OPENING.__add__), wide_streams, st.binary()),
    st.sampled_from([NONE, NUL, LINE, b"-", b"a"]),
    st.integers(4, 12),
    st.data(),
)
def test_chunks_do_not_matter(data: bytes, separator: bytes, limit: int, draw: st.DataObject) -> None:
    whole = list(split_pages([data], separator, limit))
    cuts = sorted(draw.draw(st.lists(st.integers(0, len(data)))))
    chunks = [data[a:b] for a, b in zip([0, *cuts], [*cuts, len(data)], strict=True)]

    assert list(split_pages(chunks, separator, limit)) == whole
    assert list(split_pages((data,), separator, limit)) == whole
    assert list(split_pages((bytes([byte]) for byte in data), separator, limit)) == whole
    assert all(len(piece.data) <= limit for piece in whole)
    assert not whole or whole[-1].ends_page


@given(streams.map(OPENING.__add__), st.integers(4, 12))
def test_stretches_of_a_page_make_the_page(data: bytes, limit: int) -> None:
    """Only a form feed and the line end after it leave the stream."""
    pages, page = [], b""
    for piece in split_pages([data], NONE, limit):
        page += piece.data
        if piece.ends_page:
            pages.append(page)
            page = b""
    expected = re.split(rb"\f(?:\r?\n)?", data)
    assert pages == (expected if expected[-1] else expected[:-1])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("marked", [True, False], ids=["with mark", "without mark"])
@pytest.mark.parametrize(("separator", "between"), [(NONE, "\f"), (NUL, "\0"), (LINE, "-----\n")])
def test_a_wide_stream_is_split_as_utf_8(encoding: str, marked: bool, separator: bytes, between: str) -> None:
    """U+0C0A and U+0D0C hold the bytes of a form feed and a line feed."""
    pages = [QUOTED, "ఊ ഌ “dua”\n", "tiga\n"]
    data = ("\ufeff" * marked + between.join(pages)).encode(encoding)
    expected = [Piece(page.encode(), True, encoding) for page in pages]
    assert list(split_pages([data], separator)) == expected
    assert list(split_pages([data[:3], data[3:100], data[100:]], separator)) == expected


def test_a_wide_stream_that_breaks_off_ends_in_a_replacement_character() -> None:
    data = ("\ufeff" + "satu\f“dua”").encode("utf-16-le")[:-1]
    assert [piece.data.decode() for piece in split_pages([data])] == ["satu", "“dua\ufffd"]


def test_a_utf_8_mark_is_left_to_decode() -> None:
    (piece,) = split_pages([codecs.BOM_UTF8 + PLAIN.encode()])
    assert piece == (codecs.BOM_UTF8 + PLAIN.encode(), True, "")


@pytest.mark.parametrize("separator", [b"\n", b"-\n-", b"-----\r\n"])
def test_a_separator_of_two_lines_is_refused_before_anything_is_read(separator: bytes) -> None:
    with pytest.raises(InputError) as caught:
        split_pages([], separator)
    assert str(caught.value) == "separator: holds a line end (give one line, such as -----)"


def test_a_page_leaves_as_soon_as_it_is_complete() -> None:
    def arrive() -> Iterator[bytes]:
        yield b"halaman yang satu\f"
        pytest.fail("read on before the first page was given")

    assert next(split_pages(arrive())).data == b"halaman yang satu"


@pytest.mark.parametrize(
    ("unit", "count", "chunk"),
    [
        pytest.param(b"x", 50_000_000, 65536, id="one line of 50 MB"),
        pytest.param(b"-", 20_000_000, 65536, id="nearly a separator, 20 MB"),
        pytest.param(b"xxx\n", 250_000, 1, id="1 MB byte by byte"),
        pytest.param(b"-----\n", 300_000, 65536, id="nothing but separators"),
    ],
)
def test_a_stream_takes_time_in_proportion(unit: bytes, count: int, chunk: int) -> None:
    """Each takes 0.2 to 3.5 s; the bound is wide, for only quadratic behaviour is to be caught."""
    data = unit * count
    began = time.process_time()
    for _ in split_pages((data[at : at + chunk] for at in range(0, len(data), chunk)), LINE):
        pass
    assert time.process_time() - began < 30
