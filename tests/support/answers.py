"""Random questionnaires, whole and in part, made from the questions themselves."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

from commplan_advisor.common.located import Located
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.questions import Question, questions
from commplan_advisor.questionnaire.reading import Case, case_from

Answers = dict[str, Any]

_EXAMPLES = {"municipality.code": "GM0267", "municipality.name": "Voorbeeldstad", "questionnaire": 1}
_NUMBERS = {"municipality.inhabitants": 90_000, "municipality.households": 40_000, "situation.initiatives[].groups": 120}
_ROLES = ("communication_officer", "group_admins", "neighbourhood_officer", "police", "safety_officer")
"""Roles of the shipped rule book: those who plan by it must name roles that it has, each once."""
_ROW_LISTS = ("situation.initiatives", "introduction.audiences", "problems")


def random_answers(rng: Random, share: float = 0.6, rows: int = 3) -> Answers:
    """A questionnaire in which about this share of the questions is answered, with up to so many rows in a list."""
    answers: Answers = {"municipality": {"name": "Voorbeeldstad"}}
    for question in questions().values():
        if "[]" in question.path or question.path in _EXAMPLES or rng.random() > share:
            continue
        if question.kind == "list":
            value: Any = [_row(rng, question.path, share) for _ in range(rng.randint(0, rows))]
            if question.path == "planning.hours":
                roles = rng.sample(_ROLES, min(len(value), len(_ROLES)))
                value = [{**row, "role": role} if "role" in row else row for row, role in zip(value, roles, strict=False)]
        else:
            value = random_answer(rng, question)
        put(answers, question.path, value)
    return answers


def _row(rng: Random, path: str, share: float) -> Answers:
    prefix = f"{path}[]."
    return {
        question.path[len(prefix) :]: random_answer(rng, question)
        for question in questions().values()
        if question.path.startswith(prefix) and rng.random() <= share
    }


def random_answer(rng: Random, question: Question) -> Any:
    """A valid answer to a question."""
    match question.kind:
        case "yes_no":
            return rng.random() < 0.5
        case "option":
            return rng.choice(question.options).value
        case "options":
            return [option.value for option in rng.sample(question.options, rng.randint(0, min(4, len(question.options))))]
        case "number":
            most = _NUMBERS.get(question.path, 100)
            return rng.randint(1 if most > 100 else 0, most)
        case "day":
            return f"20{rng.randint(15, 30)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        case "texts":
            return [rng.choice(["krant", "gesprek", "website"])]
        case _:
            return _EXAMPLES.get(question.path, rng.choice(["Noord", "Centrum", "met 'aanhaling' en \"dubbel\"", "é ü 你好", "regel\nom"]))


def put(answers: Answers, path: str, value: Any) -> None:
    """Answer a question of the questionnaire (not of a row)."""
    *above, last = path.split(".")
    for part in above:
        answers = answers.setdefault(part, {})
    answers[last] = value


def places_of(answers: Answers) -> list[tuple[str | int, ...]]:
    """Where the answers stand that can be taken away: all but the name of the municipality, and no whole rows."""
    found: list[tuple[str | int, ...]] = []

    def visit(value: Any, path: tuple[str | int, ...]) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                visit(inner, (*path, key))
        else:
            if path != ("municipality", "name"):
                found.append(path)
            if isinstance(value, list) and value and isinstance(value[0], dict):
                for index, row in enumerate(value):
                    visit(row, (*path, index))

    visit(answers, ())
    return found


def without(answers: Answers, places: list[tuple[str | int, ...]]) -> Answers:
    """The same questionnaire with some of its answers taken away."""
    left = copy.deepcopy(answers)
    for path in places:
        holder: Any = left
        for part in path[:-1]:
            holder = holder.get(part) if isinstance(holder, dict) else holder[part]
            if holder is None:
                break
        else:
            if isinstance(holder, dict):
                holder.pop(path[-1], None)
    return left


def case_of(answers: Answers) -> Case:
    """A case with these answers, as if read from a file."""
    return case_from(Located(answers, "voorbeeld.yaml"))


def questionnaire_of(answers: Answers) -> Questionnaire:
    """The typed answers."""
    return case_of(answers).answers
