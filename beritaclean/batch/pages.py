"""Cleans one input of a batch: read, cleaned, and written whole or not at all.

It runs in processes of their own, and keeps nothing from one input to the next but an archive that many of
them are in. Whatever goes wrong with an input is said in its outcome.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from hashlib import blake2b
from itertools import count

from beritaclean.batch.archives import read_member
from beritaclean.batch.cleaning import clean_items
from beritaclean.batch.files import read_file, write_file
from beritaclean.batch.names import read_name, strip_packing
from beritaclean.batch.outcomes import DONE, FAILED, SKIPPED, Outcome
from beritaclean.batch.sources import Source
from beritaclean.batch.tasks import Cleaned, Job, RecordTask, Task, Work
from beritaclean.cleaner import Cleaner
from beritaclean.errors import BeritacleanError, InputError
from beritaclean.inputs import read_options, read_whole
from beritaclean.output import encode_text
from beritaclean.packing import unpack
from beritaclean.readers import HEAD, sniff
from beritaclean.records import read_parcel


def start_cleaning(cleaner: Cleaner, job: Job) -> Callable[[Work], Outcome | Cleaned]:
    """Return the function that does a task; called once in each process."""
    worker = _Worker(cleaner, job)

    def clean(task: Work) -> Outcome | Cleaned:
        if isinstance(task, RecordTask):
            return worker.clean_record(task)
        assert isinstance(task, Task)
        try:
            return worker.clean(task)
        except InputError as error:
            why = str(error).removeprefix(f"{error.source}: ")
            return Outcome(task.label, FAILED if task.source.claimed else SKIPPED, why)
        except BeritacleanError as error:
            return Outcome(task.label, FAILED, str(error))

    return clean


class _Worker:
    """What a process holds: the cleaner, the folders it knows to be there, and the archive it read last."""

    def __init__(self, cleaner: Cleaner, job: Job) -> None:
        self.cleaner = cleaner
        self.job = job
        self.stream_settings = job.stream_settings
        self.stream_options = read_options(self.stream_settings, cleaner.element_rules)
        self.settings, self.options = self.stream_settings, self.stream_options
        if not job.one_file:
            self.settings, self.options = job.settings, read_options(job.settings, cleaner.element_rules)
        self.made: set[str] = set()
        self.drafts = os.path.join(job.drafts, f"{os.getpid()}-")
        self.numbers = count()
        self.archive: zipfile.ZipFile | None = None

    def clean(self, task: Task) -> Outcome | Cleaned:
        """Clean an input and write it."""
        source, job = task.source, self.job
        packed = self._read(source)
        digest = blake2b(packed, digest_size=16).digest()
        if digest == task.known:
            return Outcome(source.label, SKIPPED, DONE, before=task.before, digest=digest)
        if job.rehearsal:
            return Outcome(source.label, SKIPPED, task.announced, task.target)
        name, data = source.member or source.path, packed
        packing = read_name(name).packing
        if packing:
            name = strip_packing(name)
            data = b"".join(unpack([packed], packing, source.label, job.max_page))
        form = job.settings.from_
        if form == "auto":
            form = sniff(data[:HEAD], name)
            if form == "text" and not source.claimed:
                return Outcome(source.label, SKIPPED, "is no page by its name")
            if form in ("jsonl", "warc"):
                raise InputError(source.label, f"holds {form.upper()}", remedy=f"name it .{form} if it does")
        items = read_whole(data, source.label, form, self.settings, self.options)
        text, outcome = clean_items(items, self.cleaner, self.settings, source.label)
        state = ""
        if not job.one_file:
            draft = f"{self.drafts}{next(self.numbers)}"
            state = write_file(encode_text(text), job.folder, task.target, self.made, draft)
        outcome = outcome._replace(
            target=task.target, size=len(packed), again=task.why, digest=digest, state=state
        )
        return Cleaned(text, outcome) if job.one_file else outcome

    def clean_record(self, task: RecordTask) -> Cleaned:
        """Clean a record."""
        parcel = task.parcel
        item = read_parcel(parcel, self.stream_options, self.job.max_page)
        if isinstance(item, str):
            return Cleaned("", Outcome(task.label, SKIPPED, item, size=parcel.size))
        text, outcome = clean_items([item], self.cleaner, self.stream_settings, task.label)
        return Cleaned(text, outcome._replace(target=task.target, size=parcel.size, again=task.again))

    def _read(self, source: Source) -> bytes:
        """Return what is in a file, or a member of an archive."""
        if not source.member:
            return read_file(source.path, self.job.max_page)
        if self.archive is None or self.archive.filename != source.path:
            try:
                self.archive = zipfile.ZipFile(source.path)
            except (OSError, zipfile.BadZipFile) as error:
                raise InputError(source.path, f"cannot be read: {error}") from None
        return read_member(self.archive, source.member, source.label, self.job.max_page)
