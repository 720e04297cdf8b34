"""Finds the dateline that opens an article: the outlet's masthead in it, and the city.

A dateline is what stands before the first sentence: `Bisnis.com, JAKARTA - Harga ...`,
`Jakarta, CNN Indonesia -- Harga ...`, `Medan (ANTARA) - Harga ...`, `KUALA LUMPUR: Harga ...`. The
masthead is what the clean text leaves out; the city stays. A domain stands as an outlet whoever it
belongs to; an outlet that is no domain ("CNN Indonesia") must be named by the caller. A sentence
that only begins with an outlet ("Liputan6.com menulisnya dalam ...") is left alone, and so is a
route or a match ("Jakarta - Bandung kini ...").
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from beritaclean.metadata import word_set
from beritaclean.metadata.places import is_place, squeeze_place

#: A dateline is short: nothing beyond this many characters is looked at.
REACH = 400

#: What local papers are called, with their city: KABAR WONOSOBO, PORTAL JEMBER.
_PAPERS = word_set(
    "berita harian jurnal kabar koran lensa lingkar mantra media portal radar suara tribun warta zona"
)
#: Words before a dash that open other things than a report from somewhere.
_NO_CITIES = word_set(
    "tanya jawab harga jadwal hasil profil catatan opini kolom tajuk editorial resep tips cara info foto "
    "video infografis fakta kronologi daftar berita update live laporan pengumuman sinopsis ulasan wawancara "
    "senin selasa rabu kamis jumat sabtu minggu langkah bagian babak hari pagi siang malam"
)
#: What stands in capitals between brackets beside a city is an outlet up to so many characters.
_INITIALS = 12
#: Words that such a report goes on with at least.
_FEWEST = 6
#: After a city these are its province or country, not an outlet.
_REGIONS = word_set(
    "ntb ntt diy dki kbb jabar jateng jatim banten jogja sumut sumbar sumsel babel kepri kalbar kalteng "
    "kalsel kaltim kaltara sulut sulbar sulsel sultra sulteng malut maluku papua indonesia malaysia "
    "singapura brunei thailand filipina vietnam jepang china india australia inggris prancis jerman italia "
    "spanyol rusia ukraina turki mesir israel palestina amerika usa dc"
)

_TLD = (
    r"(?:co\.id|com\.my|com\.sg|or\.id|go\.id|ac\.id|web\.id|my\.id|net\.id|com|co|id|net|org|news|"
    r"tv|my|info|asia|online|live|today|biz)"
)
# A domain in small letters may be glued to the capital after it: "VIVA.co.idPerusahaan", "Bisnis.comJAKARTA".
_DOMAIN = (
    r"(?:https?://)?[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+){0,2}?"
    rf"\.(?:{_TLD}(?![a-z0-9@/]|\.[A-Za-z])|(?i:{_TLD})(?![A-Za-z0-9@/]|\.[A-Za-z]))"
)
# Entities that a scraper left undecoded stand for what they mean.
_GAP = r"(?:\s|&(?:amp;)?nbsp;)*"
_DASH = r"(?:[-\u2010-\u2015]{1,3}|&(?:amp;)?[mn]dash;)"
# What follows a name never begins with a letter: letters once taken are not given back (*+), which takes a
# third of the time where nothing matches, as in headlines.
_WORD = r"[A-Z\u00c0-\u00de][\w'’]*+(?:\.[\w'’]*+)*(?:-[A-Z]\w*+)?"
_CITY = rf"{_WORD}(?:[ \u00a0]{_WORD}){{0,3}}?"
_NAME = r"[A-Za-z]\w*+(?:[./&]\w*+)*(?: [A-Z]\w*+(?:[./]\w*+)*){0,3}?"
_MONTH = (
    r"(?i:jan(?:uari|uary)?|feb(?:ruari|ruary)?|mac|mar(?:et|ch)?|apr(?:il)?|mei|may|jun[ei]?|jul(?:i|y|ai)?|"
    r"agustus|agu|ags|aug(?:ust)?|ogos|sep(?:t|tember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|"
    r"des(?:ember)?|dec(?:ember)?|dis(?:ember)?)\.?"
)
_DAY = rf"(?:,?\s+(?:\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?|{_MONTH}\s+\d{{1,2}}))"

# `Kompas.com - 27/03/2024, 06:16 WIB` is a date line, and no dateline.
_DATE_NEXT = (
    r"\d{1,2}[/.:-]\d|\d{1,2}\s+[A-Z][a-z]{2,8}\s+\d{4}|"
    r"(?i:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu),?\s+\d"
)


class Dateline(NamedTuple):
    """Where the masthead stands in a paragraph, and the city beside it.

    `start` and `end` are the stretch to leave out, with its comma, brackets and spaces; they are
    equal where no outlet is named. `city` is as printed, or "".
    """

    start: int
    end: int
    city: str


@cache
def _outlet_first() -> re.Pattern[str]:
    """An outlet at the start, and what separates it from the rest (nothing, when glued).

    In capitals it may stand in two words: "KABAR DESA.ID".
    """
    return re.compile(
        rf"{_GAP}(?P<outlet>(?:[A-Z]{{3,}} (?=[A-Z]+\.[A-Z]))?{_DOMAIN})"
        rf"(?P<gap>{_GAP},{_GAP}|{_GAP}{_DASH}{_GAP}|{_GAP}\|{_GAP}|\s*:\s+|\.\s+|_|(?=[A-Z]))"
    )


@cache
def _named_first() -> re.Pattern[str]:
    """An outlet that is no domain, at the start: a comma must then be followed by a city."""
    return re.compile(
        rf"{_GAP}(?P<outlet>{_NAME})"
        rf"(?P<gap>{_GAP},{_GAP}|{_GAP}{_DASH}{_GAP}|{_GAP}\|{_GAP})"
    )


@cache
def _city_first() -> re.Pattern[str]:
    """A city, then an outlet: `City, OUTLET -`, `City - OUTLET`, `City (OUTLET) -`."""
    return re.compile(
        rf"{_GAP}(?P<city>{_CITY})(?P<more>(?:(?:,\s+|/){_CITY}){{0,2}}?{_DAY}?)"
        rf"(?:(?P<bracket>,?\s*{_DASH}?\((?P<agency>[^()]{{2,40}})\)[.,]?\s*)(?P<close>{_DASH}|$)"
        rf"|(?P<comma>{_GAP},{_GAP})(?:(?P<outlet>{_DOMAIN})(?P<end>{_GAP}{_DASH}|\s*$|\s*\||\s+(?=[A-Z]))"
        rf"|(?P<name>{_NAME})(?:{_GAP}{_DASH}(?![-(])|\s*$))"
        rf"|\s+{_DASH}\s+(?P<late>{_DOMAIN}(?:\s*{_DASH}\s*|\s+))(?=[A-Z])|(?P<bare>\s+{_DOMAIN}){_GAP}{_DASH}"
        rf"|(?P<barred>\s*\|\s*(?:{_DOMAIN}|[A-Z][\w.]*(?: [A-Z][\w.]*){{0,2}})){_GAP}{_DASH})"
    )


@cache
def _city_start() -> re.Pattern[str]:
    """A city at the start of the rest, up to the dash, stop or bar that closes it."""
    return re.compile(
        rf"{_GAP}(?P<city>{_CITY})(?:,\s+{_CITY})?{_DAY}?"
        rf"(?P<sep>{_GAP}{_DASH}|\s*\||\s*:|\.\s|\s{{2,}}|\s*$)"
    )


def find_dateline(text: str, mastheads: Collection[str]) -> Dateline | None:
    """Find the dateline at the start of `text`, the first paragraph of an article.

    `mastheads` are the outlets that are no domain, folded to lower case; domains need no naming.
    A dateline without an outlet counts only where the city is a known one and prose follows.

    >>> find_dateline("Bisnis.com, JAKARTA - Harga cabai turun di tingkat petani.", ())
    Dateline(start=0, end=12, city='JAKARTA')
    >>> find_dateline("Jakarta, CNN Indonesia -- Harga cabai turun.", {"cnn indonesia"})
    Dateline(start=7, end=22, city='Jakarta')
    >>> find_dateline("Medan (ANTARA) - Harga cabai turun.", {"antara"})
    Dateline(start=6, end=15, city='Medan')
    >>> find_dateline("Liputan6.com menulisnya dalam artikel lain.", ()) is None
    True
    """
    head = text[:REACH]
    reporter = _reporter_line(head)
    if reporter:
        found = _outlet(head, reporter, mastheads)
        return found and Dateline(0, found.end, found.city)
    return _outlet(head, 0, mastheads) or _city_and_outlet(head, mastheads) or _city_alone(head)


def guess_outlet(text: str) -> str:
    """What stands where an outlet does in a dateline, be it one or not; "" where nothing does.

    >>> guess_outlet("KABARDESA – Harga cabai turun."), guess_outlet("Kulon Asri, Kabar Desa - Harga turun.")
    ('KABARDESA', 'Kabar Desa')
    """
    head = text[:REACH]
    found = _city_first().match(head)
    if found and found["name"]:
        return found["name"]
    opened = _named_first().match(head)
    return opened["outlet"] if opened else ""


def is_outlet_alone(line: str) -> bool:
    """Tell whether a line is an outlet's domain and nothing else.

    >>> is_outlet_alone("Bisnis.com"), is_outlet_alone("Bisnis.com, JAKARTA")
    (True, False)
    """
    return _domain().fullmatch(line.strip()) is not None


@cache
def _laporan() -> re.Pattern[str]:
    return re.compile(rf"\s*Laporan (?i:wartawan|reporter|jurnalis|kontributor) (?P<outlet>{_DOMAIN})")


def guess_city(text: str) -> str:
    """The city before the dash that opens a report, be it known here or not; "" where none is.

    Only the first paragraph of an article may be asked, and only for what is said of it: "Harga Baru -
    ..." opens a list, and a caption may open as `PASAR SEPI - Warga ...`.

    >>> guess_city("Kulon Asri - Warga desa itu memanen padi lebih awal dari tahun lalu, kata Danu.")
    'Kulon Asri'
    >>> guess_city("Tanya Jawab - Apa saja yang perlu dibawa warga ke kantor kelurahan hari itu?")
    ''
    """
    found = _unknown_city().match(text[:REACH])
    if not found:
        return ""
    city, rest = found["city"], text[found.end() : REACH]
    words = rest.split()
    if len(words) < _FEWEST or not _is_prose(rest) or not _NO_CITIES.isdisjoint(city.lower().split()):
        return ""
    named = sum(1 for _ in takewhile(lambda word: word[0].isupper(), words))
    pair = named == len(city.split()) > 1  # as many words in capitals: a route, or two clubs
    return "" if pair or _is_route(city, rest) else city


@cache
def _unknown_city() -> re.Pattern[str]:
    """One to four words before a dash with a space behind it, and before it too unless all is in capitals."""
    return re.compile(
        rf"{_GAP}(?P<city>[A-Z][A-Z'’]+(?: [A-Z][A-Z'’]+){{0,3}}(?=\s*{_DASH}\s)|{_CITY}(?=\s{_DASH}\s))"
        rf"\s*{_DASH}\s+"
    )


def _reporter_line(head: str) -> int:
    """Where the dateline begins after a glued `Laporan Wartawan Grid.ID, Name`; 0 without one."""
    found = _laporan().match(head) if head.lstrip().startswith("Laporan ") else None
    if not found:
        return 0
    stem = found["outlet"].lower().split(".", 1)[0] + "."
    near = head[: found.end() + 80]
    again = near.lower().find(stem, found.end())
    if again > 0:
        return again
    other = _sentence_outlet().search(near, found.end())
    return other.end() if other else 0


@cache
def _sentence_outlet() -> re.Pattern[str]:
    return re.compile(rf"\.\s+(?={_DOMAIN}{_GAP}(?:{_DASH}|[.,]))")


def _outlet(head: str, at: int, mastheads: Collection[str]) -> Dateline | None:
    """A dateline that opens with the outlet."""
    found, domain = _outlet_first().match(head, at), True
    if not found:
        found, domain = _named_first().match(head, at), False
        if not found:
            return None
        if not _is_outlet(found["outlet"], mastheads) and not _is_before_city(found, head):
            return None
    start, end, gap = found.start("outlet"), found.end(), found["gap"].strip()
    rest = head[end:]
    city = _city_of(rest, gap)
    if not found["gap"] and not city and not _opens_glued().match(found["outlet"]):
        return None
    if gap == "," and not city and (not domain or not _stands_alone(found["outlet"], rest, mastheads)):
        return None
    if not city and not _is_prose(rest) and not (rest.strip() == "" and gap not in (",", "")):
        return None
    return Dateline(start, end, city)


def _is_before_city(found: re.Match[str], head: str) -> bool:
    """`Lensa Desa – Musi Rawas. Warga`: between an outlet and its sentence stands a known city.

    Behind a comma it has its dash, and the outlet is one word in capitals, or in small letters, as no place
    is: `LENSA, Medan - Warga`. A dash without a space parts two places: `LAMSEL-LAMPUNG`.
    """
    name, gap = found["outlet"], found["gap"].strip()
    if gap in ("", "|") or is_place(name) or not _NO_CITIES.isdisjoint(name.lower().split()):
        return False
    if gap == "," and not (name.isalpha() and _is_one_case(name) and name.lower() not in _REGIONS):
        return False
    if gap != "," and gap == found["gap"]:
        return False
    city = _city_start().match(head, found.end())
    stops = ("", "|", ":", ".") if gap == "," else ("", "|", ":")
    return city is not None and is_place(city["city"]) and city["sep"].strip() not in stops


def _is_one_case(name: str) -> bool:
    return name.isupper() or (name.islower() and len(name) > 4)


def _city_of(rest: str, gap: str) -> str:
    """The city that follows an outlet, "" when prose follows at once."""
    found = _city_start().match(rest)
    if found:
        city, sep = found["city"], found["sep"]
        if is_place(city) or (city.isupper() and sep.strip() and len(city) > 2):
            return city
        if gap in (",", "") and sep.strip() not in ("", ".", ":"):
            return city
    words = _unglued().sub(r"\1 ", rest[:80], count=1).split()
    for count in (3, 2, 1):  # the dash is lost: "Liputan6.com, Jakarta Warga di sekitar"
        name = " ".join(words[:count])
        if len(words) > count and _opens(words[count]) and is_place(name):
            return name
    return ""


@cache
def _unglued() -> re.Pattern[str]:
    """Where a city ran into the sentence: `JakartaKita`, `Kuala LumpurHarga`."""
    return re.compile(r"^(\s*[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}?[a-z])(?=[A-Z])")


def _city_and_outlet(head: str, mastheads: Collection[str]) -> Dateline | None:
    """A dateline with the city before the outlet."""
    found = _city_first().match(head)
    if not found:
        return None
    city = found["city"]
    if found["agency"]:
        agency = found["agency"]
        if not _is_agency(agency, mastheads) and not (_may_be_agency(agency) and is_place(city)):
            return None
        after = head[found.end() :]
        if after.strip() and not _is_prose(after):
            return None
        bracket = found["bracket"]
        gap = len(bracket) - len(bracket.rstrip()) if bracket[0] == "," else 0  # no space stands before it
        return Dateline(found.start("bracket") + _spaces(bracket), found.end("bracket") - gap, city)
    # "SOLO - Solopos.com Warga", "SURABAYA | duta.co –"; bare, the comma is lost: "JAKARTA KOMPAS.com -"
    for form in ("late", "barred", "bare"):
        if found[form]:
            return Dateline(found.start(form), found.end(form), city) if is_place(city) else None
    if found["name"]:
        name, place = found["name"], any(map(is_place, (city, *city.split("-"))))
        known = (place and _may_be_named(name)) or (city.isupper() and _is_called_so(name))
        if not known and not _is_outlet(name, mastheads):
            return None
        return Dateline(found.start("comma"), found.end("name"), city)
    if not found["end"].strip() and not (city.isupper() or is_place(city)):
        return None  # "Menurut Andi, Kompas.com Kamis"
    return Dateline(found.start("comma"), found.end("outlet"), city)


def _city_alone(head: str) -> Dateline | None:
    """A dateline without an outlet: nothing to leave out, but the city is worth knowing."""
    found = _city_start().match(head)
    if not found or not is_place(found["city"]):
        return None
    city, sep, rest = found["city"], found["sep"].strip(), head[found.end() :]
    if not sep or (sep == "." and not city.isupper()) or sep == "|":
        return None
    if not rest.strip():
        return Dateline(found.end(), found.end(), city) if sep != "." else None
    if not _is_prose(rest) or len(rest.split()) < (8 if sep == ":" else 5) or _is_route(city, rest):
        return None
    at = found.start("city")
    return Dateline(at, at, city)


def _is_route(city: str, rest: str) -> bool:
    """`Jakarta - Bandung kini ditempuh`: another city follows, then a lower-case word or a score."""
    words = rest.split()[:4]
    for count in (3, 2, 1):
        other = " ".join(words[:count])
        if is_place(other) and squeeze_place(other) != squeeze_place(city):
            return not words[count : count + 1] or not words[count][:1].isupper()
    return False


def _is_prose(rest: str) -> bool:
    """What follows a dateline: three words or more, the first one capitalised, no date."""
    rest = _entity().sub("", rest.lstrip(), count=1).lstrip()
    if len(rest.split(None, 3)) < 3 or _date_next().match(rest):
        return False
    return _opens(rest) or rest[1:2].isupper()  # "iPhone"


def _opens(text: str) -> bool:
    """The first letter of a sentence: a capital, a figure, a quotation mark."""
    return text[0].isupper() or text[0].isdigit() or text[0] in "\"'“‘«("


def _stands_alone(outlet: str, rest: str, mastheads: Collection[str]) -> bool:
    """`AKURAT.CO, Komisi ...`: an outlet before a comma, but not `Bukalapak.com, Achmad Zaky, mengatakan`."""
    known = outlet == outlet.upper() or outlet.lower() in mastheads
    return known and _apposition().match(rest) is None


@cache
def _apposition() -> re.Pattern[str]:
    """Another site in a list, or a name that a comma closes again."""
    return re.compile(rf"\s*(?:{_DOMAIN}|(?:[\w'.-]+ ){{0,4}}[\w'.-]+, [a-z])")


@cache
def _date_next() -> re.Pattern[str]:
    return re.compile(_DATE_NEXT)


@cache
def _entity() -> re.Pattern[str]:
    return re.compile(r"^(?:&(?:amp;)?(?:nbsp|ldquo|quot);\s*)+")


@cache
def _domain() -> re.Pattern[str]:
    return re.compile(_DOMAIN)


@cache
def _opens_glued() -> re.Pattern[str]:
    """A glued outlet opens with a capital, and is not glued itself: "JurnalisKOMPAS.com"."""
    return re.compile(r"[A-Z](?!\w*[a-z][A-Z]{2})")


@cache
def _newsy() -> re.Pattern[str]:
    return re.compile(
        r"[A-Z]{3,}NEWS|[A-Z][a-z]+News|TIMES [A-Z]{3,}|[A-Z]{3,} (?:NEWS|POST?|EKSPRES|EXPRESS)"
    )


def _is_outlet(name: str, mastheads: Collection[str]) -> bool:
    """A named outlet, one called so and so NEWS or POST, or a paper of a known city ("KABAR WONOSOBO")."""
    folded = " ".join(name.lower().split())
    if folded in mastheads or _newsy().fullmatch(name):
        return True
    name_only, _, edition = folded.rpartition(" ")
    if name_only in mastheads and (edition in _REGIONS or is_place(edition)):
        return True
    paper, _, city = folded.partition(" ")
    return (paper in mastheads or (paper in _PAPERS and name.isupper())) and is_place(city)


def _is_agency(name: str, mastheads: Collection[str]) -> bool:
    folded = " ".join(name.lower().split())
    if folded in mastheads or _domain().fullmatch(name.strip()):
        return True
    first = folded.replace("/", " ").split(" ", 1)[0]
    return first in mastheads and (name.split()[0].isupper() or "/" in name)


@cache
def _run_together() -> re.Pattern[str]:
    """Words run together as outlets spell themselves: `JurnalPagi`, `InfoPublik`."""
    return re.compile(r"[A-Z][a-z]{2,}[A-Z][a-z]{2,}")


@cache
def _trade() -> re.Pattern[str]:
    """What outlets are called: `Satu Desa News`, `Desa Post`, `Desatoday`."""
    return re.compile(
        r"(?:[A-Z]\w+ ){1,3}(?:News|Post|Today|Times|Online|Ekspres|Express|NEWS|POST)"
        r"|[A-Z]\w{2,}(?:news|today)"
    )


def _is_called_so(name: str) -> bool:
    """Tell whether a name is made of the trade's words: `Desa Post`, `Kabar Jatim`, `HARIAN KITA`."""
    if _trade().fullmatch(name):
        return True
    paper, _, region = name.lower().partition(" ")
    return paper in _PAPERS and (region in _REGIONS or is_place(region) or (name.isupper() and region != ""))


def _may_be_agency(name: str) -> bool:
    """`Aceh (SL) -`, `Aceh (JurnalPagi) -`: an outlet's initials or name; a province's would be its place."""
    if _run_together().fullmatch(name) or _is_called_so(name):
        return True
    plain = name.isascii() and name.isalpha() and name.isupper()
    return plain and len(name) <= _INITIALS and name.lower() not in _REGIONS


def _may_be_named(name: str) -> bool:
    """`Aceh, PSP -`, `ACEH, BUKAMATA -`: an outlet in capitals; no place, and no day."""
    if _run_together().fullmatch(name) or _is_called_so(name):
        return True
    folded = name.lower()
    plain = name.isascii() and name.isalpha() and name.isupper() and len(name) > 1
    return plain and not is_place(folded) and folded not in _REGIONS and folded not in _NO_CITIES


def _spaces(text: str) -> int:
    return len(text) - len(text.lstrip())
