"""Every fault of the table, with the program run as people run it.

Of each row: the exit code and the words on stderr are as stated; what is promised on stdout is there; and
nothing is lost: a file that was there is as before or whole, and nothing half-written lies about.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.faults.scene import Scene
from tests.faults.table import FAULTS, Row
from tests.faults.test_batch_faults import FAULTS as BATCH_FAULTS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the faults are those of Unix")


def missing(row: Row, scene: Scene) -> str:
    """Say what a row needs and this system does not have."""
    if row.needs == "shim" and scene.shim is None:
        return "no C compiler"
    return "Linux only" if row.needs == "linux" and not sys.platform.startswith("linux") else ""


@pytest.mark.parametrize("row", FAULTS, ids=lambda row: row.fault)
def test_faults(row: Row, scene: Scene) -> None:
    if reason := missing(row, scene):
        pytest.skip(reason)
    row.arrange(scene)

    done = scene.run(*row.arguments)

    err = row.err.format(here=scene.here)
    assert (done.stderr or b"").decode("utf-8", "replace") == (f"beritaclean: error: {err}\n" if err else "")
    assert done.returncode == row.code
    if row.out is not None:
        assert done.stdout.decode() == row.out
    kept = (scene.here / "out.txt").read_text()
    assert kept.startswith(row.file) if row.file.endswith("\f\n") else kept == row.file
    assert scene.drafts() == []


def test_the_readme_says_how_many_there_are() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    [count] = re.findall(r"tables of (\d+) faults", readme)

    assert int(count) == len({row.fault for row in FAULTS}) + len({row.fault for row in BATCH_FAULTS})
