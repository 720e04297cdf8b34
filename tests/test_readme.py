"""The README's commands run, and print what it says they print; its facts are the program's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from beritaclean.cli import COMMANDS
from beritaclean.config import KEYS
from beritaclean.judge.tagged import TAGS
from beritaclean.page import KINDS
from beritaclean.rules.model import ACTIONS, FORMS, PLACES
from beritaclean.writers import WRITERS
from tests.bench.report import read_ratios

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> list[tuple[str, str]]:
    """The commands in console blocks, each with the output printed below it."""
    found = []
    for block in re.findall(r"^```console\n(.*?)^```", README, re.M | re.S):
        for part in block.split("$ ")[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the samples to run in, and a `beritaclean` on the path that is the one under test."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "samples", folder / "samples")
    program = folder / "bin" / "beritaclean"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m beritaclean "$@"\n')
    program.chmod(0o755)
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="the blocks are for a POSIX shell")
@pytest.mark.parametrize(("command", "output"), commands())
def test_command_prints_what_the_readme_says(folder: Path, command: str, output: str) -> None:
    environment = os.environ | {
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "BERITACLEAN_CACHE": str(folder / "cache"),
    }
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )

    assert done.returncode == 0, done.stderr
    if output:
        assert done.stdout == output


def test_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    [example] = re.findall(r"^```python\n(.*?)^```", README, re.M | re.S)

    exec(compile(example, "README.md", "exec"), {})

    assert capsys.readouterr().out == "0 0 13 ad general/advertisement ADVERTISEMENT\n"


@pytest.mark.parametrize("name", sorted({*KINDS, *FORMS, *PLACES, *ACTIONS, *WRITERS, *KEYS}))
def test_every_word_a_user_may_write_is_in_the_readme(name: str) -> None:
    assert re.search(rf"\b{re.escape(name)}\b", README)


def help_of(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "beritaclean", *command, "--help"],
        env=os.environ | {"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def test_every_option_in_the_readme_is_one() -> None:
    pages = [help_of(), *(help_of(name) for name in COMMANDS), help_of("rules", "list")]
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README))
    offered = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", "".join(pages)))

    assert named - {"--quiet", "--land"} <= offered


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"beritaclean {name} " in README


@pytest.mark.parametrize("tag", sorted(TAGS))
def test_every_tag_is_in_the_readme(tag: str) -> None:
    assert re.search(rf"(?<![\w-]){tag}\b", README)


def test_every_option_of_batches_is_in_the_readme() -> None:
    offered = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", help_of("batch")))
    offered -= set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", help_of()))

    assert {option for option in offered if option not in README} == set()


def quality_row(name: str, figures: dict[str, float]) -> str:
    """A row of the README's table of landed figures."""
    cells = [
        f"{figures[key]:g}" if key in figures else "" for key in ("pages", "f1", "lost", "noise", "exact")
    ]
    return " | ".join([f"| {name}", *cells]) + " |"


def test_quality_table_is_the_landed_one() -> None:
    landed = tomllib.loads((ROOT / "tests" / "quality" / "landed.toml").read_text(encoding="utf-8"))
    rows = [quality_row(name, figures) for name, figures in landed.items() if "f1" in figures]

    assert "\n".join(rows) in README


def test_ratios_are_those_of_the_newest_run() -> None:
    newest = max((ROOT / "tests" / "bench" / "runs").glob("*.md"))
    rows = [f"| {name} | {figure} |" for name, figure in read_ratios(newest.read_text(encoding="utf-8"))]

    assert rows
    assert "\n".join(rows) in README
