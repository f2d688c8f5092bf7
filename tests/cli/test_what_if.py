"""`commplan what-if` and `commplan fragile` as their users run them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command import commplan, commplan_here
from tests.support.shipped import ROOT

NIJKERK = ROOT / "cases" / "real" / "nijkerk-2016.yaml"
HEERDE = ROOT / "cases" / "real" / "heerde-2018.yaml"
DATED = ("--as-of", "2026-03-02", "--start", "2026-03-02")


def test_other_answers_are_laid_beside_those_of_the_file() -> None:
    before = NIJKERK.read_bytes()
    done = commplan("what-if", NIJKERK, "--set", "situation.register.exists=ja", *DATED)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Begin: 30-3-2026 → 16-3-2026." in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert NIJKERK.read_bytes() == before


def test_english_and_json() -> None:
    done = commplan("what-if", NIJKERK, "--set", "problems[chatter]=", "--format", "json", "--lang", "en", *DATED)
    told = json.loads(done.stdout)
    assert told["schema"] == "commplan-what-if/1"
    assert any(one["title"] == "There are too many messages that do not matter" for one in told["difference"]["goes"])
    assert told["after"]["start"] == "2026-03-02"


def test_all_that_is_wrong_with_what_is_set_is_told_at_once_as_wrong_use() -> None:
    done = commplan_here(
        "what-if", NIJKERK, "--set", "nergens=1", "--set", "situation.register.exists=x", "--set", "geen", "--set", "introduction.goals=[a"
    )
    assert done.exit_code == 2
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 4
    assert all(line.startswith("--set ") for line in lines)
    assert "moet ja of nee zijn" in done.stderr


def test_the_faults_of_the_case_itself_end_with_1_and_a_missing_one_with_3(tmp_path: Path) -> None:
    file = tmp_path / "fout.yaml"
    file.write_text("municipality: {name: B, provincie: x}\n", encoding="utf-8")
    done = commplan_here("what-if", file, "--set", "notes=x")
    assert done.exit_code == 1
    assert "provincie" in done.stderr
    assert commplan_here("what-if", tmp_path / "weg.yaml", "--set", "notes=x").exit_code == 3
    assert commplan_here("what-if", NIJKERK).exit_code == 2
    assert commplan_here("fragile", file).exit_code == 1
    assert commplan_here("fragile").exit_code == 2


@pytest.mark.parametrize("form", ["table", "markdown", "json"])
def test_both_are_written_to_a_file(tmp_path: Path, form: str) -> None:
    target = tmp_path / "uit.txt"
    assert commplan("what-if", NIJKERK, "--set", "notes=x", "--format", form, "-o", target).returncode == 0
    assert "Nijkerk" in target.read_text(encoding="utf-8")
    assert commplan("what-if", NIJKERK, "--set", "notes=x", "-o", target).returncode == 3
    assert commplan("fragile", HEERDE, "--format", form, "-o", target, "--force").returncode == 0
    assert "Heerde" in target.read_text(encoding="utf-8")


def test_fragile_of_several_ranks_the_questions_and_passes_over_what_is_faulty(tmp_path: Path) -> None:
    file = tmp_path / "fout.yaml"
    file.write_text("municipality: {name: B, provincie: x}\n", encoding="utf-8")
    done = commplan("fragile", NIJKERK, file, HEERDE, "--lang", "en")
    assert done.returncode == 1
    assert "Which questions deserve the most care?" in done.stdout
    assert "2 questionnaires" in done.stdout
    assert "provincie" in done.stderr
    target = tmp_path / "uit.txt"
    refused = commplan("fragile", NIJKERK, file, "-o", target)
    assert (refused.returncode, target.exists()) == (1, False)


def test_the_same_call_prints_the_same_bytes() -> None:
    for call in (("what-if", NIJKERK, "--set", "problems[1]=", *DATED), ("fragile", HEERDE, "--all", "--as-of", "2026-03-02")):
        assert commplan(*call, PYTHONHASHSEED="1").stdout == commplan(*call, PYTHONHASHSEED="2").stdout
