"""An advice as a report: what comes in which order, as blocks that any writer can write down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from commplan_advisor.advice import model as a
from commplan_advisor.advice.words import number as shown_number
from commplan_advisor.common.text import Language
from commplan_advisor.present.blocks import Block, Bullets, Heading, Labelled, Paragraph, Table
from commplan_advisor.present.labels import label
from commplan_advisor.rulebook.catalogue import PARTS

_FIRST_ACTIONS = 3
_OPEN_SHOWN = 15
_DECIDED = ("problem", "action", "duty", "task", "moment")
"""What is told when it is certain or impossible; the rest follows from it."""
_SENTENCE_END = re.compile(r"(?<=[.!?]) +")


def report(advice: a.Advice, language: Language, *, commands: bool = True) -> tuple[Block, ...]:
    """The report of an advice, in the order of the chapters of the format.

    Args:
        advice: to tell.
        language: of the report.
        commands: whether it is read by somebody who types commands; else none is named.
    """
    return tuple(_Report(advice, language, commands=commands).blocks())


def shown_day(day: date | None, language: Language) -> str:
    """A day as people write it: 31-1-2026 in Dutch, 31 Jan 2026 in English."""
    if day is None:
        return ""
    if language == "nl":
        return f"{day.day}-{day.month}-{day.year}"
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{day.day} {months[day.month - 1]} {day.year}"


class _Report:
    def __init__(self, advice: a.Advice, language: Language, *, commands: bool) -> None:
        self.advice = advice
        self.where = "" if commands else "_on_pages"
        self.language: Language = language
        self.problem_titles = {problem.id: problem.title for problem in advice.problems}
        self.action_titles = {action.id: action.title for action in advice.actions}

    def blocks(self) -> Iterator[Block]:
        yield Heading(1, self._("title", municipality=self.advice.municipality))
        yield from self._in_short()
        yield from self._goal()
        yield from self._audience()
        yield from self._platforms()
        yield from self._swot()
        yield from self._problems()
        yield from self._actions()
        yield from self._roles()
        yield from self._planning()
        yield from self._moments()
        yield from self._privacy()
        yield from self._evaluation()
        yield from self._open()
        yield from self._sources()
        yield from self._receipt()

    def _(self, name: str, **filled: object) -> str:
        return label(name, self.language, **filled)

    def _day(self, day: date | None) -> str:
        return shown_day(day, self.language)

    def _in_short(self) -> Iterator[Block]:
        advice = self.advice
        yield Paragraph(
            self._(
                "short",
                problems=len(advice.problems),
                actions=len(advice.actions),
                hours=sum(action.hours for action in advice.actions),
                moments=len(advice.moments),
                answered=advice.answered,
                asked=advice.questions,
            )
        )

        if advice.actions:
            yield Paragraph(self._("begin", actions="; ".join(action.title for action in advice.actions[:_FIRST_ACTIONS])))

    def _goal(self) -> Iterator[Block]:
        goal = self.advice.goal
        missing = self._("not_answered")
        yield Heading(2, f"1.1 {self._('goal')}")
        lines = [("goals", ", ".join(goal.goals) or missing), ("plan_purpose", ", ".join(goal.plan_purpose) or missing)]
        lines += [(name, text) for name in ("keep", "change", "improve") if (text := getattr(goal, name))]
        if goal.coverage_goal is not None:
            lines.append(("coverage_goal", f"{goal.coverage_goal:g} %"))
        yield Labelled(tuple((self._(name), text) for name, text in lines))
        yield from self._warnings(goal.warnings)

    def _audience(self) -> Iterator[Block]:
        yield Heading(2, f"1.2 {self._('audience')}")
        yield Bullets(self.advice.audience.groups or (self._("not_answered"),))
        yield from self._warnings(self.advice.audience.warnings)

    def _warnings(self, points: Iterable[a.Point]) -> Iterator[Block]:
        lines = tuple((f"{self._('warning')}: {point.title}", self._why(point.because)) for point in points)
        if lines:
            yield Labelled(lines)

    def _platforms(self) -> Iterator[Block]:
        yield Heading(2, f"2.1 {self._('platforms')}")
        if not self.advice.platforms:
            yield Paragraph(self._("not_answered"))
            return
        yield Table(
            tuple(self._(name) for name in ("platform", "groups", "members", "offers", "cost", "status")),
            tuple(
                (
                    one.title,
                    "" if one.groups is None else shown_number(one.groups, self.language),
                    "" if one.members is None else shown_number(one.members, self.language),
                    one.offers,
                    one.cost,
                    f"{self._(one.status)} ({self._day(one.checked_on)})",
                )
                for one in self.advice.platforms
            ),
        )

    def _swot(self) -> Iterator[Block]:
        yield Heading(2, f"2.8 {self._('swot')}")
        for name in ("strengths", "weaknesses", "opportunities", "threats"):
            points: tuple[a.Point, ...] = getattr(self.advice.swot, name)
            yield Heading(3, self._(name))
            yield Bullets(tuple(_once(f"{point.title}.", self._why(point.because)) for point in points) or (self._("none_yet"),))
        deviating = tuple(point for point in self.advice.findings if point.deviates)
        if deviating:
            yield Heading(3, self._("deviations"))
            yield Bullets(tuple(f"{_once(f'{one.title}.', self._why(one.because))} (format {one.deviates})" for one in deviating))

    def _problems(self) -> Iterator[Block]:
        yield Heading(2, f"3 {self._('problems')}")
        if not self.advice.problems:
            yield Paragraph(self._("none_yet"))
            return
        rows = []
        for problem in self.advice.problems:
            shown = "" if problem.reported else f"{self._('shown')}. "
            causes = "; ".join(cause.title for cause in problem.causes)
            rows.append((problem.title, shown + self._why(problem.because), causes))
        yield Table((self._("problem"), self._("why"), self._("cause")), tuple(rows))

    def _actions(self) -> Iterator[Block]:
        yield Heading(2, f"4–6 {self._('actions')}")
        yield Table(
            ("", self._("action"), self._("priority"), self._("start"), self._("due"), self._("who")),
            tuple(
                (
                    str(number),
                    action.title,
                    self._(action.priority),
                    self._day(action.start),
                    self._day(action.due),
                    self._who(action, "responsible"),
                )
                for number, action in enumerate(self.advice.actions, start=1)
            ),
        )
        for number, action in enumerate(self.advice.actions, start=1):
            yield from self._action(number, action)

    def _action(self, number: int, action: a.Action) -> Iterator[Block]:
        yield Heading(3, f"{self._('action')} {number}. {action.title}")
        if action.text:
            yield Paragraph(action.text)
        lines = [
            ("why", self._why(action.because)),
            ("serves", "; ".join(self.problem_titles.get(problem, problem) for problem in action.serves)),
            ("source", self._cited(action.because)),
            ("when", f"{self._day(action.start)} – {self._day(action.due)}"),
            ("timed", " ".join(action.timed)),
            ("after", "; ".join(self.action_titles[first] for first in action.after)),
            ("indicator", action.indicator),
            ("target", " ".join(f"{target.rstrip('.')}." for target in (action.target, *action.targets))),
            ("where", self._(action.where)),
            ("needs", "; ".join(action.needs)),
            ("means", "; ".join(action.means)),
            ("hours", self._("hours_of", hours=action.hours)),
            ("who", "; ".join(f"{self._(part)}: {who}" for part in PARTS if (who := self._who(action, part)))),
        ]
        yield Labelled(tuple((self._(name), text) for name, text in lines if text))
        yield Bullets(action.steps, numbered=True)
        if action.options:
            yield Labelled(
                tuple(
                    (f"{self._('option')}: {choice.title}", " ".join(filter(None, (choice.text, choice.suits))))
                    for choice in action.options
                )
            )

    def _who(self, action: a.Action, part: str) -> str:
        return ", ".join(one.title for one in action.roles if one.part == part)

    def _roles(self) -> Iterator[Block]:
        yield Heading(2, f"5.2 {self._('roles')}")
        if self.advice.tasks:
            yield Heading(3, self._("split"))
            yield from self._assigned(self.advice.tasks)
        yield Heading(3, self._("rasci"))
        yield Paragraph("; ".join(f"{part[0].upper()} {self._(part)}" for part in PARTS) + ".")
        rows = []
        for action in self.advice.actions:
            taken = [(part[0].upper(), self._who(action, part)) for part in PARTS]
            rows.append((action.title, "; ".join(f"{letter}: {who}" for letter, who in taken if who)))
        yield Table((self._("action"), self._("who")), tuple(rows))
        for role in self.advice.roles:
            yield Heading(3, role.title)
            lines = [f"{self._('task')}: {task}" for task in role.tasks]
            lines += [f"{self._('duty')}: {duty}" for duty in role.duties]
            lines += [f"{self._(part)}: {action}" for part, action in role.actions]
            yield Bullets(tuple(lines))

    def _planning(self) -> Iterator[Block]:
        planning = self.advice.planning
        yield Heading(2, f"5.2 {self._('planning')}")
        lines = [
            ("plan_start", self._day(planning.start)),
            ("ready", self._day(planning.ready)),
            ("ready_by", self._day(planning.ready_by)),
        ]
        yield Labelled(tuple((self._(name), text) for name, text in lines if text))
        if planning.late:
            yield Paragraph(self._("late", count=len(planning.late)))
            yield Bullets(tuple(f"{one.title} ({self._day(one.due)})" for one in planning.late))
        if planning.helps:
            yield Paragraph(self._("helps"))
            yield Bullets(planning.helps)
        if planning.loads:
            yield Heading(3, self._("loads"))
            yield Table(
                tuple(self._(name) for name in ("role", "hours_per_week", "hours_in_plan", "full_weeks")),
                tuple(
                    (one.title, self._per_week(one), shown_number(one.hours, self.language), str(len(one.full))) for one in planning.loads
                ),
            )
        for note in planning.notes:
            yield Paragraph(note)
        if self.advice.meetings:
            yield Heading(3, self._("meetings"))
            yield Table(
                (self._("meeting"), self._("days"), self._("who")),
                tuple(
                    (one.title, ", ".join(map(self._day, one.days)), ", ".join(title for _, title in one.roles))
                    for one in self.advice.meetings
                ),
            )

    def _per_week(self, load: a.Load) -> str:
        hours = shown_number(load.hours_per_week, self.language)
        told = "assumed_hours" if load.assumed else "shared_hours" if load.shared else ""
        return f"{hours} ({self._(told)})" if told else hours

    def _moments(self) -> Iterator[Block]:
        yield Heading(2, f"5.5 {self._('moments')}")
        rows = []
        titles = {moment.id: moment.title for moment in self.advice.moments}
        for moment in self.advice.moments:
            when = self._day(moment.day) or moment.undated or self._after_event(moment.days_after_event)
            whom = f"{self._('for_whom')}: {', '.join(moment.audience)}."
            with_ = self._("joins", moment=titles[moment.joins]) if moment.joins else ""
            what = _once(f"{moment.title}.", moment.text, self._why(moment.because), whom, with_)
            rows.append((when, what, self._day(moment.prepare_by)))
        yield Table((self._("date"), self._("moment"), self._("prepare_by")), tuple(rows))

    def _after_event(self, days: int | None) -> str:
        if not days:
            return self._("when_it_happens" if days is None else "at_once")
        return self._("day_after") if days == 1 else self._("days_after", days=days)

    def _privacy(self) -> Iterator[Block]:
        yield Heading(2, f"5.6 {self._('privacy')}")
        yield from self._assigned(self.advice.duties)

    def _assigned(self, assigned: Iterable[a.Assignment]) -> Iterator[Block]:
        """Tasks or duties by role: what, why, and by which source."""
        by_role: dict[str, list[a.Assignment]] = {}
        for one in assigned:
            by_role.setdefault(one.role, []).append(one)
        for role in self.advice.roles:
            lines = [
                f"{_once(f'{one.title}.', one.text, self._why(one.because))} ({self._cited(one.because)})"
                for one in sorted(by_role.get(role.role, ()), key=lambda one: one.title)
            ]
            if lines:
                yield Paragraph(f"{role.title}:")
                yield Bullets(tuple(lines))

    def _cited(self, reasons: Iterable[a.Because]) -> str:
        """The sources of some reasons, and whether the format says so, it follows from it, or it is practice."""
        by_basis: dict[str, dict[str, None]] = {}
        for reason in reasons:
            by_basis.setdefault(reason.basis, {}).update(dict.fromkeys(cited.id for cited in reason.sources))
        ordered = [(basis, by_basis[basis]) for basis in ("documented", "derived", "practice") if basis in by_basis]
        return "; ".join(f"{', '.join(cited)}: {self._(basis)}" for basis, cited in ordered)

    def _evaluation(self) -> Iterator[Block]:
        yield Heading(2, f"7 {self._('evaluation')}")
        if any(check.assumed for check in self.advice.checks):
            yield Paragraph(self._("assumed"))
        kinds = {"measurement": self._("measurement"), "evaluation": self._("evaluation_one")}
        yield Table(
            (self._("date"), "", self._("what")),
            tuple((self._day(check.day), kinds[check.kind], check.title) for check in self.advice.checks),
        )
        if self.advice.indicators:
            yield Heading(3, self._("indicators"))
            yield Table(
                (self._("what"), self._("how"), self._("now")),
                tuple(
                    (one.title, one.how, " ".join(filter(None, (one.baseline, one.baseline and one.unit))))
                    for one in self.advice.indicators
                ),
            )

    def _open(self) -> Iterator[Block]:
        yield Heading(2, self._("open"))
        yield from self._prospects()
        questions = self.advice.open_questions
        if not questions:
            yield Paragraph(self._("nothing_open"))
            return
        yield Paragraph(f"{self._('open_explained')} {self._(f'open_all{self.where}')}")
        yield Table(
            (self._("question"), self._("item"), self._("waiting")),
            tuple((one.text, one.item, str(one.opens)) for one in questions[:_OPEN_SHOWN]),
        )
        if len(questions) > _OPEN_SHOWN:
            yield Paragraph(self._(f"open_more{self.where}", shown=_OPEN_SHOWN, count=len(questions)))

    def _prospects(self) -> Iterator[Block]:
        """What the answers decide already, though no single rule does."""
        for prospect in ("certain", "impossible"):
            titles = tuple(
                f"{self._(one.kind).capitalize()}: {one.title}"
                for kind in _DECIDED
                for one in self.advice.open_conclusions
                if one.prospect == prospect and one.kind == kind
            )
            if titles:
                yield Paragraph(self._(f"{prospect}_explained"))
                yield Bullets(titles)

    def _sources(self) -> Iterator[Block]:
        advice = self.advice
        reasons = [
            *(reason for point in advice.findings for reason in point.because),
            *(reason for problem in advice.problems for reason in problem.because),
            *(reason for problem in advice.problems for cause in problem.causes for reason in cause.because),
            *(reason for action in advice.actions for reason in action.because),
            *(reason for action in advice.actions for option in action.options for reason in option.because),
            *(reason for assigned in (*advice.tasks, *advice.duties) for reason in assigned.because),
            *(reason for moment in advice.moments for reason in moment.because),
            *(reason for indicator in advice.indicators for reason in indicator.because),
        ]
        cited = {one.id: one.words for reason in reasons for one in reason.sources}
        cited.update({one.id: one.words for action in advice.actions for one in action.sources})
        yield Heading(2, self._("sources"))
        yield Labelled(tuple(sorted(cited.items())))

    def _receipt(self) -> Iterator[Block]:
        receipt = self.advice.receipt
        yield Heading(2, self._("receipt"))
        dated = f" ({self._day(receipt.rule_book_dated)})" if receipt.rule_book_dated else ""
        lines = (
            ("program", receipt.program),
            ("rule_book", f"{receipt.rule_book} {receipt.rule_book_version}{dated}"),
            ("rule_book_hash", receipt.rule_book_hash),
            ("case_hash", receipt.case_hash),
            ("as_of", self._day(receipt.as_of)),
            ("plan_start", self._day(receipt.start)),
        )
        yield Labelled(tuple((self._(name), text) for name, text in lines))

    def _why(self, reasons: Iterable[a.Because]) -> str:
        return _once(*(reason.words for reason in reasons))


def _once(*texts: str) -> str:
    """Texts one after the other; a sentence that several of them have is said once."""
    return " ".join(dict.fromkeys(sentence for text in texts if text for sentence in _SENTENCE_END.split(text)))
