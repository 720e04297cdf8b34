"""Counts what cannot drift with the machine, and compares with `landed.toml`.

    python -m tests.bench.guard            fails when a count is above the landed one by more than its margin
    python -m tests.bench.guard --land     writes the counts as the landed ones

Modules that a start loads; calls of functions in it, and for the samples in a process that is warm; how
often the engines are asked. Another Python calls a little more or less often: that is what the margin is
for. Hash seeds are fixed, so that two runs of one Python count the same.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
LANDED = HERE / "landed.toml"
SAMPLES = HERE.parent.parent / "samples"

#: Runs the command line once and prints how many modules it loaded and how many functions it called.
START = """
import json, sys
loaded, calls = set(sys.modules), 0
def count(frame, event, argument):
    global calls
    calls += event == "call"
sys.setprofile(count)
from beritaclean.cli import main
main(sys.argv[1:])
sys.setprofile(None)
print(json.dumps([len(set(sys.modules) - loaded), calls]), file=sys.stderr)
"""
#: Cleans all samples twice and prints the calls that the second time took, by file and function: what was
#: compiled is warm then, and what is remembered of a page's lines is another page's.
CLEAN = """
import json, sys
from collections import Counter
from pathlib import Path
from beritaclean.cleaner import Cleaner
from beritaclean.decode import decode
from beritaclean.readers.html import read_html
cleaner, calls = Cleaner(), Counter()
def count(frame, event, argument):
    if event == "call":
        calls[Path(frame.f_code.co_filename).name, frame.f_code.co_name] += 1
for profile in (None, count):
    for name in sys.argv[1:]:
        data = Path(name).read_bytes()
        sys.setprofile(profile)
        page = read_html(data, rules=cleaner.element_rules) if name.endswith("html") else decode(data).text
        cleaner.document(page).text
        sys.setprofile(None)
print(json.dumps([[file, function, times] for (file, function), times in calls.items()]))
"""


def count_start(folder: Path, *arguments: str) -> tuple[int, int]:
    """How many modules a start with a page on stdin loads, and how many functions it calls."""
    words = [sys.executable, "-c", START, "--isolated", *arguments]
    done = run(folder, words, SAMPLES / "detik.txt")
    modules, calls = json.loads(done.stderr.splitlines()[-1])
    return modules, calls


def count_cleaning(folder: Path, paths: list[Path]) -> tuple[int, int, int]:
    """How many functions cleaning samples calls; of these, searches for words, and runs of a pattern."""
    done = run(folder, [sys.executable, "-c", CLEAN, *map(str, paths)])
    calls = {(file, function): times for file, function, times in json.loads(done.stdout)}
    own = sum(times for (file, _), times in calls.items())
    return own, calls["words.py", "_prepared"], calls["regex.py", "_found"]


def run(folder: Path, words: list[str], source: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run Python in an environment where counts are the same every time."""
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "0",
        "PYTHONPYCACHEPREFIX": str(folder / "pyc"),
        "BERITACLEAN_CACHE": str(folder / "cache"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    data = source.read_bytes() if source else b""
    return subprocess.run(words, input=data, env=environment, capture_output=True, check=True)


def measure() -> dict[str, int]:
    """All counts, by what they count."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count_start(folder)  # fills the caches
        counts: dict[str, int] = {}
        for what, arguments in (
            ("plain", []),
            ("with options", ["-q", "--keep", "byline"]),
            ("to JSON", ["-t", "json"]),
        ):
            counts[f"start {what}: modules"], counts[f"start {what}: calls"] = count_start(folder, *arguments)
        texts = sorted(path for path in SAMPLES.glob("*.txt") if not path.stem.endswith(".clean"))
        for what, paths in (("pasted", texts), ("saved", sorted(SAMPLES.glob("*.html")))):
            calls, searches, runs = count_cleaning(folder, paths)
            counts[f"100 {what} pages: calls"] = calls * 100 // len(paths)
            counts[f"100 {what} pages: searches for words"] = searches * 100 // len(paths)
            counts[f"100 {what} pages: runs of a pattern"] = runs * 100 // len(paths)
    return counts


def find_faults(counts: dict[str, int], landed: dict[str, int], margin: float) -> list[str]:
    """What counts more than it may, or is not counted any more.

    >>> find_faults({"calls": 111}, {"calls": 100, "modules": 3}, 0.1)
    ['calls: 111, landed 100', 'modules: not counted']
    """
    faults = []
    for name, value in landed.items():
        if name not in counts:
            faults.append(f"{name}: not counted")
        elif counts[name] > value * (1 + margin):
            faults.append(f"{name}: {counts[name]}, landed {value}")
    return faults


def main(arguments: list[str]) -> int:
    """Count, and compare or land."""
    held = tomllib.loads(LANDED.read_text(encoding="utf-8"))
    counts = measure()
    for name, value in counts.items():
        print(f"{name:40} {value:8} landed {held['counts'].get(name, '-')}")
    if "--land" in arguments:
        lines = [f'"{name}" = {value}' for name, value in counts.items()]
        head, _, _ = LANDED.read_text(encoding="utf-8").partition("[counts]")
        LANDED.write_text(f"{head}[counts]\n" + "\n".join(lines) + "\n", encoding="utf-8")
        return 0
    faults = find_faults(counts, held["counts"], held["margin"])
    for fault in faults:
        print(f"more work than landed: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
