"""Which open question matters most: what each answer is said to settle it settles, and nothing else."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Sequence
from itertools import combinations, product
from random import Random
from typing import Any

import pytest

from commplan_advisor.advice.questions.next_question import NextQuestions, Telling, next_questions
from commplan_advisor.advice.questions.outlook import relevant_order
from commplan_advisor.engine.conclusions import Key, Status
from commplan_advisor.questionnaire.asked import asked
from commplan_advisor.questionnaire.editing import where_of
from commplan_advisor.questionnaire.reading import load_case
from commplan_advisor.rulebook.model import RuleBook
from tests.support.answers import Answers, questionnaire_of, random_answers
from tests.support.books import random_book
from tests.support.completing import complete_answers, put_at, with_answers
from tests.support.reasoned import Says, engine_says, naive_says
from tests.support.shipped import ROOT, shipped_cases, shipped_engine

pytestmark = pytest.mark.broad

Evaluator = Callable[[Answers], Says]
ROWS = (("situation", "initiatives"), ("introduction", "audiences"), ("problems",))


def answered(answers: Answers, chosen: Sequence[tuple[str, Any]]) -> Answers:
    """The questionnaire with these questions answered so."""
    typed = questionnaire_of(answers)
    places = [(where_of(typed, path), copy.deepcopy(value)) for path, value in chosen]
    return with_answers(answers, [(where, value) for where, value in places if where is not None])


def settled(says: Says, keys: Sequence[Key], status: Status) -> set[Key]:
    return {key for key in keys if says.get(key, Status.RULED_OUT) is status}


def random_questionnaire(rng: Random) -> Answers:
    answers = random_answers(rng, rng.choice((0.2, 0.6, 0.9)), rows=2)
    for path in ROWS:
        if rng.random() < 0.4:
            put_at(answers, path, None)
    return answers


def check_effects(answers: Answers, book: RuleBook, says: Evaluator, told: NextQuestions, rng: Random, share: float = 1.0) -> int:
    """Answers do just what they are said to do; how many were tried."""
    keys = list(told.outlook.waits)
    tried = 0
    for question in told.questions:
        assert question.waiting == tuple(sorted(key for key in keys if question.path in told.outlook.waits[key]))
        for answer in question.answers:
            if rng.random() > share:
                continue
            tried += 1
            after = says(answered(answers, [(question.path, answer.value)]))
            assert set(answer.concluded) == settled(after, keys, Status.CONCLUDED), (question.path, answer.value)
            assert set(answer.ruled_out) == settled(after, keys, Status.RULED_OUT), (question.path, answer.value)
    return tried


def effects_with_generated_books(seeds: range) -> int:
    tried = 0
    for seed in seeds:
        rng = Random(seed)
        book = random_book(rng, rules_a_stage=10, fields=12)
        answers = random_questionnaire(rng)
        told = next_questions(questionnaire_of(answers), book)
        tried += check_effects(answers, book, lambda given, book=book: naive_says(book, given), told, rng)  # type: ignore[misc]
    return tried


def test_every_answer_settles_exactly_what_it_is_said_to_settle() -> None:
    assert effects_with_generated_books(range(15)) > 500


@pytest.mark.long
def test_every_answer_settles_exactly_what_it_is_said_to_settle_at_length() -> None:
    assert effects_with_generated_books(range(1000, 1150)) > 6000


@pytest.mark.parametrize("name", ["real/nijkerk-2016", "example/name-only", "example/only-sign-requests"])
def test_in_a_case_every_answer_settles_what_the_engine_says_it_does(name: str) -> None:
    case, engine = load_case(ROOT / "cases" / f"{name}.yaml"), shipped_engine()
    answers = case.source.value
    assert isinstance(answers, dict)
    told = next_questions(case.answers, engine.book)
    tried = check_effects(answers, engine.book, lambda given: engine_says(engine, given), told, Random(name), share=0.08)
    assert tried > 5


@pytest.mark.long
@pytest.mark.parametrize("path", shipped_cases(), ids=lambda path: path.stem)
def test_in_every_case_every_answer_settles_what_the_engine_says_it_does(path: Any) -> None:
    case, engine = load_case(path), shipped_engine()
    answers = case.source.value
    assert isinstance(answers, dict)
    told = next_questions(case.answers, engine.book)
    check_effects(answers, engine.book, lambda given: engine_says(engine, given), told, Random(0), share=0.2)


def test_all_answers_that_rules_can_tell_apart_are_tried() -> None:
    engine = shipped_engine()
    told = next_questions(questionnaire_of({"municipality": {"name": "Voorbeeldstad"}}), engine.book)
    values = {one.path: [answer.value for answer in one.answers] for one in told.questions}
    assert values["situation.register.exists"] == [True, False]
    assert [] in values["situation.initiatives"]
    assert {"platform": "whatsapp"} in [rows[0] for rows in values["situation.initiatives"] if isinstance(rows, list) and len(rows) == 1]
    assert any(isinstance(rows, list) and len(rows) > 1 for rows in values["situation.initiatives"])
    assert all(len(answers) > 1 for answers in values.values())


# -- together ------------------------------------------------------------------------------------------------------------------


def few(question: Telling) -> list[Any]:
    """Of sets and lists none and single members; of everything else every answer."""
    return [one.value for one in question.answers if not isinstance(one.value, list) or len(one.value) <= 1]


def pairs_by_trying(answers: Answers, told: NextQuestions, says: Evaluator) -> dict[tuple[str, ...], set[Key]]:
    """For each pair of questions what two answers settle of which neither settles it alone."""
    keys = list(told.outlook.waits)
    order = [one.path for one in told.questions]
    by_path = {one.path: one for one in told.questions}

    def settles(chosen: Sequence[tuple[str, Any]]) -> set[Key]:
        after = says(answered(answers, chosen))
        return settled(after, keys, Status.CONCLUDED) | settled(after, keys, Status.RULED_OUT)

    alone = {(path, json.dumps(value)): settles([(path, value)]) for path in order for value in few(by_path[path])}
    found: dict[tuple[str, ...], set[Key]] = {}
    for one, other in combinations(order, 2):
        both: set[Key] = set()
        for first, second in product(few(by_path[one]), few(by_path[other])):
            both |= settles([(one, first), (other, second)]) - alone[one, json.dumps(first)] - alone[other, json.dumps(second)]
        if both:
            found[tuple(sorted((one, other)))] = both
    return found


def pairs_with_generated_books(seeds: range, most: int) -> int:
    pairs = 0
    for seed in seeds:
        rng = Random(seed)
        book = random_book(rng, rules_a_stage=5, fields=6)
        answers = complete_answers(rng, rows=1)
        open_ = [one for one in asked(questionnaire_of(answers)) if one.question.kind != "list" and one.path != "municipality.name"]
        for one in rng.sample(open_, len(open_) // 2):
            put_at(answers, one.where, None)
        if rng.random() < 0.3:
            put_at(answers, rng.choice(ROWS), None)
        told = next_questions(questionnaire_of(answers), book)
        sizes = [len(few(one)) for one in told.questions]
        if sum(one * other for one, other in combinations(sizes, 2)) > most:
            continue
        by_trying = pairs_by_trying(answers, told, lambda given, book=book: naive_says(book, given))  # type: ignore[misc]
        assert {tuple(sorted(one.paths)): set(one.settles) for one in told.together} == by_trying, seed
        pairs += len(by_trying)
    return pairs


def test_two_questions_matter_together_when_two_answers_settle_what_neither_settles_alone() -> None:
    assert pairs_with_generated_books(range(25), most=500) > 8


@pytest.mark.long
def test_two_questions_matter_together_just_when_trying_says_so_at_length() -> None:
    assert pairs_with_generated_books(range(1000, 1150), most=1000) > 40


# -- order ---------------------------------------------------------------------------------------------------------------------


def shuffled(rng: Random, answers: Answers) -> Answers:
    """The same questionnaire with the rows of its lists, and its questions, in another order."""
    mixed = copy.deepcopy(answers)
    for *above, last in ROWS:
        holder: Any = mixed
        for part in above:
            holder = holder.get(part, {})
        if isinstance(holder.get(last), list):
            rng.shuffle(holder[last])
    return dict(sorted(mixed.items(), reverse=True))


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_rows_in_the_file_changes_nothing(seed: int) -> None:
    rng = Random(seed)
    book = random_book(rng, rules_a_stage=10, fields=12)
    answers = random_answers(rng, 0.5, rows=3)
    told = next_questions(questionnaire_of(answers), book)
    assert told == next_questions(questionnaire_of(answers), book)
    for _ in range(3):
        assert next_questions(questionnaire_of(shuffled(rng, answers)), book) == told


@pytest.mark.parametrize("name", ["real/nijkerk-2016", "example/large-city"])
def test_the_order_of_rows_in_a_case_changes_nothing(name: str) -> None:
    case, book = load_case(ROOT / "cases" / f"{name}.yaml"), shipped_engine().book
    assert isinstance(case.source.value, dict)
    told = next_questions(case.answers, book)
    assert next_questions(questionnaire_of(shuffled(Random(1), case.source.value)), book) == told
    assert relevant_order(questionnaire_of(shuffled(Random(1), case.source.value)), book) == relevant_order(case.answers, book)


@pytest.mark.parametrize("path", shipped_cases()[::5], ids=lambda path: path.stem)
def test_questions_come_in_the_order_of_how_much_depends_on_them(path: Any) -> None:
    case, book = load_case(path), shipped_engine().book
    told = next_questions(case.answers, book)
    kinds = ("problem", "action", "timing", "moment", "measurement", "evaluation")
    depends = [(one.count(kinds), len(one.waiting)) for one in told.questions]
    assert depends == sorted(depends, reverse=True)
    averages = {
        one.path: sum(len(answer.concluded) + len(answer.ruled_out) for answer in one.answers) / len(one.answers) for one in told.questions
    }
    if told.settles_most:
        assert averages[told.settles_most] == max(averages.values())
    else:
        assert not any(averages.values())


def test_a_complete_questionnaire_has_no_questions() -> None:
    for seed in range(3):
        answers = questionnaire_of(complete_answers(Random(seed)))
        told = next_questions(answers, shipped_engine().book)
        assert told.questions == ()
        assert told.together == ()
        assert told.settles_most == ""
        assert relevant_order(answers, shipped_engine().book) == ()


def test_the_short_way_to_an_order_leaves_out_only_proofs() -> None:
    for seed in range(15):
        rng = Random(seed)
        book = random_book(rng, rules_a_stage=10, fields=12)
        answers = questionnaire_of(random_questionnaire(rng))
        told = next_questions(answers, book)
        quick = relevant_order(answers, book)
        proven = told.outlook.certain | told.outlook.impossible
        paths = [one.path for one in told.questions]
        assert set(paths) <= set(quick)
        if not proven:
            assert list(quick) == paths


@pytest.mark.parametrize("path", shipped_cases()[::5], ids=lambda path: path.stem)
def test_the_short_way_names_the_same_questions_in_a_case_but_for_what_is_proven(path: Any) -> None:
    case, book = load_case(path), shipped_engine().book
    told, quick = next_questions(case.answers, book), relevant_order(case.answers, book)
    paths = {one.path for one in told.questions}
    assert paths <= set(quick)
    assert paths == set(quick) or told.outlook.certain or told.outlook.impossible
