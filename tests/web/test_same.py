"""The advice on a page, from the interface, from the command and from Python is the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from commplan_advisor.advice.advise import advise
from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.present.machine import as_json
from commplan_advisor.questionnaire.reading import load_case
from commplan_advisor.questionnaire.sheets.answers import plain_answers
from tests.support.command import commplan_here
from tests.support.served import client_of, folder_with, tells
from tests.support.shipped import DAY, shipped_cases, shipped_engine

NAMES = [path.stem for path in shipped_cases()]


@pytest.mark.broad
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_it_is_the_same_for_every_case(name: str, language: Language, tmp_path: Path) -> None:
    the_same(name, language, tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_the_same(language: Language, tmp_path: Path) -> None:
    the_same("heerde-2018", language, tmp_path)


def the_same(name: str, language: Language, folder: Path) -> None:
    path = next(path for path in shipped_cases() if path.stem == name)
    case = load_case(path)
    from_python = advise(case, shipped_engine(), language=language)
    client = client_of(folder_with(folder, name))
    page = client.get(f"/cases/{name}/advice", params={"lang": language}).text
    assert tells(page, from_python, language)
    told = json.loads(as_json([from_python]))
    printed = commplan_here("advise", path, "--format", "json", "--as-of", DAY.isoformat(), "--lang", language).stdout
    assert json.loads(printed) == told
    answers = json.dumps(plain_answers(case.answers), ensure_ascii=False, default=str)
    sent = client.post("/api/v1/advice", params={"lang": language}, content=answers, headers={"Content-Type": "application/json"})
    assert without_receipt(sent.json()) == without_receipt(told)
    kept = client.get(f"/api/v1/cases/{name}/advice", params={"lang": language})
    assert without_receipt(kept.json()) == without_receipt(told)


def without_receipt(advice: dict[str, object]) -> dict[str, object]:
    """An advice without the hash of its questionnaire, and without the places in a file that another text does not have."""
    return {**json.loads(re.sub(r'"(?:line|column|file)": (?:"[^"]*"|\d+)', '"place": 0', json.dumps(advice))), "receipt": None}
