"""`commplan population generate` as its users run it."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from commplan_advisor.population.columns import schema_of_cases
from commplan_advisor.questionnaire.reading import load_case
from tests.support.command import commplan, commplan_here
from tests.support.shipped import ROOT
from tests.support.widened import widened_rules

TILBURG = ROOT / "cases" / "real" / "tilburg-2018.yaml"
WITH_PLAN = ROOT / "cases" / "example" / "business-area.yaml"
GENERATE = ("population", "generate")


def test_a_thousand_plausible_municipalities_go_to_parquet_and_nothing_else_is_left(tmp_path: Path) -> None:
    done = commplan(*GENERATE, "-o", tmp_path / "veel.parquet")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("veel.parquet is geschreven: 1.000 verzonnen vragenlijsten.\n")
    table = pq.read_table(tmp_path / "veel.parquet")
    assert table.num_rows == 1000
    assert table.schema.equals(schema_of_cases())
    assert [file.name for file in tmp_path.iterdir()] == ["veel.parquet"]


def test_a_line_of_ndjson_is_a_questionnaire_that_other_commands_read(tmp_path: Path) -> None:
    target = tmp_path / "veel.ndjson"
    assert commplan(*GENERATE, "--count", "3", "--seed", "9", "-o", target).returncode == 0
    lines = target.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    (tmp_path / "een.json").write_text(lines[0], encoding="utf-8")
    assert commplan("check", tmp_path / "een.json").returncode == 0


@pytest.mark.parametrize("how", ["plausible", "random"])
def test_a_folder_gets_questionnaires_in_yaml(tmp_path: Path, how: str) -> None:
    folder = tmp_path / "veel"
    assert commplan_here(*GENERATE, "--how", how, "--count", "4", "-o", folder).exit_code == 0
    names = sorted(file.name for file in folder.iterdir())
    assert names == [f"g-000000{number}.yaml" for number in range(4)]
    assert len({load_case(folder / name).name for name in names}) == 4


def test_what_is_there_is_replaced_only_with_force_and_a_folder_only_when_all_in_it_was_made_up(tmp_path: Path) -> None:
    for target in (tmp_path / "veel.ndjson", tmp_path / "veel"):
        call = (*GENERATE, "--count", "2", "-o", target)
        assert commplan_here(*call).exit_code == 0
        refused = commplan_here(*call)
        assert refused.exit_code == 3
        assert "--force" in refused.stderr
        assert commplan_here(*call, "--force").exit_code == 0
    (tmp_path / "veel" / "nijkerk.yaml").write_text("x", encoding="utf-8")
    refused = commplan_here(*GENERATE, "-o", tmp_path / "veel", "--force")
    assert refused.exit_code == 3
    assert (tmp_path / "veel" / "nijkerk.yaml").exists()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["veel", "veel.ndjson"]


def test_municipalities_like_one_but_with_nextdoor(tmp_path: Path) -> None:
    target = tmp_path / "veel.ndjson"
    setting = "situation.initiatives[nextdoor].groups=12"
    done = commplan_here(*GENERATE, "--given", TILBURG, "--set", setting, "--count", "50", "-o", target)
    assert done.exit_code == 0, done.stderr
    told = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert all({"platform": "nextdoor", "groups": 12} in one["situation"]["initiatives"] for one in told)
    assert {one["municipality"]["province"] for one in told} == {"noord_brabant"}
    assert not [one for one in told if "Tilburg" in one["municipality"]["name"]]
    assert len({one.get("situation", {}).get("website_information") for one in told}) > 1


def test_the_planning_of_a_given_questionnaire_is_in_lines_and_it_is_said_that_a_table_has_none(tmp_path: Path) -> None:
    done = commplan_here(*GENERATE, "--given", WITH_PLAN, "--count", "2", "-o", tmp_path / "veel.ndjson")
    assert done.stderr == ""
    lines = (tmp_path / "veel.ndjson").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["planning"]["school_region"] for line in lines} == {"south"}
    done = commplan_here(*GENERATE, "--given", WITH_PLAN, "--count", "2", "-o", tmp_path / "veel.parquet")
    assert done.exit_code == 0
    assert "staan niet in een tabel" in done.stderr


def test_every_combination_after_it_was_said_how_many_there_are(tmp_path: Path) -> None:
    target = tmp_path / "alle.parquet"
    vary = ("--vary", "situation.register.exists", "--vary", "situation.initiatives[facebook].chatter")
    done = commplan_here(*GENERATE, "--how", "exhaustive", "--given", TILBURG, *vary, "--lang", "en", "-o", target)
    assert done.exit_code == 0
    assert done.stderr == "All combinations are 12 questionnaires.\n"
    assert pq.read_table(target).num_rows == 12


def test_absurdly_many_combinations_are_refused_with_the_answers_of_each_question(tmp_path: Path) -> None:
    call = (*GENERATE, "--how", "exhaustive", "--vary", "problems", "--vary", "introduction.goals", "-o", tmp_path / "alle.parquet")
    done = commplan_here(*call)
    assert done.exit_code == 2
    assert "33.685.761" in done.stderr
    assert "problems 131.073, introduction.goals 257" in done.stderr
    assert not list(tmp_path.iterdir())
    assert (
        commplan_here(*GENERATE, "--how", "exhaustive", "--vary", "introduction.goals", "--most", "256", "-o", tmp_path / "a").exit_code
        == 2
    )


def test_a_folder_takes_only_so_many(tmp_path: Path) -> None:
    done = commplan_here(*GENERATE, "--count", "10001", "-o", tmp_path / "veel")
    assert done.exit_code == 2
    assert ".ndjson" in done.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--how", "exhaustive"), "--vary"),
        (("--how", "exhaustive", "--vary", "date", "--count", "3"), "--count"),
        (("--vary", "date"), "--how exhaustive"),
        (("--rows", "3", "--answered", "0.5"), "--answered hoort bij --how random"),
        (("--how", "random", "--marginals", "x.yaml"), "--how plausible"),
        (("--count", "0"), "--count"),
        (("--seed", "-1"), "--seed"),
        (("--set", "situation.register.exist=ja", "--set", "introduction.goals=x"), "--set introduction.goals=x"),
        (("--how", "exhaustive", "--vary", "situation.register.exist"), "Bedoelt u 'situation.register.exists'?"),
    ],
)
def test_what_does_not_go_together_or_is_no_question_is_wrong_use(tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    done = commplan_here(*GENERATE, *options, "-o", tmp_path / "veel.parquet")
    assert done.exit_code == 2
    assert said in done.stderr
    assert not list(tmp_path.iterdir())


def test_other_endings_are_refused_with_the_nearest_one(tmp_path: Path) -> None:
    done = commplan_here(*GENERATE, "-o", tmp_path / "veel.parket")
    assert done.exit_code == 2
    assert "'.parquet'" in done.stderr


def test_faults_in_what_is_given_end_with_1_and_what_cannot_be_read_or_written_with_3(tmp_path: Path) -> None:
    target = tmp_path / "veel.parquet"
    wrong = tmp_path / "fout.yaml"
    wrong.write_text("municipality: {name: B, provincie: x}\nquestions: {date: {answered: 2}}\n", encoding="utf-8")
    assert commplan_here(*GENERATE, "--given", wrong, "-o", target).exit_code == 1
    done = commplan_here(*GENERATE, "--marginals", wrong, "-o", target)
    assert done.exit_code == 1
    assert "fout.yaml:2:30" in done.stderr
    assert commplan_here(*GENERATE, "--given", tmp_path / "weg.yaml", "-o", target).exit_code == 3
    assert commplan_here(*GENERATE, "-o", tmp_path / "weg" / "veel.parquet").exit_code == 3
    assert [file.name for file in tmp_path.iterdir()] == ["fout.yaml"]


def test_platforms_that_the_rules_add_come_too(tmp_path: Path) -> None:
    rules = widened_rules(tmp_path / "regels")
    target = tmp_path / "veel.ndjson"
    assert commplan_here(*GENERATE, "--how", "random", "--rules", rules, "--count", "100", "-o", target).exit_code == 0
    assert '"platform": "buurtapp"' in target.read_text(encoding="utf-8")


def test_the_same_call_writes_the_same_bytes(tmp_path: Path) -> None:
    for how in ("plausible", "random"):
        for seed in "12":
            call = (*GENERATE, "--how", how, "--count", "200", "-o", tmp_path / f"{how}{seed}.parquet")
            assert commplan(*call, PYTHONHASHSEED=seed).returncode == 0
        assert (tmp_path / f"{how}1.parquet").read_bytes() == (tmp_path / f"{how}2.parquet").read_bytes()


def test_the_chances_that_ship_can_be_printed_edited_and_used(tmp_path: Path) -> None:
    shown = commplan_here(*GENERATE, "--show-marginals")
    assert shown.exit_code == 0
    edited = tmp_path / "kansen.yaml"
    edited.write_text(shown.stdout.replace("chances: {yes: 22, no: 78}", "chances: {yes: 1}"), encoding="utf-8")
    done = commplan_here(*GENERATE, "--marginals", edited, "--count", "40", "-o", tmp_path / "veel.ndjson")
    assert done.exit_code == 0, done.stderr
    told = [json.loads(line)["situation"] for line in (tmp_path / "veel.ndjson").read_text(encoding="utf-8").splitlines()]
    assert {one.get("welcome_package") for one in told} == {None, True}


def test_without_the_libraries_it_says_how_to_get_them(tmp_path: Path) -> None:
    (tmp_path / "pyarrow.py").write_text("raise ImportError('none', name='pyarrow')", encoding="utf-8")
    done = commplan(*GENERATE, "-o", tmp_path / "veel.parquet", PYTHONPATH=str(tmp_path))
    assert done.returncode == 3
    assert done.stderr == "Hiervoor is pyarrow nodig. Installeer dat met: pip install 'commplan-advisor[population]'\n"
