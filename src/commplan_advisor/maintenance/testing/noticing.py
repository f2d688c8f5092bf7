"""Which tests notice a change of the rules.

The rules are not run again for every change. What a test says of the rule itself is compared first, then what it says of the conclusions
of the rule; only where later stages can see a difference that the test may be about, the engine runs with the changed rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from commplan_advisor.engine.conclusions import Conclusion, Key, Outcomes, Reason, Status
from commplan_advisor.engine.engine import Engine, Instead
from commplan_advisor.engine.subjects import ActionSubjects, problem_subject
from commplan_advisor.engine.verdicts import Verdict
from commplan_advisor.maintenance.testing.checking import conclusion_missed, missed
from commplan_advisor.maintenance.testing.model import Scenario
from commplan_advisor.maintenance.testing.reach import Reach
from commplan_advisor.maintenance.testing.seen import Bits, Seen, Verdicts
from commplan_advisor.rulebook.catalogue import ABOUT
from commplan_advisor.rulebook.model import Rule, RuleBook
from commplan_advisor.rulebook.vocabulary import concluded_field


class Noticing:
    """Tests that all hold, and which of them notice a change.

    Args:
        engine: the rule book as it is, on the day of the tests.
        tests: all of that day.
        outcomes: what follows from the questionnaire of each.
    """

    def __init__(self, engine: Engine, tests: Sequence[Scenario], outcomes: Sequence[Outcomes]) -> None:
        self.engine = engine
        self.tests = tests
        self.seen = Seen(outcomes)
        self._rules = {rule.id: rule for rule in engine.book.rules}
        self._naming: dict[str, list[tuple[int, Verdict]]] = {}
        for number, test in enumerate(tests):
            for one in test.rules:
                self._naming.setdefault(one.rule, []).append((number, one.verdict))
        reach = Reach(engine.book)
        self._reach = [reach.of_test(test) for test in tests]
        self._last_stage = list(map(_LastStage(engine.book), tests))
        self._expected = [frozenset((one.kind, one.id) for one in test.conclusions) for test in tests]

    def noticed(self, instead: Instead, *, thoroughly: bool = True) -> bool:
        """Whether any of the tests fails when these rules count instead.

        Args:
            instead: by name the rule that counts, or None for none.
            thoroughly: whether to run later stages, when a test does not say of the rules themselves or their conclusions that it fails.
        """
        differing = {name: bits for name, new in instead.items() if (bits := self._differing(name, new))}
        changed = {name: instead[name] for name in differing}
        if any(self._told_by_verdict(name, new) for name, new in changed.items()):
            return True
        numbers: dict[int, None] = {}
        for name, bits in differing.items():
            rule = changed[name] or self._rules[name]
            numbers.update(dict.fromkeys(self.seen.of(rule.subject).questionnaires(bits)))
        leads_to = {
            (out.kind, out.id) for name, new in changed.items() for rule in (new, self._rules.get(name)) if rule for out in rule.then
        }
        if any(self._told_by_conclusions(number, changed) for number in numbers if self._expected[number] & leads_to):
            return True
        return thoroughly and any(self._told_by_running(number, changed) for number in numbers)

    def _differing(self, name: str, new: Rule | None) -> Bits:
        """The subjects for which it makes a difference that another rule counts."""
        old = self._rules.get(name)
        rule = new or old
        if rule is None:
            return 0
        every = self.seen.of(rule.subject).every
        before, after = (self.seen.rule(one) if one else Verdicts(0, every) for one in (old, new))
        bits = (before.holds ^ after.holds) | (before.fails ^ after.fails)
        if old and new and old.then != new.then:
            bits |= every & ~after.fails
        return bits

    def _told_by_verdict(self, name: str, new: Rule | None) -> bool:
        naming = self._naming.get(name, ())
        found = self.seen.overall_in(new, (number for number, _ in naming))
        return any(one is not verdict for one, (_, verdict) in zip(found, naming, strict=True))

    def _told_by_conclusions(self, number: int, instead: Instead) -> bool:
        """Whether a test fails by what it expects of the rules' own conclusions."""
        test, outcomes = self.tests[number], self.seen.outcomes[number]
        changed = self._conclusions(number, instead)
        kinds = {key[0] for key in changed}
        told = _Laid(outcomes.conclusions, {key: after for key, (_, after) in changed.items()})
        return any(one.kind in kinds and any(conclusion_missed(one, told)) for one in test.conclusions)

    def _told_by_running(self, number: int, instead: Instead) -> bool:
        """Whether a test fails by what becomes of later stages; they only run when the test is about them and they see a difference."""
        if not self._reach[number] & instead.keys() and all(self._same_then(name, new) for name, new in instead.items()):
            return False
        stages = [self._stages[(new or self._rules[name]).stage] for name, new in instead.items()]
        if self._last_stage[number] <= min(stages):
            return False
        if len(set(stages)) == 1 and not any(self._is_seen(*both) for both in self._conclusions(number, instead).values()):
            return False
        again = self.engine.run(self.seen.outcomes[number].facts, instead)
        rules = {name: rule for name, rule in {**self._rules, **instead}.items() if rule}
        return any(missed(self.tests[number], again, rules))

    def _same_then(self, name: str, new: Rule | None) -> bool:
        return name in self._rules and (new is None or new.then == self._rules[name].then)

    @cached_property
    def _stages(self) -> Mapping[str, int]:
        return {stage.id: number for number, stage in enumerate(self.engine.book.stages)}

    @cached_property
    def _read(self) -> frozenset[str]:
        """The fields that any rule looks at."""
        return frozenset(one.field for rule in self.engine.book.rules for one in rule.conditions)

    @cached_property
    def _action(self) -> ActionSubjects:
        return ActionSubjects(self.engine.book)

    def _is_seen(self, before: Conclusion | None, after: Conclusion | None) -> bool:
        """Whether later stages can see what became of a conclusion."""
        one = before or after
        if one is None:
            return False
        if one.kind == "problem":
            return (before and problem_subject(before)) != (after and problem_subject(after))
        if one.kind == "action":
            return (before and self._action.subject(before)) != (after and self._action.subject(after))
        if one.kind in ABOUT:
            return one.kind == "cause" and _status(before) is not _status(after)
        return _status(before) is not _status(after) and concluded_field(one.kind, one.id) in self._read

    def _conclusions(self, number: int, instead: Instead) -> dict[Key, tuple[Conclusion | None, Conclusion | None]]:
        """What the rules lead to, as it is and as it becomes; None for what is ruled out."""
        now = self.seen.outcomes[number].conclusions
        reasons: dict[Key, tuple[list[Reason], list[Reason]]] = {}
        for name, new in instead.items():
            for rule in (self._rules.get(name), new):
                for reason, verdict in self._reasons(rule, number) if rule else ():
                    key = _key(reason)
                    if key not in reasons:
                        old = now.get(key)
                        sides = (old.reasons, old.may) if old else ((), ())
                        reasons[key] = tuple([one for one in side if one.rule.id not in instead] for side in sides)  # type: ignore[assignment]
                    if rule is new:
                        reasons[key][verdict is Verdict.UNKNOWN].append(reason)
        found: dict[Key, tuple[Conclusion | None, Conclusion | None]] = {}
        for key, (sure, may) in reasons.items():
            status = Status.CONCLUDED if sure else Status.OPEN
            found[key] = now.get(key), Conclusion(*key, status, tuple(sure), tuple(may)) if sure or may else None
        return found

    def _reasons(self, rule: Rule, number: int) -> Iterator[tuple[Reason, Verdict]]:
        """What a rule leads to or may lead to for one questionnaire."""
        kind = self.seen.of(rule.subject)
        holds, fails = kind.rule(rule.when)
        for subject in range(kind.starts[number], kind.starts[number + 1]):
            if not fails >> subject & 1:
                verdict = Verdict.HOLDS if holds >> subject & 1 else Verdict.UNKNOWN
                for outcome in rule.then:
                    yield Reason(rule, kind.subjects[subject][0], outcome), verdict


class _LastStage:
    """Says of tests which is the last stage of which they expect something."""

    def __init__(self, book: RuleBook) -> None:
        self._of_kinds = {kind: number for number, stage in enumerate(book.stages) for kind in stage.concludes}
        self._of_rules = {rule.id: number for number, stage in enumerate(book.stages) for rule in book.rules_of(stage.id)}

    def __call__(self, test: Scenario) -> int:
        of_kinds = (self._of_kinds.get(one.kind, 0) for one in test.conclusions)
        of_rules = (self._of_rules.get(one, 0) for one in test.named_rules)
        return max((*of_kinds, *of_rules), default=0)


class _Laid(dict[Key, Conclusion]):
    """Conclusions with some of them as they become."""

    def __init__(self, now: Mapping[Key, Conclusion], becomes: Mapping[Key, Conclusion | None]) -> None:
        super().__init__(now)
        for key, one in becomes.items():
            if one:
                self[key] = one
            else:
                self.pop(key, None)


def _key(reason: Reason) -> Key:
    outcome = reason.outcome
    return outcome.kind, outcome.id, reason.subject.id if outcome.kind in ABOUT else ""


def _status(one: Conclusion | None) -> Status:
    return one.status if one else Status.RULED_OUT
