"""A page while it is being marked."""

from __future__ import annotations

import pytest

from beritaclean.page import Mark, Page
from beritaclean.sheet import Sheet


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("\n", ["", ""]),
        ("Satu\nDua", ["satu", "dua"]),
        ("Satu\r\n Dua \r\n", ["satu", "dua", ""]),
        ("Satu\rDua", ["satu", "dua"]),
        ("\u00a0\n\u200b\n\t", ["", "", ""]),
        ("Satu\fDua\u2028Tiga\x85Empat", ["satu\fdua\u2028tiga\x85empat"]),
        ("“Satu”\u00a0 dua\u200b", ['"satu" dua']),
    ],
)
def test_lines(text: str, lines: list[str]) -> None:
    """Line N of the folded page is line N of the page, whatever ends its lines."""
    sheet = Sheet(Page(text))

    assert sheet.lines == lines
    assert len(sheet.raw) == len(lines)
    assert Page(text).newline.join(sheet.raw) == text


def test_mark() -> None:
    sheet = Sheet(Page("Satu\n\nDua"))

    assert sheet.mark(0, "ad", "t/one")
    assert not sheet.mark(0, "promo", "t/two"), "the first decision stands"
    assert not sheet.mark(1, "ad", "t/one"), "a blank line is nothing"
    assert (sheet.kinds, sheet.rules) == ({0: "ad"}, {0: "t/one"})


@pytest.mark.parametrize(
    "second",
    [
        pytest.param((2, 4), id="the same"),
        pytest.param((0, 3), id="over its start"),
        pytest.param((3, 6), id="over its end"),
        pytest.param((0, 6), id="around it"),
        pytest.param((5, 5), id="empty"),
        pytest.param((6, 5), id="backwards"),
    ],
)
def test_stretch_noop(second: tuple[int, int]) -> None:
    sheet = Sheet(Page("abcdef"))
    sheet.stretch(0, 2, 4, "ad", "t/one")

    sheet.stretch(0, *second, "ad", "t/two")

    assert sheet.stretches[0] == [(2, 4, "ad", "t/one")]


def test_stretches_are_in_order() -> None:
    sheet = Sheet(Page("abcdefgh"))

    for start in (4, 0, 6, 2):
        sheet.stretch(0, start, start + 2, "ad", f"t/{start}")

    assert [start for start, *_ in sheet.stretches[0]] == [0, 2, 4, 6]


def test_stretch_folded() -> None:
    sheet = Sheet(Page("\u200b  Harga\u00a0\u00a0NAIK\u200b lagi"))

    sheet.stretch_folded(0, 6, 10, "ad", "t/x")

    ((start, end, _, _),) = sheet.stretches[0]
    assert sheet.raw[0][start:end].strip("\u200b") == "NAIK"


@pytest.mark.parametrize(
    ("line", "before", "after"), [(0, -1, 2), (1, 0, 2), (2, 0, 5), (3, 2, 5), (5, 2, 7), (6, 5, 7)]
)
def test_neighbours(line: int, before: int, after: int) -> None:
    sheet = Sheet(Page("a\n\nb\n \n\u200b\nc\n"))

    assert (sheet.before(line), sheet.after(line)) == (before, after)


@pytest.mark.parametrize(("upper", "lower", "gap"), [(0, 1, False), (0, 3, True), (1, 3, True), (3, 5, True)])
def test_gap(upper: int, lower: int, gap: bool) -> None:
    assert Sheet(Page("a\nb\n\nc\n \nd")).gap(upper, lower) is gap


def test_is_repeated() -> None:
    sheet = Sheet(Page("Daftar  Isi\nSatu.\nDAFTAR ISI\nDua.\n"))

    assert [sheet.is_repeated(line) for line in sheet.filled] == [True, False, True, False]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_marks(newline: str) -> None:
    page = Page(newline.join(["Satu", "dua tiga", "Empat"]))
    sheet = Sheet(page)
    sheet.mark(2, "ad", "t/line")
    sheet.stretch(1, 0, 4, "promo", "t/stretch")

    marks = sheet.marks()

    assert [page.text[mark.start : mark.end].strip() for mark in marks] == ["dua", "Empat"]
    assert [(mark.kind, mark.rule) for mark in marks] == [("promo", "t/stretch"), ("ad", "t/line")]


def test_marks_of_nothing() -> None:
    assert Sheet(Page("Satu\nDua")).marks() == ()


def test_a_line_that_goes_needs_no_stretches() -> None:
    sheet = Sheet(Page("Satu dua"))
    sheet.stretch(0, 0, 4, "ad", "t/stretch")
    sheet.mark(0, "promo", "t/line")

    assert sheet.marks() == (Mark(0, 8, "promo", "t/line"),)


def test_a_line_that_stays_loses_its_stretches() -> None:
    """What a rule takes inside a caption, a lead or a headline goes, and the rest is what it was."""
    sheet = Sheet(Page("Pasar IKLAN pagi"))
    sheet.stretch(0, 6, 12, "ad", "t/stretch")
    sheet.mark(0, "caption", "t/line")

    assert sheet.marks() == (
        Mark(0, 6, "caption", "t/line"),
        Mark(6, 12, "ad", "t/stretch"),
        Mark(12, 16, "caption", "t/line"),
    )
