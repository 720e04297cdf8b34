"""Writes a document as plain text: the blocks in page order, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beritaclean.decode import make_well_formed

if TYPE_CHECKING:
    from beritaclean.document import Document


def write_text(document: Document) -> str:
    """Return the clean text, with one line feed at the end; "" for a page with nothing."""
    return make_well_formed(document.text)
