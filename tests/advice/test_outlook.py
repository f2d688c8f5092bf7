"""What is certain, open or impossible while questions are open: no answers contradict it, and nothing that is settled is missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from commplan_advisor.advice.questions.outlook import outlook_of
from commplan_advisor.advice.questions.waiting import Outlook
from commplan_advisor.engine.conclusions import Status
from commplan_advisor.questionnaire.asked import Asked, asked
from commplan_advisor.questionnaire.questions import questions
from commplan_advisor.questionnaire.reading import load_case
from commplan_advisor.rulebook.loading import load_rulebook
from commplan_advisor.rulebook.model import RuleBook
from tests.support.answers import Answers, case_of, questionnaire_of, random_answers
from tests.support.books import random_book
from tests.support.completing import answers_to, complete_answers, completions, looked_at, put_at, randomly_completed, with_answers
from tests.support.reasoned import Says, engine_says, naive_says
from tests.support.rulefolder import SMALL, written
from tests.support.shipped import DAY, shipped_cases, shipped_engine

pytestmark = pytest.mark.broad

_COUNTS = ("groups", "members", "inhabitants")


def open_of(says: Says) -> set[Any]:
    return {key for key, status in says.items() if status is Status.OPEN}


def concluded_of(says: Says) -> set[Any]:
    return {key for key, status in says.items() if status is Status.CONCLUDED}


def contradicted(outlook: Outlook, says: Says) -> set[Any]:
    """What an outlook says that is not so on complete answers."""
    concluded = concluded_of(says)
    return {*(outlook.certain - concluded), *(outlook.impossible & concluded)}


def nearly_complete(rng: Random, book: RuleBook, most: int) -> tuple[Answers, list[Asked]] | None:
    """A questionnaire without one to three answers that rules look at; None when too many answers are possible."""
    answers = complete_answers(rng)
    looked = looked_at(book, questionnaire_of(answers))
    taken: list[Asked] = []
    for one in rng.sample(looked, min(3, len(looked))):
        counts = [other for other in (*taken, one) if other.question.path.rpartition(".")[2] in (*_COUNTS, "platform")]
        ways = 1
        for other in (*taken, one):
            ways *= len(answers_to(other, book, answers))
        if ways <= most and len(counts) <= 1:
            taken.append(one)
    if not taken:
        return None
    for one in taken:
        put_at(answers, one.where, None)
    return answers, [one for one in asked(questionnaire_of(answers)) if one.value is None and one.question.kind != "list"]


def against_all_completions(seeds: range, most: int) -> tuple[int, int, int]:
    """Outlooks are what all completions come to; how many conclusions were certain, impossible and open."""
    certain = impossible = left = 0
    for seed in seeds:
        rng = Random(seed)
        book = random_book(rng, rules_a_stage=10, fields=8)
        made = nearly_complete(rng, book, most)
        if made is None:
            continue
        answers, open_ = made
        outlook = outlook_of(questionnaire_of(answers), book)
        all_says = [concluded_of(naive_says(book, filled)) for filled in completions(answers, open_, book)]
        engine_open = open_of(naive_says(book, answers))
        always = set.intersection(*all_says) & engine_open
        never = engine_open - set.union(*all_says)
        assert outlook.certain == always, seed
        assert outlook.impossible == never, seed
        assert set(outlook.waits) == engine_open - always - never, seed
        certain, impossible, left = certain + len(always), impossible + len(never), left + len(outlook.waits)
    return certain, impossible, left


def test_certain_is_what_all_completions_conclude_and_impossible_what_none_does() -> None:
    certain, impossible, left = against_all_completions(range(60), most=60)
    assert certain > 5
    assert impossible > 5
    assert left > 50


@pytest.mark.long
def test_outlooks_are_what_all_completions_come_to_at_length() -> None:
    certain, impossible, left = against_all_completions(range(1000, 1400), most=150)
    assert certain > 50
    assert impossible > 50
    assert left > 400


def against_random_completions(seeds: range, tries: int) -> int:
    """Outlooks of questionnaires with open lists are not contradicted; how many things they said."""
    said = 0
    for seed in seeds:
        rng = Random(seed)
        book = random_book(rng, rules_a_stage=10, fields=10)
        answers = random_answers(rng, rng.choice((0.1, 0.5, 0.8, 0.9)))
        for path in rng.sample([("situation", "initiatives"), ("introduction", "audiences"), ("problems",)], rng.randint(1, 3)):
            put_at(answers, path, None)
        outlook = outlook_of(questionnaire_of(answers), book)
        said += len(outlook.certain) + len(outlook.impossible)
        assert not concluded_of(naive_says(book, answers)) & (outlook.impossible | set(outlook.waits))
        for _ in range(tries):
            filled = randomly_completed(rng, answers)
            assert not contradicted(outlook, naive_says(book, filled)), (seed, filled)
    return said


def test_no_number_of_rows_contradicts_an_outlook() -> None:
    assert against_random_completions(range(25), tries=40) > 0


@pytest.mark.long
def test_no_number_of_rows_contradicts_an_outlook_at_length() -> None:
    assert against_random_completions(range(1000, 1120), tries=100) > 20


def plain_answers(path: Path) -> Answers:
    value = load_case(path).source.value
    assert isinstance(value, dict)
    return value


def check_case(path: Path, tries: int) -> None:
    answers, engine = plain_answers(path), shipped_engine()
    outlook = outlook_of(questionnaire_of(answers), engine.book)
    assert outlook.certain | outlook.impossible | set(outlook.waits) == open_of(engine_says(engine, answers))
    assert not outlook.certain & outlook.impossible
    assert not (outlook.certain | outlook.impossible) & set(outlook.waits)
    rng = Random(path.stem)
    for _ in range(tries):
        filled = randomly_completed(rng, answers)
        assert not contradicted(outlook, engine_says(engine, filled)), filled


@pytest.mark.parametrize("path", shipped_cases(), ids=lambda path: path.stem)
def test_no_answers_contradict_the_outlook_of_a_case(path: Path) -> None:
    check_case(path, tries=15)


@pytest.mark.long
@pytest.mark.parametrize("path", shipped_cases(), ids=lambda path: path.stem)
def test_no_answers_contradict_the_outlook_of_a_case_at_length(path: Path) -> None:
    check_case(path, tries=60)


# -- what no single rule says ----------------------------------------------------------------------------------------------------

RULE = """\
- id: {id}
  for: {for_}
  when:
{when}
  then: {{finding: no_register}}
  because: {{nl: Zo is het., en: So it is.}}
  source: practice
  basis: practice
"""

PROBLEM = """\
- id: {id}
  for: {for_}
  when:
    {when}
  then: {{problem: chatter}}
  because: {{nl: Zo is het., en: So it is.}}
  source: practice
  basis: practice
"""


def book_with(folder: Path, *rules: tuple[str, str]) -> RuleBook:
    """The small rule book with these rules in the stage of the situation: each for a kind of subject, with its conditions."""
    text = "".join(
        RULE.format(id=f"rule-{number}", for_=for_, when="".join(f"    {one}\n" for one in when.split("; ")).rstrip("\n"))
        for number, (for_, when) in enumerate(rules)
    )
    return load_rulebook(written(folder, {**SMALL, "situation/register.yaml": text}), as_of=DAY)


FINDING = ("finding", "no_register", "")


@pytest.mark.parametrize(
    "rules",
    [
        [("case", "situation.register.exists: true"), ("case", "situation.register.exists: false")],
        [("case", "situation.register.completeness: [all, most]"), ("case", "situation.register.completeness: {none_of: [all, most]}")],
        [("case", "introduction.goals: {includes: overview}"), ("case", "introduction.goals: {lacks: overview}")],
        [("case", "situation.signs.requests_per_year: {below: 3}"), ("case", "situation.signs.requests_per_year: {at_least: 3}")],
        [("case", "problems.count: {below: 9}"), ("case", "problems.count: {at_least: 9}")],
        [("case", "situation.groups: {at_most: 40}"), ("case", "situation.groups: {above: 40}")],
        [
            ("case", "situation.register.exists: true; situation.welcome_package: true"),
            ("case", "situation.register.exists: true; situation.welcome_package: false"),
            ("case", "situation.register.exists: false"),
        ],
    ],
)
def test_two_rules_that_cover_all_answers_make_certain_what_the_engine_leaves_open(tmp_path: Path, rules: list[tuple[str, str]]) -> None:
    book = book_with(tmp_path, *rules)
    answers: Answers = {"municipality": {"name": "Voorbeeldstad"}}
    assert FINDING in open_of(naive_says(book, answers))
    outlook = outlook_of(questionnaire_of(answers), book)
    assert FINDING in outlook.certain
    assert FINDING not in outlook.waits


@pytest.mark.parametrize(
    "rules",
    [
        [("case", "situation.register.exists: true; any: [{situation.register.exists: false}]")],
        [("case", "situation.groups: {above: 40, below: 41}")],
        [("case", "situation.platforms: {includes: whatsapp}; situation.platform_count: {above: 1}")],
        [("case", "situation.platforms: {includes: whatsapp}; any: [{situation.platforms: {includes: nextdoor}}]")],
        [("initiative", "initiative.coverage: {below: 20}; any: [{initiative.coverage: {above: 30}}]")],
    ],
)
def test_what_no_answers_bring_about_is_impossible(tmp_path: Path, rules: list[tuple[str, str]]) -> None:
    book = book_with(tmp_path, *rules)
    answers: Answers = {"municipality": {"name": "Voorbeeldstad"}, "situation": {"initiatives": [{}]}}
    assert FINDING in open_of(naive_says(book, answers))
    outlook = outlook_of(questionnaire_of(answers), book)
    assert FINDING in outlook.impossible
    assert FINDING not in outlook.waits


@pytest.mark.parametrize(
    "rules",
    [
        [("initiative", "initiative.coverage: {below: 50}"), ("initiative", "initiative.coverage: {at_least: 50}")],
        [("case", "problems.count: {below: 9}"), ("case", "problems.count: {above: 9}")],
        [("case", "situation.register.exists: true"), ("case", "situation.welcome_package: false")],
    ],
)
def test_rules_that_leave_one_set_of_answers_out_leave_it_open(tmp_path: Path, rules: list[tuple[str, str]]) -> None:
    outlook = outlook_of(questionnaire_of({"municipality": {"name": "Voorbeeldstad"}}), book_with(tmp_path, *rules))
    assert FINDING in outlook.waits


def test_more_rows_than_are_ever_tried_can_still_make_the_difference(tmp_path: Path) -> None:
    book = book_with(tmp_path, ("case", "problems.count: {at_most: 20}"))
    outlook = outlook_of(questionnaire_of({"municipality": {"name": "Voorbeeldstad"}}), book)
    assert FINDING in outlook.waits
    assert outlook.waits[FINDING] == ("problems",)


# -- what open conclusions wait for ----------------------------------------------------------------------------------------------


def single_answers(rng: Random, answers: Answers, book: RuleBook) -> Iterator[tuple[str, Answers]]:
    for one in asked(questionnaire_of(answers)):
        if one.value is None and one.question.kind != "list":
            values = answers_to(one, book, answers, largest_set=3)
            yield one.path, with_answers(answers, [(one.where, rng.choice(values))])


def nothing_waits_in_vain(seeds: Iterable[int]) -> int:
    tried = 0
    for seed in seeds:
        rng = Random(seed)
        book = random_book(rng, rules_a_stage=10, fields=10)
        answers = random_answers(rng, rng.choice((0.2, 0.6, 0.9)))
        outlook = outlook_of(questionnaire_of(answers), book)
        assert all(outlook.waits.values())
        for path, filled in single_answers(rng, answers, book):
            says = naive_says(book, filled)
            for key, paths in outlook.waits.items():
                if path not in paths:
                    tried += 1
                    assert says.get(key) is Status.OPEN, (seed, path, key)
    return tried


def test_a_question_that_nothing_waits_for_settles_nothing_that_is_open() -> None:
    impossible_but_not_ruled_out = 5209
    assert nothing_waits_in_vain([*range(20), impossible_but_not_ruled_out]) > 2000


@pytest.mark.long
def test_a_question_that_nothing_waits_for_settles_nothing_that_is_open_at_length() -> None:
    assert nothing_waits_in_vain(range(5000, 5600)) > 60_000


def test_what_waits_names_open_questions_in_the_order_of_the_questionnaire_and_rows_by_name() -> None:
    place = {path: number for number, path in enumerate(questions())}
    for path in shipped_cases()[:8]:
        case = load_case(path)
        row_by_row = sorted(asked(case.answers), key=lambda one: (place[one.question.path.partition("[]")[0]], one.row))
        order = [one.path for one in row_by_row if one.value is None]
        for paths in outlook_of(case.answers, shipped_engine().book).waits.values():
            assert paths
            assert list(paths) == [one for one in order if one in paths]


def test_a_complete_questionnaire_leaves_nothing_certain_or_waiting() -> None:
    for seed in range(3):
        answers = complete_answers(Random(seed))
        outlook = outlook_of(case_of(answers).answers, shipped_engine().book)
        assert not outlook.certain
        assert not outlook.waits


NEEDS_GROUPS = """\
- id: found
  for: case
  when: {concluded.findings.no_register: true}
  then: {problem: low_coverage}
  because: {nl: Zo is het., en: So it is.}
  source: practice
  basis: practice
- id: not-found
  for: case
  when: {concluded.findings.no_register: false}
  then: {problem: low_coverage}
  because: {nl: Zo is het., en: So it is.}
  source: practice
  basis: practice
- id: few
  for: case
  when: {problems.count: {below: 4}}
  then: {problem: low_coverage}
  because: {nl: Zo is het., en: So it is.}
  source: practice
  basis: practice
"""


def test_what_cannot_be_known_without_groups_is_not_taken_for_known(tmp_path: Path) -> None:
    finding = RULE.format(id="looks", for_="initiative", when="    initiative.members_per_group: {above: 5}")
    files = {**SMALL, "situation/register.yaml": finding, "problems/coverage.yaml": NEEDS_GROUPS}
    book = load_rulebook(written(tmp_path, files), as_of=DAY)
    answers: Answers = {"municipality": {"name": "Voorbeeldstad"}}
    outlook = outlook_of(questionnaire_of(answers), book)
    no_groups = {"situation": {"initiatives": [{"platform": "whatsapp", "groups": 0}]}, "problems": [{}, {}, {}, {}]}
    filled = randomly_completed(Random(1), {**answers, **no_groups})
    assert ("problem", "low_coverage", "") in open_of(naive_says(book, filled))
    assert not contradicted(outlook, naive_says(book, filled))


NEEDS_INITIATIVE = """\
- id: found
  for: case
  when: {concluded.problems.chatter: true}
  then: {action: set-up-register, priority: high, serves: [low_coverage]}
  because: {nl: Zo is het., en: So it is.}
  source: practice
  basis: practice
- id: not-found
  for: case
  when: {concluded.problems.chatter: false}
  then: {action: set-up-register, priority: high, serves: [low_coverage]}
  because: {nl: Zo is het., en: So it is.}
  source: practice
  basis: practice
- id: few
  for: case
  when: {introduction.audience_count: {below: 4}}
  then: {action: set-up-register, priority: high, serves: [low_coverage]}
  because: {nl: Zo is het., en: So it is.}
  source: practice
  basis: practice
"""


def test_what_a_report_carries_along_of_no_initiative_is_not_taken_for_known(tmp_path: Path) -> None:
    problem = PROBLEM.format(id="looks", for_="report", when="initiative.coverage: {above: 5}")
    files = {**SMALL, "problems/coverage.yaml": problem, "solutions/register.yaml": NEEDS_INITIATIVE}
    book = load_rulebook(written(tmp_path, files), as_of=DAY)
    answers: Answers = {"municipality": {"name": "Voorbeeldstad"}, "problems": [{"platform": "whatsapp"}]}
    outlook = outlook_of(questionnaire_of(answers), book)
    no_initiative = {"situation": {"initiatives": []}, "introduction": {"audiences": [{}, {}, {}, {}]}}
    filled = randomly_completed(Random(1), {**answers, **no_initiative})
    assert ("action", "set-up-register", "") in open_of(naive_says(book, filled))
    assert not contradicted(outlook, naive_says(book, filled))
