"""Listening on a port until it is enough."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable

import uvicorn

from commplan_advisor.common.faults import Fault, Place, UnreadableFileError
from commplan_advisor.common.text import Text
from commplan_advisor.web.app import app_of
from commplan_advisor.web.safety.connections import connections_of
from commplan_advisor.web.safety.heads import LARGEST_HEAD
from commplan_advisor.web.settings import LOOPBACK, Settings

_SECONDS_TO_KEEP_OPEN = 10
_SECONDS_TO_STOP = 5
_IN_FRONT = "127.0.0.1"
_NEW_OBJECTS = 20_000, 20, 10
_NOT_HERE = Text(
    "hier kan de server niet beginnen ({reason}). Kies een andere poort met --port, of een ander adres met --host.",
    "the server cannot start here ({reason}). Choose another port with --port, or another address with --host.",
)


def serve(settings: Settings, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Answer browsers and programs until the process is told to stop.

    Args:
        settings: of the server.
        host: address to listen on.
        port: to listen on; 0 takes one that is free.
        ready: is told the address once it listens.

    Raises:
        UnreadableFileError: the rule book cannot be read, or it cannot listen there.
        FaultyInputError: the rule book is wrong.
    """
    app = app_of(settings)
    _look_for_garbage()
    bare = host.strip("[]")
    where = f"[{bare}]" if ":" in bare else host
    with _listening(bare, port, where) as listening:
        ready(f"http://{where}:{listening.getsockname()[1]}/")
        config = uvicorn.Config(
            app,
            http=connections_of(settings.timeout),
            ws="none",
            lifespan="off",
            access_log=False,  # it would hold who asked what
            log_level="warning",
            server_header=False,
            # something that stands in front on this computer, and adds TLS, may say for whom it asks; without names there is none
            proxy_headers=not set(settings.hosts) <= set(LOOPBACK),
            forwarded_allow_ips=_IN_FRONT,
            h11_max_incomplete_event_size=LARGEST_HEAD,
            timeout_keep_alive=max(1, int(min(_SECONDS_TO_KEEP_OPEN, settings.timeout))),
            timeout_graceful_shutdown=_SECONDS_TO_STOP,
        )
        uvicorn.Server(config).run([listening])


def _listening(bare: str, port: int, where: str) -> socket.socket:
    """What hears requests.

    Raises:
        UnreadableFileError: there is another already, or none can be there.
    """
    try:
        return socket.create_server((bare, port), family=socket.AF_INET6 if ":" in bare else socket.AF_INET)
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (while")[0]
        message = Text(_NOT_HERE.nl.format(reason=reason), _NOT_HERE.en.format(reason=reason))
        raise UnreadableFileError(Fault(Place(f"{where}:{port}"), message)) from None


def _look_for_garbage() -> None:
    """Let garbage be looked for: the command turned that off, for it is over soon, and a server is not.

    What is there now stays as long as the server, and advices hold many objects but hardly any cycles. Looking through all of it, as often
    as Python does by itself, kept requests waiting for tenths of a second.
    """
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_NEW_OBJECTS)
