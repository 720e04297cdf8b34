"""Throughput of saved pages on one core, beside the peers."""

from __future__ import annotations

import time

from beritaclean.cleaner import Cleaner
from beritaclean.readers.html import decode_html, read_html
from beritaclean.writers.text import write_text
from tests.bench.material import Material
from tests.bench.peers import Peer, list_peers
from tests.bench.report import Section
from tests.bench.rounds import Contender, compare, take_turns


def measure_saved(material: Material, rounds: int) -> Section:
    """Measure cleaning all saved pages, and what each peer does with them."""
    texts = [decode_html(data).text for data in material.saved]
    cleaner = Cleaner()

    def clean() -> float:
        start = time.process_time()
        for data in material.saved:
            write_text(cleaner.document(read_html(data, rules=cleaner.element_rules)))
        return time.process_time() - start

    def of(peer: Peer) -> Contender:
        def run() -> float:
            start = time.process_time()
            for text in texts:
                peer(text)
            return time.process_time() - start

        return run

    peers = list_peers()
    taken = take_turns({"ours": clean, **{name: of(peer) for name, peer, _ in peers}}, rounds)
    ratios = [compare(taken, "ours", name, f"HTML / {name}", speed=True, bar=bar) for name, _, bar in peers]
    rows = [["", "pages a second"]]
    for name, values in taken.items():
        rows.append([name, f"{len(texts) / sorted(values)[len(values) // 2]:.0f}"])
    note = f"{len(texts)} pages, {sum(map(len, material.saved)) / 1e6:.1f} MB."
    return Section("Saved pages", ratios, rows, taken, note)
