"""The diff: what goes, with a little around it."""

from __future__ import annotations

import pytest

from beritaclean.document import Document
from beritaclean.page import KEPT, Mark, Page
from beritaclean.writers.diff import write_diff


def diff(text: str, *gone: str, keep: frozenset[str] = KEPT) -> str:
    """The diff of a page from which stretches go."""
    marks = sorted(Mark(text.index(part), text.index(part) + len(part), "ad", "t/ad") for part in gone)
    return write_diff(Document(Page(text, "p"), tuple(marks), keep=keep))


@pytest.mark.parametrize("text", ["", "\n", "  a  \n\n\n\nb", "a\r\nb\r\n"])
def test_nothing_goes(text: str) -> None:
    assert diff(text) == ""
    assert diff(text + "x", "x", keep=KEPT | {"ad"}) == ""


@pytest.mark.parametrize(
    ("text", "gone", "expected"),
    [
        pytest.param("a\nIKLAN\nb\n", ["IKLAN"], "@@ -1,3 +1,2 @@\n a\n-IKLAN\n b\n", id="line"),
        pytest.param("IKLAN", ["IKLAN"], "@@ -1,1 +0,0 @@\n-IKLAN\n", id="all"),
        pytest.param("a IKLAN b\r\n", ["IKLAN"], "@@ -1,1 +1,1 @@\n-a IKLAN b\n+a b\n", id="stretch"),
        pytest.param("\x1b[31m\nIKLAN\n", ["IKLAN"], "@@ -1,2 +1,1 @@\n \\x1b[31m\n-IKLAN\n", id="ANSI"),
        pytest.param(
            "X1\na\nb\nc\nd\ne\nf\ng\nX2\nh\n",
            ["X1", "X2"],
            "@@ -1,4 +1,3 @@\n-X1\n a\n b\n c\n@@ -6,5 +5,4 @@\n e\n f\n g\n-X2\n h\n",
            id="far apart",
        ),
        pytest.param(
            "X1\na\nb\nc\nd\ne\nX2\n",
            ["X1", "X2"],
            "@@ -1,7 +1,5 @@\n-X1\n a\n b\n c\n d\n e\n-X2\n",
            id="near",
        ),
    ],
)
def test_diff(text: str, gone: list[str], expected: str) -> None:
    assert diff(text, *gone) == f"--- p\n+++ p (clean)\n{expected}"


def test_name_does_not_act_on_the_terminal() -> None:
    page = Page("x", "\x1b[31m")
    assert write_diff(Document(page, (Mark(0, 1, "ad", "t/ad"),))).startswith("--- \\x1b[31m\n")
