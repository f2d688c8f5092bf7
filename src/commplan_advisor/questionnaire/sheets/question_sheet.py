"""The sheet with the single questions, chapter by chapter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commplan_advisor.questionnaire.questions import Question, questions
from commplan_advisor.questionnaire.sheets import keys
from commplan_advisor.questionnaire.sheets import words as w
from commplan_advisor.questionnaire.sheets.building import Material, version_key
from commplan_advisor.questionnaire.sheets.layout import Cell, Ruled, Sheet, Value
from commplan_advisor.questionnaire.sheets.rules import LIST_YES_NO, Asking, choice, explanation, rule_for
from commplan_advisor.questionnaire.template import CHAPTERS

_WIDTHS = (4, 8, 44, 46, 44)
_ANSWER_COLUMN = 4
_FIRST_TEXTS = 5
_NAME_LONGEST = 100
_HEAD_ROW = 2
_OURS = Cell(keys.NO_QUESTION, "key")

Row = tuple[Cell | None, ...]


def question_sheet(made: Material) -> Sheet:
    """The sheet with all questions outside the lists."""
    page = _Page(made)
    page.add(Cell(version_key(keys.QUESTIONS), "key"), None, None, None, Cell(keys.ANSWER, "key"))
    page.add(_OURS, Cell(made.say(w.TITLE), "title"))
    page.add(_OURS, *(Cell(made.say(head), "head") for head in w.HEADS))
    chapter = ""
    for question in questions().values():
        if "[]." in question.path or question.path == "questionnaire":
            continue
        top = question.path.split(".")[0]
        if top in CHAPTERS and top != chapter:
            chapter = top
            page.add(_OURS, *_heading(made.say(CHAPTERS[top]), "chapter"))
        part = next((one for one in w.PARTS if f"{question.path}.".startswith(f"{one}.")), "")
        if part and part not in page.parts:
            page.parts.add(part)
            page.add(_OURS, *_heading(made.say(w.PARTS[part]), "part"))
        page.ask(question)
    # A chapter's heading alone would run on in the frozen rows, so only the row of headings stays in view with the title.
    return Sheet(
        made.say(w.QUESTIONS),
        _WIDTHS,
        tuple(page.rows),
        tuple(page.ruled),
        frozen=(_HEAD_ROW + 1, 0),
        landscape=True,
        repeated=(_HEAD_ROW, _HEAD_ROW, 0, 0),
    )


def _heading(text: str, look: Any) -> Row:
    return Cell(text, look), Cell(None, look), Cell(None, look), Cell(None, look)


class _Page:
    """The rows so far."""

    def __init__(self, made: Material) -> None:
        self.made = made
        self.rows: list[Row] = []
        self.ruled: list[Ruled] = []
        self.parts: set[str] = set()

    def add(self, *cells: Cell | None) -> None:
        """Add a row."""
        self.rows.append(cells)

    def ask(self, question: Question) -> None:
        """Add a question, with as many rows as it takes."""
        if question.kind == "list":
            self._to_sheet(question)
        elif question.kind == "options":
            self._options(question)
        elif question.kind == "texts":
            self._texts(question)
        else:
            choices = self.made.choices_for(question)
            longest = _NAME_LONGEST if question.path == "municipality.name" else 2000
            asking = rule_for(question, self.made.language, choices=choices, longest=longest)
            must = (w.MANDATORY,) if question.path == "municipality.name" else ()
            beside = explanation(question, self.made.language, *must, suggested=bool(choices) and not question.options)
            self._row(question.path, question, beside, asking, self.made.shown(question, self.made.answer(question.path)))

    def _row(self, key: str, question: Question | None, beside: str, asking: Asking, value: Value, text: str = "") -> None:
        told = (
            (Cell(question.item, "item"), Cell(question.text.in_(self.made.language), "question"))
            if question
            else (Cell(None, "item"), Cell(text, "option"))
        )
        row = len(self.rows)
        self.add(Cell(key, "key"), *told, Cell(beside or None, "hint"), Cell(value, asking.look))
        if asking.rule:
            self.ruled.append(Ruled(row, _ANSWER_COLUMN, row, _ANSWER_COLUMN, asking.rule))

    def _head(self, question: Question, beside: str, last: Cell) -> None:
        told = Cell(question.item, "item"), Cell(question.text.in_(self.made.language), "question")
        self.add(_OURS, *told, Cell(beside or None, "hint"), last)

    def _to_sheet(self, question: Question) -> None:
        name = self.made.say(w.LISTS[question.path])
        last = Cell(self.made.say(w.TO_SHEET, sheet=name), "hint", link=name)
        self._head(question, explanation(question, self.made.language), last)

    def _options(self, question: Question) -> None:
        """A row for each option; those that are chosen come first, in the order in which they were."""
        chosen = self.made.answer(question.path)
        self._head(question, explanation(question, self.made.language, w.EACH_THAT_FITS), Cell(None, "hint"))
        asking = Asking("choice", choice(self.made.language, LIST_YES_NO))
        yes = self.made.say(w.YES_NO[0])
        by_value = {str(one): one for one in question.options}
        for value in dict.fromkeys((*(chosen or ()), *by_value)):
            text = self.made.words_of(by_value[value]) if value in by_value else value
            self._row(keys.option_key(question.path, value), None, "", asking, yes if value in (chosen or ()) else None, text)
        self._row(keys.option_key(question.path, ""), None, "", asking, yes if chosen == [] else None, self.made.say(w.NONE_OF_THESE))

    def _texts(self, question: Question) -> None:
        """A row for each text, some to spare, and one for none at all."""
        given = self.made.answer(question.path)
        asking = rule_for(question, self.made.language)
        for place, value in enumerate(self._spare(given or [])):
            told = question if place == 0 else None
            beside = explanation(question, self.made.language, w.ONE_IN_EACH) if place == 0 else ""
            self._row(keys.text_key(question.path), told, beside, asking, value, self.made.say(w.ANOTHER))
        none = Asking("choice", choice(self.made.language, LIST_YES_NO))
        yes = self.made.say(w.YES_NO[0])
        self._row(keys.option_key(question.path, ""), None, "", none, yes if given == [] else None, self.made.say(w.NO_SOURCES))

    @staticmethod
    def _spare(given: list[str]) -> Iterator[str | None]:
        yield from given
        for _ in range(max(1, _FIRST_TEXTS - len(given))):
            yield None
