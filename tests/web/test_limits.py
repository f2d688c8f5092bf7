"""How often one may ask, how long an answer may take, and what is told when the program fails."""

from __future__ import annotations

import asyncio
import logging
import threading
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from commplan_advisor.web.advisor import Advisor, BusyError
from commplan_advisor.web.app import app_of
from commplan_advisor.web.pages.site import Site
from commplan_advisor.web.safety.addresses import HERE, is_loopback, sender
from commplan_advisor.web.safety.durations import LimitedDurations
from commplan_advisor.web.safety.headers import EVERYWHERE
from commplan_advisor.web.safety.rates import Buckets, LimitedRate, Rate
from commplan_advisor.web.settings import Settings
from commplan_advisor.web.telling import Telling
from tests.support.served import ADDRESS, turn_of_another
from tests.support.shipped import DAY, shipped_engine

# -- how often ---------------------------------------------------------------------------------------------------------------------------


def test_a_bucket_gives_what_is_in_it_and_fills_up_again() -> None:
    now = 0.0
    buckets = Buckets(Rate(at_once=3, each_second=0.5), lambda: now)
    assert [buckets.wait("a") for _ in range(4)] == [0, 0, 0, 2]
    assert buckets.wait("b") == 0
    now += 1
    assert buckets.wait("a") == 1
    now += 1
    assert buckets.wait("a") == 0
    now += 1000
    assert [buckets.wait("a") > 0 for _ in range(4)] == [False, False, False, True]


def test_many_senders_do_not_fill_the_memory() -> None:
    buckets = Buckets(Rate(1, 1), lambda: 0)
    for number in range(50_000):
        buckets.wait(str(number))
    assert len(buckets._left) <= 10_000


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("127.0.0.1", HERE),
        ("127.1.2.3", HERE),
        ("::1", HERE),
        ("::ffff:127.0.0.1", HERE),
        ("testclient", HERE),
        ("203.0.113.5", "203.0.113.5"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
    ],
)
def test_who_asks_is_told_by_the_address(address: str, who: str) -> None:
    assert sender(address) == who


@pytest.mark.parametrize(
    ("host", "is_one"),
    [
        ("localhost", True),
        ("::1", True),
        ("[::1]", True),
        ("127.0.0.2", True),
        ("0.0.0.0", False),
        ("::", False),
        ("", False),
        ("localhost.evil.example", False),
    ],
)
def test_which_addresses_are_of_this_computer_alone(host: str, is_one: bool) -> None:
    assert is_loopback(host) == is_one


def test_who_asks_too_often_is_told_when_to_come_back_and_others_are_not_kept(tmp_path: Path) -> None:
    settings = Settings(tmp_path, as_of=DAY)
    app = app_of(settings, shipped_engine())
    app.add_middleware(LimitedRate, refuse=Telling(Site(settings, shipped_engine())).refusal, elsewhere=Rate(3, 0.001))
    eager, calm, here = (TestClient(app, base_url=ADDRESS, client=(address, 1)) for address in ("203.0.113.5", "198.51.100.7", "127.0.0.1"))
    answers = [eager.get("/api/v1/none") for _ in range(4)]
    assert [one.status_code for one in answers] == [404, 404, 404, 429]
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert answers[-1].json()["status"] == 429
    assert calm.get("/").status_code == 200
    assert {here.get("/static/site.css").status_code for _ in range(10)} == {200}


def test_a_person_does_not_meet_the_limits_of_a_server(tmp_path: Path) -> None:
    app = app_of(Settings(tmp_path, as_of=DAY), shipped_engine())
    for address in ("203.0.113.5", "127.0.0.1"):
        client = TestClient(app, base_url=ADDRESS, client=(address, 1))
        assert {client.get("/static/site.css").status_code for _ in range(100)} == {200}


# -- how long ----------------------------------------------------------------------------------------------------------------------------


def test_what_takes_too_long_is_answered_and_ends_by_itself(tmp_path: Path) -> None:
    app = app_of(Settings(tmp_path, as_of=DAY, timeout=0.2), shipped_engine())
    go_on, ended = threading.Event(), threading.Event()

    @app.get("/api/v1/wait")
    def wait() -> Response:
        go_on.wait(30)
        ended.set()
        return PlainTextResponse("too late")

    async def asked() -> tuple[int, bytes]:
        told: list[dict[str, object]] = []

        async def send(message: object) -> None:
            assert isinstance(message, dict)
            told.append(message)

        await app(scope_of("/api/v1/wait"), nothing_more, send)
        go_on.set()
        while not ended.is_set():
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        assert len(told) == 2, "what comes too late goes nowhere"
        status, body = told[0]["status"], told[1]["body"]
        assert isinstance(status, int)
        assert isinstance(body, bytes)
        return status, body

    status, body = asyncio.run(asked())
    assert status == 503
    assert b"0.2 seconden" in body


def test_work_that_was_waited_for_too_long_is_not_begun(tmp_path: Path) -> None:
    advisor = Advisor(Settings(tmp_path, as_of=DAY, timeout=0.2), shipped_engine())
    with turn_of_another(advisor), pytest.raises(BusyError), advisor.turn():
        pass
    with advisor.turn(), advisor.turn():
        pass


def test_more_at_once_than_there_is_work_for_is_told(tmp_path: Path) -> None:
    async def endless(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.Event().wait()

    def refuse(request: Request, status: int, word: str, **_: object) -> Response:
        return PlainTextResponse(word, status)

    async def asked() -> list[object]:
        guarded = LimitedDurations(endless, refuse, seconds=0.1, most=2)
        told: list[object] = []

        async def send(message: object) -> None:
            assert isinstance(message, dict)
            told.append(message.get("body"))

        await asyncio.gather(*(guarded(scope_of("/"), nothing_more, send) for _ in range(3)))
        return [one for one in told if one]

    assert sorted(map(str, asyncio.run(asked()))) == ["b'busy'", "b'took_too_long'", "b'took_too_long'"]


# -- accidents ---------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/api/v1/broken", "/broken"])
def test_an_accident_is_told_without_how_and_logged_without_what_was_sent(
    path: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = app_of(Settings(tmp_path, as_of=DAY), shipped_engine())

    @app.post(path)
    async def broken(request: Request) -> Response:
        raise ValueError((await request.body()).decode())

    client = TestClient(app, base_url=ADDRESS)
    with caplog.at_level(logging.WARNING):
        answer = client.post(f"{path}?secret=in-de-regel", content=b"bezoek aan Jan Jansen")
    assert answer.status_code == 500
    for name, value in EVERYWHERE.items():
        assert answer.headers[name] == value
    for secret in ("Jansen", "in-de-regel", "ValueError", "Traceback", ".py"):
        assert secret not in answer.text
    assert len(caplog.records) == 1
    assert "builtins.ValueError" in caplog.text
    assert "test_limits.py" in caplog.text
    assert "Jansen" not in caplog.text
    assert "in-de-regel" not in caplog.text


def scope_of(path: str) -> Scope:
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "http_version": "1.1",
        "headers": [(b"host", b"127.0.0.1")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }


async def nothing_more() -> dict[str, object]:
    return {"type": "http.request", "body": b"", "more_body": False}
