"""What rules took is marked where the rules may fire, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beritaclean.page import Hit, Page
from beritaclean.sheet import Sheet
from beritaclean.stages.phrases import apply_hits, apply_later

Check = Callable[[str, str], None]

ONE = "body | Harga beras di Pasar Kliwon naik dua ratus rupiah sejak awal pekan, kata seorang pedagang."
SIX = "body | Menurut dia, pasokan dari tiga kecamatan berkurang setengahnya dalam dua minggu terakhir ini."


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(f"body<nav.tail | Terkini\n{ONE}\n{SIX}", id="tail rule above"),
        pytest.param(f"{ONE}\n{SIX}\nbody<nav.head | Terkini", id="head rule below"),
        pytest.param(
            f"body<nav.article | Terkini\n{ONE}\n{SIX}\nbody<nav.article | Terkini", id="article rule around"
        ),
        pytest.param(
            f"{ONE}\nbody<nav.head | Terkini\n{SIX}\nbody<nav.tail | Foto\n{SIX}\n{ONE}",
            id="head and tail rules inside",
        ),
        pytest.param(
            "body<nav.head | Terkini\nbody<nav.tail | Foto", id="no article: nothing is above or below it"
        ),
    ],
)
def test_places_noop(check: Check, table: str) -> None:
    check("places", table)


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(
            f"nav<nav | Terkini\n{ONE}\nad<ad | ADVERTISEMENT\n{SIX}\nfooter<footer | Redaksi", id="anywhere"
        ),
        pytest.param(f"nav<nav.head | Terkini\n{ONE}\n{SIX}", id="head"),
        pytest.param(f"{ONE}\nnav<nav.article | Terkini\n{SIX}", id="article"),
        pytest.param(f"{ONE}\n{SIX}\nnav<nav.tail | Terkini", id="tail"),
        pytest.param("nav<nav.article | Terkini\nbody | Ya", id="no article: all may be"),
        pytest.param(
            f"{ONE}\npromo<promo.block | Baca Juga\n{SIX}\nfooter<footer.footer | Copyright",
            id="headings themselves",
        ),
    ],
)
def test_places(check: Check, table: str) -> None:
    check("places", table)


def hit(start: int, end: int, rule: str, where: str = "anywhere", does: str = "stretch") -> Hit:
    return Hit(0, start, end, "ad", f"test/{rule}", where, does)


def test_the_first_rule_decides() -> None:
    sheet = Sheet(Page("ADVERTISEMENT"))
    sheet.hits = [hit(0, 13, "one", does="line"), hit(0, 13, "other", does="line"), hit(0, 5, "stretch")]

    apply_hits(sheet)

    assert sheet.rules == {0: "test/one"}
    assert sheet.stretches == {}


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("Baca: Sungai Meluap, Dua Kampung di Demak Terendam", {0: "ad"}),
        ("Baca: lembar soal itu dengan teliti, lalu tutup bukunya.", {}),
        ("Baca: Doa Iftitah", {}),
    ],
)
def test_a_line_that_needs_a_headline(line: str, kinds: dict[int, str]) -> None:
    sheet = Sheet(Page(line))
    sheet.hits = [hit(0, len(line), "baca", does="headline")]

    apply_hits(sheet)

    assert sheet.kinds == kinds


def test_stretches_are_marked_on_the_page_as_it_stands() -> None:
    """Hits count characters of the folded line; spaces and unseen characters shift the page's own."""
    sheet = Sheet(Page("  Harga\u00a0\u00a0naik\u200b IKLAN lagi"))
    sheet.hits = [hit(11, 16, "iklan")]

    apply_hits(sheet)

    ((start, end, _, _),) = sheet.stretches[0]
    assert sheet.raw[0][start:end] == "IKLAN"


def test_later_stretches() -> None:
    sheet = Sheet(Page("Harga naik IKLAN"))
    sheet.hits = [hit(11, 16, "iklan", where="article")]

    apply_hits(sheet)
    assert sheet.stretches == {}

    apply_later(sheet)
    assert sheet.stretches == {0: [(11, 16, "ad", "test/iklan")]}
