"""The verdict of every rule for a case: how many of each by stage, and lists of them with links to the handbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from commplan_advisor.advice.why.attempts import RuleVerdict, rule_verdicts
from commplan_advisor.common.faults import did_you_mean, nearest_word, quote
from commplan_advisor.common.text import Language
from commplan_advisor.present.handbook.pages import anchor_of
from commplan_advisor.present.handbook.sentences import Sentences
from commplan_advisor.present.why_not import VERDICTS, verdict_name, verdict_words, verdicts_page
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.web.pages.handbook import chapters_of, places_in
from commplan_advisor.web.pages.linking import linked, parted
from commplan_advisor.web.pages.site import Site, markup
from commplan_advisor.web.pages.unknown import unknown
from commplan_advisor.web.words import said


@dataclass(frozen=True, slots=True)
class _Counted:
    """How many rules of a stage have each verdict, each with the address of their list."""

    title: str
    address: str
    counts: Sequence[tuple[int, str]]


def verdicts(site: Site) -> APIRouter:
    """The pages of verdicts of a site."""
    router = APIRouter(include_in_schema=False)

    @router.get("/cases/{name}/rules")
    def page(request: Request, name: str, stage: str = "", verdict: str = "") -> Response:
        case, language = site.advisor.case(site.store.read(name)), site.language(request)
        here = f"/cases/{name}/rules"
        with site.advisor.turn():
            book = site.advisor.engine.book
            rules = rule_verdicts(case, site.advisor.engine, language=language)
            places = places_in(chapters_of(site, language)) if stage or verdict else {}
            says = site.advisor.of_the_book(("sentences", language), partial(_sentences, book, language)) if stage or verdict else {}
        stages = {one.stage: one.stage_title for one in rules}
        for told, allowed, message in ((stage, stages, "unknown_stage"), (verdict, VERDICTS, "unknown_verdict")):
            if told and told not in allowed:
                nearest = nearest_word(told, allowed)
                words = said(message, language, name=quote(told)) + did_you_mean(nearest).in_(language)
                meant = f"{here}?{urlencode({'stage' if allowed is stages else 'verdict': nearest})}"
                return unknown(site, request, words, nearest, meant, (here, said("stages_all", language)))
        shown = [one for one in rules if stage in ("", one.stage) and verdict in ("", verdict_name(one.verdict))]
        title, (counted, *lists) = parted(tuple(verdicts_page(case.name, shown, language, says)))
        links = {one.id: places[anchor] for one in book.rules if (anchor := anchor_of(one)) in places}
        asked = {name: told for name, told in (("stage", stage), ("verdict", verdict)) if told}
        return site.page(
            request,
            "verdicts.html",
            title,
            name=name,
            municipality=case.name,
            here="rules",
            counted=markup([counted]),
            body=linked(markup(lists), links) if asked else None,
            overview=() if asked else _overview(here, rules, stages, language),
            verdicts=[verdict_words(one, language) for one in VERDICTS],
            chosen=[words for words in (stages.get(stage), verdict and verdict_words(verdict, language)) if words],
            kept=urlencode(asked),
        )

    return router


def _sentences(book: RuleBook, language: Language) -> Mapping[str, str]:
    """What each rule says, by its name."""
    sentences = Sentences(book, language)
    return {one.id: sentences.sentence(one) for one in book.rules}


def _overview(here: str, rules: Sequence[RuleVerdict], stages: Mapping[str, str], language: Language) -> tuple[_Counted, ...]:
    """How many rules have each verdict, in each stage and in all."""
    counts = Counter((one.stage, verdict_name(one.verdict)) for one in rules)

    def row(stage: str, title: str) -> _Counted:
        of = {"stage": stage} if stage else {}
        numbers = [(sum(counts[one, verdict] for one in ([stage] if stage else stages)), verdict) for verdict in VERDICTS]
        addresses = [(number, f"{here}?{urlencode({**of, 'verdict': verdict})}") for number, verdict in numbers]
        return _Counted(title, f"{here}?{urlencode(of)}" if of else "", addresses)

    return (*(row(one, title) for one, title in stages.items()), row("", said("stages_all", language)))
