"""The table of lines: bylines, dates and datelines in the shapes of many publishers, and what they say.

The table was written from a survey of pages, not from what the program makes of them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from beritaclean import Cleaner
from beritaclean.metadata.bylines import is_byline, is_person_name, parse_bylines
from beritaclean.metadata.datelines import find_dateline, guess_city
from beritaclean.metadata.dates import find_date, is_date_line

TABLE = Path(__file__).with_name("lines.tsv")
KINDS = ("date", "byline", "dateline", "city", "none", "prose")


def read_rows() -> list[tuple[str, str, str, str]]:
    """The rows: kind, shape, line, and what it says. A line may hold tabs."""
    rows = []
    for row in TABLE.read_text(encoding="utf-8").split("\n"):
        if row and not row.startswith("#"):
            kind, shape, rest = row.split("\t", 2)
            line, _, told = rest.rpartition("\t")
            rows.append((kind, shape, line, told))
    return rows


ROWS = read_rows()


def rows_of(kind: str) -> list[object]:
    return [
        pytest.param(line, told, id=f"{shape}: {line[:40]}") for at, shape, line, told in ROWS if at == kind
    ]


@cache
def mastheads() -> frozenset[str]:
    return Cleaner().ruleset.mastheads


def test_table_is_whole() -> None:
    assert {kind for kind, *_ in ROWS} == set(KINDS)
    assert len([row for row in ROWS if row[0] in KINDS[:3]]) >= 100
    assert len({(kind, line) for kind, _, line, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("line", "told"), rows_of("none"))
def test_prose_is_no_byline_and_no_date(line: str, told: str) -> None:
    assert (is_byline(line), is_date_line(line), told) == (False, False, "")


@pytest.mark.parametrize(("line", "told"), rows_of("prose"))
def test_prose_has_no_dateline(line: str, told: str) -> None:
    assert find_dateline(line, mastheads()) is None


@pytest.mark.parametrize(("line", "told"), rows_of("date"))
def test_date(line: str, told: str) -> None:
    assert is_date_line(line)
    assert find_date(line) == told


@pytest.mark.parametrize(("line", "told"), rows_of("byline"))
def test_byline(line: str, told: str) -> None:
    lines = line.split("⏎")

    assert all(is_byline(each) or is_person_name(each) for each in lines)
    assert ";".join(f"{person.role}={person.name}" for person in parse_bylines(lines)) == told


@pytest.mark.parametrize(("line", "told"), rows_of("dateline"))
def test_dateline(line: str, told: str) -> None:
    found = find_dateline(line, mastheads())

    assert found is not None
    assert f"{found.city}|{(line[: found.start] + line[found.end :]).strip()}" == told


@pytest.mark.parametrize(("line", "told"), rows_of("city"))
def test_city_that_no_list_names(line: str, told: str) -> None:
    assert find_dateline(line, mastheads()) is None
    assert guess_city(line) == told
