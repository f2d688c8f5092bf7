"""Reading a workbook into plain values with their places, as from any other file of a questionnaire."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import Any

from commplan_advisor.common.faults import Fault, Faults, FaultyInputError, Place, column_letters
from commplan_advisor.common.located import Located, Path_, Spot
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.faults import shown_path
from commplan_advisor.questionnaire.models import VERSION
from commplan_advisor.questionnaire.questions import Question, questions
from commplan_advisor.questionnaire.sheets import keys
from commplan_advisor.questionnaire.sheets import words as w
from commplan_advisor.questionnaire.sheets.cells import NotInCellError, answer_in, in_text, says_none, ticked
from commplan_advisor.questionnaire.sheets.keyed import KeyedSheet
from commplan_advisor.questionnaire.sheets.package import CellValue, Grid, opened
from commplan_advisor.questionnaire.sheets.scan import MOST_ROWS

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
        self.name = name
        self.grids = grids
        self.faults = Faults()
        self.places: dict[Path_, Spot] = {}
        self.value: dict[str, Any] = {"municipality": {}}
        self.suggested: dict[str, dict[str, str]] = {}

    def read(self) -> Located:
        """All answers."""
        sheets = self._sheets()
        other = next((one for one in sheets.values() if one.version != VERSION), None)
        if other:
            self.value = {"questionnaire": other.version}
            self.places[("questionnaire",)] = other.spot(other.top, other.left)
            return Located(self.value, self.name, self.places)
        self.value["questionnaire"] = VERSION
        if keys.QUESTIONS not in sheets or not self._questions(sheets[keys.QUESTIONS]):
            self.value["municipality"] = {"name": "?"}  # that it was not read is told; not that it would not have been filled in
        for question in questions().values():
            if question.kind == "list" and question.path in sheets:
                self._rows(sheets[question.path], question)
        return Located(self.value, self.name, self.places, faults=tuple(self.faults.found))

    # ---- which sheet is which ----------------------------------------------------------------------------------------------------------

    def _sheets(self) -> dict[str, KeyedSheet]:
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
                    self.faults.add(Place(self.name, row + 1, column + 1, grid.name), nl, en)
                elif corner.holds in names:
                    found[corner.holds] = KeyedSheet(grid, (row, column), corner.version)
        if not found:
            nl = "is een werkmap, maar geen vragenlijst. Maak een vragenlijst met: commplan new BESTAND.xlsx"
            raise FaultyInputError(
                [Fault(Place(self.name), Text(nl, "is a workbook, but no questionnaire. Make one with: commplan new FILE.xlsx"))]
            )
        for holds, called in names.items():
            if holds not in found:
                nl = f"het blad {called.nl} ontbreekt, of de verborgen eerste rij of kolom ervan is weg. {_AGAIN.nl}"
                en = f"the sheet {called.en} is missing, or its hidden first row or column is gone. {_AGAIN.en}"
                self.faults.add(Place(self.name), nl, en)
        return found

    def _suggestions(self, grid: Grid, row: int, column: int) -> None:
        """What the words of the lists stand for."""
        for (at, place), value in grid.cells.items():
            if at == row + 1 and place >= column:
                below = (number for number, other in grid.cells if other == place and number > at)
                self.suggested[in_text(value)] = {
                    in_text(grid.cells[number, place]): in_text(grid.cells.get((number, place + 1), ""))
                    for number in sorted(below, reverse=True)
                }

    # ---- single questions --------------------------------------------------------------------------------------------------------------

    def _questions(self, sheet: KeyedSheet) -> bool:
        """Read the single questions; whether there is a column with answers to them."""
        columns = [column for column, key in sheet.column_keys.items() if key == keys.ANSWER]
        if len(columns) != 1:
            nl, en = f"de kolom met antwoorden ontbreekt. {_AGAIN.nl}", f"the column with answers is missing. {_AGAIN.en}"
            self.faults.add(self._place(sheet, sheet.top, sheet.left), nl, en)
            return False
        column = columns[0]
        self._refuse_merged(sheet, [row for row, key in sheet.row_keys.items() if key != keys.NO_QUESTION], [column])
        rows: dict[str, int] = {}
        several: dict[str, list[tuple[str, int]]] = {}
        for row, key in sheet.row_keys.items():
            path, sign, option = key.partition("=")
            path = path.removesuffix("[]")
            if key == keys.NO_QUESTION:
                continue
            if path not in questions() or "[]" in path:
                nl, en = f"is geen vraag van de vragenlijst. {_AGAIN.nl}", f"is no question of the questionnaire. {_AGAIN.en}"
                self.faults.add(self._place(sheet, row, sheet.left), nl, en, value=key)
            elif sign or key.endswith("[]"):
                several.setdefault(path, []).append((option if sign else "[]", row))
            elif path in rows:
                nl, en = f"deze vraag staat ook in rij {rows[path] + 1}.", f"this question is also in row {rows[path] + 1}."
                self.faults.add(self._place(sheet, row, column), nl, en, path=path)
            else:
                rows[path] = row
                self._single(sheet, row, column, questions()[path])
        for path, parts in several.items():
            self._several(sheet, column, questions()[path], parts)
        self._told_rows(sheet, column, {*rows, *several})
        return True

    def _told_rows(self, sheet: KeyedSheet, column: int, there: set[str]) -> None:
        """Tell which questions are missing, and which answers stand where there is no question."""
        for question in questions().values():
            alone = "[]" not in question.path and question.kind != "list" and question.path != "questionnaire"
            if alone and question.path not in there:
                nl, en = (
                    f"de regel met de vraag '{question.text.nl}' ontbreekt.",
                    f"the row with the question '{question.text.en}' is missing.",
                )
                self.faults.add(Place(self.name, 0, 0, sheet.grid.name), f"{nl} {_AGAIN.nl}", f"{en} {_AGAIN.en}", path=question.path)
        for (row, place), value in sheet.grid.cells.items():
            if place == column and row > sheet.top and row not in sheet.row_keys:
                nl = "hoort niet bij een vraag. Zet aantekeningen rechts van de tabel."
                self.faults.add(self._place(sheet, row, place), nl, "belongs to no question. Put notes right of the table.", value=value)

    def _single(self, sheet: KeyedSheet, row: int, column: int, question: Question) -> None:
        where: Path_ = tuple(question.path.split("."))
        self.places[where] = sheet.spot(row, column)
        answer = self._answer(sheet, row, column, question, where)
        if answer is not None:
            self._put(where, answer)

    def _several(self, sheet: KeyedSheet, column: int, question: Question, parts: list[tuple[str, int]]) -> None:
        """A block of rows: one for each option, or for each text, and one that says that there are none."""
        where: Path_ = tuple(question.path.split("."))
        self.places[where] = sheet.spot(parts[0][1], column)
        chosen: list[str] = []
        refused: list[int] = []
        none_row: int | None = None
        options = {str(one) for one in question.options}
        for option, row in parts:
            if option == "[]":
                text = self._answer(sheet, row, column, question, where)
                if text is not None:
                    self.places[(*where, len(chosen))] = sheet.spot(row, column)
                    chosen.append(text)
                continue
            tick = self._tick(sheet, row, column, where)
            if tick and option and option not in options:
                nl, en = "is geen keuze van dit regelboek.", "is not a choice of this rule book."
                self.faults.add(self._place(sheet, row, column), nl, en, path=question.path, value=option)
            elif tick and option:
                self.places[(*where, len(chosen))] = sheet.spot(row, column)
                chosen.append(option)
            elif tick:
                none_row = row
            elif tick is False and option:
                refused.append(row)
        if none_row is not None and chosen:
            self._clash(sheet, none_row, column, question)
        elif chosen:
            self._put(where, chosen)
        elif none_row is not None or (refused and len(refused) == len([one for one, _ in parts if one not in ("", "[]")])):
            self._put(where, [])
        elif refused:
            nl = "staat er, maar nergens ja. Past niets? Zet dan ja bij 'geen van deze'."
            en = "stands here, but yes nowhere. Does nothing fit? Then put yes at 'none of these'."
            value = sheet.grid.cells[refused[0], column]
            self.faults.add(self._place(sheet, refused[0], column), nl, en, path=question.path, value=in_text(value))

    def _tick(self, sheet: KeyedSheet, row: int, column: int, where: Path_) -> bool | None:
        """Whether a row of a block is chosen; None when it says nothing."""
        value = self._cell(sheet, row, column, where)
        if value is None:
            return None
        try:
            return ticked(value)
        except NotInCellError as error:
            self._note(sheet, row, column, where, error)
            return None

    def _clash(self, sheet: KeyedSheet, row: int, column: int, question: Question) -> None:
        nl, en = "zegt dat er geen zijn, maar er staan er wel.", "says that there are none, but there are some."
        self.faults.add(self._place(sheet, row, column), nl, en, path=question.path, value=in_text(sheet.grid.cells[row, column]))

    # ---- sheets with rows --------------------------------------------------------------------------------------------------------------

    def _rows(self, sheet: KeyedSheet, question: Question) -> None:
        inner = {one.path.rpartition(".")[2]: one for one in questions().values() if one.path.startswith(f"{question.path}[].")}
        columns = {column: inner[key] for column, key in sheet.column_keys.items() if key in inner}
        for one in (one for one in inner.values() if one not in columns.values()):
            nl = f"de kolom met de vraag '{one.text.nl}' ontbreekt. {_AGAIN.nl}"
            en = f"the column with the question '{one.text.en}' is missing. {_AGAIN.en}"
            self.faults.add(Place(self.name, 0, 0, sheet.grid.name), nl, en, path=one.path)
        below = next((row for row, key in sheet.row_keys.items() if key == keys.ROWS_BELOW), None)
        if below is None or not columns:
            nl, en = (
                f"de rij met uitleg boven de antwoorden ontbreekt. {_AGAIN.nl}",
                f"the row with hints above the answers is missing. {_AGAIN.en}",
            )
            self.faults.add(Place(self.name, 0, 0, sheet.grid.name), nl, en, path=question.path)
            return
        where: Path_ = tuple(question.path.split("."))
        filled = sorted({row for row, column in sheet.grid.filled() if row > below and column in columns})
        self._refuse_other_columns(sheet, columns, below)
        self._refuse_merged(sheet, range(below + 1, MOST_ROWS), columns)
        rows: list[dict[str, Any]] = []
        first = min(columns)
        named_by = next((column for column, one in columns.items() if one == next(iter(inner.values()))), None)
        for row in filled:
            self.places[(*where, len(rows))] = sheet.spot(row, first)
            rows.append(self._row(sheet, row, columns, (*where, len(rows))))
        none = next((row for row, key in sheet.row_keys.items() if key == keys.NONE), None)
        said_none = none is not None and named_by is not None and self._says_none(sheet, none, named_by, where)
        if said_none and rows and none is not None and named_by is not None:
            self._clash(sheet, none, named_by, question)
        elif rows or said_none:
            self._put(where, rows)

    def _says_none(self, sheet: KeyedSheet, row: int, column: int, where: Path_) -> bool:
        self.places[where] = sheet.spot(row, column)
        value = self._cell(sheet, row, column, where)
        if value is None:
            return False
        if not says_none(value):
            nl, en = (
                f"is geen keuze. Kies '{w.NONE.nl}' of laat de cel leeg.",
                f"is not a choice. Choose '{w.NONE.en}' or leave the cell empty.",
            )
            self.faults.add(self._place(sheet, row, column), nl, en, path=shown_path(where), value=in_text(value))
            return False
        return True

    def _row(self, sheet: KeyedSheet, row: int, columns: Mapping[int, Question], where: Path_) -> dict[str, Any]:
        found: dict[str, Any] = {}
        nothing: dict[str, int] = {}
        for column, question in columns.items():
            key = question.path.rpartition(".")[2]
            path = (*where, key)
            self.places.setdefault(path, sheet.spot(row, column))
            answer = self._answer(sheet, row, column, question, path)
            if answer is None:
                continue
            if question.kind != "options":
                found[key] = answer
                self.places[path] = sheet.spot(row, column)
                continue
            if not answer:
                nothing[key] = column
            for option in answer:
                self.places[(*path, len(found.get(key, ())))] = sheet.spot(row, column)
                found.setdefault(key, []).append(option)
        for key, column in nothing.items():
            if found.get(key):
                self._clash(sheet, row, column, columns[column])
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
                self.faults.add(self._place(sheet, row, column), nl, en, value=in_text(value))

    # ---- one cell ----------------------------------------------------------------------------------------------------------------------

    def _answer(self, sheet: KeyedSheet, row: int, column: int, question: Question, where: Path_) -> Any:
        """The answer in a cell; None when there is none, or when it is not understood, which is noted."""
        value = self._cell(sheet, row, column, where)
        if value is None:
            return None
        percentage = (row, column) in sheet.grid.seen.percentages
        try:
            return answer_in(question, value, percentage=percentage, suggested=self.suggested.get(question.path))
        except NotInCellError as error:
            self._note(sheet, row, column, where, error)
            return None

    def _cell(self, sheet: KeyedSheet, row: int, column: int, where: Path_) -> CellValue | None:
        """What stands in a cell; None when nothing does, or only spaces, or a formula without an outcome, which is noted."""
        value = sheet.grid.cells.get((row, column))
        seen = sheet.grid.seen
        if (row, column) in seen.errors or ((row, column) in seen.formulas and value is None):
            nl, en = "is een formule zonder uitkomst. Typ het antwoord zelf.", "is a formula without an outcome. Type the answer itself."
            self.faults.add(self._place(sheet, row, column), f"hier {nl}", f"here {en}", path=shown_path(where))
            return None
        return None if isinstance(value, str) and not value.strip() else value

    def _note(self, sheet: KeyedSheet, row: int, column: int, where: Path_, error: NotInCellError) -> None:
        place = self._place(sheet, row, column)
        self.faults.found.append(Fault(place, error.message, shown_path(where), error.value, error.nearest))

    def _refuse_merged(self, sheet: KeyedSheet, rows: Container[int], columns: Iterable[int]) -> None:
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
                self.faults.add(self._place(sheet, *inside[0]), nl, en)

    def _place(self, sheet: KeyedSheet, row: int, column: int) -> Place:
        return Place(self.name, *sheet.spot(row, column))

    def _put(self, where: Path_, answer: Any) -> None:
        holder: Any = self.value
        for part in where[:-1]:
            holder = holder.setdefault(part, {})
        holder[where[-1]] = answer


_AGAIN = Text(
    "Maak een nieuwe werkmap met 'commplan new' en neem uw antwoorden over.",
    "Make a new workbook with 'commplan new' and copy your answers into it.",
)
