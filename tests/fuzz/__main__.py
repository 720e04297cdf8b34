"""Fuzzes targets: one command, seeded, with atheris where it is installed.

    python -m tests.fuzz [TARGET]... [--runs N] [--seed N] [--engine atheris|mutations] [--keep FOLDER]

No TARGET is all of them, with N runs each. An input that raises what is none of our errors, gives a wrong
answer, or takes seconds for 100 KB is written to FOLDER, named, and ends its target; the exit
code is then 1. atheris follows coverage (`pip install '.[fuzz]'`); the other engine only mutates, needs
nothing, and is the same for the same seed.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import tempfile
from hashlib import blake2b
from pathlib import Path
from random import Random
from time import process_time

from tests.fuzz.mutate import mutate, seeds, tokens

#: What an input of 100 KB may take, in seconds of the processor; a smaller one as much. One second is what
#: a page may take: some targets read it twice, counting coverage doubles that, and 7,000 pages of 14 bytes
#: whose encoding must be guessed are no hang.
SECONDS, SIZE = 8.0, 100_000
#: Each so many runs, the input is repeated to `SIZE`: what is harmless once may be slow many times.
SWELL_EVERY = 1000


class TooSlowError(Exception):
    """An input took longer than it may."""


def main() -> int:
    """Fuzz what the command line names; return 1 for a finding."""
    from tests.fuzz.targets import TARGETS

    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    found = "atheris" if importlib.util.find_spec("atheris") else "mutations"
    parser.add_argument("--engine", choices=("atheris", "mutations"), default=found)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()))
    given = parser.parse_args()
    if unknown := set(given.targets) - set(TARGETS):
        parser.error(f"no target {', '.join(sorted(unknown))}: use {', '.join(TARGETS)}")
    failed = 0
    for name in given.targets or TARGETS:
        print(f"{name}: {given.runs} runs, {given.engine}, seed {given.seed}", flush=True)
        if given.engine == "atheris":  # it ends the process it runs in
            command = [sys.executable, "-m", "tests.fuzz.guided", name, *map(str, (given.runs, given.seed))]
            failed += subprocess.run([*command, str(given.keep)], check=False).returncode != 0
        else:
            failed += not run_mutations(name, given.runs, given.seed, given.keep)
    return 1 if failed else 0


def run_mutations(name: str, runs: int, seed: int, keep: Path) -> bool:
    """Run mutations of a target's seeds; tell whether nothing was found."""
    random = Random(f"{name} {seed}")
    known, words = seeds(name), tokens(name)
    for number in range(runs):
        data = mutate(random.choice(known), random.choice(known), words, random)
        if not try_input(name, data, number, keep):
            return False
    return True


def try_input(name: str, data: bytes, number: int, keep: Path) -> bool:
    """Run a target on an input, now and then on a long one made of it; keep and report a finding."""
    from tests.fuzz.targets import TARGETS

    if number % SWELL_EVERY == SWELL_EVERY - 1 and data:
        data *= SIZE // len(data)
    start = process_time()
    try:
        TARGETS[name](data)
        spent = process_time() - start
        if spent > SECONDS * max(1, len(data) / SIZE):
            raise TooSlowError(f"{spent:.1f} s for {len(data)} bytes")
    except Exception as error:
        place = keep / f"{name}-{blake2b(data, digest_size=8).hexdigest()}"
        place.write_bytes(data)
        print(f"{name}: {type(error).__name__}: {error}: {place}", flush=True)
        return False
    return True


if __name__ == "__main__":
    raise SystemExit(main())
