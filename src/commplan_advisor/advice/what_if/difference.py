"""Two advices on one municipality side by side: what comes, what goes, what is other in what stays, and why.

Everything is read from the two advices; the reasons are those of `advice/what_if/shifts.py`, read from what the engine recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from commplan_advisor.advice import model as a
from commplan_advisor.advice.what_if.shifts import Shift
from commplan_advisor.engine.conclusions import Key
from commplan_advisor.rulebook.catalogue import PARTS

Value = str | date
WhyShifted = Callable[[Key], tuple[Shift, ...]]
"""Gives the rules that began or ceased to lead to a conclusion."""

KINDS = (
    "platform",
    "finding",
    "problem",
    "cause",
    "action",
    "task",
    "duty",
    "moment",
    "measurement",
    "evaluation",
    "indicator",
)
"""What an advice holds, in its own order."""

_DECIDED_BY = {
    "start": ("timing", "order", "action"),
    "due": ("timing", "order", "action"),
    "after": ("order",),
    "means": ("means",),
    "targets": ("target",),
    "options": ("option",),
    **dict.fromkeys(PARTS, ("part",)),
}
"""Aspects of an action, and the kinds of conclusion that decide them; all others are decided by its own rules."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that comes or goes.

    Attributes:
        kind: what it is: one of `KINDS`.
        id: its entry in the catalogue.
        about: of a cause, its problem; else empty.
        title: what it is called.
        detail: quadrant of a finding, problem of a cause, priority of an action, title of the role of a task or duty; else empty.
        open: whether it is still open in the advice that does not have it, rather than ruled out.
        says: what that advice says of it, such as the start and due date of an action and its roles.
        because: why it is in the advice that has it.
        shifts: the rules that began or ceased to hold for it.
    """

    kind: str
    id: str
    about: str
    title: str
    detail: str
    open: bool
    says: Mapping[str, tuple[Value, ...]]
    because: tuple[a.Because, ...]
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Aspect:
    """What is other in something that stays.

    Attributes:
        name: what of it, such as `priority` or `due`.
        gone: what it no longer says.
        come: what it says now.
        shifts: the rules that began or ceased to hold for it.
        waits_for: of the start of an action, the actions before it that are new or due on another day.
    """

    name: str
    gone: tuple[Value, ...]
    come: tuple[Value, ...]
    shifts: tuple[Shift, ...]
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Altered:
    """Something that stays and is other than before; told as an `Item` is."""

    kind: str
    id: str
    about: str
    title: str
    detail: str
    aspects: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """An advice in numbers."""

    problems: int
    actions: int
    hours: int
    answered: int
    asked: int
    open: int


@dataclass(frozen=True, slots=True)
class Difference:
    """All that is other in the second of two advices.

    Attributes:
        comes: what only the second has.
        goes: what only the first has.
        altered: what both have, but not alike.
        ruled_out: what was open in the first, and cannot be concluded in the second.
        opened: what was ruled out in the first, and is open in the second.
        before: the first in numbers.
        after: the second in numbers.
    """

    comes: tuple[Item, ...]
    goes: tuple[Item, ...]
    altered: tuple[Altered, ...]
    ruled_out: tuple[a.OpenConclusion, ...]
    opened: tuple[a.OpenConclusion, ...]
    before: Totals
    after: Totals

    @property
    def empty(self) -> bool:
        """Whether both advise the same."""
        return not (self.comes or self.goes or self.altered)


@dataclass(frozen=True, slots=True)
class _Thing:
    title: str
    detail: str = ""
    because: tuple[a.Because, ...] = ()
    aspects: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)


def difference(before: a.Advice, after: a.Advice, why: WhyShifted | None = None) -> Difference:
    """What is other in the second of two advices in one language.

    Args:
        before: the first.
        after: the second.
        why: gives the reasons of what is other; without it there are none but those of the advices themselves.
    """
    asked = why or (lambda _: ())
    had, has = dict(_things(before)), dict(_things(after))
    was_open, is_open = ({(one.kind, one.id, one.about): one for one in advice.open_conclusions} for advice in (before, after))
    moved = {
        one.title for key, one in has.items() if key[0] == "action" and (key not in had or had[key].aspects["due"] != one.aspects["due"])
    }
    return Difference(
        tuple(_item(key, one, key in was_open, asked) for key, one in has.items() if key not in had),
        tuple(_item(key, one, key in is_open, asked) for key, one in had.items() if key not in has),
        tuple(
            Altered(*key, one.title, one.detail, aspects)
            for key, one in has.items()
            if key in had and (aspects := tuple(_aspects(key, had[key], one, asked, moved)))
        ),
        tuple(one for key, one in was_open.items() if key[0] in KINDS and key not in is_open and key not in has),
        tuple(one for key, one in is_open.items() if key[0] in KINDS and key not in was_open and key not in had),
        _totals(before),
        _totals(after),
    )


def _item(key: Key, one: _Thing, is_open: bool, why: WhyShifted) -> Item:
    says = {name: values for name, values in one.aspects.items() if values and name != "why"}
    return Item(*key, one.title, one.detail, is_open, says, one.because, why(key))


def _aspects(key: Key, had: _Thing, has: _Thing, why: WhyShifted, moved: Collection[str]) -> Iterator[Aspect]:
    for name in dict.fromkeys([*had.aspects, *has.aspects]):
        first, second = had.aspects.get(name, ()), has.aspects.get(name, ())
        gone = tuple(value for value in first if value not in second)
        come = tuple(value for value in second if value not in first)
        if gone or come:
            waits = tuple(str(title) for title in has.aspects["after"] if title in moved) if name == "start" else ()
            yield Aspect(name, gone, come, _shifts_of(key, name, why), waits)


def _shifts_of(key: Key, aspect: str, why: WhyShifted) -> tuple[Shift, ...]:
    kind, id_, _ = key
    if kind != "action" or aspect not in _DECIDED_BY:
        return why(key)
    return tuple(shift for of in _DECIDED_BY[aspect] for shift in why(key if of == "action" else (of, "", id_)))


def _things(advice: a.Advice) -> Iterator[tuple[Key, _Thing]]:
    """Everything in an advice, in its order."""
    for platform in advice.platforms:
        yield ("platform", platform.id, ""), _Thing(platform.title)
    quadrants = {point.id: name for name in ("strengths", "weaknesses", "opportunities", "threats") for point in getattr(advice.swot, name)}
    for point in advice.findings:
        yield ("finding", point.id, ""), _Thing(point.title, quadrants.get(point.id, ""), point.because, _why(point.because))
    for problem in advice.problems:
        told: dict[str, tuple[Value, ...]] = {"told": ("reported" if problem.reported else "shown",), **_why(problem.because)}
        yield ("problem", problem.id, ""), _Thing(problem.title, "", problem.because, told)
    for problem in advice.problems:
        for cause in problem.causes:
            yield ("cause", cause.id, problem.id), _Thing(cause.title, problem.title, cause.because, _why(cause.because))
    yield from _actions(advice)
    roles = {role.role: role.title for role in advice.roles}
    for kind, assigned in (("task", advice.tasks), ("duty", advice.duties)):
        for one in assigned:
            yield (kind, one.id, ""), _Thing(one.title, roles.get(one.role, one.role), one.because, _why(one.because))
    for moment in advice.moments:
        days: dict[str, tuple[Value, ...]] = {"date": _told(moment.day), "prepare_by": _told(moment.prepare_by)}
        yield ("moment", moment.id, ""), _Thing(moment.title, "", moment.because, {**days, **_why(moment.because)})
    yield from _checks(advice)
    for indicator in advice.indicators:
        now: dict[str, tuple[Value, ...]] = {"now": (indicator.baseline,) if indicator.baseline else ()}
        yield ("indicator", indicator.id, ""), _Thing(indicator.title, "", indicator.because, {**now, **_why(indicator.because)})


def _actions(advice: a.Advice) -> Iterator[tuple[Key, _Thing]]:
    problems = {problem.id: problem.title for problem in advice.problems}
    titles = {action.id: action.title for action in advice.actions}
    for action in advice.actions:
        aspects: dict[str, tuple[Value, ...]] = {
            "priority": (action.priority,),
            "start": (action.start,),
            "due": (action.due,),
            "after": tuple(titles[first] for first in action.after),
            "serves": tuple(problems.get(problem, problem) for problem in action.serves),
            "targets": action.targets,
            "means": action.means,
            "options": tuple(choice.title for choice in action.options),
            **{part: tuple(one.title for one in action.roles if one.part == part) for part in PARTS},
            **_why(action.because),
        }
        yield ("action", action.id, ""), _Thing(action.title, action.priority, action.because, aspects)


def _checks(advice: a.Advice) -> Iterator[tuple[Key, _Thing]]:
    for kind in ("measurement", "evaluation"):
        checks = [check for check in advice.checks if check.kind == kind]
        for id_ in dict.fromkeys(check.id for check in checks):
            same = [check for check in checks if check.id == id_]
            aspects: dict[str, tuple[Value, ...]] = {
                "date": tuple(check.day for check in same),
                "rhythm": ("rhythm_assumed" if same[0].assumed else "rhythm_chosen",),
            }
            yield (kind, id_, ""), _Thing(same[0].title, "", (), aspects)


def _why(reasons: tuple[a.Because, ...]) -> dict[str, tuple[Value, ...]]:
    return {"why": tuple(dict.fromkeys(reason.words for reason in reasons))}


def _told(day: date | None) -> tuple[Value, ...]:
    return () if day is None else (day,)


def _totals(advice: a.Advice) -> Totals:
    return Totals(
        len(advice.problems),
        len(advice.actions),
        sum(action.hours for action in advice.actions),
        advice.answered,
        advice.questions,
        len(advice.open_conclusions),
    )
