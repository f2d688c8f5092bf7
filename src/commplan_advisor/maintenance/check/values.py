"""What conditions compare with: numbers that no answer can be, and values that say the same twice or contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from math import inf
from typing import Any

from commplan_advisor.common.located import Located
from commplan_advisor.common.text import Text
from commplan_advisor.maintenance.check.clauses import Written, groups_of
from commplan_advisor.maintenance.check.finding import Finding
from commplan_advisor.maintenance.check.material import Material
from commplan_advisor.maintenance.check.ranges import Range, range_of
from commplan_advisor.questionnaire.facts import Field
from commplan_advisor.rulebook.comparing import compares
from commplan_advisor.rulebook.model import Operator
from commplan_advisor.rulebook.vocabulary import vocabulary_of

_SAID = {
    "in": Text("gelijk aan", "equal to"),
    "not_in": Text("iets anders dan", "something else than"),
    "below": Text("lager dan", "below"),
    "at_most": Text("hooguit", "at most"),
    "above": Text("hoger dan", "above"),
    "at_least": Text("minstens", "at least"),
}
_NEVER = Text("deze voorwaarden kunnen niet allebei gelden.", "these conditions cannot both hold.")
_IDLE = Text("een van deze voorwaarden zegt niets naast de andere.", "one of these conditions says nothing beside the other.")


def values(material: Material) -> Iterator[Finding]:
    """Numbers beyond the limits of a question, and values that overlap or contradict each other."""
    titles = {
        plural: {id_: Text(**one["title"]) for id_, one in entries.items()} for plural, entries in material.document["catalogue"].items()
    }
    fields = vocabulary_of((kind for stage in material.book.stages for kind in stage.concludes), titles).fields
    for rule in material.document["rules"]:
        source, path = material.rule(rule)
        outer, *others = groups_of(source.value[path[0]], path)
        look = _Values(source, fields[rule["subject"]], _worth(material))
        for one in (*outer, *(one for group in others for one in group)):
            yield from look.at_one(one)
        for first, second in (pair for group in (outer, *others) for pair in combinations(group, 2)):
            yield from look.at_two(first, second)
        for first, second in product(outer, (one for group in others for one in group)):
            yield from look.at_two(first, second, in_alternative=True)


def _worth(material: Material) -> Mapping[str, list[float]]:
    """By parameter what it is worth on the day of the check, and later."""
    today = material.day.isoformat()
    found = {}
    for id_, parameter in material.document["parameters"].items():
        dated = sorted((value["from"], value["value"]) for value in parameter["values"])
        found[id_] = [number for _, number in ([one for one in dated if one[0] <= today][-1:] + [one for one in dated if one[0] > today])]
    return found


@dataclass(frozen=True)
class _Values:
    """Looks at the values of the conditions of one rule.

    Attributes:
        source: the file of the rule.
        fields: those that rules about its kind of subject can test, by path.
        worth: by parameter the numbers that it is worth.
    """

    source: Located
    fields: Mapping[str, Field]
    worth: Mapping[str, list[float]]

    def at_one(self, one: Written) -> Iterator[Finding]:
        """What is wrong with one condition by itself."""
        twice = next((value for value in one.values if one.values.count(value) > 1), None)
        if twice is not None:
            yield self._clash(one, Text(f"'{twice}' staat er twee keer.", f"'{twice}' is there twice."))
        elif self._has_every_choice(one):
            holds = one.operator == "in"
            nl = f"alle keuzes staan erin, dus dit geldt voor {'elk' if holds else 'geen enkel'} antwoord."
            en = f"all choices are in it, so this holds for {'every' if holds else 'no'} answer."
            yield self._clash(one, Text(nl, en))
        elif self.fields[one.field].kind == "number":
            for value in one.values:
                yield from self._out_of_range(one, value)

    def at_two(self, first: Written, second: Written, *, in_alternative: bool = False) -> Iterator[Finding]:
        """What is wrong with two conditions that must both hold.

        Args:
            first: the one that stands first.
            second: the other.
            in_alternative: whether the second one stands in an alternative: then the first one may say less than it, for the others' sake.
        """
        if first.field != second.field or any(self._is_told(one) for one in (first, second)):
            return
        ours, theirs = self._held(first, second)
        if not ours & theirs:
            yield self._clash(second, _NEVER)
        elif ours <= theirs or (theirs <= ours and not in_alternative):
            yield self._clash(second, _IDLE)

    def _out_of_range(self, one: Written, value: Any) -> Iterator[Finding]:
        limits = range_of(self.fields[one.field])
        for number in self._numbers(value):
            never = limits.never(one.operator, number)
            if never or limits.always(one.operator, number):
                word = _SAID[one.operator]
                shown = f"{value} ({number:g})" if isinstance(value, str) else f"{value}"
                said = Text("kan nooit", "can never be") if never else Text("geldt altijd", "always holds")
                takes = _shown(limits)
                nl = f"{one.field}: {word.nl} {shown} {said.nl}; het antwoord is {takes.nl}."
                en = f"{one.field}: {word.en} {shown} {said.en}; the answer is {takes.en}."
                yield Finding("out-of-range", self.source.place(one.path), Text(nl, en), str(value))
                return

    def _held(self, first: Written, second: Written) -> list[set[Any]]:
        """The answers for which each of two conditions on one field holds, among those that tell them apart."""
        field = self.fields[first.field]
        candidates: tuple[Any, ...] = (True, False) if field.kind == "yes_no" else field.options
        if field.kind == "number":
            candidates = range_of(field).around(number for one in (first, second) for number in self._compared(one))
        elif field.kind == "options":
            named = sorted({*first.values, *second.values})
            candidates = tuple(frozenset(some) for count in range(len(named) + 1) for some in combinations(named, count))
        return [{value for value in candidates if _holds(one.operator, value, self._compared(one))} for one in (first, second)]

    def _is_told(self, one: Written) -> bool:
        """Whether a condition is wrong by itself, or has no value to compare with yet."""
        return any(True for _ in self.at_one(one)) or (bool(one.values) and not self._compared(one))

    def _has_every_choice(self, one: Written) -> bool:
        field = self.fields[one.field]
        every: tuple[Any, ...] = (True, False) if field.kind == "yes_no" else field.options if field.kind == "option" else ()
        return one.operator in ("in", "not_in") and bool(every) and set(one.values) >= set(every)

    def _compared(self, one: Written) -> list[Any]:
        """The values of a condition on the day of the check."""
        if self.fields[one.field].kind != "number":
            return list(one.values)
        return [number for value in one.values for number in self._numbers(value)[:1]]

    def _numbers(self, value: Any) -> list[float]:
        return self.worth[value[1:]] if isinstance(value, str) else [value]

    def _clash(self, one: Written, said: Text) -> Finding:
        return Finding("clashing-values", self.source.place(one.path), Text(f"{one.field}: {said.nl}", f"{one.field}: {said.en}"))


def _holds(operator: Operator, value: Any, compared: list[Any]) -> bool:
    match operator:
        case "answered":
            return True
        case "includes":
            return bool(value & set(compared))
        case "lacks":
            return not value & set(compared)
        case _:
            return compares(value, operator, compared)


def _shown(limits: Range) -> Text:
    number = Text("een heel getal", "a whole number") if limits.whole else Text("een getal", "a number")
    if limits.most == inf:
        return Text(f"{number.nl} vanaf {limits.least:g}", f"{number.en} from {limits.least:g}")
    return Text(f"{number.nl} van {limits.least:g} tot en met {limits.most:g}", f"{number.en} from {limits.least:g} to {limits.most:g}")
