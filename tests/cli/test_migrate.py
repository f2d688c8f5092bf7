"""`commplan migrate`: what it says, what it writes, and what it leaves alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commplan_advisor.questionnaire.reading import load_case
from tests.support.command import commplan, commplan_here
from tests.support.widened import widened_rules

OLD = "# van ons\nmunicipality: {name: Ede, inhabitants: 24.000}\n"
NOW = "# van ons\nquestionnaire: 1\nmunicipality: {name: Ede, inhabitants: 24000}\n"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    file = tmp_path / "oud.yaml"
    file.write_text(OLD, encoding="utf-8")
    return file


def test_check_says_what_would_be_done_and_writes_nothing(old: Path) -> None:
    result = commplan("migrate", "--check", old)
    assert result.returncode == 1
    assert result.stdout.splitlines() == [
        f"{old}: van versie 0 naar 1.",
        f"  {old}:2:1: de versie staat er nu bij: 1.",
        f"  {old}:2:40: municipality.inhabitants: '24.000' wordt: 24000.",
    ]
    assert old.read_text(encoding="utf-8") == OLD


def test_a_file_is_replaced_only_with_force_and_then_there_is_nothing_left_to_do(old: Path) -> None:
    refused = commplan_here("migrate", old)
    assert refused.exit_code == 3
    assert "bestaat al; vervang het met --force." in refused.stderr
    assert old.read_text(encoding="utf-8") == OLD
    done = commplan_here("migrate", old, "--force", "--lang", "en")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, f"{old} was brought up to date.")
    assert old.read_text(encoding="utf-8") == NOW
    changed_at = old.stat().st_mtime_ns
    again = commplan_here("migrate", old, "--force", "--lang", "en")
    assert (again.exit_code, again.stdout) == (0, f"{old}: is of version 1; there is nothing to do.\n")
    assert old.stat().st_mtime_ns == changed_at
    assert commplan_here("migrate", "--check", old).exit_code == 0


def test_the_new_file_can_be_another_one(old: Path, tmp_path: Path) -> None:
    assert commplan_here("migrate", old, "-o", tmp_path / "nieuw.yaml").exit_code == 0
    assert (tmp_path / "nieuw.yaml").read_text(encoding="utf-8") == NOW
    assert old.read_text(encoding="utf-8") == OLD
    assert load_case(tmp_path / "nieuw.yaml").answers.municipality.inhabitants == 24_000


def test_a_link_stays_a_link(old: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(old)
    assert commplan_here("migrate", link, "--force").exit_code == 0
    assert link.is_symlink()
    assert old.read_text(encoding="utf-8") == NOW


def test_of_a_folder_with_good_and_bad_files_the_good_ones_are_done_and_the_others_told(old: Path) -> None:
    (old.parent / "nieuwer.json").write_text('{"questionnaire": 7, "municipality": {"name": "Ede"}}', encoding="utf-8")
    (old.parent / "stuk.yaml").write_text("municipality: [\n", encoding="utf-8")
    result = commplan_here("migrate", old.parent, "--force", "--format", "json")
    assert result.exit_code == 1
    assert "nieuwer.json:1:19: questionnaire: '7' is een nieuwere versie dan dit programma kent (1)." in result.stderr
    assert "stuk.yaml" in result.stderr
    told = json.loads(result.stdout)
    assert told["schema"] == "commplan-migration/1"
    (one,) = told["files"]
    assert (one["file"], one["from"], one["to"], one["written"], len(one["done"])) == (str(old), 0, 1, True, 2)
    assert old.read_text(encoding="utf-8") == NOW


@pytest.mark.parametrize("options", [("--check", "--force"), ("--check", "-o", "x.yaml"), ("-o", "x.yaml", "y.yaml")])
def test_options_that_do_not_go_together_are_wrong_use(old: Path, options: tuple[str, ...]) -> None:
    assert commplan_here("migrate", old, *options).exit_code == 2
    assert old.read_text(encoding="utf-8") == OLD


def test_an_old_file_is_refused_elsewhere_with_the_way_to_go_on(tmp_path: Path) -> None:
    file = tmp_path / "oud.yaml"
    file.write_text("questionnaire: 0\nmunicipality: {name: Ede, inhabitants: 24.000}\n", encoding="utf-8")
    result = commplan_here("check", file)
    assert result.exit_code == 1
    assert "Werk het bestand bij met: commplan migrate" in result.stderr
    assert "24.000" not in result.stderr, "what is wrong by today's version says nothing of an old file"
    assert commplan_here("migrate", file, "--force").exit_code == 0
    assert commplan_here("check", file).exit_code == 0


def test_the_words_of_an_added_platform_are_understood_with_its_rule_book(tmp_path: Path) -> None:
    file = tmp_path / "oud.yaml"
    file.write_text("municipality: {name: Ede}\nsituation: {initiatives: [{platform: Digitaal prikbord}]}\n", encoding="utf-8")
    assert commplan_here("migrate", "--check", file).exit_code == 1
    assert "Digitaal prikbord" in commplan_here("migrate", "--check", file).stderr
    result = commplan_here("migrate", file, "--force", "--rules", widened_rules(tmp_path))
    assert result.exit_code == 0
    assert "platform: prikbord" in file.read_text(encoding="utf-8")
