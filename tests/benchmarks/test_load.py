"""The load that the server is measured with."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.load import MISSING, Load, put_load, there_is_wrk
from benchmarks.served import asked, served
from benchmarks.serving import QUESTIONNAIRES, others
from commplan_advisor.web.advisor import MOST_ADVICES


def test_what_came_of_loads_is_added_up() -> None:
    load = Load()
    load.add(98, 1, 2.0, Counter({1000: 97, 7000: 1}))
    load.add(102, 0, 2.0, Counter({1000: 99, 3000: 2, 9000: 1}))
    assert (load.requests, load.errors, load.each_second) == (200, 1, 50.0)
    assert [load.milliseconds(share) for share in (0.5, 0.98, 0.99, 0.995, 1.0)] == [1.0, 1.0, 3.0, 7.0, 9.0]


def test_there_are_more_questionnaires_than_the_server_remembers_and_no_two_are_the_same() -> None:
    assert len(set(others())) == QUESTIONNAIRES > MOST_ADVICES


@pytest.mark.skipif(not there_is_wrk(), reason=MISSING)
def test_wrk_sends_the_lines_of_a_file_and_counts_what_is_not_fine(tmp_path: Path) -> None:
    told, bodies, load = tmp_path / "told", tmp_path / "bodies", Load()
    told.write_bytes(b'{"told": "\xc3\xa9"}')
    bodies.write_bytes(b'{"one": 1}\n{"two": 2}\n')
    with served(["benchmarks.bare", str(told)], os.environ) as server:
        assert [one.body for one in asked(server, [b"{}"])] == [told.read_bytes()]
        put_load(load, server.address, bodies, 1)
        assert load.errors == 0
        assert load.requests > 10
        assert load.latencies.total() >= load.requests
        wrong = Load()
        put_load(wrong, f"{server.address}/nowhere", bodies, 1)
        assert wrong.errors == wrong.requests > 10
