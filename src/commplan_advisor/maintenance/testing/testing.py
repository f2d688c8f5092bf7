"""Testing a rule book: running its tests, and finding out what they leave untried."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Literal, TypeVar

from commplan_advisor.common.text import Language
from commplan_advisor.engine.verdicts import Verdict
from commplan_advisor.maintenance.testing.edits import places
from commplan_advisor.maintenance.testing.model import Scenario
from commplan_advisor.maintenance.testing.mutants import Changes, Mutant, written
from commplan_advisor.maintenance.testing.report import Counted, Coverage, Failing, Missing, Mutation, Report, Surviving
from commplan_advisor.maintenance.testing.states import State, states_of
from commplan_advisor.maintenance.testing.survivors import Explained
from commplan_advisor.maintenance.testing.telling import Telling
from commplan_advisor.maintenance.testing.work import Told, ToRun, ToTell, run, tell
from commplan_advisor.reasoning.everything import rows_that_matter
from commplan_advisor.rulebook.loading import document_of
from commplan_advisor.rulebook.model import Rule

MOST_TOLD = 10
"""Answers that are looked for in a file of rules, unless all are asked for."""
_FEW = 60
"""So many tests are run before other processes have begun."""
_AT_ONCE = 100
"""So much that is missing is looked for in one piece of work; the same for any number of processes, as what is found depends on it."""
_PARTS = 4
"""Pieces of work for each process, so that none waits long for another."""

Task = TypeVar("Task")
Result = TypeVar("Result")
Stretch = Literal["running", "changing", "looking"]
"""Running the tests, running them on changed rules, looking for what is missing."""
Progress = Callable[[Stretch, int, int], None]
"""Is told how many pieces of a stretch of work are done, of how many."""


@dataclass(frozen=True)
class Wanted:
    """What is asked of testing.

    Attributes:
        folder: of the rule book.
        as_of: the day of tests that name none.
        language: of what is said of failures.
        coverage: whether to say what the tests do not bring about.
        mutate: whether to say which changes they do not notice.
        everything: whether to look for answers for all that is missing.
        jobs: processes to use; without it as many as there are cores.
    """

    folder: Path
    as_of: date
    language: Language = "nl"
    coverage: bool = False
    mutate: bool = False
    everything: bool = False
    jobs: int | None = None


def run_tests(tests: Sequence[Scenario], wanted: Wanted, explained: Sequence[Explained] = (), progress: Progress | None = None) -> Report:
    """Run tests, and find out what they leave untried.

    Args:
        tests: to run.
        wanted: what is asked.
        explained: changes that may go unnoticed.
        progress: is told how far the work is.

    Raises:
        EngineMissingError: durable-rules cannot be loaded.
    """
    changes = Changes(document_of(wanted.folder), wanted.as_of)
    mutants = changes.all if wanted.mutate else ()
    ran = list(_worked(run, _to_run(tests, wanted, mutants, first=True), wanted, "running", progress))
    failures = {name: found for one in ran for name, found in one.failures.items()}
    failing = tuple(Failing(test.name, test.place, failures[test.name]) for test in tests if test.name in failures)
    if not (wanted.coverage or wanted.mutate):
        return Report(wanted.as_of, len(tests), failing)
    covered = frozenset(state for one in ran for state in one.covered)
    noticed = frozenset(key for one in ran for key in one.noticed)
    left = tuple(mutant for mutant in mutants if mutant.key not in noticed)
    again = _worked(run, _to_run(tests, wanted, left, first=False), wanted, "changing", progress) if left else ()
    noticed |= frozenset(key for one in again for key in one.noticed)
    to_tell = list(_to_tell(changes, wanted, covered, noticed))
    told = list(_worked(tell, to_tell, wanted, "looking", progress))
    tellings = tuple(telling for one in told for telling in one.tellings)
    coverage = _coverage(changes, covered, told, tellings) if wanted.coverage else None
    mutation = _mutation(changes, noticed, told, tellings, explained) if wanted.mutate else None
    return Report(wanted.as_of, len(tests), failing, coverage, mutation, tellings)


def _to_run(tests: Sequence[Scenario], wanted: Wanted, mutants: tuple[Mutant, ...], *, first: bool) -> Iterator[ToRun]:
    """The tests in pieces, each of one day; a second time for the changes that are not noticed at first sight."""
    by_day: dict[date, list[Scenario]] = {}
    for test in tests:
        by_day.setdefault(test.as_of or wanted.as_of, []).append(test)
    size = max(len(tests) // (_PARTS * _jobs(wanted)) + 1, 1 if mutants else _FEW // _PARTS)
    for day, of_day in sorted(by_day.items()):
        for start in range(0, len(of_day), size):
            part = tuple(of_day[start : start + size])
            yield ToRun(wanted.folder, wanted.as_of, day, part, wanted.language, wanted.coverage and first, mutants, first)


def _to_tell(changes: Changes, wanted: Wanted, covered: frozenset[State], noticed: frozenset[Any]) -> Iterator[ToTell]:
    """What the tests do not show, by day, some files of rules at a time: it takes a moment before the solver can begin."""
    missing: dict[date, dict[str, tuple[list[State], list[Mutant]]]] = {}
    if wanted.coverage:
        for rule, day in changes.homes.items():
            for state in states_of(rule):
                if state not in covered:
                    missing.setdefault(day, {}).setdefault(rule.file, ([], []))[0].append(state)
    if wanted.mutate:
        for mutant in changes.all:
            if mutant.key not in noticed:
                missing.setdefault(mutant.day, {}).setdefault(mutant.file, ([], []))[1].append(mutant)
    for day, by_file in sorted(missing.items()):
        states: list[State] = []
        mutants: list[Mutant] = []
        for number, file in enumerate(sorted(by_file), start=1):
            states += by_file[file][0]
            mutants += by_file[file][1]
            if len(states) + len(mutants) >= _AT_ONCE or number == len(by_file):
                most = None if wanted.everything else MOST_TOLD
                yield ToTell(wanted.folder, wanted.as_of, day, tuple(states), tuple(mutants), most)
                states, mutants = [], []


def _coverage(changes: Changes, covered: frozenset[State], told: Sequence[Told], tellings: Sequence[Telling]) -> Coverage:
    given = _given(tellings)
    never = frozenset(state for one in told for state in one.never)
    states = [state for rule in changes.homes for state in states_of(rule)]

    def counted(those: Sequence[State]) -> Iterator[Counted]:
        for verdict in Verdict:
            of = [state for state in those if state.verdict is verdict]
            reached = sum(state in covered for state in of)
            out = sum(state in never for state in of)
            yield Counted(verdict, reached, len(of) - out, out)

    return Coverage(
        tuple(counted([state for state in states if state.condition is None])),
        tuple(counted([state for state in states if state.condition is not None])),
        tuple(
            Missing(state, _condition(rule, state), day, given.get(state))
            for rule, day in changes.homes.items()
            for state in states_of(rule)
            if state not in covered and state not in never
        ),
    )


def _condition(rule: Rule, state: State) -> str:
    return "" if state.condition is None else written(places(rule)[state.condition])


def _mutation(
    changes: Changes, noticed: frozenset[Any], told: Sequence[Told], tellings: Sequence[Telling], explained: Sequence[Explained]
) -> Mutation:
    given = _given(tellings)
    equal = {mutant.key: how for one in told for mutant, how in one.equal.items()}
    because = {(one.rule, one.change): one for one in explained}
    left = [mutant for mutant in changes.all if mutant.key not in noticed and mutant.key not in equal]
    surviving = tuple(Surviving(one, given.get(one), because.get((one.rule, one.change))) for one in left)
    used = {one.explained for one in surviving}
    within = sum(how == "rows" for how in equal.values())
    rows = rows_that_matter(changes.book(changes.as_of))
    unused = tuple(one for one in explained if one not in used)
    return Mutation(len(changes.all), len(noticed), len(equal), within, rows, surviving, unused)


def _given(tellings: Iterable[Telling]) -> dict[State | Mutant, Mapping[str, Any]]:
    return {goal: telling.given for telling in tellings for goal in telling.goals}


def _jobs(wanted: Wanted) -> int:
    return wanted.jobs or os.cpu_count() or 1


def _worked(
    work: Callable[[Task], Result], tasks: Iterable[Task], wanted: Wanted, stretch: Stretch, progress: Progress | None
) -> Iterator[Result]:
    """What comes of each piece of work, in their order whichever is done first; in other processes when it is worth starting them."""
    pieces = list(tasks)
    quick = stretch == "running" and sum(len(piece.tests) for piece in pieces if isinstance(piece, ToRun)) <= _FEW
    if _jobs(wanted) == 1 or len(pieces) < 2 or quick:
        for number, piece in enumerate(pieces, start=1):
            yield work(piece)
            if progress:
                progress(stretch, number, len(pieces))
        return
    # Spawned: what durable-rules and the solver keep must not be shared. No more than the machine has work for.
    with ProcessPoolExecutor(min(_jobs(wanted), len(pieces)), mp_context=get_context("spawn")) as pool:
        waiting = {pool.submit(work, piece): number for number, piece in enumerate(pieces)}
        done: dict[int, Result] = {}
        try:
            for future in as_completed(waiting):
                done[waiting[future]] = future.result()
                if progress:
                    progress(stretch, len(done), len(pieces))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    yield from (done[number] for number in range(len(pieces)))
