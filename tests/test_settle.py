"""Marking again until nothing more goes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beritaclean.document import Document
from beritaclean.page import KEPT, Mark, Page
from beritaclean.settle import needs_round, settle
from beritaclean.sheet import Sheet


def find(kind: str, *words: str) -> Callable[[str], Document]:
    """A marker of texts that marks words wherever they stand, one of each at a time."""

    def again(text: str) -> Document:
        marks = [
            Mark(at, at + len(word), kind, f"t/{word}") for word in words if (at := text.find(word)) >= 0
        ]
        return Document(Page(text), tuple(sorted(marks)))

    return again


def written(document: Document) -> list[str]:
    return [document.page.text[mark.start : mark.end] for mark in document.marks if mark.kind not in KEPT]


def sheet_of(document: Document) -> Sheet:
    """A sheet of a page whose article starts at its first line."""
    sheet = Sheet(document.page)
    sheet.first = 0
    return sheet


def test_nothing_marked_needs_no_round() -> None:
    document = Document(Page("Satu\nDua"), ())

    assert not needs_round(document, sheet_of(document))


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param(Mark(5, 8, "ad", "t/stretch"), id="a stretch inside a line"),
        pytest.param(Mark(0, 8, "ad", "heads/above-title"), id="a line, for what stands around it"),
    ],
)
def test_needs_round(mark: Mark) -> None:
    document = Document(Page("Satu dua\nTiga"), (mark,))

    assert needs_round(document, sheet_of(document))


def test_a_line_taken_by_its_words_needs_no_round() -> None:
    document = Document(Page("Satu\nIKLAN\nDua"), (Mark(5, 10, "ad", "t/x"),))

    assert not needs_round(document, sheet_of(document))


def test_a_page_without_an_article_needs_a_round() -> None:
    document = Document(Page("Satu\nIKLAN\nDua"), (Mark(5, 10, "ad", "t/x"),))
    sheet = sheet_of(document)
    sheet.first = -1

    assert needs_round(document, sheet)


def test_settle_noop() -> None:
    """A document of which nothing more goes is given back as it is."""
    document = Document(Page("Satu\nIKLAN\nDua"), (Mark(5, 10, "ad", "t/x"),))

    assert settle(document, find("ad", "IKLAN")) is document


def test_what_is_kept_is_no_reason_for_a_round() -> None:
    document = Document(Page("Satu\nDua"), ())

    assert settle(document, find("title", "Satu")) is document


@pytest.mark.parametrize(
    ("text", "words", "clean"),
    [
        pytest.param("Satu\nIKLAN\nDua", ["IKLAN"], "Satu\nDua\n", id="a line"),
        pytest.param("Satu IKLAN dua", ["IKLAN"], "Satu dua\n", id="a stretch"),
        pytest.param("Satu IKIKLANLAN dua", ["IKLAN"], "Satu dua\n", id="around a stretch"),
        pytest.param("Satu\n\n  IKIKLANLAN\nDua", ["IKLAN"], "Satu\n\nDua\n", id="a line around a stretch"),
        pytest.param("Satu ABC\r\nDua\r\n", ["ABC", "Dua"], "Satu\n", id="carriage returns"),
        pytest.param("Satu ABC\rDua\rTiga", ["ABC", "Dua"], "Satu\nTiga\n", id="carriage returns alone"),
        pytest.param("S\udc80tu IKLAN", ["IKLAN"], "S\udc80tu\n", id="a lone surrogate"),
        pytest.param(
            "\u00a0Satu\u00a0 IKLAN\u200b dua", ["IKLAN"], "Satu\u00a0 \u200b dua\n", id="odd spaces"
        ),
    ],
)
def test_settle(text: str, words: list[str], clean: str) -> None:
    document = settle(Document(Page(text), ()), find("ad", *words))

    assert document.page.text == text
    assert document.text == clean


def test_marks_stand_where_they_stood() -> None:
    page = "Satu IKIKLANLAN dua\nTiga IKLAN\n"

    document = settle(Document(Page(page), ()), find("ad", "IKLAN"))

    assert "".join(written(document)) == "IKIKLANLANIKLAN"
    assert list(document.marks) == sorted(document.marks)


def test_marks_name_the_rule_that_found_them() -> None:
    document = settle(Document(Page("A IKLAN B PROMO"), ()), find("ad", "IKLAN", "PROMO"))

    assert {mark.rule for mark in document.marks} == {"t/IKLAN", "t/PROMO"}


def test_a_line_that_goes_is_no_title() -> None:
    document = settle(Document(Page("Satu\nDua"), (Mark(0, 4, "title", "t/t"),)), find("ad", "Satu"))

    assert (document.title, document.text) == ("", "Dua\n")


def test_a_title_that_is_cut_is_still_the_title() -> None:
    document = settle(Document(Page("Satu IKLAN\nDua"), (Mark(0, 10, "title", "t/t"),)), find("ad", "IKLAN"))

    assert (document.title, document.text) == ("Satu", "Satu\nDua\n")
    assert all(one.end <= other.start for one, other in zip(document.marks, document.marks[1:], strict=False))


def test_rounds_end() -> None:
    """A marker that never has enough is not asked for ever."""
    asked = 0

    def greedy(text: str) -> Document:
        nonlocal asked
        asked += 1
        return Document(Page(text), (Mark(0, 1, "ad", "t/x"),) if text else ())

    settle(Document(Page("x" * 1000), ()), greedy)

    assert asked < 100
