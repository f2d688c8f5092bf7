"""A comparison of cases as a report: what comes in which order, as blocks that any writer can write down."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from commplan_advisor.advice.compare.causes import Cause
from commplan_advisor.advice.compare.compare import Comparison
from commplan_advisor.advice.compare.comparing import ASSUMED, NO, OPEN, YES, Row, Section
from commplan_advisor.advice.compare.grouping import ALIKE, Group, Unlike
from commplan_advisor.advice.compare.timeline import Development, Step, Timeline
from commplan_advisor.advice.words import number
from commplan_advisor.common.text import Language
from commplan_advisor.present.blocks import Block, Heading, Labelled, Paragraph, Table
from commplan_advisor.present.comparison_words import sign, word
from commplan_advisor.present.report import shown_day
from commplan_advisor.rulebook.catalogue import PRIORITIES

_TITLE_ROOM = {"names": 42, "numbers": 30}
_CELL_ROOM = 4
_CASES_LISTED = 60
_NAMES_ABOVE = 12
"""On a page of any width so many columns have names above them."""
_FEW = 2
_PROBLEMS_TOLD = 3


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
    return json.dumps(asdict(comparison), ensure_ascii=False, indent=2, default=date.isoformat) + "\n"


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
            signs = (self._("legend"), "; ".join(f"{sign(cell, self.language)} {self._(cell)}" for cell in known))
            yield Labelled((signs, (self._("columns"), self._("numbered"))) if heads != self.labels else (signs,))
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
        numbers = tuple(str(place) for place in range(1, len(self.labels) + 1))
        if self.width is None:
            return self.labels if len(self.labels) <= _NAMES_ABOVE else numbers
        longest = (max(map(len, label.split())) for label in self.labels)
        if sum(length + _CELL_ROOM for length in longest) <= self.width - _TITLE_ROOM["names"]:
            return self.labels
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
        rest = (("alone", grouping.alone if grouping.groups else ()), ("empty", grouping.empty))
        yield from (Labelled(((f"{self._(name)} ({len(labels)})", ", ".join(labels)),)) for name, labels in rest if labels)
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
