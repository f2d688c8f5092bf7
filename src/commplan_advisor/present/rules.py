"""Rules and catalogue entries as people read them."""

from __future__ import annotations

from collections.abc import Iterator

from commplan_advisor.advice.words import number, shown
from commplan_advisor.common.text import Language, Text
from commplan_advisor.maintenance.choosing import standing
from commplan_advisor.maintenance.coverage import Served
from commplan_advisor.present.blocks import Block, Bullets, Heading, Labelled, Paragraph, Table
from commplan_advisor.present.labels import label
from commplan_advisor.rulebook.catalogue import PLURALS, Entry
from commplan_advisor.rulebook.model import AnyOf, Condition, Outcome, Parameter, Rule, RuleBook
from commplan_advisor.rulebook.periods import ALWAYS, Period
from commplan_advisor.rulebook.reviewing import decision_title

_WORDS: dict[str, tuple[str, str]] = {
    "rule": ("regel", "rule"),
    "stage": ("fase", "stage"),
    "about": ("over", "about"),
    "when": ("als", "when"),
    "then": ("dan", "then"),
    "because": ("want", "because"),
    "source": ("bron", "source"),
    "basis": ("grondslag", "basis"),
    "place": ("staat in", "stands in"),
    "status": ("status", "status"),
    "in_force": ("geldt", "in force"),
    "outside": ("geldt niet op deze dag", "not in force on this day"),
    "draft": ("in de maak", "draft"),
    "retired": ("vervallen", "retired"),
    "valid": ("geldig", "valid"),
    "always": ("altijd", "always"),
    "from": ("vanaf {day}", "from {day}"),
    "until": ("tot en met {day}", "until {day}"),
    "owner": ("eigenaar", "owner"),
    "review": ("nakijken voor", "review by"),
    "no_tests": ("geen", "none"),
    "led_to_by": ("regels die hiertoe leiden", "rules that lead to it"),
    "any": ("een van", "one of"),
    "and": ("en", "and"),
    "in": ("is", "is"),
    "not_in": ("is niet", "is not"),
    "below": ("lager dan", "below"),
    "at_most": ("hooguit", "at most"),
    "above": ("hoger dan", "above"),
    "at_least": ("minstens", "at least"),
    "includes": ("bevat", "includes"),
    "lacks": ("bevat niet", "lacks"),
    "answered": ("is beantwoord", "is answered"),
    "or": ("of", "or"),
    "says": ("zegt", "says"),
    "questions": ("vragen", "questions"),
    "rules": ("regels", "rules"),
    "entries": ("catalogus", "catalogue"),
    "outputs": ("in het advies", "in the advice"),
    "tests": ("tests", "tests"),
    "one": ("1 regel", "1 rule"),
    "value": ("waarde", "value"),
    "since": ("sinds", "since"),
    "named_by": ("regels die deze waarde gebruiken", "rules that use this value"),
    "result": ("uitkomst", "result"),
    "count": ("{count} regels", "{count} rules"),
    "service": ("nergens door bediend", "served by nothing"),
    "test": ("geen test", "no test"),
    "covered": (
        "Alle {count} onderdelen van het format worden bediend en getest.",
        "All {count} items of the format are served and tested.",
    ),
    "served": (
        "Alle {count} onderdelen van het format worden bediend; de tests zijn hier niet bij.",
        "All {count} items of the format are served; the tests are not here.",
    ),
}


def word(name: str, language: Language, **filled: object) -> str:
    """A word of the pages about rules."""
    return _WORDS[name][0 if language == "nl" else 1].format(**filled)


def rule_list(rules: tuple[Rule, ...], language: Language, book: RuleBook | None = None) -> tuple[Block, ...]:
    """Rules as tables, one for each stage; with a rule book also how each of them stands."""
    blocks: list[Block] = []
    heads = tuple(word(name, language) for name in ("rule", "then", "source", *(("status",) if book else ())))
    for stage in dict.fromkeys(rule.stage for rule in rules):
        rows = tuple(
            (rule.id, _then(rule), ", ".join(rule.sources), *((_stands(rule, book, language),) if book else ()))
            for rule in rules
            if rule.stage == stage
        )
        blocks += [Heading(3, f"{word('stage', language)} {stage}"), Table(heads, rows)]
    return *blocks, Paragraph(word("one" if len(rules) == 1 else "count", language, count=len(rules)))


def _stands(rule: Rule, book: RuleBook, language: Language) -> str:
    """How a rule stands, and for which days it is."""
    stands = word(standing(rule, book), language)
    return stands if rule.valid == ALWAYS else f"{stands}; {days(rule.valid, language)}"


def days(valid: Period, language: Language) -> str:
    """The days for which something counts."""
    parts = [word(name, language, day=day.isoformat()) for name, day in (("from", valid.start), ("until", valid.until)) if day]
    return " ".join(parts) or word("always", language)


def _upkeep(one: Rule | Entry | Parameter) -> tuple[tuple[str, str], ...]:
    """Who looks after something, and by when it must be looked at again; what is not said is left out."""
    told = (("owner", one.owner), ("review", one.review.isoformat() if one.review else ""))
    return tuple((name, text) for name, text in told if text)


def rule_page(rule: Rule, book: RuleBook, language: Language, tests: tuple[str, ...] = ()) -> tuple[Block, ...]:
    """One rule in full, with the tests that name it."""
    titles = dict.fromkeys(_title(out, book).in_(language) for out in rule.then)
    lines = (
        ("stage", rule.stage),
        ("about", rule.subject),
        ("when", f" {word('and', language)} ".join(clause_words(clause, language) for clause in rule.when)),
        ("then", f"{_then(rule)}: {'; '.join(titles)}"),
        ("because", _with_parameters(rule.because.in_(language), book, language)),
        ("source", ", ".join(rule.sources)),
        ("basis", label(rule.basis, language)),
        ("status", word(standing(rule, book), language)),
        ("valid", days(rule.valid, language)),
        *_upkeep(rule),
        ("tests", "; ".join(tests) or word("no_tests", language)),
        ("place", f"{rule.file}:{rule.line}"),
    )
    return Heading(2, rule.id), Labelled(tuple((word(name, language), text) for name, text in lines))


def _title(outcome: Outcome, book: RuleBook) -> Text:
    """What is concluded, in words; a decision about a running plan is no entry of the catalogue."""
    return book.catalogue.entry(outcome.kind, outcome.id).title if outcome.kind in PLURALS else decision_title(outcome.id)


def parameter_page(parameter: Parameter, book: RuleBook, language: Language) -> Iterator[Block]:
    """A parameter with its value on the day of the rule book, and the rules that name it."""
    yield Heading(2, f"${parameter.id}: {parameter.title.in_(language)}")
    value = " ".join(filter(None, (number(parameter.value, language), parameter.unit)))
    lines = (
        ("value", value),
        ("since", parameter.since),
        ("source", ", ".join(parameter.sources)),
        ("basis", label(parameter.basis, language)),
        *_upkeep(parameter),
    )
    yield Labelled(tuple((word(name, language), text) for name, text in lines))
    yield Heading(3, word("named_by", language))
    naming = tuple(rule for rule in book.counting_rules if any(one.parameter == parameter.id for one in rule.conditions))
    yield from rule_list(naming, language)


def entry_page(kind: str, entry: Entry, book: RuleBook, language: Language) -> Iterator[Block]:
    """One entry of the catalogue, and the rules that lead to it."""
    yield Heading(2, f"{kind} {entry.id}: {entry.title.in_(language)}")
    if entry.text:
        yield Paragraph(entry.text.in_(language))
    lines = (
        ("source", ", ".join(entry.source)),
        ("basis", label(entry.basis, language)),
        *((("valid", days(entry.valid, language)),) if entry.valid != ALWAYS else ()),
        *_upkeep(entry),
    )
    yield Labelled(tuple((word(name, language), text) for name, text in lines))
    steps = getattr(entry, "steps", ())
    if steps:
        yield Bullets(tuple(step.in_(language) for step in steps), numbered=True)
    leading = [
        rule
        for rule in book.counting_rules
        for out in rule.then
        if PLURALS.get(out.kind) == PLURALS[kind] and out.id.partition(":")[0] == entry.id
    ]
    yield Heading(3, word("led_to_by", language))
    yield from rule_list(tuple(leading), language)


def coverage_page(served: tuple[Served, ...], *, with_tests: bool, language: Language) -> Iterator[Block]:
    """What serves each item of the format, and what is missing."""
    missing = []
    for one in served:
        yield Heading(3, f"{one.item} {one.says.in_(language)}")
        lines = (
            ("questions", one.questions),
            ("rules", one.rules),
            ("entries", one.entries),
            ("outputs", one.outputs),
            ("tests", one.tests),
        )
        yield Labelled(tuple((word(name, language), ", ".join(found) or "–") for name, found in lines if with_tests or name != "tests"))
        lacks = [name for name in one.missing if with_tests or name != "test"]
        missing += [(one.item, word(name, language)) for name in lacks]
    yield Heading(2, word("result", language))
    if missing:
        yield Labelled(tuple(missing))
    else:
        yield Paragraph(word("covered" if with_tests else "served", language, count=len(served)))


def _then(rule: Rule) -> str:
    return ", ".join(f"{out.kind} {out.id}" + (f" ({out.priority})" if out.priority else "") for out in rule.then)


def clause_words(clause: Condition | AnyOf, language: Language) -> str:
    """A clause of a rule in words, with the names of its fields."""
    if isinstance(clause, AnyOf):
        groups = (f" {word('and', language)} ".join(clause_words(one, language) for one in group) for group in clause.groups)
        return f"({word('any', language)}: {'; '.join(groups)})"
    joined = f" {word('or', language)} ".join(shown(value, {}, language) for value in clause.values)
    named = f" (${clause.parameter})" if clause.parameter else ""
    return f"{clause.field} {word(clause.operator, language)} {joined}{named}".strip()


def _with_parameters(text: str, book: RuleBook, language: Language) -> str:
    """A text of a rule with the values of parameters filled in; fields of a case stay open."""
    for parameter in book.parameters.values():
        text = text.replace(f"{{${parameter.id}}}", number(parameter.value, language))
    return text
