"""The commands: one file each, which says what the options are and hands their values on.

A module here holds `COMMAND`, a table of options that is read without typer where nothing is amiss, or
`app`, for typer alone. A command returns its exit code.
"""
