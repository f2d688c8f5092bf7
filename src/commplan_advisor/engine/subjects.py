"""Problems and actions as subjects: what earlier stages concluded, carried along as fields for the rules of later ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from commplan_advisor.engine.conclusions import Conclusion, Reason, Status
from commplan_advisor.questionnaire.facts import Subject, Value, any_of, fields_of_kind
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.rulebook.vocabulary import REPORTED_SETS

ALWAYS_STATED = frozenset({"municipality.name", "problem.type", "action.type", "action.where", "action.roles"})
"""Fields that every subject of their kind states, also one that is still open."""
CARRIES = {"problem.platforms": ("report.platform", "initiative.platform")}
"""Sets of a problem that more than one kind of subject tells of: the fields of each."""
_KEPT = 64
"""Sets of a problem, for some rule books that each add other answers."""


def problem_subject(conclusion: Conclusion) -> Subject:
    """A problem that was concluded or is open, with what was said of it."""
    fields: dict[str, Value] = {"problem.type": conclusion.id}
    if any(reason.subject.kind == "report" for reason in conclusion.reasons):
        fields["problem.reported"] = True
    elif not any(reason.subject.kind == "report" for reason in conclusion.may):
        fields["problem.reported"] = False
    for path, of in REPORTED_SETS.items():
        tellers = [subject for field in CARRIES.get(path, (of,)) for subject in _tellers(conclusion, field, of)]
        options = fields_of_kind("report")[of].options
        fields.update(any_of(path, options, of, tellers) if tellers else _none_of(path, options, of))
    return Subject("problem", conclusion.id, fields, settled=conclusion.status is Status.CONCLUDED)


@lru_cache(maxsize=_KEPT)
def _none_of(path: str, options: tuple[str, ...], of: str) -> Mapping[str, Value]:
    """The fields of a set that nothing tells of: as `any_of` says it, and the same for every case."""
    return MappingProxyType(dict(any_of(path, options, of, ())))


def _tellers(conclusion: Conclusion, field: str, as_: str) -> Iterable[Subject]:
    """What led or may lead to a conclusion and can have this field, under the name that is asked for."""
    kind = field.partition(".")[0]
    for reasons, sure in ((conclusion.reasons, True), (conclusion.may, False)):
        for reason in reasons:
            if reason.subject.kind != kind:
                continue
            fields = reason.subject.fields
            if field != as_:
                fields = {as_: fields[field]} if field in fields else {}
            yield replace(reason.subject, fields=fields, settled=sure and reason.subject.settled)


def with_causes(problem: Subject, causes: Iterable[str], conclusions: Mapping[tuple[str, str, str], Conclusion]) -> Subject:
    """A problem with what was concluded about its causes."""
    fields = dict(problem.fields)
    fields["problem.causes"] = True
    for cause in causes:
        found = conclusions.get(("cause", cause, problem.id))
        if found is None:
            fields[f"problem.causes.{cause}"] = False
        elif found.status is Status.CONCLUDED:
            fields[f"problem.causes.{cause}"] = True
    return replace(problem, fields=fields)


class ActionSubjects:
    """Makes actions into subjects; what the catalogue says of an action is the same for every case.

    Args:
        book: the rule book.
    """

    def __init__(self, book: RuleBook) -> None:
        serves = {f"action.serves.{problem}": False for problem in book.catalogue.problems}
        self._fields: dict[str, dict[str, Value]] = {}
        for action in book.catalogue.actions.values():
            taking_part = {role for _, role in action.roles.parts()}
            roles = {f"action.roles.{role}": role in taking_part for role in book.catalogue.roles}
            told: dict[str, Value] = {"action.type": action.id, "action.where": action.where, "action.serves": True, "action.roles": True}
            self._fields[action.id] = {**told, **roles, **serves}

    def fields(self, action: str) -> Mapping[str, Value]:
        """What the catalogue says of an action; it serves no problem yet."""
        return self._fields[action]

    def subject(self, conclusion: Conclusion) -> Subject:
        """An action that was concluded or is open, with what it serves and who takes part."""
        fields = dict(self._fields[conclusion.id])
        for reason in conclusion.may:
            for problem in served_by(reason):
                fields.pop(f"action.serves.{problem}", None)
        for reason in conclusion.reasons:
            for problem in served_by(reason):
                fields[f"action.serves.{problem}"] = True
        return Subject("action", conclusion.id, fields, settled=conclusion.status is Status.CONCLUDED)


def served_by(reason: Reason) -> tuple[str, ...]:
    """The problems that an action serves for this reason."""
    about = (reason.subject.id,) if reason.subject.kind == "problem" else ()
    return (*about, *reason.outcome.serves)
