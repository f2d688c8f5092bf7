"""Made-up cases, read back as questionnaires."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from commplan_advisor.common.located import parse_json
from commplan_advisor.population.generating.cases import Cases, DrawnCases, batches
from commplan_advisor.population.generating.given import given_by
from commplan_advisor.population.generating.lines import lines_of
from commplan_advisor.population.generating.random_table import random_table
from commplan_advisor.population.generating.reading import marginals
from commplan_advisor.questionnaire.reading import Case, case_from
from commplan_advisor.rulebook.loading import load_rulebook
from commplan_advisor.rulebook.model import RuleBook
from tests.support.shipped import DAY


@cache
def book() -> RuleBook:
    """The rule book that ships."""
    return load_rulebook(as_of=DAY)


def plausible(count: int, *settings: str, seed: int = 0, fill_rows: bool = False) -> DrawnCases:
    """Plausible cases by the chances that ship."""
    return DrawnCases(marginals(), given_by(None, settings), count, seed, fill_rows)


def random(count: int, *settings: str, seed: int = 0, answered: float = 0.6, rows: int = 4) -> DrawnCases:
    """Random cases for the rule book that ships."""
    return DrawnCases(random_table(book(), answered=answered, rows=rows), given_by(None, settings), count, seed)


def lines(cases: Cases) -> list[str]:
    """The questionnaires as lines of JSON."""
    return [line for table in batches(cases) for line in lines_of(table, cases.given.plan)]


def read(cases: Cases) -> list[Case]:
    """The questionnaires as the reader of files reads them, with all that it refuses."""
    return [case_from(parse_json(line, f"line {number}")) for number, line in enumerate(lines(cases), start=1)]


def told(cases: Cases) -> list[Any]:
    """The questionnaires as plain values."""
    return [json.loads(line) for line in lines(cases)]


def answers_to(cases: Cases | list[Any], path: str) -> list[Any]:
    """The plain answers to a question of the case, of cases or their plain values; None where it was not answered."""
    return [_at(one, path) for one in (cases if isinstance(cases, list) else told(cases))]


def rows_of(cases: Cases | list[Any], path: str) -> Iterator[dict[str, Any]]:
    """The rows of a list, of all cases."""
    return (row for rows in answers_to(cases, path) for row in rows or ())


def _at(whole: Any, path: str) -> Any:
    for part in path.split("."):
        whole = whole.get(part) if whole else None
    return whole
