"""What a run found, as a page of Markdown: ratios first, raw rounds last."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from tests.bench.rounds import Ratio, Rounds

#: What is measured, and beside what.
PACKAGES = (
    *("beritaclean", "typer", "selectolax", "ahocorasick_rs"),
    *("trafilatura", "resiliparse", "readability-lxml", "justext", "lxml"),
)


class Section(NamedTuple):
    """What one kind of measurement found: ratios, a table (its first row names the columns), rounds."""

    title: str
    ratios: Sequence[Ratio] = ()
    table: Sequence[Sequence[str]] = ()
    rounds: Rounds = {}  # noqa: RUF012 (nobody writes to it)
    note: str = ""


def write_report(day: str, command: str, sections: Sequence[Section]) -> str:
    """Return the report of a run."""
    parts = [f"# {day}", f"`{command}` on {describe_machine()}."]
    ratios = [ratio for section in sections for ratio in section.ratios]
    rows = [["measured", "median (spread)", "bar"], *([r.name, r.figure, r.asked] for r in ratios)]
    parts += ["## Ratios", *write_table(rows)]
    for section in sections:
        if section.table:
            parts += [f"## {section.title}", *([section.note] if section.note else [])]
            parts += write_table(section.table)
    raw = [
        [section.title, name, " ".join(f"{seconds * 1000:.0f}" for seconds in values)]
        for section in sections
        for name, values in section.rounds.items()
    ]
    parts += ["## Raw rounds, in ms", *write_table([["section", "contender", "rounds"], *raw])]
    return "\n\n".join(parts) + "\n"


def write_table(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a table as one paragraph; its first row holds the names of the columns."""
    head, *body = rows
    lines = [head, ["---"] * len(head), *body]
    return ["\n".join(f"| {' | '.join(cells)} |" for cells in lines)]


def describe_machine() -> str:
    """The processor, Python, and the versions of what takes part."""
    found = []
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"no {package}")
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{platform.machine()}, {os.cpu_count()} cores{load}, {platform.system()}, "
        f"CPython {platform.python_version()}; {', '.join(found)}"
    )


def read_ratios(report: str) -> list[tuple[str, str]]:
    """Return name and figure of each ratio in a report.

    >>> read_ratios(write_report("x", "y", [Section("Text", [Ratio("a / b", [1.0], speed=True)])]))
    [('a / b', '1.00 × as fast (1.00 to 1.00)')]
    """
    table = report.partition("## Ratios\n\n")[2].partition("\n\n")[0].split("\n")
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table[2:]]
    return [(name, figure) for name, figure, _ in cells]
