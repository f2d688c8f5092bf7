"""What `commplan rules new` needs to know: from the options of the call, and on a terminal by asking."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from commplan_advisor.common.faults import FaultyInputError, did_you_mean, nearest_word
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.maintenance.adding.asked import Asked

_LACKING = Text("Dit ontbreekt: {options}.", "This is missing: {options}.")
_NOT_THERE = Text("'{value}' kan niet. Kies uit: {choices}.{hint}", "'{value}' cannot be. Choose from: {choices}.{hint}")
_MANY = Text("{count} keuzes; ? toont ze.", "{count} choices; ? shows them.")
_MORE = Text("Nog een? Enter: nee.", "Another one? Enter: no.")
_MOST_SHOWN = 20

Told = TypeVar("Told")

_ASKED = {
    "--stage": Text("Bij welke fase hoort de regel?", "Which stage does the rule belong to?"),
    "--for": Text("Waarover gaat het?", "What is it about?"),
    "--when": Text(
        "Wat is een voorwaarde? Bijvoorbeeld: situation.groups: {at_least: 8}",
        "What is a condition? For example: situation.groups: {at_least: 8}",
    ),
    "--then": Text(
        "Wat volgt er dan? Bijvoorbeeld: action: set-up-register, priority: high",
        "What follows? For example: action: set-up-register, priority: high",
    ),
    "--never": Text("Wat mag nooit samen gelden?", "What may never hold together?"),
    "--given": Text(
        "Welk antwoord? Bijvoorbeeld: situation.register.exists: false", "Which answer? For example: situation.register.exists: false"
    ),
    "--must": Text(
        "Wat moet de conclusie zijn? Bijvoorbeeld: action: set-up-register", "What must be concluded? For example: action: set-up-register"
    ),
    "--may": Text("Wat moet nog open zijn?", "What must still be open?"),
    "--must-not": Text("Wat moet uitgesloten zijn?", "What must be ruled out?"),
    "--nl": Text("Wat zegt het, in het Nederlands?", "What does it say, in Dutch?"),
    "--en": Text("Wat zegt het, in het Engels?", "What does it say, in English?"),
}


class Questions:
    """Answers from options, or from whoever sits at the terminal; what is wrong with options, and what is missing, is told all at once.

    Attributes:
        language: of the questions.
        wrong: what is wrong with the options.
        lacking: options that are missing, where nobody can be asked.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self.wrong: list[str] = []
        self.lacking: list[str] = []
        self.asks = sys.stdin.isatty()

    def stop_if_lacking(self) -> None:
        """End the call when something is wrong or missing.

        Raises:
            UsageError: with all of it.
        """
        told = list(self.wrong)
        if self.lacking:
            told.append(_LACKING.in_(self.language).format(options=", ".join(self.lacking)))
        if told:
            raise click.UsageError("\n".join(told))

    def word(self, word: str) -> str:
        """A word of these files, as people read it."""
        from commplan_advisor.rulebook.explanations import word as of

        return of(word).in_(self.language)

    def answer(self, asked: Asked, given: tuple[str, str] | None) -> Any:
        """The value of a key; None when it is wrong or missing."""
        from commplan_advisor.maintenance.adding.asked import WrongAnswerError

        def read(written: str) -> Any:
            try:
                return asked.value(written)
            except WrongAnswerError as error:
                raise _ToldError(error.message.in_(self.language)) from None

        if given is not None:
            return self._read(read, *given)
        option = f"--{asked.key}" if asked.key in ("source", "basis") else f"--set {asked.key}=…"
        if asked.key.rpartition(".")[0] in ("title", "because"):
            option = f"--{asked.key.rpartition('.')[2]}"
        return self._ask_or_lack(option, f"{asked.key}: {asked.text}", read, asked.choices)

    def one_of(self, option: str, given: str | None, choices: Mapping[str, str]) -> str | None:
        """One of some words; None when it is wrong or missing."""

        def read(written: str) -> str:
            if written not in choices:
                hint = did_you_mean(nearest_word(written, choices)).in_(self.language)
                raise _ToldError(_NOT_THERE.in_(self.language).format(value=written, choices=", ".join(choices), hint=hint))
            return written

        if given:
            found: str | None = self._read(read, option, given)
            return found
        if len(choices) == 1:
            return next(iter(choices))
        return self._ask_or_lack(option, self._asked(option), read, choices)

    def text(self, option: str, given: str | None) -> str | None:
        """Some words; None when they are missing."""
        if given:
            return given
        return self._ask_or_lack(option, self._asked(option), lambda written: written, {})

    def several(self, option: str, given: Sequence[str], read: Callable[[str], dict[str, Any]]) -> list[dict[str, Any]]:
        """One or more parts, each read as it comes."""
        if given or not self.asks:
            self.needs(option, given)
            return self.parsed(read, option, given)

        def told(written: str) -> dict[str, Any]:
            return self._parsed(read, written)

        found = [self._ask(self._asked(option), told, {})]
        while one := self._ask(_MORE.in_(self.language), lambda written: told(written) if written else {}, {}, or_nothing=True):
            found.append(one)
        return found

    def needs(self, option: str, given: Sequence[str]) -> None:
        """Note that an option is missing."""
        if not given:
            self._lack(option)

    def parsed(self, read: Callable[[str], dict[str, Any]], option: str, given: Sequence[str]) -> list[dict[str, Any]]:
        """What was written behind an option; what is wrong is noted and left out."""
        return [one for text in given if (one := self._read(lambda written: self._parsed(read, written), option, text)) is not None]

    def _parsed(self, read: Callable[[str], dict[str, Any]], written: str) -> dict[str, Any]:
        try:
            return read(written)
        except FaultyInputError as error:
            raise _ToldError("\n".join(fault.words(self.language) for fault in error.faults)) from None

    def _read(self, read: Callable[[str], Any], option: str, written: str) -> Any:
        try:
            return read(written)
        except _ToldError as error:
            text = f"{option}: {error}"
            if text not in self.wrong:
                self.wrong.append(text)
            return None

    def _lack(self, option: str) -> None:
        if option not in self.lacking:
            self.lacking.append(option)

    def _ask_or_lack(self, option: str, text: str, read: Callable[[str], Told], choices: Mapping[str, str]) -> Told | None:
        """What somebody answers; None, and a note, where nobody can be asked."""
        if self.asks:
            answer: Told = self._ask(text, read, choices)
            return answer
        self._lack(option)
        return None

    def _asked(self, option: str) -> str:
        return _ASKED[option].in_(self.language)

    def _ask(self, text: str, read: Callable[[str], Any], choices: Mapping[str, str], *, or_nothing: bool = False) -> Any:
        click.echo(f"\n{text}", err=True)
        if len(choices) <= _MOST_SHOWN:
            self._show(choices)
        else:
            click.echo(f"  {_MANY.in_(self.language).format(count=len(choices))}", err=True)
        while True:
            written = click.prompt(">", prompt_suffix=" ", default="", show_default=False, err=True).strip()
            if written == "?" and choices:
                self._show(choices)
            elif written or or_nothing:
                try:
                    return read(written)
                except _ToldError as error:
                    click.echo(str(error), err=True)

    def _show(self, choices: Mapping[str, str]) -> None:
        longest = max(map(len, choices), default=0)
        for word, said in choices.items():
            click.echo(f"  {word:<{longest}}  {said}", err=True)


class _ToldError(Exception):
    """What was written cannot be; the message says why, in the language of the call."""
