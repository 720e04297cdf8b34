"""The folder that a batch writes to, and what it keeps there for itself."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple

from beritaclean.config import OptionError
from beritaclean.errors import OutputError

#: The names of drafts: of a worker's pages, and of a stream.
_DRAFT = re.compile(r"(\d+|stream)-\d+")


class Folder(NamedTuple):
    """An output folder.

    Its hidden folder `.beritaclean` holds the manifest, and drafts of targets on their way.
    """

    path: str

    @property
    def manifest(self) -> str:
        """The path of the manifest."""
        return os.path.join(self.path, ".beritaclean", "manifest.sqlite3")

    @property
    def drafts(self) -> str:
        """The path of the folder for drafts."""
        return os.path.join(self.path, ".beritaclean", "drafts")

    def find_ours(self, one_file: str, written: Iterable[str] = ()) -> frozenset[tuple[int, int]]:
        """Return device and number of what is no input: what is `written`, and what is in the folder.

        Of the folder that holds `one_file` for all inputs, what we keep there alone: it may hold inputs.
        """
        ours = set()
        for path in (os.path.dirname(self.manifest) if one_file else self.path, *written):
            with suppress(OSError):
                status = os.stat(path)
                ours.add((status.st_dev, status.st_ino))
        return frozenset(ours)

    def sweep(self) -> None:
        """Remove the drafts that a killed batch left; only the one that holds the manifest may."""
        with suppress(OSError), os.scandir(self.drafts) as entries:
            for entry in entries:
                if _DRAFT.fullmatch(entry.name):
                    with suppress(OSError):  # one that stays is no reason to leave the others
                        os.unlink(entry.path)

    def refuse_links(self) -> None:
        """Raise `OutputError` where what we keep for ourselves is a link: what it names is not ours."""
        own = (os.path.dirname(self.manifest), self.drafts, self.manifest, f"{self.manifest}-wal")
        for path in own:
            if os.path.islink(path):
                remedy = "remove it, or give another folder with -o"
                raise OutputError(path, "is a link; a batch keeps files of its own there", remedy=remedy)


def refuse_input(option: str, path: str, inputs: Sequence[str], remedy: str) -> None:
    """Raise `OptionError` where what an option has us write is one of the inputs."""
    for each in inputs:
        with suppress(OSError):
            if os.path.samefile(each, path):
                raise OptionError(option, f"is an input, too: {each}", remedy=remedy)


def open_folder(path: str, inputs: Sequence[str], make: bool) -> Folder:
    """Return the output folder, and `make` it if asked; `OptionError` where it is one of `inputs`."""
    if os.path.exists(path) and not os.path.isdir(path):
        raise OutputError(path, "is no folder", remedy="give a folder with -o")
    refuse_input("--output", path, inputs, "give a folder of its own")
    folder = Folder(path)
    folder.refuse_links()
    try:
        if make:
            os.makedirs(folder.drafts, exist_ok=True)
    except OSError as error:
        raise OutputError(path, f"cannot be written: {error.strerror}") from None
    return folder
