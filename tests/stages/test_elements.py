"""What element rules say of a saved page's lines, and when they are not believed."""

from __future__ import annotations

import pytest

from beritaclean.page import Hint, Hit, Page
from beritaclean.sheet import Sheet
from beritaclean.stages.article import find_article
from beritaclean.stages.blocks import mark_blocks
from beritaclean.stages.elements import mark_elements
from beritaclean.stages.markup import mark_markup
from beritaclean.stages.tails import mark_tail

PROSE = [
    "Harga beras di Pasar Kliwon naik dua ratus rupiah sejak awal pekan, kata seorang pedagang.",
    "Menurut dia, pasokan dari tiga kecamatan berkurang setengahnya dalam dua minggu terakhir.",
    "Kepala dinas itu mengatakan perbaikan baru bisa dimulai setelah anggaran disahkan DPRD kota.",
    "Warga berharap jalan ke gudang segera diperbaiki agar truk dapat masuk sebelum musim hujan.",
]
TEASER = "Wali Kota Resmikan Jembatan Gantung Kali Ijo"
OUTSIDE = Hint(rule="my/html-article")
AD = Hint(rule="my/html-drop", kind="ad")


def mark(*lines: tuple[str, Hint], vouched: tuple[int, ...] = ()) -> Sheet:
    sheet = Sheet(Page("\n".join(text for text, _ in lines), hints=tuple(hint for _, hint in lines)))
    sheet.vouched = frozenset(vouched)
    mark_elements(sheet)
    return sheet


def inside(count: int = 4) -> list[tuple[str, Hint]]:
    return [(text, Hint()) for text in PROSE[:count]]


def test_nothing_is_said() -> None:
    sheet = mark(*inside())

    assert (sheet.kinds, sheet.elsewhere, sheet.warnings) == ({}, {}, [])


def test_plain_text_has_no_hints() -> None:
    sheet = Sheet(Page("\n".join(PROSE)))
    mark_elements(sheet)

    assert sheet.kinds == {}


def test_a_vouched_line_stays() -> None:
    sheet = mark(*inside(3), (PROSE[3], AD), vouched=(3,))

    assert sheet.kinds == {}


@pytest.mark.parametrize(
    ("hints", "warning"),
    [
        pytest.param(
            (Hint(), AD, AD, AD),
            "my/html-drop is not followed: it would take 75 % of the page's prose",
            id="takes most",
        ),
        pytest.param(
            (OUTSIDE, OUTSIDE, OUTSIDE, OUTSIDE),
            "my/html-article is not followed: its element holds 0 % of the page's prose",
            id="matches nothing",
        ),
        pytest.param(
            (OUTSIDE, OUTSIDE, OUTSIDE, Hint()),
            "my/html-article is not followed: its element holds 25 % of the page's prose",
            id="holds little",
        ),
        pytest.param(
            (Hint(), Hint(rule="x:1", kind="ad"), Hint(rule="x:2", kind="ad"), Hint(rule="x:3", kind="ad")),
            "x:1, x:2, x:3 are not followed: together they would take 75 % of the prose",
            id="take most together",
        ),
    ],
)
def test_what_would_cost_most_of_the_prose_is_not_believed(hints: tuple[Hint, ...], warning: str) -> None:
    sheet = mark(*zip(PROSE, hints, strict=True))

    assert (sheet.kinds, sheet.elsewhere, sheet.warnings) == ({}, {}, [warning])


def test_a_page_without_prose_loses_only_what_is_named() -> None:
    sheet = mark((TEASER, OUTSIDE), ("Iklan", AD), ("Foto.", OUTSIDE))

    assert sheet.kinds == {1: "ad"}
    assert sheet.warnings == ["my/html-article is not followed: its element holds 0 % of the page's prose"]


def test_what_goes_is_marked() -> None:
    sheet = mark(*inside(3), (PROSE[3], AD))

    assert (sheet.kinds, sheet.rules) == ({3: "ad"}, {3: "my/html-drop"})


def test_below_the_article_all_goes_but_who_wrote_it() -> None:
    below = [(TEASER, OUTSIDE), ("Editor: Rina Wati", OUTSIDE), (PROSE[3], OUTSIDE), ("- satu", OUTSIDE)]
    sheet = mark(*inside(3), *below)
    find_article(sheet)
    mark_tail(sheet)

    assert sheet.kinds == {3: "promo", 4: "byline", 5: "other", 6: "other"}
    assert {sheet.rules[line] for line in (3, 5, 6)} == {"my/html-article"}


def test_a_caption_below_the_last_paragraph_stays_inside_the_element() -> None:
    caption = ("Karung beras di Pasar Kliwon. (Foto: Rina Wati)", Hint(caption=True))
    sheet = mark(*inside(3), caption, (TEASER, OUTSIDE), ("Foto lain.", OUTSIDE._replace(caption=True)))
    for stage in (mark_markup, find_article, mark_tail):
        stage(sheet)

    assert sheet.kinds == {3: "caption", 4: "promo", 5: "other"}


def test_a_block_ends_with_the_element_that_goes() -> None:
    promo = AD._replace(kind="promo")
    lines = [*inside(2), ("Baca Juga", promo), (TEASER, promo), ("Sembilan Kilometer Lagi", Hint())]
    sheet = mark(*lines, (PROSE[2], Hint()))
    sheet.hits = [Hit(2, 0, 9, "promo", "test/heading", "anywhere", "block")]
    sheet.rules[2] = "test/heading"
    find_article(sheet)
    mark_blocks(sheet)

    assert sheet.kinds == {2: "promo", 3: "promo"}


def test_a_vouched_line_outside_stays() -> None:
    sheet = mark(*inside(3), (PROSE[3], OUTSIDE), vouched=(3,))
    find_article(sheet)
    mark_tail(sheet)

    assert sheet.kinds == {}


def test_above_the_article_the_headline_is_left_and_no_article_begins() -> None:
    above = [(TEASER, OUTSIDE), (PROSE[0] * 3, OUTSIDE)]
    sheet = mark(*above, *((text, Hint()) for text in PROSE[1:]))
    find_article(sheet)

    assert sheet.kinds == {}
    assert (sheet.first, sheet.last) == (2, 4)
