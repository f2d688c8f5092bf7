"""What a rule book adds to the questionnaire, and what it may not add."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.questionnaire.added import NOTHING, added, with_added
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.options import Platform
from commplan_advisor.rulebook.loading import load_added, load_rulebook
from tests.support.answers import questionnaire_of
from tests.support.rulefolder import SMALL, written
from tests.support.shipped import shipped_engine
from tests.support.widened import widened_engine

_ENTRY = """
{name}:
  title: {{nl: Nieuw, en: New}}
  offers: {{nl: Iets, en: Something}}
  cost: {{nl: gratis, en: free}}
  status: active
  checked_on: 2026-01-31
  source: practice
  basis: practice
"""


def with_platform(folder: Path, name: str, more: str = "") -> Path:
    return written(folder, {**SMALL, "catalogue/platforms.yaml": _ENTRY.format(name=name) + more})


def test_the_shipped_rule_book_adds_nothing_and_says_of_platforms_without_groups_what_goes_without_saying() -> None:
    book = shipped_engine().book
    assert book.added == NOTHING
    assert {id_ for id_, one in book.catalogue.platforms.items() if one.has_groups is False} == {
        str(one) for one in Platform if not one.has_groups
    }


def test_a_platform_that_is_not_built_in_is_added_on_every_day(tmp_path: Path) -> None:
    rules = with_platform(tmp_path / "rules", "buurtapp", "  valid: {until: 2026-06-30}\n")
    for day in (date(2026, 1, 1), date(2030, 1, 1)):
        assert [one.value for one in load_rulebook(rules, day).added.platforms] == ["buurtapp"]
    assert load_added(rules) == load_rulebook(rules).added


def test_only_problems_that_can_be_reported_are_added() -> None:
    assert [one.value for one in widened_engine().book.added.problems] == ["false_reports"]
    assert "single_admins" in widened_engine().book.catalogue.problems


def test_what_a_rule_book_may_test_does_not_depend_on_what_counts_where_it_is_read(tmp_path: Path) -> None:
    rules = written(
        tmp_path / "rules",
        {file: text.replace("[whatsapp, nextdoor]", "[whatsapp, buurtapp]") for file, text in SMALL.items()},
    )
    with with_added(widened_engine().book.added), pytest.raises(FaultyInputError, match=r"'buurtapp' is not a choice"):
        load_rulebook(rules)
    (rules / "catalogue" / "platforms.yaml").write_text(_ENTRY.format(name="buurtapp"), encoding="utf-8")
    assert load_rulebook(rules).added.platforms
    assert added() == NOTHING


@pytest.mark.parametrize("name", ["buurt-app", "unknown", "null"])
def test_a_name_that_cannot_be_an_answer_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FaultyInputError) as raised:
        load_rulebook(with_platform(tmp_path / "rules", name))
    (fault,) = raised.value.faults
    assert (fault.place.line, fault.place.column, fault.value) == (2, 1, name)
    assert fault.nearest == ("buurt_app" if name == "buurt-app" else "")


def test_an_added_platform_with_a_fault_is_told_once(tmp_path: Path) -> None:
    files = {file: text.replace("[whatsapp, nextdoor]", "[whatsapp, buurtapp]") for file, text in SMALL.items()}
    faulty = _ENTRY.format(name="buurtapp").replace("status: active", "status: wonderful")
    with pytest.raises(FaultyInputError) as raised:
        load_rulebook(written(tmp_path / "rules", {**files, "catalogue/platforms.yaml": faulty}))
    assert [fault.value for fault in raised.value.faults] == ["wonderful"]


def test_the_engine_refuses_facts_that_say_nothing_of_what_its_rule_book_adds() -> None:
    answers = questionnaire_of({"municipality": {"name": "Ede"}})
    with pytest.raises(ValueError, match="with_added"):
        widened_engine().run(facts_of(answers))
    with with_added(widened_engine().book.added):
        facts = facts_of(answers)
    widened_engine().run(facts)
    with pytest.raises(ValueError, match="with_added"):
        widened_engine().run(replace(facts, added=replace(facts.added, groups=())))
