"""What is still open: the conclusions that wait for answers, and the questions that they wait for."""

from __future__ import annotations

from collections.abc import Iterator

from commplan_advisor.advice.model import OpenConclusion, OpenQuestion
from commplan_advisor.common.text import Language, Text
from commplan_advisor.engine.conclusions import Outcomes, Reason
from commplan_advisor.questionnaire.facts import NAMED_BY, ROWS, Subject, fields_of_kind
from commplan_advisor.questionnaire.questions import questions
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.rulebook.vocabulary import REPORTED_SETS

Waiting = dict[str, set[tuple[str, str, str]]]


def open_conclusions(outcomes: Outcomes, book: RuleBook, language: Language) -> tuple[OpenConclusion, ...]:
    """Everything that may yet be concluded."""
    return tuple(
        OpenConclusion(one.kind, one.id, one.about, book.catalogue.entry(one.kind, one.id).title.in_(language)) for one in outcomes.open()
    )


def open_questions(outcomes: Outcomes, book: RuleBook, language: Language) -> tuple[OpenQuestion, ...]:
    """The questions that open conclusions wait for, those that most wait for first."""
    waiting: Waiting = {}
    for conclusion in outcomes.open():
        for reason in conclusion.may:
            for path in _unanswered(reason, outcomes):
                waiting.setdefault(path, set()).add(conclusion.key)
    found = [_question(path, keys, book, language) for path, keys in waiting.items()]
    return tuple(sorted(found, key=lambda one: (-one.opens, one.path)))


def _question(path: str, keys: set[tuple[str, str, str]], book: RuleBook, language: Language) -> OpenQuestion:
    asked = _asked(path)
    question = questions()[asked]
    row = path[path.find("[") + 1 : path.find("]")] if "[" in path else ""
    text = question.text.in_(language) + (f" ({_row_words(row, asked).in_(language)})" if row else "")
    titles = sorted({book.catalogue.entry(kind, id_).title.in_(language) for kind, id_, _ in keys})
    return OpenQuestion(path, question.item, text, len(keys), tuple(titles))


def _row_words(row: str, asked: str) -> Text:
    """What a row is called: its platform, audience or problem in words, with its number when there are more of it."""
    prefix = asked.partition("[]")[0] + "[]."
    kind = next(kind for kind, path in ROWS.items() if path == prefix)
    label, _, number = row.partition("-")
    words = {option.value: option for option in questions()[prefix + NAMED_BY[kind]].options}
    if label not in words:
        return Text(row, row)
    more = f" {number}" if number else ""
    return Text(words[label].nl + more, words[label].en + more)


def _asked(path: str) -> str:
    """The question at a path: without the name of the row."""
    return path if "[" not in path else f"{path[: path.index('[')]}[]{path[path.index(']') + 1 :]}"


def _unanswered(reason: Reason, outcomes: Outcomes) -> Iterator[str]:
    """The questions whose answers a rule still needs for a subject."""
    subject = reason.subject
    if not subject.settled and subject.kind in ROWS:
        yield ROWS[subject.kind].removesuffix("[].")
    for condition in reason.rule.conditions:
        paths = (
            [f"{condition.field}.{value}" for value in condition.values]
            if condition.operator in ("includes", "lacks")
            else [condition.field]
        )
        if all(path in subject.fields or path in outcomes.fields for path in paths):
            continue
        yield from _asks(condition.field, subject, outcomes)


def _asks(path: str, subject: Subject, outcomes: Outcomes) -> Iterator[str]:
    own = path.partition(".")[0]
    if own in ROWS:
        if subject.settled:
            for asked in fields_of_kind(own)[path].asks:
                if _field_of(asked, own) not in subject.fields:
                    yield asked.replace("[]", f"[{subject.id}]")
        return
    field = fields_of_kind("case").get(path)
    asks = field.asks if field else fields_of_kind("report")[REPORTED_SETS[path]].asks if path in REPORTED_SETS else ()
    for asked in asks:
        if "[]" in asked:
            yield from _of_rows(asked, outcomes)
        elif asked not in outcomes.fields:
            yield asked


def _of_rows(asked: str, outcomes: Outcomes) -> Iterator[str]:
    """The question of each row that left it open, or of the list itself when that was not answered."""
    kind = next(kind for kind, prefix in ROWS.items() if asked.startswith(prefix))
    field = _field_of(asked, kind)
    for row in outcomes.facts.of_kind(kind):
        if not row.settled:
            yield ROWS[kind].removesuffix("[].")
        elif field not in row.fields:
            yield asked.replace("[]", f"[{row.id}]")


def _field_of(asked: str, kind: str) -> str:
    """The field of a row that the answer to a question about it becomes."""
    return f"{kind}.{asked[len(ROWS[kind]) :]}"
