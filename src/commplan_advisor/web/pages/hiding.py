"""Pages on which it is not to be read how somebody can be reached, until one asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from html import escape, unescape
from typing import TypeVar, cast
from urllib.parse import urlencode

from starlette.requests import Request

from commplan_advisor.common.text import Language
from commplan_advisor.web.safety.contacts import Kind, without_contacts
from commplan_advisor.web.words import said

T = TypeVar("T")

_ASKED, _SHOWN = "contacts", "shown"
_PIECE = re.compile(r"<(script|textarea)\b.*?</\1>|<[^>]*>|[^<]+", re.DOTALL)
"""What is filled in stays what it is. In a tag every `>` but the last is written as a name, as all that pages fill in."""
_READ_ALOUD = re.compile(r'(?<= )(alt|aria-label|title)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Notice:
    """What a page says when it has something by which somebody can be reached.

    Attributes:
        shown: whether it is to be read.
        address: where it is the other way round; empty when the page is an answer to a form, which cannot be asked for again.
    """

    shown: bool
    address: str


def made(request: Request, language: Language, render: Callable[[Notice | None], str]) -> str:
    """A page, without what one did not ask for.

    Args:
        request: that the page answers.
        language: of the page.
        render: makes the whole page, with a notice when there is one.
    """
    page = render(None)
    if hidden(page, language) == page:
        return page
    shown = asked_for(request)
    page = render(Notice(shown, _other_way(request, shown=shown)))
    return page if shown else hidden(page, language)


def asked_for(request: Request) -> bool:
    """Whether one asks how somebody can be reached."""
    return request.query_params.get(_ASKED) == _SHOWN


def hidden(page: str, language: Language) -> str:
    """A page in which words stand for all by which somebody can be reached, but for what stands in a form to be sent again."""

    def written(text: str) -> str:
        plain = unescape(text)
        safe = _without(plain, language)
        return text if safe == plain else escape(safe)

    def piece(found: re.Match[str]) -> str:
        if found[1]:
            return found[0]
        if found[0].startswith("<"):
            return _READ_ALOUD.sub(lambda one: f'{one[1]}="{written(one[2])}"', found[0])
        return written(found[0])

    return _PIECE.sub(piece, page)


def hidden_in(told: T, language: Language) -> T:
    """What is told, with words for all by which somebody can be reached in every text of it, for what is no page."""
    return cast("T", _hidden_in(told, language))


def _hidden_in(told: object, language: Language) -> object:
    if isinstance(told, str):
        return _without(told, language)
    if isinstance(told, tuple | list):
        return type(told)(_hidden_in(one, language) for one in told)
    if isinstance(told, Mapping):
        return {key: _hidden_in(one, language) for key, one in told.items()}
    if is_dataclass(told) and not isinstance(told, type):
        return replace(told, **{one.name: _hidden_in(getattr(told, one.name), language) for one in fields(told) if one.init})
    return told


def _without(text: str, language: Language) -> str:
    def instead(kind: Kind) -> str:
        return said(f"hidden_{kind}", language)

    return without_contacts(text, instead)


def _other_way(request: Request, *, shown: bool) -> str:
    if request.method not in ("GET", "HEAD"):
        return ""
    query = [(name, value) for name, value in request.query_params.multi_items() if name != _ASKED]
    query += [] if shown else [(_ASKED, _SHOWN)]
    return request.url.path + (f"?{urlencode(query)}" if query else "")
