"""Hours: how those of an action are divided over roles, and how many a week each role has (5.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.rulebook.model import RuleBook

SHARED = "municipality together"
"""The hours that roles of the municipality have together; no role has this name."""

MINUTES = 60
_GRAIN = 15
"""Minutes: hours are divided in quarters."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """The hours a week that roles have.

    Attributes:
        per_week: hours by role, for each role of which they are known; of one that shares hours, what it shares.
        shares: the roles of the municipality that have their hours together.
        assumed: the roles whose hours are what the rule book assumes.
    """

    per_week: Mapping[str, float]
    shares: frozenset[str]
    assumed: frozenset[str]

    def resource(self, role: str) -> str:
        """What the hours of a role are counted on."""
        return SHARED if role in self.shares else role

    def minutes(self) -> dict[str, int]:
        """Minutes a week by resource."""
        return {self.resource(role): round(hours * MINUTES) for role, hours in self.per_week.items()}


def capacity_of(answers: Questionnaire, book: RuleBook) -> Capacity:
    """The hours of each role: as answered for the role; else of the municipality's roles what it has together; else what is assumed.

    Of the hours of the municipality together those are taken off that were answered for a role of its own. When nothing is left, what the
    rule book assumes counts for the others: the answers by role are then the more precise ones. A rule book that does not say how work is
    divided limits nothing.
    """
    if not book.calendar.shares:
        return Capacity({}, frozenset(), frozenset())
    rows = answers.planning.hours or ()
    answered = {row.role: row.hours_per_week for row in rows if row.role in book.catalogue.roles and row.hours_per_week is not None}
    together = answers.situation.internal.hours_per_week
    own = {role.id for role in book.catalogue.roles.values() if role.party == "municipality"}
    if together is not None and (taken := sum(hours for role, hours in answered.items() if role in own)):
        together = together - taken if together > taken else None
    shares = frozenset(own - set(answered)) if together is not None else frozenset()
    per_week: dict[str, float] = {}
    assumed = set()
    for role in sorted(book.catalogue.roles.values(), key=lambda one: one.id):
        if role.id in answered:
            per_week[role.id] = answered[role.id]
        elif role.id in shares and together is not None:
            per_week[role.id] = together
        elif role.hours_per_week is not None:
            per_week[role.id] = role.hours_per_week
            assumed.add(role.id)
    return Capacity(per_week, shares, frozenset(assumed))


def divided(hours: int, parts: Iterable[tuple[str, str]], shares: Mapping[str, int]) -> dict[str, float]:
    """The hours of each role in an action, in quarters; together they are all of its hours.

    Args:
        hours: of work in all.
        parts: each part that is taken, with the role that takes it.
        shares: percent of each part; several roles in one part share it evenly, and what nobody takes is divided over the others. Without
            any, whoever is responsible does it all.
    """
    taken = sorted(set(parts))
    weights: dict[str, float] = {}
    for part, role in taken:
        share = shares.get(part, 0) if shares else 100 * (part == "responsible")
        weights[role] = weights.get(role, 0) + share / sum(one == part for one, _ in taken)
    total = sum(weights.values())
    if not total:
        return {}
    quarters = hours * MINUTES // _GRAIN
    exact = {role: quarters * weight / total for role, weight in sorted(weights.items()) if weight}
    whole = {role: int(share) for role, share in exact.items()}
    for role in sorted(exact, key=lambda one: (round(whole[one] - exact[one], 9), one))[: quarters - sum(whole.values())]:
        whole[role] += 1
    return {role: count * _GRAIN / MINUTES for role, count in whole.items() if count}
