"""The rule book and the cases that ship, loaded once."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from commplan_advisor.advice.advise import advise
from commplan_advisor.advice.model import Advice
from commplan_advisor.common.text import Language
from commplan_advisor.engine.conclusions import Outcomes
from commplan_advisor.engine.engine import Engine
from commplan_advisor.present.machine import as_json
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.rulebook.loading import load_rulebook
from tests.support.answers import Answers, case_of, questionnaire_of

ROOT = Path(__file__).parents[2]
DAY = date(2026, 3, 2)
"""A working Monday, for advice that must not depend on the day of the test."""


@cache
def shipped_engine() -> Engine:
    """The shipped rule book, ready to run."""
    return Engine(load_rulebook(as_of=DAY))


def outcomes_of(answers: Answers) -> Outcomes:
    """What follows from some answers."""
    return shipped_engine().run(facts_of(questionnaire_of(answers)))


def advice_on(answers: Answers, language: Language = "nl", engine: Engine | None = None, *, prove: bool = False) -> Advice:
    """The advice on some answers; without proofs of what is certain, unless these matter."""
    return advise(case_of(answers), engine or shipped_engine(), language=language, start=DAY, prove=prove)


def advice_json(answers: Answers, engine: Engine | None = None) -> Any:
    """The advice as its machine-readable form."""
    return json.loads(as_json([advice_on(answers, engine=engine)]))


def shipped_cases() -> list[Path]:
    """The files of all cases that ship."""
    return sorted(path for path in (ROOT / "cases").rglob("*") if path.suffix in (".yaml", ".json"))
