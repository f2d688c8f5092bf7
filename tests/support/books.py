"""Random rule books over the real questionnaire: small catalogues, rules of every shape, all stages."""

from __future__ import annotations

from datetime import date
from functools import cache
from random import Random
from typing import Any

from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.facts import Field
from commplan_advisor.rulebook.catalogue import ABOUT, PLURALS
from commplan_advisor.rulebook.conditions import LARGEST_PATTERN, tests_in
from commplan_advisor.rulebook.loading import rulebook_from
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.rulebook.vocabulary import Vocabulary, vocabulary_of

STAGES = {
    "situation": ["finding"],
    "problems": ["problem"],
    "causes": ["cause"],
    "solutions": ["action"],
    "strategy": ["task", "timing", "moment", "duty", "option", "part"],
    "realisation": ["means", "order"],
    "evaluation": ["measurement", "evaluation", "indicator", "target"],
}
_WORDS = {"nl": "woord", "en": "word"}
_CITED = {"title": _WORDS, "source": ["format 4.1"], "basis": "documented"}
_MORE: dict[str, dict[str, Any]] = {
    "actions": {
        "steps": [_WORDS],
        "roles": {"responsible": "alpha", "accountable": "beta", "supports": [], "consulted": ["gamma"], "informed": []},
        "where": "inside",
        "needs": [],
        "hours": 4,
        "weeks": 2,
        "after": [],
        "indicator": _WORDS,
        "target": _WORDS,
    },
    "roles": {"party": "municipality"},
    "tasks": {"role": "alpha"},
    "duties": {"role": "alpha"},
    "timings": {"weeks": 2},
    "options": {"suits": _WORDS},
    "indicators": {"how": _WORDS},
}
_PLURALS = [*dict.fromkeys(PLURALS.values())]


_DAY = date(2026, 1, 1)
_NAMES = ("alpha", "beta", "gamma", "delta")


@cache
def _catalogue(names: tuple[str, ...] = _NAMES) -> dict[str, dict[str, Any]]:
    named = {plural: {name: {**_CITED, **_MORE.get(plural, {})} for name in names} for plural in _PLURALS}
    return {**named, "platforms": {}}  # one that is not built in would be another answer


@cache
def _vocabularies(names: tuple[str, ...] = _NAMES) -> dict[str, Vocabulary]:
    titles = {plural: {id_: Text(**one["title"]) for id_, one in entries.items()} for plural, entries in _catalogue(names).items()}
    found: dict[str, Vocabulary] = {}
    before: list[str] = []
    for stage, concludes in STAGES.items():
        found[stage] = vocabulary_of(before, titles)
        before += concludes
    return found


def random_book(rng: Random, rules_a_stage: int = 8, fields: int = 12) -> RuleBook:
    """A rule book with about so many rules in each stage, over so many of the fields of each kind of subject."""
    return rulebook_from(random_document(rng, rules_a_stage, fields), _DAY)


def random_document(rng: Random, rules_a_stage: int = 8, fields: int = 12) -> dict[str, Any]:
    """The same as a document."""
    rules = []
    for stage, concludes in STAGES.items():
        vocabulary = _vocabularies()[stage]
        pools = {kind: _pool(rng, vocabulary, kind, fields) for kind in vocabulary.subjects}
        for number in range(rng.randint(1, rules_a_stage)):
            subject = rng.choice(vocabulary.subjects)
            kinds = [kind for kind in concludes if ABOUT.get(kind, subject) == subject]
            if not kinds:
                continue
            rules.append(_rule(rng, f"{stage}-{number}", stage, subject, pools[subject], kinds))
    return _document(rules)


def large_document(rng: Random, rules_a_stage: int, entries: int, fields: int = 60) -> dict[str, Any]:
    """A rule book of exactly so many rules in each stage, with so many entries in each part of the catalogue, as a document."""
    names = (*_NAMES, *(f"entry{number}" for number in range(entries - len(_NAMES))))
    rules = []
    for stage, concludes in STAGES.items():
        vocabulary = _vocabularies(names)[stage]
        for number in range(rules_a_stage):
            subject = rng.choice([kind for kind in vocabulary.subjects if any(ABOUT.get(one, kind) == kind for one in concludes)])
            kinds = [kind for kind in concludes if ABOUT.get(kind, subject) == subject]
            pool = _pool(rng, vocabulary, subject, fields)
            rules.append(_rule(rng, f"{stage}-{number}", stage, subject, pool, kinds, names))
    return _document(rules, names)


def broad_book(rng: Random) -> RuleBook:
    """A rule book whose rules all test something else of the case: on an empty questionnaire each of them may hold."""
    rules: list[dict[str, Any]] = []
    for field in _vocabularies()["situation"].fields["case"].values():
        for option in field.options if field.kind == "options" else [""]:
            when = [field.path, "includes", [option]] if option else _condition(rng, field)
            rules.append({**_rule(rng, f"situation-{len(rules)}", "situation", "case", [field], ["finding"]), "when": [when]})
    rng.shuffle(rules)
    return _book(rules)


def _book(rules: list[dict[str, Any]]) -> RuleBook:
    return rulebook_from(_document(rules), _DAY)


def _document(rules: list[dict[str, Any]], names: tuple[str, ...] = _NAMES) -> dict[str, Any]:
    return {
        "name": _WORDS,
        "version": "1",
        "stages": [{"id": stage, "title": _WORDS, "concludes": concludes} for stage, concludes in STAGES.items()],
        "defaults": {},
        "sources": {"format": {"title": "format", "items": {"4.1": _WORDS}}},
        "parameters": {},
        "catalogue": _catalogue(names),
        "rules": rules,
    }


def _pool(rng: Random, vocabulary: Vocabulary, kind: str, size: int) -> list[Field]:
    own = [field for path, field in vocabulary.fields[kind].items() if path.startswith(f"{kind}.")]
    concluded = [field for path, field in vocabulary.fields[kind].items() if path.startswith("concluded.")]
    rest = list(vocabulary.fields[kind].values())
    return [field for fields, share in ((own, 2), (concluded, 4), (rest, 2)) if fields for field in rng.choices(fields, k=size // share)]


def _rule(
    rng: Random, id_: str, stage: str, subject: str, pool: list[Field], kinds: list[str], names: tuple[str, ...] = _NAMES
) -> dict[str, Any]:
    when: list[Any] = [_condition(rng, rng.choice(pool)) for _ in range(rng.randint(1, 3))]
    if rng.random() < 0.25:
        when.append(["any", [[_condition(rng, rng.choice(pool)) for _ in range(rng.randint(1, 2))] for _ in range(rng.randint(1, 3))]])
    while tests_in(when) > LARGEST_PATTERN:
        when.pop()
    then = []
    for _ in range(rng.randint(1, 2)):
        kind = rng.choice(kinds)
        name = rng.choice([one for one in names if one != "delta"])
        serves = [rng.choice(("alpha", "delta"))] if kind == "action" and rng.random() < 0.3 else []
        then.append({"kind": kind, "id": f"{name}:consulted" if kind == "part" else name, "priority": "high", "serves": serves})
    then = [one for number, one in enumerate(then) if one not in then[:number]]
    return {
        "id": id_,
        "stage": stage,
        "subject": subject,
        "when": when,
        "then": then,
        "because": _WORDS,
        "sources": ["format 4.1"],
        "basis": "documented",
        "valid": {},
        "file": "rules.yaml",
        "line": 1,
    }


def _condition(rng: Random, field: Field) -> list[Any]:
    if rng.random() < 0.08:
        return [field.path, "answered", []]
    match field.kind:
        case "yes_no":
            return [field.path, "in", [rng.random() < 0.5]]
        case "number":
            operator = rng.choice(["below", "at_most", "above", "at_least", "in", "not_in"])
            return [field.path, operator, [rng.choice([0, 1, 2, 0.5, 1.5, 20, 50, 100])]]
        case "option":
            options = rng.sample(field.options, rng.randint(1, min(3, len(field.options))))
            return [field.path, rng.choice(["in", "in", "not_in"]), options]
        case "options":
            return [field.path, rng.choice(["includes", "lacks"]), rng.sample(field.options, rng.randint(1, min(2, len(field.options))))]
        case _:
            return [field.path, "answered", []]
