"""Testing a rule book: what fails, what is not reached, what is not noticed, and that proposals make up for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from commplan_advisor.engine.verdicts import Verdict
from commplan_advisor.maintenance.testing.mutants import Changes
from commplan_advisor.maintenance.testing.proposing import proposals
from commplan_advisor.maintenance.testing.reading import files_of_tests, read_tests
from commplan_advisor.maintenance.testing.report import Report
from commplan_advisor.maintenance.testing.survivors import read_survivors
from commplan_advisor.maintenance.testing.testing import Wanted, run_tests
from commplan_advisor.maintenance.testing.work import ToRun, run
from commplan_advisor.rulebook.loading import document_of, load_rulebook
from tests.support.rulefolder import SMALL, Files, changed
from tests.support.testfolder import REGISTER, UNDATED, with_tests

DAY = date(2026, 3, 2)


def report(folder: Path, tests: str, files: Files = SMALL, *, coverage: bool = False, mutate: bool = False) -> Report:
    """What comes of testing the small rule book with some tests."""
    rules = with_tests(folder, tests, files)
    read = read_tests(files_of_tests(rules / "tests"), load_rulebook(rules, DAY))
    explained = read_survivors(rules / "tests" / "survivors.yaml")
    return run_tests(read, Wanted(rules, DAY, "en", coverage, mutate, everything=True, jobs=1), explained)


def missed(folder: Path, test: str) -> list[tuple[str, str]]:
    """What a test misses: what of it is otherwise, and what is found."""
    found = report(folder, f"- test: T\n{test}")
    return [(failure.missed.what, failure.missed.found) for one in found.failing for failure in one.failures]


LOW = "  given: {situation.initiatives: [{platform: whatsapp, coverage: 10}], introduction.goals: [overview]}\n"


@pytest.mark.parametrize(
    ("test", "found"),
    [
        (f"{LOW}  must: [{{problem: low_coverage}}, {{action: set-up-register, priority: high}}]\n", []),
        (f"{LOW}  must: [{{part: police, as: consulted}}, {{part: police, as: consulted, about: set-up-register}}]\n", []),
        (f"{LOW}  may: [{{finding: no_register}}]\n  must_not: [{{moment: neighbours-day}}]\n", []),
        (f"{LOW}  rules: {{holds: [low-coverage], unknown: [no-register], fails: [neighbours-day]}}\n", []),
        (f"{LOW}  must_not: [{{problem: low_coverage}}]\n", [("status", "concluded")]),
        (f"{LOW}  must: [{{action: set-up-register, priority: low}}]\n", [("priority", "high")]),
        (f"{LOW}  must: [{{action: set-up-register, responsible: municipality}}]\n", []),
        (f"{LOW}  must: [{{action: set-up-register, responsible: police}}]\n", [("responsible", "municipality")]),
        (f"{LOW}  must: [{{problem: low_coverage, because: [low-coverage, no-register]}}]\n", [("because", "no-register")]),
        ("  must: [{finding: no_register}]\n", [("status", "open")]),
        ("  may: [{moment: neighbours-day}]\n", []),
        ("  given: {introduction.goals: []}\n  may: [{moment: neighbours-day}]\n", [("status", "ruled_out")]),
        (f"{LOW}  rules: {{fails: [low-coverage], holds: [neighbours-day]}}\n", [("verdict", "fails"), ("verdict", "holds")]),
        (f"  as_of: 2024-12-31\n{LOW}  rules: {{fails: [low-coverage]}}\n  must_not: [{{problem: low_coverage}}]\n", []),
    ],
)
def test_a_test_fails_by_what_it_expects_and_is_otherwise(tmp_path: Path, test: str, found: list[tuple[str, str]]) -> None:
    assert missed(tmp_path, test) == found


def test_a_failure_names_the_nearest_rule_and_what_keeps_it_from_holding(tmp_path: Path) -> None:
    test = "- test: T\n  given: {situation.initiatives: [{platform: whatsapp, coverage: 70}]}\n  must: [{problem: low_coverage}]\n"
    (failing,) = report(tmp_path, test).failing
    (failure,) = failing.failures
    assert failure.nearest
    assert (failure.nearest.rule, failure.nearest.place.line) == ("low-coverage", 1)
    assert [clause.verdict for clause in failure.nearest.clauses] == [Verdict.FAILS, Verdict.HOLDS]
    assert (failure.missed.expected.place.line, failing.place.line) == (3, 1)


# ---- coverage --------------------------------------------------------------------------------------------------------------------


def missing(found: Report) -> set[tuple[str, str, str]]:
    assert found.coverage
    return {(one.state.rule, one.condition, one.state.verdict.value) for one in found.coverage.missing}


@pytest.fixture(scope="module")
def covered(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return report(tmp_path_factory.mktemp("rules"), REGISTER, coverage=True)


def test_what_no_test_reaches_is_told_with_answers_that_reach_it(covered: Report) -> None:
    found = covered
    assert {one for one in missing(found) if one[0] == "no-register"} == {
        ("no-register", "", "unknown"),
        ("no-register", "", "fails"),
        ("no-register", "situation.register.exists is false", "unknown"),
        ("no-register", "situation.register.exists is false", "fails"),
    }
    assert found.coverage
    given = {one.state.verdict: one.given for one in found.coverage.missing if one.state.rule == "no-register"}
    assert given == {Verdict.FAILS: {"situation.register.exists": True}, Verdict.UNKNOWN: {}}


def test_what_no_questionnaire_brings_about_is_not_asked_for(covered: Report) -> None:
    found = covered
    assert not {one for one in missing(found) if one[1] == "action.type is set-up-register" and one[2] != "holds"}, "always known and true"
    assert found.coverage
    assert sum(one.never for one in found.coverage.conditions) >= 2


# ---- changes ---------------------------------------------------------------------------------------------------------------------


WHY = {
    "tests/survivors.yaml": """\
- rule: no-register
  change: situation.register.exists is false → –
  because: Dat ziet iedereen meteen.
- rule: no-register
  change: "situation.register.exists is false: false → true"
  because: Dit wordt wel degelijk opgemerkt.
"""
}


def survivors(found: Report) -> set[tuple[str, str]]:
    assert found.mutation
    return {(one.mutant.rule, one.mutant.change) for one in found.mutation.survivors}


@pytest.fixture(scope="module")
def changed_one_by_one(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """What comes of changing the small rule book, with a survivor that is explained and one that is none."""
    return report(tmp_path_factory.mktemp("rules"), REGISTER, {**SMALL, **WHY}, mutate=True)


def test_a_change_that_no_test_notices_is_told_with_answers_that_tell_the_difference(changed_one_by_one: Report) -> None:
    found = changed_one_by_one
    assert ("no-register", "situation.register.exists is false: false → true") not in survivors(found)
    assert ("no-register", "situation.register.exists is false → –") in survivors(found)
    assert found.mutation
    given = {one.mutant.change: one.given for one in found.mutation.survivors}
    (row,) = (given["50 → 51 (from 2020-01-01)"] or {})["situation.initiatives"]
    assert row["platform"] == "whatsapp"
    assert 50 <= row["coverage"] < 51


def test_a_change_that_makes_no_difference_to_any_questionnaire_is_not_counted(tmp_path: Path) -> None:
    files = changed(UNDATED, "situation/register.yaml", "exists: false", "exists: false\n    situation.groups: {at_least: 0}")
    found = report(tmp_path, REGISTER, files, mutate=True)
    assert found.mutation
    assert ("no-register", "situation.groups at_least 0: 0 → -1") not in survivors(found)
    assert ("no-register", "situation.groups at_least 0 → –") in survivors(found), "with it an open number of groups leaves it open"
    assert found.mutation.equal >= 1
    assert found.mutation.total == found.mutation.noticed + found.mutation.equal + len(found.mutation.survivors)


def test_a_survivor_may_be_explained_and_what_does_not_survive_is_told(changed_one_by_one: Report) -> None:
    found = changed_one_by_one.mutation
    assert found
    assert [one.explained.place.line for one in found.survivors if one.explained] == [1]
    assert [one.place.line for one in found.unused] == [4]
    assert len(found.unexplained) == len(found.survivors) - 1


def test_tests_that_fail_notice_nothing(tmp_path: Path) -> None:
    tests = "- test: T\n  given: {situation.register.exists: true}\n  must: [{finding: no_register}]\n"
    rules = with_tests(tmp_path, tests)
    read = read_tests(files_of_tests(rules / "tests"), load_rulebook(rules, DAY))
    mutants = Changes(document_of(rules), DAY).all
    found = run(ToRun(rules, DAY, DAY, read, "en", cover=True, mutants=mutants))
    assert list(found.failures) == ["T"]
    assert (found.covered, found.noticed) == (frozenset(), frozenset())


# ---- proposals -------------------------------------------------------------------------------------------------------------------


NOTHING = "- test: Niets ingevuld\n  may: [{finding: no_register}]\n"


def proposed(folder: Path, files: Files = SMALL) -> Iterator[tuple[str, str]]:
    found = report(folder, NOTHING, files, coverage=True, mutate=True)
    assert found.failing == ()
    changes = Changes(document_of(folder), DAY)
    yield from proposals(found.tellings, changes, ["Niets ingevuld"]).items()


WIDE = {
    **changed(
        SMALL,
        "situation/register.yaml",
        "    situation.register.exists: false\n",
        "    any:\n"
        "      - {situation.register.exists: false, situation.groups: {at_least: 3}}\n"
        "      - {situation.register.completeness: [some, none]}\n"
        "    introduction.goals: {lacks: [cohesion]}\n",
    )
}


def test_with_the_proposals_everything_is_reached_and_noticed_and_nothing_fails(tmp_path: Path) -> None:
    files = WIDE
    for name, text in proposed(tmp_path, files):
        path = tmp_path / "tests" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = report(tmp_path, NOTHING, files, coverage=True, mutate=True)
    assert found.failing == ()
    assert missing(found) == set()
    assert survivors(found) == set()
    assert found.is_fine
    assert found.mutation
    assert found.mutation.score == 1


def test_the_same_rules_give_the_same_proposals_in_any_number_of_processes(tmp_path: Path) -> None:
    rules = with_tests(tmp_path, REGISTER, UNDATED)
    read = read_tests(files_of_tests(rules / "tests"), load_rulebook(rules, DAY))
    one, two = (run_tests(read, Wanted(rules, DAY, "nl", True, True, everything=True, jobs=jobs)) for jobs in (1, 2))
    assert one == two
    assert one.tellings
