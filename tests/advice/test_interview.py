"""The interview by itself, without anybody to ask: every open question comes by, and one can always go back."""

from __future__ import annotations

from random import Random

import pytest

from commplan_advisor.advice.questions.interview import Interview, begun, edits_of, format_order, telling_order
from commplan_advisor.common.located import parse_yaml
from commplan_advisor.questionnaire.asked import Asked, asked
from commplan_advisor.questionnaire.reading import Case, case_from
from commplan_advisor.questionnaire.template import yaml_template
from commplan_advisor.questionnaire.writing import with_answer
from tests.support.answers import case_of, random_answer, random_answers
from tests.support.shipped import shipped_engine


def at(case: Case, path: str) -> Asked:
    return next(one for one in asked(case.answers) if one.path == path)


class Walk:
    """An interview in which answers, skips and ways back are drawn by lot."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.text = yaml_template("Ede", "nl")
        self.interview = begun(case_from(parse_yaml(self.text, "x")), format_order)
        self.went_back = False

    def step(self, question: Asked) -> None:
        way = self.rng.choices(["answer", "skip", "unknown", "back"], [6, 2, 1, 1])[0]
        back = self.interview.back()
        self.went_back = way == "back" and back is not None
        if way == "back" and back is not None:
            self.interview = back
        elif way == "skip":
            self.interview = self.interview.skip()
        elif way == "unknown":
            self.interview = self.interview.leave_unknown(self._written(question, None), format_order)
        else:
            self.interview = self.interview.answered(self._written(question, self._answer(question)), format_order)

    def _answer(self, question: Asked) -> object:
        if question.question.kind == "list":
            return self.rng.choice([[], ["other"], {"situation.initiatives": ["whatsapp", "las"]}.get(question.path, ["other"])])
        return random_answer(self.rng, question.question)

    def _written(self, question: Asked, value: object) -> Case:
        if value is None and question.value is None:
            return self.interview.case
        for where, part in edits_of(question, value):
            self.text = with_answer(self.text, where, part)
        return case_from(parse_yaml(self.text, "x"))


@pytest.mark.parametrize("seed", range(6))
def test_every_open_question_comes_by_and_no_other(seed: int) -> None:
    walk = Walk(seed)
    for _ in range(1000):
        question = walk.interview.question
        if question is None:
            break
        assert question.value is None or walk.went_back
        walk.step(question)
    else:
        pytest.fail("the interview does not end")
    open_ = {one.where for one in asked(walk.interview.case.answers) if one.value is None}
    assert open_ == {*walk.interview.skipped, *walk.interview.unknown}
    assert walk.interview.again().left == len(set(walk.interview.skipped) & open_)


def test_back_leads_the_whole_way_to_the_first_question() -> None:
    interview: Interview | None = begun(case_of({"municipality": {"name": "Ede"}}), format_order)
    seen = []
    for _ in range(10):
        assert interview is not None
        assert interview.question is not None
        seen.append(interview.question.where)
        interview = interview.skip()
    back = []
    while interview := interview.back() if interview else None:
        assert interview.question is not None
        back.append(interview.question.where)
    assert back == seen[::-1]


def test_rows_that_stay_keep_their_answers() -> None:
    rows = [{"platform": "las", "groups": 2}, {"platform": "las"}, {"name": "zonder app"}, {"platform": "signal"}]
    case = case_of({"municipality": {"name": "Ede"}, "situation": {"initiatives": rows}})
    edits = edits_of(at(case, "situation.initiatives"), ["las", "whatsapp"])
    place = ("situation", "initiatives")
    assert edits == (((*place, 3), None), ((*place, 3), {"platform": "whatsapp"}))
    assert edits_of(at(case, "problems"), []) == ((("problems",), []),)
    assert edits_of(at(case, "situation.initiatives"), []) == tuple(((*place, index), None) for index in (3, 1, 0))


@pytest.mark.parametrize("seed", range(3))
def test_only_open_questions_that_matter_are_asked_without_the_order_of_the_format(seed: int) -> None:
    case = case_of(random_answers(Random(seed), 0.7))
    interview = begun(case, telling_order(shipped_engine().book))
    everything = begun(case, format_order)
    assert set(interview.coming) < set(everything.coming)
    assert not any(where[-1] in ("notes", "sources", "description") for where in interview.coming)
