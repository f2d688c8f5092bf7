"""Tests for a new rule: small questionnaires for which it holds, fails and is unknown, each confirmed by the engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commplan_advisor.common.text import Language, Text
from commplan_advisor.engine.conclusions import Outcomes
from commplan_advisor.engine.engine import Engine
from commplan_advisor.engine.verdicts import Verdict
from commplan_advisor.maintenance.testing.checking import verdict_on
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.reasoning.everything import Everything, everything
from commplan_advisor.reasoning.formulas import Formula
from commplan_advisor.reasoning.proving import UndecidedError
from commplan_advisor.rulebook.catalogue import ABOUT
from commplan_advisor.rulebook.model import Rule, RuleBook

_NAMES = {
    Verdict.HOLDS: Text("{id}: geldt", "{id}: holds"),
    Verdict.FAILS: Text("{id}: geldt niet", "{id}: does not hold"),
    Verdict.UNKNOWN: Text("{id}: is nog open", "{id}: is still open"),
}


def tests_of(rule: Rule, book: RuleBook, language: Language) -> Iterator[dict[str, Any]]:
    """Tests of a rule as they stand in a file; none for what never comes about, or is not found in time.

    Args:
        rule: one that counts.
        book: the rule book with the rule in it; used in `with_added(book.added)`.
        language: of the names of the tests.
    """
    all_, engine = everything(book), Engine(book)
    for verdict in (Verdict.HOLDS, Verdict.FAILS, Verdict.UNKNOWN):

        def comes_about(case: Case, verdict: Verdict = verdict) -> bool:
            return verdict_on(rule, engine.run(facts_of(case.answers))) is verdict

        try:
            case = all_.smallest(_when(rule, verdict, all_), comes_about)
        except UndecidedError:
            continue
        if case is not None:
            yield _test(rule, verdict, case, engine.run(facts_of(case.answers)), language)


def _when(rule: Rule, verdict: Verdict, all_: Everything) -> Formula:
    """When the rule gets a verdict over all that it may be about."""
    formulas, tried = all_.formulas, all_.tried[rule.id]
    sure, may = formulas.any(one.sure for one in tried), formulas.any(one.may for one in tried)
    if verdict is Verdict.HOLDS:
        return sure
    return formulas.not_(may) if verdict is Verdict.FAILS else formulas.all((may, formulas.not_(sure)))


def _test(rule: Rule, verdict: Verdict, case: Case, outcomes: Outcomes, language: Language) -> dict[str, Any]:
    test: dict[str, Any] = {"test": _NAMES[verdict].in_(language).format(id=rule.id)}
    given = _without_the_name(case.source.value)
    if given:
        test["given"] = given
    if verdict is Verdict.HOLDS:
        test["must"] = list(_concluded(rule, outcomes))
    test["rules"] = {verdict.value: rule.id}
    return test


def _without_the_name(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers without what every questionnaire has."""
    municipality = {key: value for key, value in answers.get("municipality", {}).items() if key != "name"}
    rest = {key: value for key, value in answers.items() if key not in ("questionnaire", "municipality")}
    return {**({"municipality": municipality} if municipality else {}), **rest}


def _concluded(rule: Rule, outcomes: Outcomes) -> Iterator[dict[str, Any]]:
    """What the rule concludes here, and that it does so."""
    for outcome in rule.then:
        id_, _, part = outcome.id.partition(":")
        found: dict[str, Any] = {outcome.kind: id_, **({"as": part} if part else {})}
        if outcome.kind in ABOUT:
            about = (
                conclusion.about
                for conclusion in outcomes.conclusions.values()
                if (conclusion.kind, conclusion.id) == (outcome.kind, outcome.id)
                and any(reason.rule.id == rule.id for reason in conclusion.reasons)
            )
            found["about"] = next(about)
        yield {**found, "because": rule.id}
