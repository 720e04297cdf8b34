"""The manifest: what is entered stays, and one batch at a time holds it."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from beritaclean.batch.basis import Basis
from beritaclean.batch.manifest import Entry, Manifest
from beritaclean.errors import OutputError

BASIS = Basis("{}", "rules", "1")
ENTRY = Entry("in/\udcff\n.html", "1 2 3 4", b"\0digest", "5 6", "cleaned", 1)


def test_entries_stay_with_their_basis(tmp_path: Path) -> None:
    path = str(tmp_path / "m")
    target = "a/\udcfe\n.txt"
    with Manifest(path, BASIS) as manifest:
        assert manifest.find(target) is None
        manifest.add(target, ENTRY)
        manifest.add("b", ENTRY)
    other = BASIS._replace(rules="others")
    with Manifest(path, other) as manifest:
        assert manifest.find(target) == (ENTRY, BASIS)
        manifest.add("b", ENTRY._replace(result="empty"))
        manifest.touch(target, "7 8")
    with Manifest(path, BASIS) as manifest:
        assert manifest.find("b") == (ENTRY._replace(result="empty"), other)
        assert manifest.find(target) == (ENTRY._replace(stamp="7 8"), BASIS)


def test_entries_stay_when_a_run_is_broken_off(tmp_path: Path) -> None:
    path = str(tmp_path / "m")
    with suppress(KeyboardInterrupt), Manifest(path, BASIS) as manifest:
        manifest.add("a", ENTRY)
        manifest.add("b", ENTRY)
        raise KeyboardInterrupt
    with Manifest(path, BASIS) as manifest:
        assert manifest.find("a") == manifest.find("b") == (ENTRY, BASIS)


def test_second_batch_is_refused(tmp_path: Path) -> None:
    state = tmp_path / "out" / ".beritaclean"
    state.mkdir(parents=True)
    path = str(state / "m")
    with Manifest(path, BASIS), pytest.raises(OutputError) as caught:
        Manifest(path, BASIS)

    problem = "another batch is writing to it (wait until it is done, or give another folder)"
    assert str(caught.value) == f"{tmp_path / 'out'}: {problem}"
    with Manifest(path, BASIS):
        pass


def test_frozen_manifest_is_read_as_it_stands(tmp_path: Path) -> None:
    """Also while another batch holds it, or with what a killed one left."""
    path = str(tmp_path / "m")
    with Manifest(path, BASIS) as manifest:
        manifest.add("a", ENTRY)
        before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
        assert set(before) >= {"m", "m-wal"}
        with Manifest(path, BASIS._replace(rules="others"), frozen=True) as frozen:
            assert frozen.find("a") == (ENTRY, BASIS)
        assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
@pytest.mark.parametrize("frozen", [False, True])
def test_damaged_manifest_is_not_held(tmp_path: Path, frozen: bool) -> None:
    path = tmp_path / "m"
    path.write_bytes(b"Harga beras naik. " * 1000)
    with pytest.raises(OutputError, match="^" + re.escape(f"{path}: is damaged")) as caught:
        Manifest(str(path), BASIS, frozen)
    held = []
    for link in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):  # that of the listing
            held.append(link.readlink().name.removesuffix(" (deleted)"))

    assert caught.value.__traceback__  # which has the manifest still
    assert held
    assert path.name not in held


def test_damaged_manifest(tmp_path: Path) -> None:
    path = tmp_path / "m"
    path.write_bytes(b"Harga beras naik. " * 1000)
    with pytest.raises(OutputError) as caught:
        Manifest(str(path), BASIS)

    assert (
        str(caught.value) == f"{path}: is damaged: file is not a database (delete it, and all is done again)"
    )


def test_manifest_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"cannot be written: unable to open database file \(make room or"):
        Manifest(str(tmp_path / "no" / "m"), BASIS)
