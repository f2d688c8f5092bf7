"""What somebody asks an explanation of: a name that the rule book has, or the nearest to it."""

from __future__ import annotations

from collections.abc import Iterable

from commplan_advisor.common.faults import did_you_mean, nearest_word, quote
from commplan_advisor.common.text import Text
from commplan_advisor.rulebook.catalogue import PLURALS, Catalogue

KINDS = ("action", "problem", "finding")
"""Of which it can be asked why they are not there; of an identifier that several have, the first is meant."""


class UnknownNameError(Exception):
    """Nothing is called so.

    Attributes:
        message: says so, and names the nearest.
        nearest: the name that was probably meant; empty when none is like it.
    """

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.nearest = nearest_word(name, known)
        hint, name = did_you_mean(self.nearest), quote(name)
        self.message = Text(f"{name} komt in dit regelboek niet voor.{hint.nl}", f"{name} does not occur in this rule book.{hint.en}")
        super().__init__(self.message.en)


def check_known(kind: str, id_: str, catalogue: Catalogue) -> None:
    """Refuse an identifier that the rule book does not have.

    Raises:
        UnknownNameError: it does not.
    """
    entries = getattr(catalogue, PLURALS[kind])
    if id_ not in entries:
        raise UnknownNameError(id_, entries)


def kind_of(id_: str, catalogue: Catalogue) -> tuple[str, str]:
    """What an identifier names: an action, or else a problem or finding.

    Raises:
        UnknownNameError: it names none of them.
    """
    known = {kind: getattr(catalogue, PLURALS[kind]) for kind in KINDS}
    for kind, entries in known.items():
        if id_ in entries:
            return kind, id_
    raise UnknownNameError(id_, (one for entries in known.values() for one in entries))
