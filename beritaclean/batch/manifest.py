"""The manifest of an output folder: what was done, so that a batch that is run again does only the rest.

It is a database in that folder, which one batch at a time may hold. What is entered survives that the
process is killed. A page is entered after its target is in place: killed in between, it is done again.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import NamedTuple

from beritaclean.batch.basis import Basis
from beritaclean.errors import OutputError

#: Results are entered together, that many seconds of them. A transaction takes 30 µs.
_TOGETHER = 0.05
_TABLES = """
    CREATE TABLE IF NOT EXISTS basis (number INTEGER PRIMARY KEY, options TEXT, rules TEXT, version TEXT);
    CREATE TABLE IF NOT EXISTS done (target BLOB PRIMARY KEY, source BLOB, stamp TEXT, digest BLOB,
                                     state TEXT, basis INT, result TEXT, pages INT) WITHOUT ROWID;
"""


class Entry(NamedTuple):
    """A target that was written: of what, from what, and how it looked.

    `stamp` is the input's size and times ("" where they cannot be relied on), `digest` its content's;
    `state` is the target's size and time.
    """

    source: str
    stamp: str
    digest: bytes
    state: str
    result: str
    pages: int


class Manifest:
    """The manifest at a path; use it in `with`. `OutputError` where another batch holds it.

    `basis` is what decides the results of this run. One that is there and `frozen` is left as it is, and who
    holds it does not matter: a copy is read.
    """

    def __init__(self, path: str, basis: Basis, frozen: bool = False) -> None:
        self._path = path
        self._rows: list[tuple[object, ...]] = []
        self._since = 0.0
        with ExitStack() as stack, self._guard():
            if frozen:
                path = _copy(path, stack.enter_context(TemporaryDirectory(prefix="beritaclean-")))
            self._base = stack.enter_context(closing(sqlite3.connect(path, timeout=0, isolation_level=None)))
            self._base.executescript("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;")
            self._base.executescript(f"PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE; {_TABLES} COMMIT;")
            self._bases = {
                number: Basis(*rest) for number, *rest in self._base.execute("SELECT * FROM basis")
            }
            known = {each: number for number, each in self._bases.items()}
            self._number = known.get(basis) or max(self._bases, default=0) + 1
            self._bases[self._number] = basis
            insert = "INSERT OR IGNORE INTO basis VALUES (?, ?, ?, ?)"
            self._base.execute(insert, (self._number, *basis))
            self._is_empty = self._base.execute("SELECT 1 FROM done").fetchone() is None
            self._held = stack.pop_all()

    def __enter__(self) -> Manifest:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._enter()
            else:
                with suppress(OutputError):
                    self._enter()
        finally:
            self._held.close()

    def find(self, target: str) -> tuple[Entry, Basis] | None:
        """Return what was known of a target before this run, and on what basis it was made."""
        if self._is_empty:
            return None
        query = "SELECT source, stamp, digest, state, result, pages, basis FROM done WHERE target = ?"
        with self._guard():
            row = self._base.execute(query, (os.fsencode(target),)).fetchone()
        if row is None:
            return None
        source, *rest, basis = row
        return Entry(os.fsdecode(source), *rest), self._bases[basis]

    def list_others(self, targets: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the targets entered that are none of these, each with its input; to be asked once."""
        if self._is_empty:
            return
        with self._guard():
            self._base.executescript(
                "CREATE TEMP TABLE these (target BLOB PRIMARY KEY) WITHOUT ROWID; BEGIN;"
            )
            rows = ((os.fsencode(target),) for target in targets)
            self._base.executemany("INSERT OR IGNORE INTO these VALUES (?)", rows)
            self._base.execute("COMMIT")
            query = "SELECT target, source FROM done WHERE target NOT IN (SELECT target FROM these)"
            for target, source in self._base.execute(query):
                yield os.fsdecode(target), os.fsdecode(source)

    def add(self, target: str, entry: Entry) -> None:
        """Enter a target that is in place, made on the basis of this run."""
        source, stamp, digest, state, result, pages = entry
        row = (os.fsencode(target), os.fsencode(source), stamp, digest, state, self._number, result, pages)
        self._rows.append(row)
        now = time.monotonic()
        if now - self._since > _TOGETHER:
            self._enter()
            self._since = now

    def touch(self, target: str, stamp: str) -> None:
        """Enter that the input of a target holds what it held, although it looks otherwise."""
        with self._guard():
            self._base.execute("UPDATE done SET stamp = ? WHERE target = ?", (stamp, os.fsencode(target)))

    def _enter(self) -> None:
        rows, self._rows = self._rows, []
        with self._guard():
            self._base.execute("BEGIN")
            self._base.executemany("INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            self._base.execute("COMMIT")

    @contextmanager
    def _guard(self) -> Iterator[None]:
        """Say what is wrong with the database in our words."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # without the extended part
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                folder = os.path.dirname(os.path.dirname(self._path))
                remedy = "wait until it is done, or give another folder"
                raise OutputError(folder, "another batch is writing to it", remedy=remedy) from None
            if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT) or not code:
                problem, remedy = f"is damaged: {error}", "delete it, and all is done again"
                raise OutputError(self._path, problem, remedy=remedy) from None
            remedy = "make room or let it be written, and run it again: what is done stays done"
            raise OutputError(self._path, f"cannot be written: {error}", remedy=remedy) from None


def _copy(path: str, folder: str) -> str:
    """Copy a manifest, with what a killed batch left beside it; to read that in place is to write, too."""
    copy = os.path.join(folder, os.path.basename(path))
    try:
        shutil.copyfile(path, copy)
        with suppress(FileNotFoundError):
            shutil.copyfile(f"{path}-wal", f"{copy}-wal")
    except OSError as error:
        raise OutputError(path, f"cannot be read: {error.strerror}") from None
    return copy
