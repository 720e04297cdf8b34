"""A little of each fuzz target, and the kept inputs; `python -m tests.fuzz` is more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz import __main__ as driver
from tests.fuzz.mutate import LONGEST, mutate, read_corpus, seeds, tokens, write_line
from tests.fuzz.targets import TARGETS

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = settings(derandomize=True, deadline=None, max_examples=int(os.environ.get("FUZZ_EXAMPLES", "60")))
CORPUS = [
    pytest.param(name, data, id=f"{name} {n}") for name in TARGETS for n, data in enumerate(read_corpus(name))
]


@pytest.mark.parametrize(("name", "data"), CORPUS)
def test_kept_inputs(name: str, data: bytes) -> None:
    TARGETS[name](data)


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_serve(name: str) -> None:
    """Each target has inputs to begin with, and those are taken."""
    assert read_corpus(name)
    for data in seeds(name):
        TARGETS[name](data)


@pytest.mark.parametrize("name", TARGETS)
@EXAMPLES
@given(data=st.data())
def test_targets(name: str, data: st.DataObject) -> None:
    known = st.sampled_from(seeds(name))
    damaged = st.builds(
        lambda one, other, random: mutate(one, other, tokens(name), random),
        known,
        known,
        st.randoms(use_true_random=False),
    )
    TARGETS[name](data.draw(st.one_of(damaged, damaged, st.binary(max_size=200))))


def test_mutations_are_the_same_for_the_same_seed() -> None:
    once, again = (
        [mutate(b"Harga beras", b"naik", tokens("page"), random) for _ in range(50)]
        for random in (Random(1), Random(1))
    )

    assert once == again
    assert len({*once}) > 40
    assert all(len(data) <= LONGEST for data in once)


@given(st.binary(max_size=50))
def test_corpus_lines_give_the_bytes_back(data: bytes) -> None:
    line = write_line(data)

    assert line.isascii()
    assert not line.startswith("#")
    assert line.encode().decode("unicode_escape").encode("latin-1") == data


def test_a_finding_is_kept_and_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(data: bytes) -> None:
        raise ZeroDivisionError("naik")

    monkeypatch.setitem(TARGETS, "config", fail)

    assert not driver.run_mutations("config", 10, 1, tmp_path)
    [kept] = tmp_path.iterdir()
    assert capsys.readouterr().out == f"config: ZeroDivisionError: naik: {kept}\n"


def test_a_slow_input_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TARGETS, "config", lambda data: sum(range(100_000)))
    monkeypatch.setattr(driver, "SECONDS", 0.0)

    assert not driver.try_input("config", b"naik", 0, tmp_path)


def test_the_command(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "tests.fuzz",
        "config",
        "regex",
        "--runs",
        "100",
        "--engine",
        "mutations",
    ]
    done = subprocess.run(
        [*command, "--keep", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == ("config: 100 runs, mutations, seed 1\nregex: 100 runs, mutations, seed 1\n")
    assert not [*tmp_path.iterdir()]
