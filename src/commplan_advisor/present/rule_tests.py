"""What came of testing a rule book, as people read it and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from commplan_advisor.advice.why.conditions import KINDS
from commplan_advisor.advice.words import number
from commplan_advisor.common.text import Language
from commplan_advisor.engine.verdicts import Verdict
from commplan_advisor.maintenance.testing.edits import Edit
from commplan_advisor.maintenance.testing.model import Expected
from commplan_advisor.maintenance.testing.report import SCHEMA, Counted, Coverage, Missing, Mutation, Report, Surviving
from commplan_advisor.maintenance.testing.work import Failure
from commplan_advisor.present.blocks import Block, Heading, Node, Paragraph, Table, Tree
from commplan_advisor.present.why_not import attempt_title, clause_node
from commplan_advisor.questionnaire.writing import inline

Given = Mapping[str, Any]
MOST_SHOWN = 25
"""Rules of which is shown what is missing, and of which changes are shown; JSON has them all."""
_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Tests van het regelboek", "Tests of the rule book"),
    "fine": ("{tests} gedraaid: alles klopt.", "Ran {tests}: all is right."),
    "failing": ("{tests} gedraaid, {failing} niet goed.", "Ran {tests}, {failing} not right."),
    "test": ("1 test", "1 test"),
    "tests": ("{count} tests", "{count} tests"),
    "must_concluded": ("{what} moet volgen", "{what} must be concluded"),
    "must_open": ("{what} moet nog open staan", "{what} must still be open"),
    "must_ruled_out": ("{what} mag niet volgen", "{what} must not be concluded"),
    "rule_holds": ("regel {rule} moet gelden", "rule {rule} must hold"),
    "rule_unknown": ("regel {rule} moet nog onbekend zijn", "rule {rule} must still be unknown"),
    "rule_fails": ("regel {rule} moet afvallen", "rule {rule} must fail"),
    "is_concluded": ("het volgt", "it is concluded"),
    "is_open": ("het staat nog open", "it is still open"),
    "is_ruled_out": ("het volgt niet", "it is ruled out"),
    "is_holds": ("de regel geldt", "the rule holds"),
    "is_unknown": ("de regel is nog onbekend", "the rule is still unknown"),
    "is_fails": ("de regel valt af", "the rule fails"),
    "is_priority": ("de prioriteit is {found}, niet {wanted}", "the priority is {found}, not {wanted}"),
    "is_responsible": ("{found} voert de actie uit, niet {wanted}", "{found} carries the action out, not {wanted}"),
    "is_because": ("niet door {found}", "not because of {found}"),
    "expected": ("Verwacht", "Expected"),
    "found": ("Maar", "But"),
    "nearest": ("Regel", "Rule"),
    "no_rule": ("geen regel kan hiertoe leiden", "no rule can lead to it"),
    "about": ("{what} (bij {about})", "{what} (for {about})"),
    "coverage": ("Wat de tests raken", "What the tests reach"),
    "of": ("Van", "Of"),
    "rules": ("regels", "rules"),
    "conditions": ("voorwaarden", "conditions"),
    "holds": ("geldt", "holds"),
    "unknown": ("onbekend", "unknown"),
    "fails": ("valt af", "fails"),
    "share": ("Samen {share} van wat kan.", "Together {share} of what is possible."),
    "never": (
        "{count} uitkomsten zijn niet meegeteld: geen enkele vragenlijst geeft ze.",
        "{count} outcomes are not counted: no questionnaire gives them.",
    ),
    "never_one": (
        "1 uitkomst is niet meegeteld: geen enkele vragenlijst geeft haar.",
        "1 outcome is not counted: no questionnaire gives it.",
    ),
    "missing": ("Nog niet geraakt", "Not reached yet"),
    "in_no_test_holds": ("de regel geldt in geen test", "the rule holds in no test"),
    "in_no_test_fails": ("de regel valt in geen test af", "the rule fails in no test"),
    "in_no_test_unknown": ("de regel is in geen test onbekend", "the rule is unknown in no test"),
    "condition_holds": ("'{condition}' klopt in geen test", "'{condition}' is met in no test"),
    "condition_fails": ("'{condition}' klopt in elke test of is onbekend", "'{condition}' is met or unknown in every test"),
    "condition_unknown": ("'{condition}' is in geen test onbekend", "'{condition}' is unknown in no test"),
    "answers": ("Antwoorden", "Answers"),
    "on": ("{answers} (op {day})", "{answers} (on {day})"),
    "nothing": ("een lege vragenlijst", "an empty questionnaire"),
    "not_sought": ("antwoorden zijn niet gezocht of niet gevonden", "answers were not looked for or not found"),
    "more": ("En nog {count} regels; '--format json' geeft alles.", "And {count} more rules; '--format json' gives all."),
    "more_one": ("En nog 1 regel; '--format json' geeft alles.", "And 1 more rule; '--format json' gives all."),
    "mutation": ("Wat de tests opmerken", "What the tests notice"),
    "counts": (
        "Kleine veranderingen van de regels: {total}. Opgemerkt door een test: {noticed}. Niet opgemerkt: {survivors}.",
        "Small changes of the rules: {total}. Noticed by a test: {noticed}. Not noticed: {survivors}.",
    ),
    "equal": (
        "Bewezen zonder verschil, en dus niet meegeteld: {equal}.",
        "Proven to make no difference, and so not counted: {equal}.",
    ),
    "equal_rows": (
        "Bewezen zonder verschil, en dus niet meegeteld: {equal}. Daarvan alleen bewezen voor lijsten tot en met {rows} rijen: {within}.",
        "Proven to make no difference, and so not counted: {equal}. Of these only for lists of up to {rows} rows: {within}.",
    ),
    "score": ("Score: {share}.", "Score: {share}."),
    "explained": ("Waarom dat mag", "Why that may be"),
    "survivors": ("Niet opgemerkt", "Not noticed"),
    "unused": ("Uitleg die niet meer nodig is", "Explanations that are no longer needed"),
}


def _word(name: str, language: Language, **filled: object) -> str:
    return _WORDS[name][0 if language == "nl" else 1].format(**filled)


def tests_page(report: Report, language: Language) -> Iterator[Block]:
    """What came of testing: the tests that fail and why, what no test reaches, and which changes no test notices."""
    yield Heading(1, _word("title", language))
    ran = _counted_tests(report.tests, language)
    if report.failing:
        yield Paragraph(_word("failing", language, tests=ran, failing=_whole(len(report.failing), language)))
    else:
        yield Paragraph(_word("fine", language, tests=ran))
    for one in report.failing:
        yield Heading(3, f"{one.name} ({one.place})")
        yield Tree(tuple(_failure(failure, language) for failure in one.failures))
    if report.coverage:
        yield from _coverage(report.coverage, report.as_of, language)
    if report.mutation:
        yield from _mutation(report.mutation, report.as_of, language)


def _counted_tests(count: int, language: Language) -> str:
    return _word("test" if count == 1 else "tests", language, count=_whole(count, language))


def _whole(count: int, language: Language) -> str:
    return number(count, language)


def _share(share: float, language: Language) -> str:
    """A percentage, never rounded up to all."""
    return f"{number(int(share * 1000) / 10, language)}{' ' if language == 'nl' else ''}%"


# ---- tests that fail -------------------------------------------------------------------------------------------------------------


def _failure(failure: Failure, language: Language) -> Node:
    one, expected = failure.missed, failure.missed.expected
    if isinstance(expected, Expected):
        wanted = _word(f"must_{expected.status.value}", language, what=_named(expected, language))
        asked = {"priority": expected.priority, "responsible": expected.responsible}.get(one.what, "")
    else:
        wanted, asked = _word(f"rule_{expected.verdict.value}", language, rule=expected.rule), ""
    if one.what in ("priority", "responsible", "because"):
        found = _word(f"is_{one.what}", language, found=one.found or "–", wanted=asked)
    else:
        found = _word(f"is_{one.found}", language)
    below = [Node(_word("found", language), found)]
    if failure.nearest:
        clauses = tuple(clause_node(clause, language) for clause in failure.nearest.clauses)
        below.append(Node(_word("nearest", language), attempt_title(failure.nearest, language), clauses))
    elif isinstance(expected, Expected) and one.found == "ruled_out":
        below.append(Node("", _word("no_rule", language)))
    return Node(f"{_word('expected', language)} ({expected.place})", wanted, tuple(below))


def _named(expected: Expected, language: Language) -> str:
    words = f"{KINDS[expected.kind].in_(language).lower()} {expected.id}"
    return _word("about", language, what=words, about=expected.about) if expected.about else words


# ---- coverage --------------------------------------------------------------------------------------------------------------------


def _coverage(coverage: Coverage, as_of: date, language: Language) -> Iterator[Block]:
    yield Heading(2, _word("coverage", language))
    heads = tuple(_word(name, language) for name in ("of", *(verdict.value for verdict in Verdict)))
    rows = (("rules", coverage.rules), ("conditions", coverage.conditions))
    yield Table(heads, tuple((_word(name, language), *(_reached(one, language) for one in counted)) for name, counted in rows))
    yield Paragraph(_word("share", language, share=_share(coverage.share, language)))
    never = sum(one.never for one in (*coverage.rules, *coverage.conditions))
    if never:
        yield Paragraph(_word("never_one" if never == 1 else "never", language, count=_whole(never, language)))
    if not coverage.missing:
        return
    yield Heading(2, _word("missing", language))
    by_rule = [(title, list(those)) for title, those in groupby(coverage.missing, lambda one: _title(one.state))]
    for title, missing in by_rule[:MOST_SHOWN]:
        yield Heading(3, title)
        yield Tree(tuple(_by_answers([(one.given, one.day, _missing(one, language)) for one in missing], as_of, language)))
    yield from _more(len(by_rule), language)


def _title(of: Any) -> str:
    """A rule with its place; what stands on no line of its own with its file."""
    return f"{of.rule} ({of.file}{f':{of.line}' if of.line else ''})"


def _reached(one: Counted, language: Language) -> str:
    share = _share(one.covered / one.possible, language) if one.possible else "–"
    return f"{_whole(one.covered, language)}/{_whole(one.possible, language)} ({share})"


def _missing(one: Missing, language: Language) -> str:
    name = "in_no_test" if one.state.condition is None else "condition"
    return _word(f"{name}_{one.state.verdict.value}", language, condition=one.condition)


def _by_answers(told: Iterable[tuple[Given | None, date, str]], as_of: date, language: Language) -> Iterator[Node]:
    """Answers, each with all that they show."""
    shows: dict[str, list[str]] = {}
    for given, day, text in told:
        shows.setdefault(_answers(given, day, as_of, language), []).append(text)
    for answers, texts in shows.items():
        yield Node(_word("answers", language), answers, tuple(Node("", text) for text in texts))


def _answers(given: Given | None, day: date, as_of: date, language: Language) -> str:
    """Answers in the words of a questionnaire, and their day when it is another than that of the call."""
    if given is None:
        return _word("not_sought", language)
    words = "; ".join(f"{path}: {inline(value)}" for path, value in given.items()) or _word("nothing", language)
    return words if day == as_of else _word("on", language, answers=words, day=day.isoformat())


def _more(rules: int, language: Language) -> Iterator[Block]:
    more = rules - MOST_SHOWN
    if more > 0:
        yield Heading(3, _word("more_one" if more == 1 else "more", language, count=_whole(more, language)))


# ---- mutation --------------------------------------------------------------------------------------------------------------------


def _mutation(mutation: Mutation, as_of: date, language: Language) -> Iterator[Block]:
    yield Heading(2, _word("mutation", language))
    counts = {"total": mutation.total, "noticed": mutation.noticed, "survivors": len(mutation.survivors)}
    yield Paragraph(_word("counts", language, **{name: _whole(count, language) for name, count in counts.items()}))
    if mutation.equal:
        within = {"within": _whole(mutation.equal_within_rows, language), "rows": mutation.rows}
        name = "equal_rows" if mutation.equal_within_rows else "equal"
        yield Paragraph(_word(name, language, equal=_whole(mutation.equal, language), **within))
    yield Paragraph(_word("score", language, share=_share(mutation.score, language)))
    if mutation.survivors:
        yield Heading(2, _word("survivors", language))
        by_rule = [(title, list(those)) for title, those in groupby(mutation.survivors, lambda one: _title(one.mutant))]
        for title, those in by_rule[:MOST_SHOWN]:
            yield Heading(3, title)
            left = [(one.given, one.mutant.day, one.mutant.change) for one in those if not one.explained]
            nodes = (Node("", one.mutant.change, _explained(one, language)) for one in those if one.explained)
            yield Tree((*_by_answers(left, as_of, language), *nodes))
        yield from _more(len(by_rule), language)
    if mutation.unused:
        yield Heading(2, _word("unused", language))
        yield Tree(tuple(Node(str(one.place), f"{one.rule}: {one.change}") for one in mutation.unused))


def _explained(one: Surviving, language: Language) -> tuple[Node, ...]:
    return (Node(_word("explained", language), one.explained.because),) if one.explained else ()


# ---- for machines ----------------------------------------------------------------------------------------------------------------


def tests_as_json(report: Report) -> str:
    """What came of testing, all of it."""
    plain = {
        "schema": SCHEMA,
        "as_of": report.as_of.isoformat(),
        "tests": report.tests,
        "failing": [
            {"test": one.name, "place": str(one.place), "expected": [_plain_failure(failure) for failure in one.failures]}
            for one in report.failing
        ],
        "coverage": None if report.coverage is None else _plain_coverage(report.coverage),
        "mutation": None if report.mutation is None else _plain_mutation(report.mutation),
    }
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def _plain_failure(failure: Failure) -> dict[str, Any]:
    one, expected = failure.missed, failure.missed.expected
    if isinstance(expected, Expected):
        told: dict[str, Any] = {
            "kind": expected.kind,
            "id": expected.id,
            "about": expected.about,
            "status": expected.status.value,
            "priority": expected.priority,
            "responsible": expected.responsible,
            "because": list(expected.because),
        }
    else:
        told = {"rule": expected.rule, "verdict": expected.verdict.value}
    nearest = failure.nearest and {
        "rule": failure.nearest.rule,
        "place": str(failure.nearest.place),
        "subject": failure.nearest.subject,
        "verdict": failure.nearest.verdict.value,
        "clauses": [
            {
                "verdict": clause.verdict.value,
                "groups": [
                    [{"verdict": need.verdict.value, "field": need.field, "needed": need.needed, "now": need.now} for need in group]
                    for group in clause.groups
                ],
            }
            for clause in failure.nearest.clauses
        ],
    }
    return {"place": str(expected.place), **told, "differs": one.what, "found": one.found, "nearest": nearest}


def _plain_coverage(coverage: Coverage) -> dict[str, Any]:
    def counted(those: Sequence[Counted]) -> dict[str, Any]:
        return {one.verdict.value: {"covered": one.covered, "possible": one.possible, "never": one.never} for one in those}

    return {
        "share": coverage.share,
        "rules": counted(coverage.rules),
        "conditions": counted(coverage.conditions),
        "missing": [
            {
                "rule": one.state.rule,
                "file": one.state.file,
                "line": one.state.line,
                "condition": one.condition or None,
                "at": _plain_edit(one.state.condition),
                "verdict": one.state.verdict.value,
                "day": one.day.isoformat(),
                "given": one.given,
            }
            for one in coverage.missing
        ],
    }


def _plain_edit(where: Edit | None) -> dict[str, int] | None:
    """Which condition of a rule; of an `any` also which group, and which condition in that."""
    if where is None:
        return None
    found = {"clause": where.clause, "group": where.group, "member": where.member}
    return {name: place for name, place in found.items() if place >= 0}


def _plain_mutation(mutation: Mutation) -> dict[str, Any]:
    return {
        "score": mutation.score,
        "total": mutation.total,
        "noticed": mutation.noticed,
        "equal": mutation.equal,
        "equal_within_rows": mutation.equal_within_rows,
        "rows": mutation.rows,
        "survivors": [
            {
                "rule": one.mutant.rule,
                "file": one.mutant.file,
                "line": one.mutant.line,
                "sort": one.mutant.sort,
                "change": one.mutant.change,
                "day": one.mutant.day.isoformat(),
                "given": one.given,
                "because": one.explained.because if one.explained else None,
            }
            for one in mutation.survivors
        ],
        "unused": [{"place": str(one.place), "rule": one.rule, "change": one.change} for one in mutation.unused],
    }
