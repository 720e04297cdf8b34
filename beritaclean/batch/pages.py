"""Cleans one input of a batch: read, cleaned, and written whole or not at all.

It runs in processes of their own, and keeps nothing from one input to the next. Whatever goes wrong with
an input is said in its outcome.
"""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from itertools import count
from typing import NamedTuple

from beritaclean.batch.outcomes import CLEANED, DONE, EMPTY, FAILED, NO_ARTICLE, SKIPPED, UNCHANGED, Outcome
from beritaclean.batch.sources import Source
from beritaclean.cleaner import Cleaner
from beritaclean.config import Settings
from beritaclean.document import Document
from beritaclean.errors import BeritacleanError, InputError, OutputError
from beritaclean.inputs import read_stream
from beritaclean.output import encode_text
from beritaclean.readers import HEAD, sniff
from beritaclean.report import Report
from beritaclean.sequence import Pages

#: Of several pages in one input, the result of the earliest here is that of the input.
_FIRST = (NO_ARTICLE, CLEANED, UNCHANGED, EMPTY)
_BINARY = getattr(os, "O_BINARY", 0)


class Task(NamedTuple):
    """An input to clean, and where it goes in the output folder.

    With `known`, the digest of what it held when it was done before, it is only done if it holds something
    else; `before` is the result of that time. `again` says why it is done again, "" for a new one.
    """

    source: Source
    target: str
    known: bytes = b""
    again: str = ""
    before: str = ""


class Job(NamedTuple):
    """What is the same for all inputs: `folder` is written to, `drafts` is a folder on the same disk.

    In a `rehearsal` nothing is cleaned or written.
    """

    settings: Settings
    folder: str
    drafts: str
    max_page: int
    rehearsal: bool = False


def start_cleaning(cleaner: Cleaner, job: Job) -> Callable[[Task], Outcome]:
    """Return the function that cleans an input; called once in each process."""
    made: set[str] = set()  # the folders that are there
    numbers = count()

    def clean(task: Task) -> Outcome:
        draft = os.path.join(job.drafts, f"{os.getpid()}-{next(numbers)}")
        try:
            return _clean(task, cleaner, job, made, draft)
        except InputError as error:
            why = str(error).removeprefix(f"{error.source}: ")
            return Outcome(task.source.path, FAILED if task.source.claimed else SKIPPED, why)
        except BeritacleanError as error:
            return Outcome(task.source.path, FAILED, str(error))
        except MemoryError:
            return Outcome(task.source.path, FAILED, "needs more memory than there is")
        except Exception as error:  # the last resort: one input never costs another
            why = f"internal error: {type(error).__name__}: {error} (please report it)"
            return Outcome(task.source.path, FAILED, why)

    return clean


def _clean(task: Task, cleaner: Cleaner, job: Job, made: set[str], draft: str) -> Outcome:
    source = task.source
    data = read_file(source.path, job.max_page)
    digest = blake2b(data, digest_size=16).digest()
    if digest == task.known:
        return Outcome(source.path, SKIPPED, DONE, before=task.before, digest=digest)
    again = task.again or ("input changed" if task.known else "")
    if job.rehearsal:
        return Outcome(source.path, SKIPPED, f"would be cleaned: {again or 'is new'}", task.target)
    form = job.settings.from_
    if form == "auto":
        form = sniff(data[:HEAD], source.path)
        if form == "text" and not source.claimed:
            return Outcome(source.path, SKIPPED, "is no page by its name")
        if form == "jsonl":
            raise InputError(source.path, "holds JSON", remedy="name it .jsonl if it is JSON Lines")
    written: list[str] = []
    pages = Pages(job.settings, written.append)
    found: Counter[str] = Counter()
    left_out = 0
    publisher = ""
    warnings: list[str] = []
    settings = job.settings._replace(from_=form)
    for item in read_stream(io.BytesIO(data), source.path, settings, Report(-1), cleaner.element_rules):
        document = cleaner.document(item.page)
        pages.page(document, item)
        found[judge(document)] += 1
        left_out += len(document.gone)
        publisher = publisher or document.publisher
        warnings += document.warnings
        if (replaced := document.page.facts.get("replaced", "0")) != "0":
            warnings.append(f"bytes that could not be decoded: {replaced}")
    pages.close()
    result = next((result for result in _FIRST if found[result]), EMPTY)
    state = write_file(encode_text("".join(written)), job.folder, task.target, made, draft)
    return Outcome(
        source.path,
        result,
        target=task.target,
        pages=found.total(),
        left_out=left_out,
        publisher=publisher,
        warnings=tuple(warnings),
        size=len(data),
        again=again,
        digest=digest,
        state=state,
    )


def judge(document: Document) -> str:
    """Return what became of one page.

    >>> prose = "Harga beras di Pasar Induk naik, kata pedagang bernama Rahmat, Senin (6/5/2024) siang.\\n"
    >>> [judge(Cleaner().document(page)) for page in (prose, f"Iklan\\n{prose}", " \\n", "Beranda\\n")]
    ['unchanged', 'cleaned', 'empty', 'no article']
    """
    if not document.page.text.strip():
        return EMPTY
    if not document.text or not document.has_article:
        return NO_ARTICLE
    return CLEANED if document.gone else UNCHANGED


def read_file(path: str, limit: int) -> bytes:
    """Return what is in a file; `InputError` for one that cannot be read, or is larger than `limit` bytes."""
    try:
        with open(path, "rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            data = stream.read() if size <= limit else b""
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror or error}") from None
    if max(size, len(data)) > limit:
        raise InputError(path, f"is larger than {limit:,} bytes", remedy="--max-page allows more")
    return data


def write_file(data: bytes, folder: str, target: str, made: set[str], draft: str) -> str:
    """Write a target by way of a draft, so that it is never there in part; return its state.

    `made` holds the folders that are known to be there. Nothing is synced to disk: a target survives
    that we are killed, not that the machine loses power (on ext4 a sync would double the time).
    """
    place = os.path.join(folder, target)
    parent = os.path.dirname(place)
    try:
        if parent not in made:
            os.makedirs(parent, exist_ok=True)
            made.add(parent)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o666)
        try:
            with open(handle, "wb", buffering=0) as stream:
                view = memoryview(data)
                while view:
                    view = view[stream.write(view) :]
                state = tell_state(os.fstat(stream.fileno()))
            os.replace(draft, place)
        except BaseException:
            with suppress(OSError):
                os.unlink(draft)
            raise
    except OSError as error:
        raise OutputError(place, f"cannot be written: {error.strerror or error}") from None
    return state


def tell_state(status: os.stat_result) -> str:
    """Return what shows that a target is as it was written: its size and time."""
    return f"{status.st_size} {status.st_mtime_ns}"
