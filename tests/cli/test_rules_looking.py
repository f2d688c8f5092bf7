"""`commplan rules list`, `show` and `schema`: choosing rules, what is due, and help for editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commplan_advisor.maintenance.schemas.files import kinds
from commplan_advisor.rulebook.loading import load_rulebook
from tests.support.command import commplan, commplan_here
from tests.support.rulefolder import SMALL, Files, changed, written

MORE = """
- id: register-is-old
  for: case
  when: {situation.register.exists: false}
  then: {finding: no_register}
  because: {nl: Het register is oud., en: The register is old.}
  source: practice
  basis: practice
"""
FILES: Files = {
    **SMALL,
    "situation/register.yaml": SMALL["situation/register.yaml"] + "  owner: Veiligheid\n  review: 2026-06-01\n",
    "situation/draft.yaml": MORE + "  status: draft\n",
    "situation/retired.yaml": MORE.replace("register-is-old", "register-was-old") + "  status: retired\n",
    "situation/later.yaml": MORE.replace("register-is-old", "register-gets-old") + "  valid: {from: 2090-01-01}\n",
    "tests/own.yaml": "- {test: Zonder register, given: {situation.register.exists: nee}, rules: {holds: no-register}}\n",
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return written(tmp_path / "rules", FILES)


def listed(book: Path, *options: str) -> list[dict[str, Any]]:
    result = commplan_here("rules", "list", *options, "--rules", book, "--as-of", "2026-03-02", "--format", "json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)["rules"]
    return found


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        (["--stage", "situation"], ["no-register"]),
        (["--basis", "practice"], ["no-register", "neighbours-day", "police-advises"]),
        (["--owner", "Veiligheid"], ["no-register"]),
        (["--reads", "situation.register.exists"], ["no-register"]),
        (["--reads", "situation.register"], ["no-register"]),
        (["--reads", "concluded.findings.no_register"], ["set-up-register-low-coverage"]),
        (["--reads", "$low_coverage"], ["low-coverage"]),
        (["--reads", "initiative", "--source", "practice"], ["low-coverage"]),
        (["--search", "POLITIE KENT"], ["police-advises"]),
        (["--search", "nergens"], []),
        (["--status", "draft"], ["register-is-old"]),
        (["--status", "retired"], ["register-was-old"]),
        (["--status", "outside"], ["register-gets-old"]),
        (["--status", "all", "--stage", "situation"], ["no-register", "register-gets-old", "register-is-old", "register-was-old"]),
    ],
)
def test_rules_are_chosen(options: list[str], rules: list[str], book: Path) -> None:
    assert [one["id"] for one in listed(book, *options)] == rules


def test_a_rule_in_the_list_says_how_it_stands(book: Path) -> None:
    (one,) = listed(book, "--stage", "situation")
    assert (one["status"], one["owner"], one["review"], one["valid"]) == ("in_force", "Veiligheid", "2026-06-01", {})
    assert (one["reads"], one["file"], one["line"]) == (["situation.register.exists"], "situation/register.yaml", 1)
    shown = commplan_here("rules", "list", "--status", "outside", "--rules", book).stdout
    assert "geldt niet op deze dag" in " ".join(shown.split())


@pytest.mark.parametrize(
    ("option", "value", "nearest"),
    [
        ("--reads", "situation.registr", "situation.register"),
        ("--reads", "$low_coverag", "$low_coverage"),
        ("--owner", "Veiligheit", "Veiligheid"),
        ("--then", "no_registr", "no_register"),
    ],
)
def test_what_does_not_occur_is_answered_with_the_nearest(option: str, value: str, nearest: str, book: Path) -> None:
    result = commplan_here("rules", "list", option, value, "--rules", book)
    assert (result.exit_code, f"Bedoelt u '{nearest}'?" in result.output) == (2, True), result.output


# ---- what is due --------------------------------------------------------------------------------------------------------------------


def test_what_is_due_is_told_with_its_owner_and_ends_with_1(book: Path) -> None:
    result = commplan("rules", "list", "--due", "2026-06-01", "--rules", book, "--lang", "en")
    assert result.returncode == 1
    assert all(word in result.stdout for word in ("2026-06-01", "no-register", "Veiligheid", "situation/register.yaml"))
    assert "1 thing to look at." in result.stdout
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_drafts_are_told_and_are_nothing_wrong(book: Path) -> None:
    result = commplan_here("rules", "list", "--due", "2026-01-31", "--rules", book)
    assert result.exit_code == 0
    assert "In de maak" in result.stdout
    assert "Op 2026-01-31 is er niets na te kijken." in result.stdout


def test_due_without_a_day_is_that_of_as_of(book: Path) -> None:
    result = commplan_here("rules", "list", "--due", "--as-of", "2026-06-01", "--format", "json", "--rules", book)
    told = json.loads(result.stdout)
    assert (result.exit_code, told["schema"], told["day"]) == (1, "commplan-rules-due/1", "2026-06-01")
    assert [(one["id"], one["due"]) for one in told["found"]] == [("no-register", True), ("register-is-old", False)]


def test_due_goes_with_no_choice_of_rules(book: Path) -> None:
    assert commplan_here("rules", "list", "--due", "--stage", "situation", "--rules", book).exit_code == 2
    assert commplan_here("rules", "list", "--due", "morgen", "--rules", book).exit_code == 2


def test_the_shipped_rule_book_is_looked_after() -> None:
    book = load_rulebook()
    assert {rule.owner for rule in book.rules} == {"Redactie regelboek"}
    assert all(rule.review for rule in book.rules)
    assert book.dated


# ---- showing ------------------------------------------------------------------------------------------------------------------------


def test_a_rule_is_shown_with_its_upkeep_and_the_tests_that_name_it(book: Path) -> None:
    shown = commplan_here("rules", "show", "no-register", "register-gets-old", "--rules", book, "--as-of", "2026-03-02").stdout
    for line in ("eigenaar: Veiligheid", "nakijken voor: 2026-06-01", "tests: Zonder register", "status: geldt niet op deze dag"):
        assert line in shown
    assert "geldig: vanaf 2090-01-01" in shown


def test_what_is_shown_can_be_read_by_machines(book: Path) -> None:
    result = commplan_here("rules", "show", "no-register", "low_coverage", "police", "--format", "json", "--rules", book)
    told = json.loads(result.stdout)
    assert told["rules"][0]["tests"] == ["Zonder register"]
    assert [one["id"] for one in told["parameters"]] == ["low_coverage"]
    assert [(one["kind"], one["id"]) for one in told["entries"]] == [("problem", "low_coverage"), ("part", "police")]


def test_rules_of_one_name_are_all_shown(tmp_path: Path) -> None:
    ended = changed(SMALL, "situation/register.yaml", "  basis: practice", "  basis: practice\n  valid: {until: 2025-12-31}")
    again = SMALL["situation/register.yaml"] + "  valid: {from: 2026-01-01}\n"
    book = written(tmp_path / "rules", {**ended, "situation/next.yaml": again})
    shown = commplan_here("rules", "show", "no-register", "--rules", book, "--as-of", "2026-03-02").stdout
    assert ("geldig: tot en met 2025-12-31" in shown, "geldig: vanaf 2026-01-01" in shown) == (True, True)


# ---- schemas ------------------------------------------------------------------------------------------------------------------------


def test_schemas_are_written_to_a_folder_and_replaced_only_with_force(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "schemas"
    assert commplan_here("rules", "schema", "-o", out, "--rules", book).exit_code == 0
    assert sorted(path.stem for path in out.iterdir()) == sorted(kinds(load_rulebook(book)))
    assert commplan_here("rules", "schema", "-o", out, "--rules", book).exit_code == 0, "they say it already"
    refused = commplan_here("rules", "schema", "-o", out, "--rules", book, "--lang", "en")
    assert (refused.exit_code, "--force" in refused.output) == (3, True)
    assert commplan_here("rules", "schema", "-o", out, "--rules", book, "--lang", "en", "--force").exit_code == 0
    assert "What to do" in (out / "catalogue-actions.json").read_text(encoding="utf-8")


def test_one_schema_is_printed() -> None:
    result = commplan("rules", "schema", "rules-solutions", "--lang", "en")
    assert (result.returncode, json.loads(result.stdout)["title"]) == (0, "Rules: Solutions")


def test_a_kind_of_schema_that_is_not_there_is_answered_with_the_nearest() -> None:
    assert "Bedoelt u 'catalogue-actions'?" in commplan_here("rules", "schema", "actions").output
    assert commplan_here("rules", "schema").exit_code == 2
    assert commplan_here("rules", "schema", "--apply").exit_code == 2


def test_every_file_of_a_rule_book_names_its_schema_once_applied(book: Path) -> None:
    before = {path: path.read_bytes() for path in book.rglob("*.yaml")}
    for _ in range(2):
        assert commplan_here("rules", "schema", "--apply", "--rules", book).exit_code == 0
    for path, data in before.items():
        first, rest = path.read_bytes().split(b"\n", 1)
        assert (first.startswith(b"# yaml-language-server: $schema="), rest) == (True, data)
        assert (path.parent / first.decode().partition("=")[2]).exists()
    assert load_rulebook(book).rules
