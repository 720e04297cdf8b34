"""Folders of pages, pasted and saved, and JSON Lines, at one and at two workers, by the clock.

Of the pasted pages also what it costs to copy them, by `cp -r` and in Python.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import mkdtemp

from tests.bench.material import Material
from tests.bench.processes import JSONL, command
from tests.bench.report import Section
from tests.bench.rounds import Contender, compare, take_turns

#: How many pages are in a folder: starting the processes is a tenth of the time then, or less.
PASTED, SAVED = 8_000, 500
#: How often the corpus stands in the JSON Lines.
TIMES = 3
COPYING = [sys.executable, "-m", "tests.bench.copying"]
#: What is compared, ours with theirs, as what, and what is asked of it: of two workers, of each input (of
#: small files on disk, that they are no slower); and of a batch beside a copy.
PAIRS = (
    ("batch, 2", "batch, 1", "batch at 2 workers / at 1", 1.0),
    (
        "batch of saved pages, 2",
        "batch of saved pages, 1",
        "batch of saved pages at 2 workers / at 1",
        1.7,
    ),
    ("JSONL in and out, 2", "JSONL in and out, 1", "JSONL in and out at 2 workers / at 1", 1.7),
    ("batch, 2", "cp -r", "batch at 2 workers / cp -r", 0.7),
    ("a copy in Python, 2", "cp -r", "a copy in Python at 2 workers / cp -r", 0.0),
)


def measure_batch(material: Material, rounds: int) -> Section:
    """Measure `beritaclean batch`, and the filter on JSON Lines, with -j 1 and -j 2."""
    folder, environment = material.folder, material.environment
    texts = [text.encode() for text in islice(cycle(material.texts), PASTED)]
    pasted = _fill(folder / "pasted", texts, "txt")
    saved = _fill(folder / "saved", list(islice(cycle(material.saved), SAVED)), "html")
    lines = folder / "many.jsonl"
    lines.write_bytes((folder / "pages.jsonl").read_bytes() * TIMES)
    pages = {"batch of saved pages": SAVED, "JSONL in and out": TIMES * len(material.texts)}
    contenders: dict[str, Contender] = {}
    for jobs in ("1", "2"):
        batch = [sys.executable, "-m", "beritaclean", "batch", "--isolated", "-q", "-j", jobs]
        contenders[f"batch, {jobs}"] = _into([*batch, str(pasted), "-o"], folder, environment)
        contenders[f"batch of saved pages, {jobs}"] = _into([*batch, str(saved), "-o"], folder, environment)
        contenders[f"JSONL in and out, {jobs}"] = command([*JSONL, "-j", jobs], lines, environment, wall=True)
    contenders["a copy in Python, 2"] = _into([*COPYING, str(pasted)], folder, environment, "2")
    contenders["cp -r"] = _into(["cp", "-r", str(pasted)], folder, environment)
    taken = take_turns(contenders, rounds)
    rows = [["input, workers", "pages a second"]]
    for name, values in taken.items():
        rows.append([name, f"{pages.get(name.partition(',')[0], PASTED) / median(values):.0f}"])
    ratios = [compare(taken, ours, theirs, name, speed=True, bar=bar) for ours, theirs, name, bar in PAIRS]
    return Section("Batch", ratios, rows, taken)


def _into(words: Sequence[str], folder: Path, environment: dict[str, str], *more: str) -> Contender:
    """Return a contender that runs a command, by the clock, into a folder that was not there before.

    None is deleted meanwhile: ext4 passes over numbers of files that were deleted lately, one by one, and
    `cp -r` of 20,000 files took 8 s instead of 0.9.
    """

    def run() -> float:
        target = f"{mkdtemp(dir=folder)}/pages"
        start = time.perf_counter()
        subprocess.run([*words, target, *more], env=environment, check=True)
        return time.perf_counter() - start

    return run


def _fill(folder: Path, pages: Sequence[bytes], ending: str) -> Path:
    """Make a folder of pages."""
    folder.mkdir()
    for number, page in enumerate(pages):
        (folder / f"{number}.{ending}").write_bytes(page)
    return folder
