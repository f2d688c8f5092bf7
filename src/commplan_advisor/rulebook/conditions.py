"""Reading the `when` of a rule: from what stands in the file to conditions, with every fault noted at its place."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from commplan_advisor.common.faults import Faults, enumerated, nearest_word, shown
from commplan_advisor.common.located import Located, Path_
from commplan_advisor.questionnaire.facts import Field

LARGEST_PATTERN = 32
"""Tests and groups of tests in a rule's tolerant twin; the engine refuses a pattern that has more."""

NUMBER_OPERATORS = ("below", "at_most", "above", "at_least")
SET_OPERATORS = ("includes", "lacks")
VALUE_OPERATORS = ("is_not", "none_of")
OPERATORS = (*VALUE_OPERATORS, *NUMBER_OPERATORS, *SET_OPERATORS, "answered")

Clause = list[Any]
"""A condition as plain values: `[field, operator, values]`, or `["any", groups]`."""


@dataclass(slots=True)
class ConditionReader:
    """Reads the conditions of one rule.

    Attributes:
        fields: those that the rule can test, by path.
        later: paths of fields that are known only after its stage.
        parameters: names of the parameters.
        source: the file of the rule.
        faults: where faults are noted.
    """

    fields: Mapping[str, Field]
    later: Container[str]
    parameters: Collection[str]
    source: Located
    faults: Faults

    def read(self, when: Mapping[str, Any], path: Path_) -> list[Clause]:
        """The clauses of a `when`, with all faults noted."""
        clauses: list[Clause] = []
        for key, value in when.items():
            inner = (*path, key)
            if key == "any":
                clauses.append(["any", self._groups(value, inner)])
            else:
                clauses.extend(self._conditions(key, value, inner))
        if tests_in(clauses) > LARGEST_PATTERN:
            self.faults.add(
                self.source.place(path),
                "deze regel toetst te veel waarden (ongeveer 10). Splits de regel.",
                "this rule tests too many values (about 10). Split the rule.",
                code="rule-too-large",
            )
        return clauses

    def _groups(self, value: Any, path: Path_) -> list[list[Clause]]:
        if not isinstance(value, list) or not value or not all(isinstance(group, dict) and group for group in value):
            self.faults.add(
                self.source.place(path),
                "'any' moet een lijst zijn van groepen voorwaarden.",
                "'any' must be a list of groups of conditions.",
                code="wrong-type",
            )
            return []
        return [
            [clause for key, inner in group.items() for clause in self._conditions(key, inner, (*path, index, key))]
            for index, group in enumerate(value)
        ]

    def _conditions(self, name: str, value: Any, path: Path_) -> list[Clause]:
        field = self.fields.get(name)
        if field is None and name in self.later:
            self.faults.add(
                self.source.place(path, of_key=True),
                "is in deze fase nog niet bekend: een regel toetst alleen wat eerdere fasen concludeerden.",
                "is not known yet in this stage: a rule tests only what earlier stages concluded.",
                value=name,
                code="not-yet-known",
            )
            return []
        if field is None:
            self.faults.add(
                self.source.place(path, of_key=True),
                "is geen veld dat deze regel kan toetsen.",
                "is not a field that this rule can test.",
                value=name,
                nearest=nearest_word(name, self.fields),
                code="unknown-field",
            )
            return []
        if not isinstance(value, dict):
            values = value if isinstance(value, list) else [value]
            return self._of_values(field, "in", values, path)
        clauses = []
        for operator, operand in value.items():
            clauses.extend(self._of_operator(field, operator, operand, (*path, operator)))
        if not value:
            self.faults.add(self.source.place(path), "heeft geen voorwaarde.", "has no condition.", path=name, code="wrong-type")
        return clauses

    def _of_operator(self, field: Field, operator: str, operand: Any, path: Path_) -> list[Clause]:
        operands = operand if isinstance(operand, list) else [operand]
        if operator in VALUE_OPERATORS:
            return self._of_values(field, "not_in", operands, path)
        if operator in SET_OPERATORS:
            if field.kind != "options":
                self._wrong(path, field, f"'{operator}' is voor een vraag met meer antwoorden.", f"'{operator}' is for a set.")
                return []
            return self._of_members(field, operator, operands, path)
        if operator in NUMBER_OPERATORS:
            if field.kind != "number":
                self._wrong(path, field, f"'{operator}' is voor een getal.", f"'{operator}' is for a number.")
                return []
            return self._of_values(field, operator, operands, path) if len(operands) == 1 else self._no_list(field, path)
        if operator == "answered":
            if operand is not True:
                self._wrong(
                    path,
                    field,
                    "'answered' kan alleen 'true' zijn: onbeantwoord is geen antwoord.",
                    "'answered' can only be 'true': unanswered is no answer.",
                )
            return [[field.path, "answered", []]]
        self.faults.add(
            self.source.place(path, of_key=True),
            f"bestaat niet. Kies uit: {', '.join(OPERATORS)}.",
            f"does not exist. Choose from: {', '.join(OPERATORS)}.",
            path=field.path,
            value=operator,
            nearest=nearest_word(str(operator), OPERATORS),
            code="unknown-operator",
        )
        return []

    def _of_values(self, field: Field, operator: str, values: list[Any], path: Path_) -> list[Clause]:
        if field.kind == "options":
            self._wrong(path, field, "kan meer antwoorden hebben; gebruik 'includes' of 'lacks'.", "is a set; use 'includes' or 'lacks'.")
            return []
        if field.kind == "text":
            self._wrong(path, field, "is een tekst; alleen 'answered' kan.", "is a text; only 'answered' will do.")
            return []
        if not values:
            return self._no_list(field, path)
        for index, value in enumerate(values):
            self._check_value(field, value, (*path, index) if (*path, index) in self.source.places else path)
        return [[field.path, operator, values]]

    def _of_members(self, field: Field, operator: str, values: list[Any], path: Path_) -> list[Clause]:
        if not values:
            return self._no_list(field, path)
        for index, value in enumerate(values):
            self._check_option(field, value, (*path, index) if (*path, index) in self.source.places else path)
        return [[field.path, operator, values]]

    def _check_value(self, field: Field, value: Any, path: Path_) -> None:
        if field.kind == "option":
            self._check_option(field, value, path)
        elif field.kind == "yes_no":
            if not isinstance(value, bool):
                self._wrong(path, field, "moet true of false zijn.", "must be true or false.", value)
        elif isinstance(value, str) and value.startswith("$"):
            if value[1:] not in self.parameters:
                nearest = nearest_word(value[1:], self.parameters)
                self._wrong(
                    path, field, "is geen parameter.", "is not a parameter.", value, nearest and f"${nearest}", code="unknown-parameter"
                )
        elif isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            self._wrong(path, field, "moet een getal zijn of een parameter met $.", "must be a number or a parameter with $.", value)

    def _check_option(self, field: Field, value: Any, path: Path_) -> None:
        if value not in field.options:
            allowed = enumerated(field.options)
            self._wrong(
                path,
                field,
                f"is geen keuze. Kies uit: {allowed}.",
                f"is not a choice. Choose from: {allowed}.",
                value,
                nearest_word(shown(value), field.options),
                code="unknown-option",
            )

    def _no_list(self, field: Field, path: Path_) -> list[Clause]:
        self._wrong(path, field, "heeft precies een of ten minste een waarde nodig.", "needs exactly one or at least one value.")
        return []

    def _wrong(self, path: Path_, field: Field, nl: str, en: str, value: Any = "", nearest: str = "", *, code: str = "wrong-type") -> None:
        self.faults.add(self.source.place(path), nl, en, path=field.path, value=value, nearest=nearest, code=code)


def tests_in(clauses: list[Clause]) -> int:
    """How many tests and groups of tests the tolerant twin of these clauses has: each test also asks whether its field is there."""
    total = 0
    for clause in clauses:
        if clause[0] == "any":
            total += 1 + sum(1 + tests_in(group) for group in clause[1])
        elif clause[1] == "in":
            total += len(clause[2]) + 2
        elif clause[1] == "includes":
            total += 2 * len(clause[2]) + 1
        else:
            total += 3 * max(1, len(clause[2]))
    return total
