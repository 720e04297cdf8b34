"""Throughput of saved pages on one core, beside the peers."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from beritaclean.cleaner import Cleaner
from beritaclean.readers.html import decode_html, read_html
from beritaclean.writers.text import write_text
from tests.bench.material import Material
from tests.bench.peers import Peer, list_peers
from tests.bench.report import Section
from tests.bench.rounds import Contender, compare, take_turns

Data = TypeVar("Data")

#: What is asked of the pages of Indonesian news alone, by peer.
_NEWS_BARS = {"resiliparse, main content": 0.7, "trafilatura": 10.0}


def measure_saved(material: Material, rounds: int) -> Section:
    """Measure cleaning all saved pages and those of Indonesian news, and what the peers do with them.

    Of the latter also reading alone: that is the least that anything on this parser takes in Python which
    has to account for every line.
    """
    peers = list_peers()
    taken = take_turns(_list_contenders(material.saved, peers), rounds)
    ratios = [compare(taken, "ours", name, f"HTML / {name}", speed=True, bar=bar) for name, _, bar in peers]
    rows = [["", "pages a second"]]
    for name, values in taken.items():
        rows.append([name, f"{len(material.saved) / sorted(values)[len(values) // 2]:.0f}"])
    chosen = [peer for peer in peers if peer[0] in _NEWS_BARS]
    of_news = take_turns(_list_contenders(material.news, chosen), rounds)
    for name, _, _ in chosen:
        what = f"HTML of Indonesian news / {name}"
        ratios.append(compare(of_news, "ours", name, what, speed=True, bar=_NEWS_BARS[name]))
    for name, _, _ in chosen:
        what = f"reading it and nothing else / {name}"
        ratios.append(compare(of_news, "reading", name, what, speed=True))
    note = (
        f"{len(material.saved)} pages, {sum(map(len, material.saved)) / 1e6:.1f} MB; of Indonesian news "
        f"{len(material.news)}, {sum(map(len, material.news)) / 1e6:.1f} MB."
    )
    rounds_taken = {**taken, **{f"{name} (news)": values for name, values in of_news.items()}}
    return Section("Saved pages", ratios, rows, rounds_taken, note)


def _list_contenders(
    pages: Sequence[bytes], peers: Sequence[tuple[str, Peer, float]]
) -> dict[str, Contender]:
    """Name what takes turns: ours, our reader alone, and the peers, which get the text decoded."""
    texts = [decode_html(data).text for data in pages]
    cleaner = Cleaner()

    def clean(data: bytes) -> None:
        write_text(cleaner.document(read_html(data, rules=cleaner.element_rules)))

    def read(data: bytes) -> None:
        read_html(data, rules=cleaner.element_rules)

    contenders = {"ours": _timed(clean, pages), "reading": _timed(read, pages)}
    return contenders | {name: _timed(peer, texts) for name, peer, _ in peers}


def _timed(work: Callable[[Data], object], pages: Sequence[Data]) -> Contender:
    """Return what does a thing to all pages and tells the processor's seconds it took."""

    def run() -> float:
        start = time.process_time()
        for page in pages:
            work(page)
        return time.process_time() - start

    return run
