"""The pages that answer questions about an advice."""

from __future__ import annotations

from fastapi import APIRouter

from commplan_advisor.web.pages.comparing import compare
from commplan_advisor.web.pages.fragile import fragile
from commplan_advisor.web.pages.handbook import handbook
from commplan_advisor.web.pages.led import led
from commplan_advisor.web.pages.open_questions import open_questions
from commplan_advisor.web.pages.site import Site
from commplan_advisor.web.pages.verdicts import verdicts
from commplan_advisor.web.pages.what_if import what_if
from commplan_advisor.web.pages.why import why


def asking(site: Site) -> APIRouter:
    """All of them: why and why not, the next question, what if, what it hangs on, the comparison, and the rules."""
    router = APIRouter(include_in_schema=False)
    for part in (why, open_questions, led, what_if, fragile, compare, handbook, verdicts):
        router.include_router(part(site))
    return router
