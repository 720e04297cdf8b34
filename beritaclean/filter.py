"""The filter: inputs in, clean pages out, one after the other, in order.

It knows inputs and outputs; what a page is worth is the cleaner's, what it looks like a writer's. A
page leaves as soon as it is complete, and one bad input does not keep the others from being done.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable, Iterator
from typing import IO, Any, BinaryIO

from beritaclean.cleaner import Cleaner
from beritaclean.config import Settings
from beritaclean.document import Document
from beritaclean.errors import InputError, OutputError
from beritaclean.page import DROPPED
from beritaclean.readers import HEAD, READERS, Item, ReadOptions, sniff
from beritaclean.writers.explain import make_visible

#: How much is read from an input at once, in bytes.
CHUNK = 256 * 1024
#: What parts two pages of text or Markdown on one output.
PAGE_BREAK = "\f\n"
#: How many of the first characters of an input are looked at for signs of being binary.
_BINARY = 8000


class Report:
    """What is said on the side: on stderr by `verbosity` (-1 quiet, 0, 1 verbose), and in a log."""

    def __init__(self, verbosity: int = 0, log: IO[str] | None = None) -> None:
        self.verbosity = verbosity
        self.log = log
        self.failed = 0

    def error(self, text: str) -> None:
        """Say that an input failed."""
        self.failed += 1
        self._say("error", text, -1)

    def warn(self, text: str) -> None:
        """Say what the user should look at."""
        self._say("warning", text, 0)

    def note(self, text: str) -> None:
        """Say what was done, to those who asked (-v)."""
        self._say("note", text, 1)

    def _say(self, level: str, text: str, verbosity: int) -> None:
        if self.verbosity >= verbosity:
            prefix = "" if level == "note" else f"{level}: "
            try:
                print(f"beritaclean: {prefix}{make_visible(text)}", file=sys.stderr)
            except OSError:
                pass  # nobody listens: the exit code still tells
        if self.log is not None:
            self.log.write(json.dumps({"level": level, "text": text}, ensure_ascii=True) + "\n")


def read_chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield what a stream holds as it comes."""
    read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
    while chunk := read(CHUNK):
        yield chunk


def read_input(name: str, settings: Settings, report: Report) -> Iterator[Item]:
    """Yield the pages of a file, or ("-") of stdin; raise `InputError` for one that cannot be read."""
    source = "<stdin>" if name == "-" else name
    try:
        if name == "-":
            if sys.stdin is None:
                raise InputError(source, "is closed", remedy="name a file")
            yield from _read_stream(sys.stdin.buffer, source, settings, report)
        else:
            with open(name, "rb") as stream:
                yield from _read_stream(stream, source, settings, report)
    except IsADirectoryError:
        raise InputError(source, "is a folder", remedy="name the files in it") from None
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        raise InputError(source, f"cannot be read: {error.strerror or error}") from None
    except ValueError as error:  # an embedded NUL in the name
        raise InputError(source, f"cannot be read: {error}") from None


def _read_stream(stream: BinaryIO, source: str, settings: Settings, report: Report) -> Iterator[Item]:
    chunks = read_chunks(stream)
    head = b""
    held: list[bytes] = []
    for chunk in chunks:
        held.append(chunk)
        head += chunk[: HEAD - len(head)]
        if len(head) >= HEAD or settings.from_ != "auto":
            break
    form = sniff(head, source) if settings.from_ == "auto" else settings.from_
    report.note(f"{source}: read as {form}")
    if form == "text" and not settings.encoding and is_binary(head):
        raise InputError(source, "is binary, not a page", remedy="give text or HTML; --encoding NAME reads it anyway")
    separator = settings.separator.encode("utf-8", "surrogateescape")
    options = ReadOptions(settings.encoding, separator, settings.field, settings.fix_mojibake)

    def whole() -> Iterator[bytes]:
        while held:
            yield held.pop(0)
        yield from chunks

    yield from READERS[form](whole(), source, options)


def is_binary(head: bytes) -> bool:
    """Tell whether bytes are no text in any encoding we read: NULs here and there, or a known magic.

    >>> is_binary(b"\\x89PNG\\r\\n\\x1a\\n\\0\\0"), is_binary("héllo".encode("utf-16-le"))
    (True, False)
    """
    if head.startswith((b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"%PDF-", b"\x1f\x8b", b"\x7fELF")):
        return True
    from beritaclean.decode import decode

    sample = head[:_BINARY]
    decoded = decode(sample)
    if not decoded.text or decoded.how == "bom":
        return False
    odd = sum(char < " " and char not in "\t\n\r\f\v\x1b\0" or "\udc80" <= char <= "\udcff" for char in decoded.text)
    return odd * 10 > len(decoded.text)


class Output:
    """Where pages go: stdout, or a file that is written whole or not at all."""

    def __init__(self, target: str = "") -> None:
        self.target = target
        self._draft = ""
        self._stream: BinaryIO | None = None

    def __enter__(self) -> Output:
        if self.target:
            import tempfile

            folder = os.path.dirname(os.path.abspath(self.target))
            try:
                handle, self._draft = tempfile.mkstemp(prefix=".beritaclean-", dir=folder)
            except OSError as error:
                raise OutputError(self.target, f"cannot be written: {error.strerror}") from None
            self._stream = open(handle, "wb")
        else:
            if sys.stdout is None:
                raise OutputError("<stdout>", "is closed", remedy="name a file with -o")
            self._stream = sys.stdout.buffer
        return self

    def write(self, text: str) -> None:
        """Write text as UTF-8; what stands for undecodable bytes becomes U+FFFD."""
        assert self._stream is not None
        try:
            self._stream.write(text.encode("utf-8", "replace") if text.isascii() else _encode(text))
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(self.target or "<stdout>", f"cannot be written: {error.strerror}") from None

    def flush(self) -> None:
        """Pass on what was written."""
        assert self._stream is not None
        try:
            self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(self.target or "<stdout>", f"cannot be written: {error.strerror}") from None

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if not self.target:
            return
        assert self._stream is not None
        try:
            self._stream.close()
            if kind is None:
                if os.path.exists(self.target):
                    os.chmod(self._draft, os.stat(self.target).st_mode & 0o777)
                else:
                    mask = os.umask(0)
                    os.umask(mask)
                    os.chmod(self._draft, 0o666 & ~mask)
                os.replace(self._draft, self.target)
                self._draft = ""
        except OSError as error:
            raise OutputError(self.target, f"cannot be written: {error.strerror}") from None
        finally:
            if self._draft:
                try:
                    os.unlink(self._draft)
                except OSError:
                    pass


def _encode(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").encode()


def clean_inputs(
    names: list[str],
    settings: Settings,
    cleaner: Cleaner,
    report: Report,
    output: Output,
    *,
    mode: str = "clean",
    strict: bool = False,
) -> int:
    """Clean inputs to one output; return the exit code: 0, or 1 where there is a finding.

    `mode` is "clean", "check" (write nothing, name the pages that would change) or "diff".
    """
    emit = _Emitter(settings, output)
    findings = 0
    for name in names:
        pages = 0
        try:
            for item in read_input(name, settings, report):
                pages += 1
                if item.error:
                    report.error(item.error)
                    if item.record is not None and mode == "clean":
                        emit.record(item.record)
                    continue
                document = cleaner.document(item.page)
                findings += _account(document, report, strict)
                if mode == "check":
                    findings += _would_change(document, report)
                elif mode == "diff":
                    from beritaclean.writers.diff import write_diff

                    output.write(write_diff(document))
                else:
                    emit.page(document, item)
        except InputError as error:
            report.error(str(error))
        if not pages and strict:
            report.warn(f"{name}: no page")
            findings += 1
    emit.close()
    output.flush()
    return 1 if findings or report.failed else 0


def _account(document: Document, report: Report, strict: bool) -> int:
    """Report what is worth knowing of a page; return 1 where --strict makes it a finding."""
    page = document.page
    source = page.source or "page"
    if report.verbosity > 0 or report.log is not None:
        report.note(f"{source}: encoding {page.facts.get('encoding', 'text')}, publisher {document.publisher or 'unknown'}")
        if "decoded" in page.facts:
            report.note(f"{source}: decoded by {page.facts['decoded']}, bytes replaced: {page.facts['replaced']}")
    if page.facts.get("replaced", "0") != "0":
        report.warn(f"{source}: {page.facts['replaced']} bytes could not be decoded")
    for warning in document.warnings:
        report.warn(f"{source}: {warning}")
    if strict and not document.text.strip():
        report.warn(f"{source}: no article")
        return 1
    return 0


def _would_change(document: Document, report: Report) -> int:
    gone = [mark for mark in document.marks if mark.kind not in document.keep and mark.kind in DROPPED]
    if gone:
        report.warn(f"{document.page.source or 'page'}: {len(gone)} spans would go")
    return bool(gone)


class _Emitter:
    """Writes documents in the format of the settings, parted as the format wants it."""

    def __init__(self, settings: Settings, output: Output) -> None:
        from beritaclean.writers import WRITERS

        self.settings = settings
        self.output = output
        self.write = WRITERS[settings.to]
        self.eol = os.linesep if settings.eol == "native" else "\n"
        self.written = 0
        self.goes_on = False
        self.first: tuple[Document, str] | None = None  # a JSON page that may prove to be the only one

    def page(self, document: Document, item: Item) -> None:
        """Write one page."""
        if self.settings.to == "jsonl" and item.record is not None:
            self.record({**item.record, self.settings.field: document.text.rstrip("\n")})
            return
        if self.settings.to == "json":
            self._json(document)
            return
        text = self.write(document)
        if self.settings.to != "jsonl" and self.written and not self.goes_on:
            text = PAGE_BREAK + text
        self.goes_on = not item.ends_page
        self.written += 1
        self._out(text)

    def record(self, record: dict[str, Any]) -> None:
        """Write a JSON record as one line; of formats without records, nothing."""
        if self.settings.to == "jsonl":
            from beritaclean.writers.records import dump_json

            self.written += 1
            self._out(dump_json(record) + "\n")

    def _json(self, document: Document) -> None:
        from beritaclean.writers.records import write_json, write_jsonl

        self.written += 1
        if self.written == 1:
            self.first = (document, "")
            return
        if self.first is not None:
            self._out(write_jsonl(self.first[0]))
            self.first = None
        self._out(write_jsonl(document))

    def close(self) -> None:
        """Write what was held back."""
        if self.first is not None:
            from beritaclean.writers.records import write_json

            self._out(write_json(self.first[0]))
            self.first = None

    def _out(self, text: str) -> None:
        self.output.write(text if self.eol == "\n" else text.replace("\n", self.eol))
