"""The command that begins a tagged page, for a person to correct."""

from __future__ import annotations

from beritaclean.commands import options as o

PAGE = o.PATHS._replace(help="A page; - or nothing is stdin.", metavar="[PAGE|-]")


def tag(values: o.Values) -> int:
    """Tag a page as the options say; return the exit code."""
    from beritaclean.judge.tag import run_tag

    return run_tag(
        values["paths"] or [],
        o.pick_settings(values),
        o.pick_report(values),
        output=values["output"],
    )


COMMAND = o.Command(
    "Write a page with a tag before each line, as the cleaner sees it: correct it, then score it.",
    (
        *(PAGE, o.FROM, o.ENCODING, o.MOJIBAKE, o.OUTPUT_FILE),
        *(*o.WHAT_RUNS, *o.MESSAGES, o.CONFIG, o.ISOLATED),
    ),
    tag,
)
