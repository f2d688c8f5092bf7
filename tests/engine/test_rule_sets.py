"""How rules are handed to the engine changes nothing about what they conclude."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from commplan_advisor.engine.engine import Engine
from commplan_advisor.engine.keeping import kept_rule_sets, written_by
from commplan_advisor.engine.patterns import Names, patterns_of, types_of
from commplan_advisor.engine.rule_sets import MOST_FIELDS, MOST_MARKS, MOST_RULES, Group, groups_of, rule_sets
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.rulebook.model import AnyOf, Condition, Rule
from tests.support.agreement import seen
from tests.support.answers import questionnaire_of, random_answers
from tests.support.books import random_book
from tests.support.shipped import shipped_engine

_KINDS = ("case", "initiative", "audience", "report", "problem", "action")


@pytest.fixture(autouse=True)
def _a_cache_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def rule(*when: Condition | AnyOf, subject: str = "case") -> Rule:
    """A rule of the shipped book with other conditions."""
    one = shipped_engine().book.rules[0]
    return Rule("made", one.stage, subject, when, one.then, one.because, one.sources, one.basis, one.file, one.line)


def shipped_groups() -> Iterator[Group]:
    book = shipped_engine().book
    for stage in book.stages:
        for kind in _KINDS:
            rules = [one for one in book.rules_of(stage.id) if one.subject == kind]
            yield from groups_of(kind, rules, named=kind in ("problem", "action"))


def letters(*when: Condition | AnyOf) -> str:
    return "".join(patterns_of(rule(*when), Names()).tests)


def test_a_rule_is_given_beside_its_twin_only_where_it_can_hold_while_a_field_is_missing() -> None:
    one, other = Condition("situation.groups", "at_least", (1,)), Condition("situation.signs.policy", "in", ("a", "b"))
    assert letters(one, other) == "t"
    assert letters(Condition("municipality.name", "in", ("Ede",))) == "b"
    assert letters(Condition("introduction.goals", "includes", ("safety",))) == "t"
    assert letters(Condition("introduction.goals", "includes", ("safety", "contact"))) == "ct"
    assert letters(Condition("introduction.goals", "lacks", ("safety", "contact"))) == "t"
    assert letters(AnyOf(((one,), (other,)))) == "ct"


def test_a_rule_that_only_asks_whether_something_was_answered_waits_for_that() -> None:
    patterns = patterns_of(rule(Condition("situation.groups", "answered")), Names())
    assert patterns.tests == {"t": []}
    assert patterns.asks == ("situation.groups",)


@pytest.mark.parametrize(
    ("named", "types"),
    [
        ([], None),
        ([("in", ("a", "b"))], ("a", "b")),
        ([("in", ("a", "b")), ("in", ("b", "c"))], ("b",)),
        ([("in", ("a",)), ("in", ("b",))], ()),
        ([("not_in", ("a",))], None),
    ],
)
def test_a_rule_names_the_types_that_it_can_hold_for(named: Sequence[tuple[str, tuple[str, ...]]], types: tuple[str, ...] | None) -> None:
    conditions = [Condition("problem.type", operator, values) for operator, values in named]  # type: ignore[arg-type]
    assert types_of(rule(*conditions, subject="problem")) == types


def test_every_rule_of_the_shipped_book_stands_in_a_group_once_for_each_type_that_it_names() -> None:
    tried = [(one.id, about) for group in shipped_groups() for one, about in group.rules]
    assert len(tried) == len(set(tried))
    expected = [
        (one.id, about)
        for one in shipped_engine().book.rules
        for about in ((types_of(one) if one.subject in ("problem", "action") else None) or ("",))
    ]
    assert sorted(tried) == sorted(expected)


def test_rule_sets_are_within_the_limits_of_the_engine() -> None:
    names = Names()
    for group in shipped_groups():
        for one in rule_sets(group, names):
            numbers = {name[1:] for name in one["definitions"]}
            fields = len(one["shared"]) + sum(bool(present) + len(members) for present, members in one["own"].values())
            assert (len(numbers) <= MOST_RULES, one["marks"] <= MOST_MARKS, fields <= MOST_FIELDS) == (True, True, True)


def test_what_is_kept_says_the_same_as_what_is_made() -> None:
    groups = list(shipped_groups())
    made = [[one["entries"] for one in each()] for each in written_by(groups)]
    for _ in range(2):
        kept = [[one["entries"] for one in found] for found in kept_rule_sets(groups)]
        assert [[{name: tuple(entry) for name, entry in one.items()} for one in found] for found in kept] == made


@pytest.mark.parametrize("seed", range(8))
def test_an_engine_from_the_cache_concludes_the_same(seed: int) -> None:
    rng = Random(seed)
    book = random_book(rng)
    fresh, first, again = Engine(book), Engine(book, keep=True), Engine(book, keep=True)
    for share in (0.05, 0.3, 0.6, 0.95):
        facts = facts_of(questionnaire_of(random_answers(rng, share)))
        assert fresh.run(facts) == first.run(facts) == again.run(facts)
    for engine in (fresh, first, again):
        engine.close()


def test_books_with_other_conditions_do_not_share_what_is_kept(tmp_path: Path) -> None:
    for seed in range(3):
        Engine(random_book(Random(seed)), keep=True).close()
    assert len(list(tmp_path.rglob("*.json"))) == 3


def test_an_engine_that_was_made_ready_concludes_the_same() -> None:
    book = random_book(Random(1))
    facts = facts_of(questionnaire_of(random_answers(Random(2), 0.5)))
    lazy, ready = Engine(book), Engine(book)
    ready.make_ready()
    assert seen(lazy.run(facts)) == seen(ready.run(facts))
    lazy.close()
    ready.close()
