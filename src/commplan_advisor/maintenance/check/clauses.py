"""The conditions of a rule as they stand in its file, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from commplan_advisor.common.located import Path_
from commplan_advisor.rulebook.model import Operator

_OPERATORS: Mapping[str, Operator] = {"is_not": "not_in", "none_of": "not_in"}


@dataclass(frozen=True, slots=True)
class Written:
    """One condition as it is written.

    Attributes:
        field: the field that it tests.
        operator: as in a rule of the model.
        values: what the field is compared with; a parameter still by its name.
        path: where it stands in the file.
    """

    field: str
    operator: Operator
    values: tuple[Any, ...]
    path: Path_


def groups_of(rule: Mapping[str, Any], path: Path_) -> Iterator[tuple[Written, ...]]:
    """The conditions that must all hold, and then for each alternative its own.

    Args:
        rule: a sound rule, in the plain values of its file.
        path: where it stands in the file.
    """
    when = rule["when"]
    yield tuple(_conditions({key: value for key, value in when.items() if key != "any"}, (*path, "when")))
    for index, group in enumerate(when.get("any", ())):
        yield tuple(_conditions(group, (*path, "when", "any", index)))


def clause_path(rule: Mapping[str, Any], path: Path_, place: int) -> Path_:
    """Where a clause of a rule of the model stands in the file, by its number."""
    places: list[Path_] = []
    for key, value in rule["when"].items():
        here = (*path, "when", key)
        places += [(*here, operator) for operator in value] if isinstance(value, dict) else [here]
    return places[place]


def _conditions(group: Mapping[str, Any], path: Path_) -> Iterator[Written]:
    for field, value in group.items():
        here = (*path, field)
        if isinstance(value, dict):
            operator: Any
            for operator, operand in value.items():
                values = () if operator == "answered" else _several(operand)
                yield Written(field, _OPERATORS.get(operator, operator), values, (*here, operator))
        else:
            yield Written(field, "in", _several(value), here)


def _several(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)
