"""What may stand in one cell, and what it is taken for."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from commplan_advisor.common.text import LANGUAGES
from commplan_advisor.questionnaire.questions import questions
from commplan_advisor.questionnaire.sheets.cells import NotInCellError, answer_in, ticked
from commplan_advisor.questionnaire.sheets.package import CellValue

_OPTIONS = [(path, one) for path, question in questions().items() for one in question.options]


@pytest.mark.parametrize(
    ("path", "value", "answer"),
    [
        ("municipality.inhabitants", 24000.0, 24000),
        ("municipality.inhabitants", "24.000", 24000),
        ("municipality.inhabitants", "24 000", 24000),
        ("introduction.coverage_goal", 12.5, 12.5),
        ("introduction.coverage_goal", "12,5", 12.5),
        ("introduction.coverage_goal", "30 %", 30),
        ("situation.internal.hours_per_week", "8 uur", 8),
        ("date", date(2026, 1, 31), "2026-01-31"),
        ("date", datetime(2026, 1, 31), "2026-01-31"),
        ("date", "31-1-2026", "2026-01-31"),
        ("date", "2026-01-31", "2026-01-31"),
        ("situation.register.exists", "Nee", False),
        ("situation.register.exists", True, True),
        ("notes", "007", "007"),
        ("notes", 7.0, "7"),
        ("notes", "=1+1", "=1+1"),
        ("notes", "onbekend", "onbekend"),
        ("notes", date(2026, 1, 31), "2026-01-31"),
        ("situation.register.completeness", "?", None),
        ("municipality.province", "Onbekend", None),
        ("municipality.inhabitants", "weet niet", None),
        ("introduction.goals", "none of these", []),
    ],
)
def test_an_answer_is_understood(path: str, value: CellValue, answer: object) -> None:
    found = answer_in(questions()[path], value)
    assert found == answer
    assert type(found) is type(answer)


def test_every_option_is_understood_by_its_code_and_its_words_in_either_language_and_any_case() -> None:
    for path, option in _OPTIONS:
        for word in (str(option), option.nl, option.en, option.nl.upper(), f" {option.en} "):
            found = answer_in(questions()[path], word)
            assert found in (str(option), [str(option)]), (path, word)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("situation.initiatives[].platform", 3.0, "is geen keuze. Kies uit: WhatsApp, Burgernet"),
        ("situation.initiatives[].platform", "1", "is geen keuze."),
        ("situation.register.exists", "misschien", "is geen ja of nee."),
        ("situation.register.exists", 3.0, "is geen ja of nee."),
        ("municipality.inhabitants", True, "is geen getal."),
        ("municipality.inhabitants", "veel", "past hier niet. Typ een getal in cijfers, zoals 12."),
        ("municipality.inhabitants", date(2026, 1, 31), "is geen getal."),
        ("situation.internal.hours_per_week", "12.500", "is niet duidelijk. Typ duizend als 1000"),
        ("date", "31-2-2026", "past hier niet. De datum '31-2-2026' bestaat niet."),
        ("date", 20260131.0, "is geen datum."),
        ("introduction.goals", "overview; voetbal", "is geen keuze. Kies uit: initiatieven een impuls geven"),
    ],
)
def test_what_is_no_answer_says_what_can_be_typed(path: str, value: CellValue, said: str) -> None:
    with pytest.raises(NotInCellError) as caught:
        answer_in(questions()[path], value)
    assert caught.value.message.nl.startswith(said)
    assert caught.value.message.en


@pytest.mark.parametrize(("value", "nearest"), [("watsapp", "WhatsApp"), ("burgernets", "Burgernet")])
def test_the_nearest_words_are_offered_as_they_are_in_the_list(value: str, nearest: str) -> None:
    with pytest.raises(NotInCellError) as caught:
        answer_in(questions()["situation.initiatives[].platform"], value)
    assert caught.value.nearest == nearest


@pytest.mark.parametrize("word", ["ja", "Ja ", "yes", "x", "X", "v", "✓", True, "j"])
def test_an_option_is_chosen_with_yes_in_any_form(word: CellValue) -> None:
    assert ticked(word)


@pytest.mark.parametrize("word", ["nee", "NO", "n", "-", False])
def test_an_option_is_not_chosen_with_no_in_any_form(word: CellValue) -> None:
    assert not ticked(word)


def test_words_of_one_option_are_not_those_of_another_of_its_list() -> None:
    for question in questions().values():
        for language in LANGUAGES:
            words = [one.nl if language == "nl" else one.en for one in question.options]
            assert len({word.casefold() for word in words}) == len(words), question.path
