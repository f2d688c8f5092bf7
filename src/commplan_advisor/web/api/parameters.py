"""What is asked for behind the question mark of an address: the parameters, and in plain words what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

from fastapi import Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BeforeValidator
from pydantic.json_schema import SkipJsonSchema

from commplan_advisor.common.faults import Fault, Place, enumerated, nearest_word, shown
from commplan_advisor.common.text import LANGUAGES, Language, Text
from commplan_advisor.questionnaire.asking import Day
from commplan_advisor.questionnaire.options import Rhythm

_DAY = Text("is geen dag zoals 2026-01-31, tussen 2000 en 2100.", "is not a day such as 2026-01-31, between 2000 and 2100.")
_ONE_OF = Text("kan niet. Kies uit: {words}.", "cannot be. Choose from: {words}.")
_NO_NUMBER = Text("is geen heel getal vanaf {least}.", "is not a whole number from {least} on.")
_NOT_THERE = Text("bestaat hier niet. Kies uit: {words}.", "does not exist here. Choose from: {words}.")
_WRONG = Text("kan niet.", "cannot be.")
_YES_NO = ("true", "false")


def _true_or_false(value: Any) -> Any:
    return {"true": True, "false": False}.get(value, "?") if isinstance(value, str) else value


Lang = Annotated[Language, Query(description="Language of what is told, and of what is wrong.")]
Start = Annotated[
    Day | SkipJsonSchema[None],
    Query(description="First day of the plan, from 2000 to 2100; without it as answered, or the day of the rules."),
]
Rhythm_ = Annotated[
    Rhythm | SkipJsonSchema[None], Query(alias="rhythm", description="How often to measure and evaluate; without it as answered.")
]
YesNo = Annotated[bool, BeforeValidator(_true_or_false)]


async def only_known(request: Request) -> None:
    """Refuse a parameter that the address does not know: whoever mistypes one would believe that it was heard.

    Raises:
        RequestValidationError: with each that is not known.
    """
    route = request.scope["route"]
    known = [one.alias for one in route.dependant.query_params] if isinstance(route, APIRoute) else []
    wrong = [
        {"type": "unknown", "loc": ("query", name), "msg": "", "input": name, "ctx": {"known": known}}
        for name in dict.fromkeys(request.query_params)
        if name not in known
    ]
    if wrong:
        raise RequestValidationError(wrong)


def faults_of(errors: Iterable[Any]) -> list[Fault]:
    """What is wrong with parameters, in words; each once, though a parameter may be of two kinds."""
    return list(dict.fromkeys(_fault(one) for one in errors))


def _fault(error: Mapping[str, Any]) -> Fault:
    name = str(error["loc"][1]) if len(error["loc"]) > 1 else ""
    told = error.get("input")
    value = shown(told) if isinstance(told, str) else ""
    if error["type"] == "unknown":
        return _choice(name, value, error["ctx"]["known"], _NOT_THERE)
    if name == "lang":
        return _choice(name, value, LANGUAGES)
    if name == "rhythm":
        return _choice(name, value, [str(one) for one in Rhythm])
    if name == "start":
        return Fault(Place(""), _DAY, name, value)
    if error["type"].startswith("bool"):
        return _choice(name, value, _YES_NO)
    if error["type"].startswith(("int", "greater_than")):
        return Fault(Place(""), _filled(_NO_NUMBER, least=1), name, value)
    return Fault(Place(""), _WRONG, name, value)


def _choice(name: str, value: str, words: Sequence[str], message: Text = _ONE_OF) -> Fault:
    return Fault(Place(""), _filled(message, words=enumerated(words)), name, value, nearest_word(value, words))


def _filled(text: Text, **filled: object) -> Text:
    return Text(text.nl.format(**filled), text.en.format(**filled))
