"""What readers are given and what they yield."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from beritaclean.page import ElementRule, Page

#: Given a page's host, and a function that gives the class and id names on it (in lower case): the rules
#: that may speak of its elements, the deciding one first.
RulesOf = Callable[[str, Callable[[], AbstractSet[str]]], Sequence[ElementRule]]


class ReadOptions(NamedTuple):
    """How an input is read: `encoding` ("" detects), the `separator` of pages, the JSONL `field`.

    `rules` gives the rules for the elements of saved pages, if there are any. Of a saved page, `formats`
    asks for what its markup makes of the text, and `links` for where links lead.
    """

    encoding: str = ""
    separator: bytes = b""
    field: str = "text"
    fix_mojibake: bool = False
    rules: RulesOf | None = None
    formats: bool = False
    links: bool = False


class Record(NamedTuple):
    """A line of JSON Lines, as it came, and where in it the value stands that holds the page's text.

    A record without that value has `start` and `end` at 0.
    """

    line: str
    start: int = 0
    end: int = 0

    def with_value(self, value: str) -> str:
        """Return the line with other JSON for the value, and all else untouched.

        >>> Record('{"score": 1.50, "text": "a"}', 24, 27).with_value('"b"')
        '{"score": 1.50, "text": "b"}'
        """
        return self.line[: self.start] + value + self.line[self.end :]


class Item(NamedTuple):
    """One page of an input.

    `record` is the JSON line it came from, if any. `ends_page` is false when the page is too large for
    one piece and goes on with the next item. `error` says what is wrong with a line that holds no
    page; the page is then empty.
    """

    page: Page
    record: Record | None = None
    ends_page: bool = True
    error: str = ""
