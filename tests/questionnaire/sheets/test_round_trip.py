"""From a questionnaire to a workbook and back nothing is lost."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.questionnaire.reading import load_case
from tests.support.answers import questionnaire_of, random_answers
from tests.support.shipped import ROOT
from tests.support.workbooks import ENDINGS, answers_in, written

CASES = sorted((ROOT / "cases").glob("*/*"))
_TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff"), min_size=1, max_size=60)
_HOSTILE = st.sampled_from(
    [
        "=1+1",
        "+31",
        "-5",
        "@SUM(A1)",
        "'aanhaling",
        "007",
        "1e5",
        "12,5",
        "31-1-2026",
        "TRUE",
        "geen",
        "onbekend",
        "#REF!",
        "{=A1}",
        "_x0041_",
        "regel\nom",
        "regel\n\nom",
        "tab\ttab",
        "twee  spaties",
        "<b>&amp;</b>",
        '=HYPERLINK("http://x")',
        "1 januari",
        "50%",
        "ja",
        "é ü 你好 😀",
        "a\r\nb",
        "a\x85b\x7fc",
    ]
)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("file", CASES, ids=lambda file: file.name)
def test_every_shipped_case_comes_back_as_it_was(file: Path, ending: str, tmp_path: Path) -> None:
    answers = load_case(file).answers
    assert load_case(written(tmp_path / f"case{ending}", answers)).answers == answers


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(seed=st.integers(0, 2**32), share=st.sampled_from([0.1, 0.5, 0.9, 1.0]), language=st.sampled_from(LANGUAGES))
@pytest.mark.parametrize("ending", ENDINGS)
def test_random_answers_come_back_as_they_were(seed: int, share: float, language: Language, ending: str, tmp_path: Path) -> None:
    answers = questionnaire_of(random_answers(Random(seed), share, rows=4))
    assert load_case(written(tmp_path / f"case{ending}", answers, language)).answers == answers


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(texts=st.lists(_TEXTS.filter(str.strip) | _HOSTILE, min_size=6, max_size=6))
@pytest.mark.parametrize("ending", ENDINGS)
def test_any_text_comes_back_letter_by_letter(texts: list[str], ending: str, tmp_path: Path) -> None:
    answers = questionnaire_of(
        {
            "municipality": {"name": texts[0]},
            "notes": texts[1],
            "sources": [texts[2], texts[3]],
            "introduction": {"audiences": [{"name": texts[4]}, {}, {"area": texts[5]}]},
            "planning": {"hours": [{"role": texts[4]}]},
            "measurements": [{"indicator": texts[5], "source": texts[0]}],
        }
    )
    assert load_case(written(tmp_path / f"case{ending}", answers)).answers == answers


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_answered_with_none_and_not_answered_stay_apart(ending: str, language: Language, tmp_path: Path) -> None:
    none = {
        "questionnaire": 1,
        "municipality": {"name": "Voorbeeldstad"},
        "sources": [],
        "introduction": {"goals": [], "audiences": []},
        "situation": {"initiatives": [{"wishes": []}, {}], "offline": {"kinds": []}},
        "problems": [],
        "planning": {"hours": []},
    }
    assert answers_in(written(tmp_path / f"case{ending}", none, language)) == none


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("value", [0.1 + 0.2, 1e9, 0.0, 1e-7, 12.5, 1 / 3, 123456789.123456])
def test_a_number_keeps_all_its_digits(value: float, ending: str, tmp_path: Path) -> None:
    answers = questionnaire_of({"municipality": {"name": "Voorbeeldstad"}, "measurements": [{"value": value}]})
    assert load_case(written(tmp_path / f"case{ending}", answers)).answers == answers


@pytest.mark.parametrize("ending", ENDINGS)
def test_options_keep_their_order(ending: str, tmp_path: Path) -> None:
    chosen = {"municipality": {"name": "V"}, "introduction": {"goals": ["overview", "impulse"]}, "questionnaire": 1}
    chosen["problems"] = [{"causes": ["tone", "chatter", "no_time", "no_money", "distrust", "other"]}]
    assert answers_in(written(tmp_path / f"case{ending}", chosen)) == chosen


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_questionnaire_gives_the_same_bytes(ending: str, tmp_path: Path) -> None:
    answers = load_case(CASES[0]).answers
    once, again = (written(tmp_path / name / f"case{ending}", answers) for name in _folders(tmp_path))
    assert once.read_bytes() == again.read_bytes()


def _folders(folder: Path) -> tuple[str, str]:
    for name in ("one", "two"):
        (folder / name).mkdir()
    return "one", "two"


@pytest.mark.broad
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_workbook_that_libreoffice_saved_reads_the_same(ending: str, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    assert office, "LibreOffice is needed for this test"
    answers = questionnaire_of(
        random_answers(Random(7), 0.9, rows=4) | {"notes": "=1+1\n-007  en 'zo'", "sources": ["@bron", "12,5"], "date": "2026-01-31"}
    )
    case = written(tmp_path / f"case{ending}", answers)
    saved = tmp_path / "saved"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for other in ENDINGS:
        subprocess.run(
            [office, "--headless", profile, "--convert-to", other[1:], "--outdir", saved, case],
            check=True,
            capture_output=True,
            timeout=120,
        )
        assert load_case(saved / f"case{other}").answers == answers
