"""Paired rounds: contenders take turns, so that a machine that drifts drifts for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

#: Runs something once and returns the seconds it took.
Contender = Callable[[], float]
#: The seconds of each contender, a figure a round.
Rounds = dict[str, list[float]]


class Ratio(NamedTuple):
    """What a comparison gave, one figure a round, and what the project asks of it (0: nothing).

    `speed` says which way round: so many times as fast as theirs, or so many times their time.
    """

    name: str
    values: list[float]
    speed: bool
    bar: float = 0.0

    @property
    def figure(self) -> str:
        """The median with its spread, as reports and the README say it.

        >>> Ratio("a / b", [0.5, 2.0, 1.0], speed=True).figure
        '1.00 × as fast (0.50 to 2.00)'
        """
        unit = "as fast" if self.speed else "the time"
        return f"{median(self.values):.2f} × {unit} ({min(self.values):.2f} to {max(self.values):.2f})"

    @property
    def asked(self) -> str:
        """The bar in words, and whether the median reaches it."""
        if not self.bar:
            return ""
        reached = median(self.values) >= self.bar if self.speed else median(self.values) <= self.bar
        return f"at {'least' if self.speed else 'most'} {self.bar:g}: {'yes' if reached else 'no'}"


def take_turns(contenders: Mapping[str, Contender], rounds: int) -> Rounds:
    """Run all contenders in turn, `rounds` times, after a turn that does not count."""
    for contender in contenders.values():
        contender()
    taken: Rounds = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, contender in contenders.items():
            taken[name].append(contender())
    return taken


def compare(
    taken: Rounds, ours: str, theirs: str, name: str, *, speed: bool, bar: float = 0.0, scale: float = 1.0
) -> Ratio:
    """Return the ratio of two contenders, round by round; `scale` is how much more ours had to do."""
    pairs: Sequence[tuple[float, float]] = list(zip(taken[ours], taken[theirs], strict=True))
    values = [b / a * scale if speed else a / b / scale for a, b in pairs]
    return Ratio(name, values, speed, bar)
