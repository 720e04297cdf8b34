"""Plain text: what is written can always be encoded."""

from __future__ import annotations

import pytest

from beritaclean.document import Document
from beritaclean.page import Mark, Page
from beritaclean.writers import WRITERS
from beritaclean.writers.text import make_well_formed, write_text


def test_table() -> None:
    assert list(WRITERS) == ["text", "markdown", "json", "jsonl"]
    assert WRITERS["text"] is write_text


@pytest.mark.parametrize("text", ["", "Rp 5 juta", "“kutip”", "🙂 é\0\u2028\ufffe"])
def test_make_well_formed_noop(text: str) -> None:
    assert make_well_formed(text) == text


def test_make_well_formed() -> None:
    assert make_well_formed("a\udc80\udcffé\ud800") == "a\ufffd\ufffdé\ufffd"


def test_write_text() -> None:
    page = Page("IKLAN\r\nHarga beras \udc96 naik.\r\n\r\nSelesai.\r\n")

    assert write_text(Document(page, (Mark(0, 6, "ad", "t/ad"),))) == "Harga beras \ufffd naik.\n\nSelesai.\n"
