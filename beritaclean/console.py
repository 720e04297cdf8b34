"""Colour for people at a terminal: the only module that knows rich.

What stands on a page is never taken for markup, and never acts on the terminal: it was made visible
before it came here, and is wrapped in `Text` as it is.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING

from beritaclean.page import DROPPED, METADATA
from beritaclean.writers.explain import explain_text

if TYPE_CHECKING:
    from rich.text import Text

    from beritaclean.document import Document

#: The styles of kinds; a kind that is not named here is left out, and shown so.
STYLES = {
    "title": "bold green",
    "lead": "green",
    "subhead": "bold",
    "caption": "blue",
    "body": "",
    "blank": "dim",
    **dict.fromkeys(METADATA, "cyan"),
    **dict.fromkeys(DROPPED, "red"),
}
#: The styles of a diff's lines, by how they begin; the first that fits counts.
DIFF_STYLES = (
    ("---", "bold"),
    ("+++", "bold"),
    ("@@", "cyan"),
    ("-", "red"),
    ("+", "green"),
)


def explain_in_color(document: Document, width: int = 0) -> str:
    """Return the rows of `explain_text` with the kinds coloured, as ANSI sequences."""
    from rich.text import Text

    rows = []
    for row in explain_text(document, width).splitlines():
        number, kind, *rest = row.split("\t", 3)
        name = kind.strip()
        style = STYLES.get(name, "")
        text = Text()
        text.append(number, "dim")
        text.append("\t")
        text.append(kind, style)
        if rest:
            text.append("\t")
            text.append(rest[0], "dim")
            text.append("\t")
            text.append(rest[1], "dim" if name in DROPPED else style)
        rows.append(text)
    return _render(rows)


def diff_in_color(diff: str) -> str:
    """Return a unified diff with what goes in red and what stays of it in green."""
    from rich.text import Text

    lines = []
    for line in diff.splitlines():
        style = next((style for start, style in DIFF_STYLES if line.startswith(start)), "")
        lines.append(Text().append(line, style))
    return _render(lines)


def _render(lines: Iterable[Text]) -> str:
    """Return lines of text as ANSI sequences of the sixteen basic colours, neither wrapped nor cut."""
    from rich.console import Console
    from rich.segment import Segment

    console = Console(
        force_terminal=True, color_system="standard", no_color=False, legacy_windows=False, width=80
    )
    rendered = []
    for line in lines:
        line.end = "\n"
        segments: Iterable[Segment] = line.render(console, end="\n")
        for segment in segments:
            style = segment.style
            rendered.append(style.render(segment.text) if style else segment.text)
    return "".join(rendered)


class Progress:
    """Shows on a terminal's stderr how far a long run is; use it in `with`, which clears it away.

    `size` is how much there is to do, in bytes. It is drawn when there is something to `show` and not by a
    thread of its own: processes are forked meanwhile. What else is written to stderr appears above it.
    """

    def __init__(self, size: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        self._bar = Bar(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            auto_refresh=False,
            transient=True,
        )
        self._task = self._bar.add_task("", total=size)
        self._drawn = 0.0

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def show(self, text: str, size: int) -> None:
        """Show that so many bytes more are done, and a text; at most ten times a second."""
        self._bar.update(self._task, advance=size, description=text)
        now = time.monotonic()
        if now - self._drawn > 0.1:
            self._drawn = now
            self._bar.refresh()
