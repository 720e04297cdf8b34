"""The second opinion of a saved page's own data."""

from __future__ import annotations

import json

import pytest

from beritaclean.cleaner import Cleaner
from beritaclean.document import Document
from beritaclean.page import Page
from beritaclean.readers.html import read_html
from beritaclean.sheet import Sheet
from beritaclean.stages.vouching import vouch

TITLE = "Jembatan Gantung Kali Ijo Dibuka Kembali untuk Warga Dua Kampung"
BODY = [
    "Kulon Asri - Jembatan gantung di atas Kali Ijo dibuka kembali untuk warga, Senin (6/5/2024).",
    "Kepala Dinas Pekerjaan Umum Wirya Tandika mengatakan perbaikan memakan waktu empat bulan.",
    "Warga kini tidak perlu memutar sejauh sembilan kilometer untuk mengantar anak ke sekolah.",
]
LAST = "Pemerintah kabupaten meminta pengendara mobil tetap memakai jembatan beton di hilir sungai."


def read(stated: list[str], widget: str = LAST, words: str = "newsletter-box") -> Page:
    """A page with a paragraph inside a widget, and with a stated body."""
    data = {"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(stated)}
    prose = "".join(f"<p>{text}</p>" for text in BODY)
    markup = (
        f"<script type='application/ld+json'>{json.dumps(data)}</script><h1>{TITLE}</h1>{prose}"
        f"<div class='{words}'><p>{widget}</p></div>"
    )
    return read_html(markup.encode())


def clean(page: Page) -> Document:
    return Cleaner().document(page)


def test_a_widget_goes() -> None:
    assert LAST not in clean(read(BODY)).text


def test_a_stated_paragraph_stays() -> None:
    document = clean(read([*BODY, LAST]))

    assert document.body == (*BODY, LAST)
    assert document.warnings == ("paragraphs stay because the page's own data hold them: 1",)


def test_what_nobody_disputes_is_not_told() -> None:
    assert clean(read(BODY)).warnings == ()


def test_what_rules_take_though_stated_is_told() -> None:
    line = "Artikel ini telah tayang di Kompas.com dengan judul Jembatan Kali Ijo Dibuka Kembali."
    document = clean(read([*BODY, line], widget=line, words="isi"))

    assert line not in document.text
    assert document.warnings == ("rules take paragraphs that the page's own data hold: 1",)


def test_a_body_on_one_line_vouches_too() -> None:
    assert LAST in clean(read([" ".join([*BODY, LAST])])).text


def test_switched_off() -> None:
    assert LAST not in Cleaner(ignore=["vouching"]).document(read([*BODY, LAST])).text


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(
            "Baca juga: Atap SD Negeri Kulon Asri Ambruk, Dua Ratus Siswa Belajar di Tenda.", id="rule"
        ),
        pytest.param("Dapatkan kabar terbaru setiap pagi.", id="short"),
        pytest.param("Ikuti Kabar Kulon Asri dan Kabupaten di Sekitarnya Setiap Pagi", id="no sentence"),
    ],
)
def test_what_is_no_prose_goes_though_stated(line: str) -> None:
    assert line not in clean(read([*BODY, line], widget=line)).text


def test_a_stated_paragraph_that_stands_twice_is_written_once() -> None:
    assert clean(read([*BODY, LAST], widget=BODY[1])).text.count(BODY[1]) == 1


def test_what_the_page_does_not_show_is_said() -> None:
    document = clean(read([*BODY, LAST], widget="Salam."))

    assert document.to_dict()["warnings"] == [
        "the page's own data hold paragraphs that it does not show: 1",
    ]


@pytest.mark.parametrize("facts", [{}, {"body": ""}, {"body": "Kulon Asri."}])
def test_vouch_noop(facts: dict[str, str]) -> None:
    sheet = Sheet(Page("\n".join(BODY), facts=facts))

    vouch(sheet)

    assert (sheet.vouched, sheet.warnings) == (frozenset(), [])
