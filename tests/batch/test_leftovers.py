"""Targets that outlive their inputs stay, and are told."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest

from tests.batch.conftest import PAGE, PROSE, Batch, plant, tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="paths are written with slashes")


@pytest.fixture
def first(batch: Batch) -> Batch:
    """A batch that has run over a folder, an archive and a file of its own."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("e.txt", PAGE)
    plant({"in/a.txt": PAGE, "in/b/c.txt": PAGE, "in/d.zip": packed.getvalue(), "z.txt": PAGE})
    assert batch("in", "z.txt").totals["stale"] == 0
    return batch


def test_nothing_is_stale_that_has_its_input(first: Batch) -> None:
    for sources in (("in", "z.txt"), ("in",), ("z.txt",), ("in", "--exclude", "b"), ("in", "--glob", "a.*")):
        ran = first(*sources)
        assert (ran.code, ran.totals["stale"]) == (0, 0), sources
        assert "stale" not in ran.err


@pytest.mark.parametrize("option", ["--resume", "--force", "--dry-run"])
def test_target_without_its_input_stays_and_is_told(first: Batch, option: str) -> None:
    before = tree()
    for name in ("in/b/c.txt", "in/d.zip", "z.txt"):
        Path(name).unlink()
    Path("in/b").rmdir()
    ran = first("in", "-v", option)

    assert (ran.code, ran.totals["inputs"], ran.totals["stale"]) == (0, 1, 2)
    assert tree() == before
    for target, source in (("b/c.txt", "b/c.txt"), ("d.zip/e.txt", "d.zip/e.txt")):
        gone = Path("in", source).absolute()
        assert f"beritaclean: out/{target}: stays, although its input is gone: {gone}\n" in ran.err
    assert "beritaclean: stale              2  targets whose inputs are gone\n" in ran.err


def test_target_is_told_as_long_as_it_is_there(first: Batch) -> None:
    Path("in/a.txt").unlink()
    assert first("in").totals["stale"] == 1
    Path("out/a.txt").unlink()
    assert first("in").totals["stale"] == 0


def test_moved_input_leaves_its_target(first: Batch) -> None:
    Path("in/a.txt").rename("in/f.txt")

    assert first("in").totals["stale"] == 1
    assert tree()["a.txt"] == tree()["f.txt"] == PROSE.encode()
    assert first("in", "--one-file", "semua.jsonl").totals["stale"] == 1
