"""What follows the article. Pages are synthetic, in the shape of pasted ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Check = Callable[[str, str], None]

BODY = """
body | Harga beras di Pasar Kliwon naik dua ratus rupiah sejak awal pekan, kata seorang pedagang.
body | "Kami sudah lapor sejak Januari, tapi belum ada jawaban," kata Sumarni, pedagang tahu di sana.
body | Menurut dia, pasokan dari tiga kecamatan berkurang setengahnya dalam dua minggu terakhir ini.
"""
MENU = "nav | Home\nnav | Ekonomi\nnav | Olahraga\nnav | Gaya Hidup\nnav | Indeks"
FOOTER = "footer<footer.footer | Copyright © 2024"
LINKS = (
    "promo | Wali Kota Resmikan Jembatan Gantung Kali Ijo\npromo | Atap SD Ambruk, 214 Siswa Belajar di Tenda"
)


@pytest.mark.parametrize(
    "tail",
    [
        pytest.param("", id="nothing"),
        pytest.param("body | 1. Fotokopi kartu keluarga\nbody | 2. Pasfoto terbaru", id="a list"),
        pytest.param(
            "body | Syarat pendaftaran\nbody | 1. Fotokopi kartu keluarga\nbody | 2. Pasfoto terbaru",
            id="a list under its heading",
        ),
        pytest.param("body | Berikut daftarnya:\nbody | - Kliwon\nbody | - Legi", id="an announced list"),
        pytest.param(
            "body | Beras medium\nbody | 12.500\nbody | Gula pasir\nbody | 17.000",
            id="a table that a scraper flattened",
        ),
        pytest.param("body | Jangan lupa berdoa.", id="a short sentence"),
        pytest.param("body | Ya Tuhan, lindungilah kami.\nbody | Ya Tuhan, kuatkanlah kami.", id="a prayer"),
        pytest.param("body | Apakah Saudara mengenalnya?\nbody | Tidak.", id="a dialogue"),
        pytest.param("body | (Rapat itu digelar tertutup)", id="a remark in brackets"),
        pytest.param("body | Joko Susilo", id="a name that may be anything"),
        pytest.param(
            "body | Kontak: lomba@pasarkliwon.example\nbody | www.pasarkliwon.example/lomba", id="addresses"
        ),
        pytest.param(
            "promo<promo.related-end | Foto\nbody | Beras medium\nbody | 12.500", id="one word over a table"
        ),
        pytest.param(
            "promo<promo.related-end | Berita Terkait\nbody | 12.500 rupiah", id="a heading over no headline"
        ),
        pytest.param("body | #Demak", id="one tag"),
        pytest.param(
            "body | Judul: Pasar Kami\nbody | Penulis: Joko Susilo", id="a label that tells of a book"
        ),
        pytest.param(
            "body | Saham yang paling banyak dibeli:\nbody | 1.PT Beras Kita Tbk: Rp 205 miliar\n"
            "body | 2.PT Gula Kita Tbk: Rp 94 miliar\nother<other | Disclaimer: keputusan ada pada Anda.",
            id="a list above a disclaimer",
        ),
        pytest.param(
            "body | Lirik Lagu Pasar Kami\nbody | C\nbody | Ibu pergi ke pasar\nbody | F C\n"
            "body | Pulang membawa beras\nbyline<byline | Artikel ini ditulis oleh Rina Wati.",
            id="lyrics above who wrote it",
        ),
    ],
)
def test_mark_tail_noop(check: Check, tail: str) -> None:
    check("tails", f"{BODY}{tail}")


@pytest.mark.parametrize(
    "tail",
    [
        pytest.param(FOOTER, id="a footer"),
        pytest.param(
            f"other<other | \\\\n\nbody | Lalu, masih perlukah jembatan itu?\n{FOOTER}",
            id="a sentence after a line that says nothing",
        ),
        pytest.param(
            f"{FOOTER}\nother | Redaksi\nother | Pedoman Media Siber", id="a footer and what follows"
        ),
        pytest.param(
            f"body | 1. Fotokopi kartu keluarga\nbody | 2. Pasfoto terbaru\n{FOOTER}",
            id="a list before the footer",
        ),
        pytest.param(f"tags<tags | Tags:\nother | beras\nother | pasar\n{FOOTER}", id="tags"),
        pytest.param(f"byline | Editor: Joko Susilo\n{FOOTER}", id="a byline"),
        pytest.param(f"promo<promo.block | Berita Terkait\n{LINKS}\n{FOOTER}", id="a block of links"),
        pytest.param(
            f"{LINKS}\nother | Jembatan sepanjang 90 meter itu menghubungkan dua kampung di tepi sungai.\n"
            f"{FOOTER}",
            id="headlines and a teaser",
        ),
        pytest.param(f"{FOOTER}\nbyline | Editor: Joko Susilo", id="a byline after the footer"),
        pytest.param(
            f"{FOOTER}\nbyline | Author\nbyline | Joko Susilo\nbyline | Rina Wati\nbyline | Editor",
            id="names under a label",
        ),
        pytest.param(
            "body | Kontak: lomba@pasarkliwon.example\nbody | https://www.pasarkliwon.example/lomba\n"
            f"byline | Editor: Joko Susilo\n{FOOTER}",
            id="whom to ask, above the byline",
        ),
        pytest.param(
            f"other | redaksi@pasarkliwon.example\n{FOOTER}", id="an address that no byline follows"
        ),
        pytest.param(
            f"byline | Editor: Joko Susilo\nother | www.pasarkliwon.example\n{FOOTER}",
            id="an address below the byline",
        ),
        pytest.param(
            "promo | Infografis Harga Beras di Tiga Pasar\nshare<share.zoom | Perbesar\n"
            f"caption | Infografis Harga Beras di Tiga Pasar (Liputan6.com/Rina)\n{FOOTER}",
            id="the last picture",
        ),
        pytest.param(
            f"share<share.zoom | Perbesar\npromo | Infografis Harga Beras di Tiga Pasar\n{FOOTER}",
            id="a picture without a credit",
        ),
        pytest.param(
            f"promo<promo.related-end | Berita Terkait\n{LINKS}", id="headlines under a heading of two words"
        ),
        pytest.param("promo<promo.related-end | Berita Terkait", id="such a heading alone"),
        pytest.param("other | #beras #pasar #Demak\nother | ;", id="tags on one line"),
        pytest.param("other | -- BERNAMA\nother | #beras #pasar", id="tags below who signs"),
        pytest.param("byline | (Joko Susilo)", id="a signature at the page's end"),
        pytest.param("byline | JOKO SUSILO", id="a signature in capitals"),
        pytest.param("byline | JOKO SUSILO | RINA WATI", id="two signatures"),
        pytest.param(
            "body | Beras medium\nbody | 12.500\nother | ---\n"
            "byline | Diadaptasi oleh Rina Wati\nbyline<byline | Editor: Joko Susilo",
            id="a table, a line, and who adapted it",
        ),
        pytest.param(
            "\n\nother | Telepon 0271 123456\nfooter<footer | Copyright © 2024\nbyline | Editor: Joko Susilo",
            id="a footer above a byline",
        ),
        pytest.param("byline | Reporter: Rina Wati\nbyline | Editor: Joko Susilo", id="signed with labels"),
    ],
)
def test_mark_tail(check: Check, tail: str) -> None:
    check("tails", f"{BODY}{tail}")


@pytest.mark.parametrize(
    "tail",
    [
        pytest.param(LINKS, id="headlines"),
        pytest.param(
            "promo | Wali Kota Resmikan Jembatan Gantung Kali Ijo\nother | 2 jam lalu",
            id="a headline and its time",
        ),
        pytest.param("other | (rin/jok)\nother | beras", id="initials and tags"),
    ],
)
def test_tail_below_a_menu(check: Check, tail: str) -> None:
    """On a page that shows the site's menu, what follows is the site's without any rule."""
    check("tails", f"{MENU}\n{BODY}{tail}")


def test_short_lines_below_the_headline_are_no_menu(check: Check) -> None:
    """What follows a bare article stays, whatever stands between its headline and its first paragraph."""
    head = "title | Harga Beras di Pasar Kliwon Naik Dua Ratus Rupiah\nnav | Foto\nnav | Video"
    tail = "body | Jadwal Pasar Kliwon Bulan Ini\nbody | Senin Pon Pasar Induk Buka"
    check("tails", f"{head}\n{BODY}{tail}")
