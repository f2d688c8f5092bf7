"""Questionnaires as lines of JSON: each is taken or set aside as a JSON file with it would be, however fast it is read."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan_advisor.common.faults import UnreadableFileError
from commplan_advisor.population.reading import lines as lines_module
from commplan_advisor.population.reading.opening import open_cases
from tests.population.reading.made import BOOK, NAME, check_same, ndjson_of, read, read_slowly, rows_of, said, set_aside
from tests.support.answers import random_answers

EDE = '{"municipality":{"name":"Ede"}}'
ODD = (
    "null",
    "[]",
    "1",
    "true",
    '"x"',
    "{}",
    "{",
    "}",
    "nee",
    EDE + EDE,
    EDE + " null",
    EDE + ",",
    EDE + "]",
    EDE + "x",
    "[" + EDE + "]",
    " " + EDE + " ",
    '{"municipality":{"name":"Ede"},"municipality":{"name":"Epe"}}',
    '{"municipality":{"name":"Ede","name":"Epe"}}',
    '{"municipality":{"name":"Ede","naam":null}}',
    '{"municipality":{"name":"Ede","n\\u0061am":1}}',
    '{"munic\\u0069pality":{"name":"Ede"}}',
    '{"municipality":{"name":"Ede"},"date":"2026-02-30"}',
    '{"municipality":{"name":7}}',
    '{"municipality":{"name":" Ede "}}',
    '{"municipality":{"name":"Ede","inhabitants":12.0}}',
    '{"municipality":{"name":"Ede","inhabitants":1e3}}',
    '{"municipality":{"name":"Ede","inhabitants":"12"}}',
    '{"municipality":{"name":"Ede","inhabitants":true}}',
    '{"municipality":{"name":"Ede","inhabitants":99999999999999999999}}',
    '{"municipality":{"name":"Ede","inhabitants":-0}}',
    '{"municipality":{"name":"Ede"},"introduction":{"coverage_goal":1e-9999}}',
    '{"municipality":{"name":"Ede"},"introduction":{"coverage_goal":NaN}}',
    '{"municipality":{"name":"Ede"},"introduction":{"coverage_goal":1E0000001}}',
    '{"municipality":{"name":"Ede"},"introduction":{"coverage_goal":62}}',
    '{"municipality":{"name":"Ede"},"introduction":{"goals":["safety","safety"]}}',
    '{"municipality":{"name":"Ede"},"introduction":null}',
    '{"municipality":{"name":"Ede"},"introduction":{"goals":[null]}}',
    '{"municipality":{"name":"Ede"},"introduction":{"goals":"safety"}}',
    '{"municipality":{"name":"Ede"},"situation":{"initiatives":[null]}}',
    '{"municipality":{"name":"Ede"},"situation":{"initiatives":[{}]}}',
    '{"municipality":{"name":"Ede"},"situation":{"initiatives":[{"a":null}]}}',
    '{"municipality":{"name":"Ede"},"situation":{"register":{"exists":"ja"}}}',
    '{"municipality":{"name":"Ede"},"situation":{"register_":{"exists":true}}}',
    '{"municipality":{"name":"Ede"},"questionnaire":2}',
    '{"municipality":{"name":"Ede"},"questionnaire":null}',
    '{"municipality":{"name":"Ede"},"planning":{"start":"gisteren"}}',
    '{"municipality":{"name":"Ede"},"measurements":[{"value":-1}]}',
    '{"municipality":{"name":"Ede"},"measurements":[{"value":3,"indicator":"x"}]}',
    '{"municipality":{"name":"\\ud800"}}',
    '{"municipality":{"name":"a\\u0000b"}}',
    '{"municipality":{"name":"a\tb"}}',
    '{"a":' * 60,
    '{"municipality":',
    '{"name":"Ede"}}',
    '{"municipality":{"name":"}x"}}',
    '{"municipality":{"name":"Ede",}}',
    "\ufeff" + EDE,
    "{'a':1}",
)


def test_each_line_is_read_as_a_file_with_it(tmp_path: Path) -> None:
    path = ndjson_of(tmp_path / "a.ndjson", [EDE, *ODD, EDE])
    fast = read(path, 1000)
    check_same(fast, read_slowly(path, 1000))
    assert len(rows_of(fast)) > 10
    assert len(set_aside(fast)) > 30


@pytest.mark.parametrize("odd", ODD)
def test_a_line_reads_the_same_alone_as_among_others(tmp_path: Path, odd: str) -> None:
    path = ndjson_of(tmp_path / "a.ndjson", [EDE, odd, EDE])
    check_same(read(path), read_slowly(path))


def test_what_was_written_is_read_and_packed_too(tmp_path: Path) -> None:
    path = ndjson_of(tmp_path / "a.jsonl", [random_answers(Random(seed)) for seed in range(30)])
    packed = tmp_path / "b.jsonl.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    plain = read(path, 7)
    check_same(read(packed, 7), plain)
    check_same(read(path, 7, 2), plain[2:])
    assert not set_aside(plain)
    check_same(plain, read_slowly(path, 7))


def test_faults_have_their_line_and_column(tmp_path: Path) -> None:
    path = ndjson_of(tmp_path / "a.ndjson", [NAME, "", {"municipality": {"name": "Epe", "province": "utrect"}}, "{nee"])
    province, broken = set_aside(read(path))
    assert (province.number, province.case, province.place) == (1, "Epe", f"{path}:3")
    assert str(province.faults[0].place) == f"{path}:3:46"
    assert (province.faults[0].nearest, broken.number, broken.place) == ("utrecht", 2, f"{path}:4")


def test_no_text_and_too_long_lines_are_set_aside_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_module, "LONGEST_LINE", 1000)
    long = '{"municipality":{"name":"Ede"},"notes":"' + "a" * 2500 + '"}'
    path = ndjson_of(tmp_path / "a.ndjson", [EDE, b'{"municipality":{"name":"\xff"}}', b'{"municipality":{"name":"\x00"}}', long, EDE])
    batches = read(path)
    assert [row["number"] for row in rows_of(batches)] == [0, 4]
    latin, nul, too_long = (said(row) for row in set_aside(batches))
    assert "is not text in UTF-8" in latin
    assert ":3:26" in nul
    assert "too long a line" in too_long


def test_a_mark_before_the_first_line_and_other_line_ends_are_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_bytes(b"\xef\xbb\xbf" + EDE.encode() + b"\r\n\r\n" + EDE.encode())
    assert [row["number"] for row in rows_of(read(path))] == [0, 1]


def test_a_packed_file_that_breaks_off_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson.gz"
    path.write_bytes(gzip.compress(("\n".join([EDE] * 5000)).encode())[:-20])
    with pytest.raises(UnreadableFileError, match="damaged"):
        read(path)


def test_how_far_the_reading_is_can_be_asked(tmp_path: Path) -> None:
    source = open_cases(ndjson_of(tmp_path / "a.ndjson", [EDE] * 5000), BOOK)
    shares = [source.read_share() for _ in source.batches(1000)]
    assert shares == sorted(shares)
    assert (source.count(), source.read_share()) == (None, 1.0)


def mutated(rng: Random, text: str) -> str:
    """A line with something changed in it: a sign, a word, or a piece that is there twice."""
    for _ in range(rng.choice([0, 1, 1, 2])):
        start = rng.randrange(len(text) + 1)
        end = min(len(text), start + rng.choice([0, 1, 1, 5, 30]))
        new = rng.choice(
            [
                "",
                "null",
                '"',
                "}",
                "{",
                "]",
                ",",
                ":",
                "1",
                "1.5",
                "true",
                "\\",
                "é",
                "[]",
                "{}",
                " ",
                '"x":1,',
                '"naam":null,',
                text[start:end] * 2,
            ]
        )
        text = text[:start] + new + text[end:]
    return text


def lines_of(seed: int, count: int) -> list[str]:
    rng = Random(seed)
    return [mutated(rng, json.dumps(random_answers(rng, 0.2, 1), ensure_ascii=rng.random() < 0.5)) for _ in range(count)]


@settings(max_examples=15)
@given(st.integers(0, 10**6))
def test_reading_fast_gives_what_reading_slowly_gives(tmp_path_factory: Any, seed: int) -> None:
    path = ndjson_of(tmp_path_factory.mktemp("cases") / "a.ndjson", lines_of(seed, 12))
    check_same(read(path, 5), read_slowly(path, 5))


@pytest.mark.broad
@pytest.mark.parametrize("seed", range(4))
def test_reading_fast_gives_what_reading_slowly_gives_broadly(tmp_path: Path, seed: int) -> None:
    path = ndjson_of(tmp_path / "a.ndjson", lines_of(seed, 1000))
    check_same(read(path, 1000), read_slowly(path, 1000))
