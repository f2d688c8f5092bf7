"""The verdict of every rule for a case, by stage, each with a link to where the handbook tells of the rule."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from commplan_advisor.advice.why.attempts import rule_verdicts
from commplan_advisor.common.faults import did_you_mean, nearest_word, quote
from commplan_advisor.present.handbook.pages import anchor_of
from commplan_advisor.present.why_not import verdicts_page
from commplan_advisor.web.pages.handbook import chapters_of, places_in
from commplan_advisor.web.pages.linking import linked, parted
from commplan_advisor.web.pages.site import Site, markup
from commplan_advisor.web.pages.unknown import unknown
from commplan_advisor.web.words import said


def verdicts(site: Site) -> APIRouter:
    """The page of verdicts of a site."""
    router = APIRouter(include_in_schema=False)

    @router.get("/cases/{name}/rules")
    def page(request: Request, name: str, stage: str = "") -> Response:
        case, language = site.advisor.case(site.store.read(name)), site.language(request)
        here = f"/cases/{name}/rules"
        with site.advisor.turn():
            rules = rule_verdicts(case, site.advisor.engine, language=language)
            places = places_in(chapters_of(site, language))
        stages = {one.stage: one.stage_title for one in rules}
        if stage and stage not in stages:
            nearest = nearest_word(stage, stages)
            message = said("unknown_stage", language, name=quote(stage)) + did_you_mean(nearest).in_(language)
            meant = f"{here}?{urlencode({'stage': nearest})}"
            return unknown(site, request, message, nearest, meant, (here, said("stages_all", language)))
        shown = [one for one in rules if stage in ("", one.stage)]
        title, blocks = parted(tuple(verdicts_page(case.name, shown, language)))
        links = {one.id: places[anchor] for one in site.advisor.engine.book.rules if (anchor := anchor_of(one)) in places}
        return site.page(
            request,
            "verdicts.html",
            title,
            name=name,
            municipality=case.name,
            here="rules",
            body=linked(markup(blocks), links),
            stages=stages,
            stage=stage,
            kept=urlencode({"stage": stage}) if stage else "",
        )

    return router
