"""The matrix as a picture: drawn, the same each time, and told in words as well."""

from __future__ import annotations

import sys
from functools import cache
from xml.etree import ElementTree as ET

import pytest

from commplan_advisor.advice.compare.compare import Comparison, compare
from commplan_advisor.advice.compare.comparing import ASSUMED, NO, OPEN, YES
from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.present.comparison_words import sign
from commplan_advisor.present.pictures import comparison as pictures
from commplan_advisor.present.pictures.comparison import as_picture
from commplan_advisor.present.pictures.drawing import Form
from commplan_advisor.questionnaire.reading import load_case
from commplan_advisor.rulebook.catalogue import PRIORITIES
from tests.support.answers import case_of
from tests.support.shipped import shipped_cases, shipped_engine

_SVG = "{http://www.w3.org/2000/svg}"


@cache
def compared(count: int = 3, language: Language = "nl") -> Comparison:
    cases = [load_case(path) for path in shipped_cases()[-count:]]
    return compare(cases, shipped_engine(), language=language, differences=True, groups=False)


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


@pytest.mark.parametrize("form", ["svg", "png"])
def test_the_same_comparison_is_the_same_bytes(form: Form) -> None:
    assert as_picture(compared(), "nl", form) == as_picture(compared(), "nl", form)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_svg_has_its_words_as_text_a_title_and_a_description(language: Language) -> None:
    comparison = compared(3, language)
    root = ET.fromstring(as_picture(comparison, language, "svg"))
    assert root.get("role") == "img"
    title, description = root.find(f"{_SVG}title"), root.find(f"{_SVG}desc")
    assert title is not None
    assert title.text == {"nl": "Vergelijking van 3 vragenlijsten", "en": "Comparison of 3 questionnaires"}[language]
    assert description is not None
    words = " ".join("".join(element.itertext()) for element in root.iter(f"{_SVG}text"))
    for case in comparison.cases:
        assert case.label in str(description.text)
        assert case.label in words
    assert comparison.sections[0].rows[0].title in words


def test_a_picture_grows_with_its_rows_and_columns() -> None:
    wide, high = size(as_picture(compared(6), "nl", "png"))
    less_wide, less_high = size(as_picture(compared(2), "nl", "png"))
    assert high > less_high
    assert wide >= less_wide


def test_every_state_has_a_sign_and_a_shade_of_its_own() -> None:
    states = (YES, *PRIORITIES, OPEN, NO, ASSUMED)
    for language in LANGUAGES:
        assert len({sign(state, language) for state in states}) == len(states)
    assert len({pictures._SHADES[state] for state in states}) == len(states)
    greys = [sum(int(pictures._SHADES[state][place : place + 2], 16) for place in (1, 3, 5)) for state in PRIORITIES]
    assert greys == sorted(greys), "from dark to light, in grey as well"


def test_names_with_signs_of_other_languages_and_of_formulas_are_drawn(capfd: pytest.CaptureFixture[str]) -> None:
    cases = [case_of({"municipality": {"name": name}}) for name in ("你好 $x_1$", "<b>&\\1")]
    comparison = compare(cases, shipped_engine())
    ET.fromstring(as_picture(comparison, "nl", "svg"))
    size(as_picture(comparison, "nl", "png"))
    assert capfd.readouterr().err == ""


def test_many_cases_are_narrow_and_have_no_signs() -> None:
    cases = [case_of({"municipality": {"name": f"Stad {number}"}}) for number in range(pictures._SIGNS_UP_TO + 30)]
    wide, _ = size(as_picture(compare(cases, shipped_engine(), groups=False), "nl", "png"))
    assert wide < 4000


def test_too_many_rows_are_cut_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_ROWS", 5)
    assert "5 van de" in as_picture(compared(), "nl", "svg").decode()


def test_without_rows_there_is_still_a_picture() -> None:
    equal = [case_of({"municipality": {"name": name}}) for name in ("Aa", "Bee")]
    assert size(as_picture(compare(equal, shipped_engine(), differences=True), "nl", "png"))


def test_without_its_library_a_picture_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtraError) as caught:
        as_picture(compared(), "nl", "svg")
    assert "matplotlib" in caught.value.message.en
