"""Connections of which nothing comes, or that take no answers: each is given so much time, and so many may be open.

The server below knows a time only for what follows on a first answer, and its own refusals lack the headers that all answers have.
"""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from commplan_advisor.web.safety.addresses import HERE, sender
from commplan_advisor.web.safety.headers import EVERYWHERE

MOST_OPEN = 512
MOST_OF_ONE = 128
"""From each other computer; one that stands before the server for all is given room."""


class PatientConnection(H11Protocol):
    """A connection that is closed when its next request does not come in time, or when what was answered is not taken.

    Attributes:
        seconds: how long that may take.
        who: is at the other end.
    """

    seconds: float = 30
    who: str = HERE
    _head: asyncio.TimerHandle | None = None
    _stuck: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request, unless there are too many connections already."""
        super().connection_made(transport)
        self.who = sender(self.client[0]) if self.client else HERE
        of_one = sum(isinstance(one, PatientConnection) and one.who == self.who for one in self.connections)
        if len(self.connections) > MOST_OPEN or (self.who != HERE and of_one > MOST_OF_ONE):
            transport.abort()
            return
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._head_came()
        self._taken()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in what came, and see whether it is a request by now."""
        super().data_received(data)
        begun: RequestResponseCycle | None = self.cycle
        if begun is not None and not begun.response_complete:
            self._head_came()
        elif self._head is None and not self.transport.is_closing():
            self._await_head()

    def handle_events(self) -> None:
        """Look at what came; a request that cannot be read at all is refused as any other."""
        try:
            super().handle_events()
        except (ValueError, h11.ProtocolError):
            self.send_400_response("Invalid HTTP request received.")

    def timeout_keep_alive_handler(self) -> None:
        """Close a connection on which nothing more was asked, also when its last answer was not taken."""
        super().timeout_keep_alive_handler()
        self._drop_later()

    def pause_writing(self) -> None:
        """Wait for answers to be taken, but not for ever."""
        super().pause_writing()
        self._drop_later()

    def resume_writing(self) -> None:
        """Go on."""
        self._taken()
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request."""
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.close()
            return
        body = f"{msg}\n".encode()
        headers = [(name.lower(), value) for name, value in EVERYWHERE.items()]
        headers += [("content-type", "text/plain; charset=utf-8"), ("content-length", str(len(body))), ("connection", "close")]
        response = h11.Response(status_code=400, headers=headers, reason=b"Bad Request")
        self.transport.write(b"".join(self.conn.send(one) or b"" for one in (response, h11.Data(data=body), h11.EndOfMessage())))
        self.transport.close()
        self._drop_later()

    def _await_head(self) -> None:
        self._head = self.loop.call_later(self.seconds, self._too_slow)

    def _head_came(self) -> None:
        if self._head is not None:
            self._head.cancel()
        self._head = None

    def _taken(self) -> None:
        if self._stuck is not None:
            self._stuck.cancel()
        self._stuck = None

    def _too_slow(self) -> None:
        self._head = None
        self.transport.close()
        self._drop_later()

    def _drop_later(self) -> None:
        self._stuck = self._stuck or self.loop.call_later(self.seconds, self.transport.abort)


def connections_of(seconds: float) -> type[PatientConnection]:
    """Connections that wait so long."""
    return type("Connection", (PatientConnection,), {"seconds": seconds})
