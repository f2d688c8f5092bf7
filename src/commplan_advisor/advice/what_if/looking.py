"""What rules look at: which of them look at the answer to a question, and what of a case they can tell apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping

from commplan_advisor.questionnaire.facts import ROWS, Facts, Field, Value
from commplan_advisor.rulebook.catalogue import PLURALS
from commplan_advisor.rulebook.model import Rule, RuleBook
from commplan_advisor.rulebook.vocabulary import REPORTED_SETS, vocabulary_of

_PLATFORMS = ("problems[].platform", "situation.initiatives[].platform")
_SIDES = {"below": (0,), "at_least": (0,), "above": (1,), "at_most": (1,)}
"""Where a number itself belongs: 0 with what is above it, 1 with what is below."""


def fields_of(book: RuleBook) -> Mapping[str, Mapping[str, Field]]:
    """By kind of subject, all fields that rules can test at the end of all stages."""
    catalogue = book.catalogue
    titles = {plural: {id_: one.title for id_, one in getattr(catalogue, plural).items()} for plural in set(PLURALS.values())}
    return vocabulary_of(PLURALS, titles).fields


def looked_at(book: RuleBook) -> dict[str, tuple[str, ...]]:
    """For each question that rules look at, the names of those rules; a list is looked at with anything in its rows."""
    fields = fields_of(book)
    found: dict[str, dict[str, None]] = {}
    for rule in book.rules:
        for path in _asked_by(rule, fields[rule.subject]):
            found.setdefault(path, {})[rule.id] = None
    return {path: tuple(rules) for path, rules in found.items()}


def _asked_by(rule: Rule, fields: Mapping[str, Field]) -> Iterator[str]:
    if rule.subject in ROWS:
        yield ROWS[rule.subject].removesuffix("[].")
    for condition in rule.conditions:
        asks = fields[condition.field].asks
        if condition.field == "problem.platforms" or (rule.subject == "report" and condition.field.startswith("initiative.")):
            asks = (*asks, *_PLATFORMS)  # a report knows of the initiative on its platform, a problem of the platform of either
        for path in asks:
            yield path
            if "[]" in path:
                yield path.partition("[]")[0]


class Sight:
    """What rules can tell apart: cases that look the same to them lead to the same conclusions.

    Rules compare a field with the values that they name. Any two other values, or any two numbers between the same neighbours among
    those that they name, are the same to them.

    Args:
        book: the rule book.
    """

    def __init__(self, book: RuleBook) -> None:
        self._named: dict[str, set[Value]] = {}
        self._cuts: dict[str, list[tuple[float, int]]] = {}
        for rule in book.rules:
            for condition in rule.conditions:
                for field in _read(condition.field):
                    if condition.operator in ("includes", "lacks"):
                        self._named.update({f"{field}.{value}": {True, False} for value in condition.values})
                    self._named.setdefault(field, set()).update(condition.values)
                for value in condition.values:
                    if isinstance(value, int | float) and not isinstance(value, bool):
                        at = [(float(value), side) for side in _SIDES.get(condition.operator, (0, 1))]
                        self._cuts.setdefault(condition.field, []).extend(at)

    def of_facts(self, facts: Facts) -> Hashable:
        """What rules see of a case."""
        rows = [(subject.kind, subject.settled, self.of_fields(subject.fields)) for kind in ROWS for subject in facts.of_kind(kind)]
        return self.of_fields(facts.case.fields), tuple(sorted(rows, key=repr))

    def of_fields(self, fields: Mapping[str, Value]) -> tuple[tuple[str, Hashable], ...]:
        """What rules see of the fields of one subject."""
        return tuple(sorted((path, self._seen(path, value)) for path, value in fields.items() if path in self._named))

    def _seen(self, path: str, value: Value) -> str:
        cuts = self._cuts.get(path)
        if cuts and isinstance(value, int | float):
            return str(sum((number, side) < (value, 0.5) for number, side in cuts))
        return repr(value) if value in self._named[path] else ""


def _read(field: str) -> tuple[str, ...]:
    """A field, and the fields of rows that it is gathered from."""
    if field not in REPORTED_SETS:
        return (field,)
    return (field, REPORTED_SETS[field], *(("initiative.platform",) if field == "problem.platforms" else ()))
