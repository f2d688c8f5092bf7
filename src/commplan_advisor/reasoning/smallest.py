"""The smallest set of answers that brings something about: looked for by a solver, confirmed by whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, count
from math import ceil, floor

from commplan_advisor.questionnaire.editing import Change
from commplan_advisor.questionnaire.facts import NAMED_BY, ROWS
from commplan_advisor.reasoning.formulas import FALSE, Formula
from commplan_advisor.reasoning.proving import LONGEST, Found, Prover
from commplan_advisor.reasoning.random_answers import telling_numbers
from commplan_advisor.reasoning.slots import Slot, chosen_by
from commplan_advisor.reasoning.space import Space

ALWAYS_GIVEN = ("questionnaire", "municipality.name", "municipality.code", "municipality.province", "date", "sources", "notes")
"""What nobody answers otherwise to get other advice."""
_A_ROW, _OTHER_ANSWER = 1, 2
"""Of as many changes: rather answer an open question than add a row, and rather that than change an answer."""

Holds = Callable[[Sequence[Change]], bool]
"""Whether what is asked for comes about with these changes."""


def smallest_changes(space: Space, goal: Formula, holds: Holds, longest: int = LONGEST) -> tuple[Change, ...] | None:
    """A smallest change of answers for which a formula holds, with plain numbers and no more in a set than it takes.

    No part of it can be left out. It gives answers, changes them or adds rows; it never takes an answer or a row away.

    Args:
        space: the answers that may vary.
        goal: what must come about.
        holds: says of changes whether they bring it about, as the engine sees it; called some dozens of times.
        longest: milliseconds that one question to the solver may take.

    Returns:
        The changes, in the order of the questionnaire; None when no change of answers brings it about.

    Raises:
        UndecidedError: the solver did not find out in time.
        AssertionError: the solver and `holds` do not agree.
    """
    if goal == FALSE:
        return None
    found = _prover(space, goal, longest).cheapest(goal)
    if found is None:
        return None
    changes = tuple(_changes(space, found))
    if not holds(changes):
        raise AssertionError(f"the solver and the engine differ: {'; '.join(map(str, changes))}")
    return _plainer(space, holds, _smallest_sets(space, holds, _without_the_rest(holds, changes)))


def _prover(space: Space, goal: Formula, longest: int) -> Prover:
    prover = Prover(space, longest=longest)
    prover.require(goal)
    looked_at = {slot for one in space.formulas.below((goal,)) for slot in space.slots_of(one)}
    for slot in space.slots:
        if slot.question.kind == "list" and slot.varies:
            _weigh_list(prover, slot)
        elif slot.new_row and _names_row(slot):  # a row that comes has its name, whether or not a rule looks at it
            prover.require(space.formulas.any((space.formulas.not_(slot.row), slot.answered)))
        elif slot.varies and slot.number in looked_at:
            _weigh(prover, slot)
    return prover


def _weigh_list(prover: Prover, list_: Slot) -> None:
    formulas = prover.space.formulas
    first, *more = (formulas.input(list_.number, f"row {number}") for number in range(1, prover.space.more_rows + 1))
    prover.require(formulas.any((list_.answered, formulas.not_(first))))
    if list_.value is None:
        prover.cost(formulas.all((list_.answered, formulas.not_(first))))
    else:
        prover.require(list_.answered)
    for row in (first, *more):
        prover.cost(row, _A_ROW)


def _weigh(prover: Prover, slot: Slot) -> None:
    if slot.value is None:
        prover.cost(slot.answered)
        return
    prover.require(slot.answered)
    if slot.question.kind == "number":
        prover.cost_of_number(slot.number, _OTHER_ANSWER)
        return
    formulas, chosen = prover.space.formulas, chosen_by(slot.question, slot.value)
    prover.cost(formulas.any(formulas.not_(says) if one in chosen else says for one, says in slot.says.items()), _OTHER_ANSWER)


def _names_row(slot: Slot) -> bool:
    return any(slot.question.path == prefix + NAMED_BY[kind] for kind, prefix in ROWS.items())


# -- what was found, as changes ----------------------------------------------------------------------------------------------------


def _changes(space: Space, found: Found) -> Iterator[Change]:
    """What differs from the questionnaire; a row that comes is told by its name."""
    for slot in space.slots:
        if slot.new_row or slot.number not in found.answers:
            continue
        answer = found.answers[slot.number]
        if slot.question.kind == "list":
            yield from _new_rows(space, slot, found)
            if slot.value is None and answer is not None and not found.rows[slot.number]:
                yield Change(slot.path, [])
        elif _differs(slot, answer):
            yield Change(slot.path, answer)


def _new_rows(space: Space, list_: Slot, found: Found) -> Iterator[Change]:
    taken = {slot.path[len(list_.path) + 1 :].partition("]")[0] for slot in space.slots if slot.path.startswith(f"{list_.path}[")}
    for number in range(1, found.rows[list_.number] + 1):
        here = f"{list_.path}[+{number}]."
        slots = [slot for slot in space.slots if slot.path.startswith(here) and found.answers.get(slot.number) is not None]
        label = str(next(found.answers[slot.number] for slot in slots if _names_row(slot)))
        name = next(name for name in chain([label], (f"{label}-{more}" for more in count(2))) if name not in taken)
        taken.add(name)
        for slot in slots:
            yield Change(f"{list_.path}[{name}].{slot.path[len(here) :]}", found.answers[slot.number])


def _differs(slot: Slot, answer: object) -> bool:
    if isinstance(answer, list) and isinstance(slot.value, list):
        return set(answer) != set(slot.value)
    return answer != slot.value


# -- confirmed -------------------------------------------------------------------------------------------------------


def _without_the_rest(holds: Holds, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes of which none can be left out."""
    left = list(changes)
    for one in changes:
        fewer = [other for other in left if other is not one]
        if holds(fewer):
            left = fewer
    return tuple(left)


def _smallest_sets(space: Space, holds: Holds, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The same changes, with no more taken into a set or out of it than it takes."""
    now = {slot.path: slot.value if isinstance(slot.value, list) else [] for slot in space.slots}
    chosen = list(changes)
    for index, change in enumerate(changes):
        if not isinstance(change.value, list):
            continue
        before, members = now.get(change.path, []), change.value
        for one in [*(new for new in members if new not in before), *(old for old in before if old not in members)]:
            fewer = [other for other in members if other != one] if one in members else [*members, one]
            if holds([*chosen[:index], Change(change.path, fewer), *chosen[index + 1 :]]):
                members = fewer
                chosen[index] = Change(change.path, members)
    return tuple(chosen)


def _plainer(space: Space, holds: Holds, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The same changes with numbers that a person would choose: near to the answer as it is, and round."""
    telling = telling_numbers(space)
    chosen = list(changes)
    for index, change in enumerate(changes):
        slot = next((one for one in space.slots if one.path == change.path and one.question.kind == "number"), None)
        if slot is None:
            continue
        now = slot.value if isinstance(slot.value, int | float) else slot.question.least

        def does(number: float, index: int = index, slot: Slot = slot) -> bool:
            tried = [*chosen[:index], Change(slot.path, number), *chosen[index + 1 :]]
            return number != slot.value and holds(tried)

        numbers = telling.get(slot.number, ())
        if slot.value is None:
            number = _at_the_bound(numbers, does)
        else:
            near = next((one for one in sorted(numbers, key=lambda one: abs(one - now)) if does(one)), change.value)
            number = _nearer(now, near, does)
        chosen[index] = Change(slot.path, change.value if number is None else number)
    return tuple(chosen)


def _at_the_bound(numbers: Sequence[float], does: Callable[[float], bool]) -> float | None:
    """The number that just does it: the next one does not."""
    verdicts = [(number, does(number)) for number in numbers]
    others = [number for number, holds in verdicts if not holds]
    doing = [number for number, holds in verdicts if holds]
    return min(doing, key=lambda one: min((abs(one - other) for other in others), default=one), default=None)


def _nearer(now: float, far: float, does: Callable[[float], bool]) -> float:
    """A round number between what is and what does it, as near to what is as halving finds."""
    whole = isinstance(far, int)
    near, step = now, abs(far - now)
    while step > max(1, abs(now) // 100):
        middle = (near + far) / 2
        tried = round(middle) if whole else round(middle, 1)
        near, far = (near, tried) if does(tried) else (tried, far)
        if abs(far - near) >= step:
            break
        step = abs(far - near)
    for digits in range(1, len(str(int(abs(far)))) + 1):
        size = 10 ** (len(str(int(abs(far)))) - digits)
        rounded: float = (ceil if far > now else floor)(far / size) * size
        if does(rounded):
            return rounded
    return far
