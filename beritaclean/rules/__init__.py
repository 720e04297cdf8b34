"""Rules: loading them from packs, compiling them to one scan, and running their examples."""

from __future__ import annotations

import os.path

#: The folder of the packs that are shipped.
SHIPPED = os.path.join(os.path.dirname(os.path.dirname(__file__)), "packs")  # noqa: PTH118, PTH120 (start-up)
