"""Worker processes: work done on many cores, in order, and a page that kills its worker costs that page.

It knows nothing of pages. Tasks go out in chunks, one chunk at a time to each worker, so no queue grows
and no pipe can fill from both ends; results come back in the order of the tasks, however many workers
there are. `concurrent.futures` is not used: one worker that dies breaks its whole pool, and it cannot end
a task that takes too long.
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
    """A chunk that needs no work: tasks with the results they have already, which only keep their place."""

    results: Sequence[tuple[Task, Result]]


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
    ready: list[tuple[Task, Result]] = []
    size = 0
    for task, result in tasks:
        if result is not None:
            if chunk:
                yield chunk
                chunk, size = [], 0
            ready.append((task, result))
            if len(ready) == CHUNK_LENGTH:
                yield Ready(ready)
                ready = []
            continue
        if ready:
            yield Ready(ready)
            ready = []
        chunk.append(task)
        size += weigh(task)
        if size >= CHUNK_SIZE or len(chunk) >= CHUNK_LENGTH:
            yield chunk
            chunk, size = [], 0
    yield chunk
    yield Ready(ready)


def count_cores() -> int:
    """The processor cores that this process may use.

    >>> count_cores() >= 1
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def work_in_order(
    chunks: Iterable[Sequence[Task] | Ready[Task, Result]],
    start: Callable[..., Callable[[Task], Result]],
    arguments: tuple[Any, ...],
    jobs: int,
    timeout: float,
) -> Iterator[tuple[Task, Result | Failure]]:
    """Yield every task with its result, in order; at most `jobs` processes do the work.

    `start(*arguments)` runs once in each process and returns the function that does a task; both, and
    tasks and results, must bear pickling where processes are not forked. A task that takes more than
    `timeout` seconds (0: any) is ended with its process. Chunks are taken as they are needed. Where no more
    processes can be started, those there are do all. Leaving the iteration ends the processes.
    """
    pool: _Pool[Task, Result] = _Pool(start, arguments, jobs, timeout)
    try:
        yield from pool.run(iter(chunks))
    finally:
        pool.stop()


class _Chunk(NamedTuple, Generic[Task]):
    """Tasks that go out together, and where their results belong: in which row, at which places of it.

    `returned` tells that a worker died with it before it began.
    """

    row: int
    places: Sequence[int]
    tasks: Sequence[Task]
    returned: bool = False


class _Worker(Generic[Task]):
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
        self.chunk: _Chunk[Task] | None = None
        self.seen = 0
        self.since = 0.0

    def give(self, chunk: _Chunk[Task]) -> None:
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
        self.workers: list[_Worker[Task]] = []
        self.again: deque[_Chunk[Task]] = (
            deque()
        )  # what waits: above all what a dead worker had in hand, save what killed it
        self.rows: dict[int, list[Any]] = {}  # a row for each chunk: its tasks with their results
        self.missing: dict[int, int] = {}  # how many results of a row are not there yet

    def run(
        self, chunks: Iterator[Sequence[Task] | Ready[Task, Result]]
    ) -> Iterator[tuple[Task, Result | Failure]]:
        """Yield every task with its result, in order."""
        taken = given = 0  # chunks that came in, and rows that have left
        more = True
        while more or given < taken:
            while self._has_room() and (self.again or (more and taken - given < AHEAD * self.jobs)):
                if self.again:
                    self._hand_out(self.again.popleft())
                    continue
                tasks = next(chunks, None)
                if tasks is None:
                    more = False
                elif isinstance(tasks, Ready):
                    self.rows[taken] = list(tasks.results)
                    self.missing[taken] = 0
                    taken += 1
                elif tasks:
                    self.rows[taken] = [None] * len(tasks)
                    self.missing[taken] = len(tasks)
                    self._hand_out(_Chunk(taken, range(len(tasks)), tasks))
                    taken += 1
            if given < taken:
                if self.missing[given]:
                    self._collect()
                while given < taken and not self.missing[given]:
                    del self.missing[given]
                    yield from self.rows.pop(given)
                    given += 1

    def stop(self) -> None:
        """End all processes, whatever they are doing."""
        for worker in self.workers:
            worker.end()
        self.workers = []

    def _has_room(self) -> bool:
        return len(self.workers) < self.jobs or any(worker.chunk is None for worker in self.workers)

    def _hand_out(self, chunk: _Chunk[Task]) -> None:
        idle = next((worker for worker in self.workers if worker.chunk is None), None)
        if idle is None:
            try:
                idle = _Worker(self.start, self.arguments)
            except OSError:
                if not self.workers:
                    raise WorkersFailed from None
                self.jobs = len(self.workers)
                self.again.appendleft(chunk)
                return
            self.workers.append(idle)
        idle.give(chunk)

    def _collect(self) -> None:
        """Wait for a worker, take its results, and see to those that died or take too long."""
        from multiprocessing.connection import wait

        busy = {worker.link: worker for worker in self.workers if worker.chunk is not None}
        for link in wait(list(busy), min(self.timeout / 4, _LOOK) if self.timeout else None):
            worker = busy.pop(link)  # type: ignore[call-overload]
            try:
                results = worker.link.recv()
            except (EOFError, OSError):
                self._bury(worker, "")
                continue
            chunk, worker.chunk = worker.chunk, None
            for place, task, result in zip(chunk.places, chunk.tasks, results, strict=True):
                self._put(chunk.row, place, task, result)
        now = time.monotonic()
        for worker in busy.values():
            if self.timeout and worker.age(now) > self.timeout:
                self._bury(worker, f"took more than {self.timeout:g} s")

    def _bury(self, worker: _Worker[Task], why: str) -> None:
        """End a worker: the task it was at has failed, the others of its chunk are done again.

        One that had not begun failed at nothing; but a chunk that nobody lives to begin would go round for
        ever, so the second time its first task has failed.
        """
        assert worker.chunk is not None
        row, places, tasks, returned = worker.chunk
        started, at = worker.slot
        ending = worker.end()
        self.workers.remove(worker)
        if not started:
            raise WorkersFailed
        if at < 0 and not returned:
            self.again.append(worker.chunk._replace(returned=True))
            return
        at = max(at, 0)
        failure = Failure(why or f"crashed the process that cleaned it ({ending})")
        self._put(row, places[at], tasks[at], failure)
        if len(tasks) > 1:
            rest = [each for each in range(len(tasks)) if each != at]
            self.again.append(_Chunk(row, [places[each] for each in rest], [tasks[each] for each in rest]))

    def _put(self, row: int, place: int, task: Task, result: Any) -> None:
        self.rows[row][place] = (task, result)
        self.missing[row] -= 1


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
