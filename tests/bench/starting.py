"""Start-up: one page of 4 KB through stdin, beside Python, a hello-world of typer, and trafilatura."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from tests.bench.material import Material
from tests.bench.processes import PROGRAM, command
from tests.bench.report import Section
from tests.bench.rounds import compare, take_turns

HELLO = """
import typer
def main(name: str = "") -> None:
    import sys
    sys.stdout.write(sys.stdin.read())
typer.run(main)
"""
TRAFILATURA = "import sys; from trafilatura.cli import main; sys.exit(main())"


def measure_start(material: Material, rounds: int) -> Section:
    """Measure the start-up, plain and with common options."""
    hello = material.folder / "hello.py"
    hello.write_text(HELLO, encoding="utf-8")
    page, environment = material.folder / "page.txt", material.environment
    contenders = {
        "plain": command(PROGRAM[:3], page, environment),
        "options": command([*PROGRAM, "-q", "--keep", "byline", "--to", "text"], page, environment),
        "python": command([sys.executable, "-c", "pass"], page, environment),
        "typer": command([sys.executable, str(hello)], page, environment),
    }
    if find_spec("trafilatura"):
        saved = material.folder / "page.html"
        contenders["html"] = command(PROGRAM[:3], saved, environment)
        contenders["trafilatura"] = command([sys.executable, "-c", TRAFILATURA], saved, environment)
    taken = take_turns(contenders, rounds)
    ratios = [
        compare(taken, "plain", "python", "start-up, one page / bare Python", speed=False),
        compare(taken, "plain", "typer", "start-up, one page / hello typer", speed=False, bar=1.15),
        compare(taken, "options", "typer", "start-up with options / hello typer", speed=False, bar=1.15),
    ]
    if "html" in taken:
        ratios.append(
            compare(taken, "plain", "trafilatura", "start-up, one page / trafilatura", speed=False, bar=0.35)
        )
        ratios.append(
            compare(taken, "html", "trafilatura", "start-up, one saved page / trafilatura", speed=False)
        )
    return Section("Start-up", ratios, rounds=taken)
