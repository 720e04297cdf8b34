"""The command line: options, help and exit codes; what they ask for is done elsewhere.

Exit codes: 0 done; 1 a stated finding (--check, an input that failed, no article under --strict);
2 wrong use, configuration or rule; 130 interrupted. A closed pipe is quiet, and 0.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any

import typer

from beritaclean.config import CHOICES, KEYS, Settings, find_config, load_config
from beritaclean.errors import BeritacleanError, InputError, OutputError, PackError

app = typer.Typer(
    name="beritaclean",
    no_args_is_help=False,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Turn an Indonesian or Malay news page into just the article, and say why for every line left out.",
)
rules_app = typer.Typer(no_args_is_help=True, help="List, show and test rules, or ask which take some words.")
app.add_typer(rules_app, name="rules")

Paths = Annotated[list[str] | None, typer.Argument(metavar="[PATH|-]...", help="Pages; - or nothing is stdin.")]
To = Annotated[str | None, typer.Option("-t", "--to", metavar="FORMAT", help=f"{', '.join(CHOICES['to'])}.")]
From = Annotated[str | None, typer.Option("-f", "--from", metavar="FORMAT", help=f"{', '.join(CHOICES['from'])}.")]
OutputFile = Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Write here, whole or not at all.")]
Publisher = Annotated[
    str | None, typer.Option("--publisher", metavar="NAME", help='Whose page it is, such as detik.com; "none": nobody\'s.')
]
Rules = Annotated[list[str] | None, typer.Option("--rules", metavar="FILE", help="A pack of your own (repeatable).")]
Select = Annotated[
    list[str] | None, typer.Option("--select", metavar="RULE-OR-KIND", help="Run only these (repeatable, or with commas).")
]
Ignore = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="RULE-OR-KIND", help="Switch these off (repeatable, or with commas).")
]
Keep = Annotated[list[str] | None, typer.Option("--keep", metavar="KIND", help="Write this kind too.")]
Drop = Annotated[list[str] | None, typer.Option("--drop", metavar="KIND", help="Leave this kind out.")]
Separator = Annotated[
    str | None, typer.Option("--separator", metavar="TEXT", help="A line of this text parts pages (form feed always does).")
]
Null = Annotated[bool, typer.Option("-0", "--null", help="NUL parts pages.")]
Field = Annotated[str | None, typer.Option("--field", metavar="NAME", help="The field of JSONL that holds the text.")]
Encoding = Annotated[str | None, typer.Option("-E", "--encoding", metavar="NAME", help="How the input is encoded.")]
Mojibake = Annotated[bool | None, typer.Option("--fix-mojibake/--no-fix-mojibake", help="Repair UTF-8 once read as cp1252.")]
Eol = Annotated[str | None, typer.Option("--eol", metavar="EOL", help="Line ends: lf or native.")]
Check = Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if anything would go.")]
Diff = Annotated[bool, typer.Option("--diff", help="Write what would change.")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit 1 for a page without an article.")]
Config = Annotated[str | None, typer.Option("--config", metavar="FILE", help="The configuration file to use.")]
Isolated = Annotated[bool, typer.Option("--isolated", help="Use no configuration file.")]
ShowConfig = Annotated[bool, typer.Option("--show-config", help="Print what is in force and from where.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors.")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Say what was decided.")]
Log = Annotated[str | None, typer.Option("--log", metavar="FILE", help="Also write what is said here, as JSON lines.")]
Color = Annotated[str | None, typer.Option("--color", metavar="WHEN", help="auto, always or never.")]


def _show_version(value: bool) -> None:
    if value:
        from beritaclean.document import version

        print(f"beritaclean {version()}")
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
]


@app.command("filter", hidden=True)
def filter_pages(
    paths: Paths = None,
    to: To = None,
    from_: From = None,
    output: OutputFile = None,
    publisher: Publisher = None,
    rules: Rules = None,
    select: Select = None,
    ignore: Ignore = None,
    keep: Keep = None,
    drop: Drop = None,
    separator: Separator = None,
    null: Null = False,
    field: Field = None,
    encoding: Encoding = None,
    fix_mojibake: Mojibake = None,
    eol: Eol = None,
    check: Check = False,
    diff: Diff = False,
    strict: Strict = False,
    config: Config = None,
    isolated: Isolated = False,
    show_config: ShowConfig = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log: Log = None,
    version: Version = False,
) -> None:
    """Clean pages: the command that runs when none is named."""
    given = {
        "to": to,
        "from_": from_,
        "publisher": publisher,
        "rules": rules,
        "select": select,
        "ignore": ignore,
        "keep": keep,
        "drop": drop,
        "separator": "\0" if null else separator,
        "field": field,
        "encoding": encoding,
        "fix_mojibake": fix_mojibake,
        "eol": eol,
    }
    settings = _settle(given, config, isolated)
    if show_config:
        _print_config(settings)
        return
    if not paths and sys.stdin is not None and sys.stdin.isatty():
        print("beritaclean: no input; give PATH or pipe a page in (beritaclean --help says more)", file=sys.stderr)
        raise typer.Exit(2)
    from beritaclean.filter import Output, Report, clean_inputs

    cleaner = _cleaner(settings)
    with ExitStack() as stack:
        report = Report(1 if verbose else -1 if quiet else 0, _open_log(log, stack))
        target = stack.enter_context(Output(output or ""))
        mode = "check" if check else "diff" if diff else "clean"
        code = clean_inputs(paths or ["-"], settings, cleaner, report, target, mode=mode, strict=strict)
    raise typer.Exit(code)


@app.command("explain")
def explain(
    paths: Paths = None,
    to: Annotated[str, typer.Option("-t", "--to", metavar="FORMAT", help="text or json.")] = "text",
    from_: From = None,
    publisher: Publisher = None,
    rules: Rules = None,
    select: Select = None,
    ignore: Ignore = None,
    separator: Separator = None,
    field: Field = None,
    encoding: Encoding = None,
    config: Config = None,
    isolated: Isolated = False,
    color: Color = None,
) -> None:
    """Say what every line of a page is, and which rule or stage decided."""
    if to not in ("text", "json"):
        raise typer.BadParameter(f'"{to}" is neither text nor json', param_hint="--to")
    given = {
        "from_": from_,
        "publisher": publisher,
        "rules": rules,
        "select": select,
        "ignore": ignore,
        "separator": separator,
        "field": field,
        "encoding": encoding,
    }
    settings = _settle(given, config, isolated)
    from beritaclean.filter import PAGE_BREAK, Output, Report, read_input
    from beritaclean.writers.explain import explain_json, explain_text

    cleaner = _cleaner(settings)
    report = Report()
    with Output() as output:
        shown = 0
        for name in paths or ["-"]:
            try:
                for item in read_input(name, settings, report):
                    if item.error:
                        report.error(item.error)
                        continue
                    document = cleaner.document(item.page)
                    if to == "json":
                        output.write(explain_json(document))
                        continue
                    if shown:
                        output.write(PAGE_BREAK)
                    shown += 1
                    if _colored(color):
                        from beritaclean.console import explain_in_color

                        output.write(explain_in_color(document))
                    else:
                        output.write(explain_text(document))
            except InputError as error:
                report.error(str(error))
        output.flush()
    raise typer.Exit(1 if report.failed else 0)


def _colored(when: str | None) -> bool:
    """Whether output is coloured: --color decides, then NO_COLOR, then whether it is a terminal."""
    if when not in (None, "auto", "always", "never"):
        raise typer.BadParameter(f'"{when}" is none of auto, always, never', param_hint="--color")
    if when in ("always", "never"):
        return when == "always"
    return not os.environ.get("NO_COLOR") and sys.stdout is not None and sys.stdout.isatty()


@rules_app.command("list")
def rules_list(rules: Rules = None, pack: Annotated[str | None, typer.Option("--pack", help="Only this pack.")] = None) -> None:
    """List the rules: id, kind, place, action and reason."""
    from beritaclean.rules.load import load_all

    for loaded in load_all([Path(path) for path in rules or ()]):
        if pack and loaded.name != pack:
            continue
        for rule in loaded.rules:
            print(f"{rule.id}\t{rule.kind}\t{rule.where}\t{rule.does}\t{rule.why}")


@rules_app.command("show")
def rules_show(rule: Annotated[str, typer.Argument(metavar="RULE-OR-PACK")], rules: Rules = None) -> None:
    """Show a rule, or all of a pack: patterns, guards, examples, and where it stands."""
    from beritaclean.rules.examples import describe_rule, find_rules
    from beritaclean.rules.load import load_all

    packs = load_all([Path(path) for path in rules or ()])
    print("\n".join(describe_rule(found, pack) for pack, found in find_rules(packs, rule)), end="")


@rules_app.command("why")
def rules_why(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="A line of a page.")], rules: Rules = None
) -> None:
    """Say which rules take a line, and which looked at it and declined."""
    from beritaclean.rules.examples import explain_line
    from beritaclean.rules.load import load_all

    print(explain_line(load_all([Path(path) for path in rules or ()]), " ".join(words)), end="")


@rules_app.command("test")
def rules_test(
    packs: Annotated[list[str] | None, typer.Argument(metavar="[PACK]...", help="Files or names; default: all shipped.")] = None,
) -> None:
    """Run the examples of packs: every hit must be taken, every near-miss left, every pattern used."""
    from beritaclean.rules.examples import run_examples
    from beritaclean.rules.load import load_named

    problems, summary = run_examples(load_named(packs or []))
    for problem in problems:
        print(problem)
    print(summary)
    raise typer.Exit(1 if problems else 0)


@rules_app.command("new")
def rules_new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The pack's name, such as kabarbaru.")],
    publisher: Annotated[str, typer.Option("--publisher", help="The publisher's host.")] = "",
) -> None:
    """Print a pack to begin with: one rule of each kind, with the fields explained."""
    from beritaclean.rules.examples import new_pack

    print(new_pack(name, publisher or f"{name}.com"), end="")


def _settle(given: dict[str, Any], config: str | None, isolated: bool) -> Settings:
    """The settings in force: the configuration file, and the command line over it."""
    settings = Settings()
    if config is not None:
        settings = load_config(Path(config))
    elif not isolated:
        found = find_config(Path.cwd())
        if found is not None:
            settings = load_config(found)
    values: dict[str, Any] = {}
    for name, value in given.items():
        if isinstance(value, list):
            words = value if name == "rules" else [word.strip() for item in value for word in item.split(",")]
            value = tuple(getattr(settings, name)) + tuple(words) if value else None
        values[name] = value
    settings = settings.override(values, "command line")
    for key, known in CHOICES.items():
        name = "from_" if key == "from" else key
        value = getattr(settings, name)
        for word in value if isinstance(value, tuple) else (value,):
            if word not in known:
                raise _unknown(word, f"--{key}", known)
    if settings.encoding:
        from beritaclean.decode import check_encoding

        try:
            check_encoding(settings.encoding)
        except InputError as error:
            raise typer.BadParameter(f"{error.problem} ({error.remedy})", param_hint="--encoding") from None
    return settings


def _cleaner(settings: Settings) -> Any:
    from beritaclean.cleaner import Cleaner

    cleaner = Cleaner(
        rules=settings.rules,
        publisher=settings.publisher,
        ignore=settings.ignore,
        select=settings.select,
        keep=settings.kinds,
    )
    cleaner.publisher = _check_publisher(cleaner, settings.publisher)
    names = {*settings.ignore, *settings.select}
    if names:
        known = cleaner.names()
        for name in sorted(names - known):
            raise _unknown(name, "--ignore or --select", sorted(known))
    return cleaner


def _check_publisher(cleaner: Any, name: str) -> str:
    """The publisher's host for a name as people write it; a usage error for one nobody knows."""
    if not name or name == "none":
        return name
    publishers = cleaner.ruleset.publishers
    wanted = name.lower().removeprefix("www.")
    for publisher in publishers:
        if wanted in (publisher, publisher.partition(".")[0]):
            return str(publisher)
    raise _unknown(name, "--publisher", [*sorted(publishers), "none"])


def _unknown(word: str, option: str, known: Sequence[str]) -> typer.BadParameter:
    from difflib import get_close_matches

    close = get_close_matches(word, known, 1, 0.5)
    hint = f'did you mean "{close[0]}"?' if close else "see beritaclean rules list" if len(known) > 40 else f"use one of {', '.join(known)}"
    return typer.BadParameter(f'"{word}" is unknown ({hint})', param_hint=option)


def _print_config(settings: Settings) -> None:
    import json

    for key in KEYS:
        name = "from_" if key == "from" else key
        value = getattr(settings, name)
        shown = json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=True)
        print(f"{key} = {shown}  # {settings.origin(name)}")


def _open_log(log: str | None, stack: ExitStack) -> Any:
    if log is None:
        return None
    try:
        return stack.enter_context(open(log, "a", encoding="utf-8"))
    except OSError as error:
        raise OutputError(log, f"cannot be written: {error.strerror}") from None


def _commands() -> set[str]:
    names = {command.name for command in app.registered_commands}
    return {name for name in names if name} | {"rules"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    first = next((word for word in arguments if not word.startswith("-") or word == "-"), "")
    if arguments[:1] not in (["--help"], ["-h"], ["--install-completion"], ["--show-completion"]) and (
        not arguments or arguments[0] != first or first not in _commands()
    ):
        arguments.insert(0, "filter")
    try:
        return _run(arguments)
    except BrokenPipeError:
        _abandon_stdout()
        return 0
    except KeyboardInterrupt:
        return 130
    except (PackError, OutputError) as error:
        print(f"beritaclean: error: {_visible(str(error))}", file=sys.stderr)
        return 2 if isinstance(error, PackError) else 1
    except BeritacleanError as error:
        print(f"beritaclean: error: {_visible(str(error))}", file=sys.stderr)
        return 1


def _run(arguments: list[str]) -> int:
    try:
        result = app(arguments, prog_name="beritaclean", standalone_mode=False)
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:
        return 130
    except Exception as error:
        show = getattr(error, "show", None)
        code = getattr(error, "exit_code", None)
        if show is None or code is None:
            raise
        show(file=sys.stderr)
        return int(code)
    return result if isinstance(result, int) else 0


def _visible(text: str) -> str:
    from beritaclean.writers.explain import make_visible

    return make_visible(text)


def _abandon_stdout() -> None:
    """Point stdout at nothing, so that what is still buffered does not raise at exit."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
    except (OSError, ValueError, AttributeError):
        pass
