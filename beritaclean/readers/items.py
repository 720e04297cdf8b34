"""What readers are given and what they yield."""

from __future__ import annotations

from typing import Any, NamedTuple

from beritaclean.page import Page


class ReadOptions(NamedTuple):
    """How an input is read: `encoding` ("" detects), the `separator` of pages, the JSONL `field`."""

    encoding: str = ""
    separator: bytes = b""
    field: str = "text"
    fix_mojibake: bool = False


class Item(NamedTuple):
    """One page of an input.

    `record` is the JSON object it came from, if any. `ends_page` is false when the page is too large for
    one piece and goes on with the next item. `error` says what is wrong with a record that holds no
    page; the page is then empty.
    """

    page: Page
    record: dict[str, Any] | None = None
    ends_page: bool = True
    error: str = ""
