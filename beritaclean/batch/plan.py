"""The plan of a run: every input with its target, before anything is written.

It is held in a temporary database, which goes to disk by itself when it grows: a million inputs take no
more memory than a thousand.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import unicodedata
from collections.abc import Iterator
from types import TracebackType
from typing import NamedTuple

from beritaclean.batch.sources import Source

#: `texts` is all that is text of an input and its target, parted by NUL, which no name holds.
_TABLES = """
    CREATE TABLE plan (number INTEGER PRIMARY KEY, texts BLOB, size INT, claimed INT, identity TEXT, key BLOB,
                       why TEXT DEFAULT '');
    CREATE TABLE folder (key BLOB PRIMARY KEY, texts BLOB) WITHOUT ROWID;
"""
#: The folder that a batch keeps for itself.
_OWN = ".beritaclean"
#: So many inputs are entered together: one by one takes twice the time.
_TOGETHER = 256


class Planned(NamedTuple):
    """An input and its target; `why` says what is against it, "" for nothing."""

    source: Source
    target: str
    why: str


class Plan:
    """Inputs in order; those that cannot all be written are known before the first is. Use it in `with`."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("")
        self._base.executescript(_TABLES)
        self._rows: list[tuple[bytes, int, bool, str, bytes]] = []
        self._folder = ""  # of the target before
        self.inputs = 0
        self.size = 0

    def __enter__(self) -> Plan:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    def add(self, source: Source, target: str) -> None:
        """Add an input."""
        texts = os.fsencode(
            "\0".join((source.path, source.name, source.stamp, source.member, source.form, target))
        )
        device, inode = source.identity
        self._rows.append((texts, source.size, source.claimed, f"{device} {inode}", _key(target)))
        folder = os.path.dirname(target)
        if folder != self._folder:
            self._folder = folder
            self._add_folder(folder, texts)
        if len(self._rows) >= _TOGETHER:
            self._enter()
        self.inputs += 1
        self.size += source.size

    def _add_folder(self, folder: str, texts: bytes) -> None:
        """Add the folders that a target is in."""
        while folder:
            insert = "INSERT OR IGNORE INTO folder VALUES (?, ?)"
            added = self._base.execute(insert, (_key(folder), texts))
            folder = os.path.dirname(folder) if added.rowcount else ""

    def _enter(self) -> None:
        rows, self._rows = self._rows, []
        insert = "INSERT INTO plan (texts, size, claimed, identity, key) VALUES (?, ?, ?, ?, ?)"
        self._base.executemany(insert, rows)

    def refuse_collisions(self) -> None:
        """Set `why` for all inputs of which another has the same target, or one inside it."""
        self._enter()
        self._base.execute("CREATE INDEX by_key ON plan (key)")
        rows = self._base.execute(
            "SELECT number, (SELECT texts FROM plan b WHERE b.key = a.key AND b.number != a.number LIMIT 1)"
            " FROM plan a WHERE key IN (SELECT key FROM plan GROUP BY key HAVING count(*) > 1)"
        ).fetchall()
        rows += self._base.execute(
            "SELECT number, folder.texts FROM plan JOIN folder ON folder.key = plan.key"
        ).fetchall()
        for number, other in rows:
            why = f"would be written where {_label(other)} is (rename one, or give it another -o)"
            self.refuse(number, why)

    def refuse_overwriting(self, folder: str) -> None:
        """Set `why` for all inputs whose target in the output folder is an input, no file, or ours."""
        self._enter()
        own = _key(_OWN)
        within = _key(os.path.join(_OWN, ""))
        query = "SELECT number, texts FROM plan WHERE key = ? OR substr(key, 1, ?) = ?"
        for number, texts in self._base.execute(query, (own, len(within), within)).fetchall():
            place = os.path.join(folder, _target(texts))
            self.refuse(number, f"would be written to {place}, where a batch keeps files of its own")
        if not _holds_any(folder):
            return
        self._base.execute("CREATE INDEX by_file ON plan (identity)")
        query = "SELECT texts FROM plan WHERE identity = ?"
        for number, texts in self._base.execute("SELECT number, texts FROM plan WHERE why = ''"):
            place = os.path.join(folder, _target(texts))
            try:
                status = os.lstat(place)
            except OSError:
                continue
            if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
                what = "a link" if stat.S_ISLNK(status.st_mode) else "no regular file"
                self.refuse(number, f"would be written over {place}, which is {what} (give another -o)")
                continue
            same = self._base.execute(query, (f"{status.st_dev} {status.st_ino}",)).fetchone()
            if same:
                self.refuse(number, f"would be written over an input, {_label(same[0])}")

    def refuse(self, number: int, why: str) -> None:
        """Say of an input, by its place, why it is not written."""
        why = why.encode("utf-8", "backslashreplace").decode()
        self._base.execute("UPDATE plan SET why = ? WHERE number = ?", (why, number))

    def list_refused(self) -> Iterator[tuple[str, str]]:
        """Yield what the inputs are called that are not written, and why."""
        for texts, why in self._base.execute("SELECT texts, why FROM plan WHERE why != '' ORDER BY number"):
            yield _label(texts), why

    def __iter__(self) -> Iterator[Planned]:
        self._enter()
        query = "SELECT texts, size, claimed, identity, why FROM plan ORDER BY number"
        for texts, size, claimed, identity, why in self._base.execute(query):
            path, name, stamp, member, form, target = os.fsdecode(texts).split("\0")
            device, inode = identity.split()
            of_file = int(device), int(inode)
            yield Planned(Source(path, name, size, bool(claimed), of_file, stamp, member, form), target, why)


def _label(texts: bytes) -> str:
    """Return what an input is called, given its texts."""
    path, name, _, member, *_ = os.fsdecode(texts).split("\0")
    return Source(path, name, member=member).label


def _target(texts: bytes) -> str:
    """Return the target of an input, given its texts."""
    return os.fsdecode(texts).rpartition("\0")[2]


def _holds_any(folder: str) -> bool:
    """Tell whether a folder holds anything but what a batch keeps for itself."""
    try:
        with os.scandir(folder) as entries:
            return any(entry.name != _OWN for entry in entries)
    except OSError:
        return os.path.lexists(folder)


def _key(target: str) -> bytes:
    """Return what two targets have in common that are one file: where they ignore case, without it."""
    if sys.platform in ("darwin", "win32"):
        target = unicodedata.normalize("NFC", target).casefold()
    return os.fsencode(target)
