"""The steps of a run, in order: what goes to the workers, and what needs no work but keeps its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from beritaclean.batch.outcomes import DONE, EMPTY, FAILED, SKIPPED, Outcome
from beritaclean.batch.resume import holds_the_same
from beritaclean.batch.streams import find_stream, list_records
from beritaclean.batch.tasks import Cleaned, Job, Limits, RecordTask, Task, Work

#: With its outcome where no worker is needed.
Step = tuple[Work, Outcome | Cleaned | None]


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
            yield task, Outcome(source.label, SKIPPED, task.announced, task.target)
        else:
            for step in list_records(source, task.target, form, job.settings.encoding, limits, task.why):
                if isinstance(step, RecordTask):
                    yield step, None
                else:
                    result = FAILED if step.problem else EMPTY
                    yield step, Outcome(source.label, result, step.problem, task.target)


def weigh_step(step: Work) -> int:
    """Return about how much work a step is, in bytes."""
    return step.parcel.size if isinstance(step, RecordTask) else step.source.size
