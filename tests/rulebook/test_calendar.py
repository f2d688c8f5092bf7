"""`calendar.yaml`: what it says, what is told of its faults, and that a rule book does without it."""

# ruff: noqa: E501  # each row is one fault with all that is said of it
from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.rulebook.calendar import SchoolHoliday
from commplan_advisor.rulebook.loading import digest_of, document_of, load_rulebook
from tests.support.rulefolder import SMALL, place_of, written

DAY = date(2026, 3, 2)
CALENDAR = """\
avoid:
  evaluation: [weekend, school_holiday]
shares: {responsible: 75, supports: 25}
mailings: {role: police, weeks_apart: 2}
takes_part: {evaluation: [municipality]}
provinces:
  north: [drenthe, groningen]
  middle: [zuid_holland]
school_holidays:
  source: practice
  basis: practice
  days:
    - {holiday: summer, regions: [north], from: 2026-07-04, until: 2026-08-16}
    - {holiday: may, from: 2026-04-25, until: 2026-05-03}
"""


def folder_of(tmp_path: Path, calendar: str) -> Path:
    return written(tmp_path, {**SMALL, "calendar.yaml": calendar})


def test_it_says_which_days_are_avoided_who_does_what_and_when_schools_are_closed(tmp_path: Path) -> None:
    found = load_rulebook(folder_of(tmp_path, CALENDAR), DAY).calendar
    assert found.kinds_avoided("evaluation") == ("school_holiday", "weekend")
    assert found.kinds_avoided("work") == ("holiday", "weekend")
    assert found.shares["responsible"] == 75
    assert (found.mailing_role, found.mailing_weeks) == ("police", 2)
    assert (found.takes_part["evaluation"], found.takes_part["deadline"]) == (("municipality",), ())
    assert found.regions == {"drenthe": "north", "groningen": "north", "zuid_holland": "middle"}
    assert found.school_holidays == (
        SchoolHoliday("may", ("middle", "north", "south"), date(2026, 4, 25), date(2026, 5, 3)),
        SchoolHoliday("summer", ("north",), date(2026, 7, 4), date(2026, 8, 16)),
    )
    assert found.known_until == date(2026, 8, 16)


@pytest.mark.parametrize("files", [SMALL, {**SMALL, "calendar.yaml": ""}], ids=["no file", "an empty file"])
def test_without_it_weekends_and_holidays_are_avoided_and_nothing_is_limited(files: dict[str, str], tmp_path: Path) -> None:
    found = load_rulebook(written(tmp_path, files), DAY).calendar
    assert set(found.kinds_avoided("evaluation")) == {"weekend", "holiday"}
    assert not found.shares
    assert found.known_until is None


def test_the_order_of_its_lines_means_nothing_and_what_it_says_does(tmp_path: Path) -> None:
    lines = CALENDAR.splitlines(keepends=True)
    other_order = "".join([*lines[4:8], *lines[2:4], *lines[:2], *lines[8:12], lines[13], lines[12]])
    other_day = CALENDAR.replace("2026-08-16", "2026-08-17")
    digests = [
        digest_of(document_of(folder_of(tmp_path / str(number), text))) for number, text in enumerate((CALENDAR, other_order, other_day))
    ]
    assert digests[0] == digests[1] != digests[2]


@pytest.mark.parametrize(
    ("old", "new", "at", "nl"),
    [
        ("[weekend,", "[weekeind,", "weekeind", "avoid.evaluation[1]: 'weekeind' kan hier niet. Kies uit: weekend, holiday, turn_of_year, school_holiday. Bedoelt u 'weekend'?"),
        ("evaluation:", "evalution:", "evalution", "avoid: 'evalution' is hier geen bekend woord. Kies uit: work, measurement, evaluation, meeting. Bedoelt u 'evaluation'?"),
        ("responsible: 75", "responsible: 70", "{responsible", "shares: moet samen 100 procent zijn."),
        ("role: police", "role: polce", "polce", "'polce' staat niet in catalogue/roles.yaml. Bedoelt u 'police'?"),
        ("evaluation: [municipality]", "evaluation: [municipalty]", "municipalty", "'municipalty' staat niet in catalogue/roles.yaml. Bedoelt u 'municipality'?"),
        ("weeks_apart: 2", "weeks_apart: 0", "0}", "mailings.weeks_apart: '0' moet 1 of meer zijn."),
        ("drenthe,", "drente,", "drente", "'drente' is geen provincie. Bedoelt u 'drenthe'?"),
        ("[zuid_holland]", "[groningen]", "groningen]\n  middle", "'groningen' staat ook bij"),
        ("source: practice", "source: praktijk", "praktijk", "'praktijk' staat niet in sources.yaml. Bedoelt u 'practice'?"),
        ("holiday: summer", "holiday: sumer", "sumer", "school_holidays.days[1].holiday: 'sumer' kan hier niet. Kies uit: autumn, christmas, spring, may, summer. Bedoelt u 'summer'?"),
        ("2026-07-04", "2026-09-04", "{holiday: summer", "moet eindigen op of na de eerste dag, en binnen tien weken."),
        ("2026-04-25", "2026-02-05", "{holiday: may", "moet eindigen op of na de eerste dag, en binnen tien weken."),
        ("2026-05-03", "2026-05-32", "2026-05-32", "moet een bestaande datum zijn"),
        ("2026-04-25, until: 2026-05-03", "2026-08-16, until: 2026-08-20", "2026-08-16, until: 2026-08-20", "valt samen met een vakantie van 2026-07-04 tot en met 2026-08-16 in dezelfde regio."),
    ],
)  # fmt: skip
def test_what_is_wrong_in_it_is_told_with_its_place(old: str, new: str, at: str, nl: str, tmp_path: Path) -> None:
    text = CALENDAR.replace(old, new, 1)
    folder = folder_of(tmp_path, text)
    with pytest.raises(FaultyInputError) as raised:
        load_rulebook(folder, DAY)
    told = [fault.words("nl") for fault in raised.value.faults]
    assert len(told) == 1
    assert nl in told[0]
    if "groningen" not in at:
        assert told[0].startswith(f"{folder / 'calendar.yaml'}:{place_of(text, at)}: ")
    assert raised.value.faults[0].code
    assert raised.value.faults[0].words("en") != told[0]


def test_tasks_and_roles_may_say_more_for_the_planning(tmp_path: Path) -> None:
    text = SMALL["catalogue/roles.yaml"].replace("party: police", "party: police\n  hours_per_week: 3.5")
    assert load_rulebook(written(tmp_path, {**SMALL, "catalogue/roles.yaml": text}), DAY).catalogue.roles["police"].hours_per_week == 3.5
