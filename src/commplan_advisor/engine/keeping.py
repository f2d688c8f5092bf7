"""The rule sets of a rule book: made when they are needed, or kept in the user's cache under what they are made of."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from commplan_advisor.common.kept import kept, program_stamp
from commplan_advisor.engine.patterns import Names
from commplan_advisor.engine.rule_sets import Group, Written, rule_sets
from commplan_advisor.engine.writing import definitions
from commplan_advisor.rulebook.model import AnyOf, Condition


def written_by(groups: Sequence[Group], *, keep: bool = False) -> Iterator[Callable[[], Iterable[Written]]]:
    """For each group what gives its rule sets.

    Args:
        groups: all groups of a rule book.
        keep: whether all are made at once and kept, rather than each when it is needed.
    """
    names = Names()
    if keep:
        return (partial(iter, found) for found in kept_rule_sets(groups))
    return (partial(rule_sets, group, names) for group in groups)


def kept_rule_sets(groups: Sequence[Group]) -> list[list[Written]]:
    """The rule sets of each group; what is kept depends on nothing but the conditions of their rules and on the program.

    Args:
        groups: all groups of a rule book.
    """

    def compute() -> str:
        names = Names()
        made: list[list[dict[str, Any]]] = [
            [{**one, "definitions": definitions(one["definitions"])} for one in rule_sets(group, names)] for group in groups
        ]
        return json.dumps(made, ensure_ascii=False, separators=(",", ":"))

    asked_for = f"rule-sets-{program_stamp('common', 'engine', 'questionnaire', 'rulebook')}-{list(_conditions(groups))}"
    found: list[list[Written]] = json.loads(kept(asked_for, compute))
    return found


def _conditions(groups: Sequence[Group]) -> Iterator[tuple[Any, ...]]:
    """All that rule sets are made of, in order."""
    for group in groups:
        yield group.kind, sorted(group.types)
        for rule, about in group.rules:
            yield about, [_told(clause) for clause in rule.when]


def _told(clause: Condition | AnyOf) -> tuple[Any, ...]:
    if isinstance(clause, Condition):
        return clause.field, clause.operator, clause.values
    return tuple([_told(one) for one in group] for group in clause.groups)
