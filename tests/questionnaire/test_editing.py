"""Other answers than those of a file: each kind of change, and everything that can be wrong with one."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.common.located import parse_yaml
from commplan_advisor.questionnaire.asked import asked
from commplan_advisor.questionnaire.editing import Change, change_from, changed, where_of
from commplan_advisor.questionnaire.questions import question_of
from commplan_advisor.questionnaire.reading import Case, case_from, load_case
from tests.support.answers import case_of, questionnaire_of, random_answer, random_answers

TEXT = """\
municipality:
  name: Beekwaarde
  inhabitants: 24000
introduction:
  goals: [overview]
situation:
  initiatives:
    - platform: whatsapp
      groups: 9
      coverage: 40
    - platform: burgernet
      members: 100
    - platform: whatsapp
      groups: 12
  register:
    exists: ja
problems:
  - type: chatter
"""


@pytest.fixture
def case() -> Case:
    return case_from(parse_yaml(TEXT, "beekwaarde.yaml"))


def set_to(case: Case, *settings: str) -> Case:
    return changed(case, [change_from(setting) for setting in settings])


def faults_of(case: Case, *settings: str) -> list[str]:
    with pytest.raises(FaultyInputError) as caught:
        set_to(case, *settings)
    return [fault.words("nl") for fault in caught.value.faults]


def platforms(case: Case) -> list[str]:
    return [str(row.platform) for row in case.answers.situation.initiatives or ()]


def groups(case: Case) -> list[int | None]:
    return [row.groups for row in case.answers.situation.initiatives or ()]


# ---- what a change says -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("situation.register.exists=true", True),
        ("situation.register.exists=ja", "ja"),
        ("situation.initiatives[1].coverage=12.5", 12.5),
        ("situation.initiatives[1].groups = 3 ", 3),
        ("introduction.goals=overview, safety", ["overview", "safety"]),
        ("introduction.goals=[overview, safety]", ["overview", "safety"]),
        ("introduction.goals=[]", []),
        ("municipality.name=12", "12"),
        ("notes=a: b # c", "a: b # c"),
        ("notes=", None),
        ("situation.register.exists=null", None),
        ("problems=[{type: chatter}]", [{"type": "chatter"}]),
        ("date=2026-01-31", "2026-01-31"),
        ("situation.structures.organisation=x=y", "x=y"),
    ],
)
def test_a_change_is_read_as_an_answer_of_a_file(text: str, value: object) -> None:
    assert change_from(text).value == value


@pytest.mark.parametrize("text", ["situation.register.exists", "introduction.goals=[a, b", "problems={a: 1, a: 2}", ""])
def test_what_is_not_a_question_and_an_answer_is_refused(text: str) -> None:
    with pytest.raises(FaultyInputError) as caught:
        change_from(text)
    assert caught.value.faults[0].place.file == text


def test_a_change_is_shown_as_it_was_written_or_would_be() -> None:
    assert str(change_from("introduction.goals=overview,safety")) == "introduction.goals=overview,safety"
    assert str(Change("introduction.goals", ["overview"])) == "introduction.goals=[overview]"
    assert str(Change("situation.register.exists", False)) == "situation.register.exists=false"
    assert str(Change("problems[chatter]", None)) == "problems[chatter]="
    assert str(Change("problems", [{"type": "chatter"}])) == "problems=[{type: chatter}]"
    assert len(str(Change("notes", "x" * 5000))) < 300


# ---- changes that are right -------------------------------------------------------------------------------------------------------


def test_an_answer_is_changed_given_and_taken_away(case: Case) -> None:
    assert set_to(case, "situation.register.exists=nee").answers.situation.register_.exists is False
    assert set_to(case, "situation.signs.policy=strategic").answers.situation.signs.policy == "strategic"
    assert set_to(case, "situation.register.exists=").answers.situation.register_.exists is None
    assert set_to(case, "situation.signs.policy=").answers == case.answers


def test_the_case_itself_stays_as_it_is(case: Case) -> None:
    before = case.answers.model_dump()
    set_to(case, "situation.register.exists=", "situation.initiatives[1]=", "problems[privacy_breach].frequency=weekly")
    assert case.answers.model_dump() == before
    assert case.source.value["situation"]["initiatives"][0]["groups"] == 9


def test_a_row_is_told_by_name_and_by_number_from_1(case: Case) -> None:
    assert groups(set_to(case, "situation.initiatives[1].groups=3")) == [3, None, 12]
    assert groups(set_to(case, "situation.initiatives[burgernet].groups=3")) == [9, 3, 12]
    one, other = (groups(set_to(case, f"situation.initiatives[{name}].groups=3")) for name in ("whatsapp", "whatsapp-2"))
    assert sorted([one, other], key=str) == [[3, None, 12], [9, None, 3]]


def test_several_changes_to_a_row_that_is_not_there_make_one_row(case: Case) -> None:
    other = set_to(case, "situation.initiatives[facebook].groups=3", "situation.initiatives[facebook].members=30")
    rows = other.answers.situation.initiatives
    assert rows is not None
    assert (platforms(other)[3:], rows[3].groups, rows[3].members) == (["facebook"], 3, 30)


def test_a_second_row_of_a_name_can_be_made(case: Case) -> None:
    other = set_to(case, "situation.initiatives[burgernet-2].groups=3")
    assert platforms(other) == ["whatsapp", "burgernet", "whatsapp", "burgernet"]


def test_a_row_can_be_made_in_a_list_that_was_not_answered(case: Case) -> None:
    rows = set_to(case, "introduction.audiences[elderly].area=Noord").answers.introduction.audiences
    assert rows is not None
    assert [(row.kind, row.area) for row in rows] == [("elderly", "Noord")]


def test_a_new_row_given_as_a_whole_keeps_its_name(case: Case) -> None:
    assert platforms(set_to(case, "situation.initiatives[facebook]={groups: 3}"))[3] == "facebook"


def test_rows_keep_their_names_and_numbers_while_others_go(case: Case) -> None:
    other = set_to(case, "situation.initiatives[1]=", "situation.initiatives[2]=", "situation.initiatives[3].groups=5")
    assert (platforms(other), groups(other)) == (["whatsapp"], [5])


def test_more_than_ten_rows_can_be_taken_away_at_once() -> None:
    many = case_of({"municipality": {"name": "B"}, "problems": [{"type": "other", "description": f"{number}"} for number in range(12)]})
    left = set_to(many, *(f"problems[{number}]=" for number in (2, 9, 10, 12))).answers.problems
    assert [row.description for row in left or ()] == ["0", "2", "3", "4", "5", "6", "7", "10"]


def test_a_list_without_rows_is_answered_and_one_taken_away_is_not(case: Case) -> None:
    assert set_to(case, "problems[chatter]=").answers.problems == []
    assert set_to(case, "problems=[]").answers.problems == []
    assert set_to(case, "problems=").answers.problems is None


def test_answers_that_stay_keep_their_places(case: Case) -> None:
    other = set_to(case, "situation.initiatives[burgernet]=", "situation.register.exists=nee")
    line = {path: other.source.place(path).line for path in other.source.places}
    assert line["situation", "initiatives", 0, "groups"] == 9
    assert line["situation", "initiatives", 1, "groups"] == 14
    assert ("situation", "initiatives", 2) not in line
    assert ("situation", "register", "exists") not in line
    assert line["problems", 0, "type"] == 18


def test_where_of_finds_questions_and_rows(case: Case) -> None:
    assert where_of(case.answers, "situation.register.exists") == ("situation", "register", "exists")
    assert where_of(case.answers, "situation.initiatives[burgernet].groups") == ("situation", "initiatives", 1, "groups")
    assert where_of(case.answers, "situation.initiatives[3]") == ("situation", "initiatives", 2)
    assert where_of(case.answers, "situation.initiatives[4]") is None
    assert where_of(case.answers, "situation.initiatives[facebook].groups") is None


def test_every_question_of_a_case_can_be_set_by_its_own_path() -> None:
    rng = Random(5)
    for _ in range(6):
        answers = random_answers(rng, 0.5)
        one = case_of(answers)
        for question in asked(one.answers):
            if question.question.kind == "list" or question.path == "questionnaire":
                continue
            value = random_answer(rng, question.question)
            wanted: Any = copy.deepcopy(answers)
            holder = wanted
            for part in question.where[:-1]:
                holder = holder.setdefault(part, {}) if isinstance(part, str) else holder[part]
            holder[question.where[-1]] = value
            assert changed(one, [Change(question.path, value)]).answers == questionnaire_of(wanted)


def test_a_change_as_text_does_the_same(case: Case) -> None:
    for change in (
        Change("introduction.goals", ["overview", "safety"]),
        Change("situation.register.exists", True),
        Change("situation.initiatives[1].coverage", 12.5),
        Change("problems[chatter]", None),
        Change("problems", [{"type": "continuity", "who": ["police"]}]),
    ):
        assert changed(case, [change_from(str(change))]).answers == changed(case, [change]).answers


# ---- changes that are wrong -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (
            ["situation.register.exists=misschien"],
            ["situation.register.exists=misschien: 'misschien' moet ja of nee zijn (true of false)."],
        ),
        (["situation.register.exists="] * 2, ["gaat over hetzelfde als situation.register.exists="]),
        (["situation.initiatives[1].groups=24.000"], ["'24.000' moet een heel getal zijn, zonder punt of komma."]),
        (["situation.initiatives[1].coverage=120"], ["mag niet meer zijn dan 100."]),
        (["introduction.goals=overview,safty"], ["'safty' is geen keuze. Kies uit: impulse", "Bedoelt u 'safety'?"]),
        (["introduction.goals=[overview, overview]"], ["is twee keer genoemd"]),
        (["situation.signs.policy=#x"], ["'#x' is geen keuze"]),
        (["municipality.name="], ["moet zijn ingevuld"]),
        (["date=morgen"], ["moet een bestaande datum zijn"]),
        (["questionnaire=7"], ["is een nieuwere versie dan dit programma kent (1)"]),
    ],
)
def test_a_faulty_answer_is_told_with_what_is_allowed(case: Case, settings: Sequence[str], told: Sequence[str]) -> None:
    (fault,) = faults_of(case, *settings)
    assert fault.startswith(f"{settings[-1]}: ")
    assert all(words in fault for words in told), fault


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("situation.registr.exists", ["'registr' bestaat niet", "Bedoelt u 'situation.register.exists'?"]),
        ("register.exists", ["'register' bestaat niet", "Bedoelt u 'situation.register.exists'?"]),
        ("coverage", ["Bedoelt u 'situation.initiatives[whatsapp].coverage'?"]),
        ("situation.initiatives.coverage", ["is een lijst. Zeg om welke rij", "situation.initiatives[whatsapp].coverage"]),
        ("situation.initiatives[burgernet].coverag", ["'coverag' bestaat niet", "'situation.initiatives[burgernet].coverage'?"]),
        ("situation.register", ["is een onderdeel met vragen. Kies er een: exists, completeness"]),
        ("situation.register.exists[1]", ["'exists' is geen lijst: laat [1] weg."]),
        ("situation.register.exists.here", ["'here' bestaat niet", "'situation.register.exists'?"]),
        ("situation.initiatives[facbook].groups", ["'facbook' is geen rij", "Er zijn: whatsapp, burgernet", "Bedoelt u 'facebook'?"]),
        ("situation.initiatives[4].groups", ["'4' is geen rij van deze lijst"]),
        ("situation.initiatives[0].groups", ["'0' is geen rij van deze lijst"]),
        (f"situation.initiatives[{'9' * 150}].groups", ["is geen rij van deze lijst"]),
        ("situation.initiatives[].groups", ["bestaat niet in de vragenlijst"]),
        ("", ["bestaat niet in de vragenlijst"]),
        ("situation..exists", ["bestaat niet in de vragenlijst"]),
    ],
)
def test_a_path_that_leads_nowhere_is_answered_with_the_nearest(case: Case, path: str, told: Sequence[str]) -> None:
    (fault,) = faults_of(case, f"{path}=1")
    assert fault.startswith(f"{path}=1: ")
    assert all(words in fault for words in told), fault


def test_a_row_that_is_not_there_cannot_be_taken_away(case: Case) -> None:
    for setting in ("situation.initiatives[facebook]=", "situation.initiatives[facebook].groups="):
        (fault,) = faults_of(case, setting)
        assert "'facebook' is geen rij" in fault
        assert "nieuwe" not in fault


def test_all_faults_of_all_changes_are_told_at_once(case: Case) -> None:
    told = faults_of(case, "situation.register.exists=x", "nergens=1", "problems=[{type: chater}, {tipe: x}]", "notes=goed")
    assert len(told) == 4
    assert sum("problems=[" in fault for fault in told) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("situation.initiatives[1].groups=3", "situation.initiatives[1].groups=4"),
        ("situation.initiatives=", "situation.initiatives[facebook].groups=3"),
        ("situation.initiatives[facebook].groups=3", "situation.initiatives="),
        ("situation.initiatives[2]=", "situation.initiatives[burgernet].groups=3"),
        ("situation.initiatives[burgernet].groups=3", "situation.initiatives[2]="),
        ("problems[1]=", "problems[chatter]="),
        ("problems=[{type: other}]", "problems[1].frequency=weekly"),
    ],
)
def test_two_changes_to_the_same_are_refused(case: Case, first: str, second: str) -> None:
    (fault,) = faults_of(case, first, second)
    assert fault == f"{second}: gaat over hetzelfde als {first}. Geef een van de twee."


def test_too_many_rows_together_are_noticed() -> None:
    full = case_of({"municipality": {"name": "B"}, "problems": [{"type": "other"}] * 199})
    set_to(full, "problems[chatter].frequency=weekly")
    with pytest.raises(FaultyInputError):
        set_to(full, "problems[chatter].frequency=weekly", "problems[continuity].frequency=daily")


def test_no_change_whatever_it_says_ends_in_a_crash(case: Case) -> None:
    rng = Random(7)
    pieces = [
        "situation",
        "initiatives",
        "[whatsapp]",
        "[1]",
        "[x",
        "]",
        ".",
        "=",
        "register",
        "exists",
        "{",
        "}",
        "- a",
        "é",
        "\n",
        ":",
        "&a",
        "*a",
    ]
    for _ in range(1500):
        settings = ["".join(rng.choices(pieces, k=rng.randint(1, 7))) for _ in range(rng.randint(1, 2))]
        with suppress(FaultyInputError):
            set_to(case, *settings)


def test_a_question_is_found_by_a_path_with_a_row() -> None:
    question = question_of("situation.initiatives[whatsapp].coverage")
    assert question is not None
    assert question.path == "situation.initiatives[].coverage"
    assert question_of("situation.initiatives[whatsapp]") is None


def test_json_files_can_be_changed_too(tmp_path: Path) -> None:
    file = tmp_path / "b.json"
    file.write_text('{"municipality": {"name": "B"}, "problems": null}', encoding="utf-8")
    rows = set_to(load_case(file), "problems[chatter].frequency=weekly").answers.problems
    assert [row.frequency for row in rows or ()] == ["weekly"]
