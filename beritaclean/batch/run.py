"""Runs a batch: finds the inputs, plans where each goes, has them cleaned, and accounts for all of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from beritaclean.batch.ledger import Ledger
from beritaclean.batch.names import name_target
from beritaclean.batch.outcomes import FAILED, Outcome
from beritaclean.batch.pages import Job, Task, start_cleaning
from beritaclean.batch.plan import Plan
from beritaclean.batch.sources import Choice, Source, find_sources
from beritaclean.cleaner import Cleaner
from beritaclean.config import OptionError, Settings, combine
from beritaclean.errors import OutputError
from beritaclean.filter import make_cleaner, report_filters
from beritaclean.report import Report
from beritaclean.workers import Failure, count_cores, work_in_order

#: Where a batch keeps what is its own, in the output folder.
STATE, DRAFTS = ".beritaclean", "drafts"
#: Inputs go to a worker together, up to so many bytes or so many inputs: about 15 ms of work.
CHUNK_SIZE, CHUNK_LENGTH = 128 * 1024, 64


class Limits(NamedTuple):
    """What is admitted: bytes of one page, and seconds spent on one (0: any)."""

    max_page: int = 64_000_000
    timeout: float = 60.0


def run_batch(
    paths: Sequence[str],
    given: Mapping[str, Any],
    output: str,
    choice: Choice,
    limits: Limits,
    *,
    jobs: int = 0,
    report_to: str | None = None,
    strict: bool = False,
    config: str | None = None,
    isolated: bool = False,
    verbosity: int = 0,
    log: str | None = None,
) -> int:
    """Clean what is in files and folders into the folder `output`; return the exit code.

    `jobs` is the number of worker processes, 0 for one a core. `report_to` gets what became of each input,
    a JSON object a line, and last the totals.
    """
    settings = combine(given, config, isolated)
    cleaner = make_cleaner(settings)
    cleaner.ruleset  # noqa: B018 (once, for all processes that are forked from this one)
    with Report(verbosity, log) as report:
        report_filters(cleaner, report)
        identity = _open_folder(output, paths)
        with Ledger(report, report_to, strict) as ledger, Plan() as plan:
            _fill(plan, ledger, find_sources(paths, choice._replace(output=identity)), settings.to, output)
            for task, outcome in _clean(plan, cleaner, settings, output, limits, jobs):
                if isinstance(outcome, Failure):
                    outcome = Outcome(task.source.path, FAILED, outcome.why)
                ledger.add(outcome)
            if not ledger.totals.inputs:
                report.error(f"{', '.join(paths)}: no pages found")
        return 1 if report.failed else ledger.exit_code


def _open_folder(output: str, paths: Sequence[str]) -> tuple[int, int]:
    """Make the output folder, and return its device and number; it must not be one of the inputs."""
    try:
        os.makedirs(os.path.join(output, STATE, DRAFTS), exist_ok=True)
        status = os.stat(output)
    except (FileExistsError, NotADirectoryError):
        raise OutputError(output, "is no folder", remedy="give a folder with -o") from None
    except OSError as error:
        raise OutputError(output, f"cannot be written: {error.strerror}") from None
    for path in paths:
        with suppress(OSError):
            if os.path.samestat(os.stat(path), status):
                problem = f"is an input, too: {path}"
                raise OptionError("--output", problem, remedy="give a folder of its own")
    return status.st_dev, status.st_ino


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


def _clean(
    plan: Plan, cleaner: Cleaner, settings: Settings, output: str, limits: Limits, jobs: int
) -> Iterator[tuple[Task, Outcome | Failure]]:
    """Have all inputs cleaned, in order, by as many workers as there is work for."""
    job = Job(settings, output, os.path.join(output, STATE, DRAFTS), limits.max_page)
    worth = 1 + plan.size // CHUNK_SIZE + plan.inputs // CHUNK_LENGTH
    tasks = (Task(source, target) for source, target, why in plan if not why)
    return work_in_order(
        _chunk(tasks), start_cleaning, (cleaner, job), min(jobs or count_cores(), worth), limits.timeout
    )


def _chunk(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """Put tasks together that are worth handing out together."""
    chunk: list[Task] = []
    size = 0
    for task in tasks:
        chunk.append(task)
        size += task.source.size
        if size >= CHUNK_SIZE or len(chunk) >= CHUNK_LENGTH:
            yield chunk
            chunk, size = [], 0
    yield chunk
