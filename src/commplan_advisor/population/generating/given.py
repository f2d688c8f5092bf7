"""What is given for all cases: the answers of a questionnaire, and those that are set beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from commplan_advisor.common.located import Located
from commplan_advisor.questionnaire.asked import value_at
from commplan_advisor.questionnaire.editing import changed, changes_from
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.questions import OF_THE_PLAN, question_of, questions_of_the_situation, row_of
from commplan_advisor.questionnaire.reading import Case, case_from, load_case

_WHO = ("municipality.name", "municipality.code")
"""What tells which municipality it is: that of the file is not taken, for a made-up case must not pass for a real one."""


@dataclass(frozen=True, slots=True)
class Given:
    """Answers that hold for every case.

    Attributes:
        values: plain values by question, those of a list as its rows.
        unanswered: questions that no case answers.
        plan: the chapters about the plan, which no column of a table holds.
        answers: the same, typed, with the name that the file has.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    unanswered: frozenset[str] = frozenset()
    plan: Mapping[str, Any] = field(default_factory=dict)
    answers: Questionnaire = field(default_factory=lambda: _nobody().answers)


def given_by(file: Path | None, settings: Sequence[str] = ()) -> Given:
    """What a questionnaire and `--set` give.

    Args:
        file: the questionnaire; its name and code are not taken.
        settings: `question=answer`, as for `what-if`; nothing behind the `=` leaves the question unanswered in every case.

    Raises:
        UnreadableFileError: the questionnaire cannot be read.
        FaultyInputError: it, or one of the settings, is wrong; all that is.
    """
    return given_with(given_case(file), settings)


def given_case(file: Path | None) -> Case:
    """The questionnaire that is given; one with no answers when none is.

    Raises:
        UnreadableFileError: it cannot be read.
        FaultyInputError: it is wrong.
    """
    return load_case(file) if file else _nobody()


def given_with(case: Case, settings: Sequence[str]) -> Given:
    """What a questionnaire gives with other answers.

    Raises:
        FaultyInputError: with everything that is wrong with these.
    """
    changes = changes_from(case, settings)
    answers = changed(case, changes).answers
    named = {change.path for change in changes if change.value is not None}
    values = {}
    for question in questions_of_the_situation():
        if "[]" in question.path or question.path == "questionnaire" or (question.path in _WHO and question.path not in named):
            continue
        value = value_at(answers, tuple(question.path.split(".")))
        if value is not None:
            values[question.path] = _plain(value)
    away = {change.path for change in changes if change.value is None and not row_of(change.path) and question_of(change.path)}
    whole = answers.model_dump(mode="json", by_alias=True, exclude_none=True)
    return Given(values, frozenset(away), {part: whole[part] for part in OF_THE_PLAN if whole.get(part)}, answers)


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True, exclude_none=True)
    return getattr(value, "value", value) if isinstance(value, str) else value if isinstance(value, bool | int | float) else str(value)


def _nobody() -> Case:
    return case_from(Located({"municipality": {"name": "?"}}, ""))
