"""The masthead of the dateline goes, the city stays. Paragraphs are invented, the shapes are outlets' own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beritaclean.page import Page
from beritaclean.sheet import Sheet
from beritaclean.stages.datelines import cut_masthead

Make = Callable[[str, str], Sheet]

REST = "Harga beras di Pasar Kliwon naik dua ratus rupiah sejak awal pekan, kata seorang pedagang."
TWO = 'body | "Kami sudah lapor sejak Januari, tapi belum ada jawaban," kata Sumarni, pedagang tahu di sana.'
SIX = "body | Menurut dia, pasokan dari tiga kecamatan berkurang setengahnya dalam dua minggu terakhir ini."


def left(sheet: Sheet, line: int) -> str:
    """What is left of a line when its stretches go."""
    raw = sheet.raw[line]
    for start, end, _, _ in reversed(sheet.stretches.get(line, [])):
        raw = raw[:start] + raw[end:]
    return raw


@pytest.mark.parametrize(
    ("opening", "first"),
    [
        pytest.param(-1, REST, id="no dateline"),
        pytest.param(
            -1, f"Jembatan itu menghubungkan Jakarta - Bandung lewat jalur selatan. {REST}", id="a route"
        ),
        pytest.param(
            -1,
            f"Liputan6.com menulisnya dalam artikel lain pada hari yang sama. {REST}",
            id="an outlet in a sentence",
        ),
        pytest.param(
            -1, f"Pertemuan antara kedua menteri berlangsung tertutup. {REST}", id="antara is between"
        ),
        pytest.param(0, f"Jakarta - {REST}", id="a city alone"),
        pytest.param(0, f"KUALA LUMPUR: {REST}", id="a Malay city"),
    ],
)
def test_cut_masthead_noop(make_sheet: Make, opening: int, first: str) -> None:
    sheet = make_sheet("datelines", f"body | {first}\n{TWO}\n{SIX}")

    assert sheet.stretches == {}
    assert sheet.opening == opening


@pytest.mark.parametrize(
    ("dateline", "clean"),
    [
        ("Bisnis.com, JAKARTA - ", "JAKARTA - "),
        ("Bisnis.com, JAKARTA – ", "JAKARTA – "),
        ("JAKARTA, KOMPAS.com - ", "JAKARTA - "),
        ("KOMPAS.com - ", ""),
        ("Jakarta, CNN Indonesia -- ", "Jakarta -- "),
        ("Medan (ANTARA) - ", "Medan - "),
        ("Liputan6.com, Jakarta ", "Jakarta "),
        ("Liputan6.com, Jakarta - ", "Jakarta - "),
        ("Merdeka.com - ", ""),
        ("TEMPO.CO, Jakarta - ", "Jakarta - "),
        ("REPUBLIKA.CO.ID, JAKARTA -- ", "JAKARTA -- "),
        ("VIVA.co.id - ", ""),
        ("SOLO, solopos.com—", "SOLO—"),
        ("Suara.com - ", ""),
        ("Kabarpasar.co.id, SOLO - ", "SOLO - "),
        ("KABAR WONOSOBO - ", ""),
    ],
)
def test_cut_masthead(make_sheet: Make, dateline: str, clean: str) -> None:
    sheet = make_sheet("datelines", f"body | {dateline}{REST}\n{TWO}\n{SIX}")

    assert left(sheet, 0) == clean + REST
    assert sheet.opening == 0
    assert {rule for stretches in sheet.stretches.values() for *_, rule in stretches} == {
        "datelines/masthead"
    }


def test_dateline_below_a_lead(make_sheet: Make) -> None:
    sheet = make_sheet("datelines", f"{TWO}\n\nbody | Bisnis.com, JAKARTA - {REST}\n{SIX}")

    assert left(sheet, 2) == f"JAKARTA - {REST}"
    assert sheet.opening == 2


def test_dateline_on_its_own_line(make_sheet: Make) -> None:
    sheet = make_sheet("datelines", f"body | JAKARTA, KOMPAS.com -\nbody | {REST}\n{TWO}\n{SIX}")

    assert left(sheet, 0) == "JAKARTA -"
    assert sheet.opening == 0


@pytest.mark.parametrize(
    ("dateline", "clean"),
    [
        ("Nganjuk, CNN Indonesia Jatim", "Nganjuk"),
        ("TABANAN, DesaBali", "TABANAN"),
        ("Jakarta, DESA.ID", "Jakarta"),
        ("Jakarta", "Jakarta"),
    ],
)
def test_dateline_on_its_own_line_without_a_dash(make_sheet: Make, dateline: str, clean: str) -> None:
    """Between the headline and the first paragraph; the city alone is what an earlier round left."""
    head = "title | Harga Beras di Pasar Kliwon Naik Lagi, Pedagang Mengeluh\ndate | Senin, 06 Mei 2024"
    sheet = make_sheet("heads", f"{head}\nbody | {dateline}\nbody | {REST}\n{TWO}\n{SIX}")

    assert left(sheet, 2) == clean
    assert sheet.opening == 2
    assert 2 not in sheet.kinds


@pytest.mark.parametrize("label", ["Metro", "Bali", "Ekonomi, Bisnis", "Sumarni, pedagang", "- Medan"])
def test_labels_above_the_first_paragraph_are_no_dateline(make_sheet: Make, label: str) -> None:
    sheet = make_sheet("datelines", f"body | {label}\nbody | {REST}\n{TWO}\n{SIX}")

    assert sheet.opening == -1
    assert sheet.stretches == {}


def test_city_above_a_dateline_is_none(make_sheet: Make) -> None:
    """The place that a site prints beside the date; the paragraph has its own."""
    sheet = make_sheet("datelines", f"body | Tual\nbody | KABAR.CO.ID, Tual - {REST}\n{TWO}\n{SIX}")

    assert left(sheet, 1) == f"Tual - {REST}"
    assert sheet.opening == 1


def test_dateline_on_its_own_line_below_captions(make_sheet: Make) -> None:
    caption = "Warga membawa karung beras ke pasar itu sejak pagi, kata seorang pedagang yang menunggu. (ist)"
    sheet = make_sheet(
        "datelines", f"body | {caption}\nbody | TABANAN, DesaBali\nbody | {REST}\n{TWO}\n{SIX}"
    )

    assert left(sheet, 1) == "TABANAN"


def test_only_the_first_masthead_goes(make_sheet: Make) -> None:
    """A quotation of another outlet further below is reporting."""
    sheet = make_sheet(
        "datelines", f"body | Bisnis.com, JAKARTA - {REST}\n{TWO}\nbody | Tempo.co, Jakarta - {REST}"
    )

    assert list(sheet.stretches) == [0]


def test_page_without_paragraphs(make_sheet: Make) -> None:
    sheet = make_sheet("datelines", "body | Bisnis.com, JAKARTA - Harga beras naik")

    assert left(sheet, 0) == "JAKARTA - Harga beras naik"


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_dash_of_a_lost_dateline(make_sheet: Make, dash: str) -> None:
    sheet = make_sheet("datelines", f"title | Harga Beras Naik\nother | {dash}\nbody | {REST}\n{TWO}\n{SIX}")

    assert sheet.rules == {1: "datelines/dash"}


def test_dash_between_paragraphs_stays(make_sheet: Make) -> None:
    sheet = make_sheet("datelines", f"body | {REST}\n{TWO}\nbody | -\n{SIX}")

    assert sheet.rules == {}


def test_outlet_alone_above_the_first_paragraph(make_sheet: Make) -> None:
    sheet = make_sheet("datelines", f"body | Kabarpasar.com\nbody | {REST}\n{TWO}\n{SIX}")

    assert sheet.kinds == {0: "other"}
    assert sheet.rules == {0: "datelines/masthead"}


def test_outlet_in_a_list_stays(make_sheet: Make) -> None:
    sheet = make_sheet(
        "datelines", f"body | {REST}\nbody | Kabarpasar.com\nbody | Tokobunga.com\n{TWO}\n{SIX}"
    )

    assert 1 not in sheet.kinds


@pytest.mark.parametrize("dateline", ["KABARDESA – ", "Kulon Asri, Kabar Desa - "])
def test_outlet_that_nobody_named(make_sheet: Make, dateline: str) -> None:
    """It goes where the page holds its domain, else it may be a place."""
    city = dateline.partition(",")[0] + " - " if "," in dateline else ""
    page = f"body | {dateline}{REST}\n{TWO}\n{SIX}"
    named = make_sheet("datelines", f"{page}\nbody | Hubungi redaksi@kabardesa.com")
    other = make_sheet("datelines", f"{page}\nbody | Hubungi redaksi@desa.com")

    assert left(named, 0) == city + REST
    assert left(other, 0) == dateline + REST


def test_outlet_that_the_host_names(make_sheet: Make) -> None:
    page = f"KABARDESA – {REST}\n{TWO[7:]}\n{SIX[7:]}\n"
    sheets = []
    for host in ("kabardesa.co.id", "desa.co.id"):
        sheet = Sheet(Page(page, facts={"host": host}))
        cut_masthead(sheet)
        sheets.append(sheet)

    assert [len(sheet.stretches) for sheet in sheets] == [1, 0]
