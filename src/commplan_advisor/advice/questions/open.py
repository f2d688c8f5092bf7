"""What is still open, in words: the conclusions, what may become of them, and the questions that they wait for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from commplan_advisor.advice.answers import asked_words
from commplan_advisor.advice.model import OpenConclusion, OpenQuestion, Prospect
from commplan_advisor.advice.questions.waiting import Outlook, counted, ranked
from commplan_advisor.common.kept import kept, program_stamp
from commplan_advisor.common.text import Language
from commplan_advisor.engine.conclusions import Key, Outcomes
from commplan_advisor.questionnaire.added import added
from commplan_advisor.questionnaire.asked import asked
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.questions import question_path_of, questions
from commplan_advisor.rulebook.model import RuleBook


def kept_outlook(answers: Questionnaire, book: RuleBook) -> Outlook:
    """The outlook of a questionnaire, from the cache when these answers were advised on before with these rules."""
    program = program_stamp("advice", "reasoning", "rulebook", "questionnaire")
    rules = [book.digest, book.as_of.isoformat(), str(added())]
    asked_for = json.dumps(["outlook", program, *rules, answers.model_dump(mode="json", by_alias=True)])

    def compute() -> str:
        from commplan_advisor.advice.questions.outlook import outlook_of

        return _as_json(outlook_of(answers, book))

    told = json.loads(kept(asked_for, compute, shelf="outlooks"))
    certain, impossible = (frozenset(_key(key) for key in told[name]) for name in ("certain", "impossible"))
    waits, settled_by = ({_key(key): tuple(paths) for key, paths in told[name]} for name in ("waits", "settled_by"))
    return Outlook(certain, impossible, waits, settled_by)


def quick_outlook(answers: Questionnaire, book: RuleBook) -> Outlook:
    """The outlook of a questionnaire without proofs."""
    from commplan_advisor.advice.questions.outlook import unproven_outlook

    return unproven_outlook(answers, book)


def _as_json(outlook: Outlook) -> str:
    waits, settled_by = ([[key, paths] for key, paths in told.items()] for told in (outlook.waits, outlook.settled_by))
    return json.dumps(
        {"certain": sorted(outlook.certain), "impossible": sorted(outlook.impossible), "waits": waits, "settled_by": settled_by}
    )


def _key(written: Sequence[str]) -> Key:
    kind, id_, about = written
    return kind, id_, about


def open_conclusions(outcomes: Outcomes, outlook: Outlook, book: RuleBook, language: Language) -> tuple[OpenConclusion, ...]:
    """Everything that the engine leaves open, and what may become of it."""
    return tuple(
        OpenConclusion(
            one.kind,
            one.id,
            one.about,
            book.catalogue.entry(one.kind, one.id).title.in_(language),
            prospect_of(one.key, outlook),
            outlook.waits.get(one.key) or outlook.settled_by.get(one.key, ()),
        )
        for one in outcomes.open()
    )


def prospect_of(key: Key, outlook: Outlook) -> Prospect:
    """What may become of something that is open."""
    return "certain" if key in outlook.certain else "impossible" if key in outlook.impossible else "open"


def open_questions(
    answers: Questionnaire, waits: Mapping[Key, Sequence[str]], book: RuleBook, language: Language
) -> tuple[OpenQuestion, ...]:
    """The questions that open conclusions wait for, the one on which most problems, actions and dates depend first."""
    return tuple(
        OpenQuestion(
            path,
            questions()[question_path_of(path)].item,
            asked_words(path, language),
            counted(keys),
            tuple(sorted({book.catalogue.entry(kind, id_).title.in_(language) for kind, id_, _ in keys})),
        )
        for path, keys in ranked(waits, [one.path for one in asked(answers, rows_by_name=True)]).items()
    )
