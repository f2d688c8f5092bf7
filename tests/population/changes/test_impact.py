"""`population impact`: exactly what advising one by one with both versions says."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pyarrow.parquet as pq
import pytest

from commplan_advisor.common.faults import Fault, Place, UnreadableFileError
from commplan_advisor.common.text import Text
from commplan_advisor.engine.engine import Engine
from commplan_advisor.population.asking import RULE
from commplan_advisor.population.changes.cases_file import Write, cases_file
from commplan_advisor.population.changes.impact import Changes, Moves, PopulationImpact, impact_on_cases
from commplan_advisor.population.columns import NUMBER
from commplan_advisor.population.reading.opening import open_cases
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.rulebook.model import RuleBook
from tests.support.answers import questionnaire_of, random_answers
from tests.support.changes import DAY, KINDS, Document, changed, generated, version_of
from tests.support.population import table_of

_STATES = ("ruled_out", "open", "concluded")
_ALL = (*("finding", "problem", "cause", "action", "task", "timing", "moment", "duty", "option", "part", "means", "order"), RULE)
_Moved = dict[tuple[int, tuple[str, ...]], tuple[str, str]]
"""By number of the case and what is other: its state before and after."""


@cache
def _questionnaires() -> tuple[Questionnaire, ...]:
    rng = Random(5)
    return tuple(questionnaire_of(random_answers(rng, share)) for share in (0.1, 0.4, 0.7, 0.95) for _ in range(4))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("many") / "many.parquet"
    pq.write_table(table_of(_questionnaires()), file)
    return file


@cache
def _documents(kind: str, seed: int) -> tuple[Document, Document]:
    document = generated(seed, rules_a_stage=4)
    return document, changed(document, kind, seed)[0]


def _books(old: Document, new: Document) -> tuple[RuleBook, RuleBook]:
    return version_of(old).as_of(DAY), version_of(new).as_of(DAY)


def _states(book: RuleBook) -> list[dict[tuple[str, ...], str]]:
    """How far each conclusion and rule is settled for each questionnaire, as the engine for one case says; ruled out is left out."""
    engine = Engine(book)
    found = []
    for answers in _questionnaires():
        told: dict[tuple[str, ...], str] = {}
        for key, one in engine.run(facts_of(answers)).conclusions.items():
            told[key] = one.status.value
            for reason in one.may:
                told.setdefault((RULE, reason.rule.id, ""), "open")
            for reason in one.reasons:
                told[RULE, reason.rule.id, ""] = "concluded"
        found.append(told)
    engine.close()
    return found


def _by_one(books: Sequence[RuleBook]) -> _Moved:
    before, after = (_states(book) for book in books)
    moved: _Moved = {}
    for number, (was, is_) in enumerate(zip(before, after, strict=True)):
        for key in {*was, *is_}:
            states = was.get(key, "ruled_out"), is_.get(key, "ruled_out")
            if states[0] != states[1]:
                moved[number, key] = states
    return moved


@cache
def _moves_at_once(path: Path) -> tuple[PopulationImpact, _Moved]:
    return _at_once(_books(*_moving()), path)


def _at_once(books: tuple[RuleBook, RuleBook], path: Path, **how: Any) -> tuple[PopulationImpact, _Moved]:
    moved: _Moved = {}

    def note(changes: Changes) -> None:
        for number, place, was, is_ in zip(changes.numbers, changes.places, changes.before, changes.after, strict=True):
            moved[int(number), changes.keys[place]] = _STATES[was], _STATES[is_]

    return impact_on_cases(open_cases(path, books[1]), path, books, _ALL, each=note, **how), moved


def _check(kind: str, seed: int, many: Path) -> bool:
    books = _books(*_documents(kind, seed))
    told, moved = _at_once(books, many, batch=7)
    expected = {at: states for at, states in _by_one(books).items() if at[1][0] in _ALL}
    assert moved == expected
    assert told.changed == len({number for number, _ in expected})
    counts = Counter((key, *states) for (_, key), states in expected.items())
    for one in told.shifted:
        key = (one.kind, one.id, one.about)
        for name in Moves.__slots__:
            states = next((was, is_) for was in _STATES for is_ in _STATES if f"{was}_{is_}" == name)
            assert getattr(one.moves, name) == counts.pop((key, *states), 0), (key, name)
    assert not counts
    return bool(expected)


@pytest.mark.parametrize("kind", ["rule removed", "threshold"])
def test_a_change_is_told_exactly(kind: str, many: Path) -> None:
    assert _check(kind, 1, many), "or this test says nothing"


@pytest.mark.broad
@pytest.mark.parametrize("kind", KINDS)
def test_any_change_is_told_exactly(kind: str, many: Path) -> None:
    for seed in range(3, 6):
        _check(kind, seed, many)


@cache
def _moving() -> tuple[Document, Document]:
    """A change that makes a difference: all rules of the first stage are gone."""
    document = generated(1, rules_a_stage=4)
    other: Document = json.loads(json.dumps(document))
    first = document["rules"][0]["stage"]
    other["rules"] = [rule for rule in other["rules"] if rule["stage"] != first]
    other["digest"] = "other"
    return document, other


def test_how_many_are_read_at_once_does_not_matter(many: Path) -> None:
    assert _at_once(_books(*_moving()), many, batch=3, workers=2) == _moves_at_once(many)


def test_back_again_everything_is_the_other_way_round(many: Path) -> None:
    there, back = _moves_at_once(many)[1], _at_once(_books(*reversed(_moving())), many)[1]
    assert there
    assert back == {at: (is_, was) for at, (was, is_) in there.items()}


def test_the_first_cases_are_shown_with_all_that_is_other(many: Path) -> None:
    told, moved = _moves_at_once(many)
    numbers = sorted({number for number, _ in moved})
    assert [one.number for one in told.examples] == numbers[:20]
    for one in told.examples:
        expected = {key: states for (number, key), states in moved.items() if number == one.number}
        assert {(change.kind, change.id, change.about): (change.before, change.after) for change in one.changes} == expected


def _read(file: Path) -> list[dict[str, str]]:
    if file.suffix == ".csv":
        return list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    if file.suffix == ".ndjson":
        return [{name: str(value) for name, value in json.loads(line).items()} for line in file.read_text().splitlines()]
    return [{name: str(value) for name, value in row.items()} for row in pq.read_table(file).to_pylist()]


@pytest.mark.parametrize("ending", ["csv", "ndjson", "parquet"])
def test_all_cases_that_change_go_to_a_file(ending: str, many: Path, tmp_path: Path) -> None:
    books = _books(*_moving())
    file = tmp_path / f"changes.{ending}"
    with cases_file(file, "nl") as write:
        impact_on_cases(open_cases(many, books[1]), many, books, _ALL, batch=5, each=write)
    read = _read(file)
    assert list(read[0]) == ["number", "case", "kind", "id", "about", "title", "before", "after"]
    found = {(int(row[NUMBER]), (row["kind"], row["id"], row["about"])): (row["before"], row["after"]) for row in read}
    assert found == _moves_at_once(many)[1]
    with pytest.raises(UnreadableFileError, match="exists already"), cases_file(file, "nl"):
        pass


def _write_and_fail(write: Write, many: Path) -> None:
    books = _books(*_moving())
    impact_on_cases(open_cases(many, books[1]), many, books, ("finding",), each=write)
    raise UnreadableFileError(Fault(Place("many"), Text("kapot", "broken")))


def test_a_file_is_never_there_half(many: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError), cases_file(tmp_path / "changes.csv", "nl") as write:
        _write_and_fail(write, many)
    assert list(tmp_path.iterdir()) == []
