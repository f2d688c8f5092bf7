"""The interface for programs, version 1: the same as the commands give, as JSON."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends

from commplan_advisor.present.rules_machine import rules_schema
from commplan_advisor.web.api.advice import advice
from commplan_advisor.web.api.cases import cases
from commplan_advisor.web.api.comparisons import FORM as CASES
from commplan_advisor.web.api.comparisons import comparisons
from commplan_advisor.web.api.forms import questionnaire
from commplan_advisor.web.api.knowledge import knowledge
from commplan_advisor.web.api.parameters import only_known
from commplan_advisor.web.api.problems import PREFIX
from commplan_advisor.web.pages.site import Site

__all__ = ["PREFIX", "api"]


def api(site: Site) -> APIRouter:
    """The interface."""
    router = APIRouter(prefix=PREFIX, dependencies=[Depends(only_known)])
    for part in (advice, cases, comparisons, knowledge):
        router.include_router(part(site))
    return router


def forms(site: Site) -> dict[str, Any]:
    """The schemas of what it takes and gives, by name."""
    with site.advisor.turn():
        answers = questionnaire()
    return {"Questionnaire": answers, "Cases": CASES, "Rules": rules_schema()}
