"""Reads JSON Lines: one document a line, its text in one field, the others carried along as they came."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from itertools import count
from typing import NamedTuple, TypeVar

from beritaclean.decode import check_encoding, decode
from beritaclean.mojibake import has_mojibake
from beritaclean.page import Page
from beritaclean.pieces import open_named
from beritaclean.readers.items import Item, ReadOptions, Record

Data = TypeVar("Data", bytes, str)

#: The longest line taken for a record, in bytes.
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
    for lines in cut_lines(chunks, options.encoding):
        for number, line in number_lines(lines):
            yield read_line(line, f"{source}:{number}", options)


class Lines(NamedTuple):
    """Whole lines as they stand in an input, as UTF-8 or as text, and the number of the first."""

    data: bytes | str
    first: int


def cut_lines(chunks: Iterable[bytes], encoding: str = "", longest: int = 0) -> Iterator[Lines]:
    """Cut a stream into whole lines, in time linear in its size; what is UTF-8 is not decoded for it.

    Of a line that is longer than `longest` bytes (0: `LONGEST`) not all may come, but more than that.
    """
    stream, encoding = open_named(chunks, check_encoding(encoding) if encoding else "utf-8")
    if encoding == "utf-8":
        return _cut(stream, b"\n", longest or LONGEST)
    return _cut(_decode(stream, encoding), "\n", longest or LONGEST)


def number_lines(lines: Lines) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank, with their numbers; bad bytes are lone surrogates."""
    data, first = lines
    text = data if isinstance(data, str) else data.decode("utf-8", "surrogateescape")
    at = 0
    for number in count(first):  # one by one: a list of blank lines takes eight times their size
        end = text.find("\n", at)
        if line := text[at : None if end < 0 else end].strip(_SPACE):
            yield number, line
        if end < 0:
            return
        at = end + 1


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


def _decode(chunks: Iterable[bytes], encoding: str) -> Iterator[str]:
    """Decode a stream as it comes."""
    codecs.register_error("beritaclean", _escape_byte)
    errors = "replace" if encoding.startswith(("utf-16", "utf-32")) else "beritaclean"
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    for chunk in chunks:
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _cut(pieces: Iterable[Data], newline: Data, longest: int) -> Iterator[Lines]:
    """Cut a stream after the last line end of each piece of it; a line too long is cut short."""
    nothing = newline[:0]
    held: list[Data] = []  # of a line that goes on
    size = 0
    first = 1
    for piece in pieces:
        end = piece.rfind(newline) + 1
        if size > longest:  # enough of that line
            begin = piece.find(newline) if end else len(piece)
        else:
            begin = 0
        if end:
            held.append(piece[begin:end])
            lines = nothing.join(held)
            yield Lines(lines, first)
            first += lines.count(newline)
            held, size, begin = [], 0, end
        held.append(piece[begin:])
        size += len(held[-1])
    if any(held):
        yield Lines(nothing.join(held), first)
