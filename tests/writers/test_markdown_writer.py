"""Markdown: rendering it, with a parser of CommonMark, gives back the text of every block."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from beritaclean.document import Document
from beritaclean.page import Hint, Mark, Page
from beritaclean.writers.inlines import escape
from beritaclean.writers.markdown import write_markdown

#: Lines that mean something in Markdown, none of which may: they are text of a page.
HAZARDS = [
    "# Hot",
    "#",
    "####### tujuh",
    "Judul #",
    "Judul ##",
    "#1",
    "01. satu",
    "1.",
    "1234567890. satu",
    "2024. Tahun itu",
    "-",
    "+ item",
    "- -",
    "> kutip",
    "*bintang*",
    "**",
    "_garis_bawah_ nama_akun __init__",
    "[Gambas:Video 20detik]",
    "[a](b) ![a](b) [a][b] [a]: b",
    "<script>",
    "<!-- a -->",
    "<https://x.y>",
    "&amp; &#42; &#x2a; &nbsp;",
    "A&W & R&D;",
    "https://x.y/_a_",
    "---",
    "- - -",
    "***",
    "___",
    "===",
    "=",
    "```",
    "~~~ kode",
    "``a`` ~~b~~",
    "| a | b |",
    "|---|---|",
    "--- | ---",
    ":--",
    "    empat spasi",
    "\ttab",
    "akhir\\",
    "C:\\baru\\*",
    "\\",
    "\u00a0sela\u00a0",
    "a  b",
    "a\rb\r# c",
    "\0",
    "\udc80",
    "“kutip”, kata dia.",
    "Harga ***naik*** 5*5",
    "*) Penulis adalah dosen",
]


def render(markdown: str) -> list[tuple[str, str]]:
    """Return the blocks of Markdown as kind and text, kinds named after the HTML elements."""
    blocks: list[tuple[str, str]] = []
    around: list[str] = []
    for token in MarkdownIt("commonmark").parse(markdown):
        if token.nesting == 1:
            around.append(token.tag)
        elif token.nesting == -1:
            around.pop()
        else:
            assert token.type == "inline", token
            kinds = [tag for tag in around if tag != "p"] or ["p"]
            text = ""
            for child in token.children or ():
                assert child.type in (
                    "text",
                    "hardbreak",
                    "strong_open",
                    "strong_close",
                    "em_open",
                    "em_close",
                )
                text += child.content if child.type == "text" else "\n" * (child.type == "hardbreak")
                if child.nesting == 1:
                    kinds.append(child.tag)
            for row in text.split("\n"):
                blocks.append((" ".join(kinds), fold(row)))
        assert token.type not in ("html_block", "code_block", "fence", "hr")
    return blocks


def fold(text: str) -> str:
    """Fold white space, and what no text may hold, as rendering does."""
    return " ".join(text.replace("\0", "\ufffd").replace("\udc80", "\ufffd").split())


def make_document(*lines: tuple[str, str]) -> Document:
    marks: list[Mark] = []
    at = 0
    for kind, text in lines:
        if kind != "body" and text.strip():
            marks.append(Mark(at, at + len(text), kind, f"t/{kind}"))
        at += len(text) + 1
    return Document(Page("".join(f"{text}\n" for _, text in lines)), tuple(marks))


def body_of(markdown: str) -> str:
    """Return what follows the front matter."""
    if not markdown.startswith("---\n"):
        return markdown
    return markdown.split("\n---\n", 1)[1].lstrip("\n")


def write_body(*lines: tuple[str, str]) -> str:
    return body_of(write_markdown(make_document(*lines)))


@pytest.mark.parametrize(
    "text",
    [
        "Harga beras naik 5,5 persen (10/5), kata Budi.",
        "“Rp 10.000 - Rp 12.000!” 50% + 3 = #53; budi_s@contoh.id",
        "A&W",
        "-5 derajat, 10.30 WIB",
    ],
)
def test_text_noop(text: str) -> None:
    """What is plain in Markdown is left plain."""
    assert write_body(("body", text)) == f"{text}\n"


def test_parts() -> None:
    assert write_body(
        ("title", "Harga #1"),
        ("lead", "Naik *lagi*."),
        ("caption", "Pasar. (Foto: Rina_Wati)"),
        ("body", "Satu."),
        ("subhead", "Sebab"),
        ("body", ""),
        ("body", "Dua."),
    ) == ("# Harga #1\n\n**Naik \\*lagi\\*.**\n\n*Pasar. (Foto: Rina_Wati)*\n\nSatu.\n\n## Sebab\n\nDua.\n")


@pytest.mark.parametrize(
    ("lines", "markdown"),
    [
        pytest.param(["- x", "• y", "* z"], "- x\n- y\n- z\n", id="bullets"),
        pytest.param(["1. x", "2. y", "3) z"], "1. x\n2. y\n3. z\n", id="numbers"),
        pytest.param(["- x", "", "", "- y"], "- x\n\n- y\n", id="blank between"),
        pytest.param(["9. x", "10. y"], "9. x\n10. y\n", id="numbers are kept"),
        pytest.param(["1. x", "1. y", "5. z"], "1. x\n\n1) y\n\n5. z\n", id="numbers that do not follow"),
        pytest.param(["1. x", "- y", "2. z"], "1. x\n\n- y\n\n2. z\n", id="mixed"),
        pytest.param(["1. x", "Prosa.", "2. y"], "1. x\n\nProsa.\n\n2. y\n", id="interrupted"),
        pytest.param(["- # x", "- - y", "- 1. z"], "- \\# x\n- \\- y\n- 1\\. z\n", id="items are escaped"),
        pytest.param(["- -", "01. x", "1.5 kg"], "\\- -\n\n01\\. x\n\n1.5 kg\n", id="no lists"),
    ],
)
def test_lists(lines: list[str], markdown: str) -> None:
    assert write_body(*(("body", line) for line in lines)) == markdown


def test_table_rows() -> None:
    """Rows stay lines of one paragraph, as long as the page has no blank line between them."""
    rows = ["Nama\tNilai", "---\t---", "Rina\t9", "", "Joko\t8", "Selesai."]

    assert write_body(*(("body", row) for row in rows)) == (
        "Nama\tNilai\\\n\\---\t---\\\nRina\t9\n\nJoko\t8\n\nSelesai.\n"
    )


def test_hints() -> None:
    """What an HTML page says of its lines counts too."""
    hints = (Hint(item=True), Hint(item=True), Hint(), Hint(row=True), Hint(row=True))
    document = Document(Page("x\n2. y\nProsa.\na\n===", hints=hints), ())

    assert body_of(write_markdown(document)) == "- x\n\n2. y\n\nProsa.\n\na\\\n\\===\n"


def test_nothing() -> None:
    assert write_markdown(make_document(("byline", "Editor: Rina Wati"))) == ""


LINES = st.one_of(
    st.sampled_from(HAZARDS),
    st.text(st.sampled_from(list("ab1 \t\\`*_{}[]()<>#+-.!|&;:=~\"'/é“\u00a0\u200b\r\0\udc80")), max_size=12),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=8),
    st.builds(str.__add__, st.sampled_from(["- ", "• ", "1. ", "2) ", "3.\t"]), st.sampled_from(HAZARDS)),
)
TAGS = {"title": "h1", "subhead": "h2", "lead": "p strong", "caption": "p em"}


@given(
    st.lists(
        st.tuples(st.sampled_from(["title", "subhead", "lead", "caption", "body", "body"]), LINES), max_size=6
    )
)
@example([(kind, line) for kind in ("title", "subhead", "lead", "caption", "body") for line in HAZARDS])
@example([part for line in HAZARDS for part in (("body", line), ("body", ""))])
@example([("body", f"{mark} {line}") for mark in ("-", "•", "1.", "2.") for line in HAZARDS])
@example([("body", f"{line}\tx\t{line}") for line in HAZARDS])
def test_text_stays_text(lines: list[tuple[str, str]]) -> None:
    """Rendering gives the blocks of the document, in order, each with its kind and its text."""
    document = make_document(*lines)
    rendered = render(body_of(write_markdown(document)))

    assert len(rendered) == len(document.blocks)
    for block, (kind, text) in zip(document.blocks, rendered, strict=True):
        expected = fold(block.text)
        if kind in ("ul li", "ol li"):
            marker, _, expected = expected.partition(" ")
            assert marker in list("-*•●▪◦‣·") or (kind == "ol li" and marker[:-1].isdigit())
        else:
            assert kind == TAGS.get(block.kind, "p")
        assert text == expected


@given(st.lists(st.integers(0, 12), min_size=1, max_size=8))
def test_numbers_stay_numbers(numbers: list[int]) -> None:
    """Rendered, every item has the number it has on the page."""
    markdown = write_body(*(("body", f"{number}. x") for number in numbers))
    rendered: list[int] = []
    count = 0
    for token in MarkdownIt("commonmark").parse(markdown):
        if token.type == "ordered_list_open":
            count = int(token.attrs.get("start", 1))
        elif token.type == "list_item_open":
            rendered.append(count)
            count += 1

    assert rendered == numbers


def test_front_matter() -> None:
    text = 'Harga "Beras": Naik\n\nRina Wati - detikNews\nSenin, 01 Sep 2025 11:51 WIB\n\nJakarta - Satu.\n'
    marks = (
        Mark(0, 19, "title", "t/title"),
        Mark(21, 42, "byline", "t/byline"),
        Mark(43, 71, "date", "t/date"),
    )
    written = write_markdown(Document(Page(text, "halaman.txt"), marks, "contoh.id"))
    front, _, rest = written.partition("\n---\n")

    assert front.splitlines()[:6] == [
        "---",
        'title: "Harga \\"Beras\\": Naik"',
        'published: "2025-09-01T11:51:00+07:00"',
        "byline:",
        '  - name: "Rina Wati"',
        '    role: "author"',
    ]
    assert front.splitlines()[-1] == 'source: "halaman.txt"'
    assert rest == '\n# Harga "Beras": Naik\n\nJakarta - Satu.\n'


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1))
@example("no: yes # 'a' {b} [c] *d &e !f %g @h `i \\ \" \udc80 \x00 \x85 \u2028 \x9b \ufeff \uffff 🙂")
def test_front_matter_is_yaml(title: str) -> None:
    document = make_document(("title", title))
    yaml = pytest.importorskip("yaml")
    written = write_markdown(document)
    front = written.split("\n---\n", 1)[0].removeprefix("---\n")

    assert (yaml.safe_load(front) or {}).get("title", "") == document.title.replace("\udc80", "\ufffd")
    for line in front.splitlines():
        assert json.loads(line.partition(": ")[2]) is not None


def test_escape_is_undone_by_rendering() -> None:
    marks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

    assert render(f"a{escape(marks)}a") == [("p", f"a{marks}a")]
