"""How often each conclusion and rule occurs over many cases: as blocks, as CSV and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

from commplan_advisor.common.text import Language
from commplan_advisor.population.asking import RULE
from commplan_advisor.population.summing.grouping import Group
from commplan_advisor.population.summing.summary import SCHEMA, Count, Counted, Summary
from commplan_advisor.present.blocks import Block, Heading, Labelled, Paragraph, Table
from commplan_advisor.present.population_words import aside_said, cases_said, has_any, part, rules_said, say, whole, with_part
from commplan_advisor.present.spreadsheet import Cell, Sheet, csv_of

_TITLE_ROOM = 30
_CELL_ROOM = 4
"""Characters of a column besides its header."""
_COLUMN = 6
"""Characters that a column of parts takes."""
_NAMES_ABOVE = 12
"""On a page of any width so many columns have names above them."""
_HEADS = (
    "kind",
    "id",
    "about",
    "title",
    "group",
    "group title",
    "cases",
    "concluded",
    "open",
    "ruled out",
    "percent concluded",
    "percent open",
)
_ALL = "all"


def summary_page(summary: Summary, language: Language, *, width: int | None = None, top: int | None = None) -> tuple[Block, ...]:
    """A summary as blocks.

    Args:
        summary: of many cases.
        language: of the page.
        width: characters on a line; names above columns become numbers where they do not fit. Without it there is room for all.
        top: the most lines of each kind.
    """
    return tuple(_Page(summary, language, width, top).blocks())


def title_of(one: Counted, language: Language) -> str:
    """What a conclusion is called, with what it is about; of a rule its name."""
    if one.kind == RULE:
        return one.id
    title, about = one.title.in_(language), one.about_title.in_(language)
    return say("about", language, title=title, about=about) if about else title


def by_kind(summary: Summary, top: int | None) -> Iterator[tuple[str, tuple[Counted, ...], int, int]]:
    """By kind what is counted: the lines, how many more there are, and how many are nowhere and not open either."""
    for kind, those in groupby(summary.counted, key=lambda one: one.kind):
        all_ = tuple(those)
        found = tuple(one for one in all_ if has_any(one.of_all))
        shown = found[:top]
        yield kind, shown, len(found) - len(shown), len(all_) - len(found)


class _Page:
    def __init__(self, summary: Summary, language: Language, width: int | None, top: int | None) -> None:
        self.summary = summary
        self.language: Language = language
        self.width = width
        self.top = top

    def _(self, name: str, /, **filled: object) -> str:
        return say(name, self.language, **filled)

    def blocks(self) -> Iterator[Block]:
        summary = self.summary
        grouping = summary.grouping
        yield Heading(1, self._("title_by", question=grouping.question.in_(self.language)) if grouping else self._("title"))
        told = [cases_said(summary.cases, self.language), aside_said(summary.set_aside, self.language)]
        yield Paragraph("; ".join(filter(None, told)) + ".")
        rules = [(self._("rules"), rules_said(summary.rules, self.language))] if summary.rules else []
        yield Labelled(((self._("source"), summary.source), *rules))
        if not summary.cases:
            return
        yield Paragraph(" ".join(filter(None, [self._("explained_by" if grouping else "explained"), self._several()])))
        heads, legend = self._heads()
        if legend:
            yield Heading(2, self._("groups"))
            yield Table(("", self._("group"), self._("cases")), legend)
        for kind, lines, more, nowhere in by_kind(summary, self.top):
            yield Heading(2, self._(f"kind_{kind}"))
            if lines:
                yield from self._by_group(lines, heads) if grouping else (self._plain(lines),)
            if more:
                yield Paragraph(self._("more", count=more))
            if nowhere:
                yield Paragraph(self._("nowhere", count=nowhere))
        if not summary.counted:
            yield Paragraph(self._("nothing"))

    def _several(self) -> str:
        return self._("several") if self.summary.grouping and self.summary.grouping.several else ""

    def _plain(self, lines: Sequence[Counted]) -> Table:
        heads = ("", *(self._(name) for name in ("concluded", "open", "ruled_out")))
        rows = tuple((title_of(one, self.language), *self._counts(one.of_all)) for one in lines)
        return Table(heads, rows)

    def _counts(self, count: Count) -> Iterator[str]:
        return (with_part(one, count.cases, self.language) for one in (count.concluded, count.open, count.ruled_out))

    # -- by group ----------------------------------------------------------------------------------------------------------------

    def _heads(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """What stands above the columns of the groups that have cases, and the list that explains numbers there."""
        shown = [(group.title.in_(self.language), self.summary.group_cases[place]) for place, group in self._shown()]
        titles = tuple(title for title, _ in shown)
        if not titles:
            return (), ()
        numbers = tuple(str(place) for place in range(1, len(titles) + 1))
        legend = tuple((number, title, whole(cases, self.language)) for number, (title, cases) in zip(numbers, shown, strict=True))
        if self.width is None:
            fits = len(titles) <= _NAMES_ABOVE
        else:
            longest = (max(map(len, title.split())) + _CELL_ROOM for title in titles)
            fits = sum(longest) <= self.width - _TITLE_ROOM - len(self._("all")) - _CELL_ROOM
        return (titles if fits else numbers), legend

    def _shown(self) -> Iterator[tuple[int, Group]]:
        return ((place, group) for place, group in enumerate(self.summary.groups) if self.summary.group_cases[place])

    def _by_group(self, lines: Sequence[Counted], heads: tuple[str, ...]) -> Iterator[Block]:
        """Tables with as many groups beside each other as fit."""
        places = [place for place, _ in self._shown()]
        room = len(heads) if self.width is None else max(1, (self.width - _TITLE_ROOM - len(self._("all")) - _CELL_ROOM) // _COLUMN)
        if sum(len(head) + _CELL_ROOM for head in heads) <= (self.width or 0) - _TITLE_ROOM:
            room = len(heads)
        for start in range(0, len(heads), room):
            shown = slice(start, start + room)
            rows = []
            for one in lines:
                shares = (*([] if start else [one.of_all]), *(one.by_group[place] for place in places[shown]))
                rows.append((title_of(one, self.language), *(part(count.concluded, count.cases) for count in shares)))
            yield Table(("", *([] if start else [self._("all")]), *heads[shown]), tuple(rows))
            if start + room < len(heads):
                yield Paragraph("")


def summary_csv(summary: Summary, language: Language, top: int | None = None) -> str:
    """A summary as CSV, with the byte order mark: a line for each conclusion, and for each group of cases."""
    rows: list[tuple[Cell, ...]] = []
    for kind, those in groupby(summary.counted, key=lambda one: one.kind):
        for one in list(those)[:top]:
            title = one.title.in_(language)
            for group, group_title, count in _counts_of(one, summary, language):
                counts = (count.cases, count.concluded, count.open, count.ruled_out)
                percents = (_percent(part_, count.cases, language) for part_ in (count.concluded, count.open))
                rows.append((kind, one.id, one.about, title, group, group_title, *counts, *percents))
    return csv_of(Sheet("summary", _HEADS, tuple(rows)))


def _counts_of(one: Counted, summary: Summary, language: Language) -> Iterator[tuple[str, str, Count]]:
    yield _ALL, say("all", language), one.of_all
    for group, count in zip(summary.groups, one.by_group, strict=True):
        yield group.id, group.title.in_(language), count


def _percent(count: int, of: int, language: Language) -> str:
    """A part in percents with one decimal, as a spreadsheet of that language takes it for a number."""
    if not of:
        return ""
    text = f"{100 * count / of:.1f}"
    return text.replace(".", ",") if language == "nl" else text


def summary_json(summary: Summary, top: int | None = None) -> str:
    """A summary, machine-readable; `commplan-population-summary/1`."""
    groups = [
        {"id": group.id, "title": asdict(group.title), "cases": cases}
        for group, cases in zip(summary.groups, summary.group_cases, strict=True)
    ]
    counted = []
    for _, those in groupby(summary.counted, key=lambda one: one.kind):
        for one in list(those)[:top]:
            plain = asdict(one)
            plain["by_group"] = [asdict(count) for count in one.by_group]
            counted.append(plain)
    grouping = summary.grouping
    told = {
        "schema": SCHEMA,
        "rules": asdict(summary.rules) if summary.rules else None,
        "source": summary.source,
        "cases": summary.cases,
        "set_aside": summary.set_aside,
        "by": {"path": grouping.path, "question": asdict(grouping.question), "several": grouping.several} if grouping else None,
        "groups": groups,
        "counted": counted,
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
