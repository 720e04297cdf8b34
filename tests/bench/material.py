"""What is measured on: pages of the corpus beside the repository, and files made of them."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import NamedTuple

from beritaclean.rules.load import load_all
from beritaclean.rules.match import compiled
from tests.corpus import CORPUS

#: Words for grep: shorter ones ("·", "1") would make it drop every line at once.
SHORTEST = 5
#: The size of the page of which the start-up is measured, in characters.
PAGE = 4096


class Material(NamedTuple):
    """Texts of pasted pages, bytes of saved ones, a scratch folder, the environment for commands.

    `news` are those of the saved pages that are Indonesian news. In the folder stand `page.txt` and
    `page.html` (one page of 4 KB), `pages.txt`, `pages.jsonl` and `words` (for grep).
    """

    folder: Path
    environment: dict[str, str]
    texts: list[str]
    saved: list[bytes]
    news: list[bytes]


def is_there() -> bool:
    """Tell whether the corpus lies beside the repository."""
    return (CORPUS / "bulk").is_dir()


def make_material(folder: Path) -> Material:
    """Return the material, with the files made in a scratch folder."""
    data = gzip.decompress((CORPUS / "bulk" / "id_lines.jsonl.gz").read_bytes())
    texts = [json.loads(line)["text"] for line in data.splitlines()]
    (folder / "pages.jsonl").write_bytes(data)
    (folder / "pages.txt").write_text("\n\f\n".join(texts), encoding="utf-8")
    page = texts[0][:PAGE]
    (folder / "page.txt").write_text(page, encoding="utf-8")
    paragraphs = "".join(f"<p>{line}</p>\n" for line in page.splitlines() if line.strip())
    html = f"<!doctype html><title>x</title><article><h1>x</h1>{paragraphs}</article>"
    (folder / "page.html").write_text(html, encoding="utf-8")
    (folder / "words").write_text("\n".join(list_literals()) + "\n", encoding="utf-8")
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "BERITACLEAN_CACHE": str(folder / "cache"),
        "PYTHONPYCACHEPREFIX": str(folder / "pyc"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    news = [path.read_bytes() for path in sorted((CORPUS / "dev-html").glob("*.html"))]
    others = [gzip.decompress(path.read_bytes()) for path in sorted((CORPUS / "naeb").glob("*.html.gz"))]
    return Material(folder, environment, texts, news + others, news)


def list_literals() -> list[str]:
    """The literals of all shipped packs, and the text every match of their regexes holds."""
    found: set[str] = set()
    for pack in load_all():
        for rule in pack.rules:
            for form in (rule.exact, rule.prefix, rule.suffix, rule.contains):
                found.update(form)
            found.update(word for pattern in rule.regex for word in compiled(pattern).clue.words)
    return sorted(word for word in found if len(word) >= SHORTEST)
