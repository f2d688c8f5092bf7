"""The OpenAPI document: every address with what it takes, and every answer that it can give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.responses import JSONResponse

from commplan_advisor.present.comparison import comparison_schema
from commplan_advisor.present.machine import schema as advice_schema
from commplan_advisor.web.api.problems import PREFIX, TYPE, Problem

ADDRESS = f"{PREFIX}/openapi.json"
VERSION = "1.0.0"
"""Of the interface: its first part changes when programs that use it must change."""
_ABOUT = (
    "Advice on communication plans for digital initiatives of residents. The same advice as the command `commplan` and the pages of this "
    "server give. What is wrong is told as problem+json (RFC 9457), in the language of `lang`."
)
_VERSION_TOLD = {"API-Version": {"description": "Version of the interface.", "required": True, "schema": {"type": "string"}}}
_FOR_ALL = {"Access-Control-Allow-Origin": "*"}
"""Pages of other sites may show the document; of all that is here they may read nothing else."""
_WHEN = {
    400: "What was sent is wrong: the questionnaire, or a parameter. `faults` holds all of it.",
    401: "The password is missing or wrong.",
    404: "There is no such questionnaire.",
    405: "The address does not know this method; `Allow` says which it knows.",
    408: "The request did not come in in time.",
    412: "The questionnaire is no longer what it was: somebody else changed it. Nothing was written.",
    413: "What was sent is too large.",
    415: "What was sent is not JSON.",
    421: "The server does not go by the name that was asked for.",
    422: "The file of the questionnaire is wrong. `faults` holds all of it.",
    428: "`If-Match` is missing: it must name the version that was changed.",
    429: "Too many requests one after another; `Retry-After` says how many seconds to wait.",
    431: "The address or the header lines are too long.",
    500: "The program failed.",
    503: "It took too long, or too many asked at once.",
}
_ALWAYS = (400, 408, 413, 421, 429, 431, 500, 503)
_HEADERS: Mapping[int, tuple[str, str, str]] = {
    401: ("WWW-Authenticate", "How to send the password along.", "string"),
    405: ("Allow", "The methods that the address knows.", "string"),
    429: ("Retry-After", "Seconds to wait.", "integer"),
    503: ("Retry-After", "Seconds to wait.", "integer"),
}

Answers = dict[int | str, dict[str, Any]]


def answers(good: str, form: Mapping[str, Any] | None = None, *wrong: int, etag: bool = False) -> Answers:
    """The answers that an address can give.

    Args:
        good: what the answer is when nothing is wrong.
        form: its JSON schema; None when that is read off what the function for it gives.
        wrong: codes of what can be wrong, beside what can be wrong anywhere.
        etag: whether the good answer names the version of what it holds.
    """
    headers = {"ETag": {"description": "Version, for `If-Match`.", "required": True, "schema": {"type": "string"}}} if etag else {}
    fine: dict[str, Any] = {"description": good, "headers": headers}
    if form is not None:
        fine["content"] = {"application/json": {"schema": form}}
    return {200: fine, **{code: _refusal(code) for code in sorted((*wrong, *_ALWAYS))}}


def _refusal(code: int) -> dict[str, Any]:
    told: dict[str, Any] = {"description": _WHEN[code], "content": {TYPE: {"schema": of("Problem")}}}
    if code in _HEADERS:
        name, says, kind = _HEADERS[code]
        told["headers"] = {name: {"description": says, "required": True, "schema": {"type": kind}}}
    return told


def of(name: str) -> dict[str, Any]:
    """What points at a form that all addresses share."""
    return {"$ref": f"#/components/schemas/{name}"}


def takes(form: Mapping[str, Any], example: Any) -> dict[str, Any]:
    """What an address takes: JSON of a form."""
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": form, "example": example}}}}


def describe(app: FastAPI, forms: Callable[[], Mapping[str, Mapping[str, Any]]], *, locked: bool) -> None:
    """Let an app tell its interface, to whoever asks for the document.

    Args:
        app: with all its addresses.
        forms: makes the schemas by name, beside those of advice, comparison and what is wrong.
        locked: whether a password must be sent along.
    """
    made: dict[str, Any] = {}

    def document() -> dict[str, Any]:
        if not made:
            made.update(_document(app, forms(), locked=locked))
        return made

    @app.get(ADDRESS, include_in_schema=False)
    def told() -> JSONResponse:
        return JSONResponse(document(), headers=_FOR_ALL)


def _document(app: FastAPI, forms: Mapping[str, Mapping[str, Any]], *, locked: bool) -> dict[str, Any]:
    whole = get_openapi(title="commplan-advisor", version=VERSION, description=_ABOUT, routes=app.routes, servers=[{"url": PREFIX}])
    whole["paths"] = {path.removeprefix(PREFIX): ways for path, ways in whole["paths"].items()}
    schemas: dict[str, Any] = whole.setdefault("components", {}).setdefault("schemas", {})
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    problem = Problem.model_json_schema(mode="serialization")
    for name, form in {"Advice": advice_schema(), "Comparison": comparison_schema(), "Problem": problem, **forms}.items():
        schemas.update(_shared(name, form))
    if locked:
        whole["components"]["securitySchemes"] = {"password": {"type": "http", "scheme": "basic"}}
        whole["security"] = [{"password": []}]
    for ways in whole["paths"].values():
        for way in ways.values():
            if "HTTPValidationError" in str(way["responses"].get("422")):  # said of every address with parameters; here it is 400
                del way["responses"]["422"]
            if locked:
                way["responses"]["401"] = _refusal(401)
            for answer in way["responses"].values():
                answer["headers"] = {**answer.get("headers", {}), **_VERSION_TOLD}
    return whole


def _shared(name: str, form: Mapping[str, Any]) -> dict[str, Any]:
    """A schema and its parts, each under a name of its own: two forms may have parts that are called the same."""
    parts = form.get("$defs", {})
    plain = {key: value for key, value in form.items() if key != "$defs"}
    return {name: _pointing(plain, name), **{f"{name}{part}": _pointing(value, name) for part, value in parts.items()}}


def _pointing(value: Any, name: str) -> Any:
    """A schema that points at its parts where they stand now."""
    if isinstance(value, dict):
        return _in_one(
            {
                key: inner.replace("#/$defs/", f"#/components/schemas/{name}") if key == "$ref" else _pointing(inner, name)
                for key, inner in value.items()
            }
        )
    return [_pointing(inner, name) for inner in value] if isinstance(value, list) else value


def _in_one(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema of a day or nothing without alternatives, for the Dutch API design rules look for `format` beside the name of a field."""
    match schema:
        case {"anyOf": [{"type": "string", "format": form}, {"type": "null"}]}:
            return {**{key: value for key, value in schema.items() if key != "anyOf"}, "type": ["string", "null"], "format": form}
    return schema
