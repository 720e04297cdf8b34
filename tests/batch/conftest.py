"""A place to run batches in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from beritaclean.cli import main

PROSE = "Harga beras di Pasar Induk naik, kata pedagang bernama Rahmat, Senin (6/5/2024) siang.\n"
PAGE = f"ADVERTISEMENT\n{PROSE}"


class Ran(NamedTuple):
    """What a batch gave: its exit code, its words, its report without the totals, and these."""

    code: int
    err: str
    report: list[dict[str, Any]]
    totals: dict[str, Any]

    @property
    def results(self) -> dict[str, str]:
        """The results by source."""
        return {each["source"]: each["result"] for each in self.report}

    @property
    def whys(self) -> dict[str, str]:
        """The reasons by source, of what has one."""
        return {each["source"]: each["why"] for each in self.report if "why" in each}


Batch = Callable[..., Ran]


@pytest.fixture
def batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Batch:
    """Run a batch in a folder of its own, where no configuration is in force."""
    monkeypatch.chdir(tmp_path)

    def batch(*arguments: str, to: str = "out") -> Ran:
        report = Path("report.jsonl")
        report.unlink(missing_ok=True)
        code = main(["batch", *arguments, "-o", to, "--isolated", "--report", str(report)])
        lines = [json.loads(line) for line in report.read_text().splitlines()] if report.exists() else [{}]
        printed = capsys.readouterr()
        assert printed.out == ""
        if lines[-1]:
            sums = {name: lines[-1][name] for name in RESULTS}
            assert sum(sums.values()) == lines[-1]["inputs"] == len(lines) - 1
            assert sums == {name: sum(each["result"] == name for each in lines[:-1]) for name in RESULTS}
        return Ran(code, printed.err, lines[:-1], lines[-1])

    return batch


RESULTS = ("cleaned", "unchanged", "empty", "no article", "skipped", "failed")


def plant(pages: dict[str, str | bytes]) -> None:
    """Write files, by their names."""
    for name, page in pages.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(page.encode() if isinstance(page, str) else page)


def tree(folder: str | Path = "out") -> dict[str, bytes]:
    """All files in a folder by their paths in it, without what a batch keeps for itself."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file() and ".beritaclean" not in path.parts
    }
