"""Worker processes: work done on many cores, in order, and a page that kills its worker costs that page.

It knows nothing of pages. Tasks go out in chunks, one chunk at a time to each worker, so no queue grows
and no pipe can fill from both ends; the next ones are at hand when a worker is done. Results come back in
the order of the tasks, however many workers there are. `concurrent.futures` is not used: one worker that
dies breaks its whole pool, and it cannot end a task that takes too long.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from beritaclean.errors import BeritacleanError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Task = TypeVar("Task")
Result = TypeVar("Result")

#: Tasks go to a worker together, up to so many bytes or so many tasks: about 15 ms of work.
CHUNK_SIZE, CHUNK_LENGTH = 128 * 1024, 64
#: How many chunks for each worker may be out or wait for an earlier one, and so how much is held in memory.
AHEAD = 4
#: How often workers are looked at for a task that takes too long, in seconds, at the most.
_LOOK = 0.25


class Failure(NamedTuple):
    """What stands in for the result of a task that killed its worker, took too long, or raised."""

    why: str


class Ready(NamedTuple, Generic[Task, Result]):
    """A chunk that is done: tasks, and as many results. One that needs no work only keeps its place."""

    tasks: Iterable[Task]
    results: Sequence[Result]


class WorkersFailed(BeritacleanError):  # noqa: N818
    """No worker can be started."""

    def __str__(self) -> str:
        return "worker processes cannot be started (is there memory for them? -j 1 needs the least)"


def chunk_tasks(
    tasks: Iterable[tuple[Task, Result | None]], weigh: Callable[[Task], int]
) -> Iterator[Sequence[Task] | Ready[Task, Result]]:
    """Put tasks together that are worth handing out together, and those that have their results already.

    `weigh` says about how much work a task is, in bytes.
    """
    chunk: list[Task] = []
    results: list[Result] = []  # of the chunk's tasks, or none
    size = 0
    for task, result in tasks:
        full = size >= CHUNK_SIZE or len(chunk) >= CHUNK_LENGTH
        if chunk and (full or bool(results) == (result is None)):
            yield Ready(chunk, results) if results else chunk
            chunk, results, size = [], [], 0
        chunk.append(task)
        if result is None:
            size += weigh(task)
        else:
            results.append(result)
    if chunk:
        yield Ready(chunk, results) if results else chunk


def count_cores() -> int:
    """The processor cores that this process may use.

    >>> count_cores() >= 1
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def work_in_order(
    chunks: Iterable[Iterable[Task] | Ready[Task, Result]],
    start: Callable[..., Callable[[Task], Result]],
    arguments: tuple[Any, ...],
    jobs: int,
    timeout: float,
) -> Iterator[Ready[Task, Result | Failure]]:
    """Yield all tasks with their results, in order; at most `jobs` processes do the work.

    `start(*arguments)` runs once in each process and returns the function that does a task; both, and
    chunks and results, must bear pickling where processes are not forked. A chunk is gone through here only
    when its process is lost: it may hold its tasks in any form that is quickly sent. A task that takes more
    than `timeout` seconds (0: any) is ended with its process. Chunks are taken as they are needed. Where no
    more processes can be started, those there are do all. Leaving the iteration ends the processes.
    """
    pool: _Pool[Task, Result] = _Pool(start, arguments, jobs, timeout)
    try:
        yield from pool.run(iter(chunks))
    finally:
        pool.stop()


class _Chunk(Generic[Task, Result]):
    """Tasks that go out together, and their results once they are back.

    `returned` tells that a worker died with it before it began.
    """

    def __init__(self, tasks: Iterable[Task], results: Sequence[Result | Failure] | None = None) -> None:
        self.tasks = tasks
        self.results = results
        self.returned = False


class _Worker(Generic[Task, Result]):
    """One process, seen from outside: what it has in hand, and since when."""

    def __init__(self, start: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        import multiprocessing

        # A forked process has the rules already, and shares their memory. Only Linux forks safely.
        context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self.link: Connection
        self.link, theirs = context.Pipe()
        with theirs:
            try:
                #: Whether it has started, and its place in the chunk, -1 before the first task: they outlive
                #: it, and say what killed it.
                self.slot = context.RawArray("q", 2)
                self.process: BaseProcess = context.Process(
                    target=_serve, args=(theirs, self.slot, start, arguments), daemon=True
                )
                self.process.start()
            except OSError:
                self.link.close()
                raise
        self.chunk: _Chunk[Task, Result] | None = None
        self.seen = 0
        self.since = 0.0

    def give(self, chunk: _Chunk[Task, Result]) -> None:
        """Hand a chunk out; that the process has died meanwhile shows when its results are awaited."""
        self.chunk = chunk
        self.slot[1] = self.seen = -1
        self.since = time.monotonic()
        with suppress(OSError):
            self.link.send(chunk.tasks)

    def age(self, now: float) -> float:
        """How long the task in hand has been worked on, in seconds, as far as was seen."""
        if not self.slot[0] or self.slot[1] != self.seen:
            self.seen, self.since = self.slot[1], now
        return now - self.since

    def end(self) -> str:
        """End the process at once; return how it ended."""
        self.process.join(0)
        if self.process.exitcode is None:
            self.process.kill()
        self.process.join()
        self.link.close()
        code = self.process.exitcode or 0
        self.process.close()
        names = {-each: each.name for each in signal.Signals}
        return names.get(code, f"exit code {code}")


class _Pool(Generic[Task, Result]):
    """The processes, what is out, and what is back."""

    def __init__(
        self, start: Callable[..., Any], arguments: tuple[Any, ...], jobs: int, timeout: float
    ) -> None:
        self.start = start
        self.arguments = arguments
        self.jobs = jobs
        self.timeout = timeout
        self.workers: list[_Worker[Task, Result]] = []
        self.stillborn = 0  # processes that died before they had started
        self.order: list[_Chunk[Task, Result]] = []  # what came and has not left
        self.waiting: deque[_Chunk[Task, Result]] = deque()  # what of it no worker has yet

    def run(
        self, chunks: Iterator[Iterable[Task] | Ready[Task, Result]]
    ) -> Iterator[Ready[Task, Result | Failure]]:
        """Yield all tasks with their results, in order."""
        more = True
        while more or self.order:
            if more and len(self.order) < AHEAD * self.jobs:
                more = self._take(chunks)
                self._collect(0)
            else:
                self._collect(min(self.timeout / 4, _LOOK) if self.timeout else None)
            while self.order and self.order[0].results is not None:
                chunk = self.order.pop(0)
                assert chunk.results is not None
                yield Ready(chunk.tasks, chunk.results)

    def stop(self) -> None:
        """End all processes, whatever they are doing."""
        for worker in self.workers:
            worker.end()
        self.workers = []

    def _take(self, chunks: Iterator[Iterable[Task] | Ready[Task, Result]]) -> bool:
        """Take a chunk in; tell whether there was one."""
        tasks = next(chunks, None)
        if tasks is None:
            return False
        if isinstance(tasks, Ready):
            self.order.append(_Chunk(*tasks))
        else:
            chunk: _Chunk[Task, Result] = _Chunk(tasks)
            self.order.append(chunk)
            self.waiting.append(chunk)
            self._hand_out()
        return True

    def _hand_out(self) -> None:
        """Give what waits to workers that are free, and start those that are missing."""
        free = [worker for worker in self.workers if worker.chunk is None]
        while self.waiting:
            if not free:
                if len(self.workers) >= self.jobs:
                    return
                try:
                    free.append(_Worker(self.start, self.arguments))
                except OSError:
                    if not self.workers:
                        raise WorkersFailed from None
                    self.jobs = len(self.workers)
                    return
                self.workers += free
            free.pop().give(self.waiting.popleft())

    def _collect(self, seconds: float | None) -> None:
        """Wait for a worker, take its results, and see to those that died or take too long."""
        from multiprocessing.connection import wait

        busy = {worker.link: worker for worker in self.workers if worker.chunk is not None}
        if not busy:
            return
        for link in wait(list(busy), seconds):
            worker = busy.pop(link)  # type: ignore[call-overload]
            assert worker.chunk is not None
            try:
                worker.chunk.results = worker.link.recv()
            except (EOFError, OSError):
                self._bury(worker, "")
            else:
                worker.chunk = None
        now = time.monotonic()
        for worker in busy.values():
            if self.timeout and worker.age(now) > self.timeout:
                self._bury(worker, f"took more than {self.timeout:g} s")
        self._hand_out()

    def _bury(self, worker: _Worker[Task, Result], why: str) -> None:
        """End a worker: the task it was at has failed, the others of its chunk are done again.

        One that had not begun failed at nothing; but a chunk that nobody lives to begin would go round for
        ever, so the second time its first task has failed. Processes that die as they start are replaced, as
        many times as there are to be.
        """
        chunk = worker.chunk
        assert chunk is not None
        started, at = worker.slot
        ending = worker.end()
        self.workers.remove(worker)
        if not started:
            self.stillborn += 1
            if self.stillborn > self.jobs:
                raise WorkersFailed
        if not started or (at < 0 and not chunk.returned):
            chunk.returned |= bool(started)
            self.waiting.appendleft(chunk)
            return
        at = max(at, 0)
        tasks = list(chunk.tasks)
        why = why or f"crashed the process that cleaned it ({ending})"
        above: _Chunk[Task, Result] = _Chunk(tasks[:at])
        failed: _Chunk[Task, Result] = _Chunk(tasks[at : at + 1], [Failure(why)])
        below: _Chunk[Task, Result] = _Chunk(tasks[at + 1 :])
        place = self.order.index(chunk)
        self.order[place : place + 1] = [part for part in (above, failed, below) if part.tasks]
        self.waiting.extendleft(part for part in (below, above) if part.tasks)


def _serve(
    link: Connection, slot: Any, start: Callable[..., Callable[[Any], Any]], arguments: tuple[Any, ...]
) -> None:
    """Do chunks of tasks as they come: what a worker's process runs."""
    for name in ("SIGTERM", "SIGHUP"):  # a forked process would clean up after its parent, who lives
        if number := getattr(signal, name, None):
            signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches everyone; the one who asked ends us
    threading.Thread(target=_follow_parent, daemon=True).start()
    try:
        work = start(*arguments)
    except Exception:  # told by `WorkersFailed`: of what is raised here Python shows where
        sys.exit(1)
    slot[0] = 1
    with suppress(EOFError, OSError):  # nobody asks any more
        while True:
            tasks = link.recv()
            results = []
            for place, task in enumerate(tasks):
                slot[1] = place
                results.append(_try(work, task))
            link.send(results)


def _try(work: Callable[[Any], Any], task: Any) -> Any:
    """Return the result of a task, or why it has none: one task never costs another."""
    try:
        return work(task)
    except MemoryError:
        return Failure("needs more memory than there is")
    except BeritacleanError as error:
        return Failure(str(error))
    except Exception as error:
        return Failure(f"internal error: {type(error).__name__}: {error} (please report it)")


def _follow_parent() -> None:
    """End this process as soon as its parent is gone, so that nobody writes who is not awaited."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
