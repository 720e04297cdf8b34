"""What a batch writes beside its targets: a report, a log, the one file of all inputs.

Each may stand in a folder of inputs and be found there. That of an earlier run is no input; what we did not
write is one, and never written over.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from beritaclean.batch.ledger import is_report
from beritaclean.batch.sources import Choice, Source, find_sources
from beritaclean.config import OptionError
from beritaclean.report import is_log


def name_written(report: str | None, log: str | None, one_file: str | None) -> dict[str, str]:
    """Return the paths of what is written, by their options.

    >>> name_written("r.jsonl", None, None)
    {'--report': 'r.jsonl'}
    """
    paths = {"--report": report, "--log": log, "--one-file": one_file}
    return {option: path for option, path in paths.items() if path}


def refuse_found(written: Mapping[str, str], known: bool, paths: Sequence[str], choice: Choice) -> None:
    """Raise `OptionError` where an input in the folders among `paths` would be written over.

    `known` tells whether an earlier run made the one file; reports and logs show it. The folders are looked
    through only where something stands that no earlier run wrote, and before anything is written: a log
    would be, by the time the inputs are listed.
    """
    was_ours: dict[str, Callable[[str], bool]]
    was_ours = {"--report": is_report, "--log": is_log, "--one-file": lambda _: known}
    others = {}
    for option, path in written.items():
        with suppress(OSError):
            status = os.stat(path)
            if stat.S_ISREG(status.st_mode) and not was_ours[option](path):
                others[status.st_dev, status.st_ino] = option
    for each in find_sources(paths, choice) if others else ():
        if isinstance(each, Source) and each.identity in others:
            problem = f"is an input, too: {each.label}"
            raise OptionError(others[each.identity], problem, remedy="give a file of its own")
