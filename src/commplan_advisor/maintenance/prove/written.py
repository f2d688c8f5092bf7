"""The claims that the maintainer wrote: statements, as formulas and as what the engine makes of one questionnaire."""

from __future__ import annotations

from collections.abc import Iterator

from commplan_advisor.engine.conclusions import Outcomes
from commplan_advisor.engine.verdicts import Fields, Verdict, all_hold, judged_clause
from commplan_advisor.maintenance.prove.claims import Claim, Group
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.reasoning.consequences import conditions_on
from commplan_advisor.reasoning.everything import Everything
from commplan_advisor.reasoning.formulas import FALSE, Formula
from commplan_advisor.rulebook.statements import Clauses, Statement


def claim_of(statement: Statement) -> Claim:
    """A statement as a claim about all questionnaires."""

    def refuted(all_: Everything) -> Formula:
        match statement.kind:
            case "then":
                return when_it_holds(statement, all_, and_not=statement.then)
            case "never":
                return when_it_holds(statement, all_)
            case "silent":
                some_action = all_.formulas.any(one.there for one in all_.things.get("action", ()))
                return all_.formulas.all((when_it_holds(statement, all_), some_action))

    def refuted_by(_: Case, outcomes: Outcomes) -> bool:
        match statement.kind:
            case "then":
                return any(_hold(statement.when, fields) and not _hold(statement.then, fields) for fields in _subjects(statement, outcomes))
            case "never":
                return holds_in(statement, outcomes)
            case "silent":
                return holds_in(statement, outcomes) and any(outcomes.concluded("action"))

    return Claim(
        Group.STATEMENTS,
        statement.id,
        statement.says,
        refuted,
        refuted_by,
        None if statement.kind == "never" else lambda all_: when_it_holds(statement, all_),
        statement.place,
        statement.conditions,
    )


def when_it_holds(statement: Statement, all_: Everything, *, and_not: Clauses = ()) -> Formula:
    """When the conditions of a statement hold for something that it is about, and others do not."""
    formulas = all_.formulas
    found = []
    for thing in all_.things.get(statement.subject, ()):
        if thing.there == FALSE:
            continue
        holds, _ = conditions_on(statement.when, thing, all_.fields, formulas)
        others, _ = conditions_on(and_not, thing, all_.fields, formulas) if and_not else (FALSE, FALSE)
        found.append(formulas.all((thing.there, holds, formulas.not_(others))))
    return formulas.any(found)


def holds_in(statement: Statement, outcomes: Outcomes) -> bool:
    """Whether the conditions of a statement hold for something in one questionnaire, as the engine sees it."""
    return any(_hold(statement.when, fields) for fields in _subjects(statement, outcomes))


def _subjects(statement: Statement, outcomes: Outcomes) -> Iterator[Fields]:
    """The fields of what a statement is about, of a problem or action only when it is concluded."""
    for subject in outcomes.subjects.get(statement.subject, ()):
        if subject.settled:
            yield {**outcomes.fields, **subject.fields}


def _hold(clauses: Clauses, fields: Fields) -> bool:
    return all_hold(judged_clause(clause, fields).verdict for clause in clauses) is Verdict.HOLDS
