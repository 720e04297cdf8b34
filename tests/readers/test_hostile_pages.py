"""Saved pages that are broken or meant to break: an answer or an `InputError`, through the whole chain.

Work is counted in calls, not timed: twice the page is about twice the calls.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beritaclean.cleaner import Cleaner
from beritaclean.document import Document
from beritaclean.errors import InputError
from beritaclean.readers import READERS, ReadOptions

SAMPLES = Path(__file__).parent.parent.parent / "samples"
PROSE = "Harga beras di Pasar Kliwon naik dua ratus rupiah sejak awal pekan, kata seorang pedagang."
MORE = "Menurut dia, pasokan dari tiga kecamatan berkurang setengahnya dalam dua minggu terakhir."
LD = {"@type": "NewsArticle", "headline": "Harga Beras Naik", "articleBody": f"{PROSE}\n{MORE}"}
#: Shaped after today's pages of detik.com: what its pack says of elements is tried, too.
PAGE = f"""<!DOCTYPE html><html lang=id><head><meta charset="utf-8"><title>Harga Beras Naik - detik</title>
<link rel="canonical" href="https://finance.detik.com/berita/d-1"><style>.a{{}}</style>
<script type="application/ld+json">{json.dumps(LD)}</script></head>
<body><nav><ul><li><a href="/">Home</a><li><a href="/k">Ekonomi</a></ul></nav>
<article class="detail"><h1>Harga Beras di Pasar Kliwon Naik Lagi</h1>
<figure><img src=a.jpg alt="Karung"><figcaption>Karung beras. (Foto: Rina Wati/detikcom)</figcaption></figure>
<div class="detail__body-text itp_bodycontent"><p><strong>Solo</strong> - {PROSE}</p>
<div class="parallaxindetail"><p>ADVERTISEMENT</p></div><p>{MORE}<br>“Naik,” kata dia.</p>
<table class="linksisip"><tr><td><p>Baca juga: <a href=x>Harga Cabai Turun</a></td></tr></table>
<ol><li>satu<li>dua</ol><pre>a  b
c</pre><div hidden>x</div></div>
<div class="detail__body-tag"><a href=t>beras</a></div></article><footer>Copyright @ 2024 detikcom</footer>
""".encode()
FILTERS = "##.detail__body-tag\ndetik.com##div > .linksisip\n##[hidden]\n##article p + p\n##nav a\n"


@pytest.fixture(scope="module")
def cleaner(tmp_path_factory: pytest.TempPathFactory) -> Cleaner:
    path = tmp_path_factory.mktemp("lists") / "list.txt"
    path.write_text(FILTERS)
    return Cleaner(filter_lists=[path])


def clean(data: bytes, cleaner: Cleaner, form: str = "html") -> list[Document]:
    """The documents of an input, each with everything worked out; the laws hold of each."""
    documents = []
    for item in READERS[form]([data], "page", ReadOptions(rules=cleaner.element_rules)):
        document = cleaner.document(item.page)
        assert len(item.page.hints) == len(item.page.lines())
        assert "".join(span.text for span in document.spans) == item.page.text
        json.dumps(document.to_dict()).encode()
        documents.append(document)
    return documents


def test_the_page_is_cleaned(cleaner: Cleaner) -> None:
    [document] = clean(PAGE, cleaner)

    assert document.body[0] == f"Solo - {PROSE}"
    assert {span.rule for span in document.dropped} == {
        "detik/html-drop",
        "filter-list/list.txt:5",
        "general/advertisement",
        "general/baca-juga",
        "markup/region",
        "tails/after-article",
    }


@pytest.mark.parametrize("name", ["saved-blink.mhtml", "saved-br.html", "saved-detik.html", "page"])
def test_a_page_cut_off_anywhere_is_read(name: str, cleaner: Cleaner) -> None:
    data = PAGE if name == "page" else (SAMPLES / name).read_bytes()
    form = "mhtml" if name.endswith("mhtml") else "html"
    refusals: list[str] = []
    for end in range(0, len(data), 50):
        try:
            clean(data[:end], cleaner, form)
        except InputError as error:
            refusals.append(str(error))
    assert len(refusals) <= (0 if form == "html" else data.lower().index(b"<html") // 50 + 1)
    assert set(refusals) <= {'page: no part of HTML (save the page as "Webpage, Single File", or as HTML)'}


DEEP = 100_000
ROW = f"<div><p>{PROSE} <b>{MORE}</b></p></div>\n".encode()
MEGA = 1024 * 1024
MONSTERS = {
    "nothing": b"",
    "only a byte order mark": b"\xef\xbb\xbf",
    "only NULs": b"\0" * 1000,
    "NULs everywhere": PAGE.replace(b" ", b"\0 \0"),
    "UTF-16 without a mark": PAGE.decode().encode("utf-16-le"),
    "UTF-16 with the wrong mark": b"\xfe\xff" + PAGE.decode().encode("utf-16-le"),
    "UTF-32": PAGE.decode().encode("utf-32"),
    "cut inside a character": PAGE.decode().encode("utf-16")[:-1],
    **{
        f"says it is {name}": PAGE.replace(b'"utf-8"', name.encode()).replace(b"Kliwon", b"Kliwon\xe9\xff")
        for name in ("utf-7", "utf-16", "cp037", "hz-gb-2312", "iso-2022-kr", "punycode", "rot13", "x-zzz")
    },
    "every control character": bytes(range(32)) * 50 + PAGE,
    "every byte": bytes(range(256)) * 50,
    "ends inside a tag": PAGE + b"<div class='",
    "ends inside a comment": PAGE + b"<!-- " + PAGE,
    "ends inside a script": b"<script>" + PAGE,
    "ends inside a title": b"<title>" + PAGE,
    "ends inside CDATA": b"<svg><![CDATA[" + PAGE,
    "all end tags": b"</div></p></table></body></html>" * 1000 + PAGE,
    "two pages in one": PAGE + PAGE,
    "frameset": PAGE.replace(b"<body>", b"<frameset><frame src=x>"),
    "plaintext": PAGE.replace(b"<article", b"<plaintext><article"),
    "table soup": b"<table><p>a<tr>b<td>c</tr>d<td><table>e</td>" * 200,
    "formatting soup": b"<b><i><p></b>x</i><a><div></a>y" * 200,
    "svg and math": b"<svg><desc><math><mtext><p>a</svg>" * 200,
    "deep divisions": b"<div>" * DEEP + PAGE,
    "deep formatting": b"<b><i>" * DEEP + PAGE,
    "deep links": b"<a href=x><p>" * DEEP,
    "deep lists": b"<ul><li>" * DEEP,
    "deep tables": b"<table><td>" * DEEP,
    "deep templates": b"<template>" * DEEP,
    "deep foreign elements": b"<svg><g>" * DEEP,
    "deep JSON-LD": b'<script type="application/ld+json">' + b'{"@graph":[' * DEEP + b"</script>" + PAGE,
    "broken JSON-LD": PAGE.replace(b'"articleBody": "', b'"articleBody": "" \\u12 \\ "'),
    "surrogates in JSON-LD": PAGE.replace(b"Kliwon naik", b"\\ud800 naik"),
    "no address": PAGE.replace(b"https://finance", b"http://[::1"),
    "an endless name": b"<" + b"a" * MEGA + b">" + PAGE,
    "an endless attribute": b"<p class='" + b"a " * MEGA + b"'>" + PAGE,
    "an endless line": b"<p>" + PROSE.encode() * 20_000,
    "endless entities": b"&amp;&#x110000;&notit;" * 50_000,
    "an endless style": b"<p style='" + b"display:" * 100_000 + b"'>" + PAGE,
    "endless comments": b"<!-->" * 200_000 + PAGE,
    "ten megabytes": b"<script>"
    + b"var a = 1;\n" * 600_000
    + b"</script>"
    + PAGE
    + ROW * (4 * MEGA // len(ROW)),
}
REFUSED = frozenset(name for name in MONSTERS if name.startswith("deep ")) - {"deep JSON-LD"}


@pytest.mark.parametrize("name", MONSTERS)
def test_a_monster_is_answered_or_refused(name: str, cleaner: Cleaner) -> None:
    refusal = ""
    try:
        clean(MONSTERS[name], cleaner)
    except InputError as error:
        refusal = str(error)
    assert refusal == ("page: nested too deeply (browsers show 512 levels)" if name in REFUSED else "")


def count_calls(work: Callable[[], object]) -> int:
    """How many functions, of Python and of C, a piece of work calls."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


GROWING = {
    "the page": PAGE,
    "paragraphs": b"<p>" + PROSE.encode() + b"</p>",
    "what rules name": b"<div class='detail__body-text linksisip'><p class=detail__body-tag>b</div>",
    "links": b"<a href=x>Harga Cabai Turun Lagi</a> ",
    "headings": b"<h2>Harga Cabai Turun Lagi di Pasar</h2>",
    "captions": b"<figure><figcaption>Karung beras. (Foto: Rina Wati)</figcaption></figure>",
    "rows": b"<table><tr><td>a<td><p>b</table>",
    "levels": b"<div class='linksisip detail__body-tag'>a",
    "soup": b"<table><p>a<tr>b<td>c</tr>d",
}


@pytest.mark.parametrize("name", GROWING)
def test_twice_the_page_is_about_twice_the_work(name: str, cleaner: Cleaner) -> None:
    head = PAGE.partition(b"<article")[0] if name != "the page" else b""

    @cache
    def work(times: int) -> int:
        return count_calls(lambda: clean(head + GROWING[name] * times, cleaner))

    work(1)  # what is made once
    assert work(80) < 2.6 * work(40)


FRAGMENTS = st.sampled_from(
    b"""<div> </div> <p> </p> <b> </b> <table> <tr> <td> </table> <pre> <h1> <li> <a> </a> <br> <nav> <figure>
    </figure> <template> <svg> </svg> <select> <plaintext> <script> </script> <!-- --> <style> </style>
    <p|hidden> <p|class=linksisip> <p|class=detail__body-text> <body|class=detail__body-tag> ' " < > & &#0; \0
    <meta|charset=utf-16> <meta|charset=gbk> \x1b[2J \xff \xc3 \xed\xa0\x80 \xef\xbb\xbf""".split()
)
CUTS = st.tuples(st.integers(0, len(PAGE)), st.integers(0, 400))
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), CUTS, FRAGMENTS),
        st.tuples(st.just("insert"), CUTS, st.binary(max_size=6)),
        st.tuples(st.just("delete"), CUTS, st.just(b"")),
        st.tuples(st.just("double"), CUTS, st.just(b"")),
        st.tuples(st.just("move"), CUTS, st.just(b"")),
    ),
    min_size=1,
    max_size=12,
)


def change(data: bytes, changes: list[tuple[str, tuple[int, int], bytes]]) -> bytes:
    """Change a page in places, one after the other."""
    for how, (at, size), fragment in changes:
        piece = data[at : at + size]
        if how == "insert":
            data = data[:at] + fragment.replace(b"|", b" ") + data[at:]
        elif how == "delete":
            data = data[:at] + data[at + size :]
        elif how == "double":
            data = data[:at] + piece + data[at:]
        else:
            data = data[:at] + data[at + size :] + piece
    return data


@settings(max_examples=300, deadline=None)
@given(changes=CHANGES)
def test_a_changed_page_is_answered(changes: list[tuple[str, tuple[int, int], bytes]]) -> None:
    assert len(clean(change(PAGE, changes), changed_cleaner())) == 1


@settings(max_examples=100, deadline=None)
@given(changes=CHANGES)
def test_a_changed_mhtml_is_answered_or_refused(changes: list[tuple[str, tuple[int, int], bytes]]) -> None:
    data = change((SAMPLES / "saved-blink.mhtml").read_bytes(), changes)
    refusal = "page: "
    try:
        assert len(clean(data, changed_cleaner(), "mhtml")) == 1
    except InputError as error:
        refusal = str(error)
    assert refusal.startswith("page: ")


@cache
def changed_cleaner() -> Cleaner:
    """A cleaner for changed pages; hypothesis wants no fixture."""
    return Cleaner()
