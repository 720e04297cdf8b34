"""The page and its marks: the data that every other module works on.

A page is one immutable text. Nothing is ever deleted from it: stages *mark* spans of it, and
writers leave out what is marked. This module imports nothing of ours and decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

#: What is written by default, in the order a reader meets it.
KEPT: frozenset[str] = frozenset({"title", "lead", "caption", "subhead", "body"})
#: Kept out of the text, but reported as metadata.
METADATA: frozenset[str] = frozenset({"byline", "date"})
#: Left out.
DROPPED: frozenset[str] = frozenset(
    {
        "ad",
        "promo",
        "duplicate",
        "embed",
        "share",
        "nav",
        "tags",
        "follow",
        "footer",
        "other",
    }
)
#: The whole vocabulary: every mark has one of these kinds.
KINDS: frozenset[str] = KEPT | METADATA | DROPPED


class Mark(NamedTuple):
    """What a span of a page is, and what decided it.

    `start` and `end` count characters of `Page.text` (half open); `kind` is one of `KINDS`;
    `rule` is the id of a rule of a pack (`detik/scroll-ad`) or of a stage
    (`structure/after-article`).
    """

    start: int
    end: int
    kind: str
    rule: str


class ElementRule(NamedTuple):
    """What the elements of saved pages are that a CSS selector matches: a pack's rule, or a filter list's.

    `kind` is what their lines are, or "" for an element that holds the article's paragraphs; `rule` is
    the id (`detik/html-drop`).
    """

    selector: str
    kind: str
    rule: str


class Hint(NamedTuple):
    """What the HTML reader knows of a line and plain text does not tell."""

    heading: int = 0  # 1 to 6, or 0
    region: str = ""  # "", nav, aside, footer, header, figure
    caption: bool = False
    item: bool = False  # an item of a list
    row: bool = False  # a row of a table
    links: float = 0.0  # share of the line's characters that are link text, 0 to 1
    words: str = ""  # class and id words of the enclosing elements, space-separated
    rule: str = ""  # the element rule that speaks of the line
    kind: str = ""  # what that rule says it is; "": that the article's paragraphs are elsewhere


#: Kinds of formats that hold whole lines, and those that make up a table.
HOLDERS: frozenset[str] = frozenset({"item", "quote"})
TABLES: frozenset[str] = frozenset({"table", "header", "cell"})


class Format(NamedTuple):
    """What the markup makes of a stretch of a page's text, beyond what hints tell of lines.

    `start` and `end` count characters of `Page.text` (half open). Stretches nest, as elements do. `kind`
    and `value` are one of: strong, emphasis; link (its address); item (of a list: its number, "" without);
    quote; table, header (its heading row), cell (a row's first with text: how many stand before it); image
    (its address), which stands before `start`, has no length, and may have `words` for those who cannot
    see it.
    """

    start: int
    end: int
    kind: str
    value: str = ""
    words: str = ""


#: Shared by all pages without facts; `Mapping` has nothing to write with.
_NO_FACTS: Mapping[str, str] = {}


class Page(NamedTuple):
    """One page: its text, and what its reader knows of it.

    `text` is the page as it was decoded, line ends included. `hints` is empty for plain text, or
    holds one `Hint` a line. `facts` is the page's own data, for HTML: `site`, `title`, `author`,
    `published`, `body` and so on; `source` is the name of the input. `formats` are for writers that show
    them, sorted by start, outer before inner; readers look for them only when asked.
    """

    text: str
    source: str = ""
    hints: tuple[Hint, ...] = ()
    facts: Mapping[str, str] = _NO_FACTS
    formats: tuple[Format, ...] = ()

    @property
    def newline(self) -> str:
        """What ends the lines: a line feed, or a carriage return on a page without any."""
        return "\r" if "\r" in self.text and "\n" not in self.text else "\n"

    def lines(self) -> list[str]:
        """The lines without their ends (a carriage return before a line feed stays on them)."""
        return self.text.split(self.newline)

    def starts(self) -> list[int]:
        """The offset of each line's first character, in characters.

        >>> Page("a\\n\\nbc").starts()
        [0, 2, 3]
        """
        starts, at = [], 0
        for line in self.lines():
            starts.append(at)
            at += len(line) + 1
        return starts


class Hit(NamedTuple):
    """A rule that took a line of a page, or a stretch of one; `stages` decide what comes of it.

    `line` counts lines from 0; `start` and `end` count characters of the folded, stripped line.
    `where` and `does` are the rule's (see `rules.model`).
    """

    line: int
    start: int
    end: int
    kind: str
    rule: str
    where: str
    does: str
