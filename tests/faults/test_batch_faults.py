"""The table of faults, for batches: an input that failed is named, the others are there, and whole.

After each, the batch is run again without the fault: then all is as it would have been.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from tests.faults.scene import CLEAN, PAGE, Scene
from tests.faults.test_moments import wait_for

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the shim, /dev/full and /sys")

NAMES = ("a.txt", "b.txt", "c.txt")


class Row(NamedTuple):
    """A fault: what makes it, what is said of it, and which targets are there all the same (None: any)."""

    fault: str
    err: str
    there: tuple[str, ...] | None
    arrange: Callable[[Scene], object] = lambda scene: None
    arguments: tuple[str, ...] = ()
    code: int = 1
    shim: bool = True


def fail(call: str, path: str, number: int, after: int = 0) -> Callable[[Scene], object]:
    return lambda scene: scene.fail(call, path, number, after)


def damage_manifest(scene: Scene) -> None:
    scene.run("batch", "in", "-o", "out")
    for path in (scene.here / "out" / ".beritaclean").glob("manifest*"):
        path.write_bytes(os.urandom(5000))


def set_clock_back(scene: Scene) -> None:
    """Leave targets and a manifest that are of tomorrow, and inputs that change and keep their time."""
    scene.run("batch", "in", "-o", "out")
    for path in [*(scene.here / "in").iterdir(), *(scene.here / "out").rglob("*")]:
        os.utime(path, (4e9, 4e9))
    (scene.here / "in" / "a.txt").write_text(PAGE.replace("Rahmat", "Slamet"))
    (scene.here / "in" / "a.txt").write_text(PAGE)
    os.utime(scene.here / "in" / "a.txt", (-9e8, -9e8))


FAULTS = [
    Row(
        "input: I/O error",
        "in/b.txt: cannot be read: Input/output error",
        ("a.txt", "c.txt"),
        fail("read", "in/b.txt", errno.EIO),
    ),
    Row(
        "input: permission denied",
        "in/b.txt: cannot be read: Permission denied",
        ("a.txt", "c.txt"),
        fail("open", "in/b.txt", errno.EACCES),
    ),
    Row(
        "target: disk full",
        "cannot be written: No space left on device",
        (),
        fail("write", "/drafts/", errno.ENOSPC),
    ),
    Row(
        "target: I/O error", "cannot be written: Input/output error", (), fail("write", "/drafts/", errno.EIO)
    ),
    Row(
        "target: quota used up after one",
        "cannot be written: Disk quota exceeded",
        ("a.txt",),
        fail("write", "/drafts/", errno.EDQUOT, 1),
    ),
    Row(
        "target: cannot be put in place",
        "out/b.txt: cannot be written: Operation not permitted",
        ("a.txt", "c.txt"),
        fail("rename", "out/b.txt", errno.EPERM),
    ),
    Row(
        "target: draft cannot be made",
        "cannot be written: Permission denied",
        (),
        fail("open", "/drafts/", errno.EACCES),
    ),
    Row("manifest: disk full", "full", None, fail("write", "manifest", errno.ENOSPC)),
    Row("manifest: I/O error", "error", None, fail("write", "manifest", errno.EIO, 3)),
    Row("manifest: damaged", "manifest", None, damage_manifest, shim=False),
    Row(
        "report: disk full",
        "/dev/full: cannot be written: No space left on device",
        None,
        arguments=("--report", "/dev/full"),
        shim=False,
    ),
    Row(
        "log: disk full",
        "/dev/full: cannot be written: No space left on device",
        None,
        arguments=("--log", "/dev/full"),
        shim=False,
    ),
    Row(
        "folder: for reading only",
        "/sys/out: cannot be written: Operation not permitted",
        (),
        arguments=("-o", "/sys/out"),
        shim=False,
    ),
    Row("clock: set back", "", NAMES, set_clock_back, code=0, shim=False),
]


@pytest.mark.parametrize("row", FAULTS, ids=lambda row: row.fault)
def test_faults(row: Row, scene: Scene) -> None:
    if row.shim and scene.shim is None:
        pytest.skip("no C compiler")
    (scene.here / "in").mkdir()
    for name in NAMES:
        (scene.here / "in" / name).write_text(PAGE)
    row.arrange(scene)

    done = scene.run("batch", "in", "-o", "out", "-j", "1", *row.arguments)

    err = done.stderr.decode()
    assert (done.returncode, done.stdout) == (row.code, b""), err
    assert row.err in err
    assert "internal error" not in err
    targets = written(scene)
    assert {*targets.values()} <= {CLEAN}
    assert row.there is None or {*targets} == {*row.there}
    assert [path.read_text() for path in sorted((scene.here / "in").iterdir())] == [PAGE] * 3

    for name in ("LD_PRELOAD", "FAULT_CALL"):
        scene.env.pop(name, None)
    if row.fault == "manifest: damaged":  # it is said what to do, and that is done
        for path in (scene.here / "out" / ".beritaclean").glob("manifest*"):
            path.unlink()
    again = scene.run("batch", "in", "-o", "out")
    assert again.returncode == 0, again.stderr.decode()
    assert written(scene) == dict.fromkeys(NAMES, CLEAN)
    assert not [*(scene.here / "out" / ".beritaclean" / "drafts").iterdir()]


def written(scene: Scene) -> dict[str, str]:
    """The targets that are there, and what is in them."""
    return {path.name: path.read_text() for path in (scene.here / "out").glob("*.txt")}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_ended(scene: Scene, number: int) -> None:
    """What is there is whole; nobody goes on writing; run again, it goes on."""
    (scene.here / "in").mkdir()
    pages = {f"{n:03}.txt": f"{n}. {PAGE}" * 40 for n in range(120)}
    for name, page in pages.items():
        (scene.here / "in" / name).write_text(page)
    whole = scene.run("batch", "in", "-o", "whole")
    with scene.start("batch", "in", "-o", "out", "-j", "2") as program:
        wait_for(lambda: len(written(scene)) > 5)
        program.send_signal(number)
        assert program.wait(20) == -number

    expected = {path.name: path.read_text() for path in (scene.here / "whole").glob("*.txt")}
    assert whole.returncode == 0
    assert written(scene).items() <= expected.items()
    assert scene.run("batch", "in", "-o", "out").returncode == 0
    assert written(scene) == expected
