"""Where the article begins and ends. Pages are synthetic, in the shape of pasted ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beritaclean.cleaner import Cleaner
from beritaclean.page import Hint, Page
from beritaclean.readers.html import read_html
from beritaclean.sheet import Sheet
from beritaclean.stages.article import find_article
from beritaclean.stages.markup import mark_markup

Make = Callable[[str, str], Sheet]

ONE = "body | Harga beras di Pasar Kliwon naik dua ratus rupiah sejak awal pekan, kata seorang pedagang."
TWO = 'body | "Kami sudah lapor sejak Januari, tapi belum ada jawaban," kata Sumarni, pedagang tahu di sana.'
SIX = "body | Menurut dia, pasokan dari tiga kecamatan berkurang setengahnya dalam dua minggu terakhir ini."
MENU = "nav | Home\nnav | Ekonomi\nnav | Olahraga\nnav | Gaya Hidup\nnav | Indeks"
LIST = """
body | Wali Kota Resmikan Jembatan Gantung Kali Ijo
body | Atap SD Ambruk, 214 Siswa Belajar di Tenda
body | Hujan Terus, Petani Garam Tunda Panen Raya
body | Timnas Putri Pulang dengan Kepala Tegak dari Hanoi
"""
TEASER = (
    "body | Jembatan sepanjang 90 meter itu menghubungkan dua kampung yang selama ini terpisah oleh sungai."
)


def ends(sheet: Sheet) -> tuple[str, str]:
    """The first words of the first and the last paragraph; dashes when there is none."""
    return tuple(
        " ".join(sheet.raw[line].split()[:2]) if line >= 0 else "-" for line in (sheet.first, sheet.last)
    )  # type: ignore[return-value]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("", id="nothing"),
        pytest.param("\n\n", id="blank lines"),
        pytest.param(MENU, id="a menu"),
        pytest.param(LIST, id="headlines"),
        pytest.param("body | Ya.\nbody | Tidak.\nbody | Entah.", id="answers"),
        pytest.param("body | Senin, 6 Mei 2024 11:00 WIB\nbody | 2 jam lalu", id="stamps"),
    ],
)
def test_no_article(make_sheet: Make, table: str) -> None:
    sheet = make_sheet("article", table)

    assert (sheet.first, sheet.last) == (-1, -1)
    assert sheet.kinds == {}


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(f"{ONE}\n{TWO}\n{SIX}", id="alone"),
        pytest.param(f"{MENU}\n{ONE}\n{TWO}\n{SIX}\n{LIST}", id="between menu and headlines"),
        pytest.param(
            f"{LIST}\n{ONE}\n\n{TWO}\n\n{SIX}\n{LIST}", id="between headlines, blank lines between paragraphs"
        ),
        pytest.param(f"{ONE}\nbody | Tanggapan Warga\n{TWO}\n{SIX}", id="around a subhead"),
        pytest.param(
            f"{ONE}\nad<ad | ADVERTISEMENT\nad<ad | ADVERTISEMENT\n{TWO}\n{SIX}", id="around advertisements"
        ),
        pytest.param(
            f"{ONE}\n{TWO}\npromo<promo | Baca juga: Pasar Dibuka Lagi\n{SIX}", id="around a promotion"
        ),
        pytest.param(
            f"{ONE}\nbody | 1. Siapkan fotokopi kartu\nbody | 2. Isi formulir\nbody | 3. Antre\n{TWO}\n{SIX}",
            id="around a list",
        ),
        pytest.param(
            f"{ONE}\n{TWO}\n{SIX}\nfooter<footer.footer | Copyright © 2024\n{TEASER}", id="before a footer"
        ),
        pytest.param(f"{LIST}\n{TEASER}\n{LIST}\n{ONE}\n{TWO}\n{SIX}", id="after a teaser among headlines"),
        pytest.param(f"{ONE}\n{TWO}\n{SIX}\n{LIST}\n{TEASER}\n{LIST}", id="before a teaser among headlines"),
        pytest.param(
            f"{ONE}\n{TWO}\n{SIX}\nbody | (rin/jok)\nbody | Wali Kota Resmikan Jembatan Gantung Kali Ijo\n"
            f"{TEASER}",
            id="before a teaser after initials",
        ),
        pytest.param(
            f"body | Kenapa Harga Beras di Pasar Kliwon Naik Lagi?\n{ONE}\n{TWO}\n{SIX}",
            id="after a headline that asks",
        ),
    ],
)
def test_article(make_sheet: Make, table: str) -> None:
    assert ends(make_sheet("article", table)) == ("Harga beras", "Menurut dia,")


@pytest.mark.parametrize(
    ("table", "found"),
    [
        pytest.param(f"{ONE}\n{LIST}", ("Harga beras", "Harga beras"), id="one paragraph is an article"),
        pytest.param(
            "body | Bupati memuji program itu setelah berkunjung ke dua desa\n" * 3 + ONE,
            ("Harga beras", "Harga beras"),
            id="lines without an end are no paragraphs",
        ),
        pytest.param(
            "body | " + "harga beras naik lagi dan pedagang mengeluh " * 5,
            ("harga beras", "harga beras"),
            id="a long line is a paragraph whatever its end",
        ),
    ],
)
def test_article_of_one(make_sheet: Make, table: str, found: tuple[str, str]) -> None:
    assert ends(make_sheet("article", table)) == found


def test_markup_moves_the_article() -> None:
    """On a saved page, what stands in an aside is no article, however long."""
    line = "Harga beras medium di Pasar Kliwon naik dua ratus rupiah sejak awal pekan, kata seorang pedagang."
    aside, story = Hint(region="aside", words="sidebar"), Hint(words="story")
    sheet = Sheet(Page("\n".join([line] * 5), hints=(aside, aside, aside, story, story)))

    find_article(sheet)

    assert (sheet.first, sheet.last) == (3, 4)


def test_links_in_the_articles_element_part_no_article() -> None:
    """A theme sets a box of links between the paragraphs; those above and below it are of one article."""
    line = "Harga beras medium di Pasar Kliwon naik dua ratus rupiah sejak awal pekan, kata seorang pedagang."
    link = "Wali Kota Resmikan Jembatan Gantung Kali Ijo"
    story, box = Hint(words="entry content"), Hint(words="entry content inline-related-posts", links=1.0)
    hints = (story, story, box, box, box, box, story, story)
    sheet = Sheet(Page("\n".join([line, line, *[link] * 4, line, line]), hints=hints))
    mark_markup(sheet)

    find_article(sheet)

    assert (sheet.first, sheet.last) == (0, 7)


@pytest.mark.parametrize("name", ["", " class=isi"])
def test_table_between_paragraphs_is_the_articles(name: str) -> None:
    rows = "<tr><th>Jenis<th>Harga<tr><td>Medium<td>Rp 12.000<tr><td>x<td>Rp 9<tr><td>Premium<td>Rp 15.000"
    paragraphs = [
        "Harga beras di pasar induk naik sejak awal pekan ini, kata pedagang, Senin (6/5/2024).",
        "Kenaikan itu terjadi karena pasokan dari petani berkurang selama kemarau panjang tahun ini.",
        "Pemerintah menyiapkan operasi pasar untuk menekan harga beras di kota itu, kata dinas terkait.",
    ]
    above, *below = (f"<p>{text}</p>" for text in paragraphs)
    page = read_html(
        f"<h1>Harga Beras Naik</h1><div{name}>{above}<table>{rows}</table>{''.join(below)}".encode()
    )

    assert Cleaner().document(page).dropped == ()
