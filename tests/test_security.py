"""What gets in, gets no further: each line of the README's table has a test, some of them here."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import beritaclean
from tests.waiting import wait_for

HOME = Path(beritaclean.__file__).parent
ROOT = HOME.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROSE = "Harga beras di Pasar Induk naik, kata pedagang bernama Rahmat, Senin (6/5/2024) siang.\n"
MARKUP = (
    "<html><head><link rel=canonical href='https://a.example/x'><script src='//b.example/x.js'></script>"
    "<link rel=stylesheet href='//b.example/x.css'><meta http-equiv=refresh content='0;url=//c.example'>"
    f"</head><body><img src='//b.example/x.png'><iframe src='//d.example'></iframe><p>{PROSE}</p></body>"
)
unix = pytest.mark.skipif(sys.platform == "win32", reason="modes and links are those of Unix")

#: Stands before the program: whatever leaves the machine, starts a program or runs data as one ends it.
GUARD = """
import sys
def guard(event, args):
    if event == "socket.__new__" and args[1] == 1:
        return  # of this machine: how a batch speaks with its own processes
    if event.startswith(("socket.", "urllib.", "ftplib.", "http.", "smtplib.", "subprocess.", "os.system",
                         "os.exec", "os.posix_spawn", "os.startfile", "marshal.load", "pickle.")):
        if event == "pickle.find_class" and "multiprocessing" in sys.modules:
            return  # between a batch and its own processes: nothing of it is read from disk
        if event == "marshal.loads" and "importlib" in sys._getframe(1).f_globals["__name__"]:
            return  # Python's own compiled modules
        sys.stderr.write(f"FORBIDDEN {event} {args}\\n")
        sys.exit(99)
    if event == "open" and isinstance(args[0], (str, bytes)) and (args[2] or 0) & 3:
        sys.stderr.write(f"WRITES {args[0]}\\n")
sys.addaudithook(guard)
from beritaclean.cli import main
raise SystemExit(main(sys.argv[1:]))
"""


def run(here: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program under guard, in a folder."""
    env = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-B", "-c", GUARD, *arguments],
        cwd=here,
        env=env | {"HOME": str(here), "BERITACLEAN_CACHE": str(here / "cache"), "TMPDIR": str(here / "tmp")},
        input=PROSE,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_text(MARKUP)
    (tmp_path / "page.txt").write_text(f"Iklan\n{PROSE}")
    (tmp_path / "list.txt").write_text("||b.example^\n##.ad\n")
    (tmp_path / "tmp").mkdir()
    return tmp_path


COMMANDS = [
    ["page.html", "page.txt", "-"],
    ["-t", "markdown", "--links", "keep", "page.html"],
    ["-t", "json", "--filter-list", "list.txt", "page.html"],
    ["--diff", "--color", "always", "page.html"],
    ["explain", "-t", "html", "page.html"],
    ["rules", "test", "general"],
    ["--version"],
    ["batch", "page.html", "list.txt", "-o", "out", "-j", "2"],
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_nothing_leaves_the_machine_and_nothing_is_run(here: Path, arguments: list[str]) -> None:
    done = run(here, *arguments)

    assert "FORBIDDEN" not in done.stderr
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("code", "event"),
    [
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "socket."),
        ("import subprocess; subprocess.run(['true'])", "subprocess.Popen"),
        ("import pickle; pickle.loads(b'cos\\nsystem\\n.')", "pickle.find_class"),
        ("import marshal; marshal.loads(b'N')", "marshal.loads"),
    ],
)
def test_the_guard_would_see_it(here: Path, code: str, event: str) -> None:
    """A test that cannot fail is no test."""
    program = GUARD.replace("from beritaclean.cli import main\n", f"{code}\n")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=here)

    assert f"FORBIDDEN {event}" in done.stderr


@unix
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_writes_only_where_it_is_told_to(here: Path, arguments: list[str]) -> None:
    """To the cache and the output; no other place holds a page, not even for a moment.

    (/dev/shm/pym- is memory that the processes of a batch share: two numbers, of which page they are at.)
    """
    places = {
        line.removeprefix("WRITES ") for line in run(here, *arguments).stderr.splitlines() if "WRITES" in line
    }

    odd = {place for place in places if not re.search(r"/cache/|^out/|^/dev/null$|^/dev/shm/pym-", place)}
    assert {place for place in odd if not place.startswith(str(here / "tmp"))} == set()
    assert not [*(here / "tmp").iterdir()]


def test_what_libraries_say_of_a_page_is_not_passed_on(here: Path) -> None:
    """warcio would log the address of a record as it is, with what acts on a terminal."""
    pytest.importorskip("warcio")
    body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>{PROSE}"
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/ \x1b[31m\r\n"
    record = f"{head}Content-Type: application/http\r\nContent-Length: {len(body)}\r\n\r\n{body}\r\n\r\n"
    (here / "evil.warc").write_bytes(record.encode())
    command = [sys.executable, "-m", "beritaclean", "evil.warc"]
    done = subprocess.run(command, cwd=here, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, PROSE, "")


#: Modules that make programs of data, or start programs.
RUNNERS = frozenset(
    [
        "pickle",
        "cPickle",
        "marshal",
        "shelve",
        "dill",
        "joblib",
        "ctypes",
        "cffi",
        "subprocess",
        "runpy",
        "code",
        "socket",
    ]
)


@pytest.mark.parametrize("path", sorted(HOME.rglob("*.py")), ids=lambda path: str(path.relative_to(HOME)))
def test_no_data_is_run(path: Path) -> None:
    """No module reads an executable format, and none evaluates text."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }

    assert {name.partition(".")[0] for name in imported} & RUNNERS == set()
    assert called & {"eval", "exec", "compile", "__import__"} == set()


@unix
def test_cache_is_private(here: Path) -> None:
    os.umask(0o000)
    try:
        run(here, "page.txt")
    finally:
        os.umask(0o022)

    assert (here / "cache").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (here / "cache").iterdir()} == {0o600}


@unix
def test_draft_is_as_private_as_the_file_it_replaces(here: Path) -> None:
    (here / "out.txt").write_text("")
    (here / "out.txt").chmod(0o600)
    command = [sys.executable, "-m", "beritaclean", "-o", "out.txt"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, cwd=here, umask=0o000) as program:
        assert program.stdin is not None
        drafts = wait_for(lambda: [*here.glob(".beritaclean-*")])
        assert [draft.stat().st_mode & 0o777 for draft in drafts] == [0o600]
        program.stdin.close()

    assert (here / "out.txt").stat().st_mode & 0o777 == 0o600


@unix
def test_planted_draft_is_not_written_through(here: Path) -> None:
    """Who may write in the folder may guess the name of a draft; a link of that name is not followed."""
    (here / "precious").write_text("keep")

    def plant() -> None:
        (here / f".beritaclean-{os.getpid()}-0").symlink_to("precious")

    command = [sys.executable, "-m", "beritaclean", "page.txt", "-o", "out.txt"]
    done = subprocess.run(command, cwd=here, preexec_fn=plant, check=False)

    assert done.returncode == 0
    assert (here / "precious").read_text() == "keep"
    assert (here / "out.txt").read_text() == PROSE


@unix
def test_batch_stays_in_its_folder(here: Path) -> None:
    """Whatever the way to an input, its target is below the folder that is named."""
    (here / "in" / "deep").mkdir(parents=True)
    for name in ("a.txt", "..a..txt", "...txt", "-o.txt", "\\..\\b.txt", "C:d.txt", "%2e%2e%2fe.txt"):
        (here / "in" / "deep" / name).write_text(PROSE)
    (here / "work").mkdir()
    before = {*here.rglob("*")}
    done = subprocess.run(
        [sys.executable, "-B", "-m", "beritaclean", "batch", "../in", "../in/deep/../deep", "-o", "out"],
        cwd=here / "work",
        env=os.environ | {"BERITACLEAN_CACHE": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    made = {*here.rglob("*")} - before
    assert done.returncode in (0, 1), done.stderr
    assert made
    assert all(path.is_relative_to(here / "work" / "out") for path in made)


@unix
def test_batch_does_not_follow_a_link_out_of_its_folder(here: Path) -> None:
    for folder in ("in/deep/er", "in/own", "out/real", "elsewhere"):
        (here / folder).mkdir(parents=True)
    for name in ("deep/a.txt", "deep/er/b.txt", "own/c.txt", "d.txt"):
        (here / "in" / name).write_text(PROSE)
    (here / "in" / "deep" / "many.jsonl").write_text(json.dumps({"text": PROSE}) + "\n")
    (here / "out" / "deep").symlink_to(here / "elsewhere")
    (here / "out" / "own").symlink_to(here / "out" / "real")
    (here / "link").symlink_to(here / "out")
    done = subprocess.run(
        [sys.executable, "-B", "-m", "beritaclean", "batch", "in", "-o", "link", "--report", "report.jsonl"],
        cwd=here,
        env=os.environ | {"BERITACLEAN_CACHE": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1, done.stderr
    assert [*(here / "elsewhere").iterdir()] == []
    assert (here / "out" / "real" / "c.txt").read_text() == (here / "out" / "d.txt").read_text() == PROSE
    rows = [json.loads(line) for line in (here / "report.jsonl").read_text().splitlines()[:-1]]
    assert {row["source"]: row["why"] for row in rows if row["result"] == "failed"} == {
        f"in/{name}": f"link/{name}: a link leads out of the output folder (remove the link)"
        for name in ("deep/a.txt", "deep/er/b.txt", "deep/many.jsonl")
    }


def test_account_for_a_spreadsheet_is_not_written() -> None:
    """No format holds rows for a spreadsheet, which would take =1+1 for a formula."""
    from beritaclean.writers import WRITERS

    assert {*WRITERS} == {"text", "markdown", "json", "jsonl"}


def threats() -> list[tuple[str, str]]:
    """The rows of the README's table: the threat, and the test that stands for it."""
    section = README.partition("## What gets in")[2].partition("\n## ")[0]
    rows = [
        row.strip("| ").split(" | ")
        for row in section.splitlines()
        if row.startswith("| ") and "---" not in row
    ]
    return [(row[0] + ": " + row[1], test) for row in rows[1:] for test in re.findall(r"`([^`]+)`", row[-1])]


def test_the_table_is_there() -> None:
    assert len(threats()) >= 15


@pytest.mark.parametrize(("threat", "test"), threats())
def test_every_line_has_its_test(threat: str, test: str) -> None:
    path, _, name = test.partition("::")
    source = (ROOT / "tests" / path).read_text(encoding="utf-8")

    assert f"def {name}(" in source, threat
