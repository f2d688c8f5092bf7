"""The smallest change of answers that brings something about: looked for by a solver, confirmed by advising on the changed case."""

from __future__ import annotations

from collections.abc import Sequence

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.engine.conclusions import Key, Status
from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.asked import Asked
from commplan_advisor.questionnaire.editing import Change, changed
from commplan_advisor.questionnaire.facts import NAMED_BY, ROWS, facts_of
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.reasoning.consequences import consequences
from commplan_advisor.reasoning.formulas import FALSE, TRUE
from commplan_advisor.reasoning.smallest import ALWAYS_GIVEN, smallest_changes
from commplan_advisor.reasoning.space import Space

_MORE_ROWS = 2


def smallest_change(case: Case, engine: Engine, action: str) -> tuple[Change, ...] | None:
    """A smallest change of answers that makes the advisor recommend an action.

    No part of it can be left out. It gives answers, changes them or adds rows; it never takes an answer or a row away.

    Args:
        case: the questionnaire.
        engine: the rule book, ready to run.
        action: an entry of the catalogue.

    Returns:
        The changes, in the order of the questionnaire; empty when the action is recommended already, None when no change of answers
        brings it about.

    Raises:
        UndecidedError: the solver did not find out in time.
    """
    return changes_for(case, engine, ("action", action, ""))


def changes_for(case: Case, engine: Engine, key: Key) -> tuple[Change, ...] | None:
    """A smallest change of answers after which something is concluded; see `smallest_change`."""

    def concluded_with(changes: Sequence[Change]) -> bool:
        try:
            answers = (changed(case, changes) if changes else case).answers
        except FaultyInputError:
            return False
        return engine.run(facts_of(answers)).status(*key) is Status.CONCLUDED

    if concluded_with(()):
        return ()
    space = Space(case.answers, _can_change, _MORE_ROWS)
    concluded, _ = consequences(engine.book, space).get(key, (FALSE, TRUE))
    return smallest_changes(space, concluded, concluded_with)


def _can_change(one: Asked) -> bool:
    """Whether a question may get another answer; a row keeps the answer that it is named after, once it has one."""
    named = {prefix + NAMED_BY[kind] for kind, prefix in ROWS.items()}
    return one.path not in ALWAYS_GIVEN and (one.value is None or one.question.path not in named)
