"""Tagged pages: what is read, what is written of a marked page, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from beritaclean import Cleaner, Document, InputError, Mark, Page
from beritaclean.judge.tagged import Line, find_cases, read_case, write_case

SAMPLES = Path(__file__).parents[2] / "samples"


def save(folder: Path, text: str, name: str = "kabar-001.tagged") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


# --- reading


def test_page_comes_back_without_tags_and_marks(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        "x-nav\tMenu\n\nbody\tSolo⟦, KABAR.com⟧ - Harga\tnaik.⟦ (a/b)⟧\nblank\t  \ndate\tSenin\n\n\n",
    )

    case = read_case(path)

    assert case.name == "kabar-001"
    assert case.page == "Menu\n\nSolo, KABAR.com - Harga\tnaik. (a/b)\n  \nSenin\n"
    assert case.lines == (
        Line(0, "x-nav", "Menu", "Menu"),
        Line(2, "body", "Solo, KABAR.com - Harga\tnaik. (a/b)", "Solo - Harga\tnaik."),
        Line(4, "date", "Senin", "Senin"),
    )


def test_what_editors_of_text_leave_is_read(tmp_path: Path) -> None:
    marked = save(tmp_path, "\ufeffbody\tHarga naik.\r\n\r\nx-ad\tIKLAN\r\n")

    assert read_case(marked).page == "Harga naik.\n\nIKLAN\n"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("body\tSatu.\nDua.\n", "{path}:2: no tab between tag and text"),
        ("bodi\tSatu.\n", '{path}:1: unknown tag "bodi" (did you mean "body"?)'),
        ("body\tSatu.\nbody\tDua ⟦tiga.\n", "{path}:2: ⟦ and ⟧ stand not in pairs"),
        ("body\tDua⟧ tiga.\n", "{path}:1: ⟦ and ⟧ stand not in pairs"),
        ("body\t⟦Dua ⟦tiga⟧.\n", "{path}:1: ⟦ and ⟧ stand not in pairs"),
        ("x-ad\t⟧Dua⟦\n", "{path}:1: ⟦ and ⟧ stand not in pairs"),
        ("", "{path}: holds no tagged line (beritaclean tag PAGE begins one)"),
        ("\n\nblank\t \n", "{path}: holds no tagged line (beritaclean tag PAGE begins one)"),
        ("\tSatu.\n", '{path}:1: unknown tag "" (use one of body, byline, caption, credit,'),
    ],
)
def test_line_without_its_tag_is_refused(tmp_path: Path, text: str, error: str) -> None:
    path = save(tmp_path, text)

    with pytest.raises(InputError) as caught:
        read_case(path)

    assert str(caught.value).startswith(error.format(path=path))


def test_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kabar-001.tagged"
    path.write_bytes(b"body\t\xff\xfe\n")

    with pytest.raises(InputError, match=r"kabar-001\.tagged: is not UTF-8 \(tagged pages are\)$"):
        read_case(path)
    with pytest.raises(InputError, match=r"absent\.tagged: cannot be read: No such file or directory$"):
        read_case(tmp_path / "absent.tagged")


def test_cases_of_a_folder_are_those_below_it_too(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    paths = [save(tmp_path, "", "z.tagged"), save(tmp_path / "b", "", "a.tagged")]
    save(tmp_path, "", "note.txt")

    assert find_cases(tmp_path) == sorted(paths)
    assert find_cases(paths[0]) == [paths[0]]
    (tmp_path / "empty").mkdir()
    with pytest.raises(
        InputError, match=r"empty: holds no \*\.tagged file \(beritaclean tag PAGE begins one\)$"
    ):
        find_cases(tmp_path / "empty")


# --- writing


def test_marked_page_is_tagged() -> None:
    page = Page(
        "Menu\r\n\r\nHarga Naik\r\nSolo, KABAR.com - Harga naik. (a/b)\r\nRina\r\nHarga Naik\r\n \r\nX\r\n"
    )
    text = page.text
    marks = [
        ("Menu", "nav", "heads/above-title"),
        ("Harga Naik", "title", "heads/title"),
        (", KABAR.com", "other", "datelines/masthead"),
        (" (a/b)", "other", "endmarks/initials"),
        ("Rina", "byline", "heads/credit"),
    ]
    found = [Mark(at := text.index(word), at + len(word), kind, rule) for word, kind, rule in marks]
    copy = text.rindex("Harga Naik")
    found.append(Mark(copy, copy + 10, "duplicate", "copies/title"))

    assert write_case(Document(page, tuple(found))) == (
        "x-nav\tMenu\n\ntitle\tHarga Naik\nbody\tSolo⟦, KABAR.com⟧ - Harga naik.⟦ (a/b)⟧\n"
        "credit\tRina\nx-dup\tHarga Naik\nblank\t \nbody\tX\n"
    )


def test_what_is_no_text_of_the_format_goes(tmp_path: Path) -> None:
    """Ends of lines inside a line, and bytes that stand for nothing."""
    document = Document(Page("Harga beras \udcff naik\rlagi.\n\u200b\n\n"), ())

    path = save(tmp_path, write_case(document))

    assert read_case(path).page == "Harga beras \ufffd naik lagi.\n\u200b\n"


@pytest.mark.parametrize("mark", "⟦⟧")
def test_page_that_holds_a_mark_of_the_format_is_refused(mark: str) -> None:
    document = Document(Page(f"Menu\nHarga {mark}beras naik.\n", "kabar.txt"), ())

    with pytest.raises(InputError) as caught:
        write_case(document)
    assert str(caught.value) == (
        f"kabar.txt: line 2 of the page holds {mark}, which marks what goes in a tagged page"
        " (put another character in its place)"
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_page_is_the_same_when_read_again(tmp_path: Path, newline: str) -> None:
    page = "Menu\n\nIKLAN\n\n\n Harga beras naik, kata Rahmat, Senin (6/5/2024) siang di pasar. (rin/jok)\n"
    document = Cleaner().document(page.replace("\n", newline))

    assert read_case(save(tmp_path, write_case(document))).page == page
