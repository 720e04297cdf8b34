"""What is said on the side: messages on stderr, and the same in a log for programs.

Page text and file names are data: whatever in them acts on a terminal is written as an escape.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from types import TracebackType
from typing import IO, NamedTuple

from beritaclean.errors import OutputError
from beritaclean.writers.explain import make_visible

#: More than any verbosity.
NEVER = 9
_LEVELS = ("error", "warning", "finding", "note")
#: More than the first line of a log takes, in bytes.
_LINE = 65536


def say(text: str) -> None:
    """Write a line on stderr, if there is one that listens."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"beritaclean: {make_visible(text)}\n")
        sys.stderr.flush()
    except OSError:
        # Nobody listens; the exit code still tells, unless Python fails to write what is left on its way out.
        sys.stderr = None


class Said(NamedTuple):
    """A message, and from which verbosity on it is for people."""

    level: str
    text: str
    verbosity: int


class Report:
    """Says what happens: to people by `verbosity` (-1 quiet, 0, 1 verbose), all of it to `log`.

    `failed` counts the errors. The log gets a JSON object a line, each as it is said; `OutputError` if
    it cannot be written. Use it in `with`, where there is a log.
    """

    def __init__(self, verbosity: int = 0, log: str | None = None) -> None:
        self.verbosity = verbosity
        self.log = log
        self.failed = 0
        self._stream: IO[bytes] | None = None

    def __enter__(self) -> Report:
        if self.log is not None:
            try:
                self._stream = open(self.log, "ab", buffering=0)
            except OSError as error:
                raise self._failure(error) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            self._stream.close()

    @property
    def wants_notes(self) -> bool:
        """Whether anybody reads notes: what costs something to say need not be said."""
        return self.verbosity > 0 or self.log is not None

    def error(self, text: str, shown: bool = True) -> None:
        """Say that an input failed; what is not `shown` goes to the log alone."""
        self.failed += 1
        self._say("error", text, -1 if shown else NEVER)

    def warn(self, text: str) -> None:
        """Say what the user should look at."""
        self._say("warning", text, 0)

    def find(self, text: str) -> None:
        """Say what was asked for (--check, --strict)."""
        self._say("finding", text, 0)

    def note(self, text: str) -> None:
        """Say what was done, to those who asked (-v)."""
        self._say("note", text, 1)

    def repeat(self, said: Iterable[Said]) -> None:
        """Say what another process had to say."""
        for level, text, verbosity in said:
            self.failed += level == "error"
            self._say(level, text, verbosity)

    def _say(self, level: str, text: str, verbosity: int) -> None:
        if self.verbosity >= verbosity:
            say(f"{level}: {text}" if level in ("error", "warning") else text)
        if self._stream is not None:
            import json

            line = json.dumps({"level": level, "text": text}) + "\n"
            try:
                self._stream.write(line.encode())
            except OSError as error:
                raise self._failure(error) from None

    def _failure(self, error: OSError) -> OutputError:
        return OutputError(self.log or "", f"cannot be written: {error.strerror}")


class Recorded(Report):
    """A report that keeps what is said, for another to repeat; `noted` tells whether notes are wanted."""

    def __init__(self, noted: bool) -> None:
        super().__init__(-1)
        self.said: list[Said] = []
        self._noted = noted

    @property
    def wants_notes(self) -> bool:
        """Whether the other report wants notes."""
        return self._noted

    def _say(self, level: str, text: str, verbosity: int) -> None:
        self.said.append(Said(level, text, verbosity))


def is_log(path: str) -> bool:
    """Tell whether a file is a log of ours, by its first line; an empty one may become one."""
    import json

    try:
        with open(path, "rb") as stream:
            line = stream.readline(_LINE)
        first = json.loads(line) if line else {"level": "note", "text": ""}
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(first, dict) and first.keys() == {"level", "text"} and first["level"] in _LEVELS
