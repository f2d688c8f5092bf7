"""All questionnaires, looked at with an effort that has a bound: for thousands of questions of which most are easy.

The effort is counted in steps of the solver, not in seconds: the same rule book gives the same findings on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from commplan_advisor.reasoning.everything import Everything
from commplan_advisor.reasoning.formulas import Formula
from commplan_advisor.reasoning.proving import Prover
from commplan_advisor.reasoning.random_answers import complete_trials, open_trials
from commplan_advisor.reasoning.sometimes import TRIALS, seen_to_hold

_FEW = 8
"""Formulas for which the solver is quicker than thousands of trials."""
_A_QUESTION = 4_000_000
"""Steps that one question may take: one to two seconds."""


@dataclass
class BoundedProver(Prover):
    """A solver that stops where its effort ends.

    Args:
        effort: steps that all questions together may take.

    Attributes:
        undecided: the formulas of which it did not find out whether they can hold.
    """

    effort: int = 0
    undecided: set[Formula] = field(default_factory=set)
    _new: bool = False  # whether the solver has still to take in formulas, which may take longer than the question itself

    def __post_init__(self) -> None:
        super().__post_init__()
        self.solver = self.z3.SolverFor("QF_LIA", ctx=self._context)  # decides a little more in as many steps
        self._begun = self._spent()

    def sometimes(self, formulas: Iterable[Formula]) -> dict[Formula, bool | None]:
        """Of each of some formulas whether it can hold; None when the effort does not suffice."""
        asked = list(formulas)
        for formula in asked:
            self.asked(formula)
        return {formula: self._verdict(formula) for formula in asked}

    def never(self, formulas: Iterable[Formula]) -> set[Formula]:
        """Those of some formulas that hold for no answers at all; what is not decided is noted, and not among them."""
        return {formula for formula, holds in self.sometimes(formulas).items() if holds is False}

    def asked(self, formula: Formula) -> Any:
        """A name for a formula, as everywhere; that there is a new one is noted."""
        self._new = self._new or formula not in self._asked
        return super().asked(formula)

    def _verdict(self, formula: Formula) -> bool | None:
        left = self.effort - (self._spent() - self._begun)
        if left > 0:
            self.solver.set("rlimit", left if self._new else min(left, _A_QUESTION))
            self._new = False
            verdict = self.solver.check(self._asked[formula])
            if verdict != self.z3.unknown:
                return bool(verdict == self.z3.sat)
        self.undecided.add(formula)
        return None

    def _spent(self) -> int:
        """Steps so far."""
        statistics = self.solver.statistics()
        return int(statistics.get_key_value("rlimit count")) if "rlimit count" in statistics.keys() else 0  # noqa: SIM118


@dataclass(frozen=True)
class Bounded(Everything):
    """All questionnaires, with a bound to the effort of looking at them."""

    effort: int = 0

    @cached_property
    def prover(self) -> BoundedProver:
        """A solver that knows what answers are possible, and stops where the effort ends."""
        return BoundedProver(self.space, effort=self.effort)

    @cached_property
    def _known(self) -> dict[Formula, bool | None]:
        return {}

    def sometimes(self, formulas: Iterable[Formula]) -> dict[Formula, bool | None]:
        """Of each of some formulas whether it holds for any questionnaire; None when the effort does not suffice."""
        asked = sorted(set(formulas))
        new = [one for one in asked if one not in self._known]
        for trials in (complete_trials, open_trials) if len(new) > _FEW else ():
            seen = seen_to_hold(trials(self.space, TRIALS), new)
            self._known.update(dict.fromkeys(seen, True))
            new = [one for one in new if one not in seen]
        self._known.update(self.prover.sometimes(new))
        return {one: self._known[one] for one in asked}


def bounded(all_: Everything, effort: int) -> Bounded:
    """The same questionnaires with a bound, in steps of the solver; some two million take a second."""
    return Bounded(**{one.name: getattr(all_, one.name) for one in fields(all_)}, effort=effort)
