"""Waits for what another process does, however long a loaded machine takes for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
#: After so many seconds nothing will come of it any more.
LONGEST = 60.0


def wait_for(condition: Callable[[], T]) -> T:
    """Return what a condition gives as soon as that is true."""
    until = time.monotonic() + LONGEST
    while not (met := condition()):
        assert time.monotonic() < until, "it did not come to that"
        time.sleep(0.002)
    return met
