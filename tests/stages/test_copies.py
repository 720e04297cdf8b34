"""Copies of the headline and of paragraphs. Pages are synthetic, in the shape of pasted ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Check = Callable[[str, str], None]

TITLE = "Harga Beras di Pasar Kliwon Naik Lagi, Pedagang Mengeluh"
HEAD = f"title | {TITLE}\ndate | Senin, 06 Mei 2024 11:51 WIB"
ONE = "body | Harga beras di Pasar Kliwon naik dua ratus rupiah sejak awal pekan, kata seorang pedagang."
TWO = (
    'body | "Kami sudah lapor sejak Januari, tapi belum ada jawaban dari siapa pun," '
    "kata Sumarni, pedagang tahu di sana."
)
SIX = "body | Menurut dia, pasokan dari tiga kecamatan berkurang setengahnya dalam dua minggu terakhir ini."
PRAYER = (
    "body | Ya Allah, ampunilah dosa ibuku, lapangkanlah kuburnya, "
    "dan terimalah segala amal baiknya di sisi-Mu."
)
SHOT = "body | Pedagang menata karung beras yang baru datang di Pasar Kliwon pada Senin pagi."
LINK = "Wali Kota Resmikan Jembatan Gantung Kali Ijo di Tepi Kota"
FOOTER = "footer<footer.footer | Copyright © 2024"


def again(row: str) -> str:
    return row.replace("body |", "duplicate |")


#: The second paragraph as a script on the page holds it, and a paragraph of code that is no copy.
ESCAPED = again(TWO.replace('"', "\\" + '"').replace("Sumarni", r"Sumarni<\/em>\u00a0"))
CODE = (
    r"body | Tulis <\/em> di akhir baris, lalu \n di bawahnya, kata pengajar kelas malam itu "
    "kepada para siswanya."
)


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(f"{HEAD}\n{ONE}\n{TWO}\n{SIX}", id="nothing twice"),
        pytest.param(
            f"{HEAD}\n{ONE}\nbody | Pulang, pulang, ke kampung halaman.\n{TWO}\n"
            f"body | Pulang, pulang, ke kampung halaman.\n{SIX}",
            id="a refrain",
        ),
        pytest.param(
            f"{HEAD}\n{ONE}\nbody | Apakah Saudara mengenalnya?\nbody | Tidak.\n"
            f"body | Apakah Saudara mengenalnya?\nbody | Tidak.\n{SIX}",
            id="questions and answers in court",
        ),
        pytest.param(
            f"{HEAD}\n{ONE}\n{PRAYER}\n{PRAYER.replace('ibuku', 'ayahku')}\n{SIX}",
            id="two prayers that differ in a word",
        ),
        pytest.param(
            f"{HEAD}\n{ONE}\nbody | 1. Rp 12.500\nbody | 2. Rp 12.500\nbody | 3. Rp 12.500\n{TWO}\n{SIX}",
            id="rows of prices",
        ),
        pytest.param(
            f"{HEAD}\n{ONE}\n{TWO}\nbody | Mari bersama penuh suka cita menggapai mulia masa depan jaya\n"
            f"body | Mari bersama penuh suka cita menggapai mulia masa depan jaya\n{SIX}",
            id="a long verse twice",
        ),
        pytest.param(
            f"{HEAD}\n{ONE}\nbody | - Tanah seluas 10.000 m2 di Lampung Timur, warisan, Rp 437.500 ribu.\n"
            f"body | - Tanah seluas 10.000 m2 di Lampung Timur, warisan, Rp 437.500 ribu.\n{TWO}\n{SIX}",
            id="two items alike",
        ),
        pytest.param(f"{HEAD}\n{ONE}\n{SHOT}\n{SHOT}\n{SHOT}\n{TWO}\n{SIX}", id="a sentence three times"),
        pytest.param(
            f"{HEAD}\n{ONE}\n{SHOT}\n\n{SHOT}\n{TWO}\n{SIX}", id="a sentence twice, a blank line between"
        ),
        pytest.param(f"{HEAD}\n{ONE}\n{TWO}\n{CODE}\n{SIX}", id="a lesson in markup"),
        pytest.param(
            f"title | Ya atau Tidak?\n{HEAD.partition(chr(10))[2]}\n{ONE}\n{TWO}\n{SIX}", id="a short title"
        ),
    ],
)
def test_mark_copies_noop(check: Check, table: str) -> None:
    check("copies", table)


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(f"{HEAD}\n{ONE}\nduplicate | {TITLE}\n{TWO}\n{SIX}", id="the title inside"),
        pytest.param(f"{HEAD}\n{ONE}\n{TWO}\n{SIX}\n{again(TWO)}", id="a paragraph twice"),
        pytest.param(
            f"{HEAD}\n{ONE}\n{SHOT}\n{again(SHOT)}\n{TWO}\n{SIX}", id="a caption and its copy below it"
        ),
        pytest.param(f"{HEAD}\n{ONE}\n{TWO}\n{SIX}\n{ESCAPED}", id="a paragraph as a script holds it"),
        pytest.param(
            f"{HEAD}\n{ONE}\n{TWO}\n{SIX}\n{again(TWO)}\n{again(TWO)}", id="a paragraph three times"
        ),
        pytest.param(
            f"{HEAD}\n{ONE}\n{TWO}\npromo | {LINK}\n{SIX}\n{FOOTER}\npromo | {LINK}",
            id="a link inside that is listed below",
        ),
    ],
)
def test_mark_copies(check: Check, table: str) -> None:
    check("copies", table)
