"""The account: inputs in, and of every page a row or a span for each line, with what decided."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from beritaclean.config import Settings
from beritaclean.configured import make_cleaner, report_filters
from beritaclean.errors import InputError
from beritaclean.inputs import read_input
from beritaclean.output import Output
from beritaclean.report import Report
from beritaclean.sequence import PAGE_BREAK
from beritaclean.terminal import has_no_input, is_colored
from beritaclean.writers.explain import explain_json, explain_text

if TYPE_CHECKING:
    from beritaclean.document import Document


def run_explain(
    paths: Sequence[str],
    settings: Settings,
    report: Report,
    *,
    to: str = "text",
    output: str | None = None,
    color: str | None = None,
) -> int:
    """Explain pages; return the exit code: 0, or 1 where an input failed.

    Pages of text are parted by a form feed. One page of JSON is indented, of several each is a line; of
    HTML, all are sections of one web page. On a terminal rows are cut to its width.
    """
    colored = is_colored(color, output)
    if has_no_input(paths):
        return 2
    cleaner = make_cleaner(settings)
    with report, Output(output) as target:
        report_filters(cleaner, report)
        width = shutil.get_terminal_size().columns if target.target is None and sys.stdout.isatty() else 0
        shown = 0
        held = ""  # what comes last: a page of JSON that may prove to be the only one, or the end of HTML
        for name in paths or ["-"]:
            try:
                for item in read_input(name, settings, report, cleaner.element_rules):
                    if item.error:
                        report.error(item.error)
                        continue
                    shown += 1
                    document = cleaner.document(item.page)
                    if to == "text":
                        rows = _color(document, width) if colored else explain_text(document, width)
                        target.write(PAGE_BREAK + rows if shown > 1 else rows)
                    elif to == "html":
                        target.write(_section(document, shown == 1))
                    elif shown == 1:
                        held = explain_json(document)
                    else:
                        target.write(_flatten(held) + _flatten(explain_json(document)))
                        held = ""
            except InputError as error:
                report.error(str(error))
        if to == "html" and shown:
            from beritaclean.writers.webpage import END

            held = END
        target.write(held)
        if report.failed and not shown:
            target.discard()
        return 1 if report.failed else 0


def _color(document: Document, width: int) -> str:
    from beritaclean.console import explain_in_color

    return explain_in_color(document, width)


def _section(document: Document, first: bool) -> str:
    from beritaclean.writers.webpage import BEGIN, explain_html

    return (BEGIN if first else "") + explain_html(document)


def _flatten(text: str) -> str:
    """Return indented JSON on one line; line ends inside its strings are escapes already."""
    return text.replace("\n", "") + "\n" if text else ""
