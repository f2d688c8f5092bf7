"""The pictures of an advice: complete, the same each time, readable in grey, with nothing over or outside anything else."""

from __future__ import annotations

import io
import re
import sys
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_rgb
from PIL import Image

from commplan_advisor.advice.model import Advice, Late, PartTaken
from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.present.pictures import PICTURES, Form, Picture, picture, pictures
from commplan_advisor.present.pictures import drawing as d
from commplan_advisor.present.pictures.advice import pages
from commplan_advisor.present.pictures.drawing import HIGH, WIDE, drawing
from commplan_advisor.rulebook.catalogue import PARTS
from tests.present.pictures.looking import advice_of, behind, contrast, misplaced, seen, sights
from tests.support.shipped import DAY, shipped_cases

_SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "$\\frac{1}{2}$ $x_1",
    "<b>&amp;\"'</b>",
    "]]>--><script>",
    "regel\neen\r\ntwee\ttab",
    "👩‍👩‍👧 你好 שלום مرحبا",
    "a" * 300,
    "\ud800\x00\x1b[31m",
    "",
    " ",
)


def texts(svg: bytes) -> str:
    return " ".join("".join(element.itertext()) for element in ET.fromstring(svg).iter(f"{_SVG}text"))


def all_of(advice: Advice, name: str, language: Language = "nl", form: Form = "svg") -> tuple[Picture, ...]:
    return pictures(advice, name, language, form)


@pytest.mark.parametrize("begin", [date(2026, month, 27) for month in range(1, 13)])
def test_every_year_that_begins_well_within_the_plan_is_named_on_the_time_line(begin: date) -> None:
    advice = advice_of("nijkerk-2016")
    long = replace(advice.actions[0], start=begin, due=begin + timedelta(days=1000))
    alone = replace(advice, planning=replace(advice.planning, start=begin), actions=(long,), moments=(), checks=())
    shown = texts(all_of(alone, "timeline")[0].data)
    for year in range(begin.year + 1, (long.due - timedelta(days=90)).year + 1):
        assert re.search(rf"(^| ){year}( |$)", shown), f"{year}: {shown}"


def renamed(advice: Advice, names: Any) -> Advice:
    """The advice with other names for all that a picture writes."""
    actions = tuple(
        replace(one, title=next(names), roles=tuple(replace(part, title=next(names)) for part in one.roles)) for one in advice.actions
    )
    problems = tuple(
        replace(one, title=next(names), causes=tuple(replace(cause, title=next(names)) for cause in one.causes)) for one in advice.problems
    )
    swot = {
        name: tuple(replace(point, title=next(names)) for point in getattr(advice.swot, name))
        for name in ("strengths", "weaknesses", "opportunities", "threats")
    }
    return replace(
        advice,
        municipality=next(names),
        actions=actions,
        problems=problems,
        swot=replace(advice.swot, **swot),
        findings=tuple(replace(one, title=next(names)) for one in advice.findings),
        moments=tuple(replace(one, title=next(names)) for one in advice.moments),
        checks=tuple(replace(one, title=next(names)) for one in advice.checks),
    )


def endless(names: list[str]) -> Any:
    while True:
        yield from names


# ---- where things are -----------------------------------------------------------------------------------------------------------------


def assert_in_place(case: str, name: str, language: Language) -> None:
    with drawing():
        drawn = pages(advice_of(case, language), name, language)
        assert [wrong for page in drawn for wrong in misplaced(page)] == []
    assert all(page.sheet.height <= HIGH + 0.1 for page in drawn)


CASES = [path.stem for path in shipped_cases()]


@pytest.mark.parametrize(("case", "name"), [(case, PICTURES[place % 4]) for place, case in enumerate(CASES[::3])])
def test_no_text_runs_out_of_its_box_or_over_another(case: str, name: str) -> None:
    assert_in_place(case, name, "nl")


@pytest.mark.parametrize("name", PICTURES)
def test_nor_does_any_in_english(name: str) -> None:
    assert_in_place("complete", name, "en")


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_no_text_does_so_in_any_picture_of_any_case(case: str, language: Language) -> None:
    for name in PICTURES:
        assert_in_place(case, name, language)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(codec="ascii"), max_size=60), st.text("abW -/", max_size=400)),
        min_size=3,
        max_size=9,
    )
)
@example(["", "", ""])
def test_names_of_any_length_and_script_stay_in_their_boxes(names: list[str]) -> None:
    advice = renamed(advice_of("only-sign-requests"), endless(names))
    for name in PICTURES:
        with drawing():
            assert [wrong for page in pages(advice, name, "nl") for wrong in misplaced(page)] == []
    ET.fromstring(all_of(advice, "swot")[0].data)


@pytest.mark.parametrize("name", PICTURES)
def test_the_largest_advice_takes_a_few_pages_that_fit_on_a4(name: str) -> None:
    found = all_of(advice_of("large-city"), name)
    assert len(found) <= 4
    for number, page in enumerate(found, start=1):
        assert page.width_cm == WIDE
        assert page.height_cm <= HIGH + 0.1
        assert f"{number} van {len(found)}" in page.title or len(found) == 1


@pytest.mark.parametrize("name", ["timeline", "roles"])
def test_all_can_stand_on_one_sheet(name: str) -> None:
    advice = advice_of("large-city")
    whole = picture(advice, name, "nl", "svg")
    assert whole.height_cm > HIGH
    words = texts(whole.data).split()
    for number, action in enumerate(advice.actions, start=1):
        assert str(number) in words
        assert action.title.split()[0] in words


def test_letters_are_large_enough_to_read_on_paper() -> None:
    for name in PICTURES:
        for page in all_of(advice_of("nijkerk-2016"), name):
            assert min(float(size) for size in re.findall(r"font-size: ([\d.]+)px", page.data.decode())) >= 7.5
            root = ET.fromstring(page.data)
            assert float(str(root.get("width")).removesuffix("pt")) == pytest.approx(page.width_cm / 2.54 * 72, abs=0.1)


# ---- what they say --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.item("5.1", "5.2", "5.5", "7.1", "7.2")
def test_the_time_line_has_every_action_moment_and_check(language: Language) -> None:
    advice = advice_of("complete", language)
    found = all_of(advice, "timeline", language)
    told, drawn = "\n".join(page.alternative for page in found), " ".join(texts(page.data) for page in found)
    for number, action in enumerate(advice.actions, start=1):
        assert f"{number}. {action.title}" in told
        assert action.title.split()[0] in drawn
    for title in (*(one.title for one in advice.moments), *(one.title for one in advice.checks)):
        assert title in told
    assert {"nl": "moet klaar zijn: 26-2-2027", "en": "must be ready: 26 Feb 2027"}[language] in drawn
    waiting = [action for action in advice.actions if action.after]
    assert drawn.count({"nl": "na ", "en": "after "}[language]) >= len(waiting) > 20


def test_what_an_action_waits_for_is_an_arrow_when_these_are_few() -> None:
    (page,) = all_of(advice_of("nijkerk-2016"), "timeline")
    assert "Een pijl betekent" in texts(page.data)
    assert "na de acties 1, 3" in page.alternative
    assert "'na 3' betekent" in texts(all_of(advice_of("large-city"), "timeline")[0].data)


def test_an_action_that_is_late_is_marked() -> None:
    advice = advice_of("nijkerk-2016")
    last = max(advice.actions, key=lambda action: action.due)
    ready_by = last.due - timedelta(days=1)
    planning = replace(advice.planning, ready_by=ready_by, ready=last.due, late=(Late(last.id, last.title, last.due),))
    (page,) = all_of(replace(advice, planning=planning), "timeline")
    assert texts(page.data).count("te laat") == 1
    assert f"{last.title}: van " in page.alternative
    assert [line for line in page.alternative.splitlines() if line.endswith("te laat.") and last.title in line]


@pytest.mark.item("2.8")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_swot_tells_every_point_and_counts_what_does_not_fit(language: Language) -> None:
    advice = advice_of("complete", language)
    (page,) = all_of(advice, "swot", language)
    for name in ("strengths", "weaknesses", "opportunities", "threats"):
        for point in getattr(advice.swot, name):
            assert point.title in page.alternative
    more = re.findall(r"en nog (\d+) andere|and (\d+) more", texts(page.data))
    total = sum(len(getattr(advice.swot, name)) for name in ("strengths", "weaknesses", "opportunities", "threats"))
    assert texts(page.data).count("•") + sum(int(one or other) for one, other in more) == total


@pytest.mark.item("5.2")
def test_the_roles_have_a_letter_for_each_part_and_tell_them_by_role() -> None:
    advice = advice_of("large-city")
    found = all_of(advice, "roles")
    letters = [word for page in found for word in texts(page.data).split() if word in "RASCI"]
    assert len(letters) - 5 * len(found) == sum(len(action.roles) for action in advice.actions)
    for role in {part.title for action in advice.actions for part in action.roles}:
        assert any(f"\n{role}: " in page.alternative for page in found)


def test_many_roles_are_spread_over_pages() -> None:
    advice = advice_of("only-poor-cooperation")
    crowd = tuple(PartTaken(PARTS[number % 5], f"role-{number}", f"Rol met nummer {number}") for number in range(40))
    crowded = replace(advice, actions=(replace(advice.actions[0], roles=crowd), *advice.actions[1:]))
    found = all_of(crowded, "roles")
    assert len(found) >= 3
    for number in range(40):
        assert any(f"Rol met nummer {number}:" in page.alternative for page in found)
    with drawing():
        assert [wrong for page in pages(crowded, "roles", "nl") for wrong in misplaced(page)] == []


@pytest.mark.item("3.1", "3.2", "4.1")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", ["complete", "nijkerk-2016", "well-organised"])
def test_what_leads_to_what_tells_all_problems_causes_and_actions(case: str, language: Language) -> None:
    advice = advice_of(case, language)
    found = all_of(advice, "causes", language)
    told = "\n".join(page.alternative for page in found)
    for problem in advice.problems:
        assert problem.title in told
        for cause in problem.causes:
            assert cause.title in told
    for number, action in enumerate(advice.actions, start=1):
        assert f"{number}. {action.title}" in told
    drawn = " ".join(texts(page.data) for page in found)
    if case == "complete":
        assert {"nl": "en nog", "en": "more actions:"}[language] in drawn


def test_answers_stand_before_what_they_show() -> None:
    found = all_of(advice_of("large-city"), "causes")
    drawn = " ".join(texts(page.data) for page in found)
    assert "Stappen er leden uit? Soms" in drawn
    assert "De dekking van het gebied is laag" in drawn
    assert "48 %" in drawn
    assert "concluded." not in drawn


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_anything_to_draw_a_picture_says_so(language: Language) -> None:
    for name in ("swot", "roles", "causes"):
        (page,) = all_of(advice_of("name-only", language), name, language)
        assert page.empty
        assert texts(page.data).split()[0] == page.alternative.split()[0]
    (page,) = all_of(advice_of("name-only", language), "timeline", language)
    assert not page.empty


# ---- how they look --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PICTURES)
def test_all_letters_stand_out_from_what_is_behind_them_for_all_eyes_and_in_grey(name: str) -> None:
    pairs = set()
    with drawing():
        for page in pages(advice_of("nijkerk-2016"), name, "nl"):
            for one in seen(page):
                pairs.add((one.colour, behind(page, one)))
    for letters, ground in pairs:
        assert all(contrast(*pair) >= 4.5 for pair in zip(sights(letters), sights(ground), strict=True)), (letters, ground)


def test_priorities_differ_for_all_eyes_and_in_grey() -> None:
    for one, other in combinations((d.DARKEST, d.DARK, d.MIDDLE, d.PAPER), 2):
        assert all(contrast(*pair) >= 1.9 for pair in zip(sights(to_rgb(one)), sights(to_rgb(other)), strict=True))
    page = picture(advice_of("nijkerk-2016"), "timeline", "nl", "png")
    grey = Image.open(io.BytesIO(page.data)).convert("L")
    counts = grey.histogram()
    bars = [Image.new("RGB", (1, 1), colour).convert("L").tobytes()[0] for colour in (d.DARKEST, d.DARK, d.MIDDLE)]
    assert all(counts[level] > 500 for level in bars)
    assert all(abs(one - other) >= 40 for one, other in combinations(bars, 2))


def test_parts_differ_in_grey_or_in_shape() -> None:
    from commplan_advisor.present.pictures.roles import _LOOKS

    for one, other in combinations(_LOOKS.values(), 2):
        shape = one[3] != other[3]
        assert shape or contrast(to_rgb(one[0]), to_rgb(other[0])) >= 2.5


# ---- files ------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["svg", "png"])
@pytest.mark.parametrize("name", PICTURES)
def test_the_same_advice_is_the_same_bytes(name: str, form: Form) -> None:
    advice = advice_of("only-sign-requests")
    assert all_of(advice, name, form=form) == all_of(advice, name, form=form)


@pytest.mark.parametrize("name", PICTURES)
def test_an_svg_has_a_title_and_its_words_for_those_who_do_not_see_it(name: str) -> None:
    (page, *_) = all_of(advice_of("small-village", "en"), name, "en")
    root = ET.fromstring(page.data)
    title, description = root.find(f"{_SVG}title"), root.find(f"{_SVG}desc")
    assert root.get("role") == "img"
    assert root.get("lang") == "en"
    assert title is not None
    assert description is not None
    assert (title.text, description.text) == (page.title, page.alternative)
    assert str(root.get("aria-labelledby")).split() == [title.get("id"), description.get("id")]


def test_a_png_has_its_words_as_well_and_says_how_large_it_is_meant_to_be() -> None:
    (page,) = all_of(advice_of("nijkerk-2016"), "swot", form="png")
    with Image.open(io.BytesIO(page.data)) as image:
        assert (image.info["Title"], image.info["Description"]) == (page.title, page.alternative)
        assert image.width / image.info["dpi"][0] * 2.54 == pytest.approx(page.width_cm, abs=0.02)


@pytest.mark.parametrize("name", PICTURES)
def test_hostile_names_are_only_names(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    advice = renamed(advice_of("only-poor-cooperation"), endless(list(HOSTILE)))
    (page, *_) = all_of(advice, name)
    root = ET.fromstring(page.data)
    assert not [element for element in root.iter() if element.tag.rpartition("}")[2] in ("script", "b")]
    if name in ("timeline", "roles"):
        assert "$\\frac{1}{2}$ $x_1" in texts(page.data), "no formula"
    assert all_of(advice, name, form="png")[0].data.startswith(b"\x89PNG")
    assert capfd.readouterr().err == ""


def test_a_picture_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="timeline, swot, roles, causes"):
        pictures(advice_of("name-only"), "pie", "nl", "svg")


def test_without_its_library_a_picture_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtraError):
        pictures(advice_of("name-only"), "swot", "nl", "svg")


def test_a_time_line_of_many_years_names_as_many_months_as_fit() -> None:
    advice = advice_of("nijkerk-2016")
    late = replace(advice.actions[-1], due=date(2049, 3, 1))
    long = replace(advice, actions=(*advice.actions[:-1], late))
    with drawing():
        (page,) = pages(long, "timeline", "nl")
        assert list(misplaced(page)) == []
    assert DAY.year == 2026
