"""What measurements mean: on course, behind, reached, or not known and why (format 7.1, 7.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from commplan_advisor.advice.calendar import months_later
from commplan_advisor.questionnaire.facts import Value
from commplan_advisor.rulebook.catalogue import Indicator
from commplan_advisor.running.review.measuring import Measured

Verdict = Literal["reached", "on_course", "behind", "unknown"]
Trend = Literal["better", "same", "worse", ""]
WhyUnknown = Literal["", "no_number", "no_direction", "not_measured", "no_aim", "before_start", "first_value"]

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of one indicator on a day.

    Attributes:
        indicator: which one.
        verdict: how it stands against the value that was to be expected by now.
        why_unknown: why nothing can be said of it; empty when something can.
        certain: whether enough people were asked, now and the first time; a count is certain.
        baseline: the first value: the answer to a question, or the first measurement.
        expected: what the value should have been on the day of the last measurement.
        aim: what it should come to.
        by: the day by which it should.
        last: the last measurement.
        before: the one before it, when there is one.
        trend: which way it went since the one before, or since the first value.
    """

    indicator: str
    verdict: Verdict
    why_unknown: WhyUnknown = ""
    certain: bool = True
    baseline: float | None = None
    expected: float | None = None
    aim: float | None = None
    by: date | None = None
    last: Measured | None = None
    before: Measured | None = None
    trend: Trend = ""


def course_of(indicator: Indicator, measured: Iterable[Measured], answers: Mapping[str, Value], start: date) -> Course:
    """What is known of an indicator.

    Args:
        indicator: with what the rule book says of it.
        measured: until today, in any order; of other indicators too.
        answers: fields of the case at the start of the plan, for the first value and for an aim that is an answer.
        start: first day of the plan; what was to be expected grows from then on, evenly in time.
    """
    if not indicator.number:
        return Course(indicator.id, "unknown", "no_number")
    rows = sorted((one for one in measured if one.indicator == indicator.id), key=lambda one: one.on)
    answered = _number(answers, indicator.baseline)
    first = _first(rows, start) if answered is None else None
    baseline = answered if first is None else first.value
    aim, by = _aim(indicator, baseline, answers, start)
    if not rows:
        return Course(indicator.id, "unknown", "not_measured", baseline=baseline, aim=aim, by=by)
    last, before = rows[-1], rows[-2] if len(rows) > 1 else None
    certain = not any(is_small(one, indicator) for one in (last, first) if one is not None)
    told = _Told(indicator, baseline, aim, by, start, last, is_first=last is first)
    verdict, why = told.verdict()
    return Course(
        indicator.id, verdict, why, certain, baseline, told.expected(), aim, by, last, before, _trend(indicator, last, before, answered)
    )


def is_small(one: Measured, indicator: Indicator) -> bool:
    """Whether too few were asked to be certain; a number that is no sample is never small."""
    return one.n is not None and one.n < indicator.small_below


@dataclass(frozen=True, slots=True)
class _Told:
    """The last value of an indicator beside where it came from and where it should go."""

    indicator: Indicator
    baseline: float | None
    aim: float | None
    by: date | None
    start: date
    last: Measured
    is_first: bool

    def verdict(self) -> tuple[Verdict, WhyUnknown]:
        if self.indicator.better is None:
            return "unknown", "no_direction"
        if self.aim is None:
            return "unknown", "no_aim"
        if self._at_least(self.aim):
            return ("unknown", "before_start") if self.last.on < self.start else ("reached", "")
        if self.is_first:
            return "unknown", "first_value"
        if self.last.on < self.start:
            return "unknown", "before_start"
        expected = self.expected()
        if expected is None or self.baseline is None:
            return "unknown", "first_value"
        allowed = abs(self.aim - self.baseline) * self.indicator.lag / 100
        good_enough = expected + (allowed if self.indicator.better == "lower" else -allowed)
        return ("on_course", "") if self._at_least(good_enough) else ("behind", "")

    def expected(self) -> float | None:
        """The value on the way from the first value to the aim; the aim itself when the first value was past it."""
        if self.aim is None or self.baseline is None or self.by is None or self.last.on < self.start:
            return None
        if (self.baseline >= self.aim) if self.indicator.better == "higher" else (self.baseline <= self.aim):
            return self.aim
        days = (self.by - self.start).days
        passed = min(1.0, max(0.0, (self.last.on - self.start).days / days)) if days > 0 else 1.0
        return self.baseline + (self.aim - self.baseline) * passed

    def _at_least(self, value: float) -> bool:
        if self.indicator.better == "lower":
            return self.last.value <= value + _ROUNDING
        return self.last.value >= value - _ROUNDING


def _number(answers: Mapping[str, Value], path: str | None) -> float | None:
    value = answers.get(path) if path else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _first(rows: Sequence[Measured], start: date) -> Measured | None:
    """The last measurement until the start of the plan, or else the first one after it."""
    until = [one for one in rows if one.on <= start]
    return until[-1] if until else rows[0] if rows else None


def _aim(indicator: Indicator, baseline: float | None, answers: Mapping[str, Value], start: date) -> tuple[float | None, date | None]:
    aim = indicator.aim
    if aim is None:
        return None, None
    value = aim.value
    if aim.answer is not None:
        value = _number(answers, aim.answer)
    elif aim.growth is not None:
        value = baseline * (1 + aim.growth / 100) if baseline else None  # growth from nothing says nothing
    return value, months_later(start, aim.months)


def _trend(indicator: Indicator, last: Measured, before: Measured | None, answered: float | None) -> Trend:
    earlier = before.value if before is not None else answered
    if indicator.better is None or earlier is None:
        return ""
    if abs(last.value - earlier) <= _ROUNDING:
        return "same"
    return "better" if (last.value > earlier) == (indicator.better == "higher") else "worse"
