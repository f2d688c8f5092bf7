"""The numbers that the answer to a question can be, and what a comparison with a number says of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

from commplan_advisor.questionnaire.facts import Field
from commplan_advisor.questionnaire.questions import questions

_NOT_WHOLE = ("situation.groups_per_1000",)
"""Numbers that are worked out and may be broken ones."""


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers that an answer can be: from the least to the most, perhaps only whole ones."""

    least: float
    most: float
    whole: bool

    def has(self, number: float) -> bool:
        """Whether an answer can be this number."""
        return self.least <= number <= self.most and (not self.whole or number == int(number))

    def around(self, numbers: Iterable[float]) -> tuple[float, ...]:
        """Answers of which one lies on every side of each number."""
        step = 1 if self.whole else 0.01
        told = {self.least, self.most, *(one for number in numbers for one in (number - step, number, number + step))}
        return tuple(sorted(one for one in told if one < inf and self.has(one)))

    def never(self, operator: str, number: float) -> bool:
        """Whether no answer compares like this with a number."""
        match operator:
            case "in":
                return not self.has(number)
            case "below":
                return number <= self.least
            case "at_most":
                return number < self.least
            case "above":
                return number >= self.most
            case "at_least":
                return number > self.most
            case _:
                return False

    def always(self, operator: str, number: float) -> bool:
        """Whether every answer compares like this with a number."""
        opposite = {"not_in": "in", "below": "at_least", "at_most": "above", "above": "at_most", "at_least": "below"}
        return operator in opposite and self.never(opposite[operator], number)


def range_of(field: Field) -> Range:
    """The numbers that a field can be; one that is counted has no limit but zero."""
    question = questions().get(field.asks[0]) if len(field.asks) == 1 else None
    if question and question.kind == "number":
        return Range(question.least, question.most, question.whole)
    return Range(0, inf, field.path not in _NOT_WHOLE)
