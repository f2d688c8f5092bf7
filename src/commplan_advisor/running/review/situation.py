"""A case on the day of a review: what its answers lead to now, and beside that what is known of its plan (format 7.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from commplan_advisor.advice.model import Advice
from commplan_advisor.common.text import Language
from commplan_advisor.engine.conclusions import Outcomes, Status
from commplan_advisor.questionnaire.facts import Facts, Value
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.rulebook.catalogue import Indicator
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.running.progress.model import Note, State, standing
from commplan_advisor.running.review.courses import Course, course_of
from commplan_advisor.running.review.grounds import is_concluded
from commplan_advisor.running.review.measuring import Measured
from commplan_advisor.running.review.plan import PlanAction, PlanVersion

EARLY = timedelta(days=14)
"""A moment may be held so much earlier than planned."""

_CLOSED = ("done", "dropped")


@dataclass(frozen=True)
class Situation:
    """All that a review looks at.

    Attributes:
        case: the questionnaire of today.
        book: the rule book of today.
        facts: of the questionnaire.
        outcomes: what it leads to.
        advice: the same in words, as if the plan began on its first day.
        last: the version of the plan that runs.
        first: fields of the case when the plan was adopted.
        measured: until today.
        notes: on its actions, until today, in order.
        today: the day of the review.
        language: of its words.
    """

    case: Case
    book: RuleBook
    facts: Facts
    outcomes: Outcomes
    advice: Advice
    last: PlanVersion
    first: Mapping[str, Value]
    measured: tuple[Measured, ...]
    notes: tuple[Note, ...]
    today: date
    language: Language

    @cached_property
    def noted(self) -> dict[str, Note]:
        """The last note on each action, until today."""
        return standing(note for note in self.notes if note.on <= self.today)

    @cached_property
    def courses(self) -> dict[str, Course]:
        """How every indicator of the rule book stands."""
        return {
            id_: course_of(indicator, self.measured, self.first, self.last.start)
            for id_, indicator in self.book.catalogue.indicators.items()
        }

    def telling(self, action: str) -> list[Indicator]:
        """The indicators that are numbers, have a good and a bad way, and tell of an action."""
        indicators = self.book.catalogue.indicators.values()
        return [one for one in indicators if action in one.actions and one.number and one.better is not None]

    def state(self, action: str) -> State:
        """How far an action is by the notes."""
        note = self.noted.get(action)
        return note.state if note else "planned"

    @property
    def months(self) -> int:
        """Whole months since the start of the plan; 0 before it."""
        start, today = self.last.start, self.today
        months = (today.year - start.year) * 12 + today.month - start.month - (today.day < start.day)
        return max(0, months)

    @property
    def moment(self) -> str:
        """The heaviest moment of the plan that came since the last version: evaluation, measurement or none."""
        since, until = self.last.kept_on + EARLY, self.today + EARLY
        kinds = {one.kind for one in self.last.checks if since < one.day <= until}
        return next((kind for kind in ("evaluation", "measurement") if kind in kinds), "none")

    # -- fields for the rules --------------------------------------------------------------------------------------------------

    @cached_property
    def plan_fields(self) -> dict[str, Value]:
        """What is known of the plan as a whole. What measurements do not say for certain is not there."""
        then = {id_ for id_, _ in self.last.problems}
        now = {one.id for one in self.advice.problems}
        fields: dict[str, Value] = {
            "review.months": self.months,
            "review.moment": self.moment,
            "review.measured": sum(one.verdict != "unknown" for one in self.courses.values()),
            "review.behind": sum(one.verdict == "behind" and one.certain for one in self.courses.values()),
            "review.late": sum(self._late_days(one) > 0 for one in self.last.actions),
            "review.dropped": sum(self.state(one.id) == "dropped" for one in self.last.actions),
            "review.new_problems": len(now - then),
            "review.solved_problems": sum(self.outcomes.status("problem", id_) is Status.RULED_OUT for id_ in then),
        }
        for id_, course in self.courses.items():
            if course.verdict != "unknown" and course.certain:
                fields[f"course.{id_}"] = course.verdict
            if course.last is not None and course.certain and course.last.on >= self.last.start:
                fields[f"value.{id_}"] = course.last.value
        return fields

    def action_fields(self, action: PlanAction) -> dict[str, Value]:
        """What is known of an action of the plan. What is not known is not there."""
        state = self.state(action.id)
        fields: dict[str, Value] = {"action.state": state}
        if state != "dropped":
            fields["action.late_weeks"] = self._late_days(action) // 7
            fields["action.waiting_weeks"] = self._waiting_days(action) // 7
        telling = self.telling(action.id)
        known = [course for one in telling if (course := self.courses[one.id]).verdict != "unknown"]
        fields["action.measurable"] = bool(telling)
        fields["action.measured"] = bool(known)
        if known:
            fields["action.small_sample"] = not all(one.certain for one in known)
            fields["action.likely_course"] = course_in_all(known, len(telling))
            certain = [one for one in known if one.certain]
            if len(certain) == len(known) or any(one.verdict == "behind" for one in certain):
                fields["action.course"] = course_in_all(certain, len(telling))
            trends = {one.trend for one in certain}
            if trends and "" not in trends:
                fields["action.trend"] = next(trend for trend in ("worse", "same", "better") if trend in trends)
        advised = is_concluded(self.outcomes, action.id)
        if advised is not None and (advised or action.origin == "advice"):
            fields["action.advised"] = advised
        statuses = {self.outcomes.status("problem", problem) for problem in action.serves}
        if Status.CONCLUDED in statuses or statuses == {Status.RULED_OUT}:
            fields["action.needed"] = Status.CONCLUDED in statuses
        return fields

    def _late_days(self, action: PlanAction) -> int:
        return 0 if self.state(action.id) in _CLOSED else max(0, (self.today - action.due).days)

    def _waiting_days(self, action: PlanAction) -> int:
        """Days past its start that an action did not begin, although nothing held it back."""
        if self.state(action.id) != "planned":
            return 0
        plan = self.last.by_id
        if any(self.state(first) not in _CLOSED for first in action.after if first in plan):
            return 0
        return max(0, (self.today - action.start).days)


def course_in_all(courses: Sequence[Course], telling: int) -> str:
    """How several indicators stand together: behind when one is; reached when all that tell of it are; else on course."""
    verdicts = [one.verdict for one in courses]
    if "behind" in verdicts:
        return "behind"
    return "reached" if verdicts.count("reached") == telling else "on_course"
