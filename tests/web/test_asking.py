"""The pages that answer questions about an advice: they hold what the commands print, lead on, and change nothing."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
from markupsafe import Markup
from starlette.testclient import TestClient

from commplan_advisor.advice.advise import advise
from commplan_advisor.advice.compare.compare import compare
from commplan_advisor.advice.questions.next_question import next_questions
from commplan_advisor.advice.what_if.what_if import what_if
from commplan_advisor.advice.why.attempts import rule_verdicts
from commplan_advisor.advice.why.explaining import explain
from commplan_advisor.advice.why.why_not import why_not
from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.engine.conclusions import Status
from commplan_advisor.maintenance.naming_tests import names_of_tests
from commplan_advisor.present.blocks import Block, CommandLine, Heading
from commplan_advisor.present.comparison import comparison_report
from commplan_advisor.present.difference import what_if_page
from commplan_advisor.present.explanation import conclusion_pages, explanation_page, key_text
from commplan_advisor.present.handbook.pages import handbook
from commplan_advisor.present.handbook.sentences import Sentences
from commplan_advisor.present.html import body_of
from commplan_advisor.present.next_question import next_page
from commplan_advisor.present.why_not import verdict_name, verdicts_page, why_not_page
from commplan_advisor.questionnaire.editing import changes_from
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.rulebook.loading import document_of, shipped
from commplan_advisor.web.advisor import Advisor
from commplan_advisor.web.pages.linking import asked_why, linked
from commplan_advisor.web.settings import Settings
from commplan_advisor.web.store import Store
from tests.support.served import client_of, folder_with, tells, without_links
from tests.support.shipped import DAY, shipped_engine

NAMES = ("nijkerk-2016", "complete", "name-only", "json-example")
ENGINE = shipped_engine
_LINK = re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>')

each_case = pytest.mark.parametrize("name", NAMES)
each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_with(tmp_path, *NAMES)


@pytest.fixture
def client(folder: Path) -> TestClient:
    return client_of(folder)


def case_in(folder: Path, name: str) -> Case:
    return Advisor(Settings(folder, as_of=DAY), ENGINE()).case(Store(folder).read(name))


def page_at(client: TestClient, address: str, status: int = 200, **asked: str) -> str:
    """What a page holds, after the links that lead on from the address."""
    answer = client.get(address, params=asked) if asked else client.get(address)
    assert answer.status_code == status, f"{address}: {answer.status_code}"
    return answer.text


def links_in(page: str) -> list[str]:
    """Where the links of the main part of a page lead."""
    return [unescape(one) for one in _LINK.findall(page.partition("<main")[2])]


def below_title(blocks: tuple[Block, ...] | list[Block]) -> str:
    """A report without its title: that is the title of the page."""
    first, *rest = blocks
    assert isinstance(first, Heading)
    return body_of(rest)


# -- why, and why not ------------------------------------------------------------------------------------------------------------------


@each_case
@each_language
def test_all_that_is_concluded_can_be_asked_about_and_all_that_is_not(
    folder: Path, client: TestClient, name: str, language: Language
) -> None:
    asked = [parse_qs(urlsplit(one).query) for one in links_in(page_at(client, f"/cases/{name}/explain", lang=language))]
    explained = [one["of"][0] for one in asked if "of" in one]
    concluded = {key: one for key, one in explain(case_in(folder, name), ENGINE()).conclusions.items() if one.status is Status.CONCLUDED}
    assert sorted(explained) == sorted(map(key_text, concluded))
    catalogue = ENGINE().book.catalogue
    every = {("action", id_) for id_ in catalogue.actions} | {("problem", id_) for id_ in catalogue.problems}
    every |= {("finding", id_) for id_ in catalogue.findings}
    missed = sorted(id_ for kind, id_ in every if (kind, id_, "") not in concluded)
    assert sorted(one["why_not"][0] for one in asked if "why_not" in one) == missed


@each_case
@each_language
def test_an_explanation_is_that_of_the_command_with_links_to_its_answers(
    folder: Path, client: TestClient, name: str, language: Language
) -> None:
    explanation = explain(case_in(folder, name), ENGINE(), language=language)
    first_of_kind = {key[0]: key for key, one in explanation.conclusions.items() if one.status is Status.CONCLUDED}
    assert first_of_kind
    for key in first_of_kind.values():
        page = page_at(client, f"/cases/{name}/explain", of=key_text(key), lang=language)
        heading, *blocks = conclusion_pages(explanation, [key], language, commands=False)
        assert isinstance(heading, Heading)
        assert f"<h1>{Markup.escape(heading.text)}</h1>" in page
        assert body_of(blocks) in page
        fields = [one for one in links_in(page) if "/questions/" in one]
        assert len(fields) == len(explanation.answers_of(key))
        for address in fields[:2]:
            assert_leads_to_a_field(client, address)


@each_case
@each_language
def test_all_explanations_stand_on_one_page_too(folder: Path, client: TestClient, name: str, language: Language) -> None:
    explanation = explain(case_in(folder, name), ENGINE(), language=language)
    page = page_at(client, f"/cases/{name}/explain", all="true", lang=language)
    assert below_title(list(explanation_page(explanation, language, everything=True))) in page


def assert_leads_to_a_field(client: TestClient, address: str) -> None:
    path, _, field = address.partition("#")
    assert f'id="{field}"' in page_at(client, path)


@each_language
@pytest.mark.parametrize("id_", ["settle-register-ground", "low_coverage", "set-up-register"])
def test_why_not_is_that_of_the_command_but_the_change_is_a_link(folder: Path, client: TestClient, id_: str, language: Language) -> None:
    catalogue = ENGINE().book.catalogue
    kind = "action" if id_ in catalogue.actions else "problem"
    found = why_not(case_in(folder, "nijkerk-2016"), ENGINE(), kind, id_, language=language)
    page = page_at(client, "/cases/nijkerk-2016/explain", why_not=id_, lang=language)
    parts = [body_of([block]) for block in why_not_page(found, language, everything=True) if not isinstance(block, CommandLine)]
    assert all(part in page for part in parts[1:])
    assert "commplan what-if" not in page
    changes = [one for one in links_in(page) if "/what-if?" in one]
    assert len(changes) == (found.change is not None)
    for address in changes:
        assert str(Markup.escape(found.title)) in page_at(client, address)


def test_why_not_of_what_is_there_leads_to_why_and_the_other_way_round(client: TestClient) -> None:
    there = client.get("/cases/complete/explain", params={"why_not": "set-up-register"})
    assert (there.status_code, there.headers["location"]) == (307, "/cases/complete/explain?of=action%3Aset-up-register")
    page_at(client, there.headers["location"])
    missed = client.get("/cases/nijkerk-2016/explain", params={"of": "action:set-up-register"})
    assert (missed.status_code, missed.headers["location"]) == (307, "/cases/nijkerk-2016/explain?why_not=set-up-register")
    page_at(client, missed.headers["location"])


@pytest.mark.parametrize(
    ("address", "nl", "en"),
    [
        ("/cases/complete/explain?of=problem:low_covrage", "Bedoelt u 'problem:low_coverage'?", "Did you mean 'problem:low_coverage'?"),
        ("/cases/complete/explain?of=low_coverage", "Bedoelt u 'problem:low_coverage'?", "Did you mean 'problem:low_coverage'?"),
        ("/cases/complete/explain?why_not=set-up-registr", "Bedoelt u 'set-up-register'?", "Did you mean 'set-up-register'?"),
        ("/cases/complete/what-if?question=situation.registr.exists", "'situation.register.exists'?", "'situation.register.exists'?"),
        ("/cases/complete/rules?stage=problms", "Bedoelt u 'problems'?", "Did you mean 'problems'?"),
        ("/cases/complete/rules?verdict=hold", "Bedoelt u 'holds'?", "Did you mean 'holds'?"),
        ("/compare?case=name-only&case=json-exmple", "Bedoelt u 'json-example'?", "Did you mean 'json-example'?"),
        ("/rules/acties", "Bedoelt u 'actions'?", "Did you mean 'actions'?"),
    ],
)
def test_a_name_that_is_not_there_gives_the_nearest_and_a_link_to_it(client: TestClient, address: str, nl: str, en: str) -> None:
    joined = "&" if "?" in address else "?"
    for language, words in (("nl", nl), ("en", en)):
        page = page_at(client, f"{address}{joined}lang={language}", 404)
        assert words in unescape(page)
        assert all(client.get(link, follow_redirects=True).status_code == 200 for link in links_in(page))


@pytest.mark.parametrize("asked", ["explain?of=x", "explain?of=:@", "explain?of=%00", "explain?why_not=%3Cscript%3E", "rules?stage=é"])
def test_a_name_that_is_like_none_gives_a_plain_page_without_a_guess(client: TestClient, asked: str) -> None:
    page = page_at(client, f"/cases/complete/{asked}", 404)
    assert "Bedoelt u" not in page
    assert "<script>" not in page
    page_at(client, "/cases/nobody/explain", 404)


# -- the next question -----------------------------------------------------------------------------------------------------------------


@each_case
@each_language
def test_the_open_questions_are_those_of_the_command_and_lead_to_their_fields(
    folder: Path, client: TestClient, name: str, language: Language
) -> None:
    case, book = case_in(folder, name), ENGINE().book
    told = next_questions(case.answers, book)
    page = page_at(client, f"/cases/{name}/next", lang=language)
    assert below_title(list(next_page(told, case.name, book, language, shown_first=None))) in without_links(page)
    fields = dict.fromkeys(one for one in links_in(page) if "/questions/" in one)
    assert len(fields) == len(told.questions)
    for address in list(fields)[:: max(1, len(fields) // 4)]:
        assert_leads_to_a_field(client, address)


# -- what if ---------------------------------------------------------------------------------------------------------------------------

TRIED = [
    ("situation.register.exists", ["true"], ["situation.register.exists=true"]),
    ("situation.register.exists", [""], ["situation.register.exists="]),
    ("municipality.inhabitants", ["42.000"], ["municipality.inhabitants=42000"]),
    ("situation.internal.hours_per_week", ["2,5"], ["situation.internal.hours_per_week=2.5"]),
    ("introduction.goals", ["impulse", "safety"], ["introduction.goals=impulse,safety"]),
    ("introduction.goals", ["-"], ["introduction.goals=[]"]),
    ("planning.start", ["31-5-2026"], ["planning.start=2026-05-31"]),
    ("problems", [], ["problems[chatter]=", "problems[members_leaving]="]),
]


@each_language
@pytest.mark.parametrize(("question", "answer", "settings"), TRIED)
def test_another_answer_gives_the_difference_that_the_command_gives(
    folder: Path, client: TestClient, question: str, answer: list[str], settings: list[str], language: Language
) -> None:
    case = case_in(folder, "nijkerk-2016")
    if question == "problems":
        settings = [f"problems[{row.type}]=" for row in case.answers.problems or ()]
        assert settings
    told = what_if(case, changes_from(case, settings), ENGINE(), language=language)
    body = below_title(what_if_page(told, language))
    here = "/cases/nijkerk-2016/what-if"
    chosen = page_at(client, f"{here}?{urlencode({'question': question, 'lang': language})}")
    assert 'name="answer"' in chosen
    assert 'id="outcome"' not in chosen
    answers = [("answer", one) for one in answer]
    assert body in page_at(client, f"{here}?{urlencode([('question', question), ('tried', 'true'), *answers, ('lang', language)])}")
    assert body in page_at(client, f"{here}?{urlencode([*(('set', one) for one in settings), ('lang', language)])}")


def test_a_row_that_comes_is_a_difference_too(folder: Path, client: TestClient) -> None:
    case = case_in(folder, "name-only")
    body = below_title(what_if_page(what_if(case, changes_from(case, ["problems[chatter]={}"]), ENGINE()), "nl"))
    assert body in page_at(client, "/cases/name-only/what-if?question=problems&tried=true&answer=chatter")


@each_case
def test_every_question_that_is_offered_can_be_chosen_and_tried_as_it_is_without_a_difference(client: TestClient, name: str) -> None:
    offered = re.findall(r'<option value="([^"]+)"', page_at(client, f"/cases/{name}/what-if"))
    assert "situation.register.exists" in offered
    assert "problems" in offered
    assert "planning.start" in offered
    for question in offered[:: max(1, len(offered) // 6)]:
        page = page_at(client, f"/cases/{name}/what-if", question=unescape(question))
        form = page.partition('id="answer"')[2].partition("</form>")[0]
        shown = re.findall(r'name="answer" value="([^"]*)" checked', form) or re.findall(r'<option value="([^"]*)" selected', form)
        shown = shown or re.findall(r'<input id="[^"]+" name="answer" value="([^"]*)"', form)
        fields = [("question", unescape(question)), ("tried", "true"), *(("answer", unescape(one)) for one in shown)]
        outcome = page_at(client, f"/cases/{name}/what-if?{urlencode(fields)}")
        assert "Het advies blijft hetzelfde." in outcome, question


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("question=municipality.inhabitants&tried=true&answer=veel", "Typ een getal in cijfers"),
        ("question=municipality.inhabitants&tried=true&answer=-5", "-5"),
        ("question=situation.register.exists&tried=true&answer=misschien", "ja of nee"),
        ("question=problems&tried=true&answer=chattr", "chatter"),
        ("set=situation.registr.exists%3Dja", "Bedoelt u 'situation.register.exists'?"),
        ("set=x", "zoals situation.register.exists=ja"),
        ("set=notes%3Da&set=notes%3Db", "gaat over hetzelfde"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_in_plain_words_in_a_summary(client: TestClient, asked: str, words: str) -> None:
    page = page_at(client, f"/cases/nijkerk-2016/what-if?{asked}", 422)
    assert words in unescape(page)
    assert 'class="utrecht-alert utrecht-alert--error" role="alert"' in page
    for anchor in re.findall(r'class="utrecht-alert utrecht-alert--error".*?</div>', page, re.DOTALL):
        for field in re.findall(r'href="#([^"]+)"', anchor):
            assert f'id="{field}"' in page


# -- compare ---------------------------------------------------------------------------------------------------------------------------


@each_language
@pytest.mark.parametrize(("names", "differences"), [(("name-only", "json-example"), False), (NAMES, False), (NAMES, True)])
def test_a_comparison_is_that_of_the_command(
    folder: Path, client: TestClient, names: tuple[str, ...], differences: bool, language: Language
) -> None:
    told = compare([case_in(folder, name) for name in names], ENGINE(), language=language, differences=differences)
    asked = [*(("case", name) for name in names), *([("differences", "true")] if differences else []), ("lang", language)]
    page = page_at(client, f"/compare?{urlencode(asked)}")
    assert below_title(comparison_report(told, language)) in page
    assert re.findall(r'name="case" value="([^"]+)" checked', page) == sorted(names)


def test_all_questionnaires_that_can_be_read_can_be_compared_and_one_is_too_few(folder: Path, client: TestClient) -> None:
    (folder / "broken.yaml").write_text("municipality: [")
    assert "/compare" in links_in(page_at(client, "/"))
    page = page_at(client, "/compare")
    assert re.findall(r'name="case" value="([^"]+)"(?! disabled)', page) == sorted(NAMES)
    assert 'value="broken" disabled' in page
    assert "Kies minstens twee vragenlijsten." in page_at(client, "/compare?case=complete", 422)
    assert "broken.yaml" in page_at(client, "/compare?case=complete&case=broken", 422)


# -- rules -----------------------------------------------------------------------------------------------------------------------------


@each_language
def test_the_handbook_stands_on_pages_whose_links_lead_somewhere(client: TestClient, language: Language) -> None:
    where = shipped("rules")
    blocks = handbook(ENGINE().book, document_of(where), names_of_tests(where), language, "")
    front = page_at(client, "/rules", lang=language)
    addresses = dict.fromkeys(["/rules", *(one.partition("#")[0] for one in links_in(front) if one.startswith("/rules/"))])
    pages = {address: page_at(client, address) for address in addresses}
    anchors = {f"{address}#{anchor}" for address, page in pages.items() for anchor in re.findall(r' id="([^"]+)"', page)}
    led = {one for page in pages.values() for one in links_in(page) if "#" in one}
    assert len(led) > 100
    assert led <= anchors
    whole = re.sub(r' href="[^"]*"', "", "".join(pages.values()))
    for block in blocks:
        if not isinstance(block, Heading):
            assert re.sub(r' href="[^"]*"', "", body_of([block])) in whole
    assert not re.search(r"<[^>]* style=", whole)


@each_case
@each_language
def test_the_verdicts_are_those_of_the_command_each_with_a_link_to_its_rule(
    folder: Path, client: TestClient, name: str, language: Language
) -> None:
    case = case_in(folder, name)
    rules = rule_verdicts(case, ENGINE(), language=language)
    sentences = Sentences(ENGINE().book, language)
    says = {one.id: sentences.sentence(one) for one in ENGINE().book.rules}
    front = page_at(client, f"/cases/{name}/rules", lang=language)
    assert body_of(list(verdicts_page(case.name, rules, language))[1:2]) in front
    told = set[str]()
    addresses = dict.fromkeys(one for one in links_in(front) if "stage=" in one)
    of_stages = [one for one in addresses if "verdict=" not in one]
    assert len(addresses) > len(of_stages)
    for address in (*of_stages, list(addresses)[-1]):
        page = page_at(client, address)
        asked = dict(parse_qsl(urlsplit(address).query))
        some = [one for one in rules if one.stage == asked["stage"] and asked.get("verdict") in (None, verdict_name(one.verdict))]
        _, _, *lists = verdicts_page(case.name, some, language, says)
        assert body_of(lists) in without_links(page)
        assert sum("#rule-" in one for one in links_in(page)) == len(some)
        told |= {one.rule for one in some}
    assert told == {one.id for one in ENGINE().book.rules}
    holding = [one for one in rules if verdict_name(one.verdict) == "holds"]
    page = page_at(client, f"/cases/{name}/rules", verdict="holds")
    assert sum("#rule-" in one for one in links_in(page)) == len(holding)


# -- all of them -----------------------------------------------------------------------------------------------------------------------


@each_case
@each_language
def test_the_advice_asks_why_behind_each_problem_and_action(folder: Path, client: TestClient, name: str, language: Language) -> None:
    advice = advise(case_in(folder, name), ENGINE(), language=language)
    page = page_at(client, f"/cases/{name}/advice", lang=language)
    assert tells(page, advice, language)
    within = {one[1:] for one in links_in(page) if one.startswith("#")}
    assert within <= set(re.findall(r' id="([^"]+)"', page))
    assert {f"action-{one.id}" for one in advice.actions} <= within
    asked = [parse_qs(urlsplit(one).query)["of"][0] for one in links_in(page) if "/explain?" in one]
    wanted = {f"problem:{one.id}" for one in advice.problems} | {f"action:{one.id}" for one in advice.actions}
    assert set(asked) == wanted
    for of in asked[:3]:
        page_at(client, f"/cases/{name}/explain", of=of)


def test_another_language_leads_to_the_same_page(client: TestClient) -> None:
    asked = "/cases/complete/what-if?question=situation.register.exists&tried=true&answer=false"
    other = next(unescape(one) for one in _LINK.findall(page_at(client, asked)) if "lang=en" in one)
    english = page_at(client, other)
    assert "The difference with now" in english
    assert 'lang="en"' in english


def test_asking_changes_no_file(folder: Path, client: TestClient) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*")}
    for asked in (
        "/cases/json-example/explain",
        "/cases/json-example/explain?all=true",
        "/cases/json-example/explain?why_not=set-up-register",
        "/cases/json-example/next",
        "/cases/json-example/what-if?question=situation.register.exists&tried=true&answer=true",
        "/cases/json-example/rules",
        "/compare?case=json-example&case=name-only",
        "/rules",
    ):
        assert client.get(asked, follow_redirects=True).status_code == 200
    assert {path: path.read_bytes() for path in folder.rglob("*")} == before


def test_only_whole_texts_of_cells_and_headings_become_links_and_stay_escaped() -> None:
    text = "A < B & 'c'"
    body = Markup(body_of([Heading(2, text), Heading(3, f"{text} more")]))
    assert linked(body, {text: "/x?a=1&b=2"}) == (
        '<h2><a href="/x?a=1&amp;b=2">A &lt; B &amp; &#x27;c&#x27;</a></h2>\n<h3>A &lt; B &amp; &#x27;c&#x27; more</h3>'
    )
    assert asked_why(body, {text: "/x"}, "en").startswith(
        '<h2>A &lt; B &amp; &#x27;c&#x27; <a class="why" href="/x">Why?<span class="hidden"> A &lt; B &amp; &#x27;c&#x27;</span></a></h2>'
    )
