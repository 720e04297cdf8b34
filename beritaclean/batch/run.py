"""Runs a batch: finds the inputs, plans where each goes, has them cleaned, and accounts for all of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any, NamedTuple

from beritaclean.batch.basis import find_basis
from beritaclean.batch.folder import open_folder
from beritaclean.batch.ledger import Ledger
from beritaclean.batch.manifest import Entry, Manifest
from beritaclean.batch.names import name_target
from beritaclean.batch.outcomes import DONE, FAILED, Outcome
from beritaclean.batch.pages import Job, Task, start_cleaning
from beritaclean.batch.plan import Plan
from beritaclean.batch.resume import list_tasks
from beritaclean.batch.sources import Choice, Source, find_sources
from beritaclean.config import combine
from beritaclean.filter import make_cleaner, report_filters
from beritaclean.report import Report
from beritaclean.workers import Failure, Ready, count_cores, work_in_order

#: Inputs go to a worker together, up to so many bytes or so many inputs: about 15 ms of work.
CHUNK_SIZE, CHUNK_LENGTH = 128 * 1024, 64


class Limits(NamedTuple):
    """What is admitted: bytes of one page, and seconds spent on one (0: any)."""

    max_page: int = 64_000_000
    timeout: float = 60.0


class Course(NamedTuple):
    """How a batch is run: by `jobs` processes (0: one a core), all of it again, or without writing."""

    jobs: int = 0
    force: bool = False
    rehearsal: bool = False


def run_batch(
    paths: Sequence[str],
    given: Mapping[str, Any],
    output: str,
    choice: Choice,
    limits: Limits,
    course: Course,
    *,
    report_to: str | None = None,
    strict: bool = False,
    config: str | None = None,
    isolated: bool = False,
    verbosity: int = 0,
    log: str | None = None,
) -> int:
    """Clean what is in files and folders into the folder `output`; return the exit code.

    `report_to` gets what became of each input, a JSON object a line, and last the totals.
    """
    settings = combine(given, config, isolated)
    cleaner = make_cleaner(settings)
    cleaner.ruleset  # noqa: B018 (once, for all processes that are forked from this one)
    basis = find_basis(settings)
    folder = open_folder(output, paths, make=not course.rehearsal)
    with ExitStack() as stack:
        report = stack.enter_context(Report(verbosity, log))
        report_filters(cleaner, report)
        manifest = None
        if not course.rehearsal or os.path.exists(folder.manifest):
            manifest = stack.enter_context(Manifest(folder.manifest, basis))
        if not course.rehearsal:
            folder.sweep()
        plan = stack.enter_context(Plan())
        ledger = stack.enter_context(Ledger(report, report_to, strict))
        _fill(plan, ledger, find_sources(paths, choice._replace(output=folder.identity)), settings.to, output)
        worth = 1 + plan.size // CHUNK_SIZE + plan.inputs // CHUNK_LENGTH
        for task, outcome in work_in_order(
            _chunk(list_tasks(plan, manifest, basis, output, course.force)),
            start_cleaning,
            (cleaner, Job(settings, output, folder.drafts, limits.max_page, course.rehearsal)),
            min(course.jobs or count_cores(), worth),
            limits.timeout,
        ):
            if isinstance(outcome, Failure):
                outcome = Outcome(task.source.path, FAILED, outcome.why)
            if manifest is not None and not course.rehearsal:
                _enter(manifest, task, outcome)
            ledger.add(outcome)
        if not ledger.totals.inputs:
            report.error(f"{', '.join(paths)}: no pages found")
    return 1 if report.failed else ledger.exit_code


def _fill(plan: Plan, ledger: Ledger, found: Iterable[Source | Outcome], to: str, output: str) -> None:
    """Plan where all inputs go; account for those that go nowhere."""
    for each in found:
        if isinstance(each, Outcome):
            ledger.add(each)
        else:
            plan.add(each, name_target(each.name, to))
    plan.refuse_collisions()
    plan.refuse_overwriting(output)
    for source, _, why in plan:
        if why:
            ledger.add(Outcome(source.path, FAILED, why))


def _chunk(
    tasks: Iterable[tuple[Task, Outcome | None]],
) -> Iterator[list[Task] | Ready[Task, Outcome]]:
    """Put tasks together that are worth handing out together, and those that are done already."""
    chunk: list[Task] = []
    ready: list[tuple[Task, Outcome]] = []
    size = 0
    for task, outcome in tasks:
        if outcome is not None:
            ready.append((task, outcome))
        else:
            chunk.append(task)
            size += task.source.size
        if chunk and ready:  # in order, whichever came first
            if outcome is None:
                yield Ready(ready)
                ready = []
            else:
                yield chunk
                chunk, size = [], 0
        elif size >= CHUNK_SIZE or len(chunk) + len(ready) >= CHUNK_LENGTH:
            if chunk:
                yield chunk
            else:
                yield Ready(ready)
            chunk, ready, size = [], [], 0
    yield chunk
    yield Ready(ready)


def _enter(manifest: Manifest, task: Task, outcome: Outcome) -> None:
    """Enter into the manifest what was done, or that it is as it was."""
    if outcome.state:
        done = Entry(
            task.source.path, task.source.stamp, outcome.digest, outcome.state, outcome.result, outcome.pages
        )
        manifest.add(task.target, done)
    elif outcome.why == DONE and outcome.digest:
        manifest.touch(task.target, task.source.stamp)
