"""The pages of the handbook: the stages with their rules, the actions, the parameters, and what does not count now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from commplan_advisor.advice.words import number
from commplan_advisor.common.text import Language, Text
from commplan_advisor.maintenance.choosing import standing
from commplan_advisor.present.blocks import Block, Bullets, Heading, Labelled, Link, Links, Paragraph, Picture, Table
from commplan_advisor.present.handbook.drawing import drawn, drawn_stages
from commplan_advisor.present.handbook.graph import Around, around_problems
from commplan_advisor.present.handbook.sentences import Sentences
from commplan_advisor.present.handbook.words import say
from commplan_advisor.present.rules import days
from commplan_advisor.present.rules import word as rule_word
from commplan_advisor.rulebook.catalogue import ABOUT, Action, Entry
from commplan_advisor.rulebook.explanations import word
from commplan_advisor.rulebook.model import Rule, RuleBook, Stage
from commplan_advisor.rulebook.periods import ALWAYS

_BY_PROBLEM = ("problem", "cause", "action")
"""Kinds of conclusion whose rules are told problem by problem."""


def handbook(
    book: RuleBook, document: Mapping[str, Any], tests: Mapping[str, Sequence[str]], language: Language, pictures: str
) -> tuple[Block, ...]:
    """The whole handbook.

    Args:
        book: the rule book, as of the day that it is told for.
        document: what its files say, for every day.
        tests: by rule the names of the tests that name it.
        language: of the handbook.
        pictures: folder of the pictures, for pages that cannot hold them.
    """
    return _Handbook(book, document, tests, language, pictures).whole()


@dataclass
class _Handbook:
    book: RuleBook
    document: Mapping[str, Any]
    tests: Mapping[str, Sequence[str]]
    language: Language
    pictures: str
    contents: list[Link] = field(default_factory=list)

    def whole(self) -> tuple[Block, ...]:
        title = self.say("title", book=self.book.name.in_(self.language))
        chapters = [*self._chapters()]
        return (
            Heading(1, title, "top"),
            *self._front(),
            Heading(2, self.say("contents")),
            Links(tuple(self.contents)),
            *chapters,
        )

    def say(self, name: str, **filled: object) -> str:
        return say(name, self.language, **filled)

    @cached_property
    def sentences(self) -> Sentences:
        return Sentences(self.book, self.language)

    @cached_property
    def around(self) -> Mapping[str, Around]:
        return around_problems(self.book)

    # -- the front, and what stands where --------------------------------------------------------------------------------------------

    def _front(self) -> Iterator[Block]:
        upkeep = self.document.get("upkeep", {})
        lines = (
            ("version", self.book.version),
            ("date", self.book.dated.isoformat() if self.book.dated else ""),
            ("as_of", self.book.as_of.isoformat()),
            ("owner", upkeep.get("owner", "")),
            ("review", upkeep.get("review", "")),
            ("count", self.say("counts", rules=len(self.book.rules), actions=len(self.book.catalogue.actions))),
        )
        yield Labelled(tuple((self.say(name), text) for name, text in lines if text))
        yield Paragraph(self.say("how_to_read"))
        yield Paragraph(self.say("how_it_works"))
        yield Picture(drawn_stages(self.book, self.language), self.say("stages_described"), f"{self.pictures}/stages.svg")

    def _heading(self, level: int, text: str, anchor: str) -> Heading:
        """A heading that stands in the contents, down to the third level."""
        if level <= 3:
            self.contents.append(Link(text, anchor, level - 2))
        return Heading(level, text, anchor)

    def _chapters(self) -> Iterator[Block]:
        told: set[int] = set()
        problems_told = False
        for stage in self.book.stages:
            if set(stage.concludes) & set(_BY_PROBLEM):
                if not problems_told:
                    yield from self._problems(told)
                    problems_told = True
                rest = [rule for rule in self.book.rules_of(stage.id) if id(rule) not in told]
                if rest:
                    yield self._heading(2, self.say("rest_of", stage=stage.title.in_(self.language)), f"stage-{stage.id}")
                    yield from self._by_conclusion(rest, stage)
            else:
                yield self._heading(2, stage.title.in_(self.language), f"stage-{stage.id}")
                yield from self._by_conclusion(self.book.rules_of(stage.id), stage)
        yield from self._actions()
        yield from self._parameters()
        yield from self._set_aside()

    # -- rules -----------------------------------------------------------------------------------------------------------------------

    def _problems(self, told: set[int]) -> Iterator[Block]:
        """Problem by problem: what shows it, where it comes from, and what is done about it."""
        yield self._heading(2, self.say("problems"), "problems")
        for id_, around in self.around.items():
            problem = self.book.catalogue.problems[id_]
            yield self._heading(3, problem.title.in_(self.language), f"problem-{id_}")
            yield from self._entry(problem)
            described = self.say("described", title=problem.title.in_(self.language))
            yield Picture(drawn(around, self.book, self.language), described, f"{self.pictures}/{id_}.svg")
            for name, rules in (("found_by", around.found_by), ("caused_by", around.caused_by), ("solved_by", around.solved_by)):
                if rules:
                    yield Heading(4, self.say(name))
                    yield from self._rules(rules, told)

    def _by_conclusion(self, rules: Iterable[Rule], stage: Stage) -> Iterator[Block]:
        """The rules of a stage, by what they conclude first."""
        groups: dict[tuple[str, str], list[Rule]] = {}
        for rule in rules:
            first = rule.then[0]
            groups.setdefault((first.kind, first.id.partition(":")[0]), []).append(rule)
        order = {kind: place for place, kind in enumerate(stage.concludes)}
        told: set[int] = set()
        for kind in sorted({kind for kind, _ in groups}, key=order.__getitem__):
            yield self._heading(3, self.say(f"kind_{kind}"), f"kind-{stage.id}-{kind}")
            for (of, id_), led in groups.items():
                if of == kind:
                    entry = self.book.catalogue.entry(kind, id_)
                    yield Heading(4, entry.title.in_(self.language), f"{kind}-{id_}" if kind not in ("part", "order", "action") else "")
                    if kind not in ABOUT or kind in ("option", "means"):
                        yield from self._entry(entry)
                    yield from self._rules(led, told)

    def _rules(self, rules: Iterable[Rule], told: set[int]) -> Iterator[Block]:
        """Rules in full; one that was told already only by its name."""
        again = []
        for rule in rules:
            if id(rule) in told:
                again.append(Link(rule.id, anchor_of(rule)))
                continue
            told.add(id(rule))
            yield Heading(5, rule.id, anchor_of(rule))
            yield Paragraph(self.sentences.sentence(rule))
            yield Labelled(tuple((name, text) for name, text in self._about(rule) if text))
        if again:
            yield Links(tuple(again), self.say("told_above"))

    def _about(self, rule: Rule) -> Iterator[tuple[str, str]]:
        yield self.say("source"), f"{self._cited(rule.sources)} ({word(rule.basis).in_(self.language)})"
        yield self.say("tests"), "; ".join(self.tests.get(rule.id, ())) or self.say("no_tests")
        yield self.say("valid"), days(rule.valid, self.language) if rule.valid != ALWAYS else ""
        yield self.say("status"), rule_word(standing(rule, self.book), self.language) if rule in self.book.set_aside else ""
        yield self.say("owner"), rule.owner if rule.owner != self.document.get("upkeep", {}).get("owner") else ""
        review = rule.review.isoformat() if rule.review else ""
        yield self.say("review"), review if review != self.document.get("upkeep", {}).get("review") else ""
        yield self.say("place"), f"{rule.file}:{rule.line}"

    def _entry(self, entry: Entry) -> Iterator[Block]:
        if entry.text:
            yield Paragraph(entry.text.in_(self.language))

    def _cited(self, sources: Sequence[str]) -> str:
        return "; ".join(self._citation(one) for one in sources)

    def _citation(self, cited: str) -> str:
        name, _, item = cited.partition(" ")
        source = self.book.sources[name]
        says = source.items[item].in_(self.language) if item and source.items else source.title
        return f"{cited} – {says}"

    # -- actions, parameters, and what does not count --------------------------------------------------------------------------------

    def _actions(self) -> Iterator[Block]:
        yield self._heading(2, self.say("actions"), "actions")
        for action in self.book.catalogue.actions.values():
            yield self._heading(3, action.title.in_(self.language), f"action-{action.id}")
            yield from self._entry(action)
            yield Bullets(tuple(step.in_(self.language) for step in action.steps), numbered=True)
            yield Labelled(tuple((name, text) for name, text in self._about_action(action) if text))
            serves = tuple(
                Link(self.book.catalogue.problems[id_].title.in_(self.language), f"problem-{id_}")
                for id_, around in self.around.items()
                if action.id in around.actions
            )
            if serves:
                yield Links(serves, self.say("serves"))

    def _about_action(self, action: Action) -> Iterator[tuple[str, str]]:
        parts: dict[str, list[str]] = {}
        for part, role in action.roles.parts():
            parts.setdefault(part, []).append(self.book.catalogue.roles[role].title.in_(self.language))
        for part, roles in parts.items():
            yield self.say(part), ", ".join(roles)
        yield self.say("where"), word(action.where).in_(self.language)
        yield self.say("effort"), self.say("effort_of", hours=action.hours, weeks=action.weeks)
        yield self.say("needs"), "; ".join(one.in_(self.language) for one in action.needs)
        for name, ids in (("after", action.after), ("excludes", action.excludes)):
            yield self.say(name), "; ".join(self.book.catalogue.actions[id_].title.in_(self.language) for id_ in ids)
        yield self.say("indicator"), action.indicator.in_(self.language)
        yield self.say("target"), action.target.in_(self.language)
        yield self.say("source"), f"{self._cited(action.source)} ({word(action.basis).in_(self.language)})"
        yield self.say("valid"), days(action.valid, self.language) if action.valid != ALWAYS else ""

    def _parameters(self) -> Iterator[Block]:
        yield self._heading(2, self.say("parameters"), "parameters")
        yield Paragraph(self.say("parameters_explained"))
        heads = tuple(self.say(name) for name in ("name", "what", "values", "used_by"))
        rows = []
        for id_, one in self.document["parameters"].items():
            values = sorted(one["values"], key=lambda value: value["from"])
            told = "; ".join(self.say("since", day=value["from"], value=self._number(value["value"], one)) for value in values)
            using = [rule.id for rule in self.book.rules if any(condition.parameter == id_ for condition in rule.conditions)]
            rows.append((f"${id_}", Text(**one["title"]).in_(self.language), told, ", ".join(using) or "–"))
        yield Table(heads, tuple(rows))

    def _number(self, value: float, one: Mapping[str, Any]) -> str:
        return " ".join(filter(None, (number(value, self.language), one.get("unit", ""))))

    def _set_aside(self) -> Iterator[Block]:
        if self.book.set_aside:
            yield self._heading(2, self.say("set_aside"), "set-aside")
            yield Paragraph(self.say("set_aside_explained", day=self.book.as_of.isoformat()))
            yield from self._rules(self.book.set_aside, set())


def anchor_of(rule: Rule) -> str:
    """Where a rule stands in the handbook."""
    since = f"-{rule.valid.start.isoformat()}" if rule.valid.start else ""
    return f"rule-{rule.id}{since}"
