"""A platform and a problem that were added to the rule book in YAML only can be used in every command."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from commplan_advisor import Engine, advise, compare, explain, load_case, load_rulebook
from commplan_advisor.cli.main import cli
from commplan_advisor.questionnaire.added import NOTHING, added
from commplan_advisor.questionnaire.questions import questions
from tests.support.command import commplan, commplan_here
from tests.support.shipped import DAY, ROOT
from tests.support.widened import CASE, widened_rules


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return widened_rules(tmp_path_factory.mktemp("regels"))


@pytest.fixture
def case(tmp_path: Path) -> Path:
    file = tmp_path / "beekwaarde.yaml"
    file.write_text(CASE, encoding="utf-8")
    return file


def test_the_advice_names_the_platforms_with_what_they_offer_and_the_problem(case: Path, rules: Path) -> None:
    result = commplan("advise", case, "--rules", rules, "--as-of", DAY.isoformat(), "--format", "json")
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    assert [(one["id"], one["title"], one["groups"], one["offers"], one["status"]) for one in told["platforms"]] == [
        ("whatsapp", "WhatsApp", 6, told["platforms"][0]["offers"], "active"),
        ("buurtapp", "Buurtapp", 4, "Groepen op de kaart.", "active"),
        ("prikbord", "Digitaal prikbord", None, "Berichten zonder groepen.", "active"),
    ]
    because = {one["id"]: [reason["words"] for reason in one["because"]] for one in told["problems"]}
    assert because["false_reports"] == ["U noemt dit probleem zelf."]
    assert because["chatter"] == ["Op Buurtapp wordt gekletst."]
    assert "no_overview" not in because, "the notice board is there"
    (action,) = (one for one in told["actions"] if one["id"] == "set-up-register")
    assert action["serves"] == ["false_reports"]


def test_a_platform_that_ended_can_still_be_read_and_is_told_as_ended(case: Path, rules: Path) -> None:
    result = commplan_here("advise", case, "--rules", rules, "--as-of", "2027-03-01", "--format", "json", "--quick")
    assert [one["status"] for one in json.loads(result.stdout)["platforms"]] == ["active", "ended", "active"]


def test_without_that_rule_book_the_questionnaire_is_refused_with_what_can_be_chosen(case: Path, rules: Path) -> None:
    for command in ("check", "advise", "next"):
        result = commplan_here(command, case)
        assert result.exit_code == 1
        assert "'buurtapp' is geen keuze. Kies uit: whatsapp, burgernet" in result.stderr
        assert "'false_reports' is geen keuze." in result.stderr
    case.write_text(CASE.replace("platform: buurtapp", "platform: buurtap"), encoding="utf-8")
    result = commplan_here("check", case, "--rules", rules)
    assert "'buurtap' is geen keuze." in result.stderr
    assert "Bedoelt u 'buurtapp'?" in result.stderr


def test_check_and_new_know_them(case: Path, rules: Path) -> None:
    result = commplan_here("check", case, "--rules", rules)
    assert (result.exit_code, "in orde" in result.stdout) == (0, True)
    empty = commplan_here("new", "-", "--rules", rules).stdout
    assert "buurtapp      Buurtapp" in empty
    assert "false_reports" in empty
    assert "buurtapp" not in commplan_here("new", "-").stdout


def test_an_interview_offers_them(tmp_path: Path, rules: Path) -> None:
    file = tmp_path / "ede.yaml"
    asked = [path for path in questions() if "[]" not in path and path not in ("questionnaire", "municipality.name")]
    typed = ["Ede", *[""] * asked.index("situation.initiatives"), "buurtapp, digitaal prikbord", "s"]
    arguments = ["interview", str(file), "--in-order", "--no-advice", "--rules", str(rules)]
    result = CliRunner().invoke(cli, arguments, input="".join(f"{line}\n" for line in typed), catch_exceptions=False)
    assert "Digitaal prikbord" in result.output
    assert commplan_here("check", file, "--rules", rules).exit_code == 0
    assert "- platform: buurtapp" in file.read_text(encoding="utf-8")


def test_explain_next_and_what_if_work_on_them(case: Path, rules: Path) -> None:
    explained = commplan_here("explain", case, "--rules", rules, "--problem", "chatter")
    assert "Welke app of site is het? Buurtapp" in explained.stdout
    assert commplan_here("explain", case, "--rules", rules, "--why-not", "no_overview").exit_code == 0
    coming = json.loads(commplan_here("next", case, "--rules", rules, "--all", "--format", "json").stdout)
    assert any("[buurtapp]" in one["path"] for one in coming["questions"])
    changed = commplan_here(
        "what-if", case, "--rules", rules, "--set", "situation.initiatives[prikbord]=", "--set", "problems[other].who=police"
    )
    assert changed.exit_code == 0
    assert "Er zijn 10 groepen." in changed.stdout
    refused = commplan_here("what-if", case, "--rules", rules, "--set", "situation.initiatives[prikbort].groups=3")
    assert (refused.exit_code, "Bedoelt u 'prikbord'?" in refused.stderr) == (2, True)


def test_cases_with_and_without_them_are_compared_also_along_their_dates(case: Path, rules: Path) -> None:
    later, third = case.with_name("later.yaml"), ROOT / "cases" / "example" / "small-village.yaml"
    case.write_text(CASE.replace("groups: 4", "groups: 4, coverage: 30"), encoding="utf-8")
    later.write_text(CASE.replace("groups: 4", "groups: 7, coverage: 55").replace("2026-01-31", "2026-09-30"), encoding="utf-8")
    result = commplan_here("compare", case, later, third, "--rules", rules, "--format", "markdown")
    assert result.exit_code == 0
    assert re.search(r"\| Buurtapp: deel van het gebied met een groep \(%\) +\| 30 +\| 55", result.stdout)


def test_from_python_the_rule_book_goes_along_with_the_case(case: Path, rules: Path) -> None:
    book = load_rulebook(rules, date(2026, 3, 2))
    engine, read = Engine(book), load_case(case, book.added)
    assert [one.id for one in advise(read, engine, prove=False).platforms] == ["whatsapp", "buurtapp", "prikbord"]
    assert ("problem", "false_reports", "") in explain(read, engine).conclusions
    other = load_case(ROOT / "cases" / "example" / "small-village.yaml")
    assert compare([read, other, other], engine, groups=False).cases
    assert added() == NOTHING
