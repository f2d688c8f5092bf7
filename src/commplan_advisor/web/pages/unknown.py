"""The page for a name that is not there: with the nearest that is."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from commplan_advisor.web.pages.site import Site
from commplan_advisor.web.words import said

_NOT_FOUND = 404


def unknown(site: Site, request: Request, message: str, nearest: str, meant: str, back: tuple[str, str]) -> Response:
    """Say that something is not there.

    Args:
        site: whose page it is.
        request: that asked for it.
        message: what is not there, in words.
        nearest: the name that was probably meant; empty when none is like it.
        meant: where that leads.
        back: where there is something to choose from, and what that place is called.
    """
    title = said("unknown_title", site.language(request))
    return site.page(request, "unknown.html", title, _NOT_FOUND, message=message, nearest=nearest, meant=meant, back=back)
