"""Reads publication dates: the date in a line, and whether the line is a date line at all.

Indonesian, Malay and English names of days and months are read alike, since pages mix them. A date
in brackets ("Kamis (23/5/2019)") belongs to the story, never to the page, and is not read. A date
with no zone gets none: most Indonesian sites mean WIB, but they do not say so.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache

from beritaclean.metadata import RECENT
from beritaclean.normalize import holds_any

#: Nothing beyond this many characters of a line is looked at.
REACH = 400
#: A date line is no longer than this.
_LONGEST = 160

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb pebruari",
            "maret march mac mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july julai jul",
            "agustus august ogos agu ags agt aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov nopember nop",
            "desember december disember des dec dis",
        ),
        1,
    )
    for name in names.split()
}
_ZONES = {
    "wib": "+07:00",
    "wita": "+08:00",
    "wit": "+09:00",
    "myt": "+08:00",
    "sgt": "+08:00",
    "gmt": "+00:00",
    "utc": "+00:00",
    "z": "+00:00",
}

_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = (
    r"(?:senin|selasa|rabu|kamis|jum['’`]?at|sabtu|minggu|isnin|khamis|jumaat|ahad|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?"
)
_ZONE = r"(?:wib|wita|wit|myt|sgt|gmt(?:[+-]\d{1,2})?|utc|z|[+-]\d{2}:?\d{2})(?![a-z])"
_YEAR = r"(?:19|20)\d{2}(?!\d)"
_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)(?:[.:](?P<second>[0-5]\d)(?:\.\d{1,6})?)?(?!\d|[.,/]\d)"
    rf"\s*(?P<half>[ap]\.?m\.?(?![a-z])|(?:pagi|tengah ?hari|petang|malam)\b)?\s*(?P<zone>{_ZONE})?"
)


#: One of these stands in every year that is read.
CENTURIES = ("19", "20")


@cache
def _date() -> re.Pattern[str]:
    """A full date, written or in figures; `(23/5/2019)` is passed over."""
    return re.compile(
        rf"(?<![\d/(.-])(?P<y1>{_YEAR})[-/](?P<m1>\d{{1,2}})[-/](?P<d1>\d{{1,2}})(?!\d)"
        rf"|(?<![\d/(.-])(?P<d2>\d{{1,2}})(?P<s2>[-/.])(?P<m2>\d{{1,2}})(?P=s2)(?P<y2>{_YEAR})"
        rf"|(?<![\d/(.-])(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{{0,3}}"
        rf"(?P<m3>{_MONTH}),?[\s-]{{0,3}}(?P<y3>{_YEAR})"
        rf"|(?P<m4>(?<![a-z]){_MONTH})\s{{0,3}}(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<y4>{_YEAR})",
        re.I,
    )


@cache
def _clock_after() -> re.Pattern[str]:
    """The clock that follows a date: `, 06:16 WIB`, ` | 15.00 WIB`, `T21:54:38Z`, ` at 09:10`."""
    return re.compile(
        rf"[\s,|–—·•/-]{{0,6}}(?:(?:pukul|jam|at|pk)\b\.?\s*|(?:t|wib|wita|wit)(?=\d|\s))?"
        rf"[\s:,]{{0,3}}{_CLOCK}",
        re.I,
    )


@cache
def _clock_before() -> re.Pattern[str]:
    """The clock that stands before a date: `11:24 WIB, 21 April 2020`."""
    return re.compile(rf"(?<![\d.,/]){_CLOCK}[\s,|–-]{{0,5}}(?:{_DAY}[\s,]{{0,3}})?$", re.I)


@cache
def _updated() -> re.Pattern[str]:
    return re.compile(
        r"(?:diperbarui|diperbaharui|dikemas ?kini|kemas kini|updated?|modified|perubahan)[^0-9]{0,30}$", re.I
    )


def find_date(line: str) -> str:
    """Read the date, with clock and zone where given, as ISO 8601; "" without a full date.

    Where a line gives both, the day of publication wins over the day of the last change.

    >>> find_date("Kompas.com - 27/03/2024, 06:16 WIB")
    '2024-03-27T06:16:00+07:00'
    >>> find_date("11/3/2026 14:05"), find_date("Terakhir Kemas Kini 12 Nov, 2025")
    ('2026-03-11T14:05:00', '2025-11-12')
    >>> find_date("Hal itu terjadi pada Kamis (23/5/2019).")
    ''
    """
    head = line[:REACH]
    later = ""
    for found in _date().finditer(head):
        day = _day_of(found)
        if not day:
            continue
        iso = day + _clock_of(head, found.start(), found.end())
        if not _updated().search(head[: found.start()]):
            return iso
        later = later or iso
    return later


def _day_of(found: re.Match[str]) -> str:
    """The day of a matched date as `YYYY-MM-DD`, "" for one that is in no calendar."""
    for form in "1234":
        if found[f"y{form}"]:
            break
    year, day, name = int(found[f"y{form}"]), int(found[f"d{form}"]), found[f"m{form}"]
    month = int(name) if name.isdigit() else _MONTHS[name.lower().rstrip(".")]
    if form == "2" and month > 12 >= day:  # an American order, seen only where it cannot be another
        day, month = month, day
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _clock_of(head: str, start: int, end: int) -> str:
    """The clock beside a date as `THH:MM:SS` with its zone, "" without one."""
    found = _clock_after().match(head, end) or _clock_before().search(head[max(0, start - 40) : start])
    if not found:
        return ""
    hour = int(found["hour"])
    half = (found["half"] or "").lower()
    if half and half != "pagi" and half[0] != "a" and hour < 12:
        hour += 0 if half.startswith("tengah") and hour == 11 else 12
    elif half[:1] in ("a", "m") and hour == 12:
        hour = 0  # "12:30 am", "12:30 malam"
    zone = (found["zone"] or "").lower()
    if not zone:
        between = head[end : found.start("hour")].lower() if found.string is head else ""
        zone = next((word for word in ("wita", "wib", "wit") if word in between), "")
    return f"T{hour:02}:{found['minute']}:{found['second'] or '00'}{_offset(zone)}"


def _offset(zone: str) -> str:
    if not zone:
        return ""
    if zone in _ZONES:
        return _ZONES[zone]
    figures = zone[3:] if zone.startswith("gmt") else zone
    sign, digits = figures[0], figures[1:].replace(":", "")
    return f"{sign}{int(digits):02}:00" if len(digits) <= 2 else f"{sign}{digits[:2]}:{digits[2:]}"


@cache
def _dressing() -> re.Pattern[str]:
    """What may stand on a date line beside the date itself."""
    return re.compile(
        rf"\b{_DAY}"
        rf"|(?<!\d)(?:\bt(?=\d))?{_CLOCK}"
        rf"|\b{_ZONE}"
        r"|\b(?:waktu setempat|pukul|jam|tanggal|tarikh)\b"
        r"|\b(?:posted|published|updated|last updated|modified|date)(?: on| at)?\b"
        r"|\b(?:telah )?(?:diperbarui|diperbaharui|diterbitkan|ditayangkan|ditulis|tayang|terbit|"
        r"dipublikasikan|dibuat|terakhir|dikemas ?kini|kemas ?kini|update|rilis)(?: pada)?\b"
        r"|\b\d[\d.,]*\s*(?:x\s+)?(?:views?|dibaca|kali dibaca|pembaca|comments?|komentar|shares?)\b"
        r"|\b(?:dibaca|views?)\s*:?\s*\d[\d.,]*(?:\s*(?:kali|x))?\b"
        r"|\b(?:waktu baca|lama baca|bacaan)\s*:?\s*\d+\s*(?:menit|min|minit)\b"
        r"|\b\d+\s*(?:menit|min|mins?|minutes?|minit)\s*(?:baca|membaca|read|bacaan)?\b"
        r"|\b(?:on|at|pada)\b"
        r"|\bby\s+(?:admin|redaksi|[A-Z][\w'.-]+(?:\s[A-Z][\w'.-]+){0,3})\s*$",
        re.I,
    )


@cache
def _before() -> re.Pattern[str]:
    """A section or an outlet in front: `JABAR | `, `CNN Indonesia | `, `Kompas.com - `, `Redaksi - `."""
    return re.compile(
        r"\s*(?:[A-Z][\w.&'-]*(?:\s[A-Z&][\w.&'-]*){0,2}\s*[|•·]\s*"
        r"|(?:Tim )?(?:Redaksi|Admin(?:istrator)?|Editor)\s*[-–,]\s*"
        r"|[A-Za-z0-9-]+(?:\.[a-z0-9-]+){0,2}\.[A-Za-z]{2,4}\s*[-–,|]\s*)?"
    )


@cache
def _after() -> re.Pattern[str]:
    """Behind a dated clock a tag, `08-02-2017 02:01 | Nama Tokoh`, or counts of readers and comments."""
    return re.compile(r"\s*\|\s*[A-Z][\w.'-]*(?:\s[A-Z][\w.'-]*){0,3}\s*$|(?:\s+\d{1,6}){2}\s*$")


@cache
def _leftover() -> re.Pattern[str]:
    return re.compile(r"[\w\"“”?!;%$@#]", re.ASCII)


def is_date_line(line: str) -> bool:
    """Tell whether the line is a date of publication and nothing else.

    A section or outlet before it, labels, counts of views and the time it takes to read may stand
    beside the date; any other word makes it prose. A clock without a date is no date line.

    >>> is_date_line("CNN Indonesia | Selasa, 21/04/2020 11:24 WIB")
    True
    >>> is_date_line("Pukul 14.30 WIB"), is_date_line("Gempa terjadi pada 26 Juni 2020 pukul 13.58 WIB.")
    (False, False)
    """
    text = line.strip()
    if not 6 <= len(text) <= _LONGEST or not holds_any(text, CENTURIES):
        return False
    return text[-1] not in ":?!;*" and _is_dated(text)


@lru_cache(maxsize=RECENT)
def _is_dated(text: str) -> bool:
    """Tell whether a line with a year is a date line; of each it is asked up to four times, at 25 µs."""
    if not _date().search(text):
        return False
    clocked = find_date(text)
    if not clocked:
        return False
    front = _before().match(text)
    rest = text[front.end() :] if front else text
    rest = _date().sub(" ", rest)
    if _clock_after().search(text):
        rest = _after().sub(" ", rest)
    return _leftover().search(_dressing().sub(" ", rest)) is None


def normalize_stamp(text: str) -> str:
    """Return a date that a page's own data states in ISO 8601; "" when it is none.

    >>> normalize_stamp("2016-02-08T23-55-42Z"), normalize_stamp("29 August 2025")
    ('2016-02-08T23:55:42+00:00', '2025-08-29')
    """
    from datetime import datetime

    text = text.strip()[:60]
    colons = re.sub(r"T(\d\d)-(\d\d)-(\d\d)", r"T\1:\2:\3", text)
    try:
        return datetime.fromisoformat(colons.replace("Z", "+00:00")).isoformat()
    except ValueError:
        return find_date(text)
