"""Advice for pages and programs: one engine, used by one request at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import RLock

from commplan_advisor.advice.advise import advise
from commplan_advisor.advice.model import Advice
from commplan_advisor.common.located import parse_json, parse_yaml
from commplan_advisor.common.text import Language
from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.questionnaire.options import Rhythm
from commplan_advisor.questionnaire.reading import Case, case_from
from commplan_advisor.rulebook.loading import load_rulebook
from commplan_advisor.web.settings import Settings
from commplan_advisor.web.store import Stored


class BusyError(Exception):
    """Others keep the engine busy."""


class Advisor:
    """Reads questionnaires and gives advice on them. The rule engine keeps state, so that requests take turns.

    Args:
        settings: name the rule book.
        engine: of that rule book, when there is one already.

    Raises:
        UnreadableFileError: the rule book cannot be read.
        FaultyInputError: it is wrong.
    """

    def __init__(self, settings: Settings, engine: Engine | None = None) -> None:
        self.engine = engine or Engine(load_rulebook(settings.rules, settings.as_of))
        self.rules = settings.rules
        self._turn, self._patience = RLock(), settings.timeout

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Have the engine, and what the rule book adds to the questionnaire, for oneself.

        Raises:
            BusyError: it did not come free in the time that a request may take; nobody waits for the answer any more.
        """
        if not self._turn.acquire(timeout=self._patience):
            raise BusyError
        try:
            with with_added(self.engine.book.added):
                yield
        finally:
            self._turn.release()

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
        with self.turn():
            return case_from((parse_json if as_json else parse_yaml)(text, name), lambda: self.engine.book.catalogue.roles)

    def advice(self, case: Case, language: Language, *, start: date | None = None, rhythm: Rhythm | None = None) -> Advice:
        """The advice on a case, the same as `commplan advise` gives.

        Raises:
            FaultyInputError: its planning names a role that does not exist.
        """
        with self.turn():
            return advise(case, self.engine, language=language, start=start, rhythm=rhythm)
