"""How pages look: our own stylesheets, the theme of a municipality that comes over them, and the icon of the site."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles

from commplan_advisor.web.pages.site import FOLDER, Site
from commplan_advisor.web.theme import ADDRESS

STATIC = FOLDER / "static"
ICON = "/favicon.ico"
"""Where browsers look for an icon when what they show is no page of ours, such as a picture."""
_ASK_AGAIN = {"Cache-Control": "no-cache"}
_FOR_EVER = {"Cache-Control": "max-age=31536000, immutable"}
"""The address of a theme says which one it is."""


class OwnFiles(StaticFiles):
    """Our own files: the same for everybody, so browsers keep them, and ask each time whether they are still the same."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """A file, or that it did not change."""
        response = super().file_response(*args, **kwargs)
        response.headers.update(_ASK_AGAIN)
        return response


def look(site: Site) -> APIRouter:
    """The theme, when the server has one, and the icon."""
    router = APIRouter(include_in_schema=False)

    @router.get(ICON)
    def icon() -> FileResponse:
        return FileResponse(STATIC / "favicon.svg", headers=_ASK_AGAIN)

    if site.settings.theme is not None:
        text = site.settings.theme.text

        @router.get(ADDRESS)
        def theme() -> Response:
            return Response(text, media_type="text/css", headers=_FOR_EVER)

    return router
