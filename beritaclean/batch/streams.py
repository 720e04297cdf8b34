"""Inputs that hold many documents, one after the other: their records, and the one target they go to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from itertools import chain
from typing import BinaryIO

from beritaclean.batch.files import make_parent, tell_state
from beritaclean.batch.names import STREAMS, read_name
from beritaclean.batch.sources import Source
from beritaclean.batch.tasks import End, Limits, RecordTask
from beritaclean.errors import BeritacleanError, OutputError
from beritaclean.inputs import CHUNK
from beritaclean.output import encode_text
from beritaclean.packing import unpack
from beritaclean.records import part_archive, part_lines

#: How much is held back before it is written, in bytes.
_BUFFER = 256 * 1024


def find_stream(source: Source, form: str) -> str:
    """Return what records an input holds: "jsonl", "warc" or "" for a page; `form` is what the user says."""
    if form in STREAMS:
        return form
    return source.form if form == "auto" and source.form in STREAMS else ""


def list_records(
    source: Source, target: str, form: str, encoding: str, limits: Limits, again: str
) -> Iterator[RecordTask | End]:
    """Yield the records of an input, and last its end; what goes wrong on the way stands there."""
    digest = blake2b(digest_size=16)
    number = records = 0
    problem = ""

    def read() -> Iterator[bytes]:
        with open(source.path, "rb") as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                yield chunk

    try:
        if form == "warc":
            parcels = part_archive(read(), source.path, limits.max_page, limits.max_total)
        else:
            packing = read_name(source.path).packing
            pieces = unpack(read(), packing, source.path, limits.max_total, option="--max-total")
            parcels = chain.from_iterable(part_lines(pieces, source.path, encoding, limits.max_page))
        for parcel in parcels:
            records += 1
            number = parcel.number
            yield RecordTask(source, target, parcel, again)
    except BeritacleanError as error:
        problem = str(error).removeprefix(f"{source.path}: ")
    except OSError as error:
        problem = f"cannot be read: {error.strerror or error}"
    if problem and number:
        problem = f"{problem} (read up to record {number})"
    yield End(source, target, records, digest.digest(), problem)


class StreamWriter:
    """Writes one target at a time, from texts as they come; it is there when it is finished.

    A failure to write is kept until then: the inputs after it go on. `parting` stands between two texts.
    """

    def __init__(self, folder: str, drafts: str, parting: str) -> None:
        self._folder = folder
        self._drafts = drafts
        self._parting = parting
        self._stream: BinaryIO | None = None
        self._begun = False
        self._problem = ""

    def add(self, text: str) -> None:
        """Write the text of a page after those before it, also an empty one."""
        if self._problem:
            return
        data = encode_text(f"{self._parting}{text}" if self._begun else text)
        self._begun = True
        try:
            if self._stream is None:
                self._stream = open(self._draft, "wb", _BUFFER)  # noqa: SIM115 (closed when finished)
            self._stream.write(data)
        except OSError as error:
            self._fail(error)

    def finish(self, target: str) -> str:
        """Put the target in its place and return its state; `OutputError` where anything went wrong."""
        place = os.path.join(self._folder, target)
        state = ""
        try:
            if self._stream is None and not self._problem:
                self._stream = open(self._draft, "wb", _BUFFER)  # noqa: SIM115 (closed right below)
            if self._stream is not None:
                make_parent(place, self._folder)
                self._stream.flush()
                state = tell_state(os.fstat(self._stream.fileno()))
                self._stream.close()
                os.replace(self._draft, place)
        except OSError as error:
            self._fail(error)
        except OutputError:
            self.close()
            self._begun = False
            raise
        problem, self._problem = self._problem, ""
        self._stream, self._begun = None, False
        if problem:
            raise OutputError(place, problem)
        return state

    def close(self) -> None:
        """Give up what is not finished."""
        if self._stream is not None:
            with suppress(OSError):
                self._stream.close()
            with suppress(OSError):
                os.unlink(self._draft)
            self._stream = None

    @property
    def _draft(self) -> str:
        return os.path.join(self._drafts, f"stream-{os.getpid()}")

    def _fail(self, error: OSError) -> None:
        self._problem = f"cannot be written: {error.strerror or error}"
        self.close()
