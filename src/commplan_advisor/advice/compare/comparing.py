"""Cases beside each other: what is concluded for each, as a matrix of conclusions by case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from commplan_advisor.advice.planning import priority_of
from commplan_advisor.common.text import Language
from commplan_advisor.engine.conclusions import Key, Outcomes, Status
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.progress import progress_of
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.rulebook.catalogue import PLURALS, Entry
from commplan_advisor.rulebook.model import RuleBook

YES, OPEN, NO, ASSUMED = "yes", "open", "no", "assumed"
"""What a cell says: concluded (of an action its priority says so), waits for an answer, not, or the default of the rule book."""

SWOT = {"strengths": "strength", "weaknesses": "weakness", "opportunities": "opportunity", "threats": "threat"}
SECTIONS = ("problems", "actions", *SWOT, "roles", "rhythm")
"""The parts of the matrix, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was concluded for one case without the reasons: light enough to keep for hundreds of cases.

    Attributes:
        concluded: all that was concluded.
        open: all that waits for answers.
        priorities: of each action that was concluded.
    """

    concluded: frozenset[Key]
    open: frozenset[Key]
    priorities: Mapping[str, str]

    @property
    def advice(self) -> frozenset[Key]:
        """All that makes an advice this one and no other, but for its dates and words: conclusions, and priorities of actions."""
        return self.concluded | {("priority", action, priority) for action, priority in self.priorities.items()}

    def ids(self, kind: str) -> frozenset[str]:
        """The entries of one kind that were concluded."""
        return frozenset(id_ for of, id_, _ in self.concluded if of == kind)

    def status(self, kind: str, id_: str) -> Status:
        """How far something about the case as a whole is settled."""
        key = (kind, id_, "")
        return Status.CONCLUDED if key in self.concluded else Status.OPEN if key in self.open else Status.RULED_OUT


@dataclass(frozen=True, slots=True)
class Seen:
    """A case, and what was concluded for it.

    Attributes:
        label: its name in the comparison, unlike that of any other case.
        case: the questionnaire.
        drawn: what was concluded.
        numbers: how many groups and members there are, and how far they reach; as far as is known.
    """

    label: str
    case: Case
    drawn: Drawn
    numbers: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ComparedCase:
    """A column of the matrix: which case it is, and how much of it."""

    label: str
    municipality: str
    code: str
    filled_in_on: date | None
    file: str
    answered: int
    questions: int
    problems: int
    actions: int


@dataclass(frozen=True, slots=True)
class Row:
    """One conclusion across the cases.

    Attributes:
        kind: problem, action, finding, task, measurement or evaluation.
        id: the entry of the catalogue.
        title: in words; of a task with the role whose it is.
        same: whether all cases agree.
        cells: for each case `yes`, `open`, `no` or `assumed`; of an action that is advised its priority, `high`, `middle` or `low`.
    """

    kind: str
    id: str
    title: str
    same: bool
    cells: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many cases have it."""
        return sum(cell not in (OPEN, NO) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the matrix: problems, actions, a quadrant of the SWOT, roles or rhythm.

    Attributes:
        id: which part.
        equal: rows that were left out because all cases agree on them.
        rows: those that most cases have first.
    """

    id: str
    equal: int
    rows: tuple[Row, ...]


def drawn_from(outcomes: Outcomes) -> Drawn:
    """What the engine concluded, without the reasons."""
    by_status: dict[Status, set[Key]] = {Status.CONCLUDED: set(), Status.OPEN: set()}
    for one in outcomes.conclusions.values():
        by_status[one.status].add(one.key)
    priorities = {one.id: priority_of(outcomes, one.id) for one in outcomes.concluded("action")}
    return Drawn(frozenset(by_status[Status.CONCLUDED]), frozenset(by_status[Status.OPEN]), priorities)


def labels_of(cases: Sequence[Case]) -> list[str]:
    """A name for each case: that of the municipality; with the date, or else the file, when several have the same."""
    named = Counter(case.name for case in cases)
    dated = Counter((case.name, case.answers.date) for case in cases)
    files = Counter((case.name, PurePath(case.file).name) for case in cases)
    labels = []
    for case in cases:
        told, file = case.answers.date, PurePath(case.file).name
        if named[case.name] == 1:
            labels.append(case.name)
        elif told is not None and dated[case.name, told] == 1:
            labels.append(f"{case.name} {told.isoformat()}")
        else:
            labels.append(f"{case.name} ({file if files[case.name, file] == 1 else case.file})")
    return labels


def in_order(cases: Sequence[Case]) -> list[Case]:
    """Cases by name, date and file: the order of a comparison, whatever the order in which they were given."""
    return sorted(cases, key=lambda case: (case.name.casefold(), case.name, str(case.answers.date or ""), case.file))


def compared_case(seen: Seen) -> ComparedCase:
    """A column of the matrix."""
    answers, progress = seen.case.answers, progress_of(seen.case.answers)
    return ComparedCase(
        seen.label,
        seen.case.name,
        answers.municipality.code or "",
        answers.date,
        seen.case.file,
        progress.answered,
        progress.asked,
        len(seen.drawn.ids("problem")),
        len(seen.drawn.ids("action")),
    )


def matrix(cases: Sequence[Seen], book: RuleBook, language: Language, *, differences: bool = False) -> tuple[Section, ...]:
    """What is concluded, by case. A row is there when at least one case has it.

    Args:
        cases: in the order of the columns.
        book: the rule book that they were run on.
        language: of the titles.
        differences: leave out the rows on which all cases agree.
    """
    sections = []
    for id_ in SECTIONS:
        rows = [_row(cases, kind, entry, book, language) for kind, entry in _entries(id_, book)]
        rows = [row for row in rows if row.count]
        shown = [row for row in rows if not (differences and row.same)]
        if id_ != "rhythm":
            shown.sort(key=lambda row: (-row.count, row.title.casefold(), row.id))
        sections.append(Section(id_, len(rows) - len(shown), tuple(shown)))
    return tuple(sections)


def _entries(section: str, book: RuleBook) -> Iterator[tuple[str, Entry]]:
    """What can stand in a part of the matrix."""
    if section in SWOT:
        yield from (("finding", one) for one in book.catalogue.findings.values() if one.quadrant == SWOT[section])
        return
    for kind in {"problems": ("problem",), "actions": ("action",), "roles": ("task",), "rhythm": ("measurement", "evaluation")}[section]:
        yield from ((kind, one) for one in getattr(book.catalogue, PLURALS[kind]).values())


def _row(cases: Sequence[Seen], kind: str, entry: Entry, book: RuleBook, language: Language) -> Row:
    cells = tuple(_cell(seen.drawn, kind, entry.id, book) for seen in cases)
    return Row(kind, entry.id, _title(kind, entry, book, language), len(set(cells)) <= 1, cells)


def _cell(drawn: Drawn, kind: str, id_: str, book: RuleBook) -> str:
    key = (kind, id_, "")
    if key in drawn.concluded:
        return drawn.priorities.get(id_, YES) if kind == "action" else YES
    if id_ in book.defaults.get(kind, ()) and not any(one[0] == kind for one in drawn.concluded):
        return ASSUMED
    return OPEN if key in drawn.open else NO


def _title(kind: str, entry: Entry, book: RuleBook, language: Language) -> str:
    title = entry.title.in_(language)
    if kind == "task":
        role = book.catalogue.roles[book.catalogue.tasks[entry.id].role].title.in_(language)
        return f"{role[:1].upper()}{role[1:]}: {title[:1].lower()}{title[1:]}"
    return title


_NUMBERS = ("situation.groups", "situation.members")
_REACH = ("coverage", "household_coverage")


def numbers_of(answers: Questionnaire, outcomes: Outcomes) -> dict[str, float]:
    """How many groups and members there are, and how far the groups of each app or site reach."""
    found: dict[str, float] = {}
    for path in _NUMBERS:
        value = outcomes.fields.get(path)
        if isinstance(value, int | float):
            found[path.partition(".")[2]] = value
    platforms = Counter(row.platform for row in answers.situation.initiatives or ())
    for row in answers.situation.initiatives or ():
        for name in _REACH:
            value = getattr(row, name)
            if row.platform is not None and platforms[row.platform] == 1 and value is not None:
                found[f"{name}:{row.platform}"] = value
    return found
