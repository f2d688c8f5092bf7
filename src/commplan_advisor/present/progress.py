"""How far a plan is, as people read it: where each action stands, what must be done about now, and what was noted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from commplan_advisor.common.text import Language, Text
from commplan_advisor.present.blocks import Block, Heading, Paragraph, Table
from commplan_advisor.present.labels import label
from commplan_advisor.present.report import shown_day
from commplan_advisor.running.progress.model import STATE_WORDS, Note, State
from commplan_advisor.running.progress.reminders import Reminder
from commplan_advisor.running.progress.report import Progress
from commplan_advisor.running.progress.status import CLOSED, Elsewhere, Status

_CARRIES_OUT = "responsible"

_WORDS = {
    "title": Text("Voortgang van het communicatieplan van {municipality}", "Progress of the communication plan of {municipality}"),
    "due_title": Text(
        "Herinneringen voor het communicatieplan van {municipality}", "Reminders for the communication plan of {municipality}"
    ),
    "history_title": Text(
        "Wat er is vastgelegd voor het communicatieplan van {municipality}", "What was noted for the communication plan of {municipality}"
    ),
    "summary": Text(
        "Stand op {day}: {done} van de {all} acties gedaan, {late} te laat.", "On {day}: {done} of {all} actions done, {late} late."
    ),
    "more": Text("Begonnen: {started}. Vervallen: {dropped}.", "Started: {started}. Dropped: {dropped}."),
    "no_actions": Text("Dit plan heeft geen acties.", "This plan has no actions."),
    "begins": Text("Het plan begint op {start}.", "The plan begins on {start}."),
    "adopted": Text(
        "De data komen uit versie {version} van het plan, van {on}.", "The dates are those of version {version} of the plan, of {on}."
    ),
    "moves": Text(
        "Nergens staat wanneer het plan begint. Daarom begint het steeds op de dag van vandaag en is niets te laat. Stel het plan vast "
        "met 'commplan review --adopt', of vul 'start' in bij 'planning' in de vragenlijst.",
        "It is not said when the plan begins. So it always begins today, and nothing is late. Adopt the plan with "
        "'commplan review --adopt', or fill in 'start' at 'planning' in the questionnaire.",
    ),
    "moves_on_pages": Text(
        "Nergens staat wanneer het plan begint. Daarom begint het steeds op de dag van vandaag en is niets te laat. Stel het plan vast, "
        "of vul bij de planning van de vragenlijst de eerste dag in.",
        "It is not said when the plan begins. So it always begins today, and nothing is late. Adopt the plan, or fill in the first day "
        "at the planning of the questionnaire.",
    ),
    "later": Text(
        "Notities met een latere datum: {count}. Die tellen nog niet mee.", "Notes with a later date: {count}. They do not count yet."
    ),
    "name_it": Text("Leg vast met --set en de naam tussen haakjes.", "Note something with --set and the name between brackets."),
    "late": Text("Te laat", "Late"),
    "started": Text("Begonnen", "Started"),
    "can_start": Text("Kan beginnen", "Can start"),
    "waits": Text("Wacht op andere acties", "Waits for other actions"),
    "done": Text("Gedaan", "Done"),
    "dropped": Text("Vervallen", "Dropped"),
    "elsewhere": Text("Staat niet (meer) in het plan", "Not in the plan (any more)"),
    "action": Text("Actie", "Action"),
    "state": Text("Stand", "State"),
    "start": Text("Begin", "Start"),
    "due": Text("Klaar", "Due"),
    "days_late": Text("Dagen", "Days"),
    "one_day": Text("1 dag", "1 day"),
    "days": Text("{days} dagen", "{days} days"),
    "since": Text("Sinds", "Since"),
    "who": Text("Wie", "Who"),
    "on": Text("Op", "On"),
    "note": Text("Notitie", "Note"),
    "waits_for": Text("{what}. Wacht op: {first}", "{what}. Waits for: {first}"),
    "until": Text("Van {day} tot en met {until}.", "From {day} up to and including {until}."),
    "when": Text("Dag", "Day"),
    "how_long": Text("Termijn", "Time"),
    "what": Text("Wat", "What"),
    "part": Text("Deel", "Part"),
    "today": Text("vandaag", "today"),
    "late_by": Text("{days} te laat", "{days} late"),
    "ago": Text("{days} geleden", "{days} ago"),
    "remind_due": Text("Rond af: {title}", "Finish: {title}"),
    "remind_start": Text("Begin met: {title}", "Start: {title}"),
    "remind_prepare": Text("Bereid voor: {title} ({moment})", "Prepare: {title} ({moment})"),
    "remind_moment": Text("Moment: {title}", "Moment: {title}"),
    "remind_measurement": Text("Meting: {title}", "Measurement: {title}"),
    "remind_evaluation": Text("Evaluatie: {title}", "Evaluation: {title}"),
    "plan_as_whole": Text("Voor het hele plan", "For the plan as a whole"),
    "nothing_due": Text("Er is nu niets te doen.", "There is nothing to do now."),
    "one_late": Text("1 ding is te laat.", "1 thing is late."),
    "all_late": Text("{count} dingen zijn te laat.", "{count} things are late."),
    "nothing_noted": Text("Er is nog niets vastgelegd.", "Nothing was noted yet."),
}


def progress_json(progress: Progress) -> str:
    """How far a plan is as JSON: versioned, with a published schema."""
    return json.dumps(asdict(progress), ensure_ascii=False, indent=2, default=date.isoformat) + "\n"


def progress_schema() -> dict[str, Any]:
    """The JSON Schema of how far a plan is."""
    from pydantic import TypeAdapter

    return TypeAdapter(Progress).json_schema(mode="serialization")


def progress_page(progress: Progress, language: Language, *, commands: bool = True) -> Iterator[Block]:
    """Where each action stands: what is late first, then what is under way, what can start, what waits, and what is over.

    Args:
        progress: to tell.
        language: of the page.
        commands: whether it is read by somebody who types commands; else none is named, and no names of actions that commands ask for.
    """
    return _Page(progress, language, commands=commands).standing()


def due_page(progress: Progress, language: Language, role: str = "", *, commands: bool = True) -> Iterator[Block]:
    """What must be done about now, by the role that carries it out; or only that in which one role takes part."""
    return _Page(progress, language, commands=commands).due(role)


def history_page(progress: Progress, language: Language) -> Iterator[Block]:
    """All notes, in the order in which they were made."""
    return _Page(progress, language).history()


class _Page:
    def __init__(self, progress: Progress, language: Language, *, commands: bool = True) -> None:
        self.progress = progress
        self.commands = commands
        self.language: Language = language
        self.titles = {one.id: one.title for one in progress.actions} | {one.action: one.title for one in progress.elsewhere}

    def _(self, name: str, **filled: object) -> str:
        return _WORDS[name].in_(self.language).format(**filled)

    def _day(self, day: date | None) -> str:
        return shown_day(day, self.language) if day else ""

    def _named(self, id_: str) -> str:
        """An action by its title, and by its name for who types it."""
        title = self.titles.get(id_, "")
        return self._titled(title, id_) if title else id_

    def _titled(self, title: str, id_: str) -> str:
        return f"{title} ({id_})" if self.commands else title

    def _waiting(self, what: str, first: Sequence[str]) -> str:
        """A text, and which actions must be done before it."""
        named = ", ".join(first) if self.commands else "; ".join(self.titles.get(one, one) for one in first)
        return self._("waits_for", what=what, first=named) if first else what

    def _heads(self, *names: str) -> tuple[str, ...]:
        return tuple(self._(name) for name in names)

    # -- where each action stands ------------------------------------------------------------------------------------------------

    def standing(self) -> Iterator[Block]:
        yield Heading(1, self._("title", municipality=self.progress.municipality))
        yield Paragraph(self._in_short())
        if self.progress.actions:
            yield Paragraph(self._basis())
        later = sum(one.on > self.progress.day for one in self.progress.history)
        if later:
            yield Paragraph(self._("later", count=later))
        actions = self.progress.actions
        late = [one for one in actions if one.days_late]
        yield from self._table("late", late, ("action", "state", "due", "days_late", "who"))
        columns = {
            "started": ("action", "since", "due", "who"),
            "can_start": ("action", "start", "due", "who"),
            "waits": ("action", "start", "due", "who"),
            "done": ("action", "on", "note"),
            "dropped": ("action", "on", "note"),
        }
        for phase, heads in columns.items():
            yield from self._table(phase, [one for one in actions if one.phase == phase and not one.days_late], heads)
        yield from self._elsewhere(self.progress.elsewhere)
        if actions and self.commands:
            yield Paragraph(self._("name_it"))

    def _in_short(self) -> str:
        counts, day = self.progress.counts, self._day(self.progress.day)
        if not counts.all:
            return self._("no_actions")
        short = self._("summary", day=day, done=counts.done, all=counts.all, late=counts.late)
        more = self._("more", started=counts.started, dropped=counts.dropped)
        return f"{short} {more}" if counts.started or counts.dropped else short

    def _basis(self) -> str:
        basis = self.progress.basis
        if basis.version:
            return self._("adopted", version=basis.version, on=self._day(basis.kept_on))
        if basis.moves:
            return self._("moves" if self.commands else "moves_on_pages")
        return self._("begins", start=self._day(basis.start))

    def _table(self, name: str, actions: Sequence[Status], columns: Sequence[str]) -> Iterator[Block]:
        if not actions:
            return
        yield Heading(3, f"{self._(name)} ({len(actions)})")
        ordered = actions if name in ("done", "dropped") else sorted(actions, key=lambda one: one.due if name != "can_start" else one.start)
        yield _without_empty(self._heads(*columns), [tuple(self._cell(one, column) for column in columns) for one in ordered])

    def _cell(self, one: Status, column: str) -> str:
        match column:
            case "action":
                return self._waiting(self._named(one.id), one.waits_for if one.state not in CLOSED else ())
            case "state":
                return self._state(one.state)
            case "start" | "due":
                return self._day(getattr(one, column))
            case "since" | "on":
                return self._day(one.on)
            case "days_late":
                return str(one.days_late)
            case "who":
                return ", ".join(one.who(_CARRIES_OUT))
        return _remark(one)

    def _days(self, days: int) -> str:
        return self._("one_day") if days == 1 else self._("days", days=days)

    def _state(self, state: State) -> str:
        return STATE_WORDS[state].in_(self.language)

    def _elsewhere(self, notes: Sequence[Elsewhere]) -> Iterator[Block]:
        if notes:
            yield Heading(3, f"{self._('elsewhere')} ({len(notes)})")
            rows = [(self._named(one.action), self._state(one.state), self._day(one.on), _remark(one)) for one in notes]
            yield _without_empty(self._heads("action", "state", "on", "note"), rows)

    # -- what must be done about now ---------------------------------------------------------------------------------------------

    def due(self, role: str) -> Iterator[Block]:
        progress = self.progress
        yield Heading(1, self._("due_title", municipality=progress.municipality))
        yield Paragraph(self._("until", day=self._day(progress.day), until=self._day(progress.until)))
        yield Paragraph(self._basis())
        told = [one for one in progress.reminders if not role or one.part_of(role)]
        groups = self._of_role(told, role) if role else self._by_role(told)
        for title, ones in groups.items():
            yield Heading(3, title)
            heads = ("when", "how_long", "what", *(("part",) if role else ()))
            yield _without_empty(self._heads(*heads), [self._reminder(one, role) for one in ones])
        late = sum(one.late for one in told)
        if not told:
            yield Paragraph(self._("nothing_due"))
        elif late:
            yield Paragraph(self._("one_late") if late == 1 else self._("all_late", count=late))

    def _by_role(self, told: Iterable[Reminder]) -> dict[str, list[Reminder]]:
        """The reminders by the title of the role that carries them out, in alphabetical order; those of no role last."""
        of_none: list[Reminder] = []
        by_title: dict[str, list[Reminder]] = {}
        for one in told:
            titles = [taker.title for taker in one.roles if taker.part == _CARRIES_OUT]
            for title in titles:
                by_title.setdefault(title, []).append(one)
            if not titles:
                of_none.append(one)
        return dict(sorted(by_title.items())) | ({self._("plan_as_whole"): of_none} if of_none else {})

    def _of_role(self, told: list[Reminder], role: str) -> dict[str, list[Reminder]]:
        title = next((taker.title for one in told for taker in one.roles if taker.role == role), role)
        return {title: told} if told else {}

    def _reminder(self, one: Reminder, role: str) -> tuple[str, ...]:
        title = self._titled(one.title, one.id) if one.roles else one.title
        what = self._(f"remind_{one.kind}", title=title, moment=self._day(one.moment))
        row = (self._day(one.day), self._how_long(one), self._waiting(what, one.waits_for))
        return (*row, label(one.part_of(role), self.language)) if role else row

    def _how_long(self, one: Reminder) -> str:
        if one.days == 0:
            return self._("today")
        days = self._days(abs(one.days))
        return days if one.days > 0 else self._("late_by" if one.late else "ago", days=days)

    # -- what was noted ----------------------------------------------------------------------------------------------------------

    def history(self) -> Iterator[Block]:
        notes = self.progress.history
        yield Heading(1, self._("history_title", municipality=self.progress.municipality))
        if notes:
            yield _without_empty(self._heads("on", "action", "state", "note"), [self._noted(one) for one in notes])
        else:
            yield Paragraph(self._("nothing_noted"))

    def _noted(self, note: Note) -> tuple[str, ...]:
        return self._day(note.on), self.titles.get(note.action) or note.action, self._state(note.state), _remark(note)


def _remark(note: Note | Status | Elsewhere) -> str:
    """Who made a note, and what was said in it."""
    said = " ".join(text if text.endswith((".", "!", "?")) else f"{text}." for text in (note.reason, note.note) if text)
    return f"{note.by}: {said}" if note.by and said else note.by or said


def _without_empty(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    """A table without the columns in which nothing stands."""
    kept = [index for index in range(len(heads)) if any(row[index] for row in rows)]
    return Table(tuple(heads[index] for index in kept), tuple(tuple(row[index] for index in kept) for row in rows))
