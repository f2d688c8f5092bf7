"""The advice on one case by two versions of the rules, beside each other: all that is other, each thing once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from commplan_advisor.advice import model as a
from commplan_advisor.advice.advise import advise
from commplan_advisor.common.text import Language
from commplan_advisor.engine.conclusions import Key, Outcomes, Status
from commplan_advisor.engine.engine import Engine
from commplan_advisor.maintenance.difference.content import Aspect
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.rulebook.model import RuleBook

_QUADRANTS = ("strengths", "weaknesses", "opportunities", "threats")
_NOT_CONCLUDED = ("platform", "role", "question", "assumed")


@dataclass(frozen=True, slots=True)
class Shift:
    """Something that is other in the second of two advices.

    Attributes:
        kind: of conclusion; or `platform`, `role`, `question` (an open one) or `assumed` (a measurement or evaluation that nothing
            concludes, as the rhythm is still open).
        id: its name; of a question its path, of what is assumed its kind and name.
        about: the problem or action that it is about; else empty.
        title: what it is called.
        before: `concluded`, `open` or `ruled_out` in the first.
        after: the same in the second.
        aspects: of what is concluded, or open, in both: what is other in it.
    """

    kind: str
    id: str
    about: str
    title: str
    before: str
    after: str
    aspects: tuple[Aspect, ...] = ()

    @property
    def key(self) -> Key:
        """What tells it from every other one."""
        return self.kind, self.id, self.about

    @property
    def how(self) -> str:
        """What came of it: `added`, `lost`, `opened`, `closed` or `altered`; `questions` when only the questions that decide are other."""
        if self.kind == "question" or (self.before, self.after) == ("open", "open"):
            return "questions"
        if self.before == self.after:
            return "altered"
        if "concluded" in (self.before, self.after):
            return "added" if self.after == "concluded" else "lost"
        return "opened" if self.after == "open" else "closed"


@dataclass(frozen=True, slots=True)
class Adviser:
    """Both versions, ready to advise.

    Attributes:
        before: the version before.
        after: the version after.
        language: of the advice.
        start: first day of the plan.
    """

    before: Engine
    after: Engine
    language: Language
    start: date

    def advices(self, case: Case) -> tuple[a.Advice, a.Advice]:
        """The advice of both, without what is proven while questions are open, and without their receipts."""
        with with_added(self.before.book.added), with_added(self.after.book.added):
            first, second = (
                advise(case, engine, language=self.language, start=self.start, prove=False) for engine in (self.before, self.after)
            )
        return first, replace(second, receipt=first.receipt)

    def differ(self, case: Case) -> bool:
        """Whether both advise otherwise."""
        first, second = self.advices(case)
        return first != second

    def outcomes(self, case: Case) -> tuple[Outcomes, Outcomes]:
        """What both conclude."""
        found = []
        for engine in (self.before, self.after):
            with with_added(self.before.book.added), with_added(self.after.book.added), with_added(engine.book.added):
                found.append(engine.run(facts_of(case.answers)))
        return found[0], found[1]

    def shifts(self, advices: tuple[a.Advice, a.Advice], outcomes: tuple[Outcomes, Outcomes]) -> tuple[Shift, ...]:
        """All that is other between the two advices on a case, in the order of the advice."""
        had, has = (dict(things_told(advice)) for advice in advices)
        found = []
        for key in dict.fromkeys([*had, *has, *outcomes[0].conclusions, *outcomes[1].conclusions]):
            if key[0] == "role" and not (key in had and key in has):
                continue  # whether somebody has anything to do follows from the actions, tasks and duties
            states = [_state(key, told, drawn) for told, drawn in zip((had, has), outcomes, strict=True)]
            both = key in had and key in has and states[0] == states[1]
            aspects = tuple(_aspects(had[key], has[key])) if both else ()
            if states[0] != states[1] or aspects:
                found.append(Shift(*key, self._title(key, had, has), states[0], states[1], aspects))
        return tuple(found)

    def _title(self, key: Key, had: Mapping[Key, Mapping[str, Any]], has: Mapping[Key, Mapping[str, Any]]) -> str:
        for told in (has, had):
            if key in told:
                return str(told[key].get("title") or key[1])
        return _titled(key, self.after.book, self.language) or _titled(key, self.before.book, self.language) or key[1]


def _titled(key: Key, book: RuleBook, language: Language) -> str:
    try:
        return book.catalogue.entry(key[0], key[1]).title.in_(language)
    except KeyError:
        return ""


def _state(key: Key, told: Mapping[Key, Mapping[str, Any]], outcomes: Outcomes) -> str:
    """How far something is settled; what no rule concludes is there or not."""
    if key[0] in _NOT_CONCLUDED:
        return "open" if key[0] == "question" and key in told else "concluded" if key in told else str(Status.RULED_OUT)
    return str(outcomes.status(*key))


def _aspects(had: Mapping[str, Any], has: Mapping[str, Any]) -> Iterator[Aspect]:
    for name in dict.fromkeys([*had, *has]):
        before, after = had.get(name), has.get(name)
        if before == after:
            continue
        if name == "because" and isinstance(before, list) and isinstance(after, list):
            yield Aspect(name, [one for one in before if one not in after], [one for one in after if one not in before])
        else:
            yield Aspect(name, before, after)


# -- what an advice says of each thing -------------------------------------------------------------------------------------------------


def things_told(advice: a.Advice) -> Iterator[tuple[Key, dict[str, Any]]]:
    """Everything in an advice, as plain values; what only follows from something else in it is left out."""
    plain = json.loads(json.dumps(asdict(advice), default=str))
    for one in plain["platforms"]:
        yield ("platform", one["id"], ""), _rest(one)
    quadrants = {point["id"]: name for name in _QUADRANTS for point in plain["swot"][name]}
    warnings = {point["id"]: name for name in ("goal", "audience") for point in plain[name]["warnings"]}
    for one in plain["findings"]:
        yield ("finding", one["id"], ""), {**_rest(one), "quadrant": quadrants.get(one["id"]), "warning": warnings.get(one["id"])}
    for one in plain["problems"]:
        yield ("problem", one["id"], ""), _rest(one, "causes")
        yield from ((("cause", cause["id"], one["id"]), _rest(cause)) for cause in one["causes"])
    for kind in ("action", "moment", "indicator"):
        yield from (((kind, one["id"], ""), _rest(one, "timed", "joins", "undated")) for one in plain[f"{kind}s"])
    meetings = {one["id"]: one["days"] for one in plain["meetings"]}
    yield from ((("task", one["id"], ""), {**_rest(one), "days": meetings.get(one["id"])}) for one in plain["tasks"])
    yield from ((("duty", one["id"], ""), _rest(one)) for one in plain["duties"])
    yield from _checks(plain["checks"])
    loads = {one["role"]: one for one in plain["planning"]["loads"]}
    for one in plain["roles"]:
        hours = loads.get(one["role"], {})
        told = {"title": one["title"], "party": one["party"], "hours_per_week": hours.get("hours_per_week")}
        yield ("role", one["role"], ""), told
    for one in plain["open_questions"]:
        told = {"title": one["text"], "opens": one["opens"], "conclusions": one["conclusions"]}
        yield ("question", one["path"], ""), told
    for one in plain["open_conclusions"]:
        yield (one["kind"], one["id"], one["about"]), {name: one[name] for name in ("title", "prospect", "questions")}


def _checks(checks: list[dict[str, Any]]) -> Iterator[tuple[Key, dict[str, Any]]]:
    for kind, id_, assumed in dict.fromkeys((one["kind"], one["id"], one["assumed"]) for one in checks):
        same = [one for one in checks if (one["kind"], one["id"]) == (kind, id_)]
        key = ("assumed", f"{kind}:{id_}", "") if assumed else (kind, id_, "")
        yield key, {"title": same[0]["title"], "days": [one["day"] for one in same]}


def _rest(one: Mapping[str, Any], *without: str) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name not in ("id", *without)}
