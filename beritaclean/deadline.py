"""Gives up on a page that takes too long.

Counted is the work of the processor: a page that waits for its input, or for whoever reads the output,
costs nobody. A signal ends the work between two steps of Python, so what one call of a library does is
finished first; `nesting` and the engine of rules see to it that no such call is long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import FrameType
from typing import TypeVar

from beritaclean.config import OptionError

T = TypeVar("T")


class PageTimeout(BaseException):
    """A page took longer than it may; no `Exception`, for any of those is taken for a damaged record."""


class Deadline:
    """Allows each page so many seconds of work; 0 is any.

    `OptionError` where the system has no such clock (Windows). Use it in the main thread.

    >>> def work(item):
    ...     while True:
    ...         pass
    >>> try:
    ...     for item in Deadline(0.01).each(["page"]):
    ...         work(item)
    ... except PageTimeout as error:
    ...     print(error)
    took more than 0.01 s
    """

    def __init__(self, seconds: float = 0) -> None:
        self.seconds = seconds
        if seconds:
            import signal  # 0.6 ms of start-up

            if not hasattr(signal, "setitimer"):
                remedy = "use batch, which can end the work everywhere"
                raise OptionError("--timeout", "is not to be had on this system", remedy=remedy)

    def each(self, pages: Iterable[T]) -> Iterator[T]:
        """Yield pages, each with its own time: for making it, and for what is done with it until `stop`.

        `PageTimeout` is raised where the time is over; when that is in the making, no more pages come.
        """
        if not self.seconds:
            yield from pages
            return
        import signal

        before = signal.signal(signal.SIGPROF, self._end)
        try:
            self._set(self.seconds)
            for page in pages:
                yield page
                self._set(self.seconds)
        finally:
            self._set(0)
            signal.signal(signal.SIGPROF, before)

    def stop(self) -> None:
        """Count no more on this page: what is done is written, and not broken off in the middle."""
        if self.seconds:
            self._set(0)

    def _set(self, seconds: float) -> None:
        import signal

        signal.setitimer(signal.ITIMER_PROF, seconds)

    def _end(self, number: int, frame: FrameType | None) -> None:
        raise PageTimeout(f"took more than {self.seconds:g} s")
