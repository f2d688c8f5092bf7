"""Everything that must be so of a rule book, proven or refuted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from commplan_advisor.maintenance.prove.claims import Claim, Group
from commplan_advisor.maintenance.prove.every_book import claims_of_every_book
from commplan_advisor.maintenance.prove.proving import PATIENCE, WITNESSES, Proof, Proving, Verdict
from commplan_advisor.maintenance.prove.written import claim_of
from commplan_advisor.reasoning.rules import Superfluous
from commplan_advisor.rulebook.model import Rule, RuleBook
from commplan_advisor.rulebook.statements import Statement

SUPERFLUOUS = "superfluous-rules"
"""The name by which superfluous rules are asked for; that there are some is no fault."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be proven.

    Attributes:
        claims: the claims.
        rules: the rules of which it must be proven that they can hold.
        superfluous: whether to look for rules that add nothing but a reason.
        groups: asked for as a whole, also when there is nothing in one.
    """

    claims: tuple[Claim, ...]
    rules: tuple[Rule, ...]
    superfluous: bool
    groups: tuple[Group, ...]

    @property
    def steps(self) -> int:
        """How much work it is."""
        return len(self.claims) + bool(self.rules) + self.superfluous


@dataclass(frozen=True, slots=True)
class Proven:
    """What became of all claims.

    Attributes:
        book: the rule book, as of a day.
        rows: the most rows of a list for which was proven what could not be proven for any number.
        proofs: of the claims, then of the rules.
        superfluous: the rules that add nothing but a reason; None when that was not asked for.
        undecided: the rules of which that was not decided in time.
        groups: asked for as a whole.
    """

    book: RuleBook
    rows: int
    proofs: tuple[Proof, ...]
    superfluous: tuple[Superfluous, ...] | None
    undecided: tuple[Rule, ...]
    groups: tuple[Group, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing is refuted and everything is decided."""
        return not self.undecided and all(one.verdict is Verdict.HOLDS for one in self.proofs)


def all_claims(book: RuleBook, statements: Sequence[Statement]) -> Asked:
    """All that must be so of a rule book, with the statements of the maintainer."""
    claims = (*claims_of_every_book(book, statements), *(claim_of(one) for one in statements))
    return Asked(claims, book.rules, superfluous=True, groups=tuple(Group))


def chosen(asked: Asked, names: Collection[str]) -> Asked:
    """Those of some claims that have one of these names: of a group, of a claim, or of what it is about."""
    return Asked(
        tuple(one for one in asked.claims if not {one.id, str(one.group), one.about}.isdisjoint(names)),
        tuple(one for one in asked.rules if not {str(Group.RULES), one.id}.isdisjoint(names)),
        SUPERFLUOUS in names,
        tuple(group for group in Group if str(group) in names),
    )


def names_of(asked: Asked) -> list[str]:
    """The names by which claims can be chosen."""
    names = [
        *map(str, Group),
        SUPERFLUOUS,
        *(name for one in asked.claims for name in (one.about, one.id)),
        *(rule.id for rule in asked.rules),
    ]
    return list(dict.fromkeys(name for name in names if name))


def prove(
    book: RuleBook, asked: Asked, *, seconds: float = PATIENCE, witnesses: int = WITNESSES, advance: Callable[[], None] = lambda: None
) -> Proven:
    """Prove or refute claims about a rule book.

    Args:
        book: the rule book; use it in `with_added(book.added)`.
        asked: what is to be proven.
        seconds: that one question to the solver may take; what takes longer is undecided.
        witnesses: of so many refuted claims a questionnaire is looked for.
        advance: called after each step of the work.
    """
    proving = Proving(book, asked.claims, seconds, witnesses)
    proofs: list[Proof] = []
    for claim in asked.claims:
        proofs.append(proving.prove(claim))
        advance()
    if asked.rules:
        proofs += proving.prove_rules(asked.rules)
        advance()
    found = proving.superfluous() if asked.superfluous else None
    return Proven(book, proving.rows, tuple(proofs), found and found[0], found[1] if found else (), asked.groups)
