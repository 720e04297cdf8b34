"""What goes to the workers, and what comes back."""

from __future__ import annotations

from typing import NamedTuple

from beritaclean.batch.outcomes import Outcome
from beritaclean.batch.sources import Source
from beritaclean.config import Settings
from beritaclean.records import Parcel


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

    @property
    def label(self) -> str:
        """What the input is called."""
        return self.source.label

    @property
    def why(self) -> str:
        """Why the input is done again, once it is seen to hold something else; "" for a new one."""
        return self.again or ("input changed" if self.known else "")

    @property
    def announced(self) -> str:
        """What a rehearsal says of it."""
        return f"would be cleaned: {self.why or 'is new'}"


class RecordTask(NamedTuple):
    """One record of an input that holds many: a line of JSON, or what stands in a web archive."""

    source: Source
    target: str
    parcel: Parcel
    again: str = ""

    @property
    def label(self) -> str:
        """What the record is called."""
        return self.parcel.name


class End(NamedTuple):
    """What follows the last record of an input: how many there were, and what went wrong with the input."""

    source: Source
    target: str
    records: int
    digest: bytes
    problem: str = ""

    @property
    def label(self) -> str:
        """What the input is called."""
        return self.source.label


#: All there is to do, in its order. An end needs no worker.
Work = Task | RecordTask | End


class Cleaned(NamedTuple):
    """A record, or an input that goes into a stream with others: its text, and what became of it."""

    text: str
    outcome: Outcome


class Limits(NamedTuple):
    """What is admitted: bytes of one page, bytes that one archive unpacks to, and seconds spent on a page
    (0: any).
    """

    max_page: int = 64_000_000
    max_total: int = 100_000_000_000
    timeout: float = 60.0


class Course(NamedTuple):
    """How a batch is run: by `jobs` processes (0: one a core), all of it again, without writing, and into
    `one_file` of the output folder.
    """

    jobs: int = 0
    force: bool = False
    rehearsal: bool = False
    one_file: str = ""


class Job(NamedTuple):
    """What is the same for all inputs: `folder` is written to, `drafts` is a folder on the same disk.

    `stream_to` is the format of streams. In a `rehearsal` nothing is cleaned or written; all that belongs in
    `one_file` is given back instead of written.
    """

    settings: Settings
    folder: str
    drafts: str
    max_page: int
    stream_to: str = "jsonl"
    rehearsal: bool = False
    one_file: str = ""

    @property
    def stream_settings(self) -> Settings:
        """The settings of streams."""
        return self.settings._replace(to=self.stream_to)
