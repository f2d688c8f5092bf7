"""The smallest change of answers that brings something about: looked for by a solver, confirmed by advising on the changed case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, count
from math import ceil, floor

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.engine.conclusions import Key, Status
from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.asked import Asked
from commplan_advisor.questionnaire.editing import Change, changed
from commplan_advisor.questionnaire.facts import NAMED_BY, ROWS, facts_of
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.reasoning.consequences import consequences
from commplan_advisor.reasoning.formulas import FALSE, TRUE, Formula
from commplan_advisor.reasoning.proving import Found, Prover
from commplan_advisor.reasoning.random_answers import telling_numbers
from commplan_advisor.reasoning.slots import Slot, chosen_by
from commplan_advisor.reasoning.space import Space

_FIXED = ("questionnaire", "municipality.name", "municipality.code", "municipality.province", "date", "sources", "notes")
"""What nobody changes to get other advice."""
_MORE_ROWS = 2
_A_ROW, _OTHER_ANSWER = 1, 2
"""Of as many changes: rather answer an open question than add a row, and rather that than change an answer."""


def smallest_change(case: Case, engine: Engine, action: str) -> tuple[Change, ...] | None:
    """A smallest change of answers that makes the advisor recommend an action.

    No part of it can be left out. It gives answers, changes them or adds rows; it never takes an answer or a row away.

    Args:
        case: the questionnaire.
        engine: the rule book, ready to run.
        action: an entry of the catalogue.

    Returns:
        The changes, in the order of the questionnaire; empty when the action is recommended already, None when no change of answers
        brings it about.

    Raises:
        UndecidedError: the solver did not find out in time.
    """
    return changes_for(case, engine, ("action", action, ""))


def changes_for(case: Case, engine: Engine, key: Key) -> tuple[Change, ...] | None:
    """A smallest change of answers after which something is concluded; see `smallest_change`."""
    if _concluded(case, engine, key):
        return ()
    space = Space(case.answers, _can_change, _MORE_ROWS)
    concluded, _ = consequences(engine.book, space).get(key, (FALSE, TRUE))
    if concluded == FALSE:
        return None
    prover = _prover(space, concluded)
    found = prover.cheapest(concluded)
    if found is None:
        return None
    changes = tuple(_changes(space, found))
    if not _concluded(_with(case, changes), engine, key):
        raise AssertionError(f"the solver and the engine differ on {key}: {'; '.join(map(str, changes))}")
    fewest = _smallest_sets(case, engine, key, space, _without_the_rest(case, engine, key, changes))
    return _plainer(case, engine, key, space, fewest)


def _can_change(one: Asked) -> bool:
    """Whether a question may get another answer; a row keeps the answer that it is named after, once it has one."""
    named = {prefix + NAMED_BY[kind] for kind, prefix in ROWS.items()}
    return one.path not in _FIXED and (one.value is None or one.question.path not in named)


def _prover(space: Space, goal: Formula) -> Prover:
    prover = Prover(space)
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
    first, *more = (formulas.input(list_.number, f"row {number}") for number in range(1, _MORE_ROWS + 1))
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


# -- confirmed by the engine -------------------------------------------------------------------------------------------------------


def _with(case: Case, changes: Sequence[Change]) -> Case:
    return changed(case, changes) if changes else case


def _concluded(case: Case, engine: Engine, key: Key) -> bool:
    return engine.run(facts_of(case.answers)).status(*key) is Status.CONCLUDED


def _without_the_rest(case: Case, engine: Engine, key: Key, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes of which none can be left out."""
    left = list(changes)
    for one in changes:
        fewer = [other for other in left if other is not one]
        if _holds_with(case, engine, key, fewer):
            left = fewer
    return tuple(left)


def _smallest_sets(case: Case, engine: Engine, key: Key, space: Space, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The same changes, with no more taken into a set or out of it than it takes."""
    now = {slot.path: slot.value if isinstance(slot.value, list) else [] for slot in space.slots}
    chosen = list(changes)
    for index, change in enumerate(changes):
        if not isinstance(change.value, list):
            continue
        before, members = now.get(change.path, []), change.value
        for one in [*(new for new in members if new not in before), *(old for old in before if old not in members)]:
            fewer = [other for other in members if other != one] if one in members else [*members, one]
            if _holds_with(case, engine, key, [*chosen[:index], Change(change.path, fewer), *chosen[index + 1 :]]):
                members = fewer
                chosen[index] = Change(change.path, members)
    return tuple(chosen)


def _holds_with(case: Case, engine: Engine, key: Key, changes: Sequence[Change]) -> bool:
    try:
        return _concluded(_with(case, changes), engine, key)
    except FaultyInputError:
        return False


def _plainer(case: Case, engine: Engine, key: Key, space: Space, changes: tuple[Change, ...]) -> tuple[Change, ...]:
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
            return number != slot.value and _holds_with(case, engine, key, tried)

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
