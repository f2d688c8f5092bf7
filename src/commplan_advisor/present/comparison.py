"""A comparison of cases as a report: what comes in which order, as blocks that any writer can write down."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from commplan_advisor.advice.causes import Cause
from commplan_advisor.advice.compare import Comparison
from commplan_advisor.advice.comparing import ASSUMED, NO, OPEN, PRIORITIES, YES, Row, Section
from commplan_advisor.advice.grouping import ALIKE, Group, Unlike
from commplan_advisor.advice.timeline import Development, Step, Timeline
from commplan_advisor.advice.words import number
from commplan_advisor.common.text import Language
from commplan_advisor.present.blocks import Block, Heading, Labelled, Paragraph, Table
from commplan_advisor.present.report import shown_day

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Vergelijking van {count} vragenlijsten", "Comparison of {count} questionnaires"),
    "title_one": ("Vergelijking: maar 1 vragenlijst", "Comparison: only 1 questionnaire"),
    "short": (
        "Het advies heeft {rows} onderdelen die minstens één keer voorkomen. Op {same} daarvan is iedereen gelijk, op {unlike} niet.",
        "The advice has {rows} parts that occur at least once. On {same} of them all are equal, on {unlike} they are not.",
    ),
    "often": ("Wat het vaakst speelt: {problems}.", "What occurs most: {problems}."),
    "only_one": (
        "Er is niets om mee te vergelijken. Geef nog een vragenlijst.",
        "There is nothing to compare it with. Give another questionnaire.",
    ),
    "cases": ("Vragenlijsten", "Questionnaires"),
    "many_cases": (
        "Dit zijn te veel vragenlijsten om hier te noemen. Schrijf met -o naar een bestand dat eindigt op .xlsx of .csv: daarin staat elke "
        "vragenlijst.",
        "These are too many questionnaires to list here. Write to a file that ends in .xlsx or .csv with -o: it holds each questionnaire.",
    ),
    "case": ("Gemeente", "Municipality"),
    "date": ("Datum", "Date"),
    "answered": ("Ingevuld", "Answered"),
    "of": ("{answered} van {asked}", "{answered} of {asked}"),
    "problems": ("Problemen", "Problems"),
    "actions": ("Acties", "Actions"),
    "strengths": ("SWOT: sterke punten", "SWOT: strengths"),
    "weaknesses": ("SWOT: zwakke punten", "SWOT: weaknesses"),
    "opportunities": ("SWOT: kansen", "SWOT: opportunities"),
    "threats": ("SWOT: bedreigingen", "SWOT: threats"),
    "roles": ("Rollen: wie heeft welke vaste taak", "Roles: who has which standing task"),
    "rhythm": ("Ritme: wanneer meten en evalueren", "Rhythm: when to measure and evaluate"),
    "matrix": ("Wat geldt voor wie", "What holds for whom"),
    "differences": ("Waarin zij verschillen", "Where they differ"),
    "legend": ("Tekens", "Signs"),
    "yes": ("geldt", "holds"),
    "open": ("hangt af van een vraag die nog open is", "depends on a question that is still open"),
    "no": ("geldt niet", "does not hold"),
    "assumed": ("voorbeeld uit het format, nog niet gekozen", "example of the format, not chosen yet"),
    "high": ("actie met hoge prioriteit", "action of high priority"),
    "middle": ("actie met gemiddelde prioriteit", "action of middle priority"),
    "low": ("actie met lage prioriteit", "action of low priority"),
    "count_yes": ("Geldt", "Holds"),
    "count_open": ("Open", "Open"),
    "count_no": ("Niet", "Not"),
    "count_high": ("Hoog", "High"),
    "count_middle": ("Gemiddeld", "Middle"),
    "count_low": ("Laag", "Low"),
    "counted": (
        "Er zijn te veel vragenlijsten voor een kolom per gemeente. Daarom staat hier hoe vaak iets geldt. Een kolom per gemeente staat in "
        "een bestand dat eindigt op .xlsx of .csv (-o).",
        "There are too many questionnaires for a column each. So this says how often something holds. A column for each municipality is in "
        "a file that ends in .xlsx or .csv (-o).",
    ),
    "all_equal": ("Iedereen is hier gelijk ({count}).", "All are equal here ({count})."),
    "also_equal": ("Gelijk bij iedereen, en hier weggelaten: {count}.", "Equal for all, and left out here: {count}."),
    "nothing": ("Niemand heeft hier iets.", "Nobody has anything here."),
    "causes": ("Welke antwoorden maken het verschil?", "Which answers make the difference?"),
    "cause": (
        "De {count} antwoorden hieronder maken het verschil. Geef {base} deze antwoorden van {other}, en het advies is hetzelfde als dat "
        "van {other}. Laat er één weg, en dat klopt niet meer. Dit is nagegaan met de regels. Samen verschillen zij bij {differing}.",
        "The {count} answers below make the difference. Give {base} these answers of {other}, and the advice is the same as that of "
        "{other}. Leave one out, and it is not. This was tried on the rules. In all they differ on {differing}.",
    ),
    "cause_one": (
        "Het antwoord hieronder maakt het verschil. Geef {base} dit antwoord van {other}, en het advies is hetzelfde als dat van {other}. "
        "Dit is nagegaan met de regels. Samen verschillen zij bij {differing}.",
        "The answer below makes the difference. Give {base} this answer of {other}, and the advice is the same as that of {other}. This "
        "was tried on the rules. In all they differ on {differing}.",
    ),
    "equal": (
        "{base} en {other} krijgen hetzelfde advies. Zij verschillen bij {differing}, maar voor het advies maakt dat niets uit.",
        "{base} and {other} get the same advice. They differ on {differing}, but that makes no difference to the advice.",
    ),
    "the_same": (
        "{base} en {other} krijgen hetzelfde advies. Zij geven overal hetzelfde antwoord.",
        "{base} and {other} get the same advice. They give the same answer everywhere.",
    ),
    "one_question": ("1 vraag", "1 question"),
    "questions": ("{count} vragen", "{count} questions"),
    "versus": ("{base} en {other}", "{base} and {other}"),
    "question": ("Vraag", "Question"),
    "groups": ("Wie lijken op elkaar?", "Who are alike?"),
    "groups_explained": (
        "Binnen een groep lijkt iedereen op iedereen. Elke twee delen minstens {share} % van hun situatie (problemen en bevindingen) en minstens "
        "{share} % van hun acties. De voorbeeldgemeente lijkt het meest op de rest van de groep.",
        "Within a group everyone is like everyone. Any two share at least {share} % of their situation (problems and findings) and at least "
        "{share} % of their actions. The representative is most like the rest of the group.",
    ),
    "group": ("Groep {number}: {count} vragenlijsten", "Group {number}: {count} questionnaires"),
    "members": ("Gemeenten", "Municipalities"),
    "representative": ("Voorbeeldgemeente", "Representative"),
    "problems_of_all": ("Problemen van allemaal", "Problems of all"),
    "actions_of_all": ("Acties voor allemaal", "Actions for all"),
    "no_groups": ("Er zijn geen twee die genoeg op elkaar lijken.", "No two are alike enough."),
    "alone": ("Lijken op geen groep", "Like no group"),
    "unlike": ("De situatie lijkt op elkaar, het advies niet", "Situation alike, advice unlike"),
    "unlike_explained": (
        "Deze gemeenten delen minstens {share} % van hun situatie, maar minder dan {share} % van hun acties. Een open vraag kan de reden "
        "zijn. Vraag na met: commplan compare EERSTE TWEEDE.",
        "These municipalities share at least {share} % of their situation, but less than {share} % of their actions. An open question may "
        "be the reason. Find out with: commplan compare FIRST SECOND.",
    ),
    "unlike_more": ("En nog {count} paren.", "And {count} more pairs."),
    "no_unlike": ("Die zijn er niet.", "There are none."),
    "shared": ("Gedeeld", "Shared"),
    "shared_of": ("situatie {situation} %, acties {advice} %", "situation {situation} %, actions {advice} %"),
    "only": ("Alleen {case}", "Only {case}"),
    "timelines": ("Ontwikkeling", "Development"),
    "passed_over": (
        "Niet meegeteld, want zonder datum of met een datum die twee keer voorkomt",
        "Not counted, for lack of a date or for a date that occurs twice",
    ),
    "number": ("Cijfer", "Figure"),
    "step": ("Van {since} tot {until}", "From {since} to {until}"),
    "problems_gone": ("Opgeloste problemen", "Problems solved"),
    "problems_unclear": ("Niet duidelijk of dit is opgelost (een vraag is open)", "Not clear whether solved (a question is open)"),
    "problems_new": ("Nieuwe problemen", "New problems"),
    "problems_lasting": ("Problemen die blijven", "Problems that last"),
    "actions_gone": ("Acties die niet meer nodig zijn", "Actions no longer needed"),
    "actions_unclear": ("Niet duidelijk of dit nog nodig is (een vraag is open)", "Not clear whether still needed (a question is open)"),
    "actions_new": ("Nieuwe acties", "New actions"),
    "actions_lasting": ("Acties die blijven", "Actions that last"),
    "none": ("geen", "none"),
    "receipt": ("Verantwoording", "Receipt"),
    "program": ("Programma", "Program"),
    "rules": ("Regels", "Rule book"),
    "rules_hash": ("Hash van de regels", "Hash of the rule book"),
    "as_of": ("Regels van", "Rules as of"),
}

SIGNS = {YES: "●", OPEN: "?", NO: "·", ASSUMED: "○"}
"""What stands in a cell; of an action the first letter of its priority."""

_LETTERS = {"nl": {"high": "H", "middle": "G", "low": "L"}, "en": {"high": "H", "middle": "M", "low": "L"}}
_TITLE_ROOM = {"names": 42, "numbers": 30}
_CELL_ROOM = 4
_CASES_LISTED = 60
_FEW = 2
_PROBLEMS_TOLD = 3


def word(name: str, language: Language, **filled: object) -> str:
    """A word or sentence of a comparison."""
    return _WORDS[name][0 if language == "nl" else 1].format(**filled)


def sign(cell: str, language: Language) -> str:
    """What stands in a cell of the matrix."""
    return SIGNS.get(cell) or _LETTERS[language][cell]


def comparison_report(comparison: Comparison, language: Language, *, width: int | None = None) -> tuple[Block, ...]:
    """The report of a comparison.

    Args:
        comparison: what is compared.
        language: of the words around it.
        width: characters on a line. Cases that do not fit beside each other are counted. Without it there is room for all.
    """
    return tuple(_Report(comparison, language, width).blocks())


def comparison_json(comparison: Comparison) -> str:
    """A comparison as JSON: versioned, with a published schema, the same bytes for the same comparison."""
    return json.dumps(asdict(comparison), ensure_ascii=False, indent=1, default=date.isoformat) + "\n"


def comparison_schema() -> dict[str, Any]:
    """The JSON Schema of a comparison."""
    from pydantic import TypeAdapter

    return TypeAdapter(Comparison).json_schema(mode="serialization")


class _Report:
    def __init__(self, comparison: Comparison, language: Language, width: int | None) -> None:
        self.comparison = comparison
        self.language: Language = language
        self.width = width
        self.labels = tuple(case.label for case in comparison.cases)

    def _(self, name: str, **filled: object) -> str:
        return word(name, self.language, **filled)

    def _number(self, value: float) -> str:
        return number(value, self.language)

    def blocks(self) -> Iterator[Block]:
        count = len(self.labels)
        yield Heading(1, self._("title", count=self._number(count)) if count > 1 else self._("title_one"))
        if count > 1:
            rows = sum(len(section.rows) + section.equal for section in self.comparison.sections)
            same = sum(section.equal + sum(row.same for row in section.rows) for section in self.comparison.sections)
            yield Paragraph(self._("short", rows=rows, same=same, unlike=rows - same))
            yield from self._often()
        else:
            yield Paragraph(self._("only_one"))
        yield from self._cases()
        yield from self._timelines()
        yield from self._causes()
        yield from self._grouping()
        yield from self._matrix()
        yield from self._made()

    def _often(self) -> Iterator[Block]:
        """The problems that most cases have, once there are some cases to count."""
        problems = [row for section in self.comparison.sections if section.id == "problems" for row in section.rows if row.count > 1]
        if len(self.labels) > _FEW and problems:
            told = ", ".join(f"{row.title} ({row.count})" for row in problems[:_PROBLEMS_TOLD])
            yield Paragraph(self._("often", problems=told))

    # -- which cases -------------------------------------------------------------------------------------------------------------

    def _cases(self) -> Iterator[Block]:
        yield Heading(2, self._("cases"))
        if self.width is not None and len(self.labels) > _CASES_LISTED:
            yield Paragraph(self._("many_cases"))
            return
        yield Table(
            ("", *(self._(name) for name in ("case", "date", "answered", "problems", "actions"))),
            tuple(
                (
                    str(place),
                    case.label,
                    shown_day(case.filled_in_on, self.language),
                    self._("of", answered=case.answered, asked=case.questions),
                    str(case.problems),
                    str(case.actions),
                )
                for place, case in enumerate(self.comparison.cases, start=1)
            ),
        )

    # -- the matrix --------------------------------------------------------------------------------------------------------------

    def _matrix(self) -> Iterator[Block]:
        yield Heading(2, self._("differences" if self.comparison.made.differences else "matrix"))
        heads = self._heads()
        cells = {cell for section in self.comparison.sections for row in section.rows for cell in row.cells}
        if heads is None:
            yield Paragraph(self._("counted"))
        elif cells:
            known = [cell for cell in (YES, *PRIORITIES, OPEN, NO, ASSUMED) if cell in cells]
            yield Labelled(((self._("legend"), "; ".join(f"{sign(cell, self.language)} {self._(cell)}" for cell in known)),))
        for section in self.comparison.sections:
            yield Heading(3, self._(section.id))
            if section.rows:
                yield self._counts(section) if heads is None else self._columns(section, heads)
            if section.equal:
                yield Paragraph(self._("also_equal" if section.rows else "all_equal", count=section.equal))
            elif not section.rows:
                yield Paragraph(self._("nothing"))

    def _heads(self) -> tuple[str, ...] | None:
        """What stands above the columns: names where they fit, else numbers; None when not even these fit."""
        if self.width is None:
            return self.labels
        longest = (max(map(len, label.split())) for label in self.labels)
        if sum(length + _CELL_ROOM for length in longest) <= self.width - _TITLE_ROOM["names"]:
            return self.labels
        numbers = tuple(str(place) for place in range(1, len(self.labels) + 1))
        return numbers if sum(len(one) + _CELL_ROOM for one in numbers) <= self.width - _TITLE_ROOM["numbers"] else None

    def _columns(self, section: Section, heads: tuple[str, ...]) -> Table:
        return Table(("", *heads), tuple((row.title, *(sign(cell, self.language) for cell in row.cells)) for row in section.rows))

    def _counts(self, section: Section) -> Table:
        priorities = PRIORITIES if section.id == "actions" else ()
        names = ("yes", *priorities, "open", "no")

        def counted(row: Row) -> dict[str, int]:
            found = {name: row.cells.count(name) for name in names}
            return {**found, "yes": row.count}

        return Table(
            ("", *(self._(f"count_{name}") for name in names)),
            tuple((row.title, *(self._number(count) for count in counted(row).values())) for row in section.rows),
        )

    # -- causes, groups, timelines -------------------------------------------------------------------------------------------------

    def _causes(self) -> Iterator[Block]:
        if not self.comparison.causes:
            return
        yield Heading(2, self._("causes"))
        for cause in self.comparison.causes:
            if len(self.comparison.causes) > 1:
                yield Heading(3, self._("versus", base=cause.base, other=cause.other))
            yield from self._cause(cause)

    def _cause(self, cause: Cause) -> Iterator[Block]:
        differing = self._("one_question" if cause.differing == 1 else "questions", count=cause.differing)
        filled = {"base": cause.base, "other": cause.other, "differing": differing, "count": len(cause.answers)}
        if cause.equal:
            yield Paragraph(self._("equal" if cause.differing else "the_same", **filled))
            return
        yield Paragraph(self._("cause" if len(cause.answers) > 1 else "cause_one", **filled))
        yield Table((self._("question"), cause.base, cause.other), tuple((one.question, one.base, one.other) for one in cause.answers))

    def _grouping(self) -> Iterator[Block]:
        grouping = self.comparison.grouping
        if grouping is None:
            return
        share = round(100 * (1 - ALIKE))
        yield Heading(2, self._("groups"))
        yield Paragraph(self._("groups_explained", share=share))
        if not grouping.groups:
            yield Paragraph(self._("no_groups"))
        for place, group in enumerate(grouping.groups, start=1):
            yield from self._group(place, group)
        if grouping.groups and grouping.alone:
            yield Labelled(((f"{self._('alone')} ({len(grouping.alone)})", ", ".join(grouping.alone)),))
        yield Heading(2, self._("unlike"))
        if not grouping.unlike:
            yield Paragraph(self._("no_unlike"))
            return
        yield Paragraph(self._("unlike_explained", share=share))
        for one in grouping.unlike:
            yield from self._unlike(one)
        if grouping.unlike_count > len(grouping.unlike):
            yield Paragraph(self._("unlike_more", count=self._number(grouping.unlike_count - len(grouping.unlike))))

    def _group(self, place: int, group: Group) -> Iterator[Block]:
        yield Heading(3, self._("group", number=place, count=len(group.members)))
        yield Labelled(
            (
                (self._("members"), ", ".join(group.members)),
                (self._("representative"), group.representative),
                (self._("problems_of_all"), self._several(group.problems)),
                (self._("actions_of_all"), self._several(group.actions)),
            )
        )

    def _unlike(self, pair: Unlike) -> Iterator[Block]:
        yield Heading(3, self._("versus", base=pair.one, other=pair.two))
        situation, advice = (round(100 * (1 - apart)) for apart in (pair.situation, pair.advice))
        yield Labelled(
            (
                (self._("shared"), self._("shared_of", situation=situation, advice=advice)),
                (self._("only", case=pair.one), self._several(pair.only_one)),
                (self._("only", case=pair.two), self._several(pair.only_two)),
            )
        )

    def _timelines(self) -> Iterator[Block]:
        if not self.comparison.timelines:
            return
        yield Heading(2, self._("timelines"))
        for timeline in self.comparison.timelines:
            yield Heading(3, timeline.municipality + (f" ({timeline.code})" if timeline.code else ""))
            if timeline.passed_over:
                yield Labelled(((self._("passed_over"), ", ".join(timeline.passed_over)),))
            if timeline.numbers:
                yield self._numbers(timeline)
            for step in timeline.steps:
                yield from self._step(step)

    def _numbers(self, timeline: Timeline) -> Table:
        return Table(
            (self._("number"), *(shown_day(day, self.language) for day in timeline.dates)),
            tuple(
                (f"{one.title[:1].upper()}{one.title[1:]}", *("" if value is None else self._number(value) for value in one.values))
                for one in timeline.numbers
            ),
        )

    def _step(self, step: Step) -> Iterator[Block]:
        since, until = (shown_day(day, self.language) for day in (step.since, step.until))
        yield Heading(4, self._("step", since=since, until=until))
        yield Labelled((*self._development("problems", step.problems), *self._development("actions", step.actions)))

    def _development(self, what: str, development: Development) -> Iterator[tuple[str, str]]:
        for name in ("gone", "unclear", "new", "lasting"):
            titles = getattr(development, name)
            if titles or name != "unclear":
                yield self._(f"{what}_{name}"), self._several(titles)

    def _several(self, titles: Iterable[str]) -> str:
        """Titles on one line, with their number where there are several."""
        all_ = tuple(titles)
        return f"({len(all_)}) {'; '.join(all_)}" if len(all_) > 1 else all_[0] if all_ else self._("none")

    def _made(self) -> Iterator[Block]:
        made = self.comparison.made
        yield Heading(2, self._("receipt"))
        yield Labelled(
            (
                (self._("program"), made.program),
                (self._("rules"), f"{made.rule_book} {made.rule_book_version}"),
                (self._("rules_hash"), made.rule_book_hash),
                (self._("as_of"), shown_day(made.as_of, self.language)),
            )
        )
