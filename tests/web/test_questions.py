"""Filling in a questionnaire on pages, without a script."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from commplan_advisor.questionnaire.reading import load_case
from tests.support.served import client_of, folder_with, form_of
from tests.support.shipped import shipped_cases

CHAPTERS = ("introduction", "situation", "problems", "plan")
NAMES = [path.stem for path in shipped_cases() if path.suffix == ".yaml"]


def test_a_new_questionnaire_is_a_file_called_after_the_municipality(tmp_path: Path) -> None:
    client = client_of(tmp_path)
    answer = client.post("/cases", data={**form_of(client, "/"), "municipality": "Bergen op Zoom"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/cases/bergen-op-zoom/questions/introduction"
    assert load_case(tmp_path / "bergen-op-zoom.yaml").name == "Bergen op Zoom"


def posted(client: TestClient, chapter: str, **fields: object) -> int:
    path = f"/cases/nijkerk-2016/questions/{chapter}"
    return int(client.post(path, data={**form_of(client, path), **fields}).status_code)


def test_answers_are_saved_and_shown_again(tmp_path: Path) -> None:
    client = client_of(folder_with(tmp_path, "nijkerk-2016"))
    assert posted(client, "introduction", **{"municipality.inhabitants": "42.000", "introduction.business_hallmark": "yes"}) == 422
    assert posted(client, "introduction", **{"municipality.inhabitants": "42.000"}) == 303
    assert posted(client, "situation", **{"situation.register.exists": "true", "situation.internal.hours_per_week": "2,5"}) == 303
    answers = load_case(tmp_path / "nijkerk-2016.yaml").answers
    assert answers.municipality.inhabitants == 42000
    assert answers.situation.register_.exists is True
    assert answers.situation.internal.hours_per_week == 2.5
    page = client.get("/cases/nijkerk-2016/questions/situation").text
    assert 'value="2,5"' in page
    assert 'name="situation.register.exists" value="true" checked' in page


@pytest.mark.parametrize(("chapter", "on"), [*pairwise(CHAPTERS), ("plan", "advice")])
def test_going_on_saves_first_without_a_script_too(chapter: str, on: str, tmp_path: Path) -> None:
    client = client_of(folder_with(tmp_path, "nijkerk-2016"))
    path = f"/cases/nijkerk-2016/questions/{chapter}"
    assert f'name="on" value="{on}"' in client.get(path).text
    field, value = {
        "introduction": ("municipality.inhabitants", "42000"),
        "situation": ("situation.register.exists", "true"),
        "problems": ("problems.0.description", "sinds 2014"),
        "plan": ("planning.start", "1-2-2027"),
    }[chapter]
    answer = client.post(path, data={**shown_in(client.get(path).text), field: value, "on": on})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/cases/nijkerk-2016/{'' if on == 'advice' else 'questions/'}{on}")
    assert {"1-2-2027": "2027-02-01"}.get(value, value) in (tmp_path / "nijkerk-2016.yaml").read_text(encoding="utf-8")


def test_what_is_wrong_keeps_one_where_one_is(tmp_path: Path) -> None:
    client = client_of(folder_with(tmp_path, "nijkerk-2016"))
    assert posted(client, "introduction", **{"municipality.inhabitants": "veel", "on": "situation"}) == 422
    before = (tmp_path / "nijkerk-2016.yaml").read_bytes()
    path = "/cases/nijkerk-2016/questions/introduction"
    for on in ("nowhere", "../../x", "https://example.org", "//example.org"):
        answer = client.post(path, data={**shown_in(client.get(path).text), "on": on})
        assert answer.headers["location"] == f"{path}?told=saved"
    assert (tmp_path / "nijkerk-2016.yaml").read_bytes() == before


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_saving_a_page_as_it_was_shown_changes_no_letter_of_the_file(name: str, chapter: str, tmp_path: Path) -> None:
    client = client_of(folder_with(tmp_path, name))
    before = (tmp_path / f"{name}.yaml").read_bytes()
    path = f"/cases/{name}/questions/{chapter}"
    answer = client.post(path, data=shown_in(client.get(path).text))
    assert answer.status_code == 303, answer.text
    assert (tmp_path / f"{name}.yaml").read_bytes() == before


def shown_in(page: str) -> dict[str, list[str]]:
    """What a browser sends of a form that nobody touched."""
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.fields: dict[str, list[str]] = {}
            self.select = self.area = ""
            self.first: str | None = None

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            told = {name: value or "" for name, value in attrs}
            name = told.get("name", "")
            if tag == "input" and (told.get("type") not in ("radio", "checkbox") or "checked" in told):
                self.fields.setdefault(name, []).append(told.get("value", ""))
            elif tag == "textarea":
                self.area = name
                self.fields[name] = [""]
            elif tag == "select":
                self.select, self.first = name, None
            elif tag == "option":
                if self.first is None:
                    self.first = told["value"]
                    self.fields[self.select] = [self.first]
                if "selected" in told:
                    self.fields[self.select] = [told["value"]]

        def handle_data(self, data: str) -> None:
            if self.area:
                self.fields[self.area][0] += data

        def handle_endtag(self, tag: str) -> None:
            if tag == "textarea":
                self.area = ""

    reader = Reader()
    reader.feed(page)
    return reader.fields
