"""Explanations as people read them: each conclusion as a tree of reasons, down to answers and sources; and the same as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from commplan_advisor.advice.model import Citation
from commplan_advisor.advice.why.conditions import KINDS
from commplan_advisor.advice.why.explaining import Answer, Explained, Explanation, Test, Why
from commplan_advisor.advice.why.grounds import Ground
from commplan_advisor.common.text import Language
from commplan_advisor.engine.conclusions import Key, Status
from commplan_advisor.present.blocks import Block, CommandLine, Heading, Labelled, Node, Paragraph, Tree
from commplan_advisor.rulebook.catalogue import PRIORITIES

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Uitleg bij het advies voor {municipality}", "Explanation of the advice for {municipality}"),
    "problem": ("Problemen", "Problems"),
    "cause": ("Oorzaken", "Causes"),
    "action": ("Acties", "Actions"),
    "finding": ("Bevindingen", "Findings"),
    "other_findings": ("Andere bevindingen", "Other findings"),
    "none": ("Geen.", "None."),
    "because": ("Want", "Because"),
    "rule": ("Regel", "Rule"),
    "source": ("Bron", "Source"),
    "answer": ("Antwoord", "Answer"),
    "counted": ("Berekend", "Worked out"),
    "entry": ("Catalogus", "Catalogue"),
    "needed": ("nodig: {needed}", "needed: {needed}"),
    "now": ("{text} Nodig: {needed}. Nu: {now}.", "{text} Needed: {needed}. Now: {now}."),
    "fails": ("Regel geldt niet", "Rule that fails"),
    "not_here": ("{title} – is hier niet zo", "{title} – is not so here"),
    "no_rule": ("Geen regel leidt hiertoe.", "No rule leads to it."),
    "always": ("Dit geldt voor elke gemeente.", "This holds for every municipality."),
    "sources": ("Bronnen", "Sources"),
    "high": ("prioriteit hoog", "high priority"),
    "middle": ("prioriteit gemiddeld", "medium priority"),
    "low": ("prioriteit laag", "low priority"),
    "rests_on": ("steunt op {sources}", "rests on {sources}"),
    "above": ("(uitleg staat hierboven)", "(explained above)"),
    "more": (
        "Wilt u ook de uitleg bij taken, planning en rollen? Typ:",
        "Tasks, timing and roles explained too? Type:",
    ),
}
_PRIORITIES = ("", *PRIORITIES)
_FIRST = ("problem", "cause", "action", "finding")


def word(name: str, language: Language, **filled: object) -> str:
    """A word of these pages."""
    return _WORDS[name][0 if language == "nl" else 1].format(**filled)


def explanation_page(explanation: Explanation, language: Language, *, everything: bool = False) -> Iterator[Block]:
    """All problems, causes, actions and findings of a case with their trees; what was explained before is only named.

    Args:
        explanation: of all that is concluded.
        language: the language of the words.
        everything: the rest of the advice too, such as tasks and timing.
    """
    trees = _Trees(explanation, language, in_short=True)
    yield Heading(1, word("title", language, municipality=explanation.municipality))
    for kind in _FIRST:
        told = explanation.concluded(kind)
        if kind == "finding":
            told = tuple(one for one in told if one.key not in trees.shown)
            yield Heading(2, word("other_findings", language))
        else:
            yield Heading(2, word(kind, language))
        yield from trees.each(told)
        if not told:
            yield Paragraph(word("none", language))
    for kind, name in KINDS.items() if everything else ():
        told = explanation.concluded(kind)
        if kind not in _FIRST and told:
            yield Heading(2, name.in_(language))
            yield from trees.each(told)
    yield Heading(2, word("sources", language))
    yield Labelled(tuple(sorted(trees.cited.items())))
    if not everything:
        yield Paragraph(word("more", language))
        yield CommandLine(("commplan", "explain", explanation.file, "--all"))


def conclusion_pages(explanation: Explanation, keys: Sequence[Key], language: Language, *, commands: bool = True) -> Iterator[Block]:
    """Some conclusions, each with its whole tree.

    Args:
        explanation: what is explained.
        keys: of the conclusions.
        language: of the pages.
        commands: whether it is read by somebody who types commands; else conclusions have no names but their titles.
    """
    for key in keys:
        yield from _Trees(explanation, language, with_names=commands).each((explanation.conclusions[key],), with_kind=True)


class _Trees:
    """Writes trees; what was explained once is only named after that.

    Args:
        explanation: what is explained.
        language: the language of the words.
        in_short: sources by name, for a page that lists them at its end.
        with_names: whether the names of conclusions stand behind their titles.

    Attributes:
        shown: what was explained so far.
        cited: the sources that were named, in words.
    """

    def __init__(self, explanation: Explanation, language: Language, *, in_short: bool = False, with_names: bool = True) -> None:
        self.explanation = explanation
        self.language: Language = language
        self.in_short, self.with_names = in_short, with_names
        self.shown: set[Key] = set()
        self.cited: dict[str, str] = {}

    def each(self, told: Sequence[Explained], *, with_kind: bool = False) -> Iterator[Block]:
        """Conclusions, each under a heading; actions that come first in the advice first."""
        for one in sorted(told, key=lambda one: _PRIORITIES.index(one.priority)):
            self.shown.add(one.key)
            kind = f"{KINDS[one.kind].in_(self.language)}: " if with_kind else ""
            priority = f", {self._(one.priority)}" if one.priority else ""
            name = f" [{one.id}]" if self.with_names else ""
            yield Heading(3, f"{kind}{one.title}{name}{priority}")
            yield Tree(self._reasons(one))

    def _reasons(self, one: Explained) -> tuple[Node, ...]:
        if one.status is Status.RULED_OUT:
            return tuple(self._failed(why) for why in one.why) or (Node("", self._("no_rule")),)
        return tuple(Node(self._("because"), why.words, (*self._origin(why), *self._grounds(why))) for why in one.why)

    def _failed(self, why: Why) -> Node:
        tests = tuple(
            Node("", self._("now", text=_sentence(test.text), needed=test.needed, now=test.now), tuple(self._ends(test.rests_on)))
            for test in why.tests
        )
        return Node(self._("fails"), f"{why.rule} ({why.place})", tests or tuple(self._ends(why.rests_on)))

    def _origin(self, why: Why) -> Iterator[Node]:
        self.cited.update((cited.id, cited.words) for cited in why.sources)
        if self.in_short:
            sources = self._("rests_on", sources=", ".join(cited.id for cited in why.sources))
            yield Node(self._("rule"), f"{why.rule}, {sources}")
            return
        yield Node(self._("rule"), f"{why.rule} ({why.place})")
        yield from (self._source(cited) for cited in why.sources)

    def _source(self, cited: Citation) -> Node:
        return Node(self._("source"), f"{cited.id}: {cited.words}")

    def _grounds(self, why: Why) -> tuple[Node, ...]:
        """What a reason rests on: numbers with their limits, and then the rest, each once."""
        told: set[str] = set()
        nodes: list[Node] = []
        for test in why.tests:
            paths = test.rests_on.answers
            if not test.is_number or not paths or told >= set(paths):
                continue
            needed = self._("needed", needed=test.needed)
            told.update(paths)
            if self._is_the_answer(test):
                nodes.append(self._answer(self.explanation.answers[paths[0]], f" ({needed})"))
            else:
                answers = tuple(self._answer(self.explanation.answers[path]) for path in paths)
                nodes.append(Node(self._("counted"), f"{test.text}: {test.now} ({needed})", answers))
        rest = Ground(tuple(path for path in why.rests_on.answers if path not in told), why.rests_on.conclusions, why.rests_on.entries)
        nodes += self._ends(rest)
        return tuple(nodes) or (Node("", self._("always")),)

    def _is_the_answer(self, test: Test) -> bool:
        """Whether a number is an answer itself, not worked out from one."""
        last = test.field.rpartition(".")[2]
        return len(test.rests_on.answers) == 1 and test.rests_on.answers[0].rpartition(".")[2] == last

    def _ends(self, ground: Ground) -> Iterator[Node]:
        for path in ground.answers:
            yield self._answer(self.explanation.answers[path])
        for key in ground.conclusions:
            yield self._conclusion(self.explanation.conclusions[key])
        for key in ground.entries:
            title, sources = self.explanation.entries[key]
            yield Node(self._("entry"), title, tuple(self._source(cited) for cited in sources))

    def _answer(self, answer: Answer, more: str = "") -> Node:
        return Node(self._("answer"), answer_text(answer, more))

    def _conclusion(self, one: Explained) -> Node:
        label = KINDS[one.kind].in_(self.language)
        title = self._("not_here", title=one.title) if one.status is Status.RULED_OUT else one.title
        if one.key in self.shown:
            return Node(label, f"{title} {self._('above')}")
        self.shown.add(one.key)
        return Node(label, title, self._reasons(one))

    def _(self, name: str, **filled: object) -> str:
        return word(name, self.language, **filled)


def _sentence(text: str) -> str:
    """A text that ends like a sentence: what follows stands apart from it."""
    return text if text.endswith(("?", ".", ":")) else f"{text}:"


def answer_text(answer: Answer, more: str = "") -> str:
    """The question, the answer, and where it stands."""
    return f"{_sentence(answer.question)} {answer.value}{more} – {answer.place.of_line}"


# ---- for machines ----------------------------------------------------------------------------------------------------------------


def as_json(explanation: Explanation, keys: Sequence[Key]) -> str:
    """Some conclusions and all that they rest on; what rests on what is told by keys and paths."""
    told = {one.key: one for key in keys for one in explanation.tree(key)}
    paths = {path for one in told.values() for why in one.why for path in why.rests_on.answers}
    entries = {key for one in told.values() for why in one.why for key in why.rests_on.entries}
    plain = {
        "schema": explanation.schema,
        "municipality": explanation.municipality,
        "file": explanation.file,
        "explained": [key_text(key) for key in keys],
        "conclusions": [_plain(told[key]) for key in sorted(told)],
        "answers": [plain_answer(answer) for path, answer in explanation.answers.items() if path in paths],
        "entries": [
            {"key": key_text(key), "title": title, "sources": _plain_sources(sources)}
            for key, (title, sources) in explanation.entries.items()
            if key in entries
        ],
    }
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def key_text(key: Key) -> str:
    """A conclusion on one line: `action:set-up-register`; of one about a problem or action, `cause:no_time@chatter`."""
    kind, id_, about = key
    return f"{kind}:{id_}" + (f"@{about}" if about else "")


def plain_answer(answer: Answer) -> dict[str, Any]:
    """An answer as plain values."""
    return {
        "path": answer.path,
        "question": answer.question,
        "value": answer.value,
        "file": answer.place.file,
        "line": answer.place.line,
        **({"cell": answer.place.cell} if answer.place.cell else {}),
    }


def _plain(one: Explained) -> dict[str, Any]:
    return {
        "key": key_text(one.key),
        "kind": one.kind,
        "id": one.id,
        "about": one.about,
        "title": one.title,
        "status": one.status.value,
        "priority": one.priority,
        "why": [
            {
                "rule": why.rule,
                "place": str(why.place),
                "subject": why.subject,
                "words": why.words,
                "basis": why.basis,
                "sources": _plain_sources(why.sources),
                "tests": [
                    {"field": test.field, "text": test.text, "needed": test.needed, "now": test.now, **_plain_ground(test.rests_on)}
                    for test in why.tests
                ],
                **_plain_ground(why.rests_on),
            }
            for why in one.why
        ],
    }


def _plain_ground(ground: Ground) -> dict[str, list[str]]:
    return {
        "answers": list(ground.answers),
        "conclusions": [key_text(key) for key in ground.conclusions],
        "entries": [key_text(key) for key in ground.entries],
    }


def _plain_sources(sources: Sequence[Citation]) -> list[dict[str, str]]:
    return [{"id": cited.id, "words": cited.words} for cited in sources]
