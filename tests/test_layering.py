"""The arrows between the modules point down, and what is heavy stays at the edge that needs it.

A new module needs a place in `LAYERS`; an import between two modules of one package needs a reason in
`SIBLINGS`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import beritaclean

HOME = Path(beritaclean.__file__).parent
MODULES = sorted(".".join(path.relative_to(HOME).with_suffix("").parts) for path in HOME.rglob("*.py"))

#: From the top to the bottom: a module or package imports only what stands below it.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("__main__",),
    ("cli",),
    ("commands",),
    ("account", "batch", "judge", "parallel"),
    ("filter", "records"),
    ("configured",),
    ("console", "deadline", "inputs", "output", "sequence", "terminal", "workers"),
    ("report",),
    ("cleaner",),
    ("settle", "stages", "rules", "readers", "writers"),
    ("document",),
    ("sheet", "metadata", "config", "pieces"),
    ("lines",),
    ("decode", "normalize", "packing", "selectors"),
    ("page", "errors", "mojibake", "version"),
)
#: Modules of one package that one of their own imports, and why.
SIBLINGS: dict[tuple[str, str], str] = {
    ("batch.archives", "batch.names"): "what a name says",
    ("batch.archives", "batch.outcomes"): "says what became of it",
    ("batch.archives", "batch.sources"): "what an input is",
    ("batch.cleaning", "batch.outcomes"): "says what became of it",
    ("batch.delivery", "batch.ledger"): "accounts for all",
    ("batch.delivery", "batch.manifest"): "what is done",
    ("batch.delivery", "batch.outcomes"): "says what became of it",
    ("batch.delivery", "batch.streams"): "inputs that hold many",
    ("batch.delivery", "batch.tasks"): "what goes to workers",
    ("batch.ledger", "batch.outcomes"): "says what became of it",
    ("batch.leftovers", "batch.manifest"): "what is done",
    ("batch.leftovers", "batch.plan"): "what is planned",
    ("batch.manifest", "batch.basis"): "what decides results",
    ("batch.pages", "batch.archives"): "pages in archives",
    ("batch.pages", "batch.cleaning"): "cleans what an input holds",
    ("batch.pages", "batch.files"): "reads and writes files",
    ("batch.pages", "batch.names"): "what a name says",
    ("batch.pages", "batch.outcomes"): "says what became of it",
    ("batch.pages", "batch.sources"): "what an input is",
    ("batch.pages", "batch.tasks"): "what goes to workers",
    ("batch.plan", "batch.sources"): "what an input is",
    ("batch.resume", "batch.basis"): "what decides results",
    ("batch.resume", "batch.files"): "reads and writes files",
    ("batch.resume", "batch.manifest"): "what is done",
    ("batch.resume", "batch.outcomes"): "says what became of it",
    ("batch.resume", "batch.plan"): "what is planned",
    ("batch.resume", "batch.sources"): "inputs, to tell one from another",
    ("batch.resume", "batch.tasks"): "what goes to workers",
    ("batch.run", "batch.archives"): "pages in archives",
    ("batch.run", "batch.basis"): "what decides results",
    ("batch.run", "batch.delivery"): "where results end up",
    ("batch.run", "batch.folder"): "where it goes",
    ("batch.run", "batch.ledger"): "accounts for all",
    ("batch.run", "batch.leftovers"): "what nothing is done to",
    ("batch.run", "batch.manifest"): "what is done",
    ("batch.run", "batch.names"): "what a name says",
    ("batch.run", "batch.outcomes"): "says what became of it",
    ("batch.run", "batch.pages"): "cleans an input",
    ("batch.run", "batch.plan"): "what is planned",
    ("batch.run", "batch.resume"): "what is done already",
    ("batch.run", "batch.sources"): "what an input is",
    ("batch.run", "batch.steps"): "what is to do",
    ("batch.run", "batch.streams"): "inputs that hold many",
    ("batch.run", "batch.tasks"): "what goes to workers",
    ("batch.run", "batch.written"): "what is no input",
    ("batch.sources", "batch.names"): "what a name says",
    ("batch.sources", "batch.outcomes"): "says what became of it",
    ("batch.steps", "batch.outcomes"): "says what became of it",
    ("batch.steps", "batch.resume"): "what is done already",
    ("batch.steps", "batch.streams"): "inputs that hold many",
    ("batch.steps", "batch.tasks"): "what goes to workers",
    ("batch.streams", "batch.files"): "reads and writes files",
    ("batch.streams", "batch.names"): "what a name says",
    ("batch.streams", "batch.sources"): "what an input is",
    ("batch.streams", "batch.tasks"): "what goes to workers",
    ("batch.tasks", "batch.outcomes"): "says what became of it",
    ("batch.tasks", "batch.sources"): "what an input is",
    ("batch.written", "batch.ledger"): "knows a report",
    ("batch.written", "batch.sources"): "what an input is",
    ("commands.batch", "commands"): "what all commands share",
    ("commands.explain", "commands"): "what all commands share",
    ("commands.filter", "commands"): "what all commands share",
    ("commands.quick", "commands.options"): "reads arguments by the table",
    ("commands.rules", "commands.options"): "what all commands share",
    ("commands.rules", "commands.typed"): "declares options to typer",
    ("commands.typed", "commands.options"): "declares the table to typer",
    ("commands.score", "commands"): "what all commands share",
    ("commands.tag", "commands"): "what all commands share",
    ("judge.errors", "judge.figures"): "asks what went wrong",
    ("judge.errors", "judge.tagged"): "of tagged lines",
    ("judge.figures", "judge.tagged"): "counts tagged lines",
    ("judge.score", "judge.errors"): "tells what went wrong",
    ("judge.score", "judge.figures"): "tells the figures",
    ("judge.score", "judge.tagged"): "reads tagged pages",
    ("judge.tag", "judge.tagged"): "writes a tagged page",
    ("metadata.bylines", "metadata"): "sets of words; how many lines are remembered",
    ("metadata.credits", "metadata"): "sets of words; how many lines are remembered",
    ("metadata.datelines", "metadata"): "sets of words",
    ("metadata.dates", "metadata"): "how many lines are remembered",
    ("metadata.datelines", "metadata.places"): "knows a city",
    ("metadata.language", "metadata"): "sets of words",
    ("metadata.bylines", "metadata.dates"): "a date stands on the line of a byline",
    ("readers.html", "readers.elements"): "finds what rules speak of",
    ("readers.html", "readers.items"): "what readers are given and yield",
    ("readers.formats", "readers.layout"): "takes notes while it lays out",
    ("readers.html", "readers.formats"): "takes what the markup makes of the text",
    ("readers.html", "readers.layout"): "lays out what the parser built",
    ("readers.html", "readers.nesting"): "refuses what the parser could not bear",
    ("readers.html", "readers.pagedata"): "takes the page's facts",
    ("readers.pagedata", "readers.layout"): "some give the article's body as markup",
    ("readers.pagedata", "readers.nesting"): "some give the article's body as markup",
    ("readers.jsonl", "readers.items"): "what readers are given and yield",
    ("readers.warc", "readers.html"): "the pages in archives are HTML",
    ("readers.warc", "readers.items"): "what readers are given and yield",
    ("readers.text", "readers.items"): "what readers are given and yield",
    ("rules.cache", "rules"): "where the shipped packs are",
    ("rules.cache", "rules.compile"): "keeps what it makes",
    ("rules.cache", "rules.load"): "loads what it does not hold",
    ("rules.cache", "rules.model"): "knows what forms there are",
    ("rules.clues", "rules.syntax"): "reads parsed patterns",
    ("rules.compile", "rules.clues"): "how long the keys are",
    ("rules.compile", "rules.match"): "tries the candidates",
    ("rules.compile", "rules.model"): "compiles rules",
    ("rules.compile", "rules.words"): "seeks words",
    ("rules.examples", "rules.load"): "what a pack may be called",
    ("rules.examples", "rules.match"): "the definition of a match",
    ("rules.examples", "rules.model"): "runs the examples of rules",
    ("rules.load", "rules"): "where the shipped packs are",
    ("rules.load", "rules.match"): "refuses what cannot be compiled",
    ("rules.load", "rules.model"): "makes rules",
    ("rules.load", "rules.syntax"): "refuses what cannot be parsed",
    ("rules.match", "rules.model"): "matches rules",
    ("rules.match", "rules.regex"): "runs patterns",
    ("rules.regex", "rules.clues"): "finds the clue of a pattern",
    ("rules.regex", "rules.syntax"): "runs parsed patterns",
    ("stages.article", "stages.blocks"): "a heading's lines count against the article",
    ("stages.article", "stages.opening"): "what stands above the first paragraph, cut off from it",
    ("stages.article", "stages.teasers"): "where teasers begin to count as such",
    ("stages.headline", "stages.blocks"): "a link in a block is no headline",
    ("stages.headline", "stages.datelines"): "a dateline on its own is no headline",
    ("stages.heads", "stages.blocks"): "blocks stand above the article, too",
    ("stages.heads", "stages.datelines"): "a dateline on its own stays",
    ("stages.heads", "stages.headline"): "what is above it, and below",
    ("writers.diff", "writers.explain"): "shows control characters",
    ("writers.markdown", "writers.frontmatter"): "opens with it",
    ("writers.markdown", "writers.inlines"): "fills its blocks with them",
    ("writers.markdown", "writers.markup"): "takes what a saved page tells",
    ("writers.explain", "writers.records"): "writes JSON",
    ("writers.webpage", "writers.explain"): "the same rows",
}
#: Modules that load these are slow to start, or may be missing; they are imported where they are used.
HEAVY = frozenset(
    [
        "typer",
        "rich",
        "selectolax",
        "charset_normalizer",
        "ftfy",
        "ahocorasick_rs",
        "tomllib",
        "ssl",
        "multiprocessing",
        "sqlite3",
        "warcio",
        "backports",
    ]
)
#: Where they may stand at the top all the same: these modules are themselves imported late.
EDGES = {
    "batch.manifest": {"sqlite3"},
    "batch.plan": {"sqlite3"},
    "commands.rules": {"typer"},
    "commands.typed": {"typer"},
    "rules.load": {"tomllib"},
}
#: Names of files that could hold anything.
NAMELESS = frozenset(
    [
        "base",
        "common",
        "core",
        "helper",
        "helpers",
        "lib",
        "manager",
        "managers",
        "misc",
        "shared",
        "tools",
        "util",
        "utils",
    ]
)


class Import(NamedTuple):
    """One import of a module: what, and whether it runs when the module is loaded."""

    module: str
    early: bool


@cache
def parse(module: str) -> ast.Module:
    return ast.parse((HOME / Path(*module.split("."))).with_suffix(".py").read_text(encoding="utf-8"))


@cache
def read_imports(module: str) -> tuple[Import, ...]:
    return tuple(_find_imports(parse(module), early=True))


def _find_imports(node: ast.AST, early: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        inner = early and not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        if (
            isinstance(child, ast.If)
            and isinstance(child.test, ast.Name)
            and child.test.id == "TYPE_CHECKING"
        ):
            inner = False
        if isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports name the package"
            yield Import(child.module or "", inner)
        elif isinstance(child, ast.Import):
            yield from (Import(alias.name, inner) for alias in child.names)
        yield from _find_imports(child, inner)


def own_imports(module: str) -> set[str]:
    """The modules of this package that a module imports, early or late, by their short names."""
    named = {found.module for found in read_imports(module) if found.module.split(".")[0] == "beritaclean"}
    return {name.removeprefix("beritaclean").lstrip(".") for name in named}


def layer(module: str) -> int:
    part = module.split(".")[0]
    return next((number for number, parts in enumerate(LAYERS) if part in parts), -1)


def is_table(module: str) -> bool:
    """Tell whether a module is the `__init__` of a package: it names the package's modules."""
    return module.endswith("__init__")


@pytest.mark.parametrize("module", [module for module in MODULES if module != "__init__"])
def test_module_has_a_layer(module: str) -> None:
    assert layer(module) >= 0, f"say in LAYERS where {module} stands"


@pytest.mark.parametrize("module", [module for module in MODULES if module != "__init__"])
def test_arrows_point_down(module: str) -> None:
    package = module.split(".")[0]
    others = {name for name in own_imports(module) if name.split(".")[0] != package}

    assert {name for name in others if layer(name) <= layer(module)} == set()


@pytest.mark.parametrize("module", [module for module in MODULES if not is_table(module)])
def test_siblings_have_a_reason(module: str) -> None:
    package = module.split(".")[0]
    siblings = {name for name in own_imports(module) if "." in module and name.split(".")[0] == package}

    assert {name for name in siblings if (module, name) not in SIBLINGS} == set()


def test_reasons_are_in_use() -> None:
    assert {
        pair for pair in SIBLINGS if pair[0] not in MODULES or pair[1] not in own_imports(pair[0])
    } == set()
    assert {part for parts in LAYERS for part in parts} == {module.split(".")[0] for module in MODULES} - {
        "__init__"
    }


def test_no_cycle() -> None:
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join([*path, module])
        if module not in done:
            for name in sorted(own_imports(module)):
                visit(name if name in MODULES else f"{name}.__init__".lstrip("."), (*path, module))
            done.add(module)

    for module in MODULES:
        visit(module, ())


@pytest.mark.parametrize("module", MODULES)
def test_heavy_imports_stay_at_the_edge(module: str) -> None:
    early = {found.module.split(".")[0] for found in read_imports(module) if found.early}

    assert early & HEAVY <= EDGES.get(module, set())


def test_only_what_is_declared_is_imported() -> None:
    import sys
    import tomllib

    project = tomllib.loads((HOME.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {
        "".join(char if char.isalnum() else " " for char in need).split()[0]
        for need in project["dependencies"]
    }
    declared |= {need.split(">")[0].replace("-", "_") for need in project["dependencies"]}
    declared |= {need.split(".")[0] for need in project["optional-dependencies"]["zstd"]}
    named = {found.module.split(".")[0] for module in MODULES for found in read_imports(module)}

    assert named - sys.stdlib_module_names - {"beritaclean", "_blake2", "compression"} <= declared


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_is_for(module: str) -> None:
    assert ast.get_docstring(parse(module)), f"{module} has no docstring"


@pytest.mark.parametrize("module", MODULES)
def test_every_public_function_says_what_it_does(module: str) -> None:
    public = [node for node in parse(module).body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    for node in [*public]:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            public += [inner for inner in node.body if isinstance(inner, ast.FunctionDef)]

    assert [
        node.name for node in public if not node.name.startswith("_") and not ast.get_docstring(node)
    ] == []


def test_files_are_named_for_what_they_hold() -> None:
    assert {part for module in MODULES for part in module.split(".")} & NAMELESS == set()
