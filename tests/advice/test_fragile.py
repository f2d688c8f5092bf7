"""Which single answers an advice depends on: every effect is real, and none is missed."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from commplan_advisor.advice.what_if.fragile import Fragility, fragile, most_care
from commplan_advisor.advice.what_if.looking import Sight, looked_at
from commplan_advisor.advice.what_if.other_answers import trials
from commplan_advisor.engine.conclusions import Outcomes
from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.asked import Asked, asked
from commplan_advisor.questionnaire.editing import change_from, changed
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.reading import Case, load_case
from tests.support.answers import Answers, case_of, random_answer, random_answers
from tests.support.books import random_book
from tests.support.shipped import ROOT, shipped_engine

NIJKERK = ROOT / "cases" / "real" / "nijkerk-2016.yaml"
Drawn = frozenset[tuple[str, str]]


@pytest.fixture(scope="module")
def small_engines() -> Iterator[list[Engine]]:
    """Two small rule books; each engine that is made keeps some memory."""
    engines = [Engine(random_book(Random(seed), rules_a_stage=14, fields=24)) for seed in (3, 8)]
    yield engines
    for engine in engines:
        engine.close()


def drawn(outcomes: Outcomes) -> Drawn:
    return frozenset((kind, one.id) for kind in ("problem", "action") for one in outcomes.concluded(kind))


def run(engine: Engine, case: Case) -> Outcomes:
    return engine.run(facts_of(case.answers))


def reached(told: Fragility, now: Drawn, path: str) -> set[Drawn]:
    """The sets of problems and actions that other answers to a question lead to, as they are told."""
    found = {now}
    for one in told.questions:
        if one.path == path:
            for effect in one.effects:
                moved = {(each.kind, each.id) for each in effect.moved}
                found.add(now ^ frozenset(moved))
    return found


LARGE = [pytest.param(f"example/{name}", marks=pytest.mark.long) for name in ("complete", "large-city", "privacy-trouble")]


@pytest.mark.parametrize("name", ["real/nijkerk-2016", "real/heerde-2018", "example/only-sign-requests", *LARGE])
def test_every_effect_is_what_the_answer_does(name: str) -> None:
    case = load_case(ROOT / "cases" / f"{name}.yaml")
    engine = shipped_engine()
    told = fragile(case, engine)
    before = run(engine, case)
    effects = [effect for one in told.questions for effect in one.effects]
    assert effects
    for effect in effects:
        after = run(engine, changed(case, [change_from(effect.set)]))
        moved = {(one.kind, one.id, one.comes) for one in effect.moved}
        assert moved == {(*key, key in drawn(after)) for key in drawn(before) ^ drawn(after)}
        for one in effect.moved:
            lacking = before if one.comes else after
            assert one.open == (lacking.status(one.kind, one.id) == "open")
        assert (effect.moved != ()) or effect.rest > 0


def answers_of_all_kinds(rng: Random) -> Answers:
    answers = random_answers(rng, 0.5, rows=2)
    answers.setdefault("situation", {}).setdefault("initiatives", [{"platform": "whatsapp", "groups": 3, "members": 60}])
    return answers


def test_brute_force_finds_nothing_more(small_engines: list[Engine]) -> None:
    rng = Random(31)
    tried = effects = 0
    for engine in small_engines:
        for _ in range(4):
            case = case_of(answers_of_all_kinds(rng))
            told = fragile(case, engine)
            now = drawn(run(engine, case))
            for one in asked(case.answers):
                if one.value is None or one.path == "questionnaire":
                    continue
                allowed = reached(told, now, one.path)
                for value in other_values(one, rng):
                    other = drawn(run(engine, edited(case, one, value)))
                    assert other in allowed, (one.path, value)
                    tried += 1
                    effects += other != now
    assert tried > 1000
    assert effects > 10


def other_values(one: Asked, rng: Random) -> list[Any]:
    """Other plain answers to a question, found without the code that is tested."""
    options = [option.value for option in one.question.options]
    match one.question.kind:
        case "yes_no":
            return [True, False]
        case "option":
            return options
        case "options":
            assert isinstance(one.value, list)
            return [sorted({*map(str, one.value)} ^ {option}) for option in options]
        case "number":
            low = 1 if one.path.startswith("municipality") else 0
            return [number if number else low for number in (*range(4), 19, 20, 21, 49, 50, 51, *(rng.randint(0, 100) for _ in range(4)))]
        case "text" | "texts" | "day":
            return [random_answer(rng, one.question) for _ in range(2)]
        case _:
            assert isinstance(one.value, list)
            return [index for index, _ in enumerate(one.value)]


def edited(case: Case, one: Asked, value: Any) -> Case:
    answers = copy.deepcopy(case.source.value)
    holder = answers
    for part in one.where[:-1]:
        holder = holder[part]
    if one.question.kind == "list":
        del holder[one.where[-1]][value]
    else:
        holder[one.where[-1]] = value
    return case_of(answers)


def test_what_looks_the_same_to_the_rules_leads_to_the_same(small_engines: list[Engine]) -> None:
    rng = Random(37)
    alike = 0
    for engine in (*small_engines, shipped_engine()):
        sight = Sight(engine.book)
        for _ in range(3):
            case = case_of(answers_of_all_kinds(rng))
            seen = {sight.of_facts(facts_of(case.answers)): set(run(engine, case).conclusions)}
            for one in rng.sample(asked(case.answers), 40):
                if one.value is None or one.question.kind == "list" or one.path == "questionnaire":
                    continue
                other = edited(case, one, random_answer(rng, one.question))
                found = sight.of_facts(facts_of(other.answers))
                conclusions = set(run(engine, other).conclusions)
                alike += found in seen
                assert seen.setdefault(found, conclusions) == conclusions, one.path
    assert alike > 20


def test_no_question_that_is_passed_over_matters(small_engines: list[Engine]) -> None:
    rng = Random(41)
    passed_over = 0
    for engine in small_engines:
        looking = looked_at(engine.book)
        for _ in range(4):
            case = case_of(answers_of_all_kinds(rng))
            before = run(engine, case).conclusions.keys()
            for one in asked(case.answers):
                if one.value is None or one.question.path in looking or one.path == "questionnaire":
                    continue
                passed_over += 1
                for value in other_values(one, rng)[:3]:
                    assert run(engine, edited(case, one, value)).conclusions.keys() == before, one.path
    assert passed_over > 20


# ---- what is tried ----------------------------------------------------------------------------------------------------------------


def tried_for(answers: Answers, path: str) -> list[str]:
    book = shipped_engine().book
    plan, _ = trials(case_of(answers), Sight(book), looked_at(book))
    return [str(trial.change) for one, others in plan for trial in others if one.path == path]


def test_numbers_are_tried_on_the_other_side_of_each_threshold() -> None:
    row = {"platform": "whatsapp", "groups": 50, "members": 2000, "coverage": 60}
    answers: Answers = {"municipality": {"name": "B", "inhabitants": 60_000}, "situation": {"initiatives": [row]}}
    assert tried_for(answers, "situation.initiatives[whatsapp].coverage") == [
        "situation.initiatives[whatsapp].coverage=49.0",
        "situation.initiatives[whatsapp].coverage=80.0",
    ]
    groups = tried_for(answers, "situation.initiatives[whatsapp].groups")
    assert "situation.initiatives[whatsapp].groups=29" in groups  # 0.5 a thousand inhabitants is 30
    assert "situation.initiatives[whatsapp].groups=61" in groups  # 1 a thousand is 60
    assert "situation.initiatives[whatsapp].groups=0" in groups
    inhabitants = tried_for(answers, "municipality.inhabitants")
    assert {"municipality.inhabitants=49999", "municipality.inhabitants=100001"} <= set(inhabitants)


def test_numbers_that_are_tried_differ_for_the_rules() -> None:
    rng = Random(43)
    book = shipped_engine().book
    sight = Sight(book)
    for _ in range(4):
        case = case_of(answers_of_all_kinds(rng))
        plan, _ = trials(case, sight, looked_at(book))
        now = sight.of_facts(facts_of(case.answers))
        for one, others in plan:
            if one.question.kind == "number":
                seen = [sight.of_facts(facts_of(trial.answers)) for trial in others]
                assert now not in seen
                assert len(set(seen)) == len(seen)


def test_what_is_tried_is_what_the_change_says() -> None:
    rng = Random(47)
    book = shipped_engine().book
    for _ in range(3):
        case = case_of(answers_of_all_kinds(rng))
        plan, ignored = trials(case, Sight(book), looked_at(book))
        assert len(plan) + ignored == sum(one.value is not None for one in asked(case.answers)) - sum(
            one.path in ("questionnaire", "sources", "notes") and one.value is not None for one in asked(case.answers)
        )
        for _, others in plan:
            for trial in others:
                assert changed(case, [trial.change]).answers == trial.answers


# ---- the order --------------------------------------------------------------------------------------------------------------------


def test_those_that_weigh_most_come_first() -> None:
    told = fragile(load_case(NIJKERK), shipped_engine())
    weights = [one.weight for one in told.questions]
    assert weights == sorted(weights, reverse=True)
    for one in told.questions:
        assert [effect.weight for effect in one.effects] == sorted((effect.weight for effect in one.effects), reverse=True)
        assert one.heaviest == max((effect.weight for effect in one.effects), default=0)
        assert len(one.effects) <= one.tried


def test_progress_is_told_question_by_question() -> None:
    told: list[tuple[int, int]] = []
    found = fragile(load_case(NIJKERK), shipped_engine(), done=lambda number, total: told.append((number, total)))
    assert told == [(number, len(found.questions)) for number in range(1, len(found.questions) + 1)]


def test_an_empty_questionnaire_hangs_on_nothing() -> None:
    told = fragile(case_of({"municipality": {"name": "B"}}), shipped_engine())
    assert (told.questions, told.tried, told.ignored) == ((), 0, 1)


def test_care_counts_the_cases_in_which_a_question_matters() -> None:
    engine = shipped_engine()
    yes: Answers = {"municipality": {"name": "A"}, "situation": {"register": {"exists": True}}}
    no: Answers = {"municipality": {"name": "B"}, "situation": {"register": {"exists": False}}, "introduction": {"keep": "iets"}}
    cases = [fragile(case_of(answers), engine) for answers in (yes, no)]
    by_path = {one.path: one for one in most_care(cases)}
    register = by_path["situation.register.exists"]
    assert (register.answered, register.matters) == (2, 2)
    assert register.heaviest == max(case.questions[0].heaviest for case in cases)
    assert next(iter(by_path)) == "situation.register.exists"
    assert most_care([]) == ()
    assert most_care(cases) == most_care(cases[::-1])
