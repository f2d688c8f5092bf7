"""The long form: a line for each conclusion that is drawn or open."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan_advisor.population.advising import long_form
from commplan_advisor.population.advising.long_form import LongForm
from commplan_advisor.population.advising.texts import cell
from commplan_advisor.population.results import CONCLUSIONS, TABLES, ResultColumn
from commplan_advisor.present.spreadsheet import Sheet, csv_of
from commplan_advisor.rulebook.model import Outcome, Rule
from tests.population.advising.fakes import COLUMNS, FakeConcluder, FakeSource, small_book

REGISTER, REGISTER_RULE, PROBLEM, PROBLEM_RULE, _, ACTION, ACTION_RULE, PART, PART_RULE = (one.name for one in COLUMNS)


def _written(folder: Path, cases: list[dict[str, Any]], rows: list[tuple[int, int, bool | None]] | None = None) -> Path:
    """The tables of cases that say this; what they do not say is false."""
    columns = [one.name for one in COLUMNS if one.table == CONCLUSIONS]
    data: dict[str, Any] = {
        "number": pa.array([one.get("number", index) for index, one in enumerate(cases)], pa.int64()),
        "case": pa.array([one.get("case", "Ede") for one in cases], pa.string()),
    }
    data |= {name: pa.array([one.get(name, False) for one in cases], pa.bool_()) for name in columns}
    pq.write_table(pa.table(data), folder / "conclusions.parquet")
    for table in TABLES[1:]:
        told = rows or [] if table == "initiatives" else []
        numbers, places, states = zip(*told, strict=True) if told else ((), (), ())
        data = {"number": pa.array(numbers, pa.int64()), "position": pa.array(places, pa.int32())}
        if table == "initiatives":
            data[PROBLEM_RULE] = pa.array(states, pa.bool_())
        pq.write_table(pa.table(data), folder / f"{table}.parquet")
    return folder


def _lines(folder: Path, form: str = "csv") -> list[list[str]]:
    text = b"".join(LongForm(COLUMNS, small_book(), form, "nl").pieces(folder)).decode()
    if form == "csv":
        assert text.startswith("\ufeffnumber;case;kind;id;about;status;title;rules\r\n")
        return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"))[1:]
    return [list(json.loads(line).values()) for line in text.splitlines()]


def test_what_is_concluded_has_a_line_with_the_rules_that_hold(tmp_path: Path) -> None:
    folder = _written(tmp_path, [{REGISTER: True, REGISTER_RULE: True}])
    assert _lines(folder) == [["0", "Ede", "finding", "no_register", "", "concluded", "Geen register", "no-register"]]


def test_what_is_ruled_out_has_none(tmp_path: Path) -> None:
    assert _lines(_written(tmp_path, [{}, {}])) == []


def test_what_is_open_has_a_line_with_the_rules_that_may_hold(tmp_path: Path) -> None:
    folder = _written(tmp_path, [{ACTION: None, ACTION_RULE: None}])
    assert [line[5:] for line in _lines(folder)] == [["open", "Richt een register in", "set-up-register-low-coverage@low_coverage"]]


def test_of_what_is_concluded_no_rules_are_told_that_may_yet_hold(tmp_path: Path) -> None:
    assert [line[-1] for line in _lines(_written(tmp_path, [{REGISTER: True, REGISTER_RULE: None}]))] == [""]


def test_rules_about_rows_name_the_row(tmp_path: Path) -> None:
    folder = _written(tmp_path, [{PROBLEM: True}], [(0, 0, True), (0, 1, None), (0, 2, True), (0, 3, False)])
    assert [line[-1] for line in _lines(folder)] == ["low-coverage@initiatives[0], low-coverage@initiatives[2]"]


def test_what_a_list_that_was_not_answered_may_hold_is_a_row_with_a_question_mark(tmp_path: Path) -> None:
    assert [line[-1] for line in _lines(_written(tmp_path, [{PROBLEM: None}], [(0, -1, None)]))] == ["low-coverage@initiatives[?]"]


def test_a_case_without_rows_keeps_its_own_place(tmp_path: Path) -> None:
    folder = _written(tmp_path, [{PROBLEM: True, "number": 5}, {PROBLEM: True, "number": 8}, {PROBLEM: True, "number": 9}], [(8, 0, True)])
    assert [(line[0], line[-1]) for line in _lines(folder)] == [("5", ""), ("8", "low-coverage@initiatives[0]"), ("9", "")]


def test_a_conclusion_about_an_action_says_so(tmp_path: Path) -> None:
    folder = _written(tmp_path, [{PART: True, PART_RULE: True}])
    line = ["part", "police:consulted", "set-up-register", "concluded", "Politie", "police-advises@set-up-register"]
    assert [one[2:] for one in _lines(folder)] == [line]


def test_as_ndjson_each_line_is_an_object(tmp_path: Path) -> None:
    folder = _written(tmp_path, [{"case": 'Ede "z"\n', REGISTER: True, REGISTER_RULE: True}])
    text = b"".join(LongForm(COLUMNS, small_book(), "ndjson", "en").pieces(folder)).decode()
    assert [json.loads(line) for line in text.splitlines()] == [
        {
            "number": 0,
            "case": 'Ede "z"\n',
            "kind": "finding",
            "id": "no_register",
            "about": "",
            "status": "concluded",
            "title": "No register",
            "rules": ["no-register"],
        }
    ]


@pytest.mark.parametrize("name", ["=1+1", "+31", "-", "@x", "\tEde", 'a;"b"', "twee\nregels", "Ede", "é", "", "a\u202eb"])
def test_a_name_is_no_formula_and_no_second_line(name: str, tmp_path: Path) -> None:
    shown = _lines(_written(tmp_path, [{"case": name, REGISTER: True}]))[0][1]
    assert not shown.startswith(("=", "+", "-", "@", "\t"))
    assert shown.isprintable()


@given(st.text())
def test_cells_are_those_of_all_our_csv(text: str) -> None:
    whole = csv_of(Sheet("x", (text, text), ()))
    assert f"\ufeff{cell(text)};{cell(text)}\r\n" == whole


def test_with_more_rules_than_fit_into_a_number_all_are_told(tmp_path: Path) -> None:
    book = small_book()
    rules = tuple(replace(book.rules[0], id=f"r{index:03}", then=(Outcome("finding", "no_register"),)) for index in range(150))
    columns = [COLUMNS[0]]
    data: dict[str, Any] = {"number": [0, 1], "case": ["a", "b"], REGISTER: [True, None]}
    rows: dict[str, Any] = {"number": [0, 1], "position": [0, 4]}
    for index, one in enumerate(rules):
        table = CONCLUSIONS if index < 70 else "initiatives"
        columns.append(ResultColumn(table, f"rule.{one.id}", rule=one.id))
        (data if index < 70 else rows)[f"rule.{one.id}"] = [index % 2 == 0, None]
    pq.write_table(pa.table(data), tmp_path / "conclusions.parquet")
    pq.write_table(pa.table(rows), tmp_path / "initiatives.parquet")
    text = b"".join(LongForm(columns, replace(book, rules=rules), "ndjson", "nl").pieces(tmp_path)).decode()
    told = [json.loads(line)["rules"] for line in text.splitlines()]
    names = [f"r{index:03}" + ("@initiatives[{}]" if index >= 70 else "") for index in range(150)]
    assert told == [[one.format(0) for one in names[::2]], [one.format(4) for one in names]]


def _slowly(folder: Path, columns: tuple[ResultColumn, ...], rules: dict[str, Rule]) -> Iterator[tuple[Any, ...]]:
    """The same by plain loops: number, conclusion, status and rules."""
    tables = {table: pq.read_table(folder / f"{table}.parquet").to_pylist() for table in TABLES}
    for case in tables[CONCLUSIONS]:
        for one in columns:
            state = case.get(one.name) if one.table == CONCLUSIONS and one.kind else False
            if state is False:
                continue
            told = []
            for ground in columns:
                about = one.about in ("", ground.about)
                if not ground.rule or not about or (one.kind, one.id) not in {(out.kind, out.id) for out in rules[ground.rule].then}:
                    continue
                if ground.table == CONCLUSIONS:
                    told += [f"{ground.rule}@{ground.about}" if ground.about else ground.rule] if case[ground.name] is state else []
                else:
                    rows = (row for row in tables[ground.table] if row["number"] == case["number"])
                    told += [f"{ground.rule}@{ground.table}[{row['position']}]" for row in rows if row[ground.name] is state]
            yield case["number"], one.id, "open" if state is None else "concluded", told


@pytest.mark.parametrize("at_once", [1, 7, 1000])
def test_it_says_what_plain_loops_say(at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_form, "_CASES", at_once)
    file = tmp_path / "cases.fake"
    file.write_text("200 9")
    FakeConcluder().write(next(FakeSource(file).batches(200)).cases, tmp_path)
    text = b"".join(LongForm(COLUMNS, small_book(), "ndjson", "nl").pieces(tmp_path)).decode()
    told = [json.loads(line) for line in text.splitlines()]
    assert all(one["title"] for one in told)
    found = [(one["number"], one["id"], one["status"], one["rules"]) for one in told]
    assert found == list(_slowly(tmp_path, COLUMNS, {rule.id: rule for rule in small_book().rules}))
