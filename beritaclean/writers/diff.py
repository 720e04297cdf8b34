"""Writes what a cleaning changes as a unified diff of the page's lines.

The marks say which lines go, so nothing need be compared: the cost is linear in the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beritaclean.writers.explain import make_visible

if TYPE_CHECKING:
    from beritaclean.document import Document

#: Unchanged lines shown around a change.
CONTEXT = 3


def write_diff(document: Document) -> str:
    """Return a unified diff from the page to its clean text; "" when nothing goes.

    Blank lines and outer space, which the clean text folds, count as unchanged. Characters that act on a
    terminal are shown as escapes.
    """
    lines = document.page.lines()
    if lines and not lines[-1]:
        lines.pop()
    changed = sorted({span.line for span in document.dropped})
    if not changed:
        return ""
    cut = set(changed)
    left = {block.line: block.text for block in document.blocks}
    source = make_visible(document.page.source or "page")
    rows = [f"--- {source}\n", f"+++ {source} (clean)\n"]
    gone = 0  # lines that went before the hunk at hand
    for low, high in _hunks(changed, len(lines)):
        body: list[str] = []
        dropped = 0
        for number in range(low, high):
            shown = make_visible(lines[number].rstrip("\r"))
            if number not in cut:
                body.append(f" {shown}\n")
                continue
            body.append(f"-{shown}\n")
            if number in left:
                body.append(f"+{make_visible(left[number])}\n")
            else:
                dropped += 1
        old, new = high - low, high - low - dropped
        # as in any unified diff: of no lines at all, the number is that of the line before
        rows.append(f"@@ -{low + 1},{old} +{low - gone + bool(new)},{new} @@\n")
        rows.extend(body)
        gone += dropped
    return "".join(rows)


def _hunks(changed: list[int], count: int) -> list[tuple[int, int]]:
    """The ranges of lines to show: changed ones with their context, run together where they meet."""
    hunks: list[tuple[int, int]] = []
    for line in changed:
        low, high = max(line - CONTEXT, 0), min(line + CONTEXT + 1, count)
        if hunks and low <= hunks[-1][1]:
            hunks[-1] = (hunks[-1][0], high)
        else:
            hunks.append((low, high))
    return hunks
