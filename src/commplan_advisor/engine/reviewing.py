"""The rules by which a running plan is reviewed, run on durable-rules once the advice is known (format 7.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commplan_advisor.engine.conclusions import Conclusion, Key
from commplan_advisor.engine.keeping import written_by
from commplan_advisor.engine.rule_sets import groups_of
from commplan_advisor.engine.session import EngineSession, check_library
from commplan_advisor.engine.subjects import ActionSubjects
from commplan_advisor.engine.trying import Gathered, Trial, conclusions
from commplan_advisor.questionnaire.facts import Subject, Value
from commplan_advisor.rulebook.model import RuleBook


class ReviewEngine:
    """The rules of a rule book about running plans, ready to be run on any number of them.

    Args:
        book: the rule book; one that reviews nothing concludes nothing.

    Raises:
        EngineMissingError: durable-rules cannot be loaded.
    """

    def __init__(self, book: RuleBook) -> None:
        check_library()
        rules = book.review.rules if book.review else ()
        groups = [
            group for kind in ("case", "action") for group in groups_of(kind, [rule for rule in rules if rule.subject == kind], named=False)
        ]
        self._trials = [Trial(group, written, EngineSession) for group, written in zip(groups, written_by(groups), strict=True)]
        self._actions = ActionSubjects(book)
        self._known = book.catalogue.actions

    def close(self) -> None:
        """Give the engine's memory back."""
        for trial in self._trials:
            trial.close()
        self._trials.clear()

    def action(self, id_: str, serves: Sequence[str], fields: Mapping[str, Value]) -> Subject:
        """An action of a plan as a subject, also one that the rule book does not have (any more).

        Args:
            id_: its name.
            serves: the problems that it is for.
            fields: what is known of it beside that.
        """
        own: dict[str, Value] = {"action.type": id_}
        if id_ in self._known:
            own = dict(self._actions.fields(id_))
        own.update({f"action.serves.{problem}": True for problem in serves})
        return Subject("action", id_, {**own, **fields})

    def run(self, fields: Mapping[str, Value], actions: Sequence[Subject]) -> dict[Key, Conclusion]:
        """What is decided, to be discussed and to be added; in an order of its own.

        Args:
            fields: of the case, with all that was concluded for it and what is known of its plan.
            actions: of the plan.
        """
        subjects = {"case": (Subject("case", "case", fields),), "action": tuple(actions)}
        gathered: Gathered = ({}, {})
        for trial in self._trials:
            trial.gather(gathered, subjects, fields)
        return conclusions(gathered)
