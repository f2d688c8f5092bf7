"""The other answers to each question of a case: every choice, yes for no, and numbers on the other side of what rules compare with."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterator
from dataclasses import dataclass
from functools import cache
from math import ceil, floor
from typing import Any, get_args

from pydantic import BaseModel

from commplan_advisor.advice.answers import answer_words, row_words
from commplan_advisor.advice.what_if.looking import Sight
from commplan_advisor.common.located import Path_
from commplan_advisor.common.text import LANGUAGES, Text
from commplan_advisor.questionnaire.asked import Asked, asked, attribute_of, value_at
from commplan_advisor.questionnaire.editing import Change
from commplan_advisor.questionnaire.facts import ROWS, facts_of, row_names
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.option import Option
from commplan_advisor.questionnaire.progress import NOT_COUNTED
from commplan_advisor.questionnaire.reading import Case

_MOST_STEPS = 12


@dataclass(frozen=True, slots=True)
class Trial:
    """Another answer to one question.

    Attributes:
        change: the answer, as a change of the case.
        answers: all answers with it.
        how: how it is other: another answer `instead`, `with` or `without` one of several, a number `from` or `up_to` which it counts.
        said: the answer, or the one of several, in words.
    """

    change: Change
    answers: Questionnaire
    how: str
    said: Text


def trials(case: Case, sight: Sight, looked_at: Container[str]) -> tuple[list[tuple[Asked, list[Trial]]], int]:
    """For each answer that rules look at its other answers; and how many answers no rule looks at."""
    found, ignored = [], 0
    for one in asked(case.answers):
        if one.value is None or one.path in NOT_COUNTED:
            continue
        others = list(_others(case.answers, one, sight)) if one.question.path in looked_at else []
        if others:
            found.append((one, others))
        else:
            ignored += 1
    return found, ignored


def _others(answers: Questionnaire, one: Asked, sight: Sight) -> Iterator[Trial]:
    def trial(value: Any, how: str = "instead", said: Text | None = None) -> Trial:
        words = said or Text(*(answer_words(value, one.question.unit, language) for language in LANGUAGES))
        return Trial(Change(one.path, _plain(value)), put(answers, one.where, value), how, words)

    match one.question.kind:
        case "yes_no":
            yield trial(not one.value)
        case "option":
            yield from (trial(option) for option in one.question.options if option is not one.value)
        case "options":
            assert isinstance(one.value, list)
            for option in one.question.options:
                rest = [member for member in one.question.options if (member in one.value) != (member is option)]
                yield trial(rest, "without" if option in one.value else "with", Text(option.nl, option.en))
        case "number":
            assert isinstance(one.value, int | float)
            for value in _numbers(answers, one, sight):
                yield trial(value, "instead" if not value else "from" if value > one.value else "up_to")
        case "list":
            assert isinstance(one.value, list)
            kind = next(kind for kind, prefix in ROWS.items() if prefix == f"{one.path}[].")
            for name, index in row_names(kind, one.value).items():
                rest = [row for place, row in enumerate(one.value) if place != index]
                said = Text(*(row_words(one.path, name, language) for language in LANGUAGES))
                yield Trial(Change(f"{one.path}[{name}]", None), put(answers, one.where, rest), "without", said)


def put(answers: Any, where: Path_, value: Any) -> Any:
    """The answers with another value at a place; it is one that the question allows."""
    if not where:
        return value
    part, rest = where[0], where[1:]
    if isinstance(part, int):
        return [put(row, rest, value) if index == part else row for index, row in enumerate(answers)]
    name = attribute_of(answers, part)
    return answers.model_copy(update={name: put(getattr(answers, name), rest, value)})


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.value if isinstance(value, Option) else value


# ---- numbers ---------------------------------------------------------------------------------------------------------------------


def _numbers(answers: Questionnaire, one: Asked, sight: Sight) -> Iterator[float]:
    """Numbers that rules see otherwise than the answer: for each side that they tell apart the one nearest to the answer."""
    low, high, whole = _limits(answers, one)
    present = one.value
    assert isinstance(present, int | float)

    @cache
    def seen(value: float) -> Hashable:
        return _seen(put(answers, one.where, value), one, sight)

    for end, near in ((low, ceil(present)), (high, floor(present))):
        here: float = present
        for _ in range(_MOST_STEPS):
            if near == end or seen(here) == seen(end):
                break
            far = end
            while abs(far - near) > 1:
                middle = (near + far) // 2
                near, far = (middle, far) if seen(middle) == seen(here) else (near, middle)
            near = here = far
            yield far if whole else float(far)


def _limits(answers: Questionnaire, one: Asked) -> tuple[int, int, bool]:
    """The lowest and the highest number that a question allows, and whether it must be a whole one."""
    model = type(value_at(answers, one.where[:-1]))
    assert issubclass(model, BaseModel)
    parts = list(_parts(model.model_fields[str(one.where[-1])].annotation))
    low = max(int(part.ge) for part in parts if hasattr(part, "ge"))
    high = min(int(part.le) for part in parts if hasattr(part, "le"))
    return low, high, int in parts


def _parts(annotation: Any) -> Iterator[Any]:
    """A type, and all that it is made of: the types inside it and what annotates them."""
    yield annotation
    for part in (*get_args(annotation), *getattr(annotation, "metadata", ())):
        yield from _parts(part)


def _seen(answers: Questionnaire, one: Asked, sight: Sight) -> Hashable:
    """What rules see of the case, and of the row that a question is about."""
    facts = facts_of(answers)
    rows = [subject for kind in ROWS for subject in facts.of_kind(kind) if subject.path == one.where[:-1]]
    return tuple(sight.of_fields(subject.fields) for subject in (facts.case, *rows))
