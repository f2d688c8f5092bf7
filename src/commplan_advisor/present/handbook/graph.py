"""What leads to what: for each problem the findings that show it, its causes, and the actions against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from commplan_advisor.rulebook.model import Condition, Rule, RuleBook

_FINDING = "concluded.findings."
REPORTED = "reported"
ANSWERS = "answers"
"""Stand among the findings for a problem that the municipality reports itself, and for one that answers show without a finding."""


@dataclass(slots=True)
class Around:
    """What leads to a problem, and what follows from it.

    Attributes:
        problem: the problem.
        found_by: the rules that find it.
        caused_by: the rules that find its causes.
        solved_by: the rules that lead to actions against it.
        findings: what shows it: findings, `REPORTED`, `ANSWERS`.
        causes: its causes.
        actions: the actions against it, each with the causes that it is for; none when it is for the problem as it is.
    """

    problem: str
    found_by: list[Rule] = field(default_factory=list)
    caused_by: list[Rule] = field(default_factory=list)
    solved_by: list[Rule] = field(default_factory=list)
    findings: dict[str, None] = field(default_factory=dict)
    causes: dict[str, None] = field(default_factory=dict)
    actions: dict[str, dict[str, None]] = field(default_factory=dict)


def around_problems(book: RuleBook) -> dict[str, Around]:
    """For each problem of the catalogue what is around it: those of the format first, in its order."""
    ordered = sorted(book.catalogue.problems.values(), key=lambda one: (one.basis != "documented", one.source, one.id))
    found = {problem.id: Around(problem.id) for problem in ordered}
    for rule in book.rules:
        kinds = {out.kind for out in rule.then}
        if "problem" in kinds:
            for out in rule.then:
                if out.kind == "problem":
                    found[out.id].found_by.append(rule)
                    found[out.id].findings.update(dict.fromkeys(_shown_by(rule)))
        if "cause" in kinds:
            for problem in _problems_of(rule, book):
                found[problem].caused_by.append(rule)
                found[problem].causes.update((out.id, None) for out in rule.then if out.kind == "cause")
        if "action" in kinds:
            for problem in dict.fromkeys((*_problems_of(rule, book), *(one for out in rule.then for one in out.serves))):
                _add_solution(found[problem], rule)
    for one in found.values():
        for causes in one.actions.values():
            one.causes.update(causes)
    return found


def _add_solution(around: Around, rule: Rule) -> None:
    around.solved_by.append(rule)
    causes = _values(rule, "problem.causes", "includes")
    for out in rule.then:
        if out.kind == "action":
            around.actions.setdefault(out.id, {}).update(dict.fromkeys(causes))


def _shown_by(rule: Rule) -> Iterator[str]:
    findings = [one.field.removeprefix(_FINDING) for one in rule.conditions if one.field.startswith(_FINDING) and _is_so(one)]
    if rule.subject == "report":
        yield REPORTED
    elif findings:
        yield from findings
    else:
        yield ANSWERS


def _is_so(one: Condition) -> bool:
    return (one.operator, one.values) == ("in", (True,))


def _problems_of(rule: Rule, book: RuleBook) -> Iterable[str]:
    """The problems that a rule about problems is for: those that it names, or else all that it does not leave out."""
    if rule.subject != "problem":
        return ()
    named = _values(rule, "problem.type", "in")
    if named:
        return named
    but = _values(rule, "problem.type", "not_in")
    return [problem for problem in book.catalogue.problems if problem not in but] if but else ()


def _values(rule: Rule, path: str, operator: str) -> list[str]:
    return [str(value) for one in rule.conditions if (one.field, one.operator) == (path, operator) for value in one.values]
