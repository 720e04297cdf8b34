"""The figures of tagged pages: worked out by hand here, and by the corpus' own script where it is there."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from beritaclean import Cleaner
from beritaclean.judge.figures import Figures, Total, score_page, sum_figures
from beritaclean.judge.tagged import Case, Line, find_cases, read_case
from tests.corpus import CORPUS, MISSING

SAMPLES = Path(__file__).parents[2] / "samples"


def case(*rows: str) -> Case:
    """A tagged page of rows "tag|raw" or "tag|raw|gold"."""
    parts = [row.split("|") for row in rows]
    lines = tuple(Line(number, row[0], row[1], row[-1]) for number, row in enumerate(parts))
    return Case("kabar", "".join(f"{line.raw}\n" for line in lines), lines)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.raw for line in lines]


RAW = "Solo, KABAR - Harga naik lagi, kata Rahmat."
BODY = "Solo - Harga naik lagi, kata Rahmat."
#: Nine words to keep in two lines, five to drop in three, and a byline that counts neither way.
PAGE = case(
    "x-nav|Menu utama",
    "title|Harga Beras Naik",
    "byline|Rina Wati",
    f"body|{RAW}|{BODY}",
    "x-promo|Baca juga",
    "x-promo|Indeks",
)


@pytest.mark.parametrize(
    ("output", "precision", "recall", "lost", "noise"),
    [
        pytest.param(f"HARGA beras\u200b naik\n{BODY}\n", 1, 1, [], [], id="exact"),
        pytest.param("Harga Beras Naik Solo Harga naik lagi kata Rahmat", 1, 1, [], [], id="line ends"),
        pytest.param(f"Harga Beras Naik\nRina Wati\n{BODY}", 1, 1, [], [], id="neutral"),
        pytest.param(f"Menu utama\nHarga Beras Naik\n{BODY}", 9 / 11, 1, [], ["Menu utama"], id="left in"),
        pytest.param(
            f"Harga Beras Naik\n{RAW}\nIndeks",
            9 / 11,
            1,
            [RAW],
            [],
            id="a stretch left in parts the line, and a word alone counts as a word only",
        ),
        pytest.param("Harga", 1, 1 / 9, [RAW], [], id="a title too short to count"),
        pytest.param("", 1, 0, [RAW], [], id="nothing"),
    ],
)
def test_figures_of_a_page(
    output: str, precision: float, recall: float, lost: list[str], noise: list[str]
) -> None:
    figures = score_page(PAGE, output)

    assert (figures.precision, figures.recall) == (precision, recall)
    assert (texts(figures.lost), texts(figures.noise)) == (lost, noise)
    assert (figures.to_keep, figures.to_drop) == (1, 2)
    assert figures.exact == (precision == recall == 1)


def test_copies_count_one_by_one() -> None:
    page = case("title|Harga Naik", "x-dup|Harga Naik", "x-dup|harga naik")

    assert [len(score_page(page, "Harga Naik\n" * count).noise) for count in (1, 2, 3)] == [0, 1, 2]


def test_page_without_a_word_is_right_when_nothing_comes_out() -> None:
    page = case("x-nav|Menu utama")

    assert score_page(page, "").f1 == 1
    assert score_page(page, "Menu utama\n").f1 == 0


def test_sums_and_means() -> None:
    line = Line(0, "body", "a", "a")
    rows = [
        Figures("a", 1.0, 1.0, (), (), 3, 2),
        Figures("b", 0.5, 1.0, (), (line,), 1, 2),
        Figures("c", 1.0, 0.0, (line,), (), 1, 0, failed=True),
    ]

    total = sum_figures(rows)

    assert total == Total(3, 2.5 / 3, 2 / 3, (1 + 2 / 3) / 3, 1, 5, 1, 4, 1, 1)
    assert str(total) == (
        "pages 3  words P 0.8333  R 0.6667  F1 0.5556  lost 1/5  noise 1/4  exact 1/3  failed 1"
    )
    assert sum_figures([]).pages == 0


# --- the corpus' own script


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_score", CORPUS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not CORPUS.is_dir(), reason=MISSING)
@pytest.mark.parametrize("publisher", ["", "none"])
def test_figures_are_those_of_the_corpus_script(publisher: str) -> None:
    script: Any = load_script()
    cleaner = Cleaner(publisher=publisher)
    paths = [*find_cases(CORPUS / "dev"), *find_cases(SAMPLES / "cases")]
    wrong = 0
    for path in paths:
        raw, gold = script.read_case(path)
        case = read_case(path)
        output = cleaner.clean(case.page)
        figures = score_page(case, output)
        expected = script.score_page(gold, output)

        assert case.page == raw
        assert [(line.tag, line.gold) for line in case.lines] == gold
        assert (figures.precision, figures.recall, figures.f1) == (
            expected["p"],
            expected["r"],
            expected["f1"],
        )
        assert [line.gold for line in figures.lost] == expected["lost"]
        assert [f"[{line.tag}] {line.gold}" for line in figures.noise] == expected["noise"]
        assert (figures.to_keep, figures.to_drop) == (expected["n_keep"], expected["n_drop"])
        assert figures.exact == expected["exact"]
        wrong += not figures.exact

    assert wrong  # or nothing but agreement on perfect pages was seen
