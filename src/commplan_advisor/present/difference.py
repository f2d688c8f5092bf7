"""What other answers do to an advice, as blocks and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date

from commplan_advisor.advice.model import OpenConclusion
from commplan_advisor.advice.what_if.difference import Altered, Aspect, Difference, Item, Value
from commplan_advisor.advice.what_if.shifts import Shift, Turn
from commplan_advisor.advice.what_if.what_if import Given, WhatIf
from commplan_advisor.common.text import Language
from commplan_advisor.present.blocks import Block, Bullets, Heading, Labelled, Paragraph, Table
from commplan_advisor.present.labels import label
from commplan_advisor.present.report import shown_day

_OPEN_SHOWN = 12
_OPEN_KINDS = ("finding", "problem", "action")

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Wat als? Advies voor {municipality}", "What if? Advice for {municipality}"),
    "question": ("Vraag", "Question"),
    "now": ("Nu", "Now"),
    "if": ("Wat als", "What if"),
    "line": ("regel {line}", "line {line}"),
    "short": (
        "Er komt bij: {comes}. Er vervalt: {goes}. Er verandert: {altered}.",
        "What comes: {comes}. What goes: {goes}. What changes: {altered}.",
    ),
    "totals": (
        "Problemen: {problems}. Acties: {actions}. Werk: {hours} uur.",
        "Problems: {problems}. Actions: {actions}. Work: {hours} hours.",
    ),
    "nothing": ("niets", "nothing"),
    "same": ("Het advies blijft hetzelfde.", "The advice stays the same."),
    "same_answer": ("Dit antwoord staat al in de vragenlijst: {path}.", "This answer is in the questionnaire already: {path}."),
    "no_rule": ("Geen enkele regel kijkt naar deze vraag: {path}.", "No rule looks at this question: {path}."),
    "one_rule": (
        "1 regel kijkt naar deze vraag, en leidt met dit antwoord tot hetzelfde: {path}.",
        "1 rule looks at this question, and leads to the same with this answer: {path}.",
    ),
    "rules": (
        "{count} regels kijken naar deze vraag, en leiden met dit antwoord tot hetzelfde: {path}.",
        "{count} rules look at this question, and lead to the same with this answer: {path}.",
    ),
    "comes": ("Komt erbij", "Comes"),
    "goes": ("Vervalt", "Goes"),
    "altered": ("Verandert", "Changes"),
    "other_reason": ("Blijft, met een andere reden", "Stays, for another reason"),
    "was_because": ("Stond er omdat: {words}", "Was there because: {words}"),
    "goes_since": ("Vervalt omdat {turns}.", "Goes because {turns}."),
    "still_open": ("Kan nog terugkomen.", "May still come back."),
    "still_open_explained": (
        "'Kan nog terugkomen': dat hangt af van vragen die nog niet zijn ingevuld.",
        "'May still come back': that depends on questions that are not answered yet.",
    ),
    "and": (" en ", " and "),
    "answer_turns": ("bij '{text}' nu '{after}' staat (eerst: {before})", "'{text}' now says '{after}' (before: {before})"),
    "concluded_turns": ("'{text}' nu geldt", "'{text}' now holds"),
    "ruled_out_turns": ("'{text}' niet meer geldt", "'{text}' no longer holds"),
    "open_turns": ("niet meer zeker is of '{text}' geldt", "it is no longer certain that '{text}' holds"),
    "row_gone_turns": ("'{text}' niet meer in de lijst staat", "'{text}' is no longer in the list"),
    "row_open_turns": ("niet meer bekend is wat er in de lijst staat", "it is no longer known what is in the list"),
    "more": ("Erbij: {values}", "Added: {values}"),
    "less": ("Eraf: {values}", "Gone: {values}"),
    "since": ("Omdat {turns}.", "Because {turns}."),
    "waits": ("Eerst moet klaar zijn: {titles}.", "To be done first: {titles}."),
    "no_more": ("Niet meer: {words}", "No longer: {words}"),
    "closed": ("Kan nu niet meer", "Not possible any more"),
    "closed_explained": (
        "Dit stond nog open. Met deze antwoorden komt het er niet.",
        "This was still open. With these answers it will not come.",
    ),
    "opened": ("Kan nu nog komen", "May come now"),
    "opened_explained": (
        "Dit kon niet. Met deze antwoorden hangt het af van vragen die niet zijn ingevuld.",
        "This was not possible. With these answers it depends on questions that are not answered.",
    ),
    "and_more": ("en nog {count}", "and {count} more"),
    "platform": ("app of site|apps en sites", "app or site|apps and sites"),
    "finding": ("bevinding|bevindingen", "finding|findings"),
    "problem": ("probleem|problemen", "problem|problems"),
    "cause": ("oorzaak|oorzaken", "cause|causes"),
    "action": ("actie|acties", "action|actions"),
    "task": ("vaste taak|vaste taken", "standing task|standing tasks"),
    "duty": ("plicht|plichten", "duty|duties"),
    "moment": ("moment|momenten", "moment|moments"),
    "measurement": ("meting|metingen", "measurement|measurements"),
    "evaluation": ("evaluatie|evaluaties", "evaluation|evaluations"),
    "indicator": ("ding om te meten|dingen om te meten", "thing to measure|things to measure"),
    "told": ("Hoe bekend", "How known"),
    "reported": ("u noemt het zelf", "you report it yourself"),
    "shown": ("blijkt uit uw antwoorden", "shown by your answers"),
    "rhythm": ("Ritme", "Rhythm"),
    "rhythm_assumed": ("voorbeeld uit het format", "example of the format"),
    "rhythm_chosen": ("zelf gekozen", "chosen by you"),
    "targets": ("Streefdoel", "Target"),
    "options": ("Keuze", "Option"),
    "strengths": ("sterk punt", "strength"),
    "weaknesses": ("zwak punt", "weakness"),
    "opportunities": ("kans", "opportunity"),
    "threats": ("bedreiging", "threat"),
    "of_problem": ("bij '{title}'", "of '{title}'"),
    "priority_of": ("prioriteit {priority}", "priority {priority}"),
}
_OWN = frozenset(_WORDS)


def what_if_page(told: WhatIf, language: Language) -> tuple[Block, ...]:
    """What other answers do to an advice: first in short, then what comes, what goes and what changes."""
    return tuple(_Page(told, language).blocks())


def what_if_json(told: WhatIf) -> str:
    """The same, machine-readable; `commplan-what-if/1`."""
    plain = {**asdict(told), "changes_advice": not told.difference.empty}
    return json.dumps(plain, ensure_ascii=False, indent=2, default=_day) + "\n"


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


class _Page:
    def __init__(self, told: WhatIf, language: Language) -> None:
        self.told = told
        self.change: Difference = told.difference
        self.language: Language = language

    def _(self, name: str, **filled: object) -> str:
        return _WORDS[name][self.language == "en"].format(**filled)

    def blocks(self) -> Iterator[Block]:
        yield Heading(1, self._("title", municipality=self.told.municipality))
        rows = tuple((self._asked(one), one.before, one.after) for one in self.told.given)
        yield Table((self._("question"), self._("now"), self._("if")), rows)
        if self.change.empty:
            yield Paragraph(self._("same"))
            yield Bullets(tuple(self._why_same(one) for one in self.told.given))
        else:
            yield from self._in_short()
            yield from self._items("comes", self.change.comes)
            yield from self._items("goes", self.change.goes)
            yield from self._altered()
        yield from self._open("closed", self.change.ruled_out)
        yield from self._open("opened", self.change.opened)

    def _asked(self, one: Given) -> str:
        return f"{one.text} ({one.cell or self._('line', line=one.line)})" if one.line and not one.same else one.text

    def _why_same(self, one: Given) -> str:
        if one.same:
            return self._("same_answer", path=one.path)
        name = "no_rule" if not one.rules else "one_rule" if one.rules == 1 else "rules"
        return self._(name, count=one.rules, path=one.path)

    def _in_short(self) -> Iterator[Block]:
        before, after = self.change.before, self.change.after

        def moved(name: str) -> str:
            first, second = getattr(before, name), getattr(after, name)
            return f"{first} → {second}" if first != second else f"{first}"

        yield Paragraph(self._("totals", **{name: moved(name) for name in ("problems", "actions", "hours")}))
        counts = {name: self._counted(getattr(self.change, name)) for name in ("comes", "goes", "altered")}
        yield Paragraph(self._("short", **counts))

    def _counted(self, things: Iterable[Item | Altered]) -> str:
        kinds = [one.kind for one in things]
        counts = {kind: kinds.count(kind) for kind in kinds}
        return ", ".join(f"{count} {self._kind(kind, count)}" for kind, count in counts.items()) or self._("nothing")

    def _kind(self, kind: str, count: int = 2) -> str:
        """What a kind of thing is called when there are so many of it."""
        one, many = self._(kind).split("|")
        return one if count == 1 else many

    def _items(self, name: str, items: Sequence[Item]) -> Iterator[Block]:
        if items:
            yield Heading(2, self._(name))
        if name == "goes" and any(one.open for one in items):
            yield Paragraph(self._("still_open_explained"))
        for kind in dict.fromkeys(one.kind for one in items):
            yield Heading(3, self._kind(kind).capitalize())
            yield Bullets(tuple(self._item(one, name) for one in items if one.kind == kind))

    def _item(self, one: Item, name: str) -> str:
        detail = ", ".join(filter(None, (self._detail(one), self._days(one))))
        parts = [_sentence(f"{one.title} ({detail})" if detail else one.title)]
        because = _once(reason.words for reason in one.because)
        if name == "comes":
            parts.append(because)
        else:
            if because:
                parts.append(self._("was_because", words=because))
            turns = self._turns(one.shifts)
            if turns:
                parts.append(self._("goes_since", turns=turns))
            if one.open:
                parts.append(self._("still_open"))
        return " ".join(filter(None, parts))

    def _days(self, one: Item) -> str:
        """When it is, and who carries it out."""
        start, due = (one.says.get(name, ()) for name in ("start", "due"))
        days = [" – ".join(self._value(day) for day in (*start, *due))] if start else [self._value(day) for day in one.says.get("date", ())]
        return ", ".join([*days, *(self._value(role) for role in one.says.get("responsible", ()))])

    def _detail(self, one: Item | Altered) -> str:
        if one.kind == "action":
            return self._("priority_of", priority=label(one.detail, self.language))
        if one.kind == "cause":
            return self._("of_problem", title=one.detail)
        if one.kind == "finding" and one.detail:
            return self._(one.detail)
        return one.detail

    def _turns(self, shifts: Iterable[Shift]) -> str:
        """What turned the rules that hold no longer, each thing once."""
        turned = dict.fromkeys(self._turn(turn) for shift in shifts if not shift.holds for turn in shift.turns)
        *first, last = turned or ("",)
        return self._("and").join([", ".join(first), last]) if first else last

    def _turn(self, turn: Turn) -> str:
        if turn.kind == "answer":
            return self._("answer_turns", text=turn.text, after=turn.after, before=turn.before)
        if turn.kind == "row":
            return self._("row_open_turns" if turn.after == "open" else "row_gone_turns", text=turn.text)
        return self._(f"{turn.after}_turns", text=turn.text)

    def _altered(self) -> Iterator[Block]:
        inside = [one for one in self.change.altered if any(aspect.name != "why" for aspect in one.aspects)]
        if inside:
            yield Heading(2, self._("altered"))
        for one in inside:
            yield Heading(3, f"{self._kind(one.kind, 1).capitalize()}: {self._altered_title(one)}")
            said: set[str] = set()
            yield Labelled(tuple((self._label(aspect.name), self._aspect(aspect, said)) for aspect in one.aspects))
        reasons = [one for one in self.change.altered if one not in inside]
        if reasons:
            yield Heading(2, self._("other_reason"))
            lines = ((f"{self._altered_title(one)} ({self._kind(one.kind, 1)})", self._aspect(one.aspects[0], set())) for one in reasons)
            yield Labelled(tuple(lines))

    def _altered_title(self, one: Altered) -> str:
        return f"{one.title}, {self._detail(one)}" if one.kind == "cause" else one.title

    def _label(self, name: str) -> str:
        words = self._(name) if name in _OWN else label(name, self.language)
        return words[:1].upper() + words[1:]

    def _aspect(self, aspect: Aspect, said: set[str]) -> str:
        """What is other, and why, unless that reason was said of this thing before."""
        gone, come = ("; ".join(self._value(value) for value in values) for values in (aspect.gone, aspect.come))
        if aspect.name == "why":
            less = self._("no_more", words="; ".join(str(value) for value in aspect.gone)) if gone else ""
            return " ".join(filter(None, (" ".join(map(str, aspect.come)), less)))
        if len(aspect.gone) == len(aspect.come) == 1:
            moved = f"{gone} → {come}"
        else:
            moved = ". ".join(filter(None, (come and self._("more", values=come), gone and self._("less", values=gone))))
        why = self._why(aspect)
        again = why in said
        said.add(why)
        return " ".join(filter(None, (_sentence(moved), "" if again else why)))

    def _why(self, aspect: Aspect) -> str:
        """Why something is other: the rules that now lead to it, and what turned those that no longer do."""
        if aspect.name in ("told", "now", "date", "rhythm", "serves"):
            return ""
        words = _once(shift.words for shift in aspect.shifts if shift.holds)
        turns = self._turns(aspect.shifts)
        waits = self._("waits", titles="; ".join(aspect.waits_for)) if aspect.waits_for else ""
        return words or (turns and self._("since", turns=turns)) or waits

    def _value(self, value: Value) -> str:
        if isinstance(value, date):
            return shown_day(value, self.language)
        if value in ("high", "middle", "low"):
            return label(value, self.language)
        return self._(value) if value in ("reported", "shown", "rhythm_assumed", "rhythm_chosen") else value

    def _open(self, name: str, things: Sequence[OpenConclusion]) -> Iterator[Block]:
        things = [one for one in things if one.kind in _OPEN_KINDS]
        if not things:
            return
        yield Heading(2, self._(name))
        yield Paragraph(self._(f"{name}_explained"))
        lines = []
        for kind in dict.fromkeys(one.kind for one in things):
            titles = list(dict.fromkeys(one.title for one in things if one.kind == kind))
            more = [self._("and_more", count=len(titles) - _OPEN_SHOWN)] if len(titles) > _OPEN_SHOWN else []
            lines.append((self._kind(kind).capitalize(), "; ".join([*titles[:_OPEN_SHOWN], *more])))
        yield Labelled(tuple(lines))


def _sentence(text: str) -> str:
    """A text with a full stop, unless it ends in a mark already."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _once(texts: Iterable[str]) -> str:
    """Sentences one after the other, each once."""
    return " ".join(dict.fromkeys(text for text in texts if text))
