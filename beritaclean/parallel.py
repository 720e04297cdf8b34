"""The filter on many cores: records of JSON Lines and web archives, each cleaned by whoever is free.

What comes out, and what is said, is what the filter alone would give. Inputs of other formats are a page
or few: they are cleaned here, in their place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from beritaclean.cleaner import Cleaner
from beritaclean.config import Settings
from beritaclean.configured import make_cleaner, report_filters
from beritaclean.deadline import Deadline, PageTimeout
from beritaclean.errors import InputError
from beritaclean.filter import clean_item, run_filter
from beritaclean.inputs import find_form, name_input, open_input, read_options
from beritaclean.output import Output, encode_text
from beritaclean.readers import READERS
from beritaclean.records import Parcel, keep_parcel, part_archive, part_lines, read_parcel
from beritaclean.report import Recorded, Report, Said
from beritaclean.sequence import Pages, find_break
from beritaclean.terminal import has_no_input
from beritaclean.workers import Failure, Ready, chunk_tasks, work_in_order


class Answer(NamedTuple):
    """What became of a record: its text, as it follows others, what was said, findings, items and pages.

    One that says which input `ended` stands for no record.
    """

    text: bytes = b""
    said: Sequence[Said] = ()
    findings: int = 0
    items: int = 0
    pages: int = 0
    ended: str = ""


def run_parallel(
    paths: Sequence[str],
    settings: Settings,
    report: Report,
    jobs: int,
    *,
    output: str | None = None,
    strict: bool = False,
    timeout: float = 0,
) -> int:
    """Do what `filter.run_filter` does, with `jobs` processes; return the exit code.

    A record may take `timeout` seconds (0: any), of the clock: its process can be ended.
    """
    if settings.to == "json":  # one page looks unlike several, which shows at the end
        return run_filter(paths, settings, report, output=output, strict=strict, timeout=timeout)
    if has_no_input(paths):
        return 2
    cleaner = make_cleaner(settings)
    cleaner.ruleset  # noqa: B018 (once, for all processes that are forked from this one)
    with report, Output(output) as target:
        report_filters(cleaner, report)
        arguments = (cleaner, settings, strict, report.wants_notes)
        inputs = _list_inputs(paths or ["-"], *arguments, Deadline(timeout))
        page_break = encode_text(find_break(settings))
        begun = False
        findings = items = written = 0
        for parcels, answers in work_in_order(inputs, start_answering, arguments, jobs, timeout):
            texts = []
            for place, answer in enumerate(answers):
                if isinstance(answer, Failure):
                    answer = _tell_failure([*parcels][place], answer, settings)
                report.repeat(answer.said)
                findings += answer.findings
                items += answer.items
                written += answer.pages
                texts.append(answer.text)
                if answer.ended:
                    if not items:
                        written += 1  # an empty input is done, too
                        if strict:
                            report.find(f"{answer.ended}: no article")
                            findings += 1
                    items = 0
            if text := b"".join(texts):
                target.write_encoded(text if begun else text.removeprefix(page_break))
                begun = True
        if report.failed and not written:
            target.discard()
        return 1 if findings or report.failed else 0


def start_answering(
    cleaner: Cleaner, settings: Settings, strict: bool, noted: bool
) -> Callable[[Parcel], Answer]:
    """Return the function that cleans a record; called once in each process."""
    options = read_options(settings, cleaner.element_rules)

    def answer(parcel: Parcel) -> Answer:
        item = read_parcel(parcel, options)
        if isinstance(item, str):  # no page
            return Answer()
        report = Recorded(noted)
        written: list[str] = []
        sink = Pages(settings, written.append, written=1)
        findings, pages = clean_item(item, cleaner, report, sink, strict)
        return Answer(encode_text("".join(written)), report.said, findings, 1, pages)

    return answer


def _tell_failure(parcel: Parcel, failure: Failure, settings: Settings) -> Answer:
    """Say that a record could not be cleaned."""
    text = keep_parcel(parcel, settings)
    why = failure.why.removeprefix(f"{parcel.name}: ")
    return Answer(encode_text(text), [Said("error", f"{parcel.name}: {why}", -1)], 0, 1, int(bool(text)))


def _list_inputs(
    names: Iterable[str], cleaner: Cleaner, settings: Settings, strict: bool, noted: bool, deadline: Deadline
) -> Iterator[Iterable[Parcel] | Ready[Parcel, Answer]]:
    """Yield the records of all inputs, and what needs no worker."""
    for name in names:
        report = Recorded(noted)
        shown = name_input(name)
        try:
            with open_input(name) as (stream, source):
                form, chunks = find_form(stream, source, settings, report)
                yield _ready(Answer(said=report.said))
                if form == "jsonl":
                    yield from part_lines(chunks, source, settings.encoding)
                elif form == "warc":
                    parcels = part_archive(chunks, source)
                    yield from chunk_tasks(((parcel, None) for parcel in parcels), lambda each: each.size)
                else:
                    written: list[str] = []
                    sink = Pages(settings, written.append, written=1)
                    items = READERS[form](chunks, source, read_options(settings, cleaner.element_rules))
                    for item in deadline.each(items):
                        told = Recorded(noted)
                        findings, pages = clean_item(item, cleaner, told, sink, strict, deadline)
                        yield _ready(Answer(encode_text("".join(written)), told.said, findings, 1, pages))
                        written.clear()
            yield _ready(Answer(ended=shown))
        except (InputError, PageTimeout) as error:
            problem = str(error) if isinstance(error, InputError) else f"{shown}: {error}"
            said = [*report.said, Said("error", problem, -1)]
            yield _ready(Answer(said=said, items=1, ended=shown))


def _ready(answer: Answer) -> Ready[Parcel, Answer]:
    """Return an answer that stands for no record, in its place among the others."""
    return Ready((), (answer,))
