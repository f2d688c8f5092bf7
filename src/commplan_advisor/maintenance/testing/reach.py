"""Which rules can matter to what: read off the rules, whatever the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commplan_advisor.maintenance.testing.model import Scenario
from commplan_advisor.rulebook.catalogue import ABOUT, PLURALS
from commplan_advisor.rulebook.model import Condition, Rule, RuleBook

Made = tuple[str, str]
"""What rules make: a kind of conclusion and an entry; with `*` any entry."""
_ANY = "*"
_KINDS = {plural: kind for kind, plural in PLURALS.items() if kind not in ("part", "order")}


class Reach:
    """What each rule of a book depends on.

    Args:
        book: the rule book.
    """

    def __init__(self, book: RuleBook) -> None:
        self._rules = {rule.id: rule for rule in book.rules}
        self._making: dict[Made, list[str]] = {}
        for rule in book.rules:
            for out in rule.then:
                for made in ((out.kind, out.id), (out.kind, _ANY)):
                    self._making.setdefault(made, []).append(rule.id)
        self._behind: dict[str, frozenset[str]] = {}

    def of_test(self, test: Scenario) -> frozenset[str]:
        """The rules that can matter to a test, those that do not count on its day left out."""
        found: set[str] = set()
        for one in test.conclusions:
            about: list[Made] = [(ABOUT[one.kind], one.about or _ANY)] if one.kind in ABOUT else []
            found |= self._all_behind(((one.kind, one.id), *about))
        for name in test.named_rules & self._rules.keys():
            found |= {name} | self.behind(name)
        return frozenset(found)

    def behind(self, name: str) -> frozenset[str]:
        """The rules that can matter to a rule, itself left out."""
        if name not in self._behind:
            self._behind[name] = frozenset(self._all_behind(_read_by(self._rules[name])))
        return self._behind[name]

    def _all_behind(self, made: Iterable[Made]) -> set[str]:
        found: set[str] = set()
        for one in made:
            for name in self._making.get(one, ()):
                if name not in found:
                    found |= {name} | self.behind(name)
        return found


def _read_by(rule: Rule) -> Iterator[Made]:
    """What a rule reads of what others make: what it is about, and conclusions."""
    if rule.subject in ("problem", "action"):
        field = f"{rule.subject}.type"
        types = next((one.values for one in rule.when if isinstance(one, Condition) and (one.field, one.operator) == (field, "in")), None)
        yield from ((rule.subject, str(type_)) for type_ in types or (_ANY,))
    for one in rule.conditions:
        if one.field.startswith("concluded."):
            _, plural, id_ = one.field.split(".", 2)
            yield _KINDS[plural], id_
        elif one.field == "problem.causes":
            yield from (("cause", str(value)) for value in one.values or (_ANY,))
