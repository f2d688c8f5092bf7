"""The names by which the server may be called. Another site cannot let its own name lead here and then read what we answer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from commplan_advisor.web.safety.refusing import Refuse

_HOST = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9.-]{0,252})?)(?::[0-9]{1,5})?")


class KnownHosts:
    """Refuses requests for another name with the code 421."""

    def __init__(self, app: ASGIApp, refuse: Refuse, hosts: Iterable[str]) -> None:
        self._app, self._refuse = app, refuse
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        told = [value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"host"]
        found = _HOST.fullmatch(told[0]) if len(told) == 1 else None
        if found is None or found[1] not in self._hosts:
            await self._refuse(Request(scope), 421, "other_host")(scope, receive, send)
            return
        await self._app(scope, receive, send)
