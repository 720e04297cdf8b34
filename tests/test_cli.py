"""The program as people run it: in a process of its own, with its exit codes and its words."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from beritaclean import clean
from tests.waiting import LONGEST, wait_for

pty = pytest.importorskip("pty", reason="terminals are those of Unix")
resource = pytest.importorskip("resource", reason="limits are those of Unix")
#: A page shaped like those of Indonesian sites; every sentence is invented.
PROSE = "Harga beras di Pasar Induk naik, kata pedagang bernama Rahmat, Senin (6/5/2024) siang."
MORE = "Warga berharap harga itu segera turun lagi seperti bulan lalu, kata seorang ibu rumah tangga."
PAGE = f"Menu\nADVERTISEMENT\n\n{PROSE}\nBaca juga: Harga Cabai Turun Lagi\n{MORE}\n"
CLEAN = f"{PROSE}\n{MORE}\n"
OTHER = "Banjir di Kampung Baru surut setelah dua hari, kata ketua warga setempat, Selasa (7/5/2024) pagi.\n"

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment of its own, whose caches are filled once for all tests."""
    home = tmp_path_factory.mktemp("home")
    kept = {
        name: os.environ[name]
        for name in ("PATH", "SYSTEMROOT", "COVERAGE_PROCESS_START")
        if name in os.environ
    }
    env = {
        **kept,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "BERITACLEAN_CACHE": str(home / "cache"),
        "PYTHONPYCACHEPREFIX": str(home / "pyc"),
    }
    subprocess.run([sys.executable, "-m", "beritaclean", "-t", "text"], input=b"x", env=env, check=True)
    return env


@pytest.fixture
def env(shared: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The shared environment, for a test to change."""
    return {**shared, "TMPDIR": str(tmp_path)}


@pytest.fixture
def run(env: dict[str, str], tmp_path: Path) -> Run:
    """Run the program in a folder of its own, with text or bytes as stdin."""

    def run(
        *arguments: str | bytes, stdin: str | bytes = "", **options: object
    ) -> subprocess.CompletedProcess[bytes]:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        options = {
            "cwd": tmp_path,
            "env": env,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            **options,
        }
        if "stdin_from" in options:
            options["stdin"] = options.pop("stdin_from")
        else:
            options["input"] = data
        command = [sys.executable, "-m", "beritaclean", *arguments]
        return subprocess.run(command, check=False, timeout=60, **options)  # type: ignore[call-overload, no-any-return]

    return run


def expect(done: subprocess.CompletedProcess[bytes], code: int, out: str, err: str) -> None:
    """Compare all that a run gave."""
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (code, out, err)


def drafts(folder: Path) -> list[str]:
    """The half-written files in a folder."""
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


# --- what goes in and comes out ---------------------------------------------------------------------------


def test_library_and_program_agree(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)

    assert clean(PAGE) == CLEAN
    expect(run("page.txt"), 0, CLEAN, "")
    expect(run(stdin=PAGE), 0, CLEAN, "")
    expect(run("-", stdin=PAGE), 0, CLEAN, "")
    expect(run("-t", "text", "--isolated", stdin=PAGE), 0, CLEAN, "")


@pytest.mark.parametrize("size", [1, 7, 100])
def test_chunks_make_no_difference(env: dict[str, str], tmp_path: Path, size: int) -> None:
    data = (PAGE + "\f\n" + "Kafé “surut” 🙂 " + OTHER).encode()
    command = [sys.executable, "-m", "beritaclean"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env, cwd=tmp_path
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for at in range(0, len(data), size):
            program.stdin.write(data[at : at + size])
            program.stdin.flush()
        program.stdin.close()
        out = program.stdout.read().decode()

    assert out == CLEAN + "\f\n" + "Kafé “surut” 🙂 " + OTHER


def test_page_leaves_before_the_next_arrives(env: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "beritaclean", "-f", "jsonl"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env, cwd=tmp_path
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for number in range(3):
            program.stdin.write(json.dumps({"n": number, "text": PAGE}).encode() + b"\n")
            program.stdin.flush()

            assert json.loads(program.stdout.readline())["n"] == number


def test_empty_input(run: Run) -> None:
    expect(run(), 0, "", "")
    expect(run("-t", "json"), 0, "", "")
    expect(run("explain"), 0, "", "")
    expect(run("--strict"), 1, "", "beritaclean: <stdin>: no article\n")


def test_strict(run: Run, tmp_path: Path) -> None:
    (tmp_path / "menu.txt").write_text("Beranda\nIndeks\nLogin\n")
    expect(run("--strict", stdin=PAGE), 0, CLEAN, "")
    done = run("--strict", "menu.txt")
    assert done.returncode == 1
    assert done.stderr == b"beritaclean: menu.txt: no article\n"
    assert run("menu.txt").returncode == 0


def test_several_inputs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE)
    (tmp_path / "b.txt").write_text(OTHER)
    expect(run("a.txt", "b.txt", "-", stdin=PAGE), 0, f"{CLEAN}\f\n{OTHER}\f\n{CLEAN}", "")
    done = run("-t", "json", "a.txt", "b.txt")
    assert [json.loads(line)["source"] for line in done.stdout.splitlines()] == ["a.txt", "b.txt"]


def test_one_page_of_json_is_indented(run: Run) -> None:
    out = run("-t", "json", stdin=PAGE).stdout.decode()
    assert out.startswith('{\n  "title"')
    assert json.loads(out)["text"] == CLEAN


def test_several_pages_of_json_are_lines(run: Run) -> None:
    out = run("-t", "json", stdin=f"{PAGE}\f\n{OTHER}\f\n{PAGE}").stdout.decode()
    assert [json.loads(line)["text"] for line in out.splitlines()] == [CLEAN, OTHER, CLEAN]


def test_jsonl_of_text(run: Run) -> None:
    out = run("-t", "jsonl", stdin=PAGE).stdout.decode()
    assert out.count("\n") == 1
    assert json.loads(out)["text"] == CLEAN


def test_markdown_pages(run: Run) -> None:
    out = run("-t", "markdown", stdin=f"{PAGE}\f{OTHER}").stdout.decode()
    assert [page.count("---") for page in out.split("\f\n")] == [2, 2]


@pytest.mark.parametrize(
    ("options", "stdin"),
    [
        ([], f"{PAGE}\f\n{OTHER}"),
        ([], f"{PAGE}\f{OTHER}"),
        (["--separator", "-----"], f"{PAGE}-----\n{OTHER}"),
        (["--separator", "-----"], f"{PAGE}-----\r\n{OTHER}-----"),
        (["-0"], f"{PAGE}\0{OTHER}\0"),
        (["--null"], f"{PAGE}\0{OTHER}"),
        (["-0"], f"{PAGE}\f{OTHER}"),
    ],
)
def test_pages_on_one_stream(run: Run, options: list[str], stdin: str) -> None:
    expect(run(*options, stdin=stdin), 0, f"{CLEAN}\f\n{OTHER}", "")


def test_separator_inside_a_line_parts_nothing(run: Run) -> None:
    expect(run("--separator", "Rahmat", stdin=OTHER + PROSE), 0, OTHER + PROSE + "\n", "")


def test_long_page_in_stretches_keeps_its_blank_lines(run: Run, tmp_path: Path) -> None:
    paragraph = PROSE + "\n\n"
    count = 17 * 1024 * 1024 // len(paragraph)
    (tmp_path / "long.txt").write_text(paragraph * count)

    assert run("long.txt").stdout.decode() == (paragraph * count)[:-1]


def test_line_longer_than_a_stretch_is_not_broken(run: Run) -> None:
    line = "Harga beras naik, kata dia. " * (17 * 1024 * 1024 // 28)

    assert run(stdin=line).stdout.decode() == line.rstrip() + "\n"


# --- encodings and line ends ------------------------------------------------------------------------------


def test_crlf_and_eol(run: Run) -> None:
    expect(run(stdin=PAGE.replace("\n", "\r\n")), 0, CLEAN, "")
    expect(run("--eol", "lf", stdin=PAGE), 0, CLEAN, "")
    done = run("--eol", "native", stdin=PAGE)
    assert done.stdout.decode() == CLEAN.replace("\n", os.linesep)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(run: Run, encoding: str) -> None:
    done = run(stdin=("“Café,” kata dia. " + PAGE).encode(encoding))
    assert (
        done.stdout.decode()
        == "“Café,” kata dia. " + clean("“Café,” kata dia. " + PAGE)[len("“Café,” kata dia. ") :]
    )
    assert done.returncode == 0


def test_given_encoding(run: Run) -> None:
    text = "Слово да сказано, kata penerjemah bernama Rahmat di Pasar Induk, Senin (6/5/2024) siang.\n"
    expect(run("-E", "koi8-r", stdin=text.encode("koi8-r")), 0, text, "")
    expect(run("--encoding", "utf-16-le", stdin=text.encode("utf-16-le")), 0, text, "")


def test_bytes_that_are_no_character(run: Run) -> None:
    done = run(stdin=b"\xff " + PROSE.encode() + b"\n")
    assert done.returncode == 0
    assert PROSE in done.stdout.decode()
    data = "é ".encode() * 20 + b"\xff " + PROSE.encode() + b"\n"
    expect(
        run(stdin=data),
        0,
        "é " * 20 + "\ufffd " + PROSE + "\n",
        "beritaclean: warning: <stdin>: bytes that could not be decoded: 1\n",
    )


def test_mojibake(run: Run) -> None:
    broken = (
        PROSE.replace("Rahmat", "“Rahmat”").encode().decode("cp1252", "replace").replace("\ufffd", "\x9d")
    )
    assert "“Rahmat”" in run("--fix-mojibake", stdin=broken).stdout.decode()
    assert "“Rahmat”" not in run("--no-fix-mojibake", stdin=broken).stdout.decode()


@pytest.mark.parametrize(
    "change",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii:strict"},
    ],
)
def test_any_locale(run: Run, env: dict[str, str], tmp_path: Path, change: dict[str, str]) -> None:
    env.update(change)
    name = b"caf\xe9 \xe2\x80\x9c.txt"
    with open(os.fsencode(tmp_path) + b"/" + name, "wb") as page:
        page.write(("“Café,” katanya. " + PROSE).encode())

    expect(run(stdin=OTHER.replace("surut", "“surut”")), 0, OTHER.replace("surut", "“surut”"), "")
    done = run(name)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith("“Café")
    done = run("-t", "json", name)
    assert json.loads(done.stdout)["source"].endswith(".txt")
    done = run(b"gone \xe9.txt")
    assert done.returncode == 1
    assert b"cannot be read: No such file or directory" in done.stderr
    for arguments in (
        ["--help"],
        ["explain", "--help"],
        ["rules", "list"],
        ["rules", "why", "Baca juga: “Harga”"],
        ["--diff", name],
    ):
        done = run(*arguments)
        assert (done.returncode, done.stderr) == (0, b""), arguments


# --- bad input --------------------------------------------------------------------------------------------

BINARY = "is binary, not a page (give text or HTML; --encoding NAME reads it anyway)"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        b"\x7fELF\x02\x01\x01",
        bytes(range(256)),
        b"\x00\x01\x02\x03" * 100,
    ],
)
def test_binary(run: Run, data: bytes) -> None:
    expect(run(stdin=data), 1, "", f"beritaclean: error: <stdin>: {BINARY}\n")
    expect(run("-f", "text", stdin=data), 1, "", f"beritaclean: error: <stdin>: {BINARY}\n")


@pytest.mark.parametrize("data", [gzip.compress(PAGE.encode()), b"PK\x03\x04\0", b"\x28\xb5\x2f\xfd\x24"])
def test_packed(run: Run, data: bytes, tmp_path: Path) -> None:
    remedy = "beritaclean batch unpacks what is named .gz, .zst or .zip"
    page = tmp_path / "page.txt.gz"
    page.write_bytes(data)

    for arguments in ([], ["-f", "text"], ["-f", "html"]):
        done = run(*arguments, str(page))
        expect(done, 1, "", f"beritaclean: error: {page}: is packed, not a page ({remedy})\n")


@pytest.mark.parametrize(
    "text",
    ["\0", "a\0b", "\x1b[31mHarga\x1b[0m\x07", "\u202enaik\u202c \u200b", "\x01\x02 " + PROSE, "�" * 50],
)
def test_strange_characters_are_data(run: Run, text: str) -> None:
    page = f"{PROSE} {text} kata dia.\n"
    expect(run(stdin=page), 0, page, "")


def test_bad_inputs_and_good_ones(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(PAGE)
    (tmp_path / "folder").mkdir()
    (tmp_path / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    expect(
        run("gone.txt", "good.txt", "folder", "picture.html", "good.txt"),
        1,
        f"{CLEAN}\f\n{CLEAN}",
        "beritaclean: error: gone.txt: cannot be read: No such file or directory\n"
        "beritaclean: error: folder: is a folder (name the files in it)\n"
        f"beritaclean: error: picture.html: {BINARY}\n",
    )


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is readable to root")
def test_unreadable(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text(PAGE)
    (tmp_path / "mine.txt").chmod(0)
    expect(run("mine.txt"), 1, "", "beritaclean: error: mine.txt: cannot be read: Permission denied\n")


def test_messages_do_not_act_on_the_terminal(run: Run) -> None:
    done = run("\x1b[31m\u202e.txt")
    assert done.stderr.decode() == (
        "beritaclean: error: \\x1b[31m\\u202e.txt: cannot be read: No such file or directory\n"
    )
    assert b"\x1b" not in run("--\x1b[31m").stderr
    assert b"\x1b" not in run("-t", "\x1b[31m").stderr
    done = run("explain", stdin="\x1b[31mHarga\u202e " + PROSE)
    assert "\\x1b[31mHarga\\u202e" in done.stdout.decode()


# --- JSON Lines -------------------------------------------------------------------------------------------


def test_jsonl_passes_the_rest_through_untouched(run: Run) -> None:
    line = (
        '{"z": 1.50, "id": 12345678901234567890123, "text": %s, "a": {"b": [1e400, null]}, "u": "\\u00e9"}\n'
    )
    expect(
        run("-f", "jsonl", stdin=line % json.dumps(PAGE) + line % json.dumps(OTHER.strip())),
        0,
        line % json.dumps(CLEAN) + line % json.dumps(OTHER.strip()),
        "",
    )


def test_jsonl_is_recognised(run: Run, tmp_path: Path) -> None:
    line = '{"text": %s}\n'
    expect(run(stdin=line % json.dumps(PAGE)), 0, line % json.dumps(CLEAN), "")
    expect(run("-t", "jsonl", stdin=line % json.dumps(PAGE)), 0, line % json.dumps(CLEAN), "")
    expect(run("-t", "text", stdin=2 * (line % json.dumps(PAGE))), 0, f"{CLEAN}\f\n{CLEAN}", "")


def test_jsonl_with_bad_lines(run: Run, tmp_path: Path) -> None:
    good = '{"page": %s}\n'
    lines = (
        good % json.dumps(PAGE)
        + '{"page"\n\n[1]\n{"id": 7}\n{"page": 8}\n'
        + (good % json.dumps(OTHER)).strip()
    )
    (tmp_path / "in.jsonl").write_text(lines)
    expect(
        run("--field", "page", "in.jsonl"),
        1,
        good % json.dumps(CLEAN) + '{"id": 7}\n{"page": 8}\n' + good % json.dumps(OTHER),
        "beritaclean: error: in.jsonl:2: not JSON: Expecting ':' delimiter (column 8)\n"
        "beritaclean: error: in.jsonl:4: not a JSON object\n"
        'beritaclean: error: in.jsonl:5: field "page" is missing (name the field with --field)\n'
        'beritaclean: error: in.jsonl:6: field "page" is no text (name the field with --field)\n',
    )


# --- what is asked for ------------------------------------------------------------------------------------


def test_check(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    (tmp_path / "clean.txt").write_text(CLEAN)
    (tmp_path / "out.txt").write_text("as before")
    expect(run("--check", "clean.txt"), 0, "", "")
    expect(run("--check", "page.txt", "clean.txt"), 1, "", "beritaclean: page.txt: 3 spans would go\n")
    expect(run("--check", "-q", "page.txt", "-o", "out.txt"), 1, "", "")
    assert (tmp_path / "out.txt").read_text() == "as before"


def test_diff(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    expect(run("--diff", "--isolated", stdin=CLEAN), 0, "", "")
    expect(
        run("--diff", "page.txt"),
        0,
        "--- page.txt\n+++ page.txt (clean)\n@@ -1,6 +1,3 @@\n"
        f"-Menu\n-ADVERTISEMENT\n \n {PROSE}\n-Baca juga: Harga Cabai Turun Lagi\n {MORE}\n",
        "",
    )
    assert b"\x1b[31m-Menu" in run("--diff", "--color", "always", "page.txt").stdout


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ([], []),
        (["--ignore", "general/advertisement", "--ignore", "promo"], ["ADVERTISEMENT", "Baca juga"]),
        (["--ignore", "ad,promo"], ["ADVERTISEMENT", "Baca juga"]),
        (["--ignore", "general"], ["ADVERTISEMENT", "Baca juga"]),
        (["--select", "promo"], ["ADVERTISEMENT"]),
        (["--select", "general/baca-juga"], ["ADVERTISEMENT"]),
        (["--keep", "ad"], ["ADVERTISEMENT"]),
        (["--keep", "ad,promo"], ["ADVERTISEMENT", "Baca juga"]),
        (["--keep", "ad", "--drop", "body,ad"], []),
    ],
)
def test_what_goes(run: Run, options: list[str], kept: list[str]) -> None:
    out = run(
        *options, stdin=f"{PROSE}\nADVERTISEMENT\nBaca juga: Harga Cabai Turun Lagi\n{MORE}\n"
    ).stdout.decode()
    assert [word for word in ("ADVERTISEMENT", "Baca juga") if word in out] == kept


def test_drop_body_leaves_nothing(run: Run) -> None:
    expect(run("--drop", "body", stdin=PAGE), 0, "", "")


def test_rules_of_ones_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        'name = "mine"\n[[rule]]\nid = "greeting"\nwhy = "x"\nkind = "other"\nexact = ["halo pembaca"]\n'
    )
    assert run("--rules", "mine.toml", stdin=f"{PROSE}\nHalo Pembaca\n{MORE}\n").stdout.decode() == CLEAN
    assert run("rules", "list", "--rules", "mine.toml", "--pack", "mine").stdout == (
        b"mine/greeting\tother\tanywhere\tline\tx\n"
    )


def test_publisher(run: Run) -> None:
    for name in ("detik", "detik.com", "www.Detik.com", "none"):
        done = run("-v", "--publisher", name, stdin=OTHER)
        assert (done.returncode, done.stdout.decode()) == (0, OTHER)
    assert b"publisher detik.com" in run("-v", "--publisher", "detik", stdin=OTHER).stderr
    assert b"publisher unknown" in run("-v", "--publisher", "none", stdin=OTHER).stderr


def test_quiet_verbose_and_log(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    expect(
        run("-v", "page.txt"),
        0,
        CLEAN,
        "beritaclean: page.txt: read as text\n"
        "beritaclean: page.txt: encoding utf-8, publisher unknown, 3 spans left out\n",
    )
    expect(run("-q", "--check", "page.txt"), 1, "", "")
    missing = "beritaclean: error: gone.txt: cannot be read: No such file or directory\n"
    expect(run("-q", "gone.txt", "page.txt", "--log", "log.jsonl"), 1, CLEAN, missing)
    said = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert [line["level"] for line in said] == ["error", "note", "note"]
    assert said[0]["text"] == "gone.txt: cannot be read: No such file or directory"
    run("page.txt", "--log", "log.jsonl")
    assert len((tmp_path / "log.jsonl").read_text().splitlines()) == 5
    done = run("page.txt", "--log", "no/log")
    expect(done, 1, "", "beritaclean: error: no/log: cannot be written: No such file or directory\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_full_log(run: Run) -> None:
    done = run("--log", "/dev/full", stdin=PAGE)
    assert done.returncode == 1
    assert done.stderr == b"beritaclean: error: /dev/full: cannot be written: No space left on device\n"


def test_version(run: Run) -> None:
    done = run("--version")
    assert done.stdout.startswith(b"beritaclean ")
    assert done.returncode == 0


# --- explain and rules ------------------------------------------------------------------------------------


def test_explain(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    done = run("explain", "page.txt", "-")
    assert done.returncode == 0
    rows = [row.split("\t") for row in done.stdout.decode().splitlines()]
    assert [row[1].strip() for row in rows] == ["nav", "ad", "blank", "body", "promo", "body"]
    assert rows[1][2].strip() == "general/advertisement"
    colored = run("explain", "--color", "always", "page.txt").stdout.decode()
    assert "\x1b[31mad" in colored
    assert "\x1b" not in run("explain", "--color", "auto", "page.txt").stdout.decode()
    assert run("explain", "page.txt", "page.txt").stdout.decode().count("\f\n") == 1
    run("explain", "page.txt", "-o", "out.txt")
    assert (tmp_path / "out.txt").read_bytes() == run("explain", "page.txt").stdout


def test_explain_as_json(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    done = run("explain", "-t", "json", "page.txt")
    assert "".join(span["text"] for span in json.loads(done.stdout)["spans"]) == PAGE
    done = run("explain", "-t", "json", "page.txt", "gone.txt", "page.txt", "page.txt")
    assert done.returncode == 1
    pages = [json.loads(line) for line in done.stdout.splitlines()]
    assert ["".join(span["text"] for span in page["spans"]) for page in pages] == [PAGE] * 3


def test_explain_as_a_web_page(run: Run, tmp_path: Path) -> None:
    (tmp_path / "<b>page.txt").write_text(f"<script>alert(1)</script>\n{PAGE}")
    done = run("explain", "-t", "html", "<b>page.txt", "-", "gone.txt", stdin=PAGE)
    assert done.returncode == 1
    shown = done.stdout.decode()
    assert (shown.count("<html"), shown.count("<section>"), shown.count("</html>")) == (1, 2, 1)
    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<h1>&lt;b&gt;page.txt</h1>" in shown
    assert run("explain", "-t", "html", "gone.txt").stdout == b""


def test_rules(run: Run) -> None:
    listed = run("rules", "list").stdout.decode().splitlines()
    assert all(line.count("\t") == 4 for line in listed)
    assert any(line.startswith("general/advertisement\tad\t") for line in listed)
    shown = run("rules", "show", "general/advertisement").stdout.decode()
    assert shown.startswith("general/advertisement: ")
    assert (
        "takes     general/baca-juga: promo" in run("rules", "why", "Baca", "juga:", "Harga").stdout.decode()
    )
    assert run("rules", "new", "kabarbaru").stdout.startswith(b'name = "kabarbaru"')
    assert b" problems; " in run("rules", "test", "general").stdout


def test_rules_that_do_not_hold(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        '[[rule]]\nid = "greeting"\nkind = "other"\nexact = ["halo"]\nhits = ["Hai"]\nmisses = ["Halo"]\n'
    )
    done = run("rules", "test", "mine.toml")
    assert done.returncode == 1
    assert "leaves its hit 'Hai'" in done.stdout.decode()
    assert "takes its near-miss 'Halo'" in done.stdout.decode()


# --- wrong use --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--nope"], "No such option: --nope..."),
        (["-t"], "Option '-t' requires an argument."),
        (["-t", "txt"], '--to: "txt" is unknown (did you mean "text"?)'),
        (["-t", "zzz"], '--to: "zzz" is unknown (use one of text, markdown, json, jsonl)'),
        (["-f", "htm"], '--from: "htm" is unknown (did you mean "html"?)'),
        (["--eol", "crlf"], '--eol: "crlf" is unknown (did you mean "lf"?)'),
        (["--links", "kept"], '--links: "kept" is unknown (did you mean "keep"?)'),
        (["--keep", "bylin"], '--keep: "bylin" is unknown (did you mean "byline"?)'),
        (["--drop", "byline,captoin"], '--drop: "captoin" is unknown (did you mean "caption"?)'),
        (
            ["--ignore", "general/advertisment"],
            '--ignore: "general/advertisment" is unknown (did you mean "general/advertisement"?)',
        ),
        (["--select", "qqqqqq"], '--select: "qqqqqq" is unknown (see: beritaclean rules list)'),
        (["--publisher", "detk.com"], '--publisher: "detk.com" is unknown (did you mean "detik.com"?)'),
        (["-E", "uft-8"], '--encoding: unknown name "uft-8" (did you mean "utf-8"?)'),
        (["-E", "base64"], '--encoding: "base64" is no character set (use one such as "utf-8" or "cp1252")'),
        (["--separator", "a\nb"], "--separator: holds a line end (give one line, such as -----)"),
        (["--color", "alway"], '--color: "alway" is unknown (did you mean "always"?)'),
        (
            ["--rules", "no.toml"],
            "no.toml: cannot be read: No such file or directory (give the path of a TOML file)",
        ),
        (
            ["--config", "no.toml"],
            "no.toml: cannot be read: No such file or directory (give the path of a TOML file)",
        ),
        (["explain", "-t", "jsn"], '--to: "jsn" is unknown (did you mean "json"?)'),
        (["explain", "--nope"], "No such option: --nope..."),
        (["rules", "lst"], "No such command 'lst'..."),
        (["rules", "list", "--pack", "detk"], '--pack: "detk" is unknown (did you mean "detik"?)'),
        (["rules", "new", "../x"], 'NAME: "../x" is no name of a pack (use letters, digits and - _ .)'),
        (["rules", "show"], "Missing argument 'RULE-OR-PACK'."),
        (["rules", "show", "detik/x"], None),
        (
            ["rules", "test", "no"],
            "no: cannot be read: No such file or directory (give the path of a TOML file)",
        ),
    ],
)
def test_wrong_use(run: Run, arguments: list[str], message: str | None) -> None:
    done = run(*arguments, stdin=PAGE)

    assert (done.returncode, done.stdout) == (2, b"")
    if message is not None and message.endswith("..."):  # typer's words, which change
        assert done.stderr.decode().startswith(f"beritaclean: error: {message[:-3]}")
    elif message is not None:
        assert done.stderr.decode() == f"beritaclean: error: {message}\n"
    assert done.stderr.count(b"\n") == 1


def test_help_shows_options_and_commands(run: Run) -> None:
    done = run("--help")
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode()
    for word in (
        *("--to", "--from", "--output", "--publisher", "--rules", "--select", "--ignore", "--keep", "--drop"),
        *("--separator", "--null", "--field", "--encoding", "--fix-mojibake", "--eol", "--check", "--diff"),
        *("--strict", "--config", "--isolated", "--show-config", "--quiet", "--verbose", "--log", "--color"),
        *("--version", "explain", "rules"),
    ):
        assert word in text, word
    assert run("-h").stdout == done.stdout
    for arguments in (["explain", "--help"], ["rules", "--help"], ["rules", "why", "-h"]):
        done = run(*arguments)
        assert done.stdout.decode().strip().startswith(f"Usage: beritaclean {arguments[0]}")
        assert done.returncode == 0


def test_every_option_says_what_it_does() -> None:
    from typer.main import get_command

    from beritaclean.cli import COMMANDS, _load

    def walk(command: object) -> Iterator[object]:
        yield from getattr(command, "params", [])
        for inner in getattr(command, "commands", {}).values():
            yield from walk(inner)

    modules = [*COMMANDS.values(), "beritaclean.commands.filter"]
    assert get_command is not None
    missing = [
        parameter
        for module in modules
        for parameter in walk(_load(module, "x"))
        if not getattr(parameter, "help", None)
    ]
    assert missing == []


def test_completion_knows_options_and_commands(run: Run, env: dict[str, str]) -> None:
    env["_BERITACLEAN_COMPLETE"] = "complete_bash"
    for words, expected in (
        ("beritaclean ex", "explain"),
        ("beritaclean --publ", "--publisher"),
        ("beritaclean rules wh", "why"),
    ):
        env.update({"COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))})
        assert expected in run().stdout.decode().split()


@pytest.mark.parametrize("arguments", [[], ["-t", "json"], ["explain"]])
def test_terminal_without_input(run: Run, arguments: list[str]) -> None:
    master, slave = pty.openpty()
    try:
        done = run(*arguments, stdin_from=slave)
    finally:
        os.close(master)
        os.close(slave)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"Usage: beritaclean [OPTIONS] [PATH|-]...\n")
    assert b"--help" in done.stderr


# --- configuration ----------------------------------------------------------------------------------------


def test_configuration(run: Run, tmp_path: Path, env: dict[str, str]) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "beritaclean.toml").write_text('to = "json"\nkeep = ["ad"]\n')
    (tmp_path / "plain.toml").write_text('drop = ["body"]\n')

    assert json.loads(run(stdin=PAGE, cwd=inner).stdout)["text"].startswith("ADVERTISEMENT\n")
    assert run("-t", "text", stdin=PAGE, cwd=inner).stdout.decode() == f"ADVERTISEMENT\n\n{CLEAN}"
    assert run("-t", "text", "--drop", "ad", stdin=PAGE, cwd=inner).stdout.decode() == CLEAN
    assert run("--isolated", stdin=PAGE, cwd=inner).stdout.decode() == CLEAN
    assert run("--config", "../../plain.toml", stdin=PAGE, cwd=inner).stdout == b""
    (tmp_path / "a" / "beritaclean.toml").write_text("")
    assert run(stdin=PAGE, cwd=inner).stdout.decode() == CLEAN


def test_configuration_of_the_user(run: Run, tmp_path: Path, env: dict[str, str]) -> None:
    env["XDG_CONFIG_HOME"] = str(tmp_path / "config")
    (tmp_path / "config" / "beritaclean").mkdir(parents=True)
    (tmp_path / "config" / "beritaclean" / "beritaclean.toml").write_text('keep = ["ad"]\n')
    assert run(stdin=PAGE).stdout.startswith(b"ADVERTISEMENT\n")


SAVED = f"""<link rel=canonical href=https://www.kabarbaru.com/1>
<p>{PROSE}</p><p class=sisip>Pengembang di kota ini memberi potongan harga sampai akhir bulan Mei.</p>
<p>{MORE}</p>
"""


def test_filter_list(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("! mine\n||iklan.com^\nkabarbaru.com##.sisip\n")
    (tmp_path / "page.html").write_text(SAVED)
    arguments = ("page.html", "--filter-list", "mine.txt")

    assert run("page.html").stdout.decode().count("\n") == 5
    done = run(*arguments, "-v")
    assert done.stdout.decode() == f"{PROSE}\n\n{MORE}\n"
    assert b"mine.txt: 1 selectors of elements read, 1 other rules skipped\n" in done.stderr
    assert b"\tfilter-list/mine.txt:3\tPengembang" in run("explain", *arguments).stdout
    for off in ("filter-list", "filter-list/mine.txt:3", "ad"):
        assert run(*arguments, "--ignore", off).stdout == run("page.html").stdout
    assert run(*arguments, "--select", "filter-list").stdout == done.stdout
    (tmp_path / "beritaclean.toml").write_text('filter_list = ["mine.txt"]\n')
    assert run("page.html").stdout == done.stdout


def test_a_filter_list_that_cannot_be_used(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_bytes(b"##.a\n##.\xff\n")

    done = run("--filter-list", "mine.txt", stdin=PAGE)

    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"beritaclean: error: mine.txt:2: is not UTF-8 (save it as UTF-8)\n"


def test_element_rules_of_a_pack(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kabar.toml").write_text('publisher = "kabarbaru.com"\n[html]\ndrop.promo = [".sisip"]\n')
    (tmp_path / "page.html").write_text(SAVED)

    assert run("page.html", "--rules", "kabar.toml").stdout.decode() == f"{PROSE}\n\n{MORE}\n"
    assert b"kabar/html-drop\tPengembang" in run("explain", "page.html", "--rules", "kabar.toml").stdout
    shown = run("rules", "show", "--rules", "kabar.toml", "kabar/html-drop").stdout.decode()
    assert shown.startswith("kabar/html-drop: elements of saved pages of kabarbaru.com\n  promo     .sisip\n")
    assert run("rules", "list", "--rules", "kabar.toml", "--pack", "kabar").stdout == (
        b"kabar/html-drop\tpromo\tanywhere\telement\t.sisip\n"
    )


def test_show_config(run: Run, tmp_path: Path) -> None:
    (tmp_path / "beritaclean.toml").write_text('to = "json"\nkeep = ["ad"]\n')
    file = tmp_path / "beritaclean.toml"
    done = run("--show-config", "--keep", "date", "--publisher", "none")
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        f'to = "json"  # {file}',
        'from = "auto"  # default',
        'publisher = "none"  # command line',
        "rules = []  # default",
        "filter_list = []  # default",
        "select = []  # default",
        "ignore = []  # default",
        f'keep = ["ad", "date"]  # {file}, command line',
        "drop = []  # default",
        'separator = ""  # default',
        'field = "text"  # default',
        'encoding = ""  # default',
        "fix_mojibake = false  # default",
        'eol = "lf"  # default',
        'links = "drop"  # default',
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'too = "json"\n', 'unknown key "too" (did you mean "to"?)'),
        (b'to = "jsn"\n', '"to" is "jsn" (did you mean "json"?)'),
        (b"keep = 3\n", '"keep" is not a list of strings (make it a list of strings)'),
        (b'fix_mojibake = "yes"\n', '"fix_mojibake" is not true or false (make it true or false)'),
        (b"to = [\n", None),
        (b"\xff\xfe", "is not UTF-8 (save it as UTF-8)"),
    ],
)
def test_bad_configuration(run: Run, tmp_path: Path, content: bytes, message: str | None) -> None:
    (tmp_path / "beritaclean.toml").write_bytes(content)
    done = run(stdin=PAGE)

    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(f"beritaclean: error: {tmp_path}/beritaclean.toml: ".encode())
    if message is not None:
        assert done.stderr.decode().endswith(f"beritaclean.toml: {message}\n")


def test_bad_configuration_of_values_checked_later(run: Run, tmp_path: Path) -> None:
    (tmp_path / "beritaclean.toml").write_text('publisher = "nobody.example"\n')
    assert run(stdin=PAGE).returncode == 2
    (tmp_path / "beritaclean.toml").write_text('encoding = "uft-8"\n')
    assert run(stdin=PAGE).returncode == 2


# --- where it goes ----------------------------------------------------------------------------------------


def test_output_file(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    expect(run("-o", "out.txt", stdin=PAGE), 0, "", "")
    assert out.read_text() == CLEAN
    out.chmod(0o640)
    expect(run("--output", "out.txt", stdin=OTHER), 0, "", "")
    assert (out.read_text(), out.stat().st_mode & 0o777) == (OTHER, 0o640)
    assert drafts(tmp_path) == []


def test_output_over_the_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    expect(run("page.txt", "-o", "page.txt"), 0, "", "")
    assert (tmp_path / "page.txt").read_text() == CLEAN


def test_output_through_a_link(run: Run, tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    run("-o", "link.txt", stdin=PAGE)
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == CLEAN


def test_output_to_what_is_no_file(run: Run, tmp_path: Path) -> None:
    expect(run("-o", "-", stdin=PAGE), 0, CLEAN, "")
    expect(run("-o", "/dev/stdout", stdin=PAGE), 0, CLEAN, "")
    expect(run("-o", os.devnull, stdin=PAGE), 0, "", "")
    assert not Path(os.devnull).is_file()
    expect(
        run("-o", "/dev/full", stdin=PAGE),
        1,
        "",
        "beritaclean: error: /dev/full: cannot be written: No space left on device\n",
    )
    (tmp_path / "folder").mkdir()
    expect(run("-o", "folder", stdin=PAGE), 1, "", "beritaclean: error: folder: is a folder (name a file)\n")
    missing = "beritaclean: error: no/out.txt: cannot be written: No such file or directory\n"
    expect(run("-o", "no/out.txt", stdin=PAGE), 1, "", missing)


def test_output_when_inputs_fail(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out.txt").write_text("as before")
    assert run("gone.txt", "-o", "out.txt").returncode == 1
    assert (tmp_path / "out.txt").read_text() == "as before"
    assert run("gone.txt", "-", "-o", "out.txt", stdin=PAGE).returncode == 1
    assert (tmp_path / "out.txt").read_text() == CLEAN
    assert run("--publisher", "x", "-o", "out.txt", stdin=PAGE).returncode == 2
    assert (tmp_path / "out.txt").read_text() == CLEAN
    assert drafts(tmp_path) == []


def test_full_device(run: Run) -> None:
    with open("/dev/full", "wb") as full:
        for arguments in ([], ["explain"], ["rules", "list"], ["--show-config"], ["-t", "json"]):
            done = run(*arguments, stdin=PAGE, stdout=full)
            assert done.returncode == 1
            assert done.stderr == (
                b"beritaclean: error: <stdout>: cannot be written: No space left on device\n"
            ), arguments


def test_file_too_large_leaves_nothing(env: dict[str, str], tmp_path: Path) -> None:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    (tmp_path / "out.txt").write_text("as before")
    done = subprocess.run(
        [sys.executable, "-B", "-m", "beritaclean", "-o", "out.txt"],
        input=(PROSE + "\n").encode() * 5000,
        env=env,
        cwd=tmp_path,
        capture_output=True,
        check=False,
        preexec_fn=limit,
    )

    assert (done.returncode, done.stderr) == (
        1,
        b"beritaclean: error: out.txt: cannot be written: File too large\n",
    )
    assert (tmp_path / "out.txt").read_text() == "as before"
    assert drafts(tmp_path) == []


@pytest.mark.parametrize("arguments", [[], ["-t", "jsonl"], ["explain"], ["rules", "list"], ["--help"]])
def test_closed_pipe_is_quiet(env: dict[str, str], tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "in.txt").write_text(f"{PAGE}\f\n" * 3000)
    reading, writing = os.pipe()
    os.close(reading)
    with open(tmp_path / "in.txt", "rb") as stdin:
        command = [sys.executable, "-m", "beritaclean", *arguments]
        done = subprocess.run(
            command, stdin=stdin, stdout=writing, stderr=subprocess.PIPE, env=env, cwd=tmp_path, check=False
        )
    os.close(writing)

    assert (done.returncode, done.stderr) == (0, b"")


def test_head_is_quiet(env: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "beritaclean"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd=tmp_path
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdin.write(f"{PAGE}\f\n".encode() * 300)
        program.stdin.flush()
        assert program.stdout.readline().decode() == f"{PROSE}\n"
        program.stdout.close()
        try:
            for _ in range(1000):
                program.stdin.write(f"{PAGE}\f\n".encode() * 100)
                program.stdin.flush()
        except BrokenPipeError:
            pass
        assert program.wait() == 0
        assert program.stderr.read() == b""


@pytest.mark.parametrize(
    ("redirect", "code", "out", "err"),
    [
        ("<&-", 1, "", "beritaclean: error: <stdin>: is closed (name a file)\n"),
        ("< page.txt >&-", 1, "", "beritaclean: error: <stdout>: is closed (name a file with -o)\n"),
        ("gone.txt page.txt 2>&-", 1, CLEAN, ""),
        ("page.txt <&-", 0, CLEAN, ""),
    ],
)
def test_closed_streams(
    env: dict[str, str], tmp_path: Path, redirect: str, code: int, out: str, err: str
) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    command = f'"{sys.executable}" -m beritaclean {redirect}'
    done = subprocess.run(["sh", "-c", command], capture_output=True, env=env, cwd=tmp_path, check=False)
    expect(done, code, out, err)


@pytest.mark.parametrize("arguments", [[], ["-o", "out.txt"], ["explain", "-o", "out.txt"]])
def test_interrupt(env: dict[str, str], tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "out.txt").write_text("as before")
    with subprocess.Popen(
        [sys.executable, "-m", "beritaclean", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env,
        cwd=tmp_path,
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdin.write(f"{PAGE}\f\n".encode() * 300)
        program.stdin.flush()
        if arguments:
            wait_for(lambda: drafts(tmp_path))
        else:
            program.stdout.readline()
        program.send_signal(signal.SIGINT)
        assert program.wait(LONGEST) == 130
        assert program.stderr.read() == b""

    assert (tmp_path / "out.txt").read_text() == "as before"
    assert drafts(tmp_path) == []


# --- the last resort --------------------------------------------------------------------------------------


def test_no_traceback(env: dict[str, str], tmp_path: Path) -> None:
    code = (
        "import sys, beritaclean.cleaner as c, beritaclean.cli as cli\n"
        "def fail(*_): raise ZeroDivisionError('harga\\x1b[31m')\n"
        "c.Cleaner.document = fail\n"
        "raise SystemExit(cli.main(sys.argv[1:]))\n"
    )
    command = [sys.executable, "-c", code]
    options = {"input": PAGE.encode(), "env": env, "cwd": tmp_path, "capture_output": True, "check": False}
    done = subprocess.run(command, **options)  # type: ignore[call-overload]
    expect(
        done,
        1,
        "",
        "beritaclean: error: internal error: ZeroDivisionError: harga\\x1b[31m"
        " (please report it; -v shows where)\n",
    )
    done = subprocess.run([*command, "-v"], **options)  # type: ignore[call-overload]
    assert done.returncode == 1
    assert b"Traceback" in done.stderr
    assert all(line.startswith(b"beritaclean: ") for line in done.stderr.splitlines())


# --- what it costs ----------------------------------------------------------------------------------------

HEAVY = ("rich", "selectolax", "charset_normalizer", "ftfy", "multiprocessing", "tomllib")


def loaded(env: dict[str, str], tmp_path: Path, *arguments: str) -> set[str]:
    """The heavy modules that a run has loaded at its end."""
    code = (
        "import sys, beritaclean.cli as cli\n"
        "cli.main(sys.argv[1:])\n"
        f"print(*[name for name in {(*HEAVY, 'typer')!r} if name in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        input=PAGE.encode(),
        env=env,
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    return set(done.stderr.decode().split())


def test_start_loads_nothing_heavy(env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    assert loaded(env, tmp_path) == set()
    assert loaded(env, tmp_path, "page.txt") == set()
    assert loaded(env, tmp_path, "-t", "json", "--keep", "byline", "-o", "page.json") == set()
    assert loaded(env, tmp_path, "explain", "-q") == set()


def test_memory_does_not_grow_with_a_stream(env: dict[str, str], tmp_path: Path) -> None:
    line = json.dumps({"id": 1, "text": PAGE * 40}).encode() + b"\n"
    code = (
        "import resource, sys, beritaclean.cli as cli\n"
        "cli.main(sys.argv[1:])\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)\n"
    )
    peaks = []
    for megabytes in (1, 8):
        with open(tmp_path / "in.jsonl", "wb") as stream:
            for _ in range(megabytes * 1024 * 1024 // len(line)):
                stream.write(line)
        done = subprocess.run(
            [sys.executable, "-c", code, "in.jsonl"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=env,
            cwd=tmp_path,
            check=True,
        )
        peaks.append(int(done.stderr) // (1024 if sys.platform != "darwin" else 1024 * 1024))

    assert peaks[1] - peaks[0] < 20, peaks
