"""What depends on whether a person sits at a terminal: the short help, and colour."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from beritaclean.config import unknown

#: What a person sees who starts the program on a terminal and gives it nothing.
SHORT_HELP = """\
Usage: beritaclean [OPTIONS] [PATH|-]...

Turn an Indonesian or Malay news page into just the article:

  beritaclean page.txt                 the article, as text
  beritaclean -t json *.html           title, body, byline and more, as JSON
  beritaclean explain page.txt         every line, and why it stays or goes

Give a PATH, pipe a page in, or name - to type one. beritaclean --help lists all.
"""


def has_no_input(paths: Sequence[str]) -> bool:
    """Tell whether there is nothing to read but a terminal where nobody was asked; show the short help."""
    if paths or sys.stdin is None or not sys.stdin.isatty():
        return False
    if sys.stderr is not None:
        sys.stderr.write(SHORT_HELP)
    return True


def is_colored(when: str | None, output: str | None = None) -> bool:
    """Tell whether output is coloured: --color decides, then NO_COLOR, then whether it is a terminal."""
    if when in ("always", "never"):
        return when == "always"
    if when not in (None, "auto"):
        raise unknown(when, "--color", ("auto", "always", "never"))
    terminal = output in (None, "-") and sys.stdout is not None and sys.stdout.isatty()
    return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
