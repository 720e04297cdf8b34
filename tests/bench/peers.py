"""The peers, each as a function of one saved page; they come with the extra `bench`.

Each is used as its own documentation uses it for one page of news, and gets the text decoded.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

#: Does to one page what a peer is for.
Peer = Callable[[str], object]


def parse_only(page: str) -> object:
    """Parse and do nothing: what everything on this parser pays."""
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(page)


def read_by_resiliparse(page: str) -> object:
    """Extract the main content."""
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(page, main_content=True)


def read_by_trafilatura(page: str) -> object:
    """Extract the article's text."""
    import trafilatura

    return trafilatura.extract(page)


def read_by_readability(page: str) -> object:
    """Extract the article as HTML."""
    from readability import Document

    return Document(page).summary()


def read_by_justext(page: str) -> object:
    """Tell the paragraphs of text from boilerplate."""
    import justext

    return justext.justext(page.encode(), justext.get_stoplist("Indonesian"), encoding="utf-8")


#: Name, the module it needs, what it does, and the bar: so many times as fast we mean to be.
PEERS: tuple[tuple[str, str, Peer, float], ...] = (
    ("selectolax, parse only", "selectolax", parse_only, 0.35),
    ("resiliparse, main content", "resiliparse", read_by_resiliparse, 1.0),
    ("trafilatura", "trafilatura", read_by_trafilatura, 20.0),
    ("readability-lxml", "readability", read_by_readability, 0.0),
    ("jusText", "justext", read_by_justext, 0.0),
)


def list_peers() -> list[tuple[str, Peer, float]]:
    """The peers that are installed."""
    return [(name, peer, bar) for name, module, peer, bar in PEERS if find_spec(module)]
