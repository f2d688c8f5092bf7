"""A version of a plan in another language than it was kept in, so that a review compares what it says and not in which words."""

from __future__ import annotations

from dataclasses import replace

from commplan_advisor.advice.model import Action, Advice
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.running.review.grounds import mark_of_action
from commplan_advisor.running.review.plan import PlanAction, PlanVersion


def retold(version: PlanVersion, book: RuleBook, advice: Advice) -> PlanVersion:
    """The version in the language of an advice, as far as the rule book still says the same; what it cannot say stays as it is.

    What a target means in this case is taken from the advice: in which other words it was kept cannot be told apart from what it said.
    """
    advised = {one.id: one for one in advice.actions}
    problems = book.catalogue.problems
    language = advice.receipt.language
    return replace(
        version,
        language=language,
        actions=tuple(_action(one, book, advice, advised.get(one.id)) for one in version.actions),
        problems=tuple((id_, problems[id_].title.in_(language) if id_ in problems else title) for id_, title in version.problems),
    )


def _action(old: PlanAction, book: RuleBook, advice: Advice, advised: Action | None) -> PlanAction:
    entry, language = book.catalogue.actions.get(old.id), advice.receipt.language
    if entry is None or mark_of_action(entry) != old.content:
        return old
    known = book.catalogue.roles
    return replace(
        old,
        title=entry.title.in_(language),
        indicator=entry.indicator.in_(language),
        target=entry.target.in_(language),
        targets=advised.targets if advised else old.targets,
        roles=tuple(replace(one, title=known[one.role].title.in_(language)) if one.role in known else one for one in old.roles),
    )
