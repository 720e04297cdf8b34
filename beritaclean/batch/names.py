"""What the name of a file says: what is in it, how it is packed, and what its target is called.

In a batch names decide which files are pages at all, and which hold many; of pages, the content decides
how each is read.
"""

from __future__ import annotations

from typing import NamedTuple

from beritaclean.readers import SUFFIXES

#: The endings of names that are pages, or hold them, and what is in them.
FORMS = {**SUFFIXES, ".txt": "text", ".text": "text", ".zip": "zip"}
#: Those that hold many pages, one after the other, and have one target.
STREAMS = frozenset({"jsonl", "warc"})
#: The endings that say how something is packed.
PACKINGS = {".gz": "gz", ".zst": "zst"}
#: The ending of a target, by its format.
ENDINGS = {"text": ".txt", "markdown": ".md", "json": ".json", "jsonl": ".jsonl"}


class Name(NamedTuple):
    """A name in its parts: what stays of it in that of the target, what is in the file, how it is packed."""

    stem: str
    form: str = ""
    packing: str = ""


def read_name(name: str) -> Name:
    """Return what a name says.

    >>> read_name("2024/kabar.HTML"), read_name("2024/kabar.5"), read_name(".html")
    (Name(stem='2024/kabar', form='html', packing=''), Name(stem='2024/kabar.5', form='', packing=''), \
Name(stem='.html', form='', packing=''))
    >>> read_name("web.warc.gz"), read_name("kabar.gz")
    (Name(stem='web', form='warc', packing='gz'), Name(stem='kabar', form='', packing='gz'))
    """
    stem, ending = _split(name)
    packing = PACKINGS.get(ending, "")
    if packing:
        name = stem
        stem, ending = _split(name)
    form = FORMS.get(ending, "")
    return Name(stem if form else name, form, packing)


def name_target(name: str, to: str) -> str:
    """Return the name of a target in the output folder.

    >>> name_target("2024/kabar.html", "markdown"), name_target("2024/kabar.gz", "text")
    ('2024/kabar.md', '2024/kabar.txt')
    """
    return read_name(name).stem + ENDINGS[to]


def strip_packing(name: str) -> str:
    """Return a name as it would be unpacked.

    >>> strip_packing("kabar.html.GZ"), strip_packing("kabar.html")
    ('kabar.html', 'kabar.html')
    """
    stem, ending = _split(name)
    return stem if ending in PACKINGS else name


def _split(name: str) -> tuple[str, str]:
    """Return a name without its ending, and that in small letters; "" for a name that is nothing else."""
    stem, dot, ending = name.rpartition(".")
    return (stem, f".{ending.lower()}") if dot and stem and stem[-1] not in "/\\" else (name, "")
