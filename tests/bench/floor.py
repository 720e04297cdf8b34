"""The least that a filter in Python does to a stream of pages: grep's work, with one native search a page.

    python -m tests.bench.floor WORDS < PAGES

It decodes, folds, seeks all words at once and drops the lines that hold one. Nothing is judged: no cleaner
that folds and searches in Python can be faster.
"""

from __future__ import annotations

import sys
from pathlib import Path

from beritaclean.normalize import fold
from beritaclean.rules.words import Words


def main() -> None:
    """Filter standard input."""
    words = Words(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())
    pages = sys.stdin.buffer.read().decode().split("\f")
    for number, page in enumerate(pages):
        found = {line for line, _ in words.find(fold(page), "\n")}
        lines = page.split("\n")
        pages[number] = "\n".join([line for place, line in enumerate(lines) if place not in found])
    sys.stdout.buffer.write("\f".join(pages).encode())


if __name__ == "__main__":
    main()
