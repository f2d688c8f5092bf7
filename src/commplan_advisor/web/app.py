"""The server: pages and interface for programs, with all that keeps them safe around them."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from commplan_advisor import __version__
from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError
from commplan_advisor.common.text import Text
from commplan_advisor.engine.engine import Engine
from commplan_advisor.web.api.problems import problem
from commplan_advisor.web.api.v1 import PREFIX, api
from commplan_advisor.web.pages.cases import pages
from commplan_advisor.web.pages.downloads import downloads
from commplan_advisor.web.pages.site import FOLDER, Site
from commplan_advisor.web.safety.bodies import BoundedBodies
from commplan_advisor.web.safety.headers import SafeHeaders
from commplan_advisor.web.safety.tokens import ForeignFormError
from commplan_advisor.web.settings import Settings
from commplan_advisor.web.store import UnknownCaseError
from commplan_advisor.web.words import said

_FAULTY = Text("De vragenlijst klopt niet", "The questionnaire is wrong")
_NOT_TEXT = Text("is geen tekst in UTF-8.", "is not text in UTF-8.")


def app_of(settings: Settings, engine: Engine | None = None) -> FastAPI:
    """The server.

    Args:
        settings: of it.
        engine: of its rule book, when there is one already.

    Raises:
        UnreadableFileError: the rule book cannot be read.
        FaultyInputError: it is wrong.
    """
    site = Site(settings, engine)
    app = FastAPI(title="commplan-advisor", version=__version__, openapi_url=f"{PREFIX}/openapi.json", docs_url=None, redoc_url=None)
    app.include_router(pages(site))
    app.include_router(downloads(site))
    app.include_router(api(site.advisor))
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
    _tell_what_is_wrong(app, site)
    app.add_middleware(BoundedBodies)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts))
    app.add_middleware(SafeHeaders)
    return app


def _tell_what_is_wrong(app: FastAPI, site: Site) -> None:
    """Say in plain words, on a page or to a program, why something cannot be done; never how the program works inside."""

    def told(request: Request, status: int, title: str, *lines: str) -> Response:
        if request.url.path.startswith(PREFIX):
            return problem(status, title, " ".join(lines))
        return site.page(request, "message.html", title, status, lines=lines)

    @app.exception_handler(UnknownCaseError)
    def unknown(request: Request, _: Exception) -> Response:
        language = site.language(request)
        return told(request, 404, said("not_found", language), said("not_found_explained", language))

    @app.exception_handler(ForeignFormError)
    def foreign(request: Request, _: Exception) -> Response:
        language = site.language(request)
        return told(request, 403, said("foreign", language), said("foreign_explained", language))

    @app.exception_handler(FaultyInputError)
    def faulty(request: Request, error: FaultyInputError) -> Response:
        language = site.language(request)
        title = _FAULTY.in_(language)
        if request.url.path.startswith(PREFIX):
            return problem(422, title, faults=error.faults, language=language)
        return told(request, 422, title, *(one.words(language) for one in error.faults))

    @app.exception_handler(UnicodeDecodeError)
    def no_text(request: Request, _: Exception) -> Response:
        language = site.language(request)
        return told(request, 422, _FAULTY.in_(language), _NOT_TEXT.in_(language))

    @app.exception_handler(UnreadableFileError)
    def unreadable(request: Request, error: UnreadableFileError) -> Response:
        language = site.language(request)
        return told(request, 500, said("refused", language), error.fault.words(language))

    @app.exception_handler(MissingExtraError)
    def missing(request: Request, error: MissingExtraError) -> Response:
        language = site.language(request)
        return told(request, 501, said("refused", language), error.message.in_(language))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        language = site.language(request)
        lines = [f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in error.errors()]
        return told(request, 422, said("refused", language), *lines)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        language = site.language(request)
        if error.status_code == 404:
            return told(request, 404, said("not_found", language), said("not_found_explained", language))
        return told(request, error.status_code, said("refused", language), str(error.detail))
