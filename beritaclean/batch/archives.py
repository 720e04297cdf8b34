"""Zip archives: their pages as inputs of their own.

What an archive calls its members is data from who knows where: a name that would leave the folder, or be
a device or none on some system, is refused, and nothing is unpacked to disk.
"""

from __future__ import annotations

import os
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator

try:
    from lzma import LZMAError
except ImportError:  # a Python built without it
    from zlib import error as LZMAError  # type: ignore[assignment]  # noqa: N812

from beritaclean.batch.names import read_name
from beritaclean.batch.outcomes import FAILED, SKIPPED, Outcome
from beritaclean.batch.sources import Choice, Source, is_wanted
from beritaclean.errors import InputError
from beritaclean.packing import RATIO, SMALL

_ON_WINDOWS = sys.platform == "win32"
_NOT_ON_WINDOWS = re.compile(r'[\x00-\x1f<>"|?*]')
#: Names of devices, also with an ending: those of Microsoft's "Naming Files, Paths, and Namespaces".
_DEVICE = re.compile(r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|$)")


def open_zip(source: Source, choice: Choice, total: int) -> Iterator[Source | Outcome]:
    """Yield the members of an archive, in its order; `total` is how much they may unpack to, in bytes."""
    try:
        with zipfile.ZipFile(source.path) as archive:
            members = archive.infolist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        yield Outcome(source.path, FAILED, f"cannot be read: {error}")
        return
    if (size := sum(member.file_size for member in members)) > total:
        why = f"unpacks to {size:,} bytes, more than {total:,} (--max-total allows more)"
        yield Outcome(source.path, FAILED, why)
        return
    seen: set[str] = set()
    for member in members:
        name = member.filename
        label = f"{source.path}/{name}"
        hidden = any(part.startswith(".") for part in name.split("/"))
        if name.endswith("/") or (hidden and not choice.hidden and ".." not in name):
            continue
        if not is_inside(name):
            yield Outcome(label, FAILED, "its name leaves the folder")
        elif _ON_WINDOWS and not is_portable(name):  # elsewhere a headline may be a name: "Apa ini?.html"
            yield Outcome(label, FAILED, "its name is none on Windows (unpack it yourself and rename it)")
        elif name in seen:
            yield Outcome(label, FAILED, "is in the archive twice")
        elif is_wanted(name, choice):
            form = read_name(name).form
            if form in ("zip", "jsonl", "warc"):
                yield Outcome(label, SKIPPED, "is an archive in an archive")
            else:
                inner = os.path.join(source.name, *name.split("/"))
                claimed = bool(choice.globs or form)
                yield source._replace(
                    name=inner, size=member.file_size, claimed=claimed, member=name, form=form
                )
        seen.add(name)


def is_inside(name: str) -> bool:
    """Tell whether a member's name stays in the folder it is put into, on any system.

    >>> [is_inside(name) for name in ("a/b.txt", "../a", "/a", "a/../../b", "C:/a", "..\\\\a", "a//b")]
    [True, False, False, False, False, False, False]
    """
    parts = name.split("/")
    return not any(part in ("", ".", "..") or any(char in part for char in "\\:\0") for part in parts)


def is_portable(name: str) -> bool:
    """Tell whether all parts of a member's name can be names on Windows, where some are devices.

    >>> [is_portable(name) for name in ("a/console.txt", "con.html", "a/Lpt1/b", "q?.html", "a./b", "a ")]
    [True, False, False, False, False, False]
    """
    return not any(
        part.endswith((".", " ")) or _NOT_ON_WINDOWS.search(part) or _DEVICE.match(part)
        for part in name.split("/")
    )


def read_member(archive: zipfile.ZipFile, name: str, label: str, limit: int) -> bytes:
    """Return what is in a member; `InputError` for one that is damaged, locked or too large."""
    try:
        info = archive.getinfo(name)
        with archive.open(info) as stream:
            data = stream.read(limit + 1)
    except (OSError, zipfile.BadZipFile, zlib.error, LZMAError, EOFError, ValueError) as error:
        raise InputError(label, f"is damaged: {error}") from None
    except NotImplementedError as error:
        raise InputError(label, f"cannot be unpacked: {error}") from None
    except RuntimeError:  # what zipfile raises for want of a password
        raise InputError(label, "is locked with a password") from None
    if len(data) > limit:
        raise InputError(label, f"is larger than {limit:,} bytes", remedy="--max-page allows more")
    if len(data) > max(SMALL, RATIO * info.compress_size):
        remedy = "unpack it yourself if you trust it"
        raise InputError(label, f"unpacks to more than {RATIO} times its size", remedy=remedy)
    return data
