"""The cells of one row of CSV: what a person or a program may have put there, as the plain values of a questionnaire."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from commplan_advisor.common.faults import Fault, Place, shown
from commplan_advisor.common.text import Text
from commplan_advisor.population.columns import CASE, NUMBER, questions_of_rows
from commplan_advisor.population.reading.headings import Heading
from commplan_advisor.questionnaire.questions import Question, questions
from commplan_advisor.questionnaire.sheets.cells import NotInCellError, answer_in, says_none

NONE = ("[]", "-")
"""In the cell of a set or list: answered, and there are none."""

_NUMBER = re.compile(r"[-+]?[0-9]{1,30}(?:[.,][0-9]{1,30})?(?:[eE][-+]?[0-9]{1,3})?")
_LIKE_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}[.,][0-9]{3}")
_UNCLEAR = Text(
    "is niet duidelijk: is de punt of komma van duizend? Schrijf het getal zonder, zoals 24000.",
    "is not clear: does the point or comma mark a thousand? Write the number without, such as 24000.",
)
_NOT_WHOLE = Text("moet een heel getal zijn, zonder punt of komma.", "must be a whole number, without a point or a comma.")
_NO_LIST = Text(
    "kan hier alleen [] zijn: er zijn er geen. Regels staan in kolommen zoals {}[0].{}.",
    "can only be [] here: there are none. Rows stand in columns such as {}[0].{}.",
)
_BOTH = Text("zegt dat er geen zijn, maar er staan er wel.", "says that there are none, but there are some.")


def answers_in(headings: Sequence[Heading | None], cells: Sequence[str], place: Place) -> tuple[dict[str, Any], list[Fault]]:
    """The plain values of a questionnaire in a row, and what is wrong with cells.

    Args:
        headings: what each column holds.
        cells: as many.
        place: of the row.
    """
    found: dict[str, Any] = {}
    rows: dict[str, dict[int, dict[str, Any]]] = {}
    none: dict[str, str] = {}
    faults = []
    for heading, cell in zip(headings, cells, strict=True):
        if heading is None or heading.path in (NUMBER, CASE) or not cell.strip():
            continue
        question = questions()[heading.path]
        try:
            if heading.name:
                row = rows.setdefault(heading.path, {}).setdefault(heading.row, {})
                value = _answer(questions_of_rows(heading.path)[heading.name], cell)
                if value is not None:
                    row[heading.name] = value
            elif question.kind == "list":
                _check_none(question, cell)
                none[heading.path] = cell
            elif (value := _answer(question, cell)) is not None:
                _put(found, heading.path, value)
        except NotInCellError as error:
            faults.append(Fault(place, error.message, heading.column, shown(error.value), error.nearest))
    faults += [Fault(place, _BOTH, path, shown(cell)) for path, cell in none.items() if path in rows]
    for path in {**none, **rows}:
        _put(found, path, [row for _, row in sorted(rows.get(path, {}).items())])
    return found, faults


def rows_in(headings: Iterable[Heading | None], cells: Iterable[str], path: str) -> list[int]:
    """The numbers in the names of columns of the rows of a list that are there, in order."""
    there = zip(headings, cells, strict=True)
    return sorted({heading.row for heading, cell in there if heading and heading.path == path and heading.name and cell.strip()})


def _answer(question: Question, cell: str) -> Any:
    """The answer in a cell; None when it says that it is not known."""
    text = cell.strip()
    if question.kind == "text":
        return text
    if question.kind in ("options", "texts") and text in NONE:
        return []
    if question.kind == "texts":
        return [] if says_none(text) else [part.strip() for part in text.split(";") if part.strip()]
    if question.kind == "number" and _NUMBER.fullmatch(text):
        return _number(question, text)
    return answer_in(question, text)


def _number(question: Question, text: str) -> float:
    if question.whole and _LIKE_THOUSANDS.fullmatch(text):
        raise NotInCellError(text, _UNCLEAR)
    if text.lstrip("+-").isdecimal():
        return int(text)
    number = float(text.replace(",", "."))
    if question.whole and not number.is_integer():
        raise NotInCellError(text, _NOT_WHOLE)
    return int(number) if number.is_integer() else number


def _check_none(question: Question, cell: str) -> None:
    if cell.strip() not in NONE and not says_none(cell):
        name = next(iter(questions_of_rows(question.path)))
        raise NotInCellError(cell, Text(*(text.format(question.path, name) for text in (_NO_LIST.nl, _NO_LIST.en))))


def _put(whole: dict[str, Any], path: str, value: Any) -> None:
    *above, last = path.split(".")
    for key in above:
        whole = whole.setdefault(key, {})
    whole[last] = value
