"""The machine-readable form: versioned, with a published schema, the same bytes each time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from commplan_advisor.advice.advise import advise
from commplan_advisor.advice.model import SCHEMA
from commplan_advisor.common.text import LANGUAGES
from commplan_advisor.present.machine import as_dense_json, as_json, schema
from commplan_advisor.questionnaire.reading import load_case
from tests.support.shipped import DAY, ROOT, shipped_cases, shipped_engine

PUBLISHED = ROOT / "docs" / "reference" / "advice.schema.json"


def test_the_published_schema_is_that_of_the_program() -> None:
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == schema()


@pytest.mark.parametrize("path", shipped_cases(), ids=lambda path: path.stem)
def test_every_advice_is_valid_against_the_published_schema(path: Path) -> None:
    text = as_json([advise(load_case(path), shipped_engine(), start=DAY)])
    advice = json.loads(text)
    assert advice["schema"] == SCHEMA
    Draft202012Validator(json.loads(PUBLISHED.read_text(encoding="utf-8"))).validate(advice)


@pytest.mark.parametrize("path", shipped_cases(), ids=lambda path: path.stem)
def test_the_dense_form_is_the_same_document(path: Path) -> None:
    for language in LANGUAGES:
        advice = advise(load_case(path), shipped_engine(), language=language, start=DAY, prove=False)
        assert json.loads(as_dense_json(advice)) == json.loads(as_json([advice]))


def test_one_case_is_an_object_and_several_are_a_list() -> None:
    advice = advise(load_case(shipped_cases()[0]), shipped_engine(), start=DAY)
    assert json.loads(as_json([advice]))["municipality"] == advice.municipality
    assert len(json.loads(as_json([advice, advice]))) == 2
