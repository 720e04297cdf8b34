"""Contenders take turns, and a ratio is taken round by round, the right way round."""

from __future__ import annotations

import pytest

from tests.bench.report import Section, read_ratios, write_report
from tests.bench.rounds import Ratio, compare, take_turns


def test_contenders_take_turns_after_one_that_does_not_count() -> None:
    done: list[str] = []
    contenders = {name: lambda name=name: done.append(name) or len(done) for name in "ab"}

    taken = take_turns(contenders, 2)

    assert done == ["a", "b"] * 3
    assert taken == {"a": [3, 5], "b": [4, 6]}


@pytest.mark.parametrize(
    ("speed", "bar", "figure", "asked"),
    [
        (True, 2.0, "2.00 × as fast (1.50 to 4.00)", "at least 2: yes"),
        (True, 2.1, "2.00 × as fast (1.50 to 4.00)", "at least 2.1: no"),
        (False, 0.5, "0.50 × the time (0.25 to 0.67)", "at most 0.5: yes"),
        (False, 0.4, "0.50 × the time (0.25 to 0.67)", "at most 0.4: no"),
        (False, 0.0, "0.50 × the time (0.25 to 0.67)", ""),
    ],
)
def test_ratio_is_of_rounds(speed: bool, bar: float, figure: str, asked: str) -> None:
    taken = {"ours": [1.0, 2.0, 2.0], "theirs": [2.0, 3.0, 8.0]}

    ratio = compare(taken, "ours", "theirs", "a / b", speed=speed, bar=bar)

    assert (ratio.figure, ratio.asked) == (figure, asked)


def test_report_gives_its_ratios_back() -> None:
    ratios = [Ratio("text / grep -viFf", [0.5], speed=True, bar=0.8), Ratio("b / `c`", [2.0], speed=False)]
    report = write_report(
        "2026-01-02", "python -m tests.bench", [Section("Text", ratios, rounds={"a": [0.1]})]
    )

    assert read_ratios(report) == [(ratio.name, ratio.figure) for ratio in ratios]
    assert "| Text | a | 100 |" in report
