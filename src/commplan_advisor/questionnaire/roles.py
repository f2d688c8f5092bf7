"""The roles that a planning names, which must be those of the rule book that is planned by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from commplan_advisor.common.faults import Fault, nearest_word, shown
from commplan_advisor.common.located import Located
from commplan_advisor.common.text import Text

_NO_ROLE = Text("is geen rol uit het regelboek. Kies uit: {roles}.", "is not a role of the rule book. Choose from: {roles}.")
_TWICE = Text("staat er al. Geef elke rol een keer.", "is there already. Give each role once.")


def faults_of(source: Located, named: Sequence[str | None], known: Iterable[str]) -> Iterator[Fault]:
    """Roles in the hours of a planning that are not known, and roles that are there twice.

    Args:
        source: knows the places of the questionnaire.
        named: the role of each row of hours; None for a row without one.
        known: the roles of the rule book.
    """
    roles = sorted(known)
    seen = set()
    for index, role in enumerate(named):
        if role is None:
            continue
        place, path = source.place(("planning", "hours", index, "role")), f"planning.hours[{index + 1}].role"
        if role not in roles:
            message = Text(*(text.format(roles=", ".join(roles)) for text in (_NO_ROLE.nl, _NO_ROLE.en)))
            yield Fault(place, message, path, shown(role), nearest_word(role, roles), "unknown-option")
        elif role in seen:
            yield Fault(place, _TWICE, path, shown(role), code="duplicate-id")
        seen.add(role)


def roles_named(value: Any) -> list[str | None]:
    """The role of each row of hours in the plain values of a questionnaire, which may be wrong elsewhere."""
    planning = value.get("planning") if isinstance(value, dict) else None
    rows = planning.get("hours") if isinstance(planning, dict) else None
    roles = [row.get("role") if isinstance(row, dict) else None for row in rows] if isinstance(rows, list) else []
    return [role if isinstance(role, str) else None for role in roles]
