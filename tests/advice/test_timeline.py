"""The same municipality at several dates."""

from __future__ import annotations

from datetime import date

import pytest

from commplan_advisor.advice.compare.compare import compare
from commplan_advisor.advice.compare.timeline import Timeline
from commplan_advisor.common.located import Located
from commplan_advisor.questionnaire.reading import Case, case_from
from tests.support.shipped import shipped_engine


def town(day: str | None, name: str = "Ede", code: str | None = "GM0228", **chapters: object) -> Case:
    municipality = {"name": name, **({"code": code} if code else {})}
    return case_from(Located({"municipality": municipality, **({"date": day} if day else {}), **chapters}, f"{name}-{day}-{code}.yaml"))


def timelines(*cases: Case) -> tuple[Timeline, ...]:
    return compare(cases, shipped_engine(), groups=False, against=None).timelines


def reported(*types: str) -> list[dict[str, str]]:
    return [{"type": one} for one in types]


def test_what_was_solved_what_is_new_and_what_lasts() -> None:
    (line,) = timelines(
        town("2025-01-31", problems=reported("profiling", "vigilantism")),
        town("2024-01-31", problems=reported("profiling", "wrongful_accusation")),
    )
    assert line.dates == (date(2024, 1, 31), date(2025, 1, 31))
    assert line.cases == ("Ede 2024-01-31", "Ede 2025-01-31")
    (step,) = line.steps
    assert step.problems.gone == ("Mensen worden ten onrechte beschuldigd",)
    assert step.problems.new == ("Inwoners spelen voor eigen rechter",)
    assert step.problems.lasting == ("Mensen worden verdacht om hun uiterlijk of afkomst",)
    assert step.problems.unclear == ()
    assert step.actions.lasting


def test_what_the_later_questionnaire_leaves_open_is_not_called_solved() -> None:
    (line,) = timelines(town("2024-01-31", problems=reported("chatter")), town("2025-01-31"))
    (step,) = line.steps
    assert step.problems.gone == ()
    assert step.problems.unclear == ("Er zijn te veel berichten die er niet toe doen",)


def test_numbers_along_the_dates() -> None:
    def with_groups(day: str, groups: int, **more: int) -> Case:
        return town(day, situation={"initiatives": [{"platform": "whatsapp", "groups": groups, **more}]})

    (line,) = timelines(with_groups("2024-01-31", 10), with_groups("2025-01-31", 25, members=300, coverage=40))
    assert [(one.id, one.values) for one in line.numbers] == [
        ("groups", (10, 25)),
        ("members", (None, 300)),
        ("coverage:whatsapp", (None, 40)),
    ]
    assert "WhatsApp" in line.numbers[2].title


@pytest.mark.parametrize(
    ("cases", "found"),
    [
        ([town("2024-01-31"), town("2025-01-31")], 1),
        ([town("2024-01-31", code=None), town("2025-01-31", code=None)], 1),
        ([town("2024-01-31"), town("2025-01-31", code=None)], 1),
        ([town("2024-01-31"), town("2025-01-31", name="Gemeente Ede")], 1),
        ([town("2024-01-31", "Bergen", "GM0373"), town("2025-01-31", "Bergen", "GM0893")], 0),
        ([town("2024-01-31", "Bergen", "GM0373"), town("2023-01-31", "Bergen", "GM0893"), town("2025-01-31", "Bergen", None)], 0),
        ([town("2024-01-31"), town(None)], 0),
        ([town("2024-01-31"), town("2024-01-31", code=None)], 0),
        ([town("2024-01-31"), town("2025-01-31", name="Elst", code="GM9998")], 0),
    ],
)
def test_a_municipality_is_told_by_its_code_or_else_its_name(cases: list[Case], found: int) -> None:
    assert len(timelines(*cases)) == found


def test_cases_that_cannot_be_put_in_time_are_named() -> None:
    (line,) = timelines(town("2024-01-31"), town("2025-01-31"), town(None))
    assert line.passed_over == ("Ede (Ede-None-GM0228.yaml)",)


def test_three_dates_are_two_steps() -> None:
    (line,) = timelines(*(town(f"{year}-01-31") for year in (2026, 2024, 2025)))
    assert [(step.since.year, step.until.year) for step in line.steps] == [(2024, 2025), (2025, 2026)]
