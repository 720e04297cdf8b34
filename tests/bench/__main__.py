"""Measures side by side, in one run: throughput against grep, start-up against typer, memory by size.

    python -m tests.bench [--rounds N] [--write]

Each figure is the median over paired rounds, in which the commands take turns, with its spread. Only the
ratios mean anything: the machine drifts. The texts come from `../shared/corpus/bulk`; `--write` keeps the
run, dated, under `tests/bench/runs/`.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

from beritaclean.rules.load import load_all
from beritaclean.rules.match import compiled

HERE = Path(__file__).parent
BULK = HERE.parent.parent.parent / "shared" / "corpus" / "bulk" / "id_lines.jsonl.gz"
#: Words for grep: shorter ones ("·", "1") would make it drop every line at once.
SHORTEST = 5

HELLO = """
import typer
def main(name: str = "") -> None:
    import sys
    sys.stdout.write(sys.stdin.read())
typer.run(main)
"""


def literals() -> list[str]:
    """The literals of all shipped packs, and the text every match of their regexes holds."""
    found: set[str] = set()
    for pack in load_all():
        for rule in pack.rules:
            for form in (rule.exact, rule.prefix, rule.suffix, rule.contains):
                found.update(form)
            found.update(word for pattern in rule.regex for word in compiled(pattern).clue.words)
    return sorted(word for word in found if len(word) >= SHORTEST)


def seconds(command: list[str], source: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Run a command on a file and return its processor seconds and its wall seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    # Into a file: grep stops at the first match when it writes to /dev/null.
    with open(source, "rb") as stream, open(source.with_suffix(".out"), "wb") as out:
        subprocess.run(
            command, stdin=stream, stdout=out, stderr=subprocess.DEVNULL, env=environment, check=False
        )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


class Run(NamedTuple):
    """A command and the file it reads."""

    command: list[str]
    source: Path


def pair(name: str, ours: Run, theirs: Run, rounds: int, environment: dict[str, str]) -> str:
    """Time two commands in turn; return a row: name, medians, and the ratio theirs/ours with its spread."""
    mine, other = [], []
    for _ in range(rounds):
        mine.append(seconds(ours.command, ours.source, environment)[0])
        other.append(seconds(theirs.command, theirs.source, environment)[0])
    ratios = sorted(b / a for a, b in zip(mine, other, strict=True))
    spread = f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
    times = f"{median(mine) * 1000:.0f} | {median(other) * 1000:.0f}"
    return f"| {name} | {times} | {median(ratios):.2f} ({spread}) |"


def peak(source: Path, environment: dict[str, str]) -> float:
    """The peak memory of cleaning a JSONL file, in MB."""
    script = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[2:], stdin=open(sys.argv[1], 'rb'), stdout=subprocess.DEVNULL, check=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    command = [sys.executable, "-c", script, str(source), *jsonl_command()]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024


def jsonl_command() -> list[str]:
    """The command that cleans JSON Lines."""
    return [sys.executable, "-m", "beritaclean", "--isolated", "--from", "jsonl", "--to", "jsonl"]


def main() -> int:
    """Run all measurements and print them as Markdown."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if not BULK.exists():
        print("no ../shared/corpus/bulk beside the repository: nothing to measure", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as name:
        report = measure(Path(name), arguments.rounds)
    print(report)
    if arguments.write:
        runs = HERE / "runs"
        runs.mkdir(exist_ok=True)
        (runs / f"{datetime.date.today().isoformat()}.md").write_text(report, encoding="utf-8")
    return 0


def measure(folder: Path, rounds: int) -> str:
    """Measure in a scratch folder; return the report."""
    environment = {**os.environ, "LC_ALL": "C", "BERITACLEAN_CACHE": str(folder / "cache")}
    data = gzip.decompress(BULK.read_bytes())
    (folder / "pages.jsonl").write_bytes(data)
    texts = [json.loads(line)["text"] for line in data.splitlines()]
    (folder / "pages.txt").write_text("\n\f\n".join(texts), encoding="utf-8")
    (folder / "page.txt").write_text(texts[0][:4096], encoding="utf-8")
    (folder / "words").write_text("\n".join(literals()) + "\n", encoding="utf-8")
    (folder / "hello.py").write_text(HELLO, encoding="utf-8")
    program = [sys.executable, "-m", "beritaclean"]
    seconds(program, folder / "page.txt", environment)  # fills the cache
    text = Run(["grep", "-viFf", str(folder / "words")], folder / "pages.txt")
    hello = Run([sys.executable, str(folder / "hello.py")], folder / "page.txt")
    rows = [
        pair("text / grep -viFf", Run(program, folder / "pages.txt"), text, rounds, environment),
        pair(
            "JSONL in and out / grep -viFf",
            Run(jsonl_command(), folder / "pages.jsonl"),
            text,
            rounds,
            environment,
        ),
        pair(
            "start-up, one page / hello typer",
            Run(program, folder / "page.txt"),
            hello,
            3 * rounds,
            environment,
        ),
    ]
    sizes = []
    for megabytes in (10, 100):
        grown = folder / "grown.jsonl"
        with open(grown, "wb") as out:
            while out.tell() < megabytes * 1_000_000:
                out.write(data)
        sizes.append(f"| {megabytes} MB | {peak(grown, environment):.0f} |")
    packages = ", ".join(f"{name} {version(name)}" for name in ("beritaclean", "typer", "ahocorasick_rs"))
    return "\n".join(
        [
            f"# {datetime.date.today().isoformat()}",
            "",
            f"`python -m tests.bench --rounds {rounds}` on {platform.machine()}, {os.cpu_count()} cores, "
            f"CPython {platform.python_version()}; {packages}.",
            f"{len(texts)} pages, {len(data) / 1e6:.1f} MB of JSONL; "
            f"{len(literals())} words for grep, LC_ALL=C.",
            "",
            "| measured | ours, ms of processor | theirs | theirs / ours (spread) |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
            "| JSONL | peak memory, MB |",
            "| --- | --- |",
            *sizes,
            "",
        ]
    )


if __name__ == "__main__":
    raise SystemExit(main())
