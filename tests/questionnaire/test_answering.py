"""What people type is understood as they mean it, or asked again with what can be typed."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan_advisor.questionnaire.answering import NotUnderstoodError, choices, in_words, takes_several, understood
from commplan_advisor.questionnaire.questions import questions, questions_of_the_situation
from tests.support.answers import random_answer

EXISTS = "situation.register.exists"
PLATFORMS = "situation.initiatives"
INHABITANTS = "municipality.inhabitants"
COVERAGE = "situation.initiatives[].coverage"
HOURS = "situation.internal.hours_per_week"
REPORTS = "situation.reports.used"
PURPOSE = "introduction.plan_purpose"


def read(path: str, typed: str) -> Any:
    return understood(questions()[path], typed)


def refusal(path: str, typed: str) -> str:
    with pytest.raises(NotUnderstoodError) as error:
        read(path, typed)
    assert error.value.message.en
    return error.value.message.nl


@pytest.mark.parametrize(
    ("path", "typed", "value"),
    [
        (EXISTS, "Ja", True),
        (EXISTS, "n", False),
        (EXISTS, "yes.", True),
        ("situation.initiatives[].rules", "2", "most"),
        ("situation.initiatives[].rules", "De meeste", "most"),
        ("situation.initiatives[].rules", "geen", "none"),
        ("situation.initiatives[].admins_per_group", "meestal een", "one"),
        ("situation.initiatives[].privacy", "ja", "yes"),
        ("municipality.province", "zuid holland", "zuid_holland"),
        ("municipality.province", "Fryslan", "fryslan"),
        (PLATFORMS, "1,2", ["whatsapp", "burgernet"]),
        (PLATFORMS, "1 2 en 4", ["whatsapp", "burgernet", "nextdoor"]),
        (PLATFORMS, "WhatsApp; whatsapp, las", ["whatsapp", "las"]),
        (PLATFORMS, "geen", []),
        (PLATFORMS, "0", []),
        (PURPOSE, "inwoners informeren, groepen, beheerders en leden werven", ["inform", "recruit"]),
        (INHABITANTS, "24000", 24000),
        (INHABITANTS, "24.000", 24000),
        (INHABITANTS, "1,234,567", 1234567),
        (INHABITANTS, "24 000", 24000),
        (COVERAGE, "45%", 45),
        (COVERAGE, "12,5 procent", 12.5),
        (HOURS, "2.5 uur", 2.5),
        (HOURS, "8", 8),
        ("date", "31-1-2026", "2026-01-31"),
        ("date", "2026-01-31", "2026-01-31"),
        ("date", "1/2/2026", "2026-02-01"),
        ("sources", "krant, 3 mei; website", ["krant, 3 mei", "website"]),
        ("notes", "  Let op: #1 ", "Let op: #1"),
        ("municipality.name", "2020", "2020"),
    ],
)
def test_an_answer_is_understood(path: str, typed: str, value: Any) -> None:
    found = read(path, typed)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("path", "typed", "told"),
    [
        (EXISTS, "misschien", "'misschien' is geen ja of nee."),
        (PLATFORMS, "1, watsapp", "Bedoelt u 1 (WhatsApp)?"),
        (PLATFORMS, "next door", "(Nextdoor)?"),
        (PLATFORMS, "99", "'99' is geen nummer van 1 tot en met 14."),
        (PLATFORMS, ",", "Kies een of meer nummers, zoals 1,3."),
        (REPORTS, "ja", "'ja' past bij 2 en 3. Kies een nummer."),
        (REPORTS, "xyzzy", "'xyzzy' staat er niet bij. Kies een nummer."),
        (INHABITANTS, "24,5", "Typ een heel getal, zoals 12."),
        (INHABITANTS, "9" * 5000, "Typ een getal in cijfers, zoals 12."),
        (PLATFORMS, "9" * 5000, "is geen nummer van 1 tot en met 14."),
        (INHABITANTS, "veel", "Typ een getal in cijfers, zoals 12."),
        (COVERAGE, "12.500", "niet duidelijk"),
        ("date", "31-2-2026", "De datum '31-2-2026' bestaat niet."),
        ("date", "gisteren", "Typ een datum, zoals 31-1-2026."),
        ("notes", "a\ufffdb", "een teken in dat geen tekst is"),
        ("notes", "\x1b[31mrood", "een teken in dat geen tekst is"),
    ],
)
def test_what_is_no_answer_is_told_with_what_can_be_typed(path: str, typed: str, told: str) -> None:
    assert told in refusal(path, typed)


ASKED = [question.path for question in questions_of_the_situation()]


@pytest.mark.parametrize("path", ASKED)
def test_every_choice_can_be_made_by_number_and_by_its_words(path: str) -> None:
    question = questions()[path]
    options = choices(question) if question.options or question.kind == "list" else ()
    for number, option in enumerate(options, start=1):
        wanted = [option.value] if takes_several(question) else option.value
        for typed in (str(number), option.value, option.nl, option.en.upper()):
            assert understood(question, typed) == wanted


@given(st.text(max_size=30), st.sampled_from(ASKED))
def test_whatever_is_typed_is_an_answer_or_is_told(typed: str, path: str) -> None:
    try:
        value = read(path, typed)
    except NotUnderstoodError:
        return
    if value not in ("", []):
        assert in_words(questions()[path], value).nl is not None


@pytest.mark.parametrize("path", [path for path in ASKED if path != "questionnaire"])
def test_an_answer_in_words_is_understood_as_the_same_answer(path: str) -> None:
    question = questions()[path]
    rng = Random(path)
    value: Any = random_answer(rng, question)
    if question.kind == "list":
        value = [option.value for option in rng.sample(choices(question), 2)]
    if question.kind == "text":
        value = value.replace("\n", " ")
    words = in_words(question, value)
    assert sorted(as_list(understood(question, words.nl))) == sorted(as_list(value))
    assert sorted(as_list(understood(question, words.en))) == sorted(as_list(value))


def as_list(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
