"""Reads bylines: who wrote, edited, photographed or supplied an article.

A byline is a label with a name ("Editor: ...", "Rep: ... Red: ..."), a name with its outlet
("... - detikNews"), or a phrase of the trade ("Laporan Wartawan ..., ..."). A sentence about an
editor is none. A bare name cannot be told from a headline: `is_person_name` only says that it could
be one, and whoever asks must know what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from beritaclean.metadata import RECENT, word_set
from beritaclean.metadata.dates import CENTURIES, is_date_line
from beritaclean.normalize import holds_any

#: A byline is no longer than this.
LONGEST = 300


#: The words that name a role, apart from each other by commas.
_ROLES = {
    "author": "penulis, author, writer, written by, ditulis oleh, oleh, by, naskah",
    "reporter": "reporter, rep, pewarta, wartawan, jurnalis, peliput, laporan",
    "editor": "editor, red, redaktur, penyunting",
    "contributor": "kontributor, contributor, penulis kontributor, produser, producer, uploader, pengunggah",
    "photographer": "fotografer, photographer, pewarta foto, videografer, videographer, videography",
    "translator": "translator, penerjemah, penterjemah, alih bahasa",
    "source": "sumber, sumber berita, source",
}
_LABELS = {label: role for role, labels in _ROLES.items() for label in labels.split(", ")}
_LABEL_NAMES = tuple(_LABELS)
#: Labels that may stand alone on a line, above or below the name.
_ALONE = word_set(
    "penulis author reporter pewarta wartawan jurnalis editor redaktur penyunting kontributor fotografer "
    "translator penerjemah"
)
#: What a byline holds at the least: one of these signs, a label or one of these words.
_SIGNS = (":", "|", "(", "- ", " – ", "/")
_TELLING = ("tim", "redaksi", "berkontribusi", "koresponden", "correspondent", "team")
#: Words of a sentence, which no name holds.
_PROSE_WORDS = word_set(
    "yang ini itu di ke dari untuk pada dengan tidak akan sudah telah adalah bisa ada apa siapa kapan "
    "bagaimana mengapa kenapa saya aku kami kita anda kamu dia mereka karena agar supaya jika kalau saat "
    "sebagai dalam oleh juga hanya lebih harus bukan masih jadi usai soal tak"
)
#: Words that open headlines and sections, and no name.
_NO_NAMES = word_set(
    "baca berita foto video infografis simak lihat daftar cara harga hasil jadwal profil resep tips liga "
    "piala timnas polisi polda polres presiden menteri gubernur bupati wali pemerintah dpr kpk copyright "
    "follow ikuti terpopuler terkini terbaru trending home beranda indeks topik tag tags tim redaksi "
    "nasional internasional ekonomi bisnis olahraga hiburan teknologi otomotif gaya edukasi kesehatan kota "
    "kabupaten provinsi universitas rumah jalan bank gunung pulau sungai januari februari maret april "
    "juni juli agustus september oktober november desember senin selasa rabu kamis jumat sabtu minggu"
)
_DEGREES = r"(?:,\s*(?:S|M|Drs?|Ir|SE|SH|MH|MM|MSi|MPd|Ph|SPd|SIP|ST|MT|MA|Lc)\.?(?:[A-Z][\w]{0,4}\.?){0,3})"


class Person(NamedTuple):
    """One name of a byline, and what it did.

    `role` is author, reporter, editor, contributor, photographer, translator or source.
    """

    name: str
    role: str


@cache
def _telling() -> tuple[str, ...]:
    """The labels and telling words but for those that hold another: 37 of 45 tell as much."""
    words = {*_LABELS, *_TELLING}
    return tuple(sorted(word for word in words if not any(other in word for other in words - {word})))


@cache
def _label() -> re.Pattern[str]:
    """A label with its colon (or bar, or full stop before a capital), also glued to the name before it."""
    names = "|".join(sorted(_LABELS, key=len, reverse=True))
    titled = "|".join(name.title() for name in sorted(_ALONE))
    both = r"(?:redaktur|editor|penulis|reporter)\s*(?:&|dan|/)\s*"  # one person did two things
    return re.compile(
        rf"(?:(?<![\w@./-])(?i:(?:{both})?(?P<role>{names}))|(?<=[a-z.])(?P<titled>{titled}))"
        r"(?:\s*[:：]\s*|\s*\.\s+(?=[A-Z]))"
    )


@cache
def _lead_in() -> re.Pattern[str]:
    """What may stand before the first label: brackets, counts, bullets."""
    return re.compile(r"[\s(\[|/•*–—-]*(?:[\d.,]+\s+(?:views?|dibaca)\b[\s|/•–—-]*)?", re.I)


@cache
def _name() -> re.Pattern[str]:
    """Two to five capitalised words: initials, particles and degrees allowed."""
    word = r"(?:[A-Z\u00c0-\u00de][\w'’`.-]*|(?:bin|binti|bte|van|de|der|al|el|a/l|a/p|ibn|ibnu)\b)"
    return re.compile(rf"[A-Z\u00c0-\u00de][\w'’`.-]*(?:[ \u00a0]+{word}){{1,4}}{_DEGREES}{{0,3}}")


@cache
def _outlet() -> re.Pattern[str]:
    return re.compile(
        r"(?:detik[A-Za-z]+|[A-Za-z0-9-]+(?:\.[a-z0-9-]+)?\.(?i:com|co|id|net|tv|news|my)"
        r"|(?:CNN|CNBC|DW|BBC|BBC News|VOA|ABC) Indonesia|IDN Times|Sepakbola|ANTARA(?: News)?)"
    )


def is_person_name(line: str) -> bool:
    """Tell whether the line could be a name: two to five capitalised words and nothing else.

    A headline of a few words looks the same, so this is evidence only beside a date or a title. A
    comma after the name ("Nama Penulis," above "Nama Editor") is part of no name, and allowed.

    >>> is_person_name("AHMAD BIN HASSAN"), is_person_name("H. Budi Santoso, S.Pd")
    (True, True)
    >>> is_person_name("Harga Emas Hari Ini"), is_person_name("Jakarta")
    (False, False)
    """
    text = line.strip()
    if len(text) > 60 or not text:
        return False
    return _is_name(text.removesuffix(","))


def _is_name(text: str) -> bool:
    if not _name().fullmatch(text):
        return False
    if _outlet().fullmatch(text):
        return False
    words = [word.strip(".,'").lower() for word in text.split()]
    if any(ch.isdigit() for ch in text):
        return False
    return words[0] not in _LABELS and not any(word in _PROSE_WORDS or word in _NO_NAMES for word in words)


def is_byline(line: str) -> bool:
    """Tell whether the line is a byline and nothing else. A bare name is not enough.

    >>> is_byline("Penulis: Rina Wati | Editor: Joko Susilo"), is_byline("Rina Wati - detikNews")
    (True, True)
    >>> is_byline("Editor Tempo itu mengaku ditekan."), is_byline("Oleh karena itu, rapat ditunda.")
    (False, False)
    """
    text = line.strip()
    if not text or len(text) > LONGEST:
        return False
    if not holds_any(text, _SIGNS) and not holds_any(text.lower(), _telling()):
        return False  # nine lines in ten, at a tenth of the cost
    return _reads_as_byline(text)


@lru_cache(maxsize=RECENT)
def _reads_as_byline(text: str) -> bool:
    value = text.lstrip(":： ")
    if value != text:
        return _is_name(value)  # the name to a label on the line above
    return is_label(text) or _is_team(text) or bool(parse_byline(text))


def parse_byline(line: str, following: str = "") -> tuple[Person, ...]:
    """Read the names of a byline; () when the line is none.

    `following` is the next line: the name under a label that stands alone, or the label under a name.

    >>> parse_byline("Rep: C31/ Red: Siti Aminah")
    (Person(name='C31', role='reporter'), Person(name='Siti Aminah', role='editor'))
    >>> parse_byline("Editor:", "Siti Aminah")
    (Person(name='Siti Aminah', role='editor'),)
    >>> parse_byline("Siti Aminah", "Editor")
    (Person(name='Siti Aminah', role='editor'),)
    """
    if len(line) > 2 * LONGEST:
        return ()
    text = " ".join(line.replace("\u200b", "").split())
    if not text or len(text) > LONGEST:
        return ()
    if is_label(text):
        return _under_label(text, following)
    if following and is_label(following.strip()) and ":" not in following and _is_name(text):
        return (Person(text, _role(following)),)
    for signs, read in _READERS:
        if holds_any(text, signs) and (found := read(text)):
            return found
    return ()


def parse_bylines(lines: Sequence[str]) -> tuple[Person, ...]:
    """Read the byline lines of one place together, so that a label finds the name it belongs to.

    Labels stand above their names on some sites and below them on others; the first label tells.

    >>> parse_bylines(["Author", "Rina Wati", "Editor", "Joko Susilo"])
    (Person(name='Rina Wati', role='author'), Person(name='Joko Susilo', role='editor'))
    >>> parse_bylines(["Rina Wati", "Penulis", "Joko Susilo", "Editor"])
    (Person(name='Rina Wati', role='author'), Person(name='Joko Susilo', role='editor'))
    """
    rows = [" ".join(line.split()) for line in lines if line.strip()]
    people: list[Person] = []
    at = 0
    above = next((is_label(row) for row in rows if is_label(row) or is_person_name(row)), False)
    while at < len(rows):
        row, after = rows[at], rows[at + 1] if at + 1 < len(rows) else ""
        step = 1
        if is_label(row):
            found = parse_byline(row, after)
            step = 2 if found else 1
        elif is_person_name(row):
            below = not above and bool(after) and is_label(after)
            role = _role(after) if below else "author"
            found, step = (Person(row.rstrip(","), role),), 2 if below else 1
        else:
            found = parse_byline(row)
        people += [person for person in found if person not in people]
        at += step
    return tuple(people)


def is_label(text: str) -> bool:
    """Tell whether a line is a label with nothing behind it.

    >>> is_label("Editor"), is_label("Penulis :"), is_label("Credits (4)"), is_label("Editor: Rina Wati")
    (True, True, True, False)
    """
    bare = text.strip().strip(":：• ").lower()
    if bare in _ALONE:
        return True
    if text.strip().endswith((":", "：")):
        return bare in _LABELS and bare not in ("by", "laporan")
    return _credits().fullmatch(bare) is not None


@cache
def _credits() -> re.Pattern[str]:
    return re.compile(r"credits? \(\d{1,2}\)")


def _under_label(label: str, following: str) -> tuple[Person, ...]:
    """The name on the line after a label; a label with no colon believes only in what looks like one."""
    name = following.strip().lstrip(":•- ").rstrip(",")
    if not name or len(name) > 80 or is_label(name) or label.endswith(")"):
        return ()
    certain = label.endswith((":", "：")) or following.lstrip().startswith(":")
    return _people(name, _role(label)) if certain or _is_name(name) else ()


def _role(label: str) -> str:
    return _LABELS.get(label.strip().strip(":：• ").lower(), "author")


@cache
def _team() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:Oleh|By)\s*:?\s*)?Tim (?:Redaksi|Liputan|Editor|Penulis|[a-z]+[A-Z]\w+|detikcom)"
        r"(?: - detik[A-Z]\w+)?"
    )


def _is_team(text: str) -> bool:
    return _team().fullmatch(text) is not None


def _people(value: str, role: str) -> tuple[Person, ...]:
    """The people named in the value of a label; () when it does not look like names."""
    value = _cut_tail(value)
    if not value or len(value) > 140:
        return ()
    words = value.split()
    if any(word.strip(",.;:\"'").lower() in _PROSE_WORDS for word in words):
        return ()
    if value[-1] in '?!;:"”' or (len(words) > 6 and value.endswith(".")):
        return ()
    if role == "source":
        ok = len(words) <= 9 and (value[0].isupper() or "." in words[0] or value[0] in "@(")
        return (Person(value, role),) if ok and not (value.endswith(".") and len(words) > 3) else ()
    names = []
    for part in _and().split(value):
        part = part.strip(" -–/|()")
        name = part if _degree().search(part) else part.split(",")[0].strip()
        if not _initial().search(name):
            name = name.rstrip(".")
        if not name or len(name.split()) > 6 or len(name) > 60:
            return ()
        if not (any(ch.isupper() for ch in name) or len(name.split()) == 1):
            return ()
        names.append(_undouble(name))
    alone = len(names) == 1  # an outlet beside the writer is where the story comes from
    return tuple(Person(name, role if alone or not _outlet().fullmatch(name) else "source") for name in names)


@cache
def _and() -> re.Pattern[str]:
    return re.compile(r"\s+(?:dan|and|&)\s+|\s*/\s*|\s*;\s*")


@cache
def _degree() -> re.Pattern[str]:
    return re.compile(rf"{_DEGREES}\s*$")


@cache
def _initial() -> re.Pattern[str]:
    return re.compile(r"(?:^|[ .])[A-Z]\.$")


@cache
def _tail() -> re.Pattern[str]:
    """What scrapers glue behind a name: a copyright, a subscription line, a date."""
    return re.compile(
        r"\s*(?:(?i:copyright|hak cipta)\b|©|Kompascom\+|Baca (?:berita|juga)\b"
        r"|(?i:pada|on|diperbarui)\s+(?=[\w',]*\s*\d)"
        r"|(?:\||-|–)\s*(?=(?i:senin|selasa|rabu|kamis|jum|sabtu|minggu)|\d)"
        r"|(?:\s|^)\d{1,2}[ /-]\w{1,9}[ /-]\d{4}).*$"
    )


def _cut_tail(value: str) -> str:
    return _tail().sub("", value).strip(" |/-–—•").strip()


def _undouble(name: str) -> str:
    """`Rina WatiRina Wati`, doubled by the picture's alternative text, is one name."""
    half = len(name) // 2
    return name[:half] if len(name) % 2 == 0 and half > 3 and name[:half] == name[half:] else name


def _labelled(text: str) -> tuple[Person, ...]:
    """`Label: Name`, several in a row, in brackets, after a date or a count of views."""
    inner = _unbracket(text)
    labels = list(_label().finditer(inner)) if _may_hold_label(inner) else []
    if not labels:
        return _bracketed_labels(text)
    front = inner[: labels[0].start()].strip()
    if not (_lead_in().fullmatch(front) or is_date_line(front.strip(" |-–")) or _dated_section(front)):
        return ()
    people: list[Person] = []
    for label, after in zip(labels, [*labels[1:], None], strict=True):
        value = inner[label.end() : after.start() if after else len(inner)].strip()
        name = (label["role"] or label["titled"]).lower()
        if not value.strip(" |/"):
            continue
        found = _people(value, _LABELS[name])
        if not found:
            return ()
        people += found
    return tuple(people)


def _may_hold_label(text: str) -> bool:
    """Tell whether a label stands before a colon or a stop; two looks of 1 µs, where `_label` takes 20."""
    before = text.lower().replace("：", ":").replace(".", ":").split(":")[:-1]
    return any(part.rstrip().endswith(_LABEL_NAMES) for part in before)


def _dated_section(front: str) -> bool:
    """`News January 27, 2016`: one word and a date."""
    return is_date_line(front.split(" ", 1)[-1])


def _unbracket(text: str) -> str:
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        return text[1:-1].strip()
    return text


@cache
def _bracketed() -> re.Pattern[str]:
    return re.compile(
        r"\(Penulis(?P<kind> Kontributor [\w ]{2,40},| :?)?\s*(?P<writer>[^|,()]{3,60})"
        r"\|\s*Editor:?\s+(?P<editor>[^|,()]{3,60})\)"
    )


def _bracketed_labels(text: str) -> tuple[Person, ...]:
    """`(Penulis Kontributor Serang, Name | Editor Name)`."""
    found = _bracketed().fullmatch(text)
    if not found:
        return ()
    role = "contributor" if "Kontributor" in (found["kind"] or "") else "author"
    return (Person(found["writer"].strip(), role), Person(found["editor"].strip(), "editor"))


@cache
def _laporan() -> re.Pattern[str]:
    return re.compile(
        r"Laporan (?i:wartawan|reporter|jurnalis|kontributor|koresponden)"
        r"(?: (?P<outlet>[\w. -]{2,40}?))?\s*[,.|]\s*(?P<name>[^,|()]{3,50})"
    )


def _correspondent(text: str) -> tuple[Person, ...]:
    """`Laporan Wartawan TribunJatim.com, Name.`"""
    found = _laporan().fullmatch(text)
    if not found:
        return ()
    name = found["name"].strip()
    name = name if _initial().search(name) else name.rstrip(".")
    return (Person(name, "reporter"),) if _is_name(name) or len(name.split()) == 1 else ()


@cache
def _by_line() -> re.Pattern[str]:
    return re.compile(
        r"(?:[Oo]leh|OLEH|[Bb]y|BY|Written [Bb]y|Ditulis [Oo]leh)\s+(?P<name>[^|]{2,60}?)"
        r"(?P<rest>\s*(?:-|–|\|)|\s+(?:pada|on|diperbarui|updated)\s.{4,60}|\s*[|–-]\s*.{6,40})?"
    )


def _by(text: str) -> tuple[Person, ...]:
    """`Oleh Name`, `By Name`, with a date behind it or not."""
    found = _by_line().fullmatch(text)
    if not found:
        return ()
    name, rest = found["name"].strip(), (found["rest"] or "").strip()
    dated = bool(rest) and is_date_line(rest.lstrip("|-– "))
    if rest.strip(" |-–") and not dated:
        return ()
    if _is_name(name) or (_outlet().fullmatch(name) or name.lower() in ("admin", "redaksi")):
        return (Person(name, "author"),)
    plain = name.replace(" ", "").isalpha() and 1 <= len(name.split()) <= 4
    if plain and dated and not any(word.lower() in _PROSE_WORDS for word in name.split()):
        return (Person(name, "author"),)
    return ()


@cache
def _outlet_after() -> re.Pattern[str]:
    return re.compile(
        rf"(?:[A-Z][\w&]*(?: [A-Z][\w&]*){{0,2}} - )?(?P<name>[^,|()]{{4,60}}?)"
        rf"\s*(?:,| -| –)\s*(?P<outlet>{_outlet().pattern}|Jurnalis)"
        r"(?P<rest>\s*[-–|,]?\s*.{6,50})?"
    )


def _with_outlet(text: str) -> tuple[Person, ...]:
    """`Name - detikNews`, `Market - Name, CNBC Indonesia`, `Name , Jurnalis-Senin, ...`."""
    found = _outlet_after().fullmatch(text)
    if not found:
        return ()
    name, rest = _undouble(found["name"].strip()), (found["rest"] or "").strip()
    if rest and not is_date_line(rest.lstrip("-–|, ")):
        return ()
    if _is_name(name) or _is_team(name):
        return (Person(name, "reporter" if found["outlet"] == "Jurnalis" else "author"),)
    return ()


@cache
def _date_after() -> re.Pattern[str]:
    return re.compile(r"(?P<name>[^|\d()]{4,60}?)\s*(?:\||-|–)\s*(?P<date>.{8,60})")


def _with_date(text: str) -> tuple[Person, ...]:
    """`Name | Jum'at, 17 Februari 2017 - 13:30 wib`, `Name - Senin, 29 Januari 2024`."""
    found = _date_after().fullmatch(text)
    if not found or not is_date_line(found["date"]):
        return ()
    name = _undouble(found["name"].strip())
    return (Person(name, "author"),) if _is_name(name) and not name.isupper() else ()


@cache
def _signature() -> re.Pattern[str]:
    return re.compile(r"\([^()]{5,120}\)\.?")


def _in_brackets(text: str) -> tuple[Person, ...]:
    """`(Name)` or `(Tribunnews.com/Name)` alone on a line, as a signature under the article."""
    found = _signature().fullmatch(text)
    if not found:
        return ()
    sides = [side.strip() for side in text.strip("(). ").split("/")]
    parts = [side for side in sides if not _outlet().fullmatch(side)]
    if len(parts) < len(sides) and "tribun" not in text.lower():
        return ()  # "(Liputan6.com/Name)" is the credit of a picture
    alone = len(parts) == 1 < len(sides)  # beside an outlet one word is a name
    if not parts or not all(_is_name(part) or (alone and part.istitle()) for part in parts):
        return ()
    return tuple(Person(part, "author") for part in parts)


def _in_capitals(text: str) -> tuple[Person, ...]:
    """`NAME | NAME`, in capitals, as a signature under the article; one alone could be anything."""
    names = [name.strip() for name in text.split("|")]
    if len(names) < 2 or not text.isupper() or not all(map(_is_name, names)):
        return ()
    return tuple(Person(name, "author") for name in names)


@cache
def _glued() -> re.Pattern[str]:
    return re.compile(r"(?P<name>[A-Z][^,|()]{2,50}?[a-z])(?P<label>Author|Editor|Penulis|Reporter)")


def _glued_label(text: str) -> tuple[Person, ...]:
    """`NurhayatiEditor`: the label lost its line break."""
    found = _glued().fullmatch(text)
    if not found:
        return ()
    name = found["name"]
    if not (_is_name(name) or _outlet().fullmatch(name) or name.isalpha()):
        return ()
    return (Person(name, _LABELS[found["label"].lower()]),)


@cache
def _helped() -> re.Pattern[str]:
    return re.compile(r"(?P<names>.{5,80}) (?:ikut )?berkontribusi (?:dalam|pada) penulisan artikel ini\.?")


def _contributor(text: str) -> tuple[Person, ...]:
    """`Name berkontribusi dalam penulisan artikel ini.`"""
    found = _helped().fullmatch(text)
    return _people(found["names"], "contributor") if found else ()


@cache
def _adapted() -> re.Pattern[str]:
    return re.compile(r"(?:Diadaptasi|Diterjemahkan|Disadur) oleh:? (?P<names>[^|.:]{3,80})")


def _translated(text: str) -> tuple[Person, ...]:
    """`Diadaptasi oleh Name dan Name`, below an article of a foreign agency."""
    found = _adapted().fullmatch(text)
    if not found or not all(map(_is_name, _and().split(found["names"].strip()))):
        return ()
    return _people(found["names"], "translator")


#: The forms of a byline, tried in this order on lines that hold any of these: nearly none holds most of them.
_READERS: tuple[tuple[tuple[str, ...], Callable[[str], tuple[Person, ...]]], ...] = (
    ((":", "：", ". ", "(Penulis"), _labelled),
    (("Laporan ",), _correspondent),
    (("leh ", "LEH ", "y ", "Y "), _by),
    (("detik", ".", "Indonesia", "IDN Times", "Sepakbola", "ANTARA", "Jurnalis"), _with_outlet),
    (CENTURIES, _with_date),
    (("(",), _in_brackets),
    (("|",), _in_capitals),
    (("Author", "Editor", "Penulis", "Reporter"), _glued_label),
    (("berkontribusi",), _contributor),
    (("Diadaptasi", "Diterjemahkan", "Disadur"), _translated),
)
