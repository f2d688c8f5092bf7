"""The sheets with a row for each initiative, audience, problem, role and measurement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from commplan_advisor.questionnaire.questions import Question, questions
from commplan_advisor.questionnaire.sheets import keys
from commplan_advisor.questionnaire.sheets import words as w
from commplan_advisor.questionnaire.sheets.building import Material, version_key
from commplan_advisor.questionnaire.sheets.layout import Cell, Ruled, Sheet, Value
from commplan_advisor.questionnaire.sheets.rules import LIST_NONE, Asking, choice, explanation, rule_for

_FIRST_ROWS = 25
_SPARE = 10
_COLUMNS_FOR_SEVERAL = 4
_FIT_ON_A_PAGE = 10
_TITLE_ROW, _TEXT_ROW, _NONE_ROW, _HEAD_ROW, _HINT_ROW = 1, 2, 3, 4, 5
_LEAST_WIDE = 110
"""Characters of all columns together."""

_NAMES = 2
"""Columns that stay in view and are printed on each page: what a row is called by."""

_WIDTHS = {"yes_no": 12, "number": 13, "day": 13, "option": 20, "options": 22, "text": 26}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of answers; the number counts the columns of a question that takes several answers from 1, and is 0 for others."""

    question: Question
    key: str
    number: int
    asking: Asking
    suggested: bool


def row_sheet(made: Material, question: Question) -> Sheet:
    """The sheet of one list."""
    rows = made.answer(question.path)
    columns = tuple(_columns(made, question, rows or []))
    count = max(_FIRST_ROWS, len(rows or ()) + _SPARE)
    none = made.say(w.NONE) if rows == [] else None
    title = made.say(w.MORE, text=question.text.in_(made.language), number=made.say(w.FORMAT, item=question.item))
    table: list[tuple[Cell | None, ...]] = [
        (Cell(version_key(question.path), "key"), *(Cell(one.key, "key") for one in columns)),
        (None, Cell(title, "title")),
        (None, Cell(" ".join(_told(made, question)), "line")),
        (Cell(keys.NONE, "key"), Cell(none, "choice"), Cell(made.say(w.NONE_HERE), "line")),
        (None, *(Cell(_head(made, one), "head") for one in columns)),
        (Cell(keys.ROWS_BELOW, "key"), *(Cell(_hint(made, one), "hint") for one in columns)),
    ]
    table += [(None, *cells) for cells in _filled(made, columns, rows or [])]
    table += [(None, *(Cell(None, one.asking.look) for one in columns))] * (count - len(rows or ()))
    first, last = _HINT_ROW + 1, len(table) - 1
    ruled = [Ruled(_NONE_ROW, 1, _NONE_ROW, 1, choice(made.language, LIST_NONE))]
    ruled += [Ruled(first, place, last, place, one.asking.rule) for place, one in enumerate(columns, start=1) if one.asking.rule]
    one_page = len(columns) <= _FIT_ON_A_PAGE
    return Sheet(
        made.say(w.LISTS[question.path]),
        (4, *_widths(columns)),
        tuple(table),
        tuple(ruled),
        frozen=(first, 1 + min(_NAMES, len(columns) - 1)),
        landscape=True,
        one_page_wide=one_page,
        repeated=(_HEAD_ROW, _HEAD_ROW, 0, 0 if one_page else _NAMES),
    )


def _widths(columns: tuple[_Column, ...]) -> list[float]:
    """How wide each column is; a table of few columns is as wide as the texts above it."""
    widths = [_WIDTHS[one.question.kind] for one in columns]
    wider = max(1.0, _LEAST_WIDE / sum(widths))
    return [round(width * wider, 1) for width in widths]


def _told(made: Material, question: Question) -> Iterator[str]:
    if think := explanation(question, made.language):
        yield think
    yield made.say(w.A_ROW_EACH)


def _columns(made: Material, question: Question, rows: list[Mapping[str, Any]]) -> Iterator[_Column]:
    for inner in questions().values():
        if not inner.path.startswith(f"{question.path}[]."):
            continue
        key = inner.path.rpartition(".")[2]
        choices = made.choices_for(inner)
        asking = rule_for(inner, made.language, choices=choices)
        if inner.kind == "options":
            needed = max((len(row.get(key) or ()) for row in rows), default=0)
            for number in range(1, max(_COLUMNS_FOR_SEVERAL, needed) + 1):
                yield _Column(inner, key, number, asking, False)
        else:
            yield _Column(inner, key, 0, asking, bool(choices) and not inner.options)


def _head(made: Material, column: _Column) -> str:
    text = column.question.text.in_(made.language)
    return made.say(w.MORE, text=text, number=column.number) if column.number else text


def _hint(made: Material, column: _Column) -> str:
    if column.number > 1:
        return ""
    more = (w.ONE_IN_EACH_COLUMN,) if column.number else ()
    item = made.say(w.FORMAT, item=column.question.item)
    short = column.question.kind in ("option", "yes_no")  # the list says it; a cell with all of it would be a page high
    think = column.question.think.in_(made.language)
    told = (
        (think[:1].upper() + think[1:] + "." if think else "")
        if short
        else explanation(column.question, made.language, *more, suggested=column.suggested)
    )
    return f"{told}\n[{item}]".strip()


def _filled(made: Material, columns: tuple[_Column, ...], rows: list[Mapping[str, Any]]) -> Iterator[list[Cell]]:
    for row in rows:
        values = [_value(made, column, row) for column in columns]
        if all(value is None for value in values):
            # So that a row of which nothing is known is a row; in a text it would be an answer.
            values[next(place for place, one in enumerate(columns) if one.question.kind != "text")] = made.say(w.UNKNOWN)
        yield [Cell(value, column.asking.look) for value, column in zip(values, columns, strict=True)]


def _value(made: Material, column: _Column, row: Mapping[str, Any]) -> Value:
    given = row.get(column.key)
    if not column.number or given is None:
        return made.shown(column.question, given)
    if column.number <= len(given):
        return made.shown(column.question, given[column.number - 1])
    return made.say(w.NONE_OF_THESE) if given == [] and column.number == 1 else None
