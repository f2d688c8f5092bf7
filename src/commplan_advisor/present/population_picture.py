"""How often each conclusion and rule occurs, as a picture: bars, or by group a table with shades."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language
from commplan_advisor.population.summing.summary import Counted, Summary
from commplan_advisor.present.pictures.drawing import (
    DARK,
    DARKEST,
    FAINT,
    INK,
    LARGE,
    LIGHT,
    LINE,
    MIDDLE,
    PAPER,
    SMALL,
    SOFT,
    Form,
    Picture,
    drawing,
    saved,
)
from commplan_advisor.present.pictures.letters import line_height, wrapped
from commplan_advisor.present.pictures.sheet import Box, Sheet
from commplan_advisor.present.population import by_kind, title_of
from commplan_advisor.present.population_words import part, say, whole, with_part

MOST_ROWS = 60
"""So many lines of each kind a picture shows."""
_MARGIN, _TITLES, _BAR, _COUNT = 0.4, 6.6, 6.4, 2.4
"""Centimetres."""
_CELL, _GAP = 1.05, 0.12
_HEADS_HIGH = 3.2
_WIDE = 16.0
_SHADES = ((0.0, PAPER), (0.05, FAINT), (0.2, LIGHT), (0.4, MIDDLE), (0.6, DARK), (0.8, DARKEST))
"""From which part on a cell has which shade; the part stands in it as well."""
_LIGHT_LETTERS = (DARK, DARKEST)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the picture: a heading of a kind, something that is counted, or how much more there is."""

    words: tuple[str, ...]
    one: Counted | None
    bold: bool = False

    @property
    def high(self) -> float:
        return len(self.words) * line_height(SMALL) + _GAP


def summary_picture(summary: Summary, language: Language, form: Form, top: int | None = None) -> Picture:
    """A summary as a picture.

    Args:
        summary: of many cases.
        language: of the words.
        form: `svg` or `png`.
        top: the most lines of each kind; never more than `MOST_ROWS`.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    grouping = summary.grouping
    title = say("title_by", language, question=grouping.question.in_(language)) if grouping else say("title", language)
    with drawing():
        lines = tuple(_lines(summary, language, min(top or MOST_ROWS, MOST_ROWS)))
        words = "\n".join([say("described_by" if grouping else "described", language), *_told(summary, lines, language)])
        sheet = _by_group(summary, lines, title, language) if grouping else _bars(summary, lines, title, language)
        data = saved(sheet.figure, form, printable(title), words, language)
    return Picture("population", printable(title), data, words, sheet.width, sheet.height, empty=not summary.cases)


def _lines(summary: Summary, language: Language, top: int) -> Iterator[_Line]:
    for kind, shown, more, _ in by_kind(summary, top):
        if shown:
            yield _Line((say(f"kind_{kind}", language),), None, bold=True)
        for one in shown:
            yield _Line(wrapped(title_of(one, language), _TITLES - 0.2, most=2), one)
        if more:
            yield _Line((say("more_drawn", language, count=more),), None)


def _told(summary: Summary, lines: tuple[_Line, ...], language: Language) -> Iterator[str]:
    """In words how often each of the lines holds."""
    for line in lines:
        if line.one is not None:
            share = with_part(line.one.of_all.concluded, summary.cases, language)
            yield say("told", language, title=printable(title_of(line.one, language)), share=share)


def _begun(width: float, above: float, lines: tuple[_Line, ...], title: str, summary: Summary, language: Language) -> tuple[Sheet, float]:
    """A sheet with the title on it, and where the lines begin."""
    head = wrapped(title, width - 2 * _MARGIN, size=LARGE, bold=True)
    top = _MARGIN + len(head) * line_height(LARGE) + line_height(SMALL) + 0.3 + above
    sheet = Sheet(width, top + sum(line.high for line in lines) + _MARGIN)
    sheet.write(head, Box(_MARGIN, _MARGIN, width - 2 * _MARGIN, len(head) * line_height(LARGE)), size=LARGE, bold=True)
    below = Box(_MARGIN, _MARGIN + len(head) * line_height(LARGE), width - 2 * _MARGIN, line_height(SMALL))
    sheet.write((say("many", language, count=whole(summary.cases, language)),), below, colour=SOFT)
    return sheet, top


def _bars(summary: Summary, lines: tuple[_Line, ...], title: str, language: Language) -> Sheet:
    legend = line_height(SMALL) + 0.25
    sheet, top = _begun(_WIDE, legend, lines, title, summary, language)
    left, size = _MARGIN + _TITLES, 0.28
    at = left
    for name, shade in (("concluded", DARK), ("open", LIGHT)):
        sheet.box(Box(at, top - legend, size, size), fill=shade, edge=LINE)
        sheet.write((say(name, language),), Box(at + size + 0.12, top - legend, 2.5, size), down="center")
        at += 2.8
    for line in lines:
        sheet.write(line.words, Box(_MARGIN, top, _WIDE if line.bold else _TITLES - 0.2, line.high), bold=line.bold)
        if line.one is not None and summary.cases:
            count = line.one.of_all
            high = line_height(SMALL) * 0.85
            dark, light = (_BAR * one / summary.cases for one in (count.concluded, count.open))
            sheet.box(Box(left, top, _BAR, high), fill=PAPER, edge=LINE, thick=0.4)
            if light:
                sheet.box(Box(left + dark, top, light, high), fill=LIGHT, above=2)
            if dark:
                sheet.box(Box(left, top, dark, high), fill=DARK, above=2)
            told = (with_part(count.concluded, summary.cases, language),)
            sheet.write(told, Box(left + _BAR + 0.15, top, _COUNT, high), down="center")
        top += line.high
    return sheet


def _by_group(summary: Summary, lines: tuple[_Line, ...], title: str, language: Language) -> Sheet:
    places = [place for place, cases in enumerate(summary.group_cases) if cases]
    heads = [say("all", language), *(summary.groups[place].title.in_(language) for place in places)]
    cases = [summary.cases, *(summary.group_cases[place] for place in places)]
    width = max(_WIDE, 2 * _MARGIN + _TITLES + _CELL * len(heads))
    sheet, top = _begun(width, _HEADS_HIGH, lines, title, summary, language)
    left = _MARGIN + _TITLES
    for place, (head, size) in enumerate(zip(heads, cases, strict=True)):
        box = Box(left + place * _CELL, top - _HEADS_HIGH, _CELL, _HEADS_HIGH - 0.15)
        words = wrapped(f"{head} ({whole(size, language)})", _HEADS_HIGH - 0.2, most=3)
        sheet.write(words, box, upright=True, down="bottom")
    for line in lines:
        sheet.write(line.words, Box(_MARGIN, top, width if line.bold else _TITLES - 0.2, line.high), bold=line.bold)
        if line.one is not None:
            counts = (line.one.of_all, *(line.one.by_group[place] for place in places))
            for place, count in enumerate(counts):
                shade = next(shade for least, shade in reversed(_SHADES) if count.share >= least)
                box = Box(left + place * _CELL, top, _CELL, line.high)
                sheet.box(box, fill=shade, edge=LINE, thick=0.4)
                colour = PAPER if shade in _LIGHT_LETTERS else INK
                sheet.write((part(count.concluded, count.cases),), box, colour=colour, across="center", down="center")
        top += line.high
    return sheet
