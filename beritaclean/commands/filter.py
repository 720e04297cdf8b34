"""The command that runs when none is named: clean pages."""

from __future__ import annotations

from beritaclean.commands import options as o
from beritaclean.config import Settings

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
    settings = o.pick_settings(values)
    if values["show_config"]:
        return _show_config(settings, values["output"])
    told = (values["paths"] or [], settings, o.pick_report(values))
    output, strict = values["output"], values["strict"]
    timeout = o.pick_number(values["timeout"], "--timeout", 0, least=0)
    jobs = o.pick_count(values["jobs"], "--jobs", 1, least=1)
    mode = next((mode for mode in ("check", "diff") if values[mode]), "clean")
    if jobs > 1 and mode == "clean":
        from beritaclean.parallel import run_parallel

        return run_parallel(*told, jobs, output=output, strict=strict, timeout=timeout)
    from beritaclean.filter import run_filter

    color = values["color"]
    return run_filter(*told, output=output, mode=mode, strict=strict, timeout=timeout, color=color)


def _show_version() -> int:
    from beritaclean.output import Output
    from beritaclean.version import __version__

    with Output() as target:
        target.write(f"beritaclean {__version__}\n")
    return 0


def _show_config(settings: Settings, output: str | None) -> int:
    from beritaclean.configured import show_settings
    from beritaclean.output import Output

    with Output(output) as target:
        target.write(show_settings(settings))
    return 0


COMMAND = o.Command(
    "Turn an Indonesian or Malay news page into just the article, and say why for every line left out.",
    (
        *(o.PATHS, *o.INPUT, o.TO, o.OUTPUT_FILE, o.EOL, o.LINKS, o.CHECK, o.DIFF, o.COLOR),
        *(*o.WHAT_GOES, o.STRICT, JOBS, TIMEOUT, *o.MESSAGES, o.CONFIG, o.ISOLATED, o.SHOW_CONFIG, VERSION),
    ),
    clean,
)
