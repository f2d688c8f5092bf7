"""The page of files: the questionnaire as the command converts it, pictures of both kinds, and of which plan they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.support.command import commplan_here
from tests.support.served import client_of, folder_with

NAME = "nijkerk-2016"
HERE = f"/cases/{NAME}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_with(tmp_path / "cases", NAME, "json-example")


@pytest.fixture
def client(folder: Path) -> TestClient:
    return client_of(folder)


@pytest.mark.parametrize("form", ["json", "xlsx", "ods"])
def test_the_questionnaire_is_what_the_command_makes_of_it(form: str, client: TestClient, folder: Path, tmp_path: Path) -> None:
    written = tmp_path / f"{NAME}.{form}"
    assert commplan_here("convert", folder / f"{NAME}.yaml", written).exit_code == 0
    assert f'href="{HERE}/questionnaire.{form}" download' in client.get(f"{HERE}/downloads").text
    answer = client.get(f"{HERE}/questionnaire.{form}")
    assert answer.content == written.read_bytes()
    assert answer.headers["content-disposition"] == f'attachment; filename="{NAME}.{form}"'


def test_a_questionnaire_in_yaml_comes_with_its_remarks(client: TestClient, folder: Path, tmp_path: Path) -> None:
    assert client.get(f"{HERE}/questionnaire.yaml").content == (folder / f"{NAME}.yaml").read_bytes()
    written = tmp_path / "other.yaml"
    assert commplan_here("convert", folder / "json-example.json", written).exit_code == 0
    assert client.get("/cases/json-example/questionnaire.yaml").content == written.read_bytes()


@pytest.mark.parametrize("which", ["timeline", "swot", "roles", "causes"])
@pytest.mark.parametrize("form", ["svg", "png"])
def test_a_picture_can_be_had_as_the_command_draws_it(which: str, form: str, client: TestClient, folder: Path, tmp_path: Path) -> None:
    drawn = tmp_path / f"drawn.{form}"
    rules = ("--as-of", "2026-03-02")
    assert commplan_here("picture", folder / f"{NAME}.yaml", "--name", which, "--whole", *rules, "-o", drawn).exit_code == 0
    link = f"{HERE}/pictures/{which}.{form}?contacts=shown"
    assert f'href="{link}" download' in client.get(f"{HERE}/downloads").text
    assert client.get(link).content == drawn.read_bytes()


@pytest.mark.parametrize("address", ["questionnaire.exe", "questionnaire.", "pictures/swot.gif", "pictures/swot.", "plan.exe"])
def test_a_kind_of_file_that_there_is_not_is_no_page(address: str, client: TestClient) -> None:
    assert client.get(f"{HERE}/{address}").status_code == 404


def test_it_says_of_which_plan_the_files_are(client: TestClient, folder: Path) -> None:
    assert "gemaakt van de antwoorden van nu" in client.get(f"{HERE}/downloads").text
    adopted = commplan_here("review", folder / f"{NAME}.yaml", "--adopt", "--on", "2026-03-02", "--as-of", "2026-03-02")
    assert adopted.exit_code == 0
    page = client.get(f"{HERE}/downloads").text
    assert "het vastgestelde plan: versie 1." in page
    links = re.findall(r'<a href="([^"]+)" download', page)
    assert len(links) == len(set(links)) == 20
