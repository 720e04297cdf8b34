"""Runs a batch: finds the inputs, plans where each goes, has them cleaned, and accounts for all of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing

from beritaclean.batch.archives import open_zip
from beritaclean.batch.basis import find_basis
from beritaclean.batch.delivery import Delivery
from beritaclean.batch.folder import open_folder, refuse_input
from beritaclean.batch.ledger import Ledger
from beritaclean.batch.leftovers import list_stale
from beritaclean.batch.manifest import Manifest
from beritaclean.batch.names import name_target
from beritaclean.batch.outcomes import FAILED, Outcome
from beritaclean.batch.pages import start_cleaning
from beritaclean.batch.plan import Plan
from beritaclean.batch.resume import digest_plan, list_for_one, list_tasks
from beritaclean.batch.sources import Choice, Source, find_sources
from beritaclean.batch.steps import list_steps, weigh_step
from beritaclean.batch.streams import StreamWriter, find_stream
from beritaclean.batch.tasks import Cleaned, Course, Job, Limits, RecordTask, Work
from beritaclean.batch.written import name_written, refuse_found
from beritaclean.config import Settings
from beritaclean.configured import make_cleaner, report_filters
from beritaclean.console import Progress
from beritaclean.report import Report
from beritaclean.sequence import find_break
from beritaclean.workers import CHUNK_LENGTH, CHUNK_SIZE, Ready, chunk_tasks, count_cores, work_in_order


def run_batch(
    paths: Sequence[str],
    settings: Settings,
    report: Report,
    output: str,
    choice: Choice,
    limits: Limits,
    course: Course,
    *,
    report_to: str | None = None,
    strict: bool = False,
) -> int:
    """Clean what is in files and folders into the folder `output`; return the exit code.

    `report_to` gets what became of each input, a JSON object a line, and last the totals.
    """
    cleaner = make_cleaner(settings)
    cleaner.ruleset  # noqa: B018 (once, for all processes that are forked from this one)
    basis = find_basis(settings)
    one_file = course.one_file
    written = name_written(report_to, report.log, os.path.join(output, one_file) if one_file else None)
    for option, path in written.items():
        refuse_input(option, path, paths, "give a file of its own")
    folder = open_folder(output, () if one_file else paths, make=not course.rehearsal)
    with ExitStack() as stack:
        manifest = None
        if not course.rehearsal or os.path.exists(folder.manifest):
            manifest = stack.enter_context(Manifest(folder.manifest, basis, frozen=course.rehearsal))
        known = manifest is not None and manifest.find(one_file) is not None
        refuse_found(written, known, paths, choice._replace(ours=folder.find_ours(one_file)))
        stack.enter_context(report)
        report_filters(cleaner, report)
        if not course.rehearsal:
            folder.sweep()
        plan = stack.enter_context(Plan())
        ledger = stack.enter_context(Ledger(report, report_to, strict))
        stream_to = pick_stream_format(settings)
        job = Job(settings, output, folder.drafts, limits.max_page, stream_to, course.rehearsal, one_file)
        ours = folder.find_ours(one_file, written.values())
        _fill(plan, ledger, find_sources(paths, choice._replace(ours=ours)), job, choice, limits)
        for place, source in list_stale(plan, manifest, output, paths) if manifest else ():
            ledger.add_stale(place, source)
        parting = "" if stream_to == "jsonl" else find_break(settings)
        writer = stack.enter_context(closing(StreamWriter(output, folder.drafts, parting)))
        entered = None if course.rehearsal else manifest
        delivery = Delivery(entered, ledger, writer, job.stream_settings, one_file)
        progress = None
        if report.verbosity == 0 and sys.stderr is not None and sys.stderr.isatty():
            progress = stack.enter_context(Progress(plan.size))
        digest = digest_plan(plan) if one_file else b""
        if one_file:
            tasks = list_for_one(plan, manifest, basis, output, course.force, digest)
        else:
            tasks = list_tasks(plan, manifest, basis, output, course.force)
        worth = 1 + plan.size // CHUNK_SIZE + plan.inputs // CHUNK_LENGTH
        chunks: Iterator[Sequence[Work] | Ready[Work, Outcome | Cleaned]]
        chunks = chunk_tasks(list_steps(tasks, job, limits), weigh_step)
        for steps, results in work_in_order(
            chunks,
            start_cleaning,
            (cleaner, job),
            min(course.jobs or count_cores(), worth),
            limits.timeout,
        ):
            for step, result in zip(steps, results, strict=True):
                delivery.take(step, result)
                if progress is not None:
                    progress.show(ledger.tell(), 0 if isinstance(step, RecordTask) else step.source.size)
        if one_file and not course.rehearsal:
            delivery.finish(digest)
        if not ledger.totals.inputs:
            report.error(f"{', '.join(paths)}: no pages found")
    return 1 if report.failed else ledger.exit_code


def pick_stream_format(settings: Settings) -> str:
    """Return the format of targets that hold many documents: JSON Lines, unless text or Markdown is asked.

    >>> asked = Settings().override({"to": "text"}, "command line")
    >>> pick_stream_format(Settings()), pick_stream_format(asked)
    ('jsonl', 'text')
    """
    asked = settings.origin("to") != "default" and settings.to in ("text", "markdown")
    return settings.to if asked else "jsonl"


def _fill(
    plan: Plan, ledger: Ledger, found: Iterable[Source | Outcome], job: Job, choice: Choice, limits: Limits
) -> None:
    """Plan where all inputs go; account for those that go nowhere."""
    form = job.settings.from_
    for each in found:
        inner: Iterable[Source | Outcome] = (each,)
        if isinstance(each, Source) and each.form == "zip" and form != "jsonl":
            inner = open_zip(each, choice, limits.max_total)
        for one in inner:
            if isinstance(one, Outcome):
                ledger.add(one)
            else:
                to = job.stream_to if find_stream(one, form) else job.settings.to
                plan.add(one, job.one_file or name_target(one.name, to))
    if not job.one_file:
        plan.refuse_collisions()
    plan.refuse_overwriting(job.folder)
    for label, why in plan.list_refused():
        ledger.add(Outcome(label, FAILED, why))
