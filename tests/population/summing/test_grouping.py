"""Which cases are in which groups, held against what each questionnaire says by itself."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Any

import pyarrow as pa
import pytest

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.population.columns import schema_of_cases
from commplan_advisor.population.summing.grouping import NONE, NOT_ANSWERED, grouping
from commplan_advisor.questionnaire.facts import GATHERED
from commplan_advisor.questionnaire.questions import questions_of_the_situation
from tests.support.answers import questionnaire_of, random_answers
from tests.support.population import table_of

_GROUPED = [one.path for one in questions_of_the_situation() if one.kind in ("option", "options", "yes_no")]


def _cases(seed: int = 4) -> pa.Table:
    rng = Random(seed)
    return table_of([questionnaire_of(random_answers(rng, share, rows=2)) for share in (0.0, 0.2, 0.5, 0.9, 1.0) for _ in range(8)])


def _found(by: str, cases: pa.Table) -> list[set[str]]:
    """The groups of each case."""
    made = grouping(by)
    members = made.members(cases)
    return [{group.id for group, inside in zip(made.groups, members[:, row], strict=True) if inside} for row in range(cases.num_rows)]


def _given(value: Any, field: str) -> list[Any]:
    """All answers in a value: of a list of rows those of each, of a set its members; a set of nothing counts as an answer of its own."""
    if isinstance(value, list):
        rows = [row.get(field) if isinstance(row, dict) else row for row in value]
        return [one for row in rows if row is not None for one in (row if isinstance(row, list) else [row])]
    return [] if value is None else [value]


def _expected(path: str, cases: pa.Table) -> list[set[str]]:
    column, _, field = path.partition("[].")
    found = []
    for value in cases[column].to_pylist():
        answers = {str(one).lower() if isinstance(one, bool) else str(one) for one in _given(value, field)}
        inner = [row.get(field) for row in value] if field and value else []
        nothing = value == [] or (bool(inner) and all(one == [] for one in inner))
        found.append(answers or {NONE if nothing else NOT_ANSWERED})
    return found


@pytest.mark.parametrize("path", _GROUPED)
def test_by_any_question_with_answers_to_choose_from(path: str) -> None:
    cases = _cases()
    assert _found(path, cases) == _expected(path, cases)


@pytest.mark.parametrize(
    ("gathered", "of"),
    [("situation.platforms", "situation.initiatives[].platform"), ("situation.wishes", "situation.initiatives[].wishes")],
)
def test_a_set_that_is_gathered_from_rows_is_the_answer_in_the_rows(gathered: str, of: str) -> None:
    assert gathered in GATHERED
    assert _found(gathered, _cases()) == _found(of, _cases())


def _with(column: str, values: Iterable[Any]) -> pa.Table:
    rows = [{"number": number, "case": "x", column: value} for number, value in enumerate(values)]
    return pa.Table.from_pylist(rows, schema=schema_of_cases())


def test_numbers_come_in_classes() -> None:
    cases = _with("municipality.inhabitants", [1, 19_999, 20_000, 49_999, 50_000, 250_000, None])
    by = "municipality.inhabitants"
    usual = ["<20000", "<20000", "20000-49999", "20000-49999", "50000-99999", ">=250000", NOT_ANSWERED]
    assert _found(by, cases) == [{one} for one in usual]
    own = ["<20000", "<20000", ">=20000", ">=20000", ">=20000", ">=20000", NOT_ANSWERED]
    assert _found(f"{by}:20000", cases) == [{one} for one in own]


def test_numbers_in_rows_come_in_classes_too() -> None:
    rows = [[{"members": 10}, {"members": 5000}], [{"members": None}], [], None]
    cases = _with("situation.initiatives", rows)
    assert _found("situation.initiatives[].members:100", cases) == [{"<100", ">=100"}, {NOT_ANSWERED}, {NONE}, {NOT_ANSWERED}]


def test_classes_say_in_words_what_is_in_them() -> None:
    titles = [group.title for group in grouping("municipality.inhabitants:20000,50000").groups]
    assert [title.nl for title in titles] == ["minder dan 20.000", "20.000 tot en met 49.999", "50.000 of meer", "niet beantwoord"]
    assert titles[1].en == "20,000 to 49,999"
    assert grouping("introduction.coverage_goal:12.5,50").groups[1].title.nl == "12,5 tot 50"


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ("municipality.inhabitantz", "municipality.inhabitants"),
        ("situation.platform", "situation.platforms"),
        ("municipality.name", "kan niet in groepen"),
        ("problems", "kan niet in groepen"),
        ("municipality.province:1,2", "geen klassen"),
        ("municipality.inhabitants:", "oplopen"),
        ("municipality.inhabitants:5,5", "oplopen"),
        ("municipality.inhabitants:nan", "oplopen"),
        ("municipality.inhabitants:1,inf", "oplopen"),
        ("questionnaire", "waar de klassen beginnen"),
    ],
)
def test_what_cannot_be_grouped_by_is_told(by: str, told: str) -> None:
    with pytest.raises(FaultyInputError) as error:
        grouping(by)
    assert told in error.value.faults[0].words("nl")
