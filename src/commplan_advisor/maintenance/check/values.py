"""What conditions compare with: values that no answer has, and values that say the same twice or contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf
from typing import Any

from commplan_advisor.common.text import Text
from commplan_advisor.maintenance.check.clauses import Written, groups_of
from commplan_advisor.maintenance.check.finding import Finding
from commplan_advisor.maintenance.check.material import Material
from commplan_advisor.questionnaire.facts import Field
from commplan_advisor.questionnaire.questions import questions
from commplan_advisor.rulebook.vocabulary import vocabulary_of

_SAID = {
    "below": ("lager dan", "below"),
    "at_most": ("hooguit", "at most"),
    "above": ("hoger dan", "above"),
    "at_least": ("minstens", "at least"),
    "in": ("gelijk aan", "equal to"),
    "not_in": ("iets anders dan", "something else than"),
}


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers that an answer can be."""

    least: float
    most: float
    whole: bool

    def has(self, number: float) -> bool:
        """Whether an answer can be this number."""
        return self.least <= number <= self.most and (not self.whole or number == int(number))

    def around(self, numbers: Sequence[float]) -> list[float]:
        """Some answers of which one lies on every side of each number."""
        step = 1 if self.whole else 0.5
        told = {one for number in numbers for one in (number - step, number, number + step)}
        return sorted(one for one in told | {self.least, self.most} if one != inf and self.least <= one <= self.most)


def values(material: Material) -> Iterator[Finding]:
    """Values out of the range of a question, and values that overlap or contradict each other."""
    fields = _fields(material)
    for rule in material.document["rules"]:
        source, path = material.rule(rule)
        outer, *others = groups_of(source.value[path[0]], path)
        reader = _Values(material, source.file, fields[rule["subject"]])
        for group in (outer, *others):
            for one in group:
                yield from reader.alone(one, rule)
            yield from reader.pairs(list(combinations(group, 2)), rule)
        for group in others:
            yield from reader.pairs([(first, second) for first in outer for second in group], rule)


def _fields(material: Material) -> Mapping[str, Mapping[str, Field]]:
    """The fields that rules can test, at the end of all stages."""
    titles = {
        plural: {id_: Text(**one["title"]) for id_, one in entries.items()} for plural, entries in material.document["catalogue"].items()
    }
    return vocabulary_of((kind for stage in material.book.stages for kind in stage.concludes), titles).fields


def range_of(field: Field) -> Range:
    """The numbers that a field can be; one that is counted has no limit but zero."""
    question = questions().get(field.asks[0]) if len(field.asks) == 1 else None
    if question and question.kind == "number":
        return Range(question.least, question.most, question.whole)
    return Range(0, inf, field.path != "situation.groups_per_1000")


@dataclass(frozen=True)
class _Values:
    """Looks at the values of the conditions of one rule; `fields` are those that it can test."""

    material: Material
    file: str
    fields: Mapping[str, Field]

    def alone(self, one: Written, rule: Mapping[str, Any]) -> Iterator[Finding]:
        """What is wrong with one condition by itself."""
        field = self.fields[one.field]
        for value in one.values:
            if one.values.count(value) > 1:
                what = Text(f"{one.field}: '{value}' staat er twee keer.", f"{one.field}: '{value}' is there twice.")
                yield Finding("clashing-values", self._place(rule, (*one.values_path, one.values.index(value))), what, str(value))
                return
        if field.kind == "number" and one.operator != "answered":
            yield from self._numbers(one, field, rule)
        elif self._every(one, field):
            word = Text("geldt voor elk antwoord", "holds for every answer")
            if one.operator == "not_in":
                word = Text("geldt voor geen enkel antwoord", "holds for no answer")
            what = Text(f"{one.field}: {word.nl}: alle keuzes staan erin.", f"{one.field}: {word.en}: all choices are in it.")
            yield Finding("clashing-values", self._place(rule, one.path), what)

    def _every(self, one: Written, field: Field) -> bool:
        every = (True, False) if field.kind == "yes_no" else field.options if field.kind == "option" else ()
        return one.operator in ("in", "not_in") and bool(every) and set(one.values) >= set(every)

    def _numbers(self, one: Written, field: Field, rule: Mapping[str, Any]) -> Iterator[Finding]:
        limits = range_of(field)
        for value in one.values:
            for number in self._worth(value):
                said = _verdict(one.operator, number, limits)
                if not said:
                    continue
                shown = f"{value} ({number:g})" if isinstance(value, str) else str(value)
                nl, en = _SAID[one.operator]
                most_nl, most_en = ("", "") if limits.most == inf else (f" tot en met {limits.most:g}", f" to {limits.most:g}")
                whole = (
                    Text(" Het is een heel getal.", " It is a whole number.") if limits.whole and number != int(number) else Text("", "")
                )
                what = Text(
                    f"{one.field}: {nl} {shown} {said.nl}; het antwoord is een getal vanaf {limits.least:g}{most_nl}.{whole.nl}",
                    f"{one.field}: {en} {shown} {said.en}; the answer is a number from {limits.least:g}{most_en}.{whole.en}",
                )
                yield Finding("out-of-range", self._place(rule, one.path), what, str(value))
                break

    def _worth(self, value: Any) -> list[float]:
        """A number, or what a parameter is worth from the day of the check on."""
        if not isinstance(value, str):
            return [value]
        dated = sorted(self.material.document["parameters"][value[1:]]["values"], key=lambda one: str(one["from"]))
        today = self.material.day.isoformat()
        past = [one for one in dated if one["from"] <= today]
        return [one["value"] for one in (*past[-1:], *(one for one in dated if one["from"] > today))]

    def pairs(self, found: Sequence[tuple[Written, Written]], rule: Mapping[str, Any]) -> Iterator[Finding]:
        """Conditions on one field that must both hold, of which one says nothing or both cannot."""
        for first, second in found:
            if first.field != second.field or any(_is_odd(one, self) for one in (first, second)):
                continue
            said = self._together(first, second)
            if said:
                what = Text(f"{first.field}: {said.nl}", f"{first.field}: {said.en}")
                yield Finding("clashing-values", self._place(rule, second.path), what)

    def _together(self, first: Written, second: Written) -> Text | None:
        never = Text("deze voorwaarden kunnen niet allebei gelden.", "these conditions cannot both hold.")
        idle = Text("een van deze voorwaarden zegt niets naast de andere.", "one of these conditions says nothing beside the other.")
        if "answered" in (first.operator, second.operator):
            return idle
        field = self.fields[first.field]
        if field.kind == "options":
            ours, theirs = set(first.values), set(second.values)
            if first.operator != second.operator:
                included, lacking = (ours, theirs) if first.operator == "includes" else (theirs, ours)
                return never if included <= lacking else idle if included & lacking else None
            return idle if ours & theirs else None
        if field.kind == "number":
            candidates: Sequence[Any] = range_of(field).around([*self._numbers_of(first), *self._numbers_of(second)])
        else:
            candidates = (True, False) if field.kind == "yes_no" else field.options
        held = [self._held(one, candidates) for one in (first, second)]
        if not held[0] & held[1]:
            return never
        return idle if held[0] <= held[1] or held[1] <= held[0] else None

    def _numbers_of(self, one: Written) -> list[float]:
        return [self._worth(value)[0] for value in one.values]

    def _held(self, one: Written, candidates: Sequence[Any]) -> set[int]:
        """The numbers of the candidates for which a condition holds."""
        told = self._numbers_of(one) if self.fields[one.field].kind == "number" else list(one.values)
        tests = {
            "in": lambda value: value in told,
            "not_in": lambda value: value not in told,
            "below": lambda value: value < told[0],
            "at_most": lambda value: value <= told[0],
            "above": lambda value: value > told[0],
            "at_least": lambda value: value >= told[0],
        }
        return {number for number, value in enumerate(candidates) if tests[one.operator](value)}

    def _place(self, rule: Mapping[str, Any], path: Any) -> Any:
        source, _ = self.material.rule(rule)
        return source.place(path)


def _is_odd(one: Written, reader: _Values) -> bool:
    """Whether a condition is told to be wrong by itself, or compares with what has no value yet."""
    field = reader.fields[one.field]
    if field.kind != "number":
        return reader._every(one, field)
    return any(not (worth := reader._worth(value)) or _verdict(one.operator, worth[0], range_of(field)) for value in one.values)


def _verdict(operator: str, number: float, limits: Range) -> Text | None:
    """That a condition never holds, or always; None when it depends on the answer."""
    never = Text("kan nooit", "can never be")
    always = Text("geldt altijd", "always holds")
    match operator:
        case "in" | "not_in":
            return None if limits.has(number) else never if operator == "in" else always
        case "below":
            return never if number <= limits.least else always if number > limits.most else None
        case "at_most":
            return never if number < limits.least else always if number >= limits.most else None
        case "above":
            return never if number >= limits.most else always if number < limits.least else None
        case _:
            return never if number > limits.most else always if number <= limits.least else None
