"""Every publisher that the corpus has a page of, or the survey three lines of, has a pack."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from beritaclean.judge.tagged import find_cases
from beritaclean.rules.load import load_all
from tests.corpus import CORPUS, MISSING
from tests.quality.__main__ import publisher_of

CATALOGUE = CORPUS.parent / "reference" / "catalogue.tsv"
#: Lines of the survey from which on a publisher has a pack.
ROWS = 3


def names() -> set[str]:
    """What publishers with a pack are called: by pack, host, and host without its signs or its end."""
    found: set[str] = set()
    for pack in load_all():
        found.add(pack.name)
        for host in pack.hosts:
            bare = host.replace("-", "").replace(".", "")
            found |= {host, bare, host.partition(".")[0].replace("-", "")}
    return found


@pytest.mark.skipif(not CORPUS.is_dir(), reason=MISSING)
def test_every_publisher_of_the_corpus_has_a_pack() -> None:
    publishers = {publisher_of(path.stem) for path in find_cases(CORPUS / "dev")} - {"hand"}

    assert publishers - names() == set()


@pytest.mark.skipif(not CATALOGUE.is_file(), reason="no ../shared/reference beside the repository")
def test_every_publisher_of_the_survey_has_a_pack() -> None:
    with CATALOGUE.open(encoding="utf-8", newline="") as rows:
        counted = Counter(row["publisher"].split()[0] for row in csv.DictReader(rows, delimiter="\t"))
    known = names()
    often = [name for name, count in counted.items() if count >= ROWS and name != "*"]

    assert [name for name in often if name not in known and name.partition(".")[2] not in known] == []
