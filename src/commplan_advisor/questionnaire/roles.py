"""The roles that a planning names, which must be those of the rule book that is planned by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commplan_advisor.common.faults import Fault, nearest_word, shown
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.reading import Case

_NO_ROLE = Text("is geen rol uit het regelboek. Kies uit: {roles}.", "is not a role of the rule book. Choose from: {roles}.")
_TWICE = Text("staat er al. Geef elke rol een keer.", "is there already. Give each role once.")


def faults_of(case: Case, known: Iterable[str]) -> Iterator[Fault]:
    """Roles in the hours of a planning that are not known, and roles that are there twice.

    Args:
        case: the questionnaire.
        known: the roles of the rule book.
    """
    roles = sorted(known)
    seen = set()
    for index, row in enumerate(case.answers.planning.hours or ()):
        if row.role is None:
            continue
        place, path = case.source.place(("planning", "hours", index, "role")), f"planning.hours[{index + 1}].role"
        if row.role not in roles:
            message = Text(*(text.format(roles=", ".join(roles)) for text in (_NO_ROLE.nl, _NO_ROLE.en)))
            yield Fault(place, message, path, shown(row.role), nearest_word(row.role, roles), "unknown-option")
        elif row.role in seen:
            yield Fault(place, _TWICE, path, shown(row.role), code="duplicate-id")
        seen.add(row.role)
