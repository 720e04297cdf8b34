"""Writes a document as Markdown (CommonMark), its metadata as YAML front matter.

The title is a heading, the lead a bold paragraph, subheads are headings of the second level, captions
paragraphs in italics, lists of the body are lists, and rows of a table lines of one paragraph. Whatever
was text stays text: a character that Markdown would interpret is escaped. Not kept are the width of
white space, which Markdown does not know, and the character that a list had for a bullet.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from beritaclean.decode import make_well_formed

if TYPE_CHECKING:
    from beritaclean.document import Block, Document


def write_markdown(document: Document) -> str:
    """Return the document as Markdown; "" when it holds no text."""
    blocks = document.blocks
    if not blocks:
        return ""
    hints = document.page.hints
    written = [_front_matter(document)]
    number, point = 0, ""  # of the list item before, "-" for a bullet, "" when it was none
    was_row = False
    for block in blocks:
        hint = hints[block.line] if block.line < len(hints) else None
        text = make_well_formed(block.text).replace("\r", " ").replace("\0", "\ufffd")
        marker, rest = _split_item(text) if block.kind == "body" else ("", text)
        if not marker and block.kind == "body" and hint is not None and hint.item:
            marker = "-"
        row = not marker and block.kind == "body" and ("\t" in text or (hint is not None and hint.row))
        between = "\n\n"
        if marker == "-":
            if point == "-" and not block.gap:
                between = "\n"
            number, point = 0, "-"
            markdown = f"- {_escape_line(rest)}"
        elif marker:
            # Markdown counts by itself: a number out of order begins a list of its own, which it does
            # by having another point.
            ordered = point in (".", ")")
            if ordered and int(marker) == number + 1:
                between = between if block.gap else "\n"
            else:
                point = ")" if point == "." else "."
            number = int(marker)
            markdown = f"{marker}{point} {_escape_line(rest)}"
        else:
            number, point = 0, ""
            markdown = _render(block, text)
            if row and was_row and not block.gap:
                between = "\\\n"
        was_row = row
        written += (between, markdown)
    written.append("\n")
    return "".join(written[0 if written[0] else 2 :])


def _render(block: Block, text: str) -> str:
    """Return a block that is no list item as Markdown."""
    if block.kind in ("title", "subhead"):
        # A heading may close with number signs of its own, which are not shown.
        escaped = re.sub(r"(?<!\S)#+$", r"\\\g<0>", escape(text))
        return f"# {escaped}" if block.kind == "title" else f"## {escaped}"
    if block.kind == "lead":
        return f"**{escape(text)}**"
    if block.kind == "caption":
        return f"*{escape(text)}*"
    return _escape_line(text)


def escape(text: str) -> str:
    r"""Return `text` with a backslash before every character that means something inside a line.

    >>> print(escape("*bintang* <b> A&W &amp; nama_akun _miring_ [1]"))
    \*bintang\* \<b> A&W \&amp; nama_akun \_miring\_ \[1]
    """
    return _meaningful().sub(r"\\\g<0>", text)


def _escape_line(text: str) -> str:
    r"""Return `text` escaped, also where the start of a line means something.

    >>> for line in ("# Hot", "1. satu", "-5 derajat", "---", "10.30 WIB"):
    ...     print(_escape_line(line))
    \# Hot
    1\. satu
    -5 derajat
    \---
    10.30 WIB
    """
    text = escape(text)
    if _opening().match(text):
        return f"\\{text}"
    if counted := _counted().match(text):
        return f"{counted[1]}\\{text[counted.end(1) :]}"
    return text


def _split_item(text: str) -> tuple[str, str]:
    """Return the marker of a list item ("-" or its number) and its text; a marker of "" for other lines.

    >>> _split_item("• Beras"), _split_item("2) Gula"), _split_item("-5 derajat")
    (('-', 'Beras'), ('2', 'Gula'), ('', '-5 derajat'))
    """
    found = _item().match(text)
    if found is None or not re.search(r"\w", text[found.end() :]):
        return "", text
    return found[1] or "-", text[found.end() :]


@cache
def _meaningful() -> re.Pattern[str]:
    """Match what means something anywhere in a line; an underscore inside a word does not."""
    return re.compile(r"[\\`*\[<~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?[0-9A-Za-z]+;)")


@cache
def _opening() -> re.Pattern[str]:
    """Match the openings of headings, quotations, lists, rules, underlines and tables, once escaped."""
    return re.compile(r"[#>|]|[-+](?=\s|$)|=+\s*$|:?-[-:|\s]*$")


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(r"([0-9]{1,9})[.)](?=\s|$)")


@cache
def _item() -> re.Pattern[str]:
    """Match the marker of a list item. With a leading zero a number is text: Markdown would drop it."""
    return re.compile(r"(?:[-*•●▪◦‣·]|(0|[1-9][0-9]{0,2})[.)])\s+")


def _front_matter(document: Document) -> str:
    """Return the metadata that was found as YAML between rules, "" when none was."""
    lines: list[str] = []
    for name in ("title", "published", "byline", "dateline", "publisher", "language", "source"):
        if name == "byline":
            if document.byline:
                lines.append("byline:")
            for person in document.byline:
                lines += (f"  - name: {_quote(person.name)}", f"    role: {_quote(person.role)}")
            continue
        value = document.page.source if name == "source" else getattr(document, name)
        if value:
            lines.append(f"{name}: {_quote(value)}")
    return "\n".join(("---", *lines, "---")) if lines else ""


def _quote(value: str) -> str:
    """Return a string as a double-quoted scalar of YAML: as in JSON, and all that YAML bars escaped."""
    import json

    quoted = json.dumps(make_well_formed(value), ensure_ascii=False)
    return re.sub(
        "[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", lambda found: f"\\u{ord(found[0]):04x}", quoted
    )
