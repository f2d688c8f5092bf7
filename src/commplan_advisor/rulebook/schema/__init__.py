"""The shape of the files of a rule book, checked by pydantic when they are read.

What a file may say is here; what it means together with the other files (does the field exist, is the action in the
catalogue) is checked in `reading`. The manual of this shape is `docs/reference/rule-book.md`. The models of all
files are named here.
"""

from __future__ import annotations

from commplan_advisor.rulebook.schema.book import DatedValue, Parameter, ReviewPart, Rule, RuleBookFile, Source, Stage
from commplan_advisor.rulebook.schema.calendar import Avoid, CalendarFile, Mailings, SchoolHoliday, SchoolHolidays, Shares, TakesPart
from commplan_advisor.rulebook.schema.catalogue import (
    CATALOGUE,
    Action,
    AimPart,
    Check,
    Duty,
    Entry,
    Finding,
    Gauge,
    Means,
    Moment,
    OptionEntry,
    PlatformEntry,
    Problem,
    Role,
    Roles,
    Task,
    Timing,
)
from commplan_advisor.rulebook.schema.values import (
    IDENTIFIER,
    ITEM,
    LONGEST_IDENTIFIER,
    VERSION,
    Cited,
    Day,
    Identifier,
    Kept,
    Part,
    Validity,
    Words,
    is_identifier,
)

__all__ = [
    "CATALOGUE",
    "IDENTIFIER",
    "ITEM",
    "LONGEST_IDENTIFIER",
    "VERSION",
    "Action",
    "AimPart",
    "Avoid",
    "CalendarFile",
    "Check",
    "Cited",
    "DatedValue",
    "Day",
    "Duty",
    "Entry",
    "Finding",
    "Gauge",
    "Identifier",
    "Kept",
    "Mailings",
    "Means",
    "Moment",
    "OptionEntry",
    "Parameter",
    "Part",
    "PlatformEntry",
    "Problem",
    "ReviewPart",
    "Role",
    "Roles",
    "Rule",
    "RuleBookFile",
    "SchoolHoliday",
    "SchoolHolidays",
    "Shares",
    "Source",
    "Stage",
    "TakesPart",
    "Task",
    "Timing",
    "Validity",
    "Words",
    "is_identifier",
]
