"""What z3 itself makes of answers: its own terms, under a model in which every answer is fixed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from commplan_advisor.engine.conclusions import Key, Status
from commplan_advisor.reasoning.consequences import consequences
from commplan_advisor.reasoning.fields import Verdict
from commplan_advisor.reasoning.formulas import FALSE
from commplan_advisor.reasoning.proving import Prover
from commplan_advisor.reasoning.slots import ANSWERED, Slot, choices, chosen_by
from commplan_advisor.reasoning.trying import Trials
from commplan_advisor.rulebook.model import RuleBook
from tests.support.answers import Answers
from tests.support.reasoned import Says, trials_say, tried_at_random
from tests.support.trying import answers_of


def compare(rng: Random, book: RuleBook, says: Callable[[Answers], Says], trials: int) -> int:
    """Random trials of random answers: the formulas, and z3 with the same answers, say what this says; how many were compared."""
    tried, answers = tried_at_random(rng, trials)
    told = consequences(book, tried.space)
    for trial, (by_formulas, by_solver) in enumerate(zip(trials_say(told, tried), solver_says(told, tried), strict=True)):
        given = answers_of(tried, trial, answers)
        found = says(given)
        assert by_formulas == found, given
        assert by_solver == found, given
    return trials


def solver_says(told: Mapping[Key, Verdict], trials: Trials) -> list[Says]:
    """What z3 says of each trial; it must also hold every trial for possible."""
    terms = _Terms(told, trials)
    return [terms.says(trial) for trial in range(trials.count)]


class _Terms:
    """All verdicts as one number for z3 to work out: a bit for each, and one for what z3 was told of the answers that are possible."""

    def __init__(self, told: Mapping[Key, Verdict], trials: Trials) -> None:
        self._trials = trials
        self._keys = list(told)
        self._prover = Prover(trials.space)
        self._z3 = self._prover.z3
        sides = [self._prover.term(side) for key in self._keys for side in told[key]]
        self._context = self._prover.term(FALSE).ctx
        possible = self._z3.And([self._z3.BoolVal(True, self._context), *self._prover.solver.assertions()])
        one, none = self._z3.BitVecVal(1, 1, self._context), self._z3.BitVecVal(0, 1, self._context)
        bits = [self._z3.If(term, one, none) for term in (possible, *sides)]
        self._size = len(bits)
        self._all = self._z3.Concat(bits) if len(bits) > 1 else bits[0]

    def says(self, trial: int) -> Says:
        found = self._model(trial).eval(self._all, model_completion=True).as_long()
        bits = [bool(found >> (self._size - 1 - place) & 1) for place in range(self._size)]
        assert bits[0], "z3 takes these answers for impossible"
        says: Says = {}
        for key, concluded, ruled_out in zip(self._keys, bits[1::2], bits[2::2], strict=True):
            assert not (concluded and ruled_out), f"{key} is both concluded and ruled out"
            if not ruled_out:
                says[key] = Status.CONCLUDED if concluded else Status.OPEN
        return says

    def _model(self, trial: int) -> Any:
        model = self._z3.Model(self._context)
        for slot in self._trials.space.slots:
            if slot.varies:
                self._fix(model, slot, self._trials.answers.get(slot.number, {}).get(trial, slot.value), trial)
        return model

    def _fix(self, model: Any, slot: Slot, value: Any, trial: int) -> None:
        self._let(model, slot, ANSWERED, value is not None)
        chosen = chosen_by(slot.question, value)
        for says in choices(slot.question):
            self._let(model, slot, says, says in chosen)
        for row in range(1, self._trials.space.more_rows + 1):
            self._let(model, slot, f"row {row}", self._trials.rows.get(slot.number, {}).get(trial, 0) >= row)
        if slot.question.kind == "number":
            number = (self._z3.Int if slot.question.whole else self._z3.Real)(f"{slot.number} number", self._context)
            exact = self._z3.IntVal if slot.question.whole else self._z3.RealVal
            given = value if value is not None else slot.question.least
            model.update_value(number, exact(str(int(given) if slot.question.whole else given), self._context))

    def _let(self, model: Any, slot: Slot, says: str, value: bool) -> None:
        model.update_value(self._z3.Bool(f"{slot.number} {says}", self._context), self._z3.BoolVal(value, self._context))
