"""The account as a web page: all of it text, whatever a page holds."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from beritaclean.document import Document
from beritaclean.normalize import fold
from beritaclean.page import KINDS, Mark, Page
from beritaclean.writers.explain import make_visible
from beritaclean.writers.webpage import BEGIN, END, explain_html

TEXT = "Judul\n\nIKLAN\nJakarta, contoh.id - Satu.\n\n"
MARKS = (
    Mark(0, 5, "title", "structure/title"),
    Mark(7, 12, "ad", "general/ad"),
    Mark(20, 31, "other", "structure/masthead"),
)


class Reader(HTMLParser):
    """What a browser would make of a page: its elements with their attributes, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.cells: list[str] = []
        self.odd: list[str] = []  # comments, declarations, processing instructions

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(attrs)))
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells and data != "\n":
            self.cells[-1] += data

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)

    handle_pi = unknown_decl = handle_comment


def read(document: Document) -> Reader:
    reader = Reader()
    reader.feed(explain_html(document))
    reader.close()
    return reader


def test_rows() -> None:
    reader = read(Document(Page(TEXT, "a.txt"), MARKS))

    assert reader.cells == [
        *("1", "title", "structure/title", "Judul"),
        "\u00a0",
        *("3", "ad", "general/ad", "IKLAN"),
        *("4", "body", "structure/body", "Jakarta"),
        *("4", "other", "structure/masthead", ", contoh.id"),
        *("4", "body", "structure/body", "\x20- Satu."),
        "\u00a0",
    ]
    classes = [attributes[0][1] for tag, attributes in reader.elements if tag == "tr" and attributes]
    assert classes == ["title", "dropped", "body", "dropped", "body"]


@given(st.text(max_size=80), st.text(max_size=20), st.sampled_from(sorted(KINDS)))
@example("<script>alert(1)</script>", "<img src=x onerror=alert(1)>.txt", "body")
@example("</td></table><!-- <![CDATA[ <?php \"'>&lt;&#60;", "a", "ad")
@example("\u202e\x1b[31m\0\x85", "\x9b", "title")
@example("\xad", "a", "ad")  # a line of nothing that is seen is blank
def test_nothing_of_a_page_is_markup(text: str, source: str, kind: str) -> None:
    """No element and no attribute comes from a page, and its text is all there."""
    document = Document(Page(text, source), (Mark(0, len(text), kind, "a/b"),) if text else ())
    reader = read(document)

    assert {tag for tag, _ in reader.elements} <= {"section", "h1", "p", "table", "tr", "td"}
    assert {name for _, attributes in reader.elements for name, _ in attributes} <= {"class"}
    assert not reader.odd
    shown = "".join(cell for cell in reader.cells[3:] if cell != "\u00a0")
    words = [word for word in text.split() if fold(word).strip()]
    assert all(make_visible(word) in shown for word in words[:1])


@pytest.mark.parametrize("word", ["script", "http:", "https:", "@import", "url(", "<link", "<img", "src="])
def test_it_loads_nothing(word: str) -> None:
    assert word not in BEGIN + END
    assert "default-src 'none'" in BEGIN


def test_every_kind_has_its_looks() -> None:
    for kind in KINDS:
        row = explain_html(Document(Page("a"), (Mark(0, 1, kind, "a/b"),)))
        [name] = re.findall(r'<tr class="(\w+)">', row)
        assert name == "body" or f".{name} " in BEGIN, kind
