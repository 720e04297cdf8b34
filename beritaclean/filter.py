"""The filter: inputs in, clean pages out, one after the other, in order.

It brings inputs, the cleaner and an output together; what a page is worth is the cleaner's, what it
looks like a writer's. A page leaves as soon as it is complete, and one bad input does not keep the
others from being done.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from beritaclean.cleaner import Cleaner
from beritaclean.config import KEYS, Settings, combine, unknown
from beritaclean.deadline import Deadline, PageTimeout
from beritaclean.errors import InputError
from beritaclean.inputs import name_input, read_input
from beritaclean.output import Output
from beritaclean.report import Report
from beritaclean.sequence import Pages

if TYPE_CHECKING:
    from beritaclean.document import Document
    from beritaclean.readers import Item, Record
    from beritaclean.rules.compile import RuleSet

#: What a person sees who starts the program on a terminal and gives it nothing.
SHORT_HELP = """\
Usage: beritaclean [OPTIONS] [PATH|-]...

Turn an Indonesian or Malay news page into just the article:

  beritaclean page.txt                 the article, as text
  beritaclean -t json *.html           title, body, byline and more, as JSON
  beritaclean explain page.txt         every line, and why it stays or goes

Give a PATH, pipe a page in, or name - to type one. beritaclean --help lists all.
"""


def run_filter(
    paths: Sequence[str] = (),
    given: Mapping[str, Any] | None = None,
    *,
    output: str | None = None,
    mode: str = "clean",
    strict: bool = False,
    timeout: float = 0,
    config: str | None = None,
    isolated: bool = False,
    verbosity: int = 0,
    log: str | None = None,
    color: str | None = None,
) -> int:
    """Do what the command line asks of the filter; return the exit code: 0, or 1 for a finding.

    `given` are settings by name. `mode` is "clean", "check" (write nothing, name the pages that would
    change), "diff", or "config" (say what is in force). `timeout` are the seconds a page may take; 0: any.
    """
    settings = combine(given or {}, config, isolated)
    deadline = Deadline(timeout)
    colored = is_colored(color, output)
    if mode == "config":
        with Output(output) as target:
            target.write(show_config(settings))
        return 0
    if has_no_input(paths):
        return 2
    cleaner = make_cleaner(settings)
    if timeout:
        cleaner.ruleset  # noqa: B018 (compiling packs is no page's work)
    with Report(verbosity, log) as report, Output(os.devnull if mode == "check" else output) as target:
        report_filters(cleaner, report)
        sink: Pages | _Diff | None = None
        if mode != "check":
            sink = _Diff(target, colored) if mode == "diff" else Pages(settings, target.send)
        findings, written = _run(paths or ["-"], settings, cleaner, report, sink, strict, deadline)
        if report.failed and not written:
            target.discard()
        return 1 if findings or report.failed else 0


def make_cleaner(settings: Settings) -> Cleaner:
    """Return the cleaner of some settings; `OptionError` for a publisher, rule or kind nobody knows.

    `PackError` for a filter list that cannot be used.
    """
    cleaner = Cleaner(
        rules=settings.rules,
        filter_lists=settings.filter_list,
        publisher=settings.publisher,
        ignore=settings.ignore,
        select=settings.select,
        keep=settings.kinds,
    )
    cleaner.filters  # noqa: B018 (a list that cannot be used is told before a page is read)
    if settings.publisher not in ("", "none"):
        cleaner.publisher = _find_publisher(settings.publisher, cleaner.ruleset)
    if settings.ignore or settings.select:
        known = cleaner.names()
        for option in ("select", "ignore"):
            for name in getattr(settings, option):
                if name not in known:
                    raise unknown(name, f"--{option}", sorted(known), "see: beritaclean rules list")
    return cleaner


def report_filters(cleaner: Cleaner, report: Report) -> None:
    """Report what was read of filter lists."""
    for name, hiding, skipped in cleaner.filters.counts if cleaner.filters else ():
        report.note(f"{name}: {hiding} selectors of elements read, {skipped} other rules skipped")


def has_no_input(paths: Sequence[str]) -> bool:
    """Tell whether there is nothing to read but a terminal where nobody was asked; show the short help."""
    if paths or sys.stdin is None or not sys.stdin.isatty():
        return False
    if sys.stderr is not None:
        sys.stderr.write(SHORT_HELP)
    return True


def is_colored(when: str | None, output: str | None = None) -> bool:
    """Tell whether output is coloured: --color decides, then NO_COLOR, then whether it is a terminal."""
    if when in ("always", "never"):
        return when == "always"
    if when not in (None, "auto"):
        raise unknown(when, "--color", ("auto", "always", "never"))
    terminal = output in (None, "-") and sys.stdout is not None and sys.stdout.isatty()
    return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def show_config(settings: Settings) -> str:
    """Return the settings in force, a line each, with where each came from; it reads as TOML."""
    from beritaclean.writers.records import dump_json

    lines = []
    for key in KEYS:
        name = "from_" if key == "from" else key
        value = getattr(settings, name)
        shown = dump_json(list(value) if isinstance(value, tuple) else value)
        lines.append(f"{key} = {shown}  # {dump_json(settings.origin(name))[1:-1]}\n")
    return "".join(lines)


def _find_publisher(name: str, ruleset: RuleSet) -> str:
    """The publisher for a name as people write it: one of its hosts, or what stands before the dot."""
    wanted = name.lower().removeprefix("www.")
    if wanted in ruleset.hosts:
        return ruleset.hosts[wanted]
    publishers = sorted(ruleset.publishers)
    for publisher in publishers:
        if wanted == publisher.partition(".")[0]:
            return publisher
    raise unknown(name, "--publisher", [*publishers, "none"])


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
