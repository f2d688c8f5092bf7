"""The questionnaire asks all that chapters 1 to 3 of the format ask, in two languages."""

from __future__ import annotations

import pytest

from commplan_advisor.questionnaire.options import Platform, ProblemType
from commplan_advisor.questionnaire.progress import progress_of
from commplan_advisor.questionnaire.questions import questions
from commplan_advisor.questionnaire.reading import load_case
from tests.support.answers import questionnaire_of
from tests.support.shipped import shipped_cases


@pytest.mark.parametrize("item", ["1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "3.1", "3.2"])
def test_each_item_that_asks_has_a_question(item: str) -> None:
    assert [question for question in questions().values() if question.item == item]


def test_every_question_and_option_has_its_words_in_both_languages() -> None:
    for question in questions().values():
        assert question.text.nl
        assert question.text.en
        assert bool(question.think.nl) == bool(question.think.en)
        for option in question.options:
            assert option.nl
            assert option.en


def test_the_platforms_of_the_format_are_options() -> None:
    named = {"whatsapp", "burgernet", "facebook", "nextdoor", "veiligebuurt", "wealert", "las", "waaksamen", "own_website"}
    assert named <= {str(platform) for platform in Platform}


def test_the_documented_problems_are_options() -> None:
    documented = {"low_coverage", "poor_cooperation", "members_leaving", "too_many_initiatives", "sign_requests"}
    assert documented <= {str(problem) for problem in ProblemType}


def test_every_question_and_every_option_occurs_in_a_shipped_case() -> None:
    answered: set[str] = set()
    chosen: set[tuple[str, str]] = set()

    def visit(value: object, path: str) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                visit(inner, f"{path}.{key}" if path else key)
        elif isinstance(value, list):
            answered.add(path)
            for inner in value:
                if isinstance(inner, dict):
                    visit(inner, f"{path}[]")
                else:
                    chosen.add((path, str(inner)))
        else:
            answered.add(path)
            chosen.add((path, str(value)))

    for file in shipped_cases():
        visit(load_case(file).answers.model_dump(mode="json", by_alias=True, exclude_none=True), "")
    assert set(questions()) - answered == set()
    missing = {(path, str(option)) for path, question in questions().items() for option in question.options} - chosen
    assert {(path, option) for path, option in missing if not path.startswith("municipality.province")} == set()


def test_progress_counts_rows_one_by_one() -> None:
    one = progress_of(questionnaire_of({"municipality": {"name": "Ede"}, "problems": [{"type": "chatter"}, {}]}))
    none = progress_of(questionnaire_of({"municipality": {"name": "Ede"}}))
    assert one.answered == none.answered + 2
    assert "problems[2].type" in one.open
    assert "problems[1].type" not in one.open
    assert "problems" in none.open
