"""The plan whose dates count for its progress: the version that was adopted last, or else what is advised."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from commplan_advisor.common.faults import Fault, nearest_word
from commplan_advisor.common.text import Language, Text
from commplan_advisor.questionnaire.options import Rhythm
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.running.progress.model import Note
from commplan_advisor.running.progress.reading import Kept
from commplan_advisor.running.progress.report import Basis, Plan, Progress, progress
from commplan_advisor.running.progress.titles import in_language
from commplan_advisor.running.review.versions import Versions

if TYPE_CHECKING:
    from commplan_advisor.engine.engine import Engine

_UNKNOWN_NOTED = Text("deze actie kent het regelboek niet.", "the rule book does not know this action.")


@dataclass(frozen=True, slots=True)
class RunningPlan:
    """A plan with all that tells how far it is, but the notes.

    Attributes:
        plan: what is planned.
        basis: where its dates come from.
        titles: of all actions that the rule book knows.
        language: of these.
        measured: the days on which something was measured.
        evaluated: the days on which the plan was evaluated.
    """

    plan: Plan
    basis: Basis
    titles: Mapping[str, str]
    language: Language
    measured: tuple[date, ...]
    evaluated: tuple[date, ...]

    def progress(self, notes: Sequence[Note], day: date, until: date) -> Progress:
        """How far the plan is.

        Args:
            notes: on its actions, in order.
            day: today.
            until: the last day to look ahead to.
        """
        return progress(
            self.plan,
            notes,
            self.basis,
            day,
            until,
            titles=self.titles,
            language=self.language,
            measured=self.measured,
            evaluated=self.evaluated,
        )


def running_plan(
    case: Case,
    versions: Versions,
    book: RuleBook,
    engine: Callable[[], Engine],
    language: Language,
    *,
    start: date | None = None,
    rhythm: Rhythm | None = None,
) -> RunningPlan:
    """The plan of a case that counts.

    Args:
        case: the questionnaire.
        versions: of its plan.
        book: the rule book.
        engine: gives that rule book ready to run; it is asked for only when no plan was adopted.
        language: of the titles.
        start: first day, as long as no plan was adopted.
        rhythm: of measuring, as long as no plan was adopted.

    Raises:
        FaultyInputError: the newest version is damaged, or the questionnaire names a role that does not exist.
    """
    titles = {id_: one.title.in_(language) for id_, one in book.catalogue.actions.items()}
    measured = [one.date for one in case.answers.measurements or () if one.date is not None]
    evaluated = tuple(version.kept_on for version in versions.found[1:])
    version = versions.last
    if version is None:
        from commplan_advisor.advice.advise import advise

        advice = advise(case, engine(), language=language, start=start, rhythm=rhythm, prove=False)
        basis = Basis(advice.receipt.start, moves=start is None and case.answers.planning.start is None)
        return RunningPlan(advice, basis, titles, language, tuple(measured), evaluated)
    measured += [course.last.on for one in versions.found for course in one.courses if course.last]
    basis = Basis(version.start, version.number, version.kept_on)
    return RunningPlan(in_language(version, book, language), basis, titles, language, tuple(measured), evaluated)


def remarks(kept: Kept, plan: Plan, book: RuleBook) -> Iterator[Fault]:
    """What of a file of notes does not count, or names an action that nobody knows."""
    yield from kept.unfinished
    known = {*book.catalogue.actions, *(one.id for one in plan.actions)}
    for note, place in zip(kept.notes, kept.places, strict=True):
        if note.action not in known:
            yield Fault(place, _UNKNOWN_NOTED, "action", note.action, nearest_word(note.action, known))
