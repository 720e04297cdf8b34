"""The filter with many processes gives what the filter gives."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from beritaclean.cleaner import Cleaner
from beritaclean.cli import main
from beritaclean.document import Document
from beritaclean.page import Page
from tests.batch.conftest import PAGE, PROSE
from tests.readers.test_warc_reader import record

LINES = "".join(
    [
        *(json.dumps({"id": number, "text": PAGE * (number % 3)}) + "\n" for number in range(200)),
        json.dumps({"id": 200, "teks": PROSE}) + "\n",
        "bukan JSON\n",
        '{"text": "\\udcff Harga"}\n',
    ]
)
INPUTS: dict[str, bytes] = {
    "a.jsonl": LINES.encode() + b'{"text": "\xff"}\n',
    "b.jsonl": LINES.encode("utf-16"),
    "c.warc": b"".join(map(record, range(30))),
    "d.warc.gz": b"".join(record(number, packed=True) for number in range(9)) + b"\x1f\x8b\x08rusak",
    "e.txt": f"{PAGE}\f{PROSE}".encode(),
    "f.html": f"<p>{PROSE}</p>".encode(),
    "g.txt": b"",
    "h.jsonl": b"",
    "i.png": b"\x89PNG\0",
}


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, data in INPUTS.items():
        Path(name).write_bytes(data)


@pytest.mark.parametrize(
    "arguments",
    [
        *([name] for name in INPUTS),
        ["tiada.jsonl", "a.jsonl"],
        [*INPUTS],
        [*reversed(INPUTS), "--strict", "-v"],
        ["-t", "text", *INPUTS],
        ["-t", "markdown", "a.jsonl", "c.warc"],
        ["-t", "json", "a.jsonl"],
        ["-t", "jsonl", "--eol", "native", "c.warc", "e.txt"],
        ["b.jsonl", "-E", "utf-16"],
        ["--from", "warc", "d.warc.gz", "-q"],
        ["a.jsonl", "--check"],
        ["a.jsonl", "--field", "teks", "--log", "log"],
    ],
    ids=" ".join,
)
def test_result_is_that_of_one_process(
    arguments: list[str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    alone = main([*arguments, "--isolated"]), capsysbinary.readouterr()
    log = Path("log").read_text() if Path("log").exists() else ""
    Path("log").unlink(missing_ok=True)

    assert (main([*arguments, "--isolated", "-j", "3"]), capsysbinary.readouterr()) == alone
    assert (Path("log").read_text() if Path("log").exists() else "") == log


@pytest.mark.skipif(sys.platform != "linux", reason="forked processes have the line ends")
@pytest.mark.parametrize("to", ["text", "markdown"])
def test_line_ends_of_the_system(
    to: str, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(os, "linesep", "\r\n")
    arguments = ["-t", to, "--eol", "native", "--isolated", "c.warc", "e.txt"]
    assert main(arguments) == 0
    alone = capsysbinary.readouterr()

    assert (main([*arguments, "-j", "2"]), capsysbinary.readouterr()) == (0, alone)


@pytest.mark.parametrize("form", ["jsonl", "warc"])
def test_stream_on_stdin(form: str) -> None:
    data = LINES.encode() if form == "jsonl" else gzip.compress(INPUTS["c.warc"])
    command = [sys.executable, "-m", "beritaclean", "--isolated", "--from", form]
    alone, many = (
        subprocess.run([*command, *jobs], input=data, capture_output=True, check=False)
        for jobs in ((), ("-j", "2"))
    )

    assert (many.returncode, many.stdout, many.stderr) == (alone.returncode, alone.stdout, alone.stderr)
    assert len(many.stdout.splitlines()) == (202 if form == "jsonl" else 30)


@pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")
@pytest.mark.parametrize("deadly", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_record_that_crashes_its_process_costs_itself(deadly: signal.Signals) -> None:
    command = [sys.executable, "-m", "beritaclean", "--isolated", "--from", "jsonl", "-j", "2", "-o", "out"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdin is not None
        program.stdin.write(LINES.encode() * 20)
        program.stdin.flush()
        children: list[str] = []
        while not children:
            children = Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split()
        os.kill(int(children[0]), deadly)
        _, err = program.communicate(LINES.encode() * 20)

    assert program.returncode == 1
    problems = err.decode().splitlines()
    crashed = [why for why in problems if f"crashed the process that cleaned it ({deadly.name})" in why]
    assert len(crashed) <= 1  # none where it had no record in hand
    assert len(problems) == 40 * 2 + len(crashed)  # the two bad lines of each forty, and nothing else
    written = Path("out").read_text(errors="surrogateescape").splitlines()
    assert len(written) == 40 * 202


@pytest.mark.skipif(sys.platform != "linux", reason="forked processes have the fault")
@pytest.mark.parametrize(("arguments", "kept"), [([], True), (["-t", "text"], False)])
def test_record_that_raises_costs_itself(
    arguments: list[str], kept: bool, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def document(cleaner: Cleaner, page: Page) -> Document:
        raise ValueError("rusak")

    monkeypatch.setattr(Cleaner, "document", document)
    line = json.dumps({"text": PAGE}) + "\n"
    Path("one.jsonl").write_text(f"\n{line}")
    said = "beritaclean: error: one.jsonl:2: internal error: ValueError: rusak (please report it)\n"

    assert main(["-j", "2", "one.jsonl", "--isolated", *arguments]) == 1
    assert capfd.readouterr() == (line if kept else "", said)


def test_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-j", "0", "a.jsonl"]) == 2
    problem = '--jobs: "0" is no number from 1 on (give such a number)'
    assert capsys.readouterr().err == f"beritaclean: error: {problem}\n"
    assert main(["-j", "2.9", "a.jsonl"]) == 2
    problem = '--jobs: "2.9" is no whole number (give such a number)'
    assert capsys.readouterr().err == f"beritaclean: error: {problem}\n"
    assert main(["-j", "2", "--to", "pdf", "a.jsonl"]) == 2


def test_closed_pipe_is_quiet() -> None:
    Path("b.jsonl").write_text((json.dumps({"text": PAGE}) + "\n") * 3000)
    command = f"{sys.executable} -m beritaclean -j 2 b.jsonl b.jsonl | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout.splitlines()) == 1
