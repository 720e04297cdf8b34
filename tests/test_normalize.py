"""Folding changes what no reader sees, and nothing else; a folded place is found again in the line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beritaclean.normalize import BULLETS, SPACES, UNSEEN, fold, is_sentence, unfold_span

PIECES = st.sampled_from(
    [
        "Baca",
        "juga",
        " ",
        "  ",
        "\t",
        "\u00a0",
        "\u2009",
        "\u3000",
        "\u200b",
        "\ufeff",
        "\u00ad",
        "\u202e",
        "“",
        "’",
        "`",
        "´",
        "„",
        ":",
        "：",
        "é",
        "É",
        "İ",
        "\u212a",
        "–",
        "…",
        "•",
        "\udc80",
        "\x0c",
        "\x85",
        "漢",
        "😀",
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("baca juga: harga beras\n\nnaik", id="plain"),
        pytest.param("École • – — … × 漢字 😀", id="other letters and signs, upper case too"),
        pytest.param("satu\r\ndua\rtiga\x0cempat", id="line ends and page breaks"),
        pytest.param("\udc80\udcff", id="bytes that were no text"),
    ],
)
def test_fold_leaves(text: str) -> None:
    assert fold(text) == text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("BACA JUGA", "baca juga", id="case"),
        pytest.param("BACA É", "baca É", id="case of ASCII letters only, where there are others"),
        pytest.param("\u212aİ", "\u212aİ", id="letters whose lower case is ASCII, or longer"),
        pytest.param("a\tb", "a b", id="tab, ASCII"),
        pytest.param("a\tb é", "a b é", id="tab, not ASCII"),
        pytest.param("`a`", "'a'", id="grave accents, ASCII"),
        pytest.param("`a` é", "'a' é", id="grave accents, not ASCII"),
        pytest.param("a \u00a0 \u2009\t b", "a b", id="a run of spaces of all kinds"),
        pytest.param("a\u200b \u200b b", "a b", id="spaces that meet when what is between them goes"),
        pytest.param("a" + " " * 1001 + "b", "a b", id="a long run of spaces"),
        pytest.param("“a” „b‟ ‘c’ ‚d‛ ´e`", "\"a\" \"b\" 'c' 'd' 'e'", id="quotation marks"),
        pytest.param("Editor：", "editor:", id="wide colon"),
        pytest.param("a \n  b", "a \n b", id="spaces at line ends stay with their lines"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("odd", SPACES)
def test_every_odd_space_is_a_space(odd: str) -> None:
    assert fold(f"a{odd}b") == "a b"


@pytest.mark.parametrize("odd", UNSEEN)
def test_what_is_not_seen_goes(odd: str) -> None:
    assert fold(f"a{odd}b") == "ab"


def test_a_long_text_is_folded_as_its_lines_are() -> None:
    lines = ["Warga  “pulang”.", "", "\u00a0 BACA\u200b\tJUGA", "x" * 30_000, "É " * 20_000, "akhir  "] * 4

    assert fold("\n".join(lines)) == "\n".join(map(fold, lines))


@settings(deadline=None, derandomize=True, max_examples=300)
@given(TEXTS, TEXTS)
def test_fold_is_settled_and_knows_no_neighbours(text: str, other: str) -> None:
    """Folding twice changes nothing, and a line folds alike whatever else is on the page."""
    folded = fold(text)

    assert fold(folded) == folded
    assert fold(f"{text}\n{other}").split("\n") == [folded, fold(other)]


@settings(deadline=None, derandomize=True, max_examples=500)
@given(TEXTS, st.data())
def test_unfold_span_finds_the_place_again(line: str, data: st.DataObject) -> None:
    folded = fold(line).strip()
    start = data.draw(st.integers(0, len(folded)))
    end = data.draw(st.integers(start, len(folded)))

    low, high = unfold_span(line, start, end)

    assert 0 <= low <= high <= len(line)
    assert fold(line[low:high]) == folded[start:end]
    if start < end:
        assert line[low] not in UNSEEN
        assert line[high - 1] not in UNSEEN


def test_unfold_span_takes_what_is_unseen_inside_along() -> None:
    line = "\u200b ADVERTI\u200bSEMENT\u200b  Warga"

    assert line[slice(*unfold_span(line, 0, 13))] == "ADVERTI\u200bSEMENT"


@pytest.mark.parametrize("line", ["Ia pergi.", "Ia pergi!  ", "“Benarkah?”", '"Ya."', "(Baca.)", "Tunggu…"])
def test_is_sentence(line: str) -> None:
    assert is_sentence(line)


@pytest.mark.parametrize("line", ["", "Harga Beras Naik", "Baca juga:", "5 Fakta (2024)", "Simak »"])
def test_is_no_sentence(line: str) -> None:
    assert not is_sentence(line)


def test_bullets_are_folded() -> None:
    """Lines are folded before their bullets are skipped."""
    assert fold(BULLETS) == BULLETS
