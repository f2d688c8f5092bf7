"""Why not, and the verdict on every rule, as people read it and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from commplan_advisor.advice.why.attempts import SCHEMA, Attempt, Clause, Need, RuleVerdict
from commplan_advisor.advice.why.why_not import WhyNot
from commplan_advisor.common.text import Language
from commplan_advisor.engine.conclusions import Status
from commplan_advisor.engine.verdicts import Verdict
from commplan_advisor.present.blocks import Block, CommandLine, Heading, Node, Paragraph, Table, Tree
from commplan_advisor.present.explanation import answer_text, plain_answer

_NAMED = 2
VERDICTS = (*(one.value for one in Verdict), "none")
"""The verdicts that a rule can have."""
NEAREST = 5
"""Rules that are shown unless all are asked for."""
_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Waarom niet: {title}", "Why not: {title}"),
    "concluded_action": (
        "Deze actie staat wel in het advies. De uitleg krijgt u met:",
        "This action is part of the advice. For the explanation, type:",
    ),
    "concluded_problem": (
        "Dit probleem is hier wel gevonden. De uitleg krijgt u met:",
        "This problem was found here. For the explanation, type:",
    ),
    "concluded_finding": (
        "Deze bevinding geldt hier wel. De uitleg krijgt u met:",
        "This finding does hold here. For the explanation, type:",
    ),
    "open": (
        "Dit staat nog open: het hangt af van vragen die nog niet beantwoord zijn.",
        "This is still open: it depends on questions that were not answered yet.",
    ),
    "certain": (
        "Dit staat nog open, maar de uitkomst is zeker: wat u ook nog antwoordt, het komt in het advies.",
        "This is still open, but the outcome is certain: whatever you answer, it will be part of the advice.",
    ),
    "impossible": (
        "Dit staat nog open, maar de uitkomst is zeker: wat u ook nog antwoordt, het komt niet in het advies.",
        "This is still open, but the outcome is certain: whatever you answer, it will not be part of the advice.",
    ),
    "ruled_out": ("Dit volgt niet uit uw antwoorden.", "This does not follow from your answers."),
    "deciding": ("Vragen die beslissen", "Questions that decide"),
    "change": ("De kleinste verandering", "The smallest change"),
    "change_told": (
        "Met deze antwoorden staat de actie wel in het advies. Verander een antwoord alleen als het echt zo is.",
        "With these answers the action is part of the advice. Change an answer only if it is really so.",
    ),
    "no_change": (
        "Er is geen verandering van antwoorden gevonden waardoor deze actie in het advies komt.",
        "No change of answers was found that brings this action into the advice.",
    ),
    "undecided": (
        "Het zoeken duurde te lang. Misschien is er een verandering, misschien niet.",
        "The search took too long. There may be a change, or there may be none.",
    ),
    "question": ("Vraag", "Question"),
    "now": ("Nu", "Now"),
    "then": ("Dan", "Then"),
    "try": ("Wat er dan verandert, ziet u met:", "To see what that changes, type:"),
    "rules": ("Regels die hiertoe kunnen leiden", "Rules that can lead to it"),
    "nearest": ("De regel waarvan het minst ontbreekt staat bovenaan.", "The rule that lacks least comes first."),
    "no_rules": ("Geen regel leidt hiertoe.", "No rule leads to it."),
    "more": ("En nog {count}; '--all' toont ze allemaal.", "And {count} more; '--all' shows them all."),
    "for": ("voor '{about}'", "for '{about}'"),
    "draws": ("{text} moet gelden.", "{text} must hold."),
    "draws_not": ("{text} mag niet gelden.", "{text} must not hold."),
    "all_met": ("alles klopt", "all is met"),
    "failing": ("{count} klopt niet", "{count} not met"),
    "failing_more": ("{count} kloppen niet", "{count} not met"),
    "waiting": ("{count} nog open", "{count} still open"),
    "holds": ("klopt", "met"),
    "fails": ("klopt niet", "not met"),
    "unknown": ("nog open", "still open"),
    "need": ("{text} Nodig: {needed}. Nu: {now}.", "{text} Needed: {needed}. Now: {now}."),
    "one_of": ("een van deze", "one of these"),
    "together": ("samen", "together"),
    "answer": ("Door uw antwoord", "By your answer"),
    "verdicts": ("Alle regels voor {municipality}", "All rules for {municipality}"),
    "rule": ("Regel", "Rule"),
    "verdict": ("Uitkomst", "Verdict"),
    "says": ("Wat de regel zegt", "What the rule says"),
    "on": ("Waarover", "About"),
    "rule_holds": ("geldt", "holds"),
    "rule_unknown": ("nog open", "unknown"),
    "rule_fails": ("geldt niet", "fails"),
    "rule_none": ("niet van toepassing", "never tried"),
    "counts": (
        "{total} regels: {holds} gelden, {unknown} staan nog open, {fails} gelden niet, {none} zijn niet van toepassing (er is niets "
        "waar de regel over gaat).",
        "{total} rules: {holds} hold, {unknown} are unknown, {fails} fail, {none} were never tried (there is nothing that they are about).",
    ),
}


def _word(name: str, language: Language, **filled: object) -> str:
    return _WORDS[name][0 if language == "nl" else 1].format(**filled)


def why_not_page(found: WhyNot, language: Language, *, everything: bool = False) -> Iterator[Block]:
    """Why something is not concluded: what decides, the smallest change, and the rules, the nearest first."""
    yield Heading(1, _word("title", language, title=found.title))
    if found.status is Status.CONCLUDED:
        yield Paragraph(_word(f"concluded_{found.kind}", language))
        yield CommandLine(("commplan", "explain", found.file, f"--{found.kind}", found.id))
    else:
        yield Paragraph(_word(found.status.value if found.prospect in (None, "open") else str(found.prospect), language))
        if found.questions:
            yield Heading(2, _word("deciding", language))
            yield Tree(tuple(Node("", f"{one.text} [{one.path}]") for one in found.questions))
        if found.kind == "action":
            yield from _change(found, language)
    yield Heading(2, _word("rules", language))
    if not found.attempts:
        yield Paragraph(_word("no_rules", language))
        return
    yield Paragraph(_word("nearest", language))
    shown = found.attempts if everything else found.attempts[:NEAREST]
    for number, attempt in enumerate(shown, start=1):
        yield Heading(3, f"{number}. {attempt_title(attempt, language)}")
        yield Tree(tuple(clause_node(clause, language) for clause in attempt.clauses))
    if len(shown) < len(found.attempts):
        yield Heading(3, _word("more", language, count=len(found.attempts) - len(shown)))


def _change(found: WhyNot, language: Language) -> Iterator[Block]:
    yield Heading(2, _word("change", language))
    if found.change is None:
        yield Paragraph(_word("undecided" if found.search == "undecided" else "no_change", language))
        return
    yield Paragraph(_word("change_told", language))
    names = [_word(name, language) for name in ("question", "now", "then")]
    yield Tree(
        tuple(
            Node(names[0], one.question, (Node(names[1], one.now), Node(names[2], one.then)))  # a table breaks long questions
            for one in found.change
        )
    )
    yield Paragraph(_word("try", language))
    yield CommandLine(("commplan", "what-if", found.file, *(word for one in found.change for word in ("--set", one.written))))


def attempt_title(attempt: Attempt, language: Language) -> str:
    """A rule that was tried, and how much of it is not met."""
    lacking, failing = attempt.missing
    parts = [_word("failing" if failing == 1 else "failing_more", language, count=failing)] if failing else []
    parts += [_word("waiting", language, count=lacking - failing)] if lacking > failing else []
    lacks = ", ".join(parts) or _word("all_met", language)
    about = f", {_word('for', language, about=attempt.about)}" if attempt.about else ""
    return f"{attempt.rule} ({attempt.place}){about}: {lacks}"


def clause_node(clause: Clause, language: Language) -> Node:
    """A clause with what of it is met and what is not."""
    if len(clause.groups) == 1 and len(clause.groups[0]) == 1:
        return _need(clause.groups[0][0], language)
    groups = []
    for group in clause.groups:
        needs = tuple(_need(need, language) for need in group)
        groups.append(needs[0] if len(needs) == 1 else Node("", _word("together", language), needs))
    return Node(_word(clause.verdict.value, language), _word("one_of", language), tuple(groups))


def _need(need: Need, language: Language) -> Node:
    answers = tuple(Node(_word("answer", language), answer_text(one)) for one in need.answers)
    if need.draws is None:
        text = need.text if need.text.endswith(("?", ".")) else f"{need.text}."
        words = _word("need", language, text=text, needed=need.needed, now=need.now)
    else:
        words = _word("draws" if need.draws else "draws_not", language, text=need.text)
    return Node(_word(need.verdict.value, language), words, answers)


def verdicts_page(
    municipality: str, rules: Sequence[RuleVerdict], language: Language, sentences: Mapping[str, str] | None = None
) -> Iterator[Block]:
    """The verdict on every rule, by stage.

    Args:
        municipality: its name.
        rules: the verdicts.
        language: of the page.
        sentences: what each rule says, by its name, where there is room for it.
    """
    yield Heading(1, _word("verdicts", language, municipality=municipality))
    counted = Counter(verdict_name(one.verdict) for one in rules)
    yield Paragraph(_word("counts", language, total=len(rules), **{name: counted[name] for name in VERDICTS}))
    heads = tuple(_word(name, language) for name in ("rule", "verdict", *(("says",) if sentences else ()), "on"))
    for stage, title in {one.stage: one.stage_title for one in rules}.items():
        yield Heading(2, title)
        yield Table(heads, tuple(_verdict_row(one, language, sentences) for one in rules if one.stage == stage))


def _verdict_row(one: RuleVerdict, language: Language, sentences: Mapping[str, str] | None) -> tuple[str, ...]:
    says = (sentences[one.rule],) if sentences else ()
    return one.rule, verdict_words(verdict_name(one.verdict), language), *says, _tried_on(one)


def verdict_name(verdict: Verdict | None) -> str:
    """The name of a verdict on a rule; one that was never tried has a name too."""
    return verdict.value if verdict else "none"


def verdict_words(name: str, language: Language) -> str:
    """A verdict on a rule in words."""
    return _word(f"rule_{name}", language)


def _tried_on(one: RuleVerdict) -> str:
    """The subjects for which a rule holds, or is open; those for which it fails only when it fails for all."""
    best = [attempt.about for attempt in one.attempts if attempt.verdict is one.verdict and attempt.about]
    more = f" (+{len(best) - _NAMED})" if len(best) > _NAMED else ""
    return ", ".join(best[:_NAMED]) + more


# ---- for machines ----------------------------------------------------------------------------------------------------------------


def why_not_as_json(found: WhyNot) -> str:
    """Why something is not concluded, with all rules that lead to it."""
    plain = {
        "schema": found.schema,
        "municipality": found.municipality,
        "file": found.file,
        "kind": found.kind,
        "id": found.id,
        "title": found.title,
        "status": found.status.value,
        "prospect": found.prospect,
        "questions": [{"path": one.path, "item": one.item, "text": one.text} for one in found.questions],
        "search": found.search,
        "change": None if found.change is None else [asdict(one) for one in found.change],
        "rules": [_plain_attempt(one) for one in found.attempts],
    }
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def verdicts_as_json(municipality: str, file: str, rules: Sequence[RuleVerdict]) -> str:
    """The verdict on every rule, for each subject and condition."""
    plain = {
        "schema": SCHEMA,
        "municipality": municipality,
        "file": file,
        "rules": [
            {
                "rule": one.rule,
                "stage": one.stage,
                "for": one.kind,
                "place": str(one.place),
                "verdict": one.verdict.value if one.verdict else "never_tried",
                "tried": [
                    {"subject": tried.subject, "verdict": tried.verdict.value, "clauses": _clauses(tried, _plain_test)}
                    for tried in one.attempts
                ],
            }
            for one in rules
        ],
    }
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _plain_attempt(attempt: Attempt) -> dict[str, Any]:
    return {
        "rule": attempt.rule,
        "place": str(attempt.place),
        "subject": attempt.subject,
        "verdict": attempt.verdict.value,
        "missing": attempt.missing[0],
        "failing": attempt.missing[1],
        "clauses": _clauses(attempt, _plain_need),
        "sources": [{"id": cited.id, "words": cited.words} for cited in attempt.sources],
    }


def _clauses(attempt: Attempt, plain: Callable[[Need], dict[str, Any]]) -> list[dict[str, Any]]:
    """Clauses in the order of the rule; each with one group or, of an `any`, more."""
    return [
        {"verdict": clause.verdict.value, "groups": [[plain(need) for need in group] for group in clause.groups]}
        for clause in attempt.clauses
    ]


def _plain_test(need: Need) -> dict[str, Any]:
    return {"verdict": need.verdict.value, "field": need.field, "needed": need.needed, "now": need.now}


def _plain_need(need: Need) -> dict[str, Any]:
    return {**_plain_test(need), "text": need.text, "answers": [plain_answer(answer) for answer in need.answers]}
