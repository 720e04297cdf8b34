"""The commands about rules: list, show, why, test, new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from beritaclean.commands.options import CONFIG, ISOLATED, RULES, one_of
from beritaclean.commands.typed import declare, new_app

if TYPE_CHECKING:
    from beritaclean.rules.model import Pack

app = new_app("List, show and test rules, or ask which take some words.")

Rules = Annotated[list[str] | None, declare(RULES)]
Config = Annotated[str | None, declare(CONFIG)]
Isolated = Annotated[bool, declare(ISOLATED)]


def _load(rules: list[str] | None, config: str | None, isolated: bool) -> list[Pack]:
    """The packs in force: shipped, configured and named."""
    from pathlib import Path

    from beritaclean.config import combine
    from beritaclean.rules.load import load_all

    return load_all([Path(path) for path in combine({"rules": rules}, config, isolated).rules])


def _write(text: str) -> None:
    from beritaclean.output import Output
    from beritaclean.writers.explain import make_visible

    lines = ("\t".join(map(make_visible, line.split("\t"))) for line in text.split("\n"))
    with Output() as output:
        output.write("\n".join(lines))


@app.command("list")
def list_rules(
    pack: Annotated[str | None, typer.Option("--pack", metavar="NAME", help="Only this pack.")] = None,
    rules: Rules = None,
    config: Config = None,
    isolated: Isolated = False,
) -> int:
    """List the rules: id, kind, place, action and reason, parted by tabs."""
    from beritaclean.rules import examples

    packs = _load(rules, config, isolated)
    if pack is not None:
        one_of(pack, "--pack", [loaded.name for loaded in packs])
    rows = (row for loaded in packs if pack in (None, loaded.name) for row in examples.list_rules(loaded))
    _write("".join(f"{row}\n" for row in rows))
    return 0


@app.command("show")
def show_rule(
    rule: Annotated[str, typer.Argument(metavar="RULE-OR-PACK", help="Such as detik/scroll-ad, or detik.")],
    rules: Rules = None,
    config: Config = None,
    isolated: Isolated = False,
) -> int:
    """Show a rule, or all of a pack: patterns, guards, examples, and where it stands."""
    from beritaclean.rules.examples import describe_named

    _write(describe_named(_load(rules, config, isolated), rule))
    return 0


@app.command("why")
def explain_words(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="A line of a page.")],
    rules: Rules = None,
    config: Config = None,
    isolated: Isolated = False,
) -> int:
    """Say which rules take a line, and which looked at it and declined."""
    from beritaclean.rules.examples import explain_line

    _write(explain_line(_load(rules, config, isolated), " ".join(words)))
    return 0


@app.command("test")
def check_packs(
    packs: Annotated[
        list[str] | None, typer.Argument(metavar="[PACK]...", help="Files or names. Default: all shipped.")
    ] = None,
) -> int:
    """Run the examples of packs: every hit must be taken, every near-miss left; exit 1 if not."""
    from beritaclean.rules.examples import run_examples
    from beritaclean.rules.load import load_named

    problems, summary = run_examples(load_named(packs or []))
    _write("".join(f"{line}\n" for line in (*problems, summary)))
    return 1 if problems else 0


@app.command("new")
def new_pack(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The pack's name, such as kabarbaru.")],
    publisher: Annotated[
        str, typer.Option("--publisher", metavar="HOST", help="Its host. Default: NAME.com.")
    ] = "",
) -> int:
    """Print a pack to begin with: one rule, with the fields explained."""
    from beritaclean.rules import examples

    _write(examples.new_pack(name, publisher or f"{name}.com"))
    return 0
