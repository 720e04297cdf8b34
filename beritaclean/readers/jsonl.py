"""Reads JSON Lines: one document a line, its text in one field, the others carried along."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from beritaclean.page import Page
from beritaclean.readers.items import Item, ReadOptions

#: The longest line taken for a record, in bytes.
LONGEST = 256 * 1024 * 1024


def read_jsonl(chunks: Iterable[bytes], source: str, options: ReadOptions) -> Iterator[Item]:
    """Yield a page for each line: the text in `options.field`, with the whole record.

    A line that is no JSON object, or whose field is missing or no text, yields an item with an `error`
    that names the line; the lines after it go on. Blank lines are passed over.
    """
    for number, line in enumerate(_lines(chunks), 1):
        if not line.strip():
            continue
        name = f"{source}:{number}"
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            text = error.args[0] if isinstance(error, ValueError) else "nested too deeply"
            yield Item(Page("", name), error=f"{name}: not JSON: {text}")
            continue
        if not isinstance(record, dict):
            yield Item(Page("", name), error=f"{name}: not a JSON object")
            continue
        text = record.get(options.field)
        if isinstance(text, str):
            yield Item(Page(text, name), record)
        else:
            problem = "is no text" if options.field in record else "is missing"
            error_text = f'{name}: field "{options.field}" {problem} (name the field with --field)'
            yield Item(Page("", name), record, error=error_text)


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Split chunks into lines, in time linear in their size."""
    held: list[bytes] = []
    size = 0
    for chunk in chunks:
        first, *rest = chunk.split(b"\n")
        held.append(first)
        size += len(first)
        if size > LONGEST:
            held, size = [b"{"], 1  # reported as no JSON
        if rest:
            yield b"".join(held)
            yield from rest[:-1]
            held, size = [rest[-1]], len(rest[-1])
    if held and held != [b""]:
        yield b"".join(held)
