"""Folds a page for matching: what a reader does not see makes no difference to a rule.

Case (of ASCII letters), odd spaces, runs of space, zero-width and direction marks and the shape of
quotation marks are folded; line ends stay, so that line N of the folded text is line N of the page.
It refuses to change the page itself: what is written comes from the page, never from the fold.
"""

from __future__ import annotations

#: Characters that stand for a space. Tab first: the only one met on pages that are all ASCII.
SPACES = "\t\u00a0\u2002\u2003\u2009\u202f\u2000\u2001\u2004\u2005\u2006\u2007\u2008\u200a\u205f\u3000"
#: Characters that no reader sees: zero width, soft hyphen, byte order and direction marks.
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
#: What a line may open with before its first word: list and link bullets.
BULLETS = " •·*-–—»›>|#■●▪◆▶►→☆★+"
#: What a sentence ends with.
SENTENCE_ENDS = (".", "!", "?", '"', ".)", "…", "”", ".'", "!)", "?)", '",', "'.")

_FOLDS: tuple[tuple[str, str], ...] = (
    *((space, " ") for space in SPACES),
    *((unseen, "") for unseen in UNSEEN),
    *((quote, '"') for quote in "“”„‟"),
    *((quote, "'") for quote in "‘’‚‛`´"),
    ("：", ":"),
)


def fold(text: str) -> str:
    """Return `text` in the form that rules are matched against, with the same line feeds.

    >>> fold("BACA\\u00a0  JUGA:\\u200b “Satu”")
    'baca juga: "satu"'
    """
    # Membership first: on most pages few of these occur, and a scan that finds nothing runs at
    # memory speed (1.5 GB/s here; str.translate 10 MB/s).
    if text.isascii():
        if "\t" in text:
            text = text.replace("\t", " ")
    else:
        for odd, plain in _FOLDS:
            if odd in text:
                text = text.replace(odd, plain)
    if text.isascii():
        text = text.lower()
    else:
        # bytes.lower() knows ASCII only: ten times faster than str.lower(), and it keeps lengths.
        text = text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def unfold_span(line: str, start: int, end: int) -> tuple[int, int]:
    """Return where characters `start` to `end` of the folded, stripped line stand in `line`.

    The span in `line` begins at a character that is seen and takes the unseen ones inside it along.

    >>> unfold_span("  Baca\\u00a0 juga: x", 5, 9)
    (8, 12)
    """
    body = line.strip()
    lead = len(line) - len(line.lstrip())
    if len(fold(body)) == len(body):
        return lead + start, lead + end
    at, places = 0, []  # places[k] is where the k-th folded character stands in the line
    spaced = True  # a run of spaces folds to one, and outer space to none
    for at, char in enumerate(line):
        if char in UNSEEN:
            continue
        space = char == " " or char in SPACES
        if space and spaced:
            continue
        spaced = space
        places.append(at)
    places.append(len(line.rstrip()))
    start = min(start, len(places) - 1)
    last = min(max(end - 1, start), len(places) - 1)
    return places[start], min(places[last] + 1, len(line))


def is_sentence(line: str) -> bool:
    """Tell whether a line ends as a sentence does: with a stop, or a quotation mark after it.

    >>> is_sentence("Ia pergi."), is_sentence("Harga Beras Naik")
    (True, False)
    """
    return line.rstrip().endswith(SENTENCE_ENDS)
