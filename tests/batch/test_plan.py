"""Two inputs that would write one target are known before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from beritaclean.batch.plan import Plan
from beritaclean.batch.sources import Source


def whys(*targets: str) -> list[str]:
    with Plan() as plan:
        for number, target in enumerate(targets):
            plan.add(Source(f"in{number}", ""), target)
        plan.refuse_collisions()
        return [why.partition(" (")[0] for _, _, why in plan]


@pytest.mark.parametrize(
    "targets",
    [
        (),
        ("a.txt",),
        ("a.txt", "b.txt", "a/a.txt", "b/a.txt", "a/b/a.txt"),
        ("a", "ab/c", "b"),
        ("\udcff.txt", "\udcfe.txt", "\n.txt", "'.txt"),
    ],
)
def test_targets_of_their_own_stay(targets: tuple[str, ...]) -> None:
    assert whys(*targets) == [""] * len(targets)


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        (("a.txt", "a.txt"), ["in1", "in0"]),
        (("a.txt", "b.txt", "a.txt", "a.txt"), ["in2", "", "in0", "in0"]),
        (("x/a.txt/b.txt", "x/a.txt"), ["", "in0"]),
        (("\udcff.txt", "\udcff.txt"), ["in1", "in0"]),
    ],
)
def test_of_two_that_would_be_one_file_each_names_the_other(
    targets: tuple[str, ...], expected: list[str]
) -> None:
    assert whys(*targets) == [other and f"would be written where {other} is" for other in expected]


def test_plan_gives_back_what_it_was_given() -> None:
    sources = [Source(f"p{n}\udc80", f"n{n}\n", n, bool(n % 2)) for n in range(3)]
    with Plan() as plan:
        for source in sources:
            plan.add(source, f"{source.name}.txt")

        assert [(source, target) for source, target, _ in plan] == [(s, f"{s.name}.txt") for s in sources]
        assert (plan.inputs, plan.size) == (3, 3)


def test_input_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Hujan.\n")
    (tmp_path / "b.txt").write_text("Hujan.\n")
    status = (tmp_path / "a.txt").stat()
    with Plan() as plan:
        plan.add(Source(str(tmp_path / "a.txt"), "a.txt", 1, True, (status.st_dev, status.st_ino)), "c.txt")
        plan.add(Source("b.html", "b.html"), "b.txt")
        plan.add(Source("a.html", "a.html"), "a.txt")
        plan.refuse_overwriting(str(tmp_path))

        assert [why for *_, why in plan] == ["", "", f"would be written over an input, {tmp_path / 'a.txt'}"]
