"""The small changes of a rule book: which there are, and what each does on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commplan_advisor.maintenance.testing.mutants import Changes, Mutant
from commplan_advisor.rulebook.loading import document_of
from tests.support.rulefolder import SMALL, Files, changed, written

DAY = date(2026, 3, 2)
FIRST_RULE = "situation/register.yaml"


def changes(folder: Path, files: Files = SMALL) -> Changes:
    return Changes(document_of(written(folder, files)), DAY)


def of_rule(folder: Path, condition: str) -> list[tuple[str, str]]:
    """The changes of a rule with this as its only condition, dates left out."""
    files = changed(SMALL, FIRST_RULE, "situation.register.exists: false", condition)
    return [(one.sort, one.change) for one in changes(folder, files).all if one.rule == "no-register"]


def only(found: Changes, rule: str, change: str) -> Mutant:
    (mutant,) = [one for one in found.all if (one.rule, one.change) == (rule, change)]
    return mutant


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("situation.register.exists: false", {"is false: false → true", ""}),
        ("situation.groups: {at_least: 8}", {"at_least 8: 8 → 7", "at_least 8: 8 → 9", "at_least 8: → above", ""}),
        ("situation.groups: {below: 8}", {"below 8: 8 → 7", "below 8: 8 → 9", "below 8: → at_most", ""}),
        (
            "situation.groups_per_1000: {above: 0.5}",
            {"above 0.5: 0.5 → 0.4", "above 0.5: 0.5 → 0.6", "above 0.5: → at_least", ""},
        ),
        (
            "situation.register.completeness: [all, most]",
            {
                "is [all, most]: all → –",
                "is [all, most]: all → some",
                "is [all, most]: most → –",
                "is [all, most]: most → some",
                "is [all, most]: → none_of",
                "",
            },
        ),
        ("situation.platforms: {includes: whatsapp}", {"includes whatsapp: whatsapp → *", "includes whatsapp: → lacks", ""}),
        ("introduction.keep: {answered: true}", {""}),
    ],
)
def test_each_thing_of_a_condition_is_changed_by_itself(tmp_path: Path, condition: str, expected: set[str]) -> None:
    field = condition.partition(":")[0]
    found = of_rule(tmp_path, condition)
    told = {change.removeprefix(f"{field} ") for sort, change in found if sort != "condition"}
    if "includes" in condition:
        told = {change.partition("→ ")[0] + "→ *" if "whatsapp →" in change else change for change in told}
    assert told | {""} == expected
    assert sum(sort == "condition" for sort, _ in found) == 1


def test_groups_and_what_is_in_them_are_left_out_one_by_one(tmp_path: Path) -> None:
    any_ = "any: [{situation.groups: 3, situation.register.exists: true}, {situation.members: 5}]"
    dropped = [change for sort, change in of_rule(tmp_path, any_) if sort == "condition"]
    group = "{situation.groups is 3, situation.register.exists is true}"
    assert sorted(dropped) == sorted(
        [
            f"any [{group}, {{situation.members is 5}}] → –",
            f"any {group} → –",
            "any {situation.members is 5} → –",
            f"any {group}: situation.groups is 3 → –",
            f"any {group}: situation.register.exists is true → –",
        ]
    )


def test_a_change_does_what_it_says(tmp_path: Path) -> None:
    found = changes(tmp_path)
    mutant = only(found, "low-coverage", "initiative.platform is [whatsapp, nextdoor]: nextdoor → –")
    (changed_rule,) = found.instead(mutant, DAY).values()
    assert changed_rule
    assert changed_rule.conditions[1].values == ("whatsapp",)
    assert found.instead(mutant, date(2024, 1, 1)) == {}, "the rule does not count on that day"


def test_a_parameter_is_changed_once_for_all_rules_that_name_it_and_for_each_of_its_values(tmp_path: Path) -> None:
    found = changes(tmp_path)
    told = [(one.change, one.day) for one in found.all if one.rule == "$low_coverage" and one.sort == "threshold"]
    later = date(2026, 7, 1)
    assert told == [
        ("50 → 49 (from 2020-01-01)", DAY),
        ("50 → 51 (from 2020-01-01)", DAY),
        ("60 → 59 (from 2026-07-01)", later),
        ("60 → 61 (from 2026-07-01)", later),
    ]
    mutant = only(found, "$low_coverage", "60 → 61 (from 2026-07-01)")
    assert found.instead(mutant, DAY) == {}
    (rule,) = found.instead(mutant, later).values()
    assert rule
    assert rule.conditions[0].values == (61,)


def test_a_date_is_moved_by_a_day_which_makes_a_difference_on_one_day(tmp_path: Path) -> None:
    found = changes(tmp_path)
    told = {one.change: one for one in found.all if one.sort == "date" and one.rule == "low-coverage"}
    assert {change: one.day for change, one in told.items()} == {
        "from 2025-01-01 → 2024-12-31": date(2024, 12, 31),
        "from 2025-01-01 → 2025-01-02": date(2025, 1, 1),
        "until 2027-12-31 → 2027-12-30": date(2027, 12, 31),
        "until 2027-12-31 → 2028-01-01": date(2028, 1, 1),
    }
    early = told["from 2025-01-01 → 2024-12-31"]
    assert found.instead(early, date(2024, 12, 31))["low-coverage"] is not None
    assert found.instead(early, DAY) == {}
    assert found.instead(told["from 2025-01-01 → 2025-01-02"], date(2025, 1, 1)) == {"low-coverage": None}


def test_a_period_of_one_day_is_not_made_shorter(tmp_path: Path) -> None:
    files = changed(SMALL, "problems/coverage.yaml", "until: 2027-12-31", "until: 2025-01-01")
    told = [one.change for one in changes(tmp_path, files).all if one.sort == "date" and one.rule == "low-coverage"]
    assert told == ["from 2025-01-01 → 2024-12-31", "until 2025-01-01 → 2025-01-02"]


def test_no_date_is_moved_onto_a_day_that_belongs_to_another_of_the_same_name(tmp_path: Path) -> None:
    rule = SMALL["problems/coverage.yaml"].replace("from: 2025-01-01, until: 2027-12-31", "from: 2028-01-01")
    files = {**SMALL, "problems/coverage.yaml": SMALL["problems/coverage.yaml"] + "\n" + rule}
    files["parameters.yaml"] = files["parameters.yaml"].replace("2026-07-01", "2020-01-02")
    told = [one.change for one in changes(tmp_path, files).all if one.sort == "date"]
    assert told == [
        "from 2020-01-01 → 2019-12-31",
        "from 2020-01-02 → 2020-01-03",
        "from 2025-01-01 → 2024-12-31",
        "from 2025-01-01 → 2025-01-02",
        "until 2027-12-31 → 2027-12-30",
        "from 2028-01-01 → 2028-01-02",
    ]


def test_what_counts_from_the_first_day_that_can_be_asked_for_is_not_moved(tmp_path: Path) -> None:
    files = changed(SMALL, "parameters.yaml", "2020-01-01", "2000-01-01")
    moved = [one.change for one in changes(tmp_path, files).all if one.sort == "date" and one.rule == "$low_coverage"]
    assert moved == ["from 2026-07-01 → 2026-06-30", "from 2026-07-01 → 2026-07-02"]


def test_a_rule_that_does_not_count_today_is_tried_on_the_nearest_day_on_which_it_does(tmp_path: Path) -> None:
    files = changed(SMALL, "problems/coverage.yaml", "from: 2025-01-01, ", "from: 2027-02-01, ")
    assert {rule.id: day for rule, day in changes(tmp_path, files).homes.items()}["low-coverage"] == date(2027, 2, 1)
    files = changed(SMALL, "problems/coverage.yaml", "from: 2025-01-01, until: 2027-12-31", "until: 2024-05-05")
    assert {rule.id: day for rule, day in changes(tmp_path, files).homes.items()}["low-coverage"] == date(2024, 5, 5)


def test_drafts_and_retired_rules_are_left_alone(tmp_path: Path) -> None:
    files = changed(SMALL, FIRST_RULE, "  for: case\n", "  for: case\n  status: draft\n")
    assert not [one for one in changes(tmp_path, files).all if one.rule == "no-register"]
