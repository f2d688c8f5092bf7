"""A record is what a frozen dataclass with slots of the standard library is; only the making of it differs."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, dataclass, field
from typing import Any

import pytest
from pydantic import TypeAdapter

from commplan_advisor.common.records import record


@record(frozen=True, slots=True)
class Row:
    """A record."""

    name: str
    count: int = 3
    notes: list[str] = field(default_factory=list)
    kept: int = field(default=0, compare=False, repr=False)

    @property
    def twice(self) -> int:
        """Twice the count."""
        return 2 * self.count


@dataclass(frozen=True, slots=True)
class Standard:
    """The same, made by the standard library."""

    name: str
    count: int = 3
    notes: list[str] = field(default_factory=list)
    kept: int = field(default=0, compare=False, repr=False)


@record(frozen=True, slots=True, kw_only=True)
class Base:
    """A record whose fields are named."""

    id: str
    title: str = ""


@record(frozen=True, slots=True, kw_only=True)
class Below(Base):
    """A record with fields of its own."""

    hours: float
    single: tuple[str, ...] = ()


GIVEN: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("a",), {}),
    (("a", 5), {}),
    (("a",), {"count": 5, "notes": ["x"], "kept": 9}),
    (("a", 5, ["x"], 9), {}),
]


@pytest.mark.parametrize(("given", "named"), GIVEN)
def test_it_holds_what_it_was_given_and_defaults_for_the_rest(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    assert dataclasses.astuple(Row(*given, **named)) == dataclasses.astuple(Standard(*given, **named))
    assert repr(Row(*given, **named)) == repr(Standard(*given, **named)).replace("Standard", "Row")


@pytest.mark.parametrize(("given", "named"), [((), {}), (("a", 1, [], 2, 3), {}), (("a",), {"wrong": 1}), (("a",), {"name": "b"})])
def test_it_takes_nothing_else(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    for kind in (Standard, Row):
        with pytest.raises(TypeError):
            kind(*given, **named)


def test_a_list_that_was_not_given_is_its_own() -> None:
    assert Row("a").notes is not Row("a").notes


def test_equal_fields_are_equal_and_other_kinds_are_not() -> None:
    assert Row("a", kept=1) == Row("a", kept=2)
    assert Row("a") != Row("b")
    assert Row("a").__eq__(Standard("a")) is NotImplemented
    assert hash(Below(id="a", hours=1)) == hash(Below(id="a", hours=1))
    assert len({Below(id="a", hours=1), Below(id="a", hours=1), Below(id="a", hours=2)}) == 2
    with pytest.raises(TypeError):
        hash(Row("a"))


def test_nothing_of_it_changes() -> None:
    row = Row("a")
    with pytest.raises(FrozenInstanceError):
        row.name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del row.name
    assert not hasattr(row, "__dict__")


def test_it_is_copied_and_read_by_what_knows_dataclasses() -> None:
    row, below = Row("a", 5, ["x"]), Below(id="a", title="A", hours=2.5)
    assert dataclasses.replace(row, name="b") == Row("b", 5, ["x"])
    assert dataclasses.asdict(below) == {"id": "a", "title": "A", "hours": 2.5, "single": ()}
    for one in (row, below):
        assert pickle.loads(pickle.dumps(one)) == one
        assert copy.deepcopy(one) == one
    assert TypeAdapter(Row).dump_python(row) == {"name": "a", "count": 5, "notes": ["x"], "kept": 0}
    match row:
        case Row(name, count):
            assert (name, count, row.twice) == ("a", 5, 10)


def test_a_record_below_another_has_the_fields_of_both_by_name_only() -> None:
    below = Below(hours=1, id="a")
    assert (below.id, below.title, below.hours, below.single) == ("a", "", 1, ())
    assert [one.name for one in dataclasses.fields(Below)] == ["id", "title", "hours", "single"]
    with pytest.raises(TypeError):
        Below("a", hours=1)  # type: ignore[call-arg]


def test_only_what_is_frozen_and_has_slots_can_be_one() -> None:
    with pytest.raises(TypeError, match="frozen"):
        record(frozen=False, slots=True)
