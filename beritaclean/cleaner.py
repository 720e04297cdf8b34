"""The core: packs and a configuration make a cleaner, and a cleaner marks pages."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import TYPE_CHECKING, Any

from beritaclean.document import Document
from beritaclean.page import KEPT, KINDS, ElementRule, Mark, Page
from beritaclean.rules.cache import load_tables
from beritaclean.rules.compile import RuleSet
from beritaclean.settle import needs_round, settle
from beritaclean.sheet import Sheet
from beritaclean.stages import DECISIONS, STAGES, settle_hinted
from beritaclean.writers.text import write_text

if TYPE_CHECKING:
    from beritaclean.rules.filterlists import FilterLists


class Cleaner:
    """Cleans pages, each by itself: nothing is kept from one to the next.

    `rules` are the paths of the user's own packs, `filter_lists` those of AdBlock lists for saved pages.
    `publisher` names whose pages they are ("": the page tells; "none": no publisher's rules run). `ignore`
    switches off rules, whole packs, stages and kinds by their names, `select` all but those named. `keep`
    are the kinds that are written.

    >>> cleaner = Cleaner(keep={"title", "body"})
    >>> cleaner.clean("ADVERTISEMENT\\nHarga beras di Pasar Induk naik, kata pedagang, Senin (6/5/2024).\\n")
    'Harga beras di Pasar Induk naik, kata pedagang, Senin (6/5/2024).\\n'
    """

    def __init__(
        self,
        *,
        rules: Sequence[os.PathLike[str] | str] = (),
        filter_lists: Sequence[os.PathLike[str] | str] = (),
        publisher: str = "",
        ignore: Iterable[str] = (),
        select: Iterable[str] = (),
        keep: Iterable[str] = KEPT,
    ) -> None:
        self.packs = tuple(os.fspath(path) for path in rules)
        self.filter_lists = tuple(os.fspath(path) for path in filter_lists)
        self.publisher = publisher
        self.ignore = frozenset(ignore)
        self.select = frozenset(select)
        self.keep = frozenset(keep)
        self.stages = tuple(stage for name, stage in STAGES if name not in self.ignore)

    def __getstate__(self) -> dict[str, Any]:
        """What goes to another process: not the compiled rules, which cannot, and are loaded there anew."""
        return {name: value for name, value in vars(self).items() if name not in ("ruleset", "filters")}

    @cached_property
    def ruleset(self) -> RuleSet:
        """The compiled rules; `PackError` for a pack that cannot be used."""
        return RuleSet(load_tables(self.packs))

    @cached_property
    def filters(self) -> FilterLists | None:
        """The filter lists, if there are any; `PackError` for one that cannot be used."""
        if not self.filter_lists:
            return None
        from pathlib import Path

        from beritaclean.rules.filterlists import FilterLists

        return FilterLists(map(Path, self.filter_lists))

    def mark(self, page: Page) -> Sheet:
        """Return a page with its marks, as the stages left it."""
        sheet = Sheet(page)
        if not (self.ignore or self.select):  # else it counts which of several decides a line
            settle_hinted(sheet)
        runs = self._runs if self.ignore else None
        publisher = self.publisher or self._host_publisher(page.facts.get("host", ""))
        lines = sheet.open_lines()
        # Closed lines, too, may show whose page it is, where nothing else has.
        text = sheet.folded if lines is sheet.lines or not publisher else page.newline.join(lines)
        scan = self.ruleset.scan(text, lines, page.newline, publisher, runs)
        sheet.hits, sheet.publisher, sheet.contested = scan
        sheet.mastheads = self.ruleset.mastheads
        for stage in self.stages:
            stage(sheet)
        return sheet

    def document(self, page: Page | str) -> Document:
        """Return a page as a document: its text, its parts, and what was left out and why."""
        if isinstance(page, str):
            page = Page(page)
        document, open_end = self._mark_once(page)
        if not open_end:
            return document
        stated = {"body": page.facts["body"]} if "body" in page.facts else {}
        return settle(document, lambda text: self._mark_once(Page(text, facts=stated))[0])

    def _mark_once(self, page: Page) -> tuple[Document, bool]:
        """Return a page as a document, marked in one round, and whether another could find more."""
        sheet = self.mark(page)
        marks = sheet.marks()
        if self.ignore or self.select:
            marks = tuple(mark for mark in marks if self._counts(mark))
        found = sheet.first >= 0
        document = Document(page, marks, sheet.publisher, self.keep, tuple(sheet.warnings), found)
        return document, needs_round(document, sheet)

    def clean(self, text: str) -> str:
        """Return the clean text of a page."""
        return write_text(self.document(text))

    def element_rules(self, host: str, names: Callable[[], AbstractSet[str]]) -> Sequence[ElementRule]:
        """Return the rules that may speak of elements of a host's saved page, the deciding one first.

        This is what the HTML reader asks for; `names` gives the class and id names on the page.
        """
        rules = self.ruleset.elements(self.publisher or self._host_publisher(host))
        if self.filters is not None:
            rules += self.filters.pick(host, names)
        return [rule for rule in rules if self._runs(rule.rule)] if self.ignore else rules

    def _host_publisher(self, host: str) -> str:
        """The publisher whose pack names a saved page's host, or a domain it belongs to; "" if none does."""
        if not host:
            return ""
        labels = host.lower().split(".")
        tails = (".".join(labels[at:]) for at in range(len(labels) - 1))
        hosts = self.ruleset.hosts
        return next((hosts[tail] for tail in tails if tail in hosts), "")

    def names(self) -> frozenset[str]:
        """What `ignore` and `select` may name: rules, packs, stages, their decisions, and kinds."""
        rules = self.ruleset.rule_ids | DECISIONS
        if self.filters is not None:
            rules = rules.union(self.filters.rule_ids())
        packs = {rule.partition("/")[0] for rule in rules}
        return rules | packs | {name for name, _ in STAGES} | KINDS

    def _runs(self, rule: str) -> bool:
        """Whether a rule of a pack or a filter list runs."""
        pack = rule.partition("/")[0]
        return rule not in self.ignore and pack not in self.ignore

    def _counts(self, mark: Mark) -> bool:
        """Whether a mark stands, given what is ignored and selected."""
        names = {mark.kind, mark.rule, mark.rule.partition("/")[0]}
        if names & self.ignore:
            return False
        return not self.select or mark.kind in KEPT or bool(names & self.select)
