"""A server in a process of its own, and clients that are slow, rude, or ask for too much at once."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from commplan_advisor.web.safety.headers import EVERYWHERE
from tests.support.served import folder_with, serving

HEAD = b"POST /api/v1/advice HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
Address = tuple[str, int]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """Where a server listens that gives each request a second; after each test it must still answer."""
    with serving(folder_with(tmp_path_factory.mktemp("cases"), "nijkerk-2016"), "--timeout", "1") as address:
        told = urlsplit(address)
        assert told.hostname
        assert told.port
        yield told.hostname, told.port


@pytest.fixture(autouse=True)
def _lives_on(server: Address) -> Iterator[None]:
    yield
    with closing(http.client.HTTPConnection(*server, timeout=30)) as asking:
        asking.request("GET", "/api/v1/questions")
        assert asking.getresponse().status == 200


def connected(server: Address) -> socket.socket:
    return socket.create_connection(server, timeout=30)


def until_closed(connection: socket.socket) -> bytes:
    """All that the server says until it closes the connection."""
    told = b""
    try:
        while some := connection.recv(65536):
            told += some
    except ConnectionResetError:
        pass
    return told


def test_a_body_that_does_not_come_is_answered_and_the_connection_closed(server: Address) -> None:
    with connected(server) as slow:
        slow.sendall(HEAD + b'{"municipality"')
        told = until_closed(slow)
    assert told.startswith(b"HTTP/1.1 408 ")
    assert b"application/problem+json" in told
    for name, value in EVERYWHERE.items():
        assert f"{name}: {value}".lower().encode() in told.lower()


def test_a_request_that_never_gets_complete_is_closed(server: Address) -> None:
    with connected(server) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        assert until_closed(slow) == b""
    with connected(server) as silent:
        assert until_closed(silent) == b""


def test_what_drips_in_after_an_answer_does_not_keep_the_connection(server: Address) -> None:
    with connected(server) as slow:
        slow.sendall(b"GET /api/v1/none HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET")
        told = until_closed(slow)
    assert told.startswith(b"HTTP/1.1 404 ")
    assert told.count(b"HTTP/1.1 ") == 1


def test_slow_clients_do_not_keep_others_waiting(server: Address) -> None:
    slow = [connected(server) for _ in range(100)]
    try:
        for one in slow:
            one.sendall(HEAD)
        with closing(http.client.HTTPConnection(*server, timeout=30)) as asking:
            asking.request("GET", "/api/v1/cases")
            assert json.loads(asking.getresponse().read())["cases"][0]["name"] == "nijkerk-2016"
    finally:
        for one in slow:
            one.close()


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00\x01\x02\x03\r\n\r\n",
        b"GET  / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\x00b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"x" * 40_000 + b"\r\n\r\n",
        b"GET /" + b"x" * 40_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
        b"POST /api/v1/advice HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
        b"POST /api/v1/advice HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}",
        b"POST /api/v1/advice HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"POST /api/v1/advice HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
    ids=lambda sent: repr(sent[:30]),
)
def test_what_is_no_request_is_refused(sent: bytes, server: Address) -> None:
    with connected(server) as rude:
        try:
            rude.sendall(sent)
        except (BrokenPipeError, ConnectionResetError):
            return  # it was refused before it was all sent
        told = until_closed(rude)
    assert told[:13] in (b"HTTP/1.1 400 ", b"HTTP/1.1 421 ", b"HTTP/1.1 431 ", b"HTTP/1.1 501 ", b"")
    if told:
        assert b"content-security-policy: default-src 'none'" in told.lower()
        assert b"Traceback" not in told


@pytest.mark.parametrize(
    "lengths",
    [b"Content-Length: 6\r\nTransfer-Encoding: chunked", b"Transfer-Encoding: chunked\r\nContent-Length: 4"],
    ids=["length-first", "chunks-first"],
)
def test_a_request_that_ends_in_two_ways_does_not_hide_another(lengths: bytes, server: Address) -> None:
    hidden = b"0\r\n\r\nGET /api/v1/cases HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with connected(server) as rude:
        rude.sendall(b"POST /cases HTTP/1.1\r\nHost: 127.0.0.1\r\n" + lengths + b"\r\n\r\n" + hidden)
        told = until_closed(rude)
    assert told.startswith(b"HTTP/1.1 400 ")
    assert told.count(b"HTTP/1.1 ") == 1
    assert b"nijkerk" not in told


def test_an_upgrade_to_something_else_is_not_made(server: Address) -> None:
    with connected(server) as other:
        other.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n")
        assert until_closed(other).startswith((b"HTTP/1.1 200 ", b"HTTP/1.1 400 "))


def test_a_body_in_pieces_is_taken_in_as_far_as_allowed(server: Address) -> None:
    head = b"POST /api/v1/advice HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    with connected(server) as large:
        told = b""
        try:
            large.sendall(head)
            for _ in range(50):
                large.sendall(b"186a0\r\n" + b" " * 100_000 + b"\r\n")
        except (BrokenPipeError, ConnectionResetError):
            pass
        told = until_closed(large)
    assert told == b"" or told.startswith(b"HTTP/1.1 413 ")
    with connected(server) as small:
        body = b'{"municipality": {"name": "Ede"}}'
        small.sendall(head.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n") + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))
        assert until_closed(small)[:13] in (b"HTTP/1.1 200 ", b"HTTP/1.1 503 ")
