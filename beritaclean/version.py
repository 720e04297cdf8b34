"""Which version of the package this is: said here once, read by whoever builds it."""

from __future__ import annotations

__version__ = "0.1.0"
