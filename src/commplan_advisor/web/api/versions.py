"""Every answer to a program says which version of the interface gave it."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from commplan_advisor.web.api.document import VERSION
from commplan_advisor.web.api.problems import is_for_programs


class ToldVersion:
    """Adds the header `API-Version`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and is_for_programs(scope):
                MutableHeaders(scope=message)["API-Version"] = VERSION
            await send(message)

        await self._app(scope, receive, sending)
