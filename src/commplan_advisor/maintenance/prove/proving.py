"""Proving claims: first for any number of rows in a list, then for as many as can matter, where a questionnaire can refute them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, partial
from itertools import combinations

from commplan_advisor.engine.conclusions import Outcomes
from commplan_advisor.engine.engine import Engine
from commplan_advisor.engine.verdicts import Verdict as RuleVerdict
from commplan_advisor.engine.verdicts import judged
from commplan_advisor.maintenance.prove.claims import Claim, RuleClaim
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.reasoning.everything import Everything, everything, rows_that_matter
from commplan_advisor.reasoning.formulas import FALSE, Formula
from commplan_advisor.reasoning.proving import UndecidedError
from commplan_advisor.reasoning.rules import Superfluous, holds, lacks, superfluous_and_undecided
from commplan_advisor.rulebook.model import Condition, Rule, RuleBook

PATIENCE = 20.0
"""Seconds that one question to the solver may take."""
WITNESSES = 10
"""Questionnaires that are looked for in one go: it takes a second or so each for a large rule book."""


class Verdict(StrEnum):
    """What became of a claim."""

    HOLDS = "holds"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


class Remark(StrEnum):
    """What else there is to say of a proof."""

    EMPTY = "its conditions never hold"
    """The claim holds because it speaks of nothing."""
    NO_WITNESS = "no questionnaire was found in time"
    NOT_SOUGHT = "no questionnaire was looked for: enough were found"
    DISAGREED = "the solver and the engine do not agree"
    NEAREST = "in the questionnaire everything holds but some conditions that cannot hold beside the others"


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of a claim.

    Attributes:
        claim: the claim.
        verdict: whether it holds for all questionnaires.
        rows: the most rows of a list for which that was proven; None for any number. Of a refutation it says where it was looked for.
        case: the smallest questionnaire that refutes it, confirmed by the engine. Of a rule that never holds one that comes nearest to it.
        remark: what else there is to say.
        clauses: of a rule that never holds, the places of the clauses that do not hold in that questionnaire.
    """

    claim: Claim | RuleClaim
    verdict: Verdict
    rows: int | None = None
    case: Case | None = None
    remark: Remark | None = None
    clauses: tuple[int, ...] = ()


class Proving:
    """A rule book as of a day, and all questionnaires to prove its claims over.

    Use it in `with_added(book.added)`.

    Args:
        book: the rule book.
        claims: what is to be proven, for the rows that their conditions count.
        seconds: that one question to the solver may take.
        witnesses: of so many refuted claims a questionnaire is looked for.
    """

    def __init__(self, book: RuleBook, claims: Sequence[Claim] = (), seconds: float = PATIENCE, witnesses: int = WITNESSES) -> None:
        self.book = book
        self._witnesses = witnesses
        self.rows = rows_that_matter(book, (one for claim in claims for one in claim.conditions))
        self._longest = max(1, round(1000 * seconds))

    @cached_property
    def some_rows(self) -> Everything:
        """All questionnaires with as many rows as can matter."""
        return everything(self.book, rows=self.rows, longest=self._longest)

    @cached_property
    def any_rows(self) -> Everything:
        """All questionnaires with any number of rows, and some more that there cannot be: what never happens here, never happens."""
        return everything(self.book, any_rows=True, longest=self._longest)

    @cached_property
    def engine(self) -> Engine:
        """The rule book, ready to confirm what the solver finds."""
        return Engine(self.book)

    # -- claims ----------------------------------------------------------------------------------------------------------------

    def prove(self, claim: Claim) -> Proof:
        """Prove or refute one claim."""
        if _sometimes(self.any_rows, claim.refuted(self.any_rows)) is False:
            return Proof(claim, Verdict.HOLDS, None, remark=self._emptiness(claim))
        goal = claim.refuted(self.some_rows)
        found = _sometimes(self.some_rows, goal)
        if found is None:
            return Proof(claim, Verdict.UNDECIDED, self.rows)
        if not found:
            return Proof(claim, Verdict.HOLDS, self.rows, remark=self._emptiness(claim))
        return self._refuted(claim, goal, claim.refuted_by)

    def _emptiness(self, claim: Claim) -> Remark | None:
        if claim.applies is None or _sometimes(self.some_rows, claim.applies(self.some_rows)) is not False:
            return None
        return Remark.EMPTY

    def _refuted(self, claim: Claim | RuleClaim, goal: Formula, refuted_by: Callable[[Case, Outcomes], bool]) -> Proof:
        if self._witnesses <= 0:
            return Proof(claim, Verdict.REFUTED, self.rows, remark=Remark.NOT_SOUGHT)
        self._witnesses -= 1
        try:
            case = self.some_rows.smallest(goal, lambda case: refuted_by(case, self._outcomes(case)))
        except UndecidedError:
            return Proof(claim, Verdict.REFUTED, self.rows, remark=Remark.NO_WITNESS)
        except AssertionError:
            return Proof(claim, Verdict.UNDECIDED, self.rows, remark=Remark.DISAGREED)
        return Proof(claim, Verdict.REFUTED, self.rows, case)

    def _outcomes(self, case: Case) -> Outcomes:
        return self.engine.run(facts_of(case.answers))

    # -- rules -----------------------------------------------------------------------------------------------------------------

    def prove_rules(self, rules: Iterable[Rule]) -> list[Proof]:
        """Prove of rules that they can hold: that there is a questionnaire for which they do."""
        goals = {rule.id: holds(self.some_rows, rule) for rule in rules}
        found = self.some_rows.sometimes(goals.values())
        return [self._rule(rule, found[goals[rule.id]]) for rule in rules]

    def _rule(self, rule: Rule, can_hold: bool | None) -> Proof:
        claim = RuleClaim(rule)
        if can_hold is not False:
            return Proof(claim, Verdict.HOLDS) if can_hold else Proof(claim, Verdict.UNDECIDED, self.rows)
        rows = None if _sometimes(self.any_rows, holds(self.any_rows, rule)) is False else self.rows
        if self._witnesses <= 0:
            return Proof(claim, Verdict.REFUTED, rows, remark=Remark.NOT_SOUGHT)
        for places in _fewest_first(rule):
            goal = lacks(self.some_rows, rule, places)
            if _sometimes(self.some_rows, goal):
                nearest = self._refuted(claim, goal, partial(_misses, rule, places))
                return Proof(claim, Verdict.REFUTED, rows, nearest.case, nearest.remark or Remark.NEAREST, places)
        return Proof(claim, Verdict.REFUTED, rows)

    def superfluous(self) -> tuple[tuple[Superfluous, ...], tuple[Rule, ...]]:
        """The rules that add nothing but a reason, and those of which that was not decided in time."""
        return superfluous_and_undecided(self.some_rows)


def _sometimes(all_: Everything, goal: Formula) -> bool | None:
    """Whether a formula holds for any questionnaire; None when that is not decided in time."""
    if goal == FALSE:
        return False
    try:
        return all_.prover.possible(goal) is not None
    except UndecidedError:
        return None


def _fewest_first(rule: Rule) -> Iterator[tuple[int, ...]]:
    """Places of clauses of a rule, few before many; those by which it names what it is about come last."""
    named = [isinstance(clause, Condition) and clause.field == f"{rule.subject}.type" for clause in rule.when]
    for count in range(1, len(rule.when) + 1):
        yield from sorted(combinations(range(len(rule.when)), count), key=lambda places: sum(named[place] for place in places))


def _misses(rule: Rule, places: Sequence[int], _: Case, outcomes: Outcomes) -> bool:
    """Whether for some subject all clauses of a rule hold but those at some places, as the engine sees it."""
    tried = (judged(rule, one, {**outcomes.fields, **one.fields}) for one in outcomes.subjects.get(rule.subject, ()) if one.settled)
    return any([place for place, clause in enumerate(one.clauses) if clause.verdict is not RuleVerdict.HOLDS] == [*places] for one in tried)
