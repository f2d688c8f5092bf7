"""What a rule book adds to the questionnaire: platforms that are not built in, and problems that can be reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commplan_advisor.questionnaire.added import Added, AddedAnswer
from commplan_advisor.questionnaire.option import Option
from commplan_advisor.questionnaire.options import Platform, ProblemType, has_groups

Entries = Mapping[str, Mapping[str, Any]]
"""Entries of one file of the catalogue by name, in plain values."""


def added_by(catalogue: Mapping[str, Entries]) -> Added:
    """What a catalogue adds. An entry counts on every day: an old questionnaire can still be read when a platform has ended."""
    platforms, problems = catalogue.get("platforms", {}), catalogue.get("problems", {})
    groups = ((name, one["has_groups"]) for name, one in platforms.items() if "has_groups" in one)
    return Added(
        tuple(_answers(platforms, Platform)),
        tuple(_answers({name: one for name, one in problems.items() if one.get("reported")}, ProblemType)),
        tuple(sorted((name, told) for name, told in groups if told != has_groups(name))),
    )


def _answers(entries: Entries, built_in: type[Option]) -> Iterator[AddedAnswer]:
    for name in sorted(set(entries) - {str(one) for one in built_in}):
        title = entries[name].get("title") or {"nl": name, "en": name}
        yield AddedAnswer(name, title["nl"], title["en"])
