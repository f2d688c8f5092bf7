"""`commplan rules new`: something new is asked for, tried and then written; nothing is ever written in part."""

from __future__ import annotations

import os
import pty
import select
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from commplan_advisor.common.located import read_located
from commplan_advisor.maintenance.adding.kinds import ENTRIES, KINDS
from commplan_advisor.maintenance.testing.reading import files_of_tests, read_tests
from commplan_advisor.rulebook.loading import load_rulebook
from commplan_advisor.rulebook.statements import load_statements
from tests.support.command import commplan, commplan_here
from tests.support.rulefolder import SMALL, changed, written

ACTION = (
    *("--nl", "Sta op de markt", "--en", "Stand on the market", "--source", "practice", "--basis", "practice"),
    *("--set", "steps.nl=Huur een kraam", "--set", "steps.en=Rent a stand", "--set", "roles.responsible=municipality"),
    *("--set", "roles.accountable=municipality", "--set", "where=outside", "--set", "hours=8", "--set", "weeks=2"),
    *("--set", "indicator.nl=Gesprekken", "--set", "indicator.en=Talks", "--set", "target.nl=Honderd", "--set", "target.en=A hundred"),
)
RULE = (
    *("--for", "case", "--when", "situation.groups: {at_least: 8}", "--when", "situation.register.exists=false"),
    *("--then", "action: set-up-register, priority: high", "--nl", "Er zijn veel groepen.", "--en", "There are many groups."),
    *("--source", "format 4.1", "--basis", "derived"),
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return written(tmp_path / "rules")


def contents(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()}


def new(folder: Path, *arguments: str) -> tuple[int, str]:
    result = commplan_here("rules", "new", *arguments, "--rules", folder)
    return result.exit_code, result.output


# ---- rules and their tests ----------------------------------------------------------------------------------------------------------


def test_a_rule_goes_where_others_lead_to_the_same_with_tests_that_hold(book: Path) -> None:
    code, output = new(book, "rule", "many-groups", *RULE)
    assert code == 0, output
    added = contents(book)
    assert added["solutions/register.yaml"].startswith(SMALL["solutions/register.yaml"])
    assert f"{book}/solutions/register.yaml:15: regel 'many-groups' toegevoegd." in output
    rule = next(rule for rule in load_rulebook(book).rules if rule.id == "many-groups")
    assert [one.operator for one in rule.conditions] == ["at_least", "in"]
    assert commplan("rules", "test", "--rules", book).returncode == 0
    tests = read_tests(files_of_tests(book / "tests"), load_rulebook(book))
    assert [(one.verdict.value, one.rule) for test in tests for one in test.rules] == [
        ("holds", "many-groups"),
        ("fails", "many-groups"),
        ("unknown", "many-groups"),
    ]
    assert {name for name in added if name not in SMALL} == {"tests/solutions/register.yaml"}
    assert {name for name in SMALL if added[name] != SMALL[name]} == {"solutions/register.yaml"}


def test_a_rule_that_counts_later_has_tests_of_that_day(book: Path) -> None:
    code, output = new(book, "rule", "later", *RULE, "--set", "valid.from=2099-01-01")
    assert code == 0, output
    tests = read_tests(files_of_tests(book / "tests"), load_rulebook(book))
    assert {test.as_of for test in tests} == {date(2099, 1, 1)}


def test_a_rule_that_can_never_hold_is_told(book: Path) -> None:
    code, output = new(
        book, "rule", "never", *RULE, "--when", "situation.groups: {below: 3}", "--when", "municipality.inhabitants: {below: 0}"
    )
    assert code == 0, output
    assert "kan nooit gelden" in output


def test_a_rule_about_something_needs_no_stage_and_may_stand_in_a_file_of_its_own(book: Path) -> None:
    about = ("--for", "action", "--when", "action.type=set-up-register", "--then", "part: police, as: informed")
    code, output = new(book, "rule", "police-hears", *about, *RULE[-8:], "--file", "own.yaml", "--no-test")
    assert code == 0, output
    assert {*contents(book)} - {*SMALL} == {"strategy/own.yaml"}


# ---- everything else ----------------------------------------------------------------------------------------------------------------


def test_an_action_has_all_that_an_action_needs(book: Path) -> None:
    code, output = new(book, "ACTION", "hold-stand", *ACTION, "--set", "roles.consulted=police,municipality")
    assert code == 0, output
    action = load_rulebook(book).catalogue.actions["hold-stand"]
    assert (action.hours, action.roles.consulted, action.steps[0].en) == (8, ("municipality", "police"), "Rent a stand")
    assert "geen regel die hiertoe leidt" in output


def test_a_parameter_a_source_and_a_problem_are_read_back(book: Path) -> None:
    words = ("--nl", "Veel", "--en", "Many", "--source", "practice", "--basis", "practice")
    assert new(book, "parameter", "many", *words, "--set", "values.from=2020-01-01", "--set", "values.value=2,5")[0] == 0
    assert new(book, "source", "letter", "--nl", "Een brief", "--set", "year=2026")[0] == 0
    assert new(book, "problem", "drones", *words)[0] == 0
    found = load_rulebook(book)
    assert (found.parameters["many"].value, found.sources["letter"].year, found.catalogue.problems["drones"].title.en) == (
        2.5,
        2026,
        "Many",
    )


def test_a_statement_is_read_back(book: Path) -> None:
    holds = ("--when", "concluded.problems.low_coverage=true", "--then", "concluded.actions.set-up-register=true")
    assert new(book, "statement", "low-is-answered", "--nl", "Lage dekking krijgt antwoord.", "--en", "Low is answered.", *holds)[0] == 0
    (statement,) = load_statements(book, load_rulebook(book))
    assert (statement.id, statement.kind) == ("low-is-answered", "then")


def test_a_test_is_read_back(book: Path) -> None:
    code, output = new(book, "test", "Gemeld", "--given", "problems: [{type: chatter}]", "--must-not", "problem: low_coverage")
    assert code == 0, output
    (test,) = read_tests(files_of_tests(book / "tests"), load_rulebook(book))
    assert (test.name, test.conclusions[0].id) == ("Gemeld", "low_coverage")


def test_what_is_new_is_in_the_schemas_that_a_rule_book_keeps(book: Path) -> None:
    assert commplan_here("rules", "schema", "--apply", "--rules", book, "--lang", "en").exit_code == 0
    assert new(book, "action", "hold-stand", *ACTION)[0] == 0
    assert new(book, "statement", "x", "--nl", "Zo.", "--en", "So.", "--never", "concluded.actions.hold-stand=true")[0] == 0
    schema = read_located(book / "schema" / "rules-solutions.json").value
    assert "hold-stand" in schema["definitions"]["name:actions"]["enum"]
    assert schema["title"].startswith("Rules:")
    assert (book / "statements.yaml").read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=schema/statements.json\n")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("rule", "test", "statement", "source")])
def test_every_kind_says_what_it_needs(kind: str, book: Path) -> None:
    code, output = new(book, kind, "something")
    assert code == 2
    assert all(option in output for option in ("--nl", "--en", "--source", "--basis"))
    assert contents(book) == SMALL


def test_the_kinds_are_all_parts_of_the_catalogue(book: Path) -> None:
    assert {*ENTRIES.values()} == {*vars(type(load_rulebook(book).catalogue))["__dataclass_fields__"]}


# ---- what is refused ----------------------------------------------------------------------------------------------------------------

REFUSED = {
    "a kind": (2, ("actie", "x"), "'actie' is geen soort. Bedoelt u 'action'?"),
    "a name": (2, ("rule", "Veel Groepen"), "'Veel Groepen' kan geen naam zijn"),
    "a rule that is there": (1, ("rule", "low-coverage", *RULE), "problems/coverage.yaml:1: 'low-coverage' bestaat al."),
    "an entry that is there": (1, ("problem", "chatter"), "catalogue/problems.yaml:5:1: 'chatter' bestaat al."),
    "what is missing": (2, ("rule", "x", "--nl", "Zo."), "Dit ontbreekt: --stage, --when, --then, --en, --source, --basis."),
    "a stage": (2, ("rule", "x", "--stage", "solution", *RULE), "'solution' kan niet."),
    "the nearest stage": (2, ("rule", "x", "--stage", "solution", *RULE), "Bedoelt u 'solutions'?"),
    "a source": (2, ("rule", "x", *RULE, "--source", "format 4.11"), "Bedoelt u 'format 4.1'?"),
    "a field": (2, ("rule", "x", *RULE, "--when", "situation.grops=3"), "Bedoelt u 'situation.groups'?"),
    "a conclusion": (2, ("rule", "x", *RULE, "--then", "action: set-up-registr"), "Bedoelt u 'set-up-register'?"),
    "no condition": (2, ("rule", "x", *RULE, "--when", "nonsense"), "moet een naam en een waarde zijn"),
    "a key": (2, ("action", "x", *ACTION, "--set", "hour=3"), "Bedoelt u 'hours'?"),
    "a number": (2, ("action", "x", *ACTION, "--set", "hours=veel"), "'veel' is geen heel getal."),
    "a number that is too large": (1, ("action", "x", *ACTION, "--set", "hours=4000"), "x: x.hours: '4000' mag niet meer zijn dan 2000."),
    "a role": (2, ("action", "x", *ACTION, "--set", "roles.responsible=polise"), "Bedoelt u 'police'?"),
    "a day": (2, ("rule", "x", *RULE, "--set", "valid.from=morgen"), "'morgen' is geen datum"),
    "a file elsewhere": (2, ("rule", "x", *RULE, "--file", "../x.yaml"), "'../x.yaml' kan niet"),
    "a test that expects what is not there": (
        1,
        ("test", "x", "--given", "date=2026-01-01", "--must", "action: nothing"),
        "x: 'nothing' staat niet",
    ),
    "an answer that is not there": (
        1,
        ("test", "x", "--given", "situation.registr=1", "--must", "problem: chatter"),
        "Bedoelt u 'register'?",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_told_and_nothing_is_written(what: str, book: Path) -> None:
    expected, arguments, said = REFUSED[what]
    code, output = new(book, *arguments)
    assert (code, said in output) == (expected, True), output
    assert contents(book) == SMALL


def test_a_faulty_rule_book_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    files = changed(SMALL, "situation/register.yaml", "{finding: no_register}", "{finding: no_registr}")
    folder = written(tmp_path / "rules", files)
    code, output = new(folder, "rule", "x", *RULE)
    assert (code, "Bedoelt u 'no_register'?" in output) == (1, True)
    assert contents(folder) == files


def test_a_folder_that_is_no_rule_book_ends_with_3(tmp_path: Path) -> None:
    assert new(tmp_path, "rule", "x", *RULE)[0] == 3
    assert [*tmp_path.iterdir()] == []


def test_a_form_that_cannot_hold_more_is_told(tmp_path: Path) -> None:
    folder = written(tmp_path / "rules", {**SMALL, "solutions/own.yaml": "[]\n"})
    code, output = new(folder, "rule", "x", *RULE, "--file", "own.yaml")
    assert (code, "solutions/own.yaml: kan hier niet bij" in output) == (1, True), output


# ---- on a terminal ------------------------------------------------------------------------------------------------------------------


def on_a_terminal(arguments: list[str], answers: list[str]) -> tuple[int, str]:
    """Run the command on a terminal, and give an answer at each prompt."""
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover
        os.environ["COLUMNS"] = "80"
        os.execv(sys.executable, [sys.executable, "-m", "commplan_advisor", *arguments])
    heard = ""
    for answer in [*answers, None]:
        heard += until_prompt(terminal)
        if answer is not None:
            os.write(terminal, f"{answer}\n".encode())
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), heard


def until_prompt(terminal: int) -> str:
    heard, end = b"", time.monotonic() + 40
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                piece = os.read(terminal, 4096)
            except OSError:  # the command has ended
                break
            heard += piece
            if not piece or heard.endswith(b"\n> "):
                break
    return heard.decode()


def test_on_a_terminal_what_is_missing_is_asked_and_wrong_answers_are_asked_again(book: Path) -> None:
    answers = [
        *("solution", "solutions", "case", "situation.grops: 3", "situation.groups: {at_least: 8}", ""),
        *("action: set-up-register", "", "Er zijn veel groepen.", "There are many groups.", "?", "format 4.1", "derived"),
    ]
    code, heard = on_a_terminal(["rules", "new", "rule", "many-groups", "--no-test", "--rules", str(book)], answers)
    assert code == 0, heard
    for said in ("Bedoelt u 'solutions'?", "Bedoelt u 'situation.groups'?", "elk initiatief", "Lage dekking", "staat in het format"):
        assert said in heard
    assert "many-groups" in {rule.id for rule in load_rulebook(book).rules}
