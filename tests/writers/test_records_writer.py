"""JSON and JSON Lines: they load, and come back as they were."""

from __future__ import annotations

import json

import pytest

from beritaclean.document import Document
from beritaclean.page import Mark, Page
from beritaclean.writers.records import dump_json, write_json, write_jsonl

#: Line ends that are none of ours, a byte that could not be decoded, controls, quotation marks.
ODD = 'Kata \u2028 "dia" \x85 “naik” \udc80 \\ \0 \x1b[31m é 🙂'


@pytest.fixture
def document() -> Document:
    return Document(Page(f"IKLAN\n{ODD}\n", ODD), (Mark(0, 5, "ad", "t/ad"),))


def test_write_json(document: Document) -> None:
    written = write_json(document)

    assert json.loads(written) == document.to_dict()
    assert written.startswith('{\n  "title": null,\n')
    assert written.endswith("}\n")


def test_write_jsonl(document: Document) -> None:
    written = write_jsonl(document)

    assert json.loads(written) == document.to_dict()
    assert written.splitlines() == [written[:-1]]


def test_text_stays_readable(document: Document) -> None:
    written = write_jsonl(document)

    assert "“naik”" in written
    assert "é 🙂" in written
    assert written.encode()


@pytest.mark.parametrize(
    ("value", "text"),
    [("a", '"a"'), ("é", '"é"'), ("é\udc80", '"é\\udc80"'), ("\x85\u2029", '"\\u0085\\u2029"')],
)
def test_dump_json(value: str, text: str) -> None:
    assert dump_json(value) == text
