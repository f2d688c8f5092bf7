"""What kinds of traffic the guards and all behind them know: requests, and nothing else."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send


class OnlyRequests:
    """Lets requests through. That the server begins and ends is heard; there is no other kind of connection here."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http":
            await self._app(scope, receive, send)
        elif scope["type"] == "lifespan":
            for _ in range(2):
                heard = await receive()
                await send({"type": f"{heard['type']}.complete"})
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1008})
