"""What an input is: by its beginning, else by its name, else text."""

from __future__ import annotations

import pytest

from beritaclean.readers import HEAD, READERS, sniff


@pytest.mark.parametrize(
    ("head", "name", "form"),
    [
        pytest.param(b"Harga < Rp 5.000, kata dia: a <b> c", "", "text", id="a sign"),
        pytest.param(b"{Harga beras}", "", "text", id="a brace"),
        pytest.param(b"", "", "text", id="nothing"),
        pytest.param(b"<3 Indonesia", "", "text", id="a heart"),
        pytest.param(b"Content-Type: text, kata dia", "", "text", id="words"),
        pytest.param(b"x", "page.txt", "text", id="txt"),
        pytest.param(b"<!DOCTYPE html><html>", "", "html", id="doctype"),
        pytest.param(b"\xef\xbb\xbf\n <HTML lang=id>", "page.txt", "html", id="content before name"),
        pytest.param(b"<?xml version='1.0'?>\n<!-- x --><html>", "", "html", id="xhtml"),
        pytest.param("<html>".encode("utf-16"), "", "html", id="utf-16"),
        pytest.param(b"b'<!DOCTYPE html>\\n<html>", "", "html", id="bytes printed by Python"),
        pytest.param(b"'<3 Indonesia'", "", "text", id="a quote"),
        pytest.param(b"Teks <b>a</b> <i>b</i> <b>a</b> <i>b</i> <p>c</p>", "", "html", id="a fragment"),
        pytest.param(b"x", "page.HTM", "html", id="htm"),
        pytest.param(b'{"text": "a"}', "", "jsonl", id="jsonl"),
        pytest.param(b'\xef\xbb\xbf{ "text": "<html>"}', "page.html", "jsonl", id="jsonl first"),
        pytest.param('{"a": 1}'.encode("utf-16"), "", "jsonl", id="jsonl in utf-16"),
        pytest.param(b"x", "pages.ndjson", "jsonl", id="ndjson"),
        pytest.param(b"WARC/1.0\r\nWARC-Type: warcinfo", "", "warc", id="warc"),
        pytest.param(b"From: <Saved by Blink>\r\nSnapshot", "", "mhtml", id="blink"),
        pytest.param(b"MIME-Version: 1.0\nContent-Type: multipart/related;", "", "mhtml", id="mime"),
        pytest.param(b"x", "page.mht", "mhtml", id="mht"),
    ],
)
def test_sniff(head: bytes, name: str, form: str) -> None:
    assert sniff(head, name) == form


def test_table() -> None:
    assert list(READERS) == ["text", "html", "mhtml", "jsonl", "warc"]


def test_only_the_head_counts() -> None:
    assert sniff(b" " * HEAD + b"<!doctype html>") == "text"
