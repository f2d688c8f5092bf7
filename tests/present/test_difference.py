"""How differences and fragile answers are written down."""

from __future__ import annotations

import json
from random import Random

import pytest

from commplan_advisor.advice.what_if.fragile import fragile
from commplan_advisor.advice.what_if.what_if import WhatIf, what_if
from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.present.difference import what_if_json, what_if_page
from commplan_advisor.present.fragile import care_page, fragile_json, fragile_page
from commplan_advisor.present.markdown import as_markdown
from commplan_advisor.present.terminal import as_text
from commplan_advisor.questionnaire.editing import Change, change_from
from commplan_advisor.questionnaire.reading import load_case
from tests.support.answers import Answers, case_of, random_answers
from tests.support.shipped import DAY, ROOT, shipped_engine

NIJKERK = ROOT / "cases" / "real" / "nijkerk-2016.yaml"
HEERDE = ROOT / "cases" / "real" / "heerde-2018.yaml"


def asked(*settings: str, language: Language = "nl") -> WhatIf:
    return what_if(load_case(NIJKERK), [change_from(one) for one in settings], shipped_engine(), language=language, start=DAY)


def page(told: WhatIf, language: Language = "nl", width: int = 80) -> str:
    return as_text(what_if_page(told, language), width)


def words(text: str) -> str:
    """The text on one line, however it was wrapped."""
    return " ".join(text.split())


def test_it_says_what_comes_what_goes_and_why() -> None:
    said = words(page(asked("situation.register.exists=nee", "problems[chatter]=")))
    assert "Komt erbij" in said
    assert "Er is geen register van groepen (zwak punt)." in said
    assert "'er zijn te veel berichten die er niet toe doen' niet meer in de lijst staat" in said
    assert "Kan nog terugkomen." in said
    assert "Acties: 12 → " in said


def test_an_answer_that_turned_a_rule_is_quoted() -> None:
    case = case_of({"municipality": {"name": "B"}, "situation": {"register": {"exists": False}}})
    told = what_if(case, [Change("situation.register.exists", True)], shipped_engine(), start=DAY)
    assert "Vervalt omdat bij 'Is er een register van alle groepen?' nu 'ja' staat (eerst: nee)." in words(page(told))


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("municipality.province=utrecht", "Geen enkele regel kijkt naar deze vraag: municipality.province."),
        ("municipality.province=gelderland", "Dit antwoord staat al in de vragenlijst: municipality.province."),
        ("problems[chatter].platform=burgernet", "1 regel kijkt naar deze vraag, en leidt met dit antwoord tot hetzelfde"),
    ],
)
def test_when_nothing_changes_it_says_so_and_why(setting: str, told: str) -> None:
    said = words(page(asked(setting)))
    assert "Het advies blijft hetzelfde." in said
    assert told in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [40, 80, 200])
def test_pages_fit_the_width(language: Language, width: int) -> None:
    case = load_case(NIJKERK)
    told = asked("situation.register.exists=nee", "problems[chatter]=", "introduction.rhythm=half_yearly", language=language)
    found = fragile(case, shipped_engine(), language=language)
    blocks = (*what_if_page(told, language), *fragile_page(found, language), *fragile_page(found, language, everything=True))
    lines = [line for line in as_text(blocks, width).splitlines() if not line.startswith(("http",))]
    too_long = [line for line in lines if len(line) > width and len(line.split()) > 1 and width >= 80]
    assert too_long == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_difference_can_be_written_down(language: Language) -> None:
    rng = Random(3)
    engine = shipped_engine()
    for _ in range(6):
        case = case_of(random_answers(rng, 0.6))
        other: Answers = random_answers(rng, 0.6)
        changes = [Change("problems", other.get("problems"))]
        changes += [Change(f"situation.{key}", value) for key, value in other.get("situation", {}).items() if not isinstance(value, dict)]
        told = what_if(case, changes, engine, language=language, start=DAY)
        assert as_markdown(what_if_page(told, language))
        assert json.loads(what_if_json(told))["schema"] == "commplan-what-if/1"


def test_the_machine_form_says_it_all() -> None:
    told = json.loads(what_if_json(asked("situation.register.exists=nee")))
    assert (told["schema"], told["municipality"], told["changes_advice"]) == ("commplan-what-if/1", "Nijkerk", True)
    assert told["given"][0]["path"] == "situation.register.exists"
    assert {one["kind"] for one in told["difference"]["comes"]} >= {"finding", "action"}
    assert told["before"]["case_hash"] != told["after"]["case_hash"]
    found = json.loads(fragile_json([fragile(load_case(NIJKERK), shipped_engine())]))
    assert found["schema"] == "commplan-fragile/1"
    (case,) = found["cases"]
    assert case["questions"][0]["effects"][0]["set"]
    assert found["care"][0]["answered"] == 1


def test_one_thing_is_not_written_as_several() -> None:
    said = page(asked("situation.register.exists=ja"))
    assert "1 actie," in said
    assert "1 acties" not in said
    fragile_said = as_text(fragile_page(fragile(load_case(NIJKERK), shipped_engine()), "nl"), 80)
    assert "1 antwoorden" not in fragile_said


def test_fragile_answers_are_told_with_their_place_and_what_moves() -> None:
    said = words(as_text(fragile_page(fragile(load_case(NIJKERK), shipped_engine()), "nl"), 80))
    assert "(regel 24)" in said
    assert "Vanaf 2.526: actie erbij: 'Bespreek of grote groepen kunnen splitsen'." in said
    assert "Bij 474 of minder:" in said
    assert "Zonder 'WhatsApp':" in said
    assert "Bij 'WeAlert', 'LAS', 'WaakSamen' of 'BurenAlert':" in said


def test_all_shows_more() -> None:
    found = fragile(load_case(NIJKERK), shipped_engine())
    short, full = (as_text(fragile_page(found, "nl", everything=everything), 80) for everything in (False, True))
    assert len(full) > len(short)
    assert "en nog" in short
    assert "en nog" not in full


def test_an_advice_that_hangs_on_nothing_says_so() -> None:
    engine = shipped_engine()
    assert "nog geen antwoord" in as_text(fragile_page(fragile(case_of({"municipality": {"name": "B"}}), engine), "nl"), 80)
    nothing = fragile(case_of({"municipality": {"name": "B"}, "introduction": {"rhythm": "format"}}), engine)
    assert "hangt van geen enkel antwoord alleen af" in words(as_text(fragile_page(nothing, "nl"), 80))
    assert "hangt van geen enkel antwoord alleen af" in words(as_text(care_page([nothing, nothing], "nl"), 80))


def test_care_ranks_questions_across_cases() -> None:
    found = [fragile(load_case(path), shipped_engine(), language="en") for path in (NIJKERK, HEERDE)]
    said = as_text(care_page(found, "en"), 80)
    assert "2 questionnaires" in said
    assert "What do you run into?" in said
    assert "2 of 2" in said
