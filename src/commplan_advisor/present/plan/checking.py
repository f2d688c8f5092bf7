"""Whether the texts of a plan can be filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from commplan_advisor.advice.advise import advise
from commplan_advisor.common.faults import Fault
from commplan_advisor.common.text import LANGUAGES
from commplan_advisor.engine.engine import Engine
from commplan_advisor.present.plan.content import plan_of
from commplan_advisor.present.plan.texts import FOLDER, Texts
from commplan_advisor.questionnaire.models import Planning
from commplan_advisor.questionnaire.reading import load_case
from commplan_advisor.rulebook.loading import load_rulebook, shipped

_EXAMPLES = ("complete", "name-only")
"""Questionnaires that ship: with everything that a plan may show, and with nothing of it."""


def faulty_texts(folder: Path, day: date) -> tuple[Fault, ...]:
    """What is wrong in the texts of a rule book, each filled in with the plan of a full and of an empty questionnaire, in both languages.

    Args:
        folder: of a rule book that can be read; one without texts of its own has none that are wrong.
        day: on which its rules count.

    Raises:
        FaultyInputError: the rule book is wrong.
        MissingExtraError: jinja2 is not installed.
        UnreadableFileError: a file cannot be read.
    """
    if not (folder / FOLDER).is_dir():
        return ()
    engine = Engine(load_rulebook(folder, as_of=day))
    found: dict[Fault, None] = {}
    for name in _EXAMPLES:
        told = load_case(shipped("cases") / "example" / f"{name}.yaml")
        case = replace(told, answers=told.answers.model_copy(update={"planning": Planning()}))  # its roles may not be those of this book
        for language in LANGUAGES:
            advice = advise(case, engine, language=language, start=day, prove=False)
            texts = Texts(folder, language)
            found |= dict.fromkeys(texts.faults(plan_of(case.answers, advice, texts_hash=texts.hash), case.answers))
    return tuple(found)
