"""Counts work instead of time, so that a loaded machine makes no difference."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import beritaclean

HOME = str(Path(beritaclean.__file__).parent)
#: Work may grow so much when an input doubles: twice, and a little for what is done once.
TWICE = 2.15


class TooMuchError(Exception):
    """An input took more work than allowed: there is no need to wait for the end."""


def check_growth(act: Callable[[int], object], size: int) -> None:
    """Assert that `act` on twice the size is no more than twice the work, and a little."""
    act(
        size + 1
    )  # what is compiled on first use is no work of the page, and the page itself is not known yet

    allowed = int(TWICE * count_work(lambda: act(size), sys.maxsize))

    assert count_work(lambda: act(2 * size), allowed) <= allowed


def count_work(act: Callable[[], object], limit: int) -> int:
    """Count the lines of the package that run, and the functions they call, up to a limit."""
    done = 0

    def step(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal done
        done += 1
        if done > limit:
            raise TooMuchError
        return step

    def enter(frame: FrameType, event: str, arg: object) -> Any:
        return step(frame, event, arg) if frame.f_code.co_filename.startswith(HOME) else None

    def call_native(frame: FrameType, event: str, arg: object) -> None:
        nonlocal done
        done += event == "c_call"

    tracer, profiler = sys.gettrace(), sys.getprofile()
    sys.settrace(enter)
    sys.setprofile(call_native)
    try:
        act()
    except TooMuchError:
        pass
    finally:
        sys.settrace(tracer)
        sys.setprofile(profiler)
    return done
