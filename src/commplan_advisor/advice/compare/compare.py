"""From some cases to their comparison."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from commplan_advisor import __version__
from commplan_advisor.advice.compare.causes import Cause, cause_of
from commplan_advisor.advice.compare.comparing import (
    ComparedCase,
    Section,
    Seen,
    compared_case,
    drawn_from,
    in_order,
    labels_of,
    matrix,
    numbers_of,
)
from commplan_advisor.advice.compare.grouping import Grouping, grouping_of
from commplan_advisor.advice.compare.timeline import Timeline, timelines_of
from commplan_advisor.common.text import Language
from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.reading import Case

SCHEMA = "commplan-comparison/1"
"""Name and version of the machine-readable form of a comparison."""

GROUPED_FROM = 3
"""Groups are made from so many cases on."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a comparison was made with."""

    program: str
    rule_book: str
    rule_book_version: str
    rule_book_hash: str
    as_of: date
    language: str
    differences: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Some cases beside each other, in one language.

    Attributes:
        schema: name and version of this form.
        cases: the columns of the matrix, in the order of name, date and file.
        sections: the matrix.
        causes: which answers make the difference: between two cases, or between one and each of the others.
        grouping: which cases are alike; None when that was not asked.
        timelines: municipalities that are there at several dates.
        made: what it was made with.
    """

    schema: str
    cases: tuple[ComparedCase, ...]
    sections: tuple[Section, ...]
    causes: tuple[Cause, ...]
    grouping: Grouping | None
    timelines: tuple[Timeline, ...]
    made: Made


def _nothing(_: int) -> None:
    pass


def compare(
    cases: Sequence[Case],
    engine: Engine,
    *,
    language: Language = "nl",
    differences: bool = False,
    against: Case | None = None,
    groups: bool | None = None,
    causes: bool = True,
    done: Callable[[int], None] = _nothing,
) -> Comparison:
    """Cases beside each other: what is concluded for each, and where the differences come from.

    Args:
        cases: the questionnaires, in any order.
        engine: the rule book, ready to run.
        language: the language of the comparison.
        differences: leave out the rows on which all cases agree.
        against: one of the cases, to find out for each of the others which answers make the difference with it. For two cases this is
            done anyway.
        groups: whether to say which cases are alike; without it that is done from three cases on.
        causes: whether to find out which answers make a difference, which takes long; without it that is not done for two cases either.
        done: is told of each case that was run (1) and of each cause that was found (`CAUSE_WORK`), for those who show progress.
    """
    with with_added(engine.book.added):
        ordered = in_order(cases)
        seen = []
        for case, label in zip(ordered, labels_of(ordered), strict=True):
            outcomes = engine.run(facts_of(case.answers))
            seen.append(Seen(label, case, drawn_from(outcomes), numbers_of(case.answers, outcomes)))
            done(1)
        book = engine.book
        grouped = len(seen) >= GROUPED_FROM if groups is None else groups
        return Comparison(
            SCHEMA,
            tuple(compared_case(one) for one in seen),
            matrix(seen, book, language, differences=differences),
            _causes(seen, against, engine, language, done) if causes else (),
            grouping_of(seen, book, language) if grouped else None,
            timelines_of(seen, book, language),
            Made(
                f"commplan-advisor {__version__}",
                book.name.in_(language),
                book.version,
                book.digest,
                book.as_of,
                language,
                differences,
            ),
        )


CAUSE_WORK = 50
"""How many times the work of running a case it takes, more or less, to find which answers make a difference."""


def _causes(
    seen: Sequence[Seen], against: Case | None, engine: Engine, language: Language, done: Callable[[int], None]
) -> tuple[Cause, ...]:
    if against is not None:
        base = next(one for one in seen if one.case is against)
    elif len(seen) == 2:
        base = seen[0]
    else:
        return ()
    found = []
    for other in seen:
        if other is not base:
            found.append(cause_of(base, other, engine, language))
            done(CAUSE_WORK)
    return tuple(found)
