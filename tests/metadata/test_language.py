"""Languages: invented paragraphs."""

from __future__ import annotations

import pytest

from beritaclean.metadata.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("", "other", id="nothing"),
        pytest.param("12 34 56", "other", id="figures"),
        pytest.param(
            "The council said on Monday that the market will be closed for two weeks.", "other", id="English"
        ),
        pytest.param("De markt blijft twee weken dicht, zegt de gemeente in een brief.", "other", id="Dutch"),
        pytest.param("مرحبا بالعالم", "other", id="Arabic"),
        pytest.param("Warga mengatakan bahwa pasar itu akan ditutup karena banjir.", "id", id="Indonesian"),
        pytest.param(
            "Pasar ditutup dua hari. Pedagang dan pembeli pergi ke tempat lain.", "id", id="tells neither"
        ),
        pytest.param(
            "Polisi menetapkan dua tersangka dalam kasus pencurian di Kabupaten Sleman, Kamis.",
            "id",
            id="crime",
        ),
        pytest.param(
            "Gubernur bertemu Datuk Rina untuk membahas dua kota itu. Pemerintah provinsi mengirim tim.",
            "id",
            id="Indonesian about Malaysia",
        ),
        pytest.param("Penduduk berkata bahawa pasar itu akan ditutup kerana banjir.", "ms", id="Malay"),
        pytest.param(
            "Polis menahan dua suspek lelaki bagi membantu siasatan kes curi di Johor, Khamis lalu.",
            "ms",
            id="Malay crime",
        ),
        pytest.param(
            "Syarikat itu mahu menjual kereta dengan harga RM30,000 sahaja pada Disember.",
            "ms",
            id="business",
        ),
    ],
)
def test_detect_language(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_detect_language_reads_only_the_start() -> None:
    text = "Warga mengatakan bahwa pasar itu akan ditutup karena banjir. " * 100

    assert detect_language(text + "kerana bahawa wang sahaja " * 1_000_000) == "id"
