"""Reads JSON Lines: one document a line, its text in one field, the others carried along as they came."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator

from beritaclean.decode import check_encoding, decode, has_mojibake, open_named
from beritaclean.page import Page
from beritaclean.readers.items import Item, ReadOptions, Record

#: The longest line taken for a record, in characters.
LONGEST = 256 * 1024 * 1024
_SPACE = " \t\r\n"
#: Numbers stay as they are written: none is too long, none is rounded.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


def read_jsonl(chunks: Iterable[bytes], source: str, options: ReadOptions) -> Iterator[Item]:
    """Yield a page for each line: the text in `options.field`, with the whole record.

    A line that is no JSON object, or whose field is missing or no text, yields an item with an `error`
    that names the line; the lines after it go on. Blank lines are passed over. Bytes that are no UTF-8
    (or `options.encoding`) are kept as lone surrogates.
    """
    for number, line in split_lines(chunks, options.encoding):
        yield read_line(line, f"{source}:{number}", options)


def split_lines(chunks: Iterable[bytes], encoding: str = "", longest: int = 0) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank, with their numbers from 1 on.

    Of one that is longer than `longest` characters (0: `LONGEST`) not all may come, but more than that.
    """
    for number, line in enumerate(_lines(chunks, encoding, longest or LONGEST), 1):
        if line := line.strip(_SPACE):
            yield number, line


def read_line(line: str, name: str, options: ReadOptions) -> Item:
    """Return the page on a line, which is called `name`, with the whole record; see `read_jsonl`."""
    try:
        value, start, end = find_member(line, options.field)
    except json.JSONDecodeError as error:
        return Item(Page("", name), error=f"{name}: not JSON: {error.msg} (column {error.colno})")
    except RecursionError:
        return Item(Page("", name), error=f"{name}: not JSON: nested too deeply")
    except TypeError:
        return Item(Page("", name), error=f"{name}: not a JSON object")
    if not isinstance(value, str) or line[start] != '"':
        problem = "is no text" if end else "is missing"
        error_text = f'{name}: field "{options.field}" {problem} (name the field with --field)'
        return Item(Page("", name), Record(line), error=error_text)
    text = _repair(value) if options.fix_mojibake and has_mojibake(value) else value
    facts = {"mojibake": "repaired"} if text != value else {}
    if replaced := _count_replaced(line):
        facts["replaced"] = str(replaced)
    return Item(Page(text, name, facts=facts), Record(line, start, end))


def find_member(line: str, name: str) -> tuple[object, int, int]:
    """Return the value of a member of the JSON object in `line`, and where it stands; (None, 0, 0) if none.

    Of several members of the name the last counts, as for `json.loads`. Raises `json.JSONDecodeError` for
    what is no JSON, `TypeError` for JSON that is no object.

    >>> find_member('{"id": 7, "text": "Hujan"}', "text")
    ('Hujan', 18, 25)
    """
    if not line.startswith("{"):
        _DECODER.decode(line)
        raise TypeError
    found: tuple[object, int, int] = (None, 0, 0)
    at = _skip(line, 1)
    if line[at : at + 1] == "}":
        at += 1
    else:
        while True:
            if line[at : at + 1] != '"':
                raise json.JSONDecodeError("Expecting property name enclosed in double quotes", line, at)
            key, at = _DECODER.raw_decode(line, at)
            at = _skip(line, at)
            if line[at : at + 1] != ":":
                raise json.JSONDecodeError("Expecting ':' delimiter", line, at)
            start = _skip(line, at + 1)
            value, at = _DECODER.raw_decode(line, start)
            if key == name:
                found = (value, start, at)
            at = _skip(line, at)
            mark, at = line[at : at + 1], at + 1
            if mark == "}":
                break
            if mark != ",":
                raise json.JSONDecodeError("Expecting ',' delimiter", line, at - 1)
            at = _skip(line, at)
    at = _skip(line, at)
    if at < len(line):
        raise json.JSONDecodeError("Extra data", line, at)
    return found


def _skip(line: str, at: int) -> int:
    while line[at : at + 1] in ("\t", "\n", "\r", " "):
        at += 1
    return at


def _repair(text: str) -> str:
    """Return a text with its mojibake repaired; one with lone surrogates as it is."""
    try:
        return decode(text.encode(), "utf-8", fix_mojibake=True).text
    except UnicodeEncodeError:
        return text


def _count_replaced(line: str) -> int:
    """Count the bytes of a line that stand for no character."""
    try:
        line.encode()
    except UnicodeEncodeError:
        return sum("\udc80" <= char <= "\udcff" for char in line)
    return 0


def _escape_byte(error: UnicodeError) -> tuple[str | bytes, int]:
    """Give a lone surrogate for a bad byte, or U+FFFD where its codec takes no surrogate for it."""
    try:
        return codecs.lookup_error("surrogateescape")(error)
    except UnicodeError:
        return codecs.lookup_error("replace")(error)


def _lines(chunks: Iterable[bytes], encoding: str, longest: int) -> Iterator[str]:
    """Split chunks into decoded lines, in time linear in their size; a line too long is cut short."""
    stream, encoding = open_named(chunks, check_encoding(encoding) if encoding else "utf-8")
    codecs.register_error("beritaclean", _escape_byte)
    errors = "replace" if encoding.startswith(("utf-16", "utf-32")) else "beritaclean"
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    held: list[str] = []
    size = 0
    for chunk in stream:
        text = decoder.decode(chunk)
        at = 0
        while (end := text.find("\n", at)) >= 0:
            if size <= longest:
                held.append(text[at:end])
            yield "".join(held)
            held, size, at = [], 0, end + 1
        if size <= longest:
            held.append(text[at:])
            size += len(text) - at
    held.append(decoder.decode(b"", final=True))
    if last := "".join(held):
        yield last
