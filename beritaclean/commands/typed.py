"""Declares tables of options to typer, which writes the help and judges what is not plain."""

from __future__ import annotations

from inspect import Parameter, Signature
from typing import Annotated, Any

import typer

from beritaclean.commands.options import Command, Option


def new_app(text: str | None = None) -> typer.Typer:
    """Return an application that leaves errors and exit codes to `cli.main`."""
    return typer.Typer(
        help=text,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def make_app(command: Command) -> typer.Typer:
    """Return an application with one command, whose parameters are the options of a table."""

    def call(**values: Any) -> int:
        return command.run(values)

    call.__doc__ = command.help
    # typer reads a function's signature, as `inspect` tells it.
    call.__signature__ = Signature([_parameter(option) for option in command.options])  # type: ignore[attr-defined]
    app = new_app()
    app.command()(call)
    return app


def declare(option: Option) -> Any:
    """Return what stands in `Annotated` for an option."""
    if not option.flags:
        return typer.Argument(metavar=option.metavar, help=option.help)
    first, *others = option.flags
    return typer.Option(
        *([first, *others] if not option.off else [f"{first}/{option.off}", *others]),
        metavar=option.metavar or None,
        rich_help_panel=option.panel or None,
        help=option.help,
    )


def _parameter(option: Option) -> Parameter:
    """A parameter of a function for an option, as typer wants it."""
    kind: Any = (list[str] if option.repeats else str) if option.metavar else bool
    if option.default is None:
        kind = kind | None
    return Parameter(
        option.name,
        Parameter.KEYWORD_ONLY,
        default=option.default,
        annotation=Annotated[kind, declare(option)],
    )
