"""What passes fast surely is valid, and says the same as what the real reader makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from commplan_advisor.population.columns import questions_of_cases, schema_of_cases
from commplan_advisor.population.reading.checking import suspected
from commplan_advisor.population.reading.limits import Limits, limits_here
from commplan_advisor.population.reading.plain import as_plain, as_row
from commplan_advisor.questionnaire.added import Added, AddedAnswer, with_added
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.models import Questionnaire
from tests.population.reading.made import NAME
from tests.support.answers import questionnaire_of, random_answers

LIMITS = limits_here()
_LETTERS = "aZé好 \t\n\x00\x1c\x85\u00a0\u2028\u3000\ufeff\u200b."


def texts(limits: Limits) -> st.SearchStrategy[str]:
    longest = limits.longest or 2000
    edges = [1, longest - 1, longest, longest + 1]
    return st.text(_LETTERS, max_size=5) | st.builds(lambda letter, count: letter * count, st.sampled_from("aé好"), st.sampled_from(edges))


def values(limits: Limits) -> st.SearchStrategy[Any]:
    """Values of the right type, valid or just not."""
    options = st.sampled_from([*(one.value for one in limits.question.options), "", "nee", " other", "OTHER"])
    match limits.question.kind:
        case "yes_no":
            return st.booleans()
        case "number" if limits.question.whole:
            return st.sampled_from([-1, 0, 1, 2, 20_000_000, 20_000_001, 2**62]) | st.integers(0, 30_000_000)
        case "number":
            return st.sampled_from([-0.0, 0.0, -1e-300, 100.0, 100.00001, 400.0, 400.1, float("nan"), float("inf")]) | st.floats(0, 100)
        case "option":
            return options
        case "options":
            return (
                st.lists(st.none() | options, max_size=3) | st.lists(options, unique=True, max_size=4) | options.map(lambda one: [one] * 51)
            )
        case "texts":
            return st.lists(st.none() | texts(limits), max_size=3) | st.integers(49, 52).map(lambda count: ["krant"] * count)
        case "list":
            row = st.fixed_dictionaries({name: st.none() | values(one) for name, one in limits.inner.items()})
            return st.lists(st.none() | row, max_size=3) | st.sampled_from([0, limits.rows, limits.rows + 1]).map(
                lambda count: [{}] * count
            )
        case "day":
            return (
                st.dates().map(str)
                | st.sampled_from(
                    [
                        "2024-02-29",
                        "2023-02-29",
                        "2026-04-31",
                        "2026-12-31",
                        "1999-12-31",
                        "2100-12-31",
                        "2101-01-01",
                        "2026-1-1",
                        "2026-00-10",
                    ]
                )
                | st.sampled_from([" 2026-01-31", "2026-01-31\n", "2026-01-31T00:00", "٢٠٢٦-01-31"])
            )
        case "text":
            codes = st.sampled_from(["GM0267", "GM026", "gm0267", "GM0267\n", "GM٠٢٦٧", " GM0267"])
            return texts(limits) | codes if limits.pattern else texts(limits)


def rows() -> st.SearchStrategy[dict[str, Any]]:
    """Questionnaires of which most is valid, with a few answers of any value."""
    paths = st.sampled_from([one.path for one in questions_of_cases()])
    changes = st.lists(paths.flatmap(lambda path: st.tuples(st.just(path), st.none() | values(LIMITS[path]))), max_size=3)
    valid = st.integers(0, 9999).map(lambda seed: as_row(questionnaire_of(random_answers(Random(seed), 0.3))))
    return st.builds(lambda row, changed: {**row, **dict(changed)}, valid, changes)


def table_of(table: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist([{"number": 0, "case": "", **row} for row in table], schema_of_cases()).drop_columns(["number", "case"])


def passes(table: list[dict[str, Any]], limits: Mapping[str, Limits] = LIMITS) -> list[bool]:
    made = table_of(table)
    columns = {path: made.column(path).combine_chunks() for path in made.column_names}
    return [not one for one in suspected(columns, limits, len(table)).tolist()]


def check(table: list[dict[str, Any]]) -> None:
    for row, fast in zip(table_of(table).to_pylist(), passes(table), strict=True):
        if fast:
            answers = Questionnaire.model_validate(as_plain(row))
            assert as_row(answers) == {**row, "questionnaire": 1}
            assert facts_of(Questionnaire.model_validate(as_plain(as_row(answers)))) == facts_of(answers)


@settings(max_examples=25)
@given(st.lists(rows(), min_size=1, max_size=5))
def test_what_passes_is_valid_and_stays_as_it_is(table: list[dict[str, Any]]) -> None:
    check(table)


@pytest.mark.broad
@settings(max_examples=1000)
@given(st.lists(rows(), min_size=1, max_size=8))
def test_what_passes_is_valid_broadly(table: list[dict[str, Any]]) -> None:
    check(table)


def test_ordinary_questionnaires_pass() -> None:
    table = [as_row(questionnaire_of(random_answers(Random(seed), 0.8))) for seed in range(200)]
    assert all(passes(table))


@pytest.mark.parametrize("path", [one.path for one in questions_of_cases() if one.kind != "list"])
def test_each_limit_is_where_pydantic_has_it(path: str) -> None:
    """Both sides of each edge: what is valid in plain letters and digits passes, and what is not does not."""
    limits = LIMITS[path]
    match limits.question.kind:
        case "number":
            tried: list[Any] = [limits.least - 1, limits.least, limits.most, limits.most + 1]
        case "text" if not limits.pattern:
            tried = ["", "a", "a" * (limits.longest), "a" * (limits.longest + 1), " a", "a "]
        case "texts":
            tried = [[], ["a"] * limits.rows, ["a"] * (limits.rows + 1), ["a" * limits.longest], ["a" * (limits.longest + 1)], [""]]
        case "option":
            tried = [*(one.value for one in limits.question.options), "iets"]
        case "options":
            known = [one.value for one in limits.question.options]
            tried = [[], known, known[:1] * 2, ["iets"]]
        case _:
            tried = []
    for value in tried:
        row = {"municipality.name": "Ede", path: value}
        assert passes([row]) == [_valid(row) and value not in (" a", "a ")]


def _valid(row: dict[str, Any]) -> bool:
    try:
        Questionnaire.model_validate(as_plain(row))
    except ValidationError:
        return False
    return True


def test_what_a_rule_book_adds_can_be_answered_there_alone() -> None:
    row = as_row(questionnaire_of(NAME)) | {"situation.initiatives": [{"platform": "buurtapp"}]}
    assert passes([row]) == [False]
    with with_added(Added(platforms=(AddedAnswer("buurtapp", "Buurtapp", "Buurtapp"),))):
        assert passes([row], limits_here()) == [True]
