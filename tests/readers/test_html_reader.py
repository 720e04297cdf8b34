"""The HTML reader: what a page's lines are, and what it says of them. All cases are synthetic."""

from __future__ import annotations

import codecs
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beritaclean.errors import InputError
from beritaclean.page import Hint, Page
from beritaclean.readers.html import decode_html, read_html
from beritaclean.readers.nesting import check_nesting
from beritaclean.readers.pagedata import read_json_ld

LAYOUT = [
    pytest.param("", "", id="empty"),
    pytest.param("Warga mengungsi.", "Warga mengungsi.", id="no markup at all"),
    pytest.param("a < b & c", "a < b & c", id="bare signs"),
    pytest.param("<p>Satu.<p>Dua.", "Satu.\n\nDua.", id="paragraphs left open"),
    pytest.param("<div>Satu.</div><div>Dua.</div>", "Satu.\nDua.", id="divisions leave no gap"),
    pytest.param(
        "<div>Satu.<p>Dua.</p>Tiga.</div>", "Satu.\n\nDua.\n\nTiga.", id="bare text beside a paragraph"
    ),
    pytest.param("Satu.<br>Dua.<br><br>Tiga.<br/>", "Satu.\nDua.\n\nTiga.", id="bare text with br"),
    pytest.param("Satu.<br>\n<br>\n &nbsp;<br>Dua.", "Satu.\n\nDua.", id="blanks are folded to one"),
    pytest.param("<p>Satu<br></p><p>Dua</p>", "Satu\n\nDua", id="br at the end of a paragraph"),
    pytest.param("<br><p><br>Satu", "Satu", id="no blank at the top"),
    pytest.param("<p>Satu\n   dua\t tiga</p>", "Satu dua tiga", id="white space collapses"),
    pytest.param("<p>Rp&nbsp;5.000,\u2003lunas </p>", "Rp\u00a05.000,\u2003lunas", id="no-break space stays"),
    pytest.param("<p>\u201cYa\u201d\n\n kata   dia</p>", "“Ya” kata dia", id="collapses beside curly quotes"),
    pytest.param(
        "<p><b>JAKARTA</b> <i>-</i> Banjir</p>", "JAKARTA - Banjir", id="space between inline elements"
    ),
    pytest.param("<p><b>JAKARTA</b><i>-</i>Banjir</p>", "JAKARTA-Banjir", id="none where none is"),
    pytest.param("<p>ban<b>jir</b> su<wbr>rut</p>", "banjir surut", id="inside a word"),
    pytest.param("<a>Nasional</a><a>Daerah</a>", "Nasional Daerah", id="links side by side"),
    pytest.param("<ul><li>satu<li>dua</ul>tiga", "satu\ndua\n\ntiga", id="list"),
    pytest.param("<ul><li><p>satu</p></li><li><p>dua</p></li></ul>", "satu\ndua", id="paragraphs in items"),
    pytest.param("<li><p>satu</p><p>dua</p></li>", "satu\n\ndua", id="two paragraphs in an item"),
    pytest.param("<ul><li>satu<ul><li>dua</ul><li>tiga</ul>", "satu\ndua\ntiga", id="list in a list"),
    pytest.param("<dl><dt>satu<dd>dua</dl>", "satu\ndua", id="definitions"),
    pytest.param("<h2>Kepala</h2>teks", "Kepala\n\nteks", id="heading"),
    pytest.param("<pre>satu\n  dua\n\ntiga</pre>", "satu\n  dua\n\ntiga", id="pre"),
    pytest.param("<pre><b>satu</b>\n<i>dua</i> x</pre>", "satu\ndua x", id="elements in pre"),
    pytest.param("satu<plaintext><b>dua</b>\ntiga", "satu\n\n<b>dua</b>\ntiga", id="plaintext"),
    pytest.param("<table><tr><td>a<td> b </td><td></td><td>c</table>", "a\tb\t\tc", id="row of a table"),
    pytest.param("<table><tr><th><p>a</p><td><div>b</div></table>", "a\tb", id="one block in each cell"),
    pytest.param("<table><tr><td>a<tr><td>b</table>", "a\nb", id="rows"),
    pytest.param("<table><tr><td>menu<td>Satu.<br>Dua.</table>", "menu\nSatu.\nDua.", id="table for layout"),
    pytest.param(
        "<table><tr><td>menu<td><table><tr><td>a<td>b</table></table>", "menu\n\na\tb", id="table in a table"
    ),
    pytest.param(
        "<figure><img alt=x><figcaption>Foto.</figcaption></figure>Teks", "Foto.\n\nTeks", id="figure"
    ),
    pytest.param("<p>a</p><p><img alt='Foto banjir'></p><p>b</p>", "a\n\nb", id="picture leaves nothing"),
    pytest.param("<a href=x><h3>Judul</h3><p>Isi</p></a>", "Judul\n\nIsi", id="blocks in a link"),
    pytest.param("<fieldset><legend>Satu</legend>dua</fieldset>", "Satu\ndua", id="legend"),
    pytest.param("<details><summary>Satu</summary>dua</details>", "Satu\ndua", id="closed details are kept"),
    pytest.param("a<!-- b -->c<!-- d", "ac", id="comments, the last not closed"),
    pytest.param("a<![CDATA[b]]>c", "ac", id="CDATA is a comment in HTML"),
    pytest.param("a<hr>b", "a\n\nb", id="rule"),
    pytest.param(
        "<span style='display: block'>a</span><b style=display:flex>b</b>c", "a\nb\nc", id="inline as block"
    ),
    pytest.param("<p>a</b></div></p>b</i><td>c", "a\n\nbc", id="end tags of nothing"),
    pytest.param("<b><p>a</b>b</p>c", "ab\n\nc", id="badly nested"),
    pytest.param("<table><tr><td>a<b style=display:block>b</b><td>c</table>", "a b\tc", id="block in a row"),
    pytest.param("<x-card>a</x-card><x-card>b</x-card>", "ab", id="unknown elements are inline"),
    pytest.param("&lt;b&gt; &amp;amp; &quot; &#8217; &hellip; &zzz;", '<b> &amp; " ’ … &zzz;', id="entities"),
    pytest.param("a&#0;b&#xD800;c&#x110000;d", "a\ufffdb\ufffdc\ufffdd", id="references to no character"),
    pytest.param("a&#13;&#10;b\rc", "a b c", id="carriage returns"),
    pytest.param("<frameset><frame src=a></frameset>", "", id="frameset"),
    pytest.param("<html><body></html><p>after the end", "after the end", id="after the end"),
]

HIDDEN = [
    pytest.param("<script>a()</script>", id="script"),
    pytest.param("<script>a()", id="script left open"),
    pytest.param("<style>p{}</style>", id="style"),
    pytest.param("<noscript><p>nyalakan</p></noscript>", id="noscript"),
    pytest.param("<template><p>x</p></template>", id="template"),
    pytest.param("<svg><title>ikon</title><text>x</text></svg>", id="svg"),
    pytest.param("<iframe>x</iframe>", id="iframe"),
    pytest.param("<select><option>x</select>", id="select"),
    pytest.param("<button>Kirim</button><input value=x><textarea>x</textarea>", id="form controls"),
    pytest.param("<video>x</video><audio>x</audio><object>x</object><canvas>x</canvas>", id="fallbacks"),
    pytest.param("<p hidden>x</p>", id="hidden"),
    pytest.param("<div aria-hidden=TRUE>x</div>", id="aria-hidden"),
    pytest.param("<div style='color:red; DISPLAY : none !important'><p>x<p>y</div>", id="display none"),
    pytest.param("<span style=visibility:hidden>x</span>", id="visibility hidden"),
    pytest.param("<dialog><p>x</p></dialog>", id="closed dialogue"),
    pytest.param("<div hidden><div hidden style='display:none'>x</div></div>", id="hidden in hidden"),
    pytest.param("<head><title>x</title></head>", id="head in the body"),
]

SHOWN = [
    pytest.param("<div style='display:block'>teks</div>", id="display block"),
    pytest.param("<div style='backface-visibility:hidden'>teks</div>", id="another property's hidden"),
    pytest.param("<div style='--display:none-of-it'>teks</div>", id="a custom property"),
    pytest.param("<div aria-hidden=false>teks</div>", id="aria-hidden false"),
    pytest.param("<dialog open>teks</dialog>", id="open dialogue"),
    pytest.param("<body style='display:none'>teks", id="body, which a script shows"),
    pytest.param("<div hidden><div aria-hidden=true><h1>teks</h1></div></div>", id="around the main heading"),
]

HINTS = [
    pytest.param("<h1>a</h1>", Hint(heading=1), id="heading"),
    pytest.param("<h3><a href=x><b>a</b></a></h3>", Hint(heading=3, links=1.0), id="linked heading"),
    pytest.param("<ul><li>a</ul>", Hint(item=True), id="item"),
    pytest.param("<table><tr><td>a<td>b</table>", Hint(row=True), id="row"),
    pytest.param("<table><tr><td>a<br></table>", Hint(), id="cell of a layout"),
    pytest.param("<p>abc <a href=x>d</a></p>", Hint(links=0.25), id="link density"),
    pytest.param("<nav>a</nav>", Hint(region="nav"), id="nav"),
    pytest.param(
        "<footer><figure>a</figure></footer>", Hint(region="footer"), id="furniture stays furniture"
    ),
    pytest.param("<header><figure>a</figure></header>", Hint(region="figure"), id="figure in a header"),
    pytest.param("<article><header>a</header></article>", Hint(region="header"), id="header"),
    pytest.param("<aside><section>a</section></aside>", Hint(region="aside"), id="aside"),
    pytest.param(
        "<figure><figcaption>a</figcaption></figure>", Hint(region="figure", caption=True), id="caption"
    ),
    pytest.param(
        "<p class='wp-caption-text'>a</p>",
        Hint(caption=True, words="wp-caption-text"),
        id="caption by its class",
    ),
    pytest.param("<p class='adv-caption-lead'>a</p>", Hint(words="adv-caption-lead"), id="no caption"),
    pytest.param(
        "<div class='Detail  Body' id=Isi><p class=para>a",
        Hint(words="detail  body isi para"),
        id="class and id words",
    ),
    pytest.param("<p class=x><b class=y>a</b> b", Hint(words="x"), id="words of what is least deep"),
    pytest.param("<p class=x><b class=y>a</b>", Hint(words="x y"), id="words of an inline element alone"),
]


def read(markup: str) -> Page:
    return read_html(markup.encode())


@pytest.mark.parametrize(("markup", "text"), LAYOUT)
def test_layout(markup: str, text: str) -> None:
    page = read(markup)

    assert page.text == text
    assert len(page.hints) == len(page.lines())


@pytest.mark.parametrize("markup", HIDDEN)
def test_hidden_is_left_out(markup: str) -> None:
    assert read(f"<div>Awal.{markup}").text == "Awal."
    assert "x" not in read(f"<div>Awal.</div>{markup}<p>Akhir.").text.split()


@pytest.mark.parametrize("markup", SHOWN)
def test_shown_is_kept(markup: str) -> None:
    assert read(markup).text == "teks"


@pytest.mark.parametrize(("markup", "hint"), HINTS)
def test_hints(markup: str, hint: Hint) -> None:
    assert read(markup).hints == (hint,)


def test_a_blank_line_has_an_empty_hint() -> None:
    page = read("<nav><p class=x>a<p>b</nav>")

    assert page.lines() == ["a", "", "b"]
    assert page.hints[1] == Hint()


def test_words_are_bounded() -> None:
    page = read("".join(f"<div class='kelas-{number}'>" for number in range(300)) + "a")

    assert page.hints[0].words.startswith("kelas-")
    assert page.hints[0].words.endswith(" kelas-299")
    assert len(page.hints[0].words) <= 400


CHARSETS = [
    pytest.param("“Hujan”".encode(), None, "“Hujan”", "utf-8", id="UTF-8 that declares nothing"),
    pytest.param(codecs.BOM_UTF8 + "é".encode(), None, "é", "utf-8", id="BOM"),
    pytest.param("\ufeff<p>Hujan".encode("utf-16-le"), None, "Hujan", "utf-16-le", id="UTF-16 with BOM"),
    pytest.param(
        "<meta charset=iso-8859-1>“é”".encode("cp1252"), None, "“é”", "cp1252", id="latin-1 means cp1252"
    ),
    pytest.param(
        "<meta charset=iso-8859-1>“é”".encode(), None, "“é”", "utf-8", id="declares latin-1, is UTF-8"
    ),
    pytest.param(
        '<META HTTP-EQUIV="Content-Type" content="text/html; charset=windows-1251">Привет'.encode("cp1251"),
        None,
        "Привет",
        "cp1251",
        id="http-equiv",
    ),
    pytest.param("<meta charset='gbk'>北京".encode("gb18030"), None, "北京", "gb18030", id="GBK"),
    pytest.param(
        "<meta charset=utf-8>“é”".encode("cp1252"), None, "“é”", "cp1252", id="declares UTF-8, is not"
    ),
    pytest.param("<meta charset=zzz>“é”".encode("cp1252"), None, "“é”", "cp1252", id="declares no known one"),
    pytest.param("<meta charset=utf-16>“é”".encode(), None, "“é”", "utf-8", id="UTF-16 cannot be declared"),
    pytest.param("<meta charset=cp1251>é".encode("cp1252"), "cp1252", "é", "cp1252", id="the caller wins"),
    pytest.param(b"<meta charset=cp1252>a\x81b", None, "a\ufffdb", "cp1252", id="byte of no character"),
]


@pytest.mark.parametrize(("data", "encoding", "text", "name"), CHARSETS)
def test_charset(data: bytes, encoding: str | None, text: str, name: str) -> None:
    page = read_html(data, encoding=encoding)

    assert page.text == text
    assert page.facts["encoding"] == decode_html(data, encoding).encoding == name


def test_an_unknown_encoding_is_refused() -> None:
    with pytest.raises(InputError, match='unknown name "uft-8"'):
        read_html(b"<p>a", encoding="uft-8")


FACTS = [
    pytest.param("<title> Banjir\n surut </title>", {"title": "Banjir surut"}, id="title"),
    pytest.param(
        '<title>Banjir | Situs</title><meta property="og:title" content="Banjir &amp;quot;surut&amp;quot;">',
        {"title": 'Banjir "surut"'},
        id="Open Graph before title, escaped twice",
    ),
    pytest.param(
        '<link rel=canonical href="https://www.kabar.contoh.id/a?b=1&amp;copy=2">',
        {"canonical": "https://www.kabar.contoh.id/a?b=1&copy=2", "host": "kabar.contoh.id"},
        id="canonical address",
    ),
    pytest.param(
        '<meta property=og:url content="https://contoh.id/x"><link rel=canonical href="/x">',
        {},
        id="a canonical address without a host is none",
    ),
    pytest.param("<link rel=canonical href='http://[x'>", {"canonical": "http://[x"}, id="broken address"),
    pytest.param(
        "<meta property=og:site_name content='Kabar.contoh.id'>",
        {"site": "Kabar.contoh.id", "host": "kabar.contoh.id"},
        id="host by the name of the site",
    ),
    pytest.param(
        "<!-- saved from url=(0022)https://contoh.id/a/1 --><p>",
        {"canonical": "https://contoh.id/a/1", "host": "contoh.id"},
        id="saved from",
    ),
    pytest.param(
        "<html lang=id><meta property=og:locale content=en_US><meta name=description content=Ringkas>",
        {"language": "id", "description": "Ringkas"},
        id="language and description",
    ),
    pytest.param(
        "<meta name=author content='Ani W.'><meta property=article:author content=https://f.contoh/ani>"
        "<meta name=pubdate content=2024-05-14><meta property=article:section content=Kota>",
        {"author": "Ani W.", "published": "2024-05-14", "section": "Kota"},
        id="author, date, section",
    ),
    pytest.param("<meta name=author><meta content=x><meta name=zzz content=x>", {}, id="nothing of use"),
]


@pytest.mark.parametrize(("markup", "facts"), FACTS)
def test_facts(markup: str, facts: dict[str, str]) -> None:
    assert read(markup).facts == {**facts, "encoding": "utf-8"}


ARTICLE = '"@type": "NewsArticle", "headline": "Banjir surut"'
JSON_LD = [
    pytest.param(f"{{{ARTICLE}}}", {"title": "Banjir surut"}, id="plain"),
    pytest.param(f"[{{{ARTICLE}}}]", {"title": "Banjir surut"}, id="in a list"),
    pytest.param(
        f'{{"@graph": [{{"@type": "WebPage"}}, {{{ARTICLE}}}]}}', {"title": "Banjir surut"}, id="in @graph"
    ),
    pytest.param('{"@type": ["Thing", "Article"], "headline": "a"}', {"title": "a"}, id="of several types"),
    pytest.param('{"@type": "WebPage", "headline": "a"}', {}, id="no article"),
    pytest.param(
        '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle"}]}', {}, id="list of others"
    ),
    pytest.param(
        f'{{{ARTICLE}, "author": [{{"name": "Ani"}}, "Budi", {{"@id": "x"}}], "publisher": {{"name": "A"}},'
        '"mainEntityOfPage": {"@id": "https://contoh.id/a"}, "articleSection": ["Kota", "Air"]}',
        {
            "title": "Banjir surut",
            "section": "Kota, Air",
            "author": "Ani, Budi",
            "site": "A",
            "canonical": "https://contoh.id/a",
        },
        id="objects and lists for text",
    ),
    pytest.param(
        f'{{{ARTICLE}, "articleBody": "Warga pulang.\\n\\nJalan dibuka."}}',
        {"title": "Banjir surut", "body": "Warga pulang.\n\nJalan dibuka."},
        id="body",
    ),
    pytest.param(
        f'{{{ARTICLE}, "articleBody": "&lt;p&gt;Warga &amp;amp; kawan.&lt;/p&gt;&lt;p&gt;Dua.&lt;/p&gt;"}}',
        {"title": "Banjir surut", "body": "Warga & kawan.\n\nDua."},
        id="body as markup, escaped",
    ),
    pytest.param(f"<!--\n{{{ARTICLE}}}\n-->", {"title": "Banjir surut"}, id="in a comment"),
    pytest.param(
        f'{{{ARTICLE}, "articleBody": "satu\ndua"}};',
        {"title": "Banjir surut", "body": "satu\ndua"},
        id="line end",
    ),
    pytest.param(f"{{{ARTICLE},}}", {"title": "Banjir surut"}, id="broken: comma at the end"),
    pytest.param(
        '{"@type":"NewsArticle","headline":"Kata "siaga", lalu \\"awas\\"","datePublished":"2024-05-14",'
        '"author":{"@type":"Person","name":"Ani"}',
        {"title": 'Kata "siaga", lalu "awas"', "published": "2024-05-14", "author": "Ani"},
        id="broken: bare quotes, cut off",
    ),
    pytest.param('{"@type":"NewsArticle","headline":"Banjir su', {}, id="broken: cut off in the only value"),
    pytest.param(
        '{"@type":"NewsArticle","headline":"\\ud83d\\ude00 \\ud83d",}',
        {"title": "😀 \ufffd"},
        id="surrogates",
    ),
    pytest.param("[" * 100_000, {}, id="nested without end"),
    pytest.param("", {}, id="empty"),
    pytest.param("null", {}, id="null"),
    pytest.param(
        f'{{{ARTICLE}, "author": {{"name": 1}}, "url": 5, "articleBody": null}}',
        {"title": "Banjir surut"},
        id="numbers",
    ),
]


@pytest.mark.parametrize(("text", "facts"), JSON_LD)
def test_json_ld(text: str, facts: dict[str, str]) -> None:
    assert read_json_ld(text) == facts


def test_json_ld_counts_before_open_graph() -> None:
    data = f'<script type="application/LD+JSON">{{{ARTICLE}}}</script>'

    assert read(f'<meta property=og:title content="Banjir - Situs">{data}').facts["title"] == "Banjir surut"


DEEP = 100_000
REFUSED = [
    pytest.param(b"<div>" * DEEP, id="divisions"),
    pytest.param(b"<div>" * DEEP + b"</div>" * DEEP, id="divisions, all closed"),
    pytest.param(b"<ul><li>" * DEEP, id="lists"),
    pytest.param(b"<table><tr><td>" * DEEP, id="tables"),
    pytest.param(b"<template>" * DEEP, id="templates"),
    pytest.param(b"<b><div></b>" * DEEP, id="formatting closed across blocks"),
    pytest.param(b"<x-y><div></x-y>" * DEEP, id="end tags that close nothing"),
    pytest.param(b"".join(b"<p><b id=%d>x" % number for number in range(DEEP)), id="formatting left open"),
    pytest.param(b"<p " + b"a=1 b " * DEEP + b">", id="attributes"),
]


@pytest.mark.parametrize("data", REFUSED)
def test_what_the_parser_cannot_bear_is_refused(data: bytes) -> None:
    start = time.process_time()
    with pytest.raises(InputError, match=r"page\.html: (nested too deeply|a tag with too many attributes)"):
        read_html(data, "page.html")

    assert time.process_time() - start < 10


@pytest.mark.parametrize("depth", [600, 5_000])
def test_deeper_than_any_browser_goes_is_read(depth: int) -> None:
    assert read_html(b"<div>" * depth + b"Warga.<p>Dua." + b"</div>" * depth).text == "Warga.\n\nDua."


def test_a_large_page_is_read_in_seconds() -> None:
    paragraph = "<div class=isi><p>Warga <b>kembali</b> ke rumah, kata <a href='/x'>dia</a>.</p></div>\n"
    markup = paragraph * (10 * 1024 * 1024 // len(paragraph))
    start = time.process_time()
    page = read(markup)

    assert page.text.count("Warga kembali ke rumah, kata dia.") == markup.count("<p>")
    assert time.process_time() - start < 30


def test_a_real_size_of_page_is_not_refused() -> None:
    check_nesting(b"<table><tr><td><p>a <b>b</b><li>c<font color=red>d</table><br>" * 20_000, "")


TAGS = """
    table tr td /td /table p /p div /div pre /pre li ul /ul b /b a /a br h1 main svg /svg math template select
    option plaintext frameset body /body html head title textarea script /script style !-- ![CDATA[ xmp dialog
    button image meta|charset=utf-16 meta|charset=gbk div|hidden span|style=display:none b|style=display:block
"""
SIGNS = "--> ]]> \" ' < > & &amp &#xD800; &#0; &#x1f; = / \0 \r \x0b \x85 \u2028 \xa0 \u200b é 北 😀 Warga"
PIECES = [*(f"<{tag}>".replace("|", " ") for tag in TAGS.split()), *SIGNS.split(" ")]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=60),
    st.binary(max_size=8),
    st.integers(0, 400),
)
def test_any_page_is_read(pieces: list[str], noise: bytes, place: int) -> None:
    data = "".join(pieces).encode("utf-8", "replace")
    page = read_html(data[:place] + noise + data[place:])

    assert len(page.hints) == len(page.lines())
    assert all(0 <= hint.links <= 1 for hint in page.hints)
    assert all(line or hint == Hint() for line, hint in zip(page.lines(), page.hints, strict=True))
    assert page.lines() == [line.rstrip() for line in page.lines()]
    assert "\n\n\n" not in page.text
    assert page.text.encode().decode() == page.text
    assert all(isinstance(value, str) and value for value in page.facts.values())


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read(data: bytes) -> None:
    page = read_html(data)

    assert len(page.hints) == len(page.lines())


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_json_ld_is_read(text: str) -> None:
    assert all(read_json_ld('{"@type": "NewsArticle", ' + text).values())
