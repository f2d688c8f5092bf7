"""What the rules about running plans make of a plan: a decision for each action, points to discuss, actions to add (format 7.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from commplan_advisor.advice.model import Because
from commplan_advisor.advice.words import Wording
from commplan_advisor.engine.conclusions import Conclusion, Key, Status
from commplan_advisor.engine.reviewing import ReviewEngine
from commplan_advisor.questionnaire.facts import Field
from commplan_advisor.rulebook.catalogue import PLURALS, PRIORITIES
from commplan_advisor.rulebook.reviewing import DISCUSS, review_vocabulary
from commplan_advisor.rulebook.vocabulary import vocabulary_of
from commplan_advisor.running.review.plan import Addition, Decision, PlanAction
from commplan_advisor.running.review.situation import Situation


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about a plan.

    Attributes:
        decisions: one for each action of the plan, in its order.
        points: to discuss, each the reason of a rule.
        additions: actions that the plan did not have.
    """

    decisions: tuple[Decision, ...]
    points: tuple[Because, ...]
    additions: tuple[Addition, ...]


def decide(situation: Situation, engine: ReviewEngine) -> Decided:
    """Run the rules about running plans."""
    plan = situation.last.actions
    subjects = [engine.action(one.id, one.serves, situation.action_fields(one)) for one in plan]
    fields = {**situation.outcomes.fields, **situation.plan_fields}
    drawn = engine.run(fields, subjects)
    words = _Words(situation.book, replace(situation.outcomes, fields=fields), situation.language, _fields(situation))
    decisions = tuple(_decision(one, drawn, situation, words) for one in plan)
    points = [
        because
        for (kind, id_, _), one in drawn.items()
        if kind == "decision" and id_ == DISCUSS and one.reasons
        for because in words.because(one.reasons)
    ]
    points.sort(key=lambda one: (one.subject != "", one.rule, one.subject))
    return Decided(decisions, tuple(points), tuple(_additions(drawn, situation, words)))


def _decision(action: PlanAction, drawn: Mapping[Key, Conclusion], situation: Situation, words: _Words) -> Decision:
    review = situation.book.review
    order = review.order if review else ()
    found = {decided: drawn.get(("decision", decided, action.id)) for decided in order}
    holding = [decided for decided, one in found.items() if one is not None and one.status is Status.CONCLUDED]
    maybe = [decided for decided, one in found.items() if one is not None and one.status is Status.OPEN]
    chosen = found[holding[0]] if holding else None
    fields = situation.action_fields(action)
    course, likely = str(fields.get("action.course", "")), str(fields.get("action.likely_course", ""))
    indicators = situation.book.catalogue.indicators
    unmeasured = [one.id for one in situation.telling(action.id) if situation.courses[one.id].verdict == "unknown"]
    return Decision(
        action.id,
        action.title,
        situation.state(action.id),
        holding[0] if holding else "",
        words.because(chosen.reasons) if chosen else (),
        tuple(holding[1:]),
        tuple(maybe),
        course,
        "" if course else likely,
        tuple(indicators[id_].title.in_(situation.language) for id_ in unmeasured),
    )


def _additions(drawn: Mapping[Key, Conclusion], situation: Situation, words: _Words) -> list[Addition]:
    """The actions that rules add, unless the plan or the advice has them, they were noted, or the plan has one that excludes them."""
    actions = situation.book.catalogue.actions
    there = {one.id for one in situation.last.actions} | {one.id for one in situation.advice.actions} | set(situation.noted)
    added = []
    for (kind, id_, _), one in drawn.items():
        if kind != "action" or not one.reasons or id_ in there:
            continue
        if any(id_ in actions[other].excludes or other in actions[id_].excludes for other in there if other in actions):
            continue
        given = {reason.outcome.priority for reason in one.reasons}
        priority = next(priority for priority in PRIORITIES if priority in given)
        added.append(Addition(id_, actions[id_].title.in_(situation.language), priority, words.because(one.reasons)))
    return added


@dataclass(frozen=True)
class _Words(Wording):
    """Reasons of rules about running plans, which speak of fields that no advice has."""

    more: Mapping[str, Field]

    def _field(self, path: str, kind: str) -> Field | None:
        return self.more.get(path) or Wording._field(self, path, kind)


def _fields(situation: Situation) -> Mapping[str, Field]:
    catalogue = situation.book.catalogue
    titles = {plural: {id_: entry.title for id_, entry in getattr(catalogue, plural).items()} for plural in set(PLURALS.values())}
    last = vocabulary_of([kind for stage in situation.book.stages for kind in stage.concludes], titles)
    fields = review_vocabulary(last, titles["indicators"]).fields
    return fields.get("action", fields["case"])
