"""All questionnaires that there can be, and what a rule book makes of them: for whoever looks after the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.common.located import Located
from commplan_advisor.engine.conclusions import Key
from commplan_advisor.questionnaire.asked import Asked
from commplan_advisor.questionnaire.editing import Change, changed
from commplan_advisor.questionnaire.models import VERSION
from commplan_advisor.questionnaire.reading import Case, case_from
from commplan_advisor.reasoning.consequences import Tried, consequences_of_rules, tried_on
from commplan_advisor.reasoning.fields import Varying, Verdict
from commplan_advisor.reasoning.formulas import Formula, Formulas
from commplan_advisor.reasoning.proving import LONGEST, Prover
from commplan_advisor.reasoning.smallest import smallest_changes
from commplan_advisor.reasoning.sometimes import Sometimes
from commplan_advisor.reasoning.space import Space
from commplan_advisor.reasoning.things import Thing
from commplan_advisor.rulebook.model import Condition, Rule, RuleBook

_COUNTS = ("introduction.audience_count", "problems.count", "situation.platform_count")
_FEWEST_ROWS = 3
"""A row that makes something so, another one that makes it otherwise, and one on the same platform."""
_MOST_ROWS = 8
_NEVER_OPEN = ("questionnaire", "municipality.name")
NAME = "Voorbeeld"


@dataclass(frozen=True)
class Everything:
    """All questionnaires, and what rules make of them.

    Attributes:
        book: the rule book.
        space: the answers.
        verdicts: for every conclusion that is possible at all when it is concluded, and when it is ruled out.
        tried: by rule what came of trying it on each thing that it may be about.
        fields: the fields of the case at the end of all stages.
        things: what rules are about, by kind, as it is at the end of all stages.
        longest: milliseconds that one question to the solver may take.
    """

    book: RuleBook
    space: Space
    verdicts: Mapping[Key, Verdict]
    tried: Mapping[str, Sequence[Tried]]
    fields: Mapping[str, Varying]
    things: Mapping[str, Sequence[Thing]]
    longest: int = LONGEST

    @property
    def formulas(self) -> Formulas:
        """Where formulas are made."""
        return self.space.formulas

    @cached_property
    def prover(self) -> Prover:
        """A solver that knows what answers are possible."""
        return Prover(self.space, longest=self.longest)

    @cached_property
    def _sometimes(self) -> Sometimes:
        return Sometimes(self.prover)

    def never(self, formulas: Iterable[Formula]) -> set[Formula]:
        """Those of some formulas that hold for no questionnaire at all; what is not decided in time is not among them.

        That most of them hold sometimes is seen by trying thousands of questionnaires at once; only the rest is left to the solver.
        """
        return {formula for formula, holds in self.sometimes(formulas).items() if holds is False}

    def sometimes(self, formulas: Iterable[Formula]) -> dict[Formula, bool | None]:
        """Of each of some formulas whether it holds for any questionnaire; None when that is not decided in time."""
        return self._sometimes.of(formulas)

    def instead(self, rule: Rule, of: str) -> tuple[Tried, ...]:
        """What would come of another rule on what a rule of the book is tried on; it is of the same stage and about the same kind."""
        return tuple(tried_on(rule, one.thing, self.fields, self.formulas) for one in self.tried[of])

    def smallest(self, goal: Formula, holds: Callable[[Case], bool]) -> Case | None:
        """A questionnaire with as few answers as possible for which a formula holds; None when there is none.

        Args:
            goal: what must come about.
            holds: whether it comes about for a questionnaire, as the engine sees it.

        Raises:
            UndecidedError: the solver did not find out in time.
            AssertionError: the solver and the engine do not agree.
        """

        def holds_with(changes: Sequence[Change]) -> bool:
            try:
                return holds(changed(nothing_answered(), changes) if changes else nothing_answered())
            except FaultyInputError:
                return False

        changes = smallest_changes(self.space, goal, holds_with, self.longest)
        return None if changes is None else changed(nothing_answered(), changes) if changes else nothing_answered()


def everything(book: RuleBook, *, rows: int | None = None, any_rows: bool = False, longest: int = LONGEST) -> Everything:
    """All questionnaires and what a rule book makes of them.

    Args:
        book: the rule book.
        rows: the most rows that a list has; without it as many as can matter to these rules.
        any_rows: any number of rows, without saying which: what then never happens, never happens; what may happen then, may not.
        longest: milliseconds that one question to the solver may take.
    """
    most = 0 if any_rows else rows_that_matter(book) if rows is None else rows
    space = Space(nothing_answered().answers, _varies, most, any_rows, rows_may_lack=True)
    return Everything(book, space, *consequences_of_rules(book, space), longest)


def everything_of(books: Sequence[RuleBook]) -> tuple[Everything, ...]:
    """What each of some rule books makes of the same questionnaires, with formulas that can be held beside each other.

    What the rule books add to the questionnaire must count here; see `with_added`. Here whatever a rule could test varies, remarks and
    sources included.
    """
    space = Space(nothing_answered().answers, _varies, max(rows_that_matter(book) for book in books), rows_may_lack=True)
    return tuple(Everything(book, space, *consequences_of_rules(book, space)) for book in books)


def nothing_answered() -> Case:
    """A questionnaire with only the name that it cannot do without."""
    return case_from(Located({"questionnaire": VERSION, "municipality": {"name": NAME}}, ""))


def rows_that_matter(book: RuleBook, also: Iterable[Condition] = ()) -> int:
    """How many rows of a list can matter to the rules, and to some conditions beside: those that they count, and one more."""
    counted = [
        int(value)
        for one in chain(also, *(rule.conditions for rule in book.rules))
        if one.field in _COUNTS
        for value in one.values
        if isinstance(value, int | float)
    ]
    return min(_MOST_ROWS, max([_FEWEST_ROWS, *(number + 1 for number in counted)]))


def _varies(one: Asked) -> bool:
    return one.path not in _NEVER_OPEN
