"""Writes the account of a page: every line with its kind and the rule that decided.

As text it is for people, and shows the page without acting on it: no character of it can move the
cursor, colour the terminal or turn the reading direction. As JSON it is for programs, and complete: the
page can be rebuilt from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from beritaclean.writers.records import dump_json

if TYPE_CHECKING:
    from beritaclean.document import Document


def explain_text(document: Document, width: int = 0) -> str:
    """Return rows of line number, kind, rule and text, in columns parted by tabs.

    A line of which stretches are marked has a row for each part. Rows longer than `width` characters
    are cut short; 0 leaves them whole. Characters that act on a terminal, or that nobody sees, are
    written as `\\\\xNN` and `\\\\uNNNN`; so is a tab, and a lone surrogate.
    """
    spans = [span for span in document.spans if span.kind != "blank"]
    digits = len(str(count_lines(document)))
    kinds = max([len("blank"), *(len(span.kind) for span in spans)])
    rules = max((len(span.rule) for span in spans), default=0)
    shown: list[str] = []
    for row in list_rows(document):
        if row.kind == "blank":
            shown.append(f"{row.line:>{digits}}\tblank")
            continue
        start = f"{row.line:>{digits}}\t{row.kind:{kinds}}\t{row.rule:{rules}}\t"
        text = make_visible(row.text[:width] if width else row.text)
        room = max(width - len(start.expandtabs()), 1)
        if width and len(text) > room:
            text = text[: room - 1] + "…"
        shown.append(start + text)
    return "".join(f"{row}\n" for row in shown)


class Row(NamedTuple):
    """A line of a page, from 1, or a part of one: what it is, what decided ("" for a blank), and the text."""

    line: int
    kind: str
    rule: str = ""
    text: str = ""


def list_rows(document: Document) -> Iterator[Row]:
    """Yield the rows of an account, in order: of a line that marks part, one for each part."""
    shown = 0  # lines
    for span in document.spans:
        if span.kind != "blank":
            yield from (Row(number, "blank") for number in range(shown + 1, span.line + 1))
            shown = span.line + 1
            yield Row(shown, span.kind, span.rule, span.text)
    yield from (Row(number, "blank") for number in range(shown + 1, count_lines(document) + 1))


def count_lines(document: Document) -> int:
    """Count the lines of a document's page; what follows the last line end is one if it is anything."""
    text, newline = document.page.text, document.page.newline
    return text.count(newline) + (not text.endswith(newline)) if text else 0


def explain_json(document: Document) -> str:
    """Return an object whose `spans`, in order, tile the page; the object has a span a line.

    The `text` of all spans, joined, is the page as it was decoded; `encoding` (null when the input was
    text) is what restores its bytes. A span is written if its kind is among `keep`. `start` and `end`
    count characters; `line` is 1-based, and that on which the span begins.
    """
    page = document.page
    head = {
        "source": page.source or None,
        "publisher": document.publisher or None,
        "encoding": page.facts.get("encoding"),
        "newline": page.facts.get("newline", page.newline),
        "keep": sorted(document.keep),
    }
    fields = [f"{dump_json(name)}: {dump_json(value)}" for name, value in head.items()]
    spans = ",\n".join(dump_json({**span._asdict(), "line": span.line + 1}) for span in document.spans)
    return "{\n" + ",\n".join(fields) + ',\n"spans": [\n' + spans + "\n]\n}\n"


def make_visible(text: str) -> str:
    """Return `text` with an escape for every character that acts instead of showing.

    >>> print(make_visible("\\x1b[31mHarga\\u202e naik\\t5%"))
    \\x1b[31mHarga\\u202e naik\\x095%
    """
    if text.isprintable():
        return text
    return _unseen().sub(lambda found: _escape(ord(found[0])), text)


@cache
def _unseen() -> re.Pattern[str]:
    """Match control, direction, zero-width and tag characters, odd line ends and lone surrogates."""
    return re.compile(
        "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
        "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
    )


def _escape(code: int) -> str:
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
