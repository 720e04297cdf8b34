"""Worker processes: order, and that a task which kills its process costs that task alone."""

from __future__ import annotations

import faulthandler
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from beritaclean.workers import (
    AHEAD,
    CHUNK_LENGTH,
    CHUNK_SIZE,
    Failure,
    Ready,
    WorkersFailed,
    chunk_tasks,
    work_in_order,
)
from tests.waiting import wait_for

posix = pytest.mark.skipif(sys.platform == "win32", reason="ends processes with signals")


def start_doing(tag: str) -> Callable[[str | int], str]:
    """Return the function that does a task: what its word says."""
    faulthandler.disable()  # pytest's own, which tells of every crash

    def do(task: str | int) -> str:
        if task == "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        if task == "exit":
            os._exit(3)
        if task == "hang":
            time.sleep(60)
        if task == "who":
            return str(os.getpid())
        if task == "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
        if task == "raise":
            raise KeyError("Harga beras")
        if task == "much":
            raise MemoryError
        if task == "slow":
            time.sleep(0.3)
        return f"{tag}{task}"

    return do


def start_badly() -> Callable[[int], int]:
    os._exit(1)


def start_raising() -> Callable[[int], int]:
    raise MemoryError


def start_late(mark: Path) -> Callable[[str | int], str]:
    """Start, but for the first process: that one dies before it has."""
    if not mark.exists():
        mark.touch()
        os._exit(1)
    return start_doing("did ")


def done(chunks: list[list[str | int]], jobs: int, timeout: float = 0) -> list[tuple[str | int, object]]:
    return pair(work_in_order(chunks, start_doing, ("did ",), jobs, timeout))


def pair(work: Iterable[Ready[Any, Any]]) -> list[tuple[Any, Any]]:
    """Return each task with its result."""
    return [each for tasks, results in work for each in zip(tasks, results, strict=True)]


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("length", [1, 3, 40])
def test_results_come_in_order(jobs: int, length: int) -> None:
    tasks: list[str | int] = ["slow", *range(30)]
    chunks = [tasks[at : at + length] for at in range(0, len(tasks), length)]

    assert done(chunks, jobs) == [(task, f"did {task}") for task in tasks]


@pytest.mark.parametrize("chunks", [[], [[]], [[], [1], []]])
def test_chunks_may_be_empty(chunks: list[list[str | int]]) -> None:
    assert done(chunks, 2) == [(task, f"did {task}") for chunk in chunks for task in chunk]


def test_what_is_ready_keeps_its_place() -> None:
    chunks = [Ready(["a"], ["A"]), ["slow", 1], Ready(["b", "c"], ["B", "C"]), Ready([], []), [2]]
    expected = [("a", "A"), ("slow", "did slow"), (1, "did 1"), ("b", "B"), ("c", "C"), (2, "did 2")]

    assert pair(work_in_order(chunks, start_doing, ("did ",), 2, 0)) == expected


@posix
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("place", [0, 2, 4])
def test_task_that_crashes_costs_itself_alone(jobs: int, place: int) -> None:
    first: list[str | int] = [1, 2, 3, 4]
    first.insert(place, "crash")
    failure = Failure("crashed the process that cleaned it (SIGSEGV)")
    expected = [(task, failure if task == "crash" else f"did {task}") for task in [*first, 5, 6]]

    assert done([first, [5], [6]], jobs) == expected


class Words:
    """A chunk that is sent as one, and parted where it is gone through."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __iter__(self) -> Iterator[str]:
        return iter(self.text.split())


@posix
@pytest.mark.parametrize("text", ["crash", "crash a b", "a crash b", "a b crash", "crash a crash crash b"])
def test_chunk_may_hold_its_tasks_in_any_form(text: str) -> None:
    failure = Failure("crashed the process that cleaned it (SIGSEGV)")
    work = work_in_order([Words(text), Words(""), Words("c d")], start_doing, ("did ",), 2, 0)
    tasks = [*text.split(), "c", "d"]

    assert pair(work) == [(task, failure if task == "crash" else f"did {task}") for task in tasks]


@pytest.mark.parametrize(
    ("tasks", "chunks"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([("a", None), ("b", None)], [["a", "b"]], id="work"),
        pytest.param([("a", 1), ("b", 2)], [Ready(["a", "b"], [1, 2])], id="done"),
        pytest.param(
            [("a", 1), ("b", None), ("c", 3)], [Ready(["a"], [1]), ["b"], Ready(["c"], [3])], id="by turns"
        ),
        pytest.param([("x" * CHUNK_SIZE, None), ("a", None)], [["x" * CHUNK_SIZE], ["a"]], id="much"),
        pytest.param([("a", None)] * (CHUNK_LENGTH + 1), [["a"] * CHUNK_LENGTH, ["a"]], id="many"),
        pytest.param(
            [("a", 1)] * (CHUNK_LENGTH + 1),
            [Ready(["a"] * CHUNK_LENGTH, [1] * CHUNK_LENGTH), Ready(["a"], [1])],
            id="many done",
        ),
    ],
)
def test_chunks(tasks: list[tuple[str, int | None]], chunks: list[list[str] | Ready[str, int]]) -> None:
    assert list(chunk_tasks(tasks, len)) == chunks


@posix
@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("exit", "crashed the process that cleaned it (exit code 3)"),
        ("hang", "took more than 2 s"),
        ("stop", "took more than 2 s"),
    ],
)
def test_task_that_never_ends_costs_itself_alone(bad: str, why: str) -> None:
    expected = [(task, Failure(why) if task == bad else f"did {task}") for task in [1, bad, 2, 3]]

    assert done([[1, bad, 2], [3]], 2, 2) == expected


@posix
def test_all_may_fail() -> None:
    assert (
        done([["crash"] * 3, ["crash"]], 2)
        == [("crash", Failure("crashed the process that cleaned it (SIGSEGV)"))] * 4
    )


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("raise", "internal error: KeyError: 'Harga beras' (please report it)"),
        ("much", "needs more memory than there is"),
    ],
)
def test_task_that_raises_costs_itself_alone(bad: str, why: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert done([[1, bad, 2]], 1) == [(1, "did 1"), (bad, Failure(why)), (2, "did 2")]
    assert capfd.readouterr().err == ""


@posix
def test_worker_that_dies_idle_costs_nothing() -> None:
    def chunks() -> Iterator[list[str | int] | Ready[str | int, str]]:
        yield ["who"]
        yield from [Ready([], [])] * AHEAD  # nothing is at hand for it when it is done
        os.kill(found[0], signal.SIGKILL)
        wait_for(lambda: not is_running(found[0]))
        yield [1, 2]

    found: list[int] = []
    results = []
    for tasks, [*done] in work_in_order(chunks(), start_doing, ("did ",), 1, 0):
        if tasks == ["who"]:
            found.append(int(str(done[0])))
        else:
            results += zip(tasks, done, strict=True)

    assert results == [(1, "did 1"), (2, "did 2")]


class Fatal:
    """What kills every process that it is sent to."""

    def __reduce__(self) -> tuple[Callable[[int], None], tuple[int]]:
        return os._exit, (3,)


@posix
def test_task_that_nobody_can_take_costs_itself_alone() -> None:
    fatal = Fatal()
    failure = Failure("crashed the process that cleaned it (exit code 3)")

    assert pair(work_in_order([[fatal], [1]], start_doing, ("did ",), 2, 0)) == [
        (fatal, failure),
        (1, "did 1"),
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="forks")
def test_where_no_more_can_be_started_those_there_are_do_all(monkeypatch: pytest.MonkeyPatch) -> None:
    fork = os.fork
    forked = 0

    def fork_twice() -> int:
        nonlocal forked
        forked += 1
        if forked > 2:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return fork()

    monkeypatch.setattr(os, "fork", fork_twice)
    tasks: list[str | int] = ["slow", *range(10)]
    assert done([[task] for task in tasks], 4) == [(task, f"did {task}") for task in tasks]
    assert forked == 3
    with pytest.raises(WorkersFailed):
        done([[1]], 4)


def test_time_counts_for_each_task_alone() -> None:
    assert done([["slow"] * 8], 1, 2) == [("slow", "did slow")] * 8


@posix
@pytest.mark.parametrize("start", [start_badly, start_raising])
def test_workers_that_cannot_start_end_the_work(
    start: Callable[[], Callable[[int], int]], capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(WorkersFailed, match="worker processes cannot be started"):
        list(work_in_order([[1]], start, (), 2, 0))
    assert capfd.readouterr().err == ""


@posix
def test_a_process_that_dies_as_it_starts_is_replaced(tmp_path: Path) -> None:
    work = work_in_order([[1, 2], [3]], start_late, (tmp_path / "mark",), 1, 0)

    assert pair(work) == [(1, "did 1"), (2, "did 2"), (3, "did 3")]


def test_chunks_are_taken_as_they_are_needed() -> None:
    taken = 0

    def chunks() -> Iterator[list[str | int]]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield [number]

    work = work_in_order(chunks(), start_doing, ("",), 2, 0)
    for _ in range(3):
        next(work)

    assert taken <= AHEAD * 2 + 3
    work.close()


@posix
def test_workers_go_when_nobody_waits_for_them(tmp_path: Path) -> None:
    program = """
import os, sys, time
from beritaclean.workers import work_in_order

def start():
    return lambda task: time.sleep(task) or os.getpid()

for tasks, results in work_in_order([[0]] * 4 + [[30]] * 4, start, (), 2, 0):
    print(*results, flush=True)
"""
    (tmp_path / "program.py").write_text(program)
    with subprocess.Popen([sys.executable, tmp_path / "program.py"], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        workers = {int(process.stdout.readline()) for _ in range(4)}
        process.kill()

    wait_for(lambda: not any(is_running(worker) for worker in workers))


def is_running(process: int) -> bool:
    """Tell whether a process runs; one that nobody has buried yet does not."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
