"""Counts over many cases, held against the engine for a single case."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from commplan_advisor.common.faults import UnreadableFileError
from commplan_advisor.engine.conclusions import Status
from commplan_advisor.engine.engine import Engine
from commplan_advisor.population.advising.run import Run
from commplan_advisor.population.advising.running import advise_on_all
from commplan_advisor.population.asking import RULE
from commplan_advisor.population.duck import DuckDBConcluder
from commplan_advisor.population.reading.opening import open_cases
from commplan_advisor.population.summing.grouping import grouping
from commplan_advisor.population.summing.of_cases import summary_of_cases
from commplan_advisor.population.summing.of_results import is_results, results_in, summary_of_results
from commplan_advisor.population.summing.summary import KINDS, Count, Summary
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.reading import load_case
from commplan_advisor.rulebook.model import RuleBook
from tests.population.advising.fakes import small_book
from tests.support.shipped import ROOT, shipped_cases, shipped_engine

CASES = ROOT / "cases"
_ALL = ("finding", "problem", "action", "moment", "part", RULE)


def _summary(book: RuleBook, kinds: tuple[str, ...] = _ALL, by: str | None = None, path: Path = CASES, **how: Any) -> Summary:
    with with_added(book.added):
        return summary_of_cases(open_cases(path, book), path, book, kinds, grouping(by) if by else None, **how)


def _by_one(engine: Engine) -> tuple[Counter[tuple[str, ...]], Counter[tuple[str, ...]]]:
    """By conclusion and rule: the cases in which it is concluded or holds, and in which it is open or may hold."""
    concluded: Counter[tuple[str, ...]] = Counter()
    open_: Counter[tuple[str, ...]] = Counter()
    with with_added(engine.book.added):
        for file in shipped_cases():
            holds, may = set(), set()
            for key, one in engine.run(facts_of(load_case(file).answers)).conclusions.items():
                (concluded if one.status is Status.CONCLUDED else open_)[key] += 1
                holds |= {(RULE, reason.rule.id, "") for reason in one.reasons}
                may |= {(RULE, reason.rule.id, "") for reason in one.may}
            concluded.update(holds)
            open_.update(may - holds)
    return concluded, open_


def _agrees(engine: Engine, kinds: tuple[str, ...]) -> None:
    told = _summary(engine.book, kinds)
    concluded, open_ = _by_one(engine)
    assert told.cases == len(shipped_cases())
    assert {one.kind for one in told.counted} >= {"problem", "action", RULE}
    for one in told.counted:
        count = Count(concluded[one.key], open_[one.key], told.cases - concluded[one.key] - open_[one.key])
        assert one.of_all == count, one.key


def test_each_conclusion_and_rule_is_counted_as_the_engine_says() -> None:
    engine = Engine(small_book())
    _agrees(engine, KINDS)
    engine.close()


@pytest.mark.broad
def test_with_the_rule_book_that_ships() -> None:
    _agrees(shipped_engine(), KINDS)


@pytest.mark.parametrize("how", [{"batch": 1}, {"batch": 7, "workers": 3}])
def test_how_many_are_read_at_once_does_not_matter(how: Any) -> None:
    by = "situation.platforms"
    assert _summary(small_book(), by=by, **how) == _summary(small_book(), by=by)


def test_the_most_frequent_of_each_kind_comes_first() -> None:
    counted = _summary(small_book()).counted
    for kind in _ALL:
        shares = [one.of_all.concluded for one in counted if one.kind == kind]
        assert shares == sorted(shares, reverse=True)


def test_groups_of_one_answer_come_to_all_cases_together() -> None:
    told = _summary(small_book(), by="municipality.province")
    assert sum(told.group_cases) == told.cases
    for one in told.counted:
        assert sum(count.concluded for count in one.by_group) == one.of_all.concluded
        assert [count.cases for count in one.by_group] == list(told.group_cases)


def test_a_group_is_counted_as_its_cases_alone() -> None:
    book = small_book()
    told = _summary(book, by="situation.register.exists")
    with with_added(book.added):
        all_facts = [facts_of(load_case(file).answers) for file in shipped_cases()]
        inside = [one for one in all_facts if one.case.fields.get("situation.register.exists") is False]
        engine = Engine(book)
        outcomes = [engine.run(one) for one in inside]
        engine.close()
    place = [group.id for group in told.groups].index("false")
    assert told.group_cases[place] == len(inside) > 0
    for one in told.counted:
        if one.kind != RULE:
            concluded = sum(one.key in found.conclusions and found.conclusions[one.key].status is Status.CONCLUDED for found in outcomes)
            assert one.by_group[place].concluded == concluded


def test_what_is_no_valid_questionnaire_does_not_count(tmp_path: Path) -> None:
    file = tmp_path / "cases.ndjson"
    good = '{"questionnaire": 1, "municipality": {"name": "A"}}'
    file.write_text(f'{good}\n{{"municipality": {{"inhabitants": -1}}}}\n{good}\n')
    told = _summary(small_book(), path=file)
    assert (told.cases, told.set_aside) == (2, 1)


# -- from results --------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results in three parts."""
    output, book = tmp_path_factory.mktemp("results") / "out", small_book()
    with with_added(book.added):
        source = open_cases(CASES, book)
        advise_on_all(source, lambda: DuckDBConcluder(book), Run(str(CASES), source.identity, book, batch=10), output)
    return output


@pytest.mark.parametrize("by", [None, "municipality.inhabitants", "situation.platforms", "introduction.goals"])
def test_results_come_to_the_same_as_the_cases(results: Path, by: str | None) -> None:
    assert is_results(results)
    assert not is_results(CASES)
    book = small_book()
    with with_added(book.added):
        source = open_cases(CASES, book) if by else None
        told = summary_of_results(results_in(results), _ALL, grouping(by) if by else None, source, CASES)
    assert replace(told, source=str(CASES)) == _summary(book, by=by)


def test_results_without_a_receipt_of_which_rows_are_in_other_parts_come_to_the_same(results: Path, tmp_path: Path) -> None:
    """As Spark writes them: no receipt, and no part of one table belongs to one of another."""
    for table in ("conclusions", "initiatives"):
        (tmp_path / table).mkdir()
        whole = pq.read_table(results / table)
        for name, rows in (("b", whole.slice(0, 9)), ("a", whole.slice(9))):
            pq.write_table(rows, tmp_path / table / f"{table}-{name}.parquet")
    (tmp_path / "columns.csv").write_bytes((results / "columns.csv").read_bytes())
    by = "situation.platforms"
    with with_added(small_book().added):
        told = summary_of_results(results_in(tmp_path), _ALL, grouping(by), open_cases(CASES, small_book()), CASES)
    assert told.rules is None
    assert told.counted == _summary(small_book(), by=by).counted


def test_results_that_are_not_complete_are_refused(results: Path, tmp_path: Path) -> None:
    (tmp_path / "conclusions").mkdir()
    assert is_results(tmp_path)
    with pytest.raises(UnreadableFileError, match=r"columns\.csv"):
        results_in(tmp_path)
    (tmp_path / "columns.csv").write_bytes((results / "columns.csv").read_bytes())
    (tmp_path / "conclusions" / "part-00000.csv").write_text("number;case\n")
    with pytest.raises(UnreadableFileError, match="not Parquet"):
        results_in(tmp_path)


def test_an_input_of_other_cases_is_refused(results: Path, tmp_path: Path) -> None:
    file = tmp_path / "few.ndjson"
    file.write_text('{"questionnaire": 1, "municipality": {"name": "A"}}\n' * 3)
    with with_added(small_book().added):
        few = open_cases(file, small_book())
        with pytest.raises(UnreadableFileError, match="was changed"):
            results_in(results).check_same(few)
        with pytest.raises(UnreadableFileError, match="no questionnaire of number 3"):
            summary_of_results(results_in(results), _ALL, grouping("municipality.province"), few, file)
