"""Why an action came into a plan, left it or became otherwise: by the rules, by the answers, or by what was noted."""

from __future__ import annotations

from commplan_advisor.advice.planning.wording import day_in_words
from commplan_advisor.common.text import Text
from commplan_advisor.engine.conclusions import Outcomes
from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.facts import Facts, facts_of
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.rulebook.catalogue import Action
from commplan_advisor.running.progress.model import Note
from commplan_advisor.running.review.grounds import (
    answers_that_changed,
    is_concluded,
    mark_of_action,
    rules_behind,
    rules_looked_at,
    rules_that_changed,
    says_the_same,
)
from commplan_advisor.running.review.plan import PlanAction, Why
from commplan_advisor.running.review.situation import Situation

_WORDS = {
    "dropped": Text("Genoteerd op {day}: {reason}", "Noted on {day}: {reason}"),
    "rules_gone": Text("De regels zijn anders: {what}.", "The rules are different: {what}."),
    "no_entry": Text("De actie staat niet meer in het regelboek.", "The action is no longer in the rule book."),
    "ended": Text("De actie geldt niet meer volgens het regelboek.", "The action no longer counts by the rule book."),
    "rules_other": Text(
        "De regels zijn anders dan bij de vorige versie; de antwoorden van toen leiden nu tot iets anders.",
        "The rules are different from the last version; the answers of then now lead to something else.",
    ),
    "answers": Text("Uw antwoorden zijn anders: {what}.", "Your answers are different: {what}."),
    "answers_other": Text("Uw antwoorden zijn anders dan bij de vorige versie.", "Your answers are different from the last version."),
    "content": Text(
        "De beschrijving van de actie in het regelboek is gewijzigd.", "The description of the action in the rule book was changed."
    ),
    "planned_again": Text("Nog niet begonnen: opnieuw gepland vanaf {day}.", "Not begun yet: planned again from {day}."),
}


_MOST = 2
"""So many reasons of the advice are told of a new action; the advice itself has them all."""


class Reasons:
    """Finds out what made the difference between the last version of a plan and today.

    The answers of then are tried on the rules of today: what they lead to differs by the rules, and what is left by the answers.

    Args:
        situation: of today.
        engine: the rules of today.
    """

    def __init__(self, situation: Situation, engine: Engine) -> None:
        self.situation = situation
        self.language = situation.language
        self.same_rules = says_the_same(situation.book, situation.last)
        self.same_answers = situation.last.case_hash == situation.advice.receipt.case_hash
        self._then: Facts | None = None
        self._by_todays_rules: Outcomes | None = None
        answers = _answers(situation.last.answers)
        if answers is not None:
            self._then = facts_of(answers)
            self._by_todays_rules = engine.run(self._then)

    def _say(self, name: str, **filled: object) -> str:
        return _WORDS[name].in_(self.language).format(**filled)

    def dropped(self, note: Note) -> tuple[Why, ...]:
        """Why an action was dropped, as it was noted."""
        return (Why("progress", self._say("dropped", day=day_in_words(note.on, self.language), reason=note.reason or note.note or "–")),)

    def gone(self, old: PlanAction) -> tuple[Why, ...]:
        """Why an action of the last version is no longer advised."""
        catalogue, today = self.situation.book.catalogue.actions, self.situation.book.as_of
        if old.id not in catalogue:
            return (Why("rules", self._say("no_entry")),)
        if not catalogue[old.id].valid.covers(today):
            return (Why("rules", self._say("ended")),)
        if is_concluded(self.situation.outcomes, old.id):
            return ()
        return self._made_by(old.id, old.grounds, was=True)

    def new(self, id_: str) -> tuple[Why, ...]:
        """Why an action is advised that the last version did not have."""
        advised = next(one for one in self.situation.advice.actions if one.id == id_)
        told = tuple(Why("advice", words, (rule,)) for rule, words in {one.rule: one.words for one in advised.because}.items())
        return (*told[:_MOST], *self._made_by(id_, rules_behind(self.situation.outcomes, id_), was=False))

    def _made_by(self, id_: str, grounds: tuple[str, ...], *, was: bool) -> tuple[Why, ...]:
        """Whether the rules or the answers made the difference, and which of them."""
        with_old_answers = is_concluded(self._by_todays_rules, id_) if self._by_todays_rules else None
        by_rules = not self.same_rules and (self.same_answers or (with_old_answers is not None and with_old_answers is not was))
        if by_rules:
            named, told = rules_that_changed(grounds, self.situation.last.rules.rules, self.situation.book, self.language)
            words = self._say("rules_gone", what=told) if told else self._say("rules_other")
            return (Why("rules", words, named),)
        if self.same_answers:
            return ()
        told = ""
        if self._then is not None:
            rules = rules_looked_at(grounds, self.situation.book)
            told = answers_that_changed(rules, self._then, self.situation.facts, self.language)
        return (Why("answers", self._say("answers", what=told) if told else self._say("answers_other")),)

    def changed(self, old: PlanAction, new: PlanAction, decision: str) -> list[Why]:
        """Why an action that stays is otherwise than it was, beside what was decided."""
        why: list[Why] = []
        texts = (old.title, old.target, old.targets, old.roles) != (new.title, new.target, new.targets, new.roles)
        entry: Action | None = self.situation.book.catalogue.actions.get(old.id)
        if entry is not None and old.content and mark_of_action(entry) != old.content:
            why.append(Why("catalogue", self._say("content")))
        elif texts or (old.priority != new.priority and decision != "speed_up"):
            why += self._made_by_either(old, new)
        if new.state == "planned" and (old.start, old.due) != (new.start, new.due) and decision != "speed_up":
            timed = next((one.timed for one in self.situation.advice.actions if one.id == old.id), ())
            words = " ".join(timed) or self._say("planned_again", day=day_in_words(self.situation.today, self.language))
            why.append(Why("planning", words))
        return why

    def _made_by_either(self, old: PlanAction, new: PlanAction) -> list[Why]:
        grounds = {*old.grounds, *new.grounds}
        if not self.same_rules:
            named, told = rules_that_changed(grounds, self.situation.last.rules.rules, self.situation.book, self.language)
            if told or self.same_answers:
                return [Why("rules", self._say("rules_gone", what=told) if told else self._say("rules_other"), named)]
        if self.same_answers:
            return []
        told = ""
        if self._then is not None:
            told = answers_that_changed(rules_looked_at(grounds, self.situation.book), self._then, self.situation.facts, self.language)
        return [Why("answers", self._say("answers", what=told) if told else self._say("answers_other"))]


def _answers(plain: dict[str, object]) -> Questionnaire | None:
    """The answers of an earlier day; None when today's questionnaire cannot hold them."""
    from pydantic import ValidationError

    try:
        return Questionnaire.model_validate(plain)
    except ValidationError:
        return None
