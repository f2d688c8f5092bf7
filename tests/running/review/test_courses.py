"""What measurements mean: better is never judged worse, order means nothing, small samples are never certain."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan_advisor.common.text import Text
from commplan_advisor.rulebook.catalogue import Aim, Indicator
from commplan_advisor.running.review.courses import course_of
from commplan_advisor.running.review.measuring import Measured
from tests.support.shipped import shipped_engine

START = date(2026, 3, 2)
_RANKS = ("behind", "on_course", "reached")
_BASELINE = "situation.groups"


def indicator(
    better: str | None = "higher", aim: Aim | None = None, lag: float = 25, small_below: float = 30, *, number: bool = True
) -> Indicator:
    title = Text("Groepen", "Groups")
    return Indicator(
        id="groups",
        title=title,
        how=title,
        source=("practice",),
        basis="practice",
        number=number,
        better=better,
        aim=aim,
        lag=lag,
        small_below=small_below,
        baseline=_BASELINE,
    )


def on(day: str, value: float, n: int | None = None) -> Measured:
    return Measured("groups", date.fromisoformat(day), value, n)


TO_80_IN_A_YEAR = Aim(12, value=80)


@pytest.mark.item("7.1", "7.3")
@pytest.mark.parametrize(
    ("value", "verdict"),
    [(80, "reached"), (60, "on_course"), (50, "on_course"), (49.9, "behind"), (40, "behind"), (0, "behind")],
)
def test_halfway_in_time_a_value_should_be_halfway_to_the_aim(value: float, verdict: str) -> None:
    course = course_of(indicator(aim=TO_80_IN_A_YEAR), [on("2026-08-31", value)], {_BASELINE: 40}, START)
    assert course.verdict == verdict
    assert course.expected == pytest.approx(59.94, abs=0.1)
    assert course.by == date(2027, 3, 2)


@pytest.mark.parametrize(("value", "verdict"), [(20, "reached"), (30, "on_course"), (36, "behind")])
def test_lower_can_be_better(value: float, verdict: str) -> None:
    course = course_of(indicator("lower", Aim(12, growth=-50)), [on("2026-08-31", value)], {_BASELINE: 40}, START)
    assert (course.aim, course.verdict) == (20, verdict)


def test_after_the_day_of_the_aim_only_the_aim_will_do() -> None:
    of = indicator(aim=TO_80_IN_A_YEAR, lag=0)
    assert course_of(of, [on("2027-09-01", 79.9)], {_BASELINE: 40}, START).verdict == "behind"
    assert course_of(of, [on("2027-09-01", 80)], {_BASELINE: 40}, START).verdict == "reached"


def test_an_aim_can_be_an_answer() -> None:
    of = indicator(aim=Aim(12, answer="introduction.coverage_goal"))
    fields = {_BASELINE: 10, "introduction.coverage_goal": 30}
    assert course_of(of, [on("2026-08-31", 20)], fields, START).aim == 30
    assert course_of(of, [on("2026-08-31", 20)], {_BASELINE: 10}, START).why_unknown == "no_aim"


def test_who_began_past_the_aim_must_stay_there() -> None:
    of = indicator(aim=TO_80_IN_A_YEAR)
    assert course_of(of, [on("2026-08-31", 85)], {_BASELINE: 90}, START).verdict == "reached"
    assert course_of(of, [on("2026-08-31", 70)], {_BASELINE: 90}, START).verdict == "behind"


@pytest.mark.parametrize(
    ("of", "rows", "fields", "why"),
    [
        (indicator(number=False, better=None), [], {}, "no_number"),
        (indicator(better=None), [on("2026-08-31", 5)], {}, "no_direction"),
        (indicator(aim=TO_80_IN_A_YEAR), [], {_BASELINE: 4}, "not_measured"),
        (indicator(), [on("2026-08-31", 5)], {_BASELINE: 4}, "no_aim"),
        (indicator(aim=Aim(12, growth=20)), [on("2026-08-31", 5)], {_BASELINE: 0}, "no_aim"),
        (indicator(aim=TO_80_IN_A_YEAR), [on("2026-01-01", 5)], {_BASELINE: 4}, "before_start"),
        (indicator(aim=TO_80_IN_A_YEAR), [on("2026-01-01", 95)], {_BASELINE: 4}, "before_start"),
        (indicator(aim=TO_80_IN_A_YEAR), [on("2026-08-31", 5)], {}, "first_value"),
    ],
)
def test_what_cannot_be_known_is_unknown_and_says_why(of: Indicator, rows: list[Measured], fields: dict[str, float], why: str) -> None:
    course = course_of(of, rows, fields, START)
    assert (course.verdict, course.why_unknown) == ("unknown", why)


def test_an_answer_that_is_no_number_is_no_first_value() -> None:
    course = course_of(indicator(aim=TO_80_IN_A_YEAR), [on("2026-03-01", 40), on("2026-08-31", 50)], {_BASELINE: True}, START)
    assert course.baseline == 40


def test_the_last_measurement_until_the_start_is_the_first_value() -> None:
    rows = [on("2026-01-01", 10), on("2026-03-01", 40), on("2026-08-31", 60)]
    assert course_of(indicator(aim=TO_80_IN_A_YEAR), rows, {}, START).baseline == 40


@pytest.mark.parametrize(
    ("values", "trend"), [((40, 50), "better"), ((50, 40), "worse"), ((50, 50), "same"), ((50,), "better"), ((10,), "worse")]
)
def test_the_trend_is_since_the_measurement_before_or_else_the_first_value(values: tuple[float, ...], trend: str) -> None:
    rows = [on(f"2026-0{5 + number}-01", value) for number, value in enumerate(values)]
    assert course_of(indicator(aim=TO_80_IN_A_YEAR), rows, {_BASELINE: 20}, START).trend == trend


# -- what must hold always -------------------------------------------------------------------------------------------------------------

_days = st.dates(date(2025, 1, 1), date(2028, 12, 31))
_values = st.floats(0, 100, allow_nan=False)
_aims = st.one_of(
    st.builds(Aim, st.integers(1, 48), value=_values), st.builds(Aim, st.integers(1, 48), growth=st.floats(-100, 200, allow_nan=False))
)
_indicators = st.builds(indicator, st.sampled_from(["higher", "lower"]), _aims, st.integers(0, 100).map(float))
_rows = st.dictionaries(_days, st.tuples(_values, st.one_of(st.none(), st.integers(1, 60))), min_size=1, max_size=6).map(
    lambda found: [Measured("groups", day, value, n) for day, (value, n) in sorted(found.items())]
)
_firsts: st.SearchStrategy[dict[str, float]] = st.one_of(st.just({}), _values.map(lambda value: {_BASELINE: value}))


@given(_indicators, _rows, _firsts, _values)
def test_a_better_value_is_never_judged_worse(of: Indicator, rows: list[Measured], first: dict[str, float], other: float) -> None:
    *earlier, last = rows
    worse, better = sorted((last.value, other), reverse=of.better == "lower")
    courses = [course_of(of, [*earlier, Measured("groups", last.on, value, last.n)], first, START) for value in (worse, better)]
    if all(one.verdict in _RANKS for one in courses) and (earlier or first):
        low, high = (_RANKS.index(one.verdict) for one in courses)
        assert low <= high


@given(_indicators, _rows, _firsts, st.randoms(use_true_random=False))
def test_the_order_of_measurements_means_nothing(of: Indicator, rows: list[Measured], first: dict[str, float], rng: Random) -> None:
    shuffled = list(rows)
    rng.shuffle(shuffled)
    assert course_of(of, shuffled, first, START) == course_of(of, rows, first, START)


@given(_indicators, _rows, _firsts)
def test_a_small_sample_is_never_certain(of: Indicator, rows: list[Measured], first: dict[str, float]) -> None:
    course = course_of(of, rows, first, START)
    last = max(rows, key=lambda one: one.on)
    if last.n is not None and last.n < of.small_below:
        assert not course.certain
    if all(one.n is None for one in rows):
        assert course.certain


@given(_indicators, _rows, _firsts)
def test_what_is_expected_lies_between_the_first_value_and_the_aim(of: Indicator, rows: list[Measured], first: dict[str, float]) -> None:
    course = course_of(of, rows, first, START)
    if course.expected is not None and course.baseline is not None and course.aim is not None:
        low, high = sorted((course.baseline, course.aim))
        assert low - 1e-6 <= course.expected <= high + 1e-6


# -- the shipped rule book -------------------------------------------------------------------------------------------------------------


def test_every_indicator_of_the_shipped_rule_book_says_what_a_value_means_or_that_the_municipality_judges() -> None:
    for one in shipped_engine().book.catalogue.indicators.values():
        assert one.better in ("higher", "lower", None)
        assert one.number or one.better is None
        assert one.aim is None or one.better is not None


def test_every_numeric_aim_of_the_shipped_rule_book_can_be_reached() -> None:
    for one in shipped_engine().book.catalogue.indicators.values():
        if one.aim is not None and one.aim.value is not None:
            course = course_of(one, [Measured(one.id, date(2026, 8, 31), one.aim.value)], {}, START)
            assert course.verdict == "reached", one.id
