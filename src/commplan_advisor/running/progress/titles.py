"""The words of a plan that was kept in one language, in another: those of the rule book, where it still has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from commplan_advisor.common.text import Language
from commplan_advisor.rulebook.model import RuleBook

if TYPE_CHECKING:
    from commplan_advisor.running.review.plan import PlanVersion


def in_language(version: PlanVersion, book: RuleBook, language: Language) -> PlanVersion:
    """A version of a plan with the titles of its actions, roles, moments, measurements and evaluations in a language."""
    if version.language == language:
        return version
    known = book.catalogue
    checks = {"measurement": known.measurements, "evaluation": known.evaluations}

    def title(entries: Mapping[str, Any], id_: str, otherwise: str) -> str:
        entry = entries.get(id_)
        return str(entry.title.in_(language)) if entry else otherwise

    return replace(
        version,
        language=language,
        actions=tuple(
            replace(
                one,
                title=title(known.actions, one.id, one.title),
                roles=tuple(replace(taker, title=title(known.roles, taker.role, taker.title)) for taker in one.roles),
            )
            for one in version.actions
        ),
        moments=tuple(replace(one, title=title(known.moments, one.id, one.title)) for one in version.moments),
        checks=tuple(replace(one, title=title(checks[one.kind], one.id, one.title)) for one in version.checks),
    )
