"""What became of an input, and the sums of that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

CLEANED, UNCHANGED, EMPTY, NO_ARTICLE = "cleaned", "unchanged", "empty", "no article"
SKIPPED, FAILED = "skipped", "failed"
#: Why an input is skipped that was done by an earlier run.
DONE = "done before"
#: All there are, in the order of the table. Every input ends as exactly one of them.
RESULTS = (CLEANED, UNCHANGED, EMPTY, NO_ARTICLE, SKIPPED, FAILED)


class Outcome(NamedTuple):
    """What became of one input.

    `why` says it of skipped and failed ones. `target` is what was written, relative to the output folder, ""
    for nothing. `pages` counts those in the input, `left_out` the spans that were not written, `size` the
    bytes read. `address` is where the page was on the web, as a web archive says. `again` says why it was
    done although it had been done before, `before` what became of it then, where it was not. `digest` is
    the content's, and `state` the target's size and time, for the manifest.
    """

    source: str
    result: str
    why: str = ""
    target: str = ""
    pages: int = 0
    left_out: int = 0
    publisher: str = ""
    warnings: tuple[str, ...] = ()
    size: int = 0
    address: str = ""
    again: str = ""
    before: str = ""
    digest: bytes = b""
    state: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return what a report says of it: without what is empty.

        >>> Outcome("a.html", FAILED, "is binary, not a page").to_dict()
        {'source': 'a.html', 'result': 'failed', 'why': 'is binary, not a page'}
        """
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in self._asdict().items()
            if name in ("source", "result") or (value and name not in ("digest", "state"))
        }


class Totals:
    """Counts outcomes, and the reasons of what was skipped or done again."""

    def __init__(self) -> None:
        self.results: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.again: Counter[str] = Counter()
        self.stale = 0  # targets in the folder whose inputs are gone
        self.pages = 0
        self.size = 0

    @property
    def inputs(self) -> int:
        """How many inputs there were."""
        return self.results.total()

    def add(self, outcome: Outcome) -> None:
        """Count an outcome."""
        self.results[outcome.result] += 1
        self.pages += outcome.pages
        self.size += outcome.size
        if outcome.result == SKIPPED:
            self.skipped[outcome.why] += 1
        if outcome.again:
            self.again[outcome.again] += 1

    def to_dict(self, seconds: float) -> dict[str, Mapping[str, int] | int | float]:
        """Return the last line of a report."""
        return {
            "inputs": self.inputs,
            **{result: self.results[result] for result in RESULTS},
            "stale": self.stale,
            "pages": self.pages,
            "bytes": self.size,
            "seconds": round(seconds, 3),
        }

    def to_table(self, seconds: float) -> list[str]:
        """Return the rows of a table for people."""
        rows = []
        for result in RESULTS:
            if count := self.results[result]:
                shown = _tell(self.skipped) if result == SKIPPED else ""
                rows.append(f"{result:<10} {count:>9,}  {shown}".rstrip())
        if self.again:
            rows.append(f"{'again':<10} {self.again.total():>9,}  {_tell(self.again)}")
        if self.stale:
            rows.append(f"{'stale':<10} {self.stale:>9,}  targets whose inputs are gone")
        speed = self.size / seconds / 1e6 if seconds else 0.0
        rows.append(f"{'inputs':<10} {self.inputs:>9,}  {self.pages:,} pages, {self.size / 1e6:,.1f} MB in ")
        rows[-1] += f"{seconds:,.1f} s, {speed:,.1f} MB/s"
        return rows


def _tell(reasons: Counter[str]) -> str:
    """Return the commonest reasons with their numbers."""
    return ", ".join(f"{why} {number:,}" for why, number in reasons.most_common(4))
