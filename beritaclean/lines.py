"""What a line looks like, whatever its words: a paragraph, an item of a list, a headline, an end mark.

Functions that say `line` take a folded line without outer space, those that say `raw` a line as it
stands on the page.
"""

from __future__ import annotations

import re

from beritaclean.normalize import SENTENCE_ENDS

#: A line this long that ends like a sentence is a paragraph (no headline of the corpus is longer).
PARAGRAPH = 80
#: A line this long is a paragraph however it ends.
LONG = 160
#: What a short answer counts at least: "Ya, hanya dua ton."
SHORT_ANSWER = 10
#: A line with at least so many characters counts no more than one of that length.
FULL = 300

#: What is left of a dateline alone on its line when a scraper lost the city, which was set in bold.
DASHES = frozenset({"-", "–", "—", "--"})

#: A headline has so many words, of which this share begins with a capital.
HEADLINE_WORDS = 4
HEADLINE_CAPITALS = 0.6
#: Initials and end marks at the end of the last paragraph: (hnh/imk) [bal] (Ari) (*) [] (H-4) - Reuters; a
#: press office, (Pendim 0406/Kliwon); behind a full stop an outlet in capitals or a date: - TVS, - 4 Mei
#: 2023, a star and initials, *des, or two desks, GMA/KN. There the bracket may have a stop of its own.
_END = re.compile(
    r"\s*(?:\((?:[A-Za-z0-9]{1,12}/){1,3}[A-Za-z0-9]{1,12}\)"
    r"|\[(?:[A-Za-z]{2,5}|[A-Z]{2,5}-[A-Z]{2,5}|[a-z]{2,4}/[a-z]{2,4})\]|\([a-z]{2,4}\)|\([*]+\)|\[\]"
    r"|\((?:[A-Za-z*]{1,8}/)?[A-Z]{1,4}-\d{1,2}\)|\((?:[A-Za-z]{1,12}/[*]+|[*]+/[A-Za-z]{1,12})\)"
    r"|(?:^|(?<=[.!?\"”*]))\s*\([A-Z]{2,4}(?:-[A-Z]{2,4})?\)|(?<=[.!?\"”])\s*\([A-Za-z]{2,4}\d{1,3}\)"
    r"|(?:^|(?<=[.!?\"”]))\s*\([A-Za-z][a-z]{2,11}\)"
    r"|(?:^|(?<=[.!?\"”]))\s*\((?:[Tt]im )?(?:[Rr]ed(?:aksi)?)[.-]?\)"
    r"|(?:^|(?<=[.!?\"”]))\s*\((?:[Rr]ed/|(?:[Hh]u?ma?s|[Pp]en(?:dim|rem|dam|kum|humas)|[Rr]ls)[/ ])"
    r"[\w/ -]{2,24}\)"
    r"|(?<=[.!?\"”])\s*\((?:[A-Za-z0-9]{1,12}/){0,3}[A-Za-z0-9]{2,12}\)\."
    r"|(?<=[.!?\"”]) [a-z]{2,4}(?:-\d{1,2})?/[a-z]{2,4}|(?<=[a-z][a-z][.!?\"”]) [A-Z]{2,4}/[A-Z]{2,4}"
    r"|(?:^|(?<=[.!?\"”]))\s*[a-z]{2,4}/[a-z]{2,4} \([A-Za-z]{2,8}(?:, ?[A-Za-z]{2,8}){0,3}\)"
    r"|(?<=[.!?\"”])\s?\*[a-z]{2,4}"
    r"|[-–—]{1,2} ?(?:Reuters|Bernama|BERNAMA|AFP|AP|Sinar Harian|Sinar|FMT|MalaysiaGazette)"
    r"(?:/(?:AFP|Reuters))?"
    r"|(?<=[.\"”])\s*[-–—] ?(?:Agensi|Utusan|Kosmo!(?: Online)?|Harian Metro|Berita Harian)"
    r"|(?<=\.)\s*[-–—] ?(?:[A-Z]{2,}!?(?: [A-Z]{2,})?|[A-Z][a-z]+[A-Z][a-z]+)(?: \d{1,2}/\d{1,2}/20\d\d)?"
    r"|(?<=\.)\s*[-–—] ?(?:[A-Z]\w+, )?\d{1,2} [A-Z][a-z]{2,9},? 20\d\d"
    r"|(?:^|(?<=[.\"”]))\s*\*+)\s*$"
)
#: What no initials and end marks end with: most paragraphs do, and need no search.
_STOPS = frozenset('.!?,:;"”')
#: Initials with something behind them on the line: the tags, glued on by a scraper.
_END_FIRST = re.compile(r"\([a-z]{2,4}/[a-z]{2,4}\)(?:\s|$)")
#: A clock, a date, or how long ago: what lists of headlines bear, and paragraphs do not.
_STAMP = re.compile(
    r"\d\d?[:.]\d\d(?: ?w\w+)?$|\d\d?/\d\d?/(?:20)?\d\d\b|\b(?:lalu|ago|views|kali|komentar)$|\b20\d\d$"
)
#: A sentence, and a short bracket behind its stop: who signs it. A longer one is a picture's credit.
_SIGNED = re.compile(r"[.!?\"] ?[(\[](?:[^()\[\]]{1,16}|(?:humas|pen\w{3,5}) [\w/ -]{2,18})[)\]]$")
#: The same with an outlet behind a dash, "- utusan", a star and initials, "*des", or who and where, "rn|lbs".
_SENT = re.compile(
    r"[.!?]\"? ?(?:[-–—]{1,2} ?[a-z]{2,}!?(?: [a-z]{2,})?|\*[a-z]{2,4}"
    r"|(?<=[a-z]{3}[.!?\"] )[a-z]{1,5}[/|][\w/|-]{2,9})$"
)
#: An address of the web or of e-mail, with at most a label before it: "Kontak: nama@contoh.id".
_ADDRESS = re.compile(r"(?:[^\W\d_][\w ./-]{1,24}: ?)?(?:(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+)")
#: In brackets, but no initials: what a sentence may end with, and what a story says of its end.
_UNITS = frozenset(
    (
        "amin",
        "aamiin",
        "amiin",
        "semoga",
        "bersambung",
        "tamat",
        "selesai",
        "habis",
        "dan/atau",
        "kg/ha",
        "km/jam",
        "rp/kg",
        "ton/ha",
        "m/s",
        "kali/menit",
        "liter/detik",
        "wib/wit",
    )
)


def weigh(line: str) -> float:
    """Return what an unmarked line counts for being part of an article's text.

    >>> weigh("berita terkait") < 0 < weigh("kata dia, " * 20 + "selesai.")
    True
    """
    length = len(line)
    if length >= PARAGRAPH and ends_sentence(line):
        return min(length, FULL) / 40
    if length >= LONG:
        return 2.0
    if line[0] == "#":
        return -1.5
    if is_item(line):
        return -0.05
    if ends_sentence(line):
        if line.endswith(("…", "...")):
            return 0.0  # a sentence cut off: a teaser as likely as speech
        return max(length, SHORT_ANSWER) / 80 if " " in line or line[0] == '"' else 0.0
    if is_stamp(line):
        return -2.0
    if length <= 25:
        return -0.7
    if line[0] in "-*(\"'":
        return -0.3
    return -1.3


def is_paragraph(line: str) -> bool:
    """Tell whether a folded line is a paragraph by its length and end alone."""
    return len(line) >= LONG or (len(line) >= PARAGRAPH and ends_sentence(line))


def ends_sentence(line: str) -> bool:
    """Tell whether a folded line ends like a sentence; an end mark or an outlet may stand behind it.

    >>> ends_sentence("kata warsito. (has/jpnn)"), ends_sentence("harga beras naik")
    (True, False)
    """
    if line.endswith(SENTENCE_ENDS):
        return True
    tail = line[-32:]
    if tail.endswith("*"):
        return tail.rstrip("* ").endswith(SENTENCE_ENDS)
    if tail[-1:] in (")", "]"):
        return _SIGNED.search(tail) is not None
    return (". " in tail or '." ' in tail or "*" in tail) and _SENT.search(tail) is not None


def is_item(line: str) -> bool:
    """Tell whether a folded line is an item of a list: "1. satu", "- dua", "a) tiga".

    >>> is_item("12. jalan braga"), is_item("- dua"), is_item("12 orang tewas")
    (True, True, False)
    """
    head, space, rest = line.partition(" ")
    if not space or not rest or len(head) > 4:
        return False
    return head in ("-", "•", "*", "–", "▪") or (head[-1] in ".)" and (head[:-1].isdigit() or len(head) == 2))


def is_stamp(line: str) -> bool:
    """Tell whether a short folded line is a time stamp or a count: "08/1/2026 17:03", "3 jam lalu"."""
    return len(line) <= 45 and _STAMP.search(line) is not None


def looks_like_headline(line: str) -> bool:
    """Tell whether a folded line has a headline's length and no sentence's end."""
    return 35 <= len(line) < LONG and not line.endswith((".", ":", '"')) and not is_item(line)


def is_headline(raw: str) -> bool:
    """Tell whether a line reads like a bare headline: words in capitals, and no end.

    >>> is_headline("Harga Beras di Pasar Induk Naik Lagi"), is_headline("Harga beras naik lagi, kata dia.")
    (True, False)
    """
    words = [word for word in raw.split() if word[:1].isalpha() and len(word) > 3]
    if (
        len(words) < HEADLINE_WORDS - 1
        or raw.count(" ") < HEADLINE_WORDS - 1
        or raw.endswith((".", ":", '"', "”"))
    ):
        return False
    return sum(word[0].isupper() for word in words) >= HEADLINE_CAPITALS * len(words)


def announces_headline(raw: str) -> bool:
    """Tell whether what follows the first colon of a line reads like a headline.

    >>> announces_headline("Baca: Sungai Meluap, Dua Kampung Terendam"), announces_headline("Baca: doa")
    (True, False)
    """
    return is_headline(raw.partition(":")[2].strip())


def is_address(line: str) -> bool:
    """Tell whether a line is nothing but an address of the web or of e-mail, and a label before it.

    >>> is_address("kontak: humas@contoh.id"), is_address("lihat contoh.id")
    (True, False)
    """
    return len(line) <= LONG and "." in line and _ADDRESS.fullmatch(line) is not None


def find_end_mark(raw: str) -> int:
    """Return where initials or an end mark begin that end a line, or -1.

    >>> find_end_mark("kata dia. (hnh/imk)"), find_end_mark("sanksi (dan/atau)")
    (9, -1)
    """
    tail = raw[-40:]
    bare = tail.rstrip()
    found = _END.search(tail) if bare[-1:] not in _STOPS or bare[-2:] == ")." else None
    if found is None or not _is_signature(found.group()):
        return -1
    return len(raw) - len(tail) + found.start()


def _is_signature(mark: str) -> bool:
    """Tell initials and end marks from what else stands in brackets: a date, a score, a unit."""
    inner = mark.strip(" ().").lower()
    return inner not in _UNITS and ("/" not in inner or any(map(str.isalpha, inner)))


def is_end_mark(raw: str) -> bool:
    """Tell whether a line is initials or an end mark, with at most tags behind them."""
    first = _END_FIRST.match(raw)
    return find_end_mark(raw) == 0 or (first is not None and _is_signature(first.group()))
