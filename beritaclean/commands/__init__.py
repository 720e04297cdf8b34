"""The commands: one file each, which says to typer what the options are and hands them on.

A module here holds `app`, nothing else is asked of it. A command returns its exit code.
"""
