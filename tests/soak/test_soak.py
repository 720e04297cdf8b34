"""The soak in small: that it runs, and that it would find something."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.soak.__main__ import make_page, shape_of, soak

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it looks in /proc")
def test_a_few_pages() -> None:
    command = [sys.executable, "-m", "tests.soak", "--pages", "600"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("600 pages in ")
    assert done.stdout.endswith("findings: 0\n")


#: Programs that go wrong at page 200, by what they do there, and what is found of them.
WRONG = [
    pytest.param(
        "line = line.replace('200', '201')", 'page 200: another came, b\'{"id": 201, ', id="another"
    ),
    pytest.param("line = line.replace('kata', 'ujar')", "page 200: came out otherwise", id="otherwise"),
    pytest.param("sys.exit()", "page 200: did not come", id="ends"),
]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it looks in /proc")
@pytest.mark.parametrize(("deed", "finding"), WRONG)
def test_what_goes_wrong_is_found(deed: str, finding: str) -> None:
    """Also with more pages to come than the pipes hold: the program is ended, not waited for."""
    script = f"""
import sys
for number, line in enumerate(sys.stdin):
    if number == 200:
        {deed}
    sys.stdout.write(line)
"""
    findings, *_ = soak([sys.executable, "-c", script], [f"Naik, kata dia. {'Beras. ' * 300}"], 2000)

    [found] = findings
    assert found.startswith(finding)


def test_pages_repeat_but_for_the_new_ones() -> None:
    texts = ["Satu.\nDua.\nTiga.", "Empat."]
    pages = [make_page(number, texts) for number in range(60)]
    shapes = [shape_of(number, 2) for number in range(60)]

    assert shapes.count(-1) == 6
    assert len({page for page, shape in zip(pages, shapes, strict=True) if shape < 0}) == 6
    assert all(
        (one == other)
        for one, first in zip(pages, shapes, strict=True)
        for other, second in zip(pages, shapes, strict=True)
        if first == second >= 0
    )
