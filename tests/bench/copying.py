"""The least that a batch in Python does to a folder of pages: what `cp -r` does, each file by way of a draft.

    python -m tests.bench.copying FROM TO WORKERS

Each of so many processes reads its share of the files and writes them. Nothing is cleaned, planned or
accounted for: no batch in Python can be faster.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from multiprocessing import Process
from pathlib import Path


def main() -> None:
    """Copy the files in a folder."""
    source, target, workers = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    drafts = target / ".drafts"
    drafts.mkdir(parents=True)
    names = sorted(path.name for path in source.iterdir())
    share = -(-len(names) // workers)
    processes = [
        Process(target=copy, args=(names[at : at + share], f"{source}/", f"{target}/", f"{drafts}/{at}"))
        for at in range(0, len(names), share)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()


def copy(names: Sequence[str], source: str, target: str, draft: str) -> None:
    """Copy files of one folder to another, one after the other."""
    for name in names:
        handle = os.open(source + name, os.O_RDONLY)
        data = os.read(handle, os.fstat(handle).st_size)
        os.close(handle)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        os.write(handle, data)
        os.close(handle)
        os.replace(draft, target + name)  # noqa: PTH105 (text: a path each costs as much as the call)


if __name__ == "__main__":
    main()
