"""The next version of a plan: what is kept, changed, withdrawn and new, each with its reason (format 7.3).

What is done stays done. What has begun keeps its dates. What is still planned keeps its dates as long as the plan runs as it was adopted;
else it is planned again from today (`keeping`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from commplan_advisor.advice.model import Action
from commplan_advisor.advice.planning.days import Days, days_for
from commplan_advisor.advice.planning.running import Settled
from commplan_advisor.rulebook.catalogue import PRIORITIES
from commplan_advisor.running.review.adopted import parts_of
from commplan_advisor.running.review.adopting import answers_of, as_plain, planned, rules_of
from commplan_advisor.running.review.deciding import Decided
from commplan_advisor.running.review.grounds import is_concluded, mark_of_action
from commplan_advisor.running.review.plan import SCHEMA, Addition, Change, Decision, Difference, PlanAction, PlanVersion, Why
from commplan_advisor.running.review.reasons import Reasons
from commplan_advisor.running.review.situation import Situation


@dataclass(frozen=True, slots=True)
class _Step:
    """An action on its way from one version to the next; without `after` it leaves the plan."""

    before: PlanAction | None
    after: PlanAction | None
    why: tuple[Why, ...]


def hurried(situation: Situation, decided: Decided) -> dict[str, Settled]:
    """The actions that are sped up and can begin, with their days: the rest is planned around them.

    They begin today, or as it was settled when it was decided before. One that must wait for another is planned with the rest.
    """
    found: dict[str, Settled] = {}
    days, there = days_for(situation.case.answers, situation.book), situation.last.by_id
    advised = {one.id: one for one in situation.advice.actions}
    for decision in decided.decisions:
        old, new = there[decision.action], advised.get(decision.action)
        if new is None or decision.state != "planned" or decision.decision == "stop":
            continue
        if any(situation.state(first) not in ("done", "dropped") for first in new.after):
            continue
        if old.sped_up and old.start >= situation.today:
            found[old.id] = Settled("started", old.start, old.due, 1.0)
        elif decision.decision == "speed_up":
            start = days.first(situation.today)
            found[old.id] = Settled("started", start, days.first(start + (new.due - new.start)), 1.0)
    return found


def next_version(situation: Situation, decided: Decided, reasons: Reasons, hurry: Mapping[str, Settled]) -> PlanVersion:
    """The version of a plan that a review leads to.

    Args:
        situation: of today, with an advice that is planned around what is hurried.
        decided: about its actions.
        reasons: why things become otherwise.
        hurry: the days of actions that are sped up.
    """
    steps = list(_Renewal(situation, decided, reasons, hurry).steps())
    last, advice = situation.last, situation.advice
    actions = tuple(
        sorted((one.after for one in steps if one.after), key=lambda one: (PRIORITIES.index(one.priority), one.start, one.due, one.id))
    )
    changes = tuple(_change(one) for one in steps)
    order = ("changed", "withdrawn", "new", "kept", "done")
    return PlanVersion(
        SCHEMA,
        last.number + 1,
        situation.today,
        situation.language,
        advice.municipality,
        last.start,
        rules_of(situation.book, advice.receipt.rule_book),
        advice.receipt.case_hash,
        answers_of(situation.case.answers),
        last.first_answers,
        tuple((one.id, one.title) for one in advice.problems),
        actions,
        advice.moments,
        advice.checks,
        tuple(sorted(changes, key=lambda one: (order.index(one.happened), one.action))),
        decided.decisions,
        decided.points,
        decided.additions,
        tuple(situation.courses[id_] for id_ in reviewed(situation)),
        as_plain(advice),
    )


def reviewed(situation: Situation) -> list[str]:
    """The indicators that a review tells of: those of the advice, and whatever was measured; in an order of their own."""
    wanted = {one.id for one in situation.advice.indicators} | {one.indicator for one in situation.measured}
    return [id_ for id_ in situation.book.catalogue.indicators if id_ in wanted]


class _Renewal:
    """Works out what becomes of each action."""

    def __init__(self, situation: Situation, decided: Decided, reasons: Reasons, hurry: Mapping[str, Settled]) -> None:
        self.situation = situation
        self.hurried = hurry
        self.decided = {one.action: one for one in decided.decisions}
        self.additions = decided.additions
        self.reasons = reasons
        self.advised: dict[str, Action] = {one.id: one for one in situation.advice.actions}
        self.days: Days = days_for(situation.case.answers, situation.book)

    def steps(self) -> Iterator[_Step]:
        """Every action of the last version and every new one."""
        there = self.situation.last.by_id
        for one in there.values():
            yield self._of_old(one)
        for id_ in self.advised:
            if id_ not in there and self.situation.state(id_) != "dropped":
                yield _Step(None, self._advised(id_), self.reasons.new(id_))
        for addition in self.additions:
            yield _Step(None, self._added(addition), tuple(Why("review", one.words, (one.rule,)) for one in addition.because))

    def _of_old(self, old: PlanAction) -> _Step:
        situation, decision = self.situation, self.decided[old.id]
        note, state = situation.noted.get(old.id), situation.state(old.id)
        if state == "done":
            return _Step(old, replace(old, state="done", on=note.on if note else old.on), ())
        reviews = situation.book.review is not None
        if decision.decision == "stop" or (not reviews and (state == "dropped" or is_concluded(situation.outcomes, old.id) is False)):
            return _Step(old, None, self._why_stopped(old, decision))
        new = self._advised(old.id) if old.id in self.advised else replace(old, state=state, on=note.on if note else old.on)
        if state == "started":
            new = replace(new, start=old.start, due=old.due)
        if old.origin == "review" and old.id not in self.advised and state == "planned":
            new = self._moved_on(new)
        why: list[Why] = []
        if decision.decision == "speed_up" or old.sped_up:
            new = replace(new, priority="high", sped_up=True)
            if old.id in self.hurried:
                new = replace(new, start=self.hurried[old.id].start, due=self.hurried[old.id].due or new.due)
        if decision.decision in ("speed_up", "change"):
            why += [Why("review", one.words, (one.rule,)) for one in decision.because]
        why += self.reasons.changed(old, new, decision.decision)
        return _Step(old, new, tuple(why))

    def _advised(self, id_: str) -> PlanAction:
        situation = self.situation
        return planned(self.advised[id_], situation.outcomes, situation.book, situation.noted.get(id_))

    def _why_stopped(self, old: PlanAction, decision: Decision) -> tuple[Why, ...]:
        why = [Why("review", one.words, (one.rule,)) for one in decision.because]
        note = self.situation.noted.get(old.id)
        if note and note.state == "dropped":
            return (*why, *self.reasons.dropped(note))
        return (*why, *self.reasons.gone(old))

    # -- dates that no advice gives ------------------------------------------------------------------------------------------------

    def _added(self, addition: Addition) -> PlanAction:
        """An action that is not advised, from today."""
        entry, language = self.situation.book.catalogue.actions[addition.action], self.situation.language
        there = {*self.situation.last.by_id, *self.advised}
        made = PlanAction(
            entry.id,
            addition.title,
            addition.priority,
            self.situation.today,
            self.situation.today + timedelta(weeks=entry.weeks),
            tuple(first for first in entry.after if first in there),
            parts_of(entry, self.situation.book, language),
            entry.hours,
            entry.indicator.in_(language),
            entry.target.in_(language),
            (),
            (),
            origin="review",
            because=tuple(one.words for one in addition.because),
            grounds=tuple(sorted({one.rule for one in addition.because})),
            content=mark_of_action(entry),
        )
        return self._from_today(made)

    def _moved_on(self, action: PlanAction) -> PlanAction:
        """An action that was to begin before today and did not."""
        return self._from_today(action) if action.start < self.situation.today else action

    def _from_today(self, action: PlanAction) -> PlanAction:
        """The action as soon as it can begin: today, or when what comes first is done; never later than it was planned."""
        firsts = [self._due_of(first) for first in action.after]
        wanted = max([self.situation.today, *(due for due in firsts if due is not None)])
        start = self.days.first(wanted)
        if self.situation.today <= action.start <= start and not self.days.avoided(action.start):
            return action
        return replace(action, start=start, due=self.days.first(start + (action.due - action.start)))

    def _due_of(self, action: str) -> date | None:
        """The day by which an action that comes first will be done; None when nothing waits for it."""
        if self.situation.state(action) in ("done", "dropped"):
            return None
        if action in self.advised:
            return self.advised[action].due
        old = self.situation.last.by_id.get(action)
        return old.due if old else None


# -- what became otherwise -------------------------------------------------------------------------------------------------------------

_PARTS = ("title", "priority", "start", "due", "target", "targets", "responsible")


def differences(before: PlanAction, after: PlanAction) -> Iterator[Difference]:
    """What of an action became otherwise: name, priority, dates, targets, and who does it."""
    for part in _PARTS:
        was, is_ = _said(before, part), _said(after, part)
        if was != is_:
            yield Difference(part, was, is_)


def _said(action: PlanAction, part: str) -> str:
    if part == "responsible":
        return next((one.title for one in action.roles if one.part == "responsible"), "")
    value = getattr(action, part)
    if isinstance(value, tuple):
        return "; ".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _change(step: _Step) -> Change:
    before, after = step.before, step.after
    if before is None:
        assert after is not None  # one of them is there
        return Change(after.id, after.title, "new", (), step.why)
    if after is None:
        return Change(before.id, before.title, "withdrawn", (), step.why)
    if after.state == "done":
        return Change(after.id, after.title, "done", (), step.why)
    found = tuple(differences(before, after))
    return Change(after.id, after.title, "changed" if found else "kept", found, step.why)
