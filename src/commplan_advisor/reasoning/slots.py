"""The questions of a questionnaire as places whose answers may vary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commplan_advisor.questionnaire.option import Option
from commplan_advisor.questionnaire.questions import Question
from commplan_advisor.reasoning.formulas import TRUE, Formula

ANSWERED = "answered"
YES = "yes"


@dataclass(frozen=True, slots=True)
class Slot:
    """A question at its place, and how its answer may vary.

    Attributes:
        number: its place in the list of slots.
        path: the question, with its row by name; a row that is not there yet is named `+1`, `+2` …
        question: what is asked.
        value: the answer that was given, as plain values; None when there is none.
        varies: whether the answer may be another one.
        answered: when it is answered.
        says: for each option (or `yes`) when the answer says so.
        row: for a question of a row that is not there yet, when there is such a row.
        index: for a question of a row, its place in the list.
    """

    number: int
    path: str
    question: Question
    value: object
    varies: bool
    answered: Formula
    says: Mapping[str, Formula]
    row: Formula = TRUE
    index: int = -1

    @property
    def new_row(self) -> bool:
        """Whether the question is one of a row that is not there yet."""
        return self.row != TRUE


def plain(value: object) -> object:
    """An answer as it would stand in a file; of rows only how many there are."""
    if isinstance(value, Option):
        return value.value
    if isinstance(value, list):
        return [one.value if isinstance(one, Option) else str(one) for one in value]
    return value


def choices(question: Question) -> tuple[str, ...]:
    """What an answer can say: its options, or yes."""
    if question.kind == "yes_no":
        return (YES,)
    return tuple(option.value for option in question.options)


def chosen_by(question: Question, value: object) -> frozenset[str]:
    """Which of the choices an answer takes."""
    if question.kind == "yes_no":
        return frozenset((YES,) if value else ())
    if isinstance(value, list):
        return frozenset(value)
    return frozenset((value,) if isinstance(value, str) and question.kind == "option" else ())


def fixed_number(slot: Slot) -> float | None:
    """The number that was answered, when it does not vary."""
    value = slot.value
    return float(value) if not slot.varies and isinstance(value, int | float) and not isinstance(value, bool) else None


def some_words(question: Question) -> object:
    """An answer in words, or a day: rules only ask whether there is one."""
    match question.kind:
        case "texts":
            return ["…"]
        case "day":
            return "2026-01-01"
        case _:
            return "GM0000" if question.path == "municipality.code" else "…"
