"""The pages of a plan that runs."""

from __future__ import annotations

from fastapi import APIRouter

from commplan_advisor.web.pages.calendar import calendar
from commplan_advisor.web.pages.measured import measured
from commplan_advisor.web.pages.pictures import pictures
from commplan_advisor.web.pages.progress import progress
from commplan_advisor.web.pages.review import review
from commplan_advisor.web.pages.site import Site
from commplan_advisor.web.pages.versions import versions


def running(site: Site) -> APIRouter:
    """Its calendar with pictures, its progress, its review, and the versions of it."""
    router = APIRouter(include_in_schema=False)
    for part in (calendar, pictures, progress, review, measured, versions):
        router.include_router(part(site))
    return router
