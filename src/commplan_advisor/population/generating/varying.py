"""Which questions are varied, as somebody writes them: `situation.register.exists`, `situation.initiatives[whatsapp].coverage`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commplan_advisor.common.faults import Fault, FaultyInputError, Place, enumerated
from commplan_advisor.common.text import Text
from commplan_advisor.population.generating.every import Choice
from commplan_advisor.population.generating.given import Given
from commplan_advisor.population.generating.told_apart import Limit
from commplan_advisor.questionnaire.paths import Paths, row_at, rows_of
from commplan_advisor.questionnaire.questions import question_of

_ALWAYS = ("questionnaire", "municipality.name")


def choices_from(paths: Sequence[str], given: Given, limits: Mapping[str, frozenset[Limit]]) -> tuple[Choice, ...]:
    """The questions to vary.

    Args:
        paths: of questions of the case; of rows only those that are given; or of a whole list, which takes every set of kinds of rows.
        given: what holds for all cases.
        limits: what rules compare numbers with.

    Raises:
        FaultyInputError: with everything that is wrong with the paths, each told at the path itself.
    """
    faults: list[Fault] = []
    found: dict[tuple[str, int], Choice] = {}
    for path in dict.fromkeys(path.strip() for path in paths):
        try:
            choice = _choice(path, given, limits)
        except FaultyInputError as error:
            faults += error.faults
            continue
        if same := next((other for key, other in found.items() if _alike(key, choice)), None):
            nl = f"gaat over hetzelfde als {same.path}. Noem een van de twee."
            en = f"is about the same as {same.path}. Name one of the two."
            faults.append(Fault(Place(path), Text(nl, en)))
        else:
            found[choice.question.path, choice.row] = choice
    if faults:
        raise FaultyInputError(faults)
    return tuple(found.values())


def _choice(path: str, given: Given, limits: Mapping[str, frozenset[Limit]]) -> Choice:
    names = rows_of(given.answers)
    if "[]" in path:
        raise _refused(path, *_which_row(path.partition("[]")[0], names))
    row = -1
    where = ""
    for key, named in Paths(names).steps(path, Place(path)):
        where = f"{where}.{key}" if where else key
        if named:
            index = row_at(named, names[where])
            if index is None:
                raise _refused(path, *_which_row(where, names))
            row = index
            where += "[]"
    question = question_of(where.removesuffix("[]"))
    if where.endswith("[]") or question is None:
        nl = "is een hele rij. Noem een vraag daarvan, of de hele lijst."
        raise _refused(path, nl, "is a whole row. Name a question of it, or the whole list.")
    if question.of_the_plan or question.path in _ALWAYS:
        nl, en = "heeft geen andere antwoorden die regels kunnen zien.", "has no other answers that rules could see."
        raise _refused(path, nl, en)
    return Choice(path, question, row, given, limits)


def _which_row(of: str, names: Mapping[str, Mapping[str, int]]) -> tuple[str, str]:
    """What to say of a row that is not there: only rows that are given can be varied."""
    here = enumerated(list(names.get(of, ())))
    nl = f"kan alleen voor een rij die er is. Er zijn: {here}. Geef rijen met --given of --set, of noem de hele lijst: {of}."
    en = f"is possible only for a row that is there. There are: {here}. Give rows with --given or --set, or name the whole list: {of}."
    return nl, en


def _alike(key: tuple[str, int], other: Choice) -> bool:
    path, row = key
    mine = other.question.path
    return (path, row) == (mine, other.row) or mine.startswith(f"{path}[]") or path.startswith(f"{mine}[]")


def _refused(path: str, nl: str, en: str) -> FaultyInputError:
    return FaultyInputError([Fault(Place(path), Text(nl, en))])
