"""Requests that only want to know what an answer says of itself (HEAD), as those who watch a server send them: all but the body is told."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class BodilessAnswers:
    """Answers HEAD as GET, and leaves the body out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self._app({**scope, "method": "GET"}, receive, sending)
