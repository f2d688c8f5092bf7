"""How every page is made: the frame around it, its language, and the forms' token."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.engine.engine import Engine
from commplan_advisor.present.blocks import Block
from commplan_advisor.present.html import body_of
from commplan_advisor.web.advisor import Advisor
from commplan_advisor.web.pages import hiding
from commplan_advisor.web.safety import tokens
from commplan_advisor.web.safety.logins import COOKIE
from commplan_advisor.web.settings import Settings
from commplan_advisor.web.store import Store
from commplan_advisor.web.words import said

FOLDER = Path(__file__).parent.parent
LANGUAGE_COOKIE = "commplan-language"
_A_YEAR = 365 * 24 * 3600
_WRONG = (409, 422, 429)
"""Something that was filled in cannot be used as it is."""


class Site:
    """What all pages share.

    Args:
        settings: of the server.
        engine: of its rule book, when there is one already.

    Raises:
        UnreadableFileError: the rule book cannot be read.
        FaultyInputError: it is wrong.
    """

    def __init__(self, settings: Settings, engine: Engine | None = None) -> None:
        self.settings = settings
        self.store = Store(settings.cases)
        self.advisor = Advisor(settings, engine)
        self._templates = Environment(
            loader=FileSystemLoader(FOLDER / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )

    def language(self, request: Request) -> Language:
        """The language that is asked for, or was chosen before, or of the server."""
        for told in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
            for one in LANGUAGES:
                if told == one:
                    return one
        return self.settings.language

    def page(self, request: Request, template: str, title: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page.

        Args:
            request: that it answers.
            template: its file.
            title: of the page.
            status: of the answer.
            values: that the template uses.
        """
        language, token = self.language(request), tokens.token_of(request)
        words: Callable[..., str] = partial(_said, language)
        other = next(one for one in LANGUAGES if one != language)

        def render(contacts: hiding.Notice | None) -> str:
            return self._templates.get_template(template).render(
                said=words,
                language=language,
                other=other,
                title=title,
                wrong=status in _WRONG,
                path=request.url.path,
                this_page=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
                token=token,
                inside=self.settings.password is not None and COOKIE in request.cookies,
                theme=self.settings.theme,
                contacts=contacts,
                **values,
            )

        response = HTMLResponse(hiding.made(request, language, render), status, headers={"Content-Language": language})
        secure = request.url.scheme == "https"
        tokens.keep(response, token, secure=secure)
        if request.query_params.get("lang") == language:
            response.set_cookie(LANGUAGE_COOKIE, language, max_age=_A_YEAR, httponly=True, samesite="strict", path="/", secure=secure)
        return response


def _said(language: Language, name: str, /, **filled: object) -> str:
    return said(name, language, **filled)


def markup(blocks: Iterable[Block]) -> Markup:
    """Blocks of a report as a part of a page."""
    return Markup(body_of(blocks))  # every text in it was escaped
