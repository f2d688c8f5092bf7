"""What an action of a plan rests on, kept short, so that a later version can say which rule or which answer made the difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from commplan_advisor.common.text import Language, Text
from commplan_advisor.engine.conclusions import Key, Outcomes, Reason, Status
from commplan_advisor.questionnaire.facts import ROWS, Facts, Subject, fields_of_kind
from commplan_advisor.rulebook.catalogue import PLURALS, Action
from commplan_advisor.rulebook.model import Rule, RuleBook
from commplan_advisor.running.review.plan import PlanVersion

_KINDS = {plural: kind for kind, plural in PLURALS.items() if kind not in ("part", "order")}
_MARK = 12
"""Characters of a hash: enough to tell one wording of a rule from another."""
_MOST = 3
"""So many rules or answers are named; more say less."""


def marks_of_rules(rules: Iterable[Rule]) -> dict[str, str]:
    """By name of each rule what tells it from any other: what it is about, tests and concludes; not in which words."""
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        found.setdefault(rule.id, []).append(rule)
    return {id_: _mark(sorted(repr((one.subject, one.when, one.then)) for one in ones)) for id_, ones in sorted(found.items())}


def says_the_same(book: RuleBook, plan: PlanVersion) -> bool:
    """Whether a rule book says what that of a plan said on its day."""
    return (plan.rules.hash, plan.rules.rules) == (book.digest, marks_of_rules(book.rules))


def mark_of_action(action: Action) -> str:
    """What tells an entry of the catalogue from any other, whoever looks after it."""
    return _mark(replace(action, owner="", review=None))


def _mark(value: object) -> str:
    return sha256(repr(value).encode()).hexdigest()[:_MARK]


def rules_behind(outcomes: Outcomes, action: str) -> tuple[str, ...]:
    """The rules that led to an action, directly or by what earlier stages concluded."""
    seen: set[Key] = set()
    rules: set[str] = set()
    left: list[Key] = [("action", action, "")]
    while left:
        key = left.pop()
        found = outcomes.conclusions.get(key)
        if key in seen or found is None:
            continue
        seen.add(key)
        for reason in found.reasons:
            rules.add(reason.rule.id)
            left += _above(reason)
    return tuple(sorted(rules))


def _above(reason: Reason) -> Iterator[Key]:
    """What earlier stages concluded that a reason rests on."""
    subject = reason.subject
    if subject.kind == "problem":
        yield "problem", subject.id, ""
    for condition in reason.rule.conditions:
        first, _, rest = condition.field.partition(".")
        plural, _, name = rest.partition(".")
        if first == "concluded" and plural in _KINDS:
            yield _KINDS[plural], name, ""
        elif condition.field == "problem.causes":
            yield from (("cause", str(value), subject.id) for value in condition.values)


# -- what became otherwise -------------------------------------------------------------------------------------------------------------


def rules_that_changed(
    grounds: Iterable[str], before: Mapping[str, str], book: RuleBook, language: Language
) -> tuple[tuple[str, ...], str]:
    """Of some rules those that the rule book no longer has, that no longer count, or that say something else; and that in words.

    Args:
        grounds: names of rules, of then or of now.
        before: the marks of the rules of then.
        book: of now.
        language: of the words.
    """
    wanted = set(grounds)
    now = marks_of_rules(rule for rule in book.rules if rule.id in wanted)
    aside = {rule.id for rule in book.set_aside}
    named: list[str] = []
    told: list[str] = []
    for id_ in sorted(wanted):
        text: Text | None = None
        if id_ not in now and id_ in aside:
            text = Text(f"de regel '{id_}' geldt niet meer", f"the rule '{id_}' no longer counts")
        elif id_ not in now:
            text = Text(f"de regel '{id_}' is er niet meer", f"the rule '{id_}' is gone")
        elif id_ not in before:
            text = Text(f"de regel '{id_}' is nieuw", f"the rule '{id_}' is new")
        elif before[id_] != now[id_]:
            text = Text(f"de regel '{id_}' is gewijzigd", f"the rule '{id_}' was changed")
        if text is not None:
            named.append(id_)
            told.append(text.in_(language))
    return tuple(named), "; ".join(_few(told, language))


def answers_that_changed(rules: Iterable[Rule], before: Facts, now: Facts, language: Language) -> str:
    """The questions that some rules look at and whose answers became otherwise, in words; empty when there are none."""
    found: dict[str, None] = {}
    for rule in rules:
        for condition in rule.conditions:
            kind = condition.field.partition(".")[0]
            of = kind if kind in ROWS else "case"
            if _told(before.of_kind(of), condition.field) != _told(now.of_kind(of), condition.field):
                field = fields_of_kind(of).get(condition.field)
                found[f"'{field.text.in_(language)}'" if field else condition.field] = None
    return ", ".join(_few(sorted(found), language))


def rules_looked_at(grounds: Iterable[str], book: RuleBook) -> list[Rule]:
    """Rules by their names, those that do not count now included."""
    wanted = set(grounds)
    return [rule for rule in (*book.rules, *book.set_aside) if rule.id in wanted]


def is_concluded(outcomes: Outcomes, action: str) -> bool | None:
    """Whether an action is advised; None while that is open."""
    status = outcomes.status("action", action)
    return None if status is Status.OPEN else status is Status.CONCLUDED


def _told(subjects: Iterable[Subject], path: str) -> Counter[str]:
    """What some subjects of a kind say of a field, in whatever order they stand."""
    return Counter(
        repr((sorted((name, value) for name, value in one.fields.items() if name == path or name.startswith(f"{path}.")), one.settled))
        for one in subjects
    )


def _few(told: list[str], language: Language) -> list[str]:
    if len(told) <= _MOST:
        return told
    more = Text(f"en nog {len(told) - _MOST}", f"and {len(told) - _MOST} more").in_(language)
    return [*told[:_MOST], more]
