"""The folder that a batch writes to, and what it keeps there for itself."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from beritaclean.config import OptionError
from beritaclean.errors import OutputError

#: The names of drafts: of a worker's pages, and of a stream.
_DRAFT = re.compile(r"(\d+|stream)-\d+")


class Folder(NamedTuple):
    """An output folder. `identity` is its device and number, None where it is not there (yet).

    Its hidden folder `.beritaclean` holds the manifest, and drafts of targets on their way.
    """

    path: str
    identity: tuple[int, int] | None

    @property
    def manifest(self) -> str:
        """The path of the manifest."""
        return os.path.join(self.path, ".beritaclean", "manifest.sqlite3")

    @property
    def drafts(self) -> str:
        """The path of the folder for drafts."""
        return os.path.join(self.path, ".beritaclean", "drafts")

    def sweep(self) -> None:
        """Remove the drafts that a killed batch left; only the one that holds the manifest may."""
        with suppress(OSError), os.scandir(self.drafts) as entries:
            for entry in entries:
                if _DRAFT.fullmatch(entry.name):
                    os.unlink(entry.path)

    def refuse_links(self) -> None:
        """Raise `OutputError` where what we keep for ourselves is a link: what it names is not ours."""
        own = (os.path.dirname(self.manifest), self.drafts, self.manifest, f"{self.manifest}-wal")
        for path in own:
            if os.path.islink(path):
                remedy = "remove it, or give another folder with -o"
                raise OutputError(path, "is a link; a batch keeps files of its own there", remedy=remedy)


def open_folder(path: str, inputs: Sequence[str], make: bool) -> Folder:
    """Return the output folder, and `make` it if asked; `OptionError` where it is one of the inputs."""
    if os.path.exists(path) and not os.path.isdir(path):
        raise OutputError(path, "is no folder", remedy="give a folder with -o")
    for each in inputs:
        with suppress(OSError):
            if os.path.samefile(each, path):
                problem = f"is an input, too: {each}"
                raise OptionError("--output", problem, remedy="give a folder of its own")
    folder = Folder(path, None)
    folder.refuse_links()
    try:
        if make:
            os.makedirs(folder.drafts, exist_ok=True)
        status = os.stat(path)
    except FileNotFoundError:
        return folder
    except OSError as error:
        raise OutputError(path, f"cannot be written: {error.strerror}") from None
    return folder._replace(identity=(status.st_dev, status.st_ino))
