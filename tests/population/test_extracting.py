"""One of many questionnaires as a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.population.columns import schema_of_cases
from commplan_advisor.population.extracting import as_file, case_by_name, case_by_number, plain_answers_of
from commplan_advisor.population.reading.opening import open_cases
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.reading import load_case
from tests.population.advising.fakes import FakeSource, small_book
from tests.support.shipped import ROOT, shipped_cases


@pytest.mark.parametrize("ending", [".yaml", ".json"])
def test_each_case_says_the_same_as_the_file_it_came_from(ending: str, tmp_path: Path) -> None:
    source = open_cases(ROOT / "cases", small_book())
    cases = next(source.batches(1000)).cases
    assert cases.num_rows == len(shipped_cases())
    by_name = {}
    for row in range(cases.num_rows):
        path = tmp_path / f"case{ending}"
        path.write_text(as_file(plain_answers_of(cases, row), as_json=ending == ".json"), encoding="utf-8")
        case = load_case(path)
        by_name[case.answers.model_dump_json(exclude={"planning", "measurements"})] = facts_of(case.answers)
    for file in shipped_cases():
        answers = load_case(file).answers
        same = by_name[answers.model_copy(update={"questionnaire": 1}).model_dump_json(exclude={"planning", "measurements"})]
        assert same == facts_of(answers)


def _table(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist([{"number": index, "case": "x", **row} for index, row in enumerate(rows)], schema=schema_of_cases())


def test_an_answer_of_none_at_all_stays_an_answer() -> None:
    cases = _table({"municipality.name": "Ede", "situation.initiatives": [], "introduction.goals": [], "situation.register.exists": False})
    assert plain_answers_of(cases, 0) == {
        "municipality": {"name": "Ede"},
        "introduction": {"goals": []},
        "situation": {"initiatives": [], "register": {"exists": False}},
    }


def test_rows_leave_out_what_was_not_answered_and_whole_numbers_stay_whole() -> None:
    initiatives = [{"platform": "whatsapp", "coverage": 80.0, "household_coverage": 12.5, "groups": 4}, {}]
    cases = _table({"municipality.name": "Ede", "situation.initiatives": initiatives})
    written = as_file(plain_answers_of(cases, 0), as_json=False)
    assert "coverage: 80\n" in written
    assert plain_answers_of(cases, 0)["situation"]["initiatives"] == [
        {"platform": "whatsapp", "groups": 4, "coverage": 80, "household_coverage": 12.5},
        {},
    ]


@pytest.fixture
def source(tmp_path: Path) -> FakeSource:
    file = tmp_path / "cases.fake"
    file.write_text("40 8")
    return FakeSource(file)


def test_a_case_is_found_by_its_number(source: FakeSource) -> None:
    assert case_by_number(source, 33, "cases") == {"municipality": {"name": "Gemeente 33"}}
    assert source.begun == [33]


def test_a_number_that_is_not_there_says_how_many_there_are(source: FakeSource) -> None:
    with pytest.raises(FaultyInputError, match=r"cases: '40' there is no questionnaire with this number. There are 40, from 0 to 39."):
        case_by_number(source, 40, "cases")


@pytest.mark.parametrize("by_number", [True, False])
def test_a_case_that_was_set_aside_says_why(by_number: bool, source: FakeSource) -> None:
    with pytest.raises(FaultyInputError, match=r"municipality\.inhabitants: '-1' is too high"):
        case_by_number(source, 16, "cases") if by_number else case_by_name(source, "Gemeente 16", "cases")


def test_a_case_is_found_by_its_name(source: FakeSource) -> None:
    assert case_by_name(source, "Gemeente 33", "cases") == {"municipality": {"name": "Gemeente 33"}}


def test_a_name_that_is_not_there_is_compared_with_those_that_are(source: FakeSource) -> None:
    with pytest.raises(FaultyInputError, match=r"none of the questionnaires is called that\. Did you mean 'Gemeente 33'\?"):
        case_by_name(source, "Gemeete 33", "cases")


def test_of_several_with_one_name_the_numbers_are_told(tmp_path: Path) -> None:
    file = tmp_path / "cases.parquet"
    pq.write_table(_table(*({"case": name, "municipality.name": name} for name in ("Ede", "Elst", "Ede"))), file)
    with pytest.raises(FaultyInputError, match=r"'Ede' several are called that. Choose a number: 0, 2."):
        case_by_name(open_cases(file, small_book()), "Ede", str(file))
