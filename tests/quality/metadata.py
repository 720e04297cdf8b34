"""Counts how many bylines and dates of the tagged pages are found, and how many lines are taken for one.

    python -m tests.quality.metadata           the figures: recall and precision of byline and date lines
    python -m tests.quality.metadata --show    also each line that is missed, or wrongly taken

A line counts as found when it is marked as either, for pages print both on one line.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from beritaclean.cleaner import Cleaner
from beritaclean.config import Settings
from beritaclean.judge.score import score_cases
from beritaclean.judge.tagged import NEUTRAL, Line, find_cases, read_case
from beritaclean.page import METADATA
from beritaclean.report import Report
from tests.corpus import CORPUS


def judge_lines() -> Iterator[tuple[str, Line, bool]]:
    """Yield case and line of each line that is tagged or marked as metadata, and whether it is marked so."""
    cases = map(read_case, find_cases(CORPUS / "dev"))
    for result in score_cases(cases, Cleaner(), Settings(), Report(-1)):
        [document] = result.documents
        marked = {span.line for span in document.spans if span.kind in METADATA}
        for line in result.case.lines:
            if line.tag in METADATA or line.number in marked:
                yield result.case.name, line, line.number in marked


def show_figures(rows: Iterable[tuple[str, Line, bool]], show: bool) -> None:
    """Print recall by tag, precision, and where asked the lines that are wrong."""
    rows = list(rows)
    for tag in sorted(METADATA):
        found = [marked for _, line, marked in rows if line.tag == tag]
        print(f"{tag:7} recall    {sum(found)}/{len(found)} = {sum(found) / len(found):.3f}")
    right = [line.tag in NEUTRAL for _, line, marked in rows if marked]
    print(f"{'both':7} precision {sum(right)}/{len(right)} = {sum(right) / len(right):.3f}")
    for case, line, marked in rows if show else ():
        if not marked or line.tag not in NEUTRAL:
            word = "taken" if marked else "missed"
            print(f"{case}:{line.number + 1}\t{word}\t{line.tag}\t{line.raw.strip()}")


if __name__ == "__main__":
    if CORPUS.is_dir():
        show_figures(judge_lines(), "--show" in sys.argv)
