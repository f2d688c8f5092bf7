"""A file of marginals: its questions come in place of those that ship, and all that is wrong in it is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from commplan_advisor.common.faults import Fault, FaultyInputError
from commplan_advisor.population.generating.cases import DrawnCases
from commplan_advisor.population.generating.given import Given
from commplan_advisor.population.generating.reading import SHIPPED, marginals
from tests.support.generated import answers_to, read, rows_of


def written(folder: Path, text: str) -> Path:
    file = folder / "kansen.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def faults_in(folder: Path, text: str) -> dict[str, Fault]:
    """The faults, by line and column."""
    with pytest.raises(FaultyInputError) as caught:
        marginals(written(folder, text))
    assert {fault.place.file for fault in caught.value.faults} == {str(folder / "kansen.yaml")}
    return {f"{fault.place.line}:{fault.place.column}": fault for fault in caught.value.faults}


def test_its_questions_come_in_place_of_those_that_ship(tmp_path: Path) -> None:
    table = marginals(
        written(
            tmp_path,
            """
sources: {eigen-telling: Telling van 2026}
questions:
  situation.welcome_package: {answered: 1, chances: {ja: 1}, source: eigen-telling}
  municipality.inhabitants: {answered: 1, ranges: [[50000, 60000]], source: lub-2019}
  situation.initiatives: {rows: {2: 1}, each_once: platform, source: assumed}
  situation.initiatives[].platform: {chances: {nextdoor: 1, signal: 1}, source: assumed}
  situation.initiatives[].groups:
    chances: {3: 1}
    source: assumed
    given:
      - when: {platform: nextdoor, municipality.inhabitants: {above: 55000}}
        of: municipality.inhabitants
        per: 1000
        times: [[2, 2]]
""",
        )
    )
    cases = DrawnCases(table, Given(), 200)
    read(cases)
    assert set(answers_to(cases, "situation.welcome_package")) == {True}
    assert all(50_000 <= one <= 60_000 for one in answers_to(cases, "municipality.inhabitants"))
    assert len(set(answers_to(cases, "situation.structures.police_role"))) == 6
    rows = list(rows_of(cases, "situation.initiatives"))
    assert len(rows) == 400
    assert {row["groups"] for row in rows if row["platform"] == "signal"} == {3}
    assert all(row["groups"] == 3 or 110 <= row["groups"] <= 120 for row in rows)


def test_the_file_that_ships_can_be_copied_and_edited(tmp_path: Path) -> None:
    assert marginals(written(tmp_path, SHIPPED.read_text(encoding="utf-8"))) == marginals()


def test_all_that_is_wrong_is_told_with_line_and_nearest_word(tmp_path: Path) -> None:
    found = faults_in(
        tmp_path,
        """marginals: 1
questions:
  situation.register.exist: {chances: {yes: 1}, source: assumed}
  situation.register.exists: {answered: 2, chances: {maybe: 1, yes: 1}, source: guessed}
  municipality.province:
    chances: {drente: 1, utrecht: -1}
    answer: 0.5
    source: assumed
  municipality.inhabitants:
    ranges: [[9, 5], [0, 10, 1], [1]]
    source: assumed
  introduction.goals: {each: {safety: 3}}
  problems[].frequency:
    chances: {weekly: 1}
    source: assumed
    only_when: {typ: chatter, type: chater}
    given:
      - chances: {monthly: 1}
      - when: {municipality.inhabitants: {over: 5}}
        chances: {yearly: 0}
""",
    )
    told = {where: (fault.value, fault.nearest) for where, fault in found.items()}
    assert told["3:3"] == ("situation.register.exist", "situation.register.exists")
    assert told["4:41"][0] == "2"
    values = {value for value, _ in told.values()}
    assert {"maybe", "guessed", "drente", "-1", "answer", "9, 5", "3", "typ", "chater", "over"} <= values
    nearest = dict(told.values())
    assert [nearest[one] for one in ("drente", "answer", "chater", "typ")] == ["drenthe", "answered", "chatter", "type"]
    assert any("source" in fault.message.en and fault.path == "introduction.goals" for fault in found.values())
    assert all(fault.place.line for fault in found.values())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("questions: {date: {answered: 1, source: assumed}}", "no answer with a chance"),
        ("questions: {date: {ranges: [[2025-02-30, 2025-03-01]], source: assumed}}", "must be a date"),
        ("questions: {introduction.coverage_goal: {ranges: [[50, 101]], source: assumed}}", "must be from 0 to 100"),
        ("questions: {problems: {rows: {many: 1}, source: assumed}}", "must be a number from 0"),
        ("questions: {problems: {rows: {18: 1}, each_once: type, source: assumed}}", "has only 17 answers"),
        ("questions: {problems: {rows: {2: 1}, each_once: typ, source: assumed}}", "is not a question of it"),
        ("questions: {municipality.households: {times: [[1, 2]], source: assumed}}", "say of which"),
        ("questions: {municipality.households: {of: municipality.inhabitants, ranges: [[1, 2]], source: assumed}}", "goes with 'times'"),
        ("questions: {municipality.inhabitants: {of: municipality.households, times: [[2, 3]], source: assumed}}", "depends on itself"),
        ("questions: {municipality.inhabitants: {of: problems, times: [[2, 3]], source: assumed}}", "can be looked at here"),
        ("questions: {'problems[].platform': {one_of_rows: problems, source: assumed}}", "does not have these answers"),
        ("questions: {'problems[].type': {chances: {chatter: 1}, only_when: {frequency: once}, source: assumed}}", "not about a row"),
        ("questions: {municipality.province: 3}", "must have chances"),
        ("questions: [1]", "must have questions"),
        ("", "must have 'questions'"),
        ("marginals: 2\nquestions: {}", "must be 1"),
    ],
)
def test_each_fault_has_words_of_its_own(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(FaultyInputError) as caught:
        marginals(written(tmp_path, text))
    assert said in str(caught.value)
