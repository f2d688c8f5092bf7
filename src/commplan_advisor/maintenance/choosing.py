"""Choosing rules: by stage, source, owner, by what they read and conclude, by the words in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from commplan_advisor.rulebook.catalogue import PLURALS
from commplan_advisor.rulebook.model import Rule, RuleBook
from commplan_advisor.rulebook.reviewing import REVIEW

STATUSES = ("in_force", "outside", "draft", "retired", "all")
"""How rules stand on a day: they count; they do not on that day, or are about what does not; they are being written; they are no more."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rules are wanted; what is empty does not matter.

    Attributes:
        stage: their stage.
        conclusion: an entry of the catalogue that they lead to.
        source: what they cite.
        basis: what they rest on.
        owner: who looks after them.
        reads: a field that they test, everything below it included, or a parameter with `$`.
        text: words in their name or their reason, whether or not in capitals.
        status: one of `STATUSES`.
    """

    stage: str = ""
    conclusion: str = ""
    source: str = ""
    basis: str = ""
    owner: str = ""
    reads: str = ""
    text: str = ""
    status: str = "in_force"

    def rules(self, book: RuleBook) -> tuple[Rule, ...]:
        """The rules that are wanted, by stage and name."""
        order = {stage.id: number for number, stage in enumerate(book.stages)} | {REVIEW: len(book.stages)}
        found = (rule for rule in book.every_rule if self._stands(rule, book) and self._fits(rule))
        return tuple(sorted(found, key=lambda rule: (order[rule.stage], rule.id, rule.valid.start is not None, str(rule.valid.start))))

    def _stands(self, rule: Rule, book: RuleBook) -> bool:
        return self.status in ("all", standing(rule, book))

    def _fits(self, rule: Rule) -> bool:
        said = f"{rule.id} {rule.because.nl} {rule.because.en}".casefold()
        return (
            self.stage in ("", rule.stage)
            and (not self.conclusion or any(out.id.partition(":")[0] == self.conclusion for out in rule.then))
            and (not self.source or self.source in rule.sources)
            and self.basis in ("", rule.basis)
            and self.owner in ("", rule.owner)
            and (not self.reads or any(_is_below(one, self.reads) for one in reads(rule)))
            and self.text.casefold() in said
        )


def standing(rule: Rule, book: RuleBook) -> str:
    """How a rule stands on the day of the rule book: one of `STATUSES`."""
    if rule.status != "in_force":
        return rule.status
    return "in_force" if rule in book.counting_rules else "outside"


def reads(rule: Rule) -> tuple[str, ...]:
    """What a rule tests: fields, and parameters with `$`."""
    found = [name for one in rule.conditions for name in (one.field, *([f"${one.parameter}"] if one.parameter else []))]
    return tuple(dict.fromkeys(found))


def known_words(book: RuleBook, fields: Mapping[str, object]) -> dict[str, list[str]]:
    """By attribute of `Wanted` the words that occur in a rule book, for those that must be one of them.

    Args:
        book: the rule book.
        fields: everything that rules can test.
    """
    rules = book.every_rule
    entries = {id_ for plural in set(PLURALS.values()) for id_ in getattr(book.catalogue, plural)}
    return {
        "stage": [*(stage.id for stage in book.stages), *([REVIEW] if book.review else [])],
        "conclusion": sorted(entries),
        "source": sorted({*book.sources, *(cited for rule in rules for cited in rule.sources)}),
        "owner": sorted({rule.owner for rule in rules if rule.owner}),
        "reads": sorted({*_with_above(fields), *(f"${id_}" for id_ in book.parameters), *(one for rule in rules for one in reads(rule))}),
    }


def _with_above(fields: Mapping[str, object]) -> Iterator[str]:
    for path in fields:
        parts = path.split(".")
        yield from (".".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def _is_below(field: str, asked: str) -> bool:
    return field == asked or field.startswith(f"{asked}.")
