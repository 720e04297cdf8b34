"""What settings come to: the cleaner they ask for, and how they read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beritaclean.cleaner import Cleaner
from beritaclean.config import KEYS, Settings, unknown

if TYPE_CHECKING:
    from beritaclean.report import Report
    from beritaclean.rules.compile import RuleSet


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


def show_settings(settings: Settings) -> str:
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
