"""What falls on which day: the days of an advice, in the order of the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from commplan_advisor.advice import model as a
from commplan_advisor.common.text import Language
from commplan_advisor.present.labels import label
from commplan_advisor.present.report import shown_day
from commplan_advisor.present.schedule.recurring import days_of
from commplan_advisor.present.schedule.words import word
from commplan_advisor.rulebook.catalogue import PARTS
from commplan_advisor.rulebook.model import RuleBook

SCHEMA = "commplan-schedule/1"
"""Name and version of the machine-readable form of a calendar."""

Kind = Literal["meeting", "start", "due", "prepare", "moment", "measurement", "evaluation", "ready"]

_ORDER = ("ready", "meeting", "measurement", "evaluation", "moment", "prepare", "start", "due")
_TAKES_PART = ("responsible", "accountable", "supports", "consulted")
"""Who is only informed has nothing to do on a day; the details of an action name them."""


@dataclass(frozen=True, slots=True)
class Participant:
    """A role that takes part, the party it belongs to, and its part in an action (`responsible` and so on); empty for anything else."""

    role: str
    title: str
    party: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the calendar.

    `id` is the same in every version of the plan, whatever the dates. `title` says all on its own, `subject` goes beside the kind. `who`
    must do it, in short; `participants` are all that take part. A meeting has a `recurrence` (RRULE of iCalendar) and all its days in
    `days`; anything else has one day. `off` are days of that rule on which there is no meeting, `instead` the days that it does not give.
    """

    id: str
    kind: Kind
    days: tuple[date, ...]
    title: str
    subject: str
    who: str
    participants: tuple[Participant, ...]
    text: str
    details: tuple[str, ...]
    recurrence: str = ""
    off: tuple[date, ...] = ()
    instead: tuple[date, ...] = ()

    @property
    def day(self) -> date:
        """The first day."""
        return self.days[0]


@dataclass(frozen=True, slots=True)
class Undated:
    """A logical moment that comes when something happens."""

    id: str
    title: str
    when: str
    text: str
    participants: tuple[Participant, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """The calendar of one plan, or of one role or party in it; `role` is empty when it is for all."""

    schema: str
    municipality: str
    language: Language
    role: str
    role_title: str
    start: date
    as_of: date
    entries: tuple[Entry, ...]
    undated: tuple[Undated, ...]
    notes: tuple[str, ...] = ()
    """What is not known of the days."""


def schedule_of(advice: a.Advice, book: RuleBook) -> Schedule:
    """The calendar of an advice.

    Args:
        advice: the plan.
        book: the rule book that it was made with: it says to which party a role belongs, and for whom a moment is.
    """
    writer = _Writer(advice, book)
    entries = sorted(writer.entries(), key=lambda one: (one.day, _ORDER.index(one.kind), one.title, one.id))
    receipt = advice.receipt
    return Schedule(
        SCHEMA,
        advice.municipality,
        receipt.language,
        "",
        "",
        receipt.start,
        receipt.as_of,
        tuple(entries),
        tuple(writer.undated()),
        advice.planning.notes,
    )


class _Writer:
    def __init__(self, advice: a.Advice, book: RuleBook) -> None:
        self.advice = advice
        self.catalogue = book.catalogue
        self.takes_part = book.calendar.takes_part
        self.language: Language = advice.receipt.language
        self.titles = {action.id: action.title for action in advice.actions}
        self.late = {late.id for late in advice.planning.late}

    def _(self, name: str, **filled: object) -> str:
        return word(name, self.language, **filled)

    def _day(self, day: date | None) -> str:
        return shown_day(day, self.language)

    def entries(self) -> Iterator[Entry]:
        for action in self.advice.actions:
            yield from self._action(action)
        for moment in self.advice.moments:
            yield from self._moment(moment)
        yield from self._checks()
        for meeting in self.advice.meetings:
            yield from self._meeting(meeting)
        yield from self._ready()

    def undated(self) -> Iterator[Undated]:
        """The moments that have no day."""
        for moment in self.advice.moments:
            if moment.day is None:
                text = _lines(moment.text, *(reason.words for reason in moment.because))
                yield Undated(moment.id, moment.title, moment.undated or self._after_event(moment), " ".join(text), self._audience(moment))

    def _action(self, action: a.Action) -> Iterator[Entry]:
        parts = [(part, self._who(action, part)) for part in PARTS]
        participants = self._participants((one.role, one.title, one.part) for one in action.roles if one.part in _TAKES_PART)
        late = self._("late", day=self._day(self.advice.planning.ready_by)) if action.id in self.late else ""
        after = "; ".join(self.titles[first] for first in action.after if first in self.titles)
        steps = tuple(f"{number}. {step}" for number, step in enumerate(action.steps, start=1))
        told = (
            ("after", after),
            ("needs", "; ".join((*action.needs, *action.means))),
            ("indicator", action.indicator),
            ("target", " ".join(f"{target.rstrip('.')}." for target in (action.target, *action.targets) if target)),
        )
        details = _lines(
            action.text,
            self._("term", start=self._day(action.start), due=self._day(action.due)),
            late,
            *((f"{label('steps', self.language)}:", *steps) if steps else ()),
            *(f"{label(name, self.language)}: {text}" for name, text in told if text),
            *(f"{_capital(label(part, self.language))}: {who}" for part, who in parts if who),
        )
        who = self._who(action, "responsible") or ", ".join(one.title for one in participants[:1])
        days: tuple[tuple[Kind, date], ...] = (("start", action.start), ("due", action.due))
        for kind, day in days:
            title = self._(f"title_{kind}", title=action.title)
            yield Entry(f"{kind}-{action.id}", kind, (day,), title, action.title, who, participants, action.text, details)

    def _who(self, action: a.Action, part: str) -> str:
        return ", ".join(one.title for one in action.roles if one.part == part)

    def _moment(self, moment: a.Moment) -> Iterator[Entry]:
        if moment.day is None:
            return
        audience, whom = self._audience(moment), ", ".join(moment.audience)
        details = _lines(
            moment.text, *(reason.words for reason in moment.because), self._("for_whom", roles=whom) if whom else "", self._joins(moment)
        )
        yield Entry(f"moment-{moment.id}", "moment", (moment.day,), moment.title, moment.title, whom, audience, moment.text, details)
        if moment.prepare_by and moment.prepare_by < moment.day:
            makers = self._own("preparation")
            title = self._("title_prepare", title=moment.title)
            details = _lines(self._("on", day=self._day(moment.day)), *details)
            who = ", ".join(one.title for one in makers)
            yield Entry(f"prepare-{moment.id}", "prepare", (moment.prepare_by,), title, moment.title, who, makers, moment.text, details)

    def _joins(self, moment: a.Moment) -> str:
        other = next((one.title for one in self.advice.moments if one.id == moment.joins), "")
        return label("joins", self.language, moment=other) if other else ""

    def _after_event(self, moment: a.Moment) -> str:
        days = moment.days_after_event
        if not days:
            return label("when_it_happens" if days is None else "at_once", self.language)
        return label("day_after", self.language) if days == 1 else label("days_after", self.language, days=days)

    def _checks(self) -> Iterator[Entry]:
        seen: dict[tuple[str, str], int] = {}
        for check in self.advice.checks:
            kind: Kind = "measurement" if check.kind == "measurement" else "evaluation"
            number = seen[kind, check.id] = seen.get((kind, check.id), 0) + 1
            catalogue = self.catalogue.measurements if kind == "measurement" else self.catalogue.evaluations
            known = catalogue.get(check.id)
            text = known.text.in_(self.language) if known and known.text else ""
            measured = (f"{label('indicators', self.language)}:", *(f"- {one.title}" for one in self.advice.indicators))
            details = _lines(
                text,
                label("assumed", self.language) if check.assumed else "",
                *(measured if kind == "measurement" and self.advice.indicators else ()),
            )
            makers = self._own(kind)
            # By number, not by date: the second measurement of a plan that begins later is still its second.
            id_ = f"{kind}-{check.id}-{number}"
            who = ", ".join(one.title for one in makers)
            yield Entry(id_, kind, (check.day,), check.title, check.title, who, makers, text, details)

    def _meeting(self, meeting: a.Meeting) -> Iterator[Entry]:
        regular = days_of(meeting.recurrence, meeting.first, meeting.until)
        days = tuple(sorted(set(meeting.days or regular)))
        if not days:
            return
        participants = self._participants((*one, "") for one in meeting.roles)
        who = ", ".join(one.title for one in participants)
        moved = (self._("moved", day=self._day(new), instead=self._day(old)) for old, new in meeting.moved)
        details = _lines(
            meeting.text,
            *(reason.words for reason in meeting.because),
            self._("invited", roles=who) if participants else "",
            *moved,
        )
        off, instead = (tuple(sorted(set(one) - set(other))) for one, other in ((regular, days), (days, regular)))
        yield Entry(
            f"meeting-{meeting.id}",
            "meeting",
            days,
            meeting.title,
            meeting.title,
            who,
            participants,
            meeting.text,
            details,
            meeting.recurrence,
            off,
            instead,
        )

    def _ready(self) -> Iterator[Entry]:
        planning = self.advice.planning
        if planning.ready_by is None:
            return
        late = (self._("late_ones"), *(f"- {one.title}" for one in planning.late)) if planning.late else ()
        details = _lines(*late, *planning.helps)
        makers, title = self._own("deadline"), self._("title_ready")
        who = ", ".join(one.title for one in makers)
        text = f"{self._('late_ones')} {'; '.join(one.title for one in planning.late)}." if planning.late else ""
        yield Entry("ready", "ready", (planning.ready_by,), title, title, who, makers, text, details)

    def _audience(self, moment: a.Moment) -> tuple[Participant, ...]:
        entry = self.catalogue.moments.get(moment.id)
        return self._participants((*one, "") for one in zip(entry.audience if entry else (), moment.audience, strict=False))

    def _own(self, what: str) -> tuple[Participant, ...]:
        """Who takes part in what the advice names no role for: those that the rule book says, or else the municipality."""
        roles = self.takes_part.get(what) or ("municipality",)
        known = [role for id_ in roles if (role := self.catalogue.roles.get(id_))]
        return self._participants((role.id, role.title.in_(self.language), "") for role in known)

    def _participants(self, roles: Iterable[tuple[str, str, str]]) -> tuple[Participant, ...]:
        """Roles, each once: the first part that it takes is the heaviest."""
        found: dict[str, Participant] = {}
        for role, title, part in roles:
            known = self.catalogue.roles.get(role)
            found.setdefault(role, Participant(role, title, known.party if known else "others", part))
        return tuple(found.values())


def _lines(*lines: str) -> tuple[str, ...]:
    """What there is to say, each line once."""
    return tuple(dict.fromkeys(line for line in lines if line))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
