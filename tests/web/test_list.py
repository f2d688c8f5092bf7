"""The list of questionnaires: how far each is, what asks for attention first, and where one can go."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pytest

from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.web.pages.site import Site
from commplan_advisor.web.pages.standing import Standing, standings
from commplan_advisor.web.settings import Settings
from tests.support.command import commplan_here
from tests.support.served import client_of, folder_with
from tests.support.shipped import DAY, shipped_engine

RULES = ("--as-of", "2026-03-02")
MARCH, JUNE = date(2026, 3, 2), date(2026, 6, 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_with(tmp_path / "cases", "nijkerk-2016", "heerde-2018", "complete", "name-only")


def listed(folder: Path, today: date = MARCH, language: Language = "nl") -> tuple[Standing, ...]:
    return standings(Site(Settings(folder, as_of=DAY), shipped_engine()), language, today)


def states(folder: Path, today: date = MARCH) -> dict[str, str]:
    return {one.name: one.state for one in listed(folder, today)}


def adopt(folder: Path, name: str, day: date = MARCH) -> None:
    assert commplan_here("review", folder / f"{name}.yaml", "--adopt", "--on", day.isoformat(), *RULES).exit_code == 0


def test_before_a_plan_it_says_how_far_the_answers_are(folder: Path) -> None:
    assert states(folder) == {"heerde-2018": "filling", "complete": "filled", "name-only": "empty", "nijkerk-2016": "filling"}


def test_a_new_questionnaire_is_not_begun(folder: Path) -> None:
    client = client_of(folder)
    found = re.search(r'name="token" value="([^"]+)"', client.get("/").text)
    assert found
    assert client.post("/cases", data={"token": found[1], "municipality": "Ede"}).status_code == 303
    assert states(folder)["ede"] == "empty"


def test_a_plan_runs_from_its_adoption_to_its_first_review_and_again_after_that(folder: Path) -> None:
    adopt(folder, "nijkerk-2016")
    assert states(folder)["nijkerk-2016"] == "running"
    told = next(one.told for one in listed(folder) if one.name == "nijkerk-2016")
    assert told == "Plan vastgesteld: versie 1, van 2-3-2026."
    late = date(2026, 12, 1)
    assert states(folder, late)["nijkerk-2016"] == "review"
    assert commplan_here("review", folder / "nijkerk-2016.yaml", "--keep", "--on", late.isoformat(), *RULES).exit_code == 0
    assert states(folder, late)["nijkerk-2016"] == "running"


def test_what_asks_for_attention_comes_first_and_the_rest_by_the_name_of_the_municipality(folder: Path) -> None:
    adopt(folder, "nijkerk-2016")
    (folder / "zwaar.yaml").write_text("municipality: {nam: Ede}\n", encoding="utf-8")
    found = listed(folder, date(2026, 12, 1))
    assert [one.name for one in found] == ["zwaar", "nijkerk-2016", "heerde-2018", "complete", "name-only"]
    assert [one.title for one in found[2:]] == sorted(one.title for one in found[2:])


def test_a_damaged_plan_is_told_and_the_list_lives_on(folder: Path) -> None:
    adopt(folder, "nijkerk-2016")
    version = folder / "nijkerk-2016.plan" / "1.json"
    version.write_text(version.read_text(encoding="utf-8").replace("Nijkerk", "Nijverk"), encoding="utf-8")
    assert states(folder)["nijkerk-2016"] == "plan_faulty"
    page = client_of(folder).get("/")
    assert page.status_code == 200
    assert "Het vastgestelde plan is beschadigd." in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_row_leads_to_where_one_can_go(folder: Path, language: Language) -> None:
    adopt(folder, "nijkerk-2016")
    (folder / "broken.yaml").write_text("municipality: [\n", encoding="utf-8")
    client = client_of(folder)
    page = client.get("/", params={"lang": language}).text
    rows = {
        name: row
        for row in re.findall("<tr>.*?</tr>", page, re.DOTALL)
        for name in re.findall(r'<th scope="row"><a href="/cases/([^/]+)/', row)
    }
    ends = {name: sorted({link.rpartition("/")[2] for link in re.findall(r'href="([^"]+)"', row)}) for name, row in rows.items()}
    assert ends["nijkerk-2016"] == ["advice", "introduction", "progress", "review"]
    assert ends["name-only"] == ["advice", "introduction"]
    assert ends["broken"] == ["introduction"]
    for link in re.findall(r'href="(/cases/[^"]+)"', page):
        assert client.get(link).status_code == (422 if "broken" in link else 200)
    for name in ("Nijkerk", "Heerde"):
        hidden = [unescape(one) for one in re.findall(r'<span class="hidden"> ([^<]+)</span>', page)]
        assert name in hidden, "who hears the link hears whose it is"


def test_it_tells_the_day_of_the_last_change(folder: Path) -> None:
    noon = datetime(2026, 1, 31, 12, tzinfo=UTC).timestamp()
    os.utime(folder / "heerde-2018.yaml", (noon, noon))
    assert next(one.changed for one in listed(folder) if one.name == "heerde-2018") == "31-1-2026"


def test_a_name_that_is_taken_stays_in_the_field(folder: Path) -> None:
    client = client_of(folder)
    found = re.search(r'name="token" value="([^"]+)"', client.get("/").text)
    assert found
    page = client.post("/cases", data={"token": found[1], "municipality": "Complete"})
    assert page.status_code == 422
    assert 'name="municipality" value="Complete"' in page.text
    assert str(folder) not in page.text
