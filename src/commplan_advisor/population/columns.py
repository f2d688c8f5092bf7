"""Questionnaires as a table: a column for each question that rules can read, and a row for each case.

A list of the questionnaire is a column of lists of records. An answer that was not given is null; an empty list is an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commplan_advisor.questionnaire.questions import Question, questions_of_the_situation

if TYPE_CHECKING:
    import pyarrow as pa

NUMBER, CASE = "number", "case"
"""The columns before those of the questions: the place of a case in its input, from 0 on, and what it is called."""


def questions_of_cases() -> tuple[Question, ...]:
    """The questions that have a column of their own: those of a case, its lists included."""
    return tuple(one for one in questions_of_the_situation() if "[]" not in one.path)


def questions_of_rows(of: str) -> dict[str, Question]:
    """The questions about a row of a list, by their name in its record.

    Args:
        of: path of the list, such as `situation.initiatives`.
    """
    prefix = f"{of}[]."
    return {one.path[len(prefix) :]: one for one in questions_of_the_situation() if one.path.startswith(prefix)}


def schema_of_cases() -> pa.Schema:
    """The columns of a table of questionnaires, as Arrow has them: `number`, `case`, and the path of each question."""
    import pyarrow as pa

    own = [pa.field(NUMBER, pa.int64(), nullable=False), pa.field(CASE, pa.string(), nullable=False)]
    return pa.schema([*own, *(pa.field(one.path, _type_of(one)) for one in questions_of_cases())])


def _type_of(question: Question) -> pa.DataType:
    import pyarrow as pa

    match question.kind:
        case "yes_no":
            return pa.bool_()
        case "number":
            return pa.int64() if question.whole else pa.float64()
        case "options" | "texts":
            return pa.list_(pa.string())
        case "list":
            return pa.list_(pa.struct(list(_fields_of_rows(question))))
        case _:
            return pa.string()


def _fields_of_rows(question: Question) -> Iterator[pa.Field]:
    import pyarrow as pa

    return (pa.field(name, _type_of(one)) for name, one in questions_of_rows(question.path).items())
