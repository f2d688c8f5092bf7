"""Random jobs to plan, for hypothesis."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from commplan_advisor.advice.planning.jobs import Job, Wish

RESOURCES = ("admins", "police", "safety")
BEGINS = st.dates(date(2023, 11, 1), date(2031, 3, 31))
"""First days of plans: around leap days and ends of years too."""
CAPACITIES = st.fixed_dictionaries({}, optional={name: st.integers(30, 900) for name in RESOURCES})


@st.composite
def jobs(draw: st.DrawFn, begin: date, *, moments: bool = False, most: int = 9) -> list[Job]:
    """Jobs whose prerequisites go round in no circle, in any order."""
    count = draw(st.integers(1, most))
    found = []
    for number in range(count):
        after = draw(st.lists(st.integers(0, number - 1), max_size=3, unique=True)) if number else []
        wishes = [Wish("", begin + timedelta(days=draw(st.integers(-10, 120))))]
        if moments and draw(st.booleans()):
            by = begin + timedelta(days=draw(st.integers(10, 200)))
            wishes.append(Wish("moment", by - timedelta(weeks=draw(st.integers(0, 8))), by, draw(st.booleans())))
        work = draw(st.dictionaries(st.sampled_from(RESOURCES), st.integers(0, 3000), max_size=3))
        found.append(
            Job(
                f"job-{number}",
                draw(st.integers(1, 12)),
                tuple(wishes),
                work,
                tuple(f"job-{one}" for one in after),
                draw(st.integers(0, 2)),
            )
        )
    return draw(st.permutations(found))
