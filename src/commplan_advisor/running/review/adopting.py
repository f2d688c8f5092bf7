"""The first version of a plan: what is advised, as it is adopted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from commplan_advisor.advice.model import Action, Advice
from commplan_advisor.engine.conclusions import Outcomes
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.running.progress.model import Note
from commplan_advisor.running.review.grounds import mark_of_action, marks_of_rules, rules_behind
from commplan_advisor.running.review.plan import SCHEMA, PlanAction, PlanVersion, Rules


def adopted(case: Case, advice: Advice, outcomes: Outcomes, book: RuleBook, today: date, notes: Mapping[str, Note]) -> PlanVersion:
    """The first version of a plan.

    Args:
        case: the questionnaire.
        advice: on it.
        outcomes: what the advice rests on.
        book: by which it was given.
        today: the day on which the plan is adopted.
        notes: what was noted last of each action.
    """
    answers = answers_of(case.answers)
    actions = (planned(one, outcomes, book, notes.get(one.id)) for one in advice.actions)
    return PlanVersion(
        SCHEMA,
        1,
        today,
        advice.receipt.language,
        advice.municipality,
        advice.planning.start,
        rules_of(book, advice.receipt.rule_book),
        advice.receipt.case_hash,
        answers,
        answers,
        tuple((one.id, one.title) for one in advice.problems),
        tuple(actions),
        advice.moments,
        advice.checks,
        (),
        (),
        (),
        (),
        (),
        as_plain(advice),
    )


def planned(action: Action, outcomes: Outcomes, book: RuleBook, note: Note | None) -> PlanAction:
    """An action of an advice as a plan has it."""
    return PlanAction(
        action.id,
        action.title,
        action.priority,
        action.start,
        action.due,
        action.after,
        action.roles,
        action.hours,
        action.indicator,
        action.target,
        action.targets,
        action.serves,
        note.state if note else "planned",
        note.on if note else None,
        "advice",
        sped_up=False,
        because=tuple(one.words for one in action.because),
        grounds=rules_behind(outcomes, action.id),
        content=mark_of_action(book.catalogue.actions[action.id]),
    )


def rules_of(book: RuleBook, name: str) -> Rules:
    """A rule book in short."""
    return Rules(name, book.version, book.digest, book.as_of, marks_of_rules(book.rules))


def answers_of(answers: Questionnaire) -> dict[str, Any]:
    """All that was answered, without what was measured later, in plain values."""
    plain: dict[str, Any] = answers.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"measurements"})
    return plain


def as_plain(advice: Advice) -> dict[str, Any]:
    """An advice in plain values, as its machine-readable form has them."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(advice), default=str))
    return plain
