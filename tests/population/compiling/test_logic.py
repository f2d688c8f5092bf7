"""Three values, folded where they are settled, and the same in a database."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import duckdb
import pytest
from sqlglot import exp

from commplan_advisor.engine.verdicts import Verdict, all_hold, any_holds
from commplan_advisor.population.compiling.logic import all_of, any_of, known, negated, ranked, unranked, written

if TYPE_CHECKING:
    from commplan_advisor.population.compiling.logic import Logic

VERDICTS: dict[bool | None, Verdict] = {True: Verdict.HOLDS, None: Verdict.UNKNOWN, False: Verdict.FAILS}
VALUES = tuple(VERDICTS)


def asked(logic: Logic, **columns: bool | None) -> bool | None:
    """What a database makes of an expression."""
    told = [f"CAST({'NULL' if value is None else value} AS BOOLEAN) AS {name}" for name, value in columns.items()]
    query = f"SELECT {written(logic).sql('duckdb')} FROM (SELECT {', '.join(['1 AS it', *told])})"
    ((found,),) = duckdb.connect().execute(query).fetchall()
    assert found is None or isinstance(found, bool)
    return found


@pytest.mark.parametrize(("one", "other"), list(product(VALUES, VALUES)))
def test_and_and_or_are_those_of_the_single_case_whether_folded_or_asked(one: bool | None, other: bool | None) -> None:
    verdicts = (VERDICTS[one], VERDICTS[other])
    first, second = exp.column("one"), exp.column("other")
    for ours, theirs in ((all_of, all_hold), (any_of, any_holds)):
        expected = theirs(verdicts)
        assert VERDICTS[asked(ours([first, second]), one=one, other=other)] is expected
        assert VERDICTS[asked(ours([one, second]), one=one, other=other)] is expected
        folded = ours([one, other])
        assert VERDICTS[asked(folded)] is expected if folded is not None else expected is Verdict.UNKNOWN


@pytest.mark.parametrize("value", VALUES)
def test_the_highest_rank_comes_back_as_what_it_was(value: bool | None) -> None:
    assert asked(unranked(ranked(exp.column("one"))), one=value) is value
    assert asked(negated(exp.column("one")), one=value) is (None if value is None else not value)
    assert asked(known(exp.column("one")), one=value) is (None if value is None else True)


def test_of_no_rows_none_has_anything() -> None:
    assert asked(unranked(exp.null())) is False


def test_what_is_settled_never_reaches_the_database() -> None:
    assert all_of([True, False, exp.column("one")]) is False
    assert any_of([None, True, exp.column("one")]) is True
    assert all_of([]) is True
    assert any_of([]) is False
    assert all_of([True, exp.column("one"), exp.column("one")]) == exp.column("one")


def test_whether_several_are_known_is_asked_of_the_whole() -> None:
    either = any_of([exp.column("one"), exp.column("other")])
    assert asked(known(either), one=None, other=None) is None
    assert asked(known(either), one=True, other=None) is True
