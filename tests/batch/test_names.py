"""What names say."""

from __future__ import annotations

import pytest

from beritaclean.batch.names import ENDINGS, name_target, read_name
from beritaclean.config import CHOICES


@pytest.mark.parametrize(
    "name", ["kabar", "kabar.5", "a.b/kabar", ".html", "a/.txt", "kabar.", "kabar.css", ""]
)
def test_name_that_says_nothing_is_kept(name: str) -> None:
    assert read_name(name) == (name, "", "")


@pytest.mark.parametrize(
    ("name", "stem", "form", "packing"),
    [
        ("kabar.txt", "kabar", "text", ""),
        ("a/kabar.1.HTM", "a/kabar.1", "html", ""),
        ("kabar.mhtml", "kabar", "mhtml", ""),
        ("kabar.jsonl", "kabar", "jsonl", ""),
        ("..html", ".", "html", ""),
        ("kabar\n.txt", "kabar\n", "text", ""),
        ("kabar.html.GZ", "kabar", "html", "gz"),
        ("kabar.zst", "kabar", "", "zst"),
        ("kabar.gz.txt", "kabar.gz", "text", ""),
        ("web.warc.gz", "web", "warc", "gz"),
        ("minggu.zip", "minggu", "zip", ""),
    ],
)
def test_name_in_its_parts(name: str, stem: str, form: str, packing: str) -> None:
    assert read_name(name) == (stem, form, packing)


def test_every_format_has_an_ending() -> None:
    assert set(ENDINGS) == set(CHOICES["to"])
    assert name_target("a/kabar.html", "json") == "a/kabar.json"
