"""What the parts of the program raise when something is wrong, and what is answered then."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.faults import Fault, FaultyInputError, Place, UnreadableFileError
from commplan_advisor.common.text import Text
from commplan_advisor.web.advisor import BusyError
from commplan_advisor.web.api.cases import NoVersionError
from commplan_advisor.web.api.parameters import faults_of
from commplan_advisor.web.api.problems import is_for_programs
from commplan_advisor.web.api.sent import OtherFormError
from commplan_advisor.web.safety.durations import RETRY
from commplan_advisor.web.safety.tokens import ForeignFormError
from commplan_advisor.web.store import ChangedMeanwhileError, UnknownCaseError
from commplan_advisor.web.telling import Telling
from commplan_advisor.web.words import said

_NOT_TEXT = Text("is geen tekst in UTF-8.", "is not text in UTF-8.")
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_READING = ("GET", "HEAD")


def tell_mistakes(app: FastAPI, telling: Telling) -> None:
    """Say in plain words, on a page or to a program, why something cannot be done."""

    @app.exception_handler(UnknownCaseError)
    def unknown(request: Request, _: Exception) -> Response:
        return telling.refusal(request, 404, "not_found")

    @app.exception_handler(ForeignFormError)
    def foreign(request: Request, _: Exception) -> Response:
        return telling.refusal(request, 403, "foreign")

    @app.exception_handler(FaultyInputError)
    def faulty(request: Request, error: FaultyInputError) -> Response:
        return telling.told(request, _wrong(request), said("faulty_questionnaire", telling.language(request)), faults=error.faults)

    @app.exception_handler(UnicodeDecodeError)
    def no_text(request: Request, _: Exception) -> Response:
        title = said("faulty_questionnaire", telling.language(request))
        return telling.told(request, _wrong(request), title, faults=[Fault(Place(""), _NOT_TEXT)])

    @app.exception_handler(UnreadableFileError)
    def unreadable(request: Request, error: UnreadableFileError) -> Response:
        status = 422 if request.method in _READING else 500  # who only reads met a file that is wrong; else one cannot be written
        return telling.told(request, status, said("refused", telling.language(request)), faults=[error.fault])

    @app.exception_handler(MissingExtraError)
    def missing(request: Request, error: MissingExtraError) -> Response:
        language = telling.language(request)
        return telling.told(request, 501, said("refused", language), [error.message.in_(language)])

    @app.exception_handler(ChangedMeanwhileError)
    def changed(request: Request, _: Exception) -> Response:
        return telling.refusal(request, 412, "other_version")

    @app.exception_handler(NoVersionError)
    def no_version(request: Request, _: Exception) -> Response:
        return telling.refusal(request, 428, "no_version")

    @app.exception_handler(OtherFormError)
    def other_form(request: Request, _: Exception) -> Response:
        return telling.refusal(request, 415, "other_form", headers={"Accept": "application/json"})

    @app.exception_handler(BusyError)
    def busy(request: Request, _: Exception) -> Response:
        return telling.refusal(request, 503, "busy", headers=RETRY)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        status = 400 if is_for_programs(request.scope) else 422
        return telling.told(request, status, said("refused", telling.language(request)), faults=faults_of(error.errors()))

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404:
            return telling.refusal(request, 404, "no_such_address" if is_for_programs(request.scope) else "not_found")
        if error.status_code == 405:
            allowed = _allowed(request)
            return telling.refusal(request, 405, "no_such_way", headers={"Allow": allowed}, allowed=allowed)
        return telling.refusal(request, error.status_code, "not_understood", headers=error.headers)


def _wrong(request: Request) -> int:
    """The code for a questionnaire that is wrong: another where a program sent it, as the Dutch API design rules want, than in a file."""
    return 400 if is_for_programs(request.scope) and request.method not in _READING else 422


def _allowed(request: Request) -> str:
    """What can be done at an address."""
    routes = request.app.router.routes
    known = [method for method in _METHODS if any(one.matches({**request.scope, "method": method})[0] is Match.FULL for one in routes)]
    return ", ".join((*known, "HEAD") if "GET" in known else known)
