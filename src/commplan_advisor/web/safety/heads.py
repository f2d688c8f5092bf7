"""The lines above a request: the address and what a browser says of itself. No browser needs many of them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from commplan_advisor.web.safety.refusing import Refuse

LARGEST_HEAD = 16_384
"""Bytes. The server below keeps to it only while they come in bit by bit."""
_CLOSE = {"Connection": "close"}


class BoundedHeads:
    """Refuses more than that with the code 431."""

    def __init__(self, app: ASGIApp, refuse: Refuse) -> None:
        self._app, self._refuse = app, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        address = len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"])
        if address + sum(len(name) + len(value) for name, value in scope["headers"]) > LARGEST_HEAD:
            short = {**scope, "headers": [], "path": scope["path"][:100], "query_string": b""}
            await self._refuse(Request(short), 431, "head_too_large", headers=_CLOSE, most=LARGEST_HEAD)(scope, receive, send)
            return
        await self._app(scope, receive, send)
