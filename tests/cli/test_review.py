"""`commplan review`: adopting a plan, reviewing it, keeping its versions, and what it says of wrong use and wrong files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from commplan_advisor.present.review.machine import schema
from commplan_advisor.questionnaire.models import Questionnaire
from tests.support.command import commplan, commplan_here
from tests.support.reviewing import BEUKENDAL
from tests.support.shipped import ROOT

PUBLISHED = ROOT / "docs" / "reference" / "review.schema.json"
ROWS = "indicator;date;value;n\ntwo-admins;2026-03-01;30;\ntwo-admins;2026-05-29;28;12\ngroups;2026-05-29;31;\n"
START, JUNE = ("--on", "2026-03-02"), ("--on", "2026-06-02")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case in a folder of its own."""
    path = tmp_path / "beukendal.json"
    path.write_text(json.dumps({"questionnaire": 1, **BEUKENDAL}), encoding="utf-8")
    Questionnaire.model_validate(json.loads(path.read_text(encoding="utf-8")))
    return path


def adopt(case: Path) -> None:
    assert commplan_here("review", case, "--adopt", *START).exit_code == 0


@pytest.mark.item("7.3")
def test_a_plan_is_adopted_reviewed_and_kept(case: Path) -> None:
    found = commplan_here("review", case, "--adopt", *START)
    assert found.exit_code == 0, found.output
    assert "Het plan van Beukendal is vastgesteld" in found.stdout
    folder = case.with_suffix(".plan")
    assert [one.name for one in folder.iterdir()] == ["1.json"]
    first = (folder / "1.json").read_bytes()
    csv = case.with_name("m.csv")
    csv.write_text(ROWS, encoding="utf-8")
    found = commplan_here("review", case, *JUNE, "--measurements", csv, "--keep")
    assert found.exit_code == 0, found.output
    assert "misschien" in found.stdout
    assert "* De steekproef is klein" in found.stdout
    assert sorted(one.name for one in folder.iterdir()) == ["1.json", "2.json"]
    assert (folder / "1.json").read_bytes() == first


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_review_fits_a_terminal_of_80_columns(case: Path, language: str) -> None:
    adopt(case)
    csv = case.with_name("m.csv")
    csv.write_text(ROWS, encoding="utf-8")
    found = commplan_here("review", case, *JUNE, "--measurements", csv, "--lang", language)
    assert max(len(line) for line in found.stdout.splitlines()) <= 80
    assert "{" not in found.stdout


def test_without_an_adopted_plan_the_advice_of_today_stands_for_it(case: Path) -> None:
    found = commplan_here("review", case, *JUNE)
    assert found.exit_code == 0
    assert "U hebt nog geen plan vastgesteld" in found.stdout
    assert not case.with_suffix(".plan").exists()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_json_is_valid_against_the_published_schema(case: Path, language: str) -> None:
    adopt(case)
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    assert published == schema()
    found = commplan_here("review", case, *JUNE, "--format", "json", "--lang", language)
    told = json.loads(found.stdout)
    assert told["schema"] == "commplan-review/1"
    Draft202012Validator(published).validate(told)
    assert commplan_here("review", case, *JUNE, "--format", "json", "--lang", language).stdout == found.stdout


@pytest.mark.parametrize(("form", "begins"), [("markdown", "# Het plan van Beukendal"), ("html", "<!DOCTYPE html>")])
def test_a_review_can_be_a_page(case: Path, form: str, begins: str) -> None:
    page = case.with_name("page")
    found = commplan_here("review", case, *JUNE, "--format", form, "-o", page)
    assert found.exit_code == 0
    assert page.read_text(encoding="utf-8").startswith(begins)
    again = commplan_here("review", case, *JUNE, "--format", form, "-o", page)
    assert again.exit_code == 3
    assert "bestaat al" in again.stderr


def test_nothing_is_kept_when_the_page_cannot_be_written(case: Path) -> None:
    adopt(case)
    page = case.with_name("page")
    page.write_text("van mij", encoding="utf-8")
    assert commplan_here("review", case, *JUNE, "--keep", "-o", page).exit_code == 3
    assert [one.name for one in case.with_suffix(".plan").iterdir()] == ["1.json"]
    assert page.read_text(encoding="utf-8") == "van mij"


def test_hostile_words_do_no_harm_on_a_page(case: Path) -> None:
    told = json.loads(case.read_text(encoding="utf-8"))
    told["municipality"]["name"] = "<script>alert(1)</script>"
    case.write_text(json.dumps(told), encoding="utf-8")
    assert "<script>" not in commplan_here("review", case, *JUNE, "--format", "html").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--adopt", "--keep"), "Kies er een."),
        (("--keep",), "Er is nog geen plan vastgesteld."),
        (("--on", "morgen"), "morgen"),
    ],
)
def test_wrong_use_is_told(case: Path, arguments: tuple[str, ...], told: str) -> None:
    found = commplan_here("review", case, *arguments)
    assert found.exit_code == 2
    assert told in found.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--adopt", *JUNE), "al vastgesteld"),
        (("--start", "2026-04-01", *JUNE), "begon op 2-3-2026"),
        (("--on", "2026-03-01"), "na de dag van --on"),
    ],
)
def test_what_does_not_fit_an_adopted_plan_is_told(case: Path, arguments: tuple[str, ...], told: str) -> None:
    adopt(case)
    found = commplan_here("review", case, *arguments)
    assert found.exit_code == 2
    assert told in " ".join(found.stderr.split())


def test_all_that_is_wrong_in_its_files_is_told_at_once(case: Path) -> None:
    csv = case.with_name("m.csv")
    csv.write_text("indicator;date;value\ngrups;2026-05-29;31\n", encoding="utf-8")
    case.with_name("beukendal.progress.yaml").write_text("- {action: x, state: klar, on: 2026-05-01}\n", encoding="utf-8")
    found = commplan_here("review", case, *JUNE, "--measurements", csv)
    assert found.exit_code == 1
    assert "m.csv:2: indicator: 'grups'" in found.stderr
    assert "beukendal.progress.yaml:1:" in found.stderr
    assert "Traceback" not in found.stderr
    assert found.stdout == ""


def test_a_damaged_last_version_stops_the_review_and_an_earlier_one_does_not(case: Path) -> None:
    adopt(case)
    assert commplan_here("review", case, *JUNE, "--keep").exit_code == 0
    first, second = (case.with_suffix(".plan") / name for name in ("1.json", "2.json"))
    whole = first.read_text(encoding="utf-8")
    first.write_text(whole[:-50], encoding="utf-8")
    found = commplan_here("review", case, "--on", "2026-06-03")
    assert (found.exit_code, "versie 2" in found.stdout) == (1, True)
    assert "1.json: deze versie van het plan is beschadigd" in found.stderr
    second.write_text("{", encoding="utf-8")
    found = commplan_here("review", case, "--on", "2026-06-03", "--keep")
    assert (found.exit_code, found.stdout) == (1, "")
    assert not (case.with_suffix(".plan") / "3.json").exists()


def test_a_running_plan_is_reconciled_with_other_rules(case: Path) -> None:
    adopt(case)
    rules = case.with_name("rules")
    shutil.copytree(ROOT / "rules", rules)
    for file in (rules / "solutions").glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        if "recruit-second-admin" in text:
            rows = text.split("\n- id: ")
            rows = [
                row.replace("\n  for:", "\n  status: retired\n  for:", 1) if "action: recruit-second-admin" in row else row for row in rows
            ]
            file.write_text("\n- id: ".join(rows), encoding="utf-8")
    found = commplan_here("review", case, *JUNE, "--rules", rules)
    assert found.exit_code == 0, found.stderr
    words = " ".join(found.stdout.replace("│", " ").split())
    assert "De regels zijn anders dan bij die versie." in words
    assert "Zorg voor een tweede beheerder in elke groep" in words.partition("Eruit (1)")[2]
    assert "geldt niet meer" in words


def test_the_command_works_in_a_process_of_its_own(case: Path) -> None:
    found = commplan("review", case, *JUNE, "--lang", "en")
    assert found.returncode == 0
    assert found.stdout.startswith("The plan of Beukendal on 2 Jun 2026")
