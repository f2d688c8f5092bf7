"""Behind a web server that adds TLS and stands on the same computer: it says for whom it asks, and is believed only then."""

from __future__ import annotations

import base64
import http.client
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from commplan_advisor.web.safety.logins import COOKIE as SESSION
from commplan_advisor.web.safety.passwords import keep_password
from commplan_advisor.web.safety.tokens import COOKIE as FORM
from tests.support.served import folder_with, serving

NAME = "plannen.example"
PASSWORD = "vier losse woorden"


@dataclass(frozen=True, slots=True)
class Answer:
    code: int
    headers: http.client.HTTPMessage
    text: str

    @property
    def cookies(self) -> dict[str, str]:
        """What was said of each cookie, by its name."""
        return {one.partition("=")[0]: one for one in self.headers.get_all("Set-Cookie", [])}


def passed_on(address: str, path: str, /, form: Mapping[str, str] | None = None, **headers: str) -> Answer:
    """The answer to a request as a web server in front passes it on."""
    told = {"Host": NAME, "X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    if form:
        told["Content-Type"] = "application/x-www-form-urlencoded"
    with closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)) as connection:
        connection.request("POST" if form else "GET", path, urlencode(form) if form else None, told)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read().decode())


def logged_in(address: str, **headers: str) -> tuple[Answer, Answer]:
    """The page that asks for the password, and the answer to it."""
    page = passed_on(address, "/login", None, **headers)
    token = re.search(r'name="token" value="([^"]+)"', page.text)
    assert token
    cookie = page.cookies[FORM].partition(";")[0]
    return page, passed_on(address, "/login", {"token": token[1], "password": PASSWORD, "to": "/"}, Cookie=cookie, **headers)


def basic(password: str) -> str:
    return "Basic " + base64.b64encode(f"x:{password}".encode()).decode()


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = folder_with(tmp_path_factory.mktemp("cases"), "nijkerk-2016")
    keep_password(folder, PASSWORD)
    return folder


@pytest.fixture(scope="module")
def named(locked: Path) -> Iterator[str]:
    """A server that goes by a name; its address."""
    with serving(locked, "--name", NAME) as address:
        yield address


def test_all_cookies_are_told_over_tls_alone_and_nobody_is_sent_to_another_address(named: str) -> None:
    page, inside = logged_in(named)
    assert (inside.code, inside.headers["Location"]) == (303, "/")
    assert "; Secure" in page.cookies[FORM]
    assert "; Secure" in inside.cookies[SESSION]
    chosen = passed_on(named, "/?lang=en", Cookie=inside.cookies[SESSION].partition(";")[0])
    assert chosen.code == 200
    assert len(chosen.cookies) == 2
    assert all("; Secure" in one for one in chosen.cookies.values())


def test_the_name_must_be_passed_on(named: str) -> None:
    assert passed_on(named, "/login", Host="other.example").code == 421
    assert passed_on(named, "/login", Host=f"{NAME}:443").code == 200


def test_who_guesses_must_wait_and_others_that_come_by_the_same_way_need_not(named: str) -> None:
    def asked(visitor: str, password: str) -> int:
        return passed_on(named, "/api/v1/cases", X_Forwarded_For=visitor, Authorization=basic(password)).code

    assert [asked("203.0.113.5", f"gok nummer {number}") for number in range(6)] == [401] * 5 + [429]
    # who makes up an address of his own is known by the one that the web server adds behind it
    assert asked("198.51.100.9, 203.0.113.5", "nog een gok") == 429
    assert asked("198.51.100.9", PASSWORD) == 200


def test_without_a_name_there_is_nothing_in_front_and_nobody_is_believed(locked: Path) -> None:
    with serving(locked) as address:
        page, inside = logged_in(address, Host="127.0.0.1")
        assert inside.code == 303
        assert "Secure" not in page.cookies[FORM] + inside.cookies[SESSION]
        codes = [
            passed_on(
                address,
                "/api/v1/cases",
                Host="localhost",
                X_Forwarded_For=f"203.0.113.{number}",
                Authorization=basic(f"gok nummer {number}"),
            ).code
            for number in range(6)
        ]
        assert codes == [401] * 5 + [429]
