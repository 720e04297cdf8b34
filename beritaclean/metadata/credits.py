"""Reads photo credits: the one at the end of a caption, and the line that is nothing but a credit.

`find_credit` expects a caption: it takes a bracket, an agency or a `Foto:` at the end for the
credit, which in other prose would be something else. A credit printed before its caption with no
separator ("KOMPAS.COM/NAME Warga ...") has no end that can be told, and is left in the caption.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from beritaclean.metadata import RECENT, word_set
from beritaclean.normalize import holds_any

#: A caption's credit is looked for in its last so many characters.
REACH = 400
_LONGEST = 120


#: Agencies and words that stand alone for the source of a picture, folded.
_AGENCIES = word_set(
    "reuters, afp, ap, ap photo, epa, epa-efe, efe, xinhua, bernama, antara foto, anadolu, anadolu "
    "agency, getty, getty images, gettyimages, getty image, istock, istockphoto, shutterstock, shutter "
    "stock, unsplash, pexels, pixabay, freepik, wikimedia, wikimedia commons, istimewa, ist, supplied, "
    "barcroft media, wireimage, splash news, zuma press, u-report, the afc, pssi, media pssi, dok "
    "pribadi, dok. pribadi, dokumentasi pribadi, tangkapan layar, tangkap layar",
    ", ",
)
#: Outlets and sites that are a source only in brackets, behind a label, or with a name beside them.
_OUTLETS = word_set(
    "antara, antaranews, antara news, bloomberg, net, dok, doc, dokumentasi, pool, instagram, twitter, x, "
    "facebook, youtube, tiktok, wikipedia, screenshot, al jazeera, bbc, cnn, cnn indonesia, cnbc "
    "indonesia, idn times, detikcom, detik, kompas, kompas tv, tempo, republika, surya, liputan6, "
    "merdeka, okezone, viva, vivanews, sindonews, sindo, jawapos, jawa pos, jpnn, kumparan, tirto, suara, "
    "bisnis, kontan, media indonesia, mi, pikiran rakyat, inews, mnc, tvone, tvonenews, metro tv, medcom, "
    "akurat, rmol, voi, skor, astro awani, sinar harian, harian metro, berita harian, utusan, the star, "
    "nst, fmt, rex, imago, abc, sky news, daily mail, dailymail, mirror, the sun, national geographic, "
    "nasa, humas, bnpb, bmkg, basarnas",
    ", ",
)
#: In a caption these brackets place a person; they are no credit.
_POSITIONS = word_set(
    "kiri, kanan, tengah, depan, belakang, atas, bawah, kedua, ketiga, keempat, duduk, berdiri, "
    "almarhum, almarhumah, alm, kaos, baju, kemeja, jaket, topi, kacamata, ki, ka, kn, kr, "
    "berkacamata, berjilbab",
    ", ",
)
#: A longer line that is a credit holds one of these signs, or opens with one of these.
_SHORT = 40
_SIGNS = ("/", "(", "©", "via")
_OPENINGS = (
    *("arsip", "do", "f", "gambar", "ig", "instagram", "kanal", "koleksi", "kredit", "photo", "screen"),
    *("sumber", "tangkap", "tiktok", "twitter"),
)
_DOMAIN = (
    r"[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+){0,2}"
    r"\.(?i:com|co\.id|go\.id|ac\.id|co|id|net|org|tv|my|news|uk)"
)
_NAME = r"[^\W\d_][\w.'’@&-]*(?:\s[\w.'’@&-]+){0,4}"


def find_credit(line: str) -> tuple[int, str]:
    """Find where the credit of a caption begins, and what it says without brackets and prefix.

    (-1, "") for a caption without one. A credit that is printed twice begins at its first copy.

    >>> find_credit("Warga menyeberang jalan. (Foto: Rina Wati/detikcom)")
    (25, 'Rina Wati/detikcom')
    >>> find_credit("Suasana pasar. - Bloomberg/Rina Wati")
    (15, 'Bloomberg/Rina Wati')
    >>> find_credit("Ketua panitia (kiri) bersama wali kota.")
    (-1, '')
    """
    text = line.rstrip()
    skipped = max(0, len(text) - REACH)
    at, credit = _read_credit(text[skipped:], not skipped)
    return (skipped + at, credit) if at >= 0 else (-1, "")


@lru_cache(maxsize=RECENT)
def _read_credit(tail: str, whole: bool) -> tuple[int, str]:
    """Find the credit at the end of a caption, or of the `whole` of it."""
    for sign, read in _READERS:
        if not holds_any(tail, sign):
            continue
        at, credit = read(tail)
        if at > 0 and credit:
            again, same = find_credit(tail[:at]) if at > 1 else (-1, "")
            if same == credit:
                at = again
            return at, credit
        if at == 0 and credit and whole:
            return 0, credit
    return -1, ""


def is_credit_line(line: str) -> bool:
    """Tell whether the line is a photo credit and nothing else.

    >>> is_credit_line("Foto: Rina Wati/detikcom"), is_credit_line("ist")
    (True, True)
    >>> is_credit_line("Foto itu diambil pada 1998."), is_credit_line("Foto: Wisatawan di Bali (Rina)")
    (False, False)
    """
    text = line.strip().lstrip("•-–— ").strip()
    if not text or len(text) > _LONGEST or text[-1] in "?!;:,":
        return False
    if len(text) > _SHORT and not holds_any(text, _SIGNS) and not text[:_SHORT].lower().startswith(_OPENINGS):
        return False  # four headlines in five, at a fifth of the cost
    if " ".join(_unbracket(text).lower().split()) in _AGENCIES:
        return True
    label = _label().match(text)
    if label:
        return _is_source_value(_unbracket(text[label.end() :].strip()), labelled=True)
    if _screen().fullmatch(text) or _copyright().fullmatch(text):
        return True
    inner = _via().sub("", text).strip("() ") if "via" in text and _via().search(text) else _unbracket(text)
    if inner == text:
        return _is_source_value(text, labelled=False)
    label = _label().match(inner)
    if label:
        return _is_source_value(inner[label.end() :].strip(), labelled=True)
    return _is_source_value(inner, labelled=False) or _is_source(inner)


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        r"(?i:(?:kredit |sumber )?(?:foto|gambar)|photo(?: credit)?|f|dok|doc)\s*:\s*|(?i:dok|doc)\.\s*"
        r"|(?:Foto|Photo)\s+(?=Astro|Bernama|BERNAMA|Ihsan|IHSAN|AFP|Reuters|Antara|ANTARA)"
        r"|(?i:dok|doc)\s+(?=[A-Z])"
    )


@cache
def _screen() -> re.Pattern[str]:
    """`Tangkap layar channel YouTube X`, `Kanal YouTube X`, `Instagram @x`."""
    return re.compile(
        r"(?i:(?:tangkap(?:an)? layar|screenshot)(?: (?:channel|kanal|akun|video|dari)){0,3}"
        r"(?: (?:youtube|instagram|tiktok|twitter|facebook|x))?|kanal youtube"
        r"|(?:dok )?(?:instagram|ig|twitter|tiktok|facebook)(?=\s*/?\s*@))"
        r"(?:[\s/]*[A-Z@][\w.'&-]*(?: [A-Z@][\w.'&-]*){0,4})?"
    )


@cache
def _copyright() -> re.Pattern[str]:
    name = r"[\w@][\w.'@-]*(?: [\w@][\w.'@-]*){0,3}"
    return re.compile(rf"©\s?(?:(?:19|20)\d\d )?(?:{name}/{name}|(?i:afp|reuters|ap|istimewa|getty images))")


@cache
def _via() -> re.Pattern[str]:
    return re.compile(rf"\s+via\s+(?:{_DOMAIN}|[A-Z]\w+(?: [A-Z]\w+)?)$")


def _unbracket(text: str) -> str:
    bare = text.rstrip(".")
    if bare.startswith("(") and bare.endswith(")") and bare.count("(") == 1:
        return bare[1:-1].strip()
    return text


def _is_source(text: str) -> bool:
    folded = " ".join(text.lower().split()).strip(" .®©")
    if folded in _AGENCIES or folded in _OUTLETS or folded.startswith("tribun"):
        return True
    return _domain().fullmatch(text.strip()) is not None and not _social().match(folded)


@cache
def _social() -> re.Pattern[str]:
    """An address of a social network is a link, whatever follows it."""
    return re.compile(
        r"(?:twitter|x|facebook|instagram|youtube|tiktok|t|wa|bit|s)\.(?:com|me|co|id|ly)|www\."
    )


@cache
def _domain() -> re.Pattern[str]:
    return re.compile(_DOMAIN)


@cache
def _names() -> re.Pattern[str]:
    return re.compile(_NAME)


def _is_source_value(value: str, labelled: bool) -> bool:
    """`Agency`, `Agency/Name`, `Name/Outlet`, `Dok X`; behind a label `Name`, `Ilustrasi oleh Name`."""
    if not value or len(value) > 90:
        return False
    if _domain().fullmatch(value):
        return labelled  # alone it is as likely a link to the outlet's sister
    if " ".join(value.lower().split()).strip(" .") in _AGENCIES or (labelled and _is_source(value)):
        return True
    sides = [side.strip() for side in value.split("/")]
    if 2 <= len(sides) <= 4 and sides[0]:
        people = [side for side in sides if side and not _is_source(side)]
        return len(people) < len(sides) and all(map(_may_be_name, people))
    if not labelled:
        return _documented().fullmatch(value) is not None
    if _documented().fullmatch(value) or _illustrated().fullmatch(value) or _screen().fullmatch(value):
        return True
    words = value.split()
    capitals = all(word[0].isupper() or word[0] == "@" for word in words)
    return capitals and len(words) <= 4 and value[-1] not in "!?)" and not _run_together().search(value)


def _may_be_name(side: str) -> bool:
    """`Rina Wati`, `rina wati`, but not `Pasar yang terbakar semalam`: a caption, signed `/ist`."""
    small = sum(word[0].islower() for word in side.split()[1:])
    if side[:1].isupper() and small > 1:
        return False
    return _names().fullmatch(side) is not None and not _run_together().search(side)


@cache
def _run_together() -> re.Pattern[str]:
    """A credit that ran into its caption: `NAMAIlustrasi saham`, `NamaIlustrasi`."""
    return re.compile(r"[A-Z]{4,}[a-z]|[a-z]{3,}[A-Z][a-z]{2}|\.$")


@cache
def _documented() -> re.Pattern[str]:
    """`Dok UGM`, `Dokumentasi Pemkot Bandung`."""
    return re.compile(
        r"(?i:dok|doc|dokumentasi|dokumen|koleksi|arsip)[. :]{1,3}"
        r"(?![A-Z]?[a-z]+[A-Z])[A-Z@][\w.'&@-]*(?: [A-Z@][\w.'&@-]*){0,4}"
    )


@cache
def _illustrated() -> re.Pattern[str]:
    name = r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}"
    return re.compile(rf"(?i:ilustrasi|infografis|grafis) (?:oleh|by|:)\s?{name}")


@cache
def _last_bracket() -> re.Pattern[str]:
    return re.compile(r"[(\[]([^()\[\]]{1,90})[)\]]?\s*\.?$")


def _in_brackets(text: str) -> tuple[int, str]:
    """`... (Foto: X)`, `... (Outlet/Name)`, `... (Name)`; the last bracket may have lost its end."""
    found = _last_bracket().search(text)
    if not found:
        return -1, ""
    inner = found[1].strip()
    closed = found[0].rstrip(" .").endswith((")", "]"))
    label = _label().match(inner) or _gambar().match(inner)
    if label:
        return found.start(), inner[label.end() :].strip() or inner
    if not closed:
        return -1, ""
    if _is_source(inner) or _screen().fullmatch(inner) or _documented().fullmatch(inner):
        return found.start(), inner
    if "/" in inner and _slashed(inner):
        return found.start(), inner
    words = inner.lower().replace("/", " ").split()
    if not words or len(words) > 6 or any(word.strip(",.-") in _POSITIONS for word in words):
        return -1, ""
    if any(ch.isdigit() for ch in inner) or (inner.isupper() and len(inner) <= 8 and " " not in inner):
        return -1, ""  # a date, an age, an acronym
    if inner[0].isupper() or inner[0] == "@" or "@" in inner:
        return found.start(), inner
    return -1, ""


@cache
def _gambar() -> re.Pattern[str]:
    return re.compile(r"(?:Gambar|Foto|Photo|Sumber)\s+(?=[A-Z@])|(?i:sumber|source)\s*:\s*")


def _slashed(inner: str) -> bool:
    """`AFP/Name`, but not `dan/atau` or `23/5`."""
    sides = [side.strip() for side in inner.split("/")]
    if any(not side or side.isdigit() for side in sides[:2]):
        return False
    return all(side[0].isupper() or side[0] in "@©" or _is_source(side) for side in sides[:2])


@cache
def _tail_label() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?<=[.,)\]\"”' ])|^)\s*(?:[-–—]\s*)?"
        r"(?:(?:Foto|FOTO|Photo|Dok|Doc|Kredit|Credit)\s?[:.]\s?"
        r"|Foto (?=Astro|Harian|Ihsan|IHSAN|TANGKAP|Bernama|Sinar)|Gambar/\s?|Infografik "
        r"|(?<=[-–—] )(?:Gambar|GAMBAR|Foto|FOTO) (?=(?:ihsan |fail )?[A-Z][\w.&/'-]*"
        r"(?: [A-Z][\w.&/'-]*){0,4}$|fail$|hiasan$))"
        r"(?P<credit>[^.:()]{0,12}(?:\.?[^.:()]){1,80})$"
    )


def _after_label(text: str) -> tuple[int, str]:
    """`caption. Foto: X`, `caption. Dok: X`, `caption. - Foto Outlet/Name`, `caption. Dok`."""
    bare = text.rstrip(". ")
    found = _tail_label().search(bare)
    if found and found.start() > 0 and len(found["credit"].split()) <= 8:
        start = found.start() + _spaces(found[0])
        before = bare[:start].rstrip()
        inside = _agency_at_end(before)
        if inside[1] == found["credit"].strip():
            start = inside[0]
        return start, found["credit"].strip()
    last = _bare_dok().search(bare)
    return (last.start(1), last[1]) if last else (-1, "")


@cache
def _bare_dok() -> re.Pattern[str]:
    word = r"[A-Z@][\w.'&@-]*"
    return re.compile(
        rf"[.,)]\s+((?:Dok|Doc|Istimewa|istimewa|ist|IST|Ist)(?:\.? {word}(?: {word}){{0,3}})?)$"
    )


@cache
def _sign() -> re.Pattern[str]:
    return re.compile(r"/?\s*[©®]\s*(?:(?:19|20)\d\d\b\s*)?(?P<credit>[^©]{1,120})$")


def _after_sign(text: str) -> tuple[int, str]:
    """`caption. ©2021 Outlet/Name`, `caption © Agency`, `caption/©Outlet®/Name`."""
    found = _sign().search(text)
    if not found or not found["credit"].strip(" ./®"):
        return -1, ""
    return found.start() + _spaces(found[0]), found["credit"].replace("®", "").strip(" /")


@cache
def _agency() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?<=[.!?”\")])\s*|\s+)(?P<dash>[-–—]\s*)?"
        rf"(?P<source>{_DOMAIN}|[A-Z][\w-]*(?: [A-Z][\w-]*){{0,2}})\s?/\s?"
        rf"(?P<name>[A-Z@][\w.'’@-]*(?: [A-Z@][\w.'’@-]*){{0,4}})\.?$"
    )


def _agency_at_end(text: str) -> tuple[int, str]:
    """`caption. Agency/Name`, `caption. - Agency/Name`, `caption. - Agency`."""
    for found in _agency().finditer(text) if "/" in text else ():
        signed = text[: found.start("source")].rstrip()[-1:] in (".", "!", "?", "”", '"', ")")
        if found["dash"] or _is_source(found["source"]) or (signed and _is_source(found["name"])):
            credit = text[found.start("source") :].rstrip(".")
            start = found.start("dash") if found["dash"] else found.start("source")
            return start, credit.strip()
    dashed = _dashed().search(text)
    if dashed and _is_source(dashed[2]):
        return dashed.start(1), dashed[2].strip()
    return -1, ""


@cache
def _dashed() -> re.Pattern[str]:
    return re.compile(r"(?:[.!?)”\"]\s*|\s)([-–—]\s?([A-Z][\w.]*(?: [A-Z][\w.]*){0,2}))$")


@cache
def _slash_end() -> re.Pattern[str]:
    return re.compile(r"(?<=[^\W\d_])\s?/\s?([A-Z][A-Za-z]*|ist)\.?$")


@cache
def _slash_first() -> re.Pattern[str]:
    """A slash with a space or a stop before it and a name right behind it: no prose has that."""
    name = r"[A-Z@][\w.'’&@-]*(?: [A-Z@][\w.'’&@-]*){0,5}"
    return re.compile(rf"(?:\s|(?<=[.)\]]))/(?P<credit>{name}(?:/{name})?)/?\.?$")


def _source_after_slash(text: str) -> tuple[int, str]:
    """`caption/Net`, `caption/Bernama`, `caption /Dinas Kominfo`, `caption /Pixabay/`."""
    found = _slash_end().search(text)
    if found and _is_source(found[1]):
        return found.start(), found[1]
    opened = _slash_first().search(text)
    return (opened.start() + _spaces(opened[0]), opened["credit"]) if opened else (-1, "")


def _spaces(text: str) -> int:
    return len(text) - len(text.lstrip())


#: What a credit of each shape holds at the least, and what reads it: most lines hold none of it.
_TAIL_LABELS = (
    "Foto",
    "FOTO",
    "Photo",
    "Dok",
    "Doc",
    "redit",
    "Gambar",
    "GAMBAR",
    "Infografik",
    "ist",
    "Ist",
    "IST",
)
_READERS = (
    ("([", _in_brackets),
    (_TAIL_LABELS, _after_label),
    ("©®", _after_sign),
    ("/-–—", _agency_at_end),
    ("/", _source_after_slash),
)
