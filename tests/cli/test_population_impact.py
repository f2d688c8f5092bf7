"""`commplan population impact`, with small rule books: a real process on real files."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import Result

from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.reading import load_case
from commplan_advisor.rulebook.loading import load_rulebook
from tests.support.command import commplan, commplan_here
from tests.support.rulefolder import SMALL, changed, written
from tests.support.shipped import DAY, ROOT, shipped_cases

CASES = ROOT / "cases"
_PLATFORM = """\
buurtapp:
  title: {nl: Buurtapp, en: Neighbour app}
  offers: {nl: Groepen., en: Groups.}
  cost: {nl: gratis, en: free}
  status: active
  checked_on: 2026-01-31
  source: practice
  basis: practice
"""


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("old"))


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Without a condition on the platform, so that coverage is low more often."""
    files = changed(SMALL, "problems/coverage.yaml", "    initiative.platform: [whatsapp, nextdoor]\n", "")
    return written(tmp_path_factory.mktemp("new"), files)


def _impact(*arguments: str | Path, language: str = "en") -> Result:
    return commplan_here("population", "impact", *arguments, "--as-of", "2026-03-02", "--lang", language)


def _states(folder: Path) -> dict[tuple[str, str, str, str], str]:
    engine = Engine(load_rulebook(folder, DAY))
    found = {}
    with with_added(engine.book.added):
        for file in shipped_cases():
            case = load_case(file)
            for key, one in engine.run(facts_of(case.answers)).conclusions.items():
                found[case.name, *key] = one.status.value
    engine.close()
    return found


def test_it_names_what_advising_one_by_one_with_both_says(old: Path, new: Path, tmp_path: Path) -> None:
    before, after = _states(old), _states(new)
    expected = {
        (*key, before.get(key, "ruled_out"), after.get(key, "ruled_out"))
        for key in {*before, *after}
        if before.get(key, "ruled_out") != after.get(key, "ruled_out")
    }
    told = _impact(old, new, "--on", CASES, "--cases", tmp_path / "changes.csv", "--format", "json")
    assert told.exit_code == 0, told.stderr
    lines = csv.DictReader((tmp_path / "changes.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
    assert {tuple(line[name] for name in ("case", "kind", "id", "about", "before", "after")) for line in lines} == expected
    found = json.loads(told.stdout)
    assert (found["schema"], found["cases"]) == ("commplan-population-impact/1", 26)
    assert found["changed"] == len({case for case, *_ in expected}) > 0


def test_it_is_told_in_a_table(old: Path, new: Path) -> None:
    told = commplan("population", "impact", old, new, "--on", CASES, "--as-of", "2026-03-02")
    assert told.returncode == 0, told.stderr
    assert "Lage dekking" in told.stdout
    assert "Komt erbij" in told.stdout
    assert max(map(len, told.stdout.splitlines())) <= 80


def test_nothing_that_is_other_is_told_as_that(old: Path) -> None:
    told = _impact(old, old, "--on", CASES, "--fail-on-change")
    assert told.exit_code == 0, told.stderr
    assert "For none of the 26 questionnaires anything changes." in told.stdout


def test_a_pipeline_can_fail_on_a_change(old: Path, new: Path) -> None:
    assert _impact(old, new, "--on", CASES, "--fail-on-change").exit_code == 1
    assert _impact(old, new, "--on", CASES, "--fail-on-change", "--kind", "finding").exit_code == 0


def test_rules_are_looked_at_on_demand(old: Path, new: Path) -> None:
    assert "low-coverage" in _impact(old, new, "--on", CASES, "--kind", "rule").stdout


def test_what_only_one_of_them_adds_can_be_answered_in_both(old: Path, tmp_path: Path) -> None:
    files = {**SMALL, "catalogue/platforms.yaml": _PLATFORM}
    wider = written(tmp_path / "wider", changed(files, "problems/coverage.yaml", "[whatsapp, nextdoor]", "[whatsapp, nextdoor, buurtapp]"))
    case = tmp_path / "case.ndjson"
    rows = [{"platform": "buurtapp", "coverage": 5}]
    case.write_text(json.dumps({"questionnaire": 1, "municipality": {"name": "A"}, "situation": {"initiatives": rows}}) + "\n")
    for both, state in (((old, wider), ("ruled_out", "concluded")), ((wider, old), ("concluded", "ruled_out"))):
        told = _impact(*both, "--on", case, "--format", "json", "--kind", "problem")
        assert told.exit_code == 0, told.stderr
        assert "do not add the same apps" in told.stderr
        (example,) = json.loads(told.stdout)["examples"]
        assert [(change["id"], change["before"], change["after"]) for change in example["changes"]] == [("low_coverage", *state)]


def test_wrong_use_and_what_is_not_there_are_told(old: Path, new: Path, tmp_path: Path) -> None:
    ending = _impact(old, new, "--on", CASES, "--cases", tmp_path / "changes.xlsx")
    assert (ending.exit_code, ".parquet" in ending.stderr) == (2, True)
    assert _impact(old, new, "--on", tmp_path / "none.parquet").exit_code == 3
    assert _impact(old, tmp_path / "none", "--on", CASES).exit_code == 3
    (tmp_path / "there.csv").write_text("x")
    there = _impact(old, new, "--on", CASES, "--cases", tmp_path / "there.csv")
    assert (there.exit_code, (tmp_path / "there.csv").read_text()) == (3, "x")
    assert "Traceback" not in there.stderr
