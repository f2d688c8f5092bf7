"""The same municipality at several dates: what was solved, what is new, what lasts.

Cases are of the same municipality when they have the same code, or when none of that name has one, the same name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from commplan_advisor.advice.compare.comparing import Seen
from commplan_advisor.advice.compare.grouping import titles
from commplan_advisor.common.text import Language, Text
from commplan_advisor.engine.conclusions import Status
from commplan_advisor.questionnaire.options import Platform
from commplan_advisor.rulebook.model import RuleBook

_NUMBERS = {
    "groups": Text("groepen", "groups"),
    "members": Text("leden", "members"),
    "coverage": Text("deel van het gebied met een groep (%)", "share of the area with a group (%)"),
    "household_coverage": Text("deel van de huishoudens dat meedoet (%)", "share of the households that take part (%)"),
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number along the dates of a timeline; None where it is not known."""

    id: str
    title: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Development:
    """What changed from one date to the next, of problems or of actions; titles.

    Attributes:
        gone: there before, and now ruled out: a problem that was solved, an action that is no longer needed.
        unclear: there before, and now open: the later questionnaire does not say enough. Not the same as solved.
        new: not there before.
        lasting: there before and now.
    """

    gone: tuple[str, ...]
    unclear: tuple[str, ...]
    new: tuple[str, ...]
    lasting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """From one date to the next."""

    since: date
    until: date
    problems: Development
    actions: Development


@dataclass(frozen=True, slots=True)
class Timeline:
    """One municipality along its dates.

    Attributes:
        municipality: its name at the last date.
        code: its code, when it is known.
        dates: from the first to the last.
        cases: names of the cases at these dates.
        passed_over: names of cases of this municipality that have no date, or that of another one.
        numbers: those that are known at one of the dates at least.
        steps: what changed from each date to the next.
    """

    municipality: str
    code: str
    dates: tuple[date, ...]
    cases: tuple[str, ...]
    passed_over: tuple[str, ...]
    numbers: tuple[Number, ...]
    steps: tuple[Step, ...]


def timelines_of(cases: Sequence[Seen], book: RuleBook, language: Language) -> tuple[Timeline, ...]:
    """The municipalities that are there at two dates or more."""
    same: dict[str, list[Seen]] = {}
    for identity, seen in zip(_identities(cases), cases, strict=True):
        same.setdefault(identity, []).append(seen)
    found = (_timeline(all_, book, language) for all_ in same.values())
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.municipality.casefold(), one.code)))


def _identities(cases: Sequence[Seen]) -> list[str]:
    """What tells which municipality each case is of."""
    codes: dict[str, set[str]] = {}
    for seen in cases:
        if seen.case.answers.municipality.code:
            codes.setdefault(seen.case.name.casefold(), set()).add(seen.case.answers.municipality.code)
    found = []
    for seen in cases:
        name = seen.case.name.casefold()
        known = codes.get(name, set())
        # A case without a code is of the municipality of its name; with two codes for that name (Bergen) nobody knows which.
        found.append(seen.case.answers.municipality.code or (next(iter(known)) if len(known) == 1 else name))
    return found


def _timeline(cases: Sequence[Seen], book: RuleBook, language: Language) -> Timeline | None:
    times = Counter(seen.case.answers.date for seen in cases)
    dated = [(day, seen) for seen in cases if (day := seen.case.answers.date) is not None and times[day] == 1]
    if len(dated) < 2:
        return None
    dated.sort(key=lambda one: one[0])
    days, along = tuple(day for day, _ in dated), tuple(seen for _, seen in dated)
    last = along[-1].case.answers.municipality
    code = last.code or next((seen.case.answers.municipality.code for seen in along if seen.case.answers.municipality.code), None)
    return Timeline(
        last.name,
        code or "",
        days,
        tuple(seen.label for seen in along),
        tuple(seen.label for seen in cases if seen not in along),
        _numbers(along, language),
        tuple(
            Step(
                since,
                until,
                _development(before, after, "problem", book, language),
                _development(before, after, "action", book, language),
            )
            for (since, before), (until, after) in pairwise(dated)
        ),
    )


def _development(before: Seen, after: Seen, kind: str, book: RuleBook, language: Language) -> Development:
    was, is_ = before.drawn.ids(kind), after.drawn.ids(kind)
    unclear = {id_ for id_ in was - is_ if after.drawn.status(kind, id_) is Status.OPEN}
    told = (was - is_ - unclear, unclear, is_ - was, was & is_)
    return Development(*(titles(ids, kind, book, language) for ids in told))


def _numbers(cases: Sequence[Seen], language: Language) -> tuple[Number, ...]:
    known = {id_ for seen in cases for id_ in seen.numbers}
    platforms: dict[str, Text] = {str(platform.value): Text(platform.nl, platform.en) for platform in Platform.known()}
    found = []
    for name, title in _NUMBERS.items():
        for id_ in sorted(one for one in known if one.partition(":")[0] == name):
            platform = platforms.get(id_.partition(":")[2])
            words = f"{platform.in_(language)}: {title.in_(language)}" if platform else title.in_(language)
            found.append(Number(id_, words, tuple(seen.numbers.get(id_) for seen in cases)))
    return tuple(found)
