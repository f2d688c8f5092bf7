"""An advice as a plan that was adopted: with the actions, their days and their priorities of the version that counts (format 5.2, 7.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from commplan_advisor.advice import model as a
from commplan_advisor.advice.advise import advise
from commplan_advisor.common.text import Language
from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.options import Rhythm
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.rulebook.catalogue import Action
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.running.review.plan import PlanAction, PlanVersion
from commplan_advisor.running.review.versions import plan_folder, versions_in


def in_force(
    case_file: Path,
    case: Case,
    engine: Engine,
    language: Language,
    *,
    start: date | None = None,
    rhythm: Rhythm | None = None,
    prove: bool = True,
) -> tuple[a.Advice, PlanVersion | None]:
    """The plan that counts for a case: its advice with the actions and days of the version that was adopted last, and that version.

    With a first day or a rhythm of its own, and where nothing was adopted, it is a draft: what is advised today, and no version.

    Args:
        case_file: beside which versions are kept.
        case: what is in it.
        engine: of the rule book.
        language: of the advice.
        start: first day of a draft.
        rhythm: of a draft.
        prove: whether to find out what is certain while questions are open.

    Raises:
        FaultyInputError: the newest version is damaged, or the questionnaire names a role that does not exist.
        UnreadableFileError: a version cannot be read.
    """
    version = None if start or rhythm else versions_in(plan_folder(case_file)).last
    if version is None:
        return advise(case, engine, language=language, start=start, rhythm=rhythm, prove=prove), None
    return as_adopted(advise(case, engine, language=language, start=version.start, prove=prove), version, engine.book), version


def as_adopted(advice: a.Advice, version: PlanVersion, book: RuleBook) -> a.Advice:
    """The advice of today as the plan of a version: what was adopted stays, whatever the answers or rules of today would lead to.

    Args:
        advice: on the answers of today, with the first day of the version.
        version: that counts.
        book: what it says of actions that are in the plan and no longer in the advice.
    """
    language = advice.receipt.language
    advised = {action.id: action for action in advice.actions}
    actions = tuple(
        _as_planned(advised.get(planned.id) or _from_catalogue(planned, book, language), planned)
        for planned in version.actions
        if planned.state != "dropped" and (planned.id in advised or planned.id in book.catalogue.actions)
    )
    there = {action.id for action in actions}
    actions = tuple(replace(action, after=tuple(first for first in action.after if first in there)) for action in actions)
    ready_by = advice.planning.ready_by
    planning = replace(
        advice.planning,
        ready=max((action.due for action in actions), default=None),
        late=tuple(a.Late(one.id, one.title, one.due) for one in actions if ready_by and one.due > ready_by),
        helps=(),
        loads=(),
    )
    return replace(advice, actions=actions, roles=_roles(advice, actions, book), planning=planning)


def _as_planned(action: a.Action, planned: PlanAction) -> a.Action:
    dates = (planned.start, planned.due)
    timed = action.timed if (action.start, action.due) == dates else ()
    return replace(action, start=planned.start, due=planned.due, after=planned.after, priority=planned.priority, timed=timed)


def _from_catalogue(planned: PlanAction, book: RuleBook, language: Language) -> a.Action:
    """An action that nothing advises today, as the catalogue has it; why it is in the plan was kept with the version."""
    entry = book.catalogue.actions[planned.id]
    return a.Action(
        id=entry.id,
        title=entry.title.in_(language),
        text=entry.text.in_(language) if entry.text else "",
        priority=planned.priority,
        serves=planned.serves,
        because=tuple(a.Because("", "", words, entry.basis, (), ()) for words in planned.because),
        basis=entry.basis,
        sources=(),
        steps=tuple(step.in_(language) for step in entry.steps),
        start=planned.start,
        due=planned.due,
        after=planned.after,
        indicator=entry.indicator.in_(language),
        target=entry.target.in_(language),
        targets=(),
        where=entry.where,
        needs=tuple(need.in_(language) for need in entry.needs),
        means=(),
        hours=entry.hours,
        roles=parts_of(entry, book, language),
        options=(),
    )


def parts_of(entry: Action, book: RuleBook, language: Language) -> tuple[a.PartTaken, ...]:
    """Who takes which part in an action, as the catalogue says, for one that nothing advises."""
    return tuple(a.PartTaken(part, role, book.catalogue.roles[role].title.in_(language)) for part, role in entry.roles.parts())


def _roles(advice: a.Advice, actions: tuple[a.Action, ...], book: RuleBook) -> tuple[a.RoleList, ...]:
    """What each role does in these actions; its standing tasks and duties stay."""
    before = {one.role: one for one in advice.roles}
    found = []
    for id_, entry in book.catalogue.roles.items():
        parts = tuple((part.part, action.title) for action in actions for part in action.roles if part.role == id_)
        known = before.get(id_) or a.RoleList(id_, entry.title.in_(advice.receipt.language), entry.party, (), (), ())
        if parts or known.tasks or known.duties:
            found.append(replace(known, actions=parts))
    order = {one.role: place for place, one in enumerate(advice.roles)}
    return tuple(sorted(found, key=lambda one: (order.get(one.role, len(order)), one.role)))
