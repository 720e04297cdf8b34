"""The lines below which other articles are listed. Pages are synthetic."""

from __future__ import annotations

import pytest

from beritaclean.page import Hit, Page
from beritaclean.sheet import Sheet
from beritaclean.stages.teasers import find_closers

TEASER = "Jembatan sepanjang 90 meter itu menghubungkan dua kampung yang selama ini terpisah oleh sungai."
HEADLINES = [
    "Wali Kota Resmikan Jembatan Gantung Kali Ijo",
    "Atap SD Ambruk, 214 Siswa Belajar di Tenda",
    "Hujan Terus, Petani Garam Tunda Panen Raya",
]
PAIRS = [line for headline in HEADLINES for line in (headline, "6 Mei 2024", TEASER)]


def make_sheet(heading: str, below: list[str], *places: tuple[str, str]) -> Sheet:
    """A page of a heading and what stands below it; `places`: where its rules may fire, and what they do."""
    sheet = Sheet(Page("\n".join([heading, *below])))
    sheet.hits = [Hit(0, 0, len(heading), "promo", "test/rule", where, does) for where, does in places]
    return sheet


@pytest.mark.parametrize(
    ("heading", "below", "places"),
    [
        pytest.param("Baca juga", PAIRS, [("anywhere", "block")], id="a rule for any place"),
        pytest.param("Tentang Kami", PAIRS, [("tail", "line")], id="two words"),
        pytest.param(
            "Berita Lainnya", PAIRS[:6], [("article", "block"), ("tail", "block")], id="two teasers"
        ),
        pytest.param(
            "Berita Lainnya",
            [HEADLINES[0], HEADLINES[1], HEADLINES[2], TEASER],
            [("article", "block"), ("tail", "block")],
            id="links, and the article going on",
        ),
        pytest.param(
            "Berita Lainnya",
            [line.replace(TEASER, TEASER * 3) for line in PAIRS],
            [("article", "block"), ("tail", "block")],
            id="long paragraphs",
        ),
    ],
)
def test_find_closers_noop(heading: str, below: list[str], places: list[tuple[str, str]]) -> None:
    assert find_closers(make_sheet(heading, below, *places)) == set()


@pytest.mark.parametrize(
    ("heading", "below", "places"),
    [
        pytest.param("Terpopuler", [], [("tail", "block")], id="a heading of the page's end"),
        pytest.param("Sign up for daily newsletter", [], [("tail", "line")], id="a form"),
        pytest.param("Berita Lainnya", PAIRS, [("article", "block"), ("tail", "block")], id="three teasers"),
    ],
)
def test_find_closers(heading: str, below: list[str], places: list[tuple[str, str]]) -> None:
    assert find_closers(make_sheet(heading, below, *places)) == {0}
