"""What of a plan is done already, and why the rest is not."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from beritaclean.batch.basis import Basis, tell_change
from beritaclean.batch.files import digest_file, tell_state
from beritaclean.batch.manifest import Entry, Manifest
from beritaclean.batch.outcomes import DONE, SKIPPED, Outcome
from beritaclean.batch.plan import Planned
from beritaclean.batch.tasks import Task


def list_tasks(
    plan: Iterable[Planned], manifest: Manifest | None, basis: Basis, folder: str, force: bool
) -> Iterator[tuple[Task, Outcome | None]]:
    """Yield what is to be done, and with what is done already its outcome.

    An input whose times have changed is a task all the same: whoever reads it sees whether it holds what
    it held. Without a manifest nothing is done yet.
    """
    for source, target, why in plan:
        if why:
            continue
        found = manifest.find(target) if manifest else None
        if found is None:
            yield Task(source, target), None
            continue
        entry, old = found
        again = tell_why(entry, old, basis, folder, target, force)
        if again:
            yield Task(source, target, b"", again), None
        elif source.stamp and source.stamp == entry.stamp:
            yield Task(source, target), Outcome(source.label, SKIPPED, DONE, before=entry.result)
        else:
            other = "" if entry.source == source.label else f"was made of {entry.source}"
            yield Task(source, target, entry.digest, other, entry.result), None


def list_for_one(
    plan: Iterable[Planned], manifest: Manifest | None, basis: Basis, folder: str, force: bool, digest: bytes
) -> Iterator[tuple[Task, Outcome | None]]:
    """Yield what is to be done for one file of all inputs: everything, or nothing.

    `digest` is that of all inputs, in their order.
    """
    found: tuple[Entry, Basis] | None = None
    asked = False
    for source, target, why in plan:
        if why:
            continue
        if not asked:
            asked = True
            found = manifest.find(target) if manifest else None
            again = tell_why(*found, basis, folder, target, force) if found else ""
            if found and not again and found[0].digest != digest:
                again = "input changed"
        done = Outcome(source.label, SKIPPED, DONE) if found and not again else None
        yield Task(source, target, b"", again), done


def digest_plan(plan: Iterable[Planned]) -> bytes:
    """Return the digest of all inputs: their names and what is in them, in their order."""
    digest = blake2b(digest_size=16)
    path = ""
    held = b""
    for source, _, why in plan:
        if source.path != path:  # an archive is read once for all its members
            path, held = source.path, digest_file(source.path)
        if not why:
            digest.update(os.fsencode(source.label) + b"\0" + held)
    return digest.digest()


def tell_why(entry: Entry, old: Basis, basis: Basis, folder: str, target: str, force: bool) -> str:
    """Return why a target is made again although its input may be as it was, "" for no reason."""
    return "forced" if force else tell_change(old, basis) or tell_state_change(entry, folder, target)


def tell_state_change(entry: Entry, folder: str, target: str) -> str:
    """Return what has become of a target since it was written, "" for nothing."""
    try:
        state = tell_state(os.stat(os.path.join(folder, target)))
    except OSError:
        return "target gone"
    return "" if state == entry.state else "target changed"


def holds_the_same(task: Task) -> bool:
    """Tell whether the input of a task holds what it held when it was done before."""
    return bool(task.known) and digest_file(task.source.path) == task.known
