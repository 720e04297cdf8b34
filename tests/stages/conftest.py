"""Writes a page and what is expected of its lines in one table, and runs the stages on it.

A row is `kind | text`: the kind that the line has in the end, body when nothing marks it. Behind a
`<` stands the rule that took the line before any stage ran, by its kind, and where it may fire or what it
does, or else its name: `promo<promo | Baca juga: ...`, `promo<promo.block | Berita Terkait`,
`body<share.tail | Bagikan`, `share<share.zoom | Perbesar`. A row without a bar is a blank line.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beritaclean.page import Hit, Page
from beritaclean.rules.model import ACTIONS, PLACES
from beritaclean.sheet import Sheet
from beritaclean.stages import STAGES

MASTHEADS = frozenset({"detikcom", "cnn indonesia", "antara", "info bisnis"})


def read_table(table: str) -> tuple[Sheet, list[str]]:
    """Return the page of a table, with its hits, and the rows that are expected."""
    texts: list[str] = []
    rows: list[str] = []
    hits: list[Hit] = []
    for line, row in enumerate(table.strip("\n").split("\n")):
        tag, bar, text = row.strip().partition("|")
        expected, _, taken = tag.strip().partition("<")
        texts.append(text.strip())
        rows.append(f"{expected:9} | {text.strip()}" if bar else "")
        if taken:
            kind, _, how = taken.partition(".")
            where = how if how in PLACES else "anywhere"
            does = how if how in ACTIONS else "line"
            name = kind if how in ("", where, does) else how
            hits.append(Hit(line, 0, len(texts[-1]), kind, f"test/{name}", where, does))
    sheet = Sheet(Page("\n".join(texts)))
    sheet.hits, sheet.mastheads = hits, MASTHEADS
    return sheet, rows


def run_stages(sheet: Sheet, last: str) -> Sheet:
    """Run the stages up to and with the one named `last`."""
    for name, stage in STAGES:
        stage(sheet)
        if name == last:
            return sheet
    raise ValueError(last)


@pytest.fixture
def make_sheet() -> Callable[[str, str], Sheet]:
    """A function that marks the page of a table, by the stages up to the one named."""
    return lambda last, table: run_stages(read_table(table)[0], last)


@pytest.fixture
def check() -> Callable[[str, str], None]:
    """A function that runs the stages up to the one named, and compares every line with its table."""

    def check(last: str, table: str) -> None:
        sheet, rows = read_table(table)
        run_stages(sheet, last)
        kinds = [sheet.kinds.get(line, "body") for line in range(len(sheet.raw))]

        assert [
            f"{kind:9} | {raw}" if raw else "" for kind, raw in zip(kinds, sheet.raw, strict=True)
        ] == rows

    return check
