"""Runs commands and measures what they cost: processor seconds, and memory at the peak."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.rounds import Contender

PROGRAM = [sys.executable, "-m", "beritaclean", "--isolated"]
FLOOR = [sys.executable, "-m", "tests.bench.floor"]
JSONL = [*PROGRAM, "--from", "jsonl", "--to", "jsonl"]


def command(words: list[str], source: Path, environment: dict[str, str], *, wall: bool = False) -> Contender:
    """Return a contender that runs a command on a file; `wall`: by the clock, not by the processor."""

    def run() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        # Into a file: grep stops at the first match when it writes to /dev/null.
        with open(source, "rb") as stream, open(source.with_suffix(".out"), "wb") as out:
            subprocess.run(
                words, stdin=stream, stdout=out, stderr=subprocess.DEVNULL, env=environment, check=False
            )
        if wall:
            return time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return run


def find_peak(words: list[str], source: Path, environment: dict[str, str]) -> float:
    """The peak memory of a command on a file, in MB."""
    script = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[2:], stdin=open(sys.argv[1], 'rb'), stdout=subprocess.DEVNULL, check=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(source), *words],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout) / 1024
