"""The account of a page: complete as JSON, harmless as text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritaclean.document import Document
from beritaclean.page import KINDS, Mark, Page
from beritaclean.writers.explain import explain_json, explain_text, make_visible

TEXT = "Judul\n\nIKLAN\nJakarta, contoh.id - Satu.\n\n"
MARKS = (
    Mark(0, 5, "title", "structure/title"),
    Mark(7, 12, "ad", "general/ad"),
    Mark(20, 31, "other", "structure/masthead"),
)


def test_explain_text() -> None:
    assert explain_text(Document(Page(TEXT), MARKS)).expandtabs(1).splitlines() == [
        "1 title structure/title    Judul",
        "2 blank",
        "3 ad    general/ad         IKLAN",
        "4 body  structure/body     Jakarta",
        "4 other structure/masthead , contoh.id",
        "4 body  structure/body      - Satu.",
        "5 blank",
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("\n", ["1 blank"], id="a line end"),
        pytest.param("\n\n  ", ["1 blank", "2 blank", "3 blank"], id="blanks"),
        pytest.param("\na\r\n\r\n", ["1 blank", "2 body  structure/body a", "3 blank"], id="CRLF"),
    ],
)
def test_explain_text_of_blanks(text: str, rows: list[str]) -> None:
    assert explain_text(Document(Page(text), ())).expandtabs(1).splitlines() == rows


def test_explain_text_cut_to_a_width() -> None:
    text = "Harga beras naik.\nTurun.\n" + "\x1b" * 500
    rows = explain_text(Document(Page(text), ()), width=40).splitlines()

    assert [len(row.expandtabs()) for row in rows] == [40, 38, 40]
    assert rows[0].endswith("Harga b…")
    assert rows[1].endswith("Turun.")


@given(st.text(max_size=50), st.integers(0, 60))
def test_explain_text_shows_and_does_nothing(text: str, width: int) -> None:
    """No character of the page can move the cursor, end the row, or hide."""
    written = explain_text(Document(Page(text), ()), width)
    rows = written.split("\n")

    assert rows.pop() == ""
    assert len(rows) == text.count(Page(text).newline) + bool(text and not text.endswith(Page(text).newline))
    for row in rows:
        assert row.count("\t") in (1, 3)
        assert make_visible(row.replace("\t", "")) == row.replace("\t", "")


@pytest.mark.parametrize("text", ["", "Harga “beras” naik 5% 🙂", "C:\\x1b", "satu\u00a0dua"])
def test_make_visible_noop(text: str) -> None:
    assert make_visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;judul\x07", r"\x1b]0;judul\x07"),
        ("\x9b31m", r"\x9b31m"),
        ("a\tb\rc\x7f\x00", r"a\x09b\x0dc\x7f\x00"),
        ("\u202egnirb\u202c\u2066\u2069\u200e\u200f", r"\u202egnirb\u202c\u2066\u2069\u200e\u200f"),
        ("\u200b\u200d\ufeff\u00ad\u2028", r"\u200b\u200d\ufeff\xad\u2028"),
        ("\udc80\U000e0041", r"\udc80\U000e0041"),
    ],
)
def test_make_visible(text: str, shown: str) -> None:
    assert make_visible(text) == shown


def test_explain_json() -> None:
    page = Page(TEXT, "halaman.txt", facts={"encoding": "utf-8"})
    written = explain_json(Document(page, MARKS, "contoh.id"))
    account = json.loads(written)

    assert account["source"] == "halaman.txt"
    assert account["publisher"] == "contoh.id"
    assert (account["encoding"], account["newline"]) == ("utf-8", "\n")
    assert account["keep"] == ["body", "caption", "lead", "subhead", "title"]
    assert account["spans"][:3] == [
        {"line": 1, "start": 0, "end": 5, "kind": "title", "rule": "structure/title", "text": "Judul"},
        {"line": 1, "start": 5, "end": 7, "kind": "blank", "rule": "", "text": "\n\n"},
        {"line": 3, "start": 7, "end": 12, "kind": "ad", "rule": "general/ad", "text": "IKLAN"},
    ]


def test_explain_json_of_nothing() -> None:
    assert json.loads(explain_json(Document(Page(""), ())))["spans"] == []


@given(
    st.text(
        st.one_of(
            st.sampled_from(list("ab \n\n\r\t\0\x1b\x85\u2028\udc80\udcff🙂")),
            st.characters(exclude_categories=["Cs"]),
        ),
        max_size=60,
    ),
    st.lists(st.integers(0, 60), max_size=8),
    st.sampled_from(sorted(KINDS)),
)
def test_explain_json_rebuilds_the_page(text: str, cuts: list[int], kind: str) -> None:
    """The law of offsets: the spans tile the page, and their texts are the page."""
    bounds = sorted({min(cut, len(text)) for cut in cuts})
    marks = tuple(
        Mark(start, end, kind, "t/stretch") for start, end in zip(bounds[::2], bounds[1::2], strict=False)
    )
    spans = json.loads(explain_json(Document(Page(text), marks)))["spans"]

    assert "".join(span["text"] for span in spans) == text
    assert [span["start"] for span in spans] == [0, *(span["end"] for span in spans)][: len(spans)]
    assert (spans[-1]["end"] if spans else 0) == len(text)
