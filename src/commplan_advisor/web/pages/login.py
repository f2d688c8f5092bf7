"""The page that asks for the password, for a server that has one."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from commplan_advisor.web.pages.site import Site
from commplan_advisor.web.safety import tokens
from commplan_advisor.web.safety.addresses import sender_of
from commplan_advisor.web.safety.logins import LOGIN, Logins, TooManyAttemptsError
from commplan_advisor.web.words import said

_SEE_OTHER = 303


async def _posted(request: Request) -> FormData:
    return await request.form(max_files=0, max_fields=5)


def login(site: Site, logins: Logins) -> APIRouter:
    """The page, and what it sends."""
    router = APIRouter(include_in_schema=False)

    @router.get(LOGIN)
    def asked(request: Request, to: str = "/") -> Response:
        return _page(site, logins, request, to)

    @router.post(LOGIN)
    def told(request: Request, form: Annotated[FormData, Depends(_posted)]) -> Response:
        tokens.check(request, str(form.get(tokens.FIELD, "")))
        to = str(form.get("to", "/"))
        try:
            right = logins.is_right(str(form.get("password", "")), sender_of(request.scope))
        except TooManyAttemptsError as error:
            seconds = ceil(error.seconds)
            problem = said("too_many_passwords", site.language(request), seconds=seconds)
            return _page(site, logins, request, to, problem, 429, {"Retry-After": str(seconds)})
        if not right:
            return _page(site, logins, request, to, said("wrong_password", site.language(request)), 422)
        response = RedirectResponse(to if _is_of_ours(to) else "/", _SEE_OTHER)
        logins.begin(response, secure=request.url.scheme == "https")
        return response

    @router.post("/logout")
    def left(request: Request, form: Annotated[FormData, Depends(_posted)]) -> Response:
        tokens.check(request, str(form.get(tokens.FIELD, "")))
        response = RedirectResponse(LOGIN, _SEE_OTHER)
        logins.end(response)
        return response

    return router


def _page(
    site: Site, logins: Logins, request: Request, to: str, problem: str = "", status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    inside, kept = logins.has_session(request), urlencode({"to": to})
    title = said("logout" if inside else "login", site.language(request))
    response = site.page(request, "login.html", title, status, to=to, problem=problem, logged_in=inside, kept=kept)
    response.headers.update(headers or {})
    return response


def _is_of_ours(address: str) -> bool:
    """Whether an address is one of this server, and not one that a browser takes for that of another."""
    return address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()
