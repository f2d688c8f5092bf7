"""The difference between two versions of a rule book, or between two days of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from commplan_advisor.maintenance.difference.content import Change, changes_between
from commplan_advisor.maintenance.difference.reach import Pair, Reaches, reaches_of
from commplan_advisor.maintenance.difference.versions import Version
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.reasoning.everything import Everything, everything_of
from commplan_advisor.rulebook.catalogue import Entry
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.rulebook.periods import ALWAYS
from commplan_advisor.rulebook.schema import CATALOGUE

SCHEMA = "commplan-rules-diff/1"
"""Name and version of the machine-readable form."""

Turn = Literal["begins", "ends", "value"]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions, as of a day.

    Attributes:
        name: folder or revision.
        version: of the rule book.
        digest: hash of what it says.
        as_of: the day.
    """

    name: str
    version: str
    digest: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that says the same in both versions, and not the same on both days.

    Attributes:
        kind: as of a `Change`.
        id: its name.
        turn: it begins to count, ends, or has another value.
        old: the value on the first day.
        new: the value on the second.
    """

    kind: str
    id: str
    turn: Turn
    old: float | None = None
    new: float | None = None


@dataclass(frozen=True, slots=True)
class Along:
    """A rule that says the same and yet does not count or hold as it did, because something else is other."""

    id: str
    effect: str


@dataclass(frozen=True, slots=True)
class Difference:
    """All in which two versions of a rule book differ.

    Attributes:
        schema: name and version of this form.
        old: the version before.
        new: the version after.
        changes: what is other, each thing once.
        dated: what is the same, and counts on only one of the two days.
        reaches: by rule that changed and counts on both days, whether it holds for more or fewer questionnaires.
        along: rules that reach further, or less far, because of something else.
        rows: the most rows that a list of a questionnaire was given.
        counting: by rule that changed whether it counts on the day of `old`, and on that of `new`.
        days: days after that of `new` on which something of what is other begins or ends.
    """

    schema: str
    old: Side
    new: Side
    changes: tuple[Change, ...]
    dated: tuple[Dated, ...]
    reaches: Mapping[str, Reaches] = field(default_factory=dict)
    along: tuple[Along, ...] = ()
    rows: int = 0
    counting: Mapping[str, tuple[bool, bool]] = field(default_factory=dict)
    days: tuple[date, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether both say the same, and on both days."""
        return not (self.changes or self.dated)


def difference(old: Version, new: Version, as_of: date, as_of_old: date | None = None) -> Difference:
    """All in which two versions of a rule book differ.

    Args:
        old: the version before.
        new: the version after.
        as_of: the day that the rules must count for.
        as_of_old: the same for the version before, when that is another day.
    """
    was, is_ = old.as_of(as_of_old or as_of), new.as_of(as_of)
    said = what_is_said(old, new, was, is_)
    all_ = None if said.empty else _everything(was, is_)
    if all_ is None:
        return said
    reaches = reaches_of(_pairs(said.changes, was, is_), *all_)
    told = {id_ for one in said.changes if one.kind == "rule" for id_ in (one.id, one.old_id)}
    told |= {one.id for one in said.dated if one.kind == "rule"}
    return replace(
        said,
        reaches={id_: found for id_, found in reaches.items() if id_ in told},
        along=tuple(sorted(_along(reaches, told, was, is_), key=lambda one: one.id)),
        rows=all_[0].space.more_rows,
    )


def what_is_said(old: Version, new: Version, was: RuleBook, is_: RuleBook) -> Difference:
    """In what two versions differ by what stands in them; what that does to the rules is left out.

    Args:
        old: the version before.
        new: the version after.
        was: the version before, as of its day.
        is_: the version after, as of its day.
    """
    changes = changes_between(old, new)
    first, second = (Side(version.name, book.version, book.digest, book.as_of) for version, book in ((old, was), (new, is_)))
    before, after = ({rule.id for rule in book.counting_rules} for book in (was, is_))
    counting = {one.id: ((one.old_id or one.id) in before, one.id in after) for one in changes if one.kind == "rule"}
    dated, days = tuple(_dated(changes, was, is_)), tuple(_days(changes, is_.as_of))
    return Difference(SCHEMA, first, second, changes, dated, counting=counting, days=days)


def _everything(was: RuleBook, is_: RuleBook) -> tuple[Everything, Everything] | None:
    """What both make of the same questionnaires; None when they do not count groups on the same platforms, and so not alike."""
    if was.added.groups != is_.added.groups:
        return None
    with with_added(was.added), with_added(is_.added):
        before, after = everything_of((was, is_))
    return before, after


def _pairs(changes: Iterable[Change], was: RuleBook, is_: RuleBook) -> Iterator[Pair]:
    """Each rule that counts in both, as it was and as it is."""
    renamed = {change.id: change.old_id for change in changes if change.kind == "rule" and change.how == "renamed"}
    before = {rule.id: rule for rule in was.rules}
    for rule in is_.rules:
        old = before.get(renamed.get(rule.id, rule.id))
        if old is not None:
            yield old, rule


def _along(reaches: Mapping[str, Reaches], told: set[str], was: RuleBook, is_: RuleBook) -> Iterator[Along]:
    for id_, found in reaches.items():
        mine = (found.own or found.overall) if id_ in told else "same"
        if found.overall not in (mine, "undecided"):
            yield Along(id_, found.overall)
    before, after = ({rule.id for rule in book.rules} for book in (was, is_))
    for effect, ids in (("ends", before - after), ("begins", after - before)):
        yield from (Along(id_, effect) for id_ in ids - told)


# -- what days do ----------------------------------------------------------------------------------------------------------------------


def _dated(changes: Iterable[Change], was: RuleBook, is_: RuleBook) -> Iterator[Dated]:
    """What both versions say alike, and does not count alike on the two days."""
    told = {(change.kind, id_) for change in changes for id_ in (change.id, change.old_id)}
    before, after = (_periods(book) for book in (was, is_))
    for kind, id_ in sorted({*before, *after} - told):
        counts = after.get((kind, id_), False)
        if before.get((kind, id_), False) != counts:
            yield Dated(kind, id_, "begins" if counts else "ends")
    for id_ in sorted({*was.parameters, *is_.parameters}):
        old, new = (book.parameters[id_].value if id_ in book.parameters else None for book in (was, is_))
        if old != new and ("parameter", id_) not in told:
            yield Dated("parameter", id_, "value", old, new)


def _periods(book: RuleBook) -> dict[tuple[str, str], bool]:
    """Of all that has days of its own whether it counts, as far as those go."""
    found: dict[tuple[str, str], bool] = {}
    for rule in book.every_rule:
        counts = rule.status == "in_force" and rule.valid.covers(book.as_of)
        found["rule", rule.id] = found.get(("rule", rule.id), False) or counts
    for plural in CATALOGUE:
        entries: Mapping[str, Entry] = getattr(book.catalogue, plural)
        found.update({(plural, id_): entry.valid.covers(book.as_of) for id_, entry in entries.items() if entry.valid != ALWAYS})
    return found


def _days(changes: Iterable[Change], after: date) -> list[date]:
    """Days after a day on which something of what is other begins to count, or no longer does."""
    found: set[date] = set()
    for change in changes:
        begins: str = (change.new.get("valid") or {}).get("from", "")
        found |= {date.fromisoformat(begins)} if begins else set()
        for aspect in change.aspects:
            if aspect.name == "values":
                found |= {date.fromisoformat(day) for those in (aspect.old, aspect.new) for day in those or ()}
            if aspect.name == "valid":
                found |= {date.fromisoformat(those["from"]) for those in (aspect.old, aspect.new) if those and "from" in those}
                ends = (date.fromisoformat(those["until"]) for those in (aspect.old, aspect.new) if those and "until" in those)
                found |= {day + timedelta(days=1) for day in ends}
    return sorted(day for day in found if day > after)
