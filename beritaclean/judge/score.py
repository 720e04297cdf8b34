"""Scores tagged pages: each is cleaned as the filter would, and compared with its tags."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from beritaclean.cleaner import Cleaner
from beritaclean.config import OptionError, Settings
from beritaclean.configured import make_cleaner
from beritaclean.document import Document
from beritaclean.errors import InputError
from beritaclean.inputs import read_input, read_stream
from beritaclean.judge.errors import Mistake, find_mistakes
from beritaclean.judge.figures import Figures, score_page, sum_figures
from beritaclean.judge.tagged import SUFFIX, Case, find_cases, read_case
from beritaclean.output import Output
from beritaclean.readers import Item
from beritaclean.report import Report
from beritaclean.sequence import PAGE_BREAK
from beritaclean.writers.explain import make_visible
from beritaclean.writers.records import dump_json
from beritaclean.writers.text import write_text


class Result(NamedTuple):
    """What came of a tagged page: its figures, the page itself, and what it was read as."""

    figures: Figures
    case: Case
    documents: tuple[Document, ...]

    @property
    def mistakes(self) -> list[Mistake]:
        """The lines that went wrong, with what decided."""
        return find_mistakes(self.case, self.documents, self.figures)


def run_score(
    places: Sequence[str],
    settings: Settings,
    report: Report,
    *,
    html: str | None = None,
    form: str = "text",
    explain: bool = False,
    output: str | None = None,
) -> int:
    """Write the figures of tagged pages; return the exit code: 0, or 1 where something could not be read.

    `places` are files and folders of tagged pages; `html` is a folder of saved ones to clean in their
    stead. `form` is text or json; `explain` adds the lines that went wrong.
    """
    if not places:
        raise OptionError("CASES", "none is named", remedy="name tagged pages, or a folder of them")
    cleaner = make_cleaner(settings)
    saved = Path(html) if html is not None else None
    if saved is not None and not saved.is_dir():
        raise OptionError("--html", f"{saved} is no folder", remedy="name the folder of the saved pages")
    with report, Output(output) as target:
        cases = _read_cases(places, report)
        results = list(score_cases(cases, cleaner, settings, report, saved))
        if saved is not None and not results and not report.failed:
            report.error(f"{saved}: holds no saved page of these (their names are those of the tagged pages)")
        if results:
            target.write(_as_json(results, explain) if form == "json" else _as_text(results, explain))
        else:
            target.discard()
        return 1 if report.failed else 0


def score_cases(
    cases: Iterable[Case], cleaner: Cleaner, settings: Settings, report: Report, saved: Path | None = None
) -> Iterator[Result]:
    """Yield what comes of each tagged page, or of the saved page of its name, if there is one in `saved`.

    A page that cannot be read is reported, and counts as one of which nothing came out.
    """
    plain = settings._replace(
        encoding="", from_="text"
    )  # a tagged page is UTF-8, and text whatever it looks like
    for case in cases:
        if saved is None:
            items = read_stream(io.BytesIO(case.page.encode()), f"{case.name}{SUFFIX}", plain, report)
        elif (page := saved / f"{case.name}.html").is_file():
            items = read_input(str(page), settings, report, cleaner.element_rules)
        else:
            report.note(f"{case.name}: no saved page")
            continue
        read: list[Item] = []
        documents: tuple[Document, ...] = ()
        try:
            read = list(items)
            problems = [item.error for item in read if item.error]
        except InputError as error:
            problems = [str(error)]
        if problems:
            report.error(problems[0])
        else:
            documents = tuple(cleaner.document(item.page) for item in read)
        text = PAGE_BREAK.join(map(write_text, documents))
        yield Result(score_page(case, text, bool(problems)), case, documents)


def _read_cases(places: Sequence[str], report: Report) -> Iterator[Case]:
    for place in places:
        try:
            found = find_cases(Path(place))
        except InputError as error:
            report.error(str(error))
            continue
        for path in found:
            try:
                yield read_case(path)
            except InputError as error:
                report.error(str(error))


def _as_text(results: list[Result], explain: bool) -> str:
    """The figures on one line; before it, where asked, the lines that went wrong, each on its own."""
    rows = []
    for result in results if explain else ():
        for what, line, decided in result.mistakes:
            text = make_visible(line.raw.strip())
            place = f"{result.case.name}:{line.number + 1}"
            rows.append(f"{place}\t{what}\t{line.tag}\t{', '.join(decided)}\t{text}\n")
    return "".join(rows) + f"{sum_figures([result.figures for result in results])}\n"


def _as_json(results: list[Result], explain: bool) -> str:
    """The figures of all pages, and those of each, as one object."""
    cases = []
    for result in results:
        figures = result.figures
        row: dict[str, Any] = {"case": figures.case, **sum_figures([figures])._asdict()}
        del row["pages"]
        row |= {"exact": figures.exact, "failed": figures.failed}
        if explain:
            row["mistakes"] = [
                {"what": what, "line": line.number + 1, "tag": line.tag, "decided": decided, "text": line.raw}
                for what, line, decided in result.mistakes
            ]
        cases.append(row)
    total = sum_figures([result.figures for result in results])
    return dump_json({**total._asdict(), "cases": cases}, indent=2) + "\n"
