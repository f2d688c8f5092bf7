"""Question by question: each answer is saved, the next question comes by itself, and nothing is lost on the way."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from commplan_advisor.advice.questions.outlook import relevant_order
from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.questionnaire.asked import asked
from commplan_advisor.questionnaire.questions import questions
from commplan_advisor.questionnaire.reading import Case, load_case
from tests.support.served import client_of, folder_with, form_of
from tests.support.shipped import shipped_engine

NAMES = ("nijkerk-2016", "name-only", "json-example", "complete")
ASK = "/cases/nijkerk-2016/ask"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_with(tmp_path, *NAMES)


@pytest.fixture
def client(folder: Path) -> TestClient:
    return client_of(folder)


def case_in(folder: Path, name: str = "nijkerk-2016") -> Case:
    return load_case(next(path for path in folder.iterdir() if path.stem == name))


def had_on(page: str) -> str:
    found = re.search(r'name="had" value="([^"]+)"', page)
    assert found, page
    return found[1]


def answered(client: TestClient, address: str, *given: str, had: str = "") -> tuple[int, str]:
    """Send the form of a page; the status, and where it leads or the page."""
    page = client.get(address).text
    form: dict[str, object] = {**form_of(client, address), "had": had or had_on(page), "answer": list(given)}
    answer = client.post(address, data=form)
    return answer.status_code, answer.headers.get("location") or unescape(answer.text)


def question_of(address: str) -> str:
    found = re.search(r"[?&]question=([^&]+)", unescape(address))
    assert found, address
    return found[1].replace("%5B", "[").replace("%5D", "]")


@pytest.mark.parametrize("name", NAMES[:3])
def test_whoever_is_led_gets_the_questions_of_the_interview_in_its_order(name: str, client: TestClient, folder: Path) -> None:
    address, skipped = f"/cases/{name}/ask", []
    wanted = relevant_order(case_in(folder, name).answers, shipped_engine().book)
    open_ = {one.path for one in asked(case_in(folder, name).answers) if one.value is None}
    for _ in range(4):
        found = client.get(address)
        assert found.status_code == 303
        skipped.append(question_of(found.headers["location"]))
        page = client.get(found.headers["location"]).text
        address = unescape(next(link for link in re.findall(r'href="([^"]+)"', page) if f"skip={skipped[-1].split('[')[0]}" in link))
    assert skipped == [path for path in wanted if path in open_][:4]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", [one.path for one in questions().values() if "[]" not in one.path])
def test_every_question_can_be_asked_by_itself_or_is_said_not_to_be(question: str, language: Language, client: TestClient) -> None:
    page = client.get(ASK, params={"question": question, "lang": language})
    if page.status_code == 404:
        assert question in ("sources", "notes", "questionnaire") or questions()[question].of_the_plan or question == "measurements"
        return
    assert page.status_code == 200
    assert 'name="answer"' in page.text
    assert questions()[question].text.in_(language) in unescape(page.text)


@pytest.mark.parametrize(
    ("question", "given", "told"),
    [
        ("municipality.inhabitants", ["42.000"], 42000),
        ("situation.register.exists", ["false"], False),
        ("introduction.goals", ["impulse", "safety"], ["impulse", "safety"]),
        ("introduction.goals", ["-"], []),
        ("introduction.goals", [], None),
        ("situation.initiatives[whatsapp].coverage", ["40"], 40),
    ],
)
def test_an_answer_is_in_the_file_and_the_next_question_comes(
    question: str, given: list[str], told: object, client: TestClient, folder: Path
) -> None:
    status, to = answered(client, f"{ASK}?question={question}&skip=problems", *given)
    assert (status, to.split("?")[0]) == (303, ASK)
    assert "skip=problems" in to
    value = next(one.value for one in asked(case_in(folder).answers) if one.path == question)
    assert ([str(one) for one in value] if isinstance(value, list) else value) == told
    following = client.get(to).headers["location"]
    page = unescape(client.get(following).text)
    assert "Opgeslagen: " in page
    assert f"{ASK}?question={question.replace('[', '%5B').replace(']', '%5D')}" in page, "one can go back"
    assert question_of(following) != question


def test_a_list_gets_its_rows_and_these_are_asked_about(client: TestClient, folder: Path) -> None:
    address = "/cases/name-only/ask?question=situation.initiatives"
    status, _ = answered(client, address, "whatsapp", "burgernet")
    assert status == 303
    rows = case_in(folder, "name-only").answers.situation.initiatives or ()
    assert [str(row.platform) for row in rows] == ["whatsapp", "burgernet"]
    assert client.get("/cases/name-only/ask?question=situation.initiatives[burgernet].groups").status_code == 200


def test_rows_of_which_more_is_known_do_not_go_with_a_tick(client: TestClient, folder: Path) -> None:
    before = (folder / "nijkerk-2016.yaml").read_bytes()
    status, page = answered(client, f"{ASK}?question=situation.initiatives", "burgernet")
    assert status == 422
    assert "Over WhatsApp is al meer ingevuld." in page
    assert (folder / "nijkerk-2016.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("question", "given", "told"),
    [
        ("municipality.inhabitants", "veel", "Typ een getal in cijfers, zoals 12."),
        ("municipality.inhabitants", "", "Geef een antwoord, of sla de vraag over."),
        ("situation.initiatives[whatsapp].coverage", "400", "Dit mag"),
        ("situation.register.exists", "misschien", "'misschien' is geen ja of nee."),
        ("problems", "chattr", "Bedoelt u"),
    ],
)
def test_what_is_no_answer_is_told_beside_the_field_and_stays_there(
    question: str, given: str, told: str, client: TestClient, folder: Path
) -> None:
    before = (folder / "nijkerk-2016.yaml").read_bytes()
    status, page = answered(client, f"{ASK}?question={question}", given)
    assert status == 422
    assert page.count(told) >= 2, "in the summary and beside the field"
    assert "Er is niets opgeslagen." in page
    if given.isalnum() and 'inputmode="decimal"' in page:
        assert f'value="{given}"' in page
    assert (folder / "nijkerk-2016.yaml").read_bytes() == before


def test_of_two_who_answer_the_same_question_the_second_sees_what_the_first_answered(client: TestClient, folder: Path) -> None:
    address = f"{ASK}?question=municipality.inhabitants"
    had = had_on(client.get(address).text)
    assert answered(client, address, "41000", had=had)[0] == 303
    status, page = answered(client, address, "43000", had=had)
    assert status == 409
    assert "In het bestand staat nu: 41.000" in page
    assert 'value="43000"' in page
    assert case_in(folder).answers.municipality.inhabitants == 41000
    assert answered(client, address, "43000", had=had_on(page))[0] == 303
    assert case_in(folder).answers.municipality.inhabitants == 43000


def test_an_answer_to_another_question_stands_in_nobodys_way(client: TestClient, folder: Path) -> None:
    address = f"{ASK}?question=municipality.inhabitants"
    had = had_on(client.get(address).text)
    assert answered(client, f"{ASK}?question=situation.register.exists", "true")[0] == 303
    assert answered(client, address, "41000", had=had)[0] == 303
    assert case_in(folder).answers.situation.register_.exists is True
    assert case_in(folder).answers.municipality.inhabitants == 41000


def test_what_was_answered_can_be_undone(client: TestClient, folder: Path) -> None:
    before = (folder / "nijkerk-2016.yaml").read_bytes()
    assert answered(client, f"{ASK}?question=municipality.inhabitants", "41000")[0] == 303
    chapter = "/cases/nijkerk-2016/questions/introduction"
    assert client.post("/cases/nijkerk-2016/undo/introduction", data=form_of(client, chapter)).status_code == 303
    assert (folder / "nijkerk-2016.yaml").read_bytes() == before


def test_when_nothing_is_left_it_says_so_and_skipped_questions_can_be_seen_again(client: TestClient) -> None:
    page = client.get("/cases/complete/ask").text
    assert "Alles wat telt voor het advies is beantwoord." in page
    assert 'href="/cases/complete/advice"' in page
    page = client.get("/cases/complete/ask?skip=problems&skip=situation.register.exists&skip=nonsense").text
    assert "U hebt 2 vragen overgeslagen." in page
    assert 'href="/cases/complete/ask"' in page


def test_a_question_that_there_is_not_gives_the_nearest(client: TestClient) -> None:
    page = client.get(f"{ASK}?question=situation.registr.exists")
    assert page.status_code == 404
    assert "Bedoelt u 'situation.register.exists'?" in unescape(page.text)
    assert client.get(f"{ASK}?question=%3Cscript%3E").status_code == 404


def test_a_form_from_elsewhere_answers_nothing(client: TestClient, folder: Path) -> None:
    before = (folder / "nijkerk-2016.yaml").read_bytes()
    address = f"{ASK}?question=municipality.inhabitants"
    had = had_on(client.get(address).text)
    assert client.post(address, data={"token": "x" * 40, "had": had, "answer": "5"}).status_code == 403
    assert (folder / "nijkerk-2016.yaml").read_bytes() == before


def test_the_list_of_open_questions_leads_into_it(client: TestClient) -> None:
    page = client.get("/cases/nijkerk-2016/next").text
    links = [unescape(one) for one in re.findall(r'href="([^"]+/ask[^"]*)"', page)]
    assert len(links) == 1
    assert client.get(links[0]).status_code == 200
