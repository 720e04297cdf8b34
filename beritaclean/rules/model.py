"""What a rule and a pack are, once loaded: frozen records, with no knowledge of files or engines."""

from __future__ import annotations

from typing import NamedTuple

from beritaclean.page import ElementRule

#: The ways a pattern can be written, most exact first: that is also the order in which they decide.
FORMS = ("exact", "prefix", "suffix", "contains", "regex")
#: Where on the page a rule may fire.
PLACES = ("anywhere", "head", "article", "tail")
#: What a rule does where it fires; "headline" is a line of which a headline follows the first colon.
ACTIONS = ("line", "headline", "stretch", "block", "footer")


class Rule(NamedTuple):
    """One rule of a pack.

    `id` is `pack/what-it-is`; the patterns of each form are folded (`normalize.fold`). `max_words`
    (0: no bound) and `sentence` (None: either) are guards: a line outside them is left alone.
    """

    id: str
    why: str
    kind: str
    exact: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()
    suffix: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    regex: tuple[str, ...] = ()
    where: str = "anywhere"
    does: str = "line"
    max_words: int = 0
    sentence: bool | None = None
    seen: str = ""
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    line: int = 0  # where the rule stands in its file, from 1

    @property
    def pack(self) -> str:
        """The name of the pack the rule belongs to."""
        return self.id.partition("/")[0]


class Pack(NamedTuple):
    """The rules of one publisher, or shared ones (no `publisher`); always in force when `user` is set."""

    name: str
    path: str = ""
    publisher: str = ""
    language: str = ""
    mastheads: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    recognise: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    elements: tuple[ElementRule, ...] = ()  # of its `[html]` table
    seen: str = ""  # where these were seen
    user: bool = False

    @property
    def shared(self) -> bool:
        """Whether the rules run on every page, whoever published it."""
        return self.user or not self.publisher
