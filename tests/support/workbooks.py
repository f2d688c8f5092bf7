"""Workbooks of questionnaires, and what an officer may do to one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl

from commplan_advisor.common.faults import Fault, FaultyInputError
from commplan_advisor.common.text import Language
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.reading import load_case
from commplan_advisor.questionnaire.sheets.answers import plain_answers
from commplan_advisor.questionnaire.sheets.reading import read_workbook
from commplan_advisor.questionnaire.sheets.writing import workbook

ENDINGS = (".xlsx", ".ods")
NAMED: Mapping[str, Any] = {"municipality": {"name": "Voorbeeldstad"}}


def written(path: Path, answers: Mapping[str, Any] | Questionnaire = NAMED, language: Language = "nl") -> Path:
    """A workbook with these answers."""
    plain = plain_answers(answers) if isinstance(answers, Questionnaire) else answers
    path.write_bytes(workbook(path, plain, language))
    return path


def edited(path: Path, change: Callable[[Any], None]) -> Path:
    """An .xlsx workbook after somebody changed it and saved it with another program."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def typed(path: Path, answers: Mapping[str, Any]) -> Path:
    """An .xlsx workbook in which something was typed: by the path of a question, or by sheet and cell."""
    places = read_workbook(path, path.name).places

    def change(book: Any) -> None:
        for where, value in answers.items():
            if "!" in where:
                sheet, cell = where.split("!")
                book[sheet][cell] = value
            else:
                row, column, name = places[tuple(where.split("."))]  # type: ignore[misc]
                book[name].cell(row, column).value = value

    return edited(path, change)


def answers_in(path: Path) -> dict[str, Any]:
    """The answers of a file as plain values."""
    return plain_answers(load_case(path).answers)


def faults_in(path: Path) -> list[Fault]:
    """What is wrong in a file; nothing when all is well."""
    try:
        load_case(path)
    except FaultyInputError as error:
        return error.faults
    return []
