"""All ways to complete a questionnaire that the rules of a book can tell apart; worked out from the rules as they are written."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from itertools import combinations, product
from random import Random
from typing import Any

from commplan_advisor.questionnaire.asked import Asked, asked
from commplan_advisor.questionnaire.facts import ROWS, fields_of_kind
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.questions import Question, questions
from commplan_advisor.rulebook.model import AnyOf, Condition, RuleBook
from tests.support.answers import Answers, questionnaire_of, random_answer

_EXAMPLES = ("questionnaire", "municipality.name", "municipality.code")
_COUNTED = ("municipality.inhabitants", "situation.initiatives[].groups", "situation.initiatives[].members")
_SETS_OF = {
    "situation.initiatives[].wishes": ("situation.wishes", "initiative.wishes"),
    "problems[].who": ("problem.who", "report.who"),
    "problems[].causes": ("problem.reported_causes", "report.causes"),
}
_CARRIED = {
    "problem.who": ("problems[].who",),
    "problem.frequencies": ("problems[].frequency",),
    "problem.reported_causes": ("problems[].causes",),
    "problem.platforms": ("problems[].platform", "situation.initiatives[].platform"),
}
Place = tuple[str | int, ...]


def conditions_of(book: RuleBook) -> Iterator[Condition]:
    """All conditions of all rules."""
    for rule in book.rules:
        for clause in rule.when:
            if isinstance(clause, AnyOf):
                yield from (one for group in clause.groups for one in group)
            else:
                yield clause


def complete_answers(rng: Random, rows: int = 2) -> Answers:
    """A questionnaire in which every question is answered."""
    answers: Answers = {"questionnaire": 1, "municipality": {"name": "Voorbeeldstad", "code": "GM0267"}}
    for question in questions().values():
        if "[]" in question.path or question.path in _EXAMPLES:
            continue
        if question.kind == "list":
            value: Any = [_row(rng, question.path) for _ in range(rng.randint(0, rows))]
        else:
            value = random_answer(rng, question)
        put_at(answers, tuple(question.path.split(".")), value)
    return answers


def _row(rng: Random, path: str) -> Answers:
    prefix = f"{path}[]."
    return {
        question.path[len(prefix) :]: rng.randint(0, 12) if question.path in _COUNTED else random_answer(rng, question)
        for question in questions().values()
        if question.path.startswith(prefix)
    }


def put_at(answers: Answers, where: Place, value: Any) -> None:
    """Answer a question where it stands; with None, take its answer away."""
    holder: Any = answers
    for part in where[:-1]:
        holder = holder.setdefault(part, {}) if isinstance(holder, dict) else holder[part]
    if value is None:
        holder.pop(where[-1], None)
    else:
        holder[where[-1]] = value


def with_answers(answers: Answers, chosen: Iterable[tuple[Place, Any]]) -> Answers:
    """A copy with some questions answered otherwise."""
    filled = copy.deepcopy(answers)
    for where, value in chosen:
        put_at(filled, where, value)
    return filled


def looked_at(book: RuleBook, answers: Questionnaire) -> list[Asked]:
    """The questions that some rule looks at, lists left out."""
    paths: set[str] = set()
    for condition in conditions_of(book):
        for kind in ("case", *ROWS):
            field = fields_of_kind(kind).get(condition.field)
            paths.update(field.asks if field else ())
        paths.update(_CARRIED.get(condition.field, ()))
    return [one for one in asked(answers) if one.question.path in paths and one.question.kind != "list" and one.path != "municipality.name"]


def answers_to(one: Asked, book: RuleBook, answers: Answers, largest_set: int = 99) -> list[Any]:
    """All answers to a question that rules can tell apart, maybe more; of sets those up to a size."""
    question = one.question
    match question.kind:
        case "yes_no":
            return [False, True]
        case "option":
            return [option.value for option in question.options]
        case "options":
            return _sets(question, book, largest_set)
        case "number":
            return _numbers(one, book, answers)
        case _:
            return [random_answer(Random(0), question)]


def _sets(question: Question, book: RuleBook, largest: int) -> list[Any]:
    fields = _SETS_OF.get(question.path, (question.path,))
    told = {str(value) for condition in conditions_of(book) if condition.field in fields for value in condition.values}
    apart = [option.value for option in question.options if option.value in told]
    return [list(members) for size in range(min(largest, len(apart)) + 1) for members in combinations(apart, size)]


def _numbers(one: Asked, book: RuleBook, answers: Answers) -> list[Any]:
    question = one.question
    bounds = {
        float(value)
        for condition in conditions_of(book)
        for value in condition.values
        if isinstance(value, int | float) and not isinstance(value, bool)
    }
    near = set(bounds)
    if question.path in _COUNTED:
        near |= set(_counted(one, bounds, questionnaire_of(answers)))
    if not question.whole:
        steps = {bound + step for bound in near for step in (-0.25, 0, 0.25)}
        return sorted(number for number in steps | {question.least, question.most} if question.least <= number <= question.most)
    whole = {int(bound) + step for bound in near for step in (-1, 0, 1, 2)} | {int(question.least), int(question.most)}
    return sorted(number for number in whole if question.least <= number <= question.most)


def _counted(one: Asked, bounds: Iterable[float], answers: Questionnaire) -> Iterator[float]:
    """Where sums and quotients cross a bound, while all other numbers are as they are."""
    rows = answers.situation.initiatives or []
    name = one.question.path.rpartition(".")[2]
    index = int(one.where[-2]) if one.row else -1
    others = sum(
        getattr(row, name, 0) or 0 for number, row in enumerate(rows) if number != index and row.platform and row.platform.has_groups
    )
    people = answers.municipality.inhabitants or 0
    for bound in bounds:
        if name == "inhabitants":
            groups = sum(row.groups or 0 for row in rows if row.platform and row.platform.has_groups)
            yield 1000 * groups / bound if bound else 0
            continue
        yield bound - others
        yield bound * people / 1000 - others
        for quotient in (bound - 0.5, bound, bound + 0.5):
            if name == "members":
                yield quotient * (rows[index].groups or 0)
            elif quotient:
                yield (rows[index].members or 0) / quotient


def completions(answers: Answers, open_: Iterable[Asked], book: RuleBook) -> Iterator[Answers]:
    """The questionnaire with these questions answered in every way that rules can tell apart."""
    told = [(one.where, answers_to(one, book, answers)) for one in open_]
    for chosen in product(*(values for _, values in told)):
        yield with_answers(answers, zip((where for where, _ in told), chosen, strict=True))


def randomly_completed(rng: Random, answers: Answers, rows: int = 4) -> Answers:
    """The questionnaire with every open question answered at random; lists get up to so many rows."""
    filled = copy.deepcopy(answers)
    for question in questions().values():
        if "[]" in question.path or question.path == "questionnaire":
            continue
        where = tuple(question.path.split("."))
        value = _value(filled, where)
        if question.kind != "list":
            if value is None:
                put_at(filled, where, _near(rng, question))
            continue
        if value is None:
            put_at(filled, where, [{} for _ in range(rng.randint(0, rows))])
        prefix = f"{question.path}[]."
        for row in _value(filled, where):
            for inner in questions().values():
                if inner.path.startswith(prefix) and row.get(inner.path[len(prefix) :]) is None:
                    row[inner.path[len(prefix) :]] = _near(rng, inner)
    return filled


def _near(rng: Random, question: Question) -> Any:
    if question.kind == "number" and rng.random() < 0.6:
        return rng.choice((1, 2, 5, 20, 50, 51, 100))
    return random_answer(rng, question)


def _value(answers: Any, where: Place) -> Any:
    for part in where:
        answers = answers.get(part) if isinstance(answers, dict) else None
    return answers
