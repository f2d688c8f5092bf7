"""The pages of a plan that runs."""

from __future__ import annotations

from fastapi import APIRouter

from commplan_advisor.web.pages.calendar import calendar
from commplan_advisor.web.pages.pictures import pictures
from commplan_advisor.web.pages.progress import progress
from commplan_advisor.web.pages.review import review
from commplan_advisor.web.pages.site import Site


def running(site: Site) -> APIRouter:
    """Its calendar with pictures, its progress, and its review."""
    router = APIRouter(include_in_schema=False)
    for part in (calendar, pictures, progress, review):
        router.include_router(part(site))
    return router
