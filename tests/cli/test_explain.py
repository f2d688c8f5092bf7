"""`commplan explain` as its users run it."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from tests.support.command import commplan, commplan_here
from tests.support.shipped import ROOT

NIJKERK = Path("cases/real/nijkerk-2016.yaml")
ACTION = "advise-house-rules"


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_a_case_is_explained_without_taking_a_thousand_lines() -> None:
    told = commplan("explain", NIJKERK)
    assert told.returncode == 0
    assert told.stdout.startswith("Uitleg bij het advies voor Nijkerk\n")
    lines = told.stdout.splitlines()
    assert len(lines) < 300
    assert max(map(len, lines)) <= 80
    assert lines[-1] == f"    commplan explain {NIJKERK} --all"


def test_all_explains_the_rest_too() -> None:
    told = commplan_here("explain", NIJKERK, "--all", "--lang", "en").stdout
    assert "Standing task\n─" in told
    assert "Timing\n─" in told


def test_one_conclusion_or_several_are_explained_with_their_whole_trees() -> None:
    told = commplan_here("explain", NIJKERK, "--action", ACTION, "--problem", "chatter", "--finding", "goal_wider_coverage").stdout
    assert told.count("└─ Want: U noemt dit probleem zelf") == 2
    assert "Bron: format 4.3: Leden gaan weg door conflicten" in told


@pytest.mark.parametrize(("language", "words"), [("nl", "Bedoelt u 'set-up-register'?"), ("en", "Did you mean 'set-up-register'?")])
def test_an_identifier_that_is_not_there_is_wrong_use_and_the_nearest_is_named(language: str, words: str) -> None:
    for option in ("--action", "--why-not"):
        told = commplan_here("explain", NIJKERK, option, "set-up-registr", "--lang", language)
        assert told.exit_code == 2
        assert words in told.stderr.replace("\n", " ")


def test_what_is_not_concluded_says_so_and_points_to_why_not_while_the_rest_is_explained() -> None:
    told = commplan_here("explain", NIJKERK, "--action", "set-up-register", "--action", ACTION)
    assert told.exit_code == 1
    assert "(set-up-register) staat nog open. Waarom niet? Zie --why-not set-up-register." in told.stderr
    assert "Actie: Raad duidelijke huisregels aan" in told.stdout
    alone = commplan_here("explain", NIJKERK, "--problem", "low_coverage", "--format", "json")
    assert (alone.exit_code, alone.stdout) == (1, "")


def test_only_one_way_of_asking_at_a_time() -> None:
    for more in (["--all-rules"], ["--why-not", "set-up-register"]):
        assert commplan_here("explain", NIJKERK, "--action", ACTION, *more).exit_code == 2


def test_why_not_gives_a_change_that_can_be_pasted_and_works() -> None:
    told = commplan_here("explain", NIJKERK, "--why-not", "settle-register-ground")
    assert told.exit_code == 0
    (line,) = [line for line in told.stdout.splitlines() if line.startswith("    commplan what-if")]
    words = shlex.split(line)
    assert words[:3] == ["commplan", "what-if", str(NIJKERK)]
    after = commplan_here(*words[1:], "--format", "json")
    assert after.exit_code == 0
    assert "settle-register-ground" in after.stdout


def test_why_not_of_what_is_advised_says_that_it_is() -> None:
    told = commplan_here("explain", NIJKERK, "--why-not", ACTION)
    assert told.exit_code == 0
    assert "Deze actie staat wel in het advies." in told.stdout
    assert f"    commplan explain {NIJKERK} --action {ACTION}\n" in told.stdout


def test_why_not_shows_the_nearest_rules_and_with_all_every_rule() -> None:
    case = "cases/example/well-organised.yaml"
    few = commplan_here("explain", case, "--why-not", "recruit-admins")
    every = commplan_here("explain", case, "--why-not", "recruit-admins", "--all")
    assert "'--all' toont ze allemaal" in few.stdout
    assert "'--all' toont ze allemaal" not in every.stdout
    assert len(every.stdout) > len(few.stdout)


def test_every_rule_has_a_verdict() -> None:
    plain = json.loads(commplan_here("explain", NIJKERK, "--all-rules", "--format", "json").stdout)
    listed = json.loads(commplan_here("rules", "list", "--format", "json").stdout)["rules"]
    assert plain["schema"] == "commplan-verdicts/1"
    assert [one["rule"] for one in plain["rules"]] == [one["id"] for one in listed if one["stage"] != "review"]
    assert {one["verdict"] for one in plain["rules"]} <= {"holds", "fails", "unknown", "never_tried"}
    assert all(clause["verdict"] for one in plain["rules"] for tried in one["tried"] for clause in tried["clauses"])
    table = commplan_here("explain", NIJKERK, "--all-rules").stdout
    assert table.startswith("Alle regels voor Nijkerk\n")
    assert all(one["rule"][:20] in table for one in plain["rules"])


@pytest.mark.parametrize("more", [[], ["--action", ACTION], ["--why-not", "no_register"], ["--all-rules"]])
@pytest.mark.parametrize("form", ["markdown", "json"])
def test_every_form_can_be_written_to_a_file(tmp_path: Path, more: list[str], form: str) -> None:
    target = tmp_path / "uitleg"
    call: list[str | Path] = ["explain", NIJKERK, *more, "--format", form, "-o", target]
    assert commplan_here(*call).exit_code == 0
    written = target.read_text(encoding="utf-8")
    assert json.loads(written)["municipality"] == "Nijkerk" if form == "json" else written.startswith("#")
    assert commplan_here(*call).exit_code == 3
    assert commplan_here(*call, "--force").exit_code == 0
    assert target.read_text(encoding="utf-8") == written, "the same call gives the same bytes"


def test_the_same_call_prints_the_same_bytes_in_another_process() -> None:
    call = ("explain", NIJKERK, "--format", "json")
    assert commplan(*call, PYTHONHASHSEED="1").stdout == commplan(*call, PYTHONHASHSEED="2").stdout


def test_a_case_that_is_wrong_or_missing_is_told_as_elsewhere(tmp_path: Path) -> None:
    wrong = tmp_path / "fout.yaml"
    wrong.write_text("municipality: {name: Ede}\nsituation: {register: {exists: misschien}}\n", encoding="utf-8")
    told = commplan_here("explain", wrong)
    assert told.exit_code == 1
    assert "fout.yaml:2" in told.stderr
    assert commplan_here("explain", tmp_path / "nergens.yaml").exit_code == 3
