"""The calendar of a plan as a page, for all or for one party or role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from commplan_advisor.advice.model import Advice
from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError, did_you_mean, printable
from commplan_advisor.common.text import Language
from commplan_advisor.engine.engine import Engine
from commplan_advisor.present.report import shown_day
from commplan_advisor.present.schedule.choosing import UnknownRoleError, chosen, only_for
from commplan_advisor.present.schedule.entries import Schedule, schedule_of
from commplan_advisor.present.schedule.table import schedule_page
from commplan_advisor.present.schedule.words import PARTIES
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.running.review.adopted import in_force
from commplan_advisor.running.review.plan import PlanVersion
from commplan_advisor.web.pages.parts import levelled, titled, wrong_in
from commplan_advisor.web.pages.pictures import shown
from commplan_advisor.web.pages.site import Site, markup
from commplan_advisor.web.pages.today import engine_on
from commplan_advisor.web.store import Stored
from commplan_advisor.web.words import said

FORMS = ("ics", "xlsx", "csv")
"""The files that a calendar can be had as."""
_UNPROCESSABLE, _UNREADABLE = 422, 500


@dataclass(frozen=True, slots=True)
class Dated:
    """The calendar of the plan that counts.

    Attributes:
        schedule: for all, or for one party or role.
        advice: that it is of.
        version: that was adopted; None when none was.
    """

    schedule: Schedule
    advice: Advice
    version: PlanVersion | None


def calendar(site: Site) -> APIRouter:
    """The page."""
    router = APIRouter(include_in_schema=False)

    @router.get("/cases/{name}/calendar")
    def page(request: Request, name: str, role: str = "") -> Response:
        stored, language = site.store.read(name), site.language(request)
        with engine_on(site, date.today()) as engine:
            case = site.advisor.case(stored)
            told: dict[str, object] = {"roles": roles_of(engine.book, language), "role": role, "forms": FORMS, "query": ""}
            try:
                dated = dated_plan(stored, case, engine, language, role)
            except UnknownRoleError as error:
                return _page(site, request, stored, case, {**told, "problem": unknown_role(error, language)}, _UNPROCESSABLE)
            except (FaultyInputError, UnreadableFileError) as wrong:
                status = _UNPROCESSABLE if isinstance(wrong, FaultyInputError) else _UNREADABLE
                return _page(site, request, stored, case, {**told, "faults": wrong_in(wrong, site.store.folder, language)}, status)
            drawn = None if dated.schedule.role else shown(dated.advice, name, "timeline", language)
        title, rest = titled(schedule_page(dated.schedule))
        one = dated.schedule.role
        query = f"?{urlencode({'role': one})}" if one else ""
        body, basis = markup(levelled(rest, 3)), _basis(dated.version, language)
        told.update(role=one, query=query, heading=title, body=body, picture=drawn, basis=basis)
        return _page(site, request, stored, case, told)

    return router


def dated_plan(stored: Stored, case: Case, engine: Engine, language: Language, role: str = "") -> Dated:
    """The calendar of the plan that counts, as `commplan schedule` gives it.

    Args:
        stored: the questionnaire as it stands in the folder.
        case: what is in it.
        engine: of the rule book.
        language: of the calendar.
        role: a party or role, by its name or its title; empty for all.

    Raises:
        UnknownRoleError: there is no such party or role.
        FaultyInputError: the newest version of the plan is damaged, or the questionnaire names a role that does not exist.
        UnreadableFileError: a version of the plan cannot be read.
    """
    one = chosen(role, engine.book) if role else None
    advice, version = in_force(stored.path, case, engine, language, prove=False)
    schedule = schedule_of(advice, engine.book)
    return Dated(only_for(schedule, one) if one else schedule, advice, version)


def roles_of(book: RuleBook, language: Language) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The parties and the roles to choose from, each with its title."""
    parties = tuple((id_, title.in_(language)) for id_, title in PARTIES.items())
    roles = sorted((one.title.in_(language), id_) for id_, one in book.catalogue.roles.items() if id_ not in PARTIES)
    return {"calendar_parties": parties, "calendar_roles": tuple((id_, title) for title, id_ in roles)}


def unknown_role(error: UnknownRoleError, language: Language) -> str:
    """What to say of a word that is no party and no role."""
    told = said("calendar_no_role", language, role=printable(str(error))[:60])
    return told + (did_you_mean(error.nearest).in_(language) or " " + said("calendar_choose_role", language))


def _basis(version: PlanVersion | None, language: Language) -> str:
    if version is None:
        return said("calendar_of_advice", language)
    return said("calendar_of_version", language, number=version.number, day=shown_day(version.kept_on, language))


def _page(site: Site, request: Request, stored: Stored, case: Case, values: Mapping[str, object], status: int = 200) -> Response:
    title = said("calendar", site.language(request))
    filled: dict[str, object] = {"heading": title, "problem": "", "faults": (), "body": "", "picture": None, "basis": "", **values}
    named: dict[str, object] = {"name": stored.name, "municipality": case.name, "here": "calendar"}
    return site.page(request, "calendar.html", f"{title} – {case.name}", status, **filled, **named)
