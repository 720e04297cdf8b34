"""Time grows as the input does: in readers, writers, the engine of rules, packs and lists.

What stages make of pages that grow is in `test_laws`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import pytest

from beritaclean.cleaner import Cleaner
from beritaclean.document import Document
from beritaclean.readers import READERS, ReadOptions
from beritaclean.rules.compile import RuleSet, compile_tables
from beritaclean.rules.filterlists import FilterLists
from beritaclean.rules.load import load_pack
from beritaclean.rules.regex import Pattern
from beritaclean.writers import WRITERS
from beritaclean.writers.diff import write_diff
from beritaclean.writers.explain import explain_json, explain_text
from beritaclean.writers.markdown import write_markdown
from beritaclean.writers.webpage import explain_html
from tests.growth.counting import check_growth, count_work

PROSE = "Pedagang di pasar menyebut harga naik sejak awal pekan ini, kata dia."
#: The size of the smaller input: more than anything looks ahead or behind.
SMALL = 300


def nest(tag: str, count: int) -> str:
    return f"<{tag}>" * count + PROSE + f"</{tag}>" * count


#: Saved pages that grow.
HTML: dict[str, Callable[[int], str]] = {
    "elements in elements": lambda n: nest("div", n),
    "elements left open": lambda n: "<div>" * n + PROSE,
    "formatting left open": lambda n: "<b><i>" * (n // 10) + "<p>x" * 10,
    "tables in tables": lambda n: "<table><tr><td>" * n + PROSE,
    "lists in lists": lambda n: "<ul><li>x" * n,
    "quotations in quotations": lambda n: "<blockquote><p>x" * n,
    "templates": lambda n: nest("template", n),
    "paragraphs": lambda n: f"<p>{PROSE}</p>" * n,
    "line breaks": lambda n: "x<br>" * n,
    "line breaks alone": lambda n: "<br>" * n,
    "hidden elements": lambda n: "<p hidden>x</p>" * n,
    "hidden within hidden": lambda n: "<div style='display:none'>" * n + PROSE,
    "links": lambda n: "<a href=x>Kabar</a> " * n,
    "links to other places": lambda n: "".join(f"<a href='//b.example/{k}'>Kabar</a>" for k in range(n)),
    "cells": lambda n: "<table>" + "<tr><td>a<td>b" * n,
    "a wide row": lambda n: "<table><tr>" + "<td>a" * n,
    "cells that span": lambda n: "<table>" + f"<tr><td colspan={9}>a<td>b" * n,
    "items": lambda n: "<ol>" + "<li>satu" * n,
    "headings": lambda n: "".join(f"<h{k % 6 + 1}>Kabar {k}</h{k % 6 + 1}>" for k in range(n)),
    "figures": lambda n: "<figure><img src=x alt=y><figcaption>Suasana pasar</figcaption></figure>" * n,
    "attributes": lambda n: "<p " + " ".join(f"a{k}=b" for k in range(n)) + f">{PROSE}",
    "classes": lambda n: "<p class='" + " ".join(f"a{k}of{n}" for k in range(n)) + f"'>{PROSE}",
    "comments": lambda n: "<!-- x -->y" * n,
    "comments left open": lambda n: "<!-- x" * n,
    "entities": lambda n: "<p>" + "&amp;&nbsp;&#8220;" * n,
    "spaces": lambda n: "<p>" + "x \u00a0\u200b\n" * n,
    "a wide row in bold": lambda n: "<table><tr>" + "<td><b>a</b>" * n,
    "words in tags": lambda n: "<p>" + "<b>x</b> <i>y</i> " * n,
    "facts": lambda n: "<meta property='og:title' content='x'>" * n,
    "data in data": lambda n: f"<script type='application/ld+json'>{'[' * n}{']' * n}</script>",
    "much data": lambda n: (
        "<script type='application/ld+json'>["
        + ",".join('{"@type":"NewsArticle","headline":"x","articleBody":"y z"}' for _ in range(n))
        + "]</script>"
    ),
    "data in pieces": lambda n: '<script type=\'application/ld+json\'>{"@type":"WebPage"}</script>' * n,
    "a body as markup": lambda n: (
        '<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"'
        + "<p>x</p>" * n
        + '"}</script>'
        + f"<p>{PROSE}"
    ),
}


@cache
def cleaner() -> Cleaner:
    return Cleaner()


def read(form: str, data: bytes, **options: object) -> list[Document]:
    items = READERS[form]([data], "page", ReadOptions(**options))  # type: ignore[arg-type]
    return [cleaner().document(item.page) for item in items]


@pytest.mark.parametrize("name", HTML)
def test_saved_pages(name: str) -> None:
    check_growth(lambda count: read("html", HTML[name](count).encode()), SMALL)


@pytest.mark.parametrize("name", HTML)
def test_saved_pages_as_markdown(name: str) -> None:
    """All that is on the page is written, so that nothing is spared by leaving it out."""

    def write(count: int) -> None:
        for document in read("html", HTML[name](count).encode(), formats=True, links=True):
            write_markdown(Document(document.page, ()))

    check_growth(write, SMALL)


#: Other inputs that grow.
INPUTS: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "pages on a stream": ("text", lambda n: b"Satu.\n\f\n" * n),
    "form feeds": ("text", lambda n: b"\f" * n),
    "separators": ("text", lambda n: b"-----\n" * n),
    "bytes of no encoding": ("text", lambda n: b"\x81\x8d\x9d " * n),
    "UTF-16": ("text", lambda n: ("Harga naik. " * n).encode("utf-16")),
    "mojibake": ("text", lambda n: "Ã¢â‚¬Å“kata diaÃ¢â‚¬\x9d ".encode() * n),
    "records": ("jsonl", lambda n: b'{"text": "Satu."}\n' * n),
    "members of a record": (
        "jsonl",
        lambda n: b"{" + b",".join(b'"m%d": [1]' % k for k in range(n)) + b',"text":"x"}',
    ),
    "a record in brackets": ("jsonl", lambda n: b'{"m": ' + b"[" * n + b"]" * n + b', "text": "x"}'),
    "blank lines between records": ("jsonl", lambda n: b"\n" * n),
    "parts of an e-mail": (
        "mhtml",
        lambda n: (
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
            + b"--x\nContent-Type: text/html\n\n<p>x\n" * n
            + b"--x--\n"
        ),
    ),
    "headers of an e-mail": (
        "mhtml",
        lambda n: b"MIME-Version: 1.0\n" + b"X-A: b\n" * n + b"Content-Type: text/html\n\n<p>x\n",
    ),
    "quoted bytes": (
        "mhtml",
        lambda n: (
            b"Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>" + b"=3D=\n" * n
        ),
    ),
}


@pytest.mark.parametrize("name", INPUTS)
def test_inputs(name: str) -> None:
    form, make = INPUTS[name]
    check_growth(lambda count: read(form, make(count), separator=b"-----", fix_mojibake=True), SMALL)


@pytest.mark.parametrize("size", [1, 3])
def test_chunks(size: int) -> None:
    """An input that comes byte by byte costs no more for having come so far."""

    def act(count: int) -> None:
        data = b"Harga beras naik, kata dia.\n" * (count // 10)
        for item in READERS["text"](
            (data[at : at + size] for at in range(0, len(data), size)), "", ReadOptions()
        ):
            assert item.page.text

    check_growth(act, SMALL)


#: What writers are given: pages whose accounts grow in different ways.
PAGES: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: f"{PROSE}\n" * n,
    "advertisements": lambda n: f"ADVERTISEMENT\n{PROSE}\n" * n,
    "embeds in a line": lambda n: f"{PROSE} [Gambas:Video 20detik] lagi" * n,
    "bylines": lambda n: f"Penulis: Rina Wati | Editor: Joko\n{PROSE}\n" * n,
    "names in a byline": lambda n: f"{PROSE}\nPenulis: " + ", ".join(["Rina Wati"] * n),
    "dates": lambda n: "Senin, 6 Mei 2024 11:00 WIB\n" * n + PROSE,
    "captions": lambda n: "Suasana pasar di pagi hari. (Foto: Rina Wati/detikcom)\n" * n + PROSE,
    "characters that act": lambda n: "\x1b[31m\u202e\u200b" * n + PROSE,
    "characters of Markdown": lambda n: "*_`[](#)<>|\\" * n + PROSE,
    "stars": lambda n: "*" * n + PROSE,
    "brackets": lambda n: "[" * n + PROSE + "](" * n,
    "blank lines": lambda n: "\n" * n + PROSE,
    "surrogates": lambda n: "\udc80" * n + PROSE,
}
WRITTEN: dict[str, Callable[[Document], str]] = {
    **WRITERS,
    "explain": explain_text,
    "explain, cut": lambda document: explain_text(document, 80),
    "explain as JSON": explain_json,
    "explain as HTML": explain_html,
    "diff": write_diff,
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("form", WRITTEN)
def test_writers(form: str, page: str) -> None:
    documents = {count: cleaner().document(PAGES[page](count)) for count in (SMALL, SMALL + 1, 2 * SMALL)}

    check_growth(lambda count: WRITTEN[form](documents[count]), SMALL)


#: Patterns that make a backtracking engine, or a careless automaton, take time without end; and texts.
PATTERNS = [
    pytest.param("(?:a|a)*b", lambda n: "a" * n, id="the same twice"),
    pytest.param("(?:a+)+b", lambda n: "a" * n, id="repeats of repeats"),
    pytest.param("(?:a*b?)*c", lambda n: "a" * n, id="repeats of nothing"),
    pytest.param("a?" * 30 + "a" * 30, lambda n: "a" * n, id="thirty that may be missing"),
    pytest.param(".*.*.*.*x", lambda n: "y" * n, id="anything, four times"),
    pytest.param("[ab]*a[ab]{12}c", lambda n: "".join(Random(1).choices("ab", k=n)), id="4,096 states"),
    pytest.param("(?:a|ab|abc)*d", lambda n: "abc" * n, id="prefixes of each other"),
    pytest.param("(?:.|\\w|\\d)*!", lambda n: "é1" * n, id="classes within classes"),
    pytest.param("^(?:a|b)+$", lambda n: "ab" * n, id="a whole line"),
    pytest.param("a{1,50}b", lambda n: "a" * n, id="many starts, no end"),
    pytest.param("ab|a.*c", lambda n: "ab" * n, id="a short match, or a long one that does not come"),
]


@pytest.mark.parametrize(("source", "text"), PATTERNS)
def test_patterns(source: str, text: Callable[[int], str]) -> None:
    pattern = Pattern(source)
    size = 3000 if "{12}" in source else 1000  # most of its states are built by then

    check_growth(lambda count: (pattern.matches(text(count)), list(pattern.spans(text(count)))), size)


def test_packs(tmp_path: Path) -> None:
    """A pack of many rules is loaded and run in time linear in their number."""

    def act(count: int) -> None:
        rules = "".join(
            f'[[rule]]\nid = "r-{k}"\nkind = "ad"\nprefix = ["kabar {k}"]\ncontains = ["x {k} y"]\n'
            for k in range(count)
        )
        (tmp_path / "many.toml").write_text(rules)
        RuleSet(compile_tables([load_pack(tmp_path / "many.toml", user=True)])).scan(
            "kabar 1", ["kabar 1"], "\n"
        )

    check_growth(act, SMALL)


def test_filter_lists(tmp_path: Path) -> None:
    def act(count: int) -> None:
        lines = (f"##.ad-{k}\na{k}.example##div > .x{k}\n||b{k}.example^\n" for k in range(count))
        (tmp_path / "many.txt").write_text("".join(lines))
        FilterLists([tmp_path / "many.txt"]).pick("a.example", frozenset)

    check_growth(act, SMALL)


def test_work_that_grows_too_fast_is_seen() -> None:
    """A test that cannot fail is no test."""
    with pytest.raises(AssertionError):
        check_growth(lambda count: [cleaner().clean("Satu.\n" * 2) for _ in range(count**2)], 3)

    assert count_work(lambda: cleaner().clean("Satu.\n"), 10) > 10
