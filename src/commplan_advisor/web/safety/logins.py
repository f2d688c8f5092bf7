"""Who may come in: who told the password, on a page or along with a request to the interface for programs."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Callable
from hmac import compare_digest
from hmac import new as hmac_of
from threading import Lock
from time import time
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from commplan_advisor.common.text import LANGUAGES
from commplan_advisor.web.api.problems import PREFIX, is_for_programs
from commplan_advisor.web.safety.addresses import sender_of
from commplan_advisor.web.safety.passwords import LONGEST, Hashed
from commplan_advisor.web.safety.rates import Buckets, Rate, too_often
from commplan_advisor.web.safety.refusing import Refuse
from commplan_advisor.web.theme import ADDRESS as THEME

COOKIE = "commplan-session"
LOGIN = "/login"
_OPEN_TO_ALL = ("/static/",)
_OPEN_ADDRESSES = (LOGIN, THEME, f"{PREFIX}/openapi.json")
_HOURS = 12
_WRONG_OF_ONE = Rate(5, 0.1)
_WRONG_OF_ALL = Rate(50, 1)
_ALL = "all"


class TooManyAttemptsError(Exception):
    """Too many wrong passwords came one after another; the argument says how many seconds to wait."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(seconds)


class Logins:
    """Knows the password, and who told it. Sessions end after some hours, when the password changes, and when the server ends.

    Args:
        password: tells what it is recognised by now.
        clock: seconds since 1970.
    """

    def __init__(self, password: Callable[[], Hashed], clock: Callable[[], float] = time) -> None:
        self._password, self._clock = password, clock
        self._key = secrets.token_bytes(32)
        self._right = b""
        self._counting, self._one_at_a_time = Lock(), Lock()
        self._of_one, self._of_all = Buckets(_WRONG_OF_ONE), Buckets(_WRONG_OF_ALL)

    def is_right(self, password: str, sender: str) -> bool:
        """Whether this is the password.

        Args:
            password: that was told.
            sender: who told it.

        Raises:
            TooManyAttemptsError: too many wrong ones came before it.
        """
        if len(password) > LONGEST:
            return False
        now = self._password()
        proof = self._signed(f"password:{password}", now)
        if self._right and compare_digest(proof, self._right):  # it was told before: no need to take a while again
            return True
        with self._counting:
            wait = max(self._of_one.wait(sender), self._of_all.wait(_ALL))
        if wait:
            raise TooManyAttemptsError(wait)
        with self._one_at_a_time:  # each takes memory
            fits = now.fits(password)
        if fits:
            with self._counting:
                self._of_one.give_back(sender)
                self._of_all.give_back(_ALL)
            self._right = proof
        return fits

    def begin(self, response: Response, *, secure: bool) -> None:
        """Let the browser keep that the password was told."""
        told = f"{int(self._clock()) + _HOURS * 3600}.{secrets.token_urlsafe(16)}"
        value = f"{told}.{self._signed(f'session:{told}', self._password()).hex()}"
        response.set_cookie(COOKIE, value, _HOURS * 3600, path="/", httponly=True, samesite="strict", secure=secure)

    def end(self, response: Response) -> None:
        """Let the browser forget it."""
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")

    def has_session(self, request: Request) -> bool:
        """Whether the browser told the password before, and not too long ago."""
        told, _, signature = request.cookies.get(COOKIE, "").rpartition(".")
        until = told.partition(".")[0]
        return (
            compare_digest(self._signed(f"session:{told}", self._password()).hex().encode(), signature.encode())
            and until.isdigit()
            and int(until) > self._clock()
        )

    def _signed(self, text: str, password: Hashed) -> bytes:
        """What nobody else can make of a text; of another password it is something else."""
        return hmac_of(self._key, f"{password}:{text}".encode("utf-8", "surrogatepass"), hashlib.sha256).digest()


class Locked:
    """Lets nobody in who did not tell the password: pages ask for it, programs are told to send it along."""

    def __init__(self, app: ASGIApp, refuse: Refuse, logins: Logins) -> None:
        self._app, self._refuse, self._logins = app, refuse, logins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope)
        path: str = scope["path"]
        answer: ASGIApp = self._app
        if path in _OPEN_ADDRESSES or path.startswith(_OPEN_TO_ALL):
            pass
        elif is_for_programs(scope):
            answer = await self._for_programs(request)
        elif not self._logins.has_session(request):
            answer = self._for_browsers(request)
        await answer(scope, receive, send)

    async def _for_programs(self, request: Request) -> ASGIApp:
        try:
            told = _password_of(request)
            if told is not None and await run_in_threadpool(self._logins.is_right, told, sender_of(request.scope)):
                return self._app
        except TooManyAttemptsError as error:
            return too_often(self._refuse, request.scope, error.seconds)
        return self._refuse(request, 401, "password_needed", headers={"WWW-Authenticate": 'Basic realm="commplan", charset="UTF-8"'})

    def _for_browsers(self, request: Request) -> ASGIApp:
        """To the page that asks for the password; who sent something in is told, for going elsewhere would lose it."""
        if request.method not in ("GET", "HEAD"):
            return self._refuse(request, 401, "no_login")
        query = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
        where = request.url.path + (f"?{urlencode(query)}" if query else "")
        language = request.query_params.get("lang")
        asked = {"to": where} | ({"lang": language} if language in LANGUAGES else {})
        return RedirectResponse(f"{LOGIN}?{urlencode(asked, safe='/')}", 303)


def _password_of(request: Request) -> str | None:
    """The password that came along; None when there is none."""
    scheme, _, told = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        _, colon, password = base64.b64decode(told.strip(), validate=True).decode().partition(":")
    except ValueError:
        return None
    return password if colon else None
