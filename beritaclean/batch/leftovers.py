"""Targets that outlive their inputs: they stay, for somebody may want them, and are told."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

from beritaclean.batch.manifest import Manifest
from beritaclean.batch.plan import Planned


def list_stale(
    plan: Iterable[Planned], manifest: Manifest, folder: str, paths: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Yield targets in `folder` whose inputs are gone, with the names of these.

    Only of folders among `paths` can be said what they no longer hold. What was one of the pages of an
    archive is taken to be there as long as the archive is.
    """
    above = tuple(os.path.join(os.path.abspath(path), "") for path in paths if os.path.isdir(path))
    if not above:
        return
    for target, source in manifest.list_others(planned.target for planned in plan):
        place = os.path.join(folder, target)
        if source.startswith(above) and os.path.exists(place) and not _is_there(source):
            yield place, source


def _is_there(source: str) -> bool:
    """Tell whether an input is there, or the archive that held it."""
    while source and not os.path.lexists(source):
        source = os.path.dirname(source)
    return not os.path.isdir(source)
