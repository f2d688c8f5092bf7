"""Advice for pages and programs: one engine, used by one request at a time."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from threading import RLock
from time import sleep
from typing import Any, TypeVar, cast

from commplan_advisor.advice.advise import advise
from commplan_advisor.advice.model import Advice
from commplan_advisor.common.located import parse_json, parse_yaml
from commplan_advisor.common.text import Language
from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.questionnaire.options import Rhythm
from commplan_advisor.questionnaire.reading import Case, case_from
from commplan_advisor.rulebook.loading import document_of, rulebook_from, shipped
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.web.remembering import Remembered
from commplan_advisor.web.settings import Settings
from commplan_advisor.web.store import Stored

_A_MOMENT = 0.001
"""Seconds in which whoever waits for a lock gets it."""
MOST_ADVICES = 64
"""Advices that are remembered, of some 0.6 MiB each."""
LONGEST_REMEMBERED = 10_000
"""Characters of answers, as JSON; the advice on more of them can be many times as large, and is not remembered."""
_MOST_OF_THE_BOOK = 8
Made = TypeVar("Made")


class BusyError(Exception):
    """Others keep the engine busy."""


class Advisor:
    """Reads questionnaires and gives advice on them. The rule engine keeps state, so that requests take turns.

    The rules are those of today, also when a server runs for weeks, unless the settings name a day. They are read once: what somebody
    changes in the rule book counts when the server starts again.

    Args:
        settings: name the rule book.
        engine: of that rule book, when there is one already.
        today: tells what day it is.

    Attributes:
        engine: of the rule book that counts. It becomes another when the day does, but never inside a turn.
        rules: folder of the rule book; None for the one that ships.

    Raises:
        UnreadableFileError: the rule book cannot be read.
        FaultyInputError: it is wrong.
    """

    def __init__(self, settings: Settings, engine: Engine | None = None, today: Callable[[], date] = date.today) -> None:
        self.rules = settings.rules
        self._as_of, self._today = settings.as_of, today
        self._read: Mapping[str, Any] | None = None
        self._advices = Remembered[Hashable, Advice](MOST_ADVICES)
        self._of_the_book = Remembered[Hashable, Any](_MOST_OF_THE_BOOK)
        self._turn, self._turns, self._patience = RLock(), 0, settings.timeout
        self._given = engine
        self._of_yesterday: Engine | None = None
        self.engine = engine or Engine(self.book_on(self._as_of or today()))

    @property
    def document(self) -> Mapping[str, Any]:
        """What the files of the rule book said when they were read."""
        if self._read is None:
            self._read = document_of(self.rules if self.rules is not None else shipped("rules"))
        return self._read

    @property
    def book(self) -> RuleBook:
        """The rule book of today; it needs no turn."""
        if not self._is_of_today():
            with self.turn():
                return self.engine.book
        return self.engine.book

    def book_on(self, day: date) -> RuleBook:
        """The rule book as it counts on a day."""
        return rulebook_from(self.document, day)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Have the engine, and what the rule book adds to the questionnaire, for oneself.

        Raises:
            BusyError: it did not come free in the time that a request may take; nobody waits for the answer any more.
        """
        if not self._turn.acquire(timeout=self._patience):
            raise BusyError
        try:
            if not self._turns:
                self._keep_up()
            self._turns += 1
            try:
                with with_added(self.engine.book.added):
                    yield
            finally:
                self._turns -= 1
        finally:
            self._turn.release()

    def make_way(self) -> None:
        """In the middle of a long turn, and not of one inside another: let those who wait go first."""
        self._turn.release()
        sleep(_A_MOMENT)
        self._turn.acquire()

    def case(self, stored: Stored) -> Case:
        """The case of a file.

        Raises:
            FaultyInputError: with everything that is wrong in it.
        """
        return self.case_of(stored.text, stored.path.name, as_json=stored.path.suffix == ".json")

    def case_of(self, text: str, name: str, *, as_json: bool) -> Case:
        """The case of a text.

        Args:
            text: YAML or JSON.
            name: what to call it in what is told of it.
            as_json: whether it is JSON.

        Raises:
            FaultyInputError: with everything that is wrong in it.
        """
        book = self.book
        with with_added(book.added):
            return case_from((parse_json if as_json else parse_yaml)(text, name), lambda: book.catalogue.roles)

    def advice(self, case: Case, language: Language, *, start: date | None = None, rhythm: Rhythm | None = None) -> Advice:
        """The advice on a case, the same as `commplan advise` gives.

        The last of them are remembered, by the rules, the answers and whatever else they are made of: an advice that was given before
        needs no turn, and one on other answers is another.

        Raises:
            BusyError: the engine did not come free in time.
            FaultyInputError: its planning names a role that does not exist.
        """
        answers = case.answers.model_dump_json(by_alias=True)
        asked = (answers, language, start, rhythm)
        book = self.book
        known = self._advices.get((book.digest, book.as_of, *asked))
        if known is not None:
            return known
        with self.turn():  # meanwhile somebody else may have asked the same
            book = self.engine.book
            known = self._advices.get((book.digest, book.as_of, *asked))
            if known is None:
                known = advise(case, self.engine, language=language, start=start, rhythm=rhythm)
                if len(answers) <= LONGEST_REMEMBERED:
                    self._advices.keep((book.digest, book.as_of, *asked), known)
            return known

    def of_the_book(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """What follows from nothing but the rule book of today: made once, and kept until another day. To be called inside a turn.

        Args:
            name: of what is made.
            make: makes it.
        """
        known = self._of_the_book.get(name)
        if known is None:
            known = make()
            self._of_the_book.keep(name, known)
        return cast("Made", known)

    def _is_of_today(self) -> bool:
        return self._as_of is not None or self.engine.book.as_of == self._today()

    def _keep_up(self) -> None:
        """Let the rules of today count; while nobody has a turn."""
        if self._is_of_today():
            return
        before, self.engine = self.engine, Engine(self.book_on(self._today()))
        self._advices.forget()
        self._of_the_book.forget()
        if self._of_yesterday is not None and self._of_yesterday is not self._given:
            self._of_yesterday.close()
        self._of_yesterday = before  # a request that came in before midnight may still look at it
