"""Photo credits: invented captions in the shapes publishers print."""

from __future__ import annotations

import pytest

from beritaclean.metadata.credits import find_credit, is_credit_line


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Foto itu diambil pada 1998, kata dia.",
        "Foto: sejak kapan ia direkam, itu pertanyaan pertama penyidik.",
        "Lihat foto di bawah ini: retakan memanjang sekitar 40 meter.",
        "Foto: Wisatawan di Bali (Rina)",
        "Foto: Calon Nomor Urut 01, Rina Wati",
        "Warga menyeberang jalan. (Foto: Rina Wati/detikcom)",
        "Kompas TV",
        "Facebook",
        "Tribun Desa",
        "Bisnis",
        "pssi.org",
        "www.twitter.com/rinawati",
        "TRIBUNnews.com © 2016 • About Us • Help",
        "© 2015 - Tempo Inti Media",
        "Ayah/Bunda",
        "Pasar yang terbakar di kampung Danu/ist",
        "SMA/SMK",
        "Kontrak itu memuat sanksi (dan/atau)",
        "Tangkapan layar tersebut diberi keterangan sebagai berikut.",
        "KOMPAS.com/RINAWATIPasar desa di pagi hari",
        "F. Budi Santoso",
    ],
)
def test_is_credit_line_noop(line: str) -> None:
    assert not is_credit_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Foto: Rina Wati/detikcom",
        " Foto: Ilustrasi oleh Rina Wati",
        " Foto: Getty Images",
        "Foto: (Getty Images)",
        "Foto: Istimewa",
        "Foto: Dok UGM",
        "(Foto: Allure)",
        "(Foto: dok. Gemaloka)",
        "(Liputan6.com/Rina Wati)",
        "©2019 Merdeka.com/Rina F. Wati",
        "Reuters",
        "ist",
        "istimewa",
        "- Istimewa",
        "Republika/Rina Wati",
        "Pool/RINA WATI",
        "rina wati/tribundesa",
        "rina wati/tribundesa.com",
        "SAID RINA / AFP",
        "(AFP / RINA WATI) via Kompas.com",
        "Tribunnews/Rina",
        "• VIVA.co.id/Rina Wati",
        "Tangkap layar channel YouTube DESATV",
        "Kanal YouTube CCTV DESA",
        "dok Pemkot Bandung",
        "(Supplied)",
    ],
)
def test_is_credit_line(line: str) -> None:
    assert is_credit_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Poster Film Cinta Desa",
        "Ketua panitia (kiri) bersama wali kota.",
        "Ketua panitia bersama wali kota (kedua kanan)",
        "Para pedagang di pasar, Senin (8/2/2016)",
        "Ketua panitia, Jumat (4/12).",
        "Rapat di Kementerian Kelautan (KKP)",
        "Rina (23)",
        "Pameran seni - Gambar Dunia Lama dibuka semalam di muzium.",
        "Rina Wati tersenyum dalam foto yang diunggah ke Twitter.",
        "Batas itu berlaku di kabupaten /kota.",
        pytest.param("KOMPAS.COM/RINA WATI Warga menyeberang jalan", id="in front, its end unknown"),
    ],
)
def test_find_credit_noop(line: str) -> None:
    assert find_credit(line) == (-1, "")


@pytest.mark.parametrize(
    ("caption", "rest", "credit"),
    [
        ("Suasana pasar. ", "- Bloomberg/Rina Wati", "Bloomberg/Rina Wati"),
        ("Gubernur Rina di pasar. ", "(Rina/detikcom)", "Rina/detikcom"),
        ("Ilustrasi salat ", "(Foto: Unsplash/Rina Wati)", "Unsplash/Rina Wati"),
        ("Telepon genggam ", "(ist)", "ist"),
        ("Pasar desa. ", "Tempo/Rina Wati", "Tempo/Rina Wati"),
        ("Pasar desa, 21 Oktober 2019. ", "Foto: Istimewa", "Istimewa"),
        ("Pasar desa. ", "Foto : Andri", "Andri"),
        ("Rektor buka lomba. ", "Doc. desa.ac.id KOMUNIKA", "desa.ac.id KOMUNIKA"),
        ("Satgas pasar. ", "Dok", "Dok"),
        ("Pasar desa sore WIB. ", "(Bola.com/Rina Wati)", "Bola.com/Rina Wati"),
        ("Warga di pasar ", "(Foto: Instagram/@pasar)", "Instagram/@pasar"),
        ("Warga di pasar. ", "(Foto:Dok PSSI)", "Dok PSSI"),
        ("Rina Wati", "/©KapanLagi.com®/M. Joko Susilo", "KapanLagi.com/M. Joko Susilo"),
        ("Rina Wati ", "© AFP", "AFP"),
        ("sakit kepala. ", "©www.sehat.co.uk", "www.sehat.co.uk"),
        ("Wali kota sehat. ", "©2021 Merdeka.com", "Merdeka.com"),
        ("Rupiah notes, 2018. ", "REUTERS/Rina Wati Foto: REUTERS/Rina Wati", "REUTERS/Rina Wati"),
        ("Lapak di pasar ", "(Foto: AP)", "AP"),
        ("Bekas ketua kampung di mahkamah", "/Bernama", "Bernama"),
        ("Pasar yang terbakar di kampung Danu", "/ist", "ist"),
        ("Jurubicara lembaga itu, Rina Wati", "/Net", "Net"),
        ("Peresmian pasar oleh bupati ", "/Dinas Kominfo Wonosobo", "Dinas Kominfo Wonosobo"),
        ("Peresmian pasar oleh bupati ", "/Antara/Rina Wati", "Antara/Rina Wati"),
        ("Ilustrasi harga emas ", "/Pixabay/", "Pixabay"),
        ("Rina (duduk) hari ini. ", "- Foto Astro AWANI/Rina Wati", "Astro AWANI/Rina Wati"),
        ("Banjir di tiga daerah. ", "- Gambar Bernama", "Bernama"),
        ("Kereta itu rosak. ", "– Gambar hiasan", "hiasan"),
        ("Suspek dibawa ke mahkamah. ", "(Gambar Bernama)", "Bernama"),
        ("Ilustrasi. ", "(f: ist/mistar)", "ist/mistar"),
        ("Ilustrasi kebakaran.\u00a0", "(Pixabay)", "Pixabay"),
        ("Hiu bambu. ", "(U-Report)", "U-Report"),
        ("Rapat di Jakarta", "(Biro Pers Sekretariat Presiden)", "Biro Pers Sekretariat Presiden"),
        (
            "Rapat di Balikpapan.",
            "(Tangkapan layar Kanal YouTube Harian Desa)",
            "Tangkapan layar Kanal YouTube Harian Desa",
        ),
        ("Pasar, Rabu (28/5/2025).", "(KOMPAS.com/Rina Wati)", "KOMPAS.com/Rina Wati"),
        pytest.param("Bupati, Kamis, (6/2 ", "Foto: Ronny", "Ronny", id="bracket before it left open"),
        pytest.param("Tambang ", "(Foto: Rina Wati", "Rina Wati", id="bracket left open"),
    ],
)
def test_find_credit(caption: str, rest: str, credit: str) -> None:
    assert find_credit(caption + rest) == (len(caption), credit)


def test_find_credit_of_a_huge_line() -> None:
    """Only the end of a caption is looked at."""
    caption = "Pasar desa di pagi hari. " * 200_000

    assert find_credit(caption + "(AFP/Rina Wati)") == (len(caption), "AFP/Rina Wati")
    assert not is_credit_line(caption)
