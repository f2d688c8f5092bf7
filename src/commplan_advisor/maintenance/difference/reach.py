"""Whether a rule holds for more or fewer questionnaires than before: over all that there can be, with the solver."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from commplan_advisor.reasoning.consequences import Tried
from commplan_advisor.reasoning.everything import Everything
from commplan_advisor.reasoning.formulas import FALSE, Formula
from commplan_advisor.rulebook.model import Condition, Rule, RuleBook

Reach = Literal["same", "narrower", "wider", "shifted", "open", "undecided"]
"""Holds for the same questionnaires; for fewer; for more; for some more and some fewer; for the same ones, but is open for others; not
decided in time."""

Pair = tuple[Rule, Rule]
"""A rule as it was and as it is."""


@dataclass(frozen=True, slots=True)
class Reaches:
    """How far a rule reaches now, beside how far it reached.

    Attributes:
        own: by its own conditions, all else being as it was before (or as it is now, when they speak of what was not there); None when
            there is nothing that both can be tried on.
        overall: each in its own rule book, in which earlier stages may conclude otherwise too.
    """

    own: Reach | None
    overall: Reach


_Sides = tuple[Formula, Formula, Formula, Formula]
"""When a rule held and holds no longer, when it holds and did not; and the same for when it holds or may hold."""


def reaches_of(pairs: Iterable[Pair], before: Everything, after: Everything) -> dict[str, Reaches]:
    """For each rule, by its name now, how far it reaches.

    Args:
        pairs: rules that count in both rule books.
        before: the rule book as it was.
        after: the rule book as it is, over the same questionnaires.
    """
    own: dict[str, _Sides | None] = {}
    overall: dict[str, _Sides] = {}
    for old, new in pairs:
        overall[new.id] = _sides(before.tried[old.id], after.tried[new.id], before)
        own[new.id] = _own(old, new, before, after)
    goals = {one for sides in (*own.values(), *overall.values()) if sides for one in sides if one != FALSE}
    holds = {FALSE: False, **before.sometimes(goals)} if goals else {FALSE: False}
    return {
        id_: Reaches(None if (mine := own[id_]) is None else _reach([holds[one] for one in mine]), _reach([holds[one] for one in sides]))
        for id_, sides in overall.items()
    }


def same_meaning(old: Rule, new: Rule) -> bool:
    """Whether two rules test the same, whatever else is said of them."""
    return (old.stage, old.subject, set(old.when)) == (new.stage, new.subject, set(new.when))


def _own(old: Rule, new: Rule, before: Everything, after: Everything) -> _Sides | None:
    if same_meaning(old, new):
        return FALSE, FALSE, FALSE, FALSE
    if (old.stage, old.subject) != (new.stage, new.subject):
        return None
    if _speaks_of(new, before.book):
        return _sides(before.tried[old.id], before.instead(new, old.id), before)
    if _speaks_of(old, after.book):
        return _sides(after.instead(old, new.id), after.tried[new.id], before)
    return None


def _speaks_of(rule: Rule, book: RuleBook) -> bool:
    """Whether all that a rule tests is there in a rule book."""
    return all(_is_there(condition, book) for condition in rule.conditions)


_NAMED_IN = {
    "problem.type": "problems",
    "problem.causes": "causes",
    "action.type": "actions",
    "action.serves": "problems",
    "action.roles": "roles",
}


def _is_there(condition: Condition, book: RuleBook) -> bool:
    if condition.field.startswith("concluded."):
        _, plural, id_ = condition.field.split(".", 2)
        return id_ in getattr(book.catalogue, plural)
    plural = _NAMED_IN.get(condition.field, "")
    return not plural or all(value in getattr(book.catalogue, plural) for value in condition.values)


def _sides(old: Sequence[Tried], new: Sequence[Tried], all_: Everything) -> _Sides:
    formulas = all_.formulas
    was, is_ = ({(one.thing.kind, one.thing.id): one for one in tried} for tried in (old, new))
    less, more, may_less, may_more = [], [], [], []
    for key in sorted({*was, *is_}):
        (had, could), (has, can) = (_held(those, key) for those in (was, is_))
        less.append(formulas.all((had, formulas.not_(has))))
        more.append(formulas.all((has, formulas.not_(had))))
        may_less.append(formulas.all((could, formulas.not_(can))))
        may_more.append(formulas.all((can, formulas.not_(could))))
    return formulas.any(less), formulas.any(more), formulas.any(may_less), formulas.any(may_more)


def _held(tried: Mapping[tuple[str, str], Tried], key: tuple[str, str]) -> tuple[Formula, Formula]:
    found = tried.get(key)
    return (found.sure, found.may) if found else (FALSE, FALSE)


def _reach(holds: Sequence[bool | None]) -> Reach:
    less, more, *may = holds
    if less is None or more is None or (not less and not more and None in may):
        return "undecided"
    if less or more:
        return "shifted" if less and more else "narrower" if less else "wider"
    return "open" if any(may) else "same"
