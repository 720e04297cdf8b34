"""Tags a page as the cleaner sees it: the beginning of a tagged page that a person corrects."""

from __future__ import annotations

from collections.abc import Sequence

from beritaclean.config import OptionError, Settings
from beritaclean.configured import make_cleaner
from beritaclean.errors import InputError
from beritaclean.inputs import name_input, read_input
from beritaclean.judge.tagged import write_case
from beritaclean.output import Output
from beritaclean.report import Report
from beritaclean.terminal import has_no_input


def run_tag(
    paths: Sequence[str],
    settings: Settings,
    report: Report,
    *,
    output: str | None = None,
) -> int:
    """Write a page with a tag before each line; return the exit code: 0, or 1 where it cannot be read.

    A tagged file holds one page: raises `InputError` for an input that holds several, or none.
    """
    if len(paths) > 1:
        raise OptionError("PAGE", "more than one is named", remedy="a tagged file is of one")
    if has_no_input(paths):
        return 2
    [name] = paths or ["-"]
    cleaner = make_cleaner(settings)
    with report, Output(output) as target:
        items = list(read_input(name, settings, report, cleaner.element_rules))
        if len(items) != 1:
            held = "several pages" if items else "no page"
            raise InputError(name_input(name), f"holds {held}", remedy="a tagged file is of one")
        [item] = items
        if item.error:
            report.error(item.error)
            target.discard()
            return 1
        target.write(write_case(cleaner.document(item.page)))
        return 0
