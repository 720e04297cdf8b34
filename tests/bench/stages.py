"""Where the time goes: a page's way through the stages, pasted and saved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from beritaclean.cleaner import Cleaner
from beritaclean.document import Document
from beritaclean.page import Page
from beritaclean.readers import html
from beritaclean.sheet import Sheet
from beritaclean.stages import STAGES
from tests.bench.material import Material
from tests.bench.report import Section

#: So many pasted pages are looked at, every so many.
LOOKED, EVERY = 400, 13
#: The parts of reading a saved page, in order.
PARTS = ("decode_html", "check_nesting", "LexborHTMLParser", "_read_data", "choose_elements", "lay_out")


class Clock:
    """Adds up seconds by name, in the order in which the names were first used."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, name: str, work: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Do something, and add the time it takes to what stands under a name."""
        start = time.perf_counter()
        result = work(*arguments, **options)
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start
        return result

    def rows(self, pages: int, whole: float) -> list[list[str]]:
        """Rows of name, microseconds a page, and share of the `whole`; what has no name is the rest."""
        named = {**self.seconds, "the rest": whole - sum(self.seconds.values())}
        return [[name, f"{s / pages * 1e6:.0f}", f"{s / whole:.0%}"] for name, s in named.items()]


def profile_text(material: Material) -> Section:
    """Time the stages of pasted pages, one round of marking each."""
    cleaner, clock = Cleaner(), Clock()
    pages = material.texts[::EVERY][:LOOKED]
    for page in pages:  # compiles what is compiled when first needed
        cleaner.clean(page)
    start = time.perf_counter()
    for text in pages:
        mark_timed(Page(text), cleaner, clock)
    whole = time.perf_counter() - start
    rows = clock.rows(len(pages), whole)
    return Section("Pasted pages by stage", table=[["stage", "µs a page", "share"], *rows])


def mark_timed(page: Page, cleaner: Cleaner, clock: Clock) -> None:
    """Do as `Cleaner.mark` does, with a clock."""
    sheet: Sheet = clock.time("fold and split", Sheet, page)
    sheet.hits, sheet.publisher, sheet.contested = clock.time(
        "scan", cleaner.ruleset.scan, sheet.folded, sheet.lines, page.newline
    )
    sheet.mastheads = cleaner.ruleset.mastheads
    for name, stage in STAGES:
        clock.time(f"stage {name}", stage, sheet)
    marks = clock.time("marks", sheet.marks)
    clock.time("text", lambda: Document(page, marks, sheet.publisher).text)


def profile_saved(material: Material) -> Section:
    """Time the parts of reading saved pages, and of cleaning what was read."""
    cleaner, clock = Cleaner(), Clock()
    pages = material.saved
    with timed_parts(clock):
        start = time.perf_counter()
        for data in pages:
            page = html.read_html(data, rules=cleaner.element_rules)
            clock.time("clean", lambda page=page: cleaner.document(page).text)
        whole = time.perf_counter() - start
    rows = clock.rows(len(pages), whole)
    return Section("Saved pages by part", table=[["part", "µs a page", "share"], *rows])


@contextmanager
def timed_parts(clock: Clock) -> Iterator[None]:
    """Have the reader's own functions timed while the block runs."""
    from selectolax import lexbor

    homes = [lexbor if name == "LexborHTMLParser" else html for name in PARTS]
    kept = [getattr(home, name) for home, name in zip(homes, PARTS, strict=True)]
    for home, name, work in zip(homes, PARTS, kept, strict=True):
        setattr(home, name, lambda *a, _name=name, _work=work, **o: clock.time(_name, _work, *a, **o))
    try:
        yield
    finally:
        for home, name, work in zip(homes, PARTS, kept, strict=True):
            setattr(home, name, work)
