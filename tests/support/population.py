"""Many cases at once, beside the engine for a single case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from commplan_advisor.engine.conclusions import Outcomes, Status
from commplan_advisor.population.columns import CASE, NUMBER, questions_of_cases, questions_of_rows, schema_of_cases
from commplan_advisor.population.results import CONCLUSIONS, POSITION, TABLES_OF_ROWS, ResultColumn
from commplan_advisor.questionnaire.models import Questionnaire

Told = dict[tuple[str, ...], bool | None]
"""By conclusion (kind, entry, about) or by rule and what it is about: true, not known, or, left out, false."""
KINDS_OF_ROWS = {table: kind for kind, table in TABLES_OF_ROWS.items()}


def table_of(cases: Sequence[Questionnaire]) -> pa.Table:
    """Questionnaires as a table."""
    return pa.Table.from_pylist([_row(number, answers) for number, answers in enumerate(cases)], schema=schema_of_cases())


def _row(number: int, answers: Questionnaire) -> dict[str, Any]:
    told = answers.model_dump(mode="json", by_alias=True)
    row: dict[str, Any] = {NUMBER: number, CASE: answers.municipality.name}
    for question in questions_of_cases():
        value: Any = told
        for part in question.path.split("."):
            value = None if value is None else value.get(part)
        if question.kind == "list" and value is not None:
            value = [{name: one.get(name) for name in questions_of_rows(question.path)} for one in value]
        row[question.path] = value
    return row


def told_by_one(outcomes: Outcomes) -> Told:
    """What the engine for a single case says: conclusions, and rules for what they are about."""
    told: Told = {}
    for key, conclusion in outcomes.conclusions.items():
        told[key] = True if conclusion.status is Status.CONCLUDED else None
        for reasons, value in ((conclusion.reasons, True), (conclusion.may, None)):
            for reason in reasons:
                subject = reason.subject
                place = str(subject.path[-1] if subject.settled else -1) if subject.path else subject.id
                told["rule", reason.rule.id, subject.kind, place] = value
    return told


def told_by_many(tables: Mapping[str, pa.Table], columns: Iterable[ResultColumn], book: Any, count: int) -> list[Told]:
    """The same from tables of results, for each case."""
    subjects = {rule.id: rule.subject for rule in book.rules}
    told: list[Told] = [{} for _ in range(count)]
    by_table: dict[str, list[ResultColumn]] = {}
    for column in columns:
        by_table.setdefault(column.table, []).append(column)
    for name, table in tables.items():
        numbers = table[NUMBER].to_pylist()
        places = table[POSITION].to_pylist() if name != CONCLUSIONS else None
        for column in by_table.get(name, []):
            for row, value in enumerate(table[column.name].to_pylist()):
                if value is False:
                    continue
                if not column.rule:
                    key: tuple[str, ...] = (column.kind, column.id, column.about)
                elif places is None:
                    key = ("rule", column.rule, subjects[column.rule], column.about or "case")
                else:
                    key = ("rule", column.rule, KINDS_OF_ROWS[name], str(places[row]))
                told[numbers[row]][key] = value
    return told
