"""Reading a workbook into plain values with their places, as from any other file of a questionnaire."""

from __future__ import annotations

from pathlib import Path

from commplan_advisor.common.faults import Fault, FaultyInputError, Place
from commplan_advisor.common.located import Located
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.models import VERSION
from commplan_advisor.questionnaire.questions import questions
from commplan_advisor.questionnaire.sheets import keys
from commplan_advisor.questionnaire.sheets import words as w
from commplan_advisor.questionnaire.sheets.cells import in_text
from commplan_advisor.questionnaire.sheets.found import AGAIN, Found
from commplan_advisor.questionnaire.sheets.keyed import KeyedSheet
from commplan_advisor.questionnaire.sheets.package import Grid, opened
from commplan_advisor.questionnaire.sheets.reading_questions import QuestionReader
from commplan_advisor.questionnaire.sheets.reading_rows import RowReader

_CORNER_WITHIN = 20
"""Rows and columns among which the corner is looked for: somebody may have put something above or before the table."""


def read_workbook(path: Path, name: str) -> Located:
    """The answers in a workbook; what cannot be understood is among its faults, each at its cell.

    Args:
        path: of the file.
        name: of the file in messages.

    Raises:
        UnreadableFileError: it is no workbook, or none that can be read.
        FaultyInputError: it is a workbook, but no questionnaire.
        MissingExtraError: python-calamine is not installed.
    """
    return _Reader(name, opened(path, name)).read()


class _Reader:
    def __init__(self, name: str, grids: tuple[Grid, ...]) -> None:
        self.grids = grids
        self.found = Found(name)

    def read(self) -> Located:
        """All answers."""
        sheets = self._sheets()
        other = next((one for one in sheets.values() if one.version != VERSION), None)
        if other:
            self.found.value = {"questionnaire": other.version}
            self.found.places[("questionnaire",)] = other.spot(other.top, other.left)
            return Located(self.found.value, self.found.name, self.found.places)
        self.found.value["questionnaire"] = VERSION
        if keys.QUESTIONS not in sheets or not QuestionReader(self.found).read(sheets[keys.QUESTIONS]):
            self.found.value["municipality"] = {"name": "?"}  # that it was not read is told; not that it would not have been filled in
        for question in questions().values():
            if question.kind == "list" and question.path in sheets:
                RowReader(self.found).read(sheets[question.path], question)
        return Located(self.found.value, self.found.name, self.found.places, faults=tuple(self.found.faults.found))

    def _sheets(self) -> dict[str, KeyedSheet]:
        """Which sheet is which, by its corner."""
        found: dict[str, KeyedSheet] = {}
        names = {keys.QUESTIONS: w.QUESTIONS, **w.LISTS}
        for grid in self.grids:
            for (row, column), value in grid.cells.items():
                corner = keys.corner_of(value) if row < _CORNER_WITHIN and column < _CORNER_WITHIN else None
                if corner is None:
                    continue
                if corner.holds == keys.CHOICES:
                    self._suggestions(grid, row, column)
                elif corner.holds in found:
                    first = found[corner.holds].grid.name
                    nl, en = f"is hetzelfde blad als {first}. Laat er een van staan.", f"is the same sheet as {first}. Keep one of them."
                    self.found.faults.add(Place(self.found.name, row + 1, column + 1, grid.name), nl, en)
                elif corner.holds in names:
                    found[corner.holds] = KeyedSheet(grid, (row, column), corner.version)
        if not found:
            nl = "is een werkmap, maar geen vragenlijst. Maak een vragenlijst met: commplan new BESTAND.xlsx"
            raise FaultyInputError(
                [Fault(Place(self.found.name), Text(nl, "is a workbook, but no questionnaire. Make one with: commplan new FILE.xlsx"))]
            )
        for holds, called in names.items():
            if holds not in found:
                nl = f"het blad {called.nl} ontbreekt, of de verborgen eerste rij of kolom ervan is weg. {AGAIN.nl}"
                en = f"the sheet {called.en} is missing, or its hidden first row or column is gone. {AGAIN.en}"
                self.found.faults.add(Place(self.found.name), nl, en)
        return found

    def _suggestions(self, grid: Grid, row: int, column: int) -> None:
        """What the words of the lists stand for."""
        for (at, place), value in grid.cells.items():
            if at == row + 1 and place >= column:
                below = (number for number, other in grid.cells if other == place and number > at)
                self.found.suggested[in_text(value)] = {
                    in_text(grid.cells[number, place]): in_text(grid.cells.get((number, place + 1), ""))
                    for number in sorted(below, reverse=True)
                }
