"""The commands as their users run them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from commplan_advisor import __version__
from commplan_advisor.questionnaire.reading import load_case
from tests.support.command import commplan
from tests.support.shipped import ROOT, shipped_cases

NIJKERK = ROOT / "cases" / "real" / "nijkerk-2016.yaml"


def test_the_version_is_printed() -> None:
    assert __version__ in commplan("--version").stdout


def test_a_new_questionnaire_can_be_checked_and_advised_on_as_soon_as_it_has_a_name(tmp_path: Path) -> None:
    file = tmp_path / "ede.yaml"
    assert commplan("new", file, "--name", "Ede").returncode == 0
    checked = commplan("check", file)
    assert checked.returncode == 0
    assert "1 van de" in checked.stdout
    advised = commplan("advise", file)
    assert advised.returncode == 0
    assert "Ede" in advised.stdout.splitlines()[0]


def test_a_new_questionnaire_without_a_name_only_lacks_the_name(tmp_path: Path) -> None:
    for name in ("leeg.yaml", "leeg.json"):
        commplan("new", tmp_path / name)
        checked = commplan("check", tmp_path / name)
        assert checked.returncode == 1
        (line,) = [line for line in checked.stderr.splitlines() if "municipality" in line]
        assert "moet zijn ingevuld" in line


def test_every_commented_row_of_a_new_questionnaire_is_right_once_uncommented(tmp_path: Path) -> None:
    lines = commplan("new", "-", "--name", "Ede").stdout.splitlines()
    key = re.compile(r"^( *)# (- |  )([a-z_]+:)$")
    kept = [key.sub(r"\1\2\3", line) for line in lines]
    file = tmp_path / "rijen.yaml"
    file.write_text("\n".join(kept), encoding="utf-8")
    answers = load_case(file).answers
    assert answers.situation.initiatives is not None
    assert len(answers.situation.initiatives) == 1
    assert answers.problems is not None
    assert answers.introduction.audiences is not None


def test_a_new_questionnaire_does_not_replace_a_file_unless_forced(tmp_path: Path) -> None:
    file = tmp_path / "ede.yaml"
    file.write_text("van mij", encoding="utf-8")
    refused = commplan("new", file)
    assert refused.returncode == 3
    assert "--force" in refused.stderr
    assert file.read_text(encoding="utf-8") == "van mij"
    assert commplan("new", file, "--force").returncode == 0


def test_english_is_an_option_and_an_environment_variable() -> None:
    assert "Advice for the communication plan" in commplan("advise", NIJKERK, "--lang", "en").stdout
    assert "Advice for the communication plan" in commplan("advise", NIJKERK, COMMPLAN_LANG="en").stdout
    assert "Advies voor het communicatieplan" in commplan("advise", NIJKERK).stdout


def test_several_cases_are_advised_on_one_after_the_other() -> None:
    result = commplan("advise", *shipped_cases()[:3], "--format", "json")
    assert result.returncode == 0
    assert len(json.loads(result.stdout)) == 3


def test_the_same_call_prints_the_same_bytes() -> None:
    call = ("advise", NIJKERK, "--format", "json", "--start", "2026-03-02", "--as-of", "2026-03-02")
    assert commplan(*call, PYTHONHASHSEED="1").stdout == commplan(*call, PYTHONHASHSEED="2").stdout


@pytest.mark.parametrize("form", ["table", "markdown", "json"])
def test_an_advice_is_written_to_a_file(tmp_path: Path, form: str) -> None:
    target = tmp_path / "advies.txt"
    result = commplan("advise", NIJKERK, "--format", form, "-o", target)
    assert (result.returncode, result.stdout) == (0, "")
    assert "Nijkerk" in target.read_text(encoding="utf-8")
    assert commplan("advise", NIJKERK, "-o", target).returncode == 3


def test_start_and_rhythm_set_the_calendar() -> None:
    result = commplan("advise", NIJKERK, "--format", "json", "--start", "2026-03-02", "--rhythm", "half_yearly")
    advice = json.loads(result.stdout)
    assert advice["receipt"]["start"] == "2026-03-02"
    assert advice["receipt"]["rhythm"] == "half_yearly"
    assert not any(check["assumed"] for check in advice["checks"])


def test_wide_terminals_are_used() -> None:
    wide = commplan("advise", NIJKERK, COLUMNS="160").stdout
    assert 100 < max(map(len, wide.splitlines())) <= 160


def test_rules_are_listed_and_shown_with_their_place() -> None:
    listed = json.loads(commplan("rules", "list", "--source", "format 4.1", "--format", "json").stdout)["rules"]
    assert listed
    shown = commplan("rules", "show", listed[0]["id"])
    assert shown.returncode == 0
    assert ".yaml:" in shown.stdout


def test_an_entry_of_the_catalogue_is_shown_with_the_rules_that_lead_to_it() -> None:
    shown = commplan("rules", "show", "set-up-register", COLUMNS="200")
    assert shown.returncode == 0
    assert "solutions" in shown.stdout


def test_a_rule_that_is_not_there_is_answered_with_the_nearest() -> None:
    result = commplan("rules", "show", "set-up-registr")
    assert result.returncode == 1
    assert "set-up-register" in result.stderr


def test_coverage_says_that_every_item_is_served_and_tested() -> None:
    result = commplan("rules", "coverage")
    assert result.returncode == 0, result.stdout[-300:]
    assert "Alle 31 onderdelen" in result.stdout.replace("\n", " ")


@pytest.mark.parametrize("arguments", [[], ["advise"], ["advise", "--lang", "de", "x"], ["nonsense"], ["advise", "x", "--start", "morgen"]])
def test_wrong_use_ends_with_2(arguments: list[str]) -> None:
    assert commplan(*arguments).returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_output_that_cannot_be_written_ends_with_3_and_a_message() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "commplan_advisor", "advise", str(NIJKERK)], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 3
    assert done.stderr.startswith("De uitvoer kan niet worden geschreven")
    assert "Traceback" not in done.stderr
