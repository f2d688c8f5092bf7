"""What a difference between two versions of the rules does to advice, as blocks and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from commplan_advisor.common.text import Language
from commplan_advisor.maintenance.impact.impact import Affected, Counted, Impact
from commplan_advisor.maintenance.impact.witnesses import Witness
from commplan_advisor.present.blocks import Block, Heading, Node, Paragraph, Table, Tree
from commplan_advisor.present.rules_difference import named, one_word, sides
from commplan_advisor.present.rules_difference_words import said

_HOWS = ("added", "lost", "altered", "opened", "closed")
_MOST = 12
_NOT_TOLD = ("questionnaire", "municipality.name")

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Wat de wijziging doet met adviezen", "What the change does to advice"),
    "none": (
        "Geen van de {cases} vragenlijsten krijgt een ander advies.",
        "None of the {cases} questionnaires gets other advice.",
    ),
    "no_cases": ("Er is geen vragenlijst bekeken.", "No questionnaire was looked at."),
    "some": (
        "{count} van de {cases} vragenlijsten: ander advies.",
        "{count} of {cases} questionnaires: other advice.",
    ),
    "sample": ("Dit is een steekproef uit {of} vragenlijsten.", "This is a sample of {of} questionnaires."),
    "same": ("De twee versies zeggen hetzelfde.", "The two versions say the same."),
    "by_change": ("Door welke wijziging", "Because of which change"),
    "change": ("Wijziging", "Change"),
    "cases": ("Vragenlijsten", "Questionnaires"),
    "which": ("Welke vragenlijsten", "Which questionnaires"),
    "case": ("Vragenlijst", "Questionnaire"),
    "n_added": ("Erbij", "Added"),
    "n_lost": ("Eraf", "Lost"),
    "n_altered": ("Anders", "Changed"),
    "n_open": ("Open", "Open"),
    "what_added": ("Komt erbij", "Comes"),
    "what_lost": ("Vervalt", "Goes"),
    "what_altered": ("Verandert", "Changes"),
    "what_opened": ("Kan nog komen", "May still come"),
    "what_closed": ("Kan niet meer komen", "Cannot come any more"),
    "what_questions": ("Open vragen", "Open questions"),
    "one_questions": (
        "Bij 1 vragenlijst hangt wat nog open staat van andere vragen af.",
        "Of 1 questionnaire, what is still open depends on other questions.",
    ),
    "n_questions": (
        "Bij {count} vragenlijsten hangt wat nog open staat van andere vragen af.",
        "Of {count} questionnaires, what is still open depends on other questions.",
    ),
    "one_case": ("1 vragenlijst", "1 questionnaire"),
    "n_cases": ("{count} vragenlijsten", "{count} questionnaires"),
    "examples": ("voorbeeld", "example"),
    "because": ("door", "because of"),
    "aspects": ("wat", "what"),
    "rules": ("regels", "rules"),
    "more": ("en nog {count}; --format json noemt ze allemaal", "and {count} more; --format json lists them all"),
    "witnesses": ("Voor elke wijziging een vragenlijst", "For each change a questionnaire"),
    "witnesses_explained": (
        "Een zo klein mogelijke vragenlijst waarvan het advies door de wijziging anders wordt. Beide versies zijn erop nagerekend.",
        "The smallest questionnaire of which the change makes the advice other. Both versions were tried on it.",
    ),
    "search_none": (
        "maakt voor geen enkele vragenlijst verschil (met hooguit {rows} rijen in elke lijst)",
        "makes no difference for any questionnaire (of at most {rows} rows in each list)",
    ),
    "search_hidden": (
        "maakt in deze taal geen verschil bij de vragenlijsten die zijn geprobeerd",
        "makes no difference in this language for the questionnaires that were tried",
    ),
    "search_undecided": ("niet op tijd uitgerekend", "not found out in time"),
    "search_not_counting": ("telt op geen van beide dagen mee", "counts on neither of the days"),
    "empty": ("een vragenlijst zonder antwoorden", "a questionnaire without answers"),
    "remark": (
        "Een vragenlijst waarvan het advies anders wordt door: {name}\nEerst: {old}\nNu: {new}",
        "A questionnaire of which the advice is other because of: {name}\nBefore: {old}\nAfter: {new}",
    ),
    "aspect_title": ("titel", "title"),
    "aspect_because": ("redenen", "reasons"),
    "aspect_priority": ("prioriteit", "priority"),
    "aspect_start": ("begin", "start"),
    "aspect_due": ("klaar", "due"),
    "aspect_roles": ("rollen", "roles"),
    "aspect_steps": ("stappen", "steps"),
    "aspect_text": ("tekst", "text"),
    "aspect_serves": ("helpt bij", "serves"),
    "aspect_after": ("komt na", "comes after"),
    "aspect_hours": ("uren werk", "hours of work"),
    "aspect_work": ("uren per rol", "hours of each role"),
    "aspect_hours_per_week": ("uren per week", "hours a week"),
    "aspect_prospect": ("hoe zeker", "how sure"),
    "aspect_days_after_event": ("dagen na een gebeurtenis", "days after an event"),
    "aspect_checked_on": ("nagekeken op", "checked on"),
    "aspect_cost": ("kosten", "cost"),
    "aspect_groups": ("aantal groepen", "number of groups"),
    "aspect_members": ("aantal leden", "number of members"),
    "aspect_offers": ("wat het biedt", "what it offers"),
    "aspect_status": ("toestand", "state"),
    "aspect_means": ("middelen", "means"),
    "aspect_options": ("keuzes", "options"),
    "aspect_targets": ("streefdoelen", "targets"),
    "aspect_target": ("streefdoel", "target"),
    "aspect_indicator": ("meten", "indicator"),
    "aspect_sources": ("bronnen", "sources"),
    "aspect_basis": ("grondslag", "basis"),
    "aspect_needs": ("nodig", "needs"),
    "aspect_where": ("waar", "where"),
    "aspect_day": ("datum", "date"),
    "aspect_days": ("data", "dates"),
    "aspect_prepare_by": ("voorbereiden", "prepare by"),
    "aspect_audience": ("voor wie", "for whom"),
    "aspect_reported": ("zelf gemeld", "reported"),
    "aspect_role": ("rol", "role"),
    "aspect_party": ("partij", "party"),
    "aspect_questions": ("vragen die het bepalen", "questions that decide"),
    "aspect_opens": ("hoeveel ervan afhangt", "how much depends on it"),
    "aspect_conclusions": ("wat ervan afhangt", "what depends on it"),
    "aspect_quadrant": ("plaats in de SWOT", "place in the SWOT"),
    "aspect_warning": ("waarschuwing", "warning"),
    "aspect_deviates": ("wijkt af van het format", "deviates from the format"),
    "aspect_baseline": ("eerste waarde", "first value"),
    "aspect_how": ("hoe", "how"),
    "aspect_unit": ("eenheid", "unit"),
}


def _said(name: str, language: Language, /, **filled: object) -> str:
    return _WORDS[name][0 if language == "nl" else 1].format(**filled)


def aspect_said(name: str, language: Language) -> str:
    """What is other in a thing, in words."""
    return _said(f"aspect_{name}", language)


def impact_page(told: Impact, language: Language, written: Mapping[tuple[str, str], str]) -> tuple[Block, ...]:
    """What a difference does to advice.

    Args:
        told: the same, as found.
        language: of the page.
        written: for each change the file in which its questionnaire was written.
    """
    return tuple(_Page(told, language, written).blocks())


def impact_json(told: Impact, written: Mapping[tuple[str, str], str]) -> str:
    """The same, machine-readable; `commplan-rules-impact/1`."""
    plain = asdict(told)
    difference = {name: plain["difference"][name] for name in ("old", "new")}
    plain["difference"] = {
        **difference,
        "changes": [{"kind": one.kind, "id": one.id, "how": one.how, "old_id": one.old_id} for one in told.difference.changes],
        "dated": plain["difference"]["dated"],
    }
    plain["affected"] = [
        {
            "file": one.file,
            "name": one.name,
            "told": [{**asdict(this.shift), "how": this.shift.how, "causes": this.causes, "rules": this.rules} for this in one.told],
        }
        for one in told.affected
    ]
    plain["by_change"] = [{"change": name, "cases": cases} for name, cases in told.by_change]
    plain["witnesses"] = [
        {"kind": one.kind, "id": one.id, "search": one.search, "answers": one.answers, "file": written.get((one.kind, one.id))}
        for one in told.witnesses
    ]
    plain["same"] = told.empty
    return json.dumps(plain, ensure_ascii=False, indent=2, default=_day) + "\n"


def remark_of(witness: Witness, told: Impact, language: Language) -> str:
    """What stands above the questionnaire of a change in its file."""
    name = f"{one_word(witness.kind, language)} {witness.id}"
    old, new = (f"{side.name}, {side.as_of.isoformat()}" for side in (told.difference.old, told.difference.new))
    return _said("remark", language, name=name, old=old, new=new)


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


class _Page:
    def __init__(self, told: Impact, language: Language, written: Mapping[tuple[str, str], str]) -> None:
        self.told = told
        self.language: Language = language
        self.written = written

    def _(self, name: str, /, **filled: object) -> str:
        return _said(name, self.language, **filled)

    def blocks(self) -> Iterator[Block]:
        told = self.told
        yield Heading(1, self._("title"))
        yield sides(told.difference.old, told.difference.new, self.language)
        if told.difference.empty:
            yield Paragraph(self._("same"))
        yield Paragraph(self._in_short())
        if told.by_change:
            yield Heading(2, self._("by_change"))
            rows = tuple((named([name], self.language), str(cases)) for name, cases in told.by_change)
            yield Table((self._("change"), self._("cases")), rows)
        if told.affected:
            yield Heading(2, self._("which"))
            heads = ("case", "n_added", "n_lost", "n_altered", "n_open")
            yield Table(tuple(self._(name) for name in heads), tuple(self._row(one) for one in told.affected))
        for how in _HOWS:
            yield from self._counted(how, [one for one in told.counted if one.how == how])
        yield from self._questions()
        yield from self._witnesses()

    def _in_short(self) -> str:
        told = self.told
        if not told.cases:
            return self._("no_cases")
        name = "some" if told.affected else "none"
        parts = [self._(name, count=len(told.affected), cases=told.cases)]
        if told.of > told.cases:
            parts.append(self._("sample", of=told.of))
        return " ".join(parts)

    def _row(self, one: Affected) -> tuple[str, ...]:
        hows = [this.shift.how for this in one.told]
        counts = [sum(how in those for how in hows) for those in (("added",), ("lost",), ("altered",), ("opened", "closed", "questions"))]
        return (one.file, *(str(count) if count else "–" for count in counts))

    def _counted(self, how: str, counted: Sequence[Counted]) -> Iterator[Block]:
        if not counted:
            return
        yield Heading(2, self._(f"what_{how}"))
        nodes = [self._node(one) for one in counted[:_MOST]]
        if len(counted) > _MOST:
            nodes.append(Node("", self._("more", count=len(counted) - _MOST)))
        yield Tree(tuple(nodes))

    def _questions(self) -> Iterator[Block]:
        """How many cases there are of which other questions decide what is open; which ones is for JSON to tell."""
        cases = sum(any(this.shift.how == "questions" for this in one.told) for one in self.told.affected)
        if cases:
            yield Heading(2, self._("what_questions"))
            yield Paragraph(self._("one_questions" if cases == 1 else "n_questions", count=cases))

    def _node(self, one: Counted) -> Node:
        kind = said(f"one_{one.key[0]}", self.language) or one.key[0]
        about = f" ({one.key[2]})" if one.key[2] else ""
        cases = self._("one_case") if one.cases == 1 else self._("n_cases", count=one.cases)
        below = []
        if one.aspects:
            below.append(Node(self._("aspects"), ", ".join(aspect_said(name, self.language) for name in one.aspects)))
        if one.causes:
            below.append(Node(self._("because"), named(one.causes, self.language)))
        if one.rules and {("rule", rule) for rule in one.rules} != set(one.causes):
            more = f" {said('and_more', self.language, count=len(one.rules) - _MOST)}" if len(one.rules) > _MOST else ""
            below.append(Node(self._("rules"), ", ".join(one.rules[:_MOST]) + more))
        below.append(Node(self._("examples"), ", ".join(one.examples)))
        return Node(kind, f"{one.title} [{one.key[1]}]{about}: {cases}", tuple(below))

    def _witnesses(self) -> Iterator[Block]:
        if not self.told.witnesses:
            return
        yield Heading(2, self._("witnesses"))
        yield Paragraph(self._("witnesses_explained"))
        yield Tree(tuple(Node(one_word(one.kind, self.language), f"{one.id}: {self._found(one)}") for one in self.told.witnesses))

    def _found(self, one: Witness) -> str:
        if one.search != "found":
            return self._(f"search_{one.search}", rows=self.told.rows)
        if (one.kind, one.id) in self.written:
            return self.written[one.kind, one.id]
        answers = [f"{path}={value}" for path, value in _flat(one.answers, "") if path not in _NOT_TOLD]
        return ", ".join(answers) or self._("empty")


def _flat(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Answers by path, as they are written in a file; rows by their number."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _flat(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for index, inner in enumerate(value, start=1):
            yield from _flat(inner, f"{path}[{index}]")
    else:
        yield path, str(value).lower() if isinstance(value, bool) else f"[{', '.join(value)}]" if isinstance(value, list) else str(value)
