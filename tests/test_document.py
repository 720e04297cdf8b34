"""The document that a marked page holds: its text, its parts, its metadata."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritaclean.document import BLANK, Block, Caption, Document
from beritaclean.metadata.bylines import Person
from beritaclean.page import KEPT, KINDS, Mark, Page


def make_document(
    *lines: tuple[str, str], facts: dict[str, str] | None = None, keep: frozenset[str] = KEPT
) -> Document:
    """Return a document of lines, each given as kind and text ("body" is left unmarked).

    Inside a text, `⟦` and `⟧` enclose a stretch that is marked "other".
    """
    marks: list[Mark] = []
    texts: list[str] = []
    at = 0
    for kind, tagged in lines:
        text = tagged.replace("⟦", "").replace("⟧", "")
        if "⟦" in tagged:
            start = at + tagged.index("⟦")
            marks.append(Mark(start, at + tagged.index("⟧") - 1, "other", "t/stretch"))
        elif kind != "body":
            marks.append(Mark(at, at + len(text), kind, f"t/{kind}"))
        texts.append(text)
        at += len(text) + 1
    page = Page("\n".join(texts), "halaman.txt", facts=facts or {})
    return Document(page, tuple(marks), "contoh.id", keep)


#: Anything a page may hold. Lone low surrogates stand for bytes that could not be decoded.
CHARACTERS = st.one_of(
    st.sampled_from(list("ab Z.\n\n\n\r\t\0\x1b\x85\xa0\xad\u200b\u2028\ufeff\udc80\udcff“é🙂")),
    st.characters(exclude_categories=["Cs"]),
)


@st.composite
def marked_pages(draw: st.DrawFn, *, lines_only: bool = False) -> Document:
    """Draw a page with marks in page order: whole lines, stretches, and runs over several lines."""
    text = draw(st.text(CHARACTERS, max_size=60))
    page = Page(text)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    marks = []
    if draw(st.booleans()) or lines_only:
        for start, line in zip(page.starts(), page.lines(), strict=True):
            if line.strip() and draw(st.booleans()):
                marks.append(Mark(start, start + len(line), draw(st.sampled_from(sorted(KINDS))), "t/line"))
    else:
        for start, end in zip(cuts[::2], cuts[1::2], strict=False):
            if not marks or marks[-1].end <= start:
                marks.append(Mark(start, end, draw(st.sampled_from(sorted(KINDS))), "t/stretch"))
    keep = draw(st.sampled_from([KEPT, KEPT - {"caption"}, KEPT | {"byline", "ad"}, KEPT - {"body"}, KINDS]))
    return Document(page, tuple(marks), keep=keep)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        pytest.param([], "", id="empty"),
        pytest.param([("body", " "), ("body", ""), ("body", "\u200b")], "", id="blank"),
        pytest.param([("body", "Satu.")], "Satu.\n", id="one line"),
        pytest.param([("body", ""), ("body", "Satu."), ("body", "")], "Satu.\n", id="outer blanks"),
        pytest.param([("body", "Satu."), ("body", "Dua.")], "Satu.\nDua.\n", id="no blank between"),
        pytest.param(
            [("body", "Satu."), ("body", ""), ("body", "\t"), ("body", "Dua.")],
            "Satu.\n\nDua.\n",
            id="blanks are folded to one",
        ),
        pytest.param([("body", "  Satu  dua.\u00a0\r")], "Satu  dua.\n", id="outer white space only"),
        pytest.param(
            [("body", "Satu."), ("ad", "IKLAN"), ("body", "Dua.")],
            "Satu.\nDua.\n",
            id="a dropped line is not blank",
        ),
        pytest.param(
            [("body", "Satu."), ("ad", "IKLAN"), ("body", ""), ("ad", "IKLAN"), ("body", "Dua.")],
            "Satu.\n\nDua.\n",
            id="a blank between dropped lines",
        ),
        pytest.param(
            [("body", "Satu."), ("body", "\u200b\u00a0\ufeff"), ("body", "Dua.")],
            "Satu.\n\nDua.\n",
            id="a line that shows nothing is blank",
        ),
        pytest.param(
            [("body", "Satu."), ("body", "\u200b\r"), ("body", "Dua.")],
            "Satu.\n\nDua.\n",
            id="nor does one before a carriage return",
        ),
        pytest.param(
            [("byline", "Rina Wati"), ("title", "Judul"), ("date", "1 Mei"), ("body", "Satu.")],
            "Judul\nSatu.\n",
            id="metadata is not text",
        ),
        pytest.param([("body", "JAKARTA⟦, CONTOH.ID⟧ - Satu.")], "JAKARTA - Satu.\n", id="masthead"),
        pytest.param([("body", "⟦Contoh.id, ⟧Jakarta - Satu.")], "Jakarta - Satu.\n", id="masthead first"),
        pytest.param([("body", "Satu.⟦ (abc/def)⟧")], "Satu.\n", id="end mark"),
        pytest.param([("body", "Satu ⟦IKLAN⟧ dua.")], "Satu dua.\n", id="a cut leaves one space"),
        pytest.param([("body", "Satu ⟦IKLAN⟧dua.")], "Satu dua.\n", id="a cut keeps the only space"),
        pytest.param([("body", "Nama⟦\tIKLAN⟧\tNilai")], "Nama\tNilai\n", id="a cut keeps a tab"),
        pytest.param(
            [("body", "Satu."), ("body", "⟦IKLAN⟧"), ("body", "Dua.")], "Satu.\nDua.\n", id="all cut"
        ),
    ],
)
def test_text(lines: list[tuple[str, str]], text: str) -> None:
    document = make_document(*lines)

    assert document.text == text
    assert text == "".join("\n" * block.gap + block.text + "\n" for block in document.blocks)


@pytest.mark.parametrize(
    ("keep", "text"),
    [
        (KEPT, "Judul\nFoto\nSatu.\n"),
        (KEPT - {"caption"}, "Judul\nSatu.\n"),
        (KEPT | {"byline"}, "Judul\nRina Wati\nFoto\nSatu.\n"),
        (KEPT | {"other"}, "Judul\nFoto\nSatu. (abc)\n"),
        (KEPT - {"body"}, "Judul\nFoto\n"),
        (frozenset[str](), ""),
    ],
)
def test_text_of_kinds(keep: frozenset[str], text: str) -> None:
    lines = [("title", "Judul"), ("byline", "Rina Wati"), ("caption", "Foto"), ("body", "Satu.⟦ (abc)⟧")]

    assert make_document(*lines, keep=keep).text == text


@pytest.mark.parametrize(
    "text", ["Satu.\n\nDua.\n", "Satu.\r\n\r\nDua.\r\n", "Satu.\r\rDua.\r"], ids=["LF", "CRLF", "CR"]
)
def test_text_of_line_ends(text: str) -> None:
    """Whatever ends the lines of the page, a line feed ends those of the text."""
    assert Document(Page(text), ()).text == "Satu.\n\nDua.\n"


def test_text_of_a_mark_over_lines() -> None:
    """A mark over several lines drops each, and the blank line inside still parts the blocks."""
    page = Page("Satu.\nIKLAN\n\nIKLAN tiga.\n")
    document = Document(page, (Mark(6, 18, "ad", "t/ad"),))

    assert document.text == "Satu.\n\ntiga.\n"
    assert [(span.line, span.text) for span in document.dropped] == [(1, "IKLAN"), (3, "IKLAN")]


@given(marked_pages())
def test_text_is_that_of_the_blocks(document: Document) -> None:
    blocks = "".join("\n" * block.gap + block.text + "\n" for block in document.blocks)

    assert document.text == blocks


@given(marked_pages())
def test_text_stays_when_read_again(document: Document) -> None:
    again = Document(Page(document.text), ())

    assert again.text == document.text


@given(marked_pages())
def test_spans_tile_the_page(document: Document) -> None:
    """The law of offsets: nothing of the page is invented, moved or lost."""
    text = document.page.text
    at = 0
    for span in document.spans:
        assert span.start == at
        assert span.start < span.end
        assert span.text == text[span.start : span.end]
        assert (span.kind == BLANK) <= (not span.rule)
        at = span.end

    assert at == len(text)


@given(marked_pages(lines_only=True))
def test_spans_know_their_line(document: Document) -> None:
    lines = document.page.lines()
    for span in document.spans:
        if span.kind != BLANK:
            assert span.text == lines[span.line].strip()


@given(marked_pages())
def test_written_and_dropped_spans_are_all_that_shows(document: Document) -> None:
    written = [span for span in document.spans if span.kind in document.keep]
    shown = [span for span in document.spans if span.kind != BLANK]

    assert sorted([*written, *document.dropped], key=lambda span: span.start) == shown


def test_blocks() -> None:
    document = make_document(
        ("title", "Judul"),
        ("body", ""),
        ("lead", "Ringkasan."),
        ("body", "⟦Contoh.id - ⟧Satu."),
        ("subhead", "Subjudul"),
    )

    assert document.blocks == (
        Block("title", "Judul", 0, False),
        Block("lead", "Ringkasan.", 2, True),
        Block("body", "Satu.", 3, False),
        Block("subhead", "Subjudul", 4, False),
    )
    assert document.body == ("Satu.", "Subjudul")


def test_parts_not_found() -> None:
    document = Document(Page("IKLAN\n"), (Mark(0, 5, "ad", "t/ad"),))

    assert (document.title, document.lead, document.published, document.dateline) == ("", "", "", "")
    assert (document.body, document.captions, document.byline, document.language) == ((), (), (), "")


def test_title_over_two_lines() -> None:
    document = make_document(("title", "Harga Beras Naik,"), ("title", "Pedagang Mengeluh"))

    assert document.title == "Harga Beras Naik, Pedagang Mengeluh"


def test_captions() -> None:
    document = make_document(
        ("caption", "Warga menyeberang jalan. (Foto: Rina Wati/detikcom)"), ("caption", "Suasana pasar.")
    )

    assert document.captions == (
        Caption("Warga menyeberang jalan. (Foto: Rina Wati/detikcom)", "Rina Wati/detikcom"),
        Caption("Suasana pasar.", ""),
    )


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        pytest.param([("body", "Editor: Rina Wati")], [], id="not marked"),
        pytest.param([("date", "Senin, 01 Sep 2025 11:51 WIB")], [], id="a date names nobody"),
        pytest.param([("byline", "Rina Wati - detikNews")], [("Rina Wati", "author")], id="outlet"),
        pytest.param([("byline", "Rina Wati")], [("Rina Wati", "author")], id="bare name"),
        pytest.param(
            [("byline", "Editor:"), ("body", ""), ("byline", "Rina Wati"), ("body", "Satu.")],
            [("Rina Wati", "editor")],
            id="label above",
        ),
        pytest.param(
            [("byline", "Rina Wati"), ("byline", "Penulis"), ("byline", "Joko Susilo"), ("byline", "Editor")],
            [("Rina Wati", "author"), ("Joko Susilo", "editor")],
            id="labels below",
        ),
        pytest.param(
            [("byline", "Editor: Rina Wati"), ("body", "Satu."), ("byline", "Editor: Rina Wati")],
            [("Rina Wati", "editor")],
            id="said twice",
        ),
        pytest.param(
            [("byline", "Penulis: Rina Wati"), ("body", "Satu."), ("byline", "Editor: Joko Susilo")],
            [("Rina Wati", "author"), ("Joko Susilo", "editor")],
            id="head and tail",
        ),
    ],
)
def test_byline(lines: list[tuple[str, str]], people: list[tuple[str, str]]) -> None:
    assert make_document(*lines).byline == tuple(Person(*person) for person in people)


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        pytest.param([("body", "Senin, 01 Sep 2025 11:51 WIB")], "", id="not marked"),
        pytest.param([("date", "Senin, 01 Sep 2025 11:51 WIB")], "2025-09-01T11:51:00+07:00", id="date line"),
        pytest.param(
            [("byline", "Oleh Rina Wati pada 26 Jun 2020, 13:58 WIB")],
            "2020-06-26T13:58:00+07:00",
            id="byline",
        ),
        pytest.param(
            [
                ("date", "Selasa, 02 Sep 2025 08:00 WIB"),
                ("body", ""),
                ("title", "Judul"),
                ("date", "Senin, 01 Sep 2025 11:51 WIB"),
            ],
            "2025-09-01T11:51:00+07:00",
            id="nearest the title",
        ),
        pytest.param(
            [
                ("title", "Judul"),
                ("date", "Diperbarui 27 Jun 2020, 08:00 WIB"),
                ("date", "Diterbitkan 26 Jun 2020, 13:58 WIB"),
            ],
            "2020-06-26T13:58:00+07:00",
            id="change",
        ),
    ],
)
def test_published(lines: list[tuple[str, str]], published: str) -> None:
    assert make_document(*lines).published == published


def test_published_in_the_page_data() -> None:
    lines = [("date", "Senin, 01 Sep 2025 11:51 WIB")]
    stated = "2025-08-31T09:00:00+07:00"

    assert make_document(*lines, facts={"published": stated}).published == stated


@pytest.mark.parametrize(
    ("line", "city"),
    [
        pytest.param("Harga beras di pasar itu naik - lalu turun.", "", id="none"),
        pytest.param("Kata dia -", "", id="no place"),
        pytest.param("Jakarta - Harga beras di pasar itu naik lagi.", "Jakarta", id="plain"),
        pytest.param("Jakarta -", "Jakarta", id="alone"),
        pytest.param("JAKARTA⟦, CONTOH.ID⟧ - Harga beras naik.", "JAKARTA", id="masthead cut"),
        pytest.param("⟦Contoh.id, ⟧Jakarta - Harga beras naik.", "Jakarta", id="masthead first"),
        pytest.param("⟦Contoh.id, ⟧Jakarta Harga beras naik.", "Jakarta", id="masthead, no dash"),
        pytest.param("Jakarta⟦, Kabar Contoh⟧ -- Harga beras naik.", "Jakarta", id="masthead no domain"),
    ],
)
def test_dateline(line: str, city: str) -> None:
    assert make_document(("title", "Judul"), ("body", line), ("body", "Dua.")).dateline == city


def test_to_dict() -> None:
    document = make_document(
        ("nav", "Beranda"),
        ("title", "Harga Beras Naik di Pasar"),
        ("byline", "Rina Wati - detikNews"),
        ("body", "Jakarta - Harga beras yang dijual di pasar itu naik karena cuaca, kata pedagang.⟦ (abc)⟧"),
    )
    record = document.to_dict()

    assert " ".join(record) == (
        "title lead body captions byline published dateline publisher language text source dropped "
        "warnings version"
    )
    assert record["title"] == "Harga Beras Naik di Pasar"
    assert (record["lead"], record["published"]) == (None, None)
    assert (record["captions"], record["byline"]) == ([], [{"name": "Rina Wati", "role": "author"}])
    assert (record["dateline"], record["publisher"], record["language"]) == ("Jakarta", "contoh.id", "id")
    assert (record["source"], record["warnings"]) == ("halaman.txt", [])
    assert record["dropped"] == [
        {"line": 1, "start": 0, "end": 7, "kind": "nav", "rule": "t/nav", "text": "Beranda"},
        {
            "line": 3,
            "start": 34,
            "end": 55,
            "kind": "byline",
            "rule": "t/byline",
            "text": "Rina Wati - detikNews",
        },
        {"line": 4, "start": 136, "end": 142, "kind": "other", "rule": "t/stretch", "text": " (abc)"},
    ]
