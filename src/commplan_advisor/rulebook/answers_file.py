"""Answers as a file of any kind that a questionnaire can be; a rule book suggests answers to some questions in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commplan_advisor.common.text import Language
from commplan_advisor.questionnaire.sheets.endings import is_workbook

if TYPE_CHECKING:
    from commplan_advisor.questionnaire.sheets.building import Suggested
    from commplan_advisor.rulebook.model import RuleBook

FORMS = ("yaml", "json", "xlsx", "ods")
"""The kinds of files, by the endings of their names."""


def answers_file(answers: Mapping[str, Any], file: Path, language: Language, book: RuleBook) -> bytes:
    """The answers as a file.

    Args:
        answers: plain values, as `plain_answers` gives them.
        file: whose ending says which kind it is; any but .json, .xlsx and .ods is YAML.
        language: of what stands in a workbook beside the answers.
        book: whose roles and indicators a workbook suggests.

    Raises:
        UnreadableFileError: it is of a kind that is neither read nor written.
        FaultyInputError: a file of this kind cannot hold an answer.
        MissingExtraError: the library that writes files of this kind is not installed.
    """
    if is_workbook(file):
        from commplan_advisor.questionnaire.sheets.writing import workbook

        return workbook(file, answers, language, _suggested_by(book))
    if file.suffix.lower() == ".json":
        return (json.dumps(answers, ensure_ascii=False, indent=2) + "\n").encode()
    from commplan_advisor.questionnaire.writing import as_yaml

    return as_yaml(dict(answers)).encode()


def _suggested_by(book: RuleBook) -> Suggested:
    """The answers to open questions that a rule book knows: its roles and its indicators."""
    from commplan_advisor.questionnaire.added import AddedAnswer

    known = {"planning.hours[].role": book.catalogue.roles, "measurements[].indicator": book.catalogue.indicators}
    return {path: tuple(AddedAnswer(id_, one.title.nl, one.title.en) for id_, one in entries.items()) for path, entries in known.items()}
