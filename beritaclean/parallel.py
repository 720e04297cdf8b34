"""The filter on many cores: records of JSON Lines and web archives, each cleaned by whoever is free.

What comes out, and what is said, is what the filter alone would give. Inputs of other formats are a page
or few: they are cleaned here, in their place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from beritaclean.cleaner import Cleaner
from beritaclean.config import Settings, combine
from beritaclean.deadline import Deadline, PageTimeout
from beritaclean.errors import InputError
from beritaclean.filter import clean_item, has_no_input, make_cleaner, report_filters, run_filter
from beritaclean.inputs import find_form, name_input, open_input, read_options
from beritaclean.output import Output
from beritaclean.readers import READERS
from beritaclean.readers.warc import Raw
from beritaclean.report import Recorded, Report, Said
from beritaclean.sequence import Pages, find_break
from beritaclean.workers import Failure, Ready, chunk_tasks, work_in_order


class Parcel(NamedTuple):
    """A record as it stands in its input, and what it is called; None is the end of the input."""

    name: str
    data: str | Raw | None


class Answer(NamedTuple):
    """What became of a record: its text, as it follows others, what was said, findings, items and pages."""

    text: str = ""
    said: Sequence[Said] = ()
    findings: int = 0
    items: int = 0
    pages: int = 0


def run_parallel(
    paths: Sequence[str],
    given: Mapping[str, Any],
    jobs: int,
    *,
    output: str | None = None,
    strict: bool = False,
    timeout: float = 0,
    config: str | None = None,
    isolated: bool = False,
    verbosity: int = 0,
    log: str | None = None,
) -> int:
    """Do what `filter.run_filter` does, with `jobs` processes; return the exit code.

    A record may take `timeout` seconds (0: any), of the clock: its process can be ended.
    """
    settings = combine(given, config, isolated)
    if settings.to == "json":  # one page looks unlike several, which shows at the end
        return run_filter(
            paths,
            given,
            output=output,
            strict=strict,
            timeout=timeout,
            config=config,
            isolated=isolated,
            verbosity=verbosity,
            log=log,
        )
    if has_no_input(paths):
        return 2
    cleaner = make_cleaner(settings)
    cleaner.ruleset  # noqa: B018 (once, for all processes that are forked from this one)
    with Report(verbosity, log) as report, Output(output) as target:
        report_filters(cleaner, report)
        arguments = (cleaner, settings, strict, report.wants_notes)
        findings = items = written = 0
        begun = False
        page_break = find_break(settings)
        for parcel, answer in work_in_order(
            _list_parcels(paths or ["-"], *arguments, Deadline(timeout)),
            start_answering,
            arguments,
            jobs,
            timeout,
        ):
            if isinstance(answer, Failure):
                answer = _tell_failure(parcel, answer)
            report.repeat(answer.said)
            findings += answer.findings
            items += answer.items
            written += answer.pages
            if answer.text:
                target.write(answer.text if begun else answer.text.removeprefix(page_break))
                begun = True
            if parcel.data is None:
                if not items:
                    written += 1  # an empty input is done, too
                    if strict:
                        report.find(f"{parcel.name}: no article")
                        findings += 1
                items = 0
        if report.failed and not written:
            target.discard()
        return 1 if findings or report.failed else 0


def start_answering(
    cleaner: Cleaner, settings: Settings, strict: bool, noted: bool
) -> Callable[[Parcel], Answer]:
    """Return the function that cleans a record; called once in each process."""
    options = read_options(settings, cleaner.element_rules)

    def answer(parcel: Parcel) -> Answer:
        if isinstance(parcel.data, str):
            from beritaclean.readers.jsonl import read_line

            item = read_line(parcel.data, parcel.name, options)
        else:
            from beritaclean.readers.warc import read_record

            assert parcel.data is not None
            found = read_record(parcel.data, parcel.name, options)
            if isinstance(found, str):  # no page
                return Answer()
            item = found
        report = Recorded(noted)
        written: list[str] = []
        sink = Pages(settings, written.append, written=1)
        findings, pages = clean_item(item, cleaner, report, sink, strict)
        return Answer("".join(written), report.said, findings, 1, pages)

    return answer


def _tell_failure(parcel: Parcel, failure: Failure) -> Answer:
    """Say that a record could not be cleaned; a line stays in its place as it is."""
    text = f"{parcel.data}\n" if isinstance(parcel.data, str) else ""
    why = failure.why.removeprefix(f"{parcel.name}: ")
    return Answer(text, [Said("error", f"{parcel.name}: {why}", -1)], 0, 1, int(bool(text)))


def _list_parcels(
    names: Iterable[str], cleaner: Cleaner, settings: Settings, strict: bool, noted: bool, deadline: Deadline
) -> Iterator[Sequence[Parcel] | Ready[Parcel, Answer]]:
    """Yield the records of all inputs, and what needs no worker."""
    for name in names:
        report = Recorded(noted)
        end = Parcel(name_input(name), None)
        try:
            with open_input(name) as (stream, source):
                form, chunks = find_form(stream, source, settings, report)
                yield Ready([(Parcel(source, ""), Answer(said=report.said))])
                if form in ("jsonl", "warc"):
                    parcels = _split(form, chunks, source, settings)
                    yield from chunk_tasks(((parcel, None) for parcel in parcels), _weigh)
                else:
                    written: list[str] = []
                    sink = Pages(settings, written.append, written=1)
                    items = READERS[form](chunks, source, read_options(settings, cleaner.element_rules))
                    for item in deadline.each(items):
                        told = Recorded(noted)
                        findings, pages = clean_item(item, cleaner, told, sink, strict, deadline)
                        answer = Answer("".join(written), told.said, findings, 1, pages)
                        yield Ready([(Parcel(source, ""), answer)])
                        written.clear()
            yield Ready([(end, Answer())])
        except (InputError, PageTimeout) as error:
            problem = str(error) if isinstance(error, InputError) else f"{end.name}: {error}"
            yield Ready([(end, Answer(said=[*report.said, Said("error", problem, -1)], items=1))])


def _split(form: str, chunks: Iterator[bytes], source: str, settings: Settings) -> Iterator[Parcel]:
    """Yield the records of an input."""
    if form == "warc":
        from beritaclean.readers.warc import split_warc

        for number, raw in enumerate(split_warc(chunks, source), 1):
            yield Parcel(f"{source}:{number}", raw)
    else:
        from beritaclean.readers.jsonl import split_lines

        for number, line in split_lines(chunks, settings.encoding):
            yield Parcel(f"{source}:{number}", line)


def _weigh(parcel: Parcel) -> int:
    """Return about how much work a record is, in bytes."""
    data = parcel.data.data if isinstance(parcel.data, Raw) else parcel.data
    return len(data or "")
