"""What announces a pattern: the most telling text. (`test_regex`: it misses no match.)"""

from __future__ import annotations

import pytest

from beritaclean.rules.clues import KEYS_LIMIT, WORDS_LIMIT, Clue, find_clue
from beritaclean.rules.load import load_all
from beritaclean.rules.syntax import parse


@pytest.mark.parametrize(
    ("pattern", "clue"),
    [
        ("[a-z]+", Clue("")),
        ("a", Clue("")),
        (" +", Clue("")),
        ("iklan|[0-9]+", Clue("")),
        ("(iklan)?[0-9]+", Clue("")),
        ("^ab.*$", Clue("word", ("ab",))),
        ("^baca juga.*", Clue("head", ("baca jug",))),
        ("^baca.*", Clue("head", ("bac",))),
        ("^(baca|simak) juga", Clue("head", ("baca jug", "simak ju"))),
        ("^(foto|video):.*", Clue("head", ("fot", "vid"))),
        ("^(foto|video): .*", Clue("word", ("foto: ", "video: "))),
        ("^#? ?iklan.*", Clue("head", (" ik", "# i", "#ik", "ikl"))),
        (r"^\d+ komentar$", Clue("word", (" komentar",))),
        (r"[0-9.]+ (k|rb) views?$", Clue("word", (" k view", " rb view"))),  # " k views" holds the first
        (r"\d+ ?views?$", Clue("tail", ("ews", "iew"))),
        (r"\([eip]-\d\)$", Clue("tail", tuple(f"-{digit})" for digit in range(10)))),
        ("(iklan){2}.*(berita)+", Clue("word", ("iklaniklan",))),
        ("(.*berita){200}", Clue("word", ("berita",))),
        ("x?berita(kan)?", Clue("word", ("berita",))),
        pytest.param(r"^[a-z #.]+\{$", Clue("word", ("{",)), id="one sign, hardly ever in prose"),
        pytest.param(r"^[a-z #.]+,$", Clue(""), id="one sign, on every page"),
    ],
)
def test_find_clue(pattern: str, clue: Clue) -> None:
    assert find_clue(parse(pattern)) == clue


def test_lists_stay_short() -> None:
    """Beyond the limits another clue is taken, or none."""
    many = "|".join(f"{first}{second}x" for first in "abcdefghij" for second in "abcdefghij")

    assert len(many.split("|")) > KEYS_LIMIT > WORDS_LIMIT
    assert find_clue(parse(f"^({many})")) == Clue("")
    assert find_clue(parse(f"^({many}) berita")) == Clue("word", (" berita",))


def test_patterns_that_run_on_every_page_are_announced() -> None:
    """One that nothing announces is run on each line of each page, whoever's it is."""
    everywhere = [rule for pack in load_all([]) if not pack.publisher for rule in pack.rules]

    assert [
        (rule.id, pattern)
        for rule in everywhere
        for pattern in rule.regex
        if not find_clue(parse(pattern)).place
    ] == []
