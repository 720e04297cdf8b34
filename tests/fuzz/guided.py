"""Fuzzes one target with atheris, which follows coverage, and ends the process: see `tests.fuzz.__main__`.

python -m tests.fuzz.guided TARGET RUNS SEED FOLDER
"""

from __future__ import annotations

import sys
import tempfile
from itertools import count
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["beritaclean"]):
    from tests.fuzz import targets  # noqa: F401 (instruments what it imports)

from tests.fuzz.__main__ import try_input
from tests.fuzz.mutate import LONGEST, seeds, tokens


def main(name: str, runs: str, seed: str, keep: str) -> None:
    """Run until the runs are done, or something is found."""
    numbers = count()

    def run(data: bytes) -> None:
        if not try_input(name, data, next(numbers), Path(keep)):
            raise SystemExit(1)

    corpus = Path(tempfile.mkdtemp(prefix=f"beritaclean-fuzz-{name}-"))
    for number, data in enumerate(seeds(name)):
        (corpus / f"seed-{number}").write_bytes(data)
    words = corpus.with_suffix(".dict")
    rows = ("".join(f"\\x{byte:02x}" for byte in token) for token in tokens(name))
    words.write_text("".join(f'"{row}"\n' for row in rows))
    flags = {
        "runs": runs,
        "seed": seed,
        "dict": words,
        "max_len": LONGEST,
        "timeout": 60,
        "rss_limit_mb": 4096,
        "verbosity": 0,
        "print_final_stats": 1,
        "artifact_prefix": f"{keep}/{name}-crash-",
    }
    atheris.Setup([sys.argv[0], *(f"-{flag}={value}" for flag, value in flags.items()), str(corpus)], run)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
