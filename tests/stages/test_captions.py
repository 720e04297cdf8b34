"""Captions: one copy of each stays. Pages are synthetic, in the shape of pasted ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beritaclean.stages.captions import caption_key

Check = Callable[[str, str], None]

HEAD = "title | Harga Beras di Pasar Kliwon Naik Lagi, Pedagang Mengeluh\ndate | Senin, 06 Mei 2024 11:51 WIB"
LEAD = "lead | Pedagang di pasar itu meminta pemerintah menambah pasokan beras medium sebelum hari raya tiba"
ONE = "body | Harga beras di Pasar Kliwon naik dua ratus rupiah sejak awal pekan, kata seorang pedagang."
TWO = 'body | "Kami sudah lapor sejak Januari, tapi belum ada jawaban," kata Sumarni, pedagang tahu di sana.'
SIX = "body | Menurut dia, pasokan dari tiga kecamatan berkurang setengahnya dalam dua minggu terakhir ini."
SCENE = "Pedagang menata karung beras di Pasar Kliwon"
SHOT = f"{SCENE}. (Foto: Rina Wati/detikcom)"


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(f"{HEAD}\n{ONE}\n{TWO}\n{SIX}", id="no caption"),
        pytest.param(
            f"{HEAD}\n{ONE}\nbody | Pulang, pulang, ke kampung halaman.\n{TWO}\n"
            f"body | Pulang, pulang, ke kampung halaman.\n{SIX}",
            id="a refrain",
        ),
        pytest.param(
            f"{HEAD}\n{ONE}\nbody | Ya Allah, ampunilah dosa ibuku dan lapangkanlah kuburnya.\n"
            f"body | Ya Allah, ampunilah dosa ayahku dan lapangkanlah kuburnya.\n{TWO}",
            id="two prayers that differ in a word",
        ),
        pytest.param(
            f"{HEAD}\n{ONE}\nbody | Apakah Saudara mengenalnya?\nbody | Tidak.\n"
            f"body | Apakah Saudara mengenalnya?\n{SIX}",
            id="a question twice",
        ),
        pytest.param(
            f"{HEAD}\n{ONE}\nbody | Beras medium Rp 12.500/kg\nbody | Beras medium Rp 12.500/kg\n{TWO}",
            id="rows of prices",
        ),
        pytest.param(
            f"{HEAD}\n{ONE}\nbody | Ketua panitia (kiri) bersama wali kota.\n{TWO}",
            id="a bracket that is no credit",
        ),
        pytest.param(
            f'{HEAD}\n{ONE}\nbody | "Kirim saja ke kantor (Foto: jangan yang buram)"\n{TWO}', id="a quotation"
        ),
        pytest.param(
            f"{HEAD}\n{ONE}\n{TWO}\n"
            f"body | Pasal 12 mengancam pelaku dengan denda dan kurungan (dan/atau kerja sosial).\n{SIX}",
            id="and/or in a bracket",
        ),
        pytest.param(f"{HEAD}\n{ONE}\n{TWO}\n{SIX}\nbody | (Pendim 0406/Kliwon)", id="a press office"),
        pytest.param(
            f"{HEAD}\n{ONE}\n{ONE} Kenaikan itu disampaikan Senin.\n{TWO}\n{SIX}",
            id="a standfirst that the first paragraph begins with",
        ),
    ],
)
def test_mark_captions_noop(check: Check, table: str) -> None:
    check("captions", table)


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(f"{HEAD}\ncaption | {SHOT}\n{ONE}\n{TWO}", id="once"),
        pytest.param(
            f"{HEAD}\ncaption | {SCENE}\n{ONE}\nduplicate | {SCENE}\n{TWO}\nduplicate | {SCENE}\n{SIX}",
            id="without a credit, below each picture",
        ),
        pytest.param(f"{HEAD}\ncaption | {SHOT}\nduplicate | {SHOT}\n{ONE}\n{TWO}", id="twice"),
        pytest.param(
            f"{HEAD}\ncaption | {SHOT}\n\nduplicate | Foto: {SHOT}\n\n{ONE}\n{TWO}", id="twice, with a label"
        ),
        pytest.param(
            f"{HEAD}\nduplicate | {SCENE}\ncaption | {SHOT}\n{ONE}\n{TWO}",
            id="alternative text, then caption",
        ),
        pytest.param(
            f"{HEAD}\ncaption | {SHOT}\n{ONE}\nduplicate | {SHOT}\n{TWO}", id="again inside the article"
        ),
        pytest.param(f"{HEAD}\n{ONE}\n{TWO}\ncaption | {SHOT}\n{SIX}", id="inside the article"),
        pytest.param(
            f"{HEAD}\ncaption | {SHOT}\n"
            f"caption | Suasana pasar pada sore hari. (Foto: Joko Susilo/detikcom)\n{ONE}\n{TWO}",
            id="two pictures",
        ),
        pytest.param(
            f"{HEAD}\n{LEAD}\ncaption | {SHOT}\n{ONE}\n{TWO}",
            id="a lead stays above a caption",
        ),
        pytest.param(
            f"{HEAD}\n{LEAD}\ncaption | {SHOT}\nduplicate | {SHOT}\n{ONE}\n{TWO}",
            id="a lead stays above a caption that stands twice",
        ),
        pytest.param(
            f"{HEAD}\nbyline | Foto: Rina Wati/detikcom\ncaption | {SCENE}\n{ONE}\n{TWO}",
            id="credit, then caption",
        ),
    ],
)
def test_mark_captions(check: Check, table: str) -> None:
    check("captions", table)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(SHOT, SCENE, id="with and without a credit"),
        pytest.param(f"Foto: {SCENE}", SCENE, id="with and without a label"),
        pytest.param(f"• {SCENE}.", SCENE, id="with and without a bullet"),
        pytest.param(f"{SCENE} (ANTARA FOTO/Joko Susilo)", SHOT, id="with two credits"),
    ],
)
def test_caption_key(one: str, other: str) -> None:
    assert caption_key(one) == caption_key(other) != ""


def test_caption_key_tells_captions_apart() -> None:
    assert caption_key(SHOT) != caption_key(SHOT.replace("menata", "menimbang"))


def test_alternative_text_among_the_paragraphs(check: Check) -> None:
    check(
        "captions",
        f"{HEAD}\n{ONE}\nduplicate | {SCENE}\nbyline | ANTARA FOTO/Rina Wati\n"
        f"caption | {SCENE} saat menunggu pembeli pertama di pagi hari, Senin (6/5/2024).\n{TWO}\n{SIX}",
    )
