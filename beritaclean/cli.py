"""The command line: which command runs, and what becomes of errors.

Exit codes: 0 done; 1 a stated finding (--check, an input that failed, no article under --strict);
2 wrong use, configuration or rule; 130 interrupted. A closed pipe is quiet, and 0.

No traceback reaches a user. What nobody foresaw is one line and exit 1 as well, with the traceback
under -v.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from beritaclean.commands.quick import read_plain

#: Module of each command; what is no command's name is a path for the filter.
COMMANDS = {
    "batch": "beritaclean.commands.batch",
    "explain": "beritaclean.commands.explain",
    "rules": "beritaclean.commands.rules",
    "score": "beritaclean.commands.score",
    "tag": "beritaclean.commands.tag",
}
_FILTER = "beritaclean.commands.filter"
_NAME = "beritaclean"
#: How many objects are made before Python looks for garbage. Its 700 are passed again and again while
#: packs and patterns load, and none of that is garbage.
_UNCOLLECTED = 50_000


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if argv is None:  # the process is ours
        gc.set_threshold(_UNCOLLECTED)
    try:
        try:
            code = _dispatch(arguments)
            if sys.stdout is not None:
                sys.stdout.flush()
        except Exception as error:  # the last resort: everything foreseen is told apart in there
            code = _fail(error, arguments)
    except KeyboardInterrupt:
        _abandon_stdout()
        code = 130
    if argv is None:
        gc.freeze()  # all goes with the process: looking through it for garbage takes a tenth of the time
    return code


def _dispatch(arguments: list[str]) -> int:
    """Run the command that is named, or the filter."""
    if f"_{_NAME.upper()}_COMPLETE" in os.environ:
        overview = _overview()  # without its argument, which would take the commands' names
        overview.params = [param for param in overview.params if param.param_type_name == "option"]
        return _parse(overview, _NAME, arguments)
    name, module = _NAME, _FILTER
    if arguments and arguments[0] in COMMANDS:
        name, module = f"{_NAME} {arguments[0]}", COMMANDS[arguments[0]]
        arguments = arguments[1:]
    command: Any = getattr(import_module(module), "COMMAND", None)
    values = command and read_plain(arguments, command.options)
    if values is not None:  # not loading typer halves the start-up
        return int(command.run(values))
    return _parse(_load(module, name.split()[-1]), name, arguments)


def _parse(command: Any, name: str, arguments: list[str]) -> int:
    """Let typer parse the arguments and call the command."""
    try:
        code = command.main(arguments, prog_name=name, standalone_mode=False)
    except SystemExit as stop:  # of completion; and of help that nobody reads any more
        unread = stop.code == 1 and not {"-h", "--help"}.isdisjoint(arguments)
        return 0 if unread else int(stop.code or 0)
    return code if isinstance(code, int) else 0


def _load(module: str, name: str) -> Any:
    """Return the command that a module holds, for typer to run."""
    from typer.main import get_command

    from beritaclean.commands.typed import make_app

    held = import_module(module)
    app = make_app(held.COMMAND) if hasattr(held, "COMMAND") else held.app
    app._add_completion = module == _FILTER
    command: Any = get_command(app)
    command.name = name
    if module == _FILTER:
        command.format_help = lambda ctx, formatter: _overview(command).format_help(ctx, formatter)
    return command


def _overview(command: Any = None) -> Any:
    """Return a command that has the filter's options and all sub-commands: for help, and for completion."""
    from typer.core import TyperGroup

    command = command or _load(_FILTER, _NAME)
    return TyperGroup(
        name=_NAME,
        commands={name: _load(module, name) for name, module in COMMANDS.items()},
        params=command.params,
        help=command.help,
        context_settings=command.context_settings,
        subcommand_metavar="| COMMAND [ARGS]...",
    )


def _fail(error: Exception, arguments: list[str]) -> int:
    """Say what went wrong, and return the exit code for it."""
    import typer

    from beritaclean.config import OptionError
    from beritaclean.errors import BeritacleanError, PackError
    from beritaclean.output import ClosedPipe
    from beritaclean.report import say

    # ClickException: it lives elsewhere in each version of typer
    usage_error: Any = typer.BadParameter.__mro__[2]
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        _abandon_stdout()
    if isinstance(error, ClosedPipe | BrokenPipeError):
        return 0
    if isinstance(error, typer.Abort):
        return 130
    if isinstance(error, usage_error):
        say(f"error: {error.format_message()}")
        return 2
    if isinstance(error, BeritacleanError):
        say(f"error: {error}")
        return 2 if isinstance(error, PackError | OptionError) else 1
    if isinstance(error, MemoryError):
        say("error: out of memory (give the pages in smaller files, or one at a time)")
        return 1
    if isinstance(error, OSError) and error.strerror:
        say(f"error: {error.filename or '<stdout>'}: {error.strerror}")
        return 1
    if verbose := not {"-v", "--verbose"}.isdisjoint(arguments):
        from traceback import format_exception

        for line in "".join(format_exception(error)).splitlines():
            say(line)
    hint = "" if verbose else "; -v shows where"
    say(f"error: internal error: {type(error).__name__}: {error} (please report it{hint})")
    return 1


def _abandon_stdout() -> None:
    """Point stdout at nothing, so that what is still buffered neither raises nor blocks at exit."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
    except (OSError, ValueError, AttributeError):
        pass  # closed, or none of the system's
