"""Where the corpus is: beside the repository, not in it, for it is the publishers' text."""

from __future__ import annotations

from pathlib import Path

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
#: What is said where it is not.
MISSING = "no ../shared/corpus beside the repository"
