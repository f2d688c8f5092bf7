"""Conditions of rules as Python source: what says that one holds, and what says that it may; both are false when it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from commplan_advisor.questionnaire.facts import Value
from commplan_advisor.rulebook.comparing import compares
from commplan_advisor.rulebook.model import Condition

TRUE, FALSE = "True", "False"
_COMPARED = {"below": "<", "at_most": "<=", "above": ">", "at_least": ">="}


class Name(str):
    """A name or expression in the source, and not a word that is settled."""

    __slots__ = ()


Found = Name | Value | None
"""The value of a field: a name, a value that is settled already, or None for what nobody can know."""


class Test(NamedTuple):
    """Python that is true when something holds, and Python that is true when it holds or is not known."""

    holds: str
    may: str


def all_of(tests: Iterable[Test]) -> Test:
    """Whether all hold."""
    found = list(tests)
    return Test(_chained("and", [one.holds for one in found]), _chained("and", [one.may for one in found]))


def any_of(tests: Iterable[Test]) -> Test:
    """Whether one holds."""
    found = list(tests)
    return Test(_chained("or", [one.holds for one in found]), _chained("or", [one.may for one in found]))


def _chained(by: str, parts: list[str]) -> str:
    neutral, settles = (TRUE, FALSE) if by == "and" else (FALSE, TRUE)
    if settles in parts:
        return settles
    left = list(dict.fromkeys(one for one in parts if one != neutral))
    if len(left) < 2:
        return left[0] if left else neutral
    return "(" + f" {by} ".join(left) + ")"


def read_by(condition: Condition) -> list[str]:
    """The fields that a condition looks at: of a set, the members that it names."""
    if condition.operator in ("includes", "lacks"):
        return [f"{condition.field}.{value}" for value in condition.values]
    return [condition.field]


def test_of(condition: Condition, value: Callable[[str], Found], is_logical: Callable[[str], bool]) -> Test:
    """A condition as Python.

    Args:
        condition: the condition.
        value: gives the value of a field by its path.
        is_logical: says whether a field is true or false.
    """
    match condition.operator:
        case "includes":
            return any_of(_yes_no(value(path), wanted=True) for path in read_by(condition))
        case "lacks":
            return all_of(_yes_no(value(path), wanted=False) for path in read_by(condition))
    found = value(condition.field)
    if found is None:
        return Test(FALSE, TRUE)
    if not isinstance(found, Name):
        return _settled(condition.operator == "answered" or compares(found, condition.operator, condition.values))
    if condition.operator == "answered":
        return Test(f"{found} is not None", TRUE)
    if condition.operator in ("in", "not_in"):
        wanted = condition.operator == "in"
        if not is_logical(condition.field):
            return _among(found, condition.values, wanted=wanted)
        if {True, False} <= set(condition.values):
            return Test(f"{found} is not None", TRUE) if wanted else Test(FALSE, f"{found} is None")
        return _yes_no(found, wanted=(True in condition.values) == wanted)
    compared = f"{found} {_COMPARED[condition.operator]} {condition.values[0]!r}"
    return Test(f"({found} is not None and {compared})", f"({found} is None or {compared})")


def _settled(value: bool) -> Test:
    return Test(TRUE, TRUE) if value else Test(FALSE, FALSE)


def _yes_no(found: Found, *, wanted: bool) -> Test:
    if found is None:
        return Test(FALSE, TRUE)
    if not isinstance(found, Name):
        return _settled(bool(found) == wanted)
    return Test(found, f"{found} is not False") if wanted else Test(f"{found} is False", f"not {found}")


def _among(found: str, values: Iterable[Value], *, wanted: bool) -> Test:
    words = list(dict.fromkeys(values))
    one = len(words) == 1
    among = f"{found} == {words[0]!r}" if one else f"{found} in {{{', '.join(map(repr, words))}}}"
    not_among = f"{found} != {words[0]!r}" if one else f"{found} not in {{{', '.join(map(repr, words))}}}"
    if wanted:
        return Test(among, f"({found} is None or {among})")
    return Test(f"({found} is not None and {not_among})", not_among)
