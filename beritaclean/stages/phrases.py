"""Applies the rules that took something: at once where place does not matter, later where it does."""

from __future__ import annotations

from beritaclean.lines import announces_headline
from beritaclean.page import Hit
from beritaclean.sheet import Sheet


def apply_hits(sheet: Sheet) -> None:
    """Mark what rules took that may fire anywhere; keep the others in `sheet.later`.

    Hits come with the deciding one first for each line. A block or a footer marks its own line here;
    what follows it is the work of other stages.
    """
    for hit in sheet.hits:
        if hit.where != "anywhere":
            sheet.later.append(hit)
        else:
            _apply(sheet, hit)


def apply_later(sheet: Sheet) -> None:
    """Mark what rules took that fire only before, inside or after the article."""
    for hit in sheet.later:
        place = "article"
        if sheet.first >= 0:
            place = "head" if hit.line < sheet.first else "tail" if hit.line > sheet.last else "article"
        elif hit.where != "article":
            continue  # no article was found: nothing is before or after it
        if place == hit.where:
            _apply(sheet, hit)


def _apply(sheet: Sheet, hit: Hit) -> None:
    """Mark the stretch or the line that a rule took, unless it needs a headline and there is none."""
    if hit.does == "headline" and not announces_headline(sheet.raw[hit.line]):
        return
    if hit.does != "stretch":
        sheet.mark(hit.line, hit.kind, hit.rule)
    elif hit.line not in sheet.kinds:
        sheet.stretch_folded(hit.line, hit.start, hit.end, hit.kind, hit.rule)
