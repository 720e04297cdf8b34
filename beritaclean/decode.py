"""Bytes to text: text is UTF-8 until proven otherwise, and no byte is lost on the way.

A byte order mark decides first, then the encoding the caller names, then strict UTF-8; what fails
that is looked at. A byte that no character stands for stays in the text as a lone surrogate, so
`encode_back` gives the input again. This module reads no markup and ignores a charset declared inside
the page: a reader that finds one passes it as `encoding`.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from beritaclean.errors import InputError, suggest

#: Byte order marks and what they say.
BOMS = (  # the longer first: UTF-32's mark begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MARKS = tuple(mark for mark, _ in BOMS)
#: In so many bytes UTF-16 without a mark shows.
HEAD = 512
_SAMPLE = 32 * 1024  # bytes that detection weighs
WIDE = frozenset({"utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"})
_NO_CHARSET = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"})
#: What the detector may answer. No DOS, EBCDIC or Mac page: a 4 KB cp1252 page was taken for cp775.
_FAMILY = [
    *("cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("iso8859_2", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8", "iso8859_9", "tis_620"),
    *("koi8_r", "koi8_u", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp949"),
]
_LONE = re.compile("[\ud800-\udfff]")
_TOKEN = re.compile(r"[^\W\d_]+|[^\x00-\x7f]")
_SIGNS = frozenset("\xa0\xad“”‘’‚„‹›«»–—…•·€£¥©®™°º±×÷§†²³½¼¾")


class Decoded(NamedTuple):
    """A decoded page and how it was read.

    `encoding` is Python's canonical name of what was used; `how` is "bom", "given", "utf-8",
    "utf-16 pattern", "detected" or "fallback" (cp1252, in doubt). `replaced` counts the bytes that
    stand for no character. `bom` is the mark cut from the front, `tail` the bytes after the last
    whole unit of UTF-16 or UTF-32. `exact` says that `encode_back` gives the input; false only
    when a given encoding cannot, or after a repair. `mojibake` says that the text was repaired.
    """

    text: str
    encoding: str
    how: str
    replaced: int = 0
    bom: bytes = b""
    tail: bytes = b""
    exact: bool = True
    mojibake: bool = False


def decode(data: bytes, encoding: str | None = None, fix_mojibake: bool = False) -> Decoded:
    """Decode a page: by its byte order mark, else as `encoding`, else as UTF-8, else by detection.

    Undecodable bytes never raise; an `encoding` that is no character set raises `InputError`. Text
    that was garbled before it was saved is repaired only with `fix_mojibake`.

    >>> decode("“Hujan,” katanya.".encode("cp1252"))[:4]
    ('“Hujan,” katanya.', 'cp1252', 'detected', 0)
    >>> decode(b"Hujan\\xe2\\x80", "utf-8")[:4]
    ('Hujan\\udce2\\udc80', 'utf-8', 'given', 2)
    >>> decode(b"caf\\xc3\\x83\\xc2\\xa9", fix_mojibake=True).text
    'café'
    """
    name = check_encoding(encoding) if encoding is not None else ""
    decoded = _decode_marked(data) if data.startswith(MARKS) else None
    if decoded is None:
        decoded = _decode_given(data, name) if name else _decode_unmarked(data)
    if fix_mojibake:
        from beritaclean.mojibake import repair_mojibake

        text = repair_mojibake(decoded.text)
        if text != decoded.text:
            return decoded._replace(text=text, exact=False, mojibake=True)
    return decoded


def encode_back(decoded: Decoded) -> bytes:
    """Give the bytes a page was decoded from; ValueError when it is not `exact`.

    >>> encode_back(decode(b"\\xff\\xfeH\\x00i\\x00!"))
    b'\\xff\\xfeH\\x00i\\x00!'
    """
    if not decoded.exact:
        raise ValueError(f"a page decoded as {decoded.encoding} that cannot be encoded back")
    errors = "surrogatepass" if decoded.encoding in WIDE else "surrogateescape"
    return decoded.bom + decoded.text.encode(decoded.encoding, errors) + decoded.tail


def check_encoding(name: str) -> str:
    """Give the canonical name of an encoding; `InputError` for one that is no character set.

    >>> check_encoding("Windows-1252")
    'cp1252'
    >>> check_encoding("uft-8")
    Traceback (most recent call last):
    beritaclean.errors.InputError: encoding: unknown name "uft-8" (did you mean "utf-8"?)
    """
    shown = repr(name)[1:-1]
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):  # ValueError: a NUL or a lone surrogate in the name
        remedy = _suggest_encoding(name)
        raise InputError("encoding", f'unknown name "{shown}"', remedy=remedy) from None
    if not codec._is_text_encoding or codec.name in _NO_CHARSET:
        problem = f'"{shown}" is no character set'
        raise InputError("encoding", problem, remedy='use one such as "utf-8" or "cp1252"')
    return "utf-8" if codec.name == "utf-8-sig" else codec.name


def _suggest_encoding(name: str) -> str:
    """Say which encoding a misspelt name may have meant."""
    from encodings.aliases import aliases

    codes = (pair for pair in aliases.items() if not pair[1].endswith(("_codec", "rot_13", "mbcs")))
    known = sorted({spelling.replace("_", "-") for pair in codes for spelling in pair})
    return suggest(name.strip().lower(), known, 'use one such as "utf-8" or "cp1252"')


def choose_order(head: bytes, encoding: str) -> str:
    """Give UTF-16 or UTF-32 its byte order: what the beginning of a page shows, else little-endian."""
    if encoding not in ("utf-16", "utf-32"):
        return encoding
    found = find_wide(head)
    return found if found.startswith(encoding) else f"{encoding}-le"


def find_wide(head: bytes) -> str:
    """Name the UTF-16 or UTF-32 that the NULs of a page's first bytes show, "" when they do not.

    >>> find_wide("Hujan".encode("utf-16-be")), find_wide(b"satu\\0dua\\0")
    ('utf-16-be', '')
    """
    units = len(head) // 4
    zeros = [head[place : 4 * units : 4].count(0) for place in range(4)]
    if units and min(zeros[1:]) > 0.8 * units and zeros[3] == units > zeros[0]:
        return "utf-32-le"
    if units and min(zeros[:3]) > 0.8 * units and zeros[0] == units > zeros[3]:
        return "utf-32-be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    for name, these, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if these >= 2 and these >= 0.6 * units and 8 * others <= these:
            return name
    return ""


def _decode_marked(data: bytes) -> Decoded | None:
    """Decode a page that begins with a byte order mark; None when it is not what the mark says."""
    for bom, encoding in BOMS:
        if not data.startswith(bom):
            continue
        if encoding == "utf-8":
            text, replaced = _decode_escaped(data[3:], encoding)
            return Decoded(text, encoding, "bom", replaced, bom)
        decoded = _decode_wide(data, encoding, "bom", bom)
        if decoded is not None:
            return decoded
    return None


def _decode_given(data: bytes, name: str) -> Decoded:
    """Decode as the caller says; where the codec has no way to keep a bad byte, it becomes U+FFFD."""
    name = choose_order(data[:HEAD], name)
    if name in WIDE:
        decoded = _decode_wide(data, name, "given")
        if decoded is not None:
            return decoded
    try:
        text, replaced = _decode_escaped(data, name)
        exact = name == "utf-8" or text.encode(name, "surrogateescape") == data
    except UnicodeError:
        text = data.decode(name, "replace")
        replaced, exact = text.count("\ufffd"), False
    return Decoded(text, name, "given", replaced, exact=exact)


def _decode_unmarked(data: bytes) -> Decoded:
    """Decode a page of which nothing is known."""
    if b"\0" in data[:HEAD] and (encoding := find_wide(data[:HEAD])):
        how = "utf-16 pattern" if encoding.startswith("utf-16") else "detected"
        if (decoded := _decode_wide(data, encoding, how)) is not None:
            return decoded
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "utf-8")
    except UnicodeDecodeError as error:
        return _decode_damaged(data, error) or _decode_detected(data)


def _decode_escaped(data: bytes, encoding: str) -> tuple[str, int]:
    """Decode with a lone surrogate for each bad byte, and count those."""
    try:
        return data.decode(encoding), 0
    except UnicodeDecodeError:
        text = data.decode(encoding, "surrogateescape")
        return text, len(_LONE.findall(text))


def _decode_wide(data: bytes, encoding: str, how: str, bom: bytes = b"") -> Decoded | None:
    """Decode UTF-16 or UTF-32, lone surrogates as they are; None for numbers beyond Unicode."""
    unit = 2 if encoding.startswith("utf-16") else 4
    end = len(data) - (len(data) - len(bom)) % unit
    try:
        text = data[len(bom) : end].decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return None
    replaced = unit * len(_LONE.findall(text)) + len(data) - end
    return Decoded(text, encoding, how, replaced, bom, data[end:])


def _decode_damaged(data: bytes, error: UnicodeDecodeError) -> Decoded | None:
    """Decode UTF-8 with some damage, or cut off inside a character; None when it is not UTF-8.

    Bad bytes may be as many as the continuation bytes of sound characters. Of sample
    paragraphs, those in cp1252, cp1251 and cp1254 had none; for one there were 2.6 bad bytes in
    Shift-JIS, 4.5 in GB18030, 4.6 in EUC-KR and 8 in Big5.
    """
    text, replaced = _decode_escaped(data, "utf-8")
    cut_off = error.start > 0 and error.reason == "unexpected end of data" and error.end == len(data)
    # one last byte after a letter is an accent rather: "caf\xe9"
    cut_off = cut_off and (error.end - error.start > 1 or not data[error.start - 1 : error.start].isalpha())
    if cut_off or replaced <= len(data) - len(text):
        return Decoded(text, "utf-8", "utf-8", replaced)
    return None


def _decode_detected(data: bytes) -> Decoded:
    """Decode a page that is not UTF-8: cp1252, unless that reads badly and the detector's answer well."""
    high = re.search(rb"[\x80-\xff]", data)
    at = max(0, high.start() - 64) if high else 0  # all ASCII before it: no character is cut in two
    sample = data[at : at + _SAMPLE]
    if at + _SAMPLE < len(data):
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    doubt = _count_odd(sample.decode("cp1252", "surrogateescape"))
    if doubt >= 3:  # fewer are slips in a Latin page, and no ground to read all of it as another
        from charset_normalizer import from_bytes

        best = from_bytes(sample, cp_isolation=_FAMILY, enable_fallback=False).best()
        if best is not None and 4 * _count_odd(sample.decode(best.encoding, "replace")) <= doubt:
            try:
                text, replaced = _decode_escaped(data, best.encoding)
                if 100 * replaced <= len(data) and text.encode(best.encoding, "surrogateescape") == data:
                    return Decoded(text, codecs.lookup(best.encoding).name, "detected", replaced)
            except UnicodeError:
                pass  # a codec of several bytes cannot keep every bad byte
    text, replaced = _decode_escaped(data, "cp1252")
    return Decoded(text, "cp1252", "fallback" if doubt else "detected", replaced)


def _count_odd(text: str) -> int:
    """Count the non-ASCII characters that stand where no reader expects them.

    Expected are the signs of typesetting, an accent or two in a Latin word, and words wholly of
    another script. cp1251 read as cp1252 gives words of nothing but accents, cp1252 read as cp1251
    a Cyrillic letter inside a Latin word.

    >>> _count_odd("“Café” São – 30°C"), _count_odd("Ïðèâåò"), _count_odd("cafй"), _count_odd("Привет")
    (0, 6, 1, 0)
    """
    odd = 0
    for token in _TOKEN.findall(text):
        high = [] if token.isascii() or token in _SIGNS else [c for c in token if c > "\x7f"]
        if not high:
            continue
        if len(token) == 1 and not token.isalpha():
            odd += not ("\u3000" <= token <= "\u303f" or "\uff00" <= token <= "\uff65")
        elif any(c > "\u024f" for c in high):  # another script, and nothing else; half-width kana never
            odd += 0 if all(c > "\u024f" and not "\uff61" <= c <= "\uff9f" for c in token) else len(high)
        elif len(high) > max(len(token) / 2, 2) or len(high) == len(token):
            odd += len(high)
        elif not token.isupper():  # a capital or a sign inside a word (not "m²"), or Turkish letters' places
            inside = [c for c in token.rstrip("²³")[1:] if c > "\x7f"]
            odd += any(c.isupper() or not c.isalpha() or c in "ðþ" for c in inside)
    return odd


def make_well_formed(text: str) -> str:
    """Return `text` with U+FFFD for every lone surrogate, so that it can be encoded.

    Lone surrogates stand for bytes that could not be decoded.

    >>> make_well_formed("Rp 5\\udc80juta")
    'Rp 5\\ufffdjuta'
    """
    if text.isascii():
        return text
    try:
        text.encode()  # 2 µs for a page of 3 kB; looking for surrogates with a regex: 9 µs
    except UnicodeEncodeError:
        return _LONE.sub("\ufffd", text)
    return text
