"""The headline and the lines around it. Pages are synthetic, in the shape of pasted ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beritaclean.page import Hint, Page
from beritaclean.sheet import Sheet
from beritaclean.stages import STAGES

Check = Callable[[str, str], None]
Make = Callable[[str, str], Sheet]

BODY = """
body | Harga beras di Pasar Kliwon naik dua ratus rupiah sejak awal pekan, kata seorang pedagang.
body | "Kami sudah lapor sejak Januari, tapi belum ada jawaban," kata Sumarni, pedagang tahu di sana.
body | Menurut dia, pasokan dari tiga kecamatan berkurang setengahnya dalam dua minggu terakhir ini.
"""
LEAD = "lead | Pedagang di pasar itu meminta pemerintah menambah pasokan beras medium sebelum hari raya tiba"
TITLE = "Harga Beras di Pasar Kliwon Naik Lagi, Pedagang Mengeluh"
DATE = "date | Senin, 06 Mei 2024 11:51 WIB"


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("", id="nothing"),
        pytest.param(BODY, id="paragraphs alone"),
        pytest.param("body | Home\nbody | Ekonomi\nbody | Indeks", id="a page without an article"),
    ],
)
def test_mark_head_noop(check: Check, table: str) -> None:
    check("heads", table)


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(f"title | {TITLE}", id="title alone"),
        pytest.param(f"title | {TITLE}\n{DATE}", id="title, date"),
        pytest.param(f"{DATE}\ntitle | {TITLE}", id="date, title"),
        pytest.param(
            f"title | {TITLE}\n{LEAD}.\nbyline | Rina Wati\n{DATE}\nduplicate | {TITLE}",
            id="title, standfirst, name, date, title",
        ),
        pytest.param(
            f"title | {TITLE}\n{DATE}\nnav | https://kabar.example/p/4R1aB", id="the page's short address"
        ),
        pytest.param(
            f"nav | {TITLE} - Kabar Desa\n\ntitle | {TITLE}\n{DATE}", id="title and site, title, date"
        ),
        pytest.param(
            f"title | {TITLE}\n{DATE}\n{LEAD}\n{LEAD.replace('lead |', 'duplicate |')}", id="a caption twice"
        ),
        pytest.param(
            f"nav | Home Daerah {TITLE}\n\ntitle | {TITLE}\n{DATE}", id="path and title, title, date"
        ),
        pytest.param(
            f"nav | Ekonomi\ntitle | {TITLE}\nlead | Stok dari Tiga Kecamatan Berkurang\n"
            f"byline | Oleh: Rina Wati\n{DATE}\nduplicate | {TITLE}",
            id="title, second headline, author, date, title",
        ),
        pytest.param(
            f"title | {TITLE}...\n{DATE}\ncaption | Karung beras di Pasar Kliwon. (Rina Wati/detikcom)\n"
            "duplicate | Karung beras di Pasar Kliwon. (Rina Wati/detikcom)",
            id="a title that breaks off, a caption twice",
        ),
        pytest.param(
            f"title | {TITLE}\nbyline | Redaksi, Ekonomi6 Mei, 2024 11:51 WIB",
            id="who and when, run together",
        ),
        pytest.param(
            f"title | {TITLE}\n{DATE}\nlead | Karung beras yang baru datang di Pasar Kliwon hari Senin\n"
            "duplicate | Karung beras yang baru datang di Pasar Kliwon hari Senin .\n"
            "nav | 12\nnav | 0",
            id="a caption twice, a stop",
        ),
        pytest.param(f"nav | Ekonomi\nnav | Bisnis Daerah\ntitle | {TITLE}\n{DATE}", id="menu, title, date"),
        pytest.param(f"nav | Laporan dari Pasar\ntitle | {TITLE}\n{DATE}", id="kicker above the title"),
        pytest.param(
            f"title | {TITLE}\n\nbyline | Rina Wati - detikNews\n\n{DATE}\n\n", id="title, byline, date"
        ),
        pytest.param(f"title | {TITLE}\n{DATE}\nbyline | Rina Wati", id="a bare name beside the date"),
        pytest.param(
            f"title | {TITLE}\nbyline | 6 Mei 2024 oleh Rina Wati", id="date and author on one line"
        ),
        pytest.param(
            f"title | {TITLE}\ncaption | Pengantar Kasus Beras", id="what may be a name, without a date"
        ),
        pytest.param(
            f"title | {TITLE}\n{DATE}\n\n"
            "lead | Harga beras di Pasar Kliwon naik dua ratus rupiah sejak awal pekan\n"
            "byline | Editor: Joko Susilo",
            id="a standfirst that the first paragraph repeats",
        ),
        pytest.param(
            f"title | {TITLE}\n{DATE}\ncaption | Poster Pasar Kliwon", id="a name that the title holds"
        ),
        pytest.param(
            f"title | {TITLE}\nbyline | Penulis: Rina Wati | Editor: Joko Susilo", id="title, byline"
        ),
        pytest.param(
            f'title | "Kami Sudah Lapor", Pedagang Pasar Kliwon Mengeluh Harga Beras\n{DATE}',
            id="quotation in the title",
        ),
        pytest.param(f"title | Kenapa Harga Beras di Pasar Kliwon Naik Lagi?\n{DATE}", id="title that asks"),
        pytest.param(f"title | {TITLE}\n{DATE}\nduplicate | {TITLE}", id="title twice"),
        pytest.param(
            f"title | {TITLE}\n\nbyline | Rina Wati\n{DATE}\nduplicate | {TITLE}",
            id="title twice, the author between",
        ),
        pytest.param(
            f"title | {TITLE}\n{DATE}\n{LEAD}",
            id="lead",
        ),
        pytest.param(
            f"title | {TITLE}\n{DATE}\ncaption | Karung beras di Pasar Kliwon. (Foto: Rina Wati/detikcom)",
            id="caption",
        ),
        pytest.param(
            f"title | {TITLE}\n{DATE}\n{LEAD}\n"
            "caption | Karung beras di Pasar Kliwon. (Foto: Rina Wati/detikcom)",
            id="lead and caption",
        ),
        pytest.param(f"title | {TITLE}\n{DATE}\nbyline | Foto: Rina Wati/detikcom", id="credit alone"),
        pytest.param(
            f"title | {TITLE}\n{DATE}\nbyline | Foto: Rina Wati/detikcom\n"
            f"caption | Karung beras di Pasar Kliwon",
            id="credit, then the caption",
        ),
        pytest.param(
            f"title | {TITLE}\n{DATE}\ncaption | Karung beras di Pasar Kliwon", id="caption without a credit"
        ),
        pytest.param(
            f"title | {TITLE}\n{DATE}\nnav | 0\nnav | A+\nnav | Komentar\nnav | Dengarkan",
            id="controls",
        ),
        pytest.param(
            f"nav | Senin, 06 Mei 2024\nnav | Home\nnav | Ekonomi\nnav | Olahraga\nnav | Otomotif\n"
            f"nav | Indeks\n"
            f"nav | Bisnis\ntitle | {TITLE}\n{DATE}",
            id="the site's clock is not the date",
        ),
        pytest.param(f"title | {TITLE}\n{DATE}\nbody | Jakarta -", id="dateline alone"),
        pytest.param(f"title | {TITLE}\n{DATE}\nbyline | Khutbah I", id="a part without a second"),
        pytest.param(
            f"nav | Wali Kota Resmikan Jembatan Gantung Kali Ijo\n"
            f"nav | Atap SD Ambruk, 214 Siswa Belajar di Tenda\n"
            f"title | {TITLE}\n{DATE}",
            id="headlines of others above",
        ),
        pytest.param(
            f"title | {TITLE}\n{DATE}\npromo<promo.block | Berita Terkait\n"
            "promo | Wali Kota Resmikan Jembatan Gantung Kali Ijo\n"
            "promo | Atap SD Ambruk, 214 Siswa Belajar di Tenda",
            id="a block between the title and the article",
        ),
        pytest.param(
            "title | Harga Beras di Pasar Kliwon Naik Dua Ratus Rupiah Sejak Awal Pekan, Mengapa?\nother | -",
            id="a long question above what is left of a dateline",
        ),
    ],
)
def test_mark_head(check: Check, head: str) -> None:
    check("heads", f"{head}\n{BODY}")


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(
            "nav | Home\nnav | Ekonomi\nnav | Olahraga\nnav | Gaya Hidup\nnav | Indeks", id="a menu"
        ),
        pytest.param("nav | MENU", id="one word"),
        pytest.param("nav | detikcom", id="an outlet's name"),
        pytest.param(f"{DATE}", id="a date"),
        pytest.param("byline | Penulis: Rina Wati", id="a byline"),
        pytest.param("byline | Foto: Rina Wati/detikcom", id="a credit"),
        pytest.param("body | Jakarta -", id="a dateline"),
        pytest.param(
            "body | Berikut kata para pedagang di lima pasar tentang harga beras:", id="what announces"
        ),
    ],
)
def test_untitled(check: Check, make_sheet: Make, head: str) -> None:
    check("heads", f"{head}\n{BODY}")

    assert make_sheet("heads", f"{head}\n{BODY}").title == -1


def test_headline_that_ends_in_quotation_marks(check: Check) -> None:
    title = 'title | Wali Kota Sebut Belum Ada Rencana Tutup "Pasar Malam"'
    check("heads", f"{title}\n{BODY}\nbody | Ya, hanya dua ton.")


def test_first_paragraph_above_a_block_stays(check: Check) -> None:
    """Without a headline, what links end is above them; a sentence of reporting is not."""
    first = "body | Wali Kota Lestari meresmikan jembatan gantung antara dua kampung di tepi Kali Ijo."
    links = (
        "promo | Atap SD Ambruk, 214 Siswa Belajar di Tenda\n"
        "promo | Hujan Terus, Petani Garam Tunda Panen Raya"
    )
    check("heads", f"{first}\npromo<promo.block | Baca Juga\n{links}\n{BODY}")


def test_author_and_date_in_one_element_are_no_lead() -> None:
    """A saved page names the element; a sentence in it is the article's all the same."""
    line = "Pedagang di pasar itu meminta pasokan beras ditambah."
    rows = [row.partition("| ")[2] for row in BODY.strip().split("\n")]
    for text, kind in (("Rina WatiSend an email6 Mei 2024", "nav"), (line, "body")):
        hints = (Hint(heading=1), Hint(words="single-post-meta"), *[Hint(words="entry")] * len(rows))
        sheet = Sheet(Page("\n".join([TITLE, text, *rows]), hints=hints))
        for name, stage in STAGES:
            stage(sheet)
            if name == "heads":
                break

        assert sheet.kinds.get(1, "body") == kind


def test_heading_of_a_saved_page_is_the_title() -> None:
    """Of two lines alike, the one that the markup calls the heading wins."""
    lines = [
        "Harga Cabai di Pasar Kliwon Ikut Naik Sejak Awal Pekan Ini",
        "Harga Beras di Pasar Kliwon Ikut Naik Sejak Awal Pekan Ini",
        *(row.partition("| ")[2] for row in BODY.strip().split("\n")),
    ]
    titles = []
    for top in (0, 1):
        sheet = Sheet(
            Page("\n".join(lines), hints=tuple(Hint(heading=int(n == top)) for n in range(len(lines))))
        )
        for name, stage in STAGES:
            stage(sheet)
            if name == "heads":
                break
        titles.append(sheet.title)

    assert titles == [0, 1]


def test_heading_of_the_first_part_stays(check: Check) -> None:
    check("heads", f"title | {TITLE}\n{DATE}\nbody | Khutbah I\n{BODY}\nbody | Khutbah II\n{BODY}")
