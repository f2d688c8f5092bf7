"""What the answers of a closed question have in common."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Self

from commplan_advisor.questionnaire.added import AddedAnswer


class Option(StrEnum):
    """One answer of a closed question: the word in the file, with its Dutch and English text."""

    nl: str
    en: str

    if not TYPE_CHECKING:  # for a type checker an option is made from its word alone, as `Rhythm("format")`

        def __new__(cls, value: str, nl: str, en: str) -> Option:  # noqa: D102
            member = str.__new__(cls, value)
            member._value_ = value
            member.nl = nl
            member.en = en
            return member

    @classmethod
    def added_here(cls) -> tuple[AddedAnswer, ...]:
        """What the rule book in use adds to these answers."""
        return ()

    @classmethod
    def known(cls) -> tuple[Self, ...]:
        """All that can be chosen, in the order in which it is offered: what is added comes before *other*."""
        built_in = tuple(cls)
        last = built_in[-1:] if built_in[-1].value == "other" else ()
        return (*built_in[: len(built_in) - len(last)], *(cls._made(one) for one in cls.added_here()), *last)

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        """An answer that is not built in, when the rule book in use adds it."""
        return next((cls._made(one) for one in cls.added_here() if one.value == value), None)

    @classmethod
    def _made(cls, answer: AddedAnswer) -> Self:
        """An answer that is added, alike to those that are built in but for not being one of them."""
        made = str.__new__(cls, answer.value)
        made._name_, made._value_ = answer.value.upper(), answer.value
        made.nl, made.en = answer.nl, answer.en
        return made

    def __reduce_ex__(self, protocol: object) -> tuple[object, ...]:
        """For another process or a copy: what is added is made anew with its words, whatever counts there."""
        built_in = self._name_ in type(self).__members__
        return (type(self), (self._value_,)) if built_in else (type(self)._made, (AddedAnswer(self._value_, self.nl, self.en),))
