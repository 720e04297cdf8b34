"""Several pages on one output: how one follows the other, in each format."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from beritaclean.writers import WRITERS

if TYPE_CHECKING:
    from beritaclean.config import Settings
    from beritaclean.document import Document
    from beritaclean.readers import Item, Record

#: What parts two pages of text or Markdown, where lines end as in Unix.
PAGE_BREAK = "\f\n"


class Pages:
    """Hands documents to `write` in the format of the settings, parted as the format wants it.

    Records of JSON Lines stay records unless --to says otherwise: the field with the text is replaced. Pages
    of a web archive are records, too: their address and date go with them. `written` is how many pages
    stand before the first.
    """

    def __init__(self, settings: Settings, write: Callable[[str], object], written: int = 0) -> None:
        self.write = write
        self.to = settings.to
        self.keeps_records = settings.to == "jsonl" or settings.origin("to") == "default"
        self.eol = _find_eol(settings)
        self.written = written
        self.unended = ""  # the text of a page that goes on with the next item
        self.first: Document | None = None  # a JSON page that may prove to be the only one

    def page(self, document: Document, item: Item) -> None:
        """Write one page."""
        if item.record is not None and self.keeps_records:
            from beritaclean.writers.records import dump_json

            text = document.text
            if not document.page.text.endswith("\n"):
                text = text.removesuffix("\n")
            value = item.record.line[item.record.start : item.record.end]
            self._out(item.record.with_value(value if text == document.page.text else dump_json(text)) + "\n")
        elif self.to == "json":
            self._json(document)
        else:
            to = "jsonl" if self.keeps_records and "retrieved" in document.page.facts else self.to
            text = WRITERS[to](document)
            if to != "jsonl" and self.written:
                if not self.unended:
                    text = PAGE_BREAK + text
                elif _has_gap(self.unended, document.page.text):
                    text = "\n" + text
            self.unended = "" if item.ends_page else document.page.text
            self._out(text)

    def record(self, record: Record) -> bool:
        """Write a record that holds no page as it came, where records are kept; tell whether they are."""
        if self.keeps_records:
            self._out(record.line + "\n")
        return self.keeps_records

    def _json(self, document: Document) -> None:
        if not self.written:
            self.first = document
            self.written = 1
            return
        if self.first is not None:
            first, self.first = self.first, None
            self._out(WRITERS["jsonl"](first))
        self._out(WRITERS["jsonl"](document))

    def close(self) -> None:
        """Write what was held back."""
        if self.first is not None:
            self._out(WRITERS["json"](self.first))

    def _out(self, text: str) -> None:
        self.written += 1
        self.write(text if self.eol == "\n" else text.replace("\n", self.eol))


def find_break(settings: Settings) -> str:
    """Return what parts two pages of text or Markdown, as `Pages` writes it."""
    return PAGE_BREAK.replace("\n", _find_eol(settings))


def _find_eol(settings: Settings) -> str:
    return os.linesep if settings.eol == "native" else "\n"


def _has_gap(upper: str, lower: str) -> bool:
    """Tell whether a blank line stands where two stretches of a page meet.

    >>> _has_gap("satu\\n \\n", "dua\\n"), _has_gap("satu\\n", "\\ndua"), _has_gap("satu\\n", "dua")
    (True, True, False)
    """
    last = upper.removesuffix("\n").rpartition("\n")[2]
    return not last.strip() or not lower.partition("\n")[0].strip()
