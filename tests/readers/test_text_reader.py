"""Plain text: pages on a stream, however it arrives and whatever it is encoded in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritaclean.pieces import PAGE_LIMIT
from beritaclean.readers.items import Item, ReadOptions
from beritaclean.readers.text import read_text

TEXT = "“Hujan,” katanya.\n"


def read(data: bytes, **options: object) -> list[Item]:
    return list(read_text([data], "in.txt", ReadOptions(**options)))  # type: ignore[arg-type]


def texts(data: bytes, **options: object) -> list[str]:
    return [item.page.text for item in read(data, **options)]


def test_nothing_is_no_page() -> None:
    assert read(b"") == []


@pytest.mark.parametrize(
    ("data", "options", "expected"),
    [
        pytest.param(b"satu\n\f\ndua\n", {}, ["satu\n", "dua\n"], id="form feed"),
        pytest.param(b"satu\n-----\ndua\n", {"separator": b"-----"}, ["satu\n", "dua\n"], id="separator"),
        pytest.param(b"satu\0dua\0", {"separator": b"\0"}, ["satu", "dua"], id="nul"),
        pytest.param(b"satu\0dua", {}, ["satu\0dua"], id="nul is data"),
        pytest.param(TEXT.encode("utf-16"), {}, [TEXT], id="utf-16 with mark"),
        pytest.param(TEXT.encode("utf-16-be"), {}, [TEXT], id="utf-16 without"),
        pytest.param(TEXT.encode("utf-16"), {"encoding": "cp1252"}, [TEXT], id="a mark outdoes the user"),
        pytest.param(
            "\u0c0c\u0a0a".encode("utf-16-le"), {"encoding": "utf-16-le"}, ["\u0c0c\u0a0a"], id="units"
        ),
        pytest.param("\ufeffab".encode("utf-32-le"), {"encoding": "utf-32-le"}, ["ab"], id="utf-32"),
        pytest.param(TEXT.encode("utf-16-be"), {"encoding": "utf-16"}, [TEXT], id="utf-16 without a mark"),
        pytest.param(b"", {"encoding": "utf-16"}, [], id="utf-16 without anything"),
        pytest.param(b"\xef\xbb\xbfab", {"encoding": "utf-16"}, ["ab"], id="a mark outdoes utf-16"),
        pytest.param(TEXT.encode("cp1252"), {"encoding": "cp1252"}, [TEXT], id="cp1252"),
        pytest.param("cafÃ©".encode(), {"fix_mojibake": True}, ["café"], id="mojibake repaired"),
        pytest.param("cafÃ©".encode(), {}, ["cafÃ©"], id="mojibake left"),
    ],
)
def test_pages(data: bytes, options: dict[str, object], expected: list[str]) -> None:
    assert texts(data, **options) == expected


def test_facts() -> None:
    assert read(TEXT.encode())[0].page.facts == {"encoding": "utf-8"}
    assert read(TEXT.encode("utf-16"))[0].page.facts == {
        "encoding": "utf-16-le",
        "decoded": "transcoded",
        "replaced": "0",
    }
    assert read("é".encode() * 9 + b"\xff")[0].page.facts == {
        "encoding": "utf-8",
        "decoded": "utf-8",
        "replaced": "1",
    }
    assert read("cafÃ©".encode(), fix_mojibake=True)[0].page.facts["mojibake"] == "repaired"


def test_long_page_ends_its_stretches_with_lines() -> None:
    line = b"Harga beras naik.\n"
    items = read(line * (2 * PAGE_LIMIT // len(line) + 9) + b"\fdua")

    assert [item.ends_page for item in items] == [False, False, True, True]
    assert all(item.page.text.endswith("\n") for item in items[:-1])


def test_long_line_stays_whole() -> None:
    items = read(b"satu\n" + b"x" * (2 * PAGE_LIMIT + 5) + b"\ndua\n")

    assert [item.ends_page for item in items] == [False, True]
    assert "".join(item.page.text for item in items) == "satu\n" + "x" * (2 * PAGE_LIMIT + 5) + "\ndua\n"


@given(st.lists(st.binary(max_size=30), max_size=8), st.integers(1, 5))
def test_chunks_make_no_difference(parts: list[bytes], size: int) -> None:
    data = b"\n\f\n".join(parts)
    chunks = [data[at : at + size] for at in range(0, len(data), size)]

    assert [item.page.text for item in read_text(chunks, "in.txt", ReadOptions())] == texts(data)
