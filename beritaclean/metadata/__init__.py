"""Reads the facts beside an article off single lines: date, byline, dateline, credit, language.

Pure functions from text to facts, one kind of fact a module. They look at one line (or two) and
know nothing of the page: where on the page a line may stand is for `beritaclean.stages` to decide.
"""

from __future__ import annotations

#: So many lines' answers are remembered, of what is asked of a line by several stages and in each round.
RECENT = 128


def word_set(text: str, comma: str | None = None) -> frozenset[str]:
    """Return the words of a list, or what stands between its commas."""
    return frozenset(text.split(comma))
