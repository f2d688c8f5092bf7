"""What of a rule book must be looked at: its day has come, it was checked long ago, it ends soon, or it is still being written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

Why = Literal["review", "checked", "ends", "draft"]

_SOON = timedelta(days=92)
"""Three months: what ends within them is told."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something to look at.

    Attributes:
        kind: `rule`, `parameter`, `source`, a part of the catalogue such as `actions`, or `rulebook` for all that names no day of its own.
        id: its name; empty for the rule book.
        why: its review is due; it was checked over a year ago; it ends within three months; it is a draft.
        day: of the review, of the last check, or its last day; None for a draft.
        owner: who looks after it, when that is said.
        file: where it stands, below the rule book's folder.
        line: the line in that file; 0 when it is not known.
    """

    kind: str
    id: str
    why: Why
    day: date | None
    owner: str
    file: str
    line: int = 0

    @property
    def is_due(self) -> bool:
        """Whether it must be looked at now; what ends or is being written is only told."""
        return self.why in ("review", "checked")


def due(document: Mapping[str, Any], day: date) -> tuple[Due, ...]:
    """What must be looked at on a day, the oldest first; then what ends soon, then drafts.

    Args:
        document: what the files of a rule book say, for every day.
        day: the day.
    """
    found = [
        *_of_the_calendar(document, day),
        *_of_the_book(document, day),
        *_of_rules(document, day),
        *_of_entries(document, day),
        *_of_sources(document, day),
    ]
    order = {"review": 0, "checked": 0, "ends": 1, "draft": 2}
    return tuple(sorted(found, key=lambda one: (order[one.why], one.day or date.max, one.kind, one.id)))


def _of_the_book(document: Mapping[str, Any], day: date) -> Iterator[Due]:
    review = document["upkeep"].get("review")
    if review and date.fromisoformat(review) <= day:
        yield Due("rulebook", "", "review", date.fromisoformat(review), document["upkeep"].get("owner", ""), "rulebook.yaml")


def _of_the_calendar(document: Mapping[str, Any], day: date) -> Iterator[Due]:
    """The table of school holidays: its review, and its end."""
    table = document.get("calendar", {}).get("school_holidays")
    if not table:
        return
    told = {"owner": document["upkeep"].get("owner", ""), **table, "valid": {"until": max(one["until"] for one in table["days"])}}
    yield from _of_one("calendar", "school_holidays", told, day, "calendar.yaml")


def _of_rules(document: Mapping[str, Any], day: date) -> Iterator[Due]:
    owner = document["upkeep"].get("owner", "")
    for rule in (*document["rules"], *document.get("plan_review", {}).get("rules", ())):
        if rule["status"] != "retired":
            yield from _of_one("rule", rule["id"], {"owner": owner, **rule}, day, rule["file"], rule["line"])
        if rule["status"] == "draft":
            yield Due("rule", rule["id"], "draft", None, rule.get("owner", owner), rule["file"], rule["line"])


def _of_entries(document: Mapping[str, Any], day: date) -> Iterator[Due]:
    owner = document["upkeep"].get("owner", "")
    for id_, one in document["parameters"].items():
        yield from _of_one("parameter", id_, {"owner": owner, **one}, day, "parameters.yaml")
    for plural, entries in document["catalogue"].items():
        for id_, one in entries.items():
            yield from _of_one(plural, id_, {"owner": owner, **one}, day, f"catalogue/{plural}.yaml")


def _of_sources(document: Mapping[str, Any], day: date) -> Iterator[Due]:
    for id_, one in document["sources"].items():
        yield from _of_one("source", id_, {"owner": document["upkeep"].get("owner", ""), **one}, day, "sources.yaml")


def _of_one(kind: str, id_: str, one: Mapping[str, Any], day: date, file: str, line: int = 0) -> Iterator[Due]:
    until = _day(one.get("valid", {}).get("until"))
    if until and until < day:
        return  # it is over
    review, checked = _day(one.get("review")), _day(one.get("checked_on"))
    if review and review <= day:
        yield Due(kind, id_, "review", review, one["owner"], file, line)
    if checked and a_year_after(checked) < day:
        yield Due(kind, id_, "checked", checked, one["owner"], file, line)
    if until and until <= day + _SOON:
        yield Due(kind, id_, "ends", until, one["owner"], file, line)


def a_year_after(day: date) -> date:
    """The same day a year later; 1 March after 29 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
