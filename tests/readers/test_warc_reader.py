"""Web archives: the pages in them, and that damage costs its own record."""

from __future__ import annotations

import gzip
import time

import pytest

from beritaclean.readers import READERS, ReadOptions, sniff
from beritaclean.readers.warc import Raw, read_record, read_warc, split_warc

PROSE = "Harga beras di Pasar Induk naik, kata pedagang bernama Rahmat, Senin (6/5/2024) siang."


#: The charset that a server names, and a page: what is read.
CHARSETS = [
    pytest.param("ISO-8859-1", "<p>“Kafé” 5".encode("cp1252"), "“Kafé” 5", id="latin-1 means cp1252"),
    pytest.param("gb2312", "<p>北京镕".encode("gb18030"), "北京镕", id="GB 2312 means GB 18030"),
    pytest.param("iso-8859-1", "<p>“Kafé”".encode(), "“Kafé”", id="another, and it is UTF-8"),
    pytest.param(
        "iso-8859-1",
        "<meta charset=windows-1251><p>Привет".encode("cp1251"),
        "Привет",
        id="not the page's own",
    ),
    pytest.param(
        "windows-1251", "<meta charset=zzz><p>Привет".encode("cp1251"), "Привет", id="page's unknown"
    ),
    pytest.param("zzz", "<p>“Kafé”".encode("cp1252"), "“Kafé”", id="unknown"),
]


def page(number: int) -> bytes:
    return f"<html><title>Kabar {number}</title><p>{PROSE[:-1]} {number}.</p></html>".encode()


def record(
    number: int = 0,
    data: bytes | None = None,
    kind: str = "response",
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html"),),
    status: str = "200 OK",
    packed: bool = False,
) -> bytes:
    """A record as crawlers write it."""
    answer = "".join(f"{name}: {value}\r\n" for name, value in headers)
    block = page(number) if data is None else data
    if kind == "response":
        block = f"HTTP/1.1 {status}\r\n{answer}\r\n".encode() + block
    media = "text/html" if kind == "resource" else f"application/http; msgtype={kind}"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://news.detik.com/{number}\r\n"
        f"WARC-Date: 2024-05-06T07:08:09Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    whole = head.encode() + block + b"\r\n\r\n"
    return gzip.compress(whole) if packed else whole


def read(data: bytes, size: int = 10**9) -> list[str]:
    """The last word of each page, or what is wrong with it."""
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    return [
        item.error or item.page.text.split()[-1].rstrip(".") for item in read_warc(chunks, "a", ReadOptions())
    ]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("size", [1, 100, 10**9])
def test_pages_come_in_order(packed: bool, size: int) -> None:
    data = b"".join(record(number, packed=packed) for number in range(4))

    assert read(data, size) == ["0", "1", "2", "3"]
    assert read(gzip.compress(b"".join(record(number) for number in range(4))), size) == ["0", "1", "2", "3"]


def spoil_sum(packed: bytes) -> bytes:
    return packed[:-8] + b"\0\0\0\0" + packed[-4:]


#: Archives with damage, and what is read of them.
DAMAGED = [
    pytest.param(
        spoil_sum(gzip.compress(b"".join(record(number) for number in range(300))))
        + record(300, packed=True),
        [*map(str, range(300)), "a:301: is damaged", "300"],
        id="a sum",
    ),
    pytest.param(
        record(0, packed=True)[:-30] + record(1, packed=True) + record(2, packed=True)[:-9],
        ["a:1: is damaged", "1", "2", "a:4: is damaged"],
        id="cut off",
    ),
    pytest.param(
        record(0) + b"WARC/1.0\r\nX: a\r\n" + record(1),
        ["0", "a:2: is damaged", "1"],
        id="a head without end",
    ),
]


@pytest.mark.parametrize("size", [7, 97, 10**9])
@pytest.mark.parametrize(("data", "expected"), DAMAGED)
def test_damage_does_not_depend_on_chunks(data: bytes, expected: list[str], size: int) -> None:
    assert read(data, size) == expected


def test_heads_without_end_take_no_second() -> None:
    """100 KB of them took 4.4 s: for each the end was sought in the next 64 KB."""
    start = time.process_time()

    assert len(read(b"WARC/1.0\r\nX:" * 8000)) == 8000
    assert time.process_time() - start < 1


def test_page_knows_where_it_was_and_when() -> None:
    [item] = read_warc([record(7)], "a", ReadOptions())

    assert item.page.source == "https://news.detik.com/7"
    assert item.page.facts["host"] == "news.detik.com"
    assert item.page.facts["retrieved"] == "2024-05-06T07:08:09Z"
    assert sniff(record(7)) == sniff(b"x", "a.warc") == "warc"


def test_what_is_no_page_is_passed_over() -> None:
    others = [
        record(1, headers=(("Content-Type", "image/png"),)),
        record(2, status="404 Not Found"),
        record(3, kind="request", data=b"GET / HTTP/1.1\r\n\r\n"),
        record(4, headers=()),
    ]

    assert read(b"".join([record(0), *others, record(5), record(6, kind="resource")])) == ["0", "5", "6"]
    whys = [read_record(raw, "a", ReadOptions()) for raw in split_warc(others)]
    assert whys == ["is image/png, not HTML", "is an answer 404", "is of no type, not HTML"]


def test_what_servers_do_to_pages_is_undone() -> None:
    html = ("Content-Type", "text/html; charset=ISO-8859-1")
    squeezed = record(1, gzip.compress(page(1)), headers=(html, ("Content-Encoding", "gzip")))
    chunked = record(
        2,
        b"%x\r\n%b\r\n0\r\n\r\n" % (len(page(2)), page(2)),
        headers=(html, ("Transfer-Encoding", "chunked")),
    )
    latin = record(3, "<p>Kafé ini buka 3</p>".encode("latin-1"), headers=(html,))
    wrong = record(4, "<p>Kafé “ini” buka 4</p>".encode(), headers=(html,))
    pages = [item.page.text for item in read_warc([squeezed + chunked + latin + wrong], "a", ReadOptions())]

    assert pages == [f"{PROSE[:-1]} 1.", f"{PROSE[:-1]} 2.", "Kafé ini buka 3", "Kafé “ini” buka 4"]


@pytest.mark.parametrize(("charset", "data", "text"), CHARSETS)
def test_charset_that_a_server_names(charset: str, data: bytes, text: str) -> None:
    kind = ("Content-Type", f"text/html; charset={charset}")
    mail = f"Content-Type: text/html; charset={charset}\n\n".encode() + data

    assert [item.page.text for item in read_warc([record(0, data, headers=(kind,))], "a", ReadOptions())] == [
        text
    ]
    assert [item.page.text for item in READERS["mhtml"]([mail], "a", ReadOptions())] == [text]


def test_the_caller_names_the_encoding() -> None:
    kind = ("Content-Type", "text/html; charset=windows-1251")
    data = record(0, "<p>“Kafé”".encode("cp1252"), headers=(kind,))

    [item] = read_warc([data], "a", ReadOptions(encoding="cp1252"))
    assert item.page.text == "“Kafé”"


def test_markup_is_told() -> None:
    data = record(0, b"<p>Harga <b>naik</b> di <a href=/pasar>pasar</a>.<img src=/a.jpg alt=Pasar>")

    for links, kinds in ((False, ["strong", "image"]), (True, ["strong", "link", "image"])):
        [item] = read_warc([data], "a", ReadOptions(formats=True, links=links))
        assert [each.kind for each in item.page.formats] == kinds


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("bad", [0, 1, 2])
@pytest.mark.parametrize("size", [7, 10**9])
def test_damaged_record_costs_itself(packed: bool, bad: int, size: int) -> None:
    records = [record(number, packed=packed) for number in range(3)]
    whole = records[bad]
    kinds = [whole[:-80] + whole[-40:], whole.replace(b"Length", b"Width"), whole.replace(b"WARC/1", b"W", 1)]
    if packed:
        kinds = [whole[:80] + b"\xff" * 60 + whole[140:], whole[:80] + whole[140:], whole[:-40]]
    for spoiled in kinds:
        got = read(b"".join([*records[:bad], spoiled, *records[bad + 1 :]]), size)

        assert [each for each in got if "damaged" not in each] == [str(n) for n in range(3) if n != bad]
        assert len(got) == 3


@pytest.mark.parametrize("length", [b"1", b"99999", b"99999999999999999", b"x"])
def test_record_that_lies_about_its_length(length: bytes) -> None:
    bad = record(1)
    at = bad.index(b"Content-Length: ")
    bad = bad[:at] + b"Content-Length: " + length + bad[bad.index(b"\r\n", at) :]
    got = read(record(0) + bad + record(2))

    assert got[0] == "0"
    assert "a:2: is " in got[1]
    assert got[2:] == ([] if b"9999999" in length else ["2"])  # what is too large is skipped as a whole


def test_record_that_is_too_large() -> None:
    raws = list(split_warc([record(0), record(1, b"x" * 5000), record(2)], "a", 1000))

    assert [raw.problem for raw in raws] == ["", "is larger than 1,000 bytes", ""]
    bomb = record(
        0, gzip.compress(bytes(5000)), headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip"))
    )
    [raw] = split_warc([bomb], "a", 1000)
    item = read_record(raw, "a:1", ReadOptions(), 1000)
    assert not isinstance(item, str)
    assert item.error == "a:1: is larger than 1,000 bytes"


@pytest.mark.parametrize(
    "data", [b"", b"\r\n\r\n", b"Harga beras naik.\n" * 9, b"WARC/1.0\r\n", b"WARC/1.0\r\n\r\n"]
)
def test_what_is_no_archive(data: bytes) -> None:
    assert all("is damaged" in each for each in read(data))
    assert read_record(Raw(b"WARC/1.0\r\n\r\n"), "a", ReadOptions()) is not None


def test_archive_cut_off() -> None:
    for packed in (False, True):
        whole = record(0, packed=packed) + record(1, packed=packed)
        for end in range(len(record(0, packed=packed)) + 30, len(whole) - 12, 11):
            assert read(whole[:end])[0] == "0"
            assert "is damaged" in read(whole[:end])[1]
