"""Faults that come while the program runs: signals, and files that change while they are read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from random import Random

import pytest

from tests.faults.scene import BEFORE, CLEAN, PAGE, Scene
from tests.waiting import wait_for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")

#: More than a pipe holds, so that the program is in the middle of it while nobody reads what it writes.
MANY = f"{PAGE}\f\n" * 3000
Program = subprocess.Popen[bytes]


@pytest.mark.parametrize("arguments", [["-"], ["explain", "-"]], ids=["clean", "explain"])
@pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param(signal.SIGINT, 130, id="SIGINT"),
        pytest.param(signal.SIGTERM, -signal.SIGTERM, id="SIGTERM"),
        pytest.param(signal.SIGHUP, -signal.SIGHUP, id="SIGHUP"),
    ],
)
def test_ended_while_writing_a_file(scene: Scene, number: int, code: int, arguments: list[str]) -> None:
    """It ends, quietly; the file is as before, and no draft is left."""
    with scene.start(*arguments, "-o", "out.txt") as program:
        assert program.stdin is not None
        assert program.stderr is not None
        program.stdin.write(MANY.encode())
        program.stdin.flush()
        wait_for(scene.drafts)
        program.send_signal(number)

        assert program.wait(20) == code
        assert program.stderr.read() == b""

    assert (scene.here / "out.txt").read_text() == BEFORE
    assert scene.drafts() == []


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM), (signal.SIGHUP, -signal.SIGHUP)],
)
def test_ended_while_writing_stdout(scene: Scene, number: int, code: int) -> None:
    """Pages that were written are whole."""
    with scene.start("-") as program:
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdin.write(f"{PAGE}\f\n".encode() * 300)  # more than is looked at before the first is read
        program.stdin.flush()
        assert program.stdout.read(len(CLEAN)) == CLEAN.encode()
        program.send_signal(number)

        assert program.wait(20) == code
        assert program.stderr.read() == b""
        assert {*program.stdout.read().decode().splitlines()} <= {"", "\f", *CLEAN.splitlines()}


def test_a_signal_that_is_ignored_stays_ignored(scene: Scene) -> None:
    """As under nohup."""
    ignore = {"preexec_fn": lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)}
    with scene.start("-", "-o", "out.txt", **ignore) as program:
        assert program.stdin is not None
        program.stdin.write(PAGE.encode())
        program.stdin.flush()
        wait_for(scene.drafts)
        program.send_signal(signal.SIGHUP)
        program.stdin.close()

        assert program.wait(20) == 0

    assert (scene.here / "out.txt").read_text() == CLEAN


def test_killed_at_any_moment(scene: Scene) -> None:
    """The file is as before or whole, and the next run is not disturbed by what was left behind."""
    random = Random(7)
    (scene.here / "many.txt").write_text(MANY)
    whole = scene.run("many.txt").stdout.decode()
    for _ in range(8):
        with scene.start("many.txt", "-o", "out.txt") as program:
            time.sleep(random.uniform(0, 1.2))
            program.kill()
        assert (scene.here / "out.txt").read_text() in (BEFORE, whole)

    assert scene.run("page.txt", "-o", "out.txt").returncode == 0
    assert (scene.here / "out.txt").read_text() == CLEAN


def test_killed_while_the_cache_is_written(scene: Scene) -> None:
    """What is left behind serves nobody and disturbs nobody."""
    random = Random(7)
    for path in scene.cache.iterdir():
        path.unlink()
    for _ in range(6):
        with scene.start("page.txt") as program:
            time.sleep(random.uniform(0, 0.5))
            program.kill()

        assert scene.run("page.txt").stdout.decode() == CLEAN


def test_reader_goes_with_the_signal_at_its_default(scene: Scene) -> None:
    """Some parents hand SIGPIPE down as it is by default; Python ignores it, and the end is quiet."""
    default = {"preexec_fn": lambda: signal.signal(signal.SIGPIPE, signal.SIG_DFL)}
    (scene.here / "many.txt").write_text(MANY)
    with scene.start("many.txt", **default) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.read(10)
        program.stdout.close()

        assert program.wait(20) == 0
        assert program.stderr.read() == b""


def read_slowly(scene: Scene, change: Callable[[], object]) -> tuple[int, str, str]:
    """Run on many.txt, and change something when the program stands still because nobody reads."""
    (scene.here / "many.txt").write_text(MANY)
    with scene.start("many.txt") as program:
        assert program.stdout is not None
        assert program.stderr is not None
        first = program.stdout.read(10)
        change()
        out = first + program.stdout.read()
        return program.wait(20), out.decode(), program.stderr.read().decode()


def test_input_grows_while_read(scene: Scene) -> None:
    """What is there when the end is met counts; the program does not wait for more."""

    def grow() -> None:
        with open(scene.here / "many.txt", "a") as stream:
            stream.write(f"{PAGE}\f\n")

    code, out, err = read_slowly(scene, grow)
    assert (code, err) == (0, "")
    assert out == "\f\n".join([CLEAN] * 3001)


def test_input_shrinks_while_read(scene: Scene) -> None:
    """What was read is written; a page cut off is cleaned as far as it goes."""
    code, out, err = read_slowly(scene, lambda: os.truncate(scene.here / "many.txt", 0))
    assert (code, err) == (0, "")
    assert out.startswith(f"{CLEAN}\f\n{CLEAN}\f\n")
    pages = out.split("\f\n")
    assert {*pages[:-1]} == {CLEAN}
    assert len(pages) < 3000


def test_input_vanishes_while_read(scene: Scene) -> None:
    code, out, err = read_slowly(scene, (scene.here / "many.txt").unlink)
    assert (code, err) == (0, "")
    assert out == "\f\n".join([CLEAN] * 3000)


def test_writer_of_a_pipe_dies(scene: Scene) -> None:
    """What came is cleaned: a pipe does not tell a death from an end."""
    with scene.start("-") as program:
        assert program.stdout is not None
        writer = subprocess.Popen(["sh", "-c", f"printf %s '{PAGE}'; kill -9 $$"], stdout=program.stdin)
        writer.wait(20)
        program.communicate(timeout=20)
        assert program.returncode == 0


def test_stdin_that_does_not_block_is_waited_for(scene: Scene) -> None:
    """A pipe that its owner made non-blocking, and that is empty for now, is not at its end."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    with os.fdopen(reading, "rb") as stdin, scene.start("-", stdin=stdin) as program:
        time.sleep(0.3)
        os.write(writing, PAGE[:40].encode())
        time.sleep(0.2)
        os.write(writing, PAGE[40:].encode())
        os.close(writing)
        out, err = program.communicate(timeout=20)

        assert (program.returncode, out.decode(), err) == (0, CLEAN, b"")
        assert not os.get_blocking(reading)


def test_stdout_that_does_not_block_and_is_full(scene: Scene) -> None:
    """What cannot be written is an error: nothing is left out in silence."""
    (scene.here / "many.txt").write_text(MANY)
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    with os.fdopen(reading, "rb"), os.fdopen(writing, "wb") as stdout:
        done = scene.run("many.txt", stdout=stdout)

    assert done.returncode == 1
    assert done.stderr.startswith(b"beritaclean: error: <stdout>: cannot be written: ")
