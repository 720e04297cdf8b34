"""The formats a document is written in: one function each, from document to text.

A new format is one file here and one line in the table.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from beritaclean.writers.records import write_json, write_jsonl
from beritaclean.writers.text import write_text

if TYPE_CHECKING:
    from beritaclean.document import Document


def _write_markdown(document: Document) -> str:
    from beritaclean.writers.markdown import write_markdown

    return write_markdown(document)


#: Name and function of each format.
WRITERS: dict[str, Callable[[Document], str]] = {
    "text": write_text,
    "markdown": _write_markdown,
    "json": write_json,
    "jsonl": write_jsonl,
}
