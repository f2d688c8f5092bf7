"""`commplan rules prove`: what must be so of a rule book, proven or refuted; as a page, Markdown and JSON, and questionnaires as files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commplan_advisor.questionnaire.reading import load_case
from tests.support.command import commplan, commplan_here
from tests.support.rulefolder import SMALL, changed, written

FINE, FOUND, WRONG_USE, UNREADABLE = 0, 1, 2, 3
WITHOUT_ACTION = changed(
    SMALL,
    "solutions/register.yaml",
    "    any:\n      - {concluded.findings.no_register: true}\n      - {introduction.goals: {includes: overview}}\n",
    "    concluded.findings.no_register: true\n",
)
"""A low coverage leads to no action where there is a register."""

STATEMENTS = """\
- id: register-first
  says: {nl: Zonder register komt er een register., en: Without a register there will be one.}
  when: {situation.register.exists: false}
  then: {concluded.actions.set-up-register: true}
- id: nothing-there
  says: {nl: Zonder problemen is er geen actie., en: Without problems there is no action.}
  silent: {concluded.problems.low_coverage: false}
"""


def small(folder: Path, statements: str = STATEMENTS) -> Path:
    return written(folder / "rules", {**WITHOUT_ACTION, "statements.yaml": statements})


def proven(*arguments: str | Path) -> dict[str, Any]:
    found = json.loads(commplan_here("rules", "prove", *arguments, "--format", "json").stdout)
    assert isinstance(found, dict)
    return found


def by_id(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in found["statements"]}


def test_the_shipped_rule_book_holds_and_the_page_says_on_which_day_and_for_how_many_rows() -> None:
    done = commplan("rules", "prove", "--as-of", "2026-03-02")
    assert (done.returncode, done.stderr) == (FINE, "")
    assert "op 2026-03-02" in done.stdout
    assert "Alles is bewezen." in done.stdout
    assert all(word in done.stdout for word in ("elk aantal", "hooguit 5", "Elke regel kan gelden", "low-coverage-is-made-known"))
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_what_is_refuted_ends_with_1_and_shows_the_smallest_questionnaire(tmp_path: Path) -> None:
    names = ("low_coverage", "statements", "rules-can-hold")
    done = commplan_here("rules", "prove", *names, "--rules", small(tmp_path), "--as-of", "2026-01-01", "--lang", "en")
    assert done.exit_code == FOUND
    assert "problems-have-actions:low_coverage" in done.stdout
    assert "situation.initiatives[nextdoor].coverage: " in done.stdout
    assert "register-first" in done.stdout
    assert "situation.register.exists: false" in done.stdout
    assert "Refuted: 2. Undecided: 0." in done.stdout


def test_the_same_for_machines(tmp_path: Path) -> None:
    folder = small(tmp_path)
    asked = ("statements", "no-register", "superfluous-rules", "--rules", folder, "--as-of", "2026-01-01")
    found = proven(*asked)
    assert (found["schema"], found["holds"], found["rulebook"]["as_of"]) == ("commplan-rules-prove/1", False, "2026-01-01")
    told = by_id(found)
    assert told["register-first"]["verdict"] == "refuted"
    assert told["register-first"]["case"]["situation"] == {"register": {"exists": False}}
    assert told["register-first"]["place"] == f"{folder / 'statements.yaml'}:1:3"
    assert told["nothing-there"] | {"says": "", "place": ""} == {
        "id": "nothing-there",
        "group": "statements",
        "about": "nothing-there",
        "says": "",
        "place": "",
        "verdict": "holds",
        "rows": None,
        "remark": None,
        "case": None,
        "file": None,
    }
    assert told["rules-can-hold:no-register"]["verdict"] == "holds"
    assert found["superfluous"] == []
    assert proven(*asked) == found


def test_whoever_gets_no_advice_must_be_in_a_situation_that_the_rule_book_declares(tmp_path: Path) -> None:
    declared = by_id(proven("nobody-without-advice:nothing-open", "--rules", small(tmp_path / "with")))
    assert {one["verdict"] for one in declared.values()} == {"refuted"}, "with a register and low coverage nobody is advised anything"
    fine = written(
        tmp_path / "fine", {**SMALL, "solutions/register.yaml": ALWAYS, "statements.yaml": STATEMENTS.partition("- id: nothing")[0]}
    )
    assert {one["verdict"] for one in by_id(proven("nobody-without-advice:nothing-open", "--rules", fine)).values()} == {"refuted"}
    (fine / "statements.yaml").write_text(STATEMENTS[STATEMENTS.index("- id: nothing") :], encoding="utf-8")
    assert {one["verdict"] for one in by_id(proven("nobody-without-advice:nothing-open", "--rules", fine)).values()} == {"holds"}


ALWAYS = SMALL["solutions/register.yaml"].replace(
    "    any:\n      - {concluded.findings.no_register: true}\n      - {introduction.goals: {includes: overview}}\n", ""
)


def test_each_questionnaire_is_written_to_a_file_that_can_be_advised_on(tmp_path: Path) -> None:
    folder, cases = small(tmp_path), tmp_path / "new" / "cases"
    done = commplan_here("rules", "prove", "register-first", "low_coverage", "--rules", folder, "--as-of", "2026-01-01", "--write", cases)
    assert done.exit_code == FOUND
    files = sorted(cases.iterdir())
    assert [file.name for file in files] == ["problems-have-actions-low_coverage.yaml", "register-first.yaml"]
    assert str(files[0]) in done.stdout.replace("\n  ", "")
    assert files[1].read_text(encoding="utf-8").startswith("# Weerlegt op 2026-01-01, met Klein regelboek 1.0: Zonder register")
    assert all(load_case(file) for file in files)
    assert commplan_here("advise", *files, "--rules", folder, "--as-of", "2026-01-01").exit_code == FINE


def test_files_that_exist_are_replaced_only_with_force(tmp_path: Path) -> None:
    arguments = ("rules", "prove", "register-first", "--rules", small(tmp_path), "--write", tmp_path)
    assert commplan_here(*arguments).exit_code == FOUND
    again = commplan_here(*arguments)
    assert (again.exit_code, again.stdout) == (UNREADABLE, "")
    assert "register-first.yaml: bestaat al; vervang het met --force." in again.stderr
    assert commplan_here(*arguments, "--force").exit_code == FOUND


def test_the_page_can_be_written_to_a_file_as_markdown(tmp_path: Path) -> None:
    page = tmp_path / "proofs.md"
    done = commplan_here("rules", "prove", "statements", "--rules", small(tmp_path), "--format", "markdown", "-o", page, "--lang", "en")
    assert (done.exit_code, done.stdout) == (FOUND, "")
    assert page.read_text(encoding="utf-8").startswith("# Proofs on Small rule book 1.0 on ")


def test_a_name_that_is_not_there_is_wrong_use_and_the_nearest_is_told(tmp_path: Path) -> None:
    done = commplan_here("rules", "prove", "register-frist", "--rules", small(tmp_path), "--lang", "en")
    assert done.exit_code == WRONG_USE
    assert "'register-frist' is not a statement" in done.stderr
    assert "Did you mean 'register-first'?" in done.stderr


@pytest.mark.parametrize("seconds", ["0", "-1", "soon"])
def test_a_time_limit_that_is_none_is_wrong_use(seconds: str) -> None:
    assert commplan_here("rules", "prove", "--timeout", seconds).exit_code == WRONG_USE


def test_faults_in_statements_and_a_folder_that_is_no_rule_book_are_told(tmp_path: Path) -> None:
    folder = small(tmp_path, STATEMENTS.replace("exists: false", "exists: nee"))
    done = commplan_here("rules", "prove", "--rules", folder, "--lang", "en")
    assert (done.exit_code, done.stdout) == (FOUND, "")
    assert f"{folder / 'statements.yaml'}:3:37: situation.register.exists: 'nee' must be true or false." in done.stderr
    assert commplan_here("rules", "prove", "--rules", tmp_path / "nowhere").exit_code == UNREADABLE
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = commplan_here("rules", "prove", "register-first", "--rules", small(tmp_path / "b"), "--write", tmp_path / "file")
    assert done.exit_code == UNREADABLE
    assert "kan geen map worden" in done.stderr


def test_a_rule_that_never_holds_is_refuted_with_what_comes_nearest(tmp_path: Path) -> None:
    contradiction = changed(
        SMALL, "situation/register.yaml", "exists: false\n", "exists: false\n    situation.register.shared_with_police: true\n"
    )
    contradiction = changed(
        contradiction, "situation/register.yaml", "  then: {finding", "    municipality.inhabitants: {below: 0}\n  then: {finding"
    )
    folder = written(tmp_path, contradiction)
    told = by_id(proven("no-register", "--rules", folder, "--lang", "en"))["rules-can-hold:no-register"]
    assert (told["verdict"], told["rows"]) == ("refuted", None)
    assert told["remark"].endswith("all else holds, but not this: municipality.inhabitants below 0.")
    assert told["case"]["situation"]["register"] == {"exists": False, "shared_with_police": True}
