"""The command that runs when none is named: clean pages."""

from __future__ import annotations

from typing import Annotated

import typer

from beritaclean.commands import options as o

app = o.new_app()
app._add_completion = True


def _show_version(value: bool) -> None:
    if value:
        from beritaclean.document import version
        from beritaclean.output import Output

        with Output() as output:
            output.write(f"beritaclean {version()}\n")
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
]


@app.command()
def clean(
    paths: o.Paths = None,
    from_: o.From = None,
    separator: o.Separator = None,
    null: o.Null = False,
    field: o.Field = None,
    encoding: o.Encoding = None,
    fix_mojibake: o.Mojibake = None,
    to: o.To = None,
    output: o.OutputFile = None,
    eol: o.Eol = None,
    check: o.Check = False,
    diff: o.Diff = False,
    color: o.Color = None,
    publisher: o.Publisher = None,
    rules: o.Rules = None,
    select: o.Select = None,
    ignore: o.Ignore = None,
    keep: o.Keep = None,
    drop: o.Drop = None,
    strict: o.Strict = False,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    log: o.Log = None,
    config: o.Config = None,
    isolated: o.Isolated = False,
    show_config: o.ShowConfig = False,
    version: Version = False,
) -> int:
    """Turn an Indonesian or Malay news page into just the article, and say why for every line left out."""
    from beritaclean.filter import run_filter

    given = {
        "to": to,
        "from_": from_,
        "publisher": publisher,
        "rules": rules,
        "select": select,
        "ignore": ignore,
        "keep": keep,
        "drop": drop,
        "separator": o.pick_separator(separator, null),
        "field": field,
        "encoding": encoding,
        "fix_mojibake": fix_mojibake,
        "eol": eol,
    }
    mode = "config" if show_config else "check" if check else "diff" if diff else "clean"
    return run_filter(
        paths or [],
        given,
        output=output,
        mode=mode,
        strict=strict,
        config=config,
        isolated=isolated,
        verbosity=o.pick_verbosity(quiet, verbose),
        log=log,
        color=color,
    )
