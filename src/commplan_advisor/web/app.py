"""The server: pages and interface for programs, with all that keeps them safe around them."""

from __future__ import annotations

from fastapi import FastAPI

from commplan_advisor.engine.engine import Engine
from commplan_advisor.web.api.document import describe
from commplan_advisor.web.api.v1 import api, forms
from commplan_advisor.web.mistakes import tell_mistakes
from commplan_advisor.web.pages.asking import asking
from commplan_advisor.web.pages.cases import cases
from commplan_advisor.web.pages.downloads import downloads
from commplan_advisor.web.pages.login import login
from commplan_advisor.web.pages.look import OwnFiles, look
from commplan_advisor.web.pages.questions import questions
from commplan_advisor.web.pages.running import running
from commplan_advisor.web.pages.site import Site
from commplan_advisor.web.safety.around import guard
from commplan_advisor.web.safety.logins import Logins
from commplan_advisor.web.safety.passwords import PasswordNow
from commplan_advisor.web.settings import Settings
from commplan_advisor.web.telling import Telling


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
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.include_router(look(site))
    app.include_router(cases(site))
    app.include_router(questions(site))
    app.include_router(downloads(site))
    app.include_router(running(site))
    app.include_router(asking(site))
    app.include_router(api(site))
    describe(app, lambda: forms(site), locked=settings.password is not None)
    app.mount("/static", OwnFiles(), name="static")
    telling = Telling(site)
    logins = Logins(PasswordNow(settings.cases, settings.password)) if settings.password else None
    if logins is not None:
        app.include_router(login(site, logins))
    tell_mistakes(app, telling)
    guard(app, settings, telling.refusal, logins)
    return app
