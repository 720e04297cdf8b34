"""Finds the page in a single-file save of Chrome or Edge (MHTML): an e-mail of many parts, one of them HTML.

The pictures, style sheets and frames of the other parts are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from typing import NamedTuple

from beritaclean.errors import InputError

_HTML = frozenset({"text/html", "application/xhtml+xml"})


class HtmlPart(NamedTuple):
    """The page's markup, the label of its charset, and where it was saved from ("": untold)."""

    data: bytes
    charset: str
    address: str


def find_html_part(data: bytes, source: str = "") -> HtmlPart:
    """Return the page's markup as its part holds it, and what the headers say of it.

    The page is the part that the e-mail says it begins with, or was saved from, else the first of HTML; a
    frame's part comes after it. `InputError` for an e-mail without a part of HTML.

    >>> find_html_part(b"MIME-Version: 1.0\\nContent-Type: text/html; charset=utf-8\\n"
    ...                b"Content-Transfer-Encoding: quoted-printable\\n\\n<p>Banjir =E2=80=93 surut=\\n.")
    HtmlPart(data=b'<p>Banjir \\xe2\\x80\\x93 surut.', charset='utf-8', address='')
    """
    try:
        message = BytesParser().parsebytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"))
        parts = [part for part in message.walk() if part.get_content_type() in _HTML]
    except RecursionError:
        raise InputError(source or "mhtml", "parts nested too deeply", remedy="save the page again") from None
    if not parts:
        remedy = 'save the page as "Webpage, Single File", or as HTML'
        raise InputError(source or "mhtml", "no part of HTML", remedy=remedy)
    part = next(_find_root(message, parts), parts[0])
    payload = part.get_payload(decode=True)
    address = message.get("Snapshot-Content-Location") or part.get("Content-Location") or ""
    return HtmlPart(payload if isinstance(payload, bytes) else b"", _find_charset(part), str(address).strip())


def _find_root(message: Message, parts: list[Message]) -> Iterator[Message]:
    """Give the parts that the e-mail's own header points at."""
    start = message.get_param("start")
    location = message.get("Snapshot-Content-Location")
    for part in parts:
        if start is not None and part.get("Content-ID") == start:
            yield part
    for part in parts:
        if location is not None and part.get("Content-Location") == location:
            yield part


def _find_charset(part: Message) -> str:
    """Return the label of a part's charset as its header has it, "" for none or one that cannot be read."""
    try:
        return part.get_content_charset() or ""
    except (LookupError, ValueError):
        return ""
