"""Measures side by side, in one run: start-up, text, saved pages, batches, memory, and how costs grow.

    python -m tests.bench [--rounds N] [--largest MB] [--only SECTION]... [--write]

Each figure is the median over paired rounds, in which contenders take turns, with its spread. Only the
ratios mean anything: the machine drifts. The pages come from `../shared/corpus`, peers from the extra
`bench`; `--write` keeps the run, dated, under `tests/bench/runs/`.
"""

from __future__ import annotations

import argparse
import datetime
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.batches import measure_batch
from tests.bench.costs import measure_pages, measure_rules, measure_sizes
from tests.bench.material import Material, is_there, make_material
from tests.bench.memory import measure_memory
from tests.bench.report import Section, write_report
from tests.bench.saved import measure_saved
from tests.bench.stages import profile_saved, profile_text
from tests.bench.starting import measure_start
from tests.bench.texts import measure_text
from tests.corpus import MISSING

RUNS = Path(__file__).parent / "runs"

#: Name and function of each section, given the material, the number of rounds and the largest input in MB.
SECTIONS: dict[str, Callable[[Material, int, int], Section]] = {
    "start": lambda material, rounds, largest: measure_start(material, 3 * rounds),
    "text": lambda material, rounds, largest: measure_text(material, rounds),
    "saved": lambda material, rounds, largest: measure_saved(material, rounds),
    "batch": lambda material, rounds, largest: measure_batch(material, rounds),
    "sizes": lambda material, rounds, largest: measure_sizes(material, rounds),
    "rules": lambda material, rounds, largest: measure_rules(material, rounds),
    "pages": lambda material, rounds, largest: measure_pages(material, rounds),
    "memory": lambda material, rounds, largest: measure_memory(material, largest),
    "text-stages": lambda material, rounds, largest: profile_text(material),
    "saved-parts": lambda material, rounds, largest: profile_saved(material),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the measurements and print them as Markdown."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--largest", type=int, default=1000, metavar="MB")
    parser.add_argument("--only", action="append", choices=SECTIONS)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args(argv)
    if not is_there():
        print(f"{MISSING}: nothing to measure", file=sys.stderr)
        return 0
    day = datetime.date.today().isoformat()
    words = ["python -m tests.bench", *(sys.argv[1:] if argv is None else argv)]
    with tempfile.TemporaryDirectory() as name:
        material = make_material(Path(name))
        sections = []
        for section in arguments.only or SECTIONS:
            print(f"{section} ...", file=sys.stderr)
            sections.append(SECTIONS[section](material, arguments.rounds, arguments.largest))
    report = write_report(day, " ".join(words), sections)
    print(report)
    if arguments.write:
        RUNS.mkdir(exist_ok=True)
        (RUNS / f"{day}.md").write_text(report, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
