"""Writes the metadata of a document as YAML front matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from beritaclean.decode import make_well_formed

if TYPE_CHECKING:
    from beritaclean.document import Document


def write_front_matter(document: Document) -> str:
    """Return the metadata that was found as YAML between rules, "" when none was."""
    lines: list[str] = []
    for name in ("title", "published", "byline", "dateline", "publisher", "language", "source"):
        if name == "byline":
            if document.byline:
                lines.append("byline:")
            for person in document.byline:
                lines += (f"  - name: {_quote(person.name)}", f"    role: {_quote(person.role)}")
            continue
        value = document.page.source if name == "source" else getattr(document, name)
        if value:
            lines.append(f"{name}: {_quote(value)}")
    return "\n".join(("---", *lines, "---")) if lines else ""


def _quote(value: str) -> str:
    """Return a string as a double-quoted scalar of YAML: as in JSON, and all that YAML bars escaped."""
    import json

    quoted = json.dumps(make_well_formed(value), ensure_ascii=False)
    return re.sub(
        "[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", lambda found: f"\\u{ord(found[0]):04x}", quoted
    )
