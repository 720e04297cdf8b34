"""Cleans Indonesian and Malay news pages, pasted or saved, to just the article.

    from beritaclean import clean
    text = clean(page)

The map: `page` is the data (a page and its marks), `decode` and `readers` make pages of bytes, `rules`
says which lines publishers' phrases take, `stages` mark a page, `cleaner` runs them, `document` and
`writers` make a marked page text, Markdown or JSON, `filter`, `batch` and `cli` are the program.

>>> clean("ADVERTISEMENT\\nHarga beras di Pasar Induk naik, kata pedagang, Senin (6/5/2024).\\n")
'Harga beras di Pasar Induk naik, kata pedagang, Senin (6/5/2024).\\n'
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from beritaclean.cleaner import Cleaner
    from beritaclean.document import Document
    from beritaclean.errors import BeritacleanError, InputError, OutputError, PackError
    from beritaclean.page import Hint, Mark, Page

__all__ = [
    "BeritacleanError",
    "Cleaner",
    "Document",
    "Hint",
    "InputError",
    "Mark",
    "OutputError",
    "PackError",
    "Page",
    "clean",
]

_HOMES = {
    "Cleaner": "cleaner",
    "Document": "document",
    "BeritacleanError": "errors",
    "InputError": "errors",
    "OutputError": "errors",
    "PackError": "errors",
    "Hint": "page",
    "Mark": "page",
    "Page": "page",
}


@cache
def _default_cleaner() -> Cleaner:
    from beritaclean.cleaner import Cleaner

    return Cleaner()


def clean(text: str) -> str:
    """Return just the article of a pasted page: title, lead, captions, subheads and body.

    `Cleaner` does the same with settings of your own, and gives the account of what was left out.
    """
    return _default_cleaner().clean(text)


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: `import beritaclean` alone costs nothing."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"beritaclean.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
