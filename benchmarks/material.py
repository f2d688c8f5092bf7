"""What is measured with: the rule book and the cases that ship, and generated ones."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

from commplan_advisor.questionnaire.facts import Facts, facts_of
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.reading import load_case
from commplan_advisor.rulebook.loading import load_rulebook, shipped
from commplan_advisor.rulebook.model import RuleBook
from tests.support.answers import questionnaire_of, random_answers

SMALL_CASE = "only-low-coverage.yaml"


@cache
def shipped_book() -> RuleBook:
    """The rule book that ships."""
    return load_rulebook()


def small_case() -> Path:
    """A case with a few answers."""
    return shipped("cases") / "example" / SMALL_CASE


def shipped_answers() -> list[Questionnaire]:
    """The answers of all cases that ship, real ones first."""
    folder = shipped("cases")
    paths = [path for part in ("real", "example") for path in sorted((folder / part).iterdir()) if path.suffix in (".yaml", ".json")]
    return [load_case(path).answers for path in paths]


def shipped_facts() -> list[Facts]:
    """The facts of all cases that ship."""
    return [facts_of(answers) for answers in shipped_answers()]


def generated_facts(count: int, seed: int = 0) -> list[Facts]:
    """Facts of so many random questionnaires, from nearly empty to nearly full."""
    rng = Random(seed)
    return [facts_of(questionnaire_of(random_answers(rng, share=rng.choice([0.05, 0.3, 0.6, 0.95])))) for _ in range(count)]


def with_number(facts: Facts, number: int) -> Facts:
    """The same facts of a municipality of another size, so that no two cases are equal."""
    fields = {**facts.case.fields, "municipality.inhabitants": 10_000 + number}
    return replace(facts, case=replace(facts.case, fields=fields))
