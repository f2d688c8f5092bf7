"""Reading the sheet with the single questions."""

from __future__ import annotations

from commplan_advisor.common.faults import Place
from commplan_advisor.common.located import Path_
from commplan_advisor.questionnaire.questions import Question, questions
from commplan_advisor.questionnaire.sheets import keys
from commplan_advisor.questionnaire.sheets.cells import NotInCellError, in_text, ticked
from commplan_advisor.questionnaire.sheets.found import AGAIN, Found
from commplan_advisor.questionnaire.sheets.keyed import KeyedSheet


class QuestionReader:
    """Adds the single questions to what was found."""

    def __init__(self, found: Found) -> None:
        self.found = found

    def read(self, sheet: KeyedSheet) -> bool:
        """Read the single questions; whether there is a column with answers to them."""
        columns = [column for column, key in sheet.column_keys.items() if key == keys.ANSWER]
        if len(columns) != 1:
            nl, en = f"de kolom met antwoorden ontbreekt. {AGAIN.nl}", f"the column with answers is missing. {AGAIN.en}"
            self.found.faults.add(self.found.place(sheet, sheet.top, sheet.left), nl, en)
            return False
        column = columns[0]
        self.found.refuse_merged(sheet, [row for row, key in sheet.row_keys.items() if key != keys.NO_QUESTION], [column])
        rows: dict[str, int] = {}
        several: dict[str, list[tuple[str, int]]] = {}
        for row, key in sheet.row_keys.items():
            path, sign, option = key.partition("=")
            path = path.removesuffix("[]")
            if key == keys.NO_QUESTION:
                continue
            if path not in questions() or "[]" in path:
                nl, en = f"is geen vraag van de vragenlijst. {AGAIN.nl}", f"is no question of the questionnaire. {AGAIN.en}"
                self.found.faults.add(self.found.place(sheet, row, sheet.left), nl, en, value=key)
            elif sign or key.endswith("[]"):
                several.setdefault(path, []).append((option if sign else "[]", row))
            elif path in rows:
                nl, en = f"deze vraag staat ook in rij {rows[path] + 1}.", f"this question is also in row {rows[path] + 1}."
                self.found.faults.add(self.found.place(sheet, row, column), nl, en, path=path)
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
                nl = f"de regel met de vraag '{question.text.nl}' ontbreekt. {AGAIN.nl}"
                en = f"the row with the question '{question.text.en}' is missing. {AGAIN.en}"
                self.found.faults.add(Place(self.found.name, 0, 0, sheet.grid.name), nl, en, path=question.path)
        for row, place in sheet.grid.filled():
            if place == column and row > sheet.top and row not in sheet.row_keys:
                nl = "hoort niet bij een vraag. Zet aantekeningen rechts van de tabel."
                en = "belongs to no question. Put notes right of the table."
                value = sheet.grid.cells.get((row, place), "=")
                self.found.faults.add(self.found.place(sheet, row, place), nl, en, value=in_text(value))

    def _single(self, sheet: KeyedSheet, row: int, column: int, question: Question) -> None:
        where: Path_ = tuple(question.path.split("."))
        self.found.places[where] = sheet.spot(row, column)
        answer = self.found.answer(sheet, row, column, question, where)
        if answer is not None:
            self.found.put(where, answer)

    def _several(self, sheet: KeyedSheet, column: int, question: Question, parts: list[tuple[str, int]]) -> None:
        """A block of rows: one for each option, or for each text, and one that says that there are none."""
        where: Path_ = tuple(question.path.split("."))
        self.found.places[where] = sheet.spot(parts[0][1], column)
        chosen: list[str] = []
        refused: list[int] = []
        none_row: int | None = None
        options = {str(one) for one in question.options}
        for option, row in parts:
            if option == "[]":
                text = self.found.answer(sheet, row, column, question, where)
                if text is not None:
                    self.found.places[(*where, len(chosen))] = sheet.spot(row, column)
                    chosen.append(text)
                continue
            tick = self._tick(sheet, row, column, where)
            if tick and option and option not in options:
                nl, en = "is geen keuze van dit regelboek.", "is not a choice of this rule book."
                self.found.faults.add(self.found.place(sheet, row, column), nl, en, path=question.path, value=option)
            elif tick and option:
                self.found.places[(*where, len(chosen))] = sheet.spot(row, column)
                chosen.append(option)
            elif tick:
                none_row = row
            elif tick is False and option:
                refused.append(row)
        if none_row is not None and chosen:
            self.found.clash(sheet, none_row, column, question)
        elif chosen:
            self.found.put(where, chosen)
        elif none_row is not None or (refused and len(refused) == len([one for one, _ in parts if one not in ("", "[]")])):
            self.found.put(where, [])
        elif refused:
            nl = "staat er, maar nergens ja. Past niets? Zet dan ja bij 'geen van deze'."
            en = "stands here, but yes nowhere. Does nothing fit? Then put yes at 'none of these'."
            value = sheet.grid.cells[refused[0], column]
            self.found.faults.add(self.found.place(sheet, refused[0], column), nl, en, path=question.path, value=in_text(value))

    def _tick(self, sheet: KeyedSheet, row: int, column: int, where: Path_) -> bool | None:
        """Whether a row of a block is chosen; None when it says nothing."""
        value = self.found.cell(sheet, row, column, where)
        if value is None:
            return None
        try:
            return ticked(value)
        except NotInCellError as error:
            self.found.note(sheet, row, column, where, error)
            return None
