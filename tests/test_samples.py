"""The sample pages: what they come out as, why, and what must not change.

Pages are found by listing `samples/`; `samples/README.md` explains the files. Synthetic, in the shapes of
real pages. A missing expectation fails; none is ever created here.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from beritaclean import Cleaner, Document, clean
from beritaclean.readers import READERS, ReadOptions, sniff
from beritaclean.writers.explain import explain_json, explain_text

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
NEGATIVE = SAMPLES / "negative"
FAILURES = SAMPLES / "known-failures"
FACTS = ("title", "publisher", "dateline", "published", "language", "authors", "captions")


def find_pages(folder: Path) -> list[Path]:
    """The pages of a folder: its text files without the clean texts, and its saved pages."""
    pages = [path for path in folder.glob("*.txt") if not path.name.endswith(".clean.txt")]
    return sorted([*pages, *folder.glob("*.html"), *folder.glob("*.mhtml")])


def beside(page: Path, suffix: str) -> Path:
    return page.with_name(page.stem + suffix)


def read_expected(page: Path, suffix: str) -> str:
    """The expectation beside a page, line ends as they are; a missing one is a failure."""
    path = beside(page, suffix)
    assert path.is_file(), f"{path.relative_to(SAMPLES)} is missing: write it by hand, see samples/README.md"
    return path.read_bytes().decode()


@cache
def shared_cleaner() -> Cleaner:
    return Cleaner()


@cache
def read_document(path: Path) -> Document:
    """A page as the program reads and marks it."""
    data = path.read_bytes()
    items = list(READERS[sniff(data)]([data], path.name, ReadOptions(rules=shared_cleaner().element_rules)))
    assert len(items) == 1
    return shared_cleaner().document(items[0].page)


def run_program(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the program as a person would, in the folder of samples."""
    return subprocess.run(
        [sys.executable, "-m", "beritaclean", *arguments],
        input=stdin,
        capture_output=True,
        cwd=SAMPLES,
        env={**os.environ, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


@cache
def read_table() -> dict[str, dict[str, Any]]:
    """What the JSON of each sample must say."""
    return tomllib.loads((SAMPLES / "expected.toml").read_text(encoding="utf-8"))


def read_facts(path: Path) -> dict[str, Any]:
    """What the JSON of a page says, as `expected.toml` puts it."""
    record = read_document(path).to_dict()
    facts: dict[str, Any] = {fact: record[fact] or "" for fact in FACTS[:5]}
    facts["authors"] = list(dict.fromkeys(person["name"] for person in record["byline"]))
    facts["captions"] = len(record["captions"])
    return facts


def read_told_failures() -> dict[str, str]:
    """Name and story of each known failure, from the list in their README.

    The name is a page's, or that of a sample and the fact its JSON gets wrong: "viva: captions".
    """
    lines = (FAILURES / "README.md").read_text(encoding="utf-8").splitlines()
    items = (line[3:].partition("`: ") for line in lines if line.startswith("- `"))
    return {name: story for name, _, story in items}


def fails(reason: str) -> pytest.MarkDecorator:
    """A fault known and told: when it is gone, the test says so."""
    return pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)


PAGES = [pytest.param(path, id=path.stem) for path in find_pages(SAMPLES)]
SAVED = [pytest.param(path, id=path.stem) for path in find_pages(SAMPLES) if path.suffix != ".txt"]
NEGATIVES = [pytest.param(path, id=path.stem) for path in find_pages(NEGATIVE)]
TOLD = read_told_failures()
KNOWN_FAILURES = [
    pytest.param(path, id=path.stem, marks=fails(TOLD.get(path.stem, "untold")))
    for path in find_pages(FAILURES)
]
STATED = [
    pytest.param(path, fact, id=name, marks=fails(TOLD[name]) if name in TOLD else ())
    for path in find_pages(SAMPLES)
    for fact in FACTS
    for name in [f"{path.stem}: {fact}"]
]


# What must not change


@pytest.mark.parametrize("path", NEGATIVES)
def test_clean_article_full_of_traps_comes_out_byte_for_byte(path: Path) -> None:
    assert read_document(path).text.encode() == path.read_bytes()


def test_program_finds_nothing_to_drop_in_clean_articles() -> None:
    names = [path.relative_to(SAMPLES).as_posix() for path in find_pages(NEGATIVE)]

    done = run_program("--isolated", "--check", *names)

    assert (done.returncode, done.stdout) == (0, b""), done.stderr.decode()


@pytest.mark.parametrize("path", PAGES)
def test_clean_text_of_sample_stays_as_it_is(path: Path) -> None:
    expected = read_expected(path, ".clean.txt")

    assert clean(expected) == expected


# What comes out


@pytest.mark.parametrize("path", PAGES)
def test_library_gives_clean_text(path: Path) -> None:
    assert read_document(path).text == read_expected(path, ".clean.txt")


@pytest.mark.parametrize("path", PAGES)
def test_program_gives_clean_text_of_file_and_stdin(path: Path) -> None:
    expected = read_expected(path, ".clean.txt").encode()

    from_file = run_program("--isolated", path.name)
    from_stdin = run_program("--isolated", "-", stdin=path.read_bytes())

    assert (from_file.returncode, from_file.stdout) == (0, expected), from_file.stderr.decode()
    assert (from_stdin.returncode, from_stdin.stdout) == (0, expected), from_stdin.stderr.decode()


@pytest.mark.parametrize("path", SAVED)
def test_program_gives_markdown_of_saved_page(path: Path) -> None:
    done = run_program("--isolated", "--to", "markdown", "--links", "keep", path.name)

    assert (done.returncode, done.stdout.decode()) == (0, read_expected(path, ".clean.md")), (
        done.stderr.decode()
    )


@pytest.mark.parametrize("path", SAVED)
def test_markdown_is_the_same_article_as_the_text(path: Path) -> None:
    """Rendered, Markdown shows the words of the clean text; the bullets of a list are the list's."""
    text = re.sub(r"(?m)^- ", "", read_expected(path, ".clean.txt"))
    body = read_expected(path, ".clean.md").split("\n---\n", 1)[1]
    shown = [
        child.content
        for token in MarkdownIt("commonmark").enable("table").parse(body)
        for child in token.children or ()
        if child.type == "text"
    ]

    assert "".join("".join(shown).split()) == "".join(text.split())


@pytest.mark.parametrize("path", PAGES)
def test_explanation_is_the_recorded_one(path: Path) -> None:
    assert explain_text(read_document(path)) == read_expected(path, ".explain.tsv")


def test_program_writes_the_explanation_that_the_library_gives() -> None:
    page = find_pages(SAMPLES)[0]

    done = run_program("explain", "--isolated", page.name)

    assert (done.returncode, done.stdout.decode()) == (0, read_expected(page, ".explain.tsv")), done.stderr


@pytest.mark.parametrize("path", PAGES)
def test_explanation_as_json_tiles_and_rebuilds_the_page(path: Path) -> None:
    document = read_document(path)
    told = json.loads(explain_json(document))
    spans = told["spans"]
    text = "".join(span["text"] for span in spans)

    assert [span["start"] for span in spans] == [0, *(span["end"] for span in spans[:-1])]
    assert spans[-1]["end"] == len(text)
    assert text == document.page.text
    if path.suffix == ".txt":
        assert text.encode(told["encoding"]) == path.read_bytes().removeprefix(b"\xff\xfe")


@pytest.mark.parametrize(("path", "fact"), STATED)
def test_json_holds_what_the_page_says(path: Path, fact: str) -> None:
    assert path.stem in read_table(), f'samples/expected.toml has no table "{path.stem}"'

    assert read_facts(path)[fact] == read_table()[path.stem][fact]


# What still goes wrong


@pytest.mark.parametrize("path", KNOWN_FAILURES)
def test_known_failure_comes_out_right(path: Path) -> None:
    assert read_document(path).text == beside(path, ".clean.txt").read_bytes().decode()


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in find_pages(FAILURES)])
def test_known_failure_is_told_and_has_its_clean_text(path: Path) -> None:
    assert path.stem in TOLD, "known-failures/README.md does not say what goes wrong"
    assert read_expected(path, ".clean.txt")


# Nothing is left over


def test_every_expectation_belongs_to_a_page() -> None:
    names = {path.stem for path in find_pages(SAMPLES)}
    failures = {path.stem for path in find_pages(FAILURES)}

    assert {path.name.removesuffix(".clean.txt") for path in SAMPLES.glob("*.clean.txt")} == names
    saved = {path.stem for path in find_pages(SAMPLES) if path.suffix != ".txt"}
    assert {path.name.removesuffix(".clean.md") for path in SAMPLES.glob("*.clean.md")} == saved
    assert {path.name.removesuffix(".explain.tsv") for path in SAMPLES.glob("*.explain.tsv")} == names
    assert {name: set(facts) for name, facts in read_table().items()} == {name: set(FACTS) for name in names}
    assert {path.name.removesuffix(".clean.txt") for path in FAILURES.glob("*.clean.txt")} == failures
    assert set(TOLD) - {f"{name}: {fact}" for name in names for fact in FACTS} == failures


def test_samples_are_there() -> None:
    assert len(PAGES) >= 14
    assert len(NEGATIVES) >= 10
