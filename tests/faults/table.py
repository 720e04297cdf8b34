"""The table of faults: what fails, and what is expected of the program."""

from __future__ import annotations

import errno
import json
import os
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.faults.scene import BEFORE, CLEAN, PAGE, Scene

resource = pytest.importorskip("resource", reason="limits are those of Unix")

FULL = "No space left on device"
OUT = ["page.txt", "-o", "out.txt"]


class Row(NamedTuple):
    """A fault, the arguments, and what is expected: exit code, stderr, stdout (None: nothing promised)."""

    fault: str
    arguments: list[str]
    code: int = 0
    err: str = ""
    out: str | None = CLEAN
    arrange: Callable[[Scene], object] = lambda scene: None
    file: str = BEFORE  # what out.txt holds in the end
    needs: str = ""  # shim, linux, tmpfs


def to(path: str, mode: str = "wb") -> Callable[[Scene], object]:
    """Point stdout at a file."""
    return lambda scene: scene.options.update(stdout=scene.open(path, mode))


def fail(call: str, path: str, number: int, after: int = 0) -> Callable[[Scene], object]:
    return lambda scene: scene.fail(call, path, number, after)


def env(**values: str) -> Callable[[Scene], object]:
    return lambda scene: scene.env.update(values)


def without(*names: str) -> Callable[[Scene], object]:
    return lambda scene: [scene.env.pop(name, None) for name in names]


def limit(what: int, size: int) -> Callable[[Scene], object]:
    """Run the program with a limit on a resource; SIGXFSZ is ignored, as Python does itself."""
    return lambda scene: scene.options.update(preexec_fn=lambda: resource.setrlimit(what, (size, size)))


def each_cache(change: Callable[[Path], object]) -> Callable[[Scene], object]:
    return lambda scene: [change(path) for path in scene.cache.iterdir()]


def replace_cache(make: Callable[[Path], object]) -> Callable[[Scene], object]:
    """Put something else in the place of each cache file."""

    def replace(path: Path) -> None:
        path.unlink()
        make(path)

    return each_cache(replace)


def of_another_version(path: Path) -> None:
    """A cache as a program might write it whose tables have other columns; its digest is right."""
    from beritaclean.rules.cache import _seal

    tables = json.loads(path.read_bytes().partition(b"\n")[2])
    tables[0] = [[*rule, "new"] for rule in tables[0]]
    payload = json.dumps(tables).encode()
    path.write_bytes(_seal(payload) + b"\n" + payload)


def no_home(scene: Scene) -> None:
    without("HOME", "XDG_CONFIG_HOME", "BERITACLEAN_CACHE")(scene)


def home(path: str) -> Callable[[Scene], object]:
    """Give another home, and no folder of its own for caches and configuration."""

    def arrange(scene: Scene) -> None:
        no_home(scene)
        scene.env["HOME"] = path.format(here=scene.here)

    return arrange


def closed(number: int) -> Callable[[Scene], object]:
    return lambda scene: scene.options.update(
        preexec_fn=lambda: os.close(number), **{"stdin": subprocess.DEVNULL} if number == 0 else {}
    )


def gone_folder(scene: Scene) -> None:
    """Stand in a folder that is deleted."""
    folder = scene.here / "gone"
    folder.mkdir()
    scene.env["PYTHONPATH"] = str(Path(__file__).parent.parent.parent)
    scene.options["preexec_fn"] = lambda: (os.chdir(folder), folder.rmdir())


def dead_reader(scene: Scene) -> None:
    """Give a stdout that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    scene.options["stdout"] = scene.open(writing, "wb")


def make_socket(scene: Scene) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(scene.here / "socket"))


def write(name: str, text: str) -> Callable[[Scene], object]:
    return lambda scene: (scene.here / name).write_text(text)


FAULTS = [
    # stdout
    Row(
        "stdout: disk full",
        ["page.txt"],
        1,
        f"<stdout>: cannot be written: {FULL}",
        None,
        to("/dev/full"),
        needs="linux",
    ),
    Row(
        "stdout: disk full, JSON",
        ["-t", "json"],
        1,
        f"<stdout>: cannot be written: {FULL}",
        None,
        to("/dev/full"),
        needs="linux",
    ),
    Row(
        "stdout: disk full, explain as HTML",
        ["explain", "-t", "html", "page.txt"],
        1,
        f"<stdout>: cannot be written: {FULL}",
        None,
        to("/dev/full"),
        needs="linux",
    ),
    Row(
        "stdout: disk full, list of rules",
        ["rules", "list"],
        1,
        f"<stdout>: cannot be written: {FULL}",
        None,
        to("/dev/full"),
        needs="linux",
    ),
    Row(
        "stdout: disk full, configuration",
        ["--show-config"],
        1,
        f"<stdout>: cannot be written: {FULL}",
        None,
        to("/dev/full"),
        needs="linux",
    ),
    Row(
        "stdout: I/O error",
        ["page.txt"],
        1,
        "<stdout>: cannot be written: Input/output error",
        None,
        lambda scene: (to(str(scene.here / "stdout"))(scene), scene.fail("write", "/stdout", errno.EIO)),
        needs="shim",
    ),
    Row(
        "stdout: for reading only",
        ["page.txt"],
        1,
        "<stdout>: cannot be written: Bad file descriptor",
        None,
        to("/dev/null", "rb"),
    ),
    Row("stdout: nobody reads", ["page.txt"], 0, "", None, dead_reader),
    Row("stdout: closed", ["page.txt"], 1, "<stdout>: is closed (name a file with -o)", "", closed(1)),
    Row("stdout: closed, -o given", OUT, 0, "", "", closed(1), file=CLEAN),
    # -o
    Row(
        "-o: disk full",
        OUT,
        1,
        f"out.txt: cannot be written: {FULL}",
        "",
        fail("write", ".beritaclean-", errno.ENOSPC),
        needs="shim",
    ),
    Row(
        "-o: I/O error",
        OUT,
        1,
        "out.txt: cannot be written: Input/output error",
        "",
        fail("write", ".beritaclean-", errno.EIO),
        needs="shim",
    ),
    Row(
        "-o: quota used up",
        OUT,
        1,
        "out.txt: cannot be written: Disk quota exceeded",
        "",
        fail("write", ".beritaclean-", errno.EDQUOT),
        needs="shim",
    ),
    Row(
        "-o: file too large",
        ["big.txt", "-o", "out.txt"],
        1,
        "out.txt: cannot be written: File too large",
        "",
        lambda scene: (write("big.txt", PAGE * 3000)(scene), limit(resource.RLIMIT_FSIZE, 100_000)(scene)),
    ),
    Row(
        "-o: cannot be put in place",
        OUT,
        1,
        "out.txt: cannot be written: Operation not permitted",
        "",
        fail("rename", "out.txt", errno.EPERM),
        needs="shim",
    ),
    Row(
        "-o: disk fills up on closing",
        ["explain", *OUT],
        1,
        f"out.txt: cannot be written: {FULL}",
        "",
        fail("write", ".beritaclean-", errno.ENOSPC),
        needs="shim",
    ),
    Row(
        "-o: folder for reading only",
        ["page.txt", "-o", "/sys/out.txt"],
        1,
        "/sys/out.txt: cannot be written: Permission denied",
        "",
        needs="linux",
    ),
    Row(
        "-o: no such folder",
        ["page.txt", "-o", "no/out.txt"],
        1,
        "no/out.txt: cannot be written: No such file or directory",
        "",
    ),
    Row(
        "-o: below a file",
        ["page.txt", "-o", "page.txt/out.txt"],
        1,
        "page.txt/out.txt: cannot be written: Not a directory",
        "",
    ),
    Row("-o: a folder", ["page.txt", "-o", "."], 1, ".: is a folder (name a file)", ""),
    Row(
        "-o: name too long",
        ["page.txt", "-o", "o" * 300],
        1,
        f"{'o' * 300}: cannot be written: File name too long",
        "",
    ),
    Row(
        "-o: no descriptor left",
        OUT,
        1,
        "out.txt: cannot be written: Too many open files",
        "",
        fail("open", ".beritaclean-", errno.EMFILE),
        needs="shim",
    ),
    Row(
        "--log: disk full",
        ["page.txt", "--log", "/dev/full"],
        1,
        f"/dev/full: cannot be written: {FULL}",
        None,
        needs="linux",
    ),
    Row(
        "--log: folder for reading only",
        ["page.txt", "--log", "/sys/x"],
        1,
        "/sys/x: cannot be written: Permission denied",
        None,
        needs="linux",
    ),
    # inputs
    Row(
        "input: I/O error",
        ["page.txt", "-"],
        1,
        "page.txt: cannot be read: Input/output error",
        CLEAN,
        fail("read", "page.txt", errno.EIO),
        needs="shim",
    ),
    Row(
        "input: I/O error halfway",
        ["big.txt", "-o", "out.txt"],
        1,
        "big.txt: cannot be read: Input/output error",
        "",
        lambda scene: (
            write("big.txt", f"{PAGE}\f\n" * 9000)(scene),
            scene.fail("read", "big.txt", errno.EIO, 2),
        ),
        file=f"{CLEAN}\f\n",
        needs="shim",
    ),
    Row(
        "input: I/O error of the system",
        ["/proc/self/mem", "page.txt"],
        1,
        "/proc/self/mem: cannot be read: Input/output error",
        needs="linux",
    ),
    Row(
        "input: permission denied",
        ["page.txt", "-"],
        1,
        "page.txt: cannot be read: Permission denied",
        CLEAN,
        fail("open", "page.txt", errno.EACCES),
        needs="shim",
    ),
    Row(
        "input: no descriptor left",
        ["page.txt"],
        1,
        "page.txt: cannot be read: Too many open files",
        "",
        fail("open", "page.txt", errno.EMFILE),
        needs="shim",
    ),
    Row(
        "input: not there", ["gone.txt", "page.txt"], 1, "gone.txt: cannot be read: No such file or directory"
    ),
    Row(
        "input: a link to itself",
        ["loop", "page.txt"],
        1,
        "loop: cannot be read: Too many levels of symbolic links",
        arrange=lambda scene: (scene.here / "loop").symlink_to("loop"),
    ),
    Row(
        "input: a socket",
        ["socket", "page.txt"],
        1,
        "socket: cannot be read: No such device or address",
        arrange=make_socket,
    ),
    Row("stdin: closed", ["-"], 1, "<stdin>: is closed (name a file)", "", closed(0)),
    Row("stdin: closed, a file given", ["page.txt"], arrange=closed(0)),
    Row(
        "stdin: for writing only",
        ["-"],
        1,
        "<stdin>: cannot be read: Bad file descriptor",
        "",
        lambda scene: scene.options.update(stdin=scene.open("/dev/null", "wb")),
    ),
    Row(
        "stdin: I/O error",
        ["-", "page.txt"],
        1,
        "<stdin>: cannot be read: Input/output error",
        CLEAN,
        fail("read", "pipe:", errno.EIO),
        needs="shim",
    ),
    # stderr
    Row("stderr: closed", ["gone.txt", "page.txt"], 1, "", arrange=closed(2)),
    Row(
        "stderr: disk full",
        ["gone.txt", "page.txt"],
        1,
        "",
        arrange=lambda scene: scene.options.update(stderr=scene.open("/dev/full", "wb")),
        needs="linux",
    ),
    # the cache
    Row(
        "cache: cut short",
        ["-"],
        arrange=each_cache(lambda path: os.truncate(path, path.stat().st_size // 2)),
    ),
    Row("cache: empty", ["-"], arrange=each_cache(lambda path: os.truncate(path, 0))),
    Row("cache: noise", ["-"], arrange=each_cache(lambda path: path.write_bytes(bytes(range(256)) * 99))),
    Row("cache: of another version", ["-"], arrange=each_cache(of_another_version)),
    Row("cache: writable by others", ["-"], arrange=each_cache(lambda path: path.chmod(0o666))),
    Row("cache: a folder in its place", ["-"], arrange=replace_cache(Path.mkdir)),
    Row("cache: a pipe in its place", ["-"], arrange=replace_cache(os.mkfifo)),
    Row(
        "cache: a link to a device in its place",
        ["-"],
        arrange=replace_cache(lambda path: path.symlink_to("/dev/zero")),
    ),
    Row("cache: I/O error", ["-"], arrange=fail("read", "/cache/", errno.EIO), needs="shim"),
    Row(
        "cache: disk full",
        ["-"],
        arrange=lambda scene: (each_cache(Path.unlink)(scene), scene.fail("write", "/cache/", errno.ENOSPC)),
        needs="shim",
    ),
    Row("cache: a file for its folder", ["-"], arrange=env(BERITACLEAN_CACHE="page.txt")),
    Row("cache: folder for reading only", ["-"], arrange=env(BERITACLEAN_CACHE="/sys/cache"), needs="linux"),
    Row("cache: on a full device", ["-"], arrange=env(BERITACLEAN_CACHE="/dev/full"), needs="linux"),
    Row(
        "clock: the cache is of the future",
        ["-"],
        arrange=each_cache(lambda path: os.utime(path, (4e9, 4e9))),
    ),
    Row(
        "clock: the cache is of before 1970",
        ["-"],
        arrange=each_cache(lambda path: os.utime(path, (-9e8, -9e8))),
    ),
    # packs and configuration
    Row(
        "pack: I/O error",
        ["--rules", "my.toml", "page.txt"],
        2,
        "my.toml: cannot be read: Input/output error (give the path of a TOML file)",
        "",
        lambda scene: (write("my.toml", "")(scene), scene.fail("read", "my.toml", errno.EIO)),
        needs="shim",
    ),
    Row(
        "configuration: I/O error",
        ["--config", "/proc/self/mem", "page.txt"],
        2,
        "/proc/self/mem: cannot be read: Input/output error (give the path of a TOML file)",
        "",
        needs="linux",
    ),
    Row(
        "configuration: permission denied",
        ["page.txt"],
        2,
        "{here}/beritaclean.toml: cannot be read: Permission denied (give the path of a TOML file)",
        "",
        lambda scene: (
            write("beritaclean.toml", "")(scene),
            scene.fail("open", "beritaclean.toml", errno.EACCES),
        ),
        needs="shim",
    ),
    # the home directory, the working directory
    Row("home: not set", ["-"], arrange=no_home),
    Row("home: empty", ["-"], arrange=home("")),
    Row("home: not there", ["-"], arrange=home("/nowhere/at/all")),
    Row("home: for reading only", ["-"], arrange=home("/sys"), needs="linux"),
    Row("home: a file", ["-"], arrange=home("{here}/page.txt")),
    Row("working directory: deleted", ["-"], arrange=gone_folder),
    # the locale
    Row(
        "locale: C, no UTF-8", ["page.txt"], arrange=env(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    ),
    Row("locale: unknown", ["page.txt"], arrange=env(LC_ALL="xx_XX.UTF-8", PYTHONUTF8="0")),
    Row(
        "locale: PYTHONIOENCODING=ascii",
        ["kafé.txt"],
        arrange=lambda scene: (env(PYTHONIOENCODING="ascii:strict")(scene), write("kafé.txt", PAGE)(scene)),
    ),
    Row("locale: PYTHONIOENCODING=utf-16", ["page.txt"], arrange=env(PYTHONIOENCODING="utf-16")),
    Row(
        "locale: C, a name that is not ASCII",
        ["kafé.txt"],
        1,
        "kaf\\udcc3\\udca9.txt: cannot be read: No such file or directory",
        "",
        env(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"),
    ),
    # memory
    Row(
        "memory: used up",
        ["big.txt", "-o", "out.txt"],
        1,
        "out of memory (give the pages in smaller files, or one at a time)",
        "",
        lambda scene: (
            write("big.txt", "Harga beras naik " * 4_000_000)(scene),
            limit(resource.RLIMIT_AS, 200_000_000)(scene),
        ),
        needs="linux",
    ),
]
