"""Every combination of the answers to some questions; the rest as given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from commplan_advisor.population.columns import questions_of_cases, questions_of_rows, schema_of_cases
from commplan_advisor.population.generating.cases import table_of
from commplan_advisor.population.generating.given import Given
from commplan_advisor.population.generating.streams import BATCH
from commplan_advisor.population.generating.told_apart import Limit, one_of_each
from commplan_advisor.questionnaire.facts import NAMED_BY, ROWS
from commplan_advisor.questionnaire.questions import Question, questions

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Digits = NDArray[np.int64]

_A_WORD, _A_DAY = "ja", "2026-01-31"
"""Of words and days rules see only whether they were answered."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A question of which every answer is taken.

    Attributes:
        path: as it was asked for.
        question: what it is.
        row: the place of the row that it is about, from 0 on; -1 when it is about the case.
        given: what holds for all cases.
        limits: what rules compare numbers with.
    """

    path: str
    question: Question
    row: int
    given: Given
    limits: Mapping[str, frozenset[Limit]]

    @property
    def size(self) -> int:
        """How many answers there are, unanswered among them."""
        if self.question.kind == "options":
            return 1 + (1 << len(self.question.options))
        if self.question.kind == "list":
            return 1 + (1 << len(_kinds(self.question)))
        return len(self.values())

    def values(self) -> list[Any]:
        """The answers as plain values, unanswered first."""
        question = self.question
        match question.kind:
            case "yes_no":
                return [None, True, False]
            case "option":
                return [None, *map(str, question.options)]
            case "options":
                return [None, *([*chosen] for chosen in _subsets([str(one) for one in question.options]))]
            case "number":
                where = question.path.replace("[]", f"[{self.row}]")
                return [None, *one_of_each(question, where, self.given.answers, self.limits)]
            case "list":
                return [None, *self._lists()]
            case "texts":
                return [None, [_A_WORD]]
            case "day":
                return [None, _A_DAY]
            case _:
                return [None, "GM9001" if question.path == "municipality.code" else _A_WORD]

    def _lists(self) -> Iterator[list[dict[str, Any]]]:
        """Every set of kinds of rows; a given row comes with its kind, and one without a kind always."""
        named = _named_by(self.question)
        given = self.given.values.get(self.question.path) or []
        rows = {kind: [row for row in given if row.get(named) == kind] or [{named: kind}] for kind in _kinds(self.question)}
        always = [row for row in given if named not in row]
        return ([*always, *(row for kind in kinds for row in rows[kind])] for kinds in _subsets(list(rows)))


@dataclass(frozen=True, slots=True)
class EveryCase:
    """All combinations of the answers to some questions.

    Attributes:
        given: what holds for all cases, but for these questions.
        choices: the questions.
        values: for each the answers; together no more than can be held.
    """

    given: Given
    choices: tuple[Choice, ...]
    values: tuple[list[Any], ...]

    @property
    def total(self) -> int:
        """How many there are."""
        return prod(map(len, self.values))

    def batch(self, number: int) -> pa.Table:
        """The cases of a batch; of the answers to the last question every next case has the next."""
        import numpy as np

        first = number * BATCH
        size = min(BATCH, self.total - first)
        digits = np.unravel_index(np.arange(first, first + size), [len(one) for one in self.values])
        schema = schema_of_cases()
        chosen: dict[str, dict[int, tuple[list[Any], Digits]]] = {}
        for choice, values, digit in zip(self.choices, self.values, digits, strict=True):
            chosen.setdefault(choice.question.path, {})[choice.row] = (values, digit)
        columns = {}
        for question in questions_of_cases():
            path, kind = question.path, schema.field(question.path).type
            inner = {one.path: name for name, one in questions_of_rows(path).items() if one.path in chosen}
            if path in chosen:
                values, digit = chosen[path][-1]
                columns[path] = _taken(values, digit, kind)
            elif inner:
                columns[path] = self._rows(path, {name: chosen[one] for one, name in inner.items()}, size, kind)
            elif path in self.given.values:
                columns[path] = _taken([self.given.values[path]], np.zeros(size, np.int64), kind)
        return table_of(columns, first, size)

    def _rows(self, path: str, chosen: Mapping[str, Mapping[int, tuple[list[Any], Digits]]], size: int, kind: pa.DataType) -> pa.Array:
        """Given rows, of which some answers are others in every case."""
        import numpy as np
        import pyarrow as pa

        rows = self.given.values[path]
        fields = []
        for one in kind.value_type:
            every: list[Any] = []
            places = np.empty((size, len(rows)), np.int64)
            for index, row in enumerate(rows):
                values, digit = chosen.get(one.name, {}).get(index, ([row.get(one.name)], np.zeros(size, np.int64)))
                places[:, index] = len(every) + digit
                every += values
            fields.append(_taken(every, places.ravel(), one.type))
        offsets = pa.array(np.arange(size + 1, dtype=np.int32) * len(rows), pa.int32())
        return pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(fields, [one.name for one in kind.value_type]))


def every_case(given: Given, choices: Sequence[Choice]) -> EveryCase:
    """All combinations; whether they are not too many is looked at before, by the sizes of the choices."""
    return EveryCase(given, tuple(choices), tuple(choice.values() for choice in choices))


def _taken(values: Sequence[Any], places: Digits, kind: pa.DataType) -> pa.Array:
    import pyarrow as pa

    return pa.array(values, kind).take(pa.array(places))


def _subsets(members: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """All choices of members, none first."""
    for taken in product((False, True), repeat=len(members)):
        yield tuple(member for member, is_in in zip(members, taken, strict=True) if is_in)


def _named_by(question: Question) -> str:
    return NAMED_BY[next(kind for kind, prefix in ROWS.items() if prefix == f"{question.path}[].")]


def _kinds(question: Question) -> tuple[str, ...]:
    """What rows of a list are named after."""
    return tuple(map(str, questions()[f"{question.path}[].{_named_by(question)}"].options))
