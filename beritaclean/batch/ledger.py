"""Tells what became of the inputs: to people on stderr, and to programs in a report."""

from __future__ import annotations

import json
import os
import time
from types import TracebackType

from beritaclean.batch.outcomes import FAILED, NO_ARTICLE, RESULTS, Outcome, Totals
from beritaclean.output import Output
from beritaclean.report import Report, say
from beritaclean.writers.records import dump_json

#: How many failures are said on stderr; the report and the log hold all.
SAID = 20
#: More than the last line of a report takes, in bytes.
_TOTALS = 4096


class Ledger:
    """Takes every outcome, once and in order; use it in `with`.

    `path` is the report's: a JSON object a line, and last the totals. It appears when all is done.
    """

    def __init__(self, report: Report, path: str | None, strict: bool) -> None:
        self.report = report
        self.strict = strict
        self.totals = Totals()
        self.findings = 0
        self.file = None if path is None else Output(path)
        self._began = time.monotonic()

    def __enter__(self) -> Ledger:
        if self.file is not None:
            self.file.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        seconds = time.monotonic() - self._began
        try:
            if kind is None and self.file is not None:
                self._write(self.totals.to_dict(seconds))
        except BaseException:
            assert self.file is not None
            self.file.discard()
            raise
        finally:
            if self.file is not None:
                self.file.__exit__(kind, error, trace)
        if kind is None and self.report.verbosity >= 0:
            hidden = self.totals.results[FAILED] - SAID
            if hidden > 0:
                say(f"{hidden:,} more failed (--report FILE lists all)")
            for row in self.totals.to_table(seconds):
                say(row)

    def add(self, outcome: Outcome) -> None:
        """Account for an input."""
        self.totals.add(outcome)
        why = f": {outcome.why}" if outcome.why else ""
        if outcome.result == FAILED:
            self.report.error(f"{outcome.source}{why}", shown=self.totals.results[FAILED] <= SAID)
        elif NO_ARTICLE in (outcome.result, outcome.before) and self.strict:
            self.findings += 1
            self.report.find(f"{outcome.source}: no article")
        elif self.report.wants_notes:
            again = f" again: {outcome.again}" if outcome.again else ""
            self.report.note(f"{outcome.source}: {outcome.result}{why}{again}")
        for warning in outcome.warnings if self.report.wants_notes else ():
            self.report.note(f"{outcome.source}: {warning}")
        if self.file is not None:
            self._write(outcome.to_dict())

    def add_stale(self, place: str, source: str) -> None:
        """Account for a target that stays although its input is gone."""
        self.totals.stale += 1
        self.report.note(f"{place}: stays, although its input is gone: {source}")

    def tell(self) -> str:
        """Say how far it is."""
        totals = self.totals
        speed = totals.size / max(time.monotonic() - self._began, 0.001) / 1e6
        failed = totals.results[FAILED]
        return f"{totals.inputs:,} inputs, {totals.pages:,} pages, {speed:,.1f} MB/s, {failed:,} failed"

    @property
    def exit_code(self) -> int:
        """1 where an input failed, or has no article although one is asked for; else 0."""
        return int(bool(self.totals.results[FAILED] or self.findings))

    def _write(self, value: object) -> None:
        assert self.file is not None
        self.file.write(dump_json(value) + "\n")


def is_report(path: str) -> bool:
    """Tell whether a file is a report: it ends with totals."""
    try:
        with open(path, "rb") as stream:
            stream.seek(max(0, os.fstat(stream.fileno()).st_size - _TOTALS))
            totals = json.loads(stream.read().rstrip(b"\n").rpartition(b"\n")[2])
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(totals, dict) and totals.keys() >= {"inputs", *RESULTS}
