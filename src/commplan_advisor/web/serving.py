"""Listening on a port until it is enough."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable

import uvicorn

from commplan_advisor.web.app import app_of
from commplan_advisor.web.settings import Settings

_SECONDS_TO_KEEP_OPEN = 10
_MOST_AT_ONCE = 64


def serve(settings: Settings, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Answer browsers and programs until the process is told to stop.

    Args:
        settings: of the server.
        host: address to listen on.
        port: to listen on; 0 takes one that is free.
        ready: is told the address once it listens.

    Raises:
        UnreadableFileError: the rule book cannot be read.
        FaultyInputError: it is wrong.
        OSError: it cannot listen there.
    """
    gc.enable()  # the command turns it off, for it is over soon; a server is not
    app = app_of(settings)
    bare = host.strip("[]")
    family = socket.AF_INET6 if ":" in bare else socket.AF_INET
    with socket.create_server((bare, port), family=family) as listening:
        where = f"[{bare}]" if family == socket.AF_INET6 else host
        ready(f"http://{where}:{listening.getsockname()[1]}/")
        config = uvicorn.Config(
            app,
            access_log=False,
            log_level="warning",
            server_header=False,
            timeout_keep_alive=_SECONDS_TO_KEEP_OPEN,
            limit_concurrency=_MOST_AT_ONCE,
        )
        uvicorn.Server(config).run([listening])
