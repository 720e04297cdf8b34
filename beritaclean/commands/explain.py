"""The command that says of every line what it is and what decided."""

from __future__ import annotations

from beritaclean.commands import options as o

FORM = o.TO._replace(name="form", help="text, json or html. Default: text.")


def explain(values: o.Values) -> int:
    """Explain pages as the options say; return the exit code."""
    from beritaclean.account import run_explain

    return run_explain(
        values["paths"] or [],
        o.pick_settings(values),
        o.pick_report(values),
        to=o.one_of(values["form"] or "text", "--to", ("text", "json", "html")),
        output=values["output"],
        color=values["color"],
    )


COMMAND = o.Command(
    "Say what every line of a page is, and which rule or stage decided.",
    (
        *(o.PATHS, *o.INPUT, FORM, o.OUTPUT_FILE, o.COLOR),
        *(*o.WHAT_GOES, *o.MESSAGES, o.CONFIG, o.ISOLATED),
    ),
    explain,
)
