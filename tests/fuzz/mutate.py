"""Inputs to begin with, and small damage to them."""

from __future__ import annotations

from pathlib import Path
from random import Random

HERE = Path(__file__).parent
SAMPLES = HERE.parent.parent / "samples"
PACKS = HERE.parent.parent / "beritaclean" / "packs"

#: What each target stumbles over more often than chance has it.
TOKENS: dict[str, tuple[bytes, ...]] = {
    "html": (
        *(b"<p>", b"</p>", b"<div class='ad'>", b"</div>", b"<table><tr><td>", b"<li>", b"<h1>", b"<br>"),
        *(b"<script type='application/ld+json'>", b'{"@type":"NewsArticle","articleBody":"', b"</script>"),
        *(b"<template>", b"<svg>", b"<math>", b"<select>", b"<textarea>", b"<!--", b"-->", b"<![CDATA["),
        *(
            b"<meta charset=utf-16>",
            b"<meta property='og:title' content='x'>",
            b"&#0;",
            b"&#xd800;",
            b"&nbsp",
        ),
        *(b"<b style='display:none'>", b" hidden", b"<pre>", b"<plaintext>", b"<frameset>", b"\0", b"\xff"),
    ),
    "mhtml": (
        *(b"\r\n", b"\n\n", b"Content-Type: multipart/related; boundary=x\n", b"--x\n", b"--x--\n"),
        *(
            b"Content-Type: text/html; charset=utf-8\n",
            b"Content-Transfer-Encoding: base64\n",
            b"=\n",
            b"=3D",
        ),
        *(b"Content-Transfer-Encoding: quoted-printable\n", b"Content-Location: x\n", b"=?utf-8?q?x?="),
    ),
    "jsonl": (b'{"text": "', b'"}', b"\\u", b"\\ud800", b"1e999", b"NaN", b'"text":', b"\n", b"[[", b"{"),
    "packs": (
        *(b"[[rule]]\n", b'id = "a"\n', b'kind = "ad"\n', b'exact = ["', b'prefix = ["iklan"]\n', b'"]\n'),
        *(b"regex = ['", b"']\n", b"max_words = 3\n", b"sentence = false\n", b'does = "stretch"\n', b"\\"),
        *(b'where = "tail"\n', b'suffix = ["naik"]\n', b'contains = ["beras"]\n', b"= [", b"1979-05-27"),
        *(b"[html]\n", b"article = ['.isi']\n", b"[html.drop]\n", b"ad = ['.ad > p']\n"),
    ),
    "lists": (
        *(
            b"##",
            b"#@#",
            b"a.example",
            b",~",
            b".ad",
            b"#top",
            b":not(",
            b")",
            b" > ",
            b" + ",
            b" ",
            b"[href]",
        ),
        *(b'[class*="a" i]', b":first-child", b":empty", b"*", b"\n", b"!#if x\n", b"!#endif\n", b":has(p)"),
    ),
    "warc": (
        *(
            b"WARC/1.0\r\n",
            b"WARC/1.1\r\n",
            b"WARC-Type: response\r\n",
            b"Content-Length: 9\r\n",
            b"\r\n\r\n",
        ),
        *(
            b"Content-Length: -1\r\n",
            b"Content-Length: 99999999999\r\n",
            b"HTTP/1.1 200 OK\r\n",
            b"\x1f\x8b\x08",
        ),
        *(b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"0\r\n\r\n", b"<p>x", b"\0"),
    ),
    "gzip": (b"\x1f\x8b\x08", b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x4b\x04\x00"),
    "zip": (
        b"PK\x03\x04",
        b"PK\x01\x02",
        b"PK\x05\x06",
        b"PK\x06\x06",
        b"../",
        b"\xff\xff\xff\xff",
        b"\0" * 8,
    ),
    "tagged": (b"title\t", b"body\t", b"ad\t", b"blank\n", b"\t", b"\n", b"drop\t", b"\xef\xbb\xbf"),
    "regex": (
        b"(?:",
        b")",
        b"|",
        b"*",
        b"+",
        b"{2,3}",
        b"[^",
        b"a-z]",
        b"\\d",
        b"\\w",
        b"^",
        b"$",
        b".",
        b"\n",
    ),
    "cache": (b"[]", b"{}", b"null", b"-1", b"1e99", b'"regex"', b"true", b",", b"99999", b'"exact"'),
    "config": (
        b"keep = [",
        b'"byline"]\n',
        b"to = ",
        b"fix_mojibake = ",
        b"true\n",
        b"[x]\n",
        b"eol = 'lf'\n",
    ),
}
_TEXT = (
    *(
        "\n",
        "\r\n",
        "\r",
        "\f\n",
        "\u200b",
        "\u00a0",
        "\u2028",
        "\u202e",
        "“",
        "”",
        "\ufeff",
        "\0",
        "\x1b[31m",
    ),
    *("Baca juga: ", "ADVERTISEMENT", "Foto: ", " - ", "(rin/jok)", "Berita Terkait\n", "Copyright © 2024\n"),
    *(
        "JAKARTA, KOMPAS.com - ",
        "kata dia.",
        "Senin, 6 Mei 2024 11:00 WIB\n",
        "Penulis: Rina | Editor: Joko\n",
    ),
    *("[Gambas:Video 20detik]", "#tag ", "1. ", "- ", "Â", "â€œ"),
)
_TEXT_TOKENS = (*(token.encode() for token in _TEXT), b"\xff\xfe", b"\x80", b"\xed\xa0\x80")
#: No input grows beyond this, in bytes.
LONGEST = 4096


def tokens(target: str) -> tuple[bytes, ...]:
    """The tokens that are put into the inputs of a target."""
    return TOKENS.get(target, _TEXT_TOKENS)


def read_corpus(target: str) -> list[bytes]:
    """The kept inputs of a target: a line each, as escapes; what begins with # says why it is there."""
    lines = (HERE / "corpus" / f"{target}.txt").read_text(encoding="ascii").splitlines()
    return [
        line.encode().decode("unicode_escape").encode("latin-1")
        for line in lines
        if line and not line.startswith("#")
    ]


def write_line(data: bytes) -> str:
    """Return an input as a line of a corpus file."""
    return data.decode("latin-1").encode("unicode_escape").decode("ascii").replace("#", "\\x23", 1)


def seeds(target: str) -> list[bytes]:
    """What fuzzing of a target begins with: the kept inputs, and the beginnings of samples or packs."""
    found = {
        "html": SAMPLES.glob("*.html"),
        "mhtml": SAMPLES.glob("*.mhtml"),
        "packs": PACKS.glob("*.toml"),
        "page": SAMPLES.glob("*.txt"),
        "chain": SAMPLES.glob("*.*"),
    }.get(target, [])
    return [*read_corpus(target), *(path.read_bytes()[:LONGEST] for path in sorted(found))]


def mutate(data: bytes, other: bytes, words: tuple[bytes, ...], random: Random) -> bytes:
    """Return `data` with a few small changes: bytes flipped, cut, doubled, and pieces of others put in."""
    changed = bytearray(data)
    for _ in range(random.randint(1, 6)):
        at = random.randint(0, len(changed))
        end = min(at + random.choice((1, 2, 8, 64)), len(changed))
        match random.randrange(7):
            case 0:
                changed[at:end] = bytes(random.randrange(256) for _ in range(end - at))
            case 1:
                del changed[at:end]
            case 2:
                changed[at:at] = changed[at:end] * random.choice((1, 2, 20))
            case 3 | 4:
                changed[at:at] = random.choice(words) * random.choice((1, 1, 1, 30))
            case 5 if other:
                begin = random.randrange(len(other))
                changed[at:end] = other[begin : begin + 64]
            case 6 if at < len(changed):
                changed[at] ^= 1 << random.randrange(8)
    return bytes(changed[:LONGEST])
