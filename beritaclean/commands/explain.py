"""The command that says of every line what it is and what decided."""

from __future__ import annotations

from beritaclean.commands import options as o

app = o.new_app()


@app.command()
def explain(
    paths: o.Paths = None,
    from_: o.From = None,
    separator: o.Separator = None,
    null: o.Null = False,
    field: o.Field = None,
    encoding: o.Encoding = None,
    fix_mojibake: o.Mojibake = None,
    to: o.ToExplain = "text",
    output: o.OutputFile = None,
    color: o.Color = None,
    publisher: o.Publisher = None,
    rules: o.Rules = None,
    select: o.Select = None,
    ignore: o.Ignore = None,
    keep: o.Keep = None,
    drop: o.Drop = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    log: o.Log = None,
    config: o.Config = None,
    isolated: o.Isolated = False,
) -> int:
    """Say what every line of a page is, and which rule or stage decided."""
    from beritaclean.account import run_explain

    given = {
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
    }
    return run_explain(
        paths or [],
        given,
        to=o.one_of(to, "--to", ("text", "json")),
        output=output,
        config=config,
        isolated=isolated,
        verbosity=o.pick_verbosity(quiet, verbose),
        log=log,
        color=color,
    )
