"""The steps of a run, in order: what goes to the workers, and what needs no work but keeps its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from beritaclean.batch.outcomes import DONE, EMPTY, FAILED, SKIPPED, Outcome
from beritaclean.batch.resume import holds_the_same
from beritaclean.batch.streams import find_stream, list_records
from beritaclean.batch.tasks import Cleaned, Job, Limits, RecordTask, Task, Work
from beritaclean.workers import Ready

#: Steps go to a worker together, up to so many bytes or so many inputs: about 15 ms of work.
CHUNK_SIZE, CHUNK_LENGTH = 128 * 1024, 64

#: With its outcome where no worker is needed.
Step = tuple[Work, Outcome | None]


def list_steps(tasks: Iterable[tuple[Task, Outcome | None]], job: Job, limits: Limits) -> Iterator[Step]:
    """Yield tasks; for inputs that hold many documents, these one by one."""
    for task, outcome in tasks:
        source = task.source
        form = find_stream(source, job.settings.from_)
        if outcome is not None or not form:
            yield task, outcome
        elif holds_the_same(task):
            yield task, Outcome(source.label, SKIPPED, DONE, before=task.before, digest=task.known)
        elif job.rehearsal:
            why = task.again or ("input changed" if task.known else "is new")
            yield task, Outcome(source.label, SKIPPED, f"would be cleaned: {why}", task.target)
        else:
            again = task.again or ("input changed" if task.known else "")
            for step in list_records(source, task.target, form, job.settings.encoding, limits, again):
                if isinstance(step, RecordTask):
                    yield step, None
                else:
                    result = FAILED if step.problem else EMPTY
                    yield step, Outcome(source.label, result, step.problem, task.target)


def chunk_steps(
    steps: Iterable[Step],
) -> Iterator[Sequence[Work] | Ready[Work, Outcome | Cleaned]]:
    """Put steps together that are worth handing out together, and those that need no work."""
    chunk: list[Work] = []
    ready: list[tuple[Work, Outcome | Cleaned]] = []
    size = 0
    for step, outcome in steps:
        if outcome is not None:
            if chunk:
                yield chunk
                chunk, size = [], 0
            ready.append((step, outcome))
            if len(ready) == CHUNK_LENGTH:
                yield Ready(ready)
                ready = []
            continue
        if ready:
            yield Ready(ready)
            ready = []
        chunk.append(step)
        size += _weigh(step)
        if size >= CHUNK_SIZE or len(chunk) >= CHUNK_LENGTH:
            yield chunk
            chunk, size = [], 0
    yield chunk
    yield Ready(ready)


def _weigh(step: Work) -> int:
    """Return about how much work a step is, in bytes."""
    if isinstance(step, RecordTask):
        return len(step.data) if isinstance(step.data, str) else len(step.data.data)
    return step.source.size
