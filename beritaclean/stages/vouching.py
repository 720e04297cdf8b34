"""Vouches for the lines that a saved page's own data (JSON-LD's `articleBody`) call the article's.

A second opinion: no later stage leaves such a line out for where it stands or what its markup says. Rules
still do, for publishers put "Baca juga" there too. What a stage or a rule thought otherwise is told in the
warnings, and so is a paragraph that the page does not show: it cannot be kept, for nothing is written that
does not stand on the page. Plain text has no such data, and nothing is done then.
"""

from __future__ import annotations

import re
from collections import Counter

from beritaclean.lines import is_paragraph
from beritaclean.normalize import fold
from beritaclean.page import KEPT
from beritaclean.sheet import Sheet

#: Words in a row that are compared; a shorter line could stand anywhere.
RUN = 8
#: How much of the stated body is looked at, in characters: more than any article has.
STATED = 500_000
_WORD = re.compile(r"\w+")


def vouch(sheet: Sheet) -> None:
    """Vouch for paragraphs, each of which stands once on the page and wholly in its stated body."""
    stated = sheet.page.facts.get("body")
    if not stated:
        return
    body = fold(stated[:STATED])
    runs = _runs(body)
    shown = {line: _runs(sheet.lines[line]) for line in sheet.filled}
    ruled = {hit.line for hit in sheet.later}
    copies = Counter(sheet.lines)
    paragraphs = {
        line
        for line, own in shown.items()
        if copies[text := sheet.lines[line]] == 1 and is_paragraph(text) and own and own <= runs
    }
    sheet.vouched = frozenset(paragraphs - sheet.kinds.keys() - ruled)
    taken = sum(line in sheet.kinds and sheet.kinds[line] not in KEPT for line in paragraphs)
    if taken:
        sheet.warnings.append(f"rules take paragraphs that the page's own data hold: {taken}")
    held: set[str] = set().union(*shown.values())
    missing = sum(part.isdisjoint(held) for part in map(_runs, body.split("\n")) if part)
    if missing:
        sheet.warnings.append(f"the page's own data hold paragraphs that it does not show: {missing}")


def tell_disputes(sheet: Sheet) -> None:
    """Say how many lines stay only because the page's own data hold them."""
    if sheet.disputed:
        sheet.warnings.append(f"paragraphs stay because the page's own data hold them: {len(sheet.disputed)}")


def _runs(text: str) -> set[str]:
    """The runs of words of a folded text, all of the same length; none of a shorter text."""
    words = _WORD.findall(text)
    return {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
