"""A page that takes too long is given up; the others are done."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from beritaclean.cleaner import Cleaner
from beritaclean.config import OptionError
from beritaclean.deadline import Deadline, PageTimeout
from beritaclean.filter import clean_item
from beritaclean.page import Page
from beritaclean.readers.items import Item
from beritaclean.report import Report

unix = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no such clock here")

PROSE = "Harga beras di Pasar Induk naik, kata pedagang bernama Rahmat, Senin (6/5/2024) siang.\n"
#: Takes seconds: a page of HTML with very many paragraphs, and one of text with as many.
PARAGRAPHS = [
    f"Pedagang nomor {n} di pasar menyebut harga naik sejak awal pekan, kata dia." for n in range(180_000)
]


def work(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def run(*arguments: str, cwd: Path, stdin: str = "") -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "beritaclean", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
        timeout=120,
        env=os.environ | {"BERITACLEAN_CACHE": str(cwd / "cache")},
    )
    return done.returncode, done.stdout, done.stderr


@unix
def test_each_page_has_its_own_time() -> None:
    deadline = Deadline(0.3)

    for _ in deadline.each(range(4)):
        work(0.15)


@unix
def test_waiting_is_no_work() -> None:
    for _ in Deadline(0.1).each(range(2)):
        time.sleep(0.2)


@unix
def test_too_long_in_the_making() -> None:
    with pytest.raises(PageTimeout, match=r"^took more than 0\.05 s$"):
        list(Deadline(0.05).each(work(5) for _ in range(2)))


@unix
def test_pages_after_it_come() -> None:
    deadline = Deadline(0.1)
    seen = []
    for page in deadline.each("ab"):
        try:
            work(5 if page == "a" else 0)
        except PageTimeout:
            continue
        seen.append(page)

    assert seen == ["b"]


@unix
def test_what_is_done_is_written_in_peace() -> None:
    deadline = Deadline(0.05)
    for _ in deadline.each(range(2)):
        deadline.stop()
        work(0.1)


@unix
def test_what_failed_is_said_in_peace() -> None:
    said = []

    class Slow(Report):
        def error(self, text: str, shown: bool = True) -> None:
            work(0.1)
            said.append(text)

    deadline = Deadline(0.05)
    for item in deadline.each([Item(Page(""), error="rusak")]):
        clean_item(item, Cleaner(), Slow(-1), None, strict=False, deadline=deadline)

    assert said == ["rusak"]


@unix
def test_nothing_of_it_is_left() -> None:
    before = signal.getsignal(signal.SIGPROF)
    for _ in Deadline(5).each("a"):
        pass

    assert signal.getsignal(signal.SIGPROF) is before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_without_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows."""
    monkeypatch.delattr(signal, "setitimer", raising=False)

    assert list(Deadline(0).each("ab")) == ["a", "b"]
    with pytest.raises(OptionError) as caught:
        Deadline(1)
    assert str(caught.value) == (
        "--timeout: is not to be had on this system (use batch, which can end the work everywhere)"
    )


@unix
@pytest.mark.parametrize("jobs", [[], ["-j", "2"]], ids=["alone", "two processes"])
def test_the_program_names_the_page_and_goes_on(tmp_path: Path, jobs: list[str]) -> None:
    (tmp_path / "slow.html").write_text("<html>" + "".join(f"<p>{line}</p>" for line in PARAGRAPHS))
    (tmp_path / "good.txt").write_text(PROSE)
    (tmp_path / "slow.txt").write_text("\n".join(PARAGRAPHS) + f"\n\f\n{PROSE}")

    assert run(*jobs, "--timeout", "0.2", "slow.html", "good.txt", "slow.txt", cwd=tmp_path) == (
        1,
        f"{PROSE}\f\n{PROSE}",
        "beritaclean: error: slow.html: took more than 0.2 s\n"
        "beritaclean: error: slow.txt: took more than 0.2 s\n",
    )


@unix
@pytest.mark.parametrize("jobs", [[], ["-j", "2"]], ids=["alone", "two processes"])
def test_a_record_that_takes_too_long_passes_through(tmp_path: Path, jobs: list[str]) -> None:
    slow = json.dumps({"id": 1, "text": "\n".join(6 * PARAGRAPHS)}) + "\n"
    quick = json.dumps({"id": 2, "text": PROSE}) + "\n"

    assert run(*jobs, "--timeout", "2", "-f", "jsonl", cwd=tmp_path, stdin=slow + quick) == (
        1,
        slow + quick,
        "beritaclean: error: <stdin>:1: took more than 2 s\n",
    )


def test_wrong_use(tmp_path: Path) -> None:
    code, out, err = run("--timeout", "soon", cwd=tmp_path)

    assert (code, out) == (2, "")
    assert err == 'beritaclean: error: --timeout: "soon" is no number from 0 on (give such a number)\n'
