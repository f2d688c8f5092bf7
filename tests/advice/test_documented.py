"""For each documented problem alone, everything that the format documents about it is in the advice, cited."""

from __future__ import annotations

import pytest

from commplan_advisor.advice.model import Action, Advice
from tests.support.shipped import advice_on

SOLUTIONS = {
    "low_coverage": (
        "4.1",
        ("publish-groups-online", "open-online-registration", "register-through-sign-requests", "inform-new-residents"),
    ),
    "poor_cooperation": (
        "4.2",
        (
            "agree-cooperation",
            "hold-periodic-meeting",
            "set-up-register",
            "share-register-with-police",
            "plan-signs-strategically",
            "organise-admin-meetings",
            "publish-groups-online",
            "agree-police-messages",
            "add-officers-to-admin-group",
            "add-coordinator-to-admin-app",
        ),
    ),
    "members_leaving": ("4.3", ("discuss-conflict-with-admin", "advise-house-rules", "discuss-other-app")),
    "too_many_initiatives": ("4.4", ("facilitate-not-run", "work-demand-driven")),
    "sign_requests": ("4.5", ("plan-signs-strategically", "set-sign-conditions")),
}
SPLIT = {
    "coordinate-group-policy": "municipality",
    "register-group": "group_admins",
    "keep-register": "municipality",
    "give-police-access": "municipality",
    "place-signs-with-police": "municipality",
    "facilitate-admin-meetings": "municipality",
    "publish-group-information": "municipality",
    "decide-message-content": "police",
    "take-part-in-admin-group": "police",
    "take-part-in-admin-app": "municipality",
}
"""The recommended division of tasks of format 4.2, and whose task each part is."""


def advice_on_only(problem: str) -> Advice:
    return advice_on({"municipality": {"name": "Ede"}, "problems": [{"type": problem}]})


def cites(action: Action, item: str) -> bool:
    return any(source.id == f"format {item}" for reason in action.because for source in reason.sources)


@pytest.mark.item("4.0", "4.1", "4.2", "4.3", "4.4", "4.5")
@pytest.mark.parametrize("problem", SOLUTIONS)
def test_a_documented_problem_alone_gets_every_part_of_its_documented_solution(problem: str) -> None:
    item, wanted = SOLUTIONS[problem]
    advice = advice_on_only(problem)
    actions = {action.id: action for action in advice.actions}
    assert [one.id for one in advice.problems if one.reported] == [problem]
    for id_ in wanted:
        assert cites(actions[id_], item), id_
        assert problem in actions[id_].serves
        assert "documented" in {reason.basis for reason in actions[id_].because}


@pytest.mark.item("4.2", "2.5")
def test_poor_cooperation_gets_the_whole_recommended_division_of_tasks() -> None:
    advice = advice_on_only("poor_cooperation")
    tasks = {task.id: task for task in advice.tasks}
    parties = {one.role: one.party for one in advice.roles}
    for id_, party in SPLIT.items():
        assert parties[tasks[id_].role] == party, id_
        assert any(source.id == "format 4.2" for reason in tasks[id_].because for source in reason.sources), id_
    assert tasks["take-part-in-admin-group"].role == "neighbourhood_officer"
    assert tasks["take-part-in-admin-app"].role == "district_coordinator"


@pytest.mark.item("4.2")
def test_each_task_of_the_division_stands_in_the_list_of_its_role() -> None:
    advice = advice_on_only("poor_cooperation")
    for task in advice.tasks:
        (role,) = [one for one in advice.roles if one.role == task.role]
        assert task.title in role.tasks


@pytest.mark.item("4.3")
def test_another_app_is_offered_as_a_choice_with_its_care() -> None:
    advice = advice_on_only("members_leaving")
    other = next(action for action in advice.actions if action.id == "discuss-other-app")
    apps = {option.id for option in other.options}
    assert {"app-veiligebuurt", "app-waaksamen"} <= apps
    assert all(option.suits for option in other.options)


@pytest.mark.item("4.0")
@pytest.mark.parametrize("problem", SOLUTIONS)
def test_every_problem_has_a_solution(problem: str) -> None:
    advice = advice_on_only(problem)
    served = {one for action in advice.actions for one in action.serves}
    assert {one.id for one in advice.problems} <= served
