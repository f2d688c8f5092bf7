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
from commplan_advisor.reasoning.proving import Found, Prover, UndecidedError

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
    _asked: dict[Formula, Any] = field(default_factory=dict)
    _new: bool = False  # whether the solver has still to take in formulas, which may take longer than the question itself

    def __post_init__(self) -> None:
        super().__post_init__()
        self.solver = self.z3.SolverFor("QF_LIA", ctx=self._context)  # answers and sums of them; much quicker than finding out that it is
        self._begun = self._spent()

    def never(self, formulas: Iterable[Formula]) -> set[Formula]:
        """Those of some formulas that hold for no answers at all; what is not decided is noted, and not among them."""
        asked = list(formulas)
        for formula in asked:
            self._named(formula)
        return {formula for formula in asked if self._verdict(formula) == self.z3.unsat}

    def possible(self, formula: Formula) -> Found | None:
        """Answers for which a formula holds; None when there are none.

        Raises:
            UndecidedError: the effort does not suffice.
        """
        verdict = self._verdict(formula)
        if verdict == self.z3.sat:
            return self.found(self.solver.model())
        if verdict == self.z3.unsat:
            return None
        raise UndecidedError("effort")

    def _named(self, formula: Formula) -> Any:
        """A name for a formula: under a name the solver takes it in once, and not for every question again."""
        if formula not in self._asked:
            name = self._asked[formula] = self.z3.Bool(f"asked {formula}", self._context)
            self.solver.add(self.z3.Implies(name, self.term(formula)))
            self._new = True
        return self._asked[formula]

    def _verdict(self, formula: Formula) -> Any:
        left = self.effort - (self._spent() - self._begun)
        name = self._named(formula)
        if left > 0:
            self.solver.set("rlimit", left if self._new else min(left, _A_QUESTION))
            self._new = False
            verdict = self.solver.check(name)
            if verdict != self.z3.unknown:
                return verdict
        self.undecided.add(formula)
        return self.z3.unknown

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


def bounded(all_: Everything, effort: int) -> Bounded:
    """The same questionnaires with a bound, in steps of the solver; some two million take a second."""
    return Bounded(**{one.name: getattr(all_, one.name) for one in fields(all_)}, effort=effort)
