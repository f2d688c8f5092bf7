"""What `prove` says of claims: proven for any number of rows or for some, refuted by the smallest questionnaire, or not decided."""

from __future__ import annotations

from functools import cache

import pytest

from commplan_advisor.common.located import parse_yaml
from commplan_advisor.maintenance.prove.claims import Group
from commplan_advisor.maintenance.prove.prove import SUPERFLUOUS, Asked, Proven, all_claims, chosen, names_of, prove
from commplan_advisor.maintenance.prove.proving import Proof, Proving, Remark, Verdict
from commplan_advisor.maintenance.prove.written import claim_of
from commplan_advisor.reasoning.proving import Prover, UndecidedError
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.rulebook.statements import Statement, read_statements
from tests.support.proven import shipped_claims, shipped_proofs
from tests.support.shipped import shipped_engine

NAME = {"questionnaire": 1, "municipality": {"name": "Voorbeeld"}}


def shipped() -> RuleBook:
    return shipped_engine().book


@cache
def proving() -> Proving:
    """All questionnaires, made once: that takes most of the time."""
    return Proving(shipped(), witnesses=1000)


def statements(text: str) -> tuple[Statement, ...]:
    return read_statements(parse_yaml(text, "statements.yaml"), shipped())


def statement(body: str, **more: str) -> str:
    lines = [f"  {key}: {value}" for key, value in more.items()]
    return "\n".join(["- id: own", "  says: {nl: Zo is het., en: So it is.}", *lines, *(f"  {line}" for line in body.splitlines()), ""])


def own(body: str, **more: str) -> Proof:
    """What becomes of a statement about the shipped rule book."""
    (found,) = statements(statement(body, **more))
    return proving().prove(claim_of(found))


def test_everything_holds_for_the_shipped_rule_book() -> None:
    asked, proven = shipped_claims(), shipped_proofs()
    assert proven.holds
    counts = {group: sum(claim.group is group for claim in asked.claims) for group in Group}
    assert counts[Group.PROBLEMS] == len(shipped().catalogue.problems)
    assert counts[Group.RESPONSIBLE] == counts[Group.INDICATORS] == len(shipped().catalogue.actions)
    assert len(proven.proofs) == len(asked.claims) + len(shipped().rules)
    for_any_number = [one for one in proven.proofs if one.rows is None]
    assert len(for_any_number) >= len(proven.proofs) - 5
    assert not any(one.remark for one in proven.proofs)


def test_a_refuted_statement_has_the_smallest_questionnaire_that_refutes_it() -> None:
    proof = own("when: {situation.signs.policy: no_signs}\nthen: {concluded.actions.plan-signs-strategically: true}")
    assert (proof.verdict, proof.rows) == (Verdict.REFUTED, 5)
    assert proof.case is not None
    assert proof.case.source.value == {**NAME, "situation": {"signs": {"policy": "no_signs"}}}


def test_unknown_is_a_state_what_is_only_open_does_not_hold() -> None:
    proof = own("when: {situation.register.exists: true}\nthen: {concluded.findings.register_not_shared: false}")
    assert proof.verdict is Verdict.REFUTED
    assert proof.case is not None
    assert "shared_with_police" not in proof.case.source.value["situation"]["register"]


def test_conditions_that_may_never_hold_together_are_refuted_by_a_questionnaire_for_which_they_do() -> None:
    proof = own("never:\n  concluded.actions.stop-individual-analysis: true\n  concluded.actions.use-reports-carefully: true")
    assert proof.case is not None
    assert proof.case.source.value == {**NAME, "situation": {"reports": {"used": "individual"}}}


def test_a_statement_about_actions_is_about_each_that_is_concluded() -> None:
    assert own("then: {action.roles: {includes: executive}}", **{"for": "action"}).verdict is Verdict.REFUTED
    holds = own("when: {action.type: set-up-register}\nthen: {action.roles: {includes: executive}}", **{"for": "action"})
    assert (holds.verdict, holds.rows) == (Verdict.HOLDS, None)


def test_a_statement_about_problems_is_about_each_that_is_concluded() -> None:
    proof = own("when: {problem.type: low_coverage}\nthen: {problem.reported: true}", **{"for": "problem"})
    assert proof.verdict is Verdict.REFUTED
    assert proof.case is not None
    assert "problems" not in proof.case.source.value or proof.case.source.value["problems"] == []


def test_what_needs_rows_to_be_told_apart_is_proven_for_so_many_rows_only() -> None:
    proof = own("when: {problems.types: {includes: other}}\nthen: {concluded.problems.other: true}")
    assert (proof.verdict, proof.rows) == (Verdict.HOLDS, 5)


def test_of_a_statement_whose_conditions_never_hold_it_is_said_that_it_says_nothing() -> None:
    never = "when:\n  concluded.findings.no_register: true\n  concluded.findings.register_in_order: true\n"
    proof = own(f"{never}then: {{concluded.actions.set-goal: true}}")
    assert (proof.verdict, proof.remark) == (Verdict.HOLDS, Remark.EMPTY)


def test_what_the_solver_does_not_decide_in_time_is_said_and_does_not_count_as_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    def gives_up(self: Prover, formula: int) -> None:
        raise UndecidedError("timeout")

    monkeypatch.setattr(Prover, "possible", gives_up)
    proof = own("never: {problems.count: {at_least: 1}}")
    assert (proof.verdict, proof.case) == (Verdict.UNDECIDED, None)
    assert not Proven(shipped(), 5, (proof,), None, (), ()).holds
    assert not Proven(shipped(), 5, (), (), shipped().rules[:1], ()).holds


def test_a_refutation_whose_questionnaire_is_not_found_in_time_is_still_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def gives_up(self: Prover, formula: int) -> None:
        raise UndecidedError("timeout")

    monkeypatch.setattr(Prover, "cheapest", gives_up)
    proof = own("never: {problems.count: {at_least: 1}}")
    assert (proof.verdict, proof.case, proof.remark) == (Verdict.REFUTED, None, Remark.NO_WITNESS)


def test_where_solver_and_engine_do_not_agree_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commplan_advisor.maintenance.prove.written.holds_in", lambda *_: False)
    proof = own("never: {problems.count: {at_least: 1}}")
    assert (proof.verdict, proof.case, proof.remark) == (Verdict.UNDECIDED, None, Remark.DISAGREED)


def test_a_statement_that_counts_more_rows_is_looked_at_with_as_many_and_no_more_questionnaires_are_looked_for_than_asked() -> None:
    text = statement("never: {problems.count: {at_least: 6}}") + statement("never: {problems.count: 2}").replace("own", "own-2")
    first, second = prove(shipped(), chosen(all_claims(shipped(), statements(text)), [str(Group.STATEMENTS)]), witnesses=1).proofs
    assert (first.verdict, first.rows) == (Verdict.REFUTED, 7)
    assert first.case is not None
    assert len(first.case.source.value["problems"]) == 6
    assert (second.verdict, second.case, second.remark) == (Verdict.REFUTED, None, Remark.NOT_SOUGHT)


def only(*names: str) -> Asked:
    return chosen(shipped_claims(), names)


def test_claims_are_chosen_by_group_by_name_and_by_what_they_are_about() -> None:
    assert [one.id for one in only("low_coverage").claims] == ["problems-have-actions:low_coverage"]
    assert [one.id for one in only("set-up-register").claims] == [
        "one-responsible-role:set-up-register",
        "actions-have-an-indicator:set-up-register",
    ]
    names = ["plans-are-measured", "the-rhythm-of-the-format"]
    assert [one.id for one in only(*names).claims] == names
    assert [one.id for one in only("rhythm-format").rules] == ["rhythm-format"]
    assert only("excluded-actions-never-meet").groups == (Group.EXCLUDED,)
    assert not only("low_coverage").superfluous


def test_superfluous_rules_are_told_and_are_no_fault() -> None:
    proven = shipped_proofs()
    assert proven.holds
    assert only(SUPERFLUOUS).superfluous
    assert proven.superfluous
    by = {one.rule.id: [other.id for other in one.by] for one in proven.superfluous}
    assert by["plan-signs-keep-to-plan"] == ["plan-signs-everybody-wants-one"]


def test_every_claim_can_be_chosen_by_its_name() -> None:
    asked = shipped_claims()
    names = set(names_of(asked))
    assert {claim.id for claim in asked.claims} | {rule.id for rule in asked.rules} <= names
    assert len({claim.id for claim in asked.claims}) == len(asked.claims)
