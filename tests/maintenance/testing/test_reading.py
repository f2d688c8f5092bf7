"""Files of tests: what can be said in them, and every fault at its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError
from commplan_advisor.engine.conclusions import Status
from commplan_advisor.engine.verdicts import Verdict
from commplan_advisor.maintenance.testing.model import Scenario
from commplan_advisor.maintenance.testing.reading import files_of_tests, read_tests
from commplan_advisor.questionnaire.asked import value_at
from commplan_advisor.rulebook.loading import load_rulebook
from tests.support.rulefolder import place_of
from tests.support.testfolder import with_tests

DAY = date(2026, 3, 2)


def read(folder: Path, tests: str) -> tuple[Scenario, ...]:
    rules = with_tests(folder / "rules", tests)
    return read_tests(files_of_tests(rules / "tests"), load_rulebook(rules, DAY))


def faults(folder: Path, tests: str) -> list[str]:
    """Line, column and message of every fault, in English."""
    with pytest.raises(FaultyInputError) as raised:
        read(folder, tests)
    return [fault.words("en").partition("register.yaml:")[2] for fault in raised.value.faults]


def test_a_test_says_what_must_may_and_must_not_follow(tmp_path: Path) -> None:
    (test,) = read(
        tmp_path,
        """\
- test: Alles
  as_of: 2026-03-02
  given: {problems: []}
  must:
    - {action: set-up-register, priority: high, because: [set-up-register-low-coverage]}
    - {part: police, as: consulted, about: set-up-register}
  may: {problem: chatter}
  must_not: [{finding: no_register}]
  rules: {holds: low-coverage, unknown: [neighbours-day], fails: [no-register]}
""",
    )
    assert (test.name, test.as_of, test.place.line) == ("Alles", DAY, 1)
    told = [(one.status, one.kind, one.id, one.about, one.priority, one.because) for one in test.conclusions]
    assert told == [
        (Status.CONCLUDED, "action", "set-up-register", "", "high", ("set-up-register-low-coverage",)),
        (Status.CONCLUDED, "part", "police:consulted", "set-up-register", "", ()),
        (Status.OPEN, "problem", "chatter", "", "", ()),
        (Status.RULED_OUT, "finding", "no_register", "", "", ()),
    ]
    assert [(one.rule, one.verdict) for one in test.rules] == [
        ("low-coverage", Verdict.HOLDS),
        ("neighbours-day", Verdict.UNKNOWN),
        ("no-register", Verdict.FAILS),
    ]
    assert sorted(test.named_rules) == ["low-coverage", "neighbours-day", "no-register", "set-up-register-low-coverage"]


def answers(folder: Path, given: str, case: str = "") -> dict[str, object]:
    """Some answers of a test that gives these."""
    (folder / "case.yaml").write_text(case or "municipality: {name: Dorp}\n", encoding="utf-8")
    of = "\n  case: ../../case.yaml" if case else ""
    (test,) = read(folder, f"- test: Iets{of}\n  given: {given}\n  must_not: [{{finding: no_register}}]\n")
    paths = ("municipality.name", "municipality.inhabitants", "situation.register.exists", "introduction.goals")
    found = {path: value_at(test.case.answers, tuple(path.split("."))) for path in paths}
    rows = test.case.answers.situation.initiatives
    return {**found, "coverage": None if rows is None else [row.coverage for row in rows]}


def test_answers_are_given_nested_or_by_path_and_the_name_is_filled_in(tmp_path: Path) -> None:
    nested = answers(tmp_path, "{situation: {register: {exists: false}, initiatives: [{platform: whatsapp, coverage: 40}]}}")
    by_path = answers(tmp_path, "{situation.register.exists: false, situation.initiatives: [{platform: whatsapp, coverage: 40}]}")
    assert nested == by_path
    assert nested["municipality.name"] == "Voorbeeld"
    assert nested["coverage"] == [40]


def test_answers_are_laid_over_a_case_and_lists_come_instead(tmp_path: Path) -> None:
    case = """\
municipality: {name: Dorp, inhabitants: 900}
introduction: {goals: [safety]}
situation:
  register: {exists: true}
  initiatives: [{platform: whatsapp, coverage: 10}, {platform: nextdoor}]
"""
    assert answers(tmp_path, "{notes: x}", case)["coverage"] == [10, None]
    told = answers(tmp_path, "{introduction.goals: [overview], situation: {register: {exists: null}}}", case)
    assert told["introduction.goals"] == ["overview"]
    assert told["situation.register.exists"] is None
    assert told["municipality.inhabitants"] == 900
    assert answers(tmp_path, "{'situation.initiatives[nextdoor].coverage': 60}", case)["coverage"] == [10, 60]
    assert answers(tmp_path, "{situation.initiatives: []}", case)["coverage"] == []


@pytest.mark.parametrize(
    ("tests", "word", "says"),
    [
        ("- test: T\n  mustt: []\n", "|mustt", "'mustt' is not a known word here. Choose from: test, as_of,"),
        ("- tst: T\n  must: [{finding: no_register}]\n", "|tst", "Did you mean 'test'?"),
        ("- test: T\n", "|test: T", "this test expects nothing."),
        ("- test: T\n  must: [{finding: no_registr}]\n", "|no_registr", "Did you mean 'no_register'?"),
        ("- test: T\n  must: [{findin: no_register}]\n", "|findin", "'findin' is not a kind of conclusion."),
        ("- test: T\n  must: [{finding: no_register, action: set-up-register}]\n", "|action", "is a second conclusion."),
        ("- test: T\n  must: [{finding: no_register, priority: high}]\n", "|priority", "Choose from: finding, because."),
        ("- test: T\n  must_not: [{action: set-up-register, because: [low-coverage]}]\n", "|because", "Choose from: action."),
        ("- test: T\n  must: [{action: set-up-register, priority: hoog}]\n", "|hoog", "Choose from: high, middle, low."),
        ("- test: T\n  must: [{part: police, as: consult}]\n", "|consult", "Did you mean 'consulted'?"),
        ("- test: T\n  must: [{part: police, as: consulted, about: set-up}]\n", "|set-up", "is not in catalogue/actions.yaml."),
        ("- test: T\n  must: [{finding: no_register, because: no-registr}]\n", "|no-registr", "Did you mean 'no-register'?"),
        ("- test: T\n  rules: {holds: [low-cov]}\n", "|low-cov", "'low-cov' is not a rule."),
        ("- test: T\n  rules: {holds: [low-coverage], fails: [neighbours-day, low-coverage]}\n", "day, |low", "stands under 'holds'"),
        ("- test: T\n  as_of: 1999-12-31\n  rules: {holds: [low-coverage]}\n", "|1999", "must be a day from 2000 to 2100."),
        (
            "- test: T\n  given: {situation.registr.exists: true}\n  rules: {holds: low-coverage}\n",
            "|situation.registr",
            "'registr' is not",
        ),
        ("- test: T\n  given: {situation: {register: {exists: x}}}\n  rules: {holds: low-coverage}\n", "|x}", "must be yes or no"),
        ("- test: T\n  given: {problems: [{type: chater}]}\n  rules: {holds: low-coverage}\n", "|chater", "Did you mean 'chatter'?"),
        ("- test: T\n  given: {'problems[chatter].tipe': x}\n  rules: {holds: low-coverage}\n", "|'problems", "'tipe' is not in the"),
        ("- test: T\n  given: {notes: x, notes.more: y}\n  rules: {holds: low-coverage}\n", "{notes: |x", "must be a text."),
        (
            "- test: T\n  given: {situation: {groups: 1}, situation.groups: 2}\n  rules: {holds: low-coverage}\n",
            "|situation.g",
            "given twice",
        ),
        ("- test: T\n  case: weg.yaml\n  rules: {holds: low-coverage}\n", "|weg.yaml", "is not a questionnaire that can be read."),
        ("een: twee\n", "|een: twee", "must be a list of tests."),
    ],
)
def test_a_fault_is_told_at_its_place_with_the_nearest_word(tmp_path: Path, tests: str, word: str, says: str) -> None:
    found = faults(tmp_path, tests)
    place = f"{place_of(tests, word)}: "
    assert any(one.startswith(place) and says in one for one in found), found


def test_all_faults_in_all_files_are_told_at_once(tmp_path: Path) -> None:
    rules = with_tests(tmp_path, "- test: Een\n  rules: {holds: nergens}\n  given: {notes: [x]}\n- test: Een\n  must: [{finding: weg}]\n")
    (rules / "tests" / "below").mkdir()
    (rules / "tests" / "below" / "more.yaml").write_text("- test: Een\n  may: [{problem: chatter}]\n- {}\n", encoding="utf-8")
    with pytest.raises(FaultyInputError) as raised:
        read_tests(files_of_tests(rules / "tests"), load_rulebook(rules, DAY))
    found = [f"{Path(fault.place.file).name}:{fault.place.line} {fault.message.en}" for fault in raised.value.faults]
    assert len(found) == 6, found
    assert sum("is a test's name already" in one for one in found) == 2


def test_a_case_with_faults_is_told_with_them(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("municipality: {name: B}\nnotez: x\n", encoding="utf-8")
    with pytest.raises(FaultyInputError) as raised:
        read(tmp_path, "- test: T\n  case: ../../case.yaml\n  rules: {holds: low-coverage}\n")
    assert [(Path(fault.place.file).name, fault.place.line) for fault in raised.value.faults] == [("case.yaml", 2), ("register.yaml", 2)]


def test_a_file_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    rules = with_tests(tmp_path, "")
    with pytest.raises(UnreadableFileError):
        read_tests([tmp_path / "weg.yaml"], load_rulebook(rules, DAY))


def test_hidden_files_and_the_list_of_survivors_hold_no_tests(tmp_path: Path) -> None:
    rules = with_tests(tmp_path, "")
    for name in (".weg.yaml", ".git/a.yaml", "survivors.yaml", "b/c.yml", "lees.txt"):
        path = rules / "tests" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    found = [path.relative_to(rules / "tests").as_posix() for path in files_of_tests(rules / "tests")]
    assert found == ["b/c.yml", "register.yaml"]
