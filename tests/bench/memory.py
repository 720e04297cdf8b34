"""Memory at its peak, by size of the input."""

from __future__ import annotations

from tests.bench.material import Material
from tests.bench.processes import JSONL, find_peak
from tests.bench.report import Section


def measure_memory(material: Material, largest: int) -> Section:
    """Measure the peak for 10 MB, 100 MB and 1 GB of JSON Lines, up to the `largest` size, in MB."""
    data = (material.folder / "pages.jsonl").read_bytes()
    grown = material.folder / "grown.jsonl"
    rows = [["JSONL", "peak memory, MB"]]
    for megabytes in (10, 100, 1000):
        if megabytes <= largest:
            with open(grown, "wb") as out:
                while out.tell() < megabytes * 1_000_000:
                    out.write(data)
            rows.append([f"{megabytes} MB", f"{find_peak(JSONL, grown, material.environment):.0f}"])
    grown.unlink()
    return Section("Memory", table=rows)
