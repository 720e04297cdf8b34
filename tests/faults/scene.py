"""Where a fault happens: a folder and an environment of its own, in which the real program runs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

#: A page shaped like those of Indonesian sites; every sentence is invented.
PROSE = "Harga beras di Pasar Induk naik, kata pedagang bernama Rahmat, Senin (6/5/2024) siang."
MORE = "Warga berharap harga itu segera turun lagi seperti bulan lalu, kata seorang ibu rumah tangga."
PAGE = f"Menu\nADVERTISEMENT\n\n{PROSE}\nBaca juga: Harga Cabai Turun Lagi\n{MORE}\n"
CLEAN = f"{PROSE}\n{MORE}\n"
BEFORE = "as before\n"


@dataclass
class Scene:
    """A folder with page.txt and an out.txt of earlier, an environment, and what the program is run with."""

    here: Path
    env: dict[str, str]
    shim: Path | None = None
    options: dict[str, Any] = field(default_factory=dict)
    opened: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        (self.here / "page.txt").write_text(PAGE)
        (self.here / "out.txt").write_text(BEFORE)

    @property
    def cache(self) -> Path:
        """The folder for caches."""
        return Path(self.env["BERITACLEAN_CACHE"])

    def open(self, file: str | int, mode: str) -> IO[bytes]:
        """Open a file until the test is over."""
        return self.opened.enter_context(open(file, mode))

    def fail(self, call: str, path: str, number: int, after: int = 0) -> None:
        """Make calls of the system fail with an error's number: those on a path, but for the first few."""
        self.env |= {
            "LD_PRELOAD": str(self.shim),
            "FAULT_CALL": call,
            "FAULT_PATH": path,
            "FAULT_ERRNO": str(number),
            "FAULT_AFTER": str(after),
        }

    def run(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
        """Run the program to its end; stdin holds the page."""
        given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "input": PAGE.encode()}
        given |= self.options | options
        if "stdin" in given:
            del given["input"]
        command = [sys.executable, "-B", "-m", "beritaclean", *arguments]
        return subprocess.run(command, cwd=self.here, env=self.env, check=False, timeout=60, **given)

    @contextmanager
    def start(self, *arguments: str, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
        """Start the program with pipes on its streams."""
        given = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        given |= self.options | options
        command = [sys.executable, "-B", "-m", "beritaclean", *arguments]
        with subprocess.Popen(command, cwd=self.here, env=self.env, **given) as program:
            try:
                yield program
            finally:
                if program.poll() is None:
                    program.kill()

    def drafts(self) -> list[str]:
        """The half-written files that lie about."""
        return [path.name for path in self.here.glob(".beritaclean*")]
