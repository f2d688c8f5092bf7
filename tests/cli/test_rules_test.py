"""`commplan rules test` as its users run it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command import commplan, commplan_here
from tests.support.rulefolder import SMALL, changed, written
from tests.support.testfolder import REGISTER, UNDATED, with_tests

DAY = ("--as-of", "2026-03-02")
WRONG = "- test: Fout\n  given: {situation.register.exists: true}\n  must: [{finding: no_register}]\n"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return with_tests(tmp_path / "rules", REGISTER, UNDATED)


def test_tests_that_are_right_are_counted(rules: Path) -> None:
    done = commplan("rules", "test", "--rules", rules, *DAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 test gedraaid: alles klopt." in done.stdout
    assert "Ran 1 test: all is right." in commplan_here("rules", "test", "--rules", rules, "--lang", "en").stdout


def test_a_test_that_fails_is_told_with_its_place_and_why_not(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (rules / "tests" / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    monkeypatch.chdir(rules)
    done = commplan_here("rules", "test", "--rules", ".", *DAY)
    assert done.exit_code == 1
    told = " ".join(done.stdout.replace("│", " ").split())
    assert "2 tests gedraaid, 1 niet goed." in told
    assert "Fout (tests/wrong.yaml:1:3)" in told
    assert "bevinding no_register moet volgen" in told
    assert "no-register (situation/register.yaml:1): 1 klopt niet" in told
    assert "ja – tests/wrong.yaml:2" in told
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_json_tells_the_same(rules: Path) -> None:
    (rules / "tests" / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    told = json.loads(commplan_here("rules", "test", "--rules", rules, *DAY, "--format", "json").stdout)
    assert (told["schema"], told["as_of"], told["tests"]) == ("commplan-rules-test/1", "2026-03-02", 2)
    (failing,) = told["failing"]
    (expected,) = failing["expected"]
    assert (expected["differs"], expected["found"], expected["nearest"]["rule"]) == ("status", "ruled_out", "no-register")
    assert told["coverage"] is told["mutation"] is None


def test_files_folders_and_words_choose_tests(rules: Path) -> None:
    more = rules / "tests" / "below" / "more.yaml"
    more.parent.mkdir()
    more.write_text(WRONG, encoding="utf-8")

    def count(*chosen: str | Path) -> int:
        told = json.loads(commplan_here("rules", "test", *chosen, "--rules", rules, *DAY, "--format", "json").stdout)
        return int(told["tests"])

    assert (count(), count(more), count(more.parent), count("-k", "REGISTER"), count(more, "-k", "fou")) == (2, 1, 1, 1, 1)
    none = commplan_here("rules", "test", "-k", "nergens", "--rules", rules)
    assert none.exit_code == 2
    assert "nergens" in none.stderr


def test_what_cannot_be_tested_is_said(tmp_path: Path, rules: Path) -> None:
    empty = written(tmp_path / "empty", SMALL)
    done = commplan_here("rules", "test", "--rules", empty)
    assert (done.exit_code, done.stderr) == (1, f"{empty / 'tests'}: hier zijn geen tests.\n")
    for gone in ("weg.yaml", "weg"):
        assert commplan_here("rules", "test", tmp_path / gone, "--rules", rules).exit_code == 3
    assert commplan_here("rules", "test", "--jobs", "0", "--rules", rules).exit_code == 2
    (rules / "tests" / "register.yaml").write_text("- tset: T\n", encoding="utf-8")
    faulty = commplan_here("rules", "test", "--rules", rules)
    assert faulty.exit_code == 1
    assert "register.yaml:1:3: [1]: 'tset' is hier geen bekend woord." in faulty.stderr
    broken = written(tmp_path / "broken", changed(SMALL, "situation/register.yaml", "exists: false", "exists: misschien"))
    assert commplan_here("rules", "test", "--rules", broken).exit_code == 1


def test_coverage_and_changes_are_told_and_end_with_1_when_something_is_missing(rules: Path) -> None:
    done = commplan_here("rules", "test", "--coverage", "--mutate", "--jobs", "1", "--rules", rules, *DAY)
    assert done.exit_code == 1
    told = " ".join(done.stdout.replace("│", " ").split())
    assert "regels 1/5 (20 %)" in told
    assert "'initiative.platform is [whatsapp, nextdoor]' klopt in geen test" in told
    assert "Score: " in told


def test_with_proposals_that_are_right_nothing_is_missing(tmp_path: Path, rules: Path) -> None:
    proposals = rules / "tests" / "proposals"
    done = commplan("rules", "test", "--propose", proposals, "--rules", rules, *DAY)
    assert done.returncode == 0
    assert f"voorstellen geschreven naar {proposals}." in done.stderr
    written_to = sorted(path.relative_to(proposals).as_posix() for path in proposals.rglob("*.yaml"))
    assert written_to == [
        "parameters.yaml",
        "problems/coverage.yaml",
        "situation/register.yaml",
        "solutions/register.yaml",
        "strategy/moments.yaml",
    ]
    text = (proposals / "situation" / "register.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Voorstellen van")
    assert '- test: "no-register: situation.register.exists is niet bekend"\n  rules:\n    unknown: [no-register]\n' in text
    done = commplan("rules", "test", "--coverage", "--mutate", "--rules", rules, *DAY, "--format", "json")
    told = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert (told["coverage"]["share"], told["mutation"]["score"]) == (1, 1)
    nothing = commplan_here("rules", "test", "--propose", tmp_path / "more.yaml", "--rules", rules, *DAY)
    assert (nothing.exit_code, (tmp_path / "more.yaml").exists()) == (0, False)


def test_proposals_do_not_replace_what_is_there(tmp_path: Path, rules: Path) -> None:
    there = tmp_path / "there.yaml"
    there.write_text("mijn", encoding="utf-8")
    assert commplan_here("rules", "test", "--propose", there, "--rules", rules).exit_code == 3
    of_tests = rules / "tests" / "register.yaml"
    refused = commplan_here("rules", "test", "--propose", of_tests, "--force", "--rules", rules)
    assert refused.exit_code == 3
    assert "staat al bij de tests" in refused.stderr
    assert (there.read_text(encoding="utf-8"), of_tests.read_text(encoding="utf-8")) == ("mijn", REGISTER)


@pytest.mark.parametrize("form", ["table", "markdown", "json"])
def test_the_report_is_written_to_a_file(tmp_path: Path, rules: Path, form: str) -> None:
    target = tmp_path / "uit.txt"
    assert commplan_here("rules", "test", "--rules", rules, "--format", form, "-o", target).exit_code == 0
    assert target.read_text(encoding="utf-8")
    assert commplan_here("rules", "test", "--rules", rules, "-o", target).exit_code == 3
