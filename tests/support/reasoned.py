"""What formulas say of trials, beside what the engine and the naive evaluator say of the questionnaires that the trials stand for."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from commplan_advisor.engine.conclusions import Key, Status
from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.asked import Asked
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.reasoning.consequences import consequences
from commplan_advisor.reasoning.fields import Verdict
from commplan_advisor.reasoning.proving import Found
from commplan_advisor.reasoning.space import Space
from commplan_advisor.reasoning.trying import Trials
from commplan_advisor.rulebook.model import RuleBook
from tests.support.answers import Answers, questionnaire_of, random_answers
from tests.support.oracle import verdicts
from tests.support.trying import answers_of, random_trials

Says = dict[Key, Status]
"""What is concluded and what is open; the rest is ruled out."""

SHARES = (0.05, 0.3, 0.6, 0.95)
_NEVER_VARIES = ("questionnaire", "municipality.name")


def naive_says(book: RuleBook, answers: Answers) -> Says:
    """The naive evaluator on a questionnaire."""
    states, _ = verdicts(book, facts_of(questionnaire_of(answers)))
    return {key: Status.CONCLUDED if state else Status.OPEN for key, state in states.items() if state is not False}


def engine_says(engine: Engine, answers: Answers) -> Says:
    """The engine on a questionnaire."""
    return {key: one.status for key, one in engine.run(facts_of(questionnaire_of(answers))).conclusions.items()}


def formulas_say(book: RuleBook, trials: Trials) -> list[Says]:
    """The formulas on each trial."""
    return trials_say(consequences(book, trials.space), trials)


def trials_say(told: Mapping[Key, Verdict], trials: Trials) -> list[Says]:
    """What formulas say of each trial."""
    held = trials.holds(side for verdict in told.values() for side in verdict)
    found: list[Says] = [{} for _ in range(trials.count)]
    for key, (concluded, ruled_out) in told.items():
        assert not held[concluded] & held[ruled_out], f"{key} is both concluded and ruled out"
        for trial, says in enumerate(found):
            if held[concluded] >> trial & 1:
                says[key] = Status.CONCLUDED
            elif not held[ruled_out] >> trial & 1:
                says[key] = Status.OPEN
    return found


def any_answer(one: Asked) -> bool:
    """Every question varies but what a file cannot do without."""
    return one.path not in _NEVER_VARIES


def no_answer(one: Asked) -> bool:
    """Only questions without an answer vary."""
    return one.value is None


def tried_at_random(rng: Random, trials: int) -> tuple[Trials, Answers]:
    """Random trials of random answers, and these answers."""
    answers = random_answers(rng, rng.choice(SHARES))
    varies = rng.choice((any_answer, no_answer))
    space = Space(questionnaire_of(answers), varies, more_rows=rng.randint(0, 2))
    return random_trials(rng, space, trials, complete=rng.random() < 0.3), answers


def answers_found(space: Space, found: Found, answers: Answers) -> Answers:
    """The questionnaire with the answers that the solver found."""
    return answers_of(trial_found(space, found), 0, answers)


def trial_found(space: Space, found: Found) -> Trials:
    """The answers that the solver found as the one trial there is."""
    trials = Trials(space, 1)
    for number, answer in found.answers.items():
        trials.answer(space.slots[number], 0, answer)
    trials.rows = {number: {0: rows} for number, rows in found.rows.items()}
    return trials


def status_of(says: Mapping[Key, Status], key: Key) -> Status:
    """The status of anything that rules can conclude."""
    return says.get(key, Status.RULED_OUT)
