"""Bylines: invented names in the shapes publishers print."""

from __future__ import annotations

import pytest

from beritaclean.metadata.bylines import is_byline, is_person_name, parse_byline, parse_bylines


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Editor Tempo itu mengaku ditekan agar menghapus berita.",
        "Editor senior harian itu, Budiman, mengatakan keputusan diambil bersama.",
        "Penulis novel itu hadir di pameran buku.",
        "Pewarta foto itu dipukul aparat, kata ketuanya.",
        "Oleh karena itu, pemerintah menunda kenaikan tarif.",
        "Diadaptasi oleh sutradara muda dari Solo",
        "Oleh Sebab Itu",
        "Sumber dekat keluarga menyebut korban sempat pusing.",
        "Sumber: hasil wawancara dengan warga yang terdampak.",
        "Reporter: Apa yang terjadi malam itu?",
        "Wartawan: Bagaimana pendapat Anda soal itu",
        "Editor: kamu harus mengubah naskah ini.",
        "Laporan keuangan bank itu terbit hari ini.",
        "Laporan: pendapatan naik dua kali lipat dari tahun lalu",
        'Penulis: "Saya menulis sejak kecil."',
        pytest.param("Rina Wati", id="a bare name cannot be told from a headline"),
        pytest.param("Harga Emas Naik - Warta.com Hari Ini", id="headline with an outlet inside"),
        pytest.param("Persib - Persija 1-0", id="match"),
        pytest.param("Jakarta - Senin, 29 Januari 2024", id="a city is no person"),
        pytest.param("CNN Indonesia | Selasa, 21/04/2020 11:24 WIB", id="an outlet is no person"),
        pytest.param("(Liputan6.com/Rina Wati)", id="credit of a picture"),
        pytest.param("(AFP/Rina Wati)", id="credit of an agency"),
        pytest.param("(Foto: Rina Wati)", id="credit with its label"),
        pytest.param("(dan/atau)", id="formula"),
        pytest.param("Kontrak itu memuat sanksi (dan/atau)", id="formula in prose"),
        pytest.param("Tim SAR Gabungan", id="a team of the story"),
        pytest.param("Senin, 13 Juli 2020 09:02 WIB", id="date line"),
        pytest.param("Foto: Rina Wati", id="credit"),
    ],
)
def test_is_byline_noop(line: str) -> None:
    assert not is_byline(line)
    assert parse_byline(line) == ()


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Rina Wati - detikNews", "Rina Wati=author"),
        ("Afif Hartono - Sepakbola", "Afif Hartono=author"),
        ("Tim detikcom - detikNews", "Tim detikcom=author"),
        ("Tim Redaksi", ""),
        ("Penulis: Rina Wati", "Rina Wati=author"),
        ("Penulis\t: Rina Wati", "Rina Wati=author"),
        ("Penulis: rina Wati | Editor: muslim", "rina Wati=author, muslim=editor"),
        (
            "Penulis : Rina WatiEditor : Joko SusiloKompascom+ baca berita",
            "Rina Wati=author, Joko Susilo=editor",
        ),
        ("13,801 Views / Penulis. Muslim", "Muslim=author"),
        ("Editor. Joko Susilo", "Joko Susilo=editor"),
        ("Editor : Joko Susilo", "Joko Susilo=editor"),
        ("Editor: Joko Susilo.", "Joko Susilo=editor"),
        ("Reporter : Rina Wati", "Rina Wati=reporter"),
        ("Redaktur : Joko Susilo", "Joko Susilo=editor"),
        ("Pewarta: Rina Wati dan Agus S", "Rina Wati=reporter, Agus S=reporter"),
        ("Pewarta: prwir", "prwir=reporter"),
        (
            "Pewarta: Rina WatiEditor: Joko Susilo Copyright © ANTARA 2026",
            "Rina Wati=reporter, Joko Susilo=editor",
        ),
        ("Pewarta: Rina Wati Editor: Joko Susilo", "Rina Wati=reporter, Joko Susilo=editor"),
        ("Rep: C31/ Red: Joko Susilo", "C31=reporter, Joko Susilo=editor"),
        ("Rep: Rina Wati Red: Joko Susilo", "Rina Wati=reporter, Joko Susilo=editor"),
        ("(Reporter: Rina Wati)", "Rina Wati=reporter"),
        ("(Reporter: Rina Wati | Editor: Joko Susilo)", "Rina Wati=reporter, Joko Susilo=editor"),
        (
            "(Penulis Kontributor Serang, Rina Wati | Editor Joko Susilo)",
            "Rina Wati=contributor, Joko Susilo=editor",
        ),
        ("Penulis: Rina Wati/DW Indonesia", "Rina Wati=author, DW Indonesia=source"),
        ("Penulis: M Joko Susilo, Dosen Pascasarjana Universitas Desa", "M Joko Susilo=author"),
        ("Penulis: Rina Wati, S.Pd", "Rina Wati, S.Pd=author"),
        ("Oleh : Rina Wati,\u00a0Kampung Baru (Ambon)", "Rina Wati=author"),
        ("Oleh: Djono W. Susilo", "Djono W. Susilo=author"),
        ("Oleh Rina Wati Lestari", "Rina Wati Lestari=author"),
        ("oleh RINA WATI|", "RINA WATI=author"),
        ("Oleh Rina Wati pada 26 Jun 2020, 13:58 WIB", "Rina Wati=author"),
        ("Oleh Liputan6.com pada 26 Jun 2020, 13:58 WIB", "Liputan6.com=author"),
        ("oleh Rina Wati diperbarui 27 Jan 2024, 17:30 WIB", "Rina Wati=author"),
        ("By Rina Wati", "Rina Wati=author"),
        ("By admin -", "admin=author"),
        ("Written By rina wati lestari on Kamis, 29 Oktober 2020 | 15.11", "rina wati lestari=author"),
        ("Senin, 13 Juli 2020 09:02 Reporter : Rina Wati", "Rina Wati=reporter"),
        ("News January 27, 2016 Author: Rina Wati", "Rina Wati=author"),
        ("KAMIS, 13 JANUARI 2022 | 16:11 WIB | LAPORAN: RINA WATI", "RINA WATI=reporter"),
        ("Pasar - Rina Wati, CNBC Indonesia 21 April 2020 10:23", "Rina Wati=author"),
        ("Rina Wati - Bisnis.com", "Rina Wati=author"),
        (" Rina Wati ,\u00a0Jurnalis-Jum'at, 29 Agustus 2025 |13:10 WIB", "Rina Wati=reporter"),
        ("Rina Wati, Jurnalis", "Rina Wati=reporter"),
        ("Rina Ayu Wati | Jum'at, 17 Februari 2017 - 13:30 wib", "Rina Ayu Wati=author"),
        ("Rina WatiRina Wati - Senin, 29 Januari 2024", "Rina Wati=author"),
        ("(Rina Wati)", "Rina Wati=author"),
        ("(Tribunnews.com/Rina Wati)", "Rina Wati=author"),
        (
            "(Rina Wati/Joko Susilo/Agus Salim Lubis)",
            "Rina Wati=author, Joko Susilo=author, Agus Salim Lubis=author",
        ),
        ("Laporan Wartawan TribunJatim.com, Rina Ayu Wati.", "Rina Ayu Wati=reporter"),
        ("Liputan6.comAuthor", "Liputan6.com=author"),
        ("NurhayatiEditor", "Nurhayati=editor"),
        ("Diadaptasi oleh Rina Wati dan Joko Susilo", "Rina Wati=translator, Joko Susilo=translator"),
        ("Rina Wati berkontribusi dalam penulisan artikel ini.", "Rina Wati=contributor"),
        ("Kontributor: Rina Wati", "Rina Wati=contributor"),
        ("Produser: B.Rina Wati", "B.Rina Wati=contributor"),
        ("Fotografer: Rina Wati", "Rina Wati=photographer"),
        ("Translator: Rina Wati", "Rina Wati=translator"),
        ("Sumber: Kompas.com", "Kompas.com=source"),
        ("Sumber\t: The Telegraph", "The Telegraph=source"),
        ("Sumber: Pemerintah Kota Desa Baru", "Pemerintah Kota Desa Baru=source"),
        ("Source: Gemaloka", "Gemaloka=source"),
        pytest.param("Penulis", "", id="label alone"),
        pytest.param("Editor:", "", id="label with colon"),
        pytest.param("Credits (4)", "", id="count of credits"),
    ],
)
def test_byline(line: str, people: str) -> None:
    assert is_byline(line)
    assert ", ".join(f"{person.name}={person.role}" for person in parse_byline(line)) == people


@pytest.mark.parametrize(
    ("line", "following", "people"),
    [
        pytest.param("Jurnalis", "Share on Facebook", "", id="what follows is no name"),
        pytest.param("Editor", "", "", id="nothing follows"),
        pytest.param("Rina Wati", "Joko Susilo", "", id="two names"),
        ("Editor:", "Rina Wati", "Rina Wati=editor"),
        ("Penulis", ": Rina Wati", "Rina Wati=author"),
        ("Author", "Rina Wati", "Rina Wati=author"),
        ("Rina Wati", "Editor", "Rina Wati=editor"),
        ("Rina Wati", "Penulis", "Rina Wati=author"),
        ("Rina Wati", "Jurnalis", "Rina Wati=reporter"),
    ],
)
def test_parse_byline_with_the_next_line(line: str, following: str, people: str) -> None:
    found = parse_byline(line, following)

    assert ", ".join(f"{person.name}={person.role}" for person in found) == people


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        ([], ""),
        (["Tim Redaksi"], ""),
        (["Rina Wati,", "Joko Susilo", "Tim Redaksi"], "Rina Wati=author, Joko Susilo=author"),
        (["Rina Wati", "Penulis", "Joko Susilo", "Editor"], "Rina Wati=author, Joko Susilo=editor"),
        (["Author", "Rina Wati", "Editor", "Joko Susilo"], "Rina Wati=author, Joko Susilo=editor"),
        (["Penulis: Rina Wati", "Editor: Rina Wati"], "Rina Wati=author, Rina Wati=editor"),
        (["Penulis", ": Rina Wati", "Editor", ": Joko Susilo"], "Rina Wati=author, Joko Susilo=editor"),
    ],
)
def test_parse_bylines(lines: list[str], people: str) -> None:
    found = parse_bylines(lines)

    assert ", ".join(f"{person.name}={person.role}" for person in found) == people


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jakarta", False),
        ("Baca Berita Lain", False),
        ("Harga Emas Hari Ini", False),
        ("Rina pergi ke pasar", False),
        ("Rina Wati.  Dia pergi", False),
        ("Liga 1 Indonesia", False),
        ("Satu Dua Tiga Empat Lima Enam", False),
        ("Rina Wati", True),
        ("Rina Wati,", True),
        ("RINA WATI", True),
        ("Rina A. Wati", True),
        ("Drs. H. Joko Susilo, M.Si", True),
        ("MUHAMMAD AFIF BIN AHMAD HISHAM", True),
        ("Siti binti Ahmad", True),
    ],
)
def test_is_person_name(line: str, expected: bool) -> None:
    assert is_person_name(line) is expected


def test_byline_of_a_huge_line() -> None:
    """A line longer than any byline is refused before it is read."""
    assert not is_byline("Penulis: Rina Wati " * 500_000)
    assert parse_byline("Penulis: Rina Wati " * 500_000) == ()
