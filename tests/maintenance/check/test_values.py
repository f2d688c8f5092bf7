"""What conditions compare with: beyond the limits of a question, twice the same, or against each other."""

from __future__ import annotations

from math import inf
from pathlib import Path

import pytest

from commplan_advisor.maintenance.check.ranges import Range
from tests.maintenance.check.support import COVERAGE, REGISTER, checked, codes_in, instead

PERCENT, COUNT = Range(0, 100, whole=False), Range(0, inf, whole=True)
WAS = "    initiative.platform: [whatsapp, nextdoor]\n    initiative.coverage: {below: $low_coverage}\n"


@pytest.mark.parametrize(
    ("operator", "number", "never", "always"),
    [
        ("below", 0, True, False),
        ("below", 0.1, False, False),
        ("below", 100, False, False),
        ("below", 101, False, True),
        ("at_most", -1, True, False),
        ("at_most", 0, False, False),
        ("at_most", 100, False, True),
        ("above", 100, True, False),
        ("above", 99.9, False, False),
        ("above", -1, False, True),
        ("at_least", 101, True, False),
        ("at_least", 100, False, False),
        ("at_least", 0, False, True),
        ("in", 140, True, False),
        ("in", 100, False, False),
        ("not_in", 140, False, True),
        ("not_in", 100, False, False),
    ],
)
def test_a_comparison_with_a_number_never_or_always_holds(operator: str, number: float, never: bool, always: bool) -> None:
    assert PERCENT.never(operator, number) is never
    assert PERCENT.always(operator, number) is always


def test_a_count_has_no_highest_number_and_is_whole() -> None:
    assert not COUNT.never("above", 10**9)
    assert COUNT.never("in", 2.5)


def found(tmp_path: Path, *conditions: str) -> list[str]:
    lines = "".join(f"    {condition}\n" for condition in conditions)
    return [
        f"{one.code} {one.what.en}"
        for one in checked(tmp_path, instead(COVERAGE, WAS, lines)).findings
        if one.code in ("clashing-values", "out-of-range")
    ]


BELOW = "initiative.coverage: {below: $low_coverage}"


@pytest.mark.parametrize(
    "conditions",
    [
        ("initiative.platform: [whatsapp, whatsapp]", BELOW),
        ("initiative.coverage: {below: $low_coverage, at_least: 50}",),
        ("initiative.coverage: {below: $low_coverage, at_most: 49}",),
        ("initiative.coverage: {below: $low_coverage, answered: true}",),
        ("initiative.activity: {is_not: silent, none_of: [silent, mixed]}", BELOW),
        ("initiative.wishes: {includes: less_chatter, lacks: [less_chatter, police_contact]}", BELOW),
        ("initiative.platform: whatsapp", BELOW, "any: [{initiative.platform: nextdoor}, {initiative.chatter: often}]"),
        ("initiative.platform: whatsapp", BELOW, "any: [{initiative.platform: [whatsapp, signal]}, {initiative.chatter: often}]"),
        ("initiative.platform: whatsapp", BELOW, "any: [{initiative.platform: {answered: true}}, {initiative.chatter: often}]"),
        (
            "initiative.wishes: {lacks: less_chatter}",
            BELOW,
            "any: [{initiative.wishes: {lacks: less_chatter}}, {initiative.chatter: often}]",
        ),
        ("initiative.activity: [active, mixed, silent]", BELOW),
    ],
)
def test_values_that_say_nothing_or_contradict_are_found(conditions: tuple[str, ...], tmp_path: Path) -> None:
    assert [one.split()[0] for one in found(tmp_path, *conditions)] == ["clashing-values"]


@pytest.mark.parametrize(
    "conditions",
    [
        ("initiative.coverage: {below: $low_coverage, at_least: 49.5}",),
        ("initiative.wishes: {includes: less_chatter, lacks: police_contact}", BELOW),
        ("initiative.platform: [whatsapp, nextdoor]", BELOW, "any: [{initiative.platform: nextdoor}, {initiative.chatter: often}]"),
        ("initiative.platform: {answered: true}", BELOW, "any: [{initiative.platform: nextdoor}, {initiative.chatter: often}]"),
        ("initiative.wishes: {lacks: less_chatter}", BELOW, "any: [{initiative.wishes: {includes: other}}, {initiative.chatter: often}]"),
        ("initiative.activity: [active, mixed]", BELOW),
    ],
)
def test_values_that_each_add_something_are_left_alone(conditions: tuple[str, ...], tmp_path: Path) -> None:
    assert found(tmp_path, *conditions) == []


def test_both_answers_to_a_yes_or_no_question_are_every_choice(tmp_path: Path) -> None:
    result = checked(tmp_path, instead(REGISTER, "situation.register.exists: false", "situation.register.exists: [true, false]"))
    assert "clashing-values" in codes_in(result)
