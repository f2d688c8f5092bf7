"""What is wrong, for programs: problem+json (RFC 9457), with every fault and its place."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse
from starlette.types import Scope

from commplan_advisor.common.faults import Fault
from commplan_advisor.common.text import Language

PREFIX = "/api/v1"
TYPE = "application/problem+json"


class FaultTold(BaseModel):
    """One thing that is wrong."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    line: int = Field(description="Line in what was sent, from 1; 0 when it is not known.")
    column: int = Field(description="Column in that line, from 1; 0 when it is not known.")
    path: str = Field(description="The question or parameter that it is about; rows count from 1. Empty for all of it.")
    value: str = Field(description="What was answered; empty when that says nothing.")
    message: str = Field(description="What is wrong, and what is allowed.")
    nearest: str = Field(description="The word that was probably meant; empty when there is none.")


class Problem(BaseModel):
    """Why there is no answer."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    faults: list[FaultTold] = []


def is_for_programs(scope: Scope) -> bool:
    """Whether a request is one to the interface for programs."""
    path: str = scope["path"]
    return path == PREFIX or path.startswith(f"{PREFIX}/")


def problem(status: int, title: str, detail: str = "", faults: Iterable[Fault] = (), language: Language = "nl") -> JSONResponse:
    """An answer that says why there is none."""
    told = [
        FaultTold(
            line=one.place.line,
            column=one.place.column,
            path=one.path,
            value=one.value,
            message=one.message.in_(language),
            nearest=one.nearest,
        )
        for one in faults
    ]
    body = Problem(title=title, status=status, detail=detail, faults=told)
    return JSONResponse(body.model_dump(), status, {"Content-Language": language}, media_type=TYPE)
