"""What goes into a plan: from the answers and the advice on them to words, in the order in which they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import islice

from commplan_advisor.advice import model as a
from commplan_advisor.advice.answers import answer_words
from commplan_advisor.advice.calendar import months_later
from commplan_advisor.advice.words import number
from commplan_advisor.common.text import Language, Text
from commplan_advisor.present.labels import label
from commplan_advisor.present.plan import values as v
from commplan_advisor.present.report import shown_day
from commplan_advisor.questionnaire import models as q
from commplan_advisor.questionnaire.questions import questions
from commplan_advisor.rulebook.catalogue import PARTS, PRIORITIES

_QUESTIONS_SHOWN = 25
_DAYS_SHOWN = 12
_DECIDED = ("problem", "action", "duty", "task", "moment")
"""What is told when it is certain or impossible; the rest follows from it."""
_SENTENCE_END = re.compile(r"(?<=[.!?]) +")
_REPORTS = "format 5.7"
"""Duties on the use of reports are shown apart (5.7) from the others (5.6)."""

_PARTIES = {
    "municipality": Text("gemeente", "municipality"),
    "police": Text("politie", "police"),
    "group_admins": Text("beheerders", "group admins"),
    "residents": Text("inwoners", "residents"),
    "others": Text("anderen", "others"),
}
_REPORTED = Text("genoemd door de gemeente", "named by the municipality")
_SHOWN = Text("blijkt uit de antwoorden", "shown by the answers")
_HOURS = (Text("1 uur", "1 hour"), Text("{hours} uur", "{hours} hours"))
_ASSUMED = Text("{hours} (aangenomen)", "{hours} (assumed)")
_OLD_MONTHS = 12
"""Answers that are older than this when a plan begins, must be looked at anew."""
_WEEKS = (Text("1 week", "1 week"), Text("{count} weken", "{count} weeks"))


def plan_of(answers: q.Questionnaire, advice: a.Advice, *, texts_hash: str, version: int = 1, adopted_on: date | None = None) -> v.Plan:
    """The content of a plan.

    Args:
        answers: the questionnaire.
        advice: the advice on it, in the language of the plan.
        texts_hash: of the texts that the plan is made with, for its receipt.
        version: of the plan, for its title page.
        adopted_on: the day on which that version was kept; None for a draft.
    """
    return _Content(answers, advice, advice.receipt.language).plan(texts_hash, version, adopted_on)


def once(*texts: str) -> str:
    """Texts one after the other; a sentence that several of them have is said once."""
    return " ".join(dict.fromkeys(sentence for text in texts if text for sentence in _SENTENCE_END.split(text)))


def sentence(text: str) -> str:
    """A text that ends as a sentence does."""
    return text if not text or text[-1] in ".!?" else f"{text}."


@dataclass(frozen=True)
class _Content:
    """Puts one plan together."""

    answers: q.Questionnaire
    advice: a.Advice
    language: Language

    def plan(self, texts_hash: str, version: int, adopted_on: date | None) -> v.Plan:
        """The whole content."""
        advice, actions = self.advice, self._actions
        about_reports = {duty.id for duty in advice.duties if _cites(duty.because, _REPORTS)}
        shown = advice.open_questions[:_QUESTIONS_SHOWN]
        return v.Plan(
            language=self.language,
            municipality=self._municipality(),
            version=str(version),
            adopted_on=adopted_on,
            answers_old=advice.filled_in_on is not None and months_later(advice.filled_in_on, _OLD_MONTHS) < advice.receipt.start,
            day=advice.receipt.as_of,
            start=advice.receipt.start,
            filled_in_on=advice.filled_in_on,
            told_by=tuple(self.answers.sources or ()),
            notes=self.answers.notes or "",
            goal=self._goal(),
            goal_warnings=self._points(advice.goal.warnings),
            audiences=tuple(self._audience(one) for one in self.answers.introduction.audiences or ()),
            audience_warnings=self._points(advice.audience.warnings),
            initiatives=self._initiatives(),
            platforms=tuple(v.Platform(one.title, one.offers, one.cost, self._(one.status), one.checked_on) for one in advice.platforms),
            strengths=self._points(advice.swot.strengths),
            weaknesses=self._points(advice.swot.weaknesses),
            opportunities=self._points(advice.swot.opportunities),
            threats=self._points(advice.swot.threats),
            deviations=self._points(one for one in advice.findings if one.deviates),
            reported=tuple(self._reported(one) for one in self.answers.problems or ()),
            problems_answered=self.answers.problems is not None,
            causes_known=any(problem.causes for problem in advice.problems),
            problems=tuple(self._problem(one) for one in advice.problems),
            other_solutions=tuple(
                self._solution(one) for one in advice.actions if not set(one.serves) & {problem.id for problem in advice.problems}
            ),
            actions=actions,
            priorities=tuple(self._by_priority()),
            inside=self._at("inside"),
            outside=self._at("outside"),
            both=self._at("both"),
            ordered=tuple(one for one in actions if one.after),
            needed=self._needed({one.number: one.needs for one in actions}),
            means=self._needed({one.number: one.means for one in actions}),
            hours=number(sum(one.hours for one in advice.actions), self.language),
            tasks=tuple(self._assignment(one) for one in advice.tasks),
            duties=tuple(self._assignment(one) for one in advice.duties if one.id not in about_reports),
            report_duties=tuple(self._assignment(one) for one in advice.duties if one.id in about_reports),
            roles=tuple(self._role(one) for one in advice.roles),
            moments=tuple(self._moment(one) for one in advice.moments),
            meetings=tuple(self._meeting(one) for one in advice.meetings),
            planning=self._planning(),
            checks=tuple(self._check(one) for one in advice.checks),
            rhythm_assumed=any(one.assumed for one in advice.checks),
            indicators=tuple(
                v.Indicator(one.title, one.how, " ".join(filter(None, (one.baseline, one.baseline and one.unit))))
                for one in advice.indicators
            ),
            measurements=tuple(self._measurement(one) for one in self.answers.measurements or ()),
            answered=advice.answered,
            questions=advice.questions,
            open_questions=tuple(v.OpenQuestion(one.text, one.item, one.opens) for one in shown),
            more_questions=len(advice.open_questions) - len(shown),
            certain=self._decided("certain"),
            impossible=self._decided("impossible"),
            sources=tuple(v.Source(id_, words) for id_, words in sorted(self._cited_anywhere().items(), key=_by_item)),
            receipt=self._receipt(texts_hash),
        )

    def _(self, name: str) -> str:
        return label(name, self.language)

    def _said(self, value: object, unit: str = "") -> str:
        """An answer in words; nothing when there is none."""
        return "" if value is None else answer_words(value, unit, self.language)

    # -- chapters 1 and 2 ------------------------------------------------------------------------------------------------------

    def _municipality(self) -> v.Municipality:
        told = self.answers.municipality
        return v.Municipality(
            told.name, told.code or "", self._said(told.province), self._said(told.inhabitants), self._said(told.households)
        )

    def _goal(self) -> v.Goal:
        told, goal = self.answers.introduction, self.advice.goal
        return v.Goal(
            goal.goals,
            goal.keep,
            goal.change,
            goal.improve,
            self._said(told.coverage_goal, "%"),
            goal.plan_purpose,
            self._said(told.business_hallmark),
        )

    def _audience(self, told: q.Audience) -> v.Audience:
        kind = self._said(told.kind)
        return v.Audience(told.name or kind, kind, told.area or "", told.demographics or "", self._said(told.involvement))

    def _initiatives(self) -> tuple[v.Initiative, ...]:
        return tuple(self._initiative(one, place) for place, one in enumerate(self.answers.situation.initiatives or (), start=1))

    def _initiative(self, told: q.Initiative, place: int) -> v.Initiative:
        units = {"coverage": "%", "household_coverage": "%"}
        fields = {
            name: self._said(getattr(told, name), units.get(name, "")) for name in v.Initiative.__dataclass_fields__ if name != "name"
        }
        return v.Initiative(name=told.name or fields["platform"] or str(place), **fields)

    def _points(self, points: Iterable[a.Point]) -> tuple[v.Point, ...]:
        return tuple(v.Point(one.title, self._why(one.because), one.deviates) for one in points)

    # -- chapters 3 and 4 ------------------------------------------------------------------------------------------------------

    def _reported(self, told: q.ReportedProblem) -> v.Reported:
        return v.Reported(
            self._said(told.type),
            told.description or "",
            self._said(told.platform),
            self._said(told.causes),
            self._said(told.who),
            self._said(told.frequency),
            told.where or "",
        )

    def _problem(self, problem: a.Problem) -> v.Problem:
        return v.Problem(
            problem.title,
            (_REPORTED if problem.reported else _SHOWN).in_(self.language),
            self._why(problem.because),
            tuple(cause.title for cause in problem.causes),
            _sources(problem.because),
            tuple(self._solution(action, problem.id) for action in self.advice.actions if problem.id in action.serves),
        )

    def _solution(self, action: a.Action, problem: str = "") -> v.Solution:
        """An action for a problem, with the reasons that are about that problem; without any of those, with all."""
        about = tuple(reason for reason in action.because if reason.subject == f"problem:{problem}") or action.because
        return v.Solution(self._numbers[action.id], action.title, self._(action.priority), self._why(about), self._cited(about))

    # -- chapters 5 and 6 ------------------------------------------------------------------------------------------------------

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {action.id: place for place, action in enumerate(self.advice.actions, start=1)}

    @cached_property
    def _actions(self) -> tuple[v.Action, ...]:
        problems = {problem.id: problem.title for problem in self.advice.problems}
        titles = {action.id: f"{action.title} ({self._numbers[action.id]})" for action in self.advice.actions}
        roles = {role.role: role.title for role in self.advice.roles}
        return tuple(self._action(one, problems, titles, roles) for one in self.advice.actions)

    def _action(self, action: a.Action, problems: dict[str, str], titles: dict[str, str], roles: dict[str, str]) -> v.Action:
        who = {part: ", ".join(one.title for one in action.roles if one.part == part) for part in PARTS}
        return v.Action(
            number=self._numbers[action.id],
            title=action.title,
            text=action.text,
            priority=self._(action.priority),
            why=self._why(action.because),
            cited=self._cited(action.because),
            serves=tuple(problems[problem] for problem in action.serves if problem in problems),
            steps=action.steps,
            start=action.start,
            due=action.due,
            when=f"{shown_day(action.start, self.language)} – {shown_day(action.due, self.language)}",
            after=tuple(titles[first] for first in action.after),
            timed=action.timed,
            indicator=action.indicator,
            target=" ".join(sentence(target) for target in (action.target, *action.targets)),
            place=self._(action.where),
            needs=action.needs,
            means=action.means,
            hours=action.hours,
            work=tuple(f"{roles.get(role, role)}: {self._hours(work)}" for role, work in action.work),
            responsible=who["responsible"],
            accountable=who["accountable"],
            supports=who["supports"],
            consulted=who["consulted"],
            informed=who["informed"],
            options=tuple(v.Option(one.title, one.text, one.suits) for one in action.options),
        )

    def _hours(self, work: float) -> str:
        """Hours in words, to half an hour: what they are made of are estimates."""
        rounded = max(0.5, round(2 * work) / 2)
        return _HOURS[rounded != 1].in_(self.language).format(hours=number(rounded, self.language))

    def _by_priority(self) -> Iterator[v.Priority]:
        for name in PRIORITIES:
            found = tuple(one for one, advised in zip(self._actions, self.advice.actions, strict=True) if advised.priority == name)
            if found:
                yield v.Priority(self._(name), found)

    def _at(self, where: str) -> tuple[v.Action, ...]:
        return tuple(one for one, advised in zip(self._actions, self.advice.actions, strict=True) if advised.where == where)

    def _needed(self, by_action: Mapping[int, tuple[str, ...]]) -> tuple[v.Needed, ...]:
        """What is needed, each thing once, in the order in which actions need it."""
        actions: dict[str, list[str]] = {}
        for action, needed in by_action.items():
            for one in needed:
                actions.setdefault(one, []).append(str(action))
        return tuple(v.Needed(one, ", ".join(numbers)) for one, numbers in actions.items())

    def _assignment(self, one: a.Assignment) -> v.Assignment:
        titles = {role.role: role.title for role in self.advice.roles}
        return v.Assignment(one.title, one.text, self._why(one.because), self._cited(one.because), titles[one.role])

    def _role(self, role: a.RoleList) -> v.Role:
        taken = (
            (part, action, shown)
            for action, shown in zip(self.advice.actions, self._actions, strict=True)
            for part in action.roles
            if part.role == role.role
        )
        parts = sorted(taken, key=lambda one: (PARTS.index(one[0].part), one[2].start, one[2].number))
        return v.Role(
            role.title,
            _PARTIES[role.party].in_(self.language) if role.party in _PARTIES else role.party,
            tuple(self._assignment(one) for one in self.advice.tasks if one.role == role.role),
            tuple(self._assignment(one) for one in self.advice.duties if one.role == role.role),
            tuple(v.Part(self._(part.part), shown.number, shown.title, shown.start, shown.due) for part, _, shown in parts),
        )

    def _moment(self, moment: a.Moment) -> v.Moment:
        when = shown_day(moment.day, self.language) or self._after_event(moment.days_after_event)
        return v.Moment(when, moment.title, moment.text, self._why(moment.because), ", ".join(moment.audience), moment.prepare_by)

    def _after_event(self, days: int | None) -> str:
        if not days:
            return self._("when_it_happens" if days is None else "at_once")
        return self._("day_after") if days == 1 else label("days_after", self.language, days=days)

    def _meeting(self, meeting: a.Meeting) -> v.Meeting:
        days = [shown_day(day, self.language) for day in islice(_days_of(meeting), _DAYS_SHOWN + 1)]
        told = ", ".join(days[:_DAYS_SHOWN]) + (" …" if len(days) > _DAYS_SHOWN else "")
        return v.Meeting(meeting.title, meeting.text, told, ", ".join(title for _, title in meeting.roles), self._why(meeting.because))

    def _planning(self) -> v.Planning:
        planning = self.advice.planning
        loads = []
        for load in planning.loads:
            hours = number(load.hours_per_week, self.language)
            weeks = _WEEKS[len(load.full) != 1].in_(self.language).format(count=len(load.full)) if load.full else ""
            per_week = _ASSUMED.in_(self.language).format(hours=hours) if load.assumed else hours
            loads.append(v.Load(load.title, per_week, number(load.hours, self.language), weeks))
        late = tuple(v.Late(one.title, one.due) for one in planning.late)
        return v.Planning(planning.start, planning.ready_by, planning.ready, late, planning.helps, tuple(loads))

    # -- chapter 7 and what comes after it ---------------------------------------------------------------------------------------

    def _check(self, check: a.Check) -> v.Check:
        return v.Check(check.day, self._("measurement" if check.kind == "measurement" else "evaluation_one"), check.title)

    def _measurement(self, told: q.Measurement) -> v.Measurement:
        known = {one.id: one for one in self.advice.indicators}.get(told.indicator or "")
        title, unit = (known.title, known.unit) if known else (told.indicator or "", "")
        return v.Measurement(title, told.date, self._said(told.value, unit), self._said(told.n), told.source or "")

    def _decided(self, prospect: a.Prospect) -> tuple[str, ...]:
        return tuple(
            f"{self._(one.kind).capitalize()}: {one.title}"
            for kind in _DECIDED
            for one in self.advice.open_conclusions
            if one.prospect == prospect and one.kind == kind
        )

    def _cited_anywhere(self) -> dict[str, str]:
        advice = self.advice
        with_reasons: Sequence[a.Point | a.Problem | a.Cause | a.Action | a.Choice | a.Assignment | a.Moment | a.Meeting | a.Indicator] = (
            *advice.findings,
            *advice.problems,
            *(cause for problem in advice.problems for cause in problem.causes),
            *advice.actions,
            *(option for action in advice.actions for option in action.options),
            *advice.tasks,
            *advice.duties,
            *advice.moments,
            *advice.meetings,
            *advice.indicators,
        )
        cited = {one.id: one.words for told in with_reasons for reason in told.because for one in reason.sources}
        cited.update({one.id: one.words for action in advice.actions for one in action.sources})
        return cited

    def _receipt(self, texts_hash: str) -> v.Receipt:
        made = self.advice.receipt
        return v.Receipt(
            made.program,
            made.rule_book,
            made.rule_book_version,
            made.rule_book_dated,
            made.rule_book_hash,
            texts_hash,
            made.case_hash,
            made.as_of,
        )

    def _why(self, reasons: Iterable[a.Because]) -> str:
        return once(*(reason.words for reason in reasons))

    def _cited(self, reasons: Iterable[a.Because]) -> str:
        """The sources of some reasons, and whether the format says so, it follows from it, or it is practice."""
        by_basis: dict[str, dict[str, None]] = {}
        for reason in reasons:
            by_basis.setdefault(reason.basis, {}).update(dict.fromkeys(one.id for one in reason.sources))
        ordered = [(basis, by_basis[basis]) for basis in ("documented", "derived", "practice") if basis in by_basis]
        return "; ".join(f"{', '.join(cited)}: {self._(basis)}" for basis, cited in ordered)


def answer_of(answers: q.Questionnaire, path: str, language: Language) -> str:
    """The answer to a question that is asked once, in words; nothing when there is none.

    Raises:
        KeyError: no such question, or one that is asked of each row of a list.
    """
    question = questions()[path]
    if "[]" in path:
        raise KeyError(path)
    from commplan_advisor.questionnaire.asked import value_at

    value = value_at(answers, tuple(path.split(".")))
    return "" if value is None else answer_words(value, question.unit, language)


def _sources(reasons: Iterable[a.Because]) -> str:
    return ", ".join(dict.fromkeys(one.id for reason in reasons for one in reason.sources))


def _cites(reasons: Iterable[a.Because], id_: str) -> bool:
    return any(one.id == id_ for reason in reasons for one in reason.sources)


def _by_item(source: tuple[str, str]) -> tuple[bool, str]:
    """The format's own items first, then by name."""
    return not source[0].startswith("format "), source[0]


def _days_of(meeting: a.Meeting) -> Iterator[date]:
    from dateutil.rrule import rrulestr

    last = datetime(meeting.until.year, meeting.until.month, meeting.until.day)
    for moment in rrulestr(meeting.recurrence, dtstart=datetime(meeting.first.year, meeting.first.month, meeting.first.day)):
        if moment > last:
            return
        yield moment.date()
