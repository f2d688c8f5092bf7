"""A rule as a sentence: when something is so, what follows, and why; in the words of the questions and the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from commplan_advisor.advice.words import number
from commplan_advisor.common.text import Language, Text
from commplan_advisor.maintenance.schemas.parts import vocabularies
from commplan_advisor.questionnaire.facts import Field
from commplan_advisor.rulebook.catalogue import PLURALS
from commplan_advisor.rulebook.explanations import word
from commplan_advisor.rulebook.model import AnyOf, Condition, Outcome, Rule, RuleBook, Value

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_CONCLUDED = re.compile(r"^concluded\.(\w+)\.(.+)$")

_ABOUT = {
    "case": Text("Als {when}, dan {then}.", "When {when}, {then}."),
    "initiative": Text("Voor elk initiatief: als {when}, dan {then}.", "For each initiative: when {when}, {then}."),
    "audience": Text("Voor elke doelgroep: als {when}, dan {then}.", "For each audience: when {when}, {then}."),
    "report": Text(
        "Voor elk probleem dat de gemeente zelf noemt: als {when}, dan {then}.", "For each problem that is reported: when {when}, {then}."
    ),
    "problem": Text("Voor elk probleem: als {when}, dan {then}.", "For each problem: when {when}, {then}."),
    "action": Text("Voor elke actie van het plan: als {when}, dan {then}.", "For each action of the plan: when {when}, {then}."),
}
_BECAUSE = Text(" Want: {because}", " Because: {because}")

_ANSWER = Text("het antwoord op {question}", "the answer to {question}")
_CONDITIONS: Mapping[str, Text] = {
    "in": Text("{answer} {values} is", "{answer} is {values}"),
    "not_in": Text("{answer} iets anders is dan {values}", "{answer} is something else than {values}"),
    "below": Text("{answer} lager is dan {values}", "{answer} is below {values}"),
    "at_most": Text("{answer} hoogstens {values} is", "{answer} is at most {values}"),
    "above": Text("{answer} hoger is dan {values}", "{answer} is above {values}"),
    "at_least": Text("{answer} minstens {values} is", "{answer} is at least {values}"),
    "includes": Text("bij {question} ook {values} staat", "{question} includes {values}"),
    "lacks": Text("bij {question} niet {values} staat", "{question} does not include {values}"),
    "answered": Text("{question} is ingevuld", "{question} was answered"),
}
_NAMED: Mapping[str, Text] = {
    "problem.type": Text("het gaat om het probleem {values}", "it is the problem {values}"),
    "action.type": Text("het gaat om de actie {values}", "it is the action {values}"),
    "action.serves": Text("de actie helpt bij het probleem {values}", "the action serves the problem {values}"),
    "action.roles": Text("{values} meedoet aan de actie", "{values} takes part in the action"),
    "problem.causes": Text("een oorzaak van het probleem {values} is", "a cause of the problem is {values}"),
    "problem.reported": Text("de gemeente het probleem zelf noemt", "the municipality reports the problem itself"),
    "report.type": Text("het gaat om het probleem {values}", "it is the problem {values}"),
    "initiative.platform": Text("het gaat om {values}", "it is {values}"),
    "audience.kind": Text("het gaat om {values}", "it is {values}"),
}
"""Fields that say which thing a rule is about: a sentence names the thing, not the question."""

_SETTLED: Mapping[str, tuple[Text, Text]] = {
    "finding": (
        Text("de bevinding {title} geldt", "the finding {title} holds"),
        Text("de bevinding {title} is uitgesloten", "the finding {title} is ruled out"),
    ),
    "problem": (
        Text("het probleem {title} er is", "there is the problem {title}"),
        Text("het probleem {title} is uitgesloten", "the problem {title} is ruled out"),
    ),
    "action": (
        Text("de actie {title} wordt aangeraden", "the action {title} is advised"),
        Text("de actie {title} is uitgesloten", "the action {title} is ruled out"),
    ),
}
_OTHER_SETTLED = (Text("{title} vaststaat", "{title} is settled"), Text("{title} is uitgesloten", "{title} is ruled out"))

_OUTCOMES: Mapping[str, Text] = {
    "finding": Text("geldt de bevinding {title}", "the finding {title} holds"),
    "problem": Text("is er het probleem {title}", "there is the problem {title}"),
    "cause": Text("is dit een oorzaak: {title}", "this is a cause: {title}"),
    "action": Text("is dit een actie: {title}", "this is an action: {title}"),
    "task": Text("is dit een vaste taak: {title}", "this is a standing task: {title}"),
    "timing": Text("begint de actie zo: {title}", "the action starts so: {title}"),
    "moment": Text("is dit een moment om te communiceren: {title}", "this is a moment to communicate: {title}"),
    "duty": Text("geldt deze plicht: {title}", "this duty holds: {title}"),
    "option": Text("is dit een manier om het te doen: {title}", "this is a way to do it: {title}"),
    "part": Text("doet deze rol mee: {title} ({part})", "this role takes part: {title} ({part})"),
    "means": Text("is dit nodig: {title}", "this is needed: {title}"),
    "order": Text("komt de actie na {title}", "the action comes after {title}"),
    "measurement": Text("wordt er zo gemeten: {title}", "this is how to measure: {title}"),
    "evaluation": Text("wordt er zo geëvalueerd: {title}", "this is how to evaluate: {title}"),
    "indicator": Text("is dit een meetpunt: {title}", "this is an indicator: {title}"),
    "target": Text("is dit het streefdoel: {title}", "this is the target: {title}"),
}
_PRIORITY = Text(" (prioriteit {priority})", " (priority {priority})")
_SERVES = Text(", ook voor het probleem {problems}", ", also for the problem {problems}")
_ALWAYS = Text("In elke gemeente {then}.", "In every municipality {then}.")
_ANY = Text("een van deze dingen zo is: {groups}", "one of these is so: {groups}")
_YES_NO = {True: Text("ja", "yes"), False: Text("nee", "no")}
_AND, _OR = Text(" en ", " and "), Text(" of ", " or ")


@dataclass(frozen=True)
class Sentences:
    """The rules of a rule book as sentences.

    Attributes:
        book: the rule book.
        language: of the sentences.
    """

    book: RuleBook
    language: Language

    def sentence(self, rule: Rule) -> str:
        """A rule as a sentence, with its reason."""
        then = self._joined([self._outcome(out) for out in rule.then], _AND)
        if all(isinstance(clause, Condition) and _is_always(clause) for clause in rule.when):
            said = self._say(_ALWAYS, then=then)
        else:
            when = self._joined([self._clause(clause, rule.subject) for clause in rule.when], _AND)
            said = self._say(_ABOUT[rule.subject], when=when, then=then)
        return said + self._say(_BECAUSE, because=self.filled(rule.because, rule.subject))

    def filled(self, text: Text, subject: str = "case") -> str:
        """A text in which fields are named after their question, and parameters are filled in."""

        def value(match: re.Match[str]) -> str:
            name = match.group(1)
            if name.startswith("$"):
                found = self.book.parameters.get(name[1:])
                return number(found.value, self.language) if found else name
            field = self._fields(subject).get(name)
            return f"[{field.text.in_(self.language).rstrip('?')}]" if field else match.group()

        return _PLACEHOLDER.sub(value, text.in_(self.language))

    def title(self, kind: str, id_: str) -> str:
        """The title of an entry of the catalogue."""
        return self.book.catalogue.entry(kind, id_).title.in_(self.language)

    def _clause(self, clause: Condition | AnyOf, subject: str) -> str:
        if isinstance(clause, Condition):
            return self._condition(clause, subject)
        groups = [self._joined([self._condition(one, subject) for one in group], _AND) for group in clause.groups]
        return self._say(_ANY, groups="; ".join(groups))

    def _condition(self, one: Condition, subject: str) -> str:
        if settled := _CONCLUDED.match(one.field):
            return self._settled(settled[1], settled[2], one)
        field = self._fields(subject)[one.field]
        values = self._joined([self._value(value, field, one) for value in one.values], _OR)
        question = _quoted(field.text.in_(self.language))
        if one.field in _NAMED and one.operator in ("in", "includes") and one.values != (False,):
            return self._say(_NAMED[one.field], values=values)
        answer = self._say(_ANSWER, question=question) if question.endswith("?’") else question
        return self._say(_CONDITIONS[one.operator], answer=answer, question=question, values=values)

    def _settled(self, plural: str, id_: str, one: Condition) -> str:
        kind = next(kind for kind, of in PLURALS.items() if of == plural)
        held, failed = _SETTLED.get(kind, _OTHER_SETTLED)
        said = held if (one.values == (True,)) == (one.operator == "in") else failed
        return self._say(said, title=_quoted(self.title(kind, id_)))

    def _value(self, value: Value, field: Field, one: Condition) -> str:
        if isinstance(value, bool):
            return self._say(_YES_NO[value])
        if isinstance(value, str):
            return _quoted(field.words[value].in_(self.language)) if value in field.words else value
        written = number(value, self.language) + (f" {field.unit}" if field.unit else "")
        return f"{written} (${one.parameter})" if one.parameter else written

    def _outcome(self, out: Outcome) -> str:
        id_, _, part = out.id.partition(":")
        title = _quoted(self.title(out.kind, id_))
        said = self._say(_OUTCOMES[out.kind], title=title, part=word(part).in_(self.language) if part else "")
        if out.priority:
            said += self._say(_PRIORITY, priority=word(out.priority).in_(self.language))
        if out.serves:
            problems = self._joined([_quoted(self.title("problem", problem)) for problem in out.serves], _AND)
            said += self._say(_SERVES, problems=problems)
        return said

    def _fields(self, subject: str) -> Mapping[str, Field]:
        return self._vocabulary.get(subject, {})

    @cached_property
    def _vocabulary(self) -> Mapping[str, Mapping[str, Field]]:
        return vocabularies(self.book)[""].fields

    def _joined(self, parts: Sequence[str], with_: Text) -> str:
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])}{with_.in_(self.language)}{parts[-1]}"

    def _say(self, text: Text, **filled: str) -> str:
        return text.in_(self.language).format(**filled)


def _is_always(one: Condition) -> bool:
    """Whether a condition holds for every questionnaire: one without a name cannot be read."""
    return (one.field, one.operator) == ("municipality.name", "answered")


def _quoted(text: str) -> str:
    return f"‘{text}’"
