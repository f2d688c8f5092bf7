"""A comparison as sheets: CSV, and a workbook for Excel and LibreOffice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from commplan_advisor.advice.compare.compare import Comparison
from commplan_advisor.advice.compare.comparing import NO, OPEN
from commplan_advisor.common.text import Language, Text
from commplan_advisor.present.comparison_words import word
from commplan_advisor.present.spreadsheet import Cell, Sheet, csv_of, xlsx_of

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
    "middle": Text("gemiddeld", "medium"),
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
    return csv_of(sheets(comparison, language)[0])


def as_xlsx(comparison: Comparison, language: Language) -> bytes:
    """A comparison as a workbook, the same bytes each time.

    Raises:
        MissingExtraError: XlsxWriter is not installed.
    """
    return xlsx_of(sheets(comparison, language), word("title", language, count=len(comparison.cases)))


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
