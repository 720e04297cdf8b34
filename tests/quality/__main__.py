"""Runs the corpus' own scripts on the installed program and compares with `landed.toml`.

    python -m tests.quality            fails when a figure is below the landed one
    python -m tests.quality --land     writes the figures as the landed ones, where they are better

The corpus lies beside the repository (`../shared/corpus`); where it does not, the gate says so and passes.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
CORPUS = HERE.parent.parent.parent / "shared" / "corpus"
LANDED = HERE / "landed.toml"
PROGRAM = f"{sys.executable} -m beritaclean --isolated"

#: Name of a figure's group -> the script and its arguments.
RUNS: dict[str, list[str]] = {
    "pasted": ["score.py", "dev", "--cmd", PROGRAM],
    "no-packs": ["score.py", "dev", "--cmd", f"{PROGRAM} --publisher none"],
    "html": ["score.py", "dev", "--html", "dev-html", "--cmd", PROGRAM],
    "naeb": ["body_score.py", "naeb/truth.json", "naeb", "--cmd", f"{PROGRAM} --from html --to json"],
    "hazards": ["hazards.py", "hazards.tsv", "--cmd", PROGRAM],
}
#: Figures of which less is better; of all others more is.
FEWER = ("lost", "noise", "failed")
#: What a words figure may fall by: rounding, and no more.
SLACK = 0.0005


def measure(group: str) -> dict[str, float]:
    """Run one script and return the figures of its last line."""
    script, *arguments = RUNS[group]
    command = [sys.executable, str(CORPUS / script), *arguments]
    done = subprocess.run(command, cwd=CORPUS, capture_output=True, text=True, check=True)
    last = done.stdout.strip().splitlines()[-1]
    print(f"{group:9} {last}")
    names = re.findall(r"(pages|F1|lost|noise|exact|failed|hazards|stay)\s+([\d.]+)", last)
    return {name.lower(): float(value) for name, value in names}


def fell(name: str, value: float, before: float) -> bool:
    """Tell whether a figure is worse than the landed one."""
    slack = SLACK if name == "f1" else 0.0
    return value > before if name in FEWER else value < before - slack


def compare(group: str, now: dict[str, float], landed: dict[str, float]) -> list[str]:
    """Return what is worse than it was, a line each."""
    worse = []
    for name, before in landed.items():
        value = now.get(name)
        if value is None:
            worse.append(f"{group}: no figure {name!r}")
        elif fell(name, value, before):
            worse.append(f"{group}: {name} {value:g}, landed {before:g}")
    return worse


def better(now: dict[str, float], landed: dict[str, float]) -> dict[str, float]:
    """The figures to land: now's, but never worse than the landed ones."""
    return {
        name: min(value, landed.get(name, value)) if name in FEWER else max(value, landed.get(name, value))
        for name, value in now.items()
    }


def main(arguments: list[str]) -> int:
    """Measure all groups; return 1 when a figure fell."""
    if not CORPUS.is_dir():
        print("quality gate: no ../shared/corpus beside the repository; nothing to measure")
        return 0
    landed = tomllib.loads(LANDED.read_text(encoding="utf-8"))
    figures = {group: measure(group) for group in RUNS}
    if "--land" in arguments:
        rows = ["# Figures on ../shared/corpus, written by: python -m tests.quality --land\n"]
        for group, now in figures.items():
            rows.append(f"\n[{group}]\n")
            rows.extend(f"{name} = {value:g}\n" for name, value in better(now, landed.get(group, {})).items())
        LANDED.write_text("".join(rows), encoding="utf-8")
        return 0
    worse = [row for group, now in figures.items() for row in compare(group, now, landed.get(group, {}))]
    for row in worse:
        print(f"quality gate: {row}")
    print("quality gate: " + ("fallen" if worse else "held"))
    return 1 if worse else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
