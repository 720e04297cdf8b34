"""What a line looks like, whatever its words. Lines are invented, in the shape of real ones."""

from __future__ import annotations

import pytest

from beritaclean.lines import (
    LONG,
    PARAGRAPH,
    ends_sentence,
    find_end_mark,
    is_address,
    is_end_mark,
    is_headline,
    is_item,
    is_paragraph,
    is_stamp,
    looks_like_headline,
    weigh,
)
from beritaclean.normalize import fold

SENTENCE = "harga beras medium di pasar kliwon naik dua ratus rupiah sejak awal pekan, kata seorang pedagang."


@pytest.mark.parametrize(
    "line", ["", "home", "harga beras naik.", "h" * (LONG - 1), SENTENCE[:-1], '"tidak tahu," jawabnya.']
)
def test_is_paragraph_noop(line: str) -> None:
    assert not is_paragraph(line)


@pytest.mark.parametrize("end", [".", "!", "?", '"', ".)", "…", ".'", " (rin/jok)", "[bal]"])
def test_is_paragraph(end: str) -> None:
    line = SENTENCE if end != "…" else SENTENCE[:-1]
    assert is_paragraph(line + end)


def test_is_paragraph_at_its_bounds() -> None:
    assert is_paragraph("h" * LONG)
    assert is_paragraph("h" * (PARAGRAPH - 1) + ".")
    assert not is_paragraph("h" * (PARAGRAPH - 2) + ".")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "harga beras naik",
        "(rin/jok)",
        "syarat:",
        "rumah sakit umum daerah (rsud)",
        "surat no. 12/2024",
        "tiket pp. a/b",
    ],
)
def test_ends_sentence_noop(line: str) -> None:
    assert not ends_sentence(line)


@pytest.mark.parametrize(
    "line",
    [
        "ia pulang.",
        "ia pulang?",
        '"pulang"',
        "ia pulang (kemarin.)",
        "ia pulang. (rin/jok)",
        "ia pulang.[bal]",
        "katanya. - utusan",
        "katanya.***",
        'jelasnya." *',
        'katanya." -- kabar! online',
        'katanya." *des',
        "katanya. rn|lbs-50",
        "katanya. (humas polres kliwon)",
    ],
)
def test_ends_sentence(line: str) -> None:
    assert ends_sentence(line)


@pytest.mark.parametrize("line", ["", "-", "1.", "12 orang tewas", "2024. tahun itu", "1.500 orang", "-dua"])
def test_is_item_noop(line: str) -> None:
    assert not is_item(line)


@pytest.mark.parametrize(
    "line",
    ["1. satu", "12) dua belas", "a. huruf", "b) huruf", "- dua", "• tiga", "* empat", "– lima", "▪ enam"],
)
def test_is_item(line: str) -> None:
    assert is_item(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "pukul sekian",
        "harga beras naik",
        "pemilu 2024 berlangsung",
        "jalan 12.30 meter lalu lalang orang yang pulang",
    ],
)
def test_is_stamp_noop(line: str) -> None:
    assert not is_stamp(line)


@pytest.mark.parametrize(
    "line",
    ["08/1/2026 17:03", "3 jam lalu", "11.30 wib", "6 mei 2024", "1.999 views", "2 days ago", "12 komentar"],
)
def test_is_stamp(line: str) -> None:
    assert is_stamp(line)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "Home",
        "Gaya Hidup",
        "Harga beras medium di pasar naik lagi",
        "Wali Kota Lestari Meresmikan Jembatan Gantung.",
        "Berikut Daftar Harga Beras Medium:",
        '"Kami Sudah Lapor ke Kelurahan"',
        "“Kami Sudah Lapor ke Kelurahan”",
    ],
)
def test_is_headline_noop(raw: str) -> None:
    assert not is_headline(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "Harga Beras di Pasar Kliwon Naik Lagi",
        "HARGA BERAS DI PASAR KLIWON NAIK LAGI",
        "Kenapa Lorong di Jalan Melur Ditutup Dua Bulan?",
        "Atap SD Ambruk, 214 Siswa Belajar di Tenda",
    ],
)
def test_is_headline(raw: str) -> None:
    assert is_headline(raw)
    assert looks_like_headline(fold(raw))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "home",
        "harga beras medium di pasar kliwon naik.",
        "1. harga beras di pasar kliwon naik lagi",
        "h" * LONG,
    ],
)
def test_looks_like_headline_noop(line: str) -> None:
    assert not looks_like_headline(line)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "Ia pulang.",
        "denda (dan/atau)",
        "hasil 5,2 (ton/ha)",
        "laju 60 (km/jam)",
        "Badan Pusat Statistik (BPS)",
        "Pertandingan berakhir imbang (2-2)",
        "Hal itu terjadi Senin (6/5/2024)",
        "Ia menonton Reuters",
        "Catatan kaki*",
        "Ia pulang. (Bersambung)",
        "Ia pulang (Selasa)",
        "Ia pulang. (Rina Wati)",
        "Mereka bertemu di forum (G20)",
        "“Hidup ini singkat.” – KARTINI",
        "Rute itu Solo - JOGJA",
        "Ia lahir - 4 Mei 2023",
        "Ia pulang. (Red Army)",
        "Ia pulang. (Semoga)",
        "Ia lewat jalur timur (Solo/Sragen).",
        "Ia pulang. Sidang digelar Rabu (12/3).",
        "Ia pulang. (HR Muslim)",
        "Pesawat itu jenis No. AN/PY",
        "Syarat dan ketentuan berlaku *bintang",
        "Angka itu dari tahun 2024. (2)",
        "Ia membaca Kosmo! - Utusan",
        "Ia pulang ke rumah dan/atau kantor",
        "Lajunya 60 km/jam (rata-rata)",
        "Lajunya km/jam (kilometer)",
    ],
)
def test_find_end_mark_noop(raw: str) -> None:
    assert find_end_mark(raw) == -1


@pytest.mark.parametrize(
    "mark",
    [
        "(hnh/imk)",
        "(rin/jok/sul)",
        "(C31/joko)",
        "[bal]",
        "(rin)",
        "(Rin)",
        "(redaksi)",
        "(*)",
        "(***)",
        "[]",
        "(H-4)",
        "- Reuters",
        "– BERNAMA",
        "-AFP",
        "-- BERNAMA",
        "***",
        "[JON-NAL]",
        "(LK11)",
        "(cb01)",
        "[rw/ds]",
        "pn-01/dsy",
        "(red/penrem 022/PT)",
        "(Pendim 0406/Kliwon)",
        "– KABAR",
        "– KABAR! ONLINE",
        "— KabarDesa",
        "– 4 Disember, 2023",
        "- Kabar, 12 Mei 2023",
        "– KABARDAILY 12/5/2023",
        "(Pendam V/Kliwon)",
        "(Humas Polres Kliwon)",
        "(Rina/Pendim/0720/Kliwon).",
        "(Rina).",
        "(Tim Red-)",
        "(Red.)",
        "(*/red)",
        "(rn/*)",
        "(GM-KN)",
        "*des",
        "GMA/KN",
        "– Agensi",
        "- Kosmo! Online",
        "– Bernama/AFP",
        "rin/jok (Reuters)",
        "rin/jok (dpa, AP)",
    ],
)
def test_find_end_mark(mark: str) -> None:
    assert find_end_mark(f"Ia pulang. {mark}") == len("Ia pulang.")
    assert find_end_mark(f"Ia pulang. {mark}  ") == len("Ia pulang.")


def test_find_end_mark_in_a_long_line() -> None:
    """Only the end of a line is looked at, however long it is."""
    assert find_end_mark("kata " * 1000 + "dia. (hnh/imk)") == 5004


@pytest.mark.parametrize("raw", ["", "Ia pulang. (hnh/imk)", "(Rina Wati)", "(2-2)"])
def test_is_end_mark_noop(raw: str) -> None:
    assert not is_end_mark(raw)


@pytest.mark.parametrize("raw", ["(hnh/imk)", "[bal]", "(*)", "(Rin)", "(hnh/imk) beras pasar kliwon"])
def test_is_end_mark(raw: str) -> None:
    assert is_end_mark(raw)


@pytest.mark.parametrize(
    ("heavy", "light"),
    [
        pytest.param(SENTENCE, "harga beras naik.", id="paragraph, sentence"),
        pytest.param("harga beras di pasar kliwon naik.", "ekonomi", id="sentence, menu"),
        pytest.param("1. fotokopi kartu", "ekonomi", id="item, menu"),
        pytest.param("ekonomi", "wali kota resmikan jembatan gantung kali ijo", id="menu, headline"),
        pytest.param("wali kota resmikan jembatan gantung kali ijo", "3 jam lalu", id="headline, stamp"),
        pytest.param(
            '"tidak," jawabnya.', "- tidak tahu menahu soal harga beras di pasar itu", id="answer, dash"
        ),
    ],
)
def test_weigh(heavy: str, light: str) -> None:
    assert weigh(heavy) > weigh(light)


def test_weigh_is_bounded() -> None:
    """A line of a whole article counts no more than a long paragraph: it may be a teaser's page."""
    assert weigh(SENTENCE * 100) == weigh(SENTENCE * 4)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "kata pedagang.",
        "lihat www.contoh.example/lomba untuk syaratnya",
        "menurut laman www.contoh.example, harga naik.",
        "@contoh",
        "pasar kliwon, 2024.",
        "https://",
    ],
)
def test_is_address_noop(line: str) -> None:
    assert not is_address(line)


@pytest.mark.parametrize(
    "line",
    [
        "www.contoh.example",
        "https://contoh.example/a?b=c",
        "humas@contoh.example",
        "kontak: humas@contoh.example",
        "kontak media:http://contoh.example",
    ],
)
def test_is_address(line: str) -> None:
    assert is_address(line)
