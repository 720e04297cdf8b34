"""What of a plan is done already, and why the rest is not."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from beritaclean.batch.basis import Basis, tell_change
from beritaclean.batch.files import digest_file, tell_state
from beritaclean.batch.manifest import Entry, Manifest
from beritaclean.batch.outcomes import DONE, FAILED, SKIPPED, Outcome
from beritaclean.batch.plan import Planned
from beritaclean.batch.sources import Source
from beritaclean.batch.tasks import Task


def list_tasks(
    plan: Iterable[Planned], manifest: Manifest | None, basis: Basis, folder: str, force: bool
) -> Iterator[tuple[Task, Outcome | None]]:
    """Yield what is to be done, and with what is done already its outcome.

    An input whose times have changed is a task all the same: whoever reads it sees whether it holds what
    it held. A target that is another input's fails. Without a manifest nothing is done yet.
    """
    for source, target, why in plan:
        if why:
            continue
        found = manifest.find(target) if manifest else None
        if found is None:
            yield Task(source, target), None
            continue
        entry, old = found
        other = find_owner(entry, source)
        place = os.path.join(folder, target)
        if other and os.path.exists(place):
            why = f"would be written over {place}, made of {other} (give another -o, or delete it)"
            yield Task(source, target), Outcome(source.label, FAILED, why)
            continue
        again = tell_why(entry, old, basis, folder, target, force)
        if again:
            yield Task(source, target, b"", again), None
        elif source.stamp and source.stamp == entry.stamp:
            yield Task(source, target), Outcome(source.label, SKIPPED, DONE, before=entry.result)
        else:
            again = "" if entry.source == source.place else f"was made of {entry.source}"
            yield Task(source, target, entry.digest, again, entry.result), None


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
            if found and not again and found[0].result == FAILED:
                again = "an input failed"
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


def find_owner(entry: Entry, source: Source) -> str:
    """Return the input that a target was made of, "" where that is `source`, or no longer there.

    That `--one-file` made it is an answer, too.
    """
    if entry.source == source.place:
        return ""
    if not entry.source:
        return "all inputs by --one-file"
    path = entry.source
    while path and not os.path.lexists(path):  # a member of an archive is below its file
        path = os.path.dirname(path)
    try:
        status = os.stat(path)
    except OSError:
        return ""
    same = (status.st_dev, status.st_ino) == source.identity
    if not stat.S_ISREG(status.st_mode) or (same and entry.source[len(path) + 1 :] == source.member):
        return ""
    return entry.source


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
