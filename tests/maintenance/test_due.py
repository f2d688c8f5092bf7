"""What of a rule book must be looked at, on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commplan_advisor.maintenance.due import Due, a_year_after, due
from commplan_advisor.rulebook.reading import read_document
from tests.support.rulefolder import SMALL, changed, written

RULE = "situation/register.yaml"


def found(folder: Path, day: date, *changes: tuple[str, str, str]) -> tuple[Due, ...]:
    files = dict(SMALL)
    for change in changes:
        files = changed(files, *change)
    return due(read_document(written(folder, files)), day)


def with_key(line: str) -> tuple[str, str, str]:
    return RULE, "  basis: practice", f"  basis: practice\n  {line}"


def test_a_review_is_due_from_its_day_on(tmp_path: Path) -> None:
    change = with_key("review: 2026-03-02")
    assert found(tmp_path / "before", date(2026, 3, 1), change) == ()
    (one,) = found(tmp_path / "then", date(2026, 3, 2), change)
    assert (one.kind, one.id, one.why, one.day, one.is_due) == ("rule", "no-register", "review", date(2026, 3, 2), True)
    assert (one.file, one.line) == (RULE, 1)


def test_a_source_is_due_when_it_was_checked_more_than_a_year_ago(tmp_path: Path) -> None:
    assert found(tmp_path / "then", date(2027, 1, 31)) == ()
    (one,) = found(tmp_path / "after", date(2027, 2, 1))
    assert (one.kind, one.id, one.why, one.day) == ("source", "practice", "checked", date(2026, 1, 31))


def test_what_ends_within_three_months_is_told_and_not_due(tmp_path: Path) -> None:
    day = date(2026, 3, 1)
    (one,) = found(tmp_path / "soon", day, with_key("valid: {until: 2026-05-31}"))
    assert (one.why, one.day, one.is_due) == ("ends", date(2026, 5, 31), False)
    assert found(tmp_path / "later", day, with_key("valid: {until: 2026-06-30}")) == ()


def test_what_is_over_or_retired_is_not_looked_at(tmp_path: Path) -> None:
    day = date(2026, 3, 1)
    review = ("review: 2026-01-01\n  valid: {until: 2026-02-28}", "review: 2026-01-01\n  status: retired")
    for number, keys in enumerate(review):
        assert found(tmp_path / str(number), day, with_key(keys)) == ()


def test_drafts_are_told(tmp_path: Path) -> None:
    (one,) = found(tmp_path, date(2026, 1, 1), with_key("status: draft"))
    assert (one.why, one.day, one.is_due) == ("draft", None, False)


def test_the_day_of_the_rule_book_is_told_once_for_all_that_name_none(tmp_path: Path) -> None:
    book = ("rulebook.yaml", 'version: "1.0"', 'version: "1.0"\nowner: Redactie\nreview: 2026-03-01')
    (one,) = found(tmp_path / "all", date(2026, 4, 1), book)
    assert (one.kind, one.id, one.owner, one.file) == ("rulebook", "", "Redactie", "rulebook.yaml")
    own = found(tmp_path / "own", date(2026, 4, 1), book, with_key("review: 2026-02-01\n  owner: Veiligheid"))
    assert [(one.kind, one.owner) for one in own] == [("rule", "Veiligheid"), ("rulebook", "Redactie")]


def test_the_oldest_comes_first_and_what_is_only_told_last(tmp_path: Path) -> None:
    changes = (
        with_key("review: 2026-12-01"),
        (
            "catalogue/problems.yaml",
            "  source: practice\n  basis: practice\n",
            "  source: practice\n  basis: practice\n  review: 2026-06-01\n",
        ),
        ("problems/coverage.yaml", "until: 2027-12-31}", "until: 2027-03-31}"),
    )
    assert [one.why for one in found(tmp_path, date(2027, 2, 1), *changes)] == ["checked", "review", "review", "ends"]


@pytest.mark.parametrize(("day", "later"), [(date(2026, 1, 31), date(2027, 1, 31)), (date(2028, 2, 29), date(2029, 3, 1))])
def test_a_year_later_is_the_same_day(day: date, later: date) -> None:
    assert a_year_after(day) == later
