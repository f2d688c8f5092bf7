"""A comparison as sheets: CSV, and a workbook for Excel and LibreOffice.

CSV is written as a Dutch Excel opens it with a double click: UTF-8 with a byte order mark (without it Excel reads é as Ã©), a semicolon
between cells (in the Netherlands the comma is in numbers) and lines that end in CR LF. Cells that a spreadsheet would take for a formula
get an apostrophe before them in CSV; a workbook says of each cell that it is text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from commplan_advisor.advice.compare.compare import Comparison
from commplan_advisor.advice.compare.comparing import NO, OPEN
from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language, Text
from commplan_advisor.present.comparison_words import word

Cell = str | int | float | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_WIDEST = 80
_FIT_ON_A_PAGE = 16
"""Columns that can still be read when they are printed on the width of one page."""

_LONGEST_CELL = 32_000
"""A cell of Excel holds 32,767 characters."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, a row of headers, and rows; `fixed` columns stay in view."""

    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    fixed: int = 0


_WORDS = {
    "part": Text("onderdeel", "part"),
    "what": Text("wat", "what"),
    "id": Text("code", "id"),
    "same": Text("gelijk", "same"),
    "yes": Text("ja", "yes"),
    "no": Text("nee", "no"),
    "open": Text("open", "open"),
    "assumed": Text("voorbeeld", "example"),
    "high": Text("hoog", "high"),
    "middle": Text("gemiddeld", "middle"),
    "low": Text("laag", "low"),
    "count": Text("aantal", "count"),
    "matrix": Text("Vergelijking", "Comparison"),
    "cases": Text("Vragenlijsten", "Questionnaires"),
    "causes": Text("Verschil door antwoorden", "Answers that differ"),
    "groups": Text("Groepen", "Groups"),
    "unlike": Text("Toch ander advies", "Yet other advice"),
    "timelines": Text("Ontwikkeling", "Development"),
    "problems": Text("problemen", "problems"),
    "actions": Text("acties", "actions"),
    "strengths": Text("sterke punten", "strengths"),
    "weaknesses": Text("zwakke punten", "weaknesses"),
    "opportunities": Text("kansen", "opportunities"),
    "threats": Text("bedreigingen", "threats"),
    "roles": Text("rollen", "roles"),
    "rhythm": Text("ritme", "rhythm"),
    "municipality": Text("gemeente", "municipality"),
    "code": Text("gemeentecode", "municipality code"),
    "date": Text("datum", "date"),
    "file": Text("bestand", "file"),
    "answered": Text("ingevuld", "answered"),
    "questions": Text("vragen", "questions"),
    "name": Text("naam", "name"),
    "first": Text("eerste", "first"),
    "second": Text("tweede", "second"),
    "question": Text("vraag", "question"),
    "answer_first": Text("antwoord van de eerste", "answer of the first"),
    "answer_second": Text("antwoord van de tweede", "answer of the second"),
    "change": Text("wijziging", "change"),
    "equal": Text("zelfde advies", "same advice"),
    "group": Text("groep", "group"),
    "representative": Text("voorbeeldgemeente", "representative"),
    "situation": Text("situatie gedeeld (%)", "situation shared (%)"),
    "advice": Text("acties gedeeld (%)", "actions shared (%)"),
    "only_first": Text("alleen bij de eerste", "only for the first"),
    "only_second": Text("alleen bij de tweede", "only for the second"),
    "since": Text("van", "from"),
    "until": Text("tot", "until"),
    "value": Text("waarde", "value"),
    "gone": Text("opgelost of niet meer nodig", "solved or no longer needed"),
    "unclear": Text("niet duidelijk", "not clear"),
    "new": Text("nieuw", "new"),
    "lasting": Text("blijft", "lasting"),
    "number": Text("cijfer", "figure"),
}


def sheets(comparison: Comparison, language: Language) -> tuple[Sheet, ...]:
    """A comparison as sheets, the matrix first; those with nothing in them are left out."""
    all_ = _Sheets(comparison, language).all()
    return tuple(sheet for place, sheet in enumerate(all_) if sheet.rows or place == 0)


def as_csv(comparison: Comparison, language: Language) -> str:
    """The matrix as CSV, with the byte order mark: one line for each conclusion, one column for each case."""
    matrix = sheets(comparison, language)[0]
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    for row in (matrix.headers, *matrix.rows):
        writer.writerow(["" if cell is None else neutral(cell) if isinstance(cell, str) else cell for cell in row])
    return "\ufeff" + written.getvalue()


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{printable(text)}" if text.startswith(_FORMULA) else printable(text)


def as_xlsx(comparison: Comparison, language: Language) -> bytes:
    """A comparison as a workbook, the same bytes each time.

    Raises:
        MissingExtraError: XlsxWriter is not installed.
    """
    try:
        import xlsxwriter  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingExtraError("XlsxWriter") from error
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    # Excel wants a date of making; one that is always the same keeps the bytes the same.
    title = word("title", language, count=len(comparison.cases))
    book.set_properties({"title": title, "created": datetime(2000, 1, 1, tzinfo=UTC)})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    figure = book.add_format({"valign": "top", "align": "center"})
    for sheet in sheets(comparison, language):
        _write(book.add_worksheet(sheet.name), sheet, head, plain, figure)
    book.close()
    return written.getvalue()


def _write(page: Any, sheet: Sheet, head: Any, plain: Any, figure: Any) -> None:
    for place, width in enumerate(_widths(sheet)):
        page.set_column(place, place, width)
    for number, row in enumerate((sheet.headers, *sheet.rows)):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(number, place, printable(cell)[:_LONGEST_CELL], plain if number else head)
            elif cell is not None:
                page.write_number(number, place, cell, figure)
    page.freeze_panes(1, sheet.fixed)
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.headers) - 1)
    page.set_landscape()
    page.repeat_rows(0)
    if len(sheet.headers) <= _FIT_ON_A_PAGE:
        page.fit_to_pages(1, 0)


def _widths(sheet: Sheet) -> Iterator[float]:
    """How wide each column is: as wide as what is in it, within bounds; a header may take three lines."""
    for place, header in enumerate(sheet.headers):
        longest = max((len(str(row[place])) for row in sheet.rows if row[place] is not None), default=0)
        words = max(map(len, header.split()), default=0)
        yield min(_WIDEST, max(6, longest, words, len(header) / 3) + 3)


class _Sheets:
    def __init__(self, comparison: Comparison, language: Language) -> None:
        self.comparison = comparison
        self.language: Language = language

    def _(self, name: str) -> str:
        return _WORDS[name].in_(self.language)

    def _heads(self, *names: str) -> tuple[str, ...]:
        return tuple(self._(name) for name in names)

    def all(self) -> tuple[Sheet, ...]:
        """All sheets, also those without rows."""
        return (
            Sheet(self._("matrix"), self._matrix_heads(), tuple(self._matrix()), fixed=2),
            Sheet(
                self._("cases"),
                self._heads("name", "municipality", "code", "date", "file", "answered", "questions", "problems", "actions"),
                tuple(self._cases()),
            ),
            Sheet(
                self._("causes"),
                self._heads("first", "second", "equal", "question", "answer_first", "answer_second", "change"),
                tuple(self._causes()),
            ),
            Sheet(self._("groups"), self._heads("group", "name", "representative", "problems", "actions"), tuple(self._groups())),
            Sheet(
                self._("unlike"),
                self._heads("first", "second", "situation", "advice", "only_first", "only_second"),
                tuple(self._unlike()),
            ),
            Sheet(self._("timelines"), self._heads("municipality", "since", "until", "part", "what", "value"), tuple(self._timelines())),
        )

    def _matrix_heads(self) -> tuple[str, ...]:
        return (*self._heads("part", "what", "id", "same", "count", "open"), *(case.label for case in self.comparison.cases))

    def _matrix(self) -> Iterator[tuple[Cell, ...]]:
        for section in self.comparison.sections:
            for row in section.rows:
                told = (self._(section.id), row.title, row.id, self._("yes" if row.same else "no"), row.count, row.cells.count(OPEN))
                # An empty cell for what does not hold: what holds then stands out, and Excel can filter on it.
                yield (*told, *(None if cell == NO else self._(cell) for cell in row.cells))

    def _cases(self) -> Iterator[tuple[Cell, ...]]:
        for case in self.comparison.cases:
            day = case.filled_in_on.isoformat() if case.filled_in_on else None
            told = (case.label, case.municipality, case.code, day, case.file)
            yield (*told, case.answered, case.questions, case.problems, case.actions)

    def _causes(self) -> Iterator[tuple[Cell, ...]]:
        for cause in self.comparison.causes:
            if cause.equal:
                yield cause.base, cause.other, self._("yes"), None, None, None, None
            for one in cause.answers:
                yield cause.base, cause.other, self._("no"), one.question, one.base, one.other, one.change

    def _groups(self) -> Iterator[tuple[Cell, ...]]:
        grouping = self.comparison.grouping
        if grouping is None:
            return
        for place, group in enumerate(grouping.groups, start=1):
            for member in group.members:
                yield place, member, group.representative, _lines(group.problems), _lines(group.actions)
        for member in (*grouping.alone, *grouping.empty):
            yield None, member, None, None, None

    def _unlike(self) -> Iterator[tuple[Cell, ...]]:
        for pair in self.comparison.grouping.unlike if self.comparison.grouping else ():
            shared = tuple(round(100 * (1 - apart)) for apart in (pair.situation, pair.advice))
            yield pair.one, pair.two, *shared, _lines(pair.only_one), _lines(pair.only_two)

    def _timelines(self) -> Iterator[tuple[Cell, ...]]:
        for timeline in self.comparison.timelines:
            for number in timeline.numbers:
                for day, value in zip(timeline.dates, number.values, strict=True):
                    if value is not None:
                        yield timeline.municipality, day.isoformat(), day.isoformat(), self._("number"), number.title, value
            for step in timeline.steps:
                for name in ("problems", "actions"):
                    for how in ("gone", "unclear", "new", "lasting"):
                        for title in getattr(getattr(step, name), how):
                            days = (step.since.isoformat(), step.until.isoformat())
                            yield timeline.municipality, *days, self._(name), title, self._(how)


def _lines(titles: Sequence[str] | Iterable[str]) -> str | None:
    return "; ".join(titles) or None
