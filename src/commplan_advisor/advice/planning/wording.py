"""Why the dates of a plan are what they are, and what would help, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from commplan_advisor.advice.planning.helps import Help
from commplan_advisor.advice.planning.hours import SHARED
from commplan_advisor.advice.planning.jobs import Schedule, Term, Wish
from commplan_advisor.advice.planning.scheduler import monday_of, week_of
from commplan_advisor.advice.planning.terms import Plan, priority_of
from commplan_advisor.advice.words import number
from commplan_advisor.common.text import Language, Text
from commplan_advisor.rulebook.catalogue import Moment

_MONTHS = {
    "nl": ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"],
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
}
_PRIORITIES = {"high": Text("Hoge", "High"), "middle": Text("Gemiddelde", "Medium"), "low": Text("Lage", "Low")}

_STANDS = {
    "planned": Text("Deze actie houdt de dagen die zijn vastgesteld.", "This action keeps the days that were adopted."),
    "started": Text("Deze actie is al begonnen.", "This action has begun already."),
    "done": Text("Deze actie is klaar.", "This action is done."),
    "dropped": Text("Deze actie gaat niet door.", "This action was dropped."),
}
_AT_ONCE = Text("{priority} prioriteit: begint bij de start van het plan.", "{priority} priority: begins at the start of the plan.")
_LATER = Text(
    "{priority} prioriteit: begint {weeks} weken na de start van het plan.",
    "{priority} priority: begins {weeks} weeks after the start of the plan.",
)
_TIMED = Text("{timing}.", "{timing}.")
_TIMED_MOMENT = Text("{timing} van {day}.", "{timing}, on {day}.")
_DONE_BY = Text("Moet klaar zijn voor {moment} op {day}.", "Must be done by {moment} on {day}.")
_AFTER = Text("Begint na '{action}': dat is klaar op {day}.", "Begins after '{action}', which is due on {day}.")
_TODAY = Text("Begint nu: eerder kan niet meer.", "Begins now: sooner is not possible any more.")
_WAITS = Text("Wacht op uren ({roles}): begint in de week van {day}.", "Waits for hours ({roles}): begins in the week of {day}.")
_LONGER = Text(
    "Duurt {weeks} weken in plaats van {usual}, door de uren per week ({roles}).",
    "Takes {weeks} weeks instead of {usual}, because of the hours a week ({roles}).",
)
_SHORT_NONE = Text(
    "Geen uren ({role}). Deze datum klopt pas als die er zijn.", "No hours ({role}). This date is right only when there are some."
)
_SHORT = Text(
    "Te weinig uren ({role}: {hours} per week). Deze datum klopt pas als er meer zijn.",
    "Too few hours ({role}: {hours} a week). This date is right only when there are more.",
)
_MISSED = Text("Niet op tijd voor {moment} op {day}.", "Not in time for {moment} on {day}.")
_HOLIDAY = Text("Klaar op de eerste werkdag na een feestdag.", "Due on the first working day after a holiday.")

_GIVE = Text("{role} {hours} uur per week in plaats van {now}", "{role} {hours} hours a week instead of {now}")
_HELP_HOURS = Text("Meer uren helpen: {given}.", "More hours help: {given}.")
_HELP_HOURS_AND_DAY = Text(
    "Meer uren en een latere einddatum helpen samen: {given}, klaar op {day}.",
    "More hours and a later end date help together: {given}, ready on {day}.",
)
_HELP_LATER_DAY = Text("Een latere einddatum helpt: {day}.", "A later end date helps: {day}.")
_HELP_LEAVE = Text("Acties met lage prioriteit later doen helpt: {actions}.", "Leaving actions of low priority for later helps: {actions}.")
_HELP_START = Text("Eerder beginnen helpt: op {day}.", "Beginning earlier helps: on {day}.")
_HELP_NONE = Text(
    "Geen uren ({role}). Zoveel acties wachten daarop: {count}.", "No hours ({role}). So many actions wait for them: {count}."
)
_HELP_MORE = Text(
    "Te weinig uren ({role}: {hours} per week). Zoveel acties passen er niet in: {count}.",
    "Too few hours ({role}: {hours} a week). So many actions do not fit: {count}.",
)
_TOGETHER = Text("gemeente samen", "municipality together")
_AND = Text(" en ", " and ")

_NO_REGION = Text(
    "De regio van de schoolvakanties is niet bekend. Vul die in bij de planning. Dan vallen evaluaties en overleg er niet in.",
    "The region of the school holidays is not known. Answer it with the planning. Then evaluations and meetings fall outside them.",
)
_TABLE_ENDS = Text(
    "Schoolvakanties na {day} staan nog niet in de regels. Let zelf op bij data daarna.",
    "School holidays after {day} are not in the rules yet. Mind dates after that yourself.",
)
_NO_DATE_REGION = Text(
    "Nog geen datum: de regio van de schoolvakanties is niet bekend.", "No date yet: the region of the school holidays is not known."
)
_NO_DATE_TABLE = Text(
    "Nog geen datum: deze schoolvakantie staat nog niet in de regels.", "No date yet: this school holiday is not in the rules yet."
)


def day_in_words(day: date, language: Language) -> str:
    """A day as it stands in a sentence: 4 januari 2027."""
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


class PlanWords:
    """Puts what decided the dates of one plan into words of one language."""

    def __init__(self, plan: Plan, found: Schedule, language: Language) -> None:
        self.plan, self.found = plan, found
        self.language: Language = language
        self.catalogue = plan.book.catalogue

    def _(self, text: Text, **filled: object) -> str:
        words = text.in_(self.language).format(**filled)
        return words[:1].upper() + words[1:]

    def _day(self, day: date) -> str:
        return day_in_words(day, self.language)

    def resource(self, name: str) -> str:
        """A role, or the roles that share their hours, in a sentence."""
        if name == SHARED:
            return _TOGETHER.in_(self.language)
        return self.catalogue.roles[name].title.in_(self.language)

    def hours(self, name: str) -> float:
        """The hours a week that a role has, or roles have together."""
        return next(hours for role, hours in self.plan.capacity.per_week.items() if self.plan.capacity.resource(role) == name)

    def why(self, id_: str) -> tuple[str, ...]:
        """Why an action starts and is due on its days."""
        told = self.plan.settled.get(id_)
        return (self._(_STANDS[told.state]),) if told else tuple(self._why(id_, self.found.terms[id_]))

    def _why(self, id_: str, term: Term) -> Iterator[str]:
        missed = {wish.by: wish for wish in term.missed if wish.by}
        for day, other in sorted(missed.items()):
            yield self._(_MISSED, moment=self._moment(other), day=self._day(day))
        wish = term.wish
        earliest = term.earliest or term.start
        from_day = wish.start if wish else self.plan.begin
        due = {one: self.found.terms[one].due for one in self.plan.before[id_]}
        bound = [one for one, day in due.items() if day > from_day and self.plan.days.first(day) == earliest]
        if wish and not bound:
            yield self._wish(id_, wish, earliest)
        for one in bound:
            yield self._(_AFTER, action=self.catalogue.actions[one].title.in_(self.language), day=self._day(due[one]))
        yield from self._hours(id_, term, earliest)
        if (plain := self._plain_due(id_, term)).weekday() < 5 and self.plan.days.first(plain) != plain:
            yield self._(_HOLIDAY)

    def _plain_due(self, id_: str, term: Term) -> date:
        """The day on which an action would be due if every day suited."""
        weeks = max(self.catalogue.actions[id_].weeks, (term.due - term.start).days // 7)
        return term.start + timedelta(weeks=weeks)

    def _hours(self, id_: str, term: Term, earliest: date) -> Iterator[str]:
        usual, weeks = self.catalogue.actions[id_].weeks, round((term.due - term.start).days / 7)
        names = [self.resource(name) for name in term.waits]
        if names and week_of(term.start) > week_of(earliest):
            yield self._(_WAITS, roles=self._listed(names), day=self._day(monday_of(week_of(term.start))))
        if names and weeks > usual:
            hours = [f"{title}: {number(self.hours(name), self.language)}" for title, name in zip(names, term.waits, strict=True)]
            yield self._(_LONGER, weeks=weeks, usual=usual, roles=self._listed(hours))
        for name in term.short:
            yield self._(
                _SHORT if self.hours(name) else _SHORT_NONE, role=self.resource(name), hours=number(self.hours(name), self.language)
            )

    def _wish(self, id_: str, wish: Wish, earliest: date) -> str:
        if self.plan.today and wish.start < self.plan.today and earliest == self.plan.days.first(self.plan.begin):
            return self._(_TODAY)
        if not wish.id:
            weeks = (wish.start - self.plan.start).days // 7
            priority = _PRIORITIES[priority_of(self.plan.outcomes, id_)].in_(self.language)
            return self._(_LATER if weeks else _AT_ONCE, priority=priority, weeks=weeks)
        if wish.by and wish.whole:
            return self._(_DONE_BY, moment=self._moment(wish), day=self._day(wish.by))
        title = self.catalogue.timings[wish.id].title.in_(self.language)
        return self._(_TIMED_MOMENT, timing=title, day=self._day(wish.by)) if wish.by else self._(_TIMED, timing=title)

    def _moment(self, wish: Wish) -> str:
        before = self.catalogue.timings[wish.id].before
        return f"'{self.catalogue.moments[before].title.in_(self.language)}'" if before else ""

    # -- what helps ------------------------------------------------------------------------------------------------------------

    def helps(self, helps: tuple[Help, ...]) -> tuple[str, ...]:
        """What would help, a sentence each; first the roles without hours."""
        return (*self._without_hours(), *(self._help(one) for one in helps))

    def _without_hours(self) -> Iterator[str]:
        waiting: dict[str, int] = {}
        for term in self.found.terms.values():
            for name in term.short:
                waiting[name] = waiting.get(name, 0) + 1
        for name, count in sorted(waiting.items()):
            hours = self.hours(name)
            yield self._(_HELP_MORE if hours else _HELP_NONE, role=self.resource(name), count=count, hours=number(hours, self.language))

    def _help(self, one: Help) -> str:
        if one.hours:
            given = [
                _GIVE.in_(self.language).format(
                    role=self.resource(name), hours=number(hours, self.language), now=number(self.hours(name), self.language)
                )
                for name, hours in sorted(one.hours.items())
            ]
            if one.ready_by:
                return self._(_HELP_HOURS_AND_DAY, given=self._listed(given), day=self._day(one.ready_by))
            return self._(_HELP_HOURS, given=self._listed(given))
        if one.ready_by:
            return self._(_HELP_LATER_DAY, day=self._day(one.ready_by))
        if one.later:
            return self._(
                _HELP_LEAVE, actions=self._listed([f"'{self.catalogue.actions[id_].title.in_(self.language)}'" for id_ in one.later])
            )
        return self._(_HELP_START, day=self._day(one.start)) if one.start else ""

    def _listed(self, parts: list[str]) -> str:
        return _AND.in_(self.language).join(filter(None, (", ".join(parts[:-1]), parts[-1])))

    # -- what is not known -----------------------------------------------------------------------------------------------------

    def notes(self, last: date) -> tuple[str, ...]:
        """What is not known of the days of the plan, up to its last."""
        calendar = self.plan.days.calendar
        if not calendar.school_holidays:
            return ()
        known = calendar.known_until
        found = [] if self.plan.days.region else [self._(_NO_REGION)]
        return (*found, self._(_TABLE_ENDS, day=self._day(known))) if known and known < last else tuple(found)


def no_date(moment: Moment, plan: Plan, language: Language) -> str:
    """Why a moment that has a date every year has none yet; empty for an event, whose date nobody knows."""
    if not moment.school_holiday:
        return ""
    return (_NO_DATE_TABLE if plan.days.region else _NO_DATE_REGION).in_(language)
