"""Dates: invented lines in the shapes publishers print."""

from __future__ import annotations

import pytest

from beritaclean.metadata.dates import find_date, is_date_line


@pytest.mark.parametrize(
    "line",
    [
        "",
        "898",
        "2 jam lalu",
        pytest.param("Pukul 14.30 WIB", id="clock alone"),
        pytest.param("Senin, 14:30 WIB", id="day and clock, no date"),
        pytest.param("21 April", id="no year"),
        pytest.param("Gempa terjadi pada 26 Juni 2020 pukul 13.58 WIB.", id="prose"),
        pytest.param("Rapat digelar Senin, 13 Juli 2020 di balai desa", id="prose without full stop"),
        pytest.param("Harga emas 17 Juni 2021 naik", id="headline"),
        pytest.param("Jadwal Salat 17 Juni 2021", id="headline of a date"),
        pytest.param("Jadwal Salat Solo - Senin, 17 Juni 2021", id="headline, a dash and a date"),
        pytest.param("Sabtu, 6 Juli 2025*", id="footnote in a schedule"),
        pytest.param("Senin, 1 Juli 2024:", id="heads a list"),
        pytest.param("Kamis (23/5/2019)", id="in brackets"),
        pytest.param("Bayu Aji - detikNews", id="byline"),
        pytest.param("0,5 gram: Rp992.000", id="price"),
        pytest.param("0812-2021-2022", id="telephone"),
        pytest.param("31/31/2021 10:00", id="in no calendar"),
        pytest.param("SURABAYA, 23 Februari 2016 (Antara/PRNewswire) --", id="dateline"),
    ],
)
def test_is_date_line_noop(line: str) -> None:
    assert not is_date_line(line)


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("Senin, 01 Sep 2025 11:51 WIB", "2025-09-01T11:51:00+07:00"),
        ("Kamis, 23 Mei 2019 20:11 WIB", "2019-05-23T20:11:00+07:00"),
        ("Kamis, 05/11/2015 10:08 WIB", "2015-11-05T10:08:00+07:00"),
        ("Sabtu, 11 Apr 2020 pukul 20:07 WIB", "2020-04-11T20:07:00+07:00"),
        ("Kompas.com - 27/03/2024, 06:16 WIB", "2024-03-27T06:16:00+07:00"),
        ("Kompas.com, 03/08/2026, 17:53 WIB", "2026-08-03T17:53:00+07:00"),
        ("CNN Indonesia | Selasa, 21/04/2020 11:24 WIB", "2020-04-21T11:24:00+07:00"),
        ("Rabu, 4 November 2015 | 21:04 WIB", "2015-11-04T21:04:00+07:00"),
        ("17 Agustus 2025 | 15.00 WIB", "2025-08-17T15:00:00+07:00"),
        ("30 Desember 1989 | 00.00 WIB", "1989-12-30T00:00:00+07:00"),
        ("Kamis, 5 November 2015 14:56 WIB | 1.229 Views", "2015-11-05T14:56:00+07:00"),
        ("Senin, 15 Februari 2016, 16:15 WIB", "2016-02-15T16:15:00+07:00"),
        ("Selasa , 01 Jan 2013, 16:34 WIB", "2013-01-01T16:34:00+07:00"),
        ("Selasa 11 Apr 2023 16:47 WIB", "2023-04-11T16:47:00+07:00"),
        ("Kamis, 5 November 2015 - 15:56 wib", "2015-11-05T15:56:00+07:00"),
        ("Jum'at, 17 Februari 2017 - 13:30 wib", "2017-02-17T13:30:00+07:00"),
        ("Jum’at, 17 Februari 2017 |13:10 WIB", "2017-02-17T13:10:00+07:00"),
        ("Kamis, 21 Maret 2013 – 20:02 WIB", "2013-03-21T20:02:00+07:00"),
        ("- Kamis, 26 September 2024 | 13:41 WIB", "2024-09-26T13:41:00+07:00"),
        ("KAMIS, 13 JANUARI 2022 | 16:11 WITA", "2022-01-13T16:11:00+08:00"),
        ("Rabu, 2 Juni 2021 09:15 WIT", "2021-06-02T09:15:00+09:00"),
        ("6 Juni 2018 8:31 WIB", "2018-06-06T08:31:00+07:00"),
        ("14 September 2021 15:48", "2021-09-14T15:48:00"),
        ("08/1/2026 20:19", "2026-01-08T20:19:00"),
        ("11/3/2026 14:05", "2026-03-11T14:05:00"),
        ("07/17/2017 10:00", "2017-07-17T10:00:00"),
        ("JABAR | 16 Juni 2021 13:00", "2021-06-16T13:00:00"),
        ("08-02-2017 02:01 | Budi Hartono", "2017-02-08T02:01:00"),
        ("on 16 Feb 2016 at 09:10 WIB", "2016-02-16T09:10:00+07:00"),
        ("Diperbarui 26 Jun 2020, 13:58 WIB", "2020-06-26T13:58:00+07:00"),
        ("Posted on Maret 30, 2015 by Admin", "2015-03-30"),
        ("Posted on July 27, 2023July 27, 2023 by Rina Wati", "2023-07-27"),
        ("March 5, 2026, 4:45 pm", "2026-03-05T16:45:00"),
        ("March 5, 2026, 12:05 am", "2026-03-05T00:05:00"),
        ("6 Mei 2024, 10:12 pagi", "2024-05-06T10:12:00"),
        ("6 Mei 2024, 5:12 petang", "2024-05-06T17:12:00"),
        ("6 Mei 2024 12:30 tengah hari", "2024-05-06T12:30:00"),
        ("6 Mei 2024 12:30 malam", "2024-05-06T00:30:00"),
        ("Redaksi - Senin, 06 Mei 2024 - 10:12:11 WIB", "2024-05-06T10:12:11+07:00"),
        ("Fri Oct 09 2020", "2020-10-09"),
        ("31-03-2023", "2023-03-31"),
        ("Terakhir Kemas Kini 12 Nov, 2025", "2025-11-12"),
        ("Isnin, 4 Ogos 2025", "2025-08-04"),
        ("Khamis, 20 Mac 2025", "2025-03-20"),
        ("12 Ags. 2019, 08:56:12 WIB", "2019-08-12T08:56:12+07:00"),
        ("Last Updated 2025-09-01T21:54:38Z", "2025-09-01T21:54:38+00:00"),
        ("2026-05-13WIB18:45:00+07:00", "2026-05-13T18:45:00+07:00"),
        ("Selasa, 3 Maret 2020 | Waktu baca 2 menit", "2020-03-03"),
        ("\u00a0Senin, 8 Februari 2016 12:43", "2016-02-08T12:43:00"),
    ],
)
def test_date_line(line: str, iso: str) -> None:
    assert is_date_line(line)
    assert find_date(line) == iso


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        pytest.param("Hal itu terjadi pada Kamis (23/5/2019).", "", id="a date of the story"),
        pytest.param("Nomor 1234/5/2019", "", id="a file number"),
        pytest.param("32 Januari 2020", "", id="in no calendar"),
        pytest.param(
            "Pasar - Rina Wati, CNBC Indonesia 21 April 2020 10:23", "2020-04-21T10:23:00", id="byline"
        ),
        pytest.param(
            "Oleh Rina Wati pada 26 Jun 2020, 13:58 WIB", "2020-06-26T13:58:00+07:00", id="byline by"
        ),
        pytest.param(
            "Rina Wati , Jurnalis-Jum'at, 29 Agustus 2025 |13:10 WIB", "2025-08-29T13:10:00+07:00", id="glued"
        ),
        pytest.param(
            "KAMIS, 13 JANUARI 2022 | 16:11 WIB | LAPORAN: BUDI HARTONO",
            "2022-01-13T16:11:00+07:00",
            id="reporter",
        ),
        pytest.param(
            "27 Agustus 2019   15:46 Diperbarui: 27 Agustus 2019   18:39 1147 9",
            "2019-08-27T15:46:00",
            id="both",
        ),
        pytest.param(
            "Diperbarui 28 Agu 2019, 18:39 WIB Diterbitkan 27 Agu 2019, 15:46 WIB",
            "2019-08-27T15:46:00+07:00",
            id="the day of publication wins over the last change",
        ),
        pytest.param("09:10 WIB, 16 Februari 2016", "2016-02-16T09:10:00+07:00", id="clock first"),
    ],
)
def test_find_date(line: str, iso: str) -> None:
    assert find_date(line) == iso


def test_date_of_a_huge_line() -> None:
    """Only the start of a line is looked at."""
    assert find_date("x " * 3_000_000 + "12 Juni 2020") == ""
    assert not is_date_line("12 Juni 2020 " * 1_000_000)
