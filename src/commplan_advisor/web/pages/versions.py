"""A version of a plan as it was kept, as a page and as the file itself."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from commplan_advisor.common.files import read_bytes
from commplan_advisor.present.review.page import version_page
from commplan_advisor.running.progress.titles import in_language
from commplan_advisor.running.review.plan import PlanVersion
from commplan_advisor.running.review.versions import plan_folder, versions_in
from commplan_advisor.web.pages.parts import levelled, titled
from commplan_advisor.web.pages.sending import file_to_keep
from commplan_advisor.web.pages.site import Site, markup
from commplan_advisor.web.pages.today import engine_on
from commplan_advisor.web.store import Stored, UnknownCaseError


def versions(site: Site) -> APIRouter:
    """The page of each version of a site, and the file."""
    router = APIRouter(include_in_schema=False)

    @router.get("/cases/{name}/versions/{number}.json")
    def file(name: str, number: str) -> Response:
        stored = site.store.read(name)
        version = _version(stored, number)
        return file_to_keep(read_bytes(plan_folder(stored.path) / f"{version.number}.json"), f"{name}-{version.number}.json")

    @router.get("/cases/{name}/versions/{number}")
    def page(request: Request, name: str, number: str) -> Response:
        stored, language = site.store.read(name), site.language(request)
        version = _version(stored, number)
        with engine_on(site, date.today()) as engine:
            case = site.advisor.case(stored)
            title, rest = titled(version_page(in_language(version, engine.book, language)))
            body = markup(levelled(rest))
        return site.page(
            request,
            "version.html",
            title,
            heading=title,
            body=body,
            number=version.number,
            name=name,
            municipality=case.name,
            here="review",
        )

    return router


def _version(stored: Stored, number: str) -> PlanVersion:
    """A version of the plan of a questionnaire.

    Raises:
        UnknownCaseError: there is none of that number, or it is damaged; the page of the review says which.
        UnreadableFileError: a version cannot be read.
    """
    for one in versions_in(plan_folder(stored.path)).found:
        if str(one.number) == number:
            return one
    raise UnknownCaseError(number)
