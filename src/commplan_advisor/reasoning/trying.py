"""Trying many answers at once: each formula as one large whole number, with a bit for every trial."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from commplan_advisor.reasoning.formulas import (
    All,
    Any,
    Formula,
    Given,
    HowMany,
    Input,
    Not,
    Number,
    NumberTest,
    PerThousand,
    Quotient,
    Total,
)
from commplan_advisor.reasoning.slots import ANSWERED, Slot, chosen_by
from commplan_advisor.reasoning.space import Space

Bits = int


@dataclass(slots=True)
class Trials:
    """A number of trials, in each of which some questions have other answers than they were given.

    Args:
        space: the answers that may vary.
        count: the number of trials.

    Attributes:
        answers: by slot and by trial the answer, as plain values; None for a question without an answer.
        rows: by slot of a list and by trial how many rows it has that are not there yet.
        inputs: what answers say, where that is known for all trials at once; it goes before `answers` and `rows`.
    """

    space: Space
    count: int
    answers: dict[int, dict[int, object]] = field(default_factory=dict)
    rows: dict[int, dict[int, int]] = field(default_factory=dict)
    inputs: dict[Input, Bits] = field(default_factory=dict)
    _values: dict[Number, tuple[float | None, dict[int, float | None]]] = field(default_factory=dict)

    def answer(self, slot: Slot, trial: int, value: object) -> None:
        """Give a question another answer in one trial."""
        self.answers.setdefault(slot.number, {})[trial] = value

    @property
    def every(self) -> Bits:
        """All trials."""
        return (1 << self.count) - 1

    def holds(self, tops: Iterable[Formula]) -> dict[Formula, Bits]:
        """In which trials these formulas, and all that they are made of, hold."""
        parts, every = self.space.formulas.parts, self.every
        self._values.clear()
        held: dict[Formula, Bits] = {}
        for one in self.space.formulas.below(tops):
            part = parts[one]
            kind = type(part)  # `match` takes several times as long, and this is where the time goes
            if kind is All:
                bits = every
                for inner in part.of:  # type: ignore[union-attr]
                    bits &= held[inner]
            elif kind is Any:
                bits = 0
                for inner in part.of:  # type: ignore[union-attr]
                    bits |= held[inner]
            elif kind is Not:
                bits = every ^ held[part.of]  # type: ignore[union-attr, index]
            elif kind is Input:
                bits = self._input(part)  # type: ignore[arg-type]
            elif kind is NumberTest:
                bits = self._number(part, held)  # type: ignore[arg-type]
            else:
                bits = every if part else 0
            held[one] = bits
        return held

    def _input(self, part: Input) -> Bits:
        if part.slot < 0:
            return 0
        if part in self.inputs:
            return self.inputs[part]
        slot = self.space.slots[part.slot]
        base = self.every if _says(slot, slot.value, part.says) else 0
        given: Mapping[int, object] = self.answers.get(part.slot, {})
        if part.says.startswith("row "):
            number = int(part.says[4:])
            given = self.rows.get(part.slot, {})
            differs = [trial for trial, rows in self.rows.get(part.slot, {}).items() if rows >= number]
        else:
            differs = [trial for trial, value in given.items() if _says(slot, value, part.says) != bool(base)]
        return base ^ bits_of(differs, self.count)

    def _number(self, test: NumberTest, held: Mapping[Formula, Bits]) -> Bits:
        found = self._values.get(test.number)
        if found is None:
            found = self._values[test.number] = self._told(test, held)
        usual, others = found
        base = usual is not None and test.holds(usual)
        verdicts = {number: test.holds(number) for number in set(others.values()) if number is not None}
        differs = [trial for trial, number in others.items() if (number is not None and verdicts[number]) != base]
        return (self.every if base else 0) ^ bits_of(differs, self.count)

    def _told(self, test: NumberTest, held: Mapping[Formula, Bits]) -> tuple[float | None, dict[int, float | None]]:
        """A number as it usually is, and what it is in the trials in which it may be another."""
        trials: Iterable[int] = range(self.count)
        usual = None
        if all(held[guard] in (0, self.every) for guard in test.guards):
            trials = {trial for slot in test.slots for trial in self.answers.get(slot, ())}
            usual = self._value(test, -1, held)
        return usual, {trial: self._value(test, trial, held) for trial in trials}

    def _value(self, test: NumberTest, trial: int, held: Mapping[Formula, Bits]) -> float | None:
        """The number in one trial, or in those that change nothing of it (-1); None while something of it is not known."""
        number = test.number
        match number:
            case Given(slot):
                return self._given(slot, trial)
            case Quotient(of, by):
                members, groups = self._given(of, trial), self._given(by, trial)
                return None if members is None or not groups else float(round(members / groups))
            case HowMany(of, _):
                return float(sum(_has(held[one], trial) for one in of))
            case Total():
                return self._total(number, trial, held)
            case PerThousand(total, per):
                groups, people = self._total(total, trial, held), self._given(per, trial)
                return None if groups is None or not people else 1000 * groups / people

    def _total(self, total: Total, trial: int, held: Mapping[Formula, Bits]) -> float | None:
        numbers = [self._given(slot, trial) for guard, slot in total.parts if _has(held[guard], trial)]
        return None if None in numbers else sum(number for number in numbers if number is not None)

    def _given(self, slot: int, trial: int) -> float | None:
        value = self.answers.get(slot, {}).get(trial, self.space.slots[slot].value)
        return value if isinstance(value, int | float) else None


def _says(slot: Slot, value: object, says: str) -> bool:
    if says == ANSWERED:
        return value is not None
    return says in chosen_by(slot.question, value)


def _has(bits: Bits, trial: int) -> bool:
    """Whether a trial is among these; those that change nothing (-1) are when all are."""
    return bits > 0 if trial < 0 else bool(bits >> trial & 1)


def bits_of(trials: Iterable[int], count: int) -> Bits:
    """These trials as a number."""
    written = bytearray((count + 7) // 8)
    for trial in trials:
        written[trial >> 3] |= 1 << (trial & 7)
    return int.from_bytes(written, "little")
