"""The long form of the results says what the rule engine says of each case by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from commplan_advisor.engine.conclusions import Reason, Status
from commplan_advisor.engine.engine import Engine
from commplan_advisor.population.advising.run import Run
from commplan_advisor.population.advising.running import advise_on_all
from commplan_advisor.population.duck import DuckDBConcluder
from commplan_advisor.population.reading.opening import open_cases
from commplan_advisor.population.results import TABLES_OF_ROWS
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.reading import load_case
from commplan_advisor.rulebook.model import RuleBook
from tests.population.advising.fakes import small_book
from tests.support.shipped import ROOT, shipped_cases, shipped_engine


def _rule(reason: Reason) -> str:
    subject = reason.subject
    if subject.kind == "case":
        return reason.rule.id
    if subject.kind not in TABLES_OF_ROWS:
        return f"{reason.rule.id}@{subject.id}"
    return f"{reason.rule.id}@{TABLES_OF_ROWS[subject.kind]}[{subject.path[-1] if subject.settled else '?'}]"


def _as_the_engine_says(engine: Engine) -> Iterator[tuple[Any, ...]]:
    with with_added(engine.book.added):
        for file in shipped_cases():
            case = load_case(file)
            for key, one in engine.run(facts_of(case.answers)).conclusions.items():
                told = one.reasons if one.status is Status.CONCLUDED else one.may
                yield case.name, *key, one.status.value, sorted({_rule(reason) for reason in told})


def _as_written(book: RuleBook, output: Path) -> Iterator[tuple[Any, ...]]:
    with with_added(book.added):
        source = open_cases(ROOT / "cases", book)
        advise_on_all(source, lambda: DuckDBConcluder(book), Run("cases", source.identity, book, "ndjson", "nl", 20), output)
    for part in sorted((output / "conclusions").iterdir()):
        for line in part.read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            yield one["case"], one["kind"], one["id"], one["about"], one["status"], sorted(one["rules"])


def _agree(engine: Engine, output: Path) -> None:
    expected, found = sorted(_as_the_engine_says(engine)), sorted(_as_written(engine.book, output))
    assert len(expected) > 20
    assert found == expected


def test_with_the_small_rule_book(tmp_path: Path) -> None:
    _agree(Engine(small_book()), tmp_path / "out")


@pytest.mark.broad
def test_with_the_rule_book_that_ships(tmp_path: Path) -> None:
    _agree(shipped_engine(), tmp_path / "out")
