"""Reading a sheet with a row for each initiative, audience, problem, role or measurement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commplan_advisor.common.faults import Place
from commplan_advisor.common.located import Path_
from commplan_advisor.questionnaire.faults import shown_path
from commplan_advisor.questionnaire.questions import Question, questions
from commplan_advisor.questionnaire.sheets import keys
from commplan_advisor.questionnaire.sheets import words as w
from commplan_advisor.questionnaire.sheets.cells import in_text, says_none
from commplan_advisor.questionnaire.sheets.found import AGAIN, Found
from commplan_advisor.questionnaire.sheets.keyed import KeyedSheet
from commplan_advisor.questionnaire.sheets.scan import MOST_ROWS


class RowReader:
    """Adds the rows of a list to what was found."""

    def __init__(self, found: Found) -> None:
        self.found = found

    def read(self, sheet: KeyedSheet, question: Question) -> None:
        """Read the rows of one list."""
        inner = {one.path.rpartition(".")[2]: one for one in questions().values() if one.path.startswith(f"{question.path}[].")}
        columns = {column: inner[key] for column, key in sheet.column_keys.items() if key in inner}
        for one in (one for one in inner.values() if one not in columns.values()):
            nl = f"de kolom met de vraag '{one.text.nl}' ontbreekt. {AGAIN.nl}"
            en = f"the column with the question '{one.text.en}' is missing. {AGAIN.en}"
            self.found.faults.add(Place(self.found.name, 0, 0, sheet.grid.name), nl, en, path=one.path)
        below = next((row for row, key in sheet.row_keys.items() if key == keys.ROWS_BELOW), None)
        if below is None or not columns:
            nl, en = (
                f"de rij met uitleg boven de antwoorden ontbreekt. {AGAIN.nl}",
                f"the row with hints above the answers is missing. {AGAIN.en}",
            )
            self.found.faults.add(Place(self.found.name, 0, 0, sheet.grid.name), nl, en, path=question.path)
            return
        where: Path_ = tuple(question.path.split("."))
        filled = sorted({row for row, column in sheet.grid.filled() if row > below and column in columns})
        self._refuse_other_columns(sheet, columns, below)
        self.found.refuse_merged(sheet, range(below + 1, MOST_ROWS), columns)
        rows: list[dict[str, Any]] = []
        first = min(columns)
        named_by = next((column for column, one in columns.items() if one == next(iter(inner.values()))), None)
        for row in filled:
            self.found.places[(*where, len(rows))] = sheet.spot(row, first)
            rows.append(self._row(sheet, row, columns, (*where, len(rows))))
        none = next((row for row, key in sheet.row_keys.items() if key == keys.NONE), None)
        said_none = none is not None and named_by is not None and self._says_none(sheet, none, named_by, where)
        if said_none and rows and none is not None and named_by is not None:
            self.found.clash(sheet, none, named_by, question)
        elif rows or said_none:
            self.found.put(where, rows)

    def _says_none(self, sheet: KeyedSheet, row: int, column: int, where: Path_) -> bool:
        self.found.places[where] = sheet.spot(row, column)
        value = self.found.cell(sheet, row, column, where)
        if value is None:
            return False
        if not says_none(value):
            nl, en = (
                f"is geen keuze. Kies '{w.NONE.nl}' of laat de cel leeg.",
                f"is not a choice. Choose '{w.NONE.en}' or leave the cell empty.",
            )
            self.found.faults.add(self.found.place(sheet, row, column), nl, en, path=shown_path(where), value=in_text(value))
            return False
        return True

    def _row(self, sheet: KeyedSheet, row: int, columns: Mapping[int, Question], where: Path_) -> dict[str, Any]:
        found: dict[str, Any] = {}
        nothing: dict[str, int] = {}
        for column, question in columns.items():
            key = question.path.rpartition(".")[2]
            path = (*where, key)
            self.found.places.setdefault(path, sheet.spot(row, column))
            answer = self.found.answer(sheet, row, column, question, path)
            if answer is None:
                continue
            if question.kind != "options":
                found[key] = answer
                self.found.places[path] = sheet.spot(row, column)
                continue
            if not answer:
                nothing[key] = column
            for option in answer:
                self.found.places[(*path, len(found.get(key, ())))] = sheet.spot(row, column)
                found.setdefault(key, []).append(option)
        for key, column in nothing.items():
            if found.get(key):
                self.found.clash(sheet, row, column, columns[column])
            found.setdefault(key, [])
        return found

    def _refuse_other_columns(self, sheet: KeyedSheet, columns: Mapping[int, Question], below: int) -> None:
        """Tell of what stands in the table in a column that is not of the questionnaire."""
        told: set[int] = set()
        for (row, column), value in sorted(sheet.grid.cells.items(), key=lambda one: one[0]):
            if row > below and sheet.left < column < max(columns) and column not in columns and column not in told:
                told.add(column)
                nl = "staat in een kolom die niet bij de vragenlijst hoort. Zet aantekeningen rechts van de tabel."
                en = "stands in a column that does not belong to the questionnaire. Put notes right of the table."
                self.found.faults.add(self.found.place(sheet, row, column), nl, en, value=in_text(value))
