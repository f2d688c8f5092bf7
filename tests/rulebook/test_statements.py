"""Statements of the maintainer: read from a file of their own, every fault told at its place, and no part of what the rule book says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError
from commplan_advisor.common.located import parse_yaml
from commplan_advisor.common.text import Text
from commplan_advisor.rulebook.loading import load_rulebook
from commplan_advisor.rulebook.model import AnyOf, Condition, RuleBook
from commplan_advisor.rulebook.statements import Statement, load_statements, read_statements
from tests.support.rulefolder import SMALL, place_of, written
from tests.support.shipped import shipped_engine

DAY = date(2026, 1, 1)
GOOD = """\
- id: low-coverage-is-answered
  says: {nl: Lage dekking krijgt een actie., en: Low coverage gets an action.}
  when:
    any:
      - {concluded.problems.low_coverage: true}
      - {municipality.inhabitants: {below: $low_coverage}}
  then: {concluded.actions.set-up-register: true}
- id: never-informed
  says: {nl: Nooit buiten., en: Never outside.}
  for: action
  never: {action.where: outside, action.serves: {includes: chatter}}
- id: silence
  says: {nl: Dan geen actie., en: No action then.}
  silent: {concluded.problems.low_coverage: false}
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> RuleBook:
    return load_rulebook(written(tmp_path_factory.mktemp("rules")), DAY)


def read(text: str, book: RuleBook) -> tuple[Statement, ...]:
    return read_statements(parse_yaml(text, "statements.yaml"), book)


def faults(text: str, book: RuleBook) -> list[str]:
    with pytest.raises(FaultyInputError) as error:
        read(text, book)
    return [fault.words("en") for fault in error.value.faults]


def test_the_three_kinds_of_statement_are_read_with_the_values_of_parameters(book: RuleBook) -> None:
    answered, never, silence = read(GOOD, book)
    assert (answered.kind, answered.subject, answered.says.nl) == ("then", "case", "Lage dekking krijgt een actie.")
    low, few = (
        Condition("concluded.problems.low_coverage", "in", (True,)),
        Condition("municipality.inhabitants", "below", (50,), "low_coverage"),
    )
    assert answered.when == (AnyOf(((low,), (few,))),)
    assert answered.then == (Condition("concluded.actions.set-up-register", "in", (True,)),)
    assert answered.conditions == (low, few, *answered.then)
    assert (never.kind, never.subject, len(never.when), never.then) == ("never", "action", 2, ())
    assert (silence.kind, silence.says) == ("silent", Text("Dan geen actie.", "No action then."))
    assert str(never.place) == f"statements.yaml:{place_of(GOOD, '|id: never-informed')}"


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        ("low_coverage: true", "low_coverag: true", "concluded.problems.low_coverag: true", "'concluded.problems.low_coverage'?"),
        ("action.where: outside", "action.where: out", "out,", "'out' is not a choice. Choose from: inside, outside, both."),
        ("for: action", "for: initiative", "initiative", "'initiative' is not possible here. Choose from: case, problem, action."),
        ("id: silence", "id: never-informed", "never-informed\n  says: {nl: Dan", "is a statement's name already (statements.yaml:"),
        ("id: silence", "id: rules-can-hold", "rules-can-hold", "is the name of a statement about every rule book. Choose another."),
        ("  silent:", "  for: problem\n  silent:", "problem\n  silent", "is not possible with 'silent'"),
        ("  silent:", "  when: {problems.count: 0}\n  silent:", "when: {problems.count", "has either 'then'"),
        ("  silent:", "  never: {problems.count: 0}\n  silent:", "silent: {", "has either 'then'"),
        ("  then: {concluded.actions.set-up-register: true}\n", "", "when:\n    any", "has either 'then'"),
        (", en: Never outside.}", "}", "{nl: Nooit buiten.}", "is missing."),
        ("silent:", "silence:", "silence: {", "Did you mean 'silent'?"),
    ],
)
def test_a_mistake_is_told_at_its_place_with_what_is_allowed(old: str, new: str, at: str, message: str, book: RuleBook) -> None:
    assert GOOD.count(old) == 1
    text = GOOD.replace(old, new)
    place = place_of(text, f"|{at}")
    told = faults(text, book)
    assert any(place in one and message in one for one in told), told


def test_all_mistakes_of_a_file_are_told_at_once(book: RuleBook) -> None:
    text = GOOD.replace("low_coverage: true", "low_coverag: true").replace("action.where: outside", "action.where: out")
    assert len(faults(text, book)) == 2


def test_a_file_that_is_no_list_is_refused_and_an_empty_one_holds_no_statements(book: RuleBook) -> None:
    assert faults("id: silence\n", book) == ["statements.yaml:1:1: must be a list of statements."]
    assert read("# nothing yet\n", book) == ()


def test_a_statement_about_problems_needs_a_rule_book_that_concludes_them(tmp_path: Path) -> None:
    files = {name: text for name, text in SMALL.items() if not name.startswith(("problems", "solutions", "strategy"))}
    stages = files["rulebook.yaml"]
    files["rulebook.yaml"] = stages[: stages.index("  - id: problems")] + stages[stages.index("defaults:") :]
    book = load_rulebook(written(tmp_path, files), DAY)
    (told,) = faults("- {id: a, says: {nl: x, en: y}, for: problem, then: {problem.reported: true}}\n", book)
    assert "'problem' is not possible: this rule book concludes none. Choose from: case." in told


def test_statements_are_no_part_of_the_rule_book_nor_of_its_digest(tmp_path: Path) -> None:
    before = load_rulebook(written(tmp_path), DAY)
    after = load_rulebook(written(tmp_path, {"statements.yaml": GOOD}), DAY)
    assert before.digest == after.digest
    assert len(load_statements(tmp_path, after)) == 3


def test_without_the_file_there_are_none_and_a_folder_in_its_place_cannot_be_read(tmp_path: Path) -> None:
    book = load_rulebook(written(tmp_path), DAY)
    assert load_statements(tmp_path, book) == ()
    (tmp_path / "statements.yaml").mkdir()
    with pytest.raises(UnreadableFileError):
        load_statements(tmp_path, book)


def test_those_of_the_shipped_rule_book_can_be_read_and_each_has_a_name_of_its_own() -> None:
    names = [one.id for one in load_statements(None, shipped_engine().book)]
    assert len(set(names)) == len(names) >= 20
