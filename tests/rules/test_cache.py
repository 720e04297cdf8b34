"""The cache saves work and can do no harm: whatever is amiss with it, the answer is the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from beritaclean.errors import PackError
from beritaclean.rules import cache
from beritaclean.rules.compile import Tables

PACK = 'name = "my"\n[[rule]]\nid = "a"\nkind = "ad"\nexact = ["iklan"]\nregex = ["^(satu|dua) iklan$"]\n'
unix = pytest.mark.skipif(sys.platform == "win32", reason="owners and modes of files are those of Unix")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache" / "deep"
    monkeypatch.setenv("BERITACLEAN_CACHE", str(folder))
    return folder


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "my.toml"
    path.write_text(PACK)
    return path


@pytest.fixture
def compiles(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one whenever packs are compiled."""
    counted: list[int] = []
    compile_tables = cache.compile_tables
    monkeypatch.setattr(cache, "compile_tables", lambda packs: counted.append(1) or compile_tables(packs))
    return counted


def load(pack: Path) -> Tables:
    return cache.load_tables([pack], shipped=False)


def stored(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_miss_then_hit(folder: Path, pack: Path, compiles: list[int]) -> None:
    fresh = load(pack)
    again = load(pack)

    assert len(compiles) == 1
    assert again == fresh
    assert again.exact == {"iklan": [0]}


def test_shipped_packs(folder: Path, compiles: list[int]) -> None:
    assert cache.load_tables() == cache.load_tables()
    assert len(compiles) == 1


def test_tables_survive_json(folder: Path, pack: Path) -> None:
    """Nothing of what is compiled depends on what JSON cannot say."""
    tables = load(pack)

    assert Tables(*json.loads(json.dumps(tables))) == tables


def test_changed_pack_makes_a_new_key(folder: Path, pack: Path, compiles: list[int]) -> None:
    load(pack)
    pack.write_text(PACK.replace("iklan", "promo"))

    assert load(pack).exact == {"promo": [0]}
    assert len(list(folder.iterdir())) == len(compiles) == 2


def test_changed_program_makes_a_new_key(
    folder: Path, pack: Path, compiles: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    load(pack)
    monkeypatch.setattr(cache, "_PROGRAM", cache._PROGRAM[:-1])
    load(pack)

    assert len(compiles) == 2


def test_whose_pack_it_is_makes_a_new_key(folder: Path, pack: Path) -> None:
    assert cache._key([str(pack)], 0) != cache._key([str(pack)], 1)


def test_unreadable_pack(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        load(tmp_path / "no.toml")

    name = tmp_path / "no.toml"
    assert (
        str(caught.value)
        == f"{name}: cannot be read: No such file or directory (give the path of a TOML file)"
    )


def seal(payload: bytes) -> bytes:
    """A cache file with that content and the right digest: as if we had written it."""
    return cache._seal(payload) + b"\n" + payload


def flip(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def shaped(change: Callable[[list[object]], object]) -> Callable[[bytes], bytes]:
    """The content with one field changed, and the right digest."""

    def damage(data: bytes) -> bytes:
        fields = json.loads(data.partition(b"\n")[2])
        change(fields)
        return seal(json.dumps(fields).encode())

    return damage


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: data[:-1], id="truncated"),
        pytest.param(lambda data: data[:20], id="truncated in the digest"),
        pytest.param(flip, id="flipped bit"),
        pytest.param(lambda data: data + b"x", id="something after the end"),
        pytest.param(lambda data: b"\x80\x04.", id="pickle"),
        pytest.param(lambda data: os.urandom(1000), id="noise"),
        pytest.param(lambda data: seal(b""), id="sealed, empty"),
        pytest.param(lambda data: seal(b"\xff\xfe"), id="sealed, no text"),
        pytest.param(lambda data: seal(b"{}"), id="sealed, another shape"),
        pytest.param(lambda data: seal(b"[" * 100_000), id="sealed, nested without end"),
        pytest.param(shaped(lambda fields: fields.pop()), id="a field too few"),
        pytest.param(shaped(lambda fields: fields.append(0)), id="a field too many"),
        pytest.param(shaped(lambda fields: fields.__setitem__(2, [])), id="a list for a table"),
        pytest.param(shaped(lambda fields: fields[0][0].pop()), id="a rule too short"),  # type: ignore[index]
        pytest.param(shaped(lambda fields: fields[1].append(3)), id="no pattern"),  # type: ignore[attr-defined]
        pytest.param(shaped(lambda fields: fields[2].update(a=1)), id="no numbers"),  # type: ignore[attr-defined]
        pytest.param(shaped(lambda fields: fields[2].update(a=[9])), id="of no pattern"),  # type: ignore[attr-defined]
        pytest.param(shaped(lambda fields: fields[2].update(a=[-1])), id="a negative one"),  # type: ignore[attr-defined]
        pytest.param(shaped(lambda fields: fields[2].update(a=["0"])), id="a word for one"),  # type: ignore[attr-defined]
        pytest.param(shaped(lambda fields: fields[1].append(["exact", "a", 9])), id="of no rule"),  # type: ignore[attr-defined]
        pytest.param(shaped(lambda fields: fields[1].append(["magic", "a", 0])), id="of no form"),  # type: ignore[attr-defined]
        pytest.param(shaped(lambda fields: fields[6].update(a=[["b"]])), id="a name too short"),  # type: ignore[attr-defined]
        pytest.param(shaped(lambda fields: fields[9].append(9)), id="always, but not there"),  # type: ignore[attr-defined]
    ],
)
def test_damaged(folder: Path, pack: Path, compiles: list[int], damage: Callable[[bytes], bytes]) -> None:
    """It is compiled anew, and the file repaired."""
    fresh = load(pack)
    place = stored(folder)
    good = place.read_bytes()
    place.write_bytes(damage(good))

    assert load(pack) == fresh
    assert len(compiles) == 2
    assert stored(folder).read_bytes() == good


def test_huge(folder: Path, pack: Path, compiles: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    load(pack)
    monkeypatch.setattr(cache, "SIZE_LIMIT", stored(folder).stat().st_size - 1)

    load(pack)

    assert len(compiles) == 2


@unix
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_writable_by_others(folder: Path, pack: Path, compiles: list[int], mode: int) -> None:
    load(pack)
    stored(folder).chmod(mode)

    load(pack)

    assert len(compiles) == 2
    assert stored(folder).stat().st_mode & 0o777 == 0o600


@unix
def test_of_another_owner(
    folder: Path, pack: Path, compiles: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    load(pack)
    monkeypatch.setattr(os, "getuid", lambda: os.geteuid() + 1)

    load(pack)

    assert len(compiles) == 2


@unix
def test_link_and_pipe_are_not_read(folder: Path, pack: Path, compiles: list[int], tmp_path: Path) -> None:
    load(pack)
    place = stored(folder)
    place.rename(tmp_path / "elsewhere")
    place.symlink_to(tmp_path / "elsewhere")
    load(pack)

    assert len(compiles) == 2
    assert not place.is_symlink()

    place.unlink()
    os.mkfifo(place)
    load(pack)

    assert len(compiles) == 3
    assert place.is_file()


@unix
def test_folder_and_file_are_ours_alone(folder: Path, pack: Path) -> None:
    load(pack)

    assert folder.stat().st_mode & 0o777 == 0o700
    assert stored(folder).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("problem", ["mkdir", "open"])
def test_folder_that_cannot_be_written(
    folder: Path, pack: Path, compiles: list[int], problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> int:
        raise PermissionError(13, "Permission denied")

    if problem == "mkdir":
        monkeypatch.setattr(Path, "mkdir", refuse)
    else:
        monkeypatch.setattr(os, "open", refuse)

    assert load(pack) == load(pack)
    assert len(compiles) == 2
    assert not folder.exists() or not list(folder.iterdir())


def test_file_where_the_folder_should_be(folder: Path, pack: Path, compiles: list[int]) -> None:
    folder.parent.mkdir()
    folder.write_text("not a folder")

    assert load(pack) == load(pack)
    assert len(compiles) == 2
    assert folder.read_text() == "not a folder"


def test_disk_full_leaves_no_trace(folder: Path, pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)

    assert load(pack).exact
    assert list(folder.iterdir()) == []


def test_empty_variable_switches_it_off(
    pack: Path, compiles: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BERITACLEAN_CACHE", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    monkeypatch.chdir(tmp_path)

    assert load(pack) == load(pack)
    assert len(compiles) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["my.toml"]


@unix
def test_where_the_folder_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("BERITACLEAN_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache.cache_folder() == str(tmp_path / "xdg" / "beritaclean")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache.cache_folder() == str(tmp_path / ".cache" / "beritaclean")


@pytest.mark.parametrize("home", ["relative", "~"])
def test_without_a_home(pack: Path, compiles: list[int], home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BERITACLEAN_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: home)

    assert load(pack) == load(pack)
    assert len(compiles) == 2


def test_folder_does_not_grow(folder: Path, pack: Path) -> None:
    """The newest are kept; files of others, and names that only look like ours, are let be."""
    folder.mkdir(parents=True)
    key = "0" * 40
    others = [
        "rules-my.json",
        f"rules-{key}.json.bak",
        f".rules-{key}.json.77",
        f"xrules-{key}.json",
        "notes.txt",
    ]
    for name in others:
        (folder / name).write_text("keep")
        os.utime(folder / name, (1, 1))
    (folder / f"rules-{'f' * 40}.json").mkdir()
    for age in range(cache.KEPT_FILES + 4):
        old = folder / f"rules-{age:040x}.json"
        old.write_text("old")
        os.utime(old, (1000 + age, 1000 + age))

    load(pack)

    files = {path.name for path in folder.iterdir() if path.is_file()}
    kept = {f"rules-{age:040x}.json" for age in range(5, cache.KEPT_FILES + 4)}
    assert files == kept | set(others) | {f"rules-{cache._key([str(pack)], 1)}.json"}
    assert len(kept) + 1 == cache.KEPT_FILES


@unix
def test_links_are_neither_followed_nor_deleted(folder: Path, pack: Path, tmp_path: Path) -> None:
    folder.mkdir(parents=True)
    (tmp_path / "precious").write_text("keep")
    for age in range(cache.KEPT_FILES + 4):
        (folder / f"rules-{age:040x}.json").symlink_to(tmp_path / "precious")

    load(pack)

    assert (tmp_path / "precious").read_text() == "keep"
    assert sum(path.is_symlink() for path in folder.iterdir()) == cache.KEPT_FILES + 4


def test_processes_at_once(folder: Path, pack: Path) -> None:
    """They start together with no cache, and all get the right tables; one whole file is left."""
    program = (
        "import sys, pathlib; from beritaclean.rules.cache import load_tables;"
        "print(load_tables([pathlib.Path(sys.argv[1])], shipped=False))"
    )
    command = [sys.executable, "-c", program, str(pack)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    printed = {process.communicate(timeout=60)[0] for process in running}

    assert [process.returncode for process in running] == [0] * 4
    assert printed == {f"{load(pack)}\n"}
    assert cache._read(str(stored(folder))) == load(pack)


def test_a_warm_start_parses_no_toml(folder: Path, pack: Path) -> None:
    """tomllib, difflib and OpenSSL cost more than all else together, and are not needed."""
    load(pack)
    program = (
        "import sys, pathlib; from beritaclean.rules.cache import load_tables;"
        "load_tables([pathlib.Path(sys.argv[1])], shipped=False);"
        "print(sorted({'tomllib', 'difflib', 'hashlib', 'ahocorasick_rs'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(pack)], capture_output=True, text=True, timeout=60, check=True
    )

    assert done.stdout == "[]\n"
