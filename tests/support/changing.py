"""Random small changes of random rule books."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from commplan_advisor.engine.engine import Instead
from commplan_advisor.maintenance.testing.edits import Edit, places
from commplan_advisor.rulebook.model import Rule, RuleBook


def random_edit(rng: Random, rule: Rule) -> Rule:
    """A rule with one of its conditions left out, or a value of it."""
    where, condition = rng.choice(list(places(rule).items()))
    if len(condition.values) > 1 and rng.random() < 0.5:
        where = replace(where, value=0)
    elif where.group >= 0 and (rng.random() < 0.5 or len(rule.when[where.clause].groups[where.group]) == 1):  # type: ignore[union-attr]
        where = Edit(where.clause)
    return where.applied(rule)


def random_instead(rng: Random, book: RuleBook) -> Instead:
    """Some rules that count instead of others: changed, left out, or added under a new name."""
    found: dict[str, Rule | None] = {}
    for rule in rng.sample(list(book.rules), min(len(book.rules), rng.randint(1, 3))):
        kind = rng.random()
        if kind < 0.6:
            found[rule.id] = random_edit(rng, rule)
        elif kind < 0.8:
            found[rule.id] = None
        else:
            found[f"{rule.id}-more"] = replace(random_edit(rng, rule), id=f"{rule.id}-more")
    return found


def changed_book(book: RuleBook, instead: Instead) -> RuleBook:
    """The rule book with these rules instead."""
    rules = {rule.id: rule for rule in book.rules}
    for name, rule in instead.items():
        if rule is None:
            rules.pop(name, None)
        else:
            rules[name] = rule
    order = {stage.id: number for number, stage in enumerate(book.stages)}
    return replace(book, rules=tuple(sorted(rules.values(), key=lambda rule: (order[rule.stage], rule.id))))
