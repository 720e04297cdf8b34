"""Feeds pages to one process of the program, and looks whether it stays as it was.

    python -m tests.soak [--pages N]

The pages are those of `../shared/corpus/bulk`, or the samples, again and again, changed in a few ways, and
every tenth like no other. It fails unless every page comes back, in order; a page that came before comes
out as it did then; no descriptor is left open; and the memory at the end is within 5 % of that at page
10,000. Linux only: it looks in /proc.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import BinaryIO
from zlib import crc32

from tests.corpus import CORPUS

ROOT = Path(__file__).parent.parent.parent
BULK = CORPUS / "bulk"
#: By this page all is loaded and built; the memory may differ by so much in the end.
SETTLED, SLACK = 10_000, 0.05
#: Of so many pages one is new.
NEW_EVERY = 10
#: A prime, so that all pages come.
STRIDE = 7919


def main() -> int:
    """Run the soak; return 1 for a finding."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--pages", type=int, default=1_000_000)
    count = parser.parse_args().pages
    command = [sys.executable, "-m", "beritaclean", "--isolated", "-f", "jsonl"]
    start = time.monotonic()
    findings, first, last = soak(command, read_texts(), count)
    for finding in findings:
        print(finding)
    grown = f"{last[0] / first[0] - 1:+.1%}" if first[0] and last[0] else "not seen"
    print(
        f"{count:,} pages in {time.monotonic() - start:.0f} s; memory at page {min(SETTLED, count):,}:"
        f" {first[0] / 1e6:.1f} MB, at the end: {last[0] / 1e6:.1f} MB ({grown}); descriptors:"
        f" {first[1]}, {last[1]}; findings: {len(findings)}"
    )
    return 1 if findings else 0


def soak(
    command: list[str], texts: list[str], count: int
) -> tuple[list[str], tuple[int, int], tuple[int, int]]:
    """Send so many pages through a program; return what is wrong, and its memory and descriptors twice.

    The first page that is wrong ends it. What was not looked at is 0.
    """
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        feeder = Thread(target=feed, args=(program.stdin, texts, count))
        feeder.start()
        findings, first, last = watch(program.stdout, program.pid, len(texts), count)
        if findings:
            program.kill()  # it waits for somebody to read what it writes, and the feeder for it
        feeder.join()
        with suppress(BrokenPipeError):
            program.stdin.close()
        if findings:
            return findings, first, last
        if rest := program.stdout.read():
            findings.append(f"{len(rest)} bytes after the last page")
    if program.returncode:
        findings.append(f"exit code {program.returncode}")
    if abs(last[0] / first[0] - 1) > SLACK:
        findings.append("the memory is another")
    if last[1] != first[1]:
        findings.append("the number of open descriptors is another")
    return findings, first, last


def read_texts() -> list[str]:
    """The pages that are repeated."""
    found = []
    for path in sorted(BULK.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found += [json.loads(line)["text"] for line in lines]
    return found or [
        path.read_text(encoding="utf-8", errors="replace")
        for path in sorted((ROOT / "samples").glob("*.txt"))
    ]


def change(text: str, way: int) -> str:
    """Return a page as it comes out of another paste."""
    lines = text.split("\n")
    match way:
        case 1:
            return "\r\n".join(lines)
        case 2:
            return "\n".join(lines[: 2 * len(lines) // 3])
        case 3:
            return "\nADVERTISEMENT\n".join(lines)
        case 4:
            return "\n\n".join([*lines[-8:], *lines])
        case 5:
            return "\n".join(f"\u00a0{line}  " for line in lines)
    return text


def shape_of(number: int, size: int) -> int:
    """Return what a page has in common with those that are the same, or -1: it is like no other."""
    if number % NEW_EVERY == NEW_EVERY - 1:
        return -1
    # In strides: by page 10,000 some of all kinds have been, short and long.
    return number * STRIDE % (6 * size)


def make_page(number: int, texts: list[str]) -> str:
    """Return a page by its number."""
    shape = shape_of(number, len(texts))
    if shape < 0:
        words = f"{number:x} {number * 7919} Warga{number}"
        return f"Kabar {words}\n\nPedagang nomor {words} menyebut harga naik, kata dia. {words}.\n{words}\n"
    return change(texts[shape // 6], shape % 6)


def feed(stream: BinaryIO, texts: list[str], count: int) -> None:
    """Write all pages as JSON Lines, as long as somebody reads them."""
    with suppress(BrokenPipeError):
        for number in range(count):
            stream.write(json.dumps({"id": number, "text": make_page(number, texts)}).encode() + b"\n")
        stream.write(b"\n" * 300_000)  # what is read in one go; blank lines are passed over
        stream.flush()


def watch(
    lines: BinaryIO, process: int, size: int, count: int
) -> tuple[list[str], tuple[int, int], tuple[int, int]]:
    """Read all pages up to a wrong one; return what is wrong, and memory and descriptors at two points."""
    known: dict[int, int] = {}
    first = (0, 0)
    came = 0
    for number, line in zip(range(count), lines, strict=False):
        if not line.startswith(b'{"id": %d, ' % number):
            return [f"page {number}: another came, {line[:40]!r}"], first, (0, 0)
        shape = shape_of(number, size)
        digest = crc32(line.partition(b", ")[2])
        if shape >= 0 and known.setdefault(shape, digest) != digest:
            return [f"page {number}: came out otherwise than before"], first, (0, 0)
        came = number + 1
        if came == min(SETTLED, count):
            first = look(process)
    if came < count:
        return [f"page {came}: did not come"], first, (0, 0)
    return [], first, look(process)


def look(process: int) -> tuple[int, int]:
    """Return the memory of a process, in bytes, and how many descriptors it has open."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE"), len(list(Path(f"/proc/{process}/fd").iterdir()))


if __name__ == "__main__":
    raise SystemExit(main())
