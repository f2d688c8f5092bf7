"""Accidents inside the program: whoever asked is told that there was one, the log says where; neither says what was in the request."""

from __future__ import annotations

import logging
import traceback

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from commplan_advisor.web.safety.refusing import Refuse

_LOG = logging.getLogger(__name__)


class ContainedAccidents:
    """Answers 500 when the program fails, and goes on."""

    def __init__(self, app: ASGIApp, refuse: Refuse) -> None:
        self._app, self._refuse = app, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:
            note(error)
            if not begun:  # half an answer is broken off by the server
                await self._refuse(Request(scope), 500, "broken")(scope, receive, send)


def note(error: Exception) -> None:
    """Note an accident in the log: what kind and where. What it says of itself may hold answers of people, and stays out."""
    places = "".join(traceback.format_tb(error.__traceback__))
    _LOG.error("%s.%s\n%s", type(error).__module__, type(error).__qualname__, places.rstrip())
