"""The smallest questionnaires that show what no test shows yet, each for as many goals as it serves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from commplan_advisor.engine.conclusions import Outcomes, Status
from commplan_advisor.engine.engine import Engine
from commplan_advisor.engine.verdicts import Verdict
from commplan_advisor.maintenance.testing.goals import Goal, in_order
from commplan_advisor.maintenance.testing.mutants import Mutant
from commplan_advisor.maintenance.testing.seen import Seen
from commplan_advisor.maintenance.testing.states import State
from commplan_advisor.questionnaire.facts import Subject, facts_of
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.reasoning.everything import Everything
from commplan_advisor.reasoning.proving import UndecidedError
from commplan_advisor.rulebook.catalogue import ABOUT
from commplan_advisor.rulebook.model import Rule

_LEFT_OUT = ("questionnaire", "municipality.name")


@dataclass(frozen=True, slots=True)
class Telling:
    """A questionnaire that shows something, and what the rule book says of it now.

    Attributes:
        file: of the rules that it is about.
        day: the day that it is about.
        given: the answers by path; a list of rows whole.
        goals: what it shows; the first is what it was looked for.
        must: what is concluded by the rules that it is about and that hold, as a test expects it.
        may: what is open, where that shows what the verdict on a rule as a whole does not.
        must_not: what is ruled out, where that shows it.
        rules: by verdict the rules that it is about.
        tells: whether a test can expect something by which it shows this: not when all that differs is for which things a rule holds, and
            what it concludes is not about these.
    """

    file: str
    day: date
    given: Mapping[str, Any]
    goals: tuple[State | Mutant, ...]
    must: tuple[Mapping[str, Any], ...]
    may: tuple[Mapping[str, Any], ...]
    must_not: tuple[Mapping[str, Any], ...]
    rules: Mapping[Verdict, tuple[str, ...]]
    tells: bool = True


class Teller:
    """Looks for questionnaires.

    Args:
        all_: all questionnaires, as the rule book is on a day.
        engine: the rule book in which goals are looked for; what it adds to the questionnaire is added here.
        says: the rule book that says what is concluded: the same one, but for a rule that only counts once a date is moved.
    """

    def __init__(self, all_: Everything, engine: Engine, says: Engine) -> None:
        self._all = all_
        self._engine = engine
        self._says = says

    def tellings(self, goals: Sequence[Goal], file: str) -> Iterator[Telling]:
        """As few questionnaires as are needed to show all goals for which one is found in time, among the smallest ones for each."""
        every = in_order(goals)
        left, found = list(every), list[tuple[Case, list[Goal]]]()
        while left:
            goal = left[0]
            case = self._smallest(goal)
            if case is None:
                left = [*([goal.or_else] if goal.or_else else []), *left[1:]]
                every = [goal.or_else or goal if one is goal else one for one in every]
                continue
            seen = self._seen(case)
            shown = [one for one in every if one.met(seen)]
            found.append((case, shown))
            left = [one for one in left if one not in shown]
        for case, shown in _few(found):
            yield self._telling(case, shown, file)

    def _smallest(self, goal: Goal) -> Case | None:
        """The smallest questionnaire that shows something; none when it is not found in time."""
        try:
            return self._all.smallest(goal.formula, lambda case: goal.met(self._seen(case)))
        except (UndecidedError, AssertionError):  # the second: solver and engine differ, which is told by what stays unshown
            return None

    def _seen(self, case: Case) -> Seen:
        return Seen((self._engine.run(facts_of(case.answers)),))

    # -- what a test would expect -------------------------------------------------------------------------------------------------

    def _telling(self, case: Case, shown: Sequence[Goal], file: str) -> Telling:
        outcomes = self._says.run(facts_of(case.answers))
        seen, rules = Seen((outcomes,)), {rule.id: rule for rule in self._says.book.rules}
        named = sorted({name for goal in shown for name in goal.rules})
        verdicts = {verdict: tuple(one for one in named if seen.overall(rules.get(one), 0) is verdict) for verdict in Verdict}
        here = self._seen(case)
        expected = [_visible(goal.things(here), rules, outcomes) for goal in shown if goal.things]
        must = [one for told in expected for one in told[Status.CONCLUDED]]
        must += [one for name in verdicts[Verdict.HOLDS] for one in _concluded(rules[name], outcomes)]
        return Telling(
            file,
            self._says.book.as_of,
            dict(_by_path(case.source.value)),
            tuple(goal.of for goal in shown),
            tuple(_each_once(must)),
            tuple(_each_once(one for told in expected for one in told[Status.OPEN])),
            tuple(_each_once(one for told in expected for one in told[Status.RULED_OUT])),
            verdicts,
            any(not goal.things for goal in shown) or any(those for told in expected for those in told.values()),
        )


def _few(found: Sequence[tuple[Case, Sequence[Goal]]]) -> Iterator[tuple[Case, list[Goal]]]:
    """Of some questionnaires as few as show all that they show together, each with what it is the first to show."""
    left = {goal.of: goal for _, shown in found for goal in shown}
    chosen: dict[int, list[Goal]] = {}
    while left:
        counts = [sum(goal.of in left for goal in shown) for _, shown in found]
        best = counts.index(max(counts))
        chosen[best] = [goal for goal in found[best][1] if goal.of in left]
        for goal in chosen[best]:
            del left[goal.of]
    for number in sorted(chosen):
        yield found[number][0], in_order(chosen[number])


def _concluded(rule: Rule, outcomes: Outcomes) -> Iterator[Mapping[str, Any]]:
    """What a rule that holds concludes, for each thing that it holds for."""
    ours = {(out.kind, out.id) for out in rule.then}
    for one in outcomes.conclusions.values():
        if (one.kind, one.id) in ours and any(reason.rule.id == rule.id for reason in one.reasons):
            yield _as_expected(one.kind, one.id, one.about)


Expectations = Mapping[Status, Sequence[Mapping[str, Any]]]


def _visible(things: Iterable[tuple[str, Subject]], rules: Mapping[str, Rule], outcomes: Outcomes) -> Expectations:
    """What is to be expected about the first thing for which a change of a rule also changes what is concluded, or why."""
    told = [_of_thing(rules[name], subject, outcomes) for name, subject in things if name in rules]
    nothing: Expectations = dict.fromkeys(Status, ())
    return next((one for one in told if one[Status.RULED_OUT] or any("because" in it for those in one.values() for it in those)), nothing)


def _of_thing(rule: Rule, subject: Subject, outcomes: Outcomes) -> Expectations:
    """What a rule leads to about one thing, by how far that is settled; where the rule itself is among the reasons, with that."""
    found: dict[Status, list[Mapping[str, Any]]] = {status: [] for status in Status}
    for out in rule.then:
        if out.kind in ABOUT:
            one = outcomes.conclusions.get((out.kind, out.id, subject.id))
            because = one is not None and any(reason.rule.id == rule.id for reason in (one.reasons or one.may))
            expected = _as_expected(out.kind, out.id, subject.id)
            found[one.status if one else Status.RULED_OUT].append({**expected, "because": [rule.id]} if because else expected)
    return found


def _as_expected(kind: str, id_: str, about: str) -> Mapping[str, Any]:
    name, _, part = id_.partition(":")
    return {kind: name, **({"as": part} if part else {}), **({"about": about} if about else {})}


def _each_once(told: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    found: dict[tuple[tuple[str, str], ...], Mapping[str, Any]] = {}
    for one in told:  # the first of the same also says why
        found.setdefault(tuple((key, str(value)) for key, value in one.items() if key != "because"), one)
    return list(found.values())


def _by_path(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Answers by the path of their question; a list whole."""
    for key, inner in value.items():
        here = f"{path}.{key}" if path else key
        if isinstance(inner, dict):
            yield from _by_path(inner, here)
        elif here not in _LEFT_OUT:
            yield here, _plain(inner)


def _plain(value: Any) -> Any:
    """An answer as a person writes it: 60, not 60.0."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return int(value) if isinstance(value, float) and value.is_integer() else value
