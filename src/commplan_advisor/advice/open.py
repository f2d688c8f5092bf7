"""What is still open, in words: the conclusions, what may become of them, and the questions that they wait for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from commplan_advisor.advice.model import OpenConclusion, OpenQuestion, Prospect
from commplan_advisor.advice.outlook import Outlook, counted, outlook_of, ranked
from commplan_advisor.common.kept import kept, program_stamp
from commplan_advisor.common.text import Language, Text
from commplan_advisor.engine.conclusions import Outcomes
from commplan_advisor.questionnaire.asked import asked
from commplan_advisor.questionnaire.facts import NAMED_BY, ROWS
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.questions import questions
from commplan_advisor.reasoning.consequences import Key
from commplan_advisor.rulebook.model import RuleBook


def kept_outlook(answers: Questionnaire, book: RuleBook) -> Outlook:
    """The outlook of a questionnaire, from the cache when these answers were advised on before with these rules."""
    program = program_stamp("advice", "reasoning", "rulebook", "questionnaire")
    asked_for = json.dumps(["outlook", program, book.digest, book.as_of.isoformat(), answers.model_dump(mode="json", by_alias=True)])
    told = json.loads(kept(asked_for, lambda: _as_json(outlook_of(answers, book)), shelf="outlooks"))
    certain, impossible = (frozenset(_key(key) for key in told[name]) for name in ("certain", "impossible"))
    waits, settled_by = ({_key(key): tuple(paths) for key, paths in told[name]} for name in ("waits", "settled_by"))
    return Outlook(certain, impossible, waits, settled_by)


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
            questions()[asked_at(path)].item,
            question_words(path).in_(language),
            counted(keys),
            tuple(sorted({book.catalogue.entry(kind, id_).title.in_(language) for kind, id_, _ in keys})),
        )
        for path, keys in ranked(waits, [one.path for one in asked(answers)]).items()
    )


def question_words(path: str) -> Text:
    """A question in words; of a row with what the row is called."""
    text = questions()[asked_at(path)].text
    if "[" not in path:
        return text
    row = _row_words(path[path.find("[") + 1 : path.find("]")], asked_at(path))
    return Text(f"{text.nl} ({row.nl})", f"{text.en} ({row.en})")


def asked_at(path: str) -> str:
    """The question at a path: without the name of the row."""
    return path if "[" not in path else f"{path[: path.index('[')]}[]{path[path.index(']') + 1 :]}"


def _row_words(row: str, question: str) -> Text:
    """What a row is called: its platform, audience or problem in words, with its number when there are more of it."""
    prefix = question.partition("[]")[0] + "[]."
    kind = next(kind for kind, path in ROWS.items() if path == prefix)
    label, _, number = row.partition("-")
    words = {option.value: option for option in questions()[prefix + NAMED_BY[kind]].options}
    if label not in words:
        return Text(row, row)
    more = f" {number}" if number else ""
    return Text(words[label].nl + more, words[label].en + more)
