"""Plans of the cases that ship, each made once."""

from __future__ import annotations

from functools import cache, lru_cache

from commplan_advisor.advice.advise import advise
from commplan_advisor.advice.model import Advice
from commplan_advisor.common.text import Language
from commplan_advisor.present.plan.writing import Format, Writing
from commplan_advisor.questionnaire.reading import Case, load_case
from tests.support.shipped import DAY, shipped_cases, shipped_engine


@cache
def case_named(name: str) -> Case:
    """A case that ships, by the name of its file without the ending."""
    return load_case(next(path for path in shipped_cases() if path.stem == name))


@cache
def advice_named(name: str, language: Language = "nl") -> Advice:
    """The advice on it, without proofs of what is certain."""
    return advise(case_named(name), shipped_engine(), language=language, start=DAY, prove=False)


@cache
def plan_named(name: str, form: Format, language: Language = "nl") -> bytes:
    """Its plan as a file."""
    return _writing(name, language).written(form)


@lru_cache(maxsize=2)
def _writing(name: str, language: Language) -> Writing:
    return Writing(case_named(name).answers, advice_named(name, language))
