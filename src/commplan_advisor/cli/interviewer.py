"""Asking on the screen what an interview asks, and writing down what is answered."""

from __future__ import annotations

from typing import Any

from commplan_advisor.advice.questions.interview import Interview, Order, begun, edits_of, name_of, rows_without
from commplan_advisor.cli.conversation import Conversation, unquoted
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.answering import NotUnderstoodError, in_words, understood
from commplan_advisor.questionnaire.asked import Asked
from commplan_advisor.questionnaire.filling import NAME, FileToFill
from commplan_advisor.questionnaire.progress import progress_of
from commplan_advisor.questionnaire.questions import questions
from commplan_advisor.questionnaire.reading import Case

_NAME = Text("Hoe heet uw gemeente?", "What is the name of your municipality?")
_NAME_NEEDED = Text("De naam is nodig om te beginnen. s = stoppen.", "The name is needed to begin. s = stop.")
_BEGIN = Text("Vragenlijst van {name}, in {file}.", "Questionnaire of {name}, in {file}.")
_SAVES = Text(
    "Elk antwoord wordt meteen bewaard. U kunt altijd stoppen en later verdergaan.",
    "Every answer is saved at once. You can always stop and go on later.",
)
_SAVED = Text("Bewaard: {words}", "Saved: {words}")
_TAKEN_AWAY = Text("Het antwoord is weggehaald. De vraag blijft open.", "The answer was taken away. The question stays open.")
_STAYS_OPEN = Text("De vraag blijft open.", "The question stays open.")
_FIRST = Text("Dit is de eerste vraag.", "This is the first question.")
_ROWS_GO = Text(
    "Dan verdwijnen ook de antwoorden over: {names}. Goed? Typ ja of nee.",
    "Then the answers about these go too: {names}. All right? Type yes or no.",
)
_CHANGED = Text(
    "Let op: {file} is intussen door iets anders veranderd. Uw antwoord is erbij gezet.",
    "Mind: {file} was changed by something else in the meantime. Your answer was added to it.",
)
_SKIPPED = Text(
    "Overgeslagen vragen: {count}. Wilt u die nu nog zien? Typ ja, of druk op Enter om af te ronden.",
    "Skipped questions: {count}. Do you want to see them now? Type yes, or press Enter to finish.",
)
_ALL = Text("Alles wat telt voor het advies is beantwoord.", "All that counts for the advice was answered.")
_ALL_ASKED = Text("Alle vragen zijn gesteld. Onbeantwoord: {count}.", "All questions were asked. Without an answer: {count}.")
_NOT_ASKED = Text(
    "Niet gesteld, want het verandert het advies niet meer: {count}.", "Not asked, because it cannot change the advice any more: {count}."
)


def named(file: FileToFill, name: str, talk: Conversation) -> bool:
    """Whether the municipality has a name; it is asked where it is missing, and with it a new file begins.

    Raises:
        FaultyInputError: something else is wrong in the file.
    """
    if file.on_disk and not file.lacks_only_a_name():
        file.case()
        return True
    while True:
        said: str | None = name or None
        if not name:
            talk.say(_NAME)
            said = talk.hear()
            if said is None or talk.command(said) == "stop":
                return False
            if talk.command(said):
                talk.say(_NAME_NEEDED)
                continue
        try:
            file.put([(NAME, understood(questions()["municipality.name"], unquoted(said or "")))])
        except NotUnderstoodError as error:
            name = ""
            talk.say(error.message)
            continue
        return True


class Interviewer:
    """Asks until nothing is left, and has each answer written.

    Attributes:
        interview: how far it is.
    """

    def __init__(self, file: FileToFill, order: Order, talk: Conversation) -> None:
        self._file = file
        self._order = order
        self._talk = talk
        self.interview: Interview = begun(file.case(), order)

    def finishes(self) -> bool:
        """Ask; whether all was asked, and nobody stopped before."""
        self._talk.say(_BEGIN, name=self.interview.case.name, file=self._file.path)
        self._talk.say(_SAVES)
        self._talk.keys()
        while True:
            while question := self.interview.question:
                if not self._asked(question):
                    return False
            self._talk.end_line()
            skipped = len(self.interview.skipped)
            if not skipped or not self._talk.agrees(_SKIPPED, count=skipped):
                self._sum_up()
                return True
            self.interview = self.interview.again()

    def _asked(self, question: Asked) -> bool:
        """Ask one question until it is answered or passed over; whether to go on."""
        typed = self._talk.ask(question, self.interview)
        while typed is not None:
            command = self._talk.command(typed)
            if command == "stop":
                return False
            if command == "help":
                self._talk.help(question)
            elif command == "back" and (before := self.interview.back()) is None:
                self._talk.say(_FIRST)
            elif command == "back" and before is not None:
                self.interview = before
                return True
            elif command == "skip":
                self.interview = self.interview.skip()
                return True
            elif command == "unknown":
                self._leave_unknown(question)
                return True
            elif self._answered(question, typed):
                return True
            typed = self._talk.ask_again(question)
        return False

    def _leave_unknown(self, question: Asked) -> None:
        case = self.interview.case if question.value is None else self._put(question, None)
        self.interview = self.interview.leave_unknown(case, self._order)
        self._talk.say(_STAYS_OPEN if question.value is None else _TAKEN_AWAY)

    def _answered(self, question: Asked, typed: str) -> bool:
        """Take an answer in; whether it was one."""
        try:
            value = understood(question.question, unquoted(typed))
            if not self._may_go(question, value):
                return False
            case = self._put(question, value)
        except NotUnderstoodError as error:
            self._talk.say(error.message)
            return False
        self.interview = self.interview.answered(case, self._order)
        self._talk.say(_SAVED, words=in_words(question.question, value).in_(self._talk.language))
        return True

    def _may_go(self, question: Asked, value: Any) -> bool:
        """Whether the rows that an answer leaves out may go, with all that was answered about them."""
        if question.question.kind != "list":
            return True
        rows: Any = question.value or ()
        told = [rows[index] for index in rows_without(question, value)]
        names = [str(name_of(row, question)) for row in told if len(row.model_dump(exclude_none=True)) > 1]
        return not names or self._talk.agrees(_ROWS_GO, names=in_words(question.question, names).in_(self._talk.language))

    def _put(self, question: Asked, value: Any) -> Case:
        case, foreign = self._file.put(edits_of(question, value))
        if foreign:
            self._talk.say(_CHANGED, file=self._file.path)
        return case

    def _sum_up(self) -> None:
        """Say that it is done, what was left open, and what did not need asking."""
        open_ = progress_of(self.interview.case.answers)
        unanswered = len(self.interview.coming)
        self._talk.say(_ALL_ASKED if unanswered else _ALL, count=unanswered)
        not_asked = open_.asked - open_.answered - unanswered
        if not_asked > 0:
            self._talk.say(_NOT_ASKED, count=not_asked)
