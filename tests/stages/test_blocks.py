"""Blocks of links inside an article. Pages are synthetic, in the shape of pasted ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beritaclean.sheet import Sheet
from beritaclean.stages.blocks import LONGEST, block_lines

Check = Callable[[str, str], None]
Make = Callable[[str, str], Sheet]

ONE = "body | Harga beras di Pasar Kliwon naik dua ratus rupiah sejak awal pekan, kata seorang pedagang."
TWO = 'body | "Kami sudah lapor sejak Januari, tapi belum ada jawaban," kata Sumarni, pedagang tahu di sana.'
SIX = "body | Menurut dia, pasokan dari tiga kecamatan berkurang setengahnya dalam dua minggu terakhir ini."
HEADING = "promo<promo.block | Baca Juga"
LINKS = (
    "promo | Wali Kota Resmikan Jembatan Gantung Kali Ijo\npromo | Atap SD Ambruk, 214 Siswa Belajar di Tenda"
)


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(f"{ONE}\n{TWO}\n{SIX}", id="no block"),
        pytest.param(f"{ONE}\nbody | Tanggapan Warga\n{TWO}\n{SIX}", id="a subhead"),
        pytest.param(f"{ONE}\n{HEADING}\n{TWO}\n{SIX}", id="a heading with nothing under it"),
        pytest.param(
            f"{ONE}\n{HEADING}\nbody | 1. Siapkan fotokopi kartu\nbody | 2. Isi formulir\n{TWO}\n{SIX}",
            id="a list under a heading",
        ),
        pytest.param(
            f"{ONE}\n{HEADING}\nbody | - Beras medium lima kilogram\nbody | - Gula pasir satu kilogram\n"
            f"{TWO}\n{SIX}",
            id="a list with bullets under a heading",
        ),
        pytest.param(
            f"{ONE}\n{HEADING}\nbody | Ia pulang ke Kliwon pada hari yang sama.\n{TWO}\n{SIX}",
            id="a sentence under a heading",
        ),
        pytest.param(
            "\n".join(
                [
                    ONE,
                    TWO,
                    SIX,
                    ONE,
                    TWO,
                    HEADING,
                    *["body | Warga Kliwon Menata Kampung Lagi"] * (LONGEST + 1),
                    SIX,
                    ONE,
                    TWO,
                ]
            ),
            id="more lines than a block has",
        ),
    ],
)
def test_mark_blocks_noop(check: Check, table: str) -> None:
    check("blocks", table)


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(f"{ONE}\n{SIX}\n{HEADING}\n{LINKS}\n{TWO}\n{SIX}", id="up to the next paragraph"),
        pytest.param(f"{ONE}\n\n{SIX}\n\n{HEADING}\n\n{LINKS}\n\n{TWO}\n\n{SIX}", id="with blank lines"),
        pytest.param(
            f"{ONE}\n{SIX}\n{HEADING}\npromo | - Wali Kota Resmikan Jembatan Gantung\n{TWO}\n{SIX}",
            id="a headline with a bullet",
        ),
        pytest.param(
            f"{ONE}\n{TWO}\n{SIX}\n{HEADING}\npromo | - Wali Kota Resmikan Jembatan Gantung",
            id="right below the article",
        ),
        pytest.param(
            f"{ONE}\n{SIX}\n{HEADING}\n{LINKS}\n\nbody | Tanggapan Warga\n{TWO}\n{SIX}",
            id="before a subhead after a blank line",
        ),
        pytest.param(
            f"{ONE}\n{SIX}\n{HEADING}\n{LINKS}\n\npromo | Sewa Kios\n{TWO}\nbody | Sewa Kios\n{SIX}",
            id="a table of contents, whose last line stands below again",
        ),
        pytest.param(
            f"{ONE}\n{SIX}\n{HEADING}\n{LINKS}\nbody | Tanggapan Warga\n{TWO}\n{SIX}",
            id="no blank line, but shorter than a headline",
        ),
        pytest.param(
            f"{ONE}\n{SIX}\n{HEADING}\n{LINKS}\npromo | Tanggapan Warga di Tiga Kampung\n{TWO}\n{SIX}",
            id="no blank line, no subhead",
        ),
        pytest.param(
            f"{ONE}\n{SIX}\n{HEADING}\npromo | Wali Kota Resmikan Jembatan\nad<ad | ADVERTISEMENT\n"
            f"promo | Atap SD Ambruk\n{TWO}\n{SIX}",
            id="around an advertisement",
        ),
        pytest.param(
            f"{ONE}\n{SIX}\n{HEADING}\npromo<date | Senin, 6 Mei 2024 11:51 WIB\npromo | Atap SD Ambruk\n"
            f"{TWO}\n{SIX}",
            id="with the dates of its headlines",
        ),
        pytest.param(
            f"{ONE}\n{SIX}\n{HEADING}\npromo | Wali Kota Resmikan Jembatan\nother<other | 20,432 Views\n"
            f"promo | Atap SD Ambruk\n{TWO}\n{SIX}",
            id="around a count of readers",
        ),
        pytest.param(
            f"{ONE}\n{SIX}\n{HEADING}\n{LINKS}\n{TWO}\n{SIX}\n{HEADING}\n{LINKS}\n{ONE}\n{TWO}", id="twice"
        ),
    ],
)
def test_mark_blocks(check: Check, table: str) -> None:
    check("blocks", table)


def test_block_lines_stop(make_sheet: Make) -> None:
    """Nothing beyond the line named is read."""
    sheet = make_sheet("phrases", f"{HEADING}\n{LINKS}\n{LINKS}")

    assert block_lines(sheet, 0, 2) == [1, 2]
    assert block_lines(sheet, 0, 4) == [1, 2, 3, 4]
