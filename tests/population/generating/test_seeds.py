"""The same seed gives the same cases; another gives others; fewer are the first of more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from commplan_advisor.population.generating.cases import DrawnCases, batches
from commplan_advisor.population.generating.streams import BATCH, Streams
from commplan_advisor.population.generating.writing import write_cases
from tests.support.generated import lines, plausible, random


@pytest.mark.parametrize("make", [plausible, random])
def test_the_same_seed_gives_the_same_and_another_seed_others(make: Callable[..., DrawnCases]) -> None:
    assert lines(make(40, seed=3)) == lines(make(40, seed=3))
    assert lines(make(40, seed=3)) != lines(make(40, seed=4))


@pytest.mark.parametrize("make", [plausible, random])
def test_fewer_are_the_first_of_more(make: Callable[..., DrawnCases]) -> None:
    assert lines(make(30)) == lines(make(300))[:30]


@pytest.mark.parametrize("form", ["parquet", "ndjson", "folder"])
def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, form: str) -> None:
    for name in ("a", "b"):
        write_cases(plausible(50), tmp_path / name, form)
    files = [sorted((tmp_path / name).iterdir()) if form == "folder" else [tmp_path / name] for name in ("a", "b")]
    assert [file.read_bytes() for file in files[0]] == [file.read_bytes() for file in files[1]]


def test_batches_are_of_one_size_and_each_has_chances_of_its_own() -> None:
    sizes, firsts = [], []
    for table in batches(plausible(BATCH + 10, "introduction.audiences=", "situation.initiatives=", "problems=")):
        sizes.append(table.num_rows)
        firsts.append(table.column("municipality.inhabitants").slice(0, 10).to_pylist())
        assert table.column("number")[0].as_py() == (len(sizes) - 1) * BATCH
    assert sizes == [BATCH, 10]
    assert firsts[0] != firsts[1]


def test_every_question_has_a_stream_of_its_own() -> None:
    streams = Streams(0, 0)
    first = streams.even("problems", "rows", 5).tolist()
    assert first == streams.even("problems", "rows", 9).tolist()[:5]
    assert first != streams.even("problems", "answered", 5).tolist()
    assert first != Streams(0, 1).even("problems", "rows", 5).tolist()
