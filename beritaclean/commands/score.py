"""The command that counts how far clean pages are from what a person tagged."""

from __future__ import annotations

from beritaclean.commands import options as o

CASES = o.PATHS._replace(help="Tagged pages, or folders of them (*.tagged).", metavar="CASES...")
HTML = o.Option(
    "html",
    ("--html",),
    "Clean the saved pages in this folder, CASE.html, in their stead.",
    metavar="FOLDER",
)
EXPLAIN = o.Option(
    "explain_errors",
    ("--explain-errors",),
    "Also each line that went wrong, and which rule or stage decided.",
)


def score(values: o.Values) -> int:
    """Score tagged pages as the options say; return the exit code."""
    from beritaclean.judge.score import run_score

    return run_score(
        values["paths"] or [],
        o.pick_settings(values),
        o.pick_report(values),
        html=values["html"],
        form=o.one_of(values["form"] or "text", "--to", ("text", "json")),
        explain=values["explain_errors"],
        output=values["output"],
    )


COMMAND = o.Command(
    "Clean tagged pages, and say how far what comes out is from what their tags say.",
    (
        *(CASES, HTML, EXPLAIN, o.FORM, o.OUTPUT_FILE),
        *(*o.WHAT_RUNS, *o.MESSAGES, o.CONFIG, o.ISOLATED),
    ),
    score,
)
