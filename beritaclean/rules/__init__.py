"""Rules: loading them from packs, compiling them to one scan, and running their examples."""

from __future__ import annotations

from pathlib import Path

#: The packs that are shipped.
SHIPPED = Path(__file__).parent.parent / "packs"
