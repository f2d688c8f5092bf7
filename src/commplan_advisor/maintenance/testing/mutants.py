"""Small changes of a rule book, one by one: what a slip of the pen could make of it. A good test notices each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Literal

from commplan_advisor.common.text import Text
from commplan_advisor.engine.engine import Instead
from commplan_advisor.maintenance.testing.dates import FIRST, LAST, Move, dates_of, moved, moves
from commplan_advisor.maintenance.testing.edits import Edit, places
from commplan_advisor.questionnaire.facts import Field
from commplan_advisor.questionnaire.questions import questions
from commplan_advisor.rulebook.catalogue import PLURALS
from commplan_advisor.rulebook.loading import rulebook_from
from commplan_advisor.rulebook.model import AnyOf, Condition, Operator, Rule, RuleBook, Value
from commplan_advisor.rulebook.vocabulary import vocabulary_of

Sort = Literal["threshold", "option", "operator", "condition", "date"]
SORTS: tuple[Sort, ...] = ("threshold", "option", "operator", "condition", "date")
_SWAPPED: Mapping[Operator, Operator] = {
    "below": "at_most",
    "at_most": "below",
    "above": "at_least",
    "at_least": "above",
    "in": "not_in",
    "not_in": "in",
    "includes": "lacks",
    "lacks": "includes",
}
_GONE = "–"
"""Stands for what is left out. A change is worded the same in every language: `survivors.yaml` names it."""
_WRITTEN: Mapping[str, str] = {"in": "is", "not_in": "none_of"}
_FRACTIONS = ("situation.groups_per_1000",)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change.

    Attributes:
        sort: what is changed.
        rule: the rule; of a parameter its name after a `$`, of an entry of the catalogue its name after its kind.
        file: the file it stands in, below the rule book's folder.
        line: the line in that file; 0 for what is no rule.
        change: what is changed into what, in the words of the files.
        day: the day for which it is tried.
        edit: of a rule, the change of its conditions.
        since: of a parameter, the day of the value that is changed.
        value: the value that it gets.
        move: of a date, where it goes.
    """

    sort: Sort
    rule: str
    file: str
    line: int
    change: str
    day: date
    edit: Edit | None = None
    since: str = ""
    value: float = 0
    move: Move | None = None

    @property
    def key(self) -> tuple[str, int, str, str]:
        """What tells it from every other one."""
        return self.file, self.line, self.rule, self.change


class Changes:
    """All changes of a rule book, and what each does to it on a day.

    Args:
        document: all that its files say, for every day.
        as_of: the day of the call.
    """

    def __init__(self, document: Mapping[str, Any], as_of: date) -> None:
        self.document = document
        self.as_of = as_of
        self._books: dict[date, RuleBook] = {}
        self._by_place: dict[date, dict[tuple[str, int, str], Rule]] = {}

    def book(self, day: date) -> RuleBook:
        """The rule book on a day."""
        if day not in self._books:
            self._books[day] = rulebook_from(self.document, day)
        return self._books[day]

    def instead(self, mutant: Mutant, day: date) -> Instead:
        """The rules that count on a day instead of those of the rule book; nothing when the change makes no difference that day."""
        book = self.book(day)
        if mutant.edit:
            rule = self._rules_by_place(day).get((mutant.file, mutant.line, mutant.rule))
            return {rule.id: mutant.edit.applied(rule)} if rule else {}
        if mutant.since:
            name = mutant.rule[1:]
            if name not in book.parameters or book.parameters[name].since != mutant.since:
                return {}
            return {
                rule.id: replace(rule, when=_with_value(rule.when, name, mutant.value))
                for rule in book.rules
                if any(one.parameter == name for one in rule.conditions)
            }
        if mutant.day != day:  # moving a date by one day makes a difference on one day
            return {}
        now, then = ({rule.id: rule for rule in one.rules} for one in (book, self.moved(mutant)))
        return {name: then.get(name) for name in sorted({*now, *then}) if now.get(name) != then.get(name)}

    def _rules_by_place(self, day: date) -> Mapping[tuple[str, int, str], Rule]:
        if day not in self._by_place:
            self._by_place[day] = {(rule.file, rule.line, rule.id): rule for rule in self.book(day).rules}
        return self._by_place[day]

    def moved(self, mutant: Mutant) -> RuleBook:
        """The rule book with a date moved, on the day on which that makes a difference."""
        assert mutant.move
        return rulebook_from(moved(self.document, mutant.move), mutant.day)

    @cached_property
    def all(self) -> tuple[Mutant, ...]:
        """All changes, by file and line."""
        found = [*self._of_rules(), *self._of_parameters(), *self._of_dates()]
        return tuple({one.key: one for one in sorted(found, key=lambda one: (*one.key[:2], SORTS.index(one.sort)))}.values())

    @cached_property
    def homes(self) -> dict[Rule, date]:
        """The rules that count on some day, each with the day for which it is tried: that of the call, or else the nearest to come."""
        found: dict[tuple[str, int, str], tuple[Rule, date]] = {}
        later = sorted(day for day in self._turns if day > self.as_of)
        earlier = sorted((day for day in self._turns if day < self.as_of), reverse=True)
        for day in (self.as_of, *later, *earlier):
            for rule in self.book(day).rules:
                found.setdefault((rule.file, rule.line, rule.id), (rule, day))
        return dict(sorted(found.values(), key=lambda one: (one[0].file, one[0].line)))

    @cached_property
    def _turns(self) -> set[date]:
        """The days on which something begins to count, and the last ones on which something does."""
        return {one.day for one in dates_of(self.document) if FIRST <= one.day <= LAST}

    # -- conditions --------------------------------------------------------------------------------------------------------------

    def _of_rules(self) -> Iterator[Mutant]:
        for rule, day in self.homes.items():
            for sort, edit, change in self._edits(rule, self._fields[rule.subject]):
                yield Mutant(sort, rule.id, rule.file, rule.line, change, day, edit)

    @cached_property
    def _fields(self) -> Mapping[str, Mapping[str, Field]]:
        catalogue = self.document["catalogue"]
        titles = {plural: {id_: Text(id_, id_) for id_ in catalogue.get(plural, {})} for plural in set(PLURALS.values())}
        return vocabulary_of(PLURALS, titles).fields

    def _edits(self, rule: Rule, fields: Mapping[str, Field]) -> Iterator[tuple[Sort, Edit, str]]:
        for where, condition in places(rule).items():
            field, words = fields[condition.field], written(condition)
            for place, by in _other_values(condition, field):
                edit = replace(where, value=place, by=by)
                value = _shown(condition.values[place])
                becomes = f"{value} → {_shown(by[0]) if by else _GONE}"
                yield "threshold" if field.kind == "number" else "option", edit, f"{words}: {becomes}"
            swapped = _SWAPPED.get(condition.operator)
            if swapped and field.kind != "yes_no":  # of which the other value is the same
                yield "operator", replace(where, operator=swapped), f"{words}: → {_WRITTEN.get(swapped, swapped)}"
        for number, clause in enumerate(rule.when):
            if isinstance(clause, Condition):
                yield "condition", Edit(number), f"{written(clause)} → {_GONE}"
                continue
            yield "condition", Edit(number), f"any {_shown_groups(clause)} → {_GONE}"
            for index, group in enumerate(clause.groups):
                if len(clause.groups) > 1:
                    yield "condition", Edit(number, index), f"any {_shown_group(group)} → {_GONE}"
                for member, one in enumerate(group if len(group) > 1 else ()):
                    yield "condition", Edit(number, index, member), f"any {_shown_group(group)}: {written(one)} → {_GONE}"

    # -- parameters and dates ----------------------------------------------------------------------------------------------------

    def _of_parameters(self) -> Iterator[Mutant]:
        for name, one in self.document["parameters"].items():
            used = [(rule, cond) for rule in self.homes for cond in rule.conditions if cond.parameter == name]
            if not used:
                continue
            whole = all(is_whole(cond.field) for _, cond in used)
            values = sorted(one["values"], key=lambda value: str(value["from"]))
            for value, after in zip(values, (*values[1:], None), strict=True):
                since, until = date.fromisoformat(value["from"]), after and date.fromisoformat(after["from"]) - timedelta(1)
                day = min(max(self.as_of, since), until or LAST)
                for number in _beside(value["value"], whole=whole):
                    change = f"{_shown(value['value'])} → {_shown(number)}" + (f" (from {value['from']})" if len(values) > 1 else "")
                    yield Mutant("threshold", f"${name}", "parameters.yaml", 0, change, day, since=value["from"], value=number)

    def _of_dates(self) -> Iterator[Mutant]:
        for move in moves(self.document):
            of = move.of
            yield Mutant("date", of.name, of.file, of.line, f"{of.path[-1]} {of.day} → {move.to}", move.differs, move=move)


def written(condition: Condition) -> str:
    """A condition in the words of the files."""
    operator = _WRITTEN.get(condition.operator, condition.operator)
    values = [f"${condition.parameter}"] if condition.parameter else [_shown(value) for value in condition.values]
    return " ".join(
        filter(None, (condition.field, operator, values[0] if len(values) == 1 else f"[{', '.join(values)}]" if values else ""))
    )


def is_whole(path: str) -> bool:
    """Whether a number is always a whole one."""
    if path in _FRACTIONS:
        return False
    question = next((one for one in questions().values() if one.kind == "number" and _is_of(path, one.path)), None)
    return question is None or question.whole


def _is_of(path: str, question: str) -> bool:
    return question == path or ("[]." in question and question.rpartition("[].")[2] == path.partition(".")[2])


def _other_values(condition: Condition, field: Field) -> Iterator[tuple[int, tuple[Value, ...]]]:
    """For each value of a condition what may come instead: nothing, when others stay; another option; or a number beside it."""
    if condition.parameter:
        return
    for place, value in enumerate(condition.values):
        if len(condition.values) > 1:
            yield place, ()
        if field.kind == "number":
            assert isinstance(value, int | float)
            for number in _beside(value, whole=is_whole(field.path)):
                yield place, (number,)
        elif isinstance(value, bool):
            yield place, (not value,)
        elif other := _next_option(value, condition.values, field.options):
            yield place, (other,)


def _next_option(value: Value, values: Sequence[Value], options: Sequence[str]) -> str:
    """The first option behind a value that the condition does not name yet; empty when it names all."""
    start = options.index(str(value)) + 1 if value in options else 0
    return next((one for one in (*options[start:], *options[:start]) if one not in values), "")


def _beside(value: float, *, whole: bool) -> tuple[float, float]:
    """The numbers just below and above: one away, or for a fraction one away in its last digit."""
    if whole and value == int(value):
        return value - 1, value + 1
    digits = len(str(value).partition(".")[2].rstrip("0"))
    if abs(value) < 10:
        digits = max(digits, 1)
    step = 10**-digits
    return round(value - step, digits), round(value + step, digits)


def _with_value(when: Sequence[Condition | AnyOf], name: str, value: float) -> tuple[Condition | AnyOf, ...]:
    def of(one: Condition) -> Condition:
        return replace(one, values=(value,)) if one.parameter == name else one

    return tuple(
        of(clause) if isinstance(clause, Condition) else AnyOf(tuple(tuple(map(of, group)) for group in clause.groups)) for clause in when
    )


def _shown(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shown_group(group: Sequence[Condition]) -> str:
    return "{" + ", ".join(map(written, group)) + "}"


def _shown_groups(clause: AnyOf) -> str:
    return "[" + ", ".join(map(_shown_group, clause.groups)) + "]"
