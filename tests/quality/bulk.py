"""Lists the paragraphs of untagged pages that a rule of `general` leaves out.

    python -m tests.quality.bulk       lists them, those first that nobody has looked at

A line of so many words that ends in a full stop is reporting until somebody has looked. What was looked
at stands in `looked_at.toml`, by the digest of its words: the text is the publishers'.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

from beritaclean.cleaner import Cleaner
from tests.corpus import CORPUS

HERE = Path(__file__).parent
LOOKED_AT = HERE / "looked_at.toml"
#: Words that a line has at least to be asked about.
WORDS = 20


def find_dropped(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield rule and text of each long sentence of the pages in a folder that `general` leaves out."""
    cleaner = Cleaner()
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            for row in rows:
                document = cleaner.document(json.loads(row)["text"])
                for mark in document.gone:
                    text = document.page.text[mark.start : mark.end].strip()
                    if mark.rule.startswith("general/") and is_reporting(text):
                        yield mark.rule, text


def is_reporting(text: str) -> bool:
    """Tell whether a text is a line of many words that ends in a full stop."""
    return text.endswith(".") and len(text.split()) >= WORDS


def digest(rule: str, text: str) -> str:
    """What a line that a rule left out is known by."""
    return hashlib.sha256(f"{rule} {' '.join(text.split())}".encode()).hexdigest()[:16]


def read_looked_at() -> dict[str, str]:
    """The reasons of what was looked at, by digest."""
    table = tomllib.loads(LOOKED_AT.read_text(encoding="utf-8"))
    return {digest: group["reason"] for group in table["group"] for digest in group["lines"]}


def check_bulk(folder: Path) -> list[str]:
    """Return what `general` leaves out and nobody has looked at, and what was looked at and stays now."""
    known = read_looked_at()
    found = {digest(rule, text): f"{rule} leaves out: {text}" for rule, text in find_dropped(folder)}
    unseen = [f"{row} (look, then list {key})" for key, row in found.items() if key not in known]
    gone = [f"{LOOKED_AT.name}: {key} is not left out; remove it" for key in known if key not in found]
    print(f"{'bulk':22} paragraphs that general leaves out {len(found)}  not looked at {len(unseen)}")
    return unseen + gone


def main(folder: Path) -> int:
    """List everything that `general` leaves out; return 1 where something was not looked at."""
    known = read_looked_at()
    rows = sorted((known.get(digest(rule, text), ""), rule, text) for rule, text in find_dropped(folder))
    for reason, rule, text in rows:
        print(f"{digest(rule, text)}\t{rule}\t{reason or 'NOT LOOKED AT'}\t{text}")
    return 0 if all(reason for reason, _, _ in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main(CORPUS / "bulk"))
