"""A batch that is run again does what is not done, and says why."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from tests.batch.conftest import PAGE, PROSE, Batch, plant, tree

PACK = """
name = "saya"
[[rule]]
id = "naik"
why = "A test"
kind = "promo"
prefix = ["ikuti saluran kami"]
where = "anywhere"
does = "line"
hits = ["Ikuti saluran kami"]
misses = ["Warga naik."]
"""


def age(*names: str) -> None:
    """Make files look as if they had been written long ago, so that their times can be relied on."""
    for name in names:
        os.utime(name, (1_000_000_000, 1_000_000_000))


def again(ran: object) -> dict[str, str]:
    return {each["source"]: each["again"] for each in ran.report if "again" in each}  # type: ignore[attr-defined]


@pytest.fixture
def first(batch: Batch) -> Batch:
    """Two pages that are done."""
    plant({"in/a.txt": PAGE, "in/b.txt": PROSE, "in/c.txt": "Beranda\n"})
    assert batch("in").totals["skipped"] == 0
    return batch


def test_what_is_done_is_left(first: Batch) -> None:
    before = {path: path.stat().st_mtime_ns for path in Path("out").rglob("*.txt")}
    ran = first("in")

    assert ran.code == 0
    assert set(ran.results.values()) == {"skipped"}
    assert [each["before"] for each in ran.report] == ["cleaned", "unchanged", "no article"]
    assert "skipped            3  done before 3\n" in ran.err
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert first("in", "--resume").results == ran.results


def test_files_are_looked_at_by_their_content_when_their_times_say_nothing(first: Batch) -> None:
    status = Path("in/a.txt").stat()
    Path("in/a.txt").write_text(PAGE.replace("beras", "cabai"))  # as long as before
    os.utime("in/a.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    age("in/b.txt")

    assert again(first("in")) == {"in/a.txt": "input changed"}
    assert tree()["a.txt"] == PROSE.replace("beras", "cabai").encode()


def test_changed_input_is_done_again(first: Batch) -> None:
    plant({"in/b.txt": PAGE + PAGE, "in/d.txt": PAGE})
    ran = first("in")

    assert list(ran.results.values()) == ["skipped", "cleaned", "skipped", "cleaned"]
    assert again(ran) == {"in/b.txt": "input changed"}
    assert "again              1  input changed 1\n" in ran.err


def test_changed_option_does_all_again(first: Batch) -> None:
    assert set(again(first("in", "--keep", "ad")).values()) == {"option keep changed"}
    assert tree()["a.txt"] == PAGE.encode()
    assert set(again(first("in")).values()) == {"option keep changed"}
    assert again(first("in")) == {}


def test_changed_pack_does_all_again(first: Batch) -> None:
    plant({"saya.toml": PACK})
    assert set(again(first("in", "--rules", "saya.toml")).values()) == {"rules changed"}
    assert again(first("in", "--rules", "saya.toml")) == {}
    plant({"saya.toml": PACK.replace("saluran kami", "saluran itu").replace("misses", "# lain\nmisses")})
    assert set(again(first("in", "--rules", "saya.toml")).values()) == {"rules changed"}


def test_target_that_is_gone_or_changed_is_made_again(first: Batch) -> None:
    Path("out/a.txt").unlink()
    Path("out/b.txt").write_text("lain")

    assert again(first("in")) == {"in/a.txt": "target gone", "in/b.txt": "target changed"}
    assert tree()["b.txt"] == PROSE.encode()


def test_target_of_another_input_is_not_written_over(first: Batch) -> None:
    before = tree()
    plant({"other/a.txt": PROSE * 2, "other/d.txt": PROSE})
    made = f"made of {Path('in/a.txt').absolute()} (give another -o, or delete it)"
    for ran in (first("other"), first("other", "--force"), first("other", "--dry-run")):
        assert ran.code == 1
        assert ran.whys["other/a.txt"] == f"would be written over out/a.txt, {made}"
    assert tree() == before | {"d.txt": PROSE.encode()}

    Path("out/a.txt").unlink()
    assert again(first("other")) == {"other/a.txt": "target gone"}


def test_target_of_another_folder_of_the_same_name(first: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    plant({"below/in/a.txt": PROSE * 2})
    monkeypatch.chdir("below")

    assert set(first("in", to="../out").results.values()) == {"failed"}
    assert tree("../out")["a.txt"] == PROSE.encode()


def test_input_by_another_name_is_the_same(first: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(first("./in").results.values()) == {"skipped"}
    assert set(first(str(Path("in").absolute())).results.values()) == {"skipped"}
    monkeypatch.chdir("in")
    assert set(first(".", "--force", to="../out").results.values()) == {"cleaned", "unchanged", "no article"}


def test_target_of_an_input_that_is_gone_is_made_of_another(first: Batch) -> None:
    plant({"other/a.txt": PROSE * 2, "other/b.txt": PROSE})
    place = Path("in/a.txt").absolute()
    Path("in").rename("moved")
    ran = first("other")

    assert again(ran) == {"other/a.txt": f"was made of {place}"}
    assert ran.results["other/b.txt"] == "skipped"
    assert set(first("moved").results.values()) == {"failed", "skipped"}


def test_members_of_archives_keep_their_targets(batch: Batch) -> None:
    for folder, page in (("one", PAGE), ("two", PROSE * 2)):
        plant({f"{folder}/x": ""})
        with zipfile.ZipFile(f"{folder}/week.zip", "w") as archive:
            archive.writestr("a.html", page)
    assert batch("one").code == 0
    assert set(batch("./one").results.values()) == {"skipped"}

    ran = batch("two")
    made = f"made of {Path('one/week.zip').absolute()}/a.html"
    assert made in ran.whys["two/week.zip/a.html"]
    Path("one/week.zip").unlink()
    assert batch("two").results["two/week.zip/a.html"] == "unchanged"


def test_file_of_all_is_not_written_over(batch: Batch) -> None:
    plant({"in/a.txt": PAGE, "b.jsonl": '{"text": "Hujan."}\n'})
    batch("in", "--one-file", "b.jsonl")
    ran = batch("b.jsonl")

    made = "made of all inputs by --one-file (give another -o, or delete it)"
    assert ran.whys == {"b.jsonl": f"would be written over out/b.jsonl, {made}"}


def test_force_does_all_again(first: Batch) -> None:
    assert set(again(first("in", "--force")).values()) == {"forced"}


def test_failed_inputs_are_tried_again(batch: Batch) -> None:
    plant({"in/a.txt": b"\x89PNG\0", "in/b.txt": PAGE})
    first, second = batch("in"), batch("in")
    plant({"in/a.txt": PAGE})
    third = batch("in")

    assert first.results["in/a.txt"] == second.results["in/a.txt"] == "failed"
    assert (first.code, second.code, third.code) == (1, 1, 0)
    assert third.results == {"in/a.txt": "cleaned", "in/b.txt": "skipped"}


def test_input_that_fails_now_leaves_its_target(first: Batch) -> None:
    plant({"in/a.txt": b"\x89PNG\0"})

    assert first("in").results["in/a.txt"] == "failed"
    assert tree()["a.txt"] == PROSE.encode()


def test_findings_are_found_again(first: Batch) -> None:
    assert first("in", "--strict").code == 1


def test_rehearsal_writes_nothing(batch: Batch) -> None:
    plant({"in/a.txt": PAGE, "in/b.txt": PROSE})
    ran = batch("in", "--dry-run")

    assert ran.code == 0
    assert set(ran.whys.values()) == {"would be cleaned: is new"}
    assert not Path("out").exists()
    batch("in")
    before = {path: path.stat().st_mtime_ns for path in Path("out").rglob("*")}
    manifest = Path("out/.beritaclean/manifest.sqlite3").read_bytes()
    assert set(batch("in", "--dry-run", "--keep", "byline").whys.values()) == {
        "would be cleaned: option keep changed"
    }
    plant({"in/b.txt": PAGE, "in/c.txt": PAGE})
    ran = batch("in", "--dry-run")
    assert ran.whys == {
        "in/a.txt": "done before",
        "in/b.txt": "would be cleaned: input changed",
        "in/c.txt": "would be cleaned: is new",
    }
    assert {path: path.stat().st_mtime_ns for path in Path("out").rglob("*")} == before
    assert Path("out/.beritaclean/manifest.sqlite3").read_bytes() == manifest
    assert batch("in").results == {"in/a.txt": "skipped", "in/b.txt": "cleaned", "in/c.txt": "cleaned"}
