"""Questionnaires that are sent along beside each other; nothing of them is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema
from starlette.responses import Response

from commplan_advisor.advice.compare.compare import compare
from commplan_advisor.common.faults import Fault, FaultyInputError
from commplan_advisor.common.located import Located, Path_, parse_json
from commplan_advisor.common.text import Text
from commplan_advisor.present.comparison import comparison_json
from commplan_advisor.questionnaire.reading import Case, case_from
from commplan_advisor.web.advisor import Advisor
from commplan_advisor.web.api.document import answers, of, takes
from commplan_advisor.web.api.forms import EXAMPLE
from commplan_advisor.web.api.parameters import Lang, YesNo
from commplan_advisor.web.api.sent import Sent
from commplan_advisor.web.pages.site import Site

MOST = 50
_KEY = "cases"
FORM: Mapping[str, Any] = {
    "type": "object",
    "properties": {_KEY: {"type": "array", "minItems": 1, "maxItems": MOST, "items": of("Questionnaire")}},
    "required": [_KEY],
    "additionalProperties": False,
}
"""The schema of what is sent."""
_NO_LIST = Text(
    'moet een lijst zijn van 1 tot 50 vragenlijsten: {"cases": [...]}.', 'must be a list of 1 to 50 questionnaires: {"cases": [...]}.'
)
_NOT_KNOWN = Text("hoort hier niet. Alleen 'cases' kan.", "does not belong here. Only 'cases' can be there.")
_NONE_SUCH = Text("is meer dan het aantal vragenlijsten.", "is more than the number of questionnaires.")
Kept = TypeVar("Kept")


def comparisons(site: Site) -> APIRouter:
    """The address for it."""
    router, default = APIRouter(), site.settings.language

    @router.post(
        "/comparisons",
        summary="Questionnaires beside each other",
        openapi_extra=takes(of("Cases"), {_KEY: [EXAMPLE, {**EXAMPLE, "municipality": {"name": "Andere Stad"}}]}),
        responses=answers("The comparison.", of("Comparison"), 415),
        response_class=Response,
    )
    def asked(
        sent: Sent,
        lang: Lang = default,
        differences: Annotated[YesNo, Query(description="Only what is not the same for all.")] = False,
        groups: Annotated[
            YesNo | SkipJsonSchema[None], Query(description="Say which are alike; without it that is done from three on.")
        ] = None,
        against: Annotated[
            Annotated[int, Field(ge=1, le=MOST)] | SkipJsonSchema[None],
            Query(description="Say for each of the others which answers make the difference with this one, counted from 1."),
        ] = None,
    ) -> Response:
        """The same comparison as `commplan compare --format json` gives."""
        with site.advisor.turn():
            found = _cases(sent, site.advisor)
            if against is not None and against > len(found):
                raise FaultyInputError([Fault(found[0].source.place(()), _NONE_SUCH, "against", str(against))])
            base = None if against is None else found[against - 1]
            comparison = compare(found, site.advisor.engine, language=lang, differences=differences, against=base, groups=groups)
        return Response(comparison_json(comparison), media_type="application/json")

    return router


def _cases(sent: str, advisor: Advisor) -> list[Case]:
    """The questionnaires that were sent.

    Raises:
        FaultyInputError: with everything that is wrong in all of them; the path says in which.
    """
    whole = parse_json(sent, "")
    value = whole.value
    rows = value.get(_KEY) if isinstance(value, dict) else None
    faults = list(whole.faults)
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST:
        raise FaultyInputError([*faults, Fault(whole.place((_KEY,)), _NO_LIST, _KEY)])
    faults += [Fault(whole.place((key,), of_key=True), _NOT_KNOWN, key) for key in value if key != _KEY]
    found: list[Case] = []
    for index in range(len(rows)):
        try:
            found.append(case_from(_part(whole, index), lambda: advisor.engine.book.catalogue.roles))
        except FaultyInputError as error:
            where = f"{_KEY}[{index + 1}]"
            faults += [replace(one, path=f"{where}.{one.path}" if one.path else where) for one in error.faults]
    if faults:
        raise FaultyInputError(faults)
    return found


def _part(whole: Located, index: int) -> Located:
    """One of the questionnaires, with the places where it stands in all that was sent."""
    above: Path_ = (_KEY, index)

    def below(kept: Mapping[Path_, Kept]) -> dict[Path_, Kept]:
        return {path[2:]: one for path, one in kept.items() if path[:2] == above}

    name = f"{_KEY}[{index + 1}]"
    return Located(whole.value[_KEY][index], name, below(whole.places), below(whole.keys), (), below(whole.written))
