"""The paragraph that opens an article, above a box that outweighed it. Pages are synthetic."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beritaclean.sheet import Sheet

Make = Callable[[str, str], Sheet]

DATED = "body | Jakarta - Harga beras di pasar induk naik dua ratus rupiah sejak awal pekan, kata pedagang."
PLAIN = "body | Harga beras di Pasar Kliwon naik dua ratus rupiah sejak awal pekan, kata seorang pedagang."
BOX = "\n".join(["body | Sewa Kios Naik", "body | Taman Kota", "body | Pasar Lama", "body | Parkir"] * 2)
DATE = "body | Senin, 6 Mei 2024 11:51 WIB"
BODY = """
body | "Kami sudah lapor sejak Januari, tapi belum ada jawaban," kata Sumarni, pedagang tahu di sana.
body | Menurut dia, pasokan dari tiga kecamatan berkurang setengahnya dalam dua minggu terakhir ini.
"""


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(f"body | Pasar Kita\n{PLAIN}\n{BOX}", id="no date and no dateline"),
        pytest.param(f"{PLAIN}\nnav<nav | Pasar\n{BOX}", id="a menu below the page's first line"),
        pytest.param(f"{PLAIN}\n{BOX}\n{DATE}", id="the article's date below the page's first line"),
        pytest.param(f"{DATE}\n{PLAIN}\n{BOX}\n{DATE}", id="a teaser, then the article's date"),
        pytest.param(f"{DATED}\n{BOX}\n{DATED.replace('Jakarta', 'Medan')}", id="a dateline of its own"),
        pytest.param(f"{DATE}\npromo<promo {PLAIN[5:]}\n{BOX}", id="a paragraph that a rule took"),
    ],
)
def test_first_paragraph_stays(make_sheet: Make, head: str) -> None:
    sheet = make_sheet("article", f"{head}\n{BODY}")

    assert sheet.raw[sheet.first].split()[0] in ('"Kami', "Medan")


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(f"{DATED}\n{BOX}", id="a dateline"),
        pytest.param(f"{DATE}\n{PLAIN}\n{BOX}", id="right below the date"),
        pytest.param(f"body | Penulis: Rina Wati\n{PLAIN}\n{BOX}", id="right below the author"),
        pytest.param(f"{PLAIN}\nad<ad | ADVERTISEMENT\n{BOX}", id="the page's first line, no menu below"),
    ],
)
def test_paragraph_above_opens(make_sheet: Make, head: str) -> None:
    sheet = make_sheet("article", f"{head}\n{BODY}")

    assert "Harga beras" in sheet.raw[sheet.first]
