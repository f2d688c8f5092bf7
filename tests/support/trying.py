"""Random trials of a space of answers, and the questionnaires that they stand for."""

from __future__ import annotations

import copy
import re
from random import Random
from typing import Any

from commplan_advisor.questionnaire.questions import Question
from commplan_advisor.reasoning.space import Space
from commplan_advisor.reasoning.trying import Trials
from tests.support.answers import Answers, random_answer


def random_trials(rng: Random, space: Space, count: int, *, complete: bool) -> Trials:
    """Trials in which all that varies is answered at random, or (unless complete) some of it is."""
    trials = Trials(space, count)
    for trial in range(count):
        share = 1.0 if complete else rng.random()
        for slot in space.slots:
            if not slot.varies or rng.random() > share:
                continue
            if slot.question.kind == "list":
                trials.answer(slot, trial, slot.value if slot.value is not None else [])
                trials.rows.setdefault(slot.number, {})[trial] = rng.randint(0, space.more_rows)
            else:
                trials.answer(slot, trial, nearby_answer(rng, slot.question))
    return trials


def nearby_answer(rng: Random, question: Question) -> Any:
    """A random answer; numbers are often small, where the thresholds of rules are."""
    if question.kind == "number" and rng.random() < 0.5:
        return rng.randint(1, 20)
    return random_answer(rng, question)


def answers_of(trials: Trials, trial: int, answers: Answers) -> Answers:
    """The questionnaire that one trial stands for."""
    given = copy.deepcopy(answers)
    for number, by_trial in trials.answers.items():
        slot = trials.space.slots[number]
        if trial not in by_trial:
            continue
        if slot.question.kind == "list":
            holder, last = _holder(given, slot.path)
            holder[last] = [*(holder.get(last) or []), *({} for _ in range(trials.rows.get(number, {}).get(trial, 0)))]
    for number, by_trial in trials.answers.items():
        slot = trials.space.slots[number]
        if trial not in by_trial or slot.question.kind == "list":
            continue
        found = re.match(r"^(.*)\[(.*)\]\.(.*)$", slot.path)
        if not found:
            holder, last = _holder(given, slot.path)
            holder[last] = by_trial[trial]
            continue
        list_path, _, last = found.groups()
        holder, name = _holder(given, list_path)
        rows = holder.get(name) or []
        index = slot.index
        if index < len(rows):
            rows[index][last] = by_trial[trial]
    return given


def _holder(answers: Answers, path: str) -> tuple[Answers, str]:
    *above, last = path.split(".")
    for part in above:
        answers = answers.setdefault(part, {})
    return answers, last
