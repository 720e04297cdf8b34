"""Colour: the words of a page are data, never markup and never commands."""

from __future__ import annotations

import re
import time

from beritaclean.console import STYLES, diff_in_color, explain_in_color
from beritaclean.document import BLANK, Document
from beritaclean.page import KINDS, Mark, Page
from beritaclean.writers.explain import explain_text

ANSI = re.compile(r"\x1b\[[0-9;]*m")
PAGE = Page(
    "Judul [bold]Berita[/bold] :smile:\n\nIKLAN \x1b[31m\u202e\n[link=http://x]Harga[/link]\t5% naik\n"
)
DOCUMENT = Document(PAGE, (Mark(0, 34, "title", "t/title"), Mark(36, 48, "ad", "t/ad")))


def test_every_kind_has_a_style() -> None:
    assert set(STYLES) == KINDS | {BLANK}


def test_colour_adds_nothing_but_colour() -> None:
    colored = explain_in_color(DOCUMENT)

    assert ANSI.sub("", colored) == explain_text(DOCUMENT)
    assert "\x1b[31mad" in colored
    assert "\x1b[1;32mtitle" in colored
    assert "[bold]Berita[/bold] :smile:" in colored
    assert ANSI.sub("", explain_in_color(DOCUMENT, 30)) == explain_text(DOCUMENT, 30)


def test_page_acts_on_nothing() -> None:
    colored = explain_in_color(DOCUMENT)

    assert "\\x1b[31m\\u202e" in colored
    assert all(char == "\n" or char == "\t" or char >= " " for char in ANSI.sub("", colored))


def test_empty_page() -> None:
    assert explain_in_color(Document(Page(""), ())) == ""


def test_diff() -> None:
    diff = "--- p\n+++ p (clean)\n@@ -1,2 +1,1 @@\n-[red]IKLAN\n a\n"

    colored = diff_in_color(diff)

    assert ANSI.sub("", colored) == diff
    assert "\x1b[31m-[red]IKLAN" in colored


def test_long_line_takes_time_in_proportion() -> None:
    start = time.process_time()
    explain_in_color(Document(Page("harga beras naik " * 120_000), ()))

    assert time.process_time() - start < 5
