"""Runs the command line: `python -m beritaclean`."""

from beritaclean.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
