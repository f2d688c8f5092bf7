"""Which open question matters most, as blocks and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from commplan_advisor.advice.answers import asked_words
from commplan_advisor.advice.questions.next_question import Answer, NextQuestions, Telling
from commplan_advisor.advice.questions.waiting import ACTIONS, COUNTED, DATES, PROBLEMS, counted
from commplan_advisor.advice.words import number, shown
from commplan_advisor.common.text import Language, Text
from commplan_advisor.engine.conclusions import Key
from commplan_advisor.present.blocks import Block, Bullets, Heading, Paragraph, Table
from commplan_advisor.present.labels import label
from commplan_advisor.questionnaire.questions import Question, question_path_of, questions
from commplan_advisor.rulebook.catalogue import ABOUT
from commplan_advisor.rulebook.model import RuleBook

SCHEMA = "commplan-next/1"
"""Name and version of the machine-readable form."""
_TITLES_SHOWN = 6
_ANSWERS_SHOWN = 8
_PAIRS_SHOWN = 5
_QUESTIONS_SHOWN = 2

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Welke vraag telt nu het meest voor {municipality}?", "Which question matters most for {municipality} now?"),
    "short": (
        "Er zijn nog {open} open vragen die het advies kunnen veranderen. Bovenaan staan de vragen waar de meeste problemen, acties en "
        "data van afhangen.",
        "{open} open questions can still change the advice. The questions on which most problems, actions and dates depend come first.",
    ),
    "one": ("Er is nog 1 open vraag die het advies kan veranderen.", "1 open question can still change the advice."),
    "nothing": (
        "Geen open vraag kan het advies nog veranderen: het advies staat vast.",
        "No open question can change the advice any more: the advice is settled.",
    ),
    "settles_most": (
        "Eén antwoord maakt het meeste zeker, ook van bevindingen en taken, bij deze vraag: {question}",
        "One answer makes most certain, of findings and tasks too, at this question: {question}",
    ),
    "question": ("Vraag", "Question"),
    "item": ("Format", "Format"),
    "problems": ("Problemen", "Problems"),
    "actions": ("Acties", "Actions"),
    "dates": ("Data", "Dates"),
    "each": ("Wat elk antwoord vastlegt", "What each answer settles"),
    "answer": ("Antwoord", "Answer"),
    "comes": ("Dit komt erbij", "This comes"),
    "goes": ("Dit valt af", "This is ruled out"),
    "more": ("en nog {count}", "and {count} more"),
    "alone": (
        "Deze vraag alleen legt geen probleem, actie of datum vast. Samen met andere vragen wel.",
        "By itself this question settles no problem, action or date. Together with others it does.",
    ),
    "other_answers": ("Andere antwoorden: {count}.", "Other answers: {count}."),
    "together": ("Vragen die alleen samen iets vastleggen", "Questions that settle something only together"),
    "together_explained": (
        "Deze twee vragen leggen samen iets vast dat geen van beide alleen vastlegt. Zoek de antwoorden dus samen uit.",
        "These two questions settle something together that neither settles alone. So look for both answers at once.",
    ),
    "first": ("Vraag 1", "Question 1"),
    "second": ("Vraag 2", "Question 2"),
    "settled": ("Legt samen vast", "Settle together"),
    "certain": ("Zeker, wat u ook antwoordt", "Certain, whatever you answer"),
    "impossible": ("Kan niet meer, wat u ook antwoordt", "Impossible, whatever you answer"),
    "after": ("staat in het advies na antwoord op: {questions}", "in the advice once you answer: {questions}"),
    "rest": (
        "En nog {count} vragen: 'commplan next --all' noemt ze allemaal.",
        "And {count} more questions: 'commplan next --all' lists them all.",
    ),
    "further": ("kleinere gevolgen: {count}", "smaller effects: {count}"),
    "none": ("geen", "none"),
    "timing": ("Begin", "Start"),
    "measurement": ("Meting", "Measurement"),
    "evaluation": ("Evaluatie", "Evaluation"),
}


def next_page(told: NextQuestions, municipality: str, book: RuleBook, language: Language, *, shown_first: int | None) -> Iterator[Block]:
    """The page of `commplan next`; `shown_first` questions, or all with None."""
    return _Page(told, book, language).blocks(municipality, shown_first)


class _Page:
    def __init__(self, told: NextQuestions, book: RuleBook, language: Language) -> None:
        self.told = told
        self.book = book
        self.language: Language = language

    def _(self, name: str, **filled: object) -> str:
        if name not in _WORDS:
            return label(name, self.language, **filled)
        return _WORDS[name][0 if self.language == "nl" else 1].format(**filled)

    def blocks(self, municipality: str, shown_first: int | None) -> Iterator[Block]:
        told = self.told.questions
        yield Heading(1, self._("title", municipality=municipality))
        if not told:
            yield Paragraph(self._("nothing"))
        else:
            yield Paragraph(self._("one") if len(told) == 1 else self._("short", open=len(told)))
            if self.told.settles_most and len(told) > 1:
                yield Paragraph(self._("settles_most", question=self._question(self.told.settles_most)))
            yield from self._table(told, shown_first)
            yield from self._each(told[: shown_first or len(told)])
            yield from self._pairs()
        yield from self._prospects()

    def _question(self, path: str) -> str:
        return asked_words(path, self.language)

    def _table(self, told: Sequence[Telling], shown_first: int | None) -> Iterator[Block]:
        first = told[:shown_first]
        yield Table(
            ("", *(self._(name) for name in ("question", "item", "problems", "actions", "dates"))),
            tuple(
                (
                    str(place),
                    self._question(one.path),
                    questions()[question_path_of(one.path)].item,
                    *(str(one.count(kinds)) for kinds in (PROBLEMS, ACTIONS, DATES)),
                )
                for place, one in enumerate(first, start=1)
            ),
        )
        if len(told) > len(first):
            yield Paragraph(self._("rest", count=len(told) - len(first)))

    def _each(self, told: Iterable[Telling]) -> Iterator[Block]:
        yield Heading(2, self._("each"))
        for place, one in enumerate(told, start=1):
            yield Heading(3, f"{place}. {self._question(one.path)}")
            rows = self._answers(one)
            if not rows:
                yield Paragraph(self._("alone"))
                continue
            yield Table((self._("answer"), self._("comes"), self._("goes")), tuple(rows[:_ANSWERS_SHOWN]))
            if len(rows) > _ANSWERS_SHOWN:
                yield Paragraph(self._("other_answers", count=len(rows) - _ANSWERS_SHOWN))

    def _answers(self, one: Telling) -> list[tuple[str, str, str]]:
        """The answers that settle something, those that settle the same on one line."""
        question = questions()[question_path_of(one.path)]
        same: dict[tuple[tuple[Key, ...], tuple[Key, ...]], list[object]] = {}
        for answer in one.answers:
            same.setdefault((answer.concluded, answer.ruled_out), []).append(answer.value)
        if not any(counted((*comes, *goes)) for comes, goes in same):
            return []
        return [(self._values(question, values), self._effect(comes), self._effect(goes)) for (comes, goes), values in same.items()]

    def _effect(self, keys: Sequence[Key]) -> str:
        actions = {key[1] for key in keys if key[0] == "action"}  # an action comes with its dates: those need no telling
        telling = [key for key in keys if key[0] != "timing" or key[2] not in actions]
        titles = [self._title(key) for kind in COUNTED for key in telling if key[0] == kind]
        rest = len(telling) - counted(telling)
        told = titles[:_TITLES_SHOWN]
        if len(titles) > _TITLES_SHOWN:
            told.append(self._("more", count=len(titles) - _TITLES_SHOWN))
        if rest:
            told.append(self._("further", count=rest))
        return "; ".join(told) or "–"

    def _title(self, key: Key) -> str:
        kind, id_, about = key
        title = self.book.catalogue.entry(kind, id_).title.in_(self.language)
        of = f" ({self.book.catalogue.entry(ABOUT[kind], about).title.in_(self.language)})" if about else ""
        return f"{self._(kind).capitalize()}: {title}{of}"

    def _values(self, question: Question, values: Sequence[object]) -> str:
        """Answers in words; numbers as what lies between the least and the most of them."""
        if question.kind == "number":
            numbers = [float(str(value)) for value in values]
            least, most = number(min(numbers), self.language), number(max(numbers), self.language)
            return " – ".join(dict.fromkeys((least, most))) + (f" {question.unit}" if question.unit else "")
        words = [self._value(question, value) for value in values]
        shown_ = words[:3]
        if len(words) > len(shown_):
            shown_.append(self._("more", count=len(words) - len(shown_)))
        return "; ".join(shown_)

    def _value(self, question: Question, value: object) -> str:
        if isinstance(value, list):
            members = [next(iter(one.values())) if isinstance(one, dict) else one for one in value]
            of = questions()[f"{question.path}[].{next(iter(value[0]))}"] if members and isinstance(value[0], dict) else question
            return ", ".join(self._value(of, member) for member in members) or self._("none")
        words = {option.value: Text(option.nl, option.en) for option in question.options}
        return shown(value, words, self.language) if isinstance(value, bool | int | float | str) else ""

    def _pairs(self) -> Iterator[Block]:
        pairs = [one for one in self.told.together if counted(one.settles)]
        if not pairs:
            return
        yield Heading(2, self._("together"))
        yield Paragraph(self._("together_explained"))
        yield Table(
            (self._("first"), self._("second"), self._("settled")),
            tuple((*(self._question(path) for path in one.paths), self._effect(one.settles)) for one in pairs[:_PAIRS_SHOWN]),
        )

    def _prospects(self) -> Iterator[Block]:
        for name, keys in (("certain", self.told.outlook.certain), ("impossible", self.told.outlook.impossible)):
            kinds = ("problem", "action", "duty", "task", "moment")
            main = [self._title(key) + self._settled_by(key) for kind in kinds for key in sorted(keys) if key[0] == kind]
            if main:
                yield Heading(2, self._(name))
                yield Bullets(tuple(main))

    def _settled_by(self, key: Key) -> str:
        """The questions after which it stands in the advice, when these are few."""
        paths = self.told.outlook.settled_by.get(key, ())
        if not 0 < len(paths) <= _QUESTIONS_SHOWN:
            return ""
        return f" ({self._('after', questions=' / '.join(self._question(path) for path in paths))})"


def next_json(told: NextQuestions, municipality: str, book: RuleBook, language: Language) -> str:
    """All of it as JSON."""
    document = {
        "schema": SCHEMA,
        "municipality": municipality,
        "settles_most": told.settles_most,
        "questions": [
            {
                "path": one.path,
                "item": questions()[question_path_of(one.path)].item,
                "text": asked_words(one.path, language),
                "problems": one.count(PROBLEMS),
                "actions": one.count(ACTIONS),
                "dates": one.count(DATES),
                "waiting": _keys(one.waiting, book, language),
                "answers": [_answer(answer, book, language) for answer in one.answers],
            }
            for one in told.questions
        ],
        "together": [{"paths": list(one.paths), "settles": _keys(one.settles, book, language)} for one in told.together],
        "certain": _keys(sorted(told.outlook.certain), book, language),
        "impossible": _keys(sorted(told.outlook.impossible), book, language),
        "open": [{**_key(key, book, language), "questions": list(paths)} for key, paths in sorted(told.outlook.waits.items())],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _settled(keys: Iterable[Key], by: Mapping[Key, Sequence[str]], book: RuleBook, language: Language) -> list[dict[str, object]]:
    return [{**_key(key, book, language), "questions": list(by.get(key, ()))} for key in sorted(keys)]


def _answer(answer: Answer, book: RuleBook, language: Language) -> dict[str, object]:
    return {
        "value": answer.value,
        "concluded": _keys(answer.concluded, book, language),
        "ruled_out": _keys(answer.ruled_out, book, language),
    }


def _keys(keys: Iterable[Key], book: RuleBook, language: Language) -> list[dict[str, str]]:
    return [_key(key, book, language) for key in keys]


def _key(key: Key, book: RuleBook, language: Language) -> dict[str, str]:
    kind, id_, about = key
    return {"kind": kind, "id": id_, "about": about, "title": book.catalogue.entry(kind, id_).title.in_(language)}
