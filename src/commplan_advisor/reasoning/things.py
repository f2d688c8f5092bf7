"""What rules are about while answers may vary, and the fields of rows of which there may be any number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from commplan_advisor.questionnaire.facts import fields_of_kind
from commplan_advisor.reasoning.fields import UNKNOWN, Members, Varying, Verdict
from commplan_advisor.reasoning.formulas import FALSE, TRUE, Formula, Formulas
from commplan_advisor.rulebook.model import Condition, Operator, Value


class Thing:
    """Something that rules are about.

    Attributes:
        kind: case, initiative, audience, report, problem or action.
        id: its name within its kind.
        there: when it is there for sure.
        maybe: when it is there, or may be.
        fields: its own fields.
    """

    def __init__(self, kind: str, id_: str, there: Formula, maybe: Formula, fields: Mapping[str, Varying]) -> None:
        self.kind = kind
        self.id = id_
        self.there = there
        self.maybe = maybe
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Carried:
    """A field that one of several others lends its value, each when its formula holds."""

    lenders: tuple[tuple[Formula, Varying], ...]

    def test(self, condition: Condition, formulas: Formulas) -> Verdict:
        """The verdict on a condition."""
        found = [(when, lender.test(condition, formulas)) for when, lender in self.lenders]
        holds, fails = (formulas.any(formulas.all((when, verdict[side])) for when, verdict in found) for side in (0, 1))
        return holds, fails


@dataclass(frozen=True, slots=True)
class Loose:
    """A field of rows of which there may be any number: what one row says binds no other, so every test may go either way.

    Attributes:
        known: when the list is answered.
        fresh: makes something that may be so or not.
        may_lack: whether a row may be without it: because not all questions are answered, or although they are, as members per group
            when there are no groups.
    """

    known: Formula
    fresh: Callable[[], Formula]
    may_lack: bool = False

    def test(self, condition: Condition, formulas: Formulas) -> Verdict:
        """The verdict on a condition."""
        known = formulas.all((self.known, self.fresh())) if self.may_lack else self.known
        if condition.operator == "answered":
            return known, FALSE
        way = self.fresh()
        return formulas.all((known, way)), formulas.all((known, formulas.not_(way)))


_OPPOSITES: Mapping[str, Operator] = {"below": "at_least", "at_most": "above", "not_in": "in"}


@dataclass(frozen=True, slots=True)
class LooseNumber:
    """A number counted over such rows: any test may go either way, but the same one goes the same way everywhere."""

    known: Formula
    fresh: Callable[[], Formula]
    ways: dict[tuple[str, frozenset[Value]], Formula] = field(default_factory=dict)

    def test(self, condition: Condition, formulas: Formulas) -> Verdict:
        """The verdict on a condition."""
        if condition.operator == "answered":
            return self.known, FALSE
        asked_as = _OPPOSITES.get(condition.operator, condition.operator), frozenset(condition.values)
        if asked_as not in self.ways:
            self.ways[asked_as] = self.fresh()
        way = self.ways[asked_as]
        one, other = formulas.all((self.known, way)), formulas.all((self.known, formulas.not_(way)))
        return (other, one) if condition.operator in _OPPOSITES else (one, other)


@dataclass(frozen=True, slots=True)
class _LooseFields(Mapping[str, Loose]):
    kind: str
    names: Mapping[str, object]
    known: Formula
    fresh: Callable[[], Formula]
    may_lack: bool

    def __getitem__(self, name: str) -> Loose:
        if name not in self.names:
            raise KeyError(name)
        carried = not name.startswith(f"{self.kind}.")
        return Loose(self.known, self.fresh, may_lack=self.may_lack or carried or name == "initiative.members_per_group")

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


class LooseRows(Thing):
    """Any number of rows of a list that was not answered: every rule may find one of its own; `may_lack`: rows may lack answers."""

    def __init__(self, kind: str, answered: Formula, formulas: Formulas, fresh: Callable[[], Formula], *, may_lack: bool) -> None:
        super().__init__(kind, "any", FALSE, FALSE, _LooseFields(kind, fields_of_kind(kind), answered, fresh, may_lack))
        self._answered = answered
        self._formulas = formulas
        self._fresh = fresh

    def one(self) -> Thing:
        """One of the rows."""
        there = self._formulas.all((self._answered, self._fresh()))
        return Thing(self.kind, self.id, there, there, self.fields)


class Gathered:
    """A set that holds what any of some tellers has; worked out for the options that rules ask for.

    Args:
        options: what can be in it.
        tellers: when each is there, when it may be there, and the field that says what it has; None when it says nothing.
        formulas: where the formulas are made.
    """

    def __init__(self, options: Iterable[str], tellers: Iterable[tuple[Formula, Formula, Varying | None]], formulas: Formulas) -> None:
        self._options = tuple(options)
        self._tellers = tuple(tellers)
        self._formulas = formulas
        self._found: dict[str, Verdict] = {}

    def test(self, condition: Condition, formulas: Formulas) -> Verdict:
        """The verdict on a condition."""
        asked = self._options if condition.operator == "answered" else condition.values
        members = {str(option): self._verdict(str(option)) for option in asked}
        known = formulas.any(one for verdict in members.values() for one in verdict) if self._tellers else TRUE
        return Members(known, members).test(condition, formulas)

    def _verdict(self, option: str) -> Verdict:
        if option not in self._found:
            inside, outside = [], []
            for there, maybe, of in self._tellers:
                has, lacks = UNKNOWN if of is None else of.test(is_option("", option, several=isinstance(of, Members)), self._formulas)
                inside.append(self._formulas.all((there, has)))
                outside.append(self._formulas.any((self._formulas.not_(maybe), lacks)))
            self._found[option] = self._formulas.any(inside), self._formulas.all(outside)
        return self._found[option]


def is_option(field_: str, option: str, *, several: bool = False) -> Condition:
    """The condition that a field is an option, or has it among its members."""
    return Condition(field_, "includes" if several else "in", (option,))
