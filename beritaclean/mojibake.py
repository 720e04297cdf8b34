"""Text that was UTF-8 and was read as something else before it was saved: how it is known, and undone."""

from __future__ import annotations

import re
from functools import cache


def has_mojibake(text: str) -> bool:
    """Tell whether text holds UTF-8 that was read as cp1252 or latin-1: "â€œ", "Ã©", "Â ".

    >>> has_mojibake("â€œHujan,â€\\x9d katanya"), has_mojibake("“Hujan” di Café São José")
    (True, False)
    """
    if text.isascii() or not any(lead in text for lead in "âÂÃÄÅðïÐÑØÙ"):
        return False
    return _mojibake().search(text) is not None


def repair_mojibake(text: str) -> str:
    """Undo mojibake in the lines that hold it; no line is added or lost, other lines are as they were."""
    if not has_mojibake(text):
        return text
    from ftfy import fix_encoding

    pieces = re.split("([\r\n]+)", text)
    for number, line in enumerate(pieces):
        if has_mojibake(line):
            # the closing quote's third byte is undefined in cp1252, and often lost: ftfy reads "†"
            whole = _mojibake().sub(lambda found: found[0] + "\x9d" * bool(found["lost"]), line)
            fixed = fix_encoding(whole)
            if "\n" not in fixed and "\r" not in fixed:
                pieces[number] = fixed
    return "".join(pieces)


@cache
def _mojibake() -> re.Pattern[str]:
    """Compile the shapes of garbled UTF-8: a lead byte, and as many further bytes as it promises."""
    further = bytes(range(0x80, 0xC0))
    more = "[" + further.decode("latin-1") + further.decode("cp1252", "ignore") + "]"
    # "Â " with a plain space: the no-break space it was has been normalised already
    return re.compile(f"Â |[ÂÃÄÅÐÑØÙ]{more}|[âï]{more}{more}|ð{more}{more}{more}|(?P<lost>â€)(?!{more})")
