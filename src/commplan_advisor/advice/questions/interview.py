"""An interview: which question comes now, what an answer changes, and the way back. It asks nobody and writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from commplan_advisor.common.located import Path_
from commplan_advisor.questionnaire.asked import Asked, asked
from commplan_advisor.questionnaire.facts import NAMED_BY, ROWS
from commplan_advisor.questionnaire.filling import Edit
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.rulebook.model import RuleBook

Order = Callable[[Case], tuple[str, ...]]
"""The paths of the questions worth asking about a case, the first to ask first; answered ones are passed over."""

_VERSION = "questionnaire"


@dataclass(frozen=True, slots=True)
class Interview:
    """How far an interview is.

    Attributes:
        case: the answers so far.
        coming: places of the open questions worth asking, in the order of asking.
        skipped: places of those that were skipped; they come back when all others were asked.
        unknown: places of those that were answered with "don't know"; they are not asked again.
        trail: places of the questions asked before, the last one last.
        here: place of the question that was gone back to, if any.
    """

    case: Case
    coming: tuple[Path_, ...]
    skipped: tuple[Path_, ...] = ()
    unknown: tuple[Path_, ...] = ()
    trail: tuple[Path_, ...] = ()
    here: Path_ | None = None

    @property
    def question(self) -> Asked | None:
        """What is asked now; None when nothing is left."""
        by_place = {one.where: one for one in asked(self.case.answers)}
        if self.here in by_place:
            return by_place[self.here]
        return next((by_place[one] for one in self.coming if one not in self.skipped and one not in self.unknown), None)

    @property
    def left(self) -> int:
        """How many questions are worth asking now, those that were skipped among them."""
        return sum(one not in self.unknown for one in self.coming)

    def answered(self, case: Case, order: Order) -> Interview:
        """After an answer, which made this the case."""
        now = self._now()
        went = replace(self._leaving(now), case=case, coming=_places(case, order))
        return went._without_rows_of(now) if now.question.kind == "list" else went

    def skip(self) -> Interview:
        """After a question was skipped; an answer that it has stays."""
        now = self._now()
        went = self._leaving(now)
        return went if now.value is not None else replace(went, skipped=(*went.skipped, now.where))

    def leave_unknown(self, case: Case, order: Order) -> Interview:
        """After "don't know", which made this the case: an answer that the question had was taken away."""
        now = self._now()
        went = self._leaving(now) if case is self.case else self.answered(case, order)
        return replace(went, unknown=(*went.unknown, now.where))

    def back(self) -> Interview | None:
        """Back to the question before this one; None at the first."""
        return replace(self, trail=self.trail[:-1], here=self.trail[-1]) if self.trail else None

    def again(self) -> Interview:
        """With the skipped questions to be asked once more."""
        return replace(self, skipped=())

    def _now(self) -> Asked:
        now = self.question
        assert now is not None, "nothing is asked any more"
        return now

    def _leaving(self, now: Asked) -> Interview:
        skipped, unknown = (tuple(one for one in places if one != now.where) for places in (self.skipped, self.unknown))
        return replace(self, skipped=skipped, unknown=unknown, trail=(*self.trail, now.where), here=None)

    def _without_rows_of(self, rows: Asked) -> Interview:
        """Without memory of the rows of a list: they may stand elsewhere now."""
        skipped, unknown, trail = (
            tuple(one for one in places if one == rows.where or one[: len(rows.where)] != rows.where)
            for places in (self.skipped, self.unknown, self.trail)
        )
        return replace(self, skipped=skipped, unknown=unknown, trail=trail)


def begun(case: Case, order: Order) -> Interview:
    """The interview at its beginning, or where the answers of a file leave off."""
    return Interview(case, _places(case, order))


def format_order(case: Case) -> tuple[str, ...]:
    """All questions, in the order of the questionnaire."""
    return tuple(one.path for one in asked(case.answers) if one.path != _VERSION)


def telling_order(book: RuleBook) -> Order:
    """The questions that can still change the advice, the most telling first."""
    from commplan_advisor.advice.questions.outlook import relevant_order

    return lambda case: relevant_order(case.answers, book)


def _places(case: Case, order: Order) -> tuple[Path_, ...]:
    open_ = {one.path: one.where for one in asked(case.answers) if one.value is None}
    return tuple(open_[path] for path in order(case) if path in open_)


def edits_of(question: Asked, value: Any) -> tuple[Edit, ...]:
    """What an answer changes in the questionnaire.

    That of a list names its rows: those that are there stay with all their answers, those that are not named go.
    """
    if question.question.kind != "list" or value is None:
        return ((question.where, value),)
    rows: Any = question.value or ()
    gone = rows_without(question, value)
    kept = len(rows) - len(gone)
    there = [name_of(row, question) for row in rows]
    new = [name for name in value if name not in there]
    if not value and not kept:
        return ((question.where, []),)
    return (
        *(((*question.where, index), None) for index in reversed(gone)),
        *(((*question.where, kept + number), {_named_by(question): name}) for number, name in enumerate(new)),
    )


def rows_without(question: Asked, names: list[str]) -> tuple[int, ...]:
    """The rows of a list that an answer leaves out; one without a name always stays."""
    rows: Any = question.value or ()
    return tuple(index for index, row in enumerate(rows) if name_of(row, question) not in (None, *names))


def name_of(row: Any, question: Asked) -> str | None:
    """What a row of a list is named after: its platform, kind or type."""
    name = getattr(row, _named_by(question))
    return None if name is None else str(name)


def _named_by(question: Asked) -> str:
    return next(NAMED_BY[kind] for kind, prefix in ROWS.items() if prefix == f"{question.question.path}[].")
