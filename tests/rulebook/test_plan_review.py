"""What the files say of reviewing a running plan: rules in a folder of their own, and what measurements mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.rulebook.loading import load_rulebook
from tests.support.rulefolder import SMALL, Files, changed, written
from tests.support.shipped import DAY

REVIEWED: Files = {
    **changed(
        SMALL,
        "rulebook.yaml",
        "defaults:\n",
        "plan_review:\n  title: {nl: Bekijken, en: Review}\n  order: [stop, change, speed_up, keep]\ndefaults:\n",
    ),
    "catalogue/indicators.yaml": """\
groups:
  title: {nl: Groepen, en: Groups}
  how: {nl: Tel ze., en: Count them.}
  better: higher
  aim: {value: $low_coverage, months: 12}
  lag: 25
  actions: [set-up-register]
  small_below: 30
  source: practice
  basis: practice
""",
    "review/actions.yaml": """\
- id: keep-on-course
  for: action
  when:
    action.state: [planned, started]
    course.groups: on_course
  then: {decision: keep}
  because: {nl: "Na {review.months} maanden op koers.", en: "On course after {review.months} months."}
  source: practice
  basis: practice
""",
}


def test_rules_about_running_plans_play_no_part_in_the_advice(tmp_path: Path) -> None:
    book = load_rulebook(written(tmp_path, REVIEWED), DAY)
    assert book.review is not None
    assert [rule.id for rule in book.review.rules] == ["keep-on-course"]
    assert "keep-on-course" not in {rule.id for rule in book.rules}
    assert [stage.id for stage in book.stages] == ["situation", "problems", "solutions", "strategy"]


def test_an_aim_has_the_value_of_its_parameter_on_the_day(tmp_path: Path) -> None:
    aim = load_rulebook(written(tmp_path, REVIEWED), DAY).catalogue.indicators["groups"].aim
    assert aim is not None
    assert aim.value == 50


def test_a_rule_book_without_it_reviews_nothing(tmp_path: Path) -> None:
    assert load_rulebook(written(tmp_path), DAY).review is None


INDICATORS, RULES, BOOK = "catalogue/indicators.yaml", "review/actions.yaml", "rulebook.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (INDICATORS, "$low_coverage", "$low_coverag", "Bedoelt u 'low_coverage'?"),
        (INDICATORS, "value: $low_coverage", "growth: 10, value: 3", "moet een van deze noemen: value, growth, answer."),
        (INDICATORS, "value: $low_coverage", "answer: situation.website_information", "is geen vraag naar een getal."),
        (INDICATORS, "value: $low_coverage", "answer: introduction.coverage_gaol", "Bedoelt u 'introduction.coverage_goal'?"),
        (INDICATORS, "  better: higher\n", "", "heeft bij 'aim' ook 'better' nodig"),
        (INDICATORS, "  better: higher\n", "  better: higher\n  number: false\n", "is geen getal ('number: false')"),
        (INDICATORS, "[set-up-register]", "[set-up-registr]", "Bedoelt u 'set-up-register'?"),
        (INDICATORS, "months: 12", "months: 0", "moet 1 of meer zijn."),
        (RULES, "decision: keep", "decision: kep", "Kies uit: stop, change, speed_up, keep, discuss. Bedoelt u 'keep'?"),
        (RULES, "decision: keep", "decision: keep, action: set-up-register", "is een tweede conclusie."),
        (RULES, "{decision: keep}", "{finding: no_register}", "kan in deze fase geen conclusie zijn."),
        (RULES, "course.groups", "course.group", "Bedoelt u 'course.groups'?"),
        (RULES, "on_course", "on_curse", "Bedoelt u 'on_course'?"),
        (RULES, "for: action", "for: initiative", "Kies uit: case, action."),
        (BOOK, "[stop, change, speed_up, keep]", "[stop, keep]", "moet elk van deze woorden een keer noemen"),
    ],
)
def test_a_mistake_is_told_with_what_is_allowed(tmp_path: Path, file: str, old: str, new: str, told: str) -> None:
    with pytest.raises(FaultyInputError) as caught:
        load_rulebook(written(tmp_path, changed(REVIEWED, file, old, new)), DAY)
    (fault,) = caught.value.faults
    assert told in fault.words("nl")
    assert fault.place.file.endswith(file)


def test_only_what_to_discuss_can_be_decided_about_a_whole_plan(tmp_path: Path) -> None:
    files = changed(changed(REVIEWED, RULES, "for: action", "for: case"), RULES, "    action.state: [planned, started]\n", "")
    with pytest.raises(FaultyInputError) as caught:
        load_rulebook(written(tmp_path, files), DAY)
    assert "Hier kan: discuss." in caught.value.faults[0].words("nl")
