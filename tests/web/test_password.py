"""The password: where others can reach the server everybody must tell it, and nothing that is kept gives it away."""

from __future__ import annotations

import base64
import http.client
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner, Result
from starlette.testclient import TestClient

from commplan_advisor.cli.main import cli
from commplan_advisor.common.faults import UnreadableFileError
from commplan_advisor.web.app import app_of
from commplan_advisor.web.safety.logins import COOKIE, Logins
from commplan_advisor.web.safety.passwords import FILE, hashed, keep_password, kept_password
from commplan_advisor.web.settings import Settings
from tests.support.served import ADDRESS, folder_with, form_of, serving
from tests.support.shipped import DAY, shipped_engine

PASSWORD = "vier losse woorden"
HASHED = hashed(PASSWORD)


def locked(folder: Path, client: str = "127.0.0.1") -> TestClient:
    """A browser, of a server with a password."""
    app = app_of(Settings(folder_with(folder, "nijkerk-2016"), as_of=DAY, password=HASHED), shipped_engine())
    return TestClient(app, base_url=ADDRESS, follow_redirects=False, client=(client, 1))


def basic(password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"program:{password}".encode()).decode()}


def logged_in(client: TestClient, password: str = PASSWORD, to: str = "/") -> int:
    return client.post("/login", data={**form_of(client, "/login"), "password": password, "to": to}).status_code


def serve(*arguments: str | Path, told: str = "") -> Result:
    return CliRunner().invoke(cli, ["serve", "--lang", "en", *map(str, arguments)], input=told)


# -- what is kept ------------------------------------------------------------------------------------------------------------------------


def test_a_password_is_kept_so_that_only_its_owner_can_read_what_it_is_recognised_by(tmp_path: Path) -> None:
    path = keep_password(tmp_path, PASSWORD)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert PASSWORD not in path.read_text(encoding="ascii")
    assert [one.name for one in tmp_path.iterdir()] == [FILE]
    kept = kept_password(tmp_path)
    assert kept is not None
    assert kept.fits(PASSWORD)
    assert not kept.fits(PASSWORD.upper())
    assert not kept.fits("")
    assert not kept.fits("x" * 100_000)


def test_two_servers_with_the_same_password_keep_something_else() -> None:
    assert str(hashed(PASSWORD)) != str(HASHED)


def test_letters_with_accents_count_however_a_keyboard_makes_them() -> None:
    assert hashed("caf\u00e9 met slagroom").fits("cafe\u0301 met slagroom")


@pytest.mark.parametrize("text", ["", "geheim", "scrypt$1$1$1$AAAA$AAAA", f"{HASHED}x", str(HASHED).replace("32768", "2")])
def test_a_file_that_holds_something_else_is_refused_and_the_server_does_not_open(text: str, tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text(text, encoding="ascii")
    path.chmod(0o600)
    with pytest.raises(UnreadableFileError, match="set-password"):
        kept_password(tmp_path)


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    keep_password(tmp_path, PASSWORD).chmod(0o644)
    with pytest.raises(UnreadableFileError, match="chmod 600"):
        kept_password(tmp_path)


# -- the command -------------------------------------------------------------------------------------------------------------------------


def test_the_command_asks_until_a_password_is_long_enough_and_told_twice(tmp_path: Path) -> None:
    result = serve("--cases", tmp_path, "--set-password", told=f"kort\n{PASSWORD}\nanders\n{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code == 0
    assert "too short" in result.output
    assert "not the same" in result.output
    assert PASSWORD not in result.output
    kept = kept_password(tmp_path)
    assert kept is not None
    assert kept.fits(PASSWORD)


@pytest.mark.parametrize(
    "options",
    [["--host", "192.0.2.1"], ["--host", "0.0.0.0", "--name", "plan.example"], ["--name", "plan.example"], ["--host", "example.org"]],
)
def test_where_others_can_reach_the_server_there_must_be_a_password(options: list[str], tmp_path: Path) -> None:
    result = serve("--cases", tmp_path, *options)
    assert result.exit_code == 2
    assert "--set-password" in result.output


@pytest.mark.parametrize("name", ["https://plan.example", "plan.example:443", "*.example", "a b", "-x", "x" * 300, "plan..example"])
def test_a_name_is_only_a_name(name: str, tmp_path: Path) -> None:
    result = serve("--cases", tmp_path, "--name", name)
    assert result.exit_code == 2
    assert "not the name of a server" in result.output


def test_an_address_that_stands_for_all_needs_a_name(tmp_path: Path) -> None:
    keep_password(tmp_path, PASSWORD)
    result = serve("--cases", tmp_path, "--host", "0.0.0.0")
    assert result.exit_code == 2
    assert "--name" in result.output


def test_a_server_for_others_says_that_tls_belongs_before_it_and_asks_for_the_password(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    keep_password(folder_with(tmp_path, "nijkerk-2016"), PASSWORD)
    with serving(tmp_path, "--host", "0.0.0.0", "--name", "plan.example", "--lang", "en") as address:
        port = urlsplit(address).port
        assert port
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as asking:
            for headers, code in (
                ({}, 401),
                (basic(PASSWORD), 200),
                (basic(PASSWORD) | {"Host": "plan.example"}, 200),
                (basic(PASSWORD) | {"Host": "other.example"}, 421),
            ):
                asking.request("GET", "/api/v1/cases", headers=headers)
                answer = asking.getresponse()
                answer.read()
                assert answer.status == code
    told = capfd.readouterr().err
    assert "TLS" in told
    assert PASSWORD not in told


# -- pages -------------------------------------------------------------------------------------------------------------------------------


def test_pages_ask_for_the_password_and_go_on_where_one_was(tmp_path: Path) -> None:
    client = locked(tmp_path)
    asked = client.get("/cases/nijkerk-2016/explain?all=true&lang=en")
    assert asked.status_code == 303
    assert asked.headers["location"] == "/login?to=/cases/nijkerk-2016/explain%3Fall%3Dtrue&lang=en"
    page = client.get(asked.headers["location"]).text
    assert "Log in" in page
    assert 'href="/login?lang=nl&amp;to=%2Fcases%2Fnijkerk-2016%2Fexplain%3Fall%3Dtrue"' in page, "in Dutch one goes on there too"
    answer = client.post(
        "/login", data={**form_of(client, asked.headers["location"]), "password": PASSWORD, "to": "/cases/nijkerk-2016/advice?lang=en"}
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == "/cases/nijkerk-2016/advice?lang=en"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert client.get("/cases/nijkerk-2016/advice").status_code == 200


def test_behind_tls_the_session_is_only_told_over_tls(tmp_path: Path) -> None:
    client = TestClient(locked(tmp_path).app, base_url="https://127.0.0.1", follow_redirects=False)
    answer = client.post("/login", data={**form_of(client, "/login"), "password": PASSWORD})
    assert "; Secure" in answer.headers["set-cookie"]


def test_without_a_password_only_its_page_and_what_that_needs_can_be_seen(tmp_path: Path) -> None:
    client = locked(tmp_path)
    assert client.get("/login").status_code == 200
    assert client.get("/static/site.css").status_code == 200
    assert client.get("/api/v1/openapi.json").status_code == 200
    for path in ("/", "/cases/nijkerk-2016/plan.md", "/rules", "/static", "/none", "/login/", "//login", "/api", "/API/v1/cases"):
        assert client.get(path).status_code == 303
    for path in ("/cases", "/logout", "/cases/nijkerk-2016/questions/introduction"):
        assert client.post(path).status_code == 401
    for path in ("cases", "cases/nijkerk-2016", "rules", "questions", "none", ""):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 401
        assert "Nijkerk" not in answer.text


def test_a_wrong_password_is_told_beside_the_field(tmp_path: Path) -> None:
    client = locked(tmp_path)
    answer = client.post("/login", data={**form_of(client, "/login"), "password": "iets heel anders"})
    assert answer.status_code == 422
    assert 'aria-describedby="password-error"' in answer.text
    assert "iets heel anders" not in answer.text
    assert client.get("/").status_code == 303


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "", "/\t/evil.example"]
)
def test_after_the_password_nobody_is_sent_to_another_site(to: str, tmp_path: Path) -> None:
    client = locked(tmp_path)
    answer = client.post("/login", data={**form_of(client, "/login"), "password": PASSWORD, "to": to})
    assert answer.headers["location"] == "/"


def test_logging_in_and_out_needs_a_form_of_ours(tmp_path: Path) -> None:
    client = locked(tmp_path)
    assert client.post("/login", data={"password": PASSWORD}).status_code == 403
    assert logged_in(client) == 303
    assert client.post("/logout", data={}).status_code == 403
    assert client.get("/").status_code == 200
    assert client.post("/logout", data=form_of(client, "/login")).status_code == 303
    assert client.get("/").status_code == 303


@pytest.mark.parametrize("cookie", ["", ".", "9999999999.x.y", "9999999999.x." + "0" * 64, "\xff.\xff", "9" * 4000])
def test_a_session_cannot_be_made_up(cookie: str, tmp_path: Path) -> None:
    client = locked(tmp_path)
    assert client.get("/", headers={b"Cookie": f"{COOKIE}={cookie}".encode("latin-1")}).status_code == 303


def test_a_session_ends_after_hours_and_is_of_one_server() -> None:
    from starlette.requests import Request
    from starlette.responses import Response

    now = 1_000_000.0
    logins = Logins(lambda: HASHED, lambda: now)
    response = Response()
    logins.begin(response, secure=False)
    value = response.headers["set-cookie"].partition(";")[0]
    request = Request({"type": "http", "headers": [(b"cookie", value.encode())]})
    assert logins.has_session(request)
    assert not Logins(lambda: HASHED, lambda: now).has_session(request)
    now += 12 * 3600
    assert not logins.has_session(request)


def test_a_new_password_counts_at_once_and_ends_what_the_old_one_opened(tmp_path: Path) -> None:
    keep_password(tmp_path, PASSWORD)
    kept = kept_password(tmp_path)
    app = app_of(Settings(folder_with(tmp_path, "nijkerk-2016"), as_of=DAY, password=kept), shipped_engine())
    client = TestClient(app, base_url=ADDRESS, follow_redirects=False)
    assert logged_in(client) == 303
    assert client.get("/").status_code == 200
    assert client.get("/api/v1/cases", headers=basic(PASSWORD)).status_code == 200
    keep_password(tmp_path, "een ander wachtwoord")
    assert client.get("/").status_code == 303
    assert client.get("/api/v1/cases", headers=basic(PASSWORD)).status_code == 401
    assert logged_in(client) == 422
    assert logged_in(client, "een ander wachtwoord") == 303
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.chmod(0o644), lambda path: path.write_text("leeg", encoding="ascii")])
def test_a_file_that_is_taken_away_or_harmed_opens_nothing(harm: Callable[[Path], object], tmp_path: Path) -> None:
    path = keep_password(tmp_path, PASSWORD)
    app = app_of(Settings(folder_with(tmp_path, "nijkerk-2016"), as_of=DAY, password=kept_password(tmp_path)), shipped_engine())
    client = TestClient(app, base_url=ADDRESS, follow_redirects=False)
    harm(path)
    assert client.get("/").status_code == 303
    assert logged_in(client, "") == 422
    assert logged_in(client) == 303


def test_only_who_is_logged_in_can_log_out(tmp_path: Path) -> None:
    client = locked(tmp_path)
    assert "Uitloggen" not in client.get("/login").text
    assert logged_in(client) == 303
    assert "Uitloggen" in client.get("/").text


# -- programs ----------------------------------------------------------------------------------------------------------------------------


def test_programs_send_the_password_along(tmp_path: Path) -> None:
    client = locked(tmp_path)
    answer = client.get("/api/v1/cases")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Basic ")
    assert answer.headers["content-type"] == "application/problem+json"
    assert client.get("/api/v1/cases", headers=basic(PASSWORD)).status_code == 200
    assert client.get("/api/v1/cases", headers=basic("iets heel anders")).status_code == 401
    for told in ("Basic", "Basic !!!", "Basic /w==", "Bearer x", "Basic " + base64.b64encode(b"nothing").decode()):
        assert client.get("/api/v1/cases", headers={"Authorization": told}).status_code == 401


def test_a_session_of_a_browser_is_none_for_programs_so_that_no_site_can_use_it(tmp_path: Path) -> None:
    client = locked(tmp_path)
    assert logged_in(client) == 303
    assert client.get("/api/v1/cases").status_code == 401


def test_the_document_says_that_a_password_is_needed(tmp_path: Path) -> None:
    document = locked(tmp_path).get("/api/v1/openapi.json").json()
    assert document["components"]["securitySchemes"] == {"password": {"type": "http", "scheme": "basic"}}
    assert all("401" in way["responses"] for ways in document["paths"].values() for way in ways.values())


def test_who_guesses_must_wait_and_others_need_not(tmp_path: Path) -> None:
    guesser = locked(tmp_path, "203.0.113.5")
    other = TestClient(guesser.app, base_url=ADDRESS, follow_redirects=False, client=("198.51.100.7", 1))
    codes = [guesser.get("/api/v1/cases", headers=basic(f"gok nummer {number}")).status_code for number in range(7)]
    assert codes[:5] == [401] * 5
    assert codes[-1] == 429
    page = guesser.post("/login", data={**form_of(guesser, "/login"), "password": "nog een gok", "to": "/compare"})
    assert page.status_code == 429
    assert int(page.headers["retry-after"]) > 0
    assert "te vaak een verkeerd wachtwoord" in page.text
    assert 'name="to" value="/compare"' in page.text, "where one was is not forgotten"
    assert other.get("/api/v1/cases", headers=basic(PASSWORD)).status_code == 200
