"""What is fuzzed: functions of bytes that end without an exception, or with one of ours.

Each target also asserts what must hold of its answer, so that a wrong answer is a finding as well.
"""

from __future__ import annotations

import json
import re
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from beritaclean.batch.archives import open_zip, read_member
from beritaclean.batch.sources import Choice, Source
from beritaclean.cleaner import Cleaner
from beritaclean.config import load_config
from beritaclean.decode import check_encoding, decode, encode_back
from beritaclean.document import Document
from beritaclean.errors import InputError, PackError
from beritaclean.judge.tagged import read_case
from beritaclean.mojibake import has_mojibake
from beritaclean.packing import unpack, unpack_gzip
from beritaclean.page import Page
from beritaclean.readers import READERS, ReadOptions, sniff
from beritaclean.readers.html import read_html
from beritaclean.readers.mhtml import find_html_part
from beritaclean.rules.cache import _read, _seal
from beritaclean.rules.compile import RuleSet, compile_tables
from beritaclean.rules.filterlists import FilterLists
from beritaclean.rules.load import load_pack
from beritaclean.rules.regex import Pattern
from beritaclean.rules.syntax import RegexError
from beritaclean.writers import WRITERS
from beritaclean.writers.diff import write_diff
from beritaclean.writers.explain import explain_json, explain_text

Target = Callable[[bytes], None]

#: What the account of a page, which people see, may hold: nothing that acts on a terminal.
_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ENCODINGS = ("", "utf-8", "cp1252", "utf-16", "utf-16-le", "utf-32-be", "gb18030", "iso2022_jp", "utf-7")
_SEPARATORS = (b"", b"\0", b"-----", b"\xff")
#: A page that rules are tried on: it has a line for each form of pattern, and one of odd characters.
_PAGE = "Iklan\nBaca juga: Harga beras naik\n\n• Foto: Rina\nKata dia, harga beras naik.\n\u200b“É” \ud800\n"

#: A saved page with elements that selectors find.
_MARKUP = (
    b"<html><link rel=canonical href=https://a.example/x><body><div class='ad box' id=top><p>Iklan</p></div>"
    b"<ul><li class=ad>Satu<li>Dua</ul><p class=lead>Kata dia, harga beras naik.</p><a href='//ads.x/'>x</a>"
)


@cache
def cleaner() -> Cleaner:
    """The cleaner with the shipped packs."""
    return Cleaner()


@cache
def folder() -> Path:
    """A folder for what is read from disk."""
    return Path(tempfile.mkdtemp(prefix="beritaclean-fuzz-"))


def fuzz_decode(data: bytes) -> None:
    """Bytes to text and back, detected and as a named encoding."""
    number, rest = data[:1], data[1:]
    for encoding in (None, _ENCODINGS[number[0] % len(_ENCODINGS)] if number else ""):
        decoded = decode(rest, encoding or None)
        has_mojibake(decoded.text)
        assert not decoded.exact or encode_back(decoded) == rest
    decode(rest, fix_mojibake=True)
    with suppress(InputError):
        check_encoding(rest[:40].decode("latin-1"))


def fuzz_text(data: bytes) -> None:
    """Pages on one stream: the chunks they come in make no difference."""
    number, rest = int.from_bytes(data[:2], "big"), data[2:]
    size = number % 61 + 1
    options = ReadOptions(
        _ENCODINGS[number % len(_ENCODINGS)],
        _SEPARATORS[number % len(_SEPARATORS)],
        fix_mojibake=number % 2 > 0,
    )
    chunks = [rest[at : at + size] for at in range(0, len(rest), size)]
    whole = list(READERS["text"]([rest], "page", options))
    assert list(READERS["text"](chunks, "page", options)) == whole


def fuzz_html(data: bytes) -> None:
    """A saved page."""
    try:
        page = read_html(data, "page.html", formats=True, links=True)
    except InputError:
        return
    check_document(cleaner().document(page))


def fuzz_mhtml(data: bytes) -> None:
    """A saved page that is an e-mail."""
    try:
        part = find_html_part(data)
        page = read_html(part.data, "page.mhtml", part.charset or None, address=part.address)
    except InputError:
        return
    check_document(cleaner().document(page))


def fuzz_jsonl(data: bytes) -> None:
    """Records: each line is taken as Python's own parser takes it, and stays a record, in any chunks."""
    number, rest = data[:1] or b"\0", data[1:]
    options = ReadOptions(_ENCODINGS[number[0] % len(_ENCODINGS)], fix_mojibake=number[0] > 127)
    items = list(READERS["jsonl"]([rest], "records", options))
    chunks = [rest[at : at + 7] for at in range(0, len(rest), 7)]
    assert list(READERS["jsonl"](chunks, "records", options)) == items
    for item in items:
        if item.record is None:
            assert item.error
            continue
        record = json.loads(item.record.line)
        if item.error:
            assert not isinstance(record.get("text"), str)
        else:
            assert record["text"] == item.page.text or options.fix_mojibake
            again = json.loads(item.record.with_value('"x"'))
            assert repr(again) == repr(record | {"text": "x"})  # NaN is not equal to itself


def fuzz_packs(data: bytes) -> None:
    """A pack of rules, run on a page."""
    place = folder() / "fuzzed.toml"
    place.write_bytes(data)
    try:
        pack = load_pack(place, user=True)
    except PackError as error:
        _check(str(error).startswith(str(place)), error)
        return
    rules = RuleSet(compile_tables([pack]))
    folded = _PAGE.lower()
    rules.scan(folded, [line.strip() for line in folded.split("\n")], "\n", pack.publisher)


def fuzz_regex(data: bytes) -> None:
    """A pattern, and the text it is run on."""
    source, _, text = data.decode("utf-8", "surrogateescape").partition("\n")
    try:
        pattern = Pattern(source)
    except RegexError as error:
        _check(bool(error.problem and error.remedy), error)
        return
    at = 0
    for start, end in pattern.spans(text):
        assert at <= start < end <= len(text)
        at = end
    assert pattern.matches(text) or not at


def fuzz_cache(data: bytes) -> None:
    """A cache file: what is damaged is not used, and what is used serves."""
    place = folder() / "rules.json"
    place.touch(mode=0o600)
    for content in (data, _seal(data) + b"\n" + data):
        place.write_bytes(content)
        tables = _read(place)
        if tables is not None:
            rules = RuleSet(tables)
            with suppress(RegexError):  # patterns are compiled when tried: to read them all takes too long
                rules.scan(_PAGE.lower(), [line.strip() for line in _PAGE.lower().split("\n")], "\n")


def fuzz_config(data: bytes) -> None:
    """A configuration file."""
    place = folder() / "beritaclean.toml"
    place.write_bytes(data)
    try:
        load_config(str(place))
    except PackError as error:
        _check(str(error).startswith(str(place)), error)


def fuzz_lists(data: bytes) -> None:
    """An AdBlock list of a user's, run on a saved page."""
    place = folder() / "list.txt"
    place.write_bytes(data)
    try:
        lists = FilterLists([place])
    except PackError as error:
        _check(str(error).startswith(str(place)), error)
        return
    page = read_html(_MARKUP, "page.html", rules=lists.pick)
    check_document(cleaner().document(page))


def fuzz_tagged(data: bytes) -> None:
    """A tagged page, which is read for its tags and for the page it was."""
    place = folder() / "fuzzed.tags"
    place.write_bytes(data)
    try:
        case = read_case(place)
    except InputError as error:
        _check(str(error).startswith(str(place)), error)
        return
    check_document(cleaner().document(case.page))


def fuzz_warc(data: bytes) -> None:
    """A web archive, plain or packed; the chunks it comes in make no difference."""
    chunks = [data[at : at + 97] for at in range(0, len(data), 97)]
    items, same = [], []
    with suppress(InputError):
        items = list(READERS["warc"]([data], "a.warc", ReadOptions()))
    with suppress(InputError):
        same = list(READERS["warc"](chunks, "a.warc", ReadOptions()))
    texts, others = ([item.page.text for item in found if not item.error] for found in (items, same))
    assert texts == others
    for item in items:
        if not item.error:
            check_document(cleaner().document(item.page))


def fuzz_gzip(data: bytes) -> None:
    """What is packed: no more of it comes out than is allowed, and the same from any chunks."""
    pieces = [data[at : at + 61] for at in range(0, len(data), 61)]
    size = 0
    with suppress(InputError):
        for piece in unpack(pieces, "gz", "a.gz", 10_000):
            size += len(piece)
    assert size <= 10_000
    if size < 10_000:
        for start in (b"", b"a"):
            assert _unpack_all(pieces, start) == _unpack_all([data], start)


def _unpack_all(chunks: list[bytes], start: bytes) -> tuple[bytes, str]:
    """Return what comes out of gzip, and the error; no bomb is given."""
    found = bytearray()
    try:
        for piece in unpack_gzip(chunks, "a.gz", start):
            found += piece
    except InputError as error:
        return bytes(found), str(error)
    return bytes(found), ""


def fuzz_zip(data: bytes) -> None:
    """A zip archive: its members stay in the folder, and are read or refused."""
    place = folder() / "fuzzed.zip"
    place.write_bytes(data)
    source = Source(path=str(place), name="fuzzed", size=len(data), claimed=True)
    for found in open_zip(source, Choice(), 1_000_000):
        if isinstance(found, Source):
            assert not Path(found.name).is_absolute()
            assert ".." not in Path(found.name).parts
            with zipfile.ZipFile(place) as archive, suppress(InputError):
                assert len(read_member(archive, found.member, "a.zip/x", 10_000)) <= 10_000


def fuzz_page(data: bytes) -> None:
    """A pasted page: rules, stages and writers. That cleaning twice changes nothing is in `test_laws`."""
    check_document(cleaner().document(Page(data.decode("utf-8", "surrogateescape"))))


def fuzz_chain(data: bytes) -> None:
    """An input of whatever kind, as the filter takes it."""
    with suppress(InputError):
        for item in READERS[sniff(data, "page.txt")]([data], "page.txt", ReadOptions()):
            if not item.error:
                check_document(cleaner().document(item.page))


def _check(right: bool, error: Exception) -> None:
    """Assert that an error says what it should."""
    assert right, repr(error)


def check_document(document: Document) -> None:
    """Assert what is true of every document, in every format it can be written in."""
    text = document.page.text
    assert "".join(span.text for span in document.spans) == text
    json.loads(WRITERS["jsonl"](document))
    for write in WRITERS.values():
        write(document).encode("utf-8", "surrogateescape")
    assert "".join(span["text"] for span in json.loads(explain_json(document))["spans"]) == text
    for shown in (explain_text(document), write_diff(document)):
        assert not _ACTING.search(shown)


TARGETS: dict[str, Target] = {
    "decode": fuzz_decode,
    "text": fuzz_text,
    "html": fuzz_html,
    "mhtml": fuzz_mhtml,
    "jsonl": fuzz_jsonl,
    "packs": fuzz_packs,
    "regex": fuzz_regex,
    "cache": fuzz_cache,
    "config": fuzz_config,
    "lists": fuzz_lists,
    "tagged": fuzz_tagged,
    "warc": fuzz_warc,
    "gzip": fuzz_gzip,
    "zip": fuzz_zip,
    "page": fuzz_page,
    "chain": fuzz_chain,
}
