"""Conditions in words: what is asked, what a rule needs, and what the case says now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from commplan_advisor.advice.words import number, shown
from commplan_advisor.common.text import Language, Text
from commplan_advisor.questionnaire.facts import Field, Value
from commplan_advisor.rulebook.catalogue import PLURALS
from commplan_advisor.rulebook.model import Condition, RuleBook
from commplan_advisor.rulebook.vocabulary import vocabulary_of

_NEEDED: dict[str, Text] = {
    "in": Text("{}", "{}"),
    "not_in": Text("niet {}", "not {}"),
    "below": Text("minder dan {}", "below {}"),
    "at_most": Text("hooguit {}", "at most {}"),
    "above": Text("meer dan {}", "above {}"),
    "at_least": Text("minstens {}", "at least {}"),
    "includes": Text("ook {}", "also {}"),
    "lacks": Text("niet {}", "not {}"),
    "answered": Text("een antwoord", "an answer"),
}
_OR = Text(" of ", " or ")
_HERE = {True: Text("geldt", "holds"), False: Text("geldt niet", "does not hold")}
_ONE = Text("minstens één", "at least one")
_OPEN = Text("nog niet bekend", "not known yet")
_UNANSWERED = Text("niet beantwoord", "not answered")
_ANSWERED = Text("beantwoord", "answered")
_NONE = Text("niets daarvan", "none of them")
KINDS: dict[str, Text] = {
    "finding": Text("Bevinding", "Finding"),
    "problem": Text("Probleem", "Problem"),
    "cause": Text("Oorzaak", "Cause"),
    "action": Text("Actie", "Action"),
    "task": Text("Vaste taak", "Standing task"),
    "timing": Text("Planning", "Timing"),
    "moment": Text("Moment", "Moment"),
    "duty": Text("Plicht", "Duty"),
    "option": Text("Keuze", "Option"),
    "part": Text("Rol", "Role"),
    "means": Text("Middel", "Means"),
    "order": Text("Volgorde", "Order"),
    "measurement": Text("Meting", "Measurement"),
    "evaluation": Text("Evaluatie", "Evaluation"),
    "indicator": Text("Meetpunt", "Indicator"),
    "target": Text("Streefdoel", "Target"),
}
"""What each kind of conclusion is called."""
PARTS: dict[str, Text] = {
    "responsible": Text("voert uit", "responsible"),
    "accountable": Text("eindverantwoordelijk", "accountable"),
    "supports": Text("helpt", "supports"),
    "consulted": Text("denkt mee", "consulted"),
    "informed": Text("wordt ingelicht", "informed"),
}
_SINGULAR = {plural: kind for kind, plural in PLURALS.items() if kind not in ("part", "order")}


@dataclass(frozen=True)
class ConditionWords:
    """Puts conditions into words of one language."""

    book: RuleBook
    language: Language

    def about(self, path: str, kind: str) -> str:
        """What a field asks or says; a conclusion of an earlier stage by its kind and title."""
        field = self._field(path, kind)
        text = field.text.in_(self.language)
        if path.startswith("concluded."):
            _, plural, id_ = path.split(".", 2)
            return self.named(_SINGULAR[plural], id_)
        return text

    def named(self, kind: str, id_: str, about: str = "") -> str:
        """A conclusion by its kind and its title."""
        return f"{KINDS[kind].in_(self.language)} '{self.title(kind, id_, about)}'"

    def here(self, known: bool | None) -> str:
        """Whether a conclusion is drawn for the case."""
        return (_OPEN if known is None else _HERE[known]).in_(self.language)

    @property
    def at_least_one(self) -> str:
        """That a list must have a row."""
        return _ONE.in_(self.language)

    def needed(self, condition: Condition, kind: str) -> str:
        """What a condition needs."""
        words = [self._value(condition.field, value, kind) for value in condition.values]
        return _NEEDED[condition.operator].in_(self.language).format(_OR.in_(self.language).join(words))

    def now(self, path: str, kind: str, fields: Mapping[str, Value]) -> str:
        """What a field says now."""
        field = self._field(path, kind)
        if field.kind == "options":
            return self._members(field, fields)
        if path not in fields:
            return (_UNANSWERED if field.asks else _OPEN).in_(self.language)
        return self._value(path, fields[path], kind) if field.kind != "text" else _ANSWERED.in_(self.language)

    def is_number(self, path: str, kind: str) -> bool:
        """Whether a field is a number, of which the limit is worth telling."""
        return self._field(path, kind).kind == "number"

    def title(self, kind: str, id_: str, about: str = "") -> str:
        """What a conclusion is called; one about a problem or action with that."""
        found = self.book.catalogue.entry(kind, id_).title.in_(self.language)
        if kind == "part":
            found = f"{found}: {PARTS[id_.partition(':')[2]].in_(self.language)}"
        if about:
            of = self.book.catalogue.problems if kind == "cause" else self.book.catalogue.actions
            found = f"{found} ({of[about].title.in_(self.language)})"
        return found

    def _members(self, field: Field, fields: Mapping[str, Value]) -> str:
        flags = {option: fields.get(f"{field.path}.{option}") for option in field.options}
        members = [field.words[option].in_(self.language) for option, flag in flags.items() if flag is True]
        if members:
            return ", ".join(members)
        if all(flag is False for flag in flags.values()):
            return _NONE.in_(self.language)
        return (_UNANSWERED if field.asks else _OPEN).in_(self.language)

    def _value(self, path: str, value: Value, kind: str) -> str:
        field = self._field(path, kind)
        if path.startswith("concluded.") and isinstance(value, bool):
            return _HERE[value].in_(self.language)
        if field.kind == "number" and not isinstance(value, str):
            return " ".join(filter(None, (number(value, self.language), field.unit)))
        return shown(value, field.words, self.language)

    def _field(self, path: str, kind: str) -> Field:
        return self._fields[kind][path]

    @cached_property
    def _fields(self) -> Mapping[str, Mapping[str, Field]]:
        """All that rules of the last stage can speak of, by kind of subject."""
        titles = {name: {id_: entry.title for id_, entry in getattr(self.book.catalogue, name).items()} for name in set(PLURALS.values())}
        return vocabulary_of(PLURALS, titles).fields
