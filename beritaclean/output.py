"""Where pages go: stdout, or a file that is written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from itertools import count
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, BinaryIO

from beritaclean.errors import BeritacleanError, OutputError

if TYPE_CHECKING:
    from pathlib import Path
_BINARY = getattr(os, "O_BINARY", 0)
#: Signals that end a program without unwinding it.
_DEADLY = ("SIGTERM", "SIGHUP")


class ClosedPipe(BeritacleanError):  # noqa: N818
    """Whoever read our output has gone: no fault, but no reason to go on."""


class Output:
    """Takes text and writes it as UTF-8, to stdout or (`target`) a file; use it in `with`.

    A file appears under its name when the block is left without an exception, with the mode of the file
    it replaces, and not otherwise; `discard` leaves what was there. What is no regular file (a device,
    a pipe) is written as it comes. Where a signal ends the program, nothing half written is left behind.
    Raises `OutputError`, and `ClosedPipe` when nobody reads.
    """

    def __init__(self, target: str | None = None) -> None:
        self.target = None if target == "-" else target
        self.name = "<stdout>" if self.target is None else self.target
        self._draft: Path | None = None
        self._place: Path | None = None
        self._stream: BinaryIO | None = None
        self._caught: list[int] = []

    def __enter__(self) -> Output:
        if self.target is None:
            if sys.stdout is None:
                raise OutputError(self.name, "is closed", remedy="name a file with -o")
            self._stream = sys.stdout.buffer
            return self
        from pathlib import Path

        try:
            self._open(Path(self.target))
        except BaseException as error:
            self._leave()  # nobody else does: a block that was not entered is not left
            if isinstance(error, OSError):
                raise self._failure(error) from None
            raise
        return self

    def _open(self, place: Path) -> None:
        """Open the draft of a file, beside it; or what is no regular file itself."""
        if place.is_dir() or not self.target:
            raise OutputError(self.name, "is a folder", remedy="name a file")
        status = place.stat() if place.exists() else None
        if status and not stat.S_ISREG(status.st_mode):
            self._stream = place.open("wb")
            return
        place = place.resolve()  # what a link names is replaced, not the link
        if status and not os.access(place, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        self._place = place
        mode = 0o600 if status else 0o666  # of a new file, less what the user's mask forbids
        for number in count():
            draft = place.with_name(f".beritaclean-{os.getpid()}-{number}")
            with contextlib.suppress(FileExistsError):  # left behind by one that was killed
                handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
                break
        self._draft = draft
        self._catch_signals()
        self._stream = open(handle, "wb")  # noqa: SIM115 (closed on leaving)
        if status:
            draft.chmod(stat.S_IMODE(status.st_mode))

    def _catch_signals(self) -> None:
        """Delete the draft when a signal comes that would end the program; it ends all the same."""
        import signal

        for name in _DEADLY:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) == signal.SIG_DFL:
                with contextlib.suppress(ValueError):  # not the main thread: whoever has it decides
                    signal.signal(number, self._die)
                    self._caught.append(number)

    def _die(self, number: int, frame: FrameType | None) -> None:
        import signal

        if self._draft:
            with contextlib.suppress(OSError):
                self._draft.unlink()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    def _release_signals(self) -> None:
        import signal

        while self._caught:
            signal.signal(self._caught.pop(), signal.SIG_DFL)

    def write(self, text: str) -> None:
        """Write text; lone surrogates that stand for bytes become those bytes again."""
        self.write_encoded(encode_text(text))

    def write_encoded(self, data: bytes) -> None:
        """Write text that is UTF-8 already."""
        assert self._stream is not None
        try:
            self._stream.write(data)
        except OSError as error:
            raise self._failure(error) from None

    def send(self, text: str) -> None:
        """Write text and pass it on."""
        self.write(text)
        self.flush()

    def flush(self) -> None:
        """Pass on what was written."""
        assert self._stream is not None
        try:
            self._stream.flush()
        except OSError as error:
            raise self._failure(error) from None

    def discard(self) -> None:
        """Leave a file as it was: nothing worth writing came."""
        if self._draft:
            self._close()
            draft, self._draft = self._draft, None
            with contextlib.suppress(OSError):
                draft.unlink()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            self._leave()

    def _leave(self) -> None:
        """Give up what is held: the draft, the stream, the signals."""
        self.discard()
        self._close()
        if self._caught:
            self._release_signals()

    def _close(self) -> None:
        if self.target is not None and self._stream is not None:
            with contextlib.suppress(OSError):
                self._stream.close()

    def _finish(self) -> None:
        """Pass on what is left, and give the draft its name."""
        if self._stream is None or self._stream.closed:
            return
        if self.target is None:
            self.flush()
            return
        try:
            self._stream.close()
            if self._draft and self._place:
                self._draft.replace(self._place)
                self._draft = None
        except OSError as failure:
            raise self._failure(failure) from None

    def _failure(self, error: OSError) -> BeritacleanError:
        # Windows says EINVAL of a pipe that nobody reads
        if error.errno == errno.EPIPE or (error.errno == errno.EINVAL and sys.platform == "win32"):
            return ClosedPipe(self.name)
        return OutputError(self.name, f"cannot be written: {error.strerror}")


def encode_text(text: str) -> bytes:
    """Return text as UTF-8; lone surrogates that stand for bytes become those bytes again.

    >>> encode_text("harga \\udce9")
    b'harga \\xe9'
    """
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")
