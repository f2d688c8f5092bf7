"""What is proven of the shipped rule book, worked out once."""

from __future__ import annotations

from functools import cache

from commplan_advisor.maintenance.prove.prove import Asked, Proven, all_claims, prove
from commplan_advisor.rulebook.statements import load_statements
from tests.support.shipped import shipped_engine


@cache
def shipped_claims() -> Asked:
    """All that must be so of the shipped rule book."""
    book = shipped_engine().book
    return all_claims(book, load_statements(None, book))


@cache
def shipped_proofs() -> Proven:
    """What became of it."""
    return prove(shipped_engine().book, shipped_claims())
