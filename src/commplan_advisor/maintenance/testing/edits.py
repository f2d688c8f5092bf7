"""A small change of the conditions of a rule."""

from __future__ import annotations

from dataclasses import dataclass, replace

from commplan_advisor.rulebook.model import AnyOf, Condition, Operator, Rule, Value

WHOLE = -1


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one thing in the `when` of a rule; without an operator or a value it is left out.

    Attributes:
        clause: which clause.
        group: of an `any`, which group; -1 for the clause as a whole.
        member: which condition of the group; -1 for the group as a whole.
        operator: the operator that it gets.
        value: which of its values gets another; -1 for none.
        by: the value that comes instead, none for leaving it out.
    """

    clause: int
    group: int = WHOLE
    member: int = WHOLE
    operator: Operator | None = None
    value: int = WHOLE
    by: tuple[Value, ...] = ()

    def applied(self, rule: Rule) -> Rule:
        """The rule with this change."""
        clause = rule.when[self.clause]
        edited: Condition | AnyOf | None
        if self.group == WHOLE:
            edited = self._condition(clause) if isinstance(clause, Condition) else None
        else:
            assert isinstance(clause, AnyOf)
            edited = self._any(clause)
        return replace(rule, when=(*rule.when[: self.clause], *((edited,) if edited else ()), *rule.when[self.clause + 1 :]))

    def _any(self, clause: AnyOf) -> AnyOf:
        group = clause.groups[self.group]
        edited: tuple[tuple[Condition, ...], ...] = ()
        if self.member != WHOLE:
            one = self._condition(group[self.member])
            edited = ((*group[: self.member], *((one,) if one else ()), *group[self.member + 1 :]),)
        return AnyOf((*clause.groups[: self.group], *edited, *clause.groups[self.group + 1 :]))

    def _condition(self, condition: Condition) -> Condition | None:
        if self.operator:
            return replace(condition, operator=self.operator)
        if self.value != WHOLE:
            values = condition.values
            return replace(condition, values=(*values[: self.value], *self.by, *values[self.value + 1 :]))
        return None


def places(rule: Rule) -> dict[Edit, Condition]:
    """Every condition of a rule, by the edit that leaves it out."""
    found: dict[Edit, Condition] = {}
    for number, clause in enumerate(rule.when):
        if isinstance(clause, Condition):
            found[Edit(number)] = clause
        else:
            found |= {Edit(number, group, member): one for group, ones in enumerate(clause.groups) for member, one in enumerate(ones)}
    return found
