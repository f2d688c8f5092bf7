"""Random answers to all that varies, many at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from random import Random

from commplan_advisor.reasoning.formulas import Input, NumberTest
from commplan_advisor.reasoning.slots import ANSWERED, Slot
from commplan_advisor.reasoning.space import Space
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


def open_trials(space: Space, count: int, seed: int = 0) -> Trials:
    """So many trials in each of which about three in four of the questions that vary have a random answer, and the others none."""
    trials, rng = complete_trials(space, count, seed), Random(seed)
    for slot in space.slots:
        if slot.varies:
            trials.inputs[Input(slot.number, ANSWERED)] = _most(rng, count)
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
    bounds: dict[int, set[float]] = {}
    for part in space.formulas.parts:
        if isinstance(part, NumberTest):
            for slot in part.slots:
                bounds.setdefault(slot, set()).update(float(value) for value in part.values if not isinstance(value, str))
    return {slot: _around(space.slots[slot], sorted(found)) for slot, found in bounds.items()}


def _around(slot: Slot, bounds: Sequence[float]) -> list[float]:
    """Numbers around bounds that the question takes, and its own limits."""
    question = slot.question
    near = {question.least, question.most, *(bound + step for bound in bounds for step in (-1, 0, 1)), *(10 * bound for bound in bounds)}
    near.update((low + high) / 2 for low, high in pairwise(bounds) if high - low < 2)
    taken = {round(one) if question.whole else one for one in near}
    return sorted(int(one) if one == int(one) else one for one in taken if question.least <= one <= question.most)
