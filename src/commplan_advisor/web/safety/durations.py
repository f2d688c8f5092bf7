"""How long the work for a request may take, and for how many at once there is work."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from commplan_advisor.web.safety.accidents import note
from commplan_advisor.web.safety.refusing import Refuse

RETRY: Mapping[str, str] = {"Retry-After": "5"}
MOST_AT_ONCE = 64


class LimitedDurations:
    """Answers 503 when the work for a request takes too long, or when too many ask at once.

    Work that takes too long goes on until it ends by itself, for a thread cannot be stopped; its answer goes nowhere. Until then it counts
    among what is done at once, so that who asks again and again cannot heap it up.

    Args:
        app: that does the work.
        refuse: makes the refusals.
        seconds: that it may take.
        most: requests at once.
    """

    def __init__(self, app: ASGIApp, refuse: Refuse, seconds: float, most: int = MOST_AT_ONCE) -> None:
        self._app, self._refuse, self._seconds, self._most = app, refuse, seconds, most
        self._working: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if len(self._working) >= self._most:
            await self._refuse(Request(scope), 503, "busy", headers=RETRY)(scope, receive, send)
            return
        begun = over = False

        async def sending(message: Message) -> None:
            nonlocal begun
            if not over:
                begun = True
                await send(message)

        async def work() -> None:
            await self._app(scope, receive, sending)

        task = asyncio.create_task(work())
        self._working.add(task)
        task.add_done_callback(self._working.discard)
        await asyncio.wait((task,), timeout=self._seconds)
        if task.done():
            task.result()
            return
        over = True
        task.add_done_callback(_note_accident)
        if not begun:  # half an answer is broken off by the server
            refusal = self._refuse(Request(scope), 503, "took_too_long", headers=RETRY, seconds=f"{self._seconds:g}")
            await refusal(scope, receive, send)


def _note_accident(task: asyncio.Task[None]) -> None:
    error = None if task.cancelled() else task.exception()
    if isinstance(error, Exception):
        note(error)
