"""What decided about the lines that went wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from beritaclean import Document, Mark, Page
from beritaclean.judge.errors import Mistake, find_mistakes
from beritaclean.judge.figures import score_page
from beritaclean.judge.tagged import read_case

TAGGED = """\
x-nav\tMenu utama situs
title\tHarga Beras Naik
body\tSolo⟦, KABAR⟧ - Harga beras naik lagi, kata Rahmat.
x-dup\tHarga Beras Naik
byline\tRina Wati
body\tWarga menunggu harga turun lagi.
subhead\tPasar sepi
"""
#: What went wrong, the number of its line, and what decided.
Told = tuple[str, int, tuple[str, ...]]
TEXT = "".join(row.partition("\t")[2] + "\n" for row in TAGGED.splitlines()).translate(
    dict.fromkeys(map(ord, "⟦⟧"))
)


def mistakes(folder: Path, *gone: tuple[str, str], text: str = TEXT) -> list[Told]:
    """What, line and decisions of a page on which stretches are marked, each at its last place."""
    path = folder / "kabar.tagged"
    path.write_text(TAGGED, encoding="utf-8")
    case = read_case(path)
    marks = [Mark(text.rindex(word), text.rindex(word) + len(word), "other", rule) for word, rule in gone]
    document = Document(Page(text), tuple(sorted(marks)))
    found = find_mistakes(case, [document], score_page(case, document.text))
    assert all(isinstance(each, Mistake) for each in found)
    return [(each.what, each.line.number, each.decided) for each in found]


RIGHT = (
    ("Menu utama situs", "heads/above-title"),
    (", KABAR", "x/mast"),
    ("Harga Beras Naik\n", "copies/title"),
)


def test_page_that_is_right_has_none(tmp_path: Path) -> None:
    assert mistakes(tmp_path, *RIGHT) == []


def test_neutral_line_is_none_either_way(tmp_path: Path) -> None:
    assert mistakes(tmp_path, *RIGHT, ("Rina Wati", "heads/byline")) == []


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        ((*RIGHT, ("Warga menunggu harga turun lagi.", "tails/x")), ("lost", 5, ("tails/x",))),
        ((*RIGHT, ("lagi, kata", "a/b"), ("Rahmat", "c/d")), ("lost", 2, ("x/mast", "a/b", "c/d"))),
        (RIGHT[1:], ("noise", 0, ("structure/body",))),
        (RIGHT[:2], ("noise", 3, ("structure/body",))),
        (RIGHT[::2], ("lost", 2, ("structure/body",))),
        ((*RIGHT, ("Pasar sepi", "a/b")), ("words", 6, ("a/b",))),
    ],
    ids=["lost", "lost in parts", "noise", "noise of a copy", "part left in", "too short to count"],
)
def test_mistake_and_what_decided(
    tmp_path: Path, gone: tuple[tuple[str, str], ...], expected: tuple[str, int, tuple[str, ...]]
) -> None:
    assert mistakes(tmp_path, *gone) == [expected]


def test_line_that_a_saved_page_does_not_show(tmp_path: Path) -> None:
    text = TEXT.replace("Warga menunggu harga turun lagi.\n", "").replace("Menu utama situs\n", "")

    assert mistakes(tmp_path, *RIGHT[1:], text=text) == [("lost", 5, ("not on the page",))]
