"""Faults seeded into the shipped rule book are each refuted, with a questionnaire that the engine confirms from its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from commplan_advisor.common.located import parse_yaml
from commplan_advisor.engine.conclusions import Outcomes
from commplan_advisor.engine.engine import Engine
from commplan_advisor.engine.verdicts import Verdict as RuleVerdict
from commplan_advisor.engine.verdicts import all_judged
from commplan_advisor.maintenance.prove.claims import Claim
from commplan_advisor.maintenance.prove.prove import Proven, all_claims, chosen, prove
from commplan_advisor.maintenance.prove.proving import Proof, Verdict
from commplan_advisor.present.proofs import case_file
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.reading import Case, load_case
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.rulebook.statements import Statement, load_statements, read_statements
from tests.support.proven import shipped_proofs
from tests.support.seeded import SEEDS, Seed

pytestmark = pytest.mark.broad

QUICK = ("second-responsible", "contradiction-in-a-rule", "gap-between", "default-for-measuring")


def statements_of(seed: Seed, book: RuleBook) -> tuple[Statement, ...]:
    return read_statements(parse_yaml(seed.statement, "statements.yaml"), book) if seed.statement else load_statements(None, book)


def proof_of(seed: Seed, book: RuleBook) -> tuple[Proof, Proven]:
    with with_added(book.added):
        asked = chosen(all_claims(book, statements_of(seed, book)), [seed.refutes.removeprefix("rules-can-hold:")])
        proven = prove(book, asked)
    (proof,) = (one for one in proven.proofs if one.claim.id == seed.refutes)
    return proof, proven


def is_confirmed(proof: Proof, case: Case, outcomes: Outcomes, book: RuleBook) -> bool:
    if isinstance(proof.claim, Claim):
        return proof.claim.refuted_by(case, outcomes)
    rule = proof.claim.rule
    judged = next(tried for one, tried in all_judged(book, outcomes) if one is rule)
    lacking = [[place for place, clause in enumerate(one.clauses) if clause.verdict is not RuleVerdict.HOLDS] for one in judged]
    return [*proof.clauses] in lacking and not any(one.verdict is RuleVerdict.HOLDS for one in judged)


def check_refuted(seed: Seed, folder: Path) -> None:
    book = seed.book()
    proof, proven = proof_of(seed, book)
    assert proof.verdict is Verdict.REFUTED
    assert proof.case is not None, proof.remark
    file = folder / "case.yaml"
    file.write_text(case_file(proof, proven, "nl"), encoding="utf-8")
    case = load_case(file)
    engine = Engine(book)
    assert is_confirmed(proof, case, engine.run(facts_of(case.answers)), book)
    engine.close()


def ids(seeds: tuple[Seed, ...]) -> list[str]:
    return [str(seed) for seed in seeds]


_QUICK = tuple(seed for seed in SEEDS if any(name in str(seed) for name in QUICK))
_OTHERS = tuple(seed for seed in SEEDS if seed not in _QUICK)


@pytest.mark.parametrize("seed", _QUICK, ids=ids(_QUICK))
def test_a_seeded_fault_is_refuted_with_a_questionnaire_that_the_engine_confirms(seed: Seed, tmp_path: Path) -> None:
    check_refuted(seed, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("seed", _OTHERS, ids=ids(_OTHERS))
def test_each_other_seeded_fault_is_refuted_too(seed: Seed, tmp_path: Path) -> None:
    check_refuted(seed, tmp_path)


def test_there_are_twenty_seeded_faults_each_of_a_kind_of_its_own() -> None:
    assert len({seed.what for seed in SEEDS}) == len(SEEDS) >= 20
    assert len(_QUICK) == len(QUICK)


def test_what_the_seeded_faults_break_holds_for_the_rule_book_as_it_ships() -> None:
    shipped = {seed.refutes for seed in SEEDS if not seed.statement and not seed.adds_the_claim}
    assert len(shipped) > 15
    holding = {one.claim.id for one in shipped_proofs().proofs if one.verdict is Verdict.HOLDS}
    assert shipped <= holding
