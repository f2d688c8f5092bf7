"""The interface for programs, version 1: advice on a questionnaire that is sent along, and nothing kept."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from commplan_advisor.common.text import Language
from commplan_advisor.present.machine import as_json, schema
from commplan_advisor.web.advisor import Advisor
from commplan_advisor.web.api.problems import TYPE, Problem

PREFIX = "/api/v1"
_BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}},
}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The advice.", "content": {"application/json": {"schema": schema()}}},
    413: {"description": "The questionnaire is too large."},
    422: {"description": "The questionnaire is wrong, or a parameter is.", "model": Problem, "content": {TYPE: {}}},
}


def api(advisor: Advisor) -> APIRouter:
    """The interface."""
    router = APIRouter(prefix=PREFIX)

    @router.post("/advice", openapi_extra=_BODY, responses=_RESPONSES, summary="Advice on a questionnaire", response_class=Response)
    async def advice(
        request: Request,
        lang: Annotated[Language, Query(description="Language of the advice.")] = "nl",
        start: Annotated[date | None, Query(description="First day of the plan; without it as answered, or today.")] = None,
    ) -> Response:
        """The same advice as `commplan advise --format json` gives. The questionnaire is sent as JSON, and is not kept."""
        body = await request.body()

        def advised() -> str:
            return as_json([advisor.advice(advisor.case_of(body.decode(), "questionnaire", as_json=True), lang, start=start)])

        return Response(await run_in_threadpool(advised), media_type="application/json")

    return router
