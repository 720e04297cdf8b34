"""The MHTML reader: which part is the page, and its bytes. All cases are synthetic."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beritaclean.errors import InputError
from beritaclean.readers import READERS, ReadOptions
from beritaclean.readers.html import read_html
from beritaclean.readers.mhtml import find_html_part

PAGE = "<!DOCTYPE html><title>Banjir</title><p>“Surut,” kata <b>dia</b>."
HEADER = """From: <Saved by Blink>
Snapshot-Content-Location: https://contoh.id/berita/1
Subject: =?utf-8?Q?Banjir_surut?=
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--abc"{start}

"""


def make_part(kind: str, body: str, coding: str = "8bit", more: str = "") -> str:
    return f"----abc\nContent-Type: {kind}\nContent-Transfer-Encoding: {coding}\n{more}\n{body}\n"


def make_mail(*parts: str, start: str = "") -> bytes:
    return (HEADER.format(start=start) + "".join(parts) + "----abc--\n").encode()


QUOTED = "<p>=E2=80=9CSurut,=E2=80=9D kata =\ndia. 1=3D1"
PICTURE = make_part("image/png", "iVBORw0KGgo=", "base64")
FRAME = make_part(
    "text/html", "<p>iklan", more="Content-Location: https://iklan.contoh.id/\nContent-ID: <f2>\n"
)
MAIN = make_part(
    "text/html", "<p>isi", more="Content-Location: https://contoh.id/berita/1\nContent-ID: <f1>\n"
)

FOUND = [
    pytest.param(
        make_mail(make_part("text/html", QUOTED, "quoted-printable")), "<p>“Surut,” kata dia. 1=1", id="QP"
    ),
    pytest.param(
        make_mail(make_part("text/html", base64.b64encode(PAGE.encode()).decode(), "base64")),
        PAGE,
        id="base64",
    ),
    pytest.param(
        make_mail(PICTURE, make_part("application/xhtml+xml", PAGE)), PAGE, id="after a picture, XHTML"
    ),
    pytest.param(make_mail(FRAME, MAIN), "<p>isi", id="the part of the address it was saved from"),
    pytest.param(
        make_mail(FRAME, MAIN, start='; start="<f2>"'), "<p>iklan", id="the part it says it starts with"
    ),
    pytest.param(make_mail(make_part("text/html", PAGE)).replace(b"\n", b"\r\n"), PAGE, id="CRLF"),
    pytest.param(
        b"\xef\xbb\xbf\n" + make_mail(make_part("text/html", PAGE)), PAGE, id="after a mark and a blank"
    ),
    pytest.param(make_mail(make_part("text/html", PAGE))[:-10], PAGE, id="cut off"),
    pytest.param(f"Content-Type: text/html\n\n{PAGE}".encode(), PAGE, id="a mail that is the page"),
]


@pytest.mark.parametrize(("data", "markup"), FOUND)
def test_the_page_is_found(data: bytes, markup: str) -> None:
    assert find_html_part(data)[0].decode().strip().replace("\r\n", "\n") == markup


CHARSETS = [
    pytest.param("text/html", "", id="none"),
    pytest.param('text/html; charset="UTF-8"', "utf-8", id="UTF-8"),
    pytest.param("text/html; charset=windows-1252", "windows-1252", id="cp1252"),
    pytest.param("text/html; charset=zzz", "zzz", id="unknown"),
    pytest.param("text/html; charset*=x'y'%e4", "", id="broken"),
]


@pytest.mark.parametrize(("kind", "charset"), CHARSETS)
def test_charset(kind: str, charset: str) -> None:
    assert find_html_part(make_mail(make_part(kind, PAGE)))[1] == charset


def test_the_part_is_read_with_its_charset() -> None:
    part = make_part("text/html; charset=windows-1252", "<p>=93Surut=94", "quoted-printable")
    found = find_html_part(make_mail(part))

    assert read_html(found.data, encoding=found.charset or None).text == "“Surut”"


def test_the_page_is_of_the_host_it_was_saved_from() -> None:
    own = PAGE.replace("<p>", "<link rel=canonical href=https://m.contoh.id/1><p>")

    for markup, host in ((PAGE, "contoh.id"), (own, "m.contoh.id")):
        [item] = READERS["mhtml"]([make_mail(make_part("text/html", markup))], "a.mht", ReadOptions())
        assert (item.page.source, item.page.facts["host"]) == ("a.mht", host)


@pytest.mark.parametrize("data", [b"", b"Warga pulang.", make_mail(PICTURE), b"<p>isi"])
def test_no_html_is_refused(data: bytes) -> None:
    with pytest.raises(
        InputError, match=r'^a\.mht: no part of HTML \(save the page as "Webpage, Single File"'
    ):
        find_html_part(data, "a.mht")


def test_parts_nested_without_end_are_refused() -> None:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(5_000))
    with pytest.raises(InputError, match=r"^mhtml: parts nested too deeply"):
        find_html_part(nested.encode())


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 600), st.integers(0, 60), st.binary(max_size=30))
def test_a_damaged_file_is_read_or_refused(place: int, length: int, noise: bytes) -> None:
    data = make_mail(FRAME, MAIN, PICTURE)
    try:
        found = find_html_part(data[:place] + noise + data[place + length :])
    except InputError:
        return
    read_html(found.data, encoding=found.charset or None, address=found.address)
