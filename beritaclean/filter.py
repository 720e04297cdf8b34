"""The filter: inputs in, clean pages out, one after the other, in order.

It brings inputs, the cleaner and an output together; what a page is worth is the cleaner's, what it
looks like a writer's. A page leaves as soon as it is complete, and one bad input does not keep the
others from being done.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from beritaclean.cleaner import Cleaner
from beritaclean.config import Settings
from beritaclean.configured import make_cleaner, report_filters
from beritaclean.deadline import Deadline, PageTimeout
from beritaclean.errors import InputError
from beritaclean.inputs import name_input, read_input
from beritaclean.output import Output
from beritaclean.report import Report
from beritaclean.sequence import Pages
from beritaclean.terminal import has_no_input, is_colored

if TYPE_CHECKING:
    from beritaclean.document import Document
    from beritaclean.readers import Item, Record

#: Of freed tuples Python keeps up to 2,000 a size, half a megabyte, until it looks for garbage, which it does
#: after some hundred thousand pages. Looking after so many takes 0.3 % of the time.
_COLLECTED = 10_000


def run_filter(
    paths: Sequence[str],
    settings: Settings,
    report: Report,
    *,
    output: str | None = None,
    mode: str = "clean",
    strict: bool = False,
    timeout: float = 0,
    color: str | None = None,
) -> int:
    """Do what the command line asks of the filter; return the exit code: 0, or 1 for a finding.

    `mode` is "clean", "check" (write nothing, name the pages that would change) or "diff". `timeout` are the
    seconds a page may take; 0: any.
    """
    deadline = Deadline(timeout)
    colored = is_colored(color, output)
    if has_no_input(paths):
        return 2
    cleaner = make_cleaner(settings)
    if timeout:
        cleaner.ruleset  # noqa: B018 (compiling packs is no page's work)
    with report, Output(os.devnull if mode == "check" else output) as target:
        report_filters(cleaner, report)
        sink: Pages | _Diff | None = None
        if mode != "check":
            sink = _Diff(target, colored) if mode == "diff" else Pages(settings, target.send)
        findings, written = _run(paths or ["-"], settings, cleaner, report, sink, strict, deadline)
        if report.failed and not written:
            target.discard()
        return 1 if findings or report.failed else 0


def _run(
    names: Sequence[str],
    settings: Settings,
    cleaner: Cleaner,
    report: Report,
    sink: Pages | _Diff | None,
    strict: bool,
    deadline: Deadline,
) -> tuple[int, int]:
    """Clean inputs into a sink; return how many findings there are, and how many pages."""
    findings = total = 0
    for name in names:
        pages = 0
        try:
            for item in deadline.each(read_input(name, settings, report, cleaner.element_rules)):
                pages += 1
                if not pages % _COLLECTED:
                    gc.collect()
                found, done = clean_item(item, cleaner, report, sink, strict, deadline)
                findings += found
                total += done
        except InputError as error:
            report.error(str(error))
            continue
        except PageTimeout as error:
            report.error(f"{name_input(name)}: {error}")
            continue
        total += not pages  # an empty input is done, too
        if not pages and strict:
            report.find(f"{name_input(name)}: no article")
            findings += 1
    if sink is not None:
        sink.close()
    return findings, total


def clean_item(
    item: Item,
    cleaner: Cleaner,
    report: Report,
    sink: Pages | _Diff | None,
    strict: bool,
    deadline: Deadline | None = None,
) -> tuple[int, int]:
    """Clean an item into a sink, or without one only look; return how many findings there are, and pages.

    A page beyond its deadline has failed, as one that holds none.
    """
    problem = item.error
    try:
        document = None if problem else cleaner.document(item.page)
        if deadline:
            deadline.stop()
    except PageTimeout as error:
        problem = f"{item.page.source}: {error}"
    if problem or document is None:
        report.error(problem)
        return 0, int(item.record is not None and sink is not None and sink.record(item.record))
    _account(document, report)
    findings = int(strict and _has_no_article(document, report))
    if sink is None:
        return findings + _would_change(document, report), 1
    sink.page(document, item)
    return findings, 1


def _account(document: Document, report: Report) -> None:
    """Report what is worth knowing of a page."""
    facts = document.page.facts
    source = document.page.source or "page"
    replaced = facts.get("replaced", "0")
    if report.wants_notes:
        gone = len(document.gone)
        encoding, publisher = facts.get("encoding", "utf-8"), document.publisher or "unknown"
        report.note(f"{source}: encoding {encoding}, publisher {publisher}, {gone} spans left out")
        if "decoded" in facts:
            report.note(f"{source}: decoded by {facts['decoded']}, bytes replaced: {replaced}")
        for warning in document.warnings:
            report.note(f"{source}: {warning}")
    if replaced != "0":
        report.warn(f"{source}: bytes that could not be decoded: {replaced}")


def _has_no_article(document: Document, report: Report) -> bool:
    missing = not document.text or not document.has_article
    if missing:
        report.find(f"{document.page.source or 'page'}: no article")
    return missing


def _would_change(document: Document, report: Report) -> bool:
    gone = len(document.gone)
    if gone:
        spans = "1 span" if gone == 1 else f"{gone} spans"
        report.find(f"{document.page.source or 'page'}: {spans} would go")
    return bool(gone)


class _Diff:
    """Writes what would change."""

    def __init__(self, output: Output, colored: bool) -> None:
        self.output = output
        self.colored = colored

    def page(self, document: Document, item: Item) -> None:
        from beritaclean.writers.diff import write_diff

        text = write_diff(document)
        if self.colored and text:
            from beritaclean.console import diff_in_color

            text = diff_in_color(text)
        self.output.write(text)

    def record(self, record: Record) -> bool:
        return False

    def close(self) -> None:
        self.output.flush()
