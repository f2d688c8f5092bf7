"""Chances that favour nothing: every answer as likely, and numbers where rules turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from commplan_advisor.population.generating.drawn import words_of
from commplan_advisor.population.generating.table import Draw, Entry, Piece, Table, Variant
from commplan_advisor.population.generating.told_apart import (
    GROUPS,
    INHABITANTS,
    MEMBERS,
    PER_1000,
    PER_GROUP,
    Limit,
    around,
    limits_of,
)
from commplan_advisor.questionnaire.questions import Question, questions_of_the_situation
from commplan_advisor.rulebook.model import RuleBook

CODE = "municipality.code"
_NAMED = ("questionnaire", "municipality.name")
"""What every case has."""

_WORDS = ("Noord", "Centrum", "De Zwaan", "ja, soms", "nog niet")
_CODES = ("GM9001", "GM9002", "GM9003")
"""No municipality has a code this high."""

_DAYS = (730_120.0, 767_009.0)
"""The first and the last day that a questionnaire takes, 2000-01-01 and 2100-12-31."""

_AT_LIMITS, _BESIDE_RATIOS, _SPREAD, _AT_ENDS = 50.0, 25.0, 40.0, 4.0
"""How often a number comes from where rules turn, from where ratios turn, from all that is usual, or from what is just allowed."""

_USUAL = (10.0, 100.0, 1_000.0)
_USUAL_INHABITANTS = (1_000.0, 20_000.0, 150_000.0, 1_000_000.0)


def random_table(book: RuleBook, *, answered: float = 0.6, rows: int = 4) -> Table:
    """Chances by which any questionnaire can come.

    Args:
        book: whose rules say which numbers matter.
        answered: the share of cases, or rows, in which a question is answered.
        rows: the most rows of a list.
    """
    limits = limits_of(book)
    return {
        one.path: Entry(one.path, (Variant((), _draw(one, limits, answered, rows)),))
        for one in questions_of_the_situation()
        if one.path not in _NAMED
    }


def _draw(question: Question, limits: Mapping[str, frozenset[Limit]], answered: float, rows: int) -> Draw:
    match question.kind:
        case "number":
            return Draw(answered, pieces=tuple(_pieces(question, limits)), step=1.0 if question.whole else 0.001)
        case "day":
            return Draw(answered, pieces=(Piece(1, *_DAYS),), step=1)
        case "options":
            return Draw(answered, each=dict.fromkeys(map(str, question.options), 0.5), any_size=True)
        case "texts":
            return Draw(answered, each=dict.fromkeys(_WORDS[:2], 0.5), any_size=True)
        case "list":
            return Draw(answered, rows=dict.fromkeys(range(rows + 1), 1.0))
        case _:
            words = words_of(question) or (_CODES if question.path == CODE else _WORDS)
            return Draw(answered, chances=dict.fromkeys(words, 1.0))


def _pieces(question: Question, limits: Mapping[str, frozenset[Limit]]) -> Iterator[Piece]:
    """Where numbers come from: on, just below and just above what rules compare with, and from everywhere."""
    at = around(question, limits)
    yield from (Piece(_AT_LIMITS / len(at), number, number) for number in at)
    ratios = list(_ratios(question, limits))
    yield from (Piece(_BESIDE_RATIOS / len(ratios), ratio, ratio, of) for ratio, of in ratios)
    ends = (question.least, question.most)
    yield from (Piece(_AT_ENDS / len(ends), end, end) for end in ends)
    steps = _USUAL_INHABITANTS if question.path == INHABITANTS or question.path.endswith("households") else _USUAL
    bounds = [question.least, *(step for step in steps if step < question.most)]
    if question.most <= steps[-1]:
        bounds.append(question.most)
    pairs = list(pairwise(bounds))
    yield from (Piece(_SPREAD / len(pairs), low, high) for low, high in pairs)


def _ratios(question: Question, limits: Mapping[str, frozenset[Limit]]) -> Iterator[tuple[float, str]]:
    """How many times another number this one must be to stand where rules turn, or a little to either side."""
    if question.path == GROUPS:
        turns, of, scale = limits.get(PER_1000, frozenset()), INHABITANTS, 1 / 1000
    elif question.path == MEMBERS:
        turns, of, scale = limits.get(PER_GROUP, frozenset()), GROUPS, 1.0
    else:
        return
    for number in sorted({number for number, _ in turns}):
        beside = 1.0 if of == GROUPS else number / 20
        yield from ((scale * (number + by), of) for by in (-beside, 0.0, beside))
