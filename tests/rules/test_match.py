"""What a rule takes of one line, by definition: the compiled scan is held to this."""

from __future__ import annotations

import pytest

from beritaclean.rules.match import match_raw, match_rule
from beritaclean.rules.model import Rule


def rule(**fields: object) -> Rule:
    return Rule(**({"id": "my/a", "why": "", "kind": "ad"} | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"exact": ("",)}, ""),
        ({"exact": ("iklan",)}, "iklan ini"),
        ({"exact": ("- iklan",)}, "iklan"),
        ({"prefix": ("iklan",)}, "ini iklan"),
        ({"suffix": ("iklan",)}, "iklan ini"),
        ({"contains": ("iklan",)}, "ikl an"),
        ({"regex": ("^iklan$",)}, "• iklan"),
        ({"prefix": ("iklan",), "max_words": 2}, "iklan satu dua"),
        ({"prefix": ("iklan",), "sentence": False}, "iklan itu merugikan."),
        ({"prefix": ("iklan",), "sentence": True}, "iklan itu merugikan"),
    ],
)
def test_leaves(fields: dict[str, object], line: str) -> None:
    assert match_rule(rule(**fields), line) == []


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"exact": ("iklan",)}, "• iklan"),
        ({"exact": ("- iklan",)}, "- iklan"),
        ({"prefix": ("iklan",)}, "» iklan ini"),
        ({"prefix": ("- iklan",)}, "- iklan ini"),
        ({"suffix": ("iklan",)}, "ini iklan"),
        ({"contains": ("iklan",)}, "ini iklan ini iklan"),
        ({"regex": ("^iklan$",)}, "iklan"),
        ({"prefix": ("iklan",), "max_words": 2}, "iklan satu"),
        ({"prefix": ("iklan",), "sentence": True}, "iklan itu merugikan."),
        ({"prefix": ("iklan",), "sentence": False}, "iklan itu merugikan..."),
    ],
)
def test_takes_the_whole_line(fields: dict[str, object], line: str) -> None:
    assert match_rule(rule(**fields), line) == [(0, len(line))]


@pytest.mark.parametrize(
    ("fields", "line", "spans"),
    [
        ({"exact": ("iklan",)}, "• iklan", [(0, 7)]),
        ({"prefix": ("iklan",)}, "iklan warga", [(0, 6)]),
        ({"prefix": ("iklan",)}, "• iklan warga", [(0, 8)]),
        ({"prefix": ("- iklan",)}, "- iklan warga", [(0, 8)]),
        ({"suffix": ("iklan",)}, "warga iklan", [(6, 11)]),
        ({"contains": ("aba",)}, "ababa aba", [(0, 3), (6, 9)]),
        ({"regex": ("ab+",)}, "abb ab", [(0, 3), (4, 6)]),
        ({"contains": ("iklan",), "regex": ("iklan", "ini")}, "ini iklan", [(0, 3), (4, 9)]),
    ],
)
def test_stretches(fields: dict[str, object], line: str, spans: list[tuple[int, int]]) -> None:
    assert match_rule(rule(does="stretch", **fields), line) == spans


def test_a_headline_is_seen_on_the_line_as_it_stands() -> None:
    baca = rule(prefix=("baca:",), does="headline")

    assert match_raw(baca, "BACA: Dua Kampung di Demak Terendam") == [(0, 35)]
    assert match_raw(baca, "Baca: dua kampung di Demak terendam") == []
