"""Cases beside each other: labels, order, and what a cell says."""

from __future__ import annotations

from random import Random

import pytest

from commplan_advisor.advice.advise import advise
from commplan_advisor.advice.compare.compare import Comparison, compare
from commplan_advisor.advice.compare.comparing import ASSUMED, NO, OPEN, SWOT, YES, in_order, labels_of
from commplan_advisor.common.located import Located
from commplan_advisor.questionnaire.reading import Case, case_from, load_case
from commplan_advisor.rulebook.catalogue import PRIORITIES
from tests.support.answers import Answers, case_of
from tests.support.shipped import DAY, shipped_cases, shipped_engine


def town(name: str = "Ede", file: str = "ede.yaml", **chapters: object) -> Case:
    answers: Answers = {"municipality": {"name": name}, **chapters}
    return case_from(Located(answers, file))


def compared(*cases: Case, **options: bool) -> Comparison:
    return compare(cases, shipped_engine(), groups=False, **options)  # type: ignore[arg-type]


def cells(comparison: Comparison, section: str) -> dict[str, tuple[str, ...]]:
    return {row.id: row.cells for one in comparison.sections if one.id == section for row in one.rows}


@pytest.mark.parametrize(
    ("cases", "labels"),
    [
        ([town("Ede"), town("Elst")], ["Ede", "Elst"]),
        ([town(date="2024-01-31"), town(date="2025-01-31")], ["Ede 2024-01-31", "Ede 2025-01-31"]),
        ([town(file="a/x.yaml"), town(file="a/y.yaml")], ["Ede (x.yaml)", "Ede (y.yaml)"]),
        ([town(file="a/x.yaml"), town(file="b/x.yaml")], ["Ede (a/x.yaml)", "Ede (b/x.yaml)"]),
        ([town(file="x.yaml", date="2024-01-31"), town(file="y.yaml")], ["Ede 2024-01-31", "Ede (y.yaml)"]),
    ],
)
def test_each_case_has_a_name_of_its_own(cases: list[Case], labels: list[str]) -> None:
    assert labels_of(cases) == labels


def test_the_order_of_files_plays_no_part() -> None:
    cases = [load_case(path) for path in shipped_cases()]
    shuffled = cases[:]
    Random(1).shuffle(shuffled)
    assert in_order(shuffled) == in_order(cases)
    assert compare(shuffled, shipped_engine()) == compare(cases, shipped_engine())


def test_a_cell_says_whether_something_holds_waits_or_does_not() -> None:
    comparison = compared(
        town("Aa", situation={"register": {"exists": False}}), town("Bee", situation={"register": {"exists": True}}), town("Cee")
    )
    assert cells(comparison, "weaknesses")["no_register"] == (YES, NO, OPEN)


def test_an_action_has_its_priority_and_a_rhythm_that_was_not_chosen_is_marked() -> None:
    comparison = compared(town("Aa", problems=[{"type": "low_coverage"}]), town("Bee", introduction={"rhythm": "half_yearly"}))
    assert {cell for row in cells(comparison, "actions").values() for cell in row} <= {*PRIORITIES, OPEN, NO}
    assert cells(comparison, "rhythm")["every-3-months"] == (ASSUMED, NO)


def test_differences_leave_out_the_rows_on_which_all_agree_and_count_them() -> None:
    cases = [load_case(path) for path in shipped_cases()[-3:]]
    whole, part = compared(*cases), compared(*cases, differences=True)
    for one, two in zip(whole.sections, part.sections, strict=True):
        assert two.rows == tuple(row for row in one.rows if not row.same)
        assert (one.equal, two.equal) == (0, sum(row.same for row in one.rows))


@pytest.mark.parametrize("path", shipped_cases()[::4], ids=lambda path: path.stem)
def test_a_column_says_the_same_as_the_advice(path: object) -> None:
    case = load_case(str(path))
    advice, comparison = advise(case, shipped_engine(), start=DAY, prove=False), compared(case)
    told = {section.id: {row.id: row.cells[0] for row in section.rows} for section in comparison.sections}
    assert told["problems"] == {one.id: YES for one in advice.problems}
    assert told["actions"] == {one.id: one.priority for one in advice.actions}
    assert told["roles"] == {one.id: YES for one in advice.tasks}
    assert told["rhythm"] == {one.id: ASSUMED if one.assumed else YES for one in advice.checks}
    for name in SWOT:
        assert told[name] == {one.id: YES for one in getattr(advice.swot, name)}
    (column,) = comparison.cases
    assert (column.problems, column.actions) == (len(advice.problems), len(advice.actions))
    assert (column.answered, column.questions) == (advice.answered, advice.questions)


def test_causes_are_found_for_two_cases_or_against_one_of_them() -> None:
    cases = [town("Aa"), town("Bee", problems=[{"type": "chatter"}]), town("Cee", problems=[{"type": "no_budget"}])]
    engine = shipped_engine()
    assert [(one.base, one.other) for one in compare(cases[:2], engine).causes] == [("Aa", "Bee")]
    assert compare(cases, engine).causes == ()
    assert [(one.base, one.other) for one in compare(cases, engine, against=cases[1]).causes] == [("Bee", "Aa"), ("Bee", "Cee")]


def test_groups_are_made_from_three_cases_on_unless_told_otherwise() -> None:
    cases = [town("Aa"), town("Bee"), town("Cee")]
    engine = shipped_engine()
    assert compare(cases[:2], engine).grouping is None
    assert compare(cases[:2], engine, groups=True).grouping is not None
    assert compare(cases, engine).grouping is not None
    assert compare(cases, engine, groups=False).grouping is None


def test_work_is_told_as_it_is_done() -> None:
    steps: list[int] = []
    compare([case_of({"municipality": {"name": name}}) for name in ("Aa", "Bee")], shipped_engine(), done=steps.append)
    assert steps[:2] == [1, 1]
    assert len(steps) == 3
