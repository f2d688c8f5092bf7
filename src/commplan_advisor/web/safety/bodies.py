"""What comes along with a request: it is taken in before anything is done with it, not larger and not slower than allowed."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from commplan_advisor.web.safety.refusing import Refuse

LARGEST = 2_000_000
"""Bytes; the largest questionnaire that can be read is smaller."""
_LONGEST_NUMBER = 19
_CLOSE = {"Connection": "close"}


class TooLargeError(Exception):
    """More came than may come."""


class AmbiguousError(Exception):
    """It says in two ways where it ends: what stands in front may take the rest for another request."""


class BrokenOffError(Exception):
    """Whoever asked is gone."""


class BoundedBodies:
    """Refuses bodies that are larger than allowed with the code 413, whatever their length says, and those that come too slowly with 408.

    Those of which the end is told in two ways are refused with 400, and what follows is not read.

    Args:
        app: that gets what came in.
        refuse: makes the refusals.
        seconds: within which it must have come.
        largest: number of bytes.
    """

    def __init__(self, app: ASGIApp, refuse: Refuse, seconds: float, largest: int = LARGEST) -> None:
        self._app, self._refuse, self._seconds, self._largest = app, refuse, seconds, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope)
        try:
            self._check_length(scope)
            async with asyncio.timeout(self._seconds):
                body = await self._taken_in(receive)
        except TooLargeError:
            await self._refuse(request, 413, "too_large", headers=_CLOSE, most=self._largest)(scope, receive, send)
        except AmbiguousError:
            await self._refuse(request, 400, "not_understood", headers=_CLOSE)(scope, receive, send)
        except TimeoutError:
            await self._refuse(request, 408, "came_too_slowly", headers=_CLOSE, seconds=f"{self._seconds:g}")(scope, receive, send)
        except BrokenOffError:
            return
        else:
            await self._app(scope, _again(body, receive), send)

    def _check_length(self, scope: Scope) -> None:
        """Refuse what says itself that it is too large, before it is read, and what says in two ways how large it is."""
        if {b"content-length", b"transfer-encoding"} <= {name for name, _ in scope["headers"]}:
            raise AmbiguousError
        for name, said in scope["headers"]:
            if name == b"content-length" and (len(said) > _LONGEST_NUMBER or not said.isdigit() or int(said) > self._largest):
                raise TooLargeError

    async def _taken_in(self, receive: Receive) -> bytes:
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise BrokenOffError
            body += message.get("body", b"")
            if len(body) > self._largest:
                raise TooLargeError
            if not message.get("more_body", False):
                return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """Gives what was taken in, once, and then what else happens."""
    given = False

    async def receiving() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receiving
