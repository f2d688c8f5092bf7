"""`commplan next` as its users run it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command import commplan, commplan_here
from tests.support.shipped import ROOT

NIJKERK = ROOT / "cases" / "real" / "nijkerk-2016.yaml"
DATED = ("--as-of", "2026-03-02")


def test_the_first_questions_are_told_with_what_each_answer_settles() -> None:
    done = commplan("next", NIJKERK, *DATED)
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "Is er een register van alle groepen?" in done.stdout
    assert "Probleem: Er is geen goed" in done.stdout
    assert "• Actie: Behoud wat goed gaat" in done.stdout.partition("Zeker, wat u ook antwoordt")[2]


def test_all_questions_are_told_when_asked_for() -> None:
    few, every = (commplan_here("next", NIJKERK, "--lang", "en", *DATED, *more).stdout for more in ((), ("--all",)))
    assert "more questions: 'commplan next --all'" in few
    assert "more questions" not in every
    assert "\n50. " in every


def test_the_json_says_which_questions_settle_what_is_open() -> None:
    told = json.loads(commplan_here("next", NIJKERK, "--format", "json", *DATED).stdout)
    assert told["schema"] == "commplan-next/1"
    open_ = {(one["kind"], one["id"], one["about"]): one["questions"] for one in told["open"]}
    assert open_["finding", "no_register", ""] == ["situation.register.exists"]
    register = next(one for one in told["questions"] if one["path"] == "situation.register.exists")
    by_answer = {answer["value"]: {one["id"] for one in answer["concluded"]} for answer in register["answers"]}
    assert "set-up-register" in by_answer[False]
    assert "clean-register-yearly" in by_answer[True]


def test_a_complete_questionnaire_has_no_question_that_matters() -> None:
    done = commplan_here("next", ROOT / "cases" / "example" / "complete.yaml", *DATED)
    assert "het advies staat vast" in done.stdout


def test_questions_that_no_longer_matter_are_not_asked(tmp_path: Path) -> None:
    file = tmp_path / "zonder-register.yaml"
    file.write_text(NIJKERK.read_text(encoding="utf-8").replace("\nproblems:", "\n  register: {exists: nee}\nproblems:"), encoding="utf-8")
    told = json.loads(commplan_here("next", file, "--format", "json", *DATED).stdout)
    paths = [one["path"] for one in told["questions"]]
    assert "situation.structures.agreements" in paths
    assert [path for path in paths if path.startswith("situation.register.")] == []


@pytest.mark.parametrize("form", ["table", "markdown", "json"])
def test_it_is_written_to_a_file(tmp_path: Path, form: str) -> None:
    file = tmp_path / "vragen.txt"
    assert commplan_here("next", NIJKERK, "--format", form, "-o", file, *DATED).exit_code == 0
    assert file.read_text(encoding="utf-8") == commplan_here("next", NIJKERK, "--format", form, *DATED).stdout


def test_faults_and_missing_files_end_as_everywhere(tmp_path: Path) -> None:
    file = tmp_path / "fout.yaml"
    file.write_text("municipality: {name: B, provincie: x}\n", encoding="utf-8")
    assert commplan_here("next", file).exit_code == 1
    assert commplan_here("next", tmp_path / "weg.yaml").exit_code == 3
