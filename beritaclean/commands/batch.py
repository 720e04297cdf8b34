"""The command for folders: many inputs, each written to a target of its own."""

# ruff: noqa: PTH117, PTH118, PTH119 (the paths of a batch are text)

from __future__ import annotations

import os

from beritaclean.commands import options as o
from beritaclean.config import OptionError

_INPUT, _OUTPUT, _WORK = o.FROM.panel, o.TO.panel, o.JOBS.panel

SOURCES = o.PATHS._replace(help="Files, and folders with all in them.", metavar="SRC...")
GLOB = o.Option(
    "glob",
    ("--glob",),
    "Of folders, take only files that fit, such as '*.html' or '2024/*' (repeatable).",
    _INPUT,
    "PATTERN",
    repeats=True,
)
EXCLUDE = o.Option(
    "exclude",
    ("--exclude",),
    "Of folders, leave files and folders that fit (repeatable).",
    _INPUT,
    "PATTERN",
    repeats=True,
)
HIDDEN = o.Option("hidden", ("--hidden",), "Take names that begin with a dot, too.", _INPUT)
FOLLOW = o.Option("follow", ("--follow",), "Follow symbolic links in folders.", _INPUT)
MAX_PAGE = o.Option("max_page", ("--max-page",), "The largest page admitted. Default: 64.", _INPUT, "MB")
MAX_TOTAL = o.Option(
    "max_total",
    ("--max-total",),
    "The most that one archive may unpack to. Default: 100000.",
    _INPUT,
    "MB",
)
FOLDER = o.OUTPUT_FILE._replace(help="The folder to write to; made if needed.", metavar="DIR")
ONE_FILE = o.Option(
    "one_file",
    ("--one-file",),
    "Write everything to this file, in order, as JSON lines unless -t says text or markdown.",
    _OUTPUT,
    "FILE",
)
REPORT = o.Option(
    "report",
    ("--report",),
    "Write what became of each input to this file as JSON lines, the totals last.",
    _OUTPUT,
    "FILE",
)
TIMEOUT = o.Option(
    "timeout",
    ("--timeout",),
    "Give up on a page after so long; 0: never. Default: 60.",
    _WORK,
    "SECONDS",
)

RESUME = o.Option(
    "resume", ("--resume",), "Leave what is done and would come out the same. The default.", _WORK
)
FORCE = o.Option("force", ("--force",), "Do again what is done, too.", _WORK)
DRY_RUN = o.Option("dry_run", ("--dry-run",), "Write nothing; say what would be done and why.", _WORK)


def batch(values: o.Values) -> int:
    """Clean files and folders as the options say; return the exit code."""
    from beritaclean.batch.run import run_batch
    from beritaclean.batch.sources import Choice
    from beritaclean.batch.tasks import Course, Limits

    if not values["paths"]:
        raise OptionError("batch", "nothing to clean", remedy="name files or folders")
    if values["resume"] and values["force"]:
        raise OptionError("--force", "does what --resume leaves", remedy="give one of them")
    output, one_file = values["output"], values["one_file"] or ""
    if one_file:
        if one_file == "-":
            raise OptionError("--one-file", '"-" is no file', remedy="to stdout: beritaclean -j N FILE...")
        if os.path.basename(one_file) in ("", os.curdir, os.pardir):
            raise OptionError("--one-file", "is a folder", remedy="name a file")
        if output and os.path.isabs(one_file):
            remedy = "name the file within it, or leave -o"
            raise OptionError("--one-file", f"is not in the folder of -o: {one_file}", remedy=remedy)
        output, one_file = os.path.split(os.path.join(output or "", one_file))
        output = output or os.curdir
    if not output:
        raise OptionError("--output", "is missing", remedy="give the folder to write to: -o DIR")
    return run_batch(
        values["paths"],
        o.pick_settings(values),
        o.pick_report(values),
        output,
        Choice(values["glob"] or (), values["exclude"] or (), values["hidden"], values["follow"]),
        Limits(
            int(o.pick_number(values["max_page"], "--max-page", 64, least=1) * 1_000_000),
            int(o.pick_number(values["max_total"], "--max-total", 100_000, least=1) * 1_000_000),
            o.pick_number(values["timeout"], "--timeout", 60, least=0),
        ),
        Course(
            o.pick_count(values["jobs"], "--jobs", 0, least=1),
            force=values["force"],
            rehearsal=values["dry_run"],
            one_file=one_file,
        ),
        report_to=values["report"],
        strict=values["strict"],
    )


COMMAND = o.Command(
    "Clean files and folders into a folder, the tree kept, with an account of every input.",
    (
        *(SOURCES, GLOB, EXCLUDE, HIDDEN, FOLLOW, MAX_PAGE, MAX_TOTAL, *o.INPUT),
        *(o.TO, FOLDER, ONE_FILE, o.EOL, o.LINKS, REPORT, *o.WHAT_GOES, o.STRICT),
        *(o.JOBS, TIMEOUT, RESUME, FORCE, DRY_RUN, *o.MESSAGES, o.CONFIG, o.ISOLATED),
    ),
    batch,
)
