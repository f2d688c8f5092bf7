"""Which numbers the rules of a rule book tell apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import ceil, floor
from typing import Any

from commplan_advisor.questionnaire.facts import ROWS, facts_of
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.questions import Question, question_path_of
from commplan_advisor.rulebook.model import RuleBook

INHABITANTS, GROUPS, MEMBERS = "municipality.inhabitants", "situation.initiatives[].groups", "situation.initiatives[].members"
PER_1000, PER_GROUP = "situation.groups_per_1000", "situation.initiatives[].members_per_group"
_ALL_TOGETHER = {GROUPS: "situation.groups", MEMBERS: "situation.members"}
"""Questions about rows, and the sum of their answers, which rules test as well."""
_BELOW = ("below", "at_least")

Limit = tuple[float, bool]
"""A number in the conditions of rules, and whether it counts among those below: 50 does for `above: 50`, and not for `below: 50`."""


def limits_of(book: RuleBook) -> Mapping[str, frozenset[Limit]]:
    """For each field of a number what rules compare it with; the fields of rows under the path of their question."""
    found: dict[str, set[Limit]] = defaultdict(set)
    for rule in book.rules:
        for condition in rule.conditions:
            if condition.operator in ("below", "at_least", "above", "at_most"):
                limits = {(float(value), condition.operator not in _BELOW) for value in condition.values if isinstance(value, int | float)}
                found[_path_of(condition.field)] |= limits
    return {path: frozenset(limits) for path, limits in found.items()}


def limits_for(question: Question, limits: Mapping[str, frozenset[Limit]]) -> frozenset[Limit]:
    """What rules compare the answer itself with, or the sum of it over all rows."""
    return limits.get(question.path, frozenset()) | limits.get(_ALL_TOGETHER.get(question.path, ""), frozenset())


def around(question: Question, limits: Mapping[str, frozenset[Limit]]) -> list[float]:
    """Each number that rules compare with, that just below it and that just above, as far as they can be answered."""
    beside = _step(question)
    found = {number + by for number, _ in limits_for(question, limits) for by in (-beside, 0.0, beside)}
    found = {float(round(one)) if question.whole else round(one, 3) for one in found}
    return sorted(one for one in found if question.least <= one <= question.most)


def one_of_each(question: Question, path: str, answers: Questionnaire, limits: Mapping[str, frozenset[Limit]]) -> list[float]:
    """A number of each kind that rules tell apart: the first on each side of what they compare with.

    Groups per 1,000 inhabitants and members per group count where the other number is given.

    Args:
        question: about a number.
        path: where it is asked, with the place of its row: `situation.initiatives[1].groups`, rows counted from 0.
        answers: what is given.
        limits: of the rule book.
    """
    edges = {_edge(number, question, among=among) for number, among in limits_for(question, limits)}
    edges |= set(_edges_of_ratios(question, path, answers, limits))
    inside = sorted(one for one in edges if question.least <= one <= question.most)
    if not inside:
        return [float(min(question.most, max(question.least, 10)))]
    below = round(inside[0] - _step(question), 3)
    return [below, *inside] if below >= question.least else inside


def _edges_of_ratios(question: Question, path: str, answers: Questionnaire, limits: Mapping[str, frozenset[Limit]]) -> Iterator[float]:
    inhabitants = answers.municipality.inhabitants
    ratios = limits.get(PER_1000, frozenset())
    if question.path == GROUPS and inhabitants:
        yield from (_edge(number * inhabitants / 1000, question, among=among) for number, among in ratios)
    elif question.path == INHABITANTS and (groups := facts_of(answers).case.fields.get("situation.groups")):
        yield from (_edge(float(groups) * 1000 / number, question, among=not among) for number, among in ratios if number)
    elif question.path == MEMBERS and (groups := _groups_of_row(path, answers)):
        for number, among in limits.get(PER_GROUP, frozenset()):
            yield _first_members(groups, number, among=among)


def _first_members(groups: int, number: float, *, among: bool) -> float:
    """The fewest members with more than so many in a group, or at least so many; members per group are rounded."""
    members = max(0, floor((number + (0.5 if among else -0.5)) * groups) - 1)
    while round(members / groups) < number or (among and round(members / groups) == number):
        members += 1
    return float(members)


def _groups_of_row(path: str, answers: Questionnaire) -> int | None:
    rows: Any = answers.situation.initiatives
    index = path.partition("[")[2].partition("]")[0]
    return rows[int(index)].groups if rows and index.isdecimal() and int(index) < len(rows) else None


def _edge(number: float, question: Question, *, among: bool) -> float:
    """The first answer on the far side of a number that is, or is not, among those on the near side."""
    if question.whole:
        return float(floor(number) + 1 if among else ceil(number))
    return round(number + _step(question), 3) if among else number


def _step(question: Question) -> float:
    return 1.0 if question.whole else 0.1


def _path_of(field: str) -> str:
    """The path of the question that a field of a rule is named after."""
    kind, _, rest = field.partition(".")
    return question_path_of(ROWS[kind] + rest) if kind in ROWS else field
