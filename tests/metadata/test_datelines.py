"""Datelines: invented first paragraphs in the shapes publishers print."""

from __future__ import annotations

import pytest

from beritaclean.metadata.datelines import Dateline, find_dateline

MASTHEADS = frozenset(
    {
        "cnn indonesia",
        "cnnindonesia",
        "cnbc indonesia",
        "idn times",
        "antara",
        "antara news",
        "viva",
        "info bisnis",
        "pos kupang.com",
        "kompasotomotif",
        "pantau",
        "liputan6.com",
    }
)
PROSE = "Harga cabai rawit turun di tingkat petani."


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Harga cabai rawit turun di tingkat petani.",
        "Liputan6.com menulisnya dalam artikel berjudul lain pekan lalu.",
        "Liputan6.com, menemui dua produser film itu di kantornya.",
        "Liputan6.com telah merangkum beberapa kabar bohong tentang bantuan.",
        "Amazon.com Inc mengumumkan utang baru sebesar US$ 8 miliar.",
        "Tokobunga.com, Pasarikan.com, dan Warungku.com ikut serta.",
        "Warungku.com, Budi Hartono, mengatakan penjualannya naik.",
        "Menurut Budi, Warungku.com Kamis lalu sempat tumbang.",
        pytest.param(
            "Pantauan Kompas.com di lokasi, lapak berjejer di trotoar.", id="outlet inside a sentence"
        ),
        pytest.param("PantauanKompas.com, Bupati Wati tiba pukul 09.19.", id="lost its space"),
        pytest.param("WartawanKOMPAS.comBudi Hartono ikut meliput acara itu.", id="lost its spaces"),
        pytest.param("KOMPAS.COM/BUDI HARTONOWarga menyeberang jalan raya.", id="glued credit"),
        pytest.param(
            "gambargratis.comTerdapat beberapa cara menanam cabai.", id="glued credit in small letters"
        ),
        pytest.param("Kompas.com - 27/03/2024, 06:16 WIB", id="date line"),
        pytest.param("Kompas.com", id="an outlet alone"),
        pytest.param("Jakarta - Bandung kini ditempuh 46 menit.", id="route"),
        pytest.param("Surabaya - Malang 2-1", id="result of a match"),
        pytest.param("Persib - Persija 1-0", id="match of clubs"),
        pytest.param("PERHATIAN: Jalan Sudirman ditutup mulai pukul 06.00 sampai siang.", id="notice"),
        pytest.param("WASHINGTON, DC - Harga cabai rawit turun.", id="a district in capitals"),
        pytest.param("BANDUNG, JABAR - Harga cabai rawit turun.", id="a province in capitals"),
        pytest.param("JAKARTA, KAMIS - Harga cabai rawit turun.", id="a day in capitals"),
        pytest.param("PARUNGSARI, CIBUNGUR - Harga cabai rawit turun.", id="capitals after no known city"),
        pytest.param("Jadwal Salat - Medan. Subuh pukul lima pagi di kota itu.", id="a label before a city"),
        pytest.param("LAMSEL-LAMPUNG - Harga cabai rawit turun di sana.", id="two places and a dash"),
        pytest.param("desa, Medan - Harga cabai rawit turun di sana.", id="a short word in small letters"),
        pytest.param("Desa Post, Kantor Baru - Harga cabai rawit turun.", id="no known city"),
        pytest.param("SUMUT, Medan - Harga cabai rawit turun di sana.", id="a province before a city"),
        pytest.param("GEMA, Medan. Harga cabai rawit turun di sana.", id="capitals, a comma, a city's stop"),
        pytest.param("Argo Lawu - Solo: kereta itu berangkat dua kali sehari.", id="a route and a colon"),
        pytest.param("SELAT KECIL - Tangkap layar posisi kapal pada Senin malam.", id="slug of a caption"),
        pytest.param("Medan: Hujan ringan", id="item of a list"),
        pytest.param(
            "PEMERINTAH Kota menunda kenaikan tarif parkir tahun ini.", id="capitals of a first word"
        ),
        pytest.param(
            "Ketua DPD (PKS) - Budi Hartono hadir dalam rapat itu.", id="brackets that are no outlet"
        ),
        pytest.param("Warung | Kedai - Dua nama untuk satu tempat minum kopi.", id="a bar that parts words"),
        pytest.param("GoDesa - Layanan dompet itu melayani tiga kecamatan.", id="a brand"),
        pytest.param("KABAR DUKA - Pemain gendang itu wafat di rumahnya.", id="a label of what follows"),
        pytest.param("Jakarta menjadi kota terpadat di pulau itu tahun lalu.", id="city as subject"),
    ],
)
def test_find_dateline_noop(text: str) -> None:
    found = find_dateline(text, MASTHEADS)

    assert found is None


@pytest.mark.parametrize(
    ("marked", "city"),
    [
        ("⟦Bisnis.com, ⟧JAKARTA - ", "JAKARTA"),
        ("⟦Bisnis.com, ⟧JAKARTA — ", "JAKARTA"),
        ("⟦KABAR WONOSOBO - ⟧", ""),
        ("SOLO⟦, KABARKITA⟧ - ", "SOLO"),
        ("Merauke⟦, KK⟧ – ", "Merauke"),
        ("⟦VIVA Gorontalo – ⟧", ""),
        ("⟦GEMA NEWS - ⟧", ""),
        ("⟦Gema Desa – ⟧Solo. ", "Solo"),
        ("⟦GEMA DESA - ⟧MEDAN - ", "MEDAN"),
        ("⟦GEMA NEWS.ID, ⟧MEDAN – ", "MEDAN"),
        ("⟦Gema.co—-⟧", ""),
        ("⟦GEMA, ⟧Bandarlampung--", "Bandarlampung"),
        ("Medan – ⟦gema.desa.go.id-⟧", "Medan"),
        ("KUALA LUMPUR, April 24 ⟦(Antara) ⟧– ", "KUALA LUMPUR"),
        ("Musirawas ⟦(ANTARA Sumsel) ⟧- ", "Musirawas"),
        ("Dairi ⟦(Satu Desa News) ⟧– ", "Dairi"),
        ("Mojokerto⟦, HARIAN DESA⟧ - ", "Mojokerto"),
        ("TULANG BAWANG BARAT ⟦(KABARDESA) ⟧— ", "TULANG BAWANG BARAT"),
        ("Kuningan⟦, (BM)⟧ - ", "Kuningan"),
        ("MALANG ⟦(Desatoday) ⟧- ", "MALANG"),
        ("Jakarta⟦,Desanews⟧ - ", "Jakarta"),
        ("Tuban⟦, Jurnal Jatim⟧ – ", "Tuban"),
        ("JAWA TIMUR⟦, Desa Post⟧ — ", "JAWA TIMUR"),
        ("Nganjuk⟦, CNN Indonesia Jatim⟧ - ", "Nganjuk"),
        ("LAMSEL-LAMPUNG⟦, BERITADESA⟧ – ", "LAMSEL-LAMPUNG"),
        ("⟦titidesa, ⟧Jakarta – ", "Jakarta"),
        ("Penajam⟦, (desanews.com),⟧-", "Penajam"),
        ("⟦Desanews.com_⟧", ""),
        ("GARUT⟦, (GE).⟧- ", "GARUT"),
        ("Surabaya ⟦(KabarPagi) ⟧– ", "Surabaya"),
        ("Jakarta⟦, InfoKita⟧ - ", "Jakarta"),
        ("SURABAYA⟦ | KABAR88⟧ – ", "SURABAYA"),
        ("SURABAYA⟦ | kabar.co⟧ – ", "SURABAYA"),
        ("SERANG – ⟦BANTENKABAR.CO.ID – ⟧", "SERANG"),
        ("⟦Bisnis.com, ⟧JAKARTA--- ", "JAKARTA"),
        ("⟦Bisnis.com,⟧JAKARTA— ", "JAKARTA"),
        ("⟦Bisnis.com , ⟧JAKARTA – ", "JAKARTA"),
        pytest.param("⟦Bisnis.com⟧JAKARTA - ", "JAKARTA", id="comma and space lost"),
        ("⟦Liputan6.com, ⟧Jakarta - ", "Jakarta"),
        ("⟦Liputan6.com, ⟧Jakarta- ", "Jakarta"),
        pytest.param("⟦Liputan6.com, ⟧Jakarta ", "Jakarta", id="no dash"),
        pytest.param("⟦Liputan6.com, ⟧Jakarta", "Jakarta", id="glued to the sentence"),
        pytest.param("⟦Liputan6.com, ⟧Abu Dhabi -", "Abu Dhabi", id="two words"),
        pytest.param("⟦Liputan6.com, ⟧", "", id="no city, outlet named by the caller"),
        ("⟦Liputan6.com - ⟧", ""),
        ("⟦TEMPO.CO, ⟧Depok - ", "Depok"),
        ("⟦REPUBLIKA.CO.ID,  ⟧MANCHESTER— ", "MANCHESTER"),
        ("⟦REPUBLIKA.CO.ID, ⟧", ""),
        ("⟦AKURAT.CO, ⟧", ""),
        ("⟦TRIBUNNEWS.COM - ⟧", ""),
        ("⟦TRIBUNJABAR.ID- ⟧", ""),
        ("⟦TRIBUN-TIMUR.COM - ⟧", ""),
        ("⟦TRIBUNTORAJA.COM, ⟧KESU- ", "KESU"),
        ("⟦TRIBUNSUMSEL.COM, ⟧PALEMBANG-", "PALEMBANG"),
        ("⟦TRIBUNNEWS.CO. ⟧JAKARTA - ", "JAKARTA"),
        ("⟦jpnn.com, ⟧SURABAYA - ", "SURABAYA"),
        ("⟦jpnn.com - ⟧", ""),
        ("⟦KONTAN.CO.ID - ⟧JAKARTA. ", "JAKARTA"),
        ("⟦Merdeka.com - ⟧", ""),
        ("⟦KOMPAS.com - ⟧", ""),
        ("⟦KOMPAS.com-⟧", ""),
        ("⟦VIVA.co.id – ⟧", ""),
        pytest.param("⟦VIVA.co.id⟧", "", id="no separator"),
        pytest.param("⟦SURYA.co.id | ⟧SURABAYA  ", "SURABAYA", id="bar, dash lost"),
        pytest.param("⟦Harianjogja.com, ⟧JOGJA  ", "JOGJA", id="dash lost"),
        ("⟦NUSANTARANEWS.CO, ⟧Yogyakarta  ", "Yogyakarta"),
        ("⟦INFO BISNIS– ⟧", ""),
        ("⟦POS KUPANG.COM - ⟧", ""),
        ("⟦ANTARA -⟧", ""),
        ("⟦Pantau - ⟧", ""),
        pytest.param("⟦TransparanNews, ⟧Jakarta – ", "Jakarta", id="so and so News"),
        pytest.param("⟦TIMES MALANG, ⟧JAKARTA – ", "JAKARTA", id="regional edition"),
        pytest.param("⟦HUKAMANEWS - ⟧", "", id="so and so NEWS"),
        pytest.param("⟦REPUBLIKA.CO.ID,&nbsp;⟧JAKARTA &ndash;&nbsp;", "JAKARTA", id="entities undecoded"),
        pytest.param("⟦KOMPAS.com &amp;ndash; ⟧", "", id="entity escaped twice"),
        pytest.param(
            "⟦Laporan Wartawan Grid.ID, Rina WatiGrid.ID - ⟧",
            "",
            id="reporter glued in front, outlet repeated",
        ),
        pytest.param(
            "⟦Laporan Wartawan Tribunnews.com, Budi. TRIBUNNEWS.COM, ⟧JAKARTA - ",
            "JAKARTA",
            id="reporter in front",
        ),
        ("JAKARTA⟦, KOMPAS.com⟧ - ", "JAKARTA"),
        ("JAKARTA⟦, KOMPAS.com⟧- ", "JAKARTA"),
        ("LOS ANGELES⟦, KOMPAS.com⟧ – ", "LOS ANGELES"),
        pytest.param("JAKARTA⟦, KOMPAS.TV⟧ ", "JAKARTA", id="no dash after the outlet"),
        pytest.param("JAKARTA⟦ KOMPAS.com⟧ -", "JAKARTA", id="comma lost"),
        ("Jakarta⟦, CNN Indonesia⟧ -- ", "Jakarta"),
        ("Jakarta⟦, CNBC Indonesia⟧ - ", "Jakarta"),
        ("Jakarta⟦, KompasOtomotif⟧ – ", "Jakarta"),
        ("Yogyakarta⟦, IDN Times⟧ - ", "Yogyakarta"),
        ("Jakarta⟦, VIVA⟧ - ", "Jakarta"),
        ("LUMAJANG⟦, iNews.id⟧ - ", "LUMAJANG"),
        ("Jakarta⟦, https://www.tvOnenews.com⟧ - ", "Jakarta"),
        ("JAKARTA⟦, jakarta.suaramerdeka.com⟧ - ", "JAKARTA"),
        ("Surabaya - ⟦KABARPROGRESIF.COM ⟧", "Surabaya"),
        pytest.param("Jakarta⟦, dutabangsanews.com⟧ I ", "Jakarta", id="capital I for a bar"),
        ("Jakarta ⟦(ANTARA) ⟧- ", "Jakarta"),
        ("Jakarta ⟦(ANTARA News) ⟧- ", "Jakarta"),
        ("Mataram, NTB ⟦(ANTARA News) ⟧- ", "Mataram"),
        ("Bandarlampung ⟦(ANTARA LAMPUNG) ⟧- ", "Bandarlampung"),
        ("Bethlehem, Palestina/Istanbul ⟦(ANTARA) ⟧- ", "Bethlehem"),
        ("Surabaya ⟦(beritajatim.com) ⟧– ", "Surabaya"),
        ("JAKARTA ⟦(Lampungpro.com)⟧-", "JAKARTA"),
        pytest.param("Aceh ⟦(SL) ⟧– ", "Aceh", id="initials beside a known place"),
        ("Kawasaki, Jepang ⟦--(ANTARA/Business Wire)⟧-- ", "Kawasaki"),
    ],
)
def test_find_dateline_masthead(marked: str, city: str) -> None:
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "") + PROSE

    assert find_dateline(text, MASTHEADS) == Dateline(start, end, city)


@pytest.mark.parametrize(
    ("marked", "city"),
    [
        ("BOGOR⟦, KOMPAS.com⟧", "BOGOR"),
        ("Nganjuk⟦, CNN Indonesia Jatim⟧", "Nganjuk"),
        ("TABANAN⟦, DesaBali⟧", "TABANAN"),
        ("Jakarta⟦, CNN Indonesia⟧ –", "Jakarta"),
        ("ISTANBUL, 23 Februari 2016 ⟦(Antara/PRNewswire) ⟧--", "ISTANBUL"),
    ],
)
def test_find_dateline_alone_on_its_line(marked: str, city: str) -> None:
    start, end = marked.index("⟦"), marked.index("⟧") - 1

    assert find_dateline(marked.replace("⟦", "").replace("⟧", ""), MASTHEADS) == Dateline(start, end, city)


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Jakarta -", "Jakarta"),
        ("PUTRAJAYA:", "PUTRAJAYA"),
        (f"Jakarta - {PROSE}", "Jakarta"),
        (f"Medan, Kantor Pos - {PROSE}", "Medan"),
        (f"BANDUNG – {PROSE}", "BANDUNG"),
        (f"JAKARTA. {PROSE}", "JAKARTA"),
        (f"KUALA LUMPUR 30 Mei – {PROSE}", "KUALA LUMPUR"),
        (f"PASIR MAS, 29 November- {PROSE}", "PASIR MAS"),
        ("KUALA LUMPUR : Dua mangsa kebakaran di flat itu dikejarkan ke hospital.", "KUALA LUMPUR"),
        ("Kuala Lumpur: Banjir di tiga daerah pesisir kini semakin surut sejak pagi tadi.", "Kuala Lumpur"),
        ("Mataram, NTB - Sebanyak dua penerbangan ditunda sejak pagi.", "Mataram"),
    ],
)
def test_find_dateline_city_only(text: str, city: str) -> None:
    found = find_dateline(text, MASTHEADS)

    assert found is not None
    assert found.start == found.end
    assert found.city == city


def test_find_dateline_unknown_outlet_is_left() -> None:
    """An outlet that is no domain, and that nobody named, stays."""
    assert find_dateline(f"Gema Desa - {PROSE}", ()) is None


def test_find_dateline_reads_only_the_start() -> None:
    """A line of many megabytes costs no more than a short one."""
    assert find_dateline("a" * 5_000_000 + " Bisnis.com, JAKARTA - ", ()) is None
    assert find_dateline("Bisnis.com, JAKARTA - " + "Harga cabai. " * 500_000, ()) == Dateline(
        0, 12, "JAKARTA"
    )
