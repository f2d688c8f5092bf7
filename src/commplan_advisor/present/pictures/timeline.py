"""The plan in time: actions as bars by priority with what they wait for, moments, measurements and evaluations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commplan_advisor.advice.model import Advice
from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language
from commplan_advisor.present.pictures.drawing import DARK, DARKEST, FAINT, INK, LINE, MIDDLE, ORDINARY, PAPER, SMALL, SOFT, WARM, WIDE
from commplan_advisor.present.pictures.letters import line_height, text_width, wrapped
from commplan_advisor.present.pictures.sheet import Box, Page, Sheet
from commplan_advisor.present.pictures.timeline_rows import HEADING, LEFT, NUMBER, RIGHT, TITLE, Days, Row, days_of, in_pages, rows_of
from commplan_advisor.present.pictures.words import month, say, short_day
from commplan_advisor.present.report import shown_day

_AXIS = 0.9
_BAR = 0.26
_APART = 0.15
_MOST_ARROWS = 12
_SHADES = {"high": DARKEST, "middle": DARK, "low": MIDDLE}


def timeline(advice: Advice, language: Language, high: float) -> tuple[Page, ...]:
    """The time line, on as many pages as its rows take."""
    rows = rows_of(advice)
    return _TimeLine(advice, language, days_of(advice, rows)).pages(rows, high) if rows else ()


class _TimeLine:
    def __init__(self, advice: Advice, language: Language, days: Days) -> None:
        self.advice = advice
        self.language: Language = language
        self.days = days
        self.numbers = {action.id: number for number, action in enumerate(advice.actions, start=1)}
        self.late = {one.id for one in advice.planning.late}
        self.flags = tuple(self._flags())
        self.strip = 0.08 + 0.4 * len({round(box.top, 3) for _, _, box in self.flags})

    def pages(self, rows: Sequence[Row], high: float) -> tuple[Page, ...]:
        undated = "; ".join(printable(one.title) for one in self.advice.moments if one.day is None)
        note = wrapped(self._("undated", moments=undated), WIDE - 0.2, most=6) if undated else ()
        parts = in_pages(rows, high - self.strip - _AXIS - 0.25 - line_height(SMALL), line_height(SMALL) * len(note))
        pages = []
        for number, part in enumerate(parts):
            continued = number > 0 and parts[number - 1][-1].group == part[0].group
            pages.append(self._page(part, note if number == len(parts) - 1 else (), continued=continued, first=number == 0))
        return tuple(pages)

    def _(self, name: str, **filled: object) -> str:
        return say(name, self.language, **filled)

    def _page(self, rows: Sequence[Row], note: Sequence[str], *, continued: bool, first: bool) -> Page:
        tops, bottom = _tops(rows, self.strip + _AXIS)
        arrows = self._arrows(rows)
        waits = any(row.action and row.action.after for row in rows)
        explained = wrapped(self._("arrows_explained" if arrows else "after_explained"), WIDE - 0.2, most=1) if waits else ()
        below = (*explained, *note)
        sheet = Sheet(WIDE, bottom + 0.2 + line_height(SMALL) * len(below))
        self._axis(sheet, bottom)
        self._plan_days(sheet, bottom)
        group = ""
        for row, top in zip(rows, tops, strict=True):
            if row.group != group:
                self._heading(sheet, row.group, top - HEADING, continued=continued and not group)
                group = row.group
            self._row(sheet, row, top, marked=not arrows)
        middles = {row.number: top + row.height / 2 for row, top in zip(rows, tops, strict=True)}
        for before, row in arrows:
            end = self.days.at(self.advice.actions[before - 1].due)
            _arrow(sheet, end, middles[before], self.days.at(row.begin or row.days[0]), middles[row.number])
        sheet.write(below, Box(0.1, bottom + 0.12, WIDE - 0.2, line_height(SMALL) * len(below)), colour=SOFT)
        return Page(sheet, self._told(rows, note, first=first))

    def _arrows(self, rows: Sequence[Row]) -> list[tuple[int, Row]]:
        """What each action on the page waits for, by number, when arrows are few enough to follow; else numbers are written instead."""
        here = {row.number for row in rows if row.action}
        waiting = [(self.numbers[one], row) for row in rows if row.action for one in row.action.after if one in self.numbers]
        return waiting if len(waiting) <= _MOST_ARROWS and all(before in here for before, _ in waiting) else []

    def _axis(self, sheet: Sheet, bottom: float) -> None:
        """Months across, with a fine line at the start of each, and the years above them; the first only where the second leaves room."""
        top = self.strip
        free, year = LEFT, str(self.days.first.year)
        second = next((self.days.at(day) for day in self.days.months() if day.month == 1 and day > self.days.first), RIGHT)
        if LEFT + text_width(year, ORDINARY, bold=True) + _APART <= second:
            free = self._named(sheet, year, LEFT, top + 0.06, 0.4, bold=True)
        for day in self.days.months():
            x = self.days.at(day)
            sheet.line([(x, top + 0.5), (x, bottom)], colour=LINE, thick=0.4, above=0)
            self._named(sheet, month(day, self.language), x, top + 0.48, 0.38)
            if day.month == 1 and x >= free:
                free = self._named(sheet, str(day.year), x, top + 0.06, 0.4, bold=True)
        sheet.line([(LEFT, top + _AXIS - 0.02), (RIGHT, top + _AXIS - 0.02)], colour=INK, thick=0.8)

    def _named(self, sheet: Sheet, name: str, x: float, top: float, high: float, *, bold: bool = False) -> float:
        """Write a month or a year at its line, where that fits on the sheet; where it ends."""
        size = ORDINARY if bold else SMALL
        wide = text_width(name, size, bold=bold)
        if x + 0.06 + wide <= WIDE:
            sheet.write(
                [name], Box(x + 0.06, top, wide, high), size=size, bold=bold, colour=INK if bold else SOFT, down="center", cleared=True
            )
        return x + wide + _APART

    def _flags(self) -> list[tuple[str, date, Box]]:
        """The words at the start of the plan and at the day that it must be ready; below each other when they would meet."""
        found: list[tuple[str, date, Box]] = []
        planning = self.advice.planning
        for name, day in (("start", planning.start), ("ready_by", planning.ready_by)):
            if day is None:
                continue
            wide = text_width(self._(name, day=shown_day(day, self.language)), SMALL) + 0.15
            left = min(max(self.days.at(day) - wide / 2, LEFT - 2), WIDE - wide)
            meets = any(left < box.right + 0.2 for _, _, box in found)
            found.append((name, day, Box(left, 0.04 + 0.4 * meets, wide, 0.36)))
        return found

    def _plan_days(self, sheet: Sheet, bottom: float) -> None:
        """Lines at the start of the plan and at the day that it must be ready, and fine ones at days to measure and evaluate."""
        for name, day, box in self.flags:
            x = self.days.at(day)
            colour = WARM if name == "ready_by" else INK
            sheet.line([(x, box.bottom), (x, bottom)], colour=colour, thick=1.1, dashed=name == "ready_by", above=2)
            words = [self._(name, day=shown_day(day, self.language))]
            sheet.write(words, box, bold=False, colour=colour, across="center", down="center")

    def _heading(self, sheet: Sheet, group: str, top: float, *, continued: bool) -> None:
        place = Box(0, top + 0.1, WIDE, HEADING - 0.15)
        sheet.box(place, fill=FAINT, above=2.5)
        words = self._(group)
        words = self._("continued", heading=words) if continued else words
        sheet.write([words], Box(0.1, place.top, 7.5, place.height), size=ORDINARY, bold=True, down="center")
        if group in ("moments", "checks"):
            sheet.write(
                [self._(f"{group}_sign")], Box(7.7, place.top, WIDE - 7.8, place.height), colour=SOFT, across="right", down="center"
            )

    def _row(self, sheet: Sheet, row: Row, top: float, *, marked: bool) -> None:
        middle = top + row.height / 2
        if row.action:
            sheet.write([str(row.number)], Box(0, top, NUMBER - 0.12, row.height), colour=SOFT, across="right", down="center")
        sheet.write(row.title, Box(NUMBER, top, TITLE, row.height), down="center")
        sheet.line([(NUMBER, top + row.height), (RIGHT, top + row.height)], colour="#e4e4e4", thick=0.4, above=0)
        if row.action:
            self._bar(sheet, row, middle, marked=marked)
        else:
            self._signs(sheet, row, middle)

    def _bar(self, sheet: Sheet, row: Row, middle: float, *, marked: bool) -> None:
        action = row.action
        assert action is not None
        left, right = self.days.at(action.start), self.days.at(action.due)
        sheet.box(Box(left, middle - _BAR / 2, max(right - left, 0.1), _BAR), fill=_SHADES[action.priority], edge=INK, thick=0.5)
        before = sorted(self.numbers[one] for one in action.after if one in self.numbers) if marked else []
        words = [self._("after", numbers=", ".join(map(str, before)))] if before else []
        words += [self._("late")] if action.id in self.late else []
        if words:
            self._beside(sheet, "; ".join(words), left, right, middle, bold=action.id in self.late)

    def _signs(self, sheet: Sheet, row: Row, middle: float) -> None:
        """The days of a moment, or to measure and evaluate on, each with its date where that fits."""
        if row.begin and row.begin != row.days[0]:
            sheet.line([(self.days.at(row.begin), middle), (self.days.at(row.days[0]), middle)], colour=DARK, thick=1.6, above=3)
        taken = LEFT
        for day in row.days:
            x = self.days.at(day)
            sheet.mark(x, middle, row.sign, size=6.5, fill=PAPER if row.group == "moments" else DARKEST, edge=INK)
            words = short_day(day, self.language)
            wide = text_width(words, SMALL)
            before = min(x, self.days.at(row.begin or day)) - 0.25 - wide
            if x + 0.25 + wide < WIDE:
                place = x + 0.2
            elif before > taken:
                place = before
            else:
                continue
            if place > taken or len(row.days) == 1:
                sheet.write([words], Box(place, middle - 0.18, wide + 0.02, 0.36), colour=SOFT, down="center", cleared=True)
                taken = max(x, place + wide) + 0.2

    def _beside(self, sheet: Sheet, words: str, left: float, right: float, middle: float, *, bold: bool) -> None:
        """Words after a bar, or before it when there is no room after it."""
        room = max(WIDE - right - 0.1, left - LEFT - 0.1)
        line = wrapped(words, room - 0.05, bold=bold, most=1)
        wide = text_width(line[0], SMALL, bold=bold)
        x = right + 0.1 if right + 0.1 + wide <= WIDE else left - 0.1 - wide
        sheet.write(line, Box(x, middle - 0.18, wide + 0.02, 0.36), colour=WARM if bold else INK, bold=bold, down="center", cleared=True)

    def _told(self, rows: Sequence[Row], note: Sequence[str], *, first: bool) -> str:
        """The rows of the page in words, under their headings."""
        told = [*self._told_plan()] if first else []
        group = ""
        for row in rows:
            if row.group != group:
                told.append(f"{self._(row.group)}:")
                group = row.group
            told.append(f"- {self._told_row(row)}.")
        return "\n".join((*told, *((" ".join(note),) if note else ())))

    def _told_plan(self) -> list[str]:
        planning = self.advice.planning
        start = shown_day(planning.start, self.language)
        ends = [action.due for action in self.advice.actions]
        told = [self._("told_span", start=start, end=shown_day(max(ends), self.language)) if ends else self._("told_begin", start=start)]
        if planning.ready_by:
            told.append(self._("told_ready_by", day=shown_day(planning.ready_by, self.language)))
        return told

    def _told_row(self, row: Row) -> str:
        action = row.action
        if action is None:
            return f"{row.whole}: {', '.join(shown_day(day, self.language) for day in row.days)}"
        start, due = shown_day(action.start, self.language), shown_day(action.due, self.language)
        told = self._("told_action", number=row.number, title=row.whole, start=start, due=due)
        if before := sorted(self.numbers[one] for one in action.after if one in self.numbers):
            told += self._("told_after" if len(before) == 1 else "told_after_more", numbers=", ".join(map(str, before)))
        return told + (self._("told_late") if action.id in self.late else "")


def _tops(rows: Sequence[Row], top: float) -> tuple[list[float], float]:
    """Where each row begins, and where the last one ends."""
    tops, group = [], ""
    for row in rows:
        top += HEADING if row.group != group else 0
        tops.append(top)
        top, group = top + row.height, row.group
    return tops, top


def _arrow(sheet: Sheet, x1: float, y1: float, x2: float, y2: float) -> None:
    """From the end of a bar down or up, and on to the start of another."""
    down = 1 if y2 > y1 else -1
    begin = y1 + down * _BAR / 2
    if x2 - x1 > 0.15:
        sheet.line([(x1, begin), (x1, y2), (x2 - 0.08, y2)], colour=SOFT, thick=0.9, above=0.5)
        sheet.mark(x2 - 0.08, y2, ">", size=3.5, fill=SOFT, edge=SOFT)
    else:
        x, end = max(x1, x2), y2 - down * (_BAR / 2 + 0.07)
        sheet.line([(x, begin), (x, end)], colour=SOFT, thick=0.9, above=0.5)
        sheet.mark(x, end, "v" if down > 0 else "^", size=3.5, fill=SOFT, edge=SOFT)
