"""What stands in a plan: every item of the format, and all that the advice says."""

from __future__ import annotations

import re

import pytest

from commplan_advisor.common.text import LANGUAGES, Language
from tests.support.plans import advice_named, case_named, plan_named
from tests.support.shipped import shipped_engine

NAMES = ("name-only", "complete", "large-city", "silent-groups", "nijkerk-2016")
"""Plans of every size; test_all_cases.py reads those of all cases."""
ITEMS = sorted(shipped_engine().book.sources["format"].items or {})
CHAPTERS = {
    "nl": ("1 Doel", "2 Situatie", "3 Probleemanalyse", "4 Oplossingen", "5 Strategie", "6 Realisatie", "7 Evaluatie"),
    "en": ("1 Goal", "2 Situation", "3 Problem analysis", "4 Solutions", "5 Strategy", "6 Realisation", "7 Evaluation"),
}


def text_of(name: str, language: Language = "nl") -> str:
    return plan_named(name, "md", language).decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("item", ITEMS)
def test_a_full_plan_has_every_item_of_the_format_as_a_heading_or_by_name(item: str, language: Language) -> None:
    text = text_of("complete", language)
    assert re.search(rf"^#+ {re.escape(item)} |format {re.escape(item)}\b", text, re.MULTILINE)


def test_the_format_has_31_items() -> None:
    assert len(ITEMS) == 31


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_plan_has_the_seven_chapters_in_order(name: str, language: Language) -> None:
    headings = re.findall(r"^## (.*)$", text_of(name, language), re.MULTILINE)
    found = [heading for heading in headings if heading[0].isdigit()]
    assert len(found) == 7
    assert all(heading.startswith(start) for heading, start in zip(found, CHAPTERS[language], strict=True))


@pytest.mark.parametrize("name", ["complete", "large-city", "nijkerk-2016"])
def test_everything_that_the_advice_concludes_stands_in_the_plan(name: str) -> None:
    text = re.sub(r"\s+", " ", text_of(name).replace("\\", ""))
    advice = advice_named(name)
    told = [
        *(one.title for one in advice.problems),
        *(one.title for one in advice.actions),
        *(one.title for one in (*advice.tasks, *advice.duties)),
        *(one.title for one in advice.moments),
        *(one.title for one in advice.meetings),
        *(one.title for one in advice.indicators),
        *(one.title for one in advice.checks),
        *(one.title for one in advice.roles),
        *(one.title for points in (advice.swot.strengths, advice.swot.weaknesses) for one in points),
        *(one.title for points in (advice.swot.opportunities, advice.swot.threats) for one in points),
        *(cause.title for problem in advice.problems for cause in problem.causes),
        *(words for action in advice.actions for words in (*action.steps, action.indicator, *action.needs, *action.means)),
        *(option.suits for action in advice.actions for option in action.options),
    ]
    assert [words for words in told if re.sub(r"\s+", " ", words) not in text] == []


def test_a_plan_shows_the_answers_that_the_advice_does_not_repeat() -> None:
    text = text_of("complete").replace("\\", "")
    for words in (
        "Kromwaarden let op",
        "Rivierenbuurt en Vogelbuurt",
        "Een coördinator, met elk kwartaal overleg",
        "2.900",
        "Bedacht register",
    ):
        assert words in text


def test_both_languages_have_the_same_parts() -> None:
    for name in ("complete", "name-only", "heerde-2018"):
        shapes = [re.findall(r"^(#+) |^(\|:)", text_of(name, language), re.MULTILINE) for language in LANGUAGES]
        assert shapes[0] == shapes[1]


def test_an_english_plan_has_no_dutch_words_of_its_own() -> None:
    text = text_of("complete", "en")
    assert [word for word in ("Onderdeel", "Waarom", "Bijlage", "Actie ", "nog niet ingevuld", "Doelgroep") if word in text] == []


def test_a_plan_of_a_name_alone_says_what_is_not_known_yet() -> None:
    text = text_of("name-only")
    assert "Er zijn nog geen acties" in text
    assert "nog niet ingevuld" in text
    assert case_named("name-only").name in text
