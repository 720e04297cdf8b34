"""Counts how far a clean text is from what a tagged page says should stay.

Words are compared without case, and folded as Unicode's compatibility forms. Of lines only those count that
say enough: four words or more of what should stay, two of what should go.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from beritaclean.judge.tagged import NEUTRAL, Case, Line
from beritaclean.page import KEPT

#: Words that a line has at least to count as lost, or as left in.
LOST_WORDS, NOISE_WORDS = 4, 2
#: The share of words from which on a page is exactly right.
EXACT = 0.999

_WORD = re.compile(r"\w+")
_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad\u2060"))


@dataclass(frozen=True)
class Figures:
    """What came out of one page: precision, recall and F1 of its words, and the lines that went wrong.

    `lost` are lines that should have stayed, `noise` lines that should have gone; `to_keep` and `to_drop`
    are how many of each were to be told.
    """

    case: str
    precision: float
    recall: float
    lost: tuple[Line, ...]
    noise: tuple[Line, ...]
    to_keep: int
    to_drop: int
    failed: bool = False

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def exact(self) -> bool:
        """Whether nothing is lost, nothing left in, and the words are the same."""
        return not self.lost and not self.noise and self.f1 >= EXACT


class Total(NamedTuple):
    """The figures of some pages: means over the pages of p, r and f1, sums of everything else."""

    pages: int
    p: float
    r: float
    f1: float
    lost: int
    n_keep: int
    noise: int
    n_drop: int
    exact: int
    failed: int

    def __str__(self) -> str:
        return (
            f"pages {self.pages}  words P {self.p:.4f}  R {self.r:.4f}  F1 {self.f1:.4f}  "
            f"lost {self.lost}/{self.n_keep}  noise {self.noise}/{self.n_drop}  "
            f"exact {self.exact}/{self.pages}  failed {self.failed}"
        )


def split_words(text: str) -> list[str]:
    """Return the words of a text as they are compared.

    >>> split_words("Harga\\u00a0BERAS\\u200b naik 5%")
    ['harga', 'beras', 'naik', '5']
    """
    return _WORD.findall(unicodedata.normalize("NFKC", text).translate(_ZERO_WIDTH).casefold())


def score_page(case: Case, output: str, failed: bool = False) -> Figures:
    """Compare the clean text of a page with its tagged lines."""
    found = Counter(split_words(output))
    stay: Counter[str] = Counter()
    neutral: Counter[str] = Counter()
    keep: list[tuple[str, Line]] = []
    drop: list[tuple[str, Line]] = []
    for line in case.lines:
        words = split_words(line.gold)
        if line.tag in NEUTRAL:
            neutral.update(words)
        elif line.tag in KEPT:
            stay.update(words)
            keep.append((" ".join(words), line))
        else:
            drop.append((" ".join(words), line))
    right = (stay & found).total()
    wrong = (found - stay - neutral).total()
    missing = (stay - found).total()
    told = [(key, line) for key, line in keep if key.count(" ") + 1 >= LOST_WORDS]
    untold = [(key, line) for key, line in drop if key.count(" ") + 1 >= NOISE_WORDS]
    flat = f" {' '.join(split_words(output))} "
    return Figures(
        case.name,
        right / (right + wrong) if right + wrong else 1.0,
        right / (right + missing) if right + missing else 1.0,
        tuple(line for key, line in told if f" {key} " not in flat),
        _left_in(untold, Counter(key for key, _ in keep), output),
        len(told),
        len(untold),
        failed,
    )


def _left_in(drop: list[tuple[str, Line]], kept: Counter[str], output: str) -> tuple[Line, ...]:
    """The lines to drop of which a copy stands in the output beyond those that may."""
    shown = Counter(" ".join(split_words(line)) for line in output.split("\n"))
    seen: Counter[str] = Counter()
    noise = []
    for key, line in drop:
        seen[key] += 1
        if shown[key] >= kept[key] + seen[key]:
            noise.append(line)
    return tuple(noise)


def sum_figures(rows: Sequence[Figures]) -> Total:
    """Return the figures of several pages together; all are 0 where there is no page."""
    pages = len(rows)
    count = max(pages, 1)
    return Total(
        pages,
        sum(row.precision for row in rows) / count,
        sum(row.recall for row in rows) / count,
        sum(row.f1 for row in rows) / count,
        sum(len(row.lost) for row in rows),
        sum(row.to_keep for row in rows),
        sum(len(row.noise) for row in rows),
        sum(row.to_drop for row in rows),
        sum(row.exact for row in rows),
        sum(row.failed for row in rows),
    )
