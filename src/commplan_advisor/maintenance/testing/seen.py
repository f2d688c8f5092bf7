"""What many questionnaires say of every condition and rule at once: each verdict as one large whole number, a bit for every subject.

Whatever is asked of a changed rule is answered from this, without running anything again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from commplan_advisor.engine.conclusions import Outcomes
from commplan_advisor.engine.verdicts import Verdict, condition_verdict
from commplan_advisor.questionnaire.facts import Value
from commplan_advisor.rulebook.model import AnyOf, Condition, Rule

Bits = int


class Verdicts(NamedTuple):
    """For which subjects something holds, and for which it fails; for the others it is unknown."""

    holds: Bits
    fails: Bits


class Seen:
    """What follows from some questionnaires, ready to be asked for verdicts.

    Args:
        outcomes: of each questionnaire.
    """

    def __init__(self, outcomes: Sequence[Outcomes]) -> None:
        self.outcomes = outcomes
        self._kinds: dict[str, _Kind] = {}

    def of(self, kind: str) -> _Kind:
        """All subjects of one kind."""
        if kind not in self._kinds:
            self._kinds[kind] = _Kind(kind, self.outcomes)
        return self._kinds[kind]

    def rule(self, rule: Rule) -> Verdicts:
        """The verdicts on a rule."""
        return self.of(rule.subject).rule(rule.when)

    def overall(self, rule: Rule | None, questionnaire: int) -> Verdict:
        """The verdict on a rule over all that it is about in one questionnaire; none at all fails."""
        return next(self.overall_in(rule, (questionnaire,)))

    def overall_in(self, rule: Rule | None, questionnaires: Iterable[int]) -> Iterator[Verdict]:
        """The same, in each of some questionnaires."""
        kind = self.of(rule.subject) if rule else None
        holds, fails = kind.rule(rule.when) if kind and rule else (0, 0)
        for number in questionnaires:
            here = kind.of_questionnaire(number) if kind else 0
            yield Verdict.HOLDS if holds & here else Verdict.UNKNOWN if here & ~fails else Verdict.FAILS


class _Kind:
    """All subjects of one kind, in the order of the questionnaires.

    Attributes:
        every: all of them.
        starts: by questionnaire the number of its first subject; one more for the end.
    """

    def __init__(self, kind: str, outcomes: Sequence[Outcomes]) -> None:
        self.subjects = [(subject, one.fields) for one in outcomes for subject in one.subjects.get(kind, ())]
        self.starts = [0]
        for one in outcomes:
            self.starts.append(self.starts[-1] + len(one.subjects.get(kind, ())))
        self.every: Bits = (1 << len(self.subjects)) - 1
        self._settled = _bits([number for number, (subject, _) in enumerate(self.subjects) if subject.settled])
        self._values: dict[str, dict[Value, Bits]] = {}
        self._conditions: dict[Condition, Verdicts] = {}

    def of_questionnaire(self, number: int) -> Bits:
        """The subjects of one questionnaire."""
        start, end = self.starts[number], self.starts[number + 1]
        return ((1 << (end - start)) - 1) << start

    def questionnaires(self, bits: Bits) -> Iterator[int]:
        """The questionnaires that some subjects are of, in order."""
        while bits:
            first = (bits & -bits).bit_length() - 1
            number = bisect_right(self.starts, first) - 1
            yield number
            bits &= ~self.of_questionnaire(number)

    def rule(self, when: Sequence[Condition | AnyOf]) -> Verdicts:
        """The verdicts on a rule with these clauses; it never holds for a subject that may not exist."""
        holds, fails = self._settled, 0
        for clause in when:
            held, failed = self.condition(clause) if isinstance(clause, Condition) else self._any(clause)
            holds &= held
            fails |= failed
        return Verdicts(holds, fails)

    def condition(self, condition: Condition) -> Verdicts:
        """The verdicts on a condition."""
        found = self._conditions.get(condition)
        if found is None:
            found = self._conditions[condition] = self._judged(condition)
        return found

    def _any(self, clause: AnyOf) -> Verdicts:
        holds, fails = 0, self.every
        for group in clause.groups:
            held, failed = self.every, 0
            for condition in group:
                one = self.condition(condition)
                held &= one.holds
                failed |= one.fails
            holds |= held
            fails &= failed
        return Verdicts(holds, fails)

    def _judged(self, condition: Condition) -> Verdicts:
        if condition.operator in ("includes", "lacks"):
            flags = [self._by_value(f"{condition.field}.{value}") for value in condition.values]
            some, none = 0, self.every
            for flag in flags:
                some |= flag.get(True, 0)
                none &= flag.get(False, 0)
            return Verdicts(some, none) if condition.operator == "includes" else Verdicts(none, some)
        holds = fails = 0
        for value, bits in self._by_value(condition.field).items():
            if condition_verdict(condition, {condition.field: value}) is Verdict.HOLDS:
                holds |= bits
            else:
                fails |= bits
        return Verdicts(holds, fails)

    def _by_value(self, path: str) -> dict[Value, Bits]:
        """For each value that a field has, the subjects for which it has it."""
        found = self._values.get(path)
        if found is None:
            numbers: dict[Value, list[int]] = {}
            for number, (subject, fields) in enumerate(self.subjects):
                value = subject.fields.get(path)
                if value is None:
                    value = fields.get(path)
                if value is not None:
                    numbers.setdefault(value, []).append(number)
            found = self._values[path] = {value: _bits(those) for value, those in numbers.items()}
        return found


def _bits(numbers: Sequence[int]) -> Bits:
    if not numbers:
        return 0
    written = bytearray(numbers[-1] // 8 + 1)
    for number in numbers:
        written[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(written, "little")
