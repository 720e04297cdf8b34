"""The scene that each fault gets, and the shim that makes calls of the system fail."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.scene import Scene


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """The library that makes calls fail, or None where it cannot be built."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or not Path("/proc/self/fd").exists():
        return None
    library = tmp_path_factory.mktemp("shim") / "shim.so"
    source = Path(__file__).with_name("shim.c")
    command = [compiler, "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"]
    built = subprocess.run(command, capture_output=True, check=False)
    return library if built.returncode == 0 else None


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache as an earlier run left it."""
    home = tmp_path_factory.mktemp("warm")
    Scene(home, environment(home)).run("-t", "text")
    return home / "cache"


def environment(home: Path) -> dict[str, str]:
    """An environment in which nothing of the user's is seen."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return kept | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "BERITACLEAN_CACHE": str(home / "cache"),
        "TMPDIR": str(home),
    }


@pytest.fixture
def scene(tmp_path: Path, warm: Path, shim: Path | None) -> Iterator[Scene]:
    env = environment(tmp_path)
    shutil.copytree(warm, env["BERITACLEAN_CACHE"])
    scene = Scene(tmp_path, env, shim)
    with scene.opened:
        yield scene
