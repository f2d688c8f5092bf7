"""The smallest change of answers that brings something about: it does, nothing of it can be left out, and none is smaller."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest

from commplan_advisor.advice.why.changing import changes_for, smallest_change
from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.engine.conclusions import Key, Status
from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.asked import Asked, asked
from commplan_advisor.questionnaire.editing import Change, changed
from commplan_advisor.questionnaire.facts import NAMED_BY, ROWS, Facts, facts_of, row_names
from commplan_advisor.questionnaire.questions import questions
from commplan_advisor.questionnaire.reading import Case, load_case
from commplan_advisor.rulebook.model import RuleBook
from tests.support.answers import Answers, case_of, random_answers
from tests.support.books import random_book
from tests.support.completing import answers_to, looked_at, put_at, randomly_completed
from tests.support.oracle import verdicts
from tests.support.shipped import shipped_cases, shipped_engine

pytestmark = pytest.mark.broad

FIXED = ("questionnaire", "municipality.name", "municipality.code", "municipality.province", "date", "sources", "notes")
NAMES = {prefix + NAMED_BY[kind] for kind, prefix in ROWS.items()}
LISTS = {prefix.removesuffix("[]."): NAMED_BY[kind] for kind, prefix in ROWS.items()}


class Naive:
    """The naive evaluator in the place of an engine: as many rule books as wanted, and no memory lost."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book

    def run(self, facts: Facts) -> Naive:
        self.states, _ = verdicts(self.book, facts)
        return self

    def status(self, kind: str, id_: str, about: str = "") -> Status:
        if (kind, id_, about) not in self.states:
            return Status.RULED_OUT
        return Status.CONCLUDED if self.states[kind, id_, about] else Status.OPEN


def naive(book: RuleBook) -> Engine:
    return cast(Engine, Naive(book))


def concluded(case: Case, engine: Engine, key: Key) -> bool:
    return engine.run(facts_of(case.answers)).status(*key) is Status.CONCLUDED


def concluded_with(case: Case, engine: Engine, key: Key, changes: Sequence[Change]) -> bool:
    """Whether changes bring something about; changes that cannot be made do not."""
    if not changes:
        return concluded(case, engine, key)
    try:
        return concluded(changed(case, changes), engine, key)
    except FaultyInputError:
        return False


def names_of_rows(case: Case) -> dict[str, list[Any]]:
    """The rows of each list by name, as plain answers, with the answer that they are named after."""
    found: dict[str, list[Any]] = {}
    for one in asked(case.answers):
        if one.question.path in NAMES:
            found.setdefault(one.path.partition("[")[0], []).append(one.value)
    return found


def check(case: Case, engine: Engine, key: Key) -> tuple[Change, ...] | None:
    """What a change of answers promises, for one conclusion."""
    found = changes_for(case, engine, key)
    if concluded(case, engine, key):
        assert found == ()
        return found
    if found is None:
        return None
    assert found
    after = changed(case, found)
    assert concluded(after, engine, key)
    for left_out in range(len(found)):
        assert not concluded_with(case, engine, key, [*found[:left_out], *found[left_out + 1 :]]), (key, found, found[left_out])
    before = names_of_rows(case)
    for path, names in names_of_rows(after).items():
        for now, then in zip(names, before.get(path, []), strict=False):
            assert now == then or then is None, "rows keep their names and places"
        assert len(names) >= len(before.get(path, []))
    assert not {change.path for change in found} & set(FIXED)
    assert all(change.value is not None for change in found)
    places = [one.path for one in asked(after.answers)]
    assert len({change.path for change in found}) == len(found)
    assert len(places) == len(set(places))
    return found


# -- by trying -----------------------------------------------------------------------------------------------------------------


def can_change(one: Asked) -> bool:
    return one.path not in FIXED and (one.value is None or one.question.path not in NAMES)


def single_changes(case: Case, book: RuleBook) -> Iterator[Change]:
    """All single changes that rules can tell apart: other answers, an empty list, one row more."""
    source = case.source.value
    assert isinstance(source, dict)
    paths = {one.path for one in looked_at(book, case.answers)}
    for one in asked(case.answers):
        if one.path in paths and can_change(one):
            for value in answers_to(one, book, source, largest_set=2):
                if value != one.value:
                    yield Change(one.path, value)
        elif one.question.kind == "list":
            if one.value is None:
                yield Change(one.path, [])
            yield from new_rows(case, one)


def new_rows(case: Case, list_: Asked) -> Iterator[Change]:
    kind = next(kind for kind, prefix in ROWS.items() if prefix == f"{list_.path}[].")
    rows = list_.value if isinstance(list_.value, list) else []
    taken = row_names(kind, rows)
    for option in questions()[f"{list_.path}[].{NAMED_BY[kind]}"].options:
        number = sum(name.partition("-")[0] == option.value for name in taken)
        row = option.value if not number else f"{option.value}-{number + 1}"
        yield Change(f"{list_.path}[{row}].{NAMED_BY[kind]}", option.value)


def none_smaller(case: Case, engine: Engine, key: Key, found: tuple[Change, ...], most: int) -> None:
    """No single change does what several do, and no pair what three or more do (as far as there are not too many to try)."""
    if len(found) < 2:
        return
    singles = list(single_changes(case, engine.book))
    for change in singles:
        assert not concluded_with(case, engine, key, [change]), (key, found, change)
    pairs = list(combinations(singles, 2))
    if len(found) > 2 and len(pairs) <= most:
        for pair in pairs:
            assert not concluded_with(case, engine, key, pair), (key, found, pair)


def never_found(rng: Random, case: Case, engine: Engine, key: Key, tries: int) -> None:
    """Random other answers do not bring about what no change is said to bring about."""
    source = case.source.value
    assert isinstance(source, dict)
    for _ in range(tries):
        other = copy.deepcopy(source)
        for one in asked(case.answers):
            if can_change(one) and one.question.kind != "list" and rng.random() < 0.5:
                put_at(other, one.where, None)
        for path in LISTS:
            holder: Any = other
            for part in path.split(".")[:-1]:
                holder = holder.setdefault(part, {})
            last = path.split(".")[-1]
            if isinstance(holder.get(last), list):
                holder[last] += [{} for _ in range(rng.randint(0, 2))]
        filled = randomly_completed(rng, other, rows=2)
        for one in asked(case.answers):
            if not can_change(one):
                put_at(filled, one.where, at(source, one.where))
        assert not concluded(case_of(filled), engine, key), key


def at(answers: Any, where: Sequence[str | int]) -> Any:
    """The plain answer at a place; None when there is none."""
    for part in where:
        answers = answers[part] if isinstance(answers, list) and isinstance(part, int) else (answers or {}).get(part)
    return answers


# -- generated rule books ------------------------------------------------------------------------------------------------------


def with_generated_books(seeds: range, keys: int, most: int, tries: int) -> dict[int | None, int]:
    """Changes for some conclusions of generated rule books; how many of each size."""
    sizes: dict[int | None, int] = {}
    for seed in seeds:
        rng = Random(seed)
        engine = naive(random_book(rng, rules_a_stage=6, fields=8))
        case = case_of(small_answers(rng))
        possible = sorted(
            {
                (out.kind, out.id, "")
                for rule in engine.book.rules
                for out in rule.then
                if out.kind in ("problem", "finding", "action", "task", "moment")
            }
        )
        for key in rng.sample(possible, min(keys, len(possible))):
            found = check(case, engine, key)
            size = None if found is None else len(found)
            sizes[size] = sizes.get(size, 0) + 1
            if found is None:
                never_found(rng, case, engine, key, tries)
            else:
                none_smaller(case, engine, key, found, most)
    return sizes


def small_answers(rng: Random) -> Answers:
    return random_answers(rng, rng.choice((0.1, 0.5, 0.95)), rows=1)


def test_with_any_rule_book_changes_do_what_they_should_and_none_is_smaller() -> None:
    sizes = with_generated_books(range(25), keys=3, most=600, tries=20)
    assert sum(sizes.values()) >= 60
    assert sizes[1] > 10
    assert sum(count for size, count in sizes.items() if size and size > 1) > 5


@pytest.mark.long
def test_with_any_rule_book_none_is_smaller_at_length() -> None:
    sizes = with_generated_books(range(1000, 1090), keys=4, most=2500, tries=60)
    assert sum(sizes.values()) > 300
    assert sum(count for size, count in sizes.items() if size and size > 1) > 40


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_rows_and_of_earlier_questions_to_the_solver_changes_nothing(seed: int) -> None:
    rng = Random(seed)
    engine = naive(random_book(rng, rules_a_stage=6, fields=8))
    answers = random_answers(rng, 0.6, rows=3)
    turned = copy.deepcopy(answers)
    for path in LISTS:
        holder: Any = turned
        for part in path.split(".")[:-1]:
            holder = holder.get(part, {})
        if isinstance(holder.get(path.split(".")[-1]), list):
            holder[path.split(".")[-1]].reverse()
    keys = sorted({(out.kind, out.id, "") for rule in engine.book.rules for out in rule.then if out.kind in ("problem", "action")})
    told = {key: changes_for(case_of(answers), engine, key) for key in keys}
    again = {key: changes_for(case_of(turned), engine, key) for key in reversed(keys)}
    assert again == told


# -- the shipped rule book -----------------------------------------------------------------------------------------------------


def every_action() -> list[Key]:
    return [("action", id_, "") for id_ in shipped_engine().book.catalogue.actions]


def every_problem_and_finding() -> list[Key]:
    catalogue = shipped_engine().book.catalogue
    return [*(("problem", id_, "") for id_ in catalogue.problems), *(("finding", id_, "") for id_ in catalogue.findings)]


def some(keys: list[Key], path: Path, count: int) -> list[Key]:
    return Random(path.stem).sample(sorted(keys), count)


def no_single_change_does(case: Case, key: Key, found: tuple[Change, ...], share: float, rng: Random) -> None:
    if len(found) > 1:
        for change in single_changes(case, shipped_engine().book):
            if rng.random() < share:
                assert not concluded_with(case, shipped_engine(), key, [change]), (key, found, change)


@pytest.mark.parametrize("path", shipped_cases(), ids=lambda path: path.stem)
def test_changes_of_a_case_do_what_they_should(path: Path) -> None:
    case = load_case(path)
    for key in (*some(every_action(), path, 2), *some(every_problem_and_finding(), path, 1)):
        found = check(case, shipped_engine(), key)
        if found is not None:
            no_single_change_does(case, key, found, 0.005, Random(0))


@pytest.mark.long
@pytest.mark.parametrize("path", shipped_cases()[::2], ids=lambda path: path.stem)
def test_changes_for_every_action_of_a_case_do_what_they_should(path: Path) -> None:
    case = load_case(path)
    for key in every_action():
        found = check(case, shipped_engine(), key)
        if found is None:
            never_found(Random(0), case, shipped_engine(), key, 3)
        else:
            no_single_change_does(case, key, found, 0.003, Random(0))


@pytest.mark.long
@pytest.mark.parametrize("path", shipped_cases(), ids=lambda path: path.stem)
def test_changes_for_problems_and_findings_of_a_case_do_what_they_should(path: Path) -> None:
    case = load_case(path)
    for key in some(every_problem_and_finding(), path, 6):
        check(case, shipped_engine(), key)


def test_no_single_change_does_what_takes_several() -> None:
    case = case_of({"municipality": {"name": "Voorbeeldstad"}})
    told = ((key, check(case, shipped_engine(), key)) for key in every_action())
    key, found = next((key, found) for key, found in told if found is not None and len(found) > 1)
    no_single_change_does(case, key, found, 0.15, Random(0))


def test_an_action_is_asked_for_by_its_name_alone() -> None:
    case = load_case(shipped_cases()[0])
    for _, id_, _ in every_action()[:3]:
        assert smallest_change(case, shipped_engine(), id_) == changes_for(case, shipped_engine(), ("action", id_, ""))


def test_what_is_recommended_already_takes_no_change() -> None:
    for path in shipped_cases()[::5]:
        case = load_case(path)
        for one in shipped_engine().run(facts_of(case.answers)).concluded("action"):
            assert smallest_change(case, shipped_engine(), one.id) == ()


def test_what_is_in_no_rule_takes_more_than_a_change_of_answers() -> None:
    assert smallest_change(load_case(shipped_cases()[0]), shipped_engine(), "no-such-action") is None
