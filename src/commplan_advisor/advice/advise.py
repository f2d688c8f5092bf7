"""From a case to its advice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from commplan_advisor import __version__
from commplan_advisor.advice import model as a
from commplan_advisor.advice.planning import Settled, days_for, priority_of
from commplan_advisor.advice.planning.events import checks_of, meetings_of, moments_of
from commplan_advisor.advice.planning.hours import capacity_of
from commplan_advisor.advice.planning.outcome import planning_of
from commplan_advisor.advice.planning.terms import Plan
from commplan_advisor.advice.planning.wording import PlanWords
from commplan_advisor.advice.questions.open import kept_outlook, open_conclusions, open_questions, quick_outlook
from commplan_advisor.advice.questions.waiting import Outlook
from commplan_advisor.advice.words import Wording
from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.common.order import in_order
from commplan_advisor.common.text import Language
from commplan_advisor.engine.conclusions import Conclusion
from commplan_advisor.engine.engine import Engine
from commplan_advisor.engine.subjects import served_by
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.options import Goal, PlanPurpose, Platform, Rhythm
from commplan_advisor.questionnaire.progress import progress_of
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.questionnaire.roles import faults_of
from commplan_advisor.rulebook.catalogue import PRIORITIES


def advise(
    case: Case,
    engine: Engine,
    *,
    language: Language = "nl",
    start: date | None = None,
    rhythm: Rhythm | None = None,
    prove: bool = True,
    settled: Mapping[str, Settled] | None = None,
    today: date | None = None,
) -> a.Advice:
    """The advice for one case.

    Args:
        case: the questionnaire.
        engine: the rule book, ready to run.
        language: the language of the advice.
        start: first day of the plan; without it the one that was answered, or else the day that the rule book counts for.
        rhythm: how often to measure and evaluate, instead of what the questionnaire says (format 7.2 is the default).
        prove: whether to find out what is certain or impossible while questions are open. It takes tenths of a second the first time;
            without it everything that the engine leaves open is told as open.
        settled: of a plan that runs already, the actions that have begun, are done, were dropped or keep their days, by name. They take no
            more hours than are left of them; the others are planned around them. Names of actions that are not advised are passed over.
        today: the day on which a running plan is looked at: nothing that is not settled begins before it. Without it a plan begins on its
            first day. `start` stays the first day of the plan, from which measurements and evaluations are counted.

    Raises:
        FaultyInputError: the planning of the questionnaire names a role that the rule book does not have, or one twice.
    """
    named = [row.role for row in case.answers.planning.hours or ()]
    if faults := tuple(faults_of(case.source, named, engine.book.catalogue.roles)):
        raise FaultyInputError(faults)
    answers = with_rhythm(case.answers, rhythm)
    with with_added(engine.book.added):
        outcomes = engine.run(facts_of(answers))
        outlook = kept_outlook(answers, engine.book) if prove else quick_outlook(answers, engine.book)
        begin = start or answers.planning.start or engine.book.as_of
        plan = Plan(
            outcomes, engine.book, days_for(answers, engine.book), capacity_of(answers, engine.book), begin, today, dict(settled or {})
        )
        return _Writer(answers, engine, plan, language, proven=prove).advice(case, outlook)


def with_rhythm(answers: Questionnaire, rhythm: Rhythm | None) -> Questionnaire:
    """The answers with another rhythm of measurement and evaluation."""
    if rhythm is None:
        return answers
    return answers.model_copy(update={"introduction": answers.introduction.model_copy(update={"rhythm": rhythm})})


def case_hash(answers: Questionnaire) -> str:
    """Hash of the answers, whatever the order of rows and of members of sets; what was measured later is not among them."""
    told = answers.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"measurements"})
    if not told["planning"]:
        del told["planning"]
    return sha256(json.dumps(in_order(told)).encode()).hexdigest()


class _Writer:
    """Writes down what was concluded for one case."""

    def __init__(self, answers: Questionnaire, engine: Engine, plan: Plan, language: Language, *, proven: bool) -> None:
        self.answers = answers
        self.book = engine.book
        self.catalogue = engine.book.catalogue
        self.outcomes = plan.outcomes
        self.plan = plan
        self.found = plan.schedule()
        self.language: Language = language
        self.start = plan.start
        self.proven = proven
        self.wording = Wording(engine.book, plan.outcomes, language)
        self.dates = PlanWords(plan, self.found, language)

    def advice(self, case: Case, outlook: Outlook) -> a.Advice:
        """The whole advice."""
        points = {one.id: self._point(one) for one in self.outcomes.concluded("finding")}
        progress = progress_of(case.answers)
        actions = self._actions()
        tasks, duties = self._assignments("task"), self._assignments("duty")
        return a.Advice(
            a.SCHEMA,
            case.name,
            self.answers.date,
            self._goal(points),
            self._audience(points),
            self._platforms(),
            a.Swot(*(self._quadrant(points, quadrant) for quadrant in ("strength", "weakness", "opportunity", "threat"))),
            tuple(points.values()),
            tuple(self._problem(one) for one in self.outcomes.concluded("problem")),
            actions,
            tasks,
            duties,
            self._roles(actions, tasks, duties),
            moments_of(self.plan, self.wording),
            meetings_of(self.plan, self.found, self.wording),
            planning_of(self.plan, self.found, self.dates, self.answers.planning.ready_by, actions),
            checks_of(self.plan, self.language),
            tuple(self._indicator(one) for one in self.outcomes.concluded("indicator")),
            progress.answered,
            progress.asked,
            open_questions(self.answers, outlook.waits, self.book, self.language),
            open_conclusions(self.outcomes, outlook, self.book, self.language),
            self._receipt(),
        )

    # -- chapters 1 to 3 -------------------------------------------------------------------------------------------------------

    def _point(self, conclusion: Conclusion) -> a.Point:
        finding = self.catalogue.findings[conclusion.id]
        return a.Point(finding.id, self._words(finding.title), finding.deviates or "", self.wording.because(conclusion.reasons))

    def _quadrant(self, points: dict[str, a.Point], quadrant: str) -> tuple[a.Point, ...]:
        return tuple(point for id_, point in points.items() if self.catalogue.findings[id_].quadrant == quadrant)

    def _warnings(self, points: dict[str, a.Point], of: str) -> tuple[a.Point, ...]:
        return tuple(point for id_, point in points.items() if self.catalogue.findings[id_].warning == of)

    def _goal(self, points: dict[str, a.Point]) -> a.Goal:
        told = self.answers.introduction
        return a.Goal(
            tuple(self._words(goal) for goal in Goal if goal in (told.goals or ())),
            told.keep or "",
            told.change or "",
            told.improve or "",
            told.coverage_goal,
            tuple(self._words(purpose) for purpose in PlanPurpose if purpose in (told.plan_purpose or ())),
            self._warnings(points, "goal"),
        )

    def _audience(self, points: dict[str, a.Point]) -> a.Audience:
        groups = []
        for one in self.answers.introduction.audiences or ():
            kind = self._words(one.kind) if one.kind else ""
            involvement = self._words(one.involvement) if one.involvement else ""
            parts = (one.name, kind if kind != one.name else "", one.area, one.demographics, involvement)
            groups.append(", ".join(part for part in parts if part))
        return a.Audience(tuple(sorted(group for group in groups if group)), self._warnings(points, "audience"))

    def _platforms(self) -> tuple[a.Platform, ...]:
        found = []
        rows = self.answers.situation.initiatives or ()
        for platform in Platform.known():
            entry = self.catalogue.platforms.get(str(platform))
            here = [row for row in rows if row.platform == platform]
            if entry is None or not here:
                continue
            groups, members = ([getattr(row, name) for row in here] for name in ("groups", "members"))
            found.append(
                a.Platform(
                    entry.id,
                    self._words(entry.title),
                    None if None in groups else sum(groups),
                    None if None in members else sum(members),
                    self._words(entry.offers),
                    self._words(entry.cost),
                    "ended" if entry.valid.until and entry.valid.until < self.book.as_of else entry.status,
                    date.fromisoformat(entry.checked_on),
                )
            )
        return tuple(found)

    def _problem(self, conclusion: Conclusion) -> a.Problem:
        causes = tuple(
            a.Cause(one.id, self._title(one), self.wording.because(one.reasons))
            for one in self.outcomes.concluded("cause", about=conclusion.id)
        )
        reported = any(reason.subject.kind == "report" for reason in conclusion.reasons)
        return a.Problem(conclusion.id, self._title(conclusion), reported, causes, self.wording.because(conclusion.reasons))

    # -- chapters 4 to 6 -------------------------------------------------------------------------------------------------------

    def _actions(self) -> tuple[a.Action, ...]:
        found = []
        for conclusion in self.outcomes.concluded("action"):
            action, term = self.catalogue.actions[conclusion.id], self.found.terms[conclusion.id]
            serves = dict.fromkeys(problem for reason in conclusion.reasons for problem in served_by(reason))
            found.append(
                a.Action(
                    id=action.id,
                    title=self._words(action.title),
                    text=self._words(action.text) if action.text else "",
                    priority=priority_of(self.outcomes, action.id),
                    serves=tuple(sorted(serves)),
                    because=self.wording.because(conclusion.reasons),
                    basis=action.basis,
                    sources=self.wording.citations(action.source),
                    steps=tuple(self._words(step) for step in action.steps),
                    start=term.start,
                    due=term.due,
                    after=tuple(self.plan.before[action.id]),
                    indicator=self._words(action.indicator),
                    target=self._words(action.target),
                    targets=tuple(self._title(one) for one in self.outcomes.concluded("target", about=action.id)),
                    where=action.where,
                    needs=tuple(self._words(need) for need in action.needs),
                    means=tuple(self._means(one) for one in self.outcomes.concluded("means", about=action.id)),
                    hours=action.hours,
                    roles=self._parts(action.id),
                    options=tuple(self._choice(one) for one in self.outcomes.concluded("option", about=action.id)),
                    work=tuple(self.plan.work[action.id].items()),
                    timed=self.dates.why(action.id),
                )
            )
        return tuple(sorted(found, key=lambda one: (PRIORITIES.index(one.priority), one.start, one.due, one.id)))

    def _means(self, conclusion: Conclusion) -> str:
        means = self.catalogue.means[conclusion.id]
        return self._words(means.title) + (f" ({self._words(means.cost)})" if means.cost else "")

    def _choice(self, conclusion: Conclusion) -> a.Choice:
        option = self.catalogue.options[conclusion.id]
        text = self._words(option.text) if option.text else ""
        because = self.wording.because(conclusion.reasons)
        return a.Choice(option.id, self._words(option.title), text, self._words(option.suits), because)

    def _parts(self, action: str) -> tuple[a.PartTaken, ...]:
        """Who takes which part."""
        return tuple(a.PartTaken(part, role, self._words(self.catalogue.roles[role].title)) for part, role in self.plan.parts[action])

    def _assignments(self, kind: str) -> tuple[a.Assignment, ...]:
        found = []
        entries = self.catalogue.tasks if kind == "task" else self.catalogue.duties
        for one in self.outcomes.concluded(kind):
            entry = entries[one.id]
            text = self._words(entry.text) if entry.text else ""
            found.append(a.Assignment(entry.id, self._words(entry.title), text, entry.role, self.wording.because(one.reasons)))
        return tuple(found)

    def _roles(
        self, actions: tuple[a.Action, ...], tasks: tuple[a.Assignment, ...], duties: tuple[a.Assignment, ...]
    ) -> tuple[a.RoleList, ...]:
        lists = []
        parties = ("municipality", "police", "group_admins", "residents", "others")
        for role in sorted(self.catalogue.roles.values(), key=lambda one: (parties.index(one.party), one.id)):
            own_tasks = tuple(task.title for task in tasks if task.role == role.id)
            own_duties = tuple(duty.title for duty in duties if duty.role == role.id)
            parts = tuple((part.part, action.title) for action in actions for part in action.roles if part.role == role.id)
            if own_tasks or own_duties or parts:
                lists.append(a.RoleList(role.id, self._words(role.title), role.party, own_tasks, own_duties, parts))
        return tuple(lists)

    # -- chapter 7 -------------------------------------------------------------------------------------------------------------

    def _indicator(self, conclusion: Conclusion) -> a.Indicator:
        entry = self.catalogue.indicators[conclusion.id]
        known = entry.baseline is not None and entry.baseline in self.outcomes.fields
        baseline = self.wording.value(entry.baseline, self.outcomes.facts.case) if known and entry.baseline else ""
        because = self.wording.because(conclusion.reasons)
        return a.Indicator(entry.id, self._words(entry.title), self._words(entry.how), entry.unit, baseline, because)

    def _receipt(self) -> a.Receipt:
        return a.Receipt(
            f"commplan-advisor {__version__}",
            self._words(self.book.name),
            self.book.version,
            self.book.digest,
            case_hash(self.answers),
            self.book.as_of,
            self.start,
            str(self.answers.introduction.rhythm or ""),
            self.language,
            self.book.dated,
            self.proven,
        )

    def _title(self, conclusion: Conclusion) -> str:
        return self._words(self.catalogue.entry(conclusion.kind, conclusion.id).title)

    def _words(self, text: object) -> str:
        """A text, or the words of an option, in the language of the advice."""
        return str(getattr(text, self.language))
