"""The formats a page comes in: one file each, and the table that names them.

A reader takes the bytes of one input, in chunks, and yields pages one by one; it holds one page at a
time. A new format is one file here and one line in the table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from beritaclean.readers.items import Item, ReadOptions, Record, RulesOf
from beritaclean.readers.text import read_text

Reader = Callable[[Iterable[bytes], str, ReadOptions], Iterator[Item]]

#: How much of an input `sniff` looks at, in bytes.
HEAD = 64 * 1024


def _read_jsonl(chunks: Iterable[bytes], source: str, options: ReadOptions) -> Iterator[Item]:
    from beritaclean.readers.jsonl import read_jsonl

    yield from read_jsonl(chunks, source, options)


def _read_html(chunks: Iterable[bytes], source: str, options: ReadOptions) -> Iterator[Item]:
    yield _read_markup(b"".join(chunks), source, options)


def _read_mhtml(chunks: Iterable[bytes], source: str, options: ReadOptions) -> Iterator[Item]:
    from beritaclean.readers.mhtml import find_html_part

    part = find_html_part(b"".join(chunks), source)
    yield _read_markup(part.data, source, options, part.charset, part.address)


def _read_markup(
    data: bytes, source: str, options: ReadOptions, declared: str = "", address: str = ""
) -> Item:
    from beritaclean.readers.html import read_html

    page = read_html(
        data,
        source,
        options.encoding or None,
        declared=declared,
        address=address,
        rules=options.rules,
        formats=options.formats,
        links=options.links,
    )
    return Item(page)


def _read_warc(chunks: Iterable[bytes], source: str, options: ReadOptions) -> Iterator[Item]:
    from beritaclean.readers.warc import read_warc

    yield from read_warc(chunks, source, options)


#: Name and function of each format.
READERS: dict[str, Reader] = {
    "text": read_text,
    "html": _read_html,
    "mhtml": _read_mhtml,
    "jsonl": _read_jsonl,
    "warc": _read_warc,
}
#: What a file's name says where its content does not.
SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".warc": "warc",
}


def sniff(head: bytes, name: str = "") -> str:
    """Return the format of an input: by the beginning of its content, else by its name, else text.

    >>> sniff(b"<!DOCTYPE html><html>"), sniff(b'{"text": "a"}'), sniff(b"Harga Beras Naik")
    ('html', 'jsonl', 'text')
    """
    start = head[:HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").replace(b"\0", b"")
    if start.startswith(b"{") and start[1:100].lstrip().startswith(b'"'):
        return "jsonl"
    if start.startswith(b"WARC/1."):
        return "warc"
    lower = start[:4096].lower()
    if b"\ncontent-type: multipart/related" in lower or lower.startswith(b"from: <saved by"):
        return "mhtml"
    if b"<" in lower and ((b"<" in lower[:3] and _markup().match(lower)) or lower.count(b"</") >= 5):
        return "html"
    name = name.lower().removesuffix(".gz") if name.lower().endswith(".warc.gz") else name
    dot = name.rfind(".")
    return SUFFIXES.get(name[dot:].lower(), "text") if dot >= 0 else "text"


@cache
def _markup() -> re.Pattern[bytes]:
    """Match the beginnings of HTML, after what may stand before it.

    A script that writes `str(page)` of bytes in Python leaves `b'` there.
    """
    before = rb"(?:b?['\"])?(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,2000}-->\s*)?"
    return re.compile(before + rb"<(?:!doctype\s+html|html|head|body|meta|div)[\s>]")


__all__ = ["HEAD", "READERS", "SUFFIXES", "Item", "ReadOptions", "Reader", "Record", "RulesOf", "sniff"]
