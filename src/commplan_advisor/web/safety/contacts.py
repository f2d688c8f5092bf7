"""How somebody can be reached: telephone numbers of people and e-mail addresses in free texts, which others need not see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from phonenumbers import Leniency, PhoneNumberMatcher, PhoneNumberType, number_type

Kind = Literal["phone", "mail"]

_REGION = "NL"
_MAIL = re.compile(r"[\w.+%'’-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_DIGITS_OF_A_NUMBER = re.compile(r"\d(?:\D{0,4}\d){7}")
_OF_ORGANISATIONS = frozenset((PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST, PhoneNumberType.UAN))
"""Numbers that are meant for everybody, such as 0900-8844 of the police and 14 0318 of a municipality."""
_NO_NUMBER = re.compile(
    r"""
    (?<!\d)\d{1,2}([-./])\d{1,2}\1(?:19|20)\d\d(?!\d)  # a day
    | (?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)             # a day as files have it
    | (?<!\d)\d{1,2}[.:]\d\d\ ?[-–]\ ?\d{1,2}[.:]\d\d(?!\d)  # from one hour to another
    | (?<!\d)\d+,\d+                                   # a number with decimals
    | (?<!\d)0\.\d+                                    # the same, as files have it
    """,
    re.VERBOSE,
)
_BETWEEN = "|"
"""Stands in no telephone number."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Something in a text by which somebody can be reached.

    Attributes:
        kind: what it is.
        start: of it in the text.
        end: the first place after it.
    """

    kind: Kind
    start: int
    end: int


def contacts_in(text: str) -> Iterator[Contact]:
    """Everything in a text by which somebody can be reached, in order.

    A number counts when it can be dialled as it stands, from the Netherlands; numbers of organisations that are meant for everybody do not.
    """
    found = [*_mails_in(text), *_phones_in(text)]
    end = 0
    for one in sorted(found, key=lambda contact: (contact.start, -contact.end)):
        if one.start >= end:
            yield one
            end = one.end


def has_contacts(text: str) -> bool:
    """Whether a text has something by which somebody can be reached."""
    return next(contacts_in(text), None) is not None


def without_contacts(text: str, instead: Callable[[Kind], str]) -> str:
    """A text in which something else stands for all by which somebody can be reached; one that has none stays as it is.

    Args:
        text: any text.
        instead: what stands there for a thing of that kind.
    """
    parts, end = [], 0
    for one in contacts_in(text):
        parts += [text[end : one.start], instead(one.kind)]
        end = one.end
    return "".join((*parts, text[end:]))


def _mails_in(text: str) -> Iterator[Contact]:
    if "@" in text:
        yield from (Contact("mail", *found.span()) for found in _MAIL.finditer(text))


def _phones_in(text: str) -> Iterator[Contact]:
    if _DIGITS_OF_A_NUMBER.search(text) is None:  # nearly all texts
        return
    plain = _NO_NUMBER.sub(lambda found: _BETWEEN * len(found[0]), text)
    for found in PhoneNumberMatcher(plain, _REGION, leniency=Leniency.VALID):
        if number_type(found.number) not in _OF_ORGANISATIONS:
            yield Contact("phone", found.start, found.end)
