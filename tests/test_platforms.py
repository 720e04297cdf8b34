"""What differs on Windows and macOS, simulated where it cannot be run.

The program runs in a process in which the system has been made to look like another one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROSE = "Harga beras di Pasar Induk naik, kata pedagang bernama Rahmat, Senin (6/5/2024) siang."
MORE = "Warga berharap harga itu segera turun lagi seperti bulan lalu, kata seorang ibu rumah tangga."
LINES = ["Menu", "ADVERTISEMENT", "", PROSE, "Baca juga: Harga Cabai Turun Lagi", MORE, ""]
ENDS = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}

#: Changes to a system, made before the program is loaded.
WINDOWS = """
import os, signal, sys
sys.platform = "win32"
for name in ("getuid", "geteuid", "O_NOFOLLOW", "O_NONBLOCK", "get_blocking", "mkfifo", "fork"):
    delattr(os, name)
for name in ("SIGHUP", "SIGPIPE", "SIGALRM", "SIGPROF", "setitimer"):
    delattr(signal, name)
os.linesep = "\\r\\n"
"""
#: Only what decides how processes are started: the rest of multiprocessing is that of this system.
MACOS = """
import sys
sys.platform = "darwin"
"""
#: As Windows answers when somebody has the file open.
BUSY = """
import os
def replace(*_):
    raise PermissionError(13, "The process cannot access the file because another uses it")
os.replace = os.rename = replace
"""


def run(
    here: Path, *arguments: str, system: str = "", stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run the program on a system."""
    (here / "program.py").write_text(
        f"if __name__ == '__main__':\n    exec({system!r})\n"
        "    import sys\n    from beritaclean.cli import main\n    raise SystemExit(main(sys.argv[1:]))\n"
    )
    return subprocess.run(
        [sys.executable, "program.py", *arguments],
        cwd=here,
        env=os.environ | {"BERITACLEAN_CACHE": str(here / "cache"), "LOCALAPPDATA": str(here)},
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
    )


def page(end: str) -> bytes:
    return ENDS[end].join(LINES).encode()


@pytest.mark.parametrize("to", ["text", "markdown", "jsonl"])
@pytest.mark.parametrize("end", ENDS)
def test_line_ends_make_no_difference(tmp_path: Path, end: str, to: str) -> None:
    """What comes out of a page is the same however its lines end, and holds no carriage return."""
    done = run(tmp_path, "-t", to, stdin=page(end))
    expected = run(tmp_path, "-t", to, stdin=page("LF"))

    assert done.returncode == 0
    assert b"\r" not in done.stdout
    if to == "jsonl":
        written, wanted = json.loads(done.stdout), json.loads(expected.stdout)
        for dropped in (*written.pop("dropped"), *wanted.pop("dropped")):
            assert "\r" not in dropped["text"]
        assert written == wanted
    else:
        assert done.stdout == expected.stdout


@pytest.mark.parametrize("end", ENDS)
def test_line_ends_stay_out_of_accounts(tmp_path: Path, end: str) -> None:
    for arguments in (["explain"], ["explain", "-t", "html"], ["--diff"]):
        done = run(tmp_path, *arguments, stdin=page(end))
        assert b"\r" not in done.stdout
        assert b"\\x0d" not in done.stdout


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("to", ["text", "markdown", "json", "jsonl"])
def test_native_line_ends_of_windows(tmp_path: Path, end: str, to: str) -> None:
    """Every line ends with both characters, once; to a file as to stdout."""
    done = run(tmp_path, "-t", to, "--eol", "native", system=WINDOWS, stdin=page(end))
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(b"\r\n") == done.stdout.count(b"\n") == done.stdout.count(b"\r") > 0
    run(tmp_path, "-t", to, "--eol", "native", "-o", "out", system=WINDOWS, stdin=page(end))
    assert (tmp_path / "out").read_bytes() == done.stdout
    plain = run(tmp_path, "-t", to, "--eol", "lf", system=WINDOWS, stdin=page(end))
    assert plain.stdout == done.stdout.replace(b"\r\n", b"\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["-"],
        ["-t", "json"],
        ["explain"],
        ["explain", "-t", "html"],
        ["--check"],
        ["-o", "out"],
    ],
    ids=" ".join,
)
def test_windows_gives_the_same(tmp_path: Path, arguments: list[str]) -> None:
    here = run(tmp_path, *arguments, stdin=page("CRLF"))
    there = run(tmp_path, *arguments, system=WINDOWS, stdin=page("CRLF"))

    assert (there.returncode, there.stdout, there.stderr) == (here.returncode, here.stdout, here.stderr)


def test_file_that_somebody_has_open(tmp_path: Path) -> None:
    """Windows replaces no open file: the file is as before, and no draft is left."""
    (tmp_path / "out.txt").write_text("as before")
    done = run(tmp_path, "-o", "out.txt", system=BUSY, stdin=page("LF"))

    assert done.returncode == 1
    assert done.stderr.decode() == (
        "beritaclean: error: out.txt: cannot be written:"
        " The process cannot access the file because another uses it\n"
    )
    assert (tmp_path / "out.txt").read_text() == "as before"
    assert not [*tmp_path.glob(".beritaclean*")]
    assert run(tmp_path, system=BUSY, stdin=page("LF")).returncode == 0  # nor the cache


def test_target_that_somebody_has_open(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(page("LF"))
    done = run(tmp_path, "batch", "a.txt", "-o", "out", system=BUSY)

    assert done.returncode == 1
    assert b"another uses it" in done.stderr
    assert run(tmp_path, "batch", "a.txt", "-o", "out").returncode == 0
    assert (tmp_path / "out" / "a.txt").read_text() == f"{PROSE}\n{MORE}\n"


def test_processes_that_are_not_forked(tmp_path: Path) -> None:
    """As on macOS and Windows: what workers are given goes to them through a pipe."""
    (tmp_path / "in").mkdir()
    for number in range(5):
        (tmp_path / "in" / f"{number}.txt").write_bytes(page("CRLF"))
    forked = run(tmp_path, "batch", "in", "-o", "forked", "-j", "2")
    spawned = run(tmp_path, "batch", "in", "-o", "spawned", "-j", "2", system=MACOS)

    assert (forked.returncode, spawned.returncode) == (0, 0), spawned.stderr
    assert tree(tmp_path / "spawned") == tree(tmp_path / "forked") != {}


def tree(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.txt")}
