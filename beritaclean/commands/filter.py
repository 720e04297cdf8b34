"""The command that runs when none is named: clean pages."""

from __future__ import annotations

from beritaclean.commands import options as o

VERSION = o.Option("version", ("--version",), "Print the version.")


def clean(values: o.Values) -> int:
    """Clean pages as the options say; return the exit code."""
    if values["version"]:
        return _show_version()
    from beritaclean.filter import run_filter

    modes = {"config": "show_config", "check": "check", "diff": "diff"}
    return run_filter(
        values["paths"] or [],
        o.pick_settings(values),
        output=values["output"],
        mode=next((mode for mode, name in modes.items() if values[name]), "clean"),
        strict=values["strict"],
        config=values["config"],
        isolated=values["isolated"],
        verbosity=o.pick_verbosity(values),
        log=values["log"],
        color=values["color"],
    )


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
        *(*o.WHAT_GOES, o.STRICT, *o.MESSAGES, o.CONFIG, o.ISOLATED, o.SHOW_CONFIG, VERSION),
    ),
    clean,
)
