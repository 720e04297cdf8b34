"""Scores the program on the corpus and compares with `landed.toml`.

    python -m tests.quality            fails when a figure is below the landed one
    python -m tests.quality --land     writes the figures as the landed ones, where they are better

The corpus lies beside the repository (`../shared/corpus`); where it does not, the gate says so and passes.
Pages that were tagged are scored as `beritaclean score` does it; the other sets have scripts of their own.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from beritaclean.cleaner import Cleaner
from beritaclean.config import Settings
from beritaclean.judge.figures import Figures, sum_figures
from beritaclean.judge.score import score_cases
from beritaclean.judge.tagged import Case, find_cases, read_case
from beritaclean.report import Report
from tests.corpus import CORPUS, MISSING
from tests.quality.bulk import check_bulk

HERE = Path(__file__).parent
LANDED = HERE / "landed.toml"
PROGRAM = f"{sys.executable} -m beritaclean --isolated"

#: Name of a group of figures -> the script of the corpus that measures it, and its arguments.
SCRIPTS: dict[str, list[str]] = {
    "naeb": ["body_score.py", "naeb/truth.json", "naeb", "--cmd", f"{PROGRAM} --from html --to json"],
    "hazards": ["hazards.py", "hazards.tsv", "--cmd", PROGRAM],
}
#: Figures of which less is better; of all others more is.
FEWER = ("lost", "noise", "failed")
#: What a words figure may fall by: rounding, and no more.
SLACK = 0.0005

#: The figures of a group, and of the groups in it.
Group = dict[str, float]


def measure(cases: Iterable[Case], cleaner: Cleaner, saved: Path | None = None) -> list[Figures]:
    """Score tagged pages, or the saved pages of their names."""
    results = score_cases(cases, cleaner, Settings(), Report(-1), saved)
    return [result.figures for result in results]


def measure_left_out(cases: list[Case]) -> list[Figures]:
    """Score each page without the pack of its publisher, as if nobody had written one for it."""
    rows = []
    packs = {rule.partition("/")[0] for rule in Cleaner().ruleset.rule_ids}
    for publisher in sorted({publisher_of(case.name) for case in cases}):
        cleaner = Cleaner(ignore=packs & {publisher})
        rows += measure([case for case in cases if publisher_of(case.name) == publisher], cleaner)
    return rows


def publisher_of(case: str) -> str:
    """The publisher in the name of a tagged page of the corpus.

    >>> publisher_of("paste-detik-001"), publisher_of("bisnis-seed"), publisher_of("hand-001")
    ('detik', 'bisnis', 'hand')
    """
    parts = case.split("-")
    return parts[1] if len(parts) > 2 else parts[0]


def figures_of(name: str, rows: list[Figures]) -> Group:
    """The figures of some pages, which are also printed."""
    total = sum_figures(rows)
    print(f"{name:22} {total}")
    return {
        "pages": total.pages,
        "f1": round(total.f1, 4),
        "lost": total.lost,
        "noise": total.noise,
        "exact": total.exact,
        "failed": total.failed,
    }


def measure_tagged() -> dict[str, Group]:
    """The figures of all tagged pages: as they are, without packs, saved; then by set and publisher."""
    cases = [read_case(path) for path in find_cases(CORPUS / "dev")]
    pasted = measure(cases, Cleaner())
    groups = {
        "pasted": figures_of("pasted", pasted),
        "no-packs": figures_of("no-packs", measure(cases, Cleaner(publisher="none"))),
        "left-out": figures_of("left-out", measure_left_out(cases)),
        "html": figures_of("html", measure(cases, Cleaner(), CORPUS / "dev-html")),
    }
    for kind, name_of in (("set", set_of), ("publisher", publisher_of)):
        for name in sorted({name_of(row.case) for row in pasted}):
            key = f"{kind}.{name}"
            groups[key] = figures_of(key, [row for row in pasted if name_of(row.case) == name])
    return groups


def set_of(case: str) -> str:
    """How a tagged page of the corpus came to be: paste, scraped, blob (joined into one line), hand, seed.

    >>> set_of("paste-detik-001"), set_of("bisnis-seed"), set_of("hand-001")
    ('paste', 'seed', 'hand')
    """
    first, *_, last = case.split("-")
    return last if last.isalpha() else first


def run_script(group: str) -> Group:
    """Run a script of the corpus and return the figures of its last line."""
    script, *arguments = SCRIPTS[group]
    command = [sys.executable, str(CORPUS / script), *arguments]
    done = subprocess.run(command, cwd=CORPUS, capture_output=True, text=True, check=True)
    last = done.stdout.strip().splitlines()[-1]
    print(f"{group:22} {last}")
    names = re.findall(r"(pages|F1|lost|noise|exact|failed|hazards|stay)\s+([\d.]+)", last)
    return {name.lower(): float(value) for name, value in names}


def read_landed() -> dict[str, Group]:
    """The landed figures, by the names of their groups."""
    groups: dict[str, Group] = {}
    for name, figures in tomllib.loads(LANDED.read_text(encoding="utf-8")).items():
        if name in ("set", "publisher"):
            groups |= {f"{name}.{inner}": values for inner, values in figures.items()}
        else:
            groups[name] = figures
    return groups


def fell(name: str, value: float, before: float) -> bool:
    """Tell whether a figure is worse than the landed one."""
    slack = SLACK if name == "f1" else 0.0
    return value > before if name in FEWER else value < before - slack


def compare(group: str, now: Group, landed: Group) -> list[str]:
    """Return what is worse than it was, a line each."""
    worse = []
    for name, before in landed.items():
        value = now.get(name)
        if value is None:
            worse.append(f"{group}: no figure {name!r}")
        elif fell(name, value, before):
            worse.append(f"{group}: {name} {value:g}, landed {before:g}")
    return worse


def better(now: Group, landed: Group) -> Group:
    """The figures to land: now's, but never worse than the landed ones."""
    return {
        name: min(value, landed.get(name, value)) if name in FEWER else max(value, landed.get(name, value))
        for name, value in now.items()
    }


def main(arguments: list[str]) -> int:
    """Measure all groups; return 1 when a figure fell, or a rule of general took what nobody looked at."""
    if not CORPUS.is_dir():
        print(f"quality gate: {MISSING}; nothing to measure")
        return 0
    landed = read_landed()
    figures = measure_tagged() | {group: run_script(group) for group in SCRIPTS}
    if "--land" in arguments:
        rows = ["# Figures on ../shared/corpus, written by: python -m tests.quality --land\n"]
        for group, now in figures.items():
            rows.append(f"\n[{group}]\n")
            rows.extend(f"{name} = {value:g}\n" for name, value in better(now, landed.get(group, {})).items())
        LANDED.write_text("".join(rows), encoding="utf-8")
        return 0
    worse = [
        row for group, before in landed.items() for row in compare(group, figures.get(group, {}), before)
    ]
    worse += check_bulk(CORPUS / "bulk")
    for row in worse:
        print(f"quality gate: {row}")
    print("quality gate: " + ("fallen" if worse else "held"))
    return 1 if worse else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
