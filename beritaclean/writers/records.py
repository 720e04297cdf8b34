"""Writes a document as a JSON object: indented for people (json), or one line for streams (jsonl).

Text stays as it is, except that characters which would break a line or cannot be encoded are escaped.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from json import JSONEncoder

    from beritaclean.document import Document


def write_json(document: Document) -> str:
    """Return the document as an indented JSON object."""
    return dump_json(document.to_dict(), indent=2) + "\n"


def write_jsonl(document: Document) -> str:
    """Return the document as a JSON object on one line."""
    return dump_json(document.to_dict()) + "\n"


def dump_json(value: Any, indent: int | None = None) -> str:
    """Return `value` as JSON that can be encoded as UTF-8 and be split into lines by anyone.

    Lone surrogates stand for bytes that could not be decoded; escaped, they come back on loading.

    >>> dump_json("é\\udc80\\u2028")
    '"é\\\\udc80\\\\u2028"'
    """
    text = _encoder(indent).encode(value)
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        pass
    else:
        if not any(end in text for end in "\x85\u2028\u2029"):
            return text
    return _awkward().sub(lambda found: f"\\u{ord(found[0]):04x}", text)


@cache
def _encoder(indent: int | None) -> JSONEncoder:
    """The encoder, which `json.dumps` would make anew each time."""
    from json import JSONEncoder

    return JSONEncoder(ensure_ascii=False, indent=indent)


@cache
def _awkward() -> re.Pattern[str]:
    """Match lone surrogates, and the line ends that JSON leaves as they are."""
    return re.compile("[\ud800-\udfff\x85\u2028\u2029]")
