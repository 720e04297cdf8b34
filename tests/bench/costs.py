"""What a page costs as pages, rules and inputs grow."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from beritaclean.cleaner import Cleaner
from beritaclean.lines import PARAGRAPH
from tests.bench.material import Material
from tests.bench.processes import JSONL, command
from tests.bench.report import Section
from tests.bench.rounds import Contender, Ratio, compare, take_turns

#: The sizes of pages, in bytes; each is cleaned so often that a round has at least `ROUND` bytes.
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
ROUND = 200_000
#: The numbers of a user's own rules, and how many pages are cleaned with them.
RULES = (100, 500, 1_000, 10_000)
CLEANED = 300
#: The numbers of pages of one input.
PAGES = (100, 1_000, 5_000)


def measure_sizes(material: Material, rounds: int) -> Section:
    """Measure the time a byte by the size of the page: a page grown by the paragraphs of others."""
    first = material.texts[0]
    lines = (line for text in material.texts for line in text.split("\n"))
    whole = "\n\n".join([first, *(line for line in lines if len(line) >= PARAGRAPH)]).encode()
    cleaner = Cleaner()
    contenders: dict[str, Contender] = {}
    for size in SIZES:
        page = whole[:size].decode("utf-8", "ignore")
        contenders[f"{size:,}"] = partial(time_often, partial(cleaner.clean, page), max(1, ROUND // size))
    taken = take_turns(contenders, rounds)
    each = {
        size: [seconds / max(size, ROUND // size * size) for seconds in taken[f"{size:,}"]] for size in SIZES
    }
    rows = [
        ["bytes of the page", "ns a byte"],
        *([f"{s:,}", f"{median(v) * 1e9:.0f}"] for s, v in each.items()),
    ]
    values = [large / small for large, small in zip(each[10_000_000], each[10_000], strict=True)]
    ratio = Ratio("a byte of a page of 10 MB / of 10 KB", values, speed=False, bar=1.2)
    return Section("Cost by size of the page", [ratio], rows, taken)


def measure_rules(material: Material, rounds: int) -> Section:
    """Measure the time a page by the number of a user's own rules."""
    pages = material.texts[:: len(material.texts) // CLEANED]

    def clean(cleaner: Cleaner) -> None:
        for page in pages:
            cleaner.clean(page)

    contenders = {
        str(number): partial(time_often, partial(clean, Cleaner(rules=[write_pack(material, number)])), 1)
        for number in RULES
    }
    taken = take_turns(contenders, rounds)
    rows = [["rules of one's own", "µs a page"]]
    rows += [[f"{int(n):,}", f"{median(values) / len(pages) * 1e6:.0f}"] for n, values in taken.items()]
    ratio = compare(taken, "10000", "500", "10,000 rules of one's own / 500", speed=False, bar=1.5)
    return Section("Cost by number of rules", [ratio], rows, taken)


def measure_pages(material: Material, rounds: int) -> Section:
    """Measure the time a page by the number of pages on one input, the start-up included."""
    lines = (material.folder / "pages.jsonl").read_bytes().splitlines(keepends=True)
    contenders = {}
    for number in PAGES:
        path = material.folder / f"{number}.jsonl"
        path.write_bytes(b"".join(lines[:number]))
        contenders[str(number)] = command(JSONL, path, material.environment)
    taken = take_turns(contenders, rounds)
    rows = [["pages", "µs a page"]]
    rows += [[f"{int(n):,}", f"{median(values) / int(n) * 1e6:.0f}"] for n, values in taken.items()]
    return Section("Cost by number of pages", table=rows, rounds=taken)


def time_often(work: Callable[[], object], times: int) -> float:
    """The processor seconds of doing something so many times."""
    start = time.process_time()
    for _ in range(times):
        work()
    return time.process_time() - start


def write_pack(material: Material, number: int) -> Path:
    """Write a pack of made-up rules in the words of the pages: starts, whole lines, words, regexes."""
    chance = random.Random(number)
    words = sorted({word for text in material.texts[:200] for word in text.lower().split() if word.isalpha()})
    rules = []
    for rule in range(number):
        phrase = " ".join(chance.choices(words, k=4))
        form = ("prefix", "prefix", "prefix", "exact", "exact", "suffix", "contains", "regex")[rule % 8]
        pattern = f"^{phrase} [0-9]+" if form == "regex" else phrase
        rules.append(f'[[rule]]\nid = "r{rule}"\nwhy = "x"\nkind = "ad"\n{form} = ["{pattern}"]\n')
    path = material.folder / f"rules{number}.toml"
    path.write_text('name = "own"\n\n' + "\n".join(rules), encoding="utf-8")
    return path
