"""Which answers make the difference: what is told does what it says, and no part of it can be left out."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from commplan_advisor.advice.compare.causes import Cause, cause_of, weights
from commplan_advisor.advice.compare.comparing import Seen, drawn_from
from commplan_advisor.advice.compare.differing import Difference, Mixer, differences
from commplan_advisor.engine.conclusions import Key
from commplan_advisor.questionnaire.editing import Change, change_from, changed
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.questions import questions
from commplan_advisor.questionnaire.reading import Case, load_case
from tests.support.answers import Answers, case_of, questionnaire_of, random_answers
from tests.support.shipped import ROOT, shipped_engine

pytestmark = pytest.mark.broad

PAIRS = 25


def seen(case: Case, label: str = "") -> Seen:
    return Seen(label or case.name, case, drawn_from(shipped_engine().run(facts_of(case.answers))), {})


def advice_with(case: Case, changes: Sequence[Change]) -> frozenset[Key]:
    """The advice on a case with other answers, found the way of `what-if` and not that of the search."""
    return seen(changed(case, changes)).drawn.advice


def found_for(base: Answers, other: Answers) -> Cause:
    return cause_of(seen(case_of(base), "A"), seen(case_of(other), "B"), shipped_engine(), "nl")


def town(**chapters: object) -> Answers:
    return {"municipality": {"name": "Voorbeeldstad"}, **chapters}


def random_pair(rng: Random) -> tuple[Answers, Answers]:
    """Two questionnaires, of which the second is quite other or has some other answers."""
    one, two = (random_answers(rng, share=rng.choice([0.05, 0.2, 0.4]), rows=2) for _ in range(2))
    return (one, two) if rng.random() < 0.5 else (one, {**one, **{key: two[key] for key in two if rng.random() < 0.6}})


def check_pair(seed: int) -> None:
    one, two = random_pair(Random(seed))
    base, wanted = case_of(one), seen(case_of(two)).drawn.advice
    cause = found_for(one, two)
    if cause.equal:
        assert not cause.answers
        assert advice_with(base, []) == wanted
        return
    changes = [change_from(answer.change) for answer in cause.answers]
    assert changes, f"seed {seed}: other advice, and no answer that makes it so"
    assert advice_with(base, changes) == wanted, f"seed {seed}: {[answer.change for answer in cause.answers]}"
    for place, answer in enumerate(cause.answers):
        rest = [*changes[:place], *changes[place + 1 :]]
        assert advice_with(base, rest) != wanted, f"seed {seed}: {answer.change} can be left out"


@pytest.mark.parametrize("seed", range(PAIRS))
def test_a_cause_gives_the_advice_of_the_other_and_no_part_of_it_can_be_left_out(seed: int) -> None:
    check_pair(seed)


@pytest.mark.long
@pytest.mark.parametrize("start", range(PAIRS, PAIRS + 400, 50))
def test_the_same_for_many_more_pairs(start: int) -> None:
    for seed in range(start, start + 50):
        check_pair(seed)


@pytest.mark.parametrize("names", [("waalwijk-2022", "westland-2019"), ("heerde-2018", "tilburg-2018")])
def test_the_same_for_real_cases_in_both_directions(names: tuple[str, str]) -> None:
    cases = [load_case(ROOT / "cases" / "real" / f"{name}.yaml") for name in names]
    for base, other in (cases, cases[::-1]):
        wanted = seen(other).drawn.advice
        cause = cause_of(seen(base), seen(other), shipped_engine(), "nl")
        changes = [change_from(answer.change) for answer in cause.answers]
        assert advice_with(base, changes) == wanted
        for place in range(len(changes)):
            assert advice_with(base, [*changes[:place], *changes[place + 1 :]]) != wanted


# ---- what is told --------------------------------------------------------------------------------------------------------------------


def test_one_answer_that_makes_the_difference_is_the_only_one_told() -> None:
    base = town(situation={"register": {"exists": True}}, notes="zo", introduction={"keep": "dit"})
    other = town(situation={"register": {"exists": False}}, notes="anders", introduction={"keep": "dat"})
    cause = found_for(base, other)
    assert [(one.path, one.base, one.other) for one in cause.answers] == [("situation.register.exists", "ja", "nee")]
    assert (cause.base, cause.other, cause.equal) == ("A", "B", False)
    assert cause.differing == 3
    assert cause.conclusions > 0


def test_other_answers_with_the_same_advice_are_said_to_be_equal() -> None:
    cause = found_for(town(notes="zo"), town(notes="anders"))
    assert cause.equal
    assert (cause.answers, cause.conclusions, cause.differing) == ((), 0, 1)


def test_a_row_that_only_one_of_them_has_is_told_as_such() -> None:
    base, other = town(problems=[{"type": "chatter"}]), town(problems=[{"type": "sign_requests"}])
    told = {one.path: (one.base, one.other) for one in found_for(base, other).answers}
    assert told == {
        "problems[chatter]": ("staat in de lijst", "staat niet in de lijst"),
        "problems[sign_requests]": ("staat niet in de lijst", "staat in de lijst"),
    }


def test_of_a_new_row_only_the_answers_that_matter_are_told() -> None:
    row = {"platform": "whatsapp", "name": "Buurt", "groups": 20, "coverage": 10}
    cause = found_for(town(), town(situation={"initiatives": [row]}))
    assert "situation.initiatives[whatsapp].coverage" in {one.path for one in cause.answers}
    assert "situation.initiatives[whatsapp].name" not in {one.path for one in cause.answers}


def test_questions_are_told_in_both_languages_with_their_row() -> None:
    bases = [town(situation={"initiatives": [{"platform": "whatsapp", "coverage": share}]}) for share in (90, 10)]
    for language, words in (
        ("nl", "Welk deel van het gebied heeft een groep? (WhatsApp)"),
        ("en", "What share of the area has a group? (WhatsApp)"),
    ):
        one, two = (seen(case_of(base)) for base in bases)
        (answer,) = cause_of(one, two, shipped_engine(), language).answers  # type: ignore[arg-type]
        assert (answer.question, answer.base, answer.other) == (words, "90 %", "10 %")


# ---- the parts of it -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(40))
def test_all_differences_together_make_the_other_questionnaire(seed: int) -> None:
    rng = Random(seed)
    one, two = (questionnaire_of(random_answers(rng, share=rng.choice([0.1, 0.5, 0.9]))) for _ in range(2))
    mixed = Mixer(one).mixed(differences(one, two))
    assert mixed is not None
    assert facts_of(mixed).case == facts_of(two).case
    assert differences(mixed, two) == ()


def test_equal_questionnaires_have_no_differences() -> None:
    answers = questionnaire_of(random_answers(Random(3), share=0.9))
    assert differences(answers, answers) == ()


@pytest.mark.parametrize(
    ("base", "other"), [(None, []), ([], None), ([{"type": "chatter"}], None), ([{"type": "chatter"}], []), (None, [{"type": "chatter"}])]
)
def test_a_list_that_was_not_answered_is_not_an_empty_one(base: object, other: object) -> None:
    answers = [questionnaire_of(town(**({} if rows is None else {"problems": rows}))) for rows in (base, other)]
    assert [one.path.partition("[")[0] for one in differences(*answers)] == ["problems"]
    mixed = Mixer(answers[0]).mixed(differences(*answers))
    assert mixed is not None
    assert mixed.problems == answers[1].problems


def test_a_row_without_a_name_is_changed_with_its_whole_list() -> None:
    answers = [questionnaire_of(town(problems=rows)) for rows in ([{"type": "chatter"}], [{"where": "Noord"}])]
    (found,) = differences(*answers)
    assert found == Difference("problems", [{"type": "chatter"}], [{"where": "Noord"}])


def test_answers_that_do_not_go_together_are_no_case() -> None:
    assert Mixer(Questionnaire.model_validate(town())).mixed([Difference("municipality.inhabitants", None, -1)]) is None


def test_rules_look_at_questions_that_exist_and_not_at_notes() -> None:
    looked_at = weights(shipped_engine().book)
    assert set(looked_at) <= set(questions())
    assert looked_at["situation.initiatives[].platform"] > looked_at["situation.register.exists"] > 0
    assert "notes" not in looked_at
