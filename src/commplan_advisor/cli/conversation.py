"""What an interview says on the screen and reads from it, line by line: on a terminal as well as over a pipe."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from textwrap import fill
from typing import Any, Literal

from commplan_advisor.advice.questions.interview import Interview, name_of
from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language, Text
from commplan_advisor.questionnaire.answering import choices, in_words, takes_several
from commplan_advisor.questionnaire.asked import Asked, value_at
from commplan_advisor.questionnaire.facts import NAMED_BY, ROWS
from commplan_advisor.questionnaire.progress import progress_of
from commplan_advisor.questionnaire.questions import questions

Command = Literal["skip", "unknown", "back", "stop", "help"]

_COMMANDS: dict[Language, dict[str, Command]] = {
    "nl": {
        "": "skip", "overslaan": "skip",
        "w": "unknown", "weet niet": "unknown", "weet ik niet": "unknown",
        "t": "back", "terug": "back",
        "s": "stop", "stop": "stop", "stoppen": "stop",
        "?": "help", "help": "help", "uitleg": "help",
    },
    "en": {
        "": "skip", "skip": "skip",
        "d": "unknown", "don't know": "unknown", "dont know": "unknown",
        "b": "back", "back": "back",
        "s": "stop", "stop": "stop", "quit": "stop",
        "?": "help", "help": "help",
    },
}  # fmt: skip
"""No answer is one of these words: options have numbers, and nobody answers an open question with "t". Quotes make it an answer."""

_KEYS = Text(
    "Enter = overslaan · w = weet ik niet · t = terug · s = stoppen · ? = uitleg",
    "Enter = skip · d = don't know · b = back · s = stop · ? = help",
)
_HELP = Text(
    "Enter  overslaan; de vraag komt aan het eind terug. Staat er al een antwoord tussen haken? Dan blijft het zo.\n"
    "w      weet ik niet; de vraag blijft open. Dat telt niet als 'nee'.\n"
    "t      terug naar de vorige vraag.\n"
    "s      stoppen. Al uw antwoorden zijn bewaard.\n"
    "?      deze uitleg.\n"
    'Is uw antwoord echt zo\'n letter? Zet er aanhalingstekens om: "w".',
    "Enter  skip; the question comes back at the end. Is there an answer in brackets? Then it stays.\n"
    "d      don't know; the question stays open. That does not count as 'no'.\n"
    "b      back to the question before.\n"
    "s      stop. All your answers are saved.\n"
    "?      this help.\n"
    'Is such a letter really your answer? Put it in quotes: "d".',
)
_HOW: dict[str, Text] = {
    "yes_no": Text("Typ ja of nee.", "Type yes or no."),
    "option": Text("Kies een nummer.", "Choose a number."),
    "options": Text("Kies een of meer nummers, met een komma ertussen.", "Choose one or more numbers, with commas between them."),
    "list": Text("Kies een of meer nummers, met een komma ertussen.", "Choose one or more numbers, with commas between them."),
    "number": Text("Typ een getal.", "Type a number."),
    "number %": Text("Typ een percentage, zoals 40.", "Type a percentage, such as 40."),
    "number h": Text("Typ een aantal uren, zoals 4 of 2,5.", "Type a number of hours, such as 4 or 2.5."),
    "day": Text("Typ een datum, zoals 31-1-2026.", "Type a date, such as 31-1-2026."),
    "text": Text("Antwoord in uw eigen woorden, op één regel.", "Answer in your own words, on one line."),
    "texts": Text("Noem er een of meer, met een puntkomma ertussen.", "Name one or more, with semicolons between them."),
}
_HOW_SAYS_ENOUGH = ("day", "options")
"""Kinds whose "think of" says how a file is filled in, as "choose all that fit" does."""

_NONE = Text("geen van deze", "none of these")
_THINK = Text("Denk aan: {words}", "Think of: {words}")
_PROGRESS = Text(
    "[{answered} van {asked} beantwoord] format {item} · ? = uitleg", "[{answered} of {asked} answered] format {item} · ? = help"
)
_YES = ("ja", "j", "yes", "y")


class Conversation:
    """Talks with one person, in one language.

    Attributes:
        language: of what is said, and of the commands.
        width: characters on a line.
    """

    def __init__(self, language: Language, width: int) -> None:
        self.language = language
        self.width = width
        self._on_terminal = sys.stdin.isatty() and sys.stdout.isatty()
        if self._on_terminal:
            with suppress(ImportError):
                import readline  # noqa: F401  the arrow keys then move through the line
        if hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(errors="replace")  # what is no text is then refused as an answer, and asked again

    def say(self, said: Text, /, **values: object) -> None:
        """Say something, wrapped at the width; what comes from files cannot command the terminal."""
        text = said.in_(self.language).format(**{key: printable(str(one)) for key, one in values.items()})
        print("\n".join(self._wrapped(line) for line in text.splitlines()), flush=True)

    def hear(self, prompt: str = "> ") -> str | None:
        """A line that is typed; None at the end of the input."""
        if self._on_terminal:
            try:
                return input(prompt)
            except EOFError:
                print()
                return None
        print(prompt, end="", flush=True)
        line = sys.stdin.readline()
        print(flush=True)  # the line break that a terminal shows when somebody presses Enter
        return line.rstrip("\r\n") if line else None

    def end_line(self) -> None:
        """Begin on a new line."""
        print(flush=True)

    def show_command(self, words: Sequence[str]) -> None:
        """Show a command to type later, on a line of its own that is never broken."""
        print(f"  commplan {printable(shlex.join(words))}", flush=True)

    def agrees(self, said: Text, /, **values: object) -> bool:
        """Whether a question is answered with yes; anything else is no."""
        self.say(said, **values)
        return (self.hear() or "").strip().casefold() in _YES

    def keys(self) -> None:
        """Say what can be typed at any question."""
        self.say(_KEYS)

    def help(self, question: Asked) -> None:
        """Say what can be typed at this question."""
        print(self._wrapped(_how(question).in_(self.language)))
        for line in _HELP.in_(self.language).splitlines():
            print(fill(line, self.width, subsequent_indent=" " * 7 if "  " in line else "", drop_whitespace=True))

    def ask(self, question: Asked, interview: Interview) -> str | None:
        """Put a question with its explanation and options, and hear what is typed."""
        answered = progress_of(interview.case.answers).answered
        print()
        self.say(_PROGRESS, answered=answered, asked=answered + interview.left, item=question.question.item)
        for line in self._lines(question, interview):
            print(line)
        return self.ask_again(question)

    def ask_again(self, question: Asked) -> str | None:
        """Hear another answer to a question that was put."""
        return self.hear(f"[{self._current(question)}] > " if question.value is not None else "> ")

    def command(self, typed: str) -> Command | None:
        """The command that a line is; None when it is an answer."""
        return _COMMANDS[self.language].get(typed.strip().casefold())

    def _lines(self, question: Asked, interview: Interview) -> Iterator[str]:
        about = f"{printable(row_title(question, interview).in_(self.language))}: " if question.row else ""
        yield self._wrapped(about + question.question.text.in_(self.language))
        think = question.question.think.in_(self.language)
        if think and question.question.kind not in _HOW_SAYS_ENOUGH:
            yield self._wrapped(_THINK.in_(self.language).format(words=think))
        options = choices(question.question)
        for number, option in enumerate(options, start=1):
            yield self._option(number, option.nl if self.language == "nl" else option.en)
        if takes_several(question.question):
            yield self._option(0, _NONE.in_(self.language))
        yield self._wrapped(_how(question).in_(self.language))

    def _option(self, number: int, words: str) -> str:
        return fill(words, self.width, initial_indent=f"{number:>4}  ", subsequent_indent=" " * 6)

    def _current(self, question: Asked) -> str:
        """The answer that a question has, short enough for a prompt."""
        words = printable(in_words(question.question, plain(question)).in_(self.language))
        return words if len(words) <= self.width // 2 else f"{words[: self.width // 2 - 1]}…"

    def _wrapped(self, text: str) -> str:
        return fill(text, self.width, break_on_hyphens=False)


def unquoted(typed: str) -> str:
    """An answer without the quotes that tell it from a command."""
    typed = typed.strip()
    return typed[1:-1] if len(typed) > 2 and typed[0] == typed[-1] == '"' else typed


def plain(question: Asked) -> Any:
    """The answer of a question as `in_words` takes it: for a list the names of its rows."""
    if question.question.kind == "list" and isinstance(question.value, list):
        return [name_of(row, question) for row in question.value]
    return question.value


def row_title(question: Asked, interview: Interview) -> Text:
    """What the row of a question is called: `WhatsApp`, with its own name or number where there are more of it."""
    *rows, index, _ = question.where
    prefix = f"{'.'.join(map(str, rows))}[]."
    naming = next(NAMED_BY[kind] for kind, path in ROWS.items() if path == prefix)
    named = questions()[prefix + naming]
    row = value_at(interview.case.answers, (*rows, index))
    value = getattr(row, naming)
    if value is None:
        return Text(f"nummer {int(index) + 1}", f"number {int(index) + 1}")
    words = in_words(named, value)
    own = getattr(row, "name", None) or (question.row.rpartition("-")[2] if "-" in question.row else "")
    return Text(f"{words.nl} ({own})", f"{words.en} ({own})") if own else words


def _how(question: Asked) -> Text:
    one = question.question
    return _HOW.get(f"{one.kind} {one.unit}", _HOW[one.kind])
