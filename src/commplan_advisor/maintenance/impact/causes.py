"""Why an advice is other: the changes in the rule book that a conclusion goes back to, through the rules that lead to it.

Nothing is evaluated here. A rule that leads to something in one version only has changed itself, or it looks at an earlier conclusion that
is other, which goes back to changes likewise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from commplan_advisor.engine.conclusions import Key, Outcomes, Reason
from commplan_advisor.maintenance.difference.content import Named
from commplan_advisor.maintenance.difference.difference import Difference
from commplan_advisor.maintenance.impact.advices import Shift
from commplan_advisor.rulebook.catalogue import ABOUT, PLURALS, Action, Assignment
from commplan_advisor.rulebook.model import Rule, RuleBook

_KINDS = {plural: kind for kind, plural in PLURALS.items() if kind not in ("part", "order")}
_TITLED_IN = {
    "problem.causes": "causes",
    "action.serves": "problems",
    "action.roles": "roles",
    "report.type": "problems",
    "problems.types": "problems",
    "initiative.platform": "platforms",
    "report.platform": "platforms",
    "problem.platforms": "platforms",
    "situation.platforms": "platforms",
}
"""Fields whose answers are told by the titles of entries."""
_DATES = ("start", "due", "after")
_DAYS = ("day", "prepare_by", "days", "hours_per_week", "work")
BOOK: Named = ("book", "rulebook")


class Changed:
    """What is other between two versions, by name.

    Args:
        difference: of the two.
        was: the version before, as of its day.
        is_: the version after.
    """

    def __init__(self, difference: Difference, was: RuleBook, is_: RuleBook) -> None:
        self.names: set[Named] = set()
        self.renamed: dict[Named, Named] = {}
        for change in difference.changes:
            if not change.only_upkeep:
                self.names.add((change.kind, change.id))
                if change.old_id:
                    self.renamed[change.kind, change.old_id] = (change.kind, change.id)
        self.names |= {(one.kind, one.id) for one in difference.dated}
        self._rules = [{rule.id: rule for rule in (*book.set_aside, *book.rules)} for book in (was, is_)]

    def named(self, kind: str, id_: str) -> set[Named]:
        """The change of a thing, when there is one."""
        name = self.renamed.get((kind, id_), (kind, id_))
        return {name} & self.names

    def of_rule(self, id_: str) -> set[Named]:
        """The changes that make a rule other: its own, or else those of what it names."""
        if own := self.named("rule", id_):
            return own
        found: set[Named] = set()
        for rules in self._rules:
            if id_ in rules:
                for kind, name in _named_by(rules[id_]):
                    found |= self.named(kind, name)
        return found

    def versions_of(self, id_: str) -> Iterator[Rule]:
        """A rule as it was and as it is."""
        yield from (rules[id_] for rules in self._rules if id_ in rules)


def _named_by(rule: Rule) -> Iterator[Named]:
    """The parameters that a rule names, and the entries that it concludes."""
    for condition in rule.conditions:
        if condition.parameter:
            yield "parameter", condition.parameter
    for text in (rule.because.nl, rule.because.en):
        yield from (("parameter", part.partition("}")[0]) for part in text.split("{$")[1:])
    for outcome in rule.then:
        yield PLURALS[outcome.kind], outcome.id.partition(":")[0]
        yield from (("problems", problem) for problem in outcome.serves)


@dataclass
class Causes:
    """Finds the changes that something in one case goes back to.

    Args:
        changed: what is other between the two versions.
        outcomes: what both conclude for the case.
        books: both versions.
    """

    changed: Changed
    outcomes: tuple[Outcomes, Outcomes]
    books: tuple[RuleBook, RuleBook]
    _found: dict[Key, frozenset[Named]] = field(default_factory=dict)

    def of(self, shift: Shift) -> tuple[Named, ...]:
        """The changes that made something other.

        Where none is found on the way of what differs, such as for an open question, all are named that lie on the way to it.
        """
        kind, id_, _ = shift.key
        found = set(self._of_key(shift.key))
        match kind:
            case "role" | "platform":
                found |= self.changed.named(f"{kind}s", id_)
            case "assumed":
                of, _, name = id_.partition(":")
                found |= self.changed.named("default", of) | self.changed.named(PLURALS[of], name)
                if shift.how != "altered":
                    found |= self._of_all(key for key in self._keys() if key[0] == of)
            case "question":
                found |= self._on_the_way(one.key for outcomes in self.outcomes for one in outcomes.open())
            case _:
                found |= self._of_entry(shift)
        return tuple(sorted(found or self._on_the_way((shift.key,))))

    def _on_the_way(self, keys: Iterable[Key]) -> set[Named]:
        """The changes of all rules that may lead to some conclusions, and of those that these rest on."""
        found: set[Named] = set()
        seen: set[Key] = set()
        left = list(keys)
        while left:
            key = left.pop()
            if key in seen:
                continue
            seen.add(key)
            for outcomes in self.outcomes:
                for reason, _ in _reasons(outcomes, key):
                    found |= self.changed.of_rule(reason.rule.id)
                    left += _looked_at_by(reason)
        return found

    def rules(self, key: Key) -> tuple[str, ...]:
        """The rules that lead to something, or may do so, in one version only."""
        return tuple(sorted({rule for rule, *_ in self._differing(key)}))

    def _keys(self) -> Iterator[Key]:
        yield from dict.fromkeys([*self.outcomes[0].conclusions, *self.outcomes[1].conclusions])

    def _of_all(self, keys: Iterable[Key]) -> set[Named]:
        return {name for key in list(keys) for name in self._of_key(key)}

    def _of_key(self, key: Key) -> frozenset[Named]:
        """The changes that the difference in what leads to a conclusion goes back to."""
        if key not in self._found:
            self._found[key] = frozenset()
            self._found[key] = frozenset(name for reason in self._differing(key) for name in self._of_reason(*reason[:3]))
        return self._found[key]

    def _differing(self, key: Key) -> set[tuple[Any, ...]]:
        first, second = ({_named(reason, sure) for reason, sure in _reasons(outcomes, key)} for outcomes in self.outcomes)
        return first ^ second

    def _of_reason(self, rule: str, kind: str, subject: str) -> set[Named]:
        found = self.changed.of_rule(rule)
        if found:
            return found
        for version in self.changed.versions_of(rule):
            for key in _looked_at(version, kind, subject):
                found |= self._of_key(key)
        if kind == "action":
            found |= self.changed.named("actions", subject)
        return found

    # -- what is other in what stays ---------------------------------------------------------------------------------------------------

    def _of_entry(self, shift: Shift) -> set[Named]:
        """The changes that show in something beside those of what leads to it: of its texts, sources, and what is said about it."""
        if not shift.aspects:
            return set()
        found = {name for kind, id_ in self._shown(shift.key) for name in self.changed.named(kind, id_)}
        otherwise = _with_other_answers(shift)
        for outcomes in self.outcomes:
            for reason, _ in _reasons(outcomes, shift.key):
                found |= self.changed.of_rule(reason.rule.id)
                if reason.rule.id in otherwise:
                    found |= self._of_all(key for key in _looked_at_by(reason) if key != shift.key)
                    found |= {name for name in self.changed.names if name[0] in _titled_in(reason.rule)}
                    found |= self.changed.named(f"{reason.subject.kind}s", reason.subject.id)
        if shift.kind == "action":
            found |= self._of_all(key for key in self._keys() if ABOUT.get(key[0]) == "action" and key[2] == shift.id)
            if any(aspect.name in _DATES for aspect in shift.aspects):
                found |= self._of_dates(shift.id, set()) or self._of_hours()
        if not found and any(aspect.name in _DAYS for aspect in shift.aspects):
            found |= self.changed.names & {BOOK}
        return found

    def _of_hours(self) -> set[Named]:
        """The changes of all that asks hours of the same people: an action can move because of another one."""
        if not any(book.calendar.shares for book in self.books):
            return set()
        actions = {id_ for kind, id_, _ in self._keys() if kind == "action"}
        found = self._of_all(key for key in self._keys() if key[0] in ("action", "part", "timing", "order"))
        found |= {name for id_ in actions for name in self.changed.named("actions", id_)}
        timings = {id_ for kind, id_, _ in self._keys() if kind == "timing"}
        found |= {name for id_ in timings for shown in self._of_timing(id_) for name in self.changed.named(*shown)}
        return found | {name for name in self.changed.names if name[0] == "roles"} | (self.changed.names & {BOOK})

    def _of_dates(self, action: str, seen: set[str]) -> set[Named]:
        """The changes that move an action: its own, and those of the actions before it."""
        if action in seen:
            return set()
        seen.add(action)
        about = [key for key in self._keys() if key[0] in ("timing", "order") and key[2] == action]
        found = self._of_all([*about, ("action", action, "")]) | self.changed.named("actions", action) | (self.changed.names & {BOOK})
        for kind, id_, _ in about:
            if kind == "timing":
                found |= {name for shown in self._of_timing(id_) for name in self.changed.named(*shown)}
        for first in self._before(action):
            found |= self._of_dates(first, seen)
        return found

    def _before(self, action: str) -> Iterator[str]:
        yield from (id_ for kind, id_, about in self._keys() if kind == "order" and about == action)
        for book in self.books:
            entry = book.catalogue.actions.get(action)
            yield from (entry.after if entry else ())

    def _shown(self, key: Key) -> Iterator[Named]:
        """What is shown of a conclusion: its own entry, those of what is concluded about it, roles and sources."""
        kind, id_, _ = key
        yield PLURALS.get(kind, kind), id_.partition(":")[0]
        for book in self.books:
            yield from _shown_by(kind, id_, book)
        for outcomes in self.outcomes:
            for reason, _ in _reasons(outcomes, key):
                yield from (("source", cited.partition(" ")[0]) for cited in reason.rule.sources)
        if kind == "action":
            for other, named, about in self._keys():
                if ABOUT.get(other) == "action" and about == id_:
                    yield PLURALS[other], named.partition(":")[0]
                    yield from self._of_timing(named) if other == "timing" else ()

    def _of_timing(self, id_: str) -> Iterator[Named]:
        yield "timings", id_
        for book in self.books:
            timing = book.catalogue.timings.get(id_)
            if timing is not None and timing.before:
                yield "moments", timing.before


def _shown_by(kind: str, id_: str, book: RuleBook) -> Iterator[Named]:
    try:
        entry = book.catalogue.entry(kind, id_)
    except KeyError:
        return
    yield from (("source", cited.partition(" ")[0]) for cited in entry.source)
    if isinstance(entry, Action):
        yield from (("roles", role) for _, role in entry.roles.parts())
    if isinstance(entry, Assignment):
        yield from (("roles", role) for role in entry.roles)
    for name in ("role", "audience"):
        told = getattr(entry, name, ())
        yield from (("roles", role) for role in ((told,) if isinstance(told, str) else told))


def _reasons(outcomes: Outcomes, key: Key) -> Iterator[tuple[Reason, bool]]:
    found = outcomes.conclusions.get(key)
    if found is not None:
        yield from ((reason, True) for reason in found.reasons)
        yield from ((reason, False) for reason in found.may)


def _named(reason: Reason, sure: bool) -> tuple[Any, ...]:
    return reason.rule.id, reason.subject.kind, reason.subject.id, sure, reason.outcome.priority, reason.outcome.serves


def _with_other_answers(shift: Shift) -> set[str]:
    """The rules that lead to something for the same subject in both versions, with other answers beside their reason."""
    return {
        one["rule"]
        for aspect in shift.aspects
        if aspect.name == "because"
        for one in aspect.old
        for other in aspect.new
        if (one["rule"], one["subject"]) == (other["rule"], other["subject"]) and one["answers"] != other["answers"]
    }


def _looked_at_by(reason: Reason) -> Iterator[Key]:
    return _looked_at(reason.rule, reason.subject.kind, reason.subject.id)


def _looked_at(rule: Rule, kind: str, subject: str) -> Iterator[Key]:
    """The earlier conclusions that a rule looks at when it is about something."""
    if kind in ("problem", "action"):
        yield kind, subject, ""
    for condition in rule.conditions:
        if condition.field.startswith("concluded."):
            _, plural, id_ = condition.field.split(".", 2)
            yield _KINDS[plural], id_, ""
        elif condition.field == "problem.causes":
            yield from (("cause", str(cause), subject) for cause in condition.values)


def _titled_in(rule: Rule) -> set[str]:
    """The parts of the catalogue of which titles may stand among the answers beside a reason."""
    return {_TITLED_IN[one.field] for one in rule.conditions if one.field in _TITLED_IN}
