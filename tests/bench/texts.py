"""Throughput of text on one core, beside grep with the same words and a plain loop over `re`."""

from __future__ import annotations

import re
import time

from beritaclean.cleaner import Cleaner
from beritaclean.rules.load import load_all
from tests.bench.material import Material
from tests.bench.processes import FLOOR, JSONL, PROGRAM, command
from tests.bench.report import Section
from tests.bench.rounds import compare, take_turns

#: The loop gets so many pages, every so many of them: it would take minutes over all.
LOOPED, EVERY = 30, 150


def measure_text(material: Material, rounds: int) -> Section:
    """Measure runs of the program, of grep and of the floor, and cleaning and the loop in this process."""
    folder, environment = material.folder, material.environment
    grep = command(["grep", "-viFf", str(folder / "words")], folder / "pages.txt", environment)
    contenders = {
        "text": command(PROGRAM, folder / "pages.txt", environment),
        "jsonl": command(JSONL, folder / "pages.jsonl", environment),
        "floor": command([*FLOOR, str(folder / "words")], folder / "pages.txt", environment),
        "grep": grep,
    }
    taken = take_turns(contenders, rounds)
    pages = material.texts[::EVERY][:LOOPED]
    patterns = compile_all()
    cleaner = Cleaner()

    def clean() -> float:
        start = time.process_time()
        for page in pages:
            cleaner.clean(page)
        return time.process_time() - start

    def loop() -> float:
        start = time.process_time()
        for page in pages:
            keep_lines(page, patterns)
        return time.process_time() - start

    looped = take_turns({"cleaning": clean, "loop": loop}, rounds)
    return Section(
        "Text",
        [
            compare(taken, "text", "grep", "text / grep -viFf", speed=True, bar=0.8),
            compare(taken, "jsonl", "grep", "JSONL in and out / grep -viFf", speed=True),
            compare(taken, "floor", "grep", "a search in Python and nothing else / grep -viFf", speed=True),
            compare(looped, "cleaning", "loop", "text / a plain loop over `re`", speed=True, bar=20),
        ],
        rounds={**taken, **looped},
    )


def compile_all() -> list[re.Pattern[str]]:
    """All patterns of the shipped packs, one compiled expression each: what a first script does."""
    found = []
    for pack in load_all():
        for rule in pack.rules:
            found += [re.compile(f"^{re.escape(text)}$", re.I) for text in rule.exact]
            found += [re.compile(f"^{re.escape(text)}", re.I) for text in rule.prefix]
            found += [re.compile(f"{re.escape(text)}$", re.I) for text in rule.suffix]
            found += [re.compile(re.escape(text), re.I) for text in rule.contains]
            found += [re.compile(text, re.I) for text in rule.regex]
    return found


def keep_lines(page: str, patterns: list[re.Pattern[str]]) -> str:
    """The lines of a page that no pattern is found in."""
    lines = (line.strip() for line in page.split("\n"))
    return "\n".join(line for line in lines if not any(pattern.search(line) for pattern in patterns))
