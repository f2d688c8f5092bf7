"""What was found in a workbook so far, and what stands in one cell of it."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

from commplan_advisor.common.faults import Fault, Faults, Place, column_letters
from commplan_advisor.common.located import Path_, Spot
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.faults import shown_path
from commplan_advisor.questionnaire.questions import Question
from commplan_advisor.questionnaire.sheets.cells import NotInCellError, answer_in, in_text
from commplan_advisor.questionnaire.sheets.keyed import KeyedSheet
from commplan_advisor.questionnaire.sheets.package import CellValue
from commplan_advisor.questionnaire.sheets.scan import MOST_ROWS

AGAIN = Text(
    "Maak een nieuwe werkmap met 'commplan new' en neem uw antwoorden over.",
    "Make a new workbook with 'commplan new' and copy your answers into it.",
)
"""What can be done about a sheet, a column or a row that is gone."""


class Found:
    """Answers, their places and what is wrong, as they are found.

    Attributes:
        name: of the file.
        faults: what is wrong, each at its cell.
        places: of the answers, and of the questions without one.
        value: the answers as plain values.
        suggested: by the path of an open question, what the words of its list stand for.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults = Faults()
        self.places: dict[Path_, Spot] = {}
        self.value: dict[str, Any] = {"municipality": {}}
        self.suggested: dict[str, dict[str, str]] = {}

    def answer(self, sheet: KeyedSheet, row: int, column: int, question: Question, where: Path_) -> Any:
        """The answer in a cell; None when there is none, or when it is not understood, which is noted."""
        value = self.cell(sheet, row, column, where)
        if value is None:
            return None
        percentage = (row, column) in sheet.grid.seen.percentages
        try:
            return answer_in(question, value, percentage=percentage, suggested=self.suggested.get(question.path))
        except NotInCellError as error:
            self.note(sheet, row, column, where, error)
            return None

    def cell(self, sheet: KeyedSheet, row: int, column: int, where: Path_) -> CellValue | None:
        """What stands in a cell; None when nothing does, or only spaces, or a formula without an outcome, which is noted."""
        value = sheet.grid.cells.get((row, column))
        seen = sheet.grid.seen
        if (row, column) in seen.errors or ((row, column) in seen.formulas and value is None):
            nl, en = "is een formule zonder uitkomst. Typ het antwoord zelf.", "is a formula without an outcome. Type the answer itself."
            self.faults.add(self.place(sheet, row, column), f"hier {nl}", f"here {en}", path=shown_path(where))
            return None
        return None if isinstance(value, str) and not value.strip() else value

    def note(self, sheet: KeyedSheet, row: int, column: int, where: Path_, error: NotInCellError) -> None:
        """Note that what stands in a cell is no answer."""
        place = self.place(sheet, row, column)
        self.faults.found.append(Fault(place, error.message, shown_path(where), error.value, error.nearest))

    def refuse_merged(self, sheet: KeyedSheet, rows: Container[int], columns: Iterable[int]) -> None:
        """Tell which cells for answers were made one: of all but one of them the answer is gone."""
        for top, left, bottom, right in sheet.grid.seen.merged:
            inside = [
                (row, column)
                for row in range(top, min(bottom, MOST_ROWS) + 1)
                if row in rows
                for column in columns
                if left <= column <= right
            ]
            if len(inside) > 1:
                block = f"{column_letters(left + 1)}{top + 1}:{column_letters(right + 1)}{bottom + 1}"
                nl, en = f"de cellen {block} zijn samengevoegd. Splits ze weer.", f"the cells {block} are merged. Split them again."
                self.faults.add(self.place(sheet, *inside[0]), nl, en)

    def place(self, sheet: KeyedSheet, row: int, column: int) -> Place:
        """The place of a cell."""
        return Place(self.name, *sheet.spot(row, column))

    def put(self, where: Path_, answer: Any) -> None:
        """Keep an answer."""
        holder: Any = self.value
        for part in where[:-1]:
            holder = holder.setdefault(part, {})
        holder[where[-1]] = answer

    def clash(self, sheet: KeyedSheet, row: int, column: int, question: Question) -> None:
        """Note that a cell says that there are none while there are some."""
        nl, en = "zegt dat er geen zijn, maar er staan er wel.", "says that there are none, but there are some."
        self.faults.add(self.place(sheet, row, column), nl, en, path=question.path, value=in_text(sheet.grid.cells[row, column]))
