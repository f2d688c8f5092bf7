"""Forms that come from our own pages: each holds what the cookie of the same browser holds, which other sites cannot read."""

from __future__ import annotations

import secrets
from hmac import compare_digest

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "commplan-form"
FIELD = "token"
_LENGTH = 32
_SENT_FROM = "sec-fetch-site"
_OURSELVES = ("same-origin", "none")
"""What browsers say of a form of the same site, and of one that somebody sends once more. What stands in front does not change it."""


class ForeignFormError(Exception):
    """A form did not come from one of our pages."""


def token_of(request: Request) -> str:
    """What the forms of a page must hold: what the cookie holds, or something new."""
    had = request.cookies.get(COOKIE, "")
    return had if len(had) >= _LENGTH else secrets.token_urlsafe(_LENGTH)


def keep(response: Response, token: str, *, secure: bool) -> None:
    """Let the browser keep it until it is closed; other sites cannot have it sent along, and no script can read it."""
    response.set_cookie(COOKIE, token, httponly=True, samesite="strict", path="/", secure=secure)


def check(request: Request, told: str) -> None:
    """Refuse a form that does not hold what the cookie holds, or of which the browser says that another site sent it.

    Raises:
        ForeignFormError: it does not, or it did.
    """
    if request.headers.get(_SENT_FROM, _OURSELVES[0]) not in _OURSELVES:
        raise ForeignFormError
    had = request.cookies.get(COOKIE, "")
    if len(had) < _LENGTH or not compare_digest(had.encode(), told.encode()):
        raise ForeignFormError
