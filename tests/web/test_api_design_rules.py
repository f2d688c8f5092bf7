"""The rules for interfaces of Dutch government (NLGov REST API Design Rules 2.2.1), those that can be tried, on a server as it runs."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.support.served import folder_with, serving

BASE = "/api/v1"
_KEBAB = re.compile(r"/([a-z0-9]+(-[a-z0-9]+)*|\{[^}]+\})(/([a-z0-9]+(-[a-z0-9]+)*|\{[^}]+\}))*")
_CAMEL = re.compile(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*")
_SEMVER = re.compile(r"\d+\.\d+\.\d+")


@dataclass(frozen=True, slots=True)
class Answer:
    code: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def told(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Server:
    """One to ask."""

    address: str

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        with closing(http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=120)) as connection:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = folder_with(tmp_path_factory.mktemp("cases"), "nijkerk-2016")
    (folder / "stuk.yaml").write_text("municipality: {name: Ede", encoding="utf-8")
    with serving(folder) as address:
        yield Server(address)


@pytest.fixture(scope="module")
def document(server: Server) -> Any:
    return server.ask(f"{BASE}/openapi.json").told


def refusals(server: Server) -> Iterator[Answer]:
    """An answer of each kind that says why there is none."""
    good, case = {"Content_Type": "application/json"}, f"{BASE}/cases/nijkerk-2016"
    yield server.ask(f"{BASE}/none")
    yield server.ask(f"{BASE}/")
    yield server.ask(f"{BASE}/cases/none")
    yield server.ask(f"{BASE}/cases/stuk")
    yield server.ask(f"{BASE}/rules?langg=nl")
    yield server.ask(case, "DELETE")
    yield server.ask(case, "OPTIONS")
    yield server.ask(f"{BASE}/advice", "POST", "{}", **good)
    yield server.ask(f"{BASE}/advice", "POST", "{", **good)
    yield server.ask(f"{BASE}/advice", "POST", "{}", Content_Type="text/plain")
    yield server.ask(f"{BASE}/advice", "POST", Content_Length="3000000", **good)
    yield server.ask(case, "PUT", "{}", **good)
    yield server.ask(case, "PUT", "{}", If_Match='"x"', **good)
    yield server.ask(f"{BASE}/cases", Host="other.example")
    yield server.ask(f"{BASE}/cases", X_Long="x" * 20_000)


def schemas(part: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every field of a document, by name."""
    if isinstance(part, dict):
        if isinstance(fields := part.get("properties"), dict):
            yield from fields.items()
        for inner in part.values():
            yield from schemas(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from schemas(inner)


def operations(document: Any) -> list[tuple[str, str, Any]]:
    return [(path, method, one) for path, ways in document["paths"].items() for method, one in ways.items()]


# -- /core/no-trailing-slash, /core/path-segments-kebab-case, /core/query-keys-camel-case --------------------------------------------------


def test_no_address_ends_in_a_slash_and_one_with_it_leads_nowhere(server: Server, document: Any) -> None:
    assert not [path for path in document["paths"] if path.endswith("/")]
    for path in ("/cases/", "/cases/nijkerk-2016/", "/rules/", "/openapi.json/"):
        answer = server.ask(BASE + path)
        assert (answer.code, answer.headers.get("location")) == (404, None)


def test_addresses_and_parameters_are_written_as_agreed(document: Any) -> None:
    assert all(_KEBAB.fullmatch(path) for path in document["paths"])
    asked = [one["name"] for _, _, way in operations(document) for one in way.get("parameters", ()) if one["in"] == "query"]
    assert len(asked) >= 10
    assert all(_CAMEL.fullmatch(name) for name in asked)


# -- /core/http-methods, /core/http-safety, /core/http-response-code -----------------------------------------------------------------------


def test_what_an_address_does_not_know_is_told_with_what_it_knows(server: Server, document: Any) -> None:
    assert {method for _, method, _ in operations(document)} <= {"get", "post", "put", "patch", "delete"}
    answer = server.ask(f"{BASE}/cases/nijkerk-2016", "DELETE")
    assert (answer.code, answer.headers["allow"]) == (405, "GET, PUT, HEAD")


def test_head_tells_what_get_tells_without_a_body(server: Server) -> None:
    for path in (
        f"{BASE}/cases",
        f"{BASE}/cases/nijkerk-2016",
        f"{BASE}/cases/none",
        "/",
        "/cases/nijkerk-2016/advice",
        "/static/site.css",
    ):
        got, head = server.ask(path), server.ask(path, "HEAD")
        assert (head.code, head.body) == (got.code, b"")
        for name in ("content-type", "content-length", "etag"):
            assert head.headers.get(name) == got.headers.get(name)


def test_writing_twice_is_as_writing_once(server: Server) -> None:
    case = f"{BASE}/cases/nijkerk-2016"
    read = server.ask(case)
    for _ in range(2):
        written = server.ask(case, "PUT", read.body.decode(), Content_Type="application/json", If_Match=read.headers["etag"])
        assert (written.code, written.headers["etag"], written.told) == (200, read.headers["etag"], read.told)


# -- /core/error-handling ------------------------------------------------------------------------------------------------------------------


def test_every_refusal_is_a_problem_with_status_title_and_detail(server: Server) -> None:
    codes = set()
    for answer in refusals(server):
        codes.add(answer.code)
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.told["status"] == answer.code
        assert answer.told["title"]
        assert answer.told["detail"]
    assert codes == {400, 404, 405, 412, 413, 415, 421, 422, 428, 431}


def test_invalid_input_is_400_with_all_that_is_wrong_at_once(server: Server, document: Any) -> None:
    sent = {
        "municipality": {"name": "Ede", "provnce": "gelderland", "inhabitants": "veel"},
        "situation": {"initiatives": [{"platform": "x"}]},
    }
    answer = server.ask(f"{BASE}/advice", "POST", json.dumps(sent), Content_Type="application/json")
    assert (answer.code, len(answer.told["faults"])) == (400, 3)
    assert server.ask(f"{BASE}/cases?lang=x&langg=nl").code == 400
    assert all("400" in way["responses"] for _, _, way in operations(document))


def test_the_document_says_that_refusals_are_problems(document: Any) -> None:
    for _, _, way in operations(document):
        for code, answer in way["responses"].items():
            assert list(answer["content"]) == (["application/json"] if code == "200" else ["application/problem+json"])
    assert {"status", "title", "detail"} <= set(document["components"]["schemas"]["Problem"]["required"])


# -- /core/date-time -----------------------------------------------------------------------------------------------------------------------


def test_days_are_days_and_the_moment_of_a_change_is_in_utc(server: Server, document: Any) -> None:
    dated = [(name, form) for name, form in schemas(document) if re.search(r"(^|_)dated?($|_on$)", name)]
    assert len(dated) >= 3
    for name, form in dated:
        assert form.get("format") == "date", name
    assert {form.get("format") for _, form in schemas(document)} <= {None, "date", "date-time"}
    for one in server.ask(f"{BASE}/cases").told["cases"]:
        assert one["changed"].endswith("Z")
        assert datetime.fromisoformat(one["changed"]).utcoffset() == timedelta(0)


# -- /core/doc-openapi, /core/publish-openapi, /core/uri-version, /core/semver, /core/version-header ---------------------------------------


def test_the_document_can_be_read_by_pages_of_other_sites_and_nothing_else_can(server: Server) -> None:
    answer = server.ask(f"{BASE}/openapi.json", Origin="https://docs.example")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.told["openapi"].startswith("3.")
    for path in (f"{BASE}/cases", f"{BASE}/rules", f"{BASE}/cases/none", "/", "/static/site.css"):
        assert "access-control-allow-origin" not in server.ask(path, Origin="https://docs.example").headers
    asked = {"Origin": "https://docs.example", "Access_Control_Request_Method": "GET"}
    assert "access-control-allow-origin" not in server.ask(f"{BASE}/cases", "OPTIONS", **asked).headers


def test_all_that_the_document_points_at_is_in_it(document: Any) -> None:
    pointed = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document)))
    assert pointed <= set(document["components"]["schemas"])
    assert all(re.fullmatch("[A-Z][A-Za-z0-9]*", name) for name in document["components"]["schemas"])


def test_the_address_has_the_first_number_of_the_version_and_every_answer_all_of_it(server: Server, document: Any) -> None:
    version = document["info"]["version"]
    assert _SEMVER.fullmatch(version)
    (where,) = document["servers"]
    assert where["url"] == f"/api/v{version.partition('.')[0]}"
    fine = [server.ask(f"{BASE}{path}") for path in ("/cases", "/rules", "/questions", "/openapi.json", "/cases/nijkerk-2016/advice")]
    for answer in (*fine, *refusals(server)):
        assert answer.headers["api-version"] == version
    assert all("API-Version" in answer["headers"] for _, _, way in operations(document) for answer in way["responses"].values())


# -- /core/transport/security-headers ------------------------------------------------------------------------------------------------------


def test_answers_and_refusals_tell_browsers_what_not_to_do(server: Server) -> None:
    for answer in (server.ask(f"{BASE}/cases"), *refusals(server)):
        assert answer.headers["cache-control"] == "no-store"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "server" not in answer.headers
