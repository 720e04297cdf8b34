"""Keeps one copy of each photo caption, and marks it as a caption.

Pages print a caption twice: the picture's alternative text, then the caption; with a "Foto:" before it
or a credit after it, or both times alike. Only lines that are captions are compared (they bear a credit,
stand beside a zoom control or above the first paragraph): a refrain, a prayer or a repeated question in
the body is no copy.
"""

from __future__ import annotations

from bisect import bisect, bisect_left

from beritaclean.lines import find_end_mark, is_end_mark, is_paragraph
from beritaclean.metadata.credits import find_credit, is_credit_line
from beritaclean.normalize import is_sentence
from beritaclean.sheet import Sheet

#: The shortest text before a credit, in characters.
SHORTEST = 12
#: A caption without a credit is so long at least, in characters, to be known again.
ALIKE = 30
#: Captions that begin with so many characters alike are compared, each with at most so many.
STEM, MOST_ALIKE = 3 * SHORTEST, 20
#: An alternative text is looked for in so many lines of the article, and is so long at least.
TOP, LONG_STEM = 8, 40
#: A line this long inside the body with a credit at its end is looked at.
LONGEST = 700


def mark_captions(sheet: Sheet) -> None:
    """Mark captions inside the article, and copies of captions anywhere in it."""
    if sheet.first < 0:
        return
    _mark_cut_short(sheet)
    seen: dict[str, list[str]] = {}
    for line in _candidates(sheet):
        kind = sheet.kinds.get(line)
        if kind not in (None, "caption") and sheet.rules[line] != "heads/credit":
            continue
        previous = sheet.before(line)
        if kind is None:
            beside = sheet.is_zoom(previous)
            above = sheet.is_zoom(sheet.after(line))
            if not (beside or above or _may_be_caption(sheet, line)):
                continue
            if not beside and find_credit(sheet.raw[line].strip())[0] < 0:
                continue
        key = caption_key(sheet.raw[line].strip())
        if _is_copy(key, seen):
            sheet.kinds.pop(line, None)
            sheet.mark(line, "duplicate", "captions/copy")
        else:
            if len(alike := seen.setdefault(key[:STEM], [])) < MOST_ALIKE:
                alike.append(key)
            sheet.mark(line, "caption", "captions/credit")
            _mark_alternative(sheet, line, previous)
    _mark_repeated(sheet)


def _mark_repeated(sheet: Sheet) -> None:
    """Mark the copies between the paragraphs of captions that stand above the first of them."""
    low = bisect_left(sheet.filled, max(sheet.title, 0))
    head = sheet.filled[low : bisect_left(sheet.filled, sheet.first)]
    texts = {
        sheet.lines[line]
        for line in head
        if sheet.kinds.get(line) == "caption" and len(sheet.lines[line]) >= ALIKE and sheet.is_repeated(line)
    }
    if not texts:
        return
    for line in range(sheet.first, sheet.last + 1):
        if line not in sheet.kinds and sheet.lines[line] in texts:
            sheet.mark(line, "duplicate", "captions/copy")


def _mark_cut_short(sheet: Sheet) -> None:
    """Mark alternative texts near the top: the caption below them, or below its credit, begins with them."""
    at = bisect_left(sheet.filled, sheet.first)
    top = [line for line in sheet.filled[at : at + TOP] if line <= sheet.last]
    if len({sheet.lines[line][:LONG_STEM] for line in top}) == len(top):
        return  # nearly every page: no two lines begin alike
    for step in (1, 2):
        for line, below in zip(top, top[step:], strict=False):
            if _is_stem(sheet.lines[line], sheet.lines[below]):
                between = [credit for credit in top if line < credit < below]
                if all(is_credit_line(sheet.raw[credit].strip()) for credit in between):
                    sheet.mark(line, "duplicate", "captions/alternative-text")
                    for credit in between:
                        sheet.mark(credit, "byline", "captions/credit")
                    sheet.mark(below, "caption", "captions/credit")


def _is_stem(short: str, whole: str) -> bool:
    """Tell whether a line begins with another, which is no sentence."""
    return LONG_STEM <= len(short) < len(whole) and whole.startswith(short) and not is_sentence(short)


def _candidates(sheet: Sheet) -> list[int]:
    """The lines of the article that may be captions, in order: few, and found without looking long."""
    lines, kinds, undecided = sheet.lines, sheet.kinds, sheet.open
    zooms = [line for line in undecided if line in kinds and sheet.is_zoom(line)]
    asked = kinds.keys() | {near for line in zooms for near in (sheet.before(line), sheet.after(line))}
    if "©" in sheet.folded:
        asked |= {line for line in undecided if "©" in lines[line]}
    low, middle = bisect_left(undecided, sheet.title), bisect_left(undecided, sheet.first)
    return undecided[low:middle] + [
        line
        for line in undecided[middle : bisect(undecided, sheet.last)]
        if line in asked
        or (text := lines[line])[-1] == ")"
        or text[:4] == "foto"
        or ("/" in text[-40:] and _has_slash(text))
    ]


def caption_key(raw: str) -> str:
    """What two copies of a caption share: its words, without "Foto:", bullet, credit and end.

    >>> caption_key("Foto: Warga mengantre. (Rina/detikcom)") == caption_key("Warga mengantre.")
    True
    """
    text = raw.lstrip(" •*-")
    if text[:5].lower() in ("foto:", "foto "):
        text = text[5:].lstrip()
    at = find_credit(text)[0]
    if at > SHORTEST:
        text = text[:at]
    return "".join(char for char in text.lower() if char.isalnum())


def _is_copy(key: str, seen: dict[str, list[str]]) -> bool:
    """Tell whether a caption is a copy of one seen: the same, or one begins with the other."""
    same = seen.get(key[:STEM], ())
    if len(key) < STEM:
        return key in same
    return any(len(other) >= STEM and (other.startswith(key) or key.startswith(other)) for other in same)


def _may_be_caption(sheet: Sheet, line: int) -> bool:
    """Cheap signs that a line is worth asking `find_credit`."""
    text = sheet.lines[line]
    if len(text) > LONGEST or text[0] in "\"'":
        return False
    if text[-2:-1].isdigit() and "-" in text[-5:]:
        return False  # an editor's page code, (KM/E-2): no credit ends so
    if text[0] == "(" and is_end_mark(sheet.raw[line].strip()):
        return False
    if line == sheet.last and is_paragraph(text) and find_end_mark(sheet.raw[line].rstrip()) > 0:
        return False  # the article's last paragraph, and who signs it
    if line < sheet.first:
        return True
    if text.endswith(")") or "©" in text or text.startswith(("foto", "ilustrasi")):
        return "foto" in text or "gambar" in text or "/" in text[-60:] or "©" in text or line == sheet.first
    return line - sheet.first < 6 and _has_slash(text)


def _has_slash(text: str) -> bool:
    """Tell whether a line ends in names with a slash between them, and not in a date."""
    at = text.rfind("/", -40)
    return at > 0 and text[at - 1].isalpha() and not text[at + 1 : at + 2].isdigit()


def _mark_alternative(sheet: Sheet, line: int, previous: int) -> None:
    """Mark a short line above a caption whose words the caption repeats: the alternative text."""
    while previous >= 0 and sheet.kinds.get(previous) in ("share", "nav"):
        previous = sheet.before(previous)
    if previous <= sheet.title or (
        previous in sheet.kinds and sheet.kinds[previous] not in ("lead", "caption")
    ):
        return
    short, whole = sheet.lines[previous].rstrip("."), sheet.lines[line]
    if SHORTEST <= len(short) < len(whole) and short in whole and sheet.kinds.get(previous) != "title":
        sheet.kinds.pop(previous, None)
        sheet.mark(previous, "duplicate", "captions/alternative-text")
