"""The article that comes out of a pasted page is the one that comes out of the page saved as HTML."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from beritaclean.cleaner import Cleaner
from beritaclean.readers.html import read_html
from tests.corpus import CORPUS, MISSING

#: At most so many lines of all differ.
DIFFERENT = 0.03


def read_pasted(tagged: Path) -> str:
    """The page of a tagged file, as it was pasted."""
    rows = tagged.read_text(encoding="utf-8").split("\n")
    return "\n".join(row.partition("\t")[2] for row in rows).replace("⟦", "").replace("⟧", "")


def count_lines(text: str) -> Counter[str]:
    return Counter(" ".join(line.split()) for line in text.split("\n") if line.strip())


@pytest.mark.skipif(not CORPUS.is_dir(), reason=MISSING)
def test_pasted_and_saved_page_give_the_same_article() -> None:
    cleaner = Cleaner()
    different: list[str] = []
    total = 0
    for page in sorted((CORPUS / "dev-html").glob("*.html")):
        pasted = count_lines(cleaner.clean(read_pasted(CORPUS / "dev" / f"{page.stem}.tagged")))
        saved = count_lines(cleaner.document(read_html(page.read_bytes(), rules=cleaner.element_rules)).text)
        total += (pasted | saved).total()
        different.extend(f"{page.stem}: pasted only: {line[:100]}" for line in (pasted - saved).elements())
        different.extend(f"{page.stem}: saved only: {line[:100]}" for line in (saved - pasted).elements())

    assert total
    assert len(different) < DIFFERENT * total, "\n".join(different)
