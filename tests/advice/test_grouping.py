"""Who are alike: against definitions that are worked out the slow way."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from commplan_advisor.advice.compare.compare import compare
from commplan_advisor.advice.compare.grouping import ALIKE, alike, distances
from commplan_advisor.questionnaire.reading import Case
from tests.support.answers import case_of, random_answers
from tests.support.shipped import shipped_engine

Apart = dict[tuple[int, int], float]


def jaccard(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one ^ two) / len(one | two) if one | two else 0.0


def some_sets(rng: Random, count: int) -> list[frozenset[str]]:
    return [frozenset(rng.sample("abcdefghij", rng.randint(0, 6))) for _ in range(count)]


def naive_groups(apart: Apart, count: int, most: float) -> list[tuple[int, ...]]:
    """Join the two groups that are nearest, again and again, until no two are near enough."""
    groups: list[tuple[int, ...]] = [(one,) for one in range(count)]

    def farthest(one: tuple[int, ...], two: tuple[int, ...]) -> float:
        return max(apart[min(a, b), max(a, b)] for a in one for b in two)

    while True:
        pairs = [(farthest(one, two), min(one), min(two), one, two) for one, two in combinations(sorted(groups), 2)]
        near = [pair for pair in pairs if pair[0] <= most]
        if not near:
            return sorted(groups)
        _, _, _, one, two = min(near)
        groups = [group for group in groups if group not in (one, two)] + [tuple(sorted((*one, *two)))]


def test_distances_are_those_of_the_sets() -> None:
    rng = Random(1)
    situations, advices = some_sets(rng, 12), some_sets(rng, 12)
    for (one, two), (situation, advice) in distances(situations, advices).items():
        assert situation == pytest.approx(jaccard(situations[one], situations[two]))
        assert advice == pytest.approx(jaccard(advices[one], advices[two]))


@pytest.mark.parametrize("seed", range(60))
def test_groups_are_those_of_the_definition(seed: int) -> None:
    rng = Random(seed)
    count = rng.randint(1, 14)
    choices = [0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 1.0] if seed % 2 else [rng.random() for _ in range(300)]
    apart = {pair: rng.choice(choices) for pair in combinations(range(count), 2)}
    assert alike(apart, count, 0.6) == naive_groups(apart, count, 0.6)


def town(name: str, *problems: str, **situation: object) -> Case:
    return case_of({"municipality": {"name": name}, "problems": [{"type": one} for one in problems], "situation": situation})


def test_equal_cases_are_a_group_with_the_first_as_its_representative() -> None:
    cases = [town(name, "chatter") for name in ("Cee", "Aa", "Bee")] + [town("Dee", "sign_requests", register={"exists": False})]
    grouping = compare(cases, shipped_engine()).grouping
    assert grouping is not None
    (group,) = grouping.groups
    assert group.members == ("Aa", "Bee", "Cee")
    assert group.representative == "Aa"
    assert len(group.problems) == 1
    assert grouping.alone == ("Dee",)


def test_two_of_the_same_situation_and_advice_are_no_pair_to_tell() -> None:
    grouping = compare([town("Aa", "no_budget"), town("Bee", "no_budget")], shipped_engine(), groups=True).grouping
    assert grouping is not None
    assert (grouping.unlike, grouping.unlike_count, grouping.alone) == ((), 0, ())


def test_what_is_told_of_groups_and_pairs_holds_for_generated_cases() -> None:
    rng = Random(3)
    cases = []
    for number in range(40):
        answers = random_answers(rng, share=rng.choice([0.05, 0.1]))
        answers["municipality"] = {"name": f"Stad {number:02d}"}
        cases.append(case_of(answers))
    comparison = compare(cases, shipped_engine())
    grouping = comparison.grouping
    assert grouping is not None
    told = [*(member for group in grouping.groups for member in group.members), *grouping.alone, *grouping.empty]
    assert sorted(told) == sorted(case.label for case in comparison.cases)
    places = {case.label: place for place, case in enumerate(comparison.cases)}
    actions = {row.title: row.cells for section in comparison.sections if section.id == "actions" for row in section.rows}

    def advised(label: str) -> frozenset[str]:
        return frozenset(title for title, cells in actions.items() if cells[places[label]] not in ("open", "no"))

    for group in grouping.groups:
        assert group.representative in group.members
        assert set(group.actions) == frozenset.intersection(*map(advised, group.members))
        assert all(jaccard(advised(one), advised(two)) <= ALIKE for one, two in combinations(group.members, 2))
    assert grouping.unlike
    for pair in grouping.unlike:
        assert pair.situation <= ALIKE < pair.advice
        assert set(pair.only_one) == advised(pair.one) - advised(pair.two)
        assert set(pair.only_two) == advised(pair.two) - advised(pair.one)
        assert pair.advice == pytest.approx(jaccard(advised(pair.one), advised(pair.two)), abs=0.001)


def test_of_cases_that_say_nothing_yet_nothing_is_said() -> None:
    grouping = compare([town("Aa", "chatter"), town("Bee"), town("Cee")], shipped_engine(), groups=True).grouping
    assert grouping is not None
    assert (grouping.groups, grouping.alone, grouping.empty) == ((), ("Aa",), ("Bee", "Cee"))
