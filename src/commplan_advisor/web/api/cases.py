"""The questionnaires of the folder, and the advice on each. Nothing is overwritten in silence: who changes one names what was changed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path
from pydantic import BaseModel, Field
from starlette.responses import Response

from commplan_advisor.common.faults import FaultyInputError, Place, UnreadableFileError
from commplan_advisor.present.machine import as_dense_json
from commplan_advisor.questionnaire.progress import progress_of
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.questionnaire.replacing import plain, with_answers
from commplan_advisor.web.api.document import answers, of, takes
from commplan_advisor.web.api.forms import EXAMPLE
from commplan_advisor.web.api.parameters import Lang, Rhythm_, Start
from commplan_advisor.web.api.sent import Sent
from commplan_advisor.web.pages.site import Site
from commplan_advisor.web.store import ChangedMeanwhileError, Stored, UnknownCaseError, version_of

Name = Annotated[str, Path(description="Name of the file, without its ending.", json_schema_extra={"pattern": "^[a-z0-9][a-z0-9-]{0,79}$"})]
IfMatch = Annotated[str, Header(alias="If-Match", description="The `ETag` of the questionnaire as it was before the change.")]
_ETAG = re.compile(r'"([^"]*)"')


class NoVersionError(Exception):
    """It was not said which version was changed."""


class Listed(BaseModel):
    """A questionnaire of the folder."""

    name: str = Field(description="Name of the file, without its ending.")
    municipality: str = Field(description="Name of the municipality; empty when the file cannot be read.")
    answered: int = Field(description="Number of questions that were answered.")
    asked: int = Field(description="Number of questions that were asked.")
    faults: int = Field(description="Number of faults in the file; what they are is told when it is asked for.")
    version: str = Field(description="Version of the file, as its `ETag` has it.")
    changed: datetime = Field(description="When the file was changed last.")


class CaseList(BaseModel):
    """The questionnaires of the folder, by name."""

    cases: list[Listed]


def cases(site: Site) -> APIRouter:
    """The addresses for them."""
    router, default = APIRouter(), site.settings.language

    @router.get("/cases", summary="The questionnaires of the folder", responses=answers("All of them."))
    def all_(lang: Lang = default) -> CaseList:  # noqa: ARG001  # in which what is wrong is told
        """All questionnaires of the folder, by name."""
        return CaseList(cases=[one for name in site.store.names() if (one := _listed(site, name))])

    @router.get(
        "/cases/{name}",
        summary="A questionnaire",
        responses=answers("The answers.", of("Questionnaire"), 404, 422, etag=True),
        response_class=Response,
    )
    def one(name: Name, lang: Lang = default) -> Response:  # noqa: ARG001
        """The answers of a questionnaire; what was not answered is left out."""
        stored = _read(site, name)
        return _answer(site.advisor.case(stored), stored.version)

    @router.put(
        "/cases/{name}",
        summary="Other answers",
        openapi_extra=takes(of("Questionnaire"), EXAMPLE),
        responses=answers("The answers as they were written.", of("Questionnaire"), 404, 412, 415, 428, etag=True),
        response_class=Response,
    )
    def changed(name: Name, sent: Sent, if_match: IfMatch = "", lang: Lang = default) -> Response:  # noqa: ARG001
        """Write all answers of a questionnaire; what is left out is not answered any more.

        The file keeps its form, its comments too, where that is simple. Nothing is written when something is wrong.
        """
        versions = _ETAG.findall(if_match)
        if not versions:
            raise NoVersionError
        stored = _read(site, name)
        if stored.version not in versions:
            raise ChangedMeanwhileError
        case = site.advisor.case_of(sent, "questionnaire", as_json=True)
        with site.advisor.turn():
            text = with_answers(stored.text, _before(site, stored), case.answers, as_json=stored.path.suffix == ".json")
        site.store.save(name, text, stored.version)
        return _answer(case, version_of(text))

    @router.get(
        "/cases/{name}/advice",
        summary="Advice on a questionnaire of the folder",
        responses=answers("The advice.", of("Advice"), 404, 422),
        response_class=Response,
    )
    def advised(name: Name, lang: Lang = default, start: Start = None, rhythm: Rhythm_ = None) -> Response:
        """The same document as `commplan advise --format json` gives, without its white space."""
        advice = site.advisor.advice(site.advisor.case(_read(site, name)), lang, start=start, rhythm=rhythm)
        return Response(as_dense_json(advice), media_type="application/json")

    return router


def _answer(case: Case, version: str) -> Response:
    body: Any = plain(case.answers)
    return Response(json.dumps(body, ensure_ascii=False, indent=2) + "\n", headers={"ETag": f'"{version}"'}, media_type="application/json")


def _read(site: Site, name: str) -> Stored:
    """A questionnaire of the folder.

    Raises:
        UnknownCaseError: there is none of that name.
        FaultyInputError: its file cannot be read.
    """
    try:
        return site.store.read(name)
    except UnreadableFileError as error:
        raise FaultyInputError([replace(error.fault, place=Place("", error.fault.place.line, error.fault.place.column))]) from None


def _before(site: Site, stored: Stored) -> Any:
    """What a file says; None when something is wrong in it."""
    try:
        return site.advisor.case(stored).answers
    except FaultyInputError:
        return None


def _listed(site: Site, name: str) -> Listed | None:
    """A questionnaire in the list, also when something is wrong in it; None when it is gone meanwhile."""
    version, changed = "", datetime.fromtimestamp(0, UTC)
    try:
        stored = _read(site, name)
        version, changed = stored.version, stored.changed.astimezone(UTC)
        case = site.advisor.case(stored)
    except UnknownCaseError:
        return None
    except FaultyInputError as error:
        return Listed(name=name, municipality="", answered=0, asked=0, faults=len(error.faults), version=version, changed=changed)
    with site.advisor.turn():
        progress = progress_of(case.answers)
    return Listed(
        name=name,
        municipality=case.name,
        answered=progress.answered,
        asked=progress.asked,
        faults=0,
        version=version,
        changed=changed,
    )
