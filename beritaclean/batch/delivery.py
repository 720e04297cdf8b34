"""Takes the results of workers, in order: writes streams, enters what is done, and accounts for all of it."""

from __future__ import annotations

from collections import Counter

from beritaclean.batch.ledger import Ledger
from beritaclean.batch.manifest import Entry, Manifest
from beritaclean.batch.outcomes import DONE, EMPTY, FAILED, NO_ARTICLE, RESULTS, Outcome
from beritaclean.batch.streams import StreamWriter
from beritaclean.batch.tasks import Cleaned, End, RecordTask, Task, Work
from beritaclean.config import Settings
from beritaclean.errors import OutputError
from beritaclean.records import keep_parcel
from beritaclean.workers import Failure


class Delivery:
    """Where results end up. Without a manifest nothing is entered; with `one_file` all goes to that.

    `settings` are those of streams.
    """

    def __init__(
        self,
        manifest: Manifest | None,
        ledger: Ledger,
        writer: StreamWriter,
        settings: Settings,
        one_file: str = "",
    ) -> None:
        self._manifest = manifest
        self._ledger = ledger
        self._writer = writer
        self._settings = settings
        self._one_file = one_file
        self._begun = False  # whether anything came for the one file
        self._found: Counter[str] = Counter()  # what became of the records of the stream in hand

    def take(self, step: Work, result: Outcome | Cleaned | Failure) -> None:
        """Take the result of a step."""
        if isinstance(step, End):
            assert isinstance(result, Outcome)
            self._end(step, result)
        elif isinstance(step, RecordTask):
            if isinstance(result, Failure):
                why = result.why.removeprefix(f"{step.label}: ")
                text = keep_parcel(step.parcel, self._settings)
                result = Cleaned(text, Outcome(step.label, FAILED, why))
            assert isinstance(result, Cleaned)
            if result.text or result.outcome.pages:
                self._writer.add(result.text)
            self._found[result.outcome.result] += 1
            self._ledger.add(result.outcome)
        else:
            if isinstance(result, Failure):
                result = Outcome(step.source.label, FAILED, result.why)
            if isinstance(result, Cleaned):
                self._begun = True
                self._writer.add(result.text)
                result = result.outcome
            elif not self._one_file:
                self._enter(step, result)
            self._ledger.add(result)

    def finish(self, digest: bytes) -> None:
        """Put the one file in its place, if there is anything for it, and enter that; done or not.

        `digest` is that of all inputs.
        """
        if not self._begun:
            return
        totals = self._ledger.totals
        state = self._writer.finish(self._one_file)
        if self._manifest is not None:
            result = FAILED if totals.results[FAILED] else ""
            entry = Entry("", "", digest, state, result, totals.pages)
            self._manifest.add(self._one_file, entry)

    def _end(self, end: End, outcome: Outcome) -> None:
        """Put a stream in its place; one of which nothing failed is done."""
        found, self._found = self._found, Counter()
        if self._one_file:
            self._begun = True
            if end.problem or not end.records:
                self._ledger.add(outcome)
            return
        try:
            state = self._writer.finish(end.target)
        except OutputError as error:
            self._ledger.add(outcome._replace(result=FAILED, why=str(error)))
            return
        if end.problem or not end.records:
            self._ledger.add(outcome)
        if self._manifest is not None and not end.problem and not found[FAILED]:
            order = (NO_ARTICLE, *RESULTS)
            result = next((each for each in order if found[each]), EMPTY)
            source = end.source
            entry = Entry(source.place, source.stamp, end.digest, state, result, end.records)
            self._manifest.add(end.target, entry)

    def _enter(self, task: Task, outcome: Outcome) -> None:
        """Enter into the manifest what was done, or that it is as it was."""
        if self._manifest is None:
            return
        source = task.source
        if outcome.state:
            entry = Entry(
                source.place, source.stamp, outcome.digest, outcome.state, outcome.result, outcome.pages
            )
            self._manifest.add(task.target, entry)
        elif outcome.why == DONE and outcome.digest:
            self._manifest.touch(task.target, source.stamp)
