"""Saved pages as Markdown: what the markup makes of the text, and that text stays text beside it."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from beritaclean.document import Document
from beritaclean.page import Mark, Page
from beritaclean.readers.html import read_html
from beritaclean.writers.markdown import write_markdown

HOST = '<link rel=canonical href="https://contoh.id/a/b">'


def read(markup: str, links: bool = True) -> Page:
    return read_html((HOST + markup).encode("utf-8", "surrogatepass"), formats=True, links=links)


def write(markup: str, links: bool = True, marks: tuple[Mark, ...] = ()) -> str:
    """Return the Markdown of a body, without its front matter and the last line end."""
    written = write_markdown(Document(read(markup, links), marks))
    return re.sub(r"(?s)\A---\n.*?\n---\n\n", "", written).removesuffix("\n")


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("Harga <b></b>beras <i> </i>naik.", id="empty emphasis"),
        pytest.param("<b style='font-weight:normal'>Harga beras naik.</b>", id="bold that is not"),
        pytest.param("<span>Harga</span> <u>beras</u> <small>naik.</small>", id="no emphasis"),
        pytest.param('<a href="javascript:alert(1)">Harga</a> <a>beras</a> <a href="#">naik.</a>', id="x"),
    ],
)
def test_plain_noop(markup: str) -> None:
    """What shows like other text is written like it."""
    assert write(markup, links=False) == "Harga beras naik."


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        pytest.param("<b>Solo</b> - Harga", "**Solo** - Harga", id="strong"),
        pytest.param("kata <em>blusukan</em> itu", "kata *blusukan* itu", id="emphasis"),
        pytest.param("<b><i>Solo</i></b>", "***Solo***", id="both"),
        pytest.param("<b>Solo </b>- Harga", "**Solo** - Harga", id="spaces move out"),
        pytest.param('<span style="font-weight:700">Solo</span>', "**Solo**", id="by style"),
        pytest.param("kata<b>“Halo”</b>nya", "kata“**Halo**”nya", id="fences cannot stand beside marks"),
        pytest.param("ke-<b>2</b>an", "ke-**2**an", id="inside a word"),
        pytest.param("<b>a<i>b</i>c</b>", "**abc**", id="no emphasis inside a word of emphasis"),
        pytest.param("<b>a <i>b</i> c</b>", "**a *b* c**", id="emphasis inside"),
        pytest.param("<b>a</b><i>b</i>", "**a**b", id="no emphasis right beside emphasis"),
        pytest.param("<b>Dua<br>baris</b>", "**Dua**\n\n**baris**", id="across lines"),
        pytest.param("<b>_a_ *b*</b> nama_<i>akun</i>", r"**\_a\_ \*b\*** nama\_*akun*", id="escaped"),
    ],
)
def test_emphasis(markup: str, markdown: str) -> None:
    assert write(markup) == markdown


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        pytest.param('<a href="/x">Solo</a>', "[Solo](https://contoh.id/x)", id="completed"),
        pytest.param(
            '<a href="https://x.id/a b(c)">S</a>', "[S](https://x.id/a%20b%28c%29)", id="nothing ends it"
        ),
        pytest.param('<a href="/?a&amp;copy;">S</a>', r"[S](https://contoh.id/?a\&copy;)", id="no entity"),
        pytest.param('<a href="/x"><b>S</b></a>', "**[S](https://contoh.id/x)**", id="strong"),
        pytest.param('a<b><a href="/x">S</a></b>', "a[S](https://contoh.id/x)", id="no room for a fence"),
        pytest.param('Awas!<a href="/x">S</a>', r"Awas\![S](https://contoh.id/x)", id="no image"),
        pytest.param('<a href="/x">[S]</a>', r"[\[S\]](https://contoh.id/x)", id="brackets"),
        pytest.param('<a href="//[">S</a><a href="mailto:a@x.id">T</a>', "S T", id="no address of the web"),
        pytest.param(
            '<a href="/x">Satu<p>dua</a>', "[Satu](https://contoh.id/x)\n\n[dua](https://contoh.id/x)"
        ),
    ],
)
def test_links(markup: str, markdown: str) -> None:
    assert write(markup) == markdown


def test_links_are_dropped() -> None:
    assert write('<a href="/x"><b>Solo</b></a> - Harga', links=False) == "**Solo** - Harga"


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        pytest.param("<ul><li>x<li>y</ul>", "- x\n- y", id="bullets"),
        pytest.param("<ol><li>x<li>y</ol>", "1. x\n2. y", id="numbers"),
        pytest.param("<ol start=3><li>x<li>y</ol>", "3. x\n4. y", id="numbers that go on"),
        pytest.param("<ol><li>x</ol><ol><li>y</ol>", "1. x\n\n1) y", id="two lists"),
        pytest.param("<ul><li>x<ol><li>a<li>b</ol><li>y</ul>", "- x\n  1. a\n  2. b\n- y", id="nested"),
        pytest.param("<ol><li>x<ol start=2><li>a</ol></ol>", "1. x\n\n   2. a", id="2 opens no list in x"),
        pytest.param("<ul><li><p>x<p>y<li>z</ul>", "- x\n\n  y\n- z", id="paragraphs of an item"),
        pytest.param("<ul><li># x<li>- y</ul>", "- \\# x\n- \\- y", id="items are escaped"),
        pytest.param("<ol><li>1. x</ol>", "1. 1\\. x", id="numbers of their own"),
        pytest.param("Ini:<ul><li>x</ul>Itu.", "Ini:\n\n- x\n\nItu.", id="between paragraphs"),
        pytest.param("<dl><dt>x<dd>y</dl>", "- x\n- y", id="definitions"),
    ],
)
def test_lists(markup: str, markdown: str) -> None:
    assert write(markup) == markdown


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        pytest.param("<blockquote>x</blockquote>y", "> x\n\ny", id="one"),
        pytest.param("<blockquote><p>x<p>y</blockquote>", "> x\n>\n> y", id="paragraphs"),
        pytest.param(
            "<blockquote>x</blockquote><blockquote>y</blockquote>", "> x\n\n> y", id="two quotations"
        ),
        pytest.param("<blockquote>x<blockquote>y</blockquote></blockquote>", "> x\n>\n> > y", id="nested"),
        pytest.param("<blockquote><ul><li>x<li>y</ul></blockquote>", "> - x\n> - y", id="list"),
        pytest.param("<blockquote>1. x<br>2. y</blockquote>", "> 1. x\n> 2. y", id="list as text"),
    ],
)
def test_quotations(markup: str, markdown: str) -> None:
    assert write(markup) == markdown


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        pytest.param(
            "<table><tr><th>Kota<th>Harga<tr><td>Solo<td><b>9</b></table>",
            "| Kota | Harga |\n| --- | --- |\n| Solo | **9** |",
            id="heading",
        ),
        pytest.param(
            "<table><tr><td>Kota<td>a|b<tr><td><td>9</table>",
            "|  |  |\n| --- | --- |\n| Kota | a\\|b |\n|  | 9 |",
            id="no heading, an empty cell",
        ),
        pytest.param(
            "<table><tr><td>a<td>b<td>c<tr><td>d</table>",
            "|  |  |  |\n| --- | --- | --- |\n| a | b | c |\n| d |  |  |",
            id="short rows",
        ),
        pytest.param("<table><tr><td>Satu.<tr><td>Dua.</table>", "Satu.\\\nDua.", id="one column"),
        pytest.param(
            "<table><tr><td>a<td>b</table><table><tr><td>c<td>d</table>",
            "|  |  |\n| --- | --- |\n| a | b |\n\n|  |  |\n| --- | --- |\n| c | d |",
            id="two tables",
        ),
        pytest.param("<table><tr><td><p>Satu.<p>Dua.</table>", "Satu.\n\nDua.", id="for the layout"),
    ],
)
def test_tables(markup: str, markdown: str) -> None:
    assert write(markup) == markdown


IMAGE = '<img src="/1.jpg" alt="Pasar">'
SHOWN = "![Pasar](https://contoh.id/1.jpg)\\\n*Ani.*"


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        pytest.param(f"{IMAGE}<p>Ani.</p>", SHOWN, id="above"),
        pytest.param(f"<figure><p>Ani.</p>{IMAGE}</figure>", SHOWN, id="below"),
        pytest.param(f"<img src=/2.jpg>{IMAGE}<p>Ani.", SHOWN, id="the nearest"),
        pytest.param('<img src="x.gif" data-src="/1.jpg" alt="Pasar"><p>Ani.', SHOWN, id="lazy"),
        pytest.param('<img src="/1.jpg" alt="ani"><p>Ani.', SHOWN.replace("Pasar", ""), id="said twice"),
        pytest.param("<img src=/1.jpg width=16><p>Ani.", "*Ani.*", id="icon"),
        pytest.param("<img src=/logo.svg><img src=data:image/gif;base64,R0><p>Ani.", "*Ani.*", id="no photo"),
        pytest.param(
            "<img src=./Ani_files/1.jpg><p>Ani.", "![](./Ani_files/1.jpg)\\\n*Ani.*", id="saved beside"
        ),
    ],
)
def test_images(markup: str, markdown: str) -> None:
    """A caption has its image above it; an image without a caption is not written."""
    at = read(markup).text.index("Ani.")

    assert write(markup, marks=(Mark(at, at + 4, "caption", "t/caption"),)) == markdown
    assert "![" not in write(markup)


def test_images_go_to_their_captions() -> None:
    markup = "<p>Satu.<img src=/a.jpg><p>Ani.<p>Dua.<img src=/b.jpg><p>Budi.<p>Cinta.<p>Tiga.<img src=/c.jpg>"
    text = read(markup).text
    marks = tuple(
        Mark(at, at + len(name), "caption", "t/caption")
        for name in ("Ani.", "Budi.", "Cinta.")
        if (at := text.index(name)) >= 0
    )

    assert re.findall(r"!\[\]\(\S+/(\w)\.jpg\)\\\n\*(\w+)", write(markup, marks=marks)) == [
        ("a", "Ani"),
        ("b", "Budi"),
    ]


def test_what_is_left_out_takes_its_markup_along() -> None:
    markup = "<p>Satu <b>Baca juga: <a href=/x>Lain</a></b> dan <i>dua</i>."
    cut = read(markup).text.index("Baca")

    assert write(markup, marks=(Mark(cut, cut + 16, "promo", "t/promo"),)) == "Satu dan *dua*."


def test_items_with_headings() -> None:
    """A list of sections, as of a listicle, is no list."""
    markup = "<ol><li><p>Pasar Pagi</p><p>Ramai.</p></li><li>Sepi.</li></ol>"

    assert (
        write(markup, marks=(Mark(0, 10, "subhead", "t/subhead"),)) == "## Pasar Pagi\n\nRamai.\n\n2. Sepi."
    )


TEXTS = st.one_of(
    st.sampled_from(
        ["kata ", " kata", "“a”", "*", "**", "_", "a_b", "!", "[x](y)", "`", "&amp;amp;", "1. ", "- ", "#"]
    ),
    st.text(st.sampled_from(list("ab1 *_[]()!.,\"'|~`#>-+€\u00a0\u200b")), min_size=1, max_size=6).map(
        lambda text: text.replace(">", "&gt;")
    ),
)
TAGS = st.sampled_from(["b", "i", "em", "strong", "a href='/x'", "span", "code", "a href='?_a_*b*'"])


def wrap(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>", TAGS, st.lists(inner, max_size=4)
    )


INLINES = st.lists(st.recursive(TEXTS, wrap, max_leaves=8), max_size=6).map("".join)
BLOCKS = st.sampled_from(
    [
        "<p>x{}</p>",
        "x{}<br>x{}",
        "<h2>x{}</h2>",
        "<ul><li>x{}</ul>",
        "<ol><li>x{}<li>x</ol>",
        "<blockquote>x{}</blockquote>",
        "<ul><li>x<blockquote>x{}</blockquote></ul>",
        "<table><tr><th>x{}<th>y<tr><td>x<td>{}</table>",
        "<ul><li><table><tr><td>x<td>{}</table><li>x</ul>",
    ]
)


def read_tokens(tokens: list[Token]) -> tuple[str, list[str]]:
    """Return the text that tokens show, without white space, and where their links lead."""
    text, links = "", []
    for token in tokens:
        if token.type == "link_open":
            links.append(str(token.attrs["href"]))
        assert token.type not in (
            "image",
            "code_inline",
            "html_inline",
            "fence",
            "code_block",
            "html_block",
            "hr",
        )
        if token.type == "inline":
            inner, more = read_tokens(token.children or [])
            text, links = text + inner, links + more
        elif token.type == "text":
            text += token.content
    return "".join(text.split()), links


@given(st.lists(st.tuples(BLOCKS, INLINES), min_size=1, max_size=4))
@example([("<p>{}</p>", "<b>a<a href='/x'>b</a></b>c")])
@example([("<p>{}</p>", "a<b>!</b><a href='/x'>b</a>")])
@example([("<p>{}</p>", "<i>a</i>_<i>b</i>")])
def test_text_stays_text_beside_markup(parts: list[tuple[str, str]]) -> None:
    """Rendering shows the text of the page and nothing else, and each link leads where it led."""
    page = read("".join(block.replace("{}", inner) for block, inner in parts))
    document = Document(page, ())
    written = write_markdown(document)
    body = re.sub(r"(?s)\A---\n.*?\n---\n\n", "", written)
    text, links = read_tokens(MarkdownIt("commonmark").enable("table").parse(body))
    told = [each.value for each in page.formats if each.kind == "link"]

    assert [re.sub(r"\W", "", link) for link in links] == [re.sub(r"\W", "", link) for link in told]
    assert text == "".join(page.text.split())
