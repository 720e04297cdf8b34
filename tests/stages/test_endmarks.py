"""Initials and end marks under an article go; units and conjunctions stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beritaclean.sheet import Sheet

Check = Callable[[str, str], None]
Make = Callable[[str, str], Sheet]

ONE = "body | Harga beras di Pasar Kliwon naik dua ratus rupiah sejak awal pekan, kata seorang pedagang."
TWO = 'body | "Kami sudah lapor sejak Januari, tapi belum ada jawaban," kata Sumarni, pedagang tahu di sana.'
LAST = "Menurut dia, pasokan dari tiga kecamatan berkurang setengahnya dalam dua minggu terakhir ini"


@pytest.mark.parametrize(
    "end",
    [
        ".",
        " (dan/atau).",
        ", yaitu 5,2 ton per hektare (ton/ha)",
        " dengan laju 60 kilometer per jam (km/jam)",
        " (23/5).",
        " menurut Badan Pusat Statistik (BPS).",
        " di Rumah Sakit Umum Daerah (RSUD)",
        ', kata dia."',
        " pada Senin (6/5/2024)",
    ],
)
def test_cut_end_marks_noop(make_sheet: Make, end: str) -> None:
    sheet = make_sheet("endmarks", f"{ONE}\n{TWO}\nbody | {LAST}{end}")

    assert sheet.stretches == {}
    assert sheet.kinds == {}


@pytest.mark.parametrize(
    "mark",
    [
        " (hnh/imk)",
        "(hnh/imk)",
        " (rin/jok/sul)",
        " [bal]",
        " (rin)",
        " (*)",
        " (***)",
        " []",
        " (H-4)",
        " - Reuters",
        " – Bernama",
        " ***",
    ],
)
def test_cut_end_marks(make_sheet: Make, mark: str) -> None:
    sheet = make_sheet("endmarks", f"{ONE}\n{TWO}\nbody | {LAST}.{mark}")

    assert sheet.stretches == {2: [(len(LAST) + 1, len(LAST) + 1 + len(mark), "other", "endmarks/initials")]}


@pytest.mark.parametrize(
    "mark", ["(hnh/imk)", "[bal]", "(*)", "[]", "(H-4)", "rin/jok (dpa, ap)", "--------", "*", "—"]
)
def test_mark_on_its_own_line(check: Check, mark: str) -> None:
    check("endmarks", f"{ONE}\n{TWO}\nbody | {LAST}.\nother | {mark}")


def test_rule_between_paragraphs_stays(check: Check) -> None:
    check("endmarks", f"{ONE}\nbody | --------\n{TWO}\nbody | {LAST}.")


def test_answer_of_one_character_stays(check: Check) -> None:
    check("endmarks", f"{ONE}\n{TWO}\nbody | {LAST}:\nbody | ?")


def test_mark_inside_the_article_stays(make_sheet: Make) -> None:
    sheet = make_sheet("endmarks", f"body | {LAST}. (rin/jok)\n{ONE}\n{TWO}")

    assert sheet.stretches == {}


def test_page_without_paragraphs(make_sheet: Make) -> None:
    sheet = make_sheet("endmarks", "body | Harga beras naik. (rin/jok)")

    assert sheet.stretches == {0: [(17, 27, "other", "endmarks/initials")]}
