"""Whether formulas hold for any questionnaire at all: tried on thousands, and on what the solver found before, before it is asked."""

from __future__ import annotations

from collections.abc import Iterable

from commplan_advisor.reasoning.formulas import Formula
from commplan_advisor.reasoning.proving import Found, Prover, UndecidedError
from commplan_advisor.reasoning.random_answers import complete_trials, open_trials
from commplan_advisor.reasoning.trying import Trials

TRIALS = 4096


def seen_to_hold(trials: Trials, formulas: Iterable[Formula]) -> set[Formula]:
    """Those of some formulas that hold in any of some trials."""
    asked = list(formulas)
    held = trials.holds(asked)
    return {one for one in asked if held[one]}


class Sometimes:
    """Remembers what was found out, so that many formulas about the same rules cost the solver little.

    What it says of a formula does not depend on what was asked before; only how long it takes does.

    Args:
        prover: a solver that knows what answers are possible; it does not ask for complete ones.
    """

    def __init__(self, prover: Prover) -> None:
        self._prover = prover
        self._known: dict[Formula, bool] = {}
        self._random = (complete_trials(prover.space, TRIALS), open_trials(prover.space, TRIALS))
        self._found = Trials(prover.space, 0)

    def of(self, formulas: Iterable[Formula]) -> dict[Formula, bool | None]:
        """Of each of some formulas whether it holds for any questionnaire; None when that is not decided in time."""
        asked = sorted(set(formulas))
        for trials in self._random:
            self._known |= dict.fromkeys(seen_to_hold(trials, (one for one in asked if one not in self._known)), True)
        return {one: self._one(one) for one in asked}

    def _one(self, formula: Formula) -> bool | None:
        if formula not in self._known:
            if self._found.count and seen_to_hold(self._found, (formula,)):
                self._known[formula] = True
                return True
            try:
                found = self._prover.possible(formula)
            except UndecidedError:
                return None
            self._known[formula] = found is not None
            if found is not None:
                self._remember(found)
        return self._known[formula]

    def _remember(self, found: Found) -> None:
        """Make of what the solver found one more trial for the formulas to come."""
        trial, self._found.count = self._found.count, self._found.count + 1
        for number, answer in found.answers.items():
            self._found.answer(self._prover.space.slots[number], trial, answer)
        for number, rows in found.rows.items():
            self._found.rows.setdefault(number, {})[trial] = rows
