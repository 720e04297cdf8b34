"""The least that a filter in Python does to a stream of pages: grep's work, with one native search a page.

    python -m tests.bench.floor WORDS < PAGES

It seeks all words at once, in bytes, and drops the lines that hold one. Nothing is decoded or judged:
no cleaner in Python can be faster.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ahocorasick_rs import BytesAhoCorasick, Implementation


def main() -> None:
    """Filter standard input."""
    words = Path(sys.argv[1]).read_bytes().splitlines()
    automaton = BytesAhoCorasick(words, implementation=Implementation.DFA)
    pages = sys.stdin.buffer.read().split(b"\f")
    for number, page in enumerate(pages):
        folded = page.lower()
        found: set[int] = set()
        line = at = 0
        for _, start, _ in automaton.find_matches_as_indexes(folded, overlapping=True):
            line += folded.count(b"\n", at, start)
            at = max(at, start)
            found.add(line)
        pages[number] = b"\n".join(
            [text for place, text in enumerate(page.split(b"\n")) if place not in found]
        )
    sys.stdout.buffer.write(b"\f".join(pages))


if __name__ == "__main__":
    main()
