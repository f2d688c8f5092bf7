"""What came of testing a rule book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from commplan_advisor.common.faults import Place
from commplan_advisor.engine.verdicts import Verdict
from commplan_advisor.maintenance.testing.mutants import Mutant
from commplan_advisor.maintenance.testing.states import State
from commplan_advisor.maintenance.testing.survivors import Explained
from commplan_advisor.maintenance.testing.telling import Telling
from commplan_advisor.maintenance.testing.work import Failure

SCHEMA = "commplan-rules-test/1"


@dataclass(frozen=True, slots=True)
class Failing:
    """A test that fails: what it expects and is otherwise."""

    name: str
    place: Place
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A state that no test brings about.

    Attributes:
        state: which.
        condition: the condition in the words of the files; empty for a rule as a whole.
        day: the day for which it is to be brought about.
        given: answers that bring it about; None when they were not looked for, or not found in time.
    """

    state: State
    condition: str
    day: date
    given: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Counted:
    """Of rules or of conditions, for one verdict: how many tests bring it about, of how many for which that is possible."""

    verdict: Verdict
    covered: int
    possible: int
    never: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What tests bring about.

    Attributes:
        rules: by verdict.
        conditions: by verdict.
        missing: what no test brings about, although some questionnaire does.
    """

    rules: tuple[Counted, ...]
    conditions: tuple[Counted, ...]
    missing: tuple[Missing, ...]

    @property
    def share(self) -> float:
        """How much of what is possible some test brings about, from 0 to 1."""
        possible = sum(one.possible for one in (*self.rules, *self.conditions))
        return sum(one.covered for one in (*self.rules, *self.conditions)) / possible if possible else 1


@dataclass(frozen=True, slots=True)
class Surviving:
    """A change that no test notices: answers that tell the difference, as in `Missing`, and the reason when it is explained."""

    mutant: Mutant
    given: Mapping[str, Any] | None
    explained: Explained | None


@dataclass(frozen=True, slots=True)
class Mutation:
    """Which changes of the rules tests notice.

    Attributes:
        total: how many changes were made.
        noticed: how many of them make a test fail.
        equal: how many are proven to make no difference to any questionnaire.
        equal_within_rows: of those, how many are proven only for lists with at most `rows` rows.
        rows: that number.
        survivors: the others.
        unused: explanations of what does not survive.
    """

    total: int
    noticed: int
    equal: int
    equal_within_rows: int
    rows: int
    survivors: tuple[Surviving, ...]
    unused: tuple[Explained, ...]

    @property
    def score(self) -> float:
        """How many of the changes that make a difference are noticed, from 0 to 1."""
        counting = self.total - self.equal
        return self.noticed / counting if counting else 1

    @property
    def unexplained(self) -> tuple[Surviving, ...]:
        """The survivors of which nobody said why."""
        return tuple(one for one in self.survivors if one.explained is None)


@dataclass(frozen=True, slots=True)
class Report:
    """What came of testing a rule book.

    Attributes:
        as_of: the day of tests that name none.
        tests: how many were run.
        failing: those that fail.
        coverage: when it was asked for.
        mutation: when it was asked for.
        tellings: questionnaires that show what is missing.
    """

    as_of: date
    tests: int
    failing: tuple[Failing, ...]
    coverage: Coverage | None = None
    mutation: Mutation | None = None
    tellings: tuple[Telling, ...] = ()

    @property
    def is_fine(self) -> bool:
        """Whether nothing is left to do: no test fails, nothing is missing, and what survives is explained."""
        return not (
            self.failing
            or (self.coverage and self.coverage.missing)
            or (self.mutation and (self.mutation.unexplained or self.mutation.unused))
        )
