"""Folders of pages, pasted and saved, and JSON Lines, at one and at two workers, by the clock."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from tests.bench.material import Material
from tests.bench.processes import JSONL, command
from tests.bench.report import Section
from tests.bench.rounds import Contender, compare, take_turns

#: How many pages are in a folder.
PASTED, SAVED = 2_000, 500
#: What is asked of two workers, of each input; of small files on disk, that they are no slower.
BARS = {"batch": 1.0, "batch of saved pages": 1.7, "JSONL in and out": 1.7}


def measure_batch(material: Material, rounds: int) -> Section:
    """Measure `beritaclean batch`, and the filter on JSON Lines, with -j 1 and -j 2."""
    folder = material.folder
    texts = [text.encode() for text in material.texts[:PASTED]]
    inputs = {
        "batch": _fill(folder / "pasted", texts, "txt"),
        "batch of saved pages": _fill(folder / "saved", list(islice(cycle(material.saved), SAVED)), "html"),
        "JSONL in and out": folder / "pages.jsonl",
    }
    pages = dict(zip(inputs, (len(texts), SAVED, len(material.texts)), strict=True))
    contenders: dict[str, Contender] = {}
    for name, source in inputs.items():
        for jobs in ("1", "2"):
            words = [*JSONL, "-j", jobs]
            if source.is_dir():
                words = [sys.executable, "-m", "beritaclean", "batch", "--isolated", "--force", "-q"]
                words += [str(source), "-o", str(folder / f"{source.name}{jobs}"), "-j", jobs]
            read = folder / "page.txt" if source.is_dir() else source
            contenders[f"{name}, {jobs}"] = command(words, read, material.environment, wall=True)
    taken = take_turns(contenders, rounds)
    rows = [["input, workers", "pages a second"]]
    rows += [
        [name, f"{pages[name.partition(',')[0]] / median(values):.0f}"] for name, values in taken.items()
    ]
    ratios = [
        compare(taken, f"{name}, 2", f"{name}, 1", f"{name} at 2 workers / at 1", speed=True, bar=bar)
        for name, bar in BARS.items()
    ]
    return Section("Batch", ratios, rows, taken)


def _fill(folder: Path, pages: Sequence[bytes], ending: str) -> Path:
    """Make a folder of pages."""
    folder.mkdir()
    for number, page in enumerate(pages):
        (folder / f"{number}.{ending}").write_bytes(page)
    return folder
