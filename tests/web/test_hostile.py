"""Requests and files that mean no good: each is refused plainly, nothing leaks, and the server lives on."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from starlette.testclient import TestClient

from commplan_advisor.questionnaire.questions import questions
from commplan_advisor.questionnaire.reading import load_case
from commplan_advisor.web.safety.headers import EVERYWHERE
from tests.support.served import client_of, folder_with, form_of

SCRIPT = "<script>alert(1)</script>"
QUOTED = "\"'><img src=x onerror=alert(1)>"
CASE = "/api/v1/cases/nijkerk-2016"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_with(tmp_path / "cases", "nijkerk-2016")


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    """A browser; after each test the server must still be there."""
    client = client_of(folder)
    yield client
    assert client.get(CASE).status_code == 200


# -- paths -----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "..",
        "%2e%2e",
        "..%2fsecret",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "..%5csecret",
        "nijkerk-2016%00",
        "%00",
        ".commplan-password",
        "nijkerk-2016.yaml",
        "NIJKERK-2016",
        "n" * 5000,
        "%ff%fe",
        "nijkerk-2016%2f..%2fnijkerk-2016",
        "linked",
        "-",
        "con",
    ],
)
@pytest.mark.parametrize("address", ["/cases/{}/advice", "/cases/{}/questions/introduction", "/cases/{}/plan.md", "/api/v1/cases/{}"])
def test_no_path_leads_out_of_the_folder(name: str, address: str, folder: Path, client: TestClient) -> None:
    secret = folder.parent / "secret.yaml"
    shutil.copy(folder / "nijkerk-2016.yaml", secret)
    (folder / "linked.yaml").symlink_to(secret)
    answer = client.get(address.format(name))
    assert answer.status_code == 404
    assert "Nijkerk" not in answer.text
    assert str(folder.parent) not in answer.text


@pytest.mark.parametrize(
    "path", ["../app.py", "%2e%2e/app.py", "..%2fapp.py", "%00", "x" * 5000, "site.css%00", "/etc/passwd", "..%5capp.py", ""]
)
def test_beside_the_files_that_pages_need_nothing_is_given_out(path: str, client: TestClient) -> None:
    answer = client.get(f"/static/{path}")
    assert answer.status_code in (404, 405)
    assert "import" not in answer.text


def test_a_folder_that_looks_like_a_questionnaire_or_a_pipe_is_not_one(folder: Path, client: TestClient) -> None:
    (folder / "map.yaml").mkdir()
    os.mkfifo(folder / "pipe.yaml")
    for name in ("map", "pipe"):
        assert client.get(f"/cases/{name}/advice").status_code == 404
    assert [one["name"] for one in client.get("/api/v1/cases").json()["cases"]] == ["nijkerk-2016"]


@pytest.mark.parametrize("beside", ["nijkerk-2016.progress.yaml", "nijkerk-2016.plan"])
def test_what_stands_beside_a_questionnaire_leads_nowhere_else(beside: str, folder: Path) -> None:
    client = client_of(folder)
    elsewhere = folder.parent / "elders"
    if beside.endswith(".plan"):
        elsewhere.mkdir()
    else:
        elsewhere.write_text("geheim: x\n", encoding="utf-8")
    form = form_of(client, "/cases/nijkerk-2016/progress")
    (folder / beside).symlink_to(elsewhere)
    for path in ("progress", "review", "plan.md"):
        answer = client.get(f"/cases/nijkerk-2016/{path}")
        assert answer.status_code == 422
        assert "geheim" not in answer.text
        assert str(folder) not in answer.text
    noted = client.post("/cases/nijkerk-2016/progress", data={**form, "action": "set-up-register", "state": "started"})
    assert noted.status_code == 500
    assert elsewhere.read_text(encoding="utf-8") == "geheim: x\n" if elsewhere.is_file() else not any(elsewhere.iterdir())
    assert client.get("/").status_code == 200


# -- scripts ---------------------------------------------------------------------------------------------------------------------------


def texts() -> dict[str, object]:
    """A questionnaire in which every free text is a script."""
    whole: dict[str, object] = {}
    for question in questions().values():
        if question.kind not in ("text", "texts") or question.path == "municipality.code":
            continue
        place: dict[str, object] = whole
        *above, last = question.path.split(".")
        for part in above:
            name, is_rows = part.removesuffix("[]"), part.endswith("[]")
            inner = place.setdefault(name, [{}] if is_rows else {})
            place = inner[0] if isinstance(inner, list) else inner  # type: ignore[assignment]
        place[last] = [SCRIPT, QUOTED] if question.kind == "texts" else f"{SCRIPT}{QUOTED}"
    whole.pop("planning", None)  # its words and those of measurements are names of the rule book
    whole.pop("measurements", None)
    return whole


PAGES = (
    "/",
    "/cases/giftig/questions/introduction",
    "/cases/giftig/questions/situation",
    "/cases/giftig/questions/problems",
    "/cases/giftig/questions/plan",
    "/cases/giftig/advice",
    "/cases/giftig/downloads",
    "/cases/giftig/next",
    "/cases/giftig/what-if",
    "/cases/giftig/explain",
    "/cases/giftig/rules",
    "/cases/giftig/calendar",
    "/cases/giftig/progress",
    "/cases/giftig/review",
    "/compare?case=giftig&case=nijkerk-2016",
    "/cases/giftig/plan.html",
)


@pytest.mark.parametrize("page", PAGES)
def test_scripts_in_answers_are_shown_and_never_run(page: str, folder: Path, client: TestClient) -> None:
    (folder / "giftig.yaml").write_text(yaml.safe_dump(texts()), encoding="utf-8")
    answer = client.get(page)
    assert answer.status_code == 200
    assert SCRIPT not in answer.text
    assert "<img src=x" not in answer.text
    assert "&lt;script&gt;" in answer.text


@pytest.mark.parametrize("which", ["timeline", "swot"])
def test_a_picture_of_answers_holds_no_script_and_could_run_none(which: str, folder: Path, client: TestClient) -> None:
    (folder / "giftig.yaml").write_text(yaml.safe_dump(texts()), encoding="utf-8")
    answer = client.get(f"/cases/giftig/pictures/{which}.svg")
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert "<img" not in answer.text
    assert "sandbox; default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("lang", [SCRIPT, QUOTED, "nl\r\nSet-Cookie: x=y"])
def test_what_stands_in_an_address_is_escaped(lang: str, client: TestClient) -> None:
    for path in ("/", f"/cases/{SCRIPT}/advice", "/nergens", "/api/v1/questions"):
        answer = client.get(path, params={"lang": lang})
        assert SCRIPT not in answer.text or answer.headers["content-type"] == "application/problem+json"
        assert "<img src=x" not in answer.text or answer.headers["content-type"] == "application/problem+json"
        assert "set-cookie" not in answer.headers or "x=y" not in answer.headers["set-cookie"]


def test_a_name_of_a_municipality_becomes_a_file_in_the_folder_whatever_it_is(folder: Path, client: TestClient) -> None:
    for name in ("../../etc/passwd", SCRIPT, "CON", ".commplan-password", "a" * 100, "\x00"):
        client.post("/cases", data={**form_of(client, "/"), "municipality": name})
    made = {path.name for path in folder.iterdir()}
    assert {path.name for path in folder.parent.iterdir()} == {"cases"}
    assert {"etc-passwd.yaml", "script-alert-1-script.yaml", "con.yaml", "commplan-password.yaml"} <= made
    assert SCRIPT not in client.get("/").text


# -- names and headers -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "evil.example:8000",
        "127.0.0.1@evil.example",
        "localhost.",
        "",
        "127.0.0.1:x",
        "[::1",
        "*",
        "2130706433",
    ],
)
def test_another_name_is_refused(host: str, client: TestClient) -> None:
    for path in ("/", CASE, "/static/site.css"):
        answer = client.get(path, headers={"Host": host, "X-Forwarded-Host": "127.0.0.1"})
        assert answer.status_code == 421
        assert "Nijkerk" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST:8000", "[::1]:8000"])
def test_the_names_of_this_computer_are_its_own(host: str, client: TestClient) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "commplan-language=" + "x" * 5000},
        {"Cookie": "commplan-form=\xff\xfe; commplan-language=nl\x0b"},
        {"Accept": "\x00"},
        {"Range": "bytes=0-1,2-3,-5,9-" + ",1-2" * 500},
        {"If-None-Match": '"' * 500},
        {"X-Http-Method-Override": "DELETE"},
        {"X-Original-Url": "/cases/nijkerk-2016/advice"},
        {"Content-Length": "9" * 400},
        {"Content-Length": "-1"},
        {"Authorization": "Basic \xff"},
    ],
)
def test_strange_headers_do_no_harm(headers: dict[str, str], client: TestClient) -> None:
    raw = {name.encode(): value.encode("latin-1") for name, value in headers.items()}
    for path in ("/", "/static/site.css", CASE):
        assert client.get(path, headers=raw).status_code in (200, 206, 304, 400, 413, 416)


def test_a_form_of_another_site_is_refused(folder: Path, client: TestClient) -> None:
    fields = {"municipality": "Vreemd"}
    assert client.post("/cases", data=fields).status_code == 403
    assert client.post("/cases", data={**fields, "token": "x" * 43}, headers={"Cookie": f"commplan-form={'y' * 43}"}).status_code == 403
    assert client.post("/cases", data={**fields, "token": ""}, headers={"Cookie": "commplan-form="}).status_code == 403
    assert client.post("/cases", data={**fields, "token": "é" * 43}, headers={"Cookie": f"commplan-form={'y' * 43}"}).status_code == 403
    assert not (folder / "vreemd.yaml").exists()


@pytest.mark.parametrize(("site", "code"), [("cross-site", 403), ("same-site", 403), ("x", 403), ("same-origin", 303), ("none", 303)])
def test_a_form_of_which_the_browser_says_that_another_site_sent_it_is_refused(site: str, code: int, folder: Path) -> None:
    client = client_of(folder)
    form = {**form_of(client, "/"), "municipality": "Vreemd"}
    assert client.post("/cases", data=form, headers={"Sec-Fetch-Site": site}).status_code == code
    assert (folder / "vreemd.yaml").exists() == (code == 303)


@pytest.mark.parametrize(
    "fields",
    [
        "&".join(f"x{number}=y" for number in range(19_000)),
        "&introduction.goals=wider_coverage" * 5_000,
        "&".join(f"introduction.audiences.{number}.name=x" for number in range(19_000)),
        "introduction.audiences.99999999999.name=x&introduction.audiences.-1.name=x&introduction.audiences.0.0=x",
        "introduction.goals=%3Cscript%3E&situation=x&municipality=x&.=x&=x&" + "%00=%00",
        "notes=%ed%a0%80%ff",
        "token=x&version=x",
    ],
    ids=lambda fields: fields[:30],
)
def test_strange_fields_are_left_or_refused_and_no_file_becomes_wrong(fields: str, folder: Path, client: TestClient) -> None:
    path = "/cases/nijkerk-2016/questions/introduction"
    form = form_of(client, path)
    body = f"token={form['token']}&version={form['version']}&{fields}"
    answer = client.post(path, content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code in (303, 403, 409, 422)
    assert load_case(folder / "nijkerk-2016.yaml").name == "Nijkerk"


# -- what is sent ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", 400),
        (b"null", 400),
        (b"[]", 400),
        (b"{", 400),
        (b'{"municipality": {"name": "x"}', 400),
        (b"\xff\xfe", 400),
        (b"\xef\xbb\xbf{}", 400),
        (b'{"municipality": {"name": "\\ud800"}}', 400),
        (b'{"municipality": {"name": "x", "name": "y"}}', 400),
        (b'{"municipality": {"name": "x", "inhabitants": ' + b"9" * 10_000 + b"}}", 400),
        (b'{"municipality": {"name": "x", "inhabitants": NaN}}', 400),
        (b'{"municipality": {"name": "x", "inhabitants": 1e999}}', 400),
        (b'{"municipality": {"name": "x"}, "__proto__": {}}', 400),
        (b"[" * 200_000, 400),
        (b'{"a":' * 200_000, 400),
        (b"[" * 100_000 + b"]" * 100_000, 400),
        (b'{"municipality": {"name": "' + b"x" * 3_000_000 + b'"}}', 413),
        (b'{"municipality": {"name": "' + SCRIPT.encode() * 10 + b'"}}', 400),
    ],
    ids=lambda value: value[:24].decode("latin-1") if isinstance(value, bytes) else str(value),
)
def test_bodies_that_are_no_questionnaire_are_refused(body: bytes, code: int, client: TestClient) -> None:
    etag = client.get(CASE).headers["etag"]
    told = {"Content-Type": "application/json", "If-Match": etag}
    for method, path in (("POST", "/api/v1/advice"), ("POST", "/api/v1/comparisons"), ("PUT", CASE)):
        answer = client.request(method, path, content=body, headers=told)
        assert answer.status_code == code
        assert answer.headers["content-type"] == "application/problem+json"
        assert "Traceback" not in answer.text
    assert client.get(CASE).headers["etag"] == etag


def test_a_body_without_end_is_not_taken_in(client: TestClient) -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        for _ in range(100):
            taken += 1_000_000
            yield b" " * 1_000_000

    assert client.post("/api/v1/advice", content=endless(), headers={"Content-Type": "application/json"}).status_code == 413


@pytest.mark.parametrize(
    "form",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/yaml",
        "application/jsonp",
        "x" * 3000,
    ],
)
def test_a_body_that_does_not_say_that_it_is_json_is_refused(form: str, client: TestClient) -> None:
    for path in ("/api/v1/advice", "/api/v1/comparisons"):
        answer = client.post(path, content=b'{"municipality": {"name": "x"}}', headers={"Content-Type": form})
        assert answer.status_code == 415
    packed = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    assert client.post("/api/v1/advice", content=b"\x1f\x8b", headers=packed).status_code == 415


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (b"municipality=x&" * 6000, "application/x-www-form-urlencoded"),
        (b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nx\r\n--x--\r\n', "multipart/form-data; boundary=x"),
        (b"--y", "multipart/form-data"),
        (b"\xff\x00%zz=%ff", "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
    ],
)
def test_a_form_that_is_none_is_refused(body: bytes, form: str, client: TestClient) -> None:
    answer = client.post("/cases", content=body, headers={"Content-Type": form})
    assert answer.status_code in (400, 403)
    assert "Traceback" not in answer.text


# -- files -------------------------------------------------------------------------------------------------------------------------------

ALIASES = "a: &a [x, x]\n" + "".join(
    f"{two}: &{two} [*{one}, *{one}, *{one}, *{one}]\n" for one, two in zip("abcdefgh", "bcdefghi", strict=True)
)
BROKEN = {
    "open.yaml": "municipality: {name: Ede",
    "tab.yaml": "municipality:\n\tname: Ede\n",
    "tag.yaml": "!!python/object/apply:os.system ['touch hacked']\n",
    "many.yaml": ALIASES,
    "deep.yaml": "[" * 5000,
    "deep.json": '{"a":' * 5000,
    "half.json": '{"municipality": {"name": "\\udc00"}}',
    "empty.yaml": "",
    "list.yaml": "- 1\n",
    "two.yaml": "a: 1\n---\nb: 2\n",
    "self.yaml": "a: &a\n  b: *a\n",
    "script.yaml": f"municipality: {{name: Ede}}\n'{SCRIPT}': '{SCRIPT}'\n",
    "name.yaml": "municipality: !!python/name:os.system {name: Ede}\n",
    "exit.yaml": "!!python/object/new:os._exit [1]\n",
    "merge.yaml": "a: &a {x: 1}\n<<: *a\nmunicipality: {name: Ede}\n",
    "twice.yaml": "municipality: {name: Ede}\nmunicipality: {name: Epe}\n",
    "nan.yaml": "municipality: {name: Ede, inhabitants: .nan}\n",
    "digits.yaml": "municipality: {name: Ede, inhabitants: " + "9" * 100_000 + "}\n",
    "keys.yaml": "municipality: {name: Ede}\n" + "".join(f"k{number}: 1\n" for number in range(500)),
    "stairs.yaml": "".join(" " * depth + "a:\n" for depth in range(1_500)),
    "new.yaml": "questionnaire: 99\nmunicipality: {name: Ede}\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_in_the_folder_is_told_and_harms_no_other(name: str, folder: Path, client: TestClient) -> None:
    (folder / name).write_text(BROKEN[name], encoding="utf-8")
    stem = name.partition(".")[0]
    assert client.get("/").status_code == 200
    for path in (f"/cases/{stem}/advice", f"/cases/{stem}/questions/situation", f"/cases/{stem}/plan.md"):
        answer = client.get(path)
        assert answer.status_code == 422
        assert SCRIPT not in answer.text
        assert str(folder) not in answer.text
    answer = client.get(f"/api/v1/cases/{stem}")
    assert answer.status_code == 422
    assert answer.json()["faults"]
    listed = {one["name"]: one["faults"] for one in client.get("/api/v1/cases").json()["cases"]}
    assert listed[stem] > 0
    assert listed["nijkerk-2016"] == 0
    assert not Path("hacked").exists()


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"municipality: {name: \xe9}", b"\x00" * 100, b"#" * 2_000_001])
def test_a_file_that_is_no_text_is_told_and_harms_no_other(data: bytes, folder: Path, client: TestClient) -> None:
    (folder / "stuk.yaml").write_bytes(data)
    for path in ("/cases/stuk/advice", "/api/v1/cases/stuk"):
        answer = client.get(path)
        assert answer.status_code == 422
        assert str(folder) not in answer.text
    assert client.get("/").status_code == 200
    assert client.get("/api/v1/cases").status_code == 200


def test_a_broken_file_can_be_replaced(folder: Path, client: TestClient) -> None:
    (folder / "stuk.yaml").write_text("municipality: {name: Ede", encoding="utf-8")
    version = next(one["version"] for one in client.get("/api/v1/cases").json()["cases"] if one["name"] == "stuk")
    answer = client.put("/api/v1/cases/stuk", json={"municipality": {"name": "Ede"}}, headers={"If-Match": f'"{version}"'})
    assert answer.status_code == 200
    assert yaml.safe_load((folder / "stuk.yaml").read_text(encoding="utf-8"))["municipality"] == {"name": "Ede"}


# -- headers -----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/", 200),
        ("GET", "/static/site.css", 200),
        ("HEAD", "/static/site.css", 200),
        ("GET", "/static/none.css", 404),
        ("GET", "/cases/nijkerk-2016/advice", 200),
        ("GET", "/cases/none/advice", 404),
        ("GET", "/cases/nijkerk-2016/plan.md", 200),
        ("POST", "/cases", 403),
        ("DELETE", "/cases", 405),
        ("GET", CASE, 200),
        ("GET", "/api/v1/openapi.json", 200),
        ("GET", "/api/v1/none", 404),
        ("OPTIONS", CASE, 405),
        ("TRACE", CASE, 405),
        ("POST", "/api/v1/advice", 415),
    ],
)
def test_every_answer_tells_browsers_what_not_to_do(method: str, path: str, code: int, client: TestClient) -> None:
    answer = client.request(method, path)
    assert answer.status_code == code
    ours = {**EVERYWHERE, "Cache-Control": "no-cache"}  # the same for everybody, and no answers in it
    for name, value in (ours if path == "/static/site.css" else EVERYWHERE).items():
        assert answer.headers[name] == value
    assert "server" not in answer.headers
    assert ("api-version" in answer.headers) == path.startswith("/api/")


def test_what_is_wrong_is_told_in_json_too(client: TestClient) -> None:
    answer = client.get("/api/v1/questions", params={"lang": "eng"})
    assert json.loads(answer.text)["faults"][0]["nearest"] == "en"
