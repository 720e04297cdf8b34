"""A folder of pages at one and at two workers, by the clock."""

from __future__ import annotations

import sys
from statistics import median

from tests.bench.material import Material
from tests.bench.processes import command
from tests.bench.report import Section
from tests.bench.rounds import Contender, compare, take_turns

#: How many files.
FILES = 2_000


def measure_batch(material: Material, rounds: int) -> Section:
    """Measure `beritaclean batch`, with -j 1 and -j 2."""
    source = material.folder / "batch"
    source.mkdir()
    for number, text in enumerate(material.texts[:FILES]):
        (source / f"{number}.txt").write_text(text, encoding="utf-8")
    contenders: dict[str, Contender] = {}
    for jobs in ("1", "2"):
        target = str(material.folder / f"clean{jobs}")
        words = [sys.executable, "-m", "beritaclean", "batch", "--isolated", "--force", "-q", str(source)]
        words += ["-o", target, "-j", jobs]
        contenders[jobs] = command(words, material.folder / "page.txt", material.environment, wall=True)
    taken = take_turns(contenders, rounds)
    rows = [["workers", "pages a second"]]
    rows += [[jobs, f"{FILES / median(values):.0f}"] for jobs, values in taken.items()]
    ratio = compare(taken, "2", "1", "batch at 2 workers / at 1", speed=True)
    return Section("Batch", [ratio], rows, taken)
