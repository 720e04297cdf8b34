"""Writes the account of pages as one web page, for people to look at and pass on.

It stands alone: no script, no font and no picture, and a policy that forbids a browser to load any. What
stands on a page is text in it, whatever it holds; characters that act or that nobody sees are escapes.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from beritaclean.page import DROPPED, KINDS, METADATA
from beritaclean.writers.explain import list_rows, make_visible

if TYPE_CHECKING:
    from beritaclean.document import Document

#: What stands before the first account, and after the last. What is left out is struck through.
BEGIN = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>beritaclean explain</title>
<style>
body { font: 16px/1.4 sans-serif; color: #222; background: #fff; margin: 1em auto; max-width: 80em }
table { border-collapse: collapse; width: 100% }
td { padding: .1em .6em; vertical-align: top; overflow-wrap: anywhere }
td:nth-child(-n+3) { color: #767676; font-size: .8em; white-space: nowrap }
td:first-child { text-align: right }
.title td:last-child { font-weight: bold; font-size: 1.3em }
.lead td:last-child, .subhead td:last-child { font-weight: bold }
.caption td:last-child { font-style: italic; color: #1a4d8f }
.metadata td:last-child { color: #0a6a6a }
.dropped td:last-child { color: #a4262c; text-decoration: line-through }
</style>
</head>
<body>
"""
END = "</body>\n</html>\n"


def explain_html(document: Document) -> str:
    """Return the account of a page as a section to stand between `BEGIN` and `END`.

    Rows are those of `explain_text`; a run of blank lines is one empty row.
    """
    source = _show(document.page.source or "page")
    publisher = _show(document.publisher or "unknown publisher")
    rows = [f"<section>\n<h1>{source}</h1>\n<p>{publisher}</p>\n<table>\n"]
    for blank, group in groupby(list_rows(document), key=lambda row: row.kind == "blank"):
        if blank:
            rows.append("<tr><td>&nbsp;</td></tr>\n")
            continue
        for line, kind, rule, text in group:
            cells = "".join(f"<td>{_show(cell)}</td>" for cell in (str(line), kind, rule, text))
            rows.append(f'<tr class="{_CLASSES[kind]}">{cells}</tr>\n')
    rows.append("</table>\n</section>\n")
    return "".join(rows)


def _show(text: str) -> str:
    """Return text as HTML that shows it, and does nothing else."""
    return escape(make_visible(text))


#: The classes of a row; a kind that is written has its own name for one.
_CLASSES = {
    **{kind: kind for kind in KINDS},
    **dict.fromkeys(METADATA, "metadata"),
    **dict.fromkeys(DROPPED, "dropped"),
}
