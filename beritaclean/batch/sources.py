"""Finds the inputs of a batch: files that are named, and what is in folders.

Nothing that is found is passed over in silence: what is not read comes out too, with the reason.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from typing import NamedTuple

from beritaclean.batch.names import read_name
from beritaclean.batch.outcomes import FAILED, SKIPPED, Outcome

#: The coarsest clock of a file system, in nanoseconds.
_TICK = 2_000_000_000


class Source(NamedTuple):
    """An input: the file to read, and where it stands in the tree that is kept.

    `claimed`: its name or the user says that it is a page, so that it has failed if it is none. Files of
    unknown names are looked into, and are none of our business unless they look like a page.
    """

    path: str
    name: str
    size: int = 0
    claimed: bool = True
    identity: tuple[int, int] = (0, 0)  # device and number of the file
    stamp: str = ""  # its size and times, "" where they may not change with the content
    member: str = ""  # its name in the archive at `path`
    form: str = ""  # what its name says it holds

    @property
    def label(self) -> str:
        """What the input is called."""
        return f"{self.path}/{self.member}" if self.member else self.path

    @property
    def place(self) -> str:
        """What the input is called from anywhere."""
        return os.path.abspath(self.label)


class Choice(NamedTuple):
    """Which files of folders are taken: patterns of names, or of paths below the folder that was named."""

    globs: Sequence[str] = ()
    excludes: Sequence[str] = ()
    hidden: bool = False
    follow: bool = False
    #: Device and number of what is found but is no input: folders and files that are written.
    ours: frozenset[tuple[int, int]] = frozenset()


def find_sources(paths: Sequence[str], choice: Choice) -> Iterator[Source | Outcome]:
    """Yield the inputs among `paths` and in the folders among them, in the order of their names."""
    for path in paths:
        try:
            status = os.stat(path)  # a link that is named is meant
        except OSError as error:
            yield _fail(path, error)
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _walk(path, (status.st_dev, status.st_ino), choice)
        else:
            yield _take(path, os.path.basename(path), status, named=True)


def _walk(folder: str, identity: tuple[int, int], choice: Choice) -> Iterator[Source | Outcome]:
    """Yield what is in a folder and in those below it, in the order of names."""
    # A stack of its own: a tree may be deeper than Python lets functions call themselves.
    stack: list[tuple[Iterator[os.DirEntry[str]], str]] = []
    above = [identity]
    try:
        stack.append((_list(folder), ""))
    except OSError as error:
        yield _fail(folder, error)
    while stack:
        entries, below = stack[-1]
        entry = next(entries, None)
        if entry is None:
            stack.pop()
            above.pop()
            continue
        name = os.path.join(below, entry.name)
        if (not choice.hidden and entry.name.startswith(".")) or _matches(name, choice.excludes):
            continue
        try:
            if entry.is_symlink() and not choice.follow:
                if entry.is_dir() or is_wanted(name, choice):
                    yield Outcome(entry.path, SKIPPED, "is a link")
                continue
            status = os.stat(entry.path)
            inner = (status.st_dev, status.st_ino)
            if not stat.S_ISDIR(status.st_mode):
                if not is_wanted(name, choice):
                    continue
                if inner in choice.ours:
                    yield Outcome(entry.path, SKIPPED, "is what is written")
                else:
                    yield _take(entry.path, name, status, named=bool(choice.globs))
                continue
            if inner in above:
                yield Outcome(entry.path, SKIPPED, "is a link to a folder that holds it")
            elif inner not in choice.ours:
                stack.append((_list(entry.path), name))
                above.append(inner)
        except OSError as error:
            yield _fail(entry.path, error)


def _list(folder: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return iter(sorted(entries, key=lambda entry: os.fsencode(entry.name)))


def _take(path: str, name: str, status: os.stat_result, named: bool) -> Source | Outcome:
    """Return a file as an input; a pipe or a device would keep us waiting for ever.

    `named`: the user says that it is a page.
    """
    form = read_name(name).form
    claimed = named or bool(form)
    if not stat.S_ISREG(status.st_mode):
        return Outcome(path, FAILED if claimed else SKIPPED, "is no regular file")
    stamp = _read_stamp(status, time.time_ns())
    return Source(path, name, status.st_size, claimed, (status.st_dev, status.st_ino), stamp, "", form)


def _read_stamp(status: os.stat_result, now: int) -> str:
    """Return what changes when a file does; "" for one changed so lately that the clock may not show it.

    A file written twice within a tick of the clock (10 ms, 2 s on FAT) looks the same after both.
    """
    if now - max(status.st_mtime_ns, status.st_ctime_ns) < _TICK:
        return ""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def is_wanted(name: str, choice: Choice) -> bool:
    """Tell whether the globs, if there are any, take a path below the folder that was named."""
    return not choice.globs or _matches(name, choice.globs)


def _matches(name: str, patterns: Sequence[str]) -> bool:
    """Tell whether a path fits a pattern: one with a slash as a whole, one without by its last part."""
    if not patterns:
        return False
    name = name.replace(os.sep, "/")
    last = name.rpartition("/")[2]
    return any(fnmatch(name if "/" in pattern else last, pattern) for pattern in patterns)


def _fail(path: str, error: OSError) -> Outcome:
    return Outcome(path, FAILED, f"cannot be read: {error.strerror or error}")
