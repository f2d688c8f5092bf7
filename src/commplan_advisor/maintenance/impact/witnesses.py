"""For each change a questionnaire whose advice is other because of it, though no case may be like it: as small as can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

from commplan_advisor.maintenance.difference.content import Named
from commplan_advisor.maintenance.impact.advices import Adviser
from commplan_advisor.maintenance.impact.causes import Changed
from commplan_advisor.maintenance.impact.goals import Goal, Goals, Leading, goals_of_entry
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.reasoning.everything import Everything, everything_of, rows_that_matter
from commplan_advisor.reasoning.proving import UndecidedError
from commplan_advisor.rulebook.catalogue import PLURALS
from commplan_advisor.rulebook.model import Rule

Search = Literal["found", "none", "hidden", "undecided", "not_counting"]
"""Found; there is none; none of those tried shows a difference in the advice, in its language; not decided in time, or the solver and
the engine do not agree; or the rule counts on neither of the days."""

_OF_ENTRIES = {plural: tuple(kind for kind, of in PLURALS.items() if of == plural and kind != "order") for plural in PLURALS.values()}


@dataclass(frozen=True, slots=True)
class Witness:
    """A questionnaire whose advice is other because of one change.

    Attributes:
        kind: of what changed.
        id: its name.
        search: what came of looking for it.
        case: the questionnaire, when one was found.
    """

    kind: str
    id: str
    search: Search
    case: Case | None = None

    @property
    def answers(self) -> dict[str, Any]:
        """The questionnaire as it stands in a file."""
        return dict(self.case.source.value) if self.case else {}


class Seeker:
    """Looks for questionnaires whose advice is other.

    Args:
        adviser: both versions, ready to advise.
        changed: what is other between them.
    """

    def __init__(self, adviser: Adviser, changed: Changed) -> None:
        self.adviser = adviser
        self.changed = changed
        self.books = (adviser.before.book, adviser.after.book)

    def wanted(self) -> tuple[Named, ...]:
        """The changes to look for: rules that are other, or that name what is, and entries that rules conclude."""
        before, after = ({rule.id: rule for rule in book.rules} for book in self.books)
        names = {name for name in self.changed.names if name[0] == "rule" or name[0] in _OF_ENTRIES}
        for id_ in {*before, *after}:
            if not self.changed.named("rule", id_) and _otherwise(before.get(id_), after.get(id_)):
                names.add(("rule", id_))
        return tuple(sorted(names, key=lambda name: (name[0] != "rule", name)))

    def look_for(self, wanted: Iterable[Named]) -> Iterator[Witness]:
        """A questionnaire for each of some changes."""
        if self.books[0].added.groups != self.books[1].added.groups:
            yield from (Witness(*name, "undecided") for name in wanted)
            return
        all_ = None
        for kind, id_ in wanted:
            with with_added(self.books[0].added), with_added(self.books[1].added):
                all_ = all_ or everything_of(self.books)
                yield self._of(kind, id_, all_[0], all_[1])

    @property
    def rows(self) -> int:
        """The most rows that a list of such a questionnaire has."""
        return max(rows_that_matter(book) for book in self.books)

    def _of(self, kind: str, id_: str, before: Everything, after: Everything) -> Witness:
        if kind != "rule":
            return self._first(kind, id_, goals_of_entry(_OF_ENTRIES[kind], id_, before, after), before)
        old_id = next((old for (_, old), new in self.changed.renamed.items() if new == (kind, id_)), id_)
        old, new = _rule_of(before, old_id), _rule_of(after, id_)
        if old is None and new is None:
            return Witness(kind, id_, "not_counting")
        goals = Goals(Leading(old, before), Leading(new, after), self.adviser.language)
        return self._first(kind, id_, goals.strongest_first(), before)

    def _first(self, kind: str, id_: str, goals: Iterable[Goal], all_: Everything) -> Witness:
        """A questionnaire for the first goal that can be reached and shows in the advice."""
        search: Search = "none"
        for goal in goals:
            try:
                case = all_.smallest(goal.formula, partial(self._holds, goal))
            except (UndecidedError, AssertionError):
                search = "undecided"
                continue
            if case is None:
                continue
            if self.adviser.differ(case):
                return Witness(kind, id_, "found", case)
            search = "hidden" if search == "none" else search
        return Witness(kind, id_, search)

    def _holds(self, goal: Goal, case: Case) -> bool:
        return goal.holds(self.adviser.outcomes(case))


def _rule_of(all_: Everything, id_: str) -> Rule | None:
    return next((rule for rule in all_.book.rules if rule.id == id_), None)


def _otherwise(old: Rule | None, new: Rule | None) -> bool:
    """Whether a rule counts in one version only, or tests or concludes something else, be it through what it names."""
    if old is None or new is None:
        return old is not new
    return _plain(old) != _plain(new)


def _plain(rule: Rule) -> Rule:
    """A rule without what makes no difference to advice."""
    return replace(
        rule,
        when=tuple(sorted(rule.when, key=str)),
        then=tuple(sorted(rule.then, key=str)),
        file="",
        line=0,
        owner="",
        review=None,
        valid=type(rule.valid)(),
    )


def as_file(witness: Witness, remark: str) -> str:
    """A questionnaire as the text of a file, with a remark above it."""
    from commplan_advisor.questionnaire.writing import as_yaml

    lines = "".join(f"# {line}\n" for line in remark.splitlines())
    answers: Mapping[str, Any] = witness.answers
    return lines + as_yaml(dict(answers))
