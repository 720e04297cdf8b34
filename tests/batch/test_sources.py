"""What is found in folders, and what is said of the rest."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from beritaclean.batch.outcomes import FAILED, SKIPPED
from beritaclean.batch.sources import Choice, Source, find_sources

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")


def plant(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Harga beras naik.\n")


def found(folder: Path, choice: Choice = Choice()) -> list[str]:  # noqa: B008 (a record)
    """What is found, as paths in the tree; what is refused, as its reason in brackets."""
    return [
        each.name if isinstance(each, Source) else f"{Path(each.source).name} [{each.why}]"
        for each in find_sources([str(folder)], choice)
    ]


def test_folders_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    plant(tmp_path, "b.txt", "a/z.txt", "a/b/c.html", "a.txt", "B.txt", "kosong/x", "10.txt", "9.txt")
    (tmp_path / "hampa").mkdir()

    assert found(tmp_path) == [
        "10.txt",
        "9.txt",
        "B.txt",
        "a/b/c.html",
        "a/z.txt",
        "a.txt",
        "b.txt",
        "kosong/x",
    ]


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        (Choice(), ["a.html", "b.txt", "data", "sub/c.html", "sub/deep/d.txt"]),
        (
            Choice(hidden=True),
            [".f.txt", ".git/e.txt", "a.html", "b.txt", "data", "sub/c.html", "sub/deep/d.txt"],
        ),
        (Choice(globs=["*.html"]), ["a.html", "sub/c.html"]),
        (Choice(globs=["sub/*"]), ["sub/c.html", "sub/deep/d.txt"]),
        (Choice(globs=["*.html", "data"]), ["a.html", "data", "sub/c.html"]),
        (Choice(excludes=["sub"]), ["a.html", "b.txt", "data"]),
        (Choice(excludes=["sub/deep", "*.html"]), ["b.txt", "data"]),
        (Choice(globs=["*.txt"], excludes=["b*"]), ["sub/deep/d.txt"]),
    ],
)
def test_choice(tmp_path: Path, choice: Choice, names: list[str]) -> None:
    plant(tmp_path, "a.html", "b.txt", "data", "sub/c.html", "sub/deep/d.txt", ".git/e.txt", ".f.txt")

    assert found(tmp_path, choice) == names


def test_only_what_is_named_like_a_page_claims_to_be_one(tmp_path: Path) -> None:
    plant(tmp_path, "a.html", "gaya.css", "tanpa")
    claims = {
        each.name: each.claimed
        for each in find_sources([str(tmp_path)], Choice())
        if isinstance(each, Source)
    }

    assert claims == {"a.html": True, "gaya.css": False, "tanpa": False}
    for paths, choice in (
        ([str(tmp_path / "gaya.css")], Choice()),
        ([str(tmp_path)], Choice(globs=["*.css"])),
    ):
        assert [each.claimed for each in find_sources(paths, choice) if isinstance(each, Source)] == [True]


@posix
def test_links_are_followed_when_asked_and_loops_end(tmp_path: Path) -> None:
    plant(tmp_path, "tree/a.txt", "other/b.txt")
    tree = tmp_path / "tree"
    (tree / "up").symlink_to(tree)
    (tree / "there").symlink_to(tmp_path / "other")
    (tree / "c.txt").symlink_to(tmp_path / "other" / "b.txt")
    (tree / "gone.txt").symlink_to("nowhere")

    assert found(tree) == [
        "a.txt",
        "c.txt [is a link]",
        "gone.txt [is a link]",
        "there [is a link]",
        "up [is a link]",
    ]
    assert found(tree, Choice(follow=True)) == [
        "a.txt",
        "c.txt",
        "gone.txt [cannot be read: No such file or directory]",
        "there/b.txt",
        "up [is a link to a folder that holds it]",
    ]
    (tmp_path / "named").symlink_to(tree / "a.txt")
    assert [
        each.name for each in find_sources([str(tmp_path / "named")], Choice()) if isinstance(each, Source)
    ] == ["named"]


@posix
def test_pipes_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    os.mkfifo(tmp_path / "pipe.txt")
    [first, second] = find_sources([str(tmp_path)], Choice())
    [named] = find_sources([str(tmp_path / "pipe")], Choice())

    assert [each.result for each in (first, second, named) if not isinstance(each, Source)] == [
        SKIPPED,
        FAILED,
        FAILED,
    ]
    assert isinstance(named, tuple)
    assert named[2] == "is no regular file"


def test_what_is_not_there_has_failed(tmp_path: Path) -> None:
    [missing] = find_sources([str(tmp_path / "tiada")], Choice())

    assert missing[1:3] == (FAILED, "cannot be read: No such file or directory")


def test_folder_written_to_is_not_entered(tmp_path: Path) -> None:
    plant(tmp_path, "a.txt", "out/a.txt")
    status = (tmp_path / "out").stat()

    assert found(tmp_path, Choice(ours=frozenset({(status.st_dev, status.st_ino)}))) == ["a.txt"]


@posix
def test_tree_may_be_deeper_than_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    depth = 1200
    monkeypatch.chdir(tmp_path)
    for _ in range(depth):
        Path("d").mkdir()
        os.chdir("d")
    Path("a.txt").write_text("Hujan.\n")
    os.chdir(tmp_path)
    names = found(Path("d"))
    Path("d/" * depth, "a.txt").unlink()
    os.removedirs("d/" * depth)  # pytest could not

    assert [name.count("d/") for name in names] == [depth - 1]
