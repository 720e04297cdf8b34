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

_TABLES = """
    CREATE TABLE plan (number INTEGER PRIMARY KEY, path BLOB, name BLOB, size INT, claimed INT,
                       device TEXT, inode TEXT, stamp TEXT, member BLOB, label BLOB,
                       target BLOB, key BLOB, why TEXT DEFAULT '');
    CREATE TABLE folder (key BLOB PRIMARY KEY, source BLOB) WITHOUT ROWID;
"""
#: The folder that a batch keeps for itself.
_SEPARATOR = os.fsencode(os.sep)
_OWN = b".beritaclean" + _SEPARATOR


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
        device, inode = source.identity
        self._base.execute(
            "INSERT INTO plan (path, name, size, claimed, device, inode, stamp, member, label, target, key)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                os.fsencode(source.path),
                os.fsencode(source.name),
                source.size,
                source.claimed,
                str(device),  # beyond 64 bits on some file systems
                str(inode),
                source.stamp,
                os.fsencode(source.member),
                os.fsencode(source.label),
                os.fsencode(target),
                _key(target),
            ),
        )
        folder = os.path.dirname(target)
        while folder:
            added = self._base.execute(
                "INSERT OR IGNORE INTO folder VALUES (?, ?)", (_key(folder), os.fsencode(source.label))
            )
            folder = os.path.dirname(folder) if added.rowcount else ""
        self.inputs += 1
        self.size += source.size

    def refuse_collisions(self) -> None:
        """Set `why` for all inputs of which another has the same target, or one inside it."""
        self._base.execute("CREATE INDEX by_key ON plan (key)")
        rows = self._base.execute(
            "SELECT number, (SELECT label FROM plan b WHERE b.key = a.key AND b.number != a.number LIMIT 1)"
            " FROM plan a WHERE key IN (SELECT key FROM plan GROUP BY key HAVING count(*) > 1)"
        ).fetchall()
        rows += self._base.execute(
            "SELECT number, source FROM plan JOIN folder ON folder.key = plan.key"
        ).fetchall()
        for number, other in rows:
            why = f"would be written where {os.fsdecode(other)} is (rename one, or give it another -o)"
            self.refuse(number, why)

    def refuse_overwriting(self, folder: str) -> None:
        """Set `why` for all inputs whose target in the output folder is an input, no file, or ours."""
        self._base.execute("CREATE INDEX by_file ON plan (inode, device)")
        query = "SELECT label FROM plan WHERE inode = ? AND device = ?"
        for number, target in self._base.execute("SELECT number, target FROM plan"):
            place = os.path.join(folder, os.fsdecode(target))
            if (_key(os.fsdecode(target)) + _SEPARATOR).startswith(_OWN):
                self.refuse(number, f"would be written to {place}, where a batch keeps files of its own")
                continue
            try:
                status = os.lstat(place)
            except OSError:
                continue
            if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
                what = "a link" if stat.S_ISLNK(status.st_mode) else "no regular file"
                self.refuse(number, f"would be written over {place}, which is {what} (give another -o)")
                continue
            same = self._base.execute(query, (str(status.st_ino), str(status.st_dev))).fetchone()
            if same:
                self.refuse(number, f"would be written over an input, {os.fsdecode(same[0])}")

    def refuse(self, number: int, why: str) -> None:
        """Say of an input, by its place, why it is not written."""
        why = why.encode("utf-8", "backslashreplace").decode()
        self._base.execute("UPDATE plan SET why = ? WHERE number = ?", (why, number))

    def list_refused(self) -> Iterator[tuple[str, str]]:
        """Yield what the inputs are called that are not written, and why."""
        for label, why in self._base.execute("SELECT label, why FROM plan WHERE why != '' ORDER BY number"):
            yield os.fsdecode(label), why

    def __iter__(self) -> Iterator[Planned]:
        query = (
            "SELECT path, name, size, claimed, device, inode, stamp, member, target, why"
            " FROM plan ORDER BY number"
        )
        for path, name, size, claimed, *identity, stamp, member, target, why in self._base.execute(query):
            device, inode = map(int, identity)
            source = Source(
                os.fsdecode(path),
                os.fsdecode(name),
                size,
                bool(claimed),
                (device, inode),
                stamp,
                os.fsdecode(member),
            )
            yield Planned(source, os.fsdecode(target), why)


def _key(target: str) -> bytes:
    """Return what two targets have in common that are one file: where they ignore case, without it."""
    if sys.platform in ("darwin", "win32"):
        target = unicodedata.normalize("NFC", target).casefold()
    return os.fsencode(target)
