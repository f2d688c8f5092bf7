"""What a program gets and writes: the same as the commands give, and nothing overwritten in silence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from starlette.testclient import TestClient

from commplan_advisor.questionnaire.questions import questions
from commplan_advisor.questionnaire.reading import load_case
from commplan_advisor.questionnaire.replacing import plain, with_answers
from tests.support.command import commplan_here
from tests.support.served import client_of, folder_with
from tests.support.shipped import DAY, shipped_cases

CASES = [path for path in shipped_cases() if path.suffix == ".yaml"]
NIJKERK = "/api/v1/cases/nijkerk-2016"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_with(tmp_path, "nijkerk-2016")


@pytest.fixture
def client(folder: Path) -> TestClient:
    return client_of(folder)


def answers_of(path: Path) -> dict[str, Any]:
    return plain(load_case(path).answers)


def told_by(*arguments: str | Path) -> str:
    """What a command prints."""
    result = commplan_here(*arguments, "--format", "json", "--as-of", DAY.isoformat())
    assert result.exit_code == 0
    return result.stdout


# -- the same as the commands --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_advice_is_that_of_the_command_for_every_case(path: Path, language: str, tmp_path: Path) -> None:
    client = client_of(folder_with(tmp_path, path.stem))
    wanted = json.loads(told_by("advise", path, "--lang", language))
    assert client.get(f"/api/v1/cases/{path.stem}/advice", params={"lang": language}).json() == wanted
    answers = client.get(f"/api/v1/cases/{path.stem}").json()
    assert client.post("/api/v1/advice", params={"lang": language}, json=answers).json() == wanted


def test_start_and_rhythm_are_those_of_the_command(client: TestClient, folder: Path) -> None:
    wanted = json.loads(told_by("advise", folder / "nijkerk-2016.yaml", "--start", "2026-09-01", "--rhythm", "new_year"))
    assert client.get(f"{NIJKERK}/advice", params={"start": "2026-09-01", "rhythm": "new_year"}).json() == wanted


def test_a_comparison_is_that_of_the_command(tmp_path: Path) -> None:
    paths = CASES[:2]
    client = client_of(tmp_path)
    wanted = json.loads(told_by("compare", *paths, "--against", paths[1]))
    told = client.post("/api/v1/comparisons", params={"against": 2}, json={"cases": [answers_of(path) for path in paths]}).json()
    for one in (*wanted["cases"], *told["cases"]):
        del one["file"]  # what is sent has no file
    assert told == wanted


def test_what_is_wrong_with_one_of_several_says_which(client: TestClient) -> None:
    sent = {"cases": [{"municipality": {"name": "Ede"}}, {"municipality": {"name": "Ede", "provinc": "gelderland"}}]}
    answer = client.post("/api/v1/comparisons", params={"lang": "en"}, json=sent)
    assert answer.status_code == 400
    (fault,) = answer.json()["faults"]
    assert fault["path"] == "cases[2].municipality"
    assert fault["nearest"] == "province"
    assert fault["line"] == 1
    assert fault["column"] > 60


@pytest.mark.parametrize("sent", [{}, {"cases": []}, {"cases": {}}, {"cases": [{"municipality": {"name": "Ede"}}] * 51}, [], "x"])
def test_a_comparison_is_of_a_list_of_questionnaires(sent: object, client: TestClient) -> None:
    answer = client.post("/api/v1/comparisons", json=sent)
    assert answer.status_code == 400
    assert "1 tot 50" in answer.json()["faults"][0]["message"]


def test_rules_are_those_of_the_command(client: TestClient) -> None:
    assert client.get("/api/v1/rules").text == told_by("rules", "list")


def test_all_questions_are_told_in_the_language_that_is_asked_for(client: TestClient) -> None:
    told = client.get("/api/v1/questions", params={"lang": "en"}).json()["questions"]
    assert [one["path"] for one in told] == list(questions())
    platform = next(one for one in told if one["path"] == "situation.initiatives[].platform")
    assert {"value": "whatsapp", "text": "WhatsApp"} in platform["options"]


# -- parameters ----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "path", "nearest", "words"),
    [
        ("lang=eng", "lang", "en", "Kies uit: nl, en."),
        ("lnag=nl", "lnag", "lang", "Kies uit: lang, start, rhythm."),
        ("start=1-2-2026", "start", "", "2026-01-31"),
        ("start=1999-12-31", "start", "", "tussen 2000 en 2100"),
        ("start=1767225600", "start", "", "2026-01-31"),
        ("rhythm=new_yaer", "rhythm", "new_year", "half_yearly"),
    ],
)
def test_a_wrong_parameter_is_told_with_the_nearest_word(asked: str, path: str, nearest: str, words: str, client: TestClient) -> None:
    answer = client.get(f"{NIJKERK}/advice?{asked}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    (fault,) = answer.json()["faults"]
    assert (fault["path"], fault["nearest"]) == (path, nearest)
    assert words in fault["message"]


def test_what_is_wrong_is_told_in_the_language_that_is_asked_for(client: TestClient) -> None:
    answer = client.get(f"{NIJKERK}/advice", params={"lang": "en", "start": "soon"})
    assert "is not a day such as 2026-01-31" in answer.json()["faults"][0]["message"]
    assert answer.headers["content-language"] == "en"
    assert client.get("/api/v1/cases/none?lang=en").json()["title"] == "This page does not exist"


# -- reading and writing -------------------------------------------------------------------------------------------------------------------


def test_the_list_says_how_far_each_is(client: TestClient) -> None:
    (one,) = client.get("/api/v1/cases").json()["cases"]
    assert (one["name"], one["municipality"], one["faults"]) == ("nijkerk-2016", "Nijkerk", 0)
    assert 0 < one["answered"] < one["asked"]
    assert client.get(NIJKERK).headers["etag"] == f'"{one["version"]}"'


def test_writing_what_was_read_changes_no_letter(client: TestClient, folder: Path) -> None:
    before = (folder / "nijkerk-2016.yaml").read_bytes()
    read = client.get(NIJKERK)
    written = client.put(NIJKERK, json=read.json(), headers={"If-Match": read.headers["etag"]})
    assert written.status_code == 200
    assert written.headers["etag"] == read.headers["etag"]
    assert (folder / "nijkerk-2016.yaml").read_bytes() == before


def test_another_answer_changes_one_line_and_keeps_the_comments(client: TestClient, folder: Path) -> None:
    before = (folder / "nijkerk-2016.yaml").read_text(encoding="utf-8").splitlines()
    read = client.get(NIJKERK)
    answers = read.json()
    answers["municipality"]["inhabitants"] = 42000
    written = client.put(NIJKERK, json=answers, headers={"If-Match": read.headers["etag"]})
    assert written.json() == answers
    after = (folder / "nijkerk-2016.yaml").read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == ["  inhabitants: 42000"]
    assert [line for line in before if line not in after] == []
    assert client.get(NIJKERK).headers["etag"] == written.headers["etag"] != read.headers["etag"]


def test_what_was_changed_meanwhile_is_not_overwritten(client: TestClient, folder: Path) -> None:
    read = client.get(NIJKERK)
    path = folder / "nijkerk-2016.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# van een ander\n", encoding="utf-8")
    answer = client.put(NIJKERK, json={"municipality": {"name": "Weg"}}, headers={"If-Match": read.headers["etag"]})
    assert answer.status_code == 412
    assert "# van een ander" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("told", [{}, {"If-Match": "*"}, {"If-Match": ""}, {"If-Match": "aa0848feca23ffe7"}])
def test_who_does_not_say_what_was_changed_cannot_write(told: dict[str, str], client: TestClient, folder: Path) -> None:
    before = (folder / "nijkerk-2016.yaml").read_bytes()
    assert client.put(NIJKERK, json={"municipality": {"name": "Weg"}}, headers=told).status_code == 428
    assert (folder / "nijkerk-2016.yaml").read_bytes() == before


def test_a_wrong_questionnaire_is_not_written(client: TestClient, folder: Path) -> None:
    before = (folder / "nijkerk-2016.yaml").read_bytes()
    sent = {"municipality": {"name": "Nijkerk", "province": "gelderlnd"}}
    answer = client.put(NIJKERK, json=sent, headers={"If-Match": client.get(NIJKERK).headers["etag"]})
    assert answer.status_code == 400
    assert answer.json()["faults"][0]["nearest"] == "gelderland"
    assert (folder / "nijkerk-2016.yaml").read_bytes() == before


def test_a_questionnaire_that_is_not_there_is_not_made(client: TestClient, folder: Path) -> None:
    answer = client.put("/api/v1/cases/nieuw", json={"municipality": {"name": "Nieuw"}}, headers={"If-Match": '"x"'})
    assert answer.status_code == 404
    assert not (folder / "nieuw.yaml").exists()


def test_a_file_of_json_stays_one(folder: Path) -> None:
    path = folder / "ede.json"
    path.write_text('{\n    "municipality": {"name": "Ede"}\n}\n', encoding="utf-8")
    client = client_of(folder)
    read = client.get("/api/v1/cases/ede")
    client.put("/api/v1/cases/ede", json={"municipality": {"name": "Ede", "inhabitants": 5}}, headers={"If-Match": read.headers["etag"]})
    assert json.loads(path.read_text(encoding="utf-8")) == {"municipality": {"name": "Ede", "inhabitants": 5}}
    assert "\n    " in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("one", CASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("as_json", [False, True], ids=["yaml", "json"])
def test_whatever_file_says_something_else_it_can_be_made_to_say_this(one: Path, as_json: bool, tmp_path: Path) -> None:
    before = load_case(one).answers
    text = json.dumps(plain(before)) if as_json else one.read_text(encoding="utf-8")
    at = CASES.index(one)
    for other in (CASES * 2)[at + 1 : at + 4]:
        wanted = load_case(other).answers
        path = tmp_path / ("x.json" if as_json else "x.yaml")
        path.write_text(with_answers(text, before, wanted, as_json=as_json), encoding="utf-8")
        assert plain(load_case(path).answers) == plain(wanted)


def test_a_file_whose_form_is_too_special_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("municipality: &a {name: Ede}\nsituation: {initiatives: [&b {name: een, groups: 1}, *b]}\n", encoding="utf-8")
    before = load_case(path).answers
    wanted = load_case(CASES[0]).answers
    path.write_text(with_answers(path.read_text(encoding="utf-8"), before, wanted, as_json=False), encoding="utf-8")
    assert plain(load_case(path).answers) == plain(wanted)
    assert yaml.safe_load(path.read_text(encoding="utf-8"))
