"""`commplan population summary`, with the small rule book: a real process on real files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result

from commplan_advisor.cli.population.counting import KINDS
from commplan_advisor.population.summing import summary as counted
from tests.support.command import commplan, commplan_here
from tests.support.rulefolder import written
from tests.support.shipped import ROOT

CASES = ROOT / "cases"


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("rules"))


@pytest.fixture(scope="module")
def results(rules: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("results") / "out"
    made = commplan_here("population", "advise", CASES, "-o", output, "--rules", rules, "--as-of", "2026-03-02", "--batch", "10")
    assert made.exit_code == 0, made.stderr
    return output


def _summary(path: Path, rules: Path, *more: str | Path, language: str = "en") -> Result:
    return commplan_here("population", "summary", path, "--rules", rules, "--as-of", "2026-03-02", "--lang", language, *more)


def test_it_says_how_often_each_problem_and_action_occurs(rules: Path) -> None:
    told = commplan("population", "summary", CASES, "--rules", rules, "--as-of", "2026-03-02")
    assert told.returncode == 0, told.stderr
    assert "26 vragenlijsten." in told.stdout
    assert "Lage dekking" in told.stdout
    assert "Richt een register in" in told.stdout
    assert "Geen register" not in told.stdout, "which is a finding"
    assert max(map(len, told.stdout.splitlines())) <= 80


def test_many_groups_fit_on_a_line_of_eighty(rules: Path) -> None:
    told = _summary(CASES, rules, "--by", "situation.platforms", "--kind", "finding", "--kind", "rule")
    assert told.exit_code == 0, told.stderr
    assert "WhatsApp" in told.stdout
    assert "no-register" in told.stdout
    assert max(map(len, told.stdout.splitlines())) <= 80


def test_of_results_it_says_the_same(rules: Path, results: Path) -> None:
    for more in ((), ("--by", "municipality.inhabitants:20000,50000"), ("--kind", "rule")):
        of_cases, of_results = (_summary(path, rules, *more, "--format", "json") for path in (CASES, results))
        assert of_results.exit_code == 0, of_results.stderr
        one, other = json.loads(of_cases.stdout), json.loads(of_results.stdout)
        assert one.pop("source") != other.pop("source")
        assert one == other
        assert one["schema"] == "commplan-population-summary/1"


@pytest.mark.parametrize("ending", ["md", "html", "csv", "json", "svg", "png"])
@pytest.mark.parametrize("by", [None, "municipality.province"])
def test_each_form_is_chosen_by_the_ending(rules: Path, results: Path, tmp_path: Path, ending: str, by: str | None) -> None:
    file = tmp_path / f"summary.{ending}"
    told = _summary(results, rules, "-o", file, *(["--by", by] if by else []))
    assert told.exit_code == 0, told.stderr
    data = file.read_bytes()
    begins = {"md": b"# How", "html": b"<!DOCTYPE", "csv": b"\xef\xbb\xbfkind;", "json": b"{", "svg": b"<?xml", "png": b"\x89PNG"}
    assert data.startswith(begins[ending])
    if ending == "svg":
        assert "Low coverage" in data.decode()
    again = _summary(results, rules, "-o", file, *(["--by", by] if by else []))
    assert (again.exit_code, file.read_bytes()) == (3, data)
    assert "exists already" in again.stderr


def test_no_more_lines_than_were_asked_for(rules: Path) -> None:
    told = json.loads(_summary(CASES, rules, "--kind", "rule", "--top", "2", "--format", "json").stdout)
    assert len(told["counted"]) == 2


def test_rows_that_are_no_questionnaire_are_told(rules: Path, tmp_path: Path) -> None:
    file = tmp_path / "cases.ndjson"
    file.write_text('{"questionnaire": 1, "municipality": {"name": "A"}}\n{"municipality": 3}\n')
    told = _summary(file, rules)
    assert told.exit_code == 1
    assert "1 questionnaire; 1 other is not valid and does not count." in told.stdout
    assert "1 of 2 questionnaires are not valid" in told.stderr


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--by", "municipality.provinc"), "Did you mean 'municipality.province'?"),
        (("--by", "municipality.name"), "cannot be put in groups"),
        (("--kind", "problems"), "problem"),
        (("--format", "png"), "goes to a file"),
        (("--input", "x"), "--input is for results"),
    ],
)
def test_wrong_use_is_told(rules: Path, more: tuple[str, ...], told: str) -> None:
    ended = _summary(CASES, rules, *more)
    assert ended.exit_code == 2
    assert told in ended.stderr
    assert "Traceback" not in ended.stderr


def test_what_the_results_are_of_must_still_be_there(rules: Path, tmp_path: Path) -> None:
    file, output = tmp_path / "cases.ndjson", tmp_path / "out"
    line = '{"questionnaire": 1, "municipality": {"name": "A", "province": "utrecht"}}\n'
    file.write_text(line)
    assert commplan_here("population", "advise", file, "-o", output, "--rules", rules, "--as-of", "2026-03-02").exit_code == 0
    by = ("--by", "municipality.province")
    assert "Utrecht" in _summary(output, rules, *by).stdout
    moved = file.rename(tmp_path / "moved.ndjson")
    gone = _summary(output, rules, *by)
    assert gone.exit_code == 3
    assert "--input" in gone.stderr
    assert "Utrecht" in _summary(output, rules, *by, "--input", moved).stdout
    file.write_text(line * 2)
    changed = _summary(output, rules, *by)
    assert changed.exit_code == 3
    assert "was changed since the advice" in changed.stderr
    assert _summary(output, rules).exit_code == 0, "without --by they are not needed"


def test_what_is_not_there_is_told(rules: Path, tmp_path: Path) -> None:
    assert _summary(tmp_path / "none.parquet", rules).exit_code == 3
    (tmp_path / "conclusions").mkdir()
    half = _summary(tmp_path, rules)
    assert half.exit_code == 3
    assert "not complete" in half.stderr


def test_the_kinds_to_choose_from_are_those_that_can_be_counted() -> None:
    assert sorted(KINDS) == sorted(counted.KINDS)
