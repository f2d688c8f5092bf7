"""The work of `rules test` in pieces that processes of their own can do: each reads the rule book itself and gives plain findings back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from commplan_advisor.advice.why.attempts import Attempt
from commplan_advisor.advice.why.explaining import Explainer
from commplan_advisor.advice.why.why_not import attempts_of
from commplan_advisor.common.text import Language
from commplan_advisor.engine.conclusions import Outcomes
from commplan_advisor.engine.engine import Engine
from commplan_advisor.maintenance.testing.checking import Missed, missed
from commplan_advisor.maintenance.testing.goals import Equal, Goal, goals_of_mutants, goals_of_states
from commplan_advisor.maintenance.testing.model import Expected, Scenario
from commplan_advisor.maintenance.testing.mutants import Changes, Mutant
from commplan_advisor.maintenance.testing.noticing import Noticing
from commplan_advisor.maintenance.testing.states import State, states_seen
from commplan_advisor.maintenance.testing.telling import Teller, Telling
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.reasoning.everything import everything
from commplan_advisor.rulebook.loading import document_of
from commplan_advisor.rulebook.model import Rule, RuleBook


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that a test expects and that is otherwise, and the rule that is to be looked at first."""

    missed: Missed
    nearest: Attempt | None


@dataclass(frozen=True, slots=True)
class ToRun:
    """Some tests of one day.

    Attributes:
        folder: of the rule book.
        as_of: the day of the call.
        day: the day of the tests.
        tests: the tests.
        language: of what is said of failures.
        cover: whether to say what the tests cover.
        mutants: changes of which to say whether they are noticed.
        quickly: whether only what a test says of the changed rule and its conclusions is looked at.
    """

    folder: Path
    as_of: date
    day: date
    tests: tuple[Scenario, ...]
    language: Language
    cover: bool = False
    mutants: tuple[Mutant, ...] = ()
    quickly: bool = False


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of some tests: by name the failures of those that fail; the states that they cover; the changes that they notice."""

    failures: Mapping[str, tuple[Failure, ...]]
    covered: frozenset[State]
    noticed: frozenset[tuple[str, int, str, str]]


def run(task: ToRun) -> Ran:
    """Run some tests; what is noticed is said of those that hold."""
    changes = Changes(document_of(task.folder), task.as_of)
    book = changes.book(task.day)
    engine = Engine(book)
    rules = {rule.id: rule for rule in book.rules}
    try:
        with with_added(book.added):
            outcomes = [engine.run(facts_of(test.case.answers)) for test in task.tests]
            failures: dict[str, tuple[Failure, ...]] = {}
            for test, one in zip(task.tests, outcomes, strict=True):
                found = tuple(missed(test, one, rules))
                if found:
                    failures[test.name] = _failures(test, found, engine, one, task.language)
            holding = [(test, one) for test, one in zip(task.tests, outcomes, strict=True) if test.name not in failures]
            noticing = Noticing(engine, [test for test, _ in holding], [one for _, one in holding])
            covered = frozenset(state for rule in book.rules for state in states_seen(rule, noticing.seen)) if task.cover else frozenset()
            noticed = frozenset(
                mutant.key for mutant in task.mutants if noticing.noticed(changes.instead(mutant, task.day), thoroughly=not task.quickly)
            )
            return Ran(failures, covered, noticed)
    finally:
        engine.close()


def _failures(test: Scenario, found: Sequence[Missed], engine: Engine, outcomes: Outcomes, language: Language) -> tuple[Failure, ...]:
    explainer = Explainer(test.case, engine, outcomes, language)
    return tuple(Failure(one, _nearest(one, explainer)) for one in found)


def _nearest(one: Missed, explainer: Explainer) -> Attempt | None:
    """The rule to look at first: one that holds, or else the one that lacks least; of a rule what it lacks for one thing."""
    by_name = {rule.id: rule for rule in explainer.book.rules}
    rules: Iterable[Rule | None]
    about = ""
    if not isinstance(one.expected, Expected):
        rules = (by_name.get(one.expected.rule),)
    elif one.what == "because":
        rules = (by_name.get(name) for name in one.found.split(", "))
    else:
        rules, about = dict.fromkeys(explainer.grounds.leading_to(one.expected.kind, one.expected.id)), one.expected.about
    attempts = attempts_of((rule for rule in rules if rule), explainer)
    return next((found for found in attempts if not about or found.subject.partition(":")[2] == about), None)


@dataclass(frozen=True, slots=True)
class ToTell:
    """What the tests do not show of the rules of some files, on one day.

    Attributes:
        folder: of the rule book.
        as_of: the day of the call.
        day: the day for which it is to be shown.
        states: that no test brings about.
        mutants: that no test notices.
        most: how much of each file is looked for; None for everything.
    """

    folder: Path
    as_of: date
    day: date
    states: tuple[State, ...]
    mutants: tuple[Mutant, ...]
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What came of looking for questionnaires that show what is missing.

    Attributes:
        never: states that no questionnaire brings about.
        equal: changes that are proven to make no difference.
        tellings: questionnaires that show the others, as far as they were found.
    """

    never: frozenset[State]
    equal: Mapping[Mutant, Equal]
    tellings: tuple[Telling, ...]


def tell(task: ToTell) -> Told:
    """Look for questionnaires that show what the tests do not."""
    changes = Changes(document_of(task.folder), task.as_of)
    book = changes.book(task.day)
    with with_added(book.added):
        adding = [mutant for mutant in task.mutants if None in _now(mutant, changes, task.day).values()]
        others = [mutant for mutant in task.mutants if mutant not in adding]
        told = _told(task, book, book, {one: changes.instead(one, task.day) for one in others}, task.states)
        for mutant in adding:  # it makes rules count that do not: looked at the other way round
            there, now = changes.moved(mutant), _now(mutant, changes, task.day)
            one = _told(task, there, book, {mutant: now}, ())
            told = Told(told.never, {**told.equal, **one.equal}, (*told.tellings, *one.tellings))
    return told


def _now(mutant: Mutant, changes: Changes, day: date) -> dict[str, Rule | None]:
    """The rules as they are of those that a change makes otherwise."""
    rules: dict[str, Any] = {rule.id: rule for rule in changes.book(day).rules}
    return {name: rules.get(name) for name in changes.instead(mutant, day)}


def _told(
    task: ToTell, book: RuleBook, says: RuleBook, mutants: Mapping[Mutant, Mapping[str, Rule | None]], states: Sequence[State]
) -> Told:
    all_ = everything(book)
    goals, never = goals_of_states(states, all_)
    more, equal = goals_of_mutants(mutants, all_, lambda: everything(book, any_rows=True))
    engine = Engine(book)
    other = engine if says is book else Engine(says)
    try:
        teller = Teller(all_, engine, other)
        by_file: dict[str, list[Goal]] = {}
        for goal in (*goals, *more):
            by_file.setdefault(goal.of.file, []).append(goal)
        tellings = tuple(one for file, those in sorted(by_file.items()) for one in teller.tellings(those[: task.most], file))
    finally:
        engine.close()
        if other is not engine:
            other.close()
    return Told(never, equal, tellings)
