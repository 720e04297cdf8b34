"""What the name of a file says: what is in it, how it is packed, and what its target is called.

In a batch names decide which files are pages at all; of those that are, the content decides how each is
read.
"""

from __future__ import annotations

from typing import NamedTuple

from beritaclean.readers import SUFFIXES

#: The endings of names that are pages, or hold them, and what is in them.
FORMS = {**SUFFIXES, ".txt": "text", ".text": "text"}
#: The ending of a target, by its format.
ENDINGS = {"text": ".txt", "markdown": ".md", "json": ".json", "jsonl": ".jsonl"}


class Name(NamedTuple):
    """A name in its parts: what stays of it in that of the target, and what is in the file ("" unknown)."""

    stem: str
    form: str


def read_name(name: str) -> Name:
    """Return what a name says.

    >>> read_name("2024/kabar.HTML"), read_name("2024/kabar.5"), read_name(".html")
    (Name(stem='2024/kabar', form='html'), Name(stem='2024/kabar.5', form=''), Name(stem='.html', form=''))
    """
    stem, dot, ending = name.rpartition(".")
    form = FORMS.get(f".{ending.lower()}", "") if dot and stem and stem[-1] not in "/\\" else ""
    return Name(stem, form) if form else Name(name, "")


def name_target(name: str, to: str) -> str:
    """Return the name of a target in the output folder.

    >>> name_target("2024/kabar.html", "markdown"), name_target("2024/kabar", "text")
    ('2024/kabar.md', '2024/kabar.txt')
    """
    return read_name(name).stem + ENDINGS[to]
