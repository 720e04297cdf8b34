"""The command that runs when none is named: clean pages."""

from __future__ import annotations

from typing import Any

from beritaclean.commands import options as o

JOBS = o.JOBS._replace(help="Worker processes for JSON Lines and web archives. Default: none.")
TIMEOUT = o.Option(
    "timeout",
    ("--timeout",),
    "Give up on a page after so many seconds of work; 0: never. Default: never.",
    JOBS.panel,
    "SECONDS",
)
VERSION = o.Option("version", ("--version",), "Print the version.")


def clean(values: o.Values) -> int:
    """Clean pages as the options say; return the exit code."""
    if values["version"]:
        return _show_version()
    modes = {"config": "show_config", "check": "check", "diff": "diff"}
    mode = next((mode for mode, name in modes.items() if values[name]), "clean")
    settings = o.pick_settings(values)
    told: dict[str, Any] = {
        **{name: values[name] for name in ("output", "strict")},
        **o.pick_messages(values),
        "timeout": o.pick_number(values["timeout"], "--timeout", 0, least=0),
    }
    jobs = o.pick_count(values["jobs"], "--jobs", 1, least=1)
    if jobs > 1 and mode == "clean":
        from beritaclean.parallel import run_parallel

        return run_parallel(values["paths"] or [], settings, jobs, **told)
    from beritaclean.filter import run_filter

    return run_filter(values["paths"] or [], settings, mode=mode, color=values["color"], **told)


def _show_version() -> int:
    from beritaclean.output import Output
    from beritaclean.version import __version__

    with Output() as output:
        output.write(f"beritaclean {__version__}\n")
    return 0


COMMAND = o.Command(
    "Turn an Indonesian or Malay news page into just the article, and say why for every line left out.",
    (
        *(o.PATHS, *o.INPUT, o.TO, o.OUTPUT_FILE, o.EOL, o.LINKS, o.CHECK, o.DIFF, o.COLOR),
        *(*o.WHAT_GOES, o.STRICT, JOBS, TIMEOUT, *o.MESSAGES, o.CONFIG, o.ISOLATED, o.SHOW_CONFIG, VERSION),
    ),
    clean,
)
