"""What goes wrong around a batch: kills, crashes, full disks. The program runs as people run it."""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from beritaclean import clean
from tests.batch.conftest import PAGE, PROSE, plant, tree
from tests.waiting import wait_for

pty = pytest.importorskip("pty", reason="terminals are those of Unix")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals, mounts and /proc")
COMMAND = [sys.executable, "-m", "beritaclean", "batch", "--isolated"]
#: A page that takes a few milliseconds.
LONG = "".join(f"{number}. {PAGE}\n" for number in range(60))


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, before: tuple[str, ...] = ()) -> tuple[int, str]:
    done = subprocess.run([*before, *COMMAND, *arguments], capture_output=True, text=True, timeout=60)
    assert done.stdout == ""
    return done.returncode, done.stderr


@contextmanager
def running(*arguments: str, written: int = 1) -> Iterator[subprocess.Popen[str]]:
    """A batch that has written so many targets; it is killed in the end."""
    with subprocess.Popen([*COMMAND, *arguments], stderr=subprocess.PIPE, text=True) as program:
        try:
            wait_for(lambda: len(list(Path("out").rglob("*.txt"))) >= written)
            yield program
        finally:
            program.kill()


def find_workers(program: subprocess.Popen[str]) -> list[int]:
    return [
        int(word) for word in Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split()
    ]


def plant_long(count: int) -> None:
    plant({f"in/{number % 3}/{number}.txt": LONG + str(number) for number in range(count)})


def test_killed_batch_goes_on_where_it_was() -> None:
    plant_long(150)
    assert run("in", "-o", "whole")[0] == 0
    expected = tree("whole")
    seed = random.randrange(10**6)
    moments = random.Random(seed)
    wrong: list[str] = []
    over = threading.Event()

    def poll() -> None:
        while not over.is_set():
            wrong.extend(name for name, data in tree("out").items() if data != expected[name])

    watcher = threading.Thread(target=poll)
    Path("out").mkdir()
    watcher.start()
    progress = []
    for _ in range(20):
        with subprocess.Popen([*COMMAND, "in", "-o", "out"], stderr=subprocess.DEVNULL) as program:
            time.sleep(moments.uniform(0.1, 0.7))
            program.kill()
        progress.append(len(tree("out")))
    code, err = run("in", "-o", "out")
    over.set()
    watcher.join()

    assert code == 0, (seed, err)
    assert wrong == [], seed
    assert tree("out") == expected, (seed, progress)
    assert progress == sorted(progress)
    assert list(Path("out/.beritaclean/drafts").iterdir()) == []


def test_worker_that_crashes_costs_its_page() -> None:
    plant_long(400)
    with running("in", "-o", "out", "-j", "2") as program:
        os.kill(find_workers(program)[0], signal.SIGSEGV)
        _, err = program.communicate(timeout=60)

    assert program.returncode == 1
    assert err.count("crashed the process that cleaned it (SIGSEGV)") == 1
    assert len(tree()) >= 399
    assert run("in", "-o", "out")[0] == 0
    assert len(tree()) == 400


def test_worker_that_hangs_costs_its_page() -> None:
    plant_long(400)
    with running("in", "-o", "out", "-j", "2", "--timeout", "1") as program:
        os.kill(find_workers(program)[0], signal.SIGSTOP)
        _, err = program.communicate(timeout=60)

    assert program.returncode == 1
    assert err.count("took more than 1 s") == 1
    assert len(tree()) >= 399


def test_second_batch_on_a_folder_is_refused() -> None:
    plant_long(150)
    with running("in", "-o", "out") as program:
        program.send_signal(signal.SIGSTOP)
        code, err = run("in", "-o", "out")
        program.send_signal(signal.SIGCONT)
        program.communicate(timeout=60)

    problem = "another batch is writing to it (wait until it is done, or give another folder)"
    assert (code, err) == (1, f"beritaclean: error: out: {problem}\n")
    assert program.returncode == 0
    assert len(tree()) == 150


def test_interrupted_batch_goes_on_where_it_was() -> None:
    plant_long(600)
    endless = Path("in/endless.txt")  # it is not done by then, however late we see what is written
    endless.write_text(LONG * 2000)
    # What is in hand when it stops is done anew: a chunk of 64 for each worker, at the least.
    with running("in", "-o", "out", "--report", "report.jsonl", written=350) as program:
        workers = find_workers(program)
        program.send_signal(signal.SIGINT)
        _, err = program.communicate(timeout=60)

    assert (program.returncode, err) == (130, "")
    assert not Path("report.jsonl").exists()
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
    endless.unlink()
    code, err = run("in", "-o", "out")
    assert code == 0
    assert "done before" in err
    assert len(tree()) == 600


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Callable[[str], None]]:
    """A small disk at a folder, and a function that mounts it anew with other options."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)]
    if os.geteuid() or shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        yield lambda options: subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_full_disk_fails_what_has_no_room(tmp_path: Path) -> None:
    plant_long(100)
    assert run("in", "-o", "whole")[0] == 0
    expected = tree("whole")
    with small_disk(tmp_path / "disk", "400k") as remount:
        code, err = run("in", "-o", "disk/out")
        assert code == 1
        assert "No space left on device" in err or "disk is full (make room" in err
        written = tree("disk/out")
        assert 0 < len(written) < 100
        assert {name: expected[name] for name in written} == written
        remount("size=4m")
        assert run("in", "-o", "disk/out")[0] == 0
        assert tree("disk/out") == expected


def test_disk_that_may_only_be_read(tmp_path: Path) -> None:
    plant({"in/a.txt": PAGE})
    with small_disk(tmp_path / "disk", "1m") as remount:
        remount("ro")
        assert run("in", "-o", "disk/out") == (
            1,
            "beritaclean: error: disk/out: cannot be written: Read-only file system\n",
        )


def test_file_that_may_not_be_read() -> None:
    plant({"in/a.txt": PAGE, "in/b.txt": PAGE, "in/c/d.txt": PAGE})
    Path("in/a.txt").chmod(0)
    Path("in/c").chmod(0)
    before: tuple[str, ...] = ()
    if os.geteuid() == 0:  # may read everything
        if shutil.which("setpriv") is None:
            pytest.skip("setpriv is not there to give up what root may do")
        before = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    code, err = run("in", "-o", "out", before=before)
    Path("in/c").chmod(0o700)

    assert code == 1
    assert "beritaclean: error: in/a.txt: cannot be read: Permission denied\n" in err
    assert "beritaclean: error: in/c: cannot be read: Permission denied\n" in err
    assert tree() == {"b.txt": PROSE.encode()}


def test_file_that_vanishes() -> None:
    plant_long(400)
    last = sorted(Path("in/2").iterdir(), key=lambda path: os.fsencode(path))[-1]
    with running("in", "-o", "out", "-j", "1") as program:
        last.unlink()
        _, err = program.communicate(timeout=60)

    assert program.returncode == 1
    assert f"beritaclean: error: {last}: cannot be read: No such file or directory\n" in err
    assert len(tree()) == 399


def test_results_are_those_of_the_library() -> None:
    plant_long(5)
    run("in", "-o", "out")

    assert tree()["1/4.txt"].decode() == clean(LONG + "4")


def on_terminal(*arguments: str) -> tuple[int, str]:
    """Run a batch whose stderr is a terminal; return its exit code, and what stood on that."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "120"}
    with subprocess.Popen([*COMMAND, *arguments], stderr=theirs, env=environment) as program:
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # how a terminal ends
            while data := os.read(ours, 4096):
                shown += data
    os.close(ours)
    return program.returncode, shown.decode()


def test_progress_is_for_terminals() -> None:
    plant_long(150)
    plant({"in/[bold]x.txt": b"\x89PNG\0"})
    code, shown = on_terminal("in", "-o", "out")

    assert code == 1
    assert re.search(r"\d+ inputs, \d+ pages, [\d.]+ MB/s, \d+ failed .*%", shown)
    assert "error: in/[bold]x.txt: is binary" in shown
    assert "inputs           151" in shown.replace("\r", "")
    assert re.search(r"\x1b\[\d*[AK]", shown)
    code, shown = on_terminal("in", "-o", "quiet", "-q")
    assert (code, shown.count("\n")) == (1, 1)
    code, plain = run("in", "-o", "piped")
    assert "\x1b" not in plain
    assert "MB/s, 0 failed" not in plain
