"""What an advice hangs on: the page holds what the command finds, and whoever asks for it does not make others wait."""

from __future__ import annotations

import re
import threading
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from commplan_advisor.advice.what_if.fragile import fragile
from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.questionnaire.reading import load_case
from commplan_advisor.web.app import app_of
from commplan_advisor.web.settings import Settings
from tests.support.served import ADDRESS, client_of, folder_with
from tests.support.shipped import DAY, shipped_engine

PAGE = "/cases/nijkerk-2016/fragile"
_LINK = re.compile(r"</?a\b[^>]*>")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_with(tmp_path, "nijkerk-2016", "name-only", "complete")


@pytest.fixture
def client(folder: Path) -> TestClient:
    return client_of(folder)


def test_nothing_is_tried_until_somebody_asks_for_it(client: TestClient) -> None:
    page = client.get(PAGE).text
    assert '<input type="hidden" name="tried" value="true">' in page
    assert "<table>" not in page
    assert f'href="{PAGE}" aria-current="page"' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_tells_what_the_command_finds_with_a_link_to_each_question(client: TestClient, folder: Path, language: Language) -> None:
    told = fragile(load_case(folder / "nijkerk-2016.yaml"), shipped_engine(), language=language)
    page = client.get(PAGE, params={"tried": "true", "everything": "true", "lang": language}).text
    plain = unescape(_LINK.sub("", page)).replace(' class="short"', "")
    weighty = [one for one in told.questions if one.heaviest]
    assert weighty
    for one in weighty:
        others = sum(1 for effect in one.effects if effect.weight)
        of = f"{others} van {one.tried}" if language == "nl" else f"{others} of {one.tried}"
        assert f'<th scope="row">{one.text}</th><td>{one.answer}</td><td>{of}</td><td>{one.heaviest}</td>' in plain
    links = {unescape(one) for one in re.findall(r'<th scope="row"><a href="([^"]+)"', page)}
    assert len(links) == len(weighty)
    for link in links:
        path, _, field = link.partition("#")
        assert f'id="{field}"' in client.get(path).text
    assert "--all" not in page


def test_what_does_not_fit_can_be_asked_for(client: TestClient) -> None:
    page = client.get("/cases/complete/fragile?tried=true").text
    assert "--all" not in page
    assert 'href="/cases/complete/fragile?tried=true&amp;everything=true"' in page


def test_without_answers_there_is_nothing_to_try(client: TestClient) -> None:
    assert "Er is nog geen antwoord ingevuld" in client.get("/cases/name-only/fragile?tried=true").text


def test_trying_changes_no_file(client: TestClient, folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    client.get(f"{PAGE}?tried=true")
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_others_are_answered_while_it_is_busy(folder: Path) -> None:
    client, ends = client_of(folder), []

    def ask(address: str) -> None:
        assert client.get(address).status_code == 200
        ends.append(address)

    long = threading.Thread(target=ask, args=("/cases/complete/fragile?tried=true",))
    long.start()
    while long.is_alive() and len(ends) < 3:
        ask("/cases/nijkerk-2016/advice")
    long.join()
    assert ends[:3] == ["/cases/nijkerk-2016/advice"] * 3, "three had their advice before the long one was done"


def test_it_ends_when_nobody_waits_any_more(folder: Path) -> None:
    client = TestClient(app_of(Settings(folder, as_of=DAY, timeout=0.5), shipped_engine()), base_url=ADDRESS)
    assert client.get("/cases/complete/fragile?tried=true").status_code == 503
    assert client.get("/cases/nijkerk-2016/questions/introduction").status_code == 200
