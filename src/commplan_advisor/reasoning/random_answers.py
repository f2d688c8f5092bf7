"""Random answers to all that varies, many at once."""

from __future__ import annotations

from random import Random

from commplan_advisor.reasoning.formulas import Input, NumberTest
from commplan_advisor.reasoning.space import ANSWERED, Slot, Space
from commplan_advisor.reasoning.trying import Bits, Trials


def complete_trials(space: Space, count: int, seed: int = 0) -> Trials:
    """So many trials in each of which every question that varies has a random answer; the same ones for the same seed."""
    rng = Random(seed)
    trials = Trials(space, count)
    telling = telling_numbers(space)
    for slot in space.slots:
        if not slot.varies:
            continue
        trials.inputs[Input(slot.number, ANSWERED)] = trials.every
        if slot.question.kind == "list":
            _add_rows(trials, slot, rng)
        elif slot.question.kind == "number":
            numbers = telling.get(slot.number) or [slot.question.least]
            trials.answers[slot.number] = {trial: rng.choice(numbers) for trial in range(count)}
        else:
            _choose(trials, slot, rng)
    return trials


def _add_rows(trials: Trials, slot: Slot, rng: Random) -> None:
    there = trials.every
    for number in range(1, trials.space.more_rows + 1):
        there &= _most(rng, trials.count)
        trials.inputs[Input(slot.number, f"row {number}")] = there


def _choose(trials: Trials, slot: Slot, rng: Random) -> None:
    options = list(slot.says)
    left = trials.every
    if slot.question.kind == "option":
        rng.shuffle(options)
    for number, option in enumerate(options, start=1):
        chosen = rng.getrandbits(trials.count)
        if slot.question.kind == "option":
            chosen = left if number == len(options) else left & chosen
            left &= ~chosen
        trials.inputs[Input(slot.number, option)] = chosen


def _most(rng: Random, count: int) -> Bits:
    return rng.getrandbits(count) | rng.getrandbits(count)


def telling_numbers(space: Space) -> dict[int, list[float]]:
    """For each question that is answered with a number some that the rules tell apart: on, below and above every bound."""
    found: dict[int, set[float]] = {}
    for part in space.formulas.parts:
        if isinstance(part, NumberTest):
            for slot in part.slots:
                for value in part.values:
                    assert isinstance(value, int | float)
                    found.setdefault(slot, set()).update(_around(space.slots[slot], float(value)))
    return {slot: sorted(numbers) for slot, numbers in found.items()}


def _around(slot: Slot, bound: float) -> set[float]:
    """Numbers around a bound that the question takes, and its own limits."""
    question = slot.question
    step = 1 if question.whole else 0.5
    near = {question.least, bound - step, bound, bound + step, 10 * bound, question.most}
    whole = {float(round(one)) if question.whole else one for one in near}
    return {int(one) if question.whole else one for one in whole if question.least <= one <= question.most}
