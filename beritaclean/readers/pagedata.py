"""Reads the page's own data, JSON-LD, Open Graph and `<meta>`: what it says of itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from beritaclean.decode import make_well_formed
from beritaclean.errors import InputError
from beritaclean.readers.layout import Lines, lay_out
from beritaclean.readers.nesting import check_nesting

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d{4}\)(https?://[^\s>]{1,400}) -->")

_DOMAIN = re.compile(r"(?:https?://)?(?:[\w-]{1,40}\.){1,5}[a-z]{2,8}/?")

#: `<meta>` names and where they go; of two for one fact, the first in this table wins.
_META = (
    ("og:site_name", "site"),
    ("application-name", "site"),
    ("og:title", "title"),
    ("twitter:title", "title"),
    ("headline", "title"),
    ("author", "author"),
    ("article:author", "author"),
    ("dable:author", "author"),
    ("sailthru.author", "author"),
    ("parsely-author", "author"),
    ("dc.creator", "author"),
    ("article:published_time", "published"),
    ("datepublished", "published"),
    ("pubdate", "published"),
    ("publishdate", "published"),
    ("sailthru.date", "published"),
    ("parsely-pub-date", "published"),
    ("dc.date.issued", "published"),
    ("dcterms.created", "published"),
    ("datecreated", "published"),
    ("article:modified_time", "modified"),
    ("datemodified", "modified"),
    ("og:updated_time", "modified"),
    ("og:description", "description"),
    ("description", "description"),
    ("twitter:description", "description"),
    ("article:section", "section"),
    ("articlesection", "section"),
    ("parsely-section", "section"),
    ("og:type", "type"),
    ("og:locale", "language"),
    ("content-language", "language"),
    ("language", "language"),
    ("og:url", "canonical"),
    ("twitter:url", "canonical"),
)
_RANKS = {name: (key, rank) for rank, (name, key) in enumerate(_META, start=10)}
#: Keys of a JSON-LD article.
_LD_KEYS = (
    ("headline", "title"),
    ("datePublished", "published"),
    ("dateModified", "modified"),
    ("articleSection", "section"),
    ("inLanguage", "language"),
    ("description", "description"),
    ("articleBody", "body"),
    ("author", "author"),
)
#: Facts in which JSON-LD is believed last: it may speak of a part of the page.
_DOUBTED = frozenset({"site", "canonical", "language", "description"})
#: Elements that hold facts.
SOURCES = frozenset({"meta", "title", "html", "link", "script"})
_LD_TYPE = re.compile(r"(?:Article|BlogPosting|Report)$")
#: In broken JSON: an article is there; what stands between a key and its text, or its name; what ends it.
_LD_NAMED = re.compile(r'"\w{0,30}(?:Article|BlogPosting)"')
_LD_OPENING = (
    r"\s{0,99}:\s{0,99}(?:\[\s{0,99})?"
    r'(?:\{[^{}"]{0,99}(?:"@type"[^{}"]{0,99}"\w{1,40}"[\s,]{1,99})?"name"\s{0,99}:\s{0,99})?"'
)
_LD_CLOSING = re.compile(r'(?<!\\)"\s{0,99}(?:,\s{0,99}(?:"[@\w]{1,40}"\s{0,9}:|\})|[}\]]|\Z)')
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "", "f": ""}


class PageData:
    """What the page says of itself: of each fact, the best that was found."""

    def __init__(self) -> None:
        self.facts: dict[str, str] = {}
        self._ranks: dict[str, int] = {}

    def put(self, key: str, value: str, rank: int) -> None:
        """Take a fact, unless one of a better (lower) or the same rank was taken before."""
        if value and rank < self._ranks.get(key, 99):
            self.facts[key] = value
            self._ranks[key] = rank

    def read(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> None:
        """Take the facts of an element that may hold any."""
        if tag == "meta":
            self._read_meta(attributes)
        elif tag == "title":
            self.put("title", _clean_value("title", node.text()), 90)
        elif tag == "html":
            self.put("language", (attributes.get("lang") or "").strip(), 1)
        elif tag == "link":
            if (attributes.get("rel") or "").strip().lower() == "canonical":
                self.put("canonical", _clean_value("canonical", attributes.get("href") or ""), 1)
        elif tag == "script":
            for key, value in read_json_ld(node.text()).items():
                self.put(key, value, 50 if key in _DOUBTED else 2)

    def _read_meta(self, attributes: dict[str, str | None]) -> None:
        content = attributes.get("content")
        if not content:
            return
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = attributes.get(attribute)
            if name and (found := _RANKS.get(name.lower())):
                self.put(found[0], _clean_value(found[0], content), found[1])


def _clean_value(key: str, value: str) -> str:
    """Return a fact's value on one line; entities that were escaped twice are undone, except in addresses."""
    value = make_well_formed(value)
    if key == "author" and value.strip().startswith(("http:", "https:")):
        return ""
    if key != "canonical" and "&" in value:
        value = unescape(value)
    return " ".join(value.split())


def complete_address(facts: dict[str, str], data: bytes, source: str) -> None:
    """Add the host, from the address the page gives, or it was saved from."""
    if not facts.get("canonical", "").startswith(("http://", "https://")):
        facts.pop("canonical", None)
        saved = _SAVED_FROM.search(data[:2048])
        if saved is not None:
            facts["canonical"] = saved[1].decode("ascii", "replace")
        elif source.startswith(("http://", "https://")):
            facts["canonical"] = source
    address = facts.get("canonical", "")
    if not address and _DOMAIN.fullmatch(site := facts.get("site", "").lower()):
        address = site if "//" in site else f"//{site}"
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:  # "http://[x": not an address
        host = ""
    if host:
        facts["host"] = host.removeprefix("www.")


def read_json_ld(text: str) -> dict[str, str]:
    """Read what a block of JSON-LD says of the article; broken JSON gives what can be made out.

    >>> read_json_ld('{"@graph": [{"@type": "NewsArticle", "headline": "Surut", "author": {"name": "Ani"}}]}')
    {'title': 'Surut', 'author': 'Ani'}
    >>> read_json_ld('{"@type": "NewsArticle", "headline": "Kata "siaga" dicabut", "inLanguage": "id",}')
    {'title': 'Kata "siaga" dicabut', 'language': 'id'}
    """
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    try:
        loaded = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return _salvage_json(text)
    articles = [item for item in _list_objects(loaded) if _is_article(item)]
    if not articles:
        return {}
    article = next((item for item in articles if item.get("articleBody")), articles[0])
    facts = {}
    for name, key in _LD_KEYS:
        value = _name_of(article.get(name))
        value = _clean_body(value) if key == "body" else _clean_value(key, value)
        if value:
            facts[key] = value
    site = _clean_value("site", _name_of(article.get("publisher")))
    if site:
        facts["site"] = site
    address = article.get("url") or article.get("mainEntityOfPage")
    address = address.get("@id") if isinstance(address, dict) else address
    if isinstance(address, str) and address.startswith("http"):
        facts["canonical"] = address.strip()
    return facts


def _list_objects(loaded: Any) -> Iterator[dict[str, Any]]:
    """Give the objects of a block of JSON-LD that may describe the page: not what those contain."""
    waiting = [loaded]
    for item in waiting:  # which grows meanwhile
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            yield item
            waiting.extend(item[key] for key in ("@graph", "mainEntity") if key in item)


def _is_article(item: dict[str, Any]) -> bool:
    types = item.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and _LD_TYPE.search(name) for name in names)


def _name_of(value: Any) -> str:
    """Return a value as text: of an object its name, of a list all of them."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name_of, value[:50])))
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else ""


def _clean_body(value: str) -> str:
    """Return an article's body as text: some pages give it as markup."""
    value = make_well_formed(unescape(value) if "&" in value else value)
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    if "</" not in value and "<br" not in value and "<p" not in value:
        return value.strip()
    from selectolax.lexbor import LexborHTMLParser

    try:
        check_nesting(value.encode(), "articleBody")
    except InputError:
        return ""
    body = LexborHTMLParser(value).body
    lines = Lines()
    if body is not None:
        lay_out(lines, body, {})
    return "\n".join(lines.texts)


def _salvage_json(text: str) -> dict[str, str]:
    """Take the facts of an article out of broken JSON, value by value."""
    if '"@type"' not in text or _LD_NAMED.search(text) is None:
        return {}
    facts = {}
    for name, key in _LD_KEYS:
        found = re.search(rf'"{name}"{_LD_OPENING}', text)
        end = _LD_CLOSING.search(text, found.end()) if found is not None else None
        if found is None or end is None:
            continue
        value = _undo_escapes(text[found.end() : end.start()])
        value = _clean_body(value) if key == "body" else _clean_value(key, value)
        if value:
            facts[key] = value
    return facts


def _undo_escapes(value: str) -> str:
    """Undo the escapes of a JSON string that may hold bare quotes and line ends.

    >>> _undo_escapes('Kata \\\\"siaga\\\\" \\\\u2013')
    'Kata "siaga" –'
    """

    def undo(found: re.Match[str]) -> str:
        return chr(int(found[1], 16)) if found[1] else _PLAIN.get(found[2], found[2])

    text = _ESCAPE.sub(undo, value)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
