"""The page that compares: against one, with an earlier version of a plan, as a picture and as the files of the command."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from commplan_advisor.advice.compare.compare import compare
from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.present.blocks import Heading
from commplan_advisor.present.comparison import comparison_report
from commplan_advisor.present.comparison_files import FORMS
from commplan_advisor.present.html import body_of
from commplan_advisor.present.sheets import as_xlsx
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.web.advisor import Advisor
from commplan_advisor.web.settings import Settings
from commplan_advisor.web.store import Store
from tests.support.command import commplan_here
from tests.support.served import client_of, folder_with
from tests.support.shipped import DAY, shipped_engine

NAMES = ("nijkerk-2016", "heerde-2018", "name-only")
QUERY = "&".join(f"case={name}" for name in NAMES[:2])
RULES = ("--as-of", DAY.isoformat())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_with(tmp_path / "cases", *NAMES)


@pytest.fixture
def client(folder: Path) -> TestClient:
    return client_of(folder)


def cases_in(folder: Path, *names: str) -> dict[str, Case]:
    return {name: Advisor(Settings(folder, as_of=DAY), shipped_engine()).case(Store(folder).read(name)) for name in names}


def adopted(folder: Path) -> None:
    done = commplan_here("review", folder / "nijkerk-2016.yaml", "--adopt", "--on", "2026-03-02", "--as-of", "2026-03-02")
    assert done.exit_code == 0, done.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_against_one_it_is_the_comparison_of_the_command(client: TestClient, folder: Path, language: Language) -> None:
    cases = cases_in(folder, *NAMES)
    told = compare(list(cases.values()), shipped_engine(), language=language, against=cases["heerde-2018"])
    title, *rest = comparison_report(told, language)
    assert isinstance(title, Heading)
    page = client.get(f"/compare?case=nijkerk-2016&case=name-only&against=heerde-2018&lang={language}").text
    assert body_of(rest) in page
    assert '<option value="heerde-2018" selected>' in page
    assert sorted(re.findall(r'name="case" value="([^"]+)" checked', page)) == sorted(NAMES), "whoever is compared with takes part"


@pytest.mark.parametrize("form", FORMS)
def test_each_file_is_that_of_the_command(form: str, client: TestClient, folder: Path, tmp_path: Path) -> None:
    ending = "md" if form == "markdown" else form
    page = client.get(f"/compare?{QUERY}&differences=true").text
    link = next(one for one in re.findall(r'<a href="([^"]+)" download>', page) if one.startswith(f"/compare.{ending}?"))
    written = tmp_path / f"written.{ending}"
    files = [folder / f"{name}.yaml" for name in NAMES[:2]]
    done = commplan_here("compare", *files, "--differences", *RULES, "--format", form, "-o", written)
    assert done.exit_code == 0, done.stderr
    answer = client.get(unescape(link))
    assert answer.headers["content-disposition"] == f'attachment; filename="vergelijking.{ending}"'
    assert str(folder).encode() not in answer.content
    if form == "xlsx":  # a packed file: the name of the folder is not to be found in it
        told = compare(list(cases_in(folder, *NAMES[:2]).values()), shipped_engine(), differences=True)
        assert answer.content == as_xlsx(told, "nl")
    else:
        assert answer.content == written.read_bytes().replace(str(folder).encode() + b"/", b"")


def test_the_picture_on_the_page_is_that_of_the_command_and_told_in_words(client: TestClient, folder: Path, tmp_path: Path) -> None:
    page = client.get(f"/compare?{QUERY}").text
    source = re.search(r'<img src="([^"]+)" alt="([^"]+)" width="(\d+)" height="(\d+)"', page)
    assert source
    drawn = tmp_path / "drawn.svg"
    files = [folder / f"{name}.yaml" for name in NAMES[:2]]
    assert commplan_here("compare", *files, *RULES, "-o", drawn).exit_code == 0
    picture = client.get(unescape(source[1]))
    assert picture.content == drawn.read_bytes()
    assert picture.headers["content-security-policy"].startswith("sandbox;")
    assert source[2] == "Vergelijking van 2 vragenlijsten"
    assert "Gemeenten: Heerde, Nijkerk." in page
    size = re.search(r'width="([\d.]+)pt" height="([\d.]+)pt"', picture.text) or re.search(
        r'width="([\d.]+)" height="([\d.]+)"', picture.text
    )
    assert size
    assert abs(float(size[1]) / float(size[2]) - int(source[3]) / int(source[4])) < 0.02


def test_without_a_choice_there_is_no_file_and_no_picture(client: TestClient) -> None:
    for address in (
        "/compare.csv",
        "/compare.csv?case=nijkerk-2016",
        f"/compare.exe?{QUERY}",
        "/compare/picture.svg",
        "/compare.csv?case=a&case=b",
    ):
        assert client.get(address).status_code == 404, address


def test_more_than_can_be_compared_is_refused_in_plain_words(client: TestClient, folder: Path) -> None:
    text = (folder / "name-only.yaml").read_text(encoding="utf-8")
    for number in range(51):
        (folder / f"copy-{number}.yaml").write_text(text, encoding="utf-8")
    page = client.get("/compare?" + "&".join(f"case=copy-{number}" for number in range(51)))
    assert page.status_code == 422
    assert "Kies er hoogstens 50." in page.text


def test_the_answers_of_a_plan_that_was_adopted_can_be_compared_with_those_of_now(client: TestClient, folder: Path) -> None:
    adopted(folder)
    case = folder / "nijkerk-2016.yaml"
    case.write_text(case.read_text(encoding="utf-8").replace("members: 2000", "members: 20000"), encoding="utf-8")
    page = client.get("/cases/nijkerk-2016/review?on=2026-06-02").text
    link = next(unescape(one) for one in re.findall(r'href="([^"]+)"', page) if one.startswith("/compare?"))
    compared = unescape(client.get(link).text)
    assert "versie 1 van 2-3-2026" in compared
    assert re.search(r"<td>20\.000</td><td>2\.000</td>", compared)
    assert 'value="nijkerk-2016@1" checked' in compared


def test_a_version_that_there_is_not_gives_the_nearest_questionnaire(client: TestClient) -> None:
    page = client.get("/compare?case=heerde-2018&case=nijkerk-2016@7")
    assert page.status_code == 404
    assert "Bedoelt u 'nijkerk-2016'?" in unescape(page.text)
    link = next(unescape(one) for one in re.findall(r'href="([^"]+)"', page.text) if "/compare?case" in one and "lang" not in one)
    assert client.get(link).status_code == 200
