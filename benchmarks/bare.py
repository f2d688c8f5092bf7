"""`python -m benchmarks.bare FILE`: a server that does nothing but read what is sent and answer what is in a file; it says its address."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Request
from starlette.responses import Response

from benchmarks.served import ADDRESS


def app_of(told: bytes) -> FastAPI:
    """A server with one address."""
    app = FastAPI()

    @app.post(ADDRESS)
    async def asked(request: Request) -> Response:
        await request.body()
        return Response(told, media_type="application/json")

    return app


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as listening:
        print(f"http://127.0.0.1:{listening.getsockname()[1]}/", flush=True)
        config = uvicorn.Config(app_of(Path(sys.argv[1]).read_bytes()), access_log=False, log_level="warning")
        uvicorn.Server(config).run([listening])
