"""Keeps pytest from looking for doctests where only the extra `fuzz` can be imported."""

collect_ignore = ["guided.py"]
